"""Letters like a letter: what they share decides, and no letter of its own case."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from build_log.law.catalogue import Catalogue, load_catalogue
from build_log.law.grammar import parse_provision
from build_log.log.read import read_log
from build_log.log.similar import ENOUGH, MOST, WEIGHTS, find_often_asked, find_similar
from build_log.model.record import Exemption, Record
from build_log.model.settings import Settings
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def model(settings: Settings) -> Record:
    """A letter that shares nothing with any other."""
    return replace(read_log(ROOT, settings).records[0], exemptions=(), topics=(), related=(), sections=())


def make(model: Record, slug: str, title: str, exemptions: str = "", topics: str = "", case: str = "") -> Record:
    return replace(
        model,
        slug=slug,
        title=title,
        reference=slug,
        case=case or slug,
        exemptions=tuple(Exemption(parse_provision(text, load_catalogue(), ["FOIA"])) for text in exemptions.split()),
        topics=tuple(topics.split()),
    )


def like(records: list[Record], slug: str, catalogue: Catalogue) -> list[str]:
    return [other.slug for other in find_similar(records, catalogue)[slug]]


def test_the_most_alike_comes_first(model: Record, catalogue: Catalogue) -> None:
    records = [
        make(model, "a", "Parking fines", "s31(1)(a)", "roads"),
        make(model, "b", "Parking fines", "s31(1)(a)", "roads"),
        make(model, "c", "Fines for littering", "s31(1)(g)"),
        make(model, "d", "Swimming pools", "s31(1)(a)", "roads"),
        make(model, "e", "Parking permits"),
    ]
    assert like(records, "a", catalogue) == ["b", "c", "d"]


def test_an_exemption_or_a_topic_alone_makes_no_likeness(model: Record, catalogue: Catalogue) -> None:
    assert WEIGHTS["limb"] + WEIGHTS["exemption"] < ENOUGH
    records = [make(model, "a", "Parking", "s40(2)"), make(model, "b", "Libraries", "s40(2)")]
    assert like(records, "a", catalogue) == []


def test_letters_of_its_own_case_and_related_ones_stand_elsewhere(model: Record, catalogue: Catalogue) -> None:
    records = [
        make(model, "a", "Parking fines revenue"),
        make(model, "a-internal-review", "Parking fines revenue", case="a"),
        replace(make(model, "b", "Parking fines revenue"), related=("c",)),
        make(model, "c", "Parking fines revenue"),
        make(model, "c-internal-review", "Parking fines revenue", case="c"),
    ]
    assert like(records, "a", catalogue) == ["b", "c"]
    assert like(records, "b", catalogue) == ["a"]


def test_words_that_every_title_has_do_not_count(model: Record, catalogue: Catalogue) -> None:
    records = [make(model, f"r{number}", "Contract register", "s43(2)", "money") for number in range(20)]
    assert like(records, "r3", catalogue) != []
    assert like([make(model, f"r{number}", "Contract register") for number in range(20)], "r3", catalogue) == []


def test_ten_thousand_letters_take_a_moment(model: Record, catalogue: Catalogue) -> None:
    chance = random.Random(1)
    words = [f"word{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(2_000)]
    records = [
        replace(
            make(model, f"r{n}", " ".join(chance.choices(words, k=5)), chance.choice(["s40(2)", "s31(1)(a)", ""])),
            responded=date(2020, 1, 1) + timedelta(days=n // 8),
        )
        for n in range(10_000)
    ]
    start = time.process_time()
    found = find_similar(records, catalogue)
    assert time.process_time() - start < 10
    assert all(len(others) <= MOST for others in found.values())
    assert sum(bool(others) for others in found.values()) > 1_000


def test_what_several_cases_ask_for_is_often_asked(model: Record) -> None:
    records = [
        replace(make(model, f"p{n}", f"Parking fines in {place}"), responded=date(2024, 1, n + 1))
        for n, place in enumerate(["Castle ward", "Eastwell", "the market"])
    ]
    others = [
        make(model, "x", "Parking permits"),
        make(model, "y", "Library fines"),
        make(model, "z", "Parking meters"),
    ]
    assert [record.slug for record in find_often_asked([*records, *others])] == ["p2"]
    assert find_often_asked([*records[:2], *others]) == []
    same_case = [replace(record, case="p0") for record in records]
    assert find_often_asked([*same_case, *others]) == []
