"""A repaired letter cut into sections: by its headings, and where it has none by how paragraphs open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from build_log.letters.headings import Heading, find_heading, is_prose, label_kind, label_line, paragraph_kind
from build_log.letters.patterns import load_patterns
from build_log.letters.voices import introduces_request, is_authority_speaking, is_requester_speaking, opens_request
from build_log.model.letter import Line, Section, SectionKind, Text

_PATTERNS = load_patterns("letters")

_OPENS_QUOTE = re.compile(r"[>\"“'‘*_]")
_QUOTE_BEGINS = re.compile(r"[*_]{0,3}[\"“]")
_QUOTE_CLOSES = re.compile(r"[\"”][*_.]{0,3}\Z")
_GREETING = re.compile(r"dear\s", re.IGNORECASE)
_QUOTE = re.compile(r"[>\"“'‘*_\[]|\(?[a-z0-9]{1,3}[).]\s|[-•]\s")
_MAIL_HEADER = re.compile(r"(?:\*\*)?from:(?:\*\*)?\s", re.IGNORECASE)
_MAIL_SECOND = re.compile(r"(?:\*\*)?(?:sent|date|to):", re.IGNORECASE)
_ROW = 3
"""How many lines tell how a paragraph opens or ends."""
_RULE = re.compile(r"[_=*-]{5,}")
_REPORT = _PATTERNS["begins_report"]
_SHORT_LINE = 30
_LINES_BELOW = 6
_LONG_GREETING = 50
_LISTED = re.compile(r"\(?[a-z0-9]{1,3}[).]\s|[-•*]\s|[\"“]", re.IGNORECASE)
_OFFER = _PATTERNS["offers_review"]
_ANNEX = _PATTERNS["names_annex"]


def split_sections(text: Text) -> tuple[Section, ...]:
    """The sections of a letter, in order. Every line is in one section or its heading."""
    current = _Open("opening", None, [], text.lines[0].number if text.lines else 1)
    done: list[_Open] = [current]
    blocks = _blocks(text.lines)
    for index, block in enumerate(blocks):
        first = block[0].text
        heading = None if is_prose(first) else find_heading(first, alone=len(block) == 1) or label_line(block)
        if _is_mail_header(block) and _spoken(done):
            current = _start(done, "quoted-mail", block[0].number)
        elif heading and current.kind != "quoted-mail":
            kind = heading.kind or _inherited(current.kind)
            if kind == "review-rights" and not _spoken(done):
                kind = "opening"
            if kind == "review-rights" and not _offers_review([*block[1:], *next(iter(blocks[index + 1 :]), [])]):
                kind = "decision"
            if kind == "decision" and current.kind == "opening" and _asks_only(current):
                current.kind = "request"
            if _keeps_sign_off(current, heading):
                current.lines += [*block, _blank(block)]
                continue
            current = _Open(kind, heading.words, [], block[0].number)
            done.append(current)
            current.lines += [*block[1:], _blank(block)] if len(block) > 1 else []
            continue
        else:
            kind = _next_kind(current, block)
            if current.kind == "sign-off" and _GREETING.match(first) and (_only_asked(done) or _writes_again(block)):
                current = _start(done, "opening", block[0].number)
            elif current.kind == "sign-off" and index and _is_ruled_off(blocks[index - 1]) and _REPORT.match(first):
                current = _start(done, "attachments", block[0].number)
            elif kind != current.kind:
                written = current.kind == "opening" and kind == "request" and opens_request(_row(block))
                current = _start(done, kind, block[0].number)
                current.written = written
        current.lines += [*block, _blank(block)]
    return tuple(
        Section(cast(SectionKind, item.kind), item.heading, Text(tuple(_stripped(item.lines))), item.line, item.written)
        for item in done
        if item.heading or _stripped(item.lines)
    )


@dataclass
class _Open:
    kind: str
    heading: str | None
    lines: list[Line]
    line: int
    written: bool = False
    """Whether it is the requester's own letter, which only another voice ends."""
    barred: bool = False
    quoted: bool = False
    looked_at: int = 0

    def look_for_quotations(self) -> None:
        """Note whether any line so far stands behind a bar (">") or opens a quotation."""
        for line in self.lines[self.looked_at :]:
            row = line.text.lstrip()
            self.barred = self.barred or row.startswith(">")
            self.quoted = self.quoted or _QUOTE_BEGINS.match(row) is not None
        self.looked_at = len(self.lines)


def _start(done: list[_Open], kind: str, line: int) -> _Open:
    fresh = _Open(kind, None, [], line)
    done.append(fresh)
    return fresh


def _next_kind(current: _Open, block: list[Line]) -> str:
    """The kind of a paragraph without heading, from its opening words and what stood before."""
    row = _row(block)
    opened = paragraph_kind(row)
    if current.kind == "quoted-mail":
        return "quoted-mail"
    if current.kind == "sign-off":
        return opened if opened in ("quoted-mail", "privacy", "review-rights") else "sign-off"
    if opened == "request" and current.kind not in ("opening", "request", "other"):
        opened = None
    if opened == "decision" and (
        current.kind not in ("opening", "request") or not (current.heading is None or _last_row(current.lines))
    ):
        opened = None
    if opened:
        return opened
    if current.kind == "opening" and (_leads_to_request(block, row) or opens_request(row)):
        return "request"
    if current.kind == "request" and (_quotation_ended(current, row) or _answers(row)):
        return "decision"
    if (
        current.kind == "request"
        and current.heading is None
        and not current.written
        and not _QUOTE.match(row)
        and _last_row(current.lines)
        and not _last_row(current.lines).endswith(":")
        and not is_requester_speaking(row)
    ):
        return "decision"
    if current.kind == "advice" and current.heading is None:
        return "other"
    return current.kind


