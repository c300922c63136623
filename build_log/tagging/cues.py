"""The phrases of `data/cues.toml`, ready to match."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from operator import or_

from build_log.tagging.stems import is_anchored, lacks, may_match, needs, openings_of, stems_of

_KEPT = 5_000
_SENTENCES = 4_096

Look = Callable[[str], re.Match[str] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """Patterns that tell one thing; `found` searches a sentence for any of them.

    `parts` are the patterns one by one, each with the two things it most rarely finds, `needs` the
    first of these of all patterns and `stems` both (see `stems`). `looks` keeps, for each set of
    the cue's stems that a text lacked, which patterns are left to try.
    """

    name: str
    pattern: re.Pattern[str]
    needs: int
    stems: int
    parts: tuple[tuple[int, int, Look], ...]
    looks: dict[int, tuple[Look, ...]] = field(default_factory=dict, repr=False)

    @lru_cache(maxsize=_SENTENCES)  # noqa: B019 - cues are kept for good
    def found(self, text: str) -> re.Match[str] | None:
        """The first match in `text`, or None; kept, for a sentence is asked the same at several places."""
        missing = self.stems & lacks(text)
        looks = self.looks.get(missing)
        if looks is None:
            looks = self._left_without(missing)
        first: re.Match[str] | None = None
        for look in looks:
            match = look(text)
            if match and (first is None or match.start() < first.start()):
                first = match
        return first

    def _left_without(self, missing: int) -> tuple[Look, ...]:
        """The patterns that can match without some stems."""
        if len(self.looks) >= _KEPT:
            self.looks.clear()
        looks = tuple(
            look for rare, other, look in self.parts if may_match(rare, missing) and may_match(other, missing)
        )
        self.looks[missing] = looks
        return looks

    def possible(self, lacking: int) -> bool:
        """Whether a text that lacks these stems can match at all."""
        return self.needs & lacking != self.needs


@cache
def load_cues() -> dict[str, Cue]:
    """All cues by name. Raises re.error for a pattern that is none."""
    data = tomllib.loads((files("build_log.tagging") / "data" / "cues.toml").read_text("utf-8"))
    return {name: _read_cue(name, item["patterns"]) for name, item in data.items()}


def _read_cue(name: str, patterns: list[str]) -> Cue:
    parts = tuple(_read_part(pattern) for pattern in patterns)
    return Cue(
        name,
        re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE),
        functools.reduce(or_, (rare for rare, _, _ in parts)),
        functools.reduce(or_, (rare | other for rare, other, _ in parts)),
        parts,
    )


def _read_part(pattern: str) -> tuple[int, int, Look]:
    rare, other, *_ = [*stems_of(pattern), (), ()]
    compiled = re.compile(pattern, re.IGNORECASE)
    openings = openings_of(pattern)
    look = compiled.match if is_anchored(pattern) else _find_from(compiled, openings) if openings else compiled.search
    return needs(rare), needs(other), look


def _find_from(pattern: re.Pattern[str], openings: tuple[str, ...]) -> Look:
    """A search that tries `pattern` only where one of its openings stands: small letters are found much faster."""
    starts = re.compile("|".join(openings))

    def look(text: str) -> re.Match[str] | None:
        small = _small(text)
        if len(small) != len(text):
            return pattern.search(text)
        for start in starts.finditer(small):
            match = pattern.match(text, start.start())
            if match:
                return match
        return None

    return look


@lru_cache(maxsize=1024)
def _small(text: str) -> str:
    return text.lower()


@cache
def cue(name: str) -> Cue:
    """One cue by its name in the data file."""
    return load_cues()[name]
