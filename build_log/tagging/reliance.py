"""Which provisions a letter relies on, in their most specific form, and why the others are only mentioned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Mentioned, ReliedOn
from build_log.model.provision import Provision
from build_log.tagging.attached import attach_parts, spelt_limbs
from build_log.tagging.citations import Citation
from build_log.tagging.cues import cue
from build_log.tagging.grounds import is_denial
from build_log.tagging.grouping import DENIALS, evidence_of, gather_relied, group_of
from build_log.tagging.judging import Judged, Letterwide, judge_citation
from build_log.tagging.passages import Passage
from build_log.tagging.public_interest import find_overall_balance
from build_log.tagging.refusing import is_own_words, withholds_somewhere


@dataclass(frozen=True, slots=True)
class Reliance:
    """Provisions relied on, in statute order, and the others with why."""

    relied_on: tuple[ReliedOn, ...]
    mentioned: tuple[Mentioned, ...]


def judge_reliance(
    citations: list[Citation],
    passages: list[Passage],
    catalogue: Catalogue,
    *,
    holding: bool,
    review: bool,
    environmental: bool = False,
) -> Reliance:
    """Tell relied on from mentioned.

    `holding`: the letter only extends the time, so that what it names is provisional.
    `review`: the letter decides an internal review, so that what it gives up is withdrawn.
    `environmental`: it is handled under environmental rules, so that section 39 only says so.
    """
    own = [p for p in passages if is_own_words(p)]
    letter = Letterwide(
        review=review,
        upholding=review and any(p.find("upholds_decision") for p in own),
        withholding=withholds_somewhere(own, review=review),
        environmental=environmental,
        not_held=environmental and any(p.find("not_held") for p in own),
        denying=any(
            c.provision and (c.provision.regime, c.provision.number) == ("FOISA", "18") and is_own_words(c.passage)
            for c in citations
        ),
    )
    judged = [judge_citation(c, passages, catalogue, letter) for c in citations]
    if holding:
        judged = [
            replace(j, why=None) if j.why == "explanation" and is_own_words(j.citation.passage) else j for j in judged
        ]
    claimed = gather_relied(judged, catalogue, letter)
    relied = _without_overridden(claimed, judged, passages, catalogue)
    overridden = bool(claimed) and not relied
    relied = {
        limb: replace(entry, provision=limb)
        for p, entry in relied.items()
        for limb in spelt_limbs(p, judged, passages, catalogue) or [p]
    }
    if holding:
        relied = {p: replace(entry, certainty="provisional") for p, entry in relied.items()}
    relied = {p: attach_parts(entry, judged, passages, catalogue) for p, entry in relied.items()}
    enactments_used = {entry.enactment for entry in relied.values()}
    mentioned = _mentioned(judged, relied, enactments_used, overridden=overridden)
    return Reliance(tuple(sorted(relied.values(), key=lambda e: _statute_order(e.provision, catalogue))), mentioned)


def _without_overridden(
    relied: dict[Provision, ReliedOn], judged: list[Judged], passages: list[Passage], catalogue: Catalogue
) -> dict[Provision, ReliedOn]:
    """Without what the rest of the letter takes back.

    Where the one qualified provision of a letter is followed, in whatever section, by a
    balance for disclosure alone, it was overridden. Where the duty to confirm or deny is lifted
    under one subsection, another named to say what the information would be is not relied on.
    """
    groups = {group_of(p, catalogue) for p in relied}
    top = catalogue.entry(next(iter(groups))) if len(groups) == 1 else None
    if top and top.kind == "qualified" and find_overall_balance(filter(is_own_words, passages)) == "disclose":
        return {}
    deeper = {p.section for p in relied if p.subdivisions}
    relied = {p: e for p, e in relied.items() if catalogue.regimes[p.regime].top(p) or p.section not in deeper}
    denials = {p.section for p in relied if is_denial(p, catalogue)}
    outright = {j.citation.provision for j in judged if j.asserted and j.certainty == "stated" and not j.denies}
    return {
        p: e
        for p, e in relied.items()
        if p.section not in denials
        or is_denial(p, catalogue)
        or (p in outright and p.subdivisions)
        or any(_withheld_too(x.text) for x in e.evidence)
    }


def _withheld_too(sentence: str) -> bool:
    """Whether a sentence withholds outright, and does not say what would be exempt if it were held."""
    return bool(cue("withholds").found(sentence) or cue("names_its_question").found(sentence)) and not cue(
        "neither"
    ).found(sentence)


def _statute_order(provision: Provision, catalogue: Catalogue) -> tuple[object, ...]:
    return (list(catalogue.regimes).index(provision.regime), provision.order[1:])


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
    found = []
    for (written, regime, enactment), items in grouped.items():
        whys = [j.why or ("public-interest-favoured-disclosure" if overridden else "explanation") for j in items]
        why = next((w for w in DENIALS if w in whys), whys[0])
        found.append(Mentioned(written, regime, enactment, why, evidence_of(items, 3)))
    return tuple(found)
