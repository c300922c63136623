"""The commands as they are typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_build_log, write_letter

FRONT = "reference: FBC-2024-9001\ntitle: Bins\nresponded: 2024-05-03\noutcome: disclosed\nexemptions: []"
LETTER = """3 May 2024

FBC-2024-9001

**Your request**

On 8 April 2024 you asked us for the contract with the leisure company.

**Our response**

We have withheld the contract under section 43(2) of the Freedom of Information Act 2000.

Yours sincerely

Information Team
"""
KEYS = [
    "file",
    "reference",
    "other_references",
    "responded",
    "received",
    "review_requested",
    "regimes",
    "stage",
    "title",
    "outcome",
    "evidence",
    "parts",
    "relied_on",
    "mentioned",
    "public_interest",
    "personal_data",
    "problems",
]
COMMANDS = ("add", "explain", "check", "tag")


def test_explain_prints_every_key_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER, "utf-8")
    (tmp_path / "empty.txt").write_text("", "utf-8")
    done = run_build_log(tmp_path, "explain", "--json", "a.txt", "empty.txt")
    assert done.returncode == 0
    letter, empty = json.loads(done.stdout)
    assert list(letter) == KEYS
    assert list(empty) == KEYS
    assert list(letter["evidence"]) == ["reference", "responded", "received", "stage", "outcome", "regimes", "title"]
    assert list(letter["relied_on"][0]) == [
        "provision",
        "regime",
        "quoted_limbs",
        "purposes",
        "conditions",
        "enactment",
        "certainty",
        "evidence",
    ]
    assert (letter["reference"], letter["responded"], letter["received"], letter["outcome"]) == (
        "FBC-2024-9001",
        "2024-05-03",
        "2024-04-08",
        "withheld",
    )
    assert letter["title"] == "The contract with the leisure company"
    assert letter["relied_on"][0]["evidence"][0]["line"] == 11
    assert (empty["outcome"], empty["relied_on"], empty["regimes"]) == (None, [], [])


def test_explain_shows_the_letter_with_its_findings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER, "utf-8")
    done = run_build_log(tmp_path, "explain", "a.txt")
    assert done.returncode == 0
    assert re.search(r"11 .*section 43\(2\).*← s43\(2\) relied on", done.stdout)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01binary", b"x" * 1_000_001])
def test_explain_says_when_a_file_is_no_text(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(data)
    done = run_build_log(tmp_path, "explain", "--json", "a.bin")
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["problems"][0]["severity"] == "error"


def test_explain_says_when_a_file_is_missing(tmp_path: Path) -> None:
    done = run_build_log(tmp_path, "explain", "gone.txt")
    assert done.returncode == 1
    assert "cannot be read" in done.stdout


def test_add_writes_a_draft_and_never_overwrites(log_folder: Path) -> None:
    source = log_folder / "letter.txt"
    source.write_text(LETTER, "utf-8")
    assert run_build_log(log_folder, "add", "letter.txt").returncode == 0
    assert run_build_log(log_folder, "add", "letter.txt").returncode == 0
    first = log_folder / "responses" / "2024" / "fbc-2024-9001.md"
    second = log_folder / "responses" / "2024" / "fbc-2024-9001-2.md"
    text = first.read_text("utf-8")
    assert second.read_text("utf-8") == text
    assert text.endswith(LETTER)
    head = text.split("\n---\n")[0].splitlines()
    assert head == [
        "---",
        "reference: FBC-2024-9001",
        "title: The contract with the leisure company",
        "responded: 2024-05-03",
        "received: 2024-04-08",
        "stage: initial",
        "regimes: [FOIA]",
        "outcome: withheld",
        "exemptions: [s43(2)]",
        "status: draft",
        "unconfirmed: [reference, title, responded, received, stage, regimes, outcome, exemptions]",
    ]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"%PDF", "cannot be added yet"),
        ("a.txt", b"", "no text"),
        ("a.txt", b"\xff", "not UTF-8"),
        ("a.md", b"---\ntitle: x\n---\nText", "front matter already"),
        ("gone.txt", None, "cannot be read"),
    ],
)
def test_add_says_what_it_cannot_add(log_folder: Path, name: str, data: bytes | None, says: str) -> None:
    if data is not None:
        (log_folder / name).write_bytes(data)
    done = run_build_log(log_folder, "add", name)
    assert done.returncode == 1
    assert says in done.stdout
    assert not list((log_folder / "responses").rglob("*.md"))


def test_check_says_everything_and_counts(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT, "Write to somebody@home.example")
    done = run_build_log(log_folder, "check")
    assert done.returncode == 1
    assert "1 letter: 0 errors, 1 hold," in done.stdout
    data = json.loads(run_build_log(log_folder, "check", "--format", "json").stdout)
    assert data["letters"] == 1
    assert [p["code"] for p in data["problems"] if p["severity"] == "hold"] == ["email"]
    assert list(data["problems"][0]) == ["code", "severity", "path", "line", "message", "remedy", "finding"]


def test_check_is_strict_on_demand_and_reads_one_file_on_demand(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT + "\nunconfirmed: [title]")
    write_letter(log_folder, "b", "title: [", "x")
    one = ("check", "responses/2024/a.md")
    assert run_build_log(log_folder, *one).returncode == 0
    assert run_build_log(log_folder, *one, "--strict").returncode == 1
    assert run_build_log(log_folder, "check").returncode == 1
    assert run_build_log(log_folder, "check", "elsewhere.md").returncode == 2


def test_tag_writes_single_lines_and_no_other_byte(log_folder: Path) -> None:
    path = write_letter(
        log_folder,
        "a",
        "reference: FBC-2024-9001\n# a note of ours\ntitle: 'The contract'\nresponded: 2024-05-03",
        LETTER,
    )
    before = path.read_bytes()
    shown = run_build_log(log_folder, "tag")
    assert shown.returncode == 0
    assert "outcome: withheld" in shown.stdout
    assert path.read_bytes() == before
    assert run_build_log(log_folder, "tag", "--write").returncode == 0
    new = [
        "received: 2024-04-08",
        "stage: initial",
        "regimes: [FOIA]",
        "outcome: withheld",
        "exemptions: [s43(2)]",
        "unconfirmed: [received, stage, regimes, outcome, exemptions]",
    ]
    assert path.read_text("utf-8") == before.decode().replace(
        "responded: 2024-05-03\n", "responded: 2024-05-03\n" + "\n".join(new) + "\n"
    )
    after = path.read_bytes()
    assert run_build_log(log_folder, "tag", "--write").returncode == 0
    assert path.read_bytes() == after


def test_tag_keeps_windows_line_ends_and_adds_to_unconfirmed(log_folder: Path) -> None:
    path = write_letter(log_folder, "a", FRONT + "\nunconfirmed: [title]", LETTER)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run_build_log(log_folder, "tag", "--write", "responses/2024/a.md").returncode == 0
    data = path.read_bytes()
    assert b"unconfirmed: [title, received, stage, regimes]\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.parametrize(
    "arguments", [("add",), ("explain",), ("nonsense",), ("check", "--format", "xml"), ("tag", "nowhere.md", "--write")]
)
def test_wrong_usage_ends_with_2(log_folder: Path, arguments: tuple[str, ...]) -> None:
    assert run_build_log(log_folder, *arguments).returncode == 2


def test_outside_a_log_the_command_says_so(tmp_path: Path) -> None:
    done = run_build_log(tmp_path, "tag")
    assert done.returncode == 2
    assert "mkdocs.yml" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_is_documented(command: str, tmp_path: Path) -> None:
    done = run_build_log(tmp_path, command, "--help")
    assert done.returncode == 0
    assert f"build-log {command}" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("unconfirmed:\n\n  - title", LETTER),
        ("unconfirmed:\n# c\n- title", LETTER),
        ("unconfirmed: [title,\n]", LETTER),
        ("title: 'x'", LETTER.replace("\n", "\r\n") + "\r\n---\r\nend\r\n"),
    ],
)
def test_tag_writes_well_or_not_at_all(log_folder: Path, head: str, body: str) -> None:
    """Whatever the notation, the letter below stays as it is and the front matter stays readable."""
    front = f"reference: FBC-2024-9001\nresponded: 2024-05-03\n{head}" + ("" if "title:" in head else "\ntitle: T")
    path = log_folder / "responses" / "2024" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(f"---\n{front}\n---\n{body}".encode())
    before = path.read_bytes()
    done = run_build_log(log_folder, "tag", "--write")
    after = path.read_bytes()
    assert after.endswith(body.encode())
    if done.returncode:
        assert after == before
        assert "on one line" in done.stdout or "one line of its own" in done.stdout
    else:
        assert b"outcome: withheld" in after
    assert not [
        p
        for p in json.loads(run_build_log(log_folder, "check", "--format", "json").stdout)["problems"]
        if p["severity"] == "error"
    ]


def test_add_gives_no_persons_name_to_an_address(log_folder: Path) -> None:
    (log_folder / "Jane Doe letter.txt").write_text(
        "Thank you for your request. We do not hold the information.\n", "utf-8"
    )
    assert run_build_log(log_folder, "add", "Jane Doe letter.txt").returncode == 0
    assert [p.name for p in (log_folder / "responses").rglob("*.md")] == ["letter.md"]


def test_check_of_one_file_sees_that_another_has_its_reference(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT)
    write_letter(log_folder, "b", FRONT)
    assert "duplicate" in run_build_log(log_folder, "check", "responses/2024/b.md").stdout
