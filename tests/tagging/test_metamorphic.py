"""Changes that change nothing: quoted law, a requester's citations, wrapping, quotes, headings, blank lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_log.law.catalogue import Catalogue, load_catalogue
from tests.conftest import ROOT
from tests.tagging.golden import tag_text
from tests.tagging.labelled import labelled_letters
from tests.tagging.variants import REQUEST, STATUTE, VARIANTS, insert, places, tags

SAMPLES = sorted((ROOT / "responses").glob("*/*.md"))
LETTERS = [*SAMPLES, *(path.with_suffix(".txt") for path in labelled_letters())]


@cache
def body(path: Path) -> str:
    text = path.read_text("utf-8")
    return text.split("\n---\n", 1)[1].lstrip("\n") if path.suffix == ".md" else text


@cache
def tags_as_written(path: Path) -> dict[str, object]:
    return tags(tag_text(body(path), load_catalogue()))


@pytest.mark.parametrize("name", VARIANTS)
@pytest.mark.parametrize("path", LETTERS, ids=lambda p: p.stem)
def test_writing_it_otherwise_changes_no_tag(path: Path, name: str, catalogue: Catalogue) -> None:
    assert tags(tag_text(VARIANTS[name](body(path)), catalogue)) == tags_as_written(path)


numbers = st.integers(21, 44)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([path for path in LETTERS if places(body(path))]),
    st.sampled_from([STATUTE, REQUEST]),
    st.floats(0, 0.999),
    st.tuples(numbers, numbers, numbers, st.integers(1, 3)),
)
def test_law_or_a_requester_quoted_in_the_reply_changes_no_tag(
    path: Path, paragraph: str, where: float, cited: tuple[int, int, int, int]
) -> None:
    number, other, third, sub = cited
    text = body(path)
    spots = places(text)
    quoted = paragraph.format(number=number, other=other, third=third, sub=sub)
    changed = insert(text, spots[int(where * len(spots))], quoted)
    assert tags(tag_text(changed, load_catalogue())) == tags_as_written(path)
