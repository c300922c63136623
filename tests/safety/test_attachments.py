"""What attachments hide is named, what they do not hide is not, and no message shows it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_log.letters.front_matter import read_letter_file
from build_log.model.problem import Problem
from build_log.model.record import Attachment
from build_log.model.settings import Settings
from build_log.safety.attachments import check_attachments
from build_log.safety.inside.apart import Apart
from tests.conftest import ROOT
from tests.safety.attachment_files import SAMPLES, Sample

TEXTS = tomllib.loads((ROOT / "build_log" / "safety" / "data" / "hidden.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def apart(settings: Settings) -> Iterator[Apart]:
    with Apart(settings) as process:
        yield process


def check(folder: Path, name: str, data: bytes, apart: Apart) -> tuple[list[Attachment], list[Problem]]:
    """One attachment beside a letter, looked into as a build does."""
    letter = folder / "a.md"
    (folder / "a").mkdir()
    (folder / "a" / name).write_bytes(data)
    head = f'reference: A-1\ntitle: A\nresponded: 2024-05-03\nattachments: [{{file: "{name}", title: A}}]'
    return check_attachments(
        read_letter_file(letter.name, f"---\n{head}\n---\nThe letter.\n".encode()), folder / "a", apart
    )


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.file)
def test_what_an_attachment_hides_is_named(sample: Sample, tmp_path: Path, apart: Apart) -> None:
    passed, problems = check(tmp_path, sample.file, sample.make(), apart)
    assert sorted({p.code for p in problems}) == sorted(sample.expect)
    assert len(passed) == (sample.expect != ("attachment-active",))
    for problem in problems:
        assert problem.line == 5
        assert problem.remedy
        assert (problem.severity == "hold") == (problem.code not in ("attachment-active", "attachment-encoding"))
        assert bool(problem.finding) == (problem.severity == "hold")
        assert not re.search(r"osterley|jane|07911 ?123|0018\b|AB ?12 ?34", str(problem), re.IGNORECASE)


def test_there_are_hidden_and_clean_samples_of_every_kind() -> None:
    for suffix in (".xlsx", ".docx", ".pdf", ".png", ".csv"):
        samples = [s for s in SAMPLES if s.file.lower().endswith(suffix)]
        assert any(s.expect for s in samples)
        assert any(not s.expect for s in samples)
    assert {code for s in SAMPLES for code in s.expect} >= set(TEXTS)


def test_every_hidden_thing_is_explained() -> None:
    for code, text in TEXTS.items():
        assert re.match(r"(has|holds|keeps|refers|tells|is|could) ", text["what"]), code
        assert text["remedy"].endswith("."), code


def test_a_waiver_is_for_one_file_as_it_is(tmp_path: Path, apart: Apart) -> None:
    sample = next(s for s in SAMPLES if s.file == "hidden-sheet.xlsx")
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "three").mkdir()
    first = check(tmp_path / "one", "t.xlsx", sample.make(), apart)[1]
    again = check(tmp_path / "two", "t.xlsx", sample.make(), apart)[1]
    other = check(tmp_path / "three", "t.xlsx", sample.make() + b"\0", apart)[1]
    assert [p.finding for p in first] == [p.finding for p in again] != [p.finding for p in other]


@pytest.mark.parametrize(
    ("kind", "advice"), [("old.xls", "XLSX"), ("old.doc", "DOCX or PDF"), ("all.zip", "one by one")]
)
def test_another_kind_is_told_what_to_become(tmp_path: Path, apart: Apart, kind: str, advice: str) -> None:
    (problem,) = check(tmp_path, kind, b"anything", apart)[1]
    assert problem.code == "attachment-kind"
    assert advice in problem.remedy


def test_a_file_that_takes_too_long_is_held_and_the_next_is_looked_into(tmp_path: Path, settings: Settings) -> None:
    clean = next(s for s in SAMPLES if s.file.endswith(".pdf") and not s.expect)
    bomb = next(s for s in SAMPLES if s.file == "bomb.pdf")
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with Apart(settings, seconds=0.01) as apart:
        (problem,) = check(tmp_path / "one", "t.pdf", bomb.make(), apart)[1]
        assert problem.code == "attachment-too-large"
        assert problem.finding
    with Apart(settings) as apart:
        assert check(tmp_path / "two", "t.pdf", clean.make(), apart)[1] == []


def test_a_process_that_dies_holds_one_file_and_is_started_again(tmp_path: Path, settings: Settings) -> None:
    clean = next(s for s in SAMPLES if s.file.endswith(".pdf") and not s.expect)
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    with Apart(settings) as apart:
        assert check(tmp_path / "one", "t.pdf", clean.make(), apart)[1] == []
        assert apart._process is not None
        apart._process.kill()
        apart._process.wait()
        assert [p.code for p in check(tmp_path / "two", "t.pdf", clean.make(), apart)[1]] == ["attachment-too-large"]
        assert check(tmp_path / "three", "t.pdf", clean.make(), apart)[1] == []


def test_a_file_over_fifty_megabytes_is_not_opened(tmp_path: Path, apart: Apart) -> None:
    (problem,) = check(tmp_path, "t.csv", b"a,b\n" * 13_000_000, apart)[1]
    assert problem.code == "attachment-too-large"


def test_a_name_that_differs_in_capitals_and_one_named_twice_are_errors(tmp_path: Path, apart: Apart) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "t.csv").write_text("a,b\n", "utf-8")
    head = "reference: A-1\ntitle: A\nresponded: 2024-05-03\nattachments:\n" + "".join(
        f"  - {{file: {name}, title: A}}\n" for name in ("t.csv", "T.csv")
    )
    letter = read_letter_file("a.md", f"---\n{head}---\nThe letter.\n".encode())
    _, problems = check_attachments(letter, tmp_path / "a", apart)
    assert [(p.code, p.line) for p in problems] == [("attachment-name", 7)]
