"""Exemption entries: text to provision and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_log.law.catalogue import Catalogue, load_catalogue
from build_log.law.grammar import InvalidProvisionError, parse_provision
from build_log.model.provision import Provision

TAGGABLE = [p for law in load_catalogue().regimes.values() for p in law.entries if law.taggable(p)]


@given(st.sampled_from(TAGGABLE))
def test_what_is_written_is_read_back(provision: Provision) -> None:
    text = f"{provision.regime} {provision}"
    assert parse_provision(text, load_catalogue()) == provision


@given(st.sampled_from(TAGGABLE), st.sampled_from(TAGGABLE))
def test_a_provision_covers_itself_and_what_lies_in_it_only(one: Provision, other: Provision) -> None:
    assert one.covers(one)
    assert one.covers(other) == (
        str(other).startswith(str(one))
        and other.section == one.section
        and other.subdivisions[: len(one.subdivisions)] == one.subdivisions
    )


def test_an_id_is_the_slug_of_its_page() -> None:
    assert Provision("FOIA", "s", "31", ("1", "g")).id == "foia-s31-1-g"
    assert Provision("FOIA", "s", "40", ("5B", "a", "i")).id == "foia-s40-5b-a-i"


def test_sections_sort_as_the_statute_does() -> None:
    numbers = ["23", "22A", "9", "22"]
    assert [p.number for p in sorted((Provision("FOIA", "s", n) for n in numbers), key=lambda p: p.order)] == [
        "9",
        "22",
        "22A",
        "23",
    ]
    parts = [("1", "b"), ("1", "a"), ("1", "aa"), ("3A",), ("3",), ("10",)]
    ordered = sorted((Provision("FOIA", "s", "37", p) for p in parts), key=lambda p: p.order)
    assert [p.subdivisions for p in ordered] == [("1", "a"), ("1", "aa"), ("1", "b"), ("3",), ("3A",), ("10",)]


@pytest.mark.parametrize(
    ("text", "regimes", "message", "remedy"),
    [
        ("section 31", [], "not written as a provision", "s31(1)(g)"),
        ("s31 (1)", [], "not written as a provision", "without spaces"),
        ("FOIB s31", [], "not a regime", "FOIA"),
        ("s999", [], "has no s999", "Check"),
        ("s31(1)(z)", [], "has no s31(1)(z)", "Did you mean s31(1)"),
        ("s16", [], "not something to withhold under", "exemption"),
        ("s31(2)(a)", [], "not something to withhold under", "purposes"),
        ("EIR s31", [], "mixes two laws", "FOIA s31"),
    ],
)
def test_what_is_no_exemption_is_refused_with_what_to_write(
    catalogue: Catalogue, text: str, regimes: list[str], message: str, remedy: str
) -> None:
    with pytest.raises(InvalidProvisionError) as caught:
        parse_provision(text, catalogue, regimes, ["FOIA", "EIR"])
    assert message in str(caught.value)
    assert remedy in caught.value.remedy


def test_the_regime_follows_from_the_letter_then_from_the_settings(catalogue: Catalogue) -> None:
    assert parse_provision("s31", catalogue, ["FOIA"], []).regime == "FOIA"
    assert parse_provision("reg13", catalogue, ["FOIA"], ["FOIA", "EIR"]).regime == "EIR"
    assert parse_provision("EIR reg12(5)(e)", catalogue, [], []).regime == "EIR"
