"""Answers to questions that stand inside long passages."""

from __future__ import annotations

from build_log.law.catalogue import Catalogue
from tests.tagging.golden import tag_text


def test_a_question_longer_than_a_sentence_may_be_has_its_answer(catalogue: Catalogue) -> None:
    rows = "| No. | You asked | Our answer |\n|---|---|---|\n"
    question = "the number of doors painted and of those left " * 34
    letter = f"{rows}| 1 | {question} | We do not hold this |\n| 2 | the colour | Green |\n"
    parts = tag_text(letter, catalogue).parts
    assert [(part.question, part.outcome) for part in parts] == [("1", "not-held"), ("2", "disclosed")]


def test_a_sentence_that_names_a_question_is_told_by_its_own_line(catalogue: Catalogue) -> None:
    before = "".join(
        f"The store was painted green in the year {1990 + n} by the same hands as before.\n" for n in range(14)
    )
    letter = f"{before}As regards question 1, we do not hold it.\nAs regards question 2, there are 44 doors.\n"
    parts = tag_text(letter, catalogue).parts
    assert [part.evidence[0].line for part in parts] == [15, 16]
