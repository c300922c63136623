"""Every phrase of the data files matches its examples and none of its counterexamples."""

from __future__ import annotations

import tomllib

import pytest

from build_log.tagging.cues import load_cues
from tests.conftest import ROOT

DATA = tomllib.loads((ROOT / "build_log" / "tagging" / "data" / "cues.toml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "example"), [(name, e) for name, item in DATA.items() for e in item["examples"]])
def test_an_example_is_found(name: str, example: str) -> None:
    assert load_cues()[name].found(example)


@pytest.mark.parametrize(
    ("name", "example"), [(name, e) for name, item in DATA.items() for e in item["counterexamples"]]
)
def test_a_counterexample_is_not(name: str, example: str) -> None:
    assert not load_cues()[name].found(example)


@pytest.mark.parametrize("name", DATA)
def test_every_cue_says_what_it_means_and_shows_it(name: str) -> None:
    assert DATA[name]["note"]
    assert DATA[name]["examples"]
    assert DATA[name]["counterexamples"]
