"""A proposed title: what was asked, in the letter's words."""

from __future__ import annotations

import re

from build_log.letters.patterns import load_patterns
from build_log.model.findings import Finding
from build_log.model.masking import mask_personal_data
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage

_PATTERNS = load_patterns("tagging")

_ADDRESS = re.compile(r"https?://\S+")
_END = _PATTERNS["title_ends"]
_NO_SUBJECT = _PATTERNS["says_no_subject"]
_GREETING = re.compile(r"\A[\"“*\s]*dear\b", re.IGNORECASE)
LONGEST = 100


def find_title(passages: list[Passage]) -> Finding[str] | None:
    """A title of at most 100 characters from the words that say what was asked.

    Looks for "you asked for …" first, then takes the first words of the request. Personal data
    is masked. A proposal only: a person checks it.
    """
    for passage in passages:
        if passage.section.kind in ("opening", "request", "decision") and not passage.heading and not passage.quoted:
            match = passage.find("asked_for")
            if match:
                end = _END.search(passage.text, match.end())
                title = _tidy(passage.text[match.end() : end.start() if end else None])
                if title:
                    return Finding(title, (passage.evidence(match.start()),))
    asked = [p for p in passages if p.section.kind == "request" and not p.heading and not _GREETING.match(p.text)]
    for passage in (*(p for p in asked if not _frames(p)), *(p for p in asked if p.quoted)):
        title = _tidy(passage.sentence_at(0))
        if title:
            return Finding(title, (passage.evidence(0),))
    return None


def _frames(passage: Passage) -> bool:
    """Whether a passage only leads up to what was asked."""
    sentence = passage.sentence_at(0)
    return bool(cue("frames_request").found(sentence)) or (sentence.rstrip().endswith(":") and not passage.item)


def _tidy(words: str) -> str | None:
    words = mask_personal_data(" ".join(words.split())).strip()
    for _ in range(3):
        words = cue("title_lead").pattern.sub("", words).strip()
    words = _ADDRESS.sub("", words).strip(" \"“”'*.,;:-–")
    if len(words) < 8 or _NO_SUBJECT.match(words):
        return None
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–(") + "…"
    return words[0].upper() + words[1:]
