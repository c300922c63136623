"""Which stage of its case a letter is at."""

from __future__ import annotations

from build_log.model.findings import Finding
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage, find_in

_STAGES = (
    ("after_decision_notice", "after-decision-notice"),
    ("internal_review", "internal-review"),
    ("further_response", "further-response"),
)
_STANDARD = frozenset({"review-rights", "privacy", "sign-off", "quoted-mail", "advice"})


def find_stage(passages: list[Passage]) -> Finding[str] | None:
    """A later stage with the words that name it; None for an initial response, which says nothing.

    Review rights and quoted mail are not read: every letter names the internal review there.
    """
    read = [p for p in passages if p.section.kind not in _STANDARD and not p.quoted]
    for name, stage in _STAGES:
        for passage, match in find_in(read, name):
            if not cue("offers_review").found(passage.sentence_at(match.start())):
                return Finding(stage, (passage.evidence(match.start()),))
    return None
