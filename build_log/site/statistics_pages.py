"""The statistics page, a page for each year with its quarters, and the same figures as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence

from build_log.log.cases import Case, build_cases
from build_log.log.indexes import Indexes
from build_log.log.read import Log
from build_log.log.statistics import (
    Counted,
    Period,
    build_counted,
    build_lines,
    count_bands,
    count_provisions,
    load_tables,
    median_days,
    quarters,
    year_period,
    years_of,
)
from build_log.site.charts import build_bars
from build_log.site.page import SitePage, root_of
from build_log.site.render import format_provision, page_address, render_template
from build_log.site.wording import say

LATEST_YEARS = 5
"""Years side by side in a table of the statistics page; each year has a page of its own."""


class StatisticsPages:
    """Everything that is counted of a log, made once."""

    def __init__(self, log: Log, indexes: Indexes) -> None:
        self._log = log
        self._cases = build_cases(indexes.by_case)
        self._counted = list(log.register) or [build_counted(case) for case in self._cases]
        self.years = years_of(self._counted)

    def overview(self) -> SitePage:
        """/statistics/: the whole log, its latest years side by side."""
        periods = [year_period(year) for year in self.years[-LATEST_YEARS:]]
        title = say("statistics.title")
        content = self._render("statistics/", title, (), self._counted, self._cases, periods, self.years[::-1])
        description = say("statistics.description", coverage=say(f"coverage.{self._log.settings.log_covers}"))
        return SitePage("statistics/", title, description, content)

    def year_pages(self) -> Iterator[SitePage]:
        """/statistics/2024/: a year and its quarters."""
        for year in self.years:
            period = year_period(year)
            address, title = f"statistics/{year}/", say("statistics.year-title", year=year)
            trail = ((say("statistics.title"), "statistics/"),)
            content = self._render(address, title, trail, *self._within(period), [*quarters(year), period], ())
            yield SitePage(address, title, say("statistics.year-description", year=year), content)

    def csv(self) -> str:
        """Every figure of every table, a line each: by year and by quarter."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["table", "heading", "label", "first_day", "last_day", "count", "share"])
        periods = [period for year in self.years for period in (year_period(year), *quarters(year))]
        for table in load_tables():
            for line in build_lines(table, self._counted, periods, self._log.settings.log_covers):
                shares = line.shares or (None,) * len(periods)
                for period, count, share in zip(periods, line.counts, shares, strict=True):
                    told = "" if share is None else f"{share:.4f}"
                    heading = line.heading
                    rows.writerow([table.id, heading.id, heading.label, period.first, period.last, count, told])
        for year in self.years:
            period = year_period(year)
            own, cases = self._within(period)
            for band, number in _name_bands(own):
                label = say("statistics.band-csv", band=band)
                rows.writerow(["working-days", band, label, period.first, period.last, number, ""])
            used = count_provisions(cases, self._log.catalogue)
            for provision, number in sorted(used.items(), key=lambda pair: pair[0].id):
                name = f"{provision.regime} {format_provision(provision, self._log.catalogue)}"
                rows.writerow(["provisions", provision.id, name, period.first, period.last, number, ""])
        return out.getvalue()

    def _within(self, period: Period) -> tuple[list[Counted], list[Case]]:
        """The cases counted in a period, and those whose letters are here."""
        counted = [case for case in self._counted if period.has(case.answered)]
        return counted, [case for case in self._cases if period.has(case.counted.responded)]

    def _render(
        self,
        address: str,
        title: str,
        trail: tuple[tuple[str, str], ...],
        counted: Sequence[Counted],
        cases: Sequence[Case],
        periods: Sequence[Period],
        years: Sequence[int],
    ) -> str:
        catalogue, covers = self._log.catalogue, self._log.settings.log_covers
        outcomes = Counter(case.outcome for case in counted)
        named = [(o.label, outcomes[o.id], f"outcomes/{o.id}/") for o in catalogue.outcomes.values() if outcomes[o.id]]
        if outcomes[""]:
            named.append((say("statistics.no-outcome"), outcomes[""], ""))
        used = count_provisions(cases, catalogue)
        provisions = [
            (f"{p.regime} {format_provision(p, catalogue)}, {entry.title}", number, page_address(p, catalogue))
            for p, number in sorted(used.items(), key=lambda pair: (-pair[1], pair[0].id))
            if (entry := catalogue.entry(p))
        ]
        by_year = Counter(case.answered.year for case in counted if case.answered)
        return render_template(
            "statistics",
            root_of(address),
            title=title,
            trail=trail,
            coverage=say(f"coverage.{covers}"),
            cases=len(counted),
            figures=_key_figures(counted),
            by_year=[(str(year), by_year[year]) for year in self.years] if years else [],
            outcomes=build_bars(named),
            known=sum(case.days is not None for case in counted),
            bands=build_bars([(label, number, "") for label, number in _name_bands(counted)]),
            tables=[(table, periods, build_lines(table, counted, periods, covers)) for table in load_tables()],
            provisions=build_bars(provisions),
            years=years,
            name_period=_name_period,
            register=bool(self._log.register),
        )


def _name_period(period: Period) -> str:
    return say(f"quarters.{period.quarter}") if period.quarter else str(period.first.year)


def _name_bands(counted: Sequence[Counted]) -> list[tuple[str, int]]:
    return [
        (say("statistics.last-band" if high is None else "statistics.band", low=low, high=high), number)
        for low, high, number in count_bands(counted)
    ]


def _key_figures(counted: Sequence[Counted]) -> list[tuple[str, str, str]]:
    figures = [(f"{len(counted):,}", say("statistics.figure-cases", n=len(counted)), "")]
    median = median_days(counted)
    if median is not None:
        figures.append((f"{median:g}", say("statistics.figure-median"), ""))
    known = [case for case in counted if case.timeliness != "unknown"]
    if known:
        in_time = sum(case.timeliness in ("in-time", "extended") for case in known)
        figures.append((f"{in_time / len(known):.0%}", say("statistics.figure-in-time"), ""))
    given = sum(case.outcome in ("disclosed", "partly-disclosed") for case in counted)
    if given:
        figures.append((f"{given / len(counted):.0%}", say("statistics.figure-disclosed"), ""))
    return figures
