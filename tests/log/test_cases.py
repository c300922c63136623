"""When a case was answered, how, and whether in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from build_log.log.cases import Case
from build_log.log.read import read_log
from build_log.model.record import Record
from build_log.model.settings import Settings
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def model(settings: Settings) -> Record:
    return replace(
        read_log(ROOT, settings).records[0],
        received=None,
        clock_started=None,
        due=None,
        stage="initial",
        regimes=("FOIA",),
        outcome="disclosed",
        review_result=None,
        exemptions=(),
    )


def letter(model: Record, responded: str, received: str = "", **values: object) -> Record:
    values = {key: date.fromisoformat(str(v)) if key in ("clock_started", "due") else v for key, v in values.items()}
    return replace(
        model,
        responded=date.fromisoformat(responded),
        received=date.fromisoformat(received) if received else None,
        **values,  # type: ignore[arg-type]  # by name
    )


@pytest.mark.parametrize(
    ("what", "law", "letters", "expected"),
    [
        ("the twentieth day", "FOIA", [{"responded": "2024-05-31", "received": "2024-05-01"}], ("in-time", 20)),
        ("a day later", "FOIA", [{"responded": "2024-06-03", "received": "2024-05-01"}], ("late", 21)),
        ("received on a Saturday", "FOIA", [{"responded": "2024-06-14", "received": "2024-05-18"}], ("in-time", 19)),
        ("Easter Monday counts in Scotland", "FOISA", [{"responded": "2024-04-12", "received": "2024-03-14"}], ("in-time", 20)),
        ("Easter Monday is a holiday elsewhere", "FOIA", [{"responded": "2024-04-12", "received": "2024-03-14"}], ("in-time", 18)),
        ("no date of receipt", "FOIA", [{"responded": "2024-06-03"}], ("unknown", None)),
        ("answered before it came", "FOIA", [{"responded": "2024-06-03", "received": "2024-06-10"}], ("unknown", None)),
        (
            "an extension of the EIR, kept",
            "EIR",
            [
                {"responded": "2024-05-20", "received": "2024-05-01", "outcome": "extended"},
                {"responded": "2024-06-28", "stage": "further-response"},
            ],
            ("extended", 40),
        ),
        (
            "an extension of the EIR, not kept",
            "EIR",
            [
                {"responded": "2024-05-20", "received": "2024-05-01", "outcome": "extended"},
                {"responded": "2024-07-01", "stage": "further-response"},
            ],
            ("late", 41),
        ),
        (
            "an extension told of too late",
            "FOIA",
            [
                {"responded": "2024-06-05", "received": "2024-05-01", "outcome": "extended"},
                {"responded": "2024-06-20", "stage": "further-response"},
            ],
            ("late", 34),
        ),
        (
            "the public interest test of FOIA has no fixed end",
            "FOIA",
            [
                {"responded": "2024-05-20", "received": "2024-05-01", "outcome": "extended"},
                {"responded": "2024-07-15", "stage": "further-response"},
            ],
            ("extended", 50),
        ),
        (
            "FOISA knows no extension",
            "FOISA",
            [
                {"responded": "2024-05-20", "received": "2024-05-01", "outcome": "extended"},
                {"responded": "2024-06-20", "stage": "further-response"},
            ],
            ("late", 34),
        ),
        (
            "a date that was agreed",
            "FOIA",
            [{"responded": "2024-06-20", "received": "2024-05-01", "due": "2024-06-21"}],
            ("extended", 34),
        ),
        (
            "the clock began again after a clarification",
            "FOIA",
            [
                {"responded": "2024-05-08", "received": "2024-05-01", "outcome": "clarification"},
                {"responded": "2024-06-12", "clock_started": "2024-05-20"},
            ],
            ("in-time", 16),
        ),
        ("not answered yet", "FOIA", [{"responded": "2024-05-08", "received": "2024-05-01", "outcome": "clarification"}], ("unknown", None)),
        (
            "a review does not count as the answer",
            "FOIA",
            [
                {"responded": "2024-05-20", "received": "2024-05-01", "outcome": "withheld"},
                {"responded": "2024-09-20", "stage": "internal-review", "outcome": "disclosed", "review_result": "overturned"},
            ],
            ("in-time", 12),
        ),
    ],
)  # fmt: skip
def test_timeliness(
    model: Record, what: str, law: str, letters: list[dict[str, str]], expected: tuple[str, int | None]
) -> None:
    case = Case(tuple(letter(model, **{"regimes": (law,), **values}) for values in letters))  # type: ignore[arg-type]
    assert (case.timeliness, case.days) == expected, what


def test_the_outcome_that_counts_is_that_of_the_answer(model: Record) -> None:
    case = Case(
        (
            letter(model, "2024-05-10", outcome="extended"),
            letter(model, "2024-05-20", outcome="withheld", stage="further-response"),
            letter(model, "2024-09-20", outcome="disclosed", stage="internal-review", review_result="overturned"),
        )
    )
    assert case.counted.outcome == "withheld"
    assert [review.review_result for review in case.reviews] == ["overturned"]
    assert case.latest.outcome == "disclosed"
