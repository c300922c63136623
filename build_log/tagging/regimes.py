"""The access law a letter was handled under: named in so many words, else that of its grounds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from build_log.model.findings import Finding, ReliedOn
from build_log.model.settings import Settings
from build_log.tagging.attribution import Attribution
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage

_COMPANIONS = {"FOIA": "EIR", "EIR": "FOIA", "FOISA": "EISR", "EISR": "FOISA"}
"""A letter under one of a nation's two laws can cite the other; those of another nation it does not."""


@dataclass(frozen=True, slots=True)
class NamedRegimes:
    """The regimes a letter names, the surest words first, each with the passage and offset where it does.

    `sure`: these are the laws it says it was handled under.
    """

    named: tuple[tuple[str, Passage, int], ...]
    scottish: bool
    sure: bool

    @property
    def environmental(self) -> bool:
        """Whether the letter is handled under environmental rules, as far as its own words say."""
        return any(regime in ("EIR", "EISR") for regime, *_ in self.named)

    def likely(self, settings: Settings) -> tuple[str, ...]:
        """The regimes a bare number can belong to, the likeliest first: the letter's, else the settings'."""
        named = list(dict.fromkeys(regime for regime, *_ in self.named))
        if self.scottish and not {"FOISA", "EISR"} & set(named):
            named = [*named, "FOISA"] if self.sure else ["FOISA", *named]
        named = named or list(settings.regimes)
        return tuple(dict.fromkeys([*named, *(_COMPANIONS[regime] for regime in named)]))


def find_named_regimes(passages: list[Passage], laws: Attribution) -> NamedRegimes:
    """The regimes named where the letter says how it was handled; else anywhere; else in quotations."""
    strong: list[tuple[str, Passage, int]] = []
    weak: list[tuple[str, Passage, int]] = []
    quoted: list[tuple[str, Passage, int]] = []
    for p in passages:
        for match, name in laws.named(p):
            if name not in laws.catalogue.regimes:
                continue
            found = (name, p, match.start())
            if p.section.kind in ("quoted-mail", "review-rights") or p.quoted:
                quoted.append(found)
            elif _says_how_handled(p, match.start()):
                strong.append(found)
            else:
                weak.append(found)
    return NamedRegimes(tuple(strong or weak or quoted or _spoken_of(passages, laws)), laws.scottish, bool(strong))


def _spoken_of(passages: list[Passage], laws: Attribution) -> list[tuple[str, Passage, int]]:
    """Freedom of information spoken of without the Act's name: the nation's Act."""
    for p in passages:
        match = p.find("speaks_of_foi")
        if match:
            return [("FOISA" if laws.scottish else "FOIA", p, match.start())]
    return []


def _says_how_handled(passage: Passage, offset: int) -> bool:
    sentence = passage.sentence_at(offset)
    begins, _ = passage.span_at(offset)
    return bool(
        cue("handled_under").found(sentence)
        and cue("under_before").found(passage.text[:offset])
        and not cue("not_handled").found(passage.text[begins:offset])
    )


def find_regimes(relied_on: tuple[ReliedOn, ...], named: NamedRegimes) -> Finding[tuple[str, ...]] | None:
    """The law the request was decided under: that of the grounds, else what the letter names."""
    if relied_on:
        regimes = tuple(dict.fromkeys(entry.provision.regime for entry in relied_on))
        return Finding(regimes, tuple(entry.evidence[0] for entry in relied_on[:2]))
    if not named.named:
        return None
    best, _ = Counter(regime for regime, *_ in named.named).most_common(1)[0]
    return Finding((best,), (next(p.evidence(offset) for regime, p, offset in named.named if regime == best),))
