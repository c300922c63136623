"""What tells of a person is found by its examples, and its counterexamples are let alone."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from build_log.model.settings import Authority, Settings
from build_log.safety.persons import find_person_values, load_kinds
from tests.conftest import ROOT

DATA: dict[str, dict[str, Any]] = tomllib.loads(
    (ROOT / "build_log" / "safety" / "data" / "personal.toml").read_text("utf-8")
)
KINDS = [
    (code, entry)
    for code, item in DATA.items()
    for entry in (item, *item.values())
    if isinstance(entry, dict) and "what" in entry
]
FENMARCH = Settings(authority=Authority(name="Fenmarch Borough Council", postcodes=("FM1 1AA",)))


def codes(text: str) -> list[str]:
    return [value.code for value in find_person_values(text.split("\n"), FENMARCH)]


@pytest.mark.parametrize(("code", "text"), [(c, e) for c, item in KINDS for e in item["examples"]])
def test_an_example_is_found(code: str, text: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(("code", "text"), [(c, e) for c, item in KINDS for e in item["counterexamples"]])
def test_a_counterexample_is_let_alone(code: str, text: str) -> None:
    assert code not in codes(text)


def test_every_kind_says_what_it_is_and_shows_it() -> None:
    assert all(item["what"] and item["examples"] and item["counterexamples"] for _, item in KINDS)


@pytest.mark.parametrize("text", [e for _, item in KINDS for e in item["examples"]])
def test_no_message_shows_the_value(text: str) -> None:
    for value in find_person_values(text.split("\n"), FENMARCH):
        assert value.value not in value.shown


def test_the_authoritys_own_postcode_is_no_finding() -> None:
    assert codes("I live near the Guildhall, FM1 1AA") == []
    assert codes("I live in FM2 4QT") == ["home-address"]


def test_codes_are_names_a_waiver_can_have() -> None:
    assert all(kind.code.replace("-", "").isalpha() for kind in load_kinds())
