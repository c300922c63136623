"""What stands around a citation: its clause, the sentences before and after, the list's lead-in, the section below it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile

from build_log.tagging.citations import Citation
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage, passages_from

_REACH = 15
"""How many sentences about a provision can follow its citation."""
NEAR = 3
"""How many sentences before or after a citation are near it."""
_LONGEST = 600
LOOK_BACK = 60
"""How many characters before a citation can bear on it."""
_LINE = 60
"""How long a point of a list can be that is no paragraph."""
_LISTED = re.compile(
    r"\W*(?:(?:FOI\w*|EIRs?)\s)?(?:sections?|regulations?|s\.?|reg\.?|exemption|exception)\s?\d", re.IGNORECASE
)
"""A point of a list of provisions."""
_LISTED_LATER = re.compile(r"[^.:]{1,40}\s(?:[Ss]ections?|[Rr]egulations?)\s?\d[^.]{0,80}\Z")
"""One that begins with what the provision covers: "Documents 1 - 5  Section 35(1)(b), Ministerial communications"."""
_ALSO = r"(?:,\s?|\s(?:and|&)\s)"
_STOPPED = re.compile(
    rf"[.;:–—-]\s+(?:(?:[Ss]ections?|[Rr]egulations?|[Ss]\.?|[Rr]egs?\.?)\s?\d[\w()]{{0,14}}(?:{_ALSO}\d[\w()]{{0,14}})*{_ALSO}?)?\Z"
)
_STOPS = re.compile(
    rf"(?:{_ALSO}[\d(][\w()]{{0,14}})*(?:\s(?:of|to)\s(?:the\s)?(?:Act|Regulations|FOI\w*|EI\w*))?\s?(?:[.:;–—]|-\s|\Z)"
)
_ENDED = re.compile(r"[.!?][\"'”’)]*\s*\Z")
_RELATIVE = re.compile(r"[,–—]\s(?:(?:by|under|in|to|for)\s)?which\b", re.IGNORECASE)
OTHER_PROVISION = re.compile(r"(?<!['’])\b(?:sections?|regulations?|regs?\.?|s\.?)\s?(\d{1,3}[A-Z]?)", re.IGNORECASE)
"""A provision named: its number is the first group."""


def sentences_below(c: Citation, around: list[Passage]) -> Iterator[str]:
    """What stands below a heading, to the first sentence that names another section."""
    number = c.provision.section.number if c.provision else ""
    for p in around:
        for start, end in p.sentences:
            if any(m[1] != number for m in OTHER_PROVISION.finditer(p.text, start, end)):
                return
            yield p.text[start:end]


def stands_apart(c: Citation) -> bool:
    """Whether nothing but stops is around a citation: "… formulation of policy – section 35(1)(a)."."""
    text = c.passage.text
    return bool(_STOPPED.search(text, max(0, c.start - LOOK_BACK), c.start) and _STOPS.match(text, c.end))


def main_clause(c: Citation, sentence: str) -> str:
    """The sentence without a relative clause behind the citation, which says what the law is: ", which can apply where"."""
    begins, _ = c.passage.span_at(c.start)
    cut = _RELATIVE.search(sentence, max(c.end - begins, 0))
    return sentence[: cut.start()] if cut else sentence


def clause_at(c: Citation) -> str:
    """The part of its sentence that a citation stands in, cut at "but", "although" and the like."""
    text, cuts = c.passage.text, c.passage.cuts
    start, end = c.passage.span_at(c.start)
    behind = bisect_right(cuts, (c.start, c.start))
    if behind and cuts[behind - 1][1] <= c.start:
        start = max(start, cuts[behind - 1][1])
    ahead = bisect_left(cuts, (c.end, c.end))
    if ahead < len(cuts):
        end = min(end, cuts[ahead][0])
    return text[max(start, c.start - _LONGEST) : min(end, c.start + _LONGEST)]


def lead_in(c: Citation, passages: list[Passage]) -> str | None:
    """The sentence that introduces the list a citation is a point of."""
    for p in (passages[i] for i in range(c.passage.index - 1, max(-1, c.passage.index - _REACH), -1)):
        if p.section is not c.passage.section or p.heading:
            return None
        if (
            p.text.startswith("|")
            or _LISTED.match(p.text)
            or (_LISTED_LATER.match(p.text) and not p.text.rstrip().endswith(":"))
        ):
            continue
        if not _ENDED.search(p.text) and not p.quoted and p.sentences:
            start, end = p.sentences[-1]
            if not p.item or p.text.rstrip().endswith(":"):
                return p.text[start:end]
        elif not (p.item or len(p.text) < 120):
            return None
    return None


def sentences_before(c: Citation, count: int) -> list[str]:
    """The last sentences of the paragraph before the one a citation stands in."""
    sentences = c.passage.sentences
    index = bisect_right(sentences, (c.start, len(c.passage.text))) - 1
    return [c.passage.text[start:end] for start, end in sentences[max(0, index - count) : max(0, index)]]


def said_next(told: list[str]) -> Iterator[str]:
    """Of the sentences from a citation on, those right after that name no provision."""
    return takewhile(lambda sentence: not OTHER_PROVISION.search(sentence), told[1 : 1 + NEAR])


def passages_below(c: Citation, passages: list[Passage]) -> list[Passage]:
    """The passages of the section a heading opens, but for those quoted."""
    below = takewhile(lambda p: p.section is c.passage.section, passages_from(passages, c.passage.index + 1))
    return [p for p in below if not p.quoted]


def _is_apart(p: Passage, before: Passage) -> bool:
    """Whether a passage is a row of a table, or a numbered paragraph after another."""
    return p.text.startswith("|") or (p.item and before.item and min(len(p.text), len(before.text)) > _LINE)


def following_sentences(c: Citation, passages: list[Passage]) -> list[str]:
    """The sentences from the citation on that speak of it: to the next citation of another section."""
    sentences: list[str] = []
    number = c.provision.section.number if c.provision else ""
    started = False
    for p in islice(passages_from(passages, c.passage.index), _REACH):
        if p.section is not c.passage.section or p.heading or (p is not c.passage and _is_apart(p, c.passage)):
            break
        for start, end in p.sentences:
            if not started and (p is not c.passage or not start <= c.start < end):
                continue
            text = p.text[start:end]
            if started:
                other = next((m for m in OTHER_PROVISION.finditer(text) if m[1] != number), None)
                relies = cue("relies").found(text) if other else None
                if other and relies:
                    return [*sentences, text[: other.start()]] if relies.start() < other.start() else sentences
            started = True
            sentences.append(text[:_LONGEST])
            if len(sentences) > _REACH:
                return sentences
    return sentences
