"""A folder of letters as one log: records, disagreements, and every fault in one run."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from build_log.log.indexes import build_indexes
from build_log.log.read import Log, read_log
from build_log.model.problem import Problem
from build_log.model.settings import Settings
from tests.conftest import ROOT, write_letter

FRONT = "reference: FBC-2024-9001\ntitle: Bins\nresponded: 2024-05-03\noutcome: disclosed\nexemptions: []"
WITHHELD = "3 May 2024\n\nFBC-2024-9001\n\nWe have withheld the list under section 43(2) of the FOIA."


def read(folder: Path, settings: Settings) -> Log:
    return read_log(folder, settings, today=date(2024, 12, 1))


def codes(problems: tuple[Problem, ...], severity: str) -> list[str]:
    return [p.code for p in problems if p.severity == severity]


def test_the_sample_letters_give_nothing_to_stop_or_warn_at(settings: Settings) -> None:
    log = read_log(ROOT, settings)
    assert [str(p) for p in log.problems if p.severity != "note"] == []
    assert len(log.records) >= 12


def test_the_sample_letters_show_what_the_log_can_do(settings: Settings) -> None:
    records = read_log(ROOT, settings).records
    assert len({r.outcome for r in records}) >= 8
    assert {"FOIA", "EIR"} <= {regime for r in records for regime in r.regimes}
    assert {r.stage for r in records} >= {"initial", "further-response", "internal-review"}
    assert [r for r in records if r.attachments]
    assert max(len(case) for case in build_indexes(read_log(ROOT, settings)).by_case.values()) >= 3


SHOWN = [p for p in sorted((ROOT / "responses").glob("*/*.md")) if "\nstatus: removed\n" not in p.read_text("utf-8")]


@pytest.mark.parametrize("path", SHOWN, ids=lambda p: p.stem)
def test_a_sample_letter_is_real_in_length(path: Path) -> None:
    assert 200 <= len(path.read_text("utf-8").split("\n---\n", 1)[1].split()) <= 950


@pytest.mark.parametrize(
    ("front", "body", "code", "severity"),
    [
        (FRONT.replace("9001", "7777"), WITHHELD, "reference-differs", "hold"),
        (FRONT.replace("exemptions: []", "exemptions: [s43(2)]"), WITHHELD, "outcome-exemptions", "hold"),
        (FRONT.replace("disclosed", "withheld"), WITHHELD, "outcome-exemptions", "hold"),
        (FRONT.replace("[]", "[reg12(4)(a)]") + "\nregimes: [FOIA]", WITHHELD, "exemption-of-another-law", "hold"),
        (FRONT + "\nunconfirmed: [received]\nreceived: 2024-04-08", WITHHELD, "unconfirmed", "warning"),
        (FRONT.replace("2024-05-03", "2024-05-04"), WITHHELD, "date-differs", "warning"),
        (FRONT, WITHHELD, "outcome-differs", "note"),
        (FRONT, WITHHELD, "exemption-not-recorded", "note"),
        (FRONT.replace("outcome: disclosed\nexemptions: []", ""), WITHHELD, "unconfirmed", "warning"),
        (FRONT + "\nregimes: [DPA]", "FBC-2024-9001", "personal-request", "hold"),
        (FRONT + "\nreceived: 2024-06-01", "FBC-2024-9001", "date-order", "warning"),
        (FRONT + "\ntopics: [Astrology]", "FBC-2024-9001", "topic", "error"),
        (FRONT.replace("[]", "[s16]"), "FBC-2024-9001", "provision", "error"),
        (FRONT + "\nrelated: [FBC-1-1]", "FBC-2024-9001", "related", "warning"),
        (FRONT, "Write to somebody@home.example", "email", "hold"),
        (FRONT, "Ring 020 7946 0018 or 0117 496 0123.", "phone", "hold"),
        (FRONT, "We hold it. <!-- do not say so -->", "html-comment", "hold"),
        (FRONT, ">" * 30 + " deep", "poison", "error"),
        (FRONT + "\nattachments: [{file: gone.csv, title: Gone}]", "FBC-2024-9001", "attachment-missing", "error"),
    ],
)
def test_what_is_wrong_with_a_letter_is_said(
    log_folder: Path, settings: Settings, front: str, body: str, code: str, severity: str
) -> None:
    write_letter(log_folder, "fbc-2024-9001", front, body)
    assert code in codes(read(log_folder, settings).problems, severity)


def test_no_message_shows_what_it_found(log_folder: Path, settings: Settings) -> None:
    write_letter(log_folder, "a", FRONT, "Write to somebody@home.example or ring 0117 496 0123.")
    shown = "\n".join(str(p) for p in read(log_folder, settings).problems)
    assert "s***@home.example" in shown
    assert "somebody@" not in shown
    assert "496 0123" not in shown


def test_the_authoritys_own_contacts_are_no_finding(log_folder: Path, settings: Settings) -> None:
    write_letter(
        log_folder, "a", FRONT, "Write to foi@fenmarch.example or ring 01632 960100. The ICO is on 0303 123 1113."
    )
    assert codes(read(log_folder, settings).problems, "hold") == []


def test_a_waiver_lets_one_finding_through_and_says_when_it_fits_none(log_folder: Path, settings: Settings) -> None:
    path = write_letter(log_folder, "a", FRONT, "Write to somebody@home.example.")
    finding = next(p.finding for p in read(log_folder, settings).problems if p.code == "email")
    waiver = (
        f"{FRONT}\nwaivers: [{{finding: {finding}, reason: Published by the writer, by: IG team, date: 2024-06-01}}]"
    )
    write_letter(log_folder, "a", waiver, "Write to somebody@home.example.")
    assert codes(read(log_folder, settings).problems, "hold") == []
    write_letter(log_folder, "a", waiver, "Please write to somebody@home.example.")
    after = read(log_folder, settings).problems
    assert codes(after, "hold") == ["email"]
    assert "waiver-unused" in codes(after, "warning")
    assert path.is_file()


def test_drafts_removed_letters_and_those_not_due_are_no_records(log_folder: Path, settings: Settings) -> None:
    write_letter(log_folder, "draft", FRONT + "\nstatus: draft")
    write_letter(log_folder, "removed", FRONT + "\nstatus: removed\nreason: It named a person.")
    write_letter(log_folder, "later", FRONT.replace("9001", "9002") + "\npublish_from: 2025-01-01")
    log = read(log_folder, settings)
    assert log.records == ()
    assert {r.slug for r in log.drafts} == {"draft", "later"}


def test_a_duplicate_reference_and_stage_names_both_files(log_folder: Path, settings: Settings) -> None:
    write_letter(log_folder, "a", FRONT)
    write_letter(log_folder, "b", FRONT.replace("FBC-2024-9001", "fbc 2024/9001"), "FBC-2024-9001", year=2023)
    found = [p for p in read(log_folder, settings).problems if p.code == "duplicate"]
    assert len(found) == 1
    assert "responses/2023/b.md" in str(found[0])
    assert "responses/2024/a.md" in str(found[0])


@pytest.mark.parametrize(
    "name",
    [
        "IC-1.md",
        "a b.md",
        "index.md",
        "search.md",
        "404.md",
        "con.md",
        "a--b.md",
        "-a.md",
        "x" * 101 + ".md",
        "é.md",
        "notes.docx",
        "~$letter.md",
    ],
)
def test_a_name_no_address_can_be_made_of_is_refused(log_folder: Path, settings: Settings, name: str) -> None:
    path = log_folder / "responses" / "2024" / name
    path.parent.mkdir(parents=True)
    path.write_text("---\n---\n", "utf-8")
    assert codes(read(log_folder, settings).problems, "error") == ["file-name"]


def test_links_to_other_places_are_refused(log_folder: Path, settings: Settings, tmp_path: Path) -> None:
    (log_folder / "responses" / "2024").mkdir()
    (log_folder / "responses" / "2024" / "a.md").symlink_to(tmp_path / "mkdocs.yml")
    assert codes(read(log_folder, settings).problems, "error") == ["file-name"]


def test_an_attachment_that_cannot_be_read_and_one_not_named_are_held(log_folder: Path, settings: Settings) -> None:
    write_letter(log_folder, "a", FRONT + "\nattachments: [{file: t.xlsx, title: Table}, {file: t.csv, title: Table}]")
    folder = log_folder / "responses" / "2024" / "a"
    folder.mkdir()
    (folder / "t.xlsx").write_bytes(b"PK")
    (folder / "t.csv").write_text("a,b\n", "utf-8")
    (folder / "stray.csv").write_text("a,b\n", "utf-8")
    assert codes(read(log_folder, settings).problems, "hold") == ["attachment-undeclared", "attachment-unreadable"]


def test_letters_of_one_case_are_in_order_whatever_their_numbers_look_like(settings: Settings) -> None:
    cases = build_indexes(read_log(ROOT, settings)).by_case
    three = max(cases.values(), key=len)
    assert [r.stage for r in three] == ["initial", "further-response", "internal-review"]
    assert [r.responded for r in three] == sorted(r.responded for r in three)


def test_the_alternative_is_listed_apart(log_folder: Path, settings: Settings) -> None:
    entry = "exemptions: [s43(2), {provision: s41(1), certainty: alternative}]"
    write_letter(log_folder, "a", FRONT.replace("exemptions: []", entry).replace("disclosed", "withheld"), WITHHELD)
    uses = {
        p.id: (len(u.stated), len(u.alternative))
        for p, u in build_indexes(read(log_folder, settings)).by_provision.items()
    }
    assert uses == {"foia-s43": (1, 0), "foia-s43-2": (1, 0), "foia-s41": (0, 1), "foia-s41-1": (0, 1)}
