"""A letter as passages: paragraphs, list items and headings, with what is quoted told apart."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import and_

from build_log.letters.patterns import load_patterns
from build_log.model.findings import Evidence
from build_log.model.letter import Letter, Line, Section, Text
from build_log.model.masking import mask_personal_data
from build_log.tagging.cues import cue
from build_log.tagging.stems import lacks

_PATTERNS = load_patterns("tagging")

_MARKS = re.compile(r"(?<![\w*])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\w*])|^#{1,6}\s+")
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_ITEM = re.compile(r"\s*(?:[-*+]\s|>\s|\(?[a-z0-9]{1,3}[).]\s|\([ivx]{1,4}\)\s)")
_STOP = re.compile(r"""[.!?]["'”’)]*\s+(?=[A-Z0-9"“'‘(\[•-])|[:;]\s+(?=["“‘])""")
_CLAUSE = _PATTERNS["clause_ends"]
_ABBREVIATION = re.compile(r"(?:\b(?:[Ss]s?|No|[Rr]egs?|[Pp]aras?|Sch|[Rr]ef|Mr|Mrs|Ms|Dr|St|v)|\be\.g|\bi\.e)\Z")
_QUOTATION = re.compile(r"[“\"][^“”\"]*(?:[”\"]|\Z)")
_SINGLE_CLOSED = re.compile(r"(?<![sS])['’](?=[\s.,;:)]|\Z)|['’][.,;]?\s*\Z")
_LISTING = re.compile(r"\A(?:[-•>]\s*)+")
_OPENS = {'"': '"', "“": "”", "'": "'", "‘": "’"}
_FIGURE = re.compile(r"\d")
_LONGEST_ABBREVIATION = 5
_LONGEST_QUOTE = 14
_LONGEST_SENTENCE = 1200


@dataclass(eq=False)
class Passage:
    """A paragraph, a list item or a heading, on one line, without emphasis marks.

    `quoted` when the whole of it is somebody's or a statute's words; `item` for list items;
    `figures` when there may be a digit in it.
    """

    text: str
    section: Section
    index: int
    heading: bool
    quoted: bool
    item: bool
    source: tuple[tuple[int, int], ...]
    figures: bool = True
    lacks: int = field(init=False)
    """The stems its words have not: without them some cues need not be looked for at all."""

    def __post_init__(self) -> None:
        """Look its words up once: nearly every passage is asked for them."""
        self.lacks = lacks(self.text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end offsets of the sentences of `text`."""
        text = self.text
        cuts = [len(text) - len(text.lstrip())]
        for match in _STOP.finditer(text):
            at = match.start()
            if text[at] != "." or not _ABBREVIATION.search(text, max(0, at - _LONGEST_ABBREVIATION), at):
                cuts.append(match.end())
        return [(start, end) for start, end in itertools.pairwise([*cuts, len(text)]) if text[start:end].strip()]

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Spans inside double quotation marks, the unclosed last one included."""
        if '"' not in self.text and "“" not in self.text:
            return []
        return [match.span() for match in _QUOTATION.finditer(self.text)]

    @cached_property
    def cuts(self) -> list[tuple[int, int]]:
        """Spans of the words at which its sentences fall into clauses: "but", "although" and the like."""
        return [match.span() for match in _CLAUSE.finditer(self.text)]

    def part(self, start: int, end: int | None = None) -> Passage:
        """The passage with all but a span of its text blanked out, so that offsets and lines stay."""
        end = len(self.text) if end is None else end
        text = " " * start + self.text[start:end]
        return Passage(text, self.section, self.index, self.heading, self.quoted, self.item, self.source)

    def holds(self, offset: int) -> bool:
        """Whether the character at `offset` is of this passage, or of the part that it is."""
        return offset < len(self.text) and self.text[: offset + 1].strip() != ""

    def find(self, name: str) -> re.Match[str] | None:
        """The first match of a cue in `text`."""
        wanted = cue(name)
        return wanted.found(self.text) if wanted.needs & self.lacks != wanted.needs else None

    def span_at(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence around a character of `text`."""
        index = bisect_right(self.sentences, (offset, len(self.text))) - 1
        return self.sentences[max(index, 0)] if self.sentences else (0, len(self.text))

    def sentence_at(self, offset: int) -> str:
        """The sentence around a character of `text`; of an endless one, the words around it."""
        start, end = self.span_at(offset)
        if end - start > _LONGEST_SENTENCE:
            around = offset - offset % (_LONGEST_SENTENCE // 4)
            start, end = max(start, around - _LONGEST_SENTENCE // 2), min(end, around + _LONGEST_SENTENCE // 2)
        return self.text[start:end].strip()

    def line_at(self, offset: int) -> int:
        """The line of the file on which a character of `text` stands."""
        number = self.source[0][1]
        for start, line in self.source:
            if start > offset:
                break
            number = line
        return number

    def evidence(self, offset: int) -> Evidence:
        """The sentence around `offset`, masked and at most 300 characters, with its line."""
        sentence = mask_personal_data(self.sentence_at(offset))
        if len(sentence) > 300:
            sentence = sentence[:299].rstrip() + "…"
        return Evidence(self.line_at(offset), sentence)

    def is_quoted_at(self, offset: int) -> bool:
        """Whether the character is part of a quotation."""
        return self.quoted or any(start < offset < end for start, end in self.quotes)


def read_passages(letter: Letter) -> list[Passage]:
    """All passages of a letter in order."""
    passages: list[Passage] = []
    for section in letter.sections:
        if section.heading:
            passages.append(Passage(section.heading, section, len(passages), True, False, False, ((0, section.line),)))
        closing: str | None = None
        since = 0
        for lines in _units(section.text):
            text, source = _flatten(lines)
            if not text:
                continue
            blockquote = lines[0].text.lstrip().startswith(">")
            inner = _LISTING.sub("", text)
            opened = _OPENS.get(inner[:1]) if closing is None else None
            quoted = blockquote or section.requesters or closing is not None or opened is not None
            if opened and not _closes(inner[1:], opened):
                closing, since = opened, 0
            elif opened:
                quoted = blockquote or section.requesters or _all_quoted(inner, opened)
            elif closing and (_closes(text, closing) or since > _LONGEST_QUOTE):
                closing = None
            since += 1
            item = bool(_ITEM.match(lines[0].text))
            figures = _FIGURE.search(text) is not None
            passages.append(Passage(text, section, len(passages), False, quoted, item, source, figures))
    return passages


def find_in(passages: Sequence[Passage], name: str) -> Iterator[tuple[Passage, re.Match[str]]]:
    """The passages in which a cue is found, each with its first match."""
    needed = cue(name).needs
    if needed & lacking_in(passages) == needed:
        return
    for passage in passages:
        match = passage.find(name)
        if match:
            yield passage, match


def lacking_in(passages: Sequence[Passage]) -> int:
    """The stems that none of `passages` has."""
    return functools.reduce(and_, [passage.lacks for passage in passages], -1)


def passages_from(passages: list[Passage], index: int) -> Iterator[Passage]:
    """The passages from one on, without copying those before."""
    return (passages[i] for i in range(index, len(passages)))


def _closes(text: str, mark: str) -> bool:
    """Whether a quotation ends here; a single mark closes one before a space, a stop or the end."""
    if mark in "'’":
        return _SINGLE_CLOSED.search(text) is not None
    return '"' in text or "”" in text


def _all_quoted(text: str, mark: str) -> bool:
    """Whether nothing but a word or two follows the closing mark."""
    end = text.rfind(mark) if mark in "'’" else max(text.rfind('"'), text.rfind("”"))
    return end > 0 and len(text[end + 1 :].split()) <= 3


def _units(text: Text) -> Iterator[list[Line]]:
    """Runs of lines that are one paragraph or one list item."""
    unit: list[Line] = []
    broken = False
    for line in text.lines:
        if not line.text.strip():
            broken = True
            continue
        if unit and (broken or _ITEM.match(line.text) or line.text.startswith("|")):
            yield unit
            unit = []
        broken = False
        unit.append(line)
        if line.text.endswith("  "):
            broken = True
    if unit:
        yield unit


def _flatten(lines: list[Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Lines as one text without marks, and where each line of the file begins in it."""
    if len(lines) == 1:
        return _plain(lines[0].text), ((0, lines[0].number),)
    pieces: list[str] = []
    source: list[tuple[int, int]] = []
    length = 0
    for line in lines:
        piece = _plain(line.text)
        source.append((length + bool(length and piece), line.number))
        if piece:
            length += len(piece) + bool(length)
            pieces.append(piece)
    return " ".join(pieces), tuple(source)


def _plain(row: str) -> str:
    """A line without the marks of links, emphasis and headings."""
    row = row.strip()
    if "[" in row:
        row = _LINK.sub(r"\1", row)
    if "*" in row or "_" in row or row[:1] == "#":
        row = _MARKS.sub("", row).strip().strip("*")
    return row
