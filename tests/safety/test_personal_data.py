"""Personal data is found however it is written, and only shown masked."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_log.letters.read import read_letter
from build_log.log.read import read_log
from build_log.model.problem import Problem
from build_log.model.settings import Settings
from build_log.safety.personal_data import find_personal_data
from tests.conftest import ROOT, write_letter

FRONT = "reference: FBC-2024-9001\ntitle: Bins\nresponded: 2024-05-03\noutcome: disclosed\nexemptions: []"


def found(text: str, settings: Settings) -> list[str]:
    return [p.code for p in find_personal_data(read_letter("a.md", text), None, settings)]


@pytest.mark.parametrize(
    "text",
    [
        "jane@example.org",
        "Jane.Doe+foi@sub.example.co.uk",
        r"jane\@example.org",
        r"jane@example\.org",
        "jane@example&#46;org",
        "jane%40example.org",
        "jane%2540example.org",
        "**jane**@example.org",
        "jane@**example.org**",
        "j<u>ane</u>@example.org",
        "jane＠example.org",
        "jane @ example.org",
        "write to jane@\nexample.org today",
        "https://a.example/?to=jane%40example.org",
        "[mail](mailto:jane@example.org)",
    ],
)
def test_an_address_is_held_however_it_is_written(text: str, settings: Settings) -> None:
    assert found(text, settings) == ["email"]


@pytest.mark.parametrize(
    "text",
    [
        "07911 123456",
        "Tel: 07911123456",
        "+44 7911 123456",
        "(020) 7946 0018",
        "_07911 123456_",
        "__07911 123456__",
        "Mobile-07911 123456",
        "07911.123.456",
        "07911–123–456",
        "07911 **123456**",
        "07911&nbsp;123456",
        "call 07911\n123456",
    ],
)
def test_a_telephone_number_is_held_however_it_is_written(text: str, settings: Settings) -> None:
    assert found(text, settings) == ["phone"]


@pytest.mark.parametrize("text", ["<!-- do not publish -->", "&lt;!-- do not publish --&gt;", "<!-- never closed"])
def test_a_comment_is_held(text: str, settings: Settings) -> None:
    assert found(text, settings) == ["html-comment"]


@pytest.mark.parametrize(
    "text",
    [
        "foi@fenmarch.example",
        "foi@mail.fenmarch.example",
        "Ring 01632 960100 or the ICO on 0303 123 1113.",
        "Our ref 202300377698",
        "FOI-07911123456",
        "Between 2021 and 2024 we spent £1,234,567.",
        "2024-05-03 and 2024-06-04",
        "https://a.example/07911123456/",
        "| 2021 | 12,500 | 13,750 | 14,100 |",
        "Follow @fenmarch for news.",
        "From: xxxxx@xxxxxxx.xxx.xx",
    ],
)
def test_what_is_nobodys_is_not_held(text: str, settings: Settings) -> None:
    assert found(text, settings) == []


@pytest.mark.parametrize(
    "line",
    [
        "title: Request by jane@example.org",
        "summary: Ring 07911 123456",
        "changes: [{date: 2024-06-01, what: jane@example.org asked}]",
    ],
)
def test_what_the_front_matter_publishes_is_looked_at(log_folder: Path, settings: Settings, line: str) -> None:
    front = "\n".join(
        [row for row in FRONT.splitlines() if row.split(":")[0] != line.split(":", maxsplit=1)[0]] + [line]
    )
    write_letter(log_folder, "a", front)
    holds = [p for p in read_log(log_folder, settings).problems if p.severity == "hold"]
    assert len(holds) == 1
    assert holds[0].line


def test_a_text_attachment_is_looked_at_and_a_waiver_is_for_that_file_alone(
    log_folder: Path, settings: Settings
) -> None:
    front = FRONT + "\nattachments: [{file: t.csv, title: Table}]"
    write_letter(log_folder, "a", front)
    folder = log_folder / "responses" / "2024" / "a"
    folder.mkdir()
    (folder / "t.csv").write_text("name,phone\nx,07911 123456\n", "utf-8")
    first = [p for p in read_log(log_folder, settings).problems if p.severity == "hold"]
    assert [p.code for p in first] == ["attachment-phone"]
    (folder / "t.csv").write_text("name,phone\ny,07911 123456\n", "utf-8")
    second = [p for p in read_log(log_folder, settings).problems if p.severity == "hold"]
    assert first[0].finding != second[0].finding


@pytest.mark.parametrize("name", ["index.html", "a.svg", "a.js", "A.HTM"])
def test_an_attachment_that_can_run_is_never_published(log_folder: Path, settings: Settings, name: str) -> None:
    write_letter(log_folder, "a", f"{FRONT}\nattachments: [{{file: {name}, title: Page}}]")
    folder = log_folder / "responses" / "2024" / "a"
    folder.mkdir()
    (folder / name).write_text("x", "utf-8")
    assert [p.code for p in read_log(log_folder, settings).problems if p.severity == "error"] == ["attachment-active"]


def test_every_message_is_masked() -> None:
    problem = Problem(
        "x", "error", "a.md", 1, "`jane@example.org` or 07911 123456 is not a date.", "Ask jane@example.org."
    )
    assert "jane@" not in str(problem)
    assert "07911" not in str(problem)
    dated = Problem("x", "error", "a.md", 1, "`received` (2024-06-01) is later than `responded` (2024-05-03).", "")
    assert "2024-06-01" in str(dated)


def test_the_sample_letters_hold_nothing(settings: Settings) -> None:
    assert [p for p in read_log(ROOT, settings).problems if p.severity == "hold"] == []
