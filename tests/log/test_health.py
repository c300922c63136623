"""The health of a log: age, months, fields, tags."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from build_log.cli.report import render_health
from build_log.log.health import build_health
from build_log.log.read import read_log
from build_log.model.record import Record
from build_log.model.settings import Settings
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def records(settings: Settings) -> list[Record]:
    model = read_log(ROOT, settings).records[0]
    return [
        replace(
            model,
            slug=f"r{n}",
            responded=date.fromisoformat(day),
            received=None if n else date(2023, 1, 1),
            unconfirmed=frozenset(unconfirmed.split()),
            topics=() if n == 1 else model.topics,
        )
        for n, (day, unconfirmed) in enumerate(
            [("2023-11-05", ""), ("2024-02-10", "outcome exemptions"), ("2024-02-20", "outcome summary")]
        )
    ]


def test_health_counts_what_is_there(records: list[Record]) -> None:
    health = build_health(records, records[:1], date(2024, 3, 1), topics=True)
    assert (health.newest, health.age, health.drafts) == (date(2024, 2, 20), 10, 1)
    assert health.months_missing == ((2023, 12), (2024, 1))
    assert dict(health.fields_missing) == {"received": 2, "topics": 1}
    assert health.unconfirmed == (("outcome", 2), ("exemptions", 1))
    assert health.letters_unconfirmed == 2


def test_health_reads_plainly(records: list[Record]) -> None:
    told = render_health(build_health(records, (), date(2024, 7, 1), topics=False))
    assert told.splitlines() == [
        "Health of the log",
        "  newest letter: 2024-02-20, 132 days old. The log looks abandoned.",
        "  months without a letter: 2023-12, 2024-01.",
        "  missing: received (2), of 3 letters.",
        "  unconfirmed in 2 letters: outcome (2), exemptions (1).",
    ]
    assert "nothing is published yet, 1 draft" in render_health(
        build_health((), records[:1], date(2024, 1, 1), topics=True)
    )
    whole = replace(records[0], unconfirmed=frozenset())
    assert "every tag is confirmed" in render_health(build_health((whole,), (), date(2023, 11, 6), topics=True))
