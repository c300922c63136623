"""Which provisions a letter relies on, in their most specific form, and why the others are only mentioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Certainty, Evidence, Mentioned, ReliedOn, Why
from build_log.model.provision import Provision
from build_log.tagging.attached import attach_parts
from build_log.tagging.citations import Citation
from build_log.tagging.judging import Judged, is_own_words, judge_citation
from build_log.tagging.passages import Passage
from build_log.tagging.public_interest import find_overall_balance


@dataclass(frozen=True, slots=True)
class Reliance:
    """Provisions relied on, in statute order, and the others with why."""

    relied_on: tuple[ReliedOn, ...]
    mentioned: tuple[Mentioned, ...]


def judge_reliance(
    citations: list[Citation], passages: list[Passage], catalogue: Catalogue, *, holding: bool, review: bool
) -> Reliance:
    """Tell relied on from mentioned.

    `holding`: the letter only extends the time, so that what it names is provisional.
    `review`: the letter decides an internal review, so that what it gives up is withdrawn.
    """
    withholding = any(p.find(name) for p in passages if is_own_words(p) for name in ("withholds", "refuses"))
    judged = [judge_citation(c, passages, catalogue, review=review, withholding=withholding) for c in citations]
    if holding:
        judged = [
            replace(j, why=None) if j.why == "explanation" and is_own_words(j.citation.passage) else j for j in judged
        ]
    claimed = _relied(judged, catalogue)
    relied = _without_overridden(claimed, passages, catalogue)
    overridden = bool(claimed) and not relied
    if holding:
        relied = {p: replace(entry, certainty="provisional") for p, entry in relied.items()}
    relied = {p: attach_parts(entry, judged, passages, catalogue) for p, entry in relied.items()}
    enactments_used = {entry.enactment for entry in relied.values()}
    mentioned = _mentioned(judged, relied, enactments_used, overridden=overridden)
    return Reliance(tuple(sorted(relied.values(), key=lambda e: _statute_order(e.provision, catalogue))), mentioned)


def _without_overridden(
    relied: dict[Provision, ReliedOn], passages: list[Passage], catalogue: Catalogue
) -> dict[Provision, ReliedOn]:
    """Without what the rest of the letter takes back.

    Where the one qualified provision of a letter is followed, in whatever section, by a
    balance for disclosure alone, it was overridden. Where the duty to confirm or deny is lifted
    under one subsection, another named to say what the information would be is not relied on.
    """
    groups = {_group(p, catalogue) for p in relied}
    if len(groups) == 1 and find_overall_balance(p for p in passages if is_own_words(p)) == "disclose":
        top = catalogue.entry(next(iter(groups)))
        if top and top.kind == "qualified":
            return {}
    denials = {p.section for p in relied if catalogue.regimes[p.regime].entries[p].role == "confirm-or-deny"}
    return {
        p: e
        for p, e in relied.items()
        if p.section not in denials or catalogue.regimes[p.regime].entries[p].role == "confirm-or-deny"
    }


def _statute_order(provision: Provision, catalogue: Catalogue) -> tuple[object, ...]:
    return (list(catalogue.regimes).index(provision.regime), provision.order[1:])


def _relied(judged: list[Judged], catalogue: Catalogue) -> dict[Provision, ReliedOn]:
    """Group what is relied on by section and keep the most specific form of each."""
    groups: dict[Provision, list[Judged]] = defaultdict(list)
    for j in judged:
        if j.citation.provision is not None:
            groups[_group(j.citation.provision, catalogue)].append(j)
    relied: dict[Provision, ReliedOn] = {}
    for items in groups.values():
        chosen = [j for j in items if j.why is None and not j.heading]
        headings = [j for j in items if j.why is None and j.heading]
        if not chosen:
            denied = any(
                j.why
                in (
                    "considered-not-applied",
                    "public-interest-favoured-disclosure",
                    "withdrawn-at-review",
                    "switch-of-regime",
                )
                for j in items
            )
            if not headings or denied:
                continue
            chosen = headings
        elif (any(j.why == "public-interest-favoured-disclosure" for j in items) and not _outlives(items)) or _given_up(
            items
        ):
            continue
        relied |= _most_specific(chosen, items)
    return relied


def _given_up(items: list[Judged]) -> bool:
    """Whether the last thing a review says of a provision is that it is given up."""
    last = max(items, key=lambda j: (j.citation.passage.index, j.citation.start))
    return last.why == "withdrawn-at-review"


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


def _group(provision: Provision, catalogue: Catalogue) -> Provision:
    """What counts as one exemption: a section; under the regulations each exception by itself."""
    top = catalogue.regimes[provision.regime].top(provision)
    return top.provision if top else provision.section


def _most_specific(chosen: list[Judged], items: list[Judged]) -> dict[Provision, ReliedOn]:
    certainty: Certainty = (
        "stated" if any(j.certainty == "stated" for j in chosen if not j.heading or len(chosen) == 1) else "alternative"
    )
    direct = {j.citation.provision for j in chosen if j.citation.provision}
    deepest = {p for p in direct if not any(p != other and p.covers(other) for other in direct)}
    if all(p == p.section for p in deepest):
        named = {
            j.citation.provision
            for j in items
            if j.why == "explanation"
            and j.citation.provision
            and j.citation.provision.subdivisions
            and any(p.covers(j.citation.provision) for p in deepest)
        }
        named = {p for p in named if not any(p != other and p.covers(other) for other in named)}
        deepest = named or deepest
    relied = {}
    for provision in deepest:
        support = [
            j
            for j in [*chosen, *items]
            if j.citation.provision
            and (j.citation.provision == provision or j.citation.provision.covers(provision))
            and (j.why is None or j.citation.provision == provision)
        ]
        evidence = _evidence(support)
        if any(j.certainty == "alternative" for j in items if j.citation.provision) and not any(
            j.why is None and j.certainty == "stated" and not j.heading for j in items
        ):
            certainty = "alternative"
        relied[provision] = ReliedOn(provision, evidence, certainty)
    return relied


def _evidence(support: Iterable[Judged], limit: int = 4) -> tuple[Evidence, ...]:
    unique = dict.fromkeys(
        j.citation.passage.evidence(j.citation.start)
        for j in sorted(support, key=lambda j: (j.heading, j.citation.passage.index))
    )
    return tuple(list(unique)[:limit])


def _mentioned(
    judged: list[Judged], relied: dict[Provision, ReliedOn], bars: set[str | None], *, overridden: bool
) -> tuple[Mentioned, ...]:
    """Everything cited that is not relied on, each once with its first reason."""
    grouped: dict[tuple[str, str | None, str | None], list[Judged]] = defaultdict(list)
    for j in judged:
        c = j.citation
        if c.provision is not None:
            if c.provision in relied or any(c.provision.covers(p) for p in relied):
                continue
            if any(c.provision in (*e.purposes, *e.conditions, *e.quoted_limbs) for e in relied.values()):
                continue
            grouped[(str(c.provision), c.provision.regime, None)].append(j)
        elif f"{c.enactment} {c.written}" not in bars:
            grouped[(c.written, None, c.enactment)].append(j)
    order: list[Why] = [
        "considered-not-applied",
        "public-interest-favoured-disclosure",
        "withdrawn-at-review",
        "switch-of-regime",
        "other-case",
    ]
    found = []
    for (written, regime, enactment), items in grouped.items():
        whys = [j.why or ("public-interest-favoured-disclosure" if overridden else "explanation") for j in items]
        why = next((w for w in order if w in whys), whys[0])
        found.append(Mentioned(written, regime, enactment, why, _evidence(items, 3)))
    return tuple(found)


def is_refusal_ground(provision: Provision, catalogue: Catalogue) -> bool:
    """Whether this is s12, s14 or the like: a refusal without an exemption."""
    top = catalogue.regimes[provision.regime].top(provision)
    return top is not None and top.role == "refusal-ground"
