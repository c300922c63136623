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
    """Patterns that tell one thing; `found` searches a sentence for any of them."""

    name: str
    pattern: re.Pattern[str]
    stems: frozenset[str] | None

    def found(self, text: str) -> re.Match[str] | None:
        """The first match in `text`, or None."""
        return _search(self.pattern, text)

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
    return {
        name: Cue(
            name,
            re.compile("|".join(f"(?:{p})" for p in item["patterns"]), re.IGNORECASE),
            _stems_of_any(item["patterns"]),
        )
        for name, item in data.items()
    }


def _stems_of_any(patterns: list[str]) -> frozenset[str] | None:
    known = [stems for stems in map(stems_of, patterns) if stems is not None]
    return frozenset().union(*known) if len(known) == len(patterns) else None


def cue(name: str) -> Cue:
    """One cue by its name in the data file."""
    return load_cues()[name]
