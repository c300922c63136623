"""Every phrase of the data files matches its examples and none of its counterexamples."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from build_log.letters.patterns import load_patterns
from build_log.letters.voices import load_voices
from build_log.tagging.attribution import load_enactments
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


VOICES = tomllib.loads((ROOT / "build_log" / "letters" / "data" / "voices.toml").read_text("utf-8"))


@pytest.mark.parametrize(("name", "example"), [(n, e) for n, item in VOICES.items() for e in item["examples"]])
def test_a_voice_knows_its_examples(name: str, example: str) -> None:
    assert load_voices()[name].heard(example)


@pytest.mark.parametrize(("name", "example"), [(n, e) for n, item in VOICES.items() for e in item["counterexamples"]])
def test_a_voice_knows_not_its_counterexamples(name: str, example: str) -> None:
    assert not load_voices()[name].heard(example)


ENACTMENTS = tomllib.loads((ROOT / "build_log" / "tagging" / "data" / "enactments.toml").read_text("utf-8"))
BEHIND = [(name, ENACTMENTS[name]) for name in ("topic", "document")]


@pytest.mark.parametrize(("name", "example"), [(n, e) for n, item in BEHIND for e in item["examples"]])
def test_words_behind_a_number_that_make_it_no_ground(name: str, example: str) -> None:
    assert getattr(load_enactments(), f"{name}s").match(example)


@pytest.mark.parametrize(("name", "example"), [(n, e) for n, item in BEHIND for e in item["counterexamples"]])
def test_words_behind_a_number_that_leave_it_one(name: str, example: str) -> None:
    assert not getattr(load_enactments(), f"{name}s").match(example)


@pytest.mark.parametrize("example", [e for item in ENACTMENTS["enactment"] for e in item["examples"]])
def test_an_enactment_is_named_in_its_examples(example: str) -> None:
    names = [name for item in ENACTMENTS["enactment"] for name in item["names"]]
    assert any(name in example for name in names)


PATTERNS = [
    (room, name, item)
    for room in ("letters", "tagging")
    for name, item in tomllib.loads((ROOT / "build_log" / room / "data" / "patterns.toml").read_text("utf-8")).items()
]


@pytest.mark.parametrize(("room", "name", "item"), PATTERNS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_pattern_matches_its_examples_and_none_of_its_counterexamples(
    room: str, name: str, item: dict[str, Any]
) -> None:
    pattern = load_patterns(room)[name]
    looks = {"anywhere": pattern.search, "start": pattern.match, "whole": pattern.fullmatch}[item["at"]]
    assert item["note"]
    assert item["examples"]
    assert item["counterexamples"]
    assert [text for text in item["examples"] if not looks(text)] == []
    assert [text for text in item["counterexamples"] if looks(text)] == []


@pytest.mark.parametrize("room", ["letters", "tagging"])
def test_every_pattern_is_asked_for(room: str) -> None:
    code = "".join(path.read_text("utf-8") for path in (ROOT / "build_log" / room).glob("*.py"))
    asked = set(re.findall(r'_PATTERNS\["(\w+)"\]', code))
    assert asked == set(load_patterns(room))
