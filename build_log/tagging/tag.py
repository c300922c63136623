"""One letter in, everything it says out: a pure function of the letter, the law and the settings."""

from __future__ import annotations

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Finding, Findings
from build_log.model.letter import Letter
from build_log.model.settings import Settings
from build_log.tagging.acts import read_acts
from build_log.tagging.attribution import Attribution
from build_log.tagging.citations import find_citations
from build_log.tagging.dates import find_dates, find_received, find_responded, find_review_requested
from build_log.tagging.outcome import find_outcome, is_holding
from build_log.tagging.parts import find_parts
from build_log.tagging.passages import Passage, read_passages
from build_log.tagging.public_interest import find_public_interest
from build_log.tagging.reference import find_references
from build_log.tagging.regimes import find_named_regimes, find_regimes
from build_log.tagging.reliance import judge_reliance
from build_log.tagging.stage import find_stage
from build_log.tagging.title import find_title


def tag_letter(letter: Letter, catalogue: Catalogue, settings: Settings) -> Findings:
    """All findings of a letter, front matter aside."""
    passages = read_passages(letter)
    laws = Attribution(passages, catalogue)
    named = find_named_regimes(passages, laws)
    citations, miscitations = find_citations(passages, laws, named.likely(settings))
    acts = read_acts(passages)
    stage = find_stage(passages)
    review = stage is not None and stage.value in ("internal-review", "after-decision-notice")
    reliance = judge_reliance(
        citations,
        passages,
        catalogue,
        holding=is_holding(acts) and not review,
        review=review,
        environmental=named.environmental,
    )
    reference, others = find_references(passages, settings.reference_pattern)
    dates = list(find_dates(passages))
    responded = find_responded(dates, passages)
    letter_date = responded.value if responded else None
    parts = find_parts(passages, citations, reliance.relied_on, catalogue)
    return Findings(
        reference=reference,
        other_references=others,
        responded=responded,
        received=find_received(dates, passages, letter_date),
        review_requested=find_review_requested(dates, letter_date) if review else None,
        regimes=find_regimes(reliance.relied_on, named),
        stage=stage or _initial(passages),
        title=find_title(passages),
        outcome=find_outcome(acts, reliance.relied_on, parts, passages, catalogue),
        parts=parts,
        relied_on=reliance.relied_on,
        mentioned=reliance.mentioned,
        public_interest=find_public_interest(passages),
        miscitations=tuple(miscitations),
    )


def _initial(passages: list[Passage]) -> Finding[str] | None:
    """The initial stage, resting on the words that answer a request: nothing in the letter names a later one."""
    replies = ((p, p.find("replies_to_request")) for p in passages if p.section.kind != "quoted-mail")
    return next((Finding("initial", (p.evidence(match.start()),)) for p, match in replies if match), None)
