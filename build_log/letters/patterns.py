"""Patterns made of words, from the data files: one expression each, with examples and counterexamples beside it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def load_patterns(room: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of a room of the library, `letters` or `tagging`, by name. Raises re.error for one that is none."""
    data = tomllib.loads((files(f"build_log.{room}") / "data" / "patterns.toml").read_text("utf-8"))
    return {name: re.compile(item["pattern"]) for name, item in data.items()}
