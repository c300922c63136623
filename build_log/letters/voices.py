"""Whose words a paragraph is: the authority's or the requester's. The patterns stand in `data/voices.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from build_log.letters.patterns import load_patterns

_PATTERNS = load_patterns("letters")

_KEPT = 2_048
"""How many lines and paragraphs are remembered: an authority's letters share their standard text."""
_OUR_ANSWER = _PATTERNS["leads_to_answer"]


@dataclass(frozen=True, slots=True)
class Voice:
    """Patterns that tell who speaks: those that open a paragraph, and those that stand anywhere in it."""

    opening: re.Pattern[str]
    anywhere: re.Pattern[str]

    def heard(self, paragraph: str) -> bool:
        """Whether any of them is in the paragraph."""
        return bool(self.opening.match(paragraph) or self.anywhere.search(paragraph))


@cache
def load_voices() -> dict[str, Voice]:
    """How the authority's paragraphs open, and how a requester's do."""
    data = tomllib.loads((files("build_log.letters") / "data" / "voices.toml").read_text("utf-8"))
    return {name: _read_voice(item["patterns"]) for name, item in data.items()}


def _read_voice(patterns: list[str]) -> Voice:
    opening = [pattern for pattern in patterns if pattern.startswith(r"\A")]
    anywhere = [pattern for pattern in patterns if pattern not in opening]
    return Voice(_any_of(opening), _any_of(anywhere))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)


def is_authority_speaking(paragraph: str) -> bool:
    """Whether a paragraph is surely the authority's, not a requester's. Errs for the requester."""
    voices = load_voices()
    return voices["authority"].heard(paragraph) and not voices["requester"].heard(paragraph)


def is_requester_speaking(paragraph: str) -> bool:
    """Whether a paragraph asks for something."""
    return load_voices()["requester"].heard(paragraph)


@lru_cache(maxsize=_KEPT)
def introduces_request(paragraph: str) -> bool:
    """Whether a paragraph leads up to the request, repeated below it."""
    return load_voices()["introduces_request"].heard(paragraph) and not _OUR_ANSWER.search(paragraph)


def opens_request(paragraph: str) -> bool:
    """Whether a paragraph is a requester's who asks for information under the law, in the first person."""
    return load_voices()["opens_request"].heard(paragraph) and not is_authority_speaking(paragraph)
