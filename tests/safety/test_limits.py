"""Text that takes a renderer minutes is refused at once, and the letter named."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from build_log.log.read import read_log
from build_log.model.settings import Settings
from tests.conftest import write_letter

FRONT = "reference: FBC-2024-9001\ntitle: Bins\nresponded: 2024-05-03\noutcome: disclosed\nexemptions: []"
POISON = {
    "pictures never closed": "![" * 4_000,
    "links never closed": "[x][" * 4_000,
    "marked sections": "<![CDATA[" * 2_000,
    "brackets": "[" * 10_000,
    "lists in lists": "- " * 1_000,
    "quotations in quotations": "> " * 1_000,
    "numbers in numbers": "1. " * 1_000,
    "stars": "*" * 5_000 + "a",
    "underlines": "_" * 5_000 + "a",
    "back quotes": "`" * 5_000 + "a",
    "less-than signs": "<" * 5_000,
    "links opened over many lines": "[a](https://a.example/\n" * 3_000,
    "lists indented ever deeper": "".join(f"{'  ' * depth}- a\n" for depth in range(200)),
}


@pytest.mark.parametrize("text", POISON.values(), ids=POISON.keys())
def test_poison_is_refused_at_once(log_folder: Path, settings: Settings, text: str) -> None:
    write_letter(log_folder, "a-bad-one", FRONT, f"FBC-2024-9001\n\n{text}")
    write_letter(log_folder, "b-good-one", FRONT.replace("9001", "9002"), "FBC-2024-9002")
    start = time.process_time()
    log = read_log(log_folder, settings)
    assert time.process_time() - start < 2
    assert {(p.code, p.severity, p.path) for p in log.problems} == {("poison", "error", "responses/2024/a-bad-one.md")}
    assert [record.slug for record in log.records] == ["b-good-one"]


@pytest.mark.parametrize("size", [1_000_001, 2_000_000, 30_000_000])
def test_a_huge_letter_is_not_read(log_folder: Path, settings: Settings, size: int) -> None:
    write_letter(log_folder, "a", FRONT, "word " * (size // 5))
    start = time.process_time()
    assert [p.code for p in read_log(log_folder, settings).problems] == ["size"]
    assert time.process_time() - start < 2
