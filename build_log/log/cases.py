"""A case: all letters about one request, with when it was answered, how, and whether in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from build_log.law.procedure import load_procedures
from build_log.log.working_days import add_working_days, count_working_days
from build_log.model.provision import Provision
from build_log.model.record import Record

UNDECIDED = frozenset({"extended", "clarification", "fee-notice"})
"""Outcomes after which the authority or the requester still has something to do."""

Timeliness = Literal["in-time", "extended", "late", "unknown"]


@dataclass(frozen=True)
class Case:
    """The letters of a case in their order, never none."""

    letters: tuple[Record, ...]

    @property
    def first(self) -> Record:
        """The letter the case is known by."""
        return self.letters[0]

    @property
    def latest(self) -> Record:
        """The letter that says how the case stands."""
        return self.letters[-1]

    @cached_property
    def answer(self) -> Record | None:
        """The first letter that decided the request; None while it is open here. Reviews come after it."""
        own = [r for r in self.letters if r.stage in ("initial", "further-response")]
        return next((r for r in own if r.outcome not in UNDECIDED), None)

    @property
    def counted(self) -> Record:
        """The letter whose outcome counts in figures: the answer; without one the last word before any review."""
        own = [r for r in self.letters if r.stage in ("initial", "further-response")]
        return self.answer or (own or list(self.letters))[-1]

    @property
    def reviews(self) -> tuple[Record, ...]:
        """Its internal reviews."""
        return tuple(r for r in self.letters if r.stage == "internal-review")

    @property
    def regime(self) -> str:
        """The law it was handled under; the first where there are several."""
        return self.counted.regimes[0]

    @property
    def received(self) -> date | None:
        """When the request came, as its first letter that says so has it."""
        return next((r.received for r in self.letters if r.received), None)

    @property
    def clock_started(self) -> date | None:
        """When time began to run: on receipt, or on the day a clarification or fee came."""
        return next((r.clock_started for r in reversed(self.letters) if r.clock_started), None) or self.received

    @property
    def provisions(self) -> dict[Provision, None]:
        """What the counted letter relies on for certain."""
        return dict.fromkeys(e.provision for e in self.counted.stated)

    @property
    def days(self) -> int | None:
        """Working days from the clock's start to the answer; None where a date is not known or runs backwards."""
        if self.answer is None or self.clock_started is None or self.answer.responded < self.clock_started:
            return None
        return count_working_days(self.clock_started, self.answer.responded, self.regime)

    @property
    def due(self) -> date | None:
        """The last day for an answer without any extension; None where the clock's start, or a limit, is not known."""
        limit = load_procedures()[self.regime].day_limit
        return add_working_days(self.clock_started, limit, self.regime) if self.clock_started and limit else None

    @property
    def extended_on(self) -> date | None:
        """When the requester was told of an extension."""
        return next((r.responded for r in self.letters if r.outcome == "extended"), None)

    @property
    def timeliness(self) -> Timeliness:
        """Whether the answer came in time, in an extension the law permits, or late.

        A `due` written in a letter's front matter is believed. Else an extension counts where a
        letter told of it within the first limit; whether it was reasonable is not judged.
        """
        law = load_procedures()[self.regime]
        if self.days is None or self.answer is None or self.due is None or law.day_limit is None:
            return "unknown"
        if self.days <= law.day_limit:
            return "in-time"
        agreed = next((r.due for r in reversed(self.letters) if r.due), None)
        if agreed is not None:
            return "extended" if self.answer.responded <= agreed else "late"
        if self.extended_on is None or self.extended_on > self.due:
            return "late"
        if law.extended_limit is not None:
            return "extended" if self.days <= law.extended_limit else "late"
        return "extended" if law.extension == "open" else "late"


def build_cases(by_case: Mapping[str, Sequence[Record]]) -> list[Case]:
    """Every case, the one answered last first."""
    cases = [Case(tuple(letters)) for letters in by_case.values()]
    return sorted(cases, key=lambda case: (-case.counted.responded.toordinal(), case.first.slug))
