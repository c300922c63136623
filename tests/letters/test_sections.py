"""Sections: the data's own examples, and the forms headings take."""

from __future__ import annotations

import tomllib

import pytest

from build_log.letters.headings import find_heading, heading_kind, paragraph_kind
from build_log.letters.read import read_letter
from tests.conftest import ROOT

DATA = tomllib.loads((ROOT / "build_log" / "letters" / "data" / "headings.toml").read_text("utf-8"))


def kind_of(text: str) -> str | None:
    heading = find_heading(text, alone=True)
    return (heading.kind if heading else None) or paragraph_kind(text)


@pytest.mark.parametrize(("kind", "example"), [(kind, e) for kind, item in DATA.items() for e in item["examples"]])
def test_an_example_opens_its_section(kind: str, example: str) -> None:
    assert kind_of(example) == kind


@pytest.mark.parametrize(
    ("kind", "example"), [(kind, e) for kind, item in DATA.items() for e in item["counterexamples"]]
)
def test_a_counterexample_does_not(kind: str, example: str) -> None:
    assert kind_of(example) != kind


def test_no_phrase_names_two_kinds() -> None:
    for key in ("headings", "paragraphs"):
        phrases = [phrase for item in DATA.values() for phrase in item[key]]
        assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(
    "heading",
    [
        "# **Request**",
        "## Request",
        "#### Your request",
        "**Request**",
        "**Your request:**",
        "Request",
        "Your request:",
        "1. Your request",
    ],
)
def test_each_form_of_heading_is_seen(heading: str) -> None:
    letter = read_letter("a.md", f"3 May 2024\n\n{heading}\n\nHow many bins?\n\n**Our response**\n\nForty.\n")
    assert [s.kind for s in letter.sections] == ["opening", "request", "decision"]
    assert letter.sections[1].text.string == "How many bins?"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Information withheld – FOIA Section 31", "reasons"),
        ("Section 22 (Future publication)", "reasons"),
        ("Regulation 12(5)(e)", "reasons"),
    ],
)
def test_a_heading_that_names_a_provision_gives_reasons(heading: str, kind: str) -> None:
    assert heading_kind(heading) == kind


def test_a_letter_without_headings_still_has_review_rights_and_a_close() -> None:
    body = "Dear Requester\n\nYou asked us how many bins there are.\n\nWe do not hold this.\n\nIf you are unhappy with this response you can ask for a review.\n\nYours sincerely\n\nInformation Team\n"
    assert [s.kind for s in read_letter("a.md", body).sections] == [
        "opening",
        "request",
        "decision",
        "review-rights",
        "sign-off",
    ]


def test_a_message_below_the_reply_is_quoted_mail_to_the_end() -> None:
    body = "We do not hold this.\n\nKind regards,\nFOI Team\n\nFrom: Requester\nSent: Monday\nSubject: Bins\n\n**Request**\n\nPlease do not use section 40.\n"
    letter = read_letter("a.md", body)
    assert [s.kind for s in letter.sections][-1] == "quoted-mail"
    assert "section 40" in letter.sections[-1].text.string
