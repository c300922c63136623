"""What refusing under a ground comes to: withheld, over the cost limit, vexatious, not held."""

from __future__ import annotations

from collections.abc import Iterable

from build_log.law.catalogue import Catalogue
from build_log.model.provision import Provision
from build_log.tagging.acts import Acts

_ELSEWHERE = frozenset({("FOIA", "21"), ("FOISA", "25"), ("EIR", "6"), ("EISR", "6")})
PERSONAL_DATA = frozenset({("FOIA", "40"), ("EIR", "13"), ("FOISA", "38"), ("EISR", "11")})
"""The sections for personal data: regime and number."""
_COST = "12"
_NOT_HELD = frozenset({("EIR", "reg12(4)(a)"), ("EISR", "reg10(4)(a)")})


def is_refusal_ground(provision: Provision, catalogue: Catalogue) -> bool:
    """Whether this is s12, s14 or the like: a refusal without an exemption."""
    top = catalogue.regimes[provision.regime].top(provision)
    return top is not None and top.role == "refusal-ground"


def is_denial(provision: Provision, catalogue: Catalogue) -> bool:
    """Whether a provision lifts the duty to say whether information is held."""
    entry = catalogue.entry(provision)
    role = entry.role if entry else ""
    return (
        role == "confirm-or-deny"
        or str(provision) == "reg12(6)"
        or (provision.regime, provision.number) == ("FOISA", "18")
    )


def is_not_held(provision: Provision) -> bool:
    """Whether this is the environmental exception for what is not held."""
    return (provision.regime, str(provision)) in _NOT_HELD


def is_elsewhere(provisions: Iterable[Provision]) -> bool:
    """Whether all of them say only that the information can be had elsewhere."""
    return {(p.regime, p.number) for p in provisions} <= _ELSEWHERE


def refusal_outcome(provisions: Iterable[Provision], acts: Acts, catalogue: Catalogue) -> str:
    """The outcome of refusing under `provisions` where nothing is given."""
    grounds = list(provisions)
    denied = [p for p in grounds if is_denial(p, catalogue) and p.number != _COST]
    sections = {p.section for p in denied}
    if "neither" in acts and denied and (sections >= {p.section for p in grounds} or denied[0].regime == "FOISA"):
        return "neither-confirmed-nor-denied"
    numbers = {p.number for p in grounds if is_refusal_ground(p, catalogue)}
    if "14" in numbers:
        second = any(p.number == "14" and p.subdivisions[:1] == ("2",) for p in grounds)
        return "repeated" if second or ("repeated" in acts and "vexatious" not in acts) else "vexatious"
    if _COST in numbers:
        return "cost-limit"
    if is_elsewhere(grounds):
        return "already-accessible"
    if all(is_not_held(p) for p in grounds):
        return "not-held"
    return "withheld"
