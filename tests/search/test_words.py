"""Text to index terms: what a search for a provision, a reference or a word needs."""

from __future__ import annotations

import pytest

from build_log.site.search.stemmer import stem
from build_log.site.search.words import terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("section 31(1)(g)", "section 31 s31 31(1) s31(1) 31(1)(g) s31(1)(g)"),
        ("s31", "s31"),
        ("S. 31", "31 s31"),
        ("s31(1)(g)", "s31 31(1) s31(1) 31(1)(g) s31(1)(g)"),
        ("reg12(5)", "reg12 r12 12(5) r12(5)"),
        ("ms31(1) and ss. 31(1)", "ms31 ss 31 s31 31(1) s31(1)"),
        ("reg 12(5)(e)", "reg 12 r12 12(5) r12(5) 12(5)(e) r12(5)(e)"),
        ("31(1) (a)", "31 31(1) 31(1)(a)"),
        ("IC-300822-P4M5", "ic300822p4m5 ic 300822 p4m5"),
        ("follow-up", "follow up"),
        ("The council's café", "council cafe"),
        ("days of the way to survey", "day way survey"),
        ("31 March 2024", "31 march 2024"),
        ("a31(1) and 2024(1)", "a31 2024"),
        ("x" * 60, "x" * 40),
    ],
)
def test_terms(text: str, terms: str) -> None:
    assert sorted(terms_of(text).elements()) == sorted(terms.split())


def test_police_and_policy_are_two_words() -> None:
    assert stem("police") != stem("policy")


@pytest.mark.parametrize(
    "word",
    [
        "is",
        "yes",
        "sky",
        "agreed",
        "hopping",
        "relational",
        "conditional",
        "vileli",
        "electricity",
        "hopefulness",
        "controlling",
        "yyy",
    ],
)
def test_stemming_a_stem_is_a_word_of_letters(word: str) -> None:
    assert stem(word).isalpha()
