"""How an answer can be challenged: time limits by law, and what a challenge is about by exemption."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from build_log.law.catalogue import Entry
from build_log.model.record import Record


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a requester can do under one law, and by when."""

    regime: str
    ask: str
    answer: str
    source: str
    next: str
    regulator: str
    address: str


def find_challenges(record: Record) -> list[Challenge]:
    """One for each law a letter was handled under."""
    rules = _rules()["regime"]
    return [Challenge(regime, **rules[regime]) for regime in record.regimes if regime in rules]


def challenge_about(entry: Entry) -> str:
    """What a challenge to a provision is about, in a sentence."""
    values = {"role": entry.role, "kind": entry.kind, "engaged": entry.engaged}
    plain: str = next(
        rule["plain"]
        for rule in _rules()["about"]
        if all(rule.get(key, value) == value for key, value in values.items())
    )
    return plain


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((files("build_log.site") / "data" / "challenge.toml").read_text("utf-8"))
