"""What can be typed into the search: exact words, words left out, beginnings, abbreviations, parts of references."""

from __future__ import annotations

import random
import re
from collections import Counter
from urllib.parse import quote, quote_plus

import pytest
from playwright.sync_api import Page, expect

from build_log.law.catalogue import load_catalogue
from build_log.log.indexes import pages_of
from build_log.log.read import read_log
from build_log.model.record import Record
from build_log.model.settings import Settings
from build_log.site.letter_page import render_sections
from build_log.site.search.cards import read_text
from build_log.site.search.words import fold, load_abbreviations, terms_of
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def texts(settings: Settings) -> dict[str, str]:
    """All that is searched of each letter, by its slug."""

    def words(record: Record) -> str:
        text = read_text(record, render_sections(record))
        return f"{record.title} . {record.summary or ''} . {text.request} {text.text} {text.standard}"

    return {record.slug: words(record) for record in read_log(ROOT, settings).records}


def plain(text: str) -> str:
    return f" {re.sub(r'[^a-z0-9]+', ' ', fold(text)).strip()} "


def ask(page: Page, query: str) -> tuple[set[str], str]:
    """The slugs of all results, and what the page says."""
    page.goto(f"search/?q={quote(query)}")
    status = page.locator("#search-status")
    expect(status).to_contain_text(re.compile(r"found|match|common|Write a word|too short"))
    said = status.text_content() or ""
    told = re.search(r"(\d+) responses? found", said)
    for shown in range(10, int(told[1]) if told else 0, 10):
        page.locator("#search-more").click()
        expect(page.locator("#search-results > li")).to_have_count(min(int(told[1]) if told else 0, shown + 10))
    links = page.locator("#search-results a").evaluate_all("links => links.map(a => a.href)")
    return {link.rstrip("/").rpartition("/")[2] for link in links}, said


@pytest.mark.parametrize("phrase", ["penalty charge notices", "in all the circumstances", "the public interest test"])
@pytest.mark.parametrize("marks", ['""', "“”"])
def test_an_exact_phrase_finds_the_letters_that_have_it(
    page: Page, texts: dict[str, str], phrase: str, marks: str
) -> None:
    found, _ = ask(page, f"{marks[0]}{phrase}{marks[1]}")
    assert found == {slug for slug, text in texts.items() if plain(phrase) in plain(text)}
    assert found


def test_a_phrase_nobody_wrote_finds_nothing(page: Page) -> None:
    found, said = ask(page, '"notices charge penalty"')
    assert found == set()
    assert "No responses match" in said


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"), [("council -parking", "council", "parking"), ("-parking", "", "parking")]
)
def test_a_word_with_a_minus_is_left_out(
    page: Page, texts: dict[str, str], query: str, wanted: str, unwanted: str
) -> None:
    found, _ = ask(page, query)
    has = {slug: terms_of(text).keys() for slug, text in texts.items()}
    assert found == {
        slug
        for slug, terms in has.items()
        if terms_of(wanted).keys() <= terms and not terms_of(unwanted).keys() & terms
    }
    assert found


def test_a_beginning_finds_all_words_that_begin_so(page: Page, texts: dict[str, str]) -> None:
    found, _ = ask(page, "librar*")
    assert found == {slug for slug, text in texts.items() if any(t.startswith("librar") for t in terms_of(text))}
    assert found


def test_a_beginning_of_two_letters_is_too_short(page: Page) -> None:
    assert "at least three letters" in ask(page, "li*")[1]


def test_an_abbreviation_finds_what_it_stands_for(page: Page, texts: dict[str, str]) -> None:
    meaning = load_abbreviations()["ncnd"]
    found, _ = ask(page, "NCND")
    wanted = terms_of(meaning).keys()
    assert found == {
        slug for slug, text in texts.items() if wanted <= terms_of(text).keys() or "ncnd" in terms_of(text)
    }
    assert found


@pytest.mark.parametrize("query", ["2024-0301", "0301", "FBC-2024-0301"])
def test_a_part_of_a_reference_finds_its_letter(page: Page, query: str) -> None:
    assert "fbc-2024-0301" in ask(page, query)[0]


@pytest.mark.parametrize(
    "query", ['"', '""', "-", "--", "-*", "*", '"-"', "- -", '-""', "“", "\u0000", "(((", "s31(1)(", "__proto__"]
)
def test_odd_marks_throw_nothing(page: Page, query: str) -> None:
    assert ask(page, query)[1]


