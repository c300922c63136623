"""Exemption entries as officers write them: text to provision, or an error that says what to write."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from build_log.law.catalogue import Catalogue, split_provision
from build_log.model.provision import Provision


class InvalidProvisionError(ValueError):
    """A text that names no provision one can withhold under. `remedy` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def parse_provision(
    text: str,
    catalogue: Catalogue,
    regimes: Iterable[str] = (),
    settings_regimes: Iterable[str] = (),
    *,
    taggable: bool = True,
) -> Provision:
    """Read `[REGIME ]s31(1)(g)`.

    Without a prefix the regime is the one value of `regimes` that fits the text; else the
    first of `settings_regimes` that fits. Raises InvalidProvisionError for another shape,
    for two fitting values of `regimes`, and for a provision that is not in the catalogue or,
    with `taggable`, that nothing can be withheld under.
    """
    written = text.strip()
    prefix, _, rest = written.rpartition(" ")
    shape = split_provision(rest)
    if shape is None and written.lower() in ("none", "nil", "n/a", "no"):
        raise InvalidProvisionError(f"`{text}` is no provision.", "Write `exemptions: []` where nothing is withheld.")
    if shape is None:
        raise InvalidProvisionError(
            f"`{text}` is not written as a provision.",
            "Write s or reg, the number, then subdivisions in brackets without spaces: s31(1)(g), EIR reg12(5)(e).",
        )
    if prefix and all(split_provision(part) for part in written.split()):
        raise InvalidProvisionError(
            f"`{text}` is two provisions.", f"Put a comma between them: {', '.join(written.split())}."
        )
    if prefix and prefix not in catalogue.regimes:
        raise InvalidProvisionError(
            f"`{prefix}` in `{text}` is not a regime.", f"Use one of {', '.join(catalogue.regimes)}."
        )
    if prefix:
        regime = prefix
        if catalogue.regimes[regime].prefix != shape[0]:
            raise InvalidProvisionError(
                f"`{text}` mixes two laws: {regime} has {catalogue.regimes[regime].unit}s.",
                f"Write {_other(catalogue, shape[0])} {rest}, or a {catalogue.regimes[regime].unit} of {regime}.",
            )
    else:
        regime = _infer(text, shape, catalogue, list(regimes), list(settings_regimes), taggable)
    provision = Provision(regime, *shape)
    law = catalogue.regimes[regime]
    if provision not in law.entries:
        near = get_close_matches(
            str(provision), [str(p) for p in law.entries if law.taggable(p) and p.number == provision.number], n=1
        )
        raise InvalidProvisionError(
            f"{law.short_title} has no {provision} in the catalogue.",
            f"Did you mean {near[0]}?" if near else "Check the number against the letter.",
        )
    if taggable and not law.taggable(provision):
        entry = law.entries[provision]
        raise InvalidProvisionError(
            f"{law.short_title} {provision} ({entry.title}) is not something to withhold under.",
            "Name the exemption, exception or refusal ground; purposes and conditions hang on theirs.",
        )
    return provision


def _other(catalogue: Catalogue, prefix: str) -> str:
    """The first regime whose provisions have the prefix."""
    return next(regime.id for regime in catalogue.regimes.values() if regime.prefix == prefix)


def _infer(
    text: str,
    shape: tuple[str, str, tuple[str, ...]],
    catalogue: Catalogue,
    regimes: list[str],
    settings_regimes: list[str],
    taggable: bool,
) -> str:
    def fits(regime: str) -> bool:
        law = catalogue.regimes.get(regime)
        if law is None or law.prefix != shape[0]:
            return False
        provision = Provision(regime, *shape)
        return law.taggable(provision) if taggable else provision in law.entries

    own = [regime for regime in regimes if fits(regime)]
    if len(own) > 1:
        raise InvalidProvisionError(f"`{text}` fits {' and '.join(own)}.", f"Put the regime in front: {own[0]} {text}.")
    if own:
        return own[0]
    for regime in [*settings_regimes, *catalogue.regimes]:
        if fits(regime):
            return regime
    for regime in [*regimes, *settings_regimes, *catalogue.regimes]:
        law = catalogue.regimes.get(regime)
        if law is not None and law.prefix == shape[0]:
            return regime
    raise InvalidProvisionError(f"No regime of the catalogue has `{text}`.", "Check the number against the letter.")
