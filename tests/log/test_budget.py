"""A letter that takes too long is named, and the others are read."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from build_log.law.catalogue import Catalogue
from build_log.log.read import read_log
from build_log.model.findings import Findings
from build_log.model.letter import Letter
from build_log.model.settings import Settings
from build_log.safety import budget
from build_log.safety.budget import TooSlowError, time_budget
from build_log.tagging.tag import tag_letter
from tests.conftest import run_mkdocs, write_letter

FRONT = "reference: FBC-2024-9001\ntitle: Bins\nresponded: 2024-05-03\noutcome: disclosed\nexemptions: []"


def test_work_is_stopped_after_its_time_even_within_one_pattern() -> None:
    start = time.process_time()
    with pytest.raises(TooSlowError), time_budget(0.2):
        re.match(r"(a+)+b", "a" * 40)
    assert time.process_time() - start < 5
    with time_budget(0.2):
        pass
    time.sleep(0.01)


def test_a_letter_that_takes_too_long_is_named_and_the_others_are_read(
    log_folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_letter(log_folder, "a-slow-one", FRONT, "Slow. FBC-2024-9001")
    write_letter(log_folder, "b-good-one", FRONT.replace("9001", "9002"), "Good. FBC-2024-9002")
    assert read_log(log_folder, settings).problems == ()

    def tag_slowly(letter: Letter, catalogue: Catalogue, settings: Settings) -> Findings:
        while letter.text.string.startswith("Slow"):
            pass
        return tag_letter(letter, catalogue, settings)

    monkeypatch.setattr("build_log.log.read.tag_letter", tag_slowly)
    monkeypatch.setattr(budget.time_budget.__wrapped__, "__defaults__", (0.5,))  # type: ignore[attr-defined]
    log = read_log(log_folder, settings)
    assert [(p.code, p.path) for p in log.problems] == [("too-slow", "responses/2024/a-slow-one.md")]
    assert [record.slug for record in log.records] == ["b-good-one"]


def test_a_letter_that_cannot_be_opened_is_named(
    log_folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_letter(log_folder, "a", FRONT)
    read_bytes = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == path.name:
            raise PermissionError(13, "Permission denied")
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [(p.code, p.path) for p in read_log(log_folder, settings).problems] == [
        ("unreadable", "responses/2024/a.md")
    ]


def test_the_longest_letter_of_plain_words_is_built(log_folder: Path) -> None:
    words = "The council holds this information and it is enclosed with the letter. "
    write_letter(log_folder, "a", FRONT, "FBC-2024-9001\n\n" + f"{words * 10}\n\n" * 1_300)
    done = run_mkdocs(log_folder, "build")
    assert done.returncode == 0, done.stderr
