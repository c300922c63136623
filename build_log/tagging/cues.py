"""The phrases of `data/cues.toml`, ready to match."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Cue:
    """Patterns that tell one thing; `found` searches a sentence for any of them."""

    name: str
    pattern: re.Pattern[str]

    def found(self, text: str) -> re.Match[str] | None:
        """The first match in `text`, or None."""
        return _search(self.pattern, text)


@lru_cache(maxsize=8192)
def _search(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return pattern.search(text)


@cache
def load_cues() -> dict[str, Cue]:
    """All cues by name. Raises re.error for a pattern that is none."""
    data = tomllib.loads((files("build_log.tagging") / "data" / "cues.toml").read_text("utf-8"))
    return {
        name: Cue(name, re.compile("|".join(f"(?:{p})" for p in item["patterns"]), re.IGNORECASE))
        for name, item in data.items()
    }


def cue(name: str) -> Cue:
    """One cue by its name in the data file."""
    return load_cues()[name]
