"""Ten thousand letters, twelve of them faulty: one run names the twelve and no other, in the time of a run without faults."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from build_log.log.read import read_log
from build_log.model.problem import Problem
from build_log.model.settings import Settings
from tests.bench.generator import write_letters
from tests.conftest import copy_log

COUNT = 10_000
MOST = 1.1
"""A run with faults takes at most so many times one without."""

FAULTS: dict[str, Callable[[bytes], bytes]] = {
    "encoding": lambda data: data + b"caf\xe9\n",
    "character": lambda data: data + "turned \u202e round\n".encode(),
    "front-matter-start": lambda data: b"-" + data,
    "front-matter-required": lambda data: drop_line(data, b"responded:"),
    "front-matter-value": lambda data: replace_line(data, b"outcome:", b"outcome: refused"),
    "front-matter-key": lambda data: data.replace(b"\ntitle:", b"\nsumary: a\ntitle:", 1),
    "front-matter": lambda data: data.replace(b"\ntitle:", b"\nreference: B-1\ntitle:", 1),
    "provision": lambda data: replace_line(data, b"exemptions:", b"exemptions: [s31(1)(z)]"),
    "poison": lambda data: data + b"[" * 5_000 + b"\n",
    "email": lambda data: data + b"\nWrite to p.moss@example.com.\n",
    "html-comment": lambda data: data + b"\n<!-- not for the public -->\n",
    "attachment-missing": lambda data: data.replace(
        b"\ntitle:", b"\nattachments: [{file: a.csv, title: A}]\ntitle:", 1
    ),
}


def drop_line(data: bytes, key: bytes) -> bytes:
    return b"\n".join(line for line in data.split(b"\n") if not line.startswith(key))


def replace_line(data: bytes, key: bytes, line: bytes) -> bytes:
    return b"\n".join(line if old.startswith(key) else old for old in data.split(b"\n"))


def timed(folder: Path, settings: Settings) -> tuple[float, tuple[Problem, ...]]:
    start = time.process_time()
    problems = read_log(folder, settings).problems
    return time.process_time() - start, problems


def stopping(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(p.code, p.path) for p in problems if p.severity in ("error", "hold")}


def test_twelve_faults_among_ten_thousand_letters(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_log(tmp_path / "log", letters=False)
    write_letters(folder / "responses", COUNT)
    letters = sorted((folder / "responses").glob("*/*.md"))
    assert len(letters) == COUNT
    clean, problems = timed(folder, settings)
    assert stopping(problems) == set()
    expected = set()
    for number, (code, spoil) in enumerate(FAULTS.items()):
        letter = letters[number * COUNT // len(FAULTS) + 7]
        letter.write_bytes(spoil(letter.read_bytes()))
        expected.add((code, letter.relative_to(folder).as_posix()))
    faulty, problems = timed(folder, settings)
    assert stopping(problems) == expected
    again, _ = timed(folder, settings)
    with capsys.disabled():
        print(f"\n{COUNT} letters: {clean:.1f} s without faults, {faulty:.1f} and {again:.1f} s with twelve")  # noqa: T201
    assert min(faulty, again) <= MOST * clean
