"""The authority's own number for the request, and the other case numbers a letter names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_log.model.findings import Finding
from build_log.tagging.dates import DATE
from build_log.tagging.passages import Passage

_TOKEN = r"(?=[\w./ -]{0,24}\d)[A-Z0-9](?:[\w]*(?:\s?[/.-]\s?|_)?)*[A-Z0-9]"
_LABEL = re.compile(
    r"(?P<label>(?:(?:our|my|case|council|foi|eir|request|file|complaint)\s)*(?:ref(?:erence)?|case\s(?:number|no)|request\s(?:number|no))\.?(?:\s(?:number|no)\.?)?)\s?(?:is\s)?[:–-]?\s?(?:[–-]\s)?"
    r"(?P<value>[A-Za-z]{0,6}\s?[/_.-]?\s?\d?[\w]*(?:\s?[/_.-]\s?\w+)*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:request|FOI|EIR|FOIA|information)\s?(?:request)?\s?(?:[–:-]\s?)?(?P<value>(?:[A-Z]{2,6}[\s/_-]{0,3})?\d[\w]*(?:\s?[/_.-]\s?\w+)*)"
)
_SHAPE = re.compile(
    r"\b(?:[A-Z]{2,6}[-/_]\d[\w]*(?:[-/_.]\w+)*|(?:FOI|EIR|ATISN|RFI|IR|IC)\s?[/_-]?\s?\d[\w]*(?:[/_.-]\w+)*|(?<![\d/.-])\d{2,4}/\d{3,6}|\d{9,12})\b"
)
_OTHER = re.compile(
    r"\b(?:previous|earlier|another|other|under the reference|logged as|breach case|in response to|response to|decision notice|complaint|titled|entitled|attached)\b",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"\.(?:xlsx?|pdf|docx?|csv|png|jpe?g|msg|zip)\b", re.IGNORECASE)
_YOURS = re.compile(r"\byour\s(?:ref|reference)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    value: str
    rank: int
    passage: Passage
    start: int


def find_references(passages: list[Passage], pattern: str = "") -> tuple[Finding[str] | None, tuple[str, ...]]:
    """This case's number, and the others in the order they stand.

    `pattern` is the authority's own shape of a number, from the settings. A number that stands
    alone, or behind a label, in the opening is this case's; then one in a quoted
    acknowledgement. Errs for none: a bare number in a sentence is never the reference.
    """
    candidates = sorted(_candidates(passages, pattern), key=lambda c: (c.rank, c.passage.index, c.start))
    if not candidates:
        return None, ()
    best = candidates[0]
    others = dict.fromkeys(
        c.value
        for c in sorted(candidates, key=lambda c: (c.passage.index, c.start))
        if _same(c.value) != _same(best.value) and c.rank <= 7 and _same(c.value) not in _same(best.value)
    )
    if best.rank > 6:
        return None, tuple(dict.fromkeys([best.value, *others]))
    return Finding(best.value, (best.passage.evidence(best.start),)), tuple(others)


def _same(value: str) -> str:
    return re.sub(r"\W|_", "", value).lower()


def _candidates(passages: list[Passage], pattern: str) -> Iterator[_Candidate]:
    own = re.compile(pattern) if pattern else None
    for p in passages:
        if (p.section.kind in ("review-rights", "privacy") and not p.heading) or _FILE_NAME.search(p.text):
            continue
        mail = p.section.kind == "quoted-mail"
        early = p.index < 25 and p.section.kind in ("opening", "request", "decision")
        stripped = p.text.strip(" *#:")
        if own:
            for m in own.finditer(p.text):
                yield _Candidate(
                    m[0],
                    0 if early and not _elsewhere(p, m.start()) else 7 if _elsewhere(p, m.start()) else 2,
                    p,
                    m.start(),
                )
        if not mail and early and _SHAPE.fullmatch(stripped) and not DATE.fullmatch(stripped):
            yield _Candidate(stripped, 1, p, p.text.find(stripped))
        for m in _LABEL.finditer(p.text):
            value = _clean(m["value"])
            if not value or _YOURS.search(p.text[max(0, m.start() - 5) : m.end()]):
                continue
            rank = (
                5 if mail else 7 if _elsewhere(p, m.start()) else 2 if early and (p.heading or len(p.text) < 120) else 4
            )
            yield _Candidate(value, rank, p, m.start("value"))
        for m in _SUBJECT.finditer(p.text):
            value = _clean(m["value"])
            if value and not DATE.match(m["value"]):
                value = _with_word(p.text, m, value)
                short = p.heading or len(p.text) < 110
                rank = (
                    6
                    if mail and short
                    else 9
                    if mail
                    else 7
                    if _elsewhere(p, m.start())
                    else 3
                    if early and short
                    else 5
                    if p.index < 8
                    and re.search(
                        r"\b(?:in relation to|regarding|re|reference)\b", p.text[: m.start() + 2], re.IGNORECASE
                    )
                    else 8
                )
                yield _Candidate(value, rank, p, m.start("value"))
        if not mail:
            for m in _SHAPE.finditer(p.text):
                if not DATE.match(p.text, m.start()):
                    yield _Candidate(
                        m[0],
                        7
                        if _elsewhere(p, m.start()) or p.section.kind not in ("opening",)
                        else 6
                        if len(p.text) < 110
                        else 8,
                        p,
                        m.start(),
                    )


def _with_word(text: str, m: re.Match[str], value: str) -> str:
    """`FOI 898215` is the number where the word stands directly before the digits."""
    word = re.search(r"\b(FOI|EIR)\s?[/_-]?\s?\Z", text[: m.start("value")])
    return f"{text[word.start() : m.start('value')]}{value}".strip() if word and value[0].isdigit() else value


def _elsewhere(p: Passage, start: int) -> bool:
    """Whether the words just before point to another case."""
    return bool(_OTHER.search(p.text[max(0, start - 60) : start]))


def _clean(value: str) -> str:
    """The number without stray marks; empty where there is no number in it."""
    value = re.sub(r"\s+", " ", value).strip(" .-–/_")
    value = re.sub(
        r"(?:\s|\b)(?:and|for|of|from|dated|you|we|is|received|on|can|the)\b.*\Z", "", value, flags=re.IGNORECASE
    ).strip(" .-–/_")
    digits = sum(character.isdigit() for character in value)
    if (
        digits < 2
        or len(value) > 40
        or re.fullmatch(r"(?:19|20)\d\d", value)
        or re.search(r"\b(?:act|section)\b", value, re.IGNORECASE)
    ):
        return ""
    return value
