"""Figures of the log: the case is the unit, and what is not known is counted as not known.

Headings live in data/statistics.toml. A case is counted on the day of its answer, with the
outcome of that answer: a review that changes it is counted as a review.
"""

from __future__ import annotations

import statistics
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from build_log.law.catalogue import Catalogue
from build_log.log.cases import Case, Timeliness
from build_log.model.provision import Provision

BANDS = ((0, 5), (6, 10), (11, 15), (16, 20), (21, 40), (41, None))
"""Working days taken, from and to; the last is open."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A case as figures see it."""

    reference: str
    regime: str
    received: date | None
    answered: date | None
    """The day of the answer, or of the last letter before one."""
    decided: bool
    outcome: str
    days: int | None
    timeliness: Timeliness
    withholds: bool
    reviews: tuple[tuple[date, str], ...] = ()
    """Day and result of each internal review; the result is empty where it is not recorded."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a quarter of one."""

    first: date
    last: date
    quarter: int | None = None

    def has(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of a table, as the data file has it."""

    id: str
    label: str
    level: int
    counts: str
    covers: tuple[str, ...]
    results: tuple[str, ...] | None
    share_of: str
    rules: tuple[Mapping[str, Any], ...]
    """A case is counted that meets one of them: outcomes, timeliness, regimes, exemptions."""

    def counts_case(self, case: Counted) -> bool:
        """Whether the heading is for such a case."""
        return any(
            case.outcome in rule.get("outcomes", (case.outcome,))
            and case.timeliness in rule.get("timeliness", (case.timeliness,))
            and case.regime in rule.get("regimes", (case.regime,))
            and case.withholds == rule.get("exemptions", case.withholds)
            for rule in self.rules
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the statistics page."""

    id: str
    title: str
    plain: str
    source: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A heading with its count for each period, and as shares where the heading asks for them."""

    heading: Heading
    counts: tuple[int, ...]
    shares: tuple[float | None, ...]


def build_counted(case: Case) -> Counted:
    """What figures need of a case."""
    counted = case.counted
    return Counted(
        case.first.case,
        case.regime,
        case.received,
        counted.responded,
        case.answer is not None,
        counted.outcome or "",
        case.days,
        case.timeliness,
        bool(counted.stated),
        tuple((review.responded, review.review_result or "") for review in case.reviews),
    )


@cache
def load_tables() -> tuple[Table, ...]:
    """The tables of the data file."""
    data = tomllib.loads((files("build_log.log") / "data" / "statistics.toml").read_text("utf-8"))
    return tuple(
        Table(t["id"], t["title"], t["plain"], t["source"], tuple(_heading(h) for h in t["heading"]))
        for t in data["table"]
    )


def _heading(data: Mapping[str, Any]) -> Heading:
    keys = ("outcomes", "timeliness", "regimes", "exemptions")
    rules = [{key: data[key] for key in keys if key in data}]
    if "also" in data:
        rules.append(data["also"])
    return Heading(
        data["id"],
        data["label"],
        data.get("level", 0),
        data.get("counts", "cases"),
        tuple(data.get("covers", ("selected", "all-responses", "register"))),
        tuple(data["results"]) if "results" in data else None,
        data.get("share_of", ""),
        tuple(rules),
    )


def build_lines(table: Table, cases: Sequence[Counted], periods: Sequence[Period], covers: str) -> list[Line]:
    """The lines of a table that a log with such a `log_covers` can show, with a count for each period."""
    counts = {h.id: tuple(_count(h, cases, period) for period in periods) for h in table.headings if covers in h.covers}
    lines = []
    for heading in table.headings:
        if heading.id not in counts:
            continue
        own, whole = counts[heading.id], counts.get(heading.share_of, ())
        shares = tuple(n / all_ if all_ else None for n, all_ in zip(own, whole, strict=False))
        lines.append(Line(heading, own, shares))
    return lines


def _count(heading: Heading, cases: Iterable[Counted], period: Period) -> int:
    if heading.counts == "reviews":
        return sum(
            period.has(day) and (heading.results is None or result in heading.results)
            for case in cases
            for day, result in case.reviews
        )
    if heading.counts == "received":
        return sum(period.has(case.received) for case in cases)
    if heading.counts == "open":
        return sum(
            case.received is not None
            and case.received <= period.last
            and not (case.decided and case.answered is not None and case.answered <= period.last)
            for case in cases
        )
    return sum(period.has(case.answered) and heading.counts_case(case) for case in cases)


def years_of(cases: Iterable[Counted]) -> list[int]:
    """Every year from the first with a case to the last, those between without any included."""
    years = {case.answered.year for case in cases if case.answered}
    return list(range(min(years), max(years) + 1)) if years else []


def year_period(year: int) -> Period:
    """A calendar year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def quarters(year: int) -> list[Period]:
    """The quarters of a calendar year."""
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)]
    ends = [start - timedelta(days=1) for start in [*starts[1:], date(year + 1, 1, 1)]]
    return [Period(start, end, number) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)]


def median_days(cases: Iterable[Counted]) -> float | None:
    """The median of working days taken, over the cases where it is known."""
    days = [case.days for case in cases if case.days is not None]
    return statistics.median(days) if days else None


def count_bands(cases: Iterable[Counted]) -> list[tuple[int, int | None, int]]:
    """From how many and to how many working days, and how many cases took so many."""
    days = [case.days for case in cases if case.days is not None]
    return [
        (low, high, sum(low <= number and (high is None or number <= high) for number in days)) for low, high in BANDS
    ]


def count_provisions(cases: Iterable[Case], catalogue: Catalogue) -> Counter[Provision]:
    """In how many cases each exemption, exception or refusal ground is relied on, its limbs taken together."""
    counts: Counter[Provision] = Counter()
    for case in cases:
        tops = {top.provision for p in case.provisions if (top := catalogue.regimes[p.regime].top(p)) is not None}
        counts.update(tops)
    return counts
