"""How each access law is to be followed: time limits, working days, reviews, and what a challenge is about."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from build_log.law.catalogue import Entry


@dataclass(frozen=True, slots=True)
class Procedure:
    """The procedure of one law, as the data file has it. Limits are working days."""

    title: str
    extension: Literal["open", "fixed", "none"]
    limit_source: str
    bank_holidays: tuple[str, ...]
    bank_holidays_source: str
    ask: str
    answer: str
    review_source: str
    next: str
    regulator: str
    address: str
    day_limit: int | None = None
    extended_limit: int | None = None
    review_days: int = 0
    review_days_are_law: bool = False

    def ask_within(self, allowed: int) -> str:
        """When to ask for a review, where the authority allows so many working days; the law may allow more."""
        return self.ask.format(days=self._days(allowed))

    def is_own_rule(self, allowed: int) -> bool:
        """Whether the days to ask for a review are the authority's own, not those of the source."""
        return self.review_days > 0 and self._days(allowed) != self.review_days

    def _days(self, allowed: int) -> int:
        return max(allowed, self.review_days) if self.review_days_are_law else allowed


@cache
def load_procedures() -> dict[str, Procedure]:
    """Every law's procedure, by regime."""
    return {
        regime: Procedure(**{**values, "bank_holidays": tuple(values["bank_holidays"])})
        for regime, values in _data()["regime"].items()
    }


def challenge_about(entry: Entry) -> str:
    """What a challenge to a provision is about, in a sentence."""
    values = {"role": entry.role, "kind": entry.kind, "engaged": entry.engaged}
    plain: str = next(
        rule["plain"]
        for rule in _data()["about"]
        if all(rule.get(key, value) == value for key, value in values.items())
    )
    return plain


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("build_log.law") / "data" / "procedure.toml").read_text("utf-8"))
