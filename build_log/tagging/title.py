"""A proposed title: what was asked, in the letter's words."""

from __future__ import annotations

import re

from build_log.model.findings import Finding
from build_log.model.masking import mask_personal_data
from build_log.tagging.passages import Passage

_ASKED = re.compile(
    r"\b(?:you\s(?:have\s)?(?:asked|requested|sought|wrote)(?:\s(?:us|for|the\s\w+))*(?:\s(?:for|to know|about|whether|the following))?|(?:your\s)?request\sfor\sinformation\s(?:relating to|regarding|about|concerning|on)|information\s(?:relating to|regarding|about|concerning)|you requested on[\w\s]{5,25}regarding|seek access to)\s+(?P<what>[^:]{8,}?)(?=(?:,?\s(?:which|that|and)\s(?:we|was|were|you|I)\b)|[.:?]|\Z)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\A(?:all\s)?(?:the\s)?(?:following\s)?(?:information\s)?(?:about|regarding|relating to|concerning|on)\s+|\A(?:copies|a copy|copy)\sof\s(?:the\s)?(?=\w)|\A(?:please\s)?(?:can|could)\syou\s(?:please\s)?(?:provide|supply|send|tell)\s(?:me\s|us\s)?(?:with\s)?|\A(?:i\s)?would\s(?:like|be grateful)[^.]{0,40}?\s(?:provide|receive|know|confirm)\s(?:me\s)?(?:with\s)?|\Aplease\s(?:provide|supply|send|confirm)\s(?:me\s|us\s)?(?:with\s)?|\A[\"“'‘*\s\d.)-]+",
    re.IGNORECASE,
)
_GREETING = re.compile(r"\A[\"“*\s]*dear\b", re.IGNORECASE)
LONGEST = 100


def find_title(passages: list[Passage]) -> Finding[str] | None:
    """A title of at most 100 characters from the words that say what was asked.

    Looks for "you asked for …" first, then takes the first words of the request. Personal data
    is masked. A proposal only: a person checks it.
    """
    for passage in passages:
        if passage.section.kind in ("opening", "request", "decision") and not passage.heading and not passage.quoted:
            match = _ASKED.search(passage.text)
            if match:
                title = _tidy(match["what"])
                if title:
                    return Finding(title, (passage.evidence(match.start()),))
    for passage in passages:
        if passage.section.kind == "request" and not passage.heading and not _GREETING.match(passage.text):
            title = _tidy(passage.sentence_at(0))
            if title:
                return Finding(title, (passage.evidence(0),))
    return None


def _tidy(words: str) -> str | None:
    words = mask_personal_data(re.sub(r"\s+", " ", words)).strip()
    for _ in range(3):
        words = _LEAD.sub("", words).strip()
    words = re.sub(r"https?://\S+", "", words).strip(" \"“”'*.,;:-–")
    if len(words) < 8 or re.match(r"(?:the\s)?following\b|in\s(?:the|an?|relation)\b|below\b", words, re.IGNORECASE):
        return None
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–(") + "…"
    return words[0].upper() + words[1:]