def test_abbreviations_are_of_the_field_and_mean_words() -> None:
    for short, meaning in load_abbreviations().items():
        assert re.fullmatch(r"[a-z]{2,6}", short)
        assert len(terms_of(meaning)) > 1


MISSPELT = {
    "librery": "library",
    "parknig": "parking",
    "coucil": "council",
    "floood": "flood",
    "hosing": "housing",
    "scools": "schools",
    "contrat": "contract",
    "penatly": "penalty",
}


@pytest.mark.parametrize(("typed", "meant"), MISSPELT.items())
def test_a_misspelt_word_is_put_right(page: Page, typed: str, meant: str) -> None:
    _, said = ask(page, typed)
    assert "No responses match" in said
    offer = page.locator("#search-status button")
    expect(offer).to_have_text(meant)
    offer.click()
    expect(page.locator("#search-status")).to_contain_text("found")
    expect(page.locator("#search-words")).to_have_value(meant)


def test_one_letter_errors_are_put_right_first_in_nine_of_ten(page: Page, texts: dict[str, str]) -> None:
    """Letters left out, doubled, changed and turned round, in fifty common words of the log."""
    chance = random.Random(7)
    common = Counter(
        word for text in texts.values() for word in set(plain(text).split()) if len(word) >= 5 and word.isalpha()
    )
    words = [word for word, _ in common.most_common(400)]
    known = {term for text in texts.values() for term in terms_of(text)}
    cases: list[tuple[str, str]] = []
    while len(cases) < 50:
        word = chance.choice(words)
        at = chance.randrange(1, len(word) - 1)
        wrong = chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
                word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
        if not terms_of(wrong).keys() & known:
            cases.append((wrong, word))
    page.goto("search/")
    offered = page.evaluate(
        """async words => {
          const { SearchIndex } = await import("/modules/index.js");
          const index = new SearchIndex("/");
          const none = { chosen: {}, from: "", to: "", sort: "" };
          return Promise.all(words.map(async words => (await index.search({ ...none, words })).suggest()));
        }""",
        [wrong for wrong, _ in cases],
    )
    right = [terms_of(other or "") == terms_of(word) for other, (_, word) in zip(offered, cases, strict=True)]
    assert sum(right) >= 45, [(w, o) for o, w, r in zip(offered, cases, right, strict=True) if not r]


def test_a_provision_written_in_one_is_marked_where_its_section_is_looked_for(page: Page) -> None:
    page.goto("search/")
    named = page.evaluate(
        """async () => {
          const { fold, pieces, queryTerms } = await import("/modules/words.js");
          return [pieces(fold("withheld under s31(1)(g)")).flatMap(piece => piece.terms), queryTerms("s31"), queryTerms("s31(1)(g)")];
        }"""
    )
    terms, section, limb = named
    assert {"s31", "s31(1)", "s31(1)(g)"} <= set(terms)
    assert (section, limb) == (["s31"], ["s31(1)(g)"])


def test_beginnings_that_no_word_has_find_nothing(page: Page) -> None:
    page.goto("search/?q=xyzzy*+qwrty*")
    expect(page.locator("#search-status")).to_contain_text("No responses match")
    assert page.locator("#search-results > li").count() == 0


@pytest.mark.parametrize(
    ("query", "law"),
    [("FOISA s38(1)(b)", "FOISA"), ("foia section 40(2)", "FOIA"), ("EIR 13", "EIR"), ("EISRs reg 10(4)(d)", "EISR")],
)
def test_a_law_named_before_a_provision_narrows_it(page: Page, settings: Settings, query: str, law: str) -> None:
    wanted = query.rsplit(maxsplit=1)[-1].removeprefix("s")
    expected = {
        record.slug
        for record in read_log(ROOT, settings).records
        for provision in pages_of((e.provision for e in record.exemptions), load_catalogue())
        if provision.regime == law and str(provision).removeprefix(provision.prefix) == wanted
    }
    assert expected
    page.goto(f"search/?q={quote_plus(query)}")
    expect(page.locator("#search-status")).to_contain_text("found")
    found = page.locator("#search-results a").evaluate_all("links => links.map(a => a.pathname.split('/').at(-2))")
    assert set(found) == expected
