"""One letter as read from disk: its front matter, its repaired text, its sections."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

SectionKind = Literal[
    "opening",
    "request",
    "decision",
    "disclosed",
    "reasons",
    "public-interest-test",
    "advice",
    "attachments",
    "review-rights",
    "privacy",
    "sign-off",
    "quoted-mail",
    "other",
]

STANDARD_TEXT: frozenset[str] = frozenset({"advice", "review-rights", "privacy", "sign-off", "quoted-mail"})
"""Sections that say the same in every letter: folded on the page, low in search."""


class Line(NamedTuple):
    """A line of repaired text and the line of the file it began on, counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """One named change that normalising made, at a line of the file."""

    name: str
    line: int


@dataclass(frozen=True)
class Text:
    """Lines that remember where they stood in the file."""

    lines: tuple[Line, ...]

    @cached_property
    def string(self) -> str:
        """The lines joined with line feeds."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(line.text) + 1 for line in self.lines), initial=0))

    def line_at(self, offset: int) -> int:
        """The line of the file that character `offset` of `string` stood on."""
        if not self.lines:
            return 1
        index = bisect_right(self._starts, offset) - 1
        return self.lines[min(index, len(self.lines) - 1)].number


@dataclass(frozen=True, slots=True)
class Section:
    """A run of a letter's text of one kind.

    `heading` is the heading's words, without marks; `line` the line of the file it begins on;
    `requesters` when all of it is the requester's own letter.
    """

    kind: SectionKind
    heading: str | None
    text: Text
    line: int
    requesters: bool = False

    @property
    def standard(self) -> bool:
        """Whether this is standard text."""
        return self.kind in STANDARD_TEXT


@dataclass(frozen=True)
class Letter:
    """A letter's body, repaired and cut into sections."""

    path: str
    text: Text
    sections: tuple[Section, ...]
    repairs: tuple[Repair, ...] = field(default=())
