"""What a letter relies on, gathered by section: which citations of one exemption count, and its most specific form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Certainty, Evidence, ReliedOn, Why
from build_log.model.provision import Provision
from build_log.tagging.cues import cue
from build_log.tagging.grounds import is_not_held, is_refusal_ground
from build_log.tagging.judging import Judged, Letterwide
from build_log.tagging.refusing import is_own_words
from build_log.tagging.surroundings import stands_apart

_LABEL = 24
_ITEM = 80
DENIALS: tuple[Why, ...] = (
    "considered-not-applied",
    "public-interest-favoured-disclosure",
    "withdrawn-at-review",
    "switch-of-regime",
    "other-case",
)
"""Reasons against reliance on a provision, the most telling first."""
_REFUTING = frozenset(DENIALS) - {"other-case"}


def gather_relied(judged: list[Judged], catalogue: Catalogue, letter: Letterwide) -> dict[Provision, ReliedOn]:
    """Group what is relied on by section and keep the most specific form of each.

    A sentence that withholds under a provision decides. What is only named, in a heading or a
    list, is relied on where the letter withholds something and nowhere says otherwise. What is
    only explained is, where it is all the law that a refusal names.
    """
    groups: dict[Provision, list[Judged]] = defaultdict(list)
    for j in judged:
        if j.citation.provision is not None:
            groups[group_of(j.citation.provision, catalogue)].append(j)
    relied: dict[Provision, ReliedOn] = {}
    for items in groups.values():
        asserted = [j for j in items if j.asserted]
        denied = [j.citation.provision for j in items if j.why in DENIALS and j.citation.provision]
        refuted = [j.citation.provision for j in items if j.why in _REFUTING and j.citation.provision]
        named = [
            j
            for j in items
            if j.why is None
            and not j.asserted
            and (j.strength != "recited" or letter.upholding)
            and not any(same_ground(j.citation.provision, p) for p in refuted)
            and not _is_unknown_form(j)
            and not (_is_scope(j, catalogue) and any(_states_ground(other, catalogue) for other in items))
        ]
        if asserted:
            overridden = any(j.why == "public-interest-favoured-disclosure" for j in items) and not _outlives(items)
            asserted = [j for j in asserted if not (letter.review and _given_up(j, items))]
            if asserted and not overridden:
                labels = [j for j in named if (j.heading or _is_label(j)) and j.citation.provision != _section_of(j)]
                relied |= _most_specific([*asserted, *labels], [*named, *(j for j in items if j.why is not None)])
        elif letter.not_held and any(is_not_held(p) for p in _provisions(items)) and not denied:
            relied |= _most_specific(items, items)
        elif named and letter.withholding and _counts(named, groups, catalogue, letter):
            relied |= _most_specific(named, items)
    if letter.withholding and not any(entry.certainty == "stated" for entry in relied.values()):
        explained = [
            items
            for items in groups.values()
            if any(_explained_here(j) for j in items) and not any(j.why in DENIALS for j in items)
        ]
        if len(explained) == 1:
            relied |= _most_specific([j for j in explained[0] if _explained_here(j)], explained[0])
    return relied


def _is_scope(j: Judged, catalogue: Catalogue) -> bool:
    """Whether a citation names only whom or what a section is about, such as s33(1)(a): an auditing authority."""
    entry = catalogue.entry(j.citation.provision) if j.citation.provision else None
    return entry is not None and entry.role == "scope"


def _is_unknown_form(j: Judged) -> bool:
    """Whether a subsection the statute does not have was read as its section: likely another Act's."""
    p = j.citation.provision
    return p is not None and not p.subdivisions and "(" in j.citation.written


def _states_ground(j: Judged, catalogue: Catalogue) -> bool:
    entry = catalogue.entry(j.citation.provision) if j.citation.provision else None
    return entry is not None and entry.role == "limb" and j.why in (None, "explanation")


def _section_of(j: Judged) -> Provision | None:
    return j.citation.provision.section if j.citation.provision else None


def _provisions(items: Iterable[Judged]) -> list[Provision]:
    return [j.citation.provision for j in items if j.citation.provision]


def same_ground(one: Provision | None, other: Provision) -> bool:
    """Whether what is said of one provision is said of the other: one lies within the other."""
    return one is not None and (one.covers(other) or other.covers(one))


def _counts(
    named: list[Judged], groups: dict[Provision, list[Judged]], catalogue: Catalogue, letter: Letterwide
) -> bool:
    """Whether what is only named is a ground: as a heading or label, or where no sentence names another.

    Beside grounds that a sentence withholds under, a law of another regime, or a refusal ground
    (the cost limit as a yardstick), only named, is none.
    """
    sure = [j for items in groups.values() for j in items if j.asserted and j.certainty == "stated"]
    first = named[0].citation.provision
    if not sure:
        return not (letter.environmental and first and _is_of_an_act(first) and _names_exception(groups))
    if first is None or first.regime not in {j.citation.provision.regime for j in sure if j.citation.provision}:
        return False
    return any(j.heading or j.strength == "applied" or _is_label(j) for j in named) and not is_refusal_ground(
        first, catalogue
    )


