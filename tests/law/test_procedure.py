"""Procedure as data: every law has one, each rule names its source and is used."""

from __future__ import annotations

from typing import get_args

import pytest

from build_log.law.catalogue import Catalogue
from build_log.law.procedure import challenge_about, load_procedures
from build_log.model.front_matter import RegimeId

NATIONS = {"ENG", "WLS", "SCT", "NIR"}


@pytest.mark.parametrize("regime", get_args(RegimeId))
def test_every_law_has_its_procedure_with_sources(regime: str) -> None:
    law = load_procedures()[regime]
    assert law.bank_holidays
    assert set(law.bank_holidays) <= NATIONS
    assert (law.extended_limit is not None) == (law.extension == "fixed")
    assert law.extended_limit is None or law.day_limit is None or law.extended_limit > law.day_limit
    assert all((law.limit_source, law.bank_holidays_source, law.review_source, law.ask, law.answer, law.next))
    assert law.address.startswith("https://")


def test_titles_are_those_of_the_catalogue(catalogue: Catalogue) -> None:
    assert {r: load_procedures()[r].title for r in catalogue.regimes} == {
        regime.id: regime.title for regime in catalogue.regimes.values()
    }


def test_every_provision_says_what_a_challenge_is_about_and_no_sentence_is_unused(catalogue: Catalogue) -> None:
    told = {challenge_about(entry) for regime in catalogue.regimes.values() for entry in regime.paged()}
    assert all(sentence.startswith(("A challenge", "There is no", "For some parts")) for sentence in told)
    assert len(told) >= 6


@pytest.mark.parametrize(
    ("regime", "days", "told"),
    [
        ("FOIA", 60, "within 60 working days of the answer"),
        ("FOIA", 20, "within 20 working days of the answer"),
        ("EIR", 60, "within 60 working days of the answer"),
        ("EIR", 20, "within 40 working days of the answer"),
        ("FOISA", 20, "within 40 working days of the answer, or of the day it was due"),
        ("DPA", 20, "as soon as you can"),
    ],
)
def test_an_authority_may_allow_more_days_for_a_review_but_not_fewer_than_the_law(
    regime: str, days: int, told: str
) -> None:
    law = load_procedures()[regime]
    assert law.ask_within(days) == told
    assert law.is_own_rule(days) == (regime != "DPA" and " 40 " not in told)
