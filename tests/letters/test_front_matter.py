"""Front matter is read strictly: each golden case holds a head and what must come of it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_log.letters.front_matter import read_letter_file
from build_log.model.front_matter import KEYS, FrontMatter
from build_log.model.problem import Problem
from tests.conftest import GOLDEN, ROOT

CASES = sorted((GOLDEN / "front-matter").glob("*.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_front_matter(case: Path) -> None:
    data = yaml.safe_load(case.read_text("utf-8"))
    read = read_letter_file("responses/2024/a.md", f"---\n{data['head']}---\nThe letter.\n".encode())
    if "values" in data:
        assert read.problems == ()
        assert read.front_matter is not None
        for key, value in data["values"].items():
            assert str(getattr(read.front_matter, key)) == str(value)
        return
    assert read.front_matter is None
    found = sorted(read.problems, key=lambda p: p.line or 0)
    assert [p.line for p in found] == [f["line"] for f in data["faults"]], [str(p) for p in found]
    for problem, fault in zip(found, data["faults"], strict=True):
        assert fault["says"] in problem.message
        assert fault.get("remedy", "") in problem.remedy
        assert problem.remedy


def problems_of(data: bytes) -> list[Problem]:
    return list(read_letter_file("a.md", data).problems)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"Dear Sir\n", "no-front-matter", 1),
        (b"Reference: 1\nTitle: x\n\nDear Sir\n", "no-front-matter", 1),
        (b"----\ntitle: x\n---\n", "front-matter-start", 1),
        (b"\n---\ntitle: x\n---\n", "front-matter-start", 1),
        (b"--- \ntitle: x\n---\n", "front-matter-start", 1),
        (b"---\ntitle: x\n", "front-matter-end", 1),
        (b"---\ntitle: x\n...\nletter", "front-matter-end", 3),
        (b"---\ntitle: x\n---\ncaf\xe9\n", "encoding", 4),
        (b"---\ntitle: x\n---\nnul \x00\n", "character", 4),
        ("---\ntitle: x\n---\nbidi \u202e\n".encode(), "character", 4),
        (b"---\ntitle: x\n---\n" + b"a" * 20_001, "line-length", 4),
        (b"a" * 1_000_001, "size", None),
        (b"---\n" + b"a: b\n" * 5000 + b"---\n", "front-matter", 2),
    ],
)
def test_a_file_that_is_no_letter_file_says_why(data: bytes, code: str, line: int | None) -> None:
    problems = problems_of(data)
    assert [(p.code, p.line) for p in problems] == [(code, line)]
    assert problems[0].remedy


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(ending: str, mark: str) -> None:
    text = f"{mark}---\nreference: A-1\ntitle: T\nresponded: 2024-01-02\n---\n\nDear Sir\n".replace("\n", ending)
    read = read_letter_file("a.md", text.encode())
    assert read.problems == ()
    assert read.body == "\nDear Sir\n"
    assert read.body_line == 6


@given(st.text(max_size=300))
def test_no_head_makes_the_reader_raise(head: str) -> None:
    read = read_letter_file("a.md", f"---\n{head}\n---\nletter\n".encode("utf-8", "surrogatepass"))
    assert read.front_matter is not None or read.problems


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    read = read_letter_file("a.md", data)
    assert read.front_matter is not None or read.problems


def test_every_key_is_documented_and_every_documented_key_exists() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for key in KEYS:
        assert f"`{key}`" in readme, key


def test_a_json_schema_can_be_made_for_editors() -> None:
    schema = FrontMatter.model_json_schema()
    assert set(schema["properties"]) == set(KEYS)
    assert schema["additionalProperties"] is False
