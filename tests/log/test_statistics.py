"""Figures equal an independent count; shares, quarters, what is not known, and the register."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from build_log.law.catalogue import Catalogue
from build_log.log.cases import build_cases
from build_log.log.indexes import build_indexes
from build_log.log.read import read_log
from build_log.log.register import NAME, read_register
from build_log.log.statistics import (
    Counted,
    Period,
    build_counted,
    build_lines,
    count_bands,
    load_tables,
    median_days,
    quarters,
    year_period,
    years_of,
)
from build_log.model.settings import Settings
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def counted(settings: Settings) -> list[Counted]:
    """The cases of the sample log."""
    return [build_counted(case) for case in build_cases(build_indexes(read_log(ROOT, settings)).by_case)]


def figures(cases: list[Counted], table: str, period: Period, covers: str = "selected") -> dict[str, int]:
    (found,) = (t for t in load_tables() if t.id == table)
    return {line.heading.id: line.counts[0] for line in build_lines(found, cases, [period], covers)}


def test_every_case_of_the_sample_is_counted_once(counted: list[Counted]) -> None:
    for year in years_of(counted):
        own = [case for case in counted if case.answered and case.answered.year == year]
        code = figures(counted, "code", year_period(year))
        assert code["answered"] == len(own)
        assert sum(code[key] for key in ("in-time", "extended", "late", "time-unknown")) == len(own)
        assert sum(
            code[k] for k in ("granted", "partly", "refused", "withdrawn", "otherwise", "outcome-unknown")
        ) == len(own)
        assert code["refused"] == code["refused-not-held"] + code["refused-exemption"] + code["refused-ground"]
        assert code["granted"] == sum(case.outcome == "disclosed" for case in own)
        categories = figures(counted, "categories", year_period(year))
        assert categories["resolvable"] == sum(
            categories[f"resolvable-{key}"] for key in ("granted", "partly", "exempt", "cost", "vexatious", "repeated")
        )
        assert categories["processed"] == sum(
            categories[key] for key in ("advised", "not-held", "section-21", "resolvable")
        )
    reviews = sum(figures(counted, "code", year_period(year))["reviews"] for year in range(2015, 2030))
    assert reviews == sum(path.stem.endswith("internal-review") for path in ROOT.glob("responses/*/*.md"))


def test_quarters_make_up_their_year(counted: list[Counted]) -> None:
    for table in load_tables():
        for line in build_lines(table, counted, [year_period(2024), *quarters(2024)], "selected"):
            year, *parts = line.counts
            assert year == sum(parts), line.heading.id


def test_no_outcome_is_left_out(catalogue: Catalogue) -> None:
    for table in load_tables():
        named = {o for h in table.headings for rule in h.rules for o in rule.get("outcomes", ())}
        assert {*catalogue.outcomes} - named <= {"transferred"}, table.id
        assert named - {""} <= {*catalogue.outcomes}


def case(number: int, received: str, answered: str, outcome: str, **values: object) -> Counted:
    known = {"days": 5, "timeliness": "in-time", "withholds": False, "decided": bool(answered), "regime": "FOIA"}
    return Counted(
        reference=f"R{number}",
        received=date.fromisoformat(received) if received else None,
        answered=date.fromisoformat(answered) if answered else None,
        outcome=outcome,
        **(known | values),  # type: ignore[arg-type]
    )


def test_what_lacks_only_what_is_not_held_counts_as_granted_in_full() -> None:
    cases = [
        case(1, "2024-01-01", "2024-01-20", "partly-disclosed", withholds=False),
        case(2, "2024-01-01", "2024-01-20", "partly-disclosed", withholds=True),
        case(3, "2024-01-01", "2024-01-20", "disclosed"),
    ]
    found = figures(cases, "categories", year_period(2024))
    assert (found["resolvable-granted"], found["resolvable-partly"], found["resolvable"]) == (2, 1, 3)


def test_a_selected_log_does_not_say_what_it_cannot_know() -> None:
    cases = [case(1, "2024-01-01", "2024-04-20", "disclosed"), case(2, "2024-01-01", "", "")]
    first, second, *_ = quarters(2024)
    assert not {"received", "open"} & figures(cases, "code", first).keys()
    whole = figures(cases, "code", first, "all-responses")
    assert (whole["received"], whole["open"], whole["answered"]) == (2, 2, 0)
    assert figures(cases, "code", second, "all-responses")["open"] == 1


def test_figures_equal_an_independent_count() -> None:
    chance = random.Random(4)
    outcomes = ["disclosed", "partly-disclosed", "withheld", "not-held", "cost-limit", "extended", "withdrawn", ""]
    cases = [
        case(
            n,
            str(date(2023, 1, 1) + timedelta(days=chance.randrange(700))),
            str(date(2023, 1, 1) + timedelta(days=chance.randrange(700))),
            chance.choice(outcomes),
            days=chance.choice([None, *range(60)]),
            timeliness=chance.choice(["in-time", "late", "extended", "unknown"]),
            reviews=((date(2024, 2, chance.randint(1, 28)), chance.choice(["upheld", "overturned", ""])),) * (n % 7 == 0),
        )
        for n in range(900)
    ]  # fmt: skip
    for period in [year_period(2023), *quarters(2024)]:
        own = [c for c in cases if c.answered and period.first <= c.answered <= period.last]
        found = figures(cases, "code", period)
        assert found["answered"] == len(own)
        assert found["late"] == len([c for c in own if c.timeliness == "late"])
        assert found["granted"] == len([c for c in own if c.outcome == "disclosed"])
        assert found["refused"] == len([c for c in own if c.outcome in ("withheld", "not-held", "cost-limit")])
        reviews = [r for c in cases for r in c.reviews if period.first <= r[0] <= period.last]
        assert found["reviews"] == len(reviews)
        assert found["reviews-unknown"] == len([r for r in reviews if not r[1]])
    known = sorted(c.days for c in cases if c.days is not None)
    middle = len(known) // 2
    assert median_days(cases) == (known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2)
    assert sum(number for _, _, number in count_bands(cases)) == len(known)
    assert median_days([]) is None
    assert years_of([]) == []


HEAD = "reference,received,responded,regime,outcome,due,review,review_result\n"


def test_a_register_gives_the_figures_of_all_cases(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(
        HEAD
        + "A1,2024-05-01,2024-05-31,FOIA,withheld,,2024-08-01,overturned\n"
        + "A2,2024-05-01,2024-06-28,EIR,disclosed,2024-06-28,,\n"
        + "A3,2024-05-01,,FOIA,,,,\n"
        + "A4,2024-05-01,2024-06-03,FOIA,disclosed,,,\n",
        "utf-8",
    )
    cases, problems = read_register(tmp_path)
    assert problems == []
    assert [(c.reference, c.timeliness, c.days) for c in cases] == [
        ("A1", "in-time", 20),
        ("A2", "extended", 40),
        ("A3", "unknown", None),
        ("A4", "late", 21),
    ]
    year = figures(list(cases), "code", year_period(2024), "register")
    assert (year["received"], year["open"], year["answered"], year["reviews-overturned"]) == (4, 1, 3, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, ["is not there"]),
        ("reference,received\nA,2024-01-01\n", ["lacks the columns responded, regime, outcome"]),
        (HEAD.replace("due", "dew") + "\n", ["unknown column dew"]),
        (HEAD + "A,1 May,2024-05-02,FOI,given,,,\n", ["`received`", "`regime`", "`outcome`"]),
        (HEAD + "A,2024-05-02,2024-05-01,FOIA,disclosed,,,\n", ["before it was received"]),
        (HEAD + "A,2024-05-01,2024-05-02,FOIA,disclosed,,,\n" * 2, ["of line 2 again"]),
        (HEAD + ",2024-05-01,2024-05-02,FOIA,disclosed,,,\n", ["no reference"]),
    ],
)
def test_faults_of_a_register_are_told_all_at_once(tmp_path: Path, text: str | None, said: list[str]) -> None:
    if text is not None:
        (tmp_path / NAME).write_text(text, "utf-8")
    _, problems = read_register(tmp_path)
    assert len(problems) == len(said)
    for problem, words in zip(problems, said, strict=True):
        assert words in problem.message
        assert problem.path == NAME