def _is_of_an_act(provision: Provision) -> bool:
    return not provision.prefix.startswith("reg")


def _names_exception(groups: dict[Provision, list[Judged]]) -> bool:
    """Whether an exception of the environmental rules is named without a reason against it."""
    return any(not _is_of_an_act(p) and any(j.why is None for j in items) for p, items in groups.items())


def _is_label(j: Judged) -> bool:
    """Whether a citation stands for a sentence: "Section 36(1) – Confidentiality", "… the nests. Regulation 12(5)(g).".

    It opens a paragraph, a point of a list or a cell, or nothing but stops is around it.
    """
    c = j.citation
    item = c.passage.item and (c.start <= _ITEM or len(c.passage.text) <= 2 * _ITEM)
    return c.start <= _LABEL or item or c.passage.text.startswith("|") or stands_apart(c)


def _explained_here(j: Judged) -> bool:
    return j.why == "explanation" and is_own_words(j.citation.passage)


def _given_up(j: Judged, items: list[Judged]) -> bool:
    """Whether the last thing a review says of a ground is that it is given up, and nowhere that it stands."""
    same = [o for o in items if o.citation.provision and same_ground(j.citation.provision, o.citation.provision)]
    last = max(same, key=lambda o: (o.citation.passage.index, o.citation.start))
    stands = any(cue("upholds").found(o.citation.passage.sentence_at(o.citation.start)) for o in same if o.asserted)
    denied = last.why == "considered-not-applied" and last.citation.provision == j.citation.provision
    return (denied or last.why == "withdrawn-at-review") and not stands


def _outlives(items: list[Judged]) -> bool:
    """Whether a provision is relied on in a place of its own, besides where it was overridden."""
    overridden = [j for j in items if j.why == "public-interest-favoured-disclosure"]
    return any(
        j.why is None
        and all(
            j.citation.passage.section is not o.citation.passage.section
            or j.citation.passage.index > o.citation.passage.index
            for o in overridden
        )
        for j in items
    )


def group_of(provision: Provision, catalogue: Catalogue) -> Provision:
    """What counts as one exemption: a section; under the regulations each exception by itself."""
    top = catalogue.regimes[provision.regime].top(provision)
    return top.provision if top else provision.section


def _most_specific(chosen: list[Judged], items: list[Judged]) -> dict[Provision, ReliedOn]:
    certainty = _certainty([*chosen, *items])
    direct = {j.citation.provision for j in chosen if j.citation.provision}
    deepest = {p for p in direct if not any(p != other and _within(other, p) for other in direct)}
    if all(p == p.section for p in deepest):
        named = {
            j.citation.provision
            for j in items
            if (j.why == "explanation" or (j.why is None and not j.asserted))
            and j.citation.provision
            and j.citation.provision.subdivisions
            and any(p.covers(j.citation.provision) for p in deepest)
        }
        named = {p for p in named if not any(p != other and p.covers(other) for other in named)}
        told_apart = any(j.why is None and j.citation.provision in named for j in items)
        deepest = named if named and (told_apart or len({p.subdivisions[0] for p in named}) == 1) else deepest
    relied = {}
    for provision in deepest:
        support = [
            j
            for j in [*chosen, *items]
            if j.citation.provision
            and (j.citation.provision == provision or j.citation.provision.covers(provision))
            and (j.why is None or j.citation.provision == provision)
        ]
        relied[provision] = ReliedOn(provision, evidence_of(support), certainty)
    return relied


def _certainty(judged: list[Judged]) -> Certainty:
    """Alternative where a sentence says so and none says more; a heading or a law set out does not."""
    relying = [j for j in judged if j.why is None]
    surely = any(j.certainty == "stated" and j.strength not in ("heading", "applied") for j in relying)
    return "alternative" if any(j.certainty == "alternative" for j in relying) and not surely else "stated"


def _within(one: Provision, other: Provision) -> bool:
    """Whether `one` says the same as `other` more exactly: 31(1)(a) for 31(1), 40(5B)(a)(i) for 40(5)."""
    if other.covers(one):
        return True
    return (
        other.section == one.section
        and len(other.subdivisions) == 1
        and other.subdivisions[0].isdigit()
        and bool(one.subdivisions)
        and one.subdivisions[0] != other.subdivisions[0]
        and one.subdivisions[0].rstrip("ABC") == other.subdivisions[0]
    )


def evidence_of(support: Iterable[Judged], limit: int = 4) -> tuple[Evidence, ...]:
    """The sentences that support a finding, each once, headings last."""
    unique = dict.fromkeys(
        j.citation.passage.evidence(j.citation.start)
        for j in sorted(support, key=lambda j: (j.heading, j.citation.passage.index))
    )
    return tuple(list(unique)[:limit])
