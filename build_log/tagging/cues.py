"""The phrases of `data/cues.toml`, ready to match."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from build_log.tagging.stems import stems_of


@dataclass(frozen=True, slots=True)
class Cue:
    """Patterns that tell one thing; `found` searches a sentence for any of them.

    `parts` are the patterns one by one, each with the stems it cannot match without.
    """

    name: str
    pattern: re.Pattern[str]
    stems: frozenset[str] | None
    parts: tuple[tuple[frozenset[str] | None, re.Pattern[str]], ...]

    def found(self, text: str, stems: frozenset[str] | None = None) -> re.Match[str] | None:
        """The first match in `text`, or None. `stems`, where known, hold those of `text`."""
        if stems is None:
            return _search(self.pattern, text)
        first: re.Match[str] | None = None
        for needed, pattern in self.parts:
            if needed is None or not needed.isdisjoint(stems):
                match = pattern.search(text)
                if match and (first is None or match.start() < first.start()):
                    first = match
        return first

    def possible(self, stems: frozenset[str]) -> bool:
        """Whether a text with these stems can match at all."""
        return self.stems is None or not self.stems.isdisjoint(stems)


@lru_cache(maxsize=8192)
def _search(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return pattern.search(text)


@cache
def load_cues() -> dict[str, Cue]:
    """All cues by name. Raises re.error for a pattern that is none."""
    data = tomllib.loads((files("build_log.tagging") / "data" / "cues.toml").read_text("utf-8"))
    return {name: _read_cue(name, item["patterns"]) for name, item in data.items()}


def _read_cue(name: str, patterns: list[str]) -> Cue:
    parts = tuple((stems_of(pattern), re.compile(pattern, re.IGNORECASE)) for pattern in patterns)
    known = [stems for stems, _ in parts if stems is not None]
    return Cue(
        name,
        re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE),
        frozenset().union(*known) if len(known) == len(parts) else None,
        parts,
    )


@cache
def cue(name: str) -> Cue:
    """One cue by its name in the data file."""
    return load_cues()[name]
