"""Text repair: golden cases, and the two promises: no word lost, twice is once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_log.letters.read import read_letter
from build_log.letters.repair import repair_text, wrap_width
from tests.conftest import GOLDEN, ROOT

CASES = sorted((GOLDEN / "repair").glob("*.yaml"))
LETTERS = sorted((ROOT / "responses").glob("*/*.md"))


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_repair(case: Path) -> None:
    data = yaml.safe_load(case.read_text("utf-8"))
    text, repairs = repair_text(data["before"])
    assert text.string == data["after"].rstrip("\n")
    assert sorted({r.name for r in repairs}) == sorted(data["repairs"])


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


letter_text = st.lists(
    st.one_of(
        st.text(
            alphabet=st.characters(
                codec="utf-8",
                exclude_characters="\r\x00\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
                exclude_categories=("Cs", "Cc", "Cf", "Co", "Mn", "Zs", "Zl", "Zp"),
            ),
            max_size=90,
        ),
        st.sampled_from(
            [
                "",
                "Yours sincerely",
                "- item one",
                "# Heading",
                "**Reasons**",
                "under section",
                "31(1)(g) of the Act.",
                "| a | b |",
                "> quoted",
                "Request:",
                "From: FOI",
                "Sent: Monday",
                "• point",
                "1. How many?",
            ]
        ),
    ),
    max_size=25,
).map("\n".join)


fragments = st.lists(
    st.sampled_from(
        [
            "Dear _x_",
            "\x0c",
            "section",
            "44(1)(a)",
            ' to (c) "',
            "\n",
            "\n\n",
            "- item",
            "• b",
            "infor-",
            "mation",
            "Yours sincerely",
            "| a | b |",
            "  ",
            "# H",
            "**Bold**",
            "> q",
            "1. x",
            "under",
            "31(1)",
            "Page 1 of 2",
            "a" * 70,
            "word " * 15,
            "\t",
            "\u00a0",
            "[x](#)",
            "1^st",
            "the",
            ",",
            ".",
            "-",
        ]
    ),
    max_size=14,
).map("\n".join)


@given(st.one_of(letter_text, fragments))
def test_repairing_twice_is_repairing_once(body: str) -> None:
    once = repair_text(body)[0].string
    assert repair_text(once)[0].string == once


@given(letter_text.filter(lambda t: not re.search(r"[-^$\[]|[\ufb00-\ufb06\u00ad]|page", t, re.IGNORECASE)))
def test_no_word_is_lost_or_altered(body: str) -> None:
    assert words(repair_text(body)[0].string) == words(body)


@given(letter_text)
def test_every_line_of_a_repaired_letter_knows_where_it_stood(body: str) -> None:
    text, _ = repair_text(body, 7)
    rows = body.split("\n")
    numbers = [line.number for line in text.lines]
    assert numbers == sorted(numbers)
    for line in text.lines:
        first = re.search(r"\w+", line.text)
        if first:
            assert (
                first[0][:3] in re.sub(r"[\ufb00-\ufb06]", lambda m: {"ﬁ": "fi"}.get(m[0], m[0]), rows[line.number - 7])
                or not rows[line.number - 7].isascii()
            )


@given(letter_text)
def test_every_line_stands_in_one_section(body: str) -> None:
    letter = read_letter("a.md", body)
    whole = " ".join(" ".join(filter(None, [s.heading, s.text.string])) for s in letter.sections)
    assert words(whole) == words(letter.text.string)


@pytest.mark.parametrize("path", LETTERS, ids=lambda p: p.stem)
def test_a_sample_letter_keeps_every_word(path: Path) -> None:
    body = path.read_text("utf-8").split("\n---\n", 1)[1]
    assert words(repair_text(body)[0].string) == words(body)


def test_lines_that_a_program_wrapped_are_told_from_paragraphs() -> None:
    wrapped = ["x" * 72, "y" * 70, "z" * 74, "short", "w" * 71] * 3
    assert wrap_width(wrapped) in range(70, 75)
    assert wrap_width(["A long paragraph " * 20, "Another " * 30, "Third " * 40]) is None