def _leads_to_request(block: list[Line], row: str) -> bool:
    return introduces_request(row) or (len(block) > _ROW and introduces_request(_end(block)))


def _row(block: list[Line]) -> str:
    """The opening of a paragraph on one line."""
    return " ".join([line.text.strip() for line in block[:_ROW]])


def _is_ruled_off(block: list[Line]) -> bool:
    """Whether a block is nothing but a line drawn across the page."""
    return len(block) == 1 and _RULE.fullmatch(block[0].text.strip()) is not None


def _end(block: list[Line]) -> str:
    """The end of a paragraph on one line."""
    return " ".join([line.text.strip() for line in block[-_ROW:]])


def _asks_only(section: _Open) -> bool:
    """Whether a letter's head holds a request and nothing of the authority's: its answer has a heading of its own."""
    rows = [line.text.strip() for line in section.lines if line.text.strip()]
    return any(is_requester_speaking(row) for row in rows) and not any(
        is_authority_speaking(row) or _GREETING.match(row) for row in rows
    )


def _answers(row: str) -> bool:
    """Whether a paragraph below a request's heading is the authority's."""
    return _OPENS_QUOTE.match(row) is None and is_authority_speaking(row)


def _quotation_ended(current: _Open, row: str) -> bool:
    """Whether a request that was quoted is over: this paragraph stands outside the quotation."""
    last = _last_row(current.lines)
    if not last or len(row.split()) < 4:
        return False
    current.look_for_quotations()
    if current.barred:
        return not row.startswith(">")
    return current.quoted and bool(_QUOTE_CLOSES.search(last)) and not _OPENS_QUOTE.match(row)


def _offers_review(lines: list[Line]) -> bool:
    """Whether what stands below "Review" tells how to ask for one, and is not the review's own decision."""
    return not lines or _OFFER.search(" ".join(line.text for line in lines)) is not None


def _spoken(done: list[_Open]) -> bool:
    """Whether the letter has said anything yet besides its head."""
    return any(item.kind != "opening" or sum(len(line.text.split()) for line in item.lines) > 25 for item in done)


def _only_asked(done: list[_Open]) -> bool:
    """Whether all that stands so far is a request with its sign-off: the reply comes below it."""
    kinds = {item.kind for item in done if item.lines}
    return "request" in kinds and kinds <= {"opening", "request", "sign-off"}


def _writes_again(block: list[Line]) -> bool:
    """Whether what a greeting opens, below a sign-off, is another letter of the authority's."""
    return any(is_authority_speaking(line.text.strip()) for line in block[1:_LINES_BELOW])


def _inherited(kind: str) -> str:
    """The kind below a heading whose words say nothing: an answer follows a request, a decision goes on."""
    if kind == "request":
        return "decision"
    return kind if kind in ("decision", "reasons", "disclosed", "public-interest-test", "opening") else "other"


def _keeps_sign_off(current: _Open, heading: Heading) -> bool:
    if current.kind != "sign-off" or _ANNEX.match(heading.words):
        return False
    return not heading.marked or heading.kind is None


def _is_mail_header(block: list[Line]) -> bool:
    return bool(_MAIL_HEADER.match(block[0].text)) and any(_MAIL_SECOND.match(line.text.strip()) for line in block[1:5])


def _blocks(lines: tuple[Line, ...]) -> list[list[Line]]:
    """Paragraphs; a mail header, a greeting, a label or the list below a colon begins one of its own."""
    blocks: list[list[Line]] = []
    fresh = True
    lead = False
    for line in lines:
        stripped = line.text.strip()
        if not stripped:
            fresh = True
            continue
        if fresh or _MAIL_HEADER.match(stripped) or (lead and _LISTED.match(stripped)) or _begins(stripped):
            blocks.append([])
            fresh = False
        blocks[-1].append(line)
        lead = stripped.endswith(":")
    return blocks


def _begins(row: str) -> bool:
    """Whether a short line begins a paragraph, though no empty line stands before it: a greeting, "Response"."""
    if len(row) >= _LONG_GREETING:
        return False
    if _GREETING.match(row):
        return True
    return len(row) < _SHORT_LINE and (paragraph_kind(row) == "sign-off" or label_kind(row) is not None)


def _blank(block: list[Line]) -> Line:
    return Line(block[-1].number, "")


def _last_row(lines: list[Line]) -> str:
    """The last line with words, without the blanks around it; empty where there is none."""
    return next((row for line in reversed(lines) if (row := line.text.strip())), "")


def _stripped(lines: list[Line]) -> list[Line]:
    end = len(lines)
    while end and not lines[end - 1].text.strip():
        end -= 1
    return lines[:end]
