"""Stems only save time: they never rule out a sentence in which a pattern would be found."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_log.tagging.cues import Cue, load_cues
from build_log.tagging.stems import lacks, may_match, needs, stem_of, stems_of
from tests.conftest import ROOT
from tests.tagging.golden import CASES

DATA = tomllib.loads((ROOT / "build_log" / "tagging" / "data" / "cues.toml").read_text("utf-8"))


@cache
def sentences() -> list[str]:
    letters = [yaml.safe_load(case.read_text("utf-8"))["letter"] for case in CASES]
    letters += [path.read_text("utf-8") for path in sorted((ROOT / "responses").glob("*/*.md"))]
    found = {s.strip() for letter in letters for s in re.split(r"(?<=[.!?:])\s|\n\n", letter)}
    return sorted({" ".join(sentence.split()) for sentence in found} - {""})


@pytest.mark.parametrize("cue", load_cues().values(), ids=lambda cue: cue.name)
def test_no_sentence_of_ours_is_ruled_out_wrongly(cue: Cue) -> None:
    lost = [sentence for sentence in sentences() if cue.pattern.search(sentence) and not cue.found(sentence)]
    assert lost == []


@pytest.mark.parametrize(("name", "example"), [(name, e) for name, item in DATA.items() for e in item["examples"]])
def test_an_example_is_found_by_its_stems(name: str, example: str) -> None:
    cue = load_cues()[name]
    assert cue.possible(lacks(example))
    assert cue.found(example)


@pytest.mark.parametrize(
    ("pattern", "stems"),
    [
        (r"\bwith(?:held|hold(?:ing)?)\b", [{"withh"}]),
        (r"\b(?:rel(?:y|ied)|apply)\s", [{"rely", "relie", "apply"}]),
        (r"\bnot\s(?:\w+\s){0,2}exempt\b", [{"exemp"}, {"not"}]),
        (r"\bbalance\b[^.]{0,40}\b(?:lies|falls)\b", [{"balan"}, {"lies", "falls"}]),
        (r"\bgiv\w*", [{"giv*"}]),
        (r"withheld", []),
        (r"\bis\b", []),
        (r"\b(?:is|neither)\b", []),
    ],
)
def test_what_a_pattern_needs(pattern: str, stems: list[set[str]]) -> None:
    assert stems_of(pattern) == stems


@given(st.from_regex(r"[a-z]{3,12}(?: [a-z]{3,12}){0,4}", fullmatch=True), st.data())
def test_a_word_is_found_in_every_text_that_has_it(text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(text.split()))
    assert may_match(needs([stem_of(word)]), lacks(text))
    assert all(may_match(needs(stems), lacks(text)) for stems in stems_of(rf"\b{word}\b"))


def test_a_text_without_the_word_is_ruled_out() -> None:
    needed = needs(["plove", "lap*"])
    assert not may_match(needed, lacks("Sixty avocets, and a heron that overlaps nothing"))
    assert may_match(needed, lacks("Sixty GOLDEN PLOVERS."))
    assert may_match(needed, lacks("(lapwings)"))


def test_a_stem_asked_for_after_a_text_was_read_counts_as_one_it_has() -> None:
    lacking = lacks("Sixty avocets")
    assert may_match(needs(["whimb"]), lacking)
    assert not may_match(needs(["whimb"]), lacks("Sixty avocets"))


def test_what_is_not_known_of_a_pattern_fits_every_text() -> None:
    assert may_match(needs([]), lacks(""))
    assert may_match(needs([]), lacks("Sixty avocets"))
