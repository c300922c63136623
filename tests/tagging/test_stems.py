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
from build_log.tagging.stems import stem_of, stems_in, stems_of
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
    lost = [
        sentence
        for sentence in sentences()
        if cue.pattern.search(sentence) and not cue.found(sentence, stems_in(sentence.lower()))
    ]
    assert lost == []


@pytest.mark.parametrize(("name", "example"), [(name, e) for name, item in DATA.items() for e in item["examples"]])
def test_an_example_is_found_by_its_stems(name: str, example: str) -> None:
    cue = load_cues()[name]
    assert cue.possible(stems_in(example.lower()))
    assert cue.found(example, stems_in(example.lower()))


@pytest.mark.parametrize(
    ("pattern", "stems"),
    [
        (r"\bwith(?:held|hold(?:ing)?)\b", {"withh"}),
        (r"\b(?:rel(?:y|ied)|apply)\s", {"rely", "relie", "apply"}),
        (r"\bnot\s(?:\w+\s){0,2}exempt\b", {"exemp"}),
        (r"\bgiv\w*", {"giv*"}),
        (r"withheld", None),
        (r"\bis\b", None),
        (r"\b(?:is|neither)\b", None),
    ],
)
def test_what_a_pattern_needs(pattern: str, stems: set[str] | None) -> None:
    found = stems_of(pattern)
    assert (set(found) if found is not None else None) == stems


@given(st.from_regex(r"[a-z]{3,12}(?: [a-z]{3,12}){0,4}", fullmatch=True), st.data())
def test_a_word_is_found_in_every_text_that_has_it(text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(text.split()))
    assert stem_of(word) in stems_in(text)
    needed = stems_of(rf"\b{word}\b")
    assert needed is not None
    assert not needed.isdisjoint(stems_in(text))
