"""One letter in, everything it says out: a pure function of the letter, the law and the settings."""

from __future__ import annotations

import re

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Evidence, Finding, Findings, ReliedOn
from build_log.model.letter import Letter
from build_log.model.settings import Settings
from build_log.tagging.citations import find_citations
from build_log.tagging.cues import cue
from build_log.tagging.dates import find_dates, find_received, find_responded, find_review_requested
from build_log.tagging.outcome import find_outcome, is_holding, read_signals
from build_log.tagging.passages import Passage, read_passages
from build_log.tagging.public_interest import find_public_interest
from build_log.tagging.reference import find_references
from build_log.tagging.reliance import judge_reliance
from build_log.tagging.stage import find_stage
from build_log.tagging.title import find_title


def tag_letter(letter: Letter, catalogue: Catalogue, settings: Settings) -> Findings:
    """All findings of a letter, front matter aside."""
    passages = read_passages(letter)
    handled = _handled_under(passages, catalogue)
    likely = (
        *dict.fromkeys([regime for regime, _ in handled]),
        *(r for r in settings.regimes if r in catalogue.regimes),
    )
    citations, miscitations = find_citations(passages, catalogue, tuple(dict.fromkeys(likely)))
    signals = read_signals(passages)
    stage = find_stage(passages)
    review = stage is not None and stage.value in ("internal-review", "after-decision-notice")
    reliance = judge_reliance(citations, passages, catalogue, holding=is_holding(signals) and not review, review=review)
    reference, others = find_references(passages, settings.reference_pattern)
    dates = list(find_dates(passages))
    responded = find_responded(dates, passages)
    letter_date = responded.value if responded else None
    return Findings(
        reference=reference,
        other_references=others,
        responded=responded,
        received=find_received(dates, letter_date),
        review_requested=find_review_requested(dates, letter_date) if review else None,
        regimes=_regimes(reliance.relied_on, handled),
        stage=stage or _initial(passages),
        title=find_title(passages),
        outcome=find_outcome(signals, reliance.relied_on, passages, catalogue),
        relied_on=reliance.relied_on,
        mentioned=reliance.mentioned,
        public_interest=find_public_interest(passages),
        miscitations=tuple(miscitations),
    )


def _initial(passages: list[Passage]) -> Finding[str] | None:
    """The initial stage, resting on the letter's first words: nothing in it names a later one."""
    return next((Finding("initial", (p.evidence(0),)) for p in passages), None)


def _handled_under(passages: list[Passage], catalogue: Catalogue) -> list[tuple[str, Evidence]]:
    """The regimes the letter says it was handled under, the strongest words first."""
    strong: list[tuple[str, Evidence]] = []
    weak: list[tuple[str, Evidence]] = []
    quoted: list[tuple[str, Evidence]] = []
    for p in passages:
        for regime in catalogue.regimes.values():
            names = "|".join(re.escape(name) for name in regime.names)
            for m in re.finditer(rf"\b(?:{names})s?\b", p.text, re.IGNORECASE):
                before = p.sentence_at(m.start())
                found = (regime.id, p.evidence(m.start()))
                if p.section.kind in {"quoted-mail", "review-rights"} or p.quoted:
                    quoted.append(found)
                elif (
                    cue("handled_under").found(before)
                    and cue("under_before").found(p.text[: m.start()])
                    and not re.search(r"\bnot\b", before)
                ):
                    strong.append(found)
                else:
                    weak.append(found)
    return strong or weak or quoted


def _regimes(relied_on: tuple[ReliedOn, ...], handled: list[tuple[str, Evidence]]) -> Finding[tuple[str, ...]] | None:
    """The law the request was decided under: that of the grounds, else what the letter names."""
    if relied_on:
        regimes = tuple(dict.fromkeys(entry.provision.regime for entry in relied_on))
        return Finding(regimes, tuple(entry.evidence[0] for entry in relied_on[:2]))
    if not handled:
        return None
    counts: dict[str, int] = {}
    for regime, _ in handled:
        counts[regime] = counts.get(regime, 0) + 1
    best = max(counts, key=lambda regime: counts[regime])
    return Finding((best,), (next(evidence for regime, evidence in handled if regime == best),))
