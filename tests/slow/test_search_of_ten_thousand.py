"""The search over 10,000 letters finds what a plain scan of them finds."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from build_log.law.catalogue import Catalogue
from build_log.log.indexes import pages_of
from build_log.site.search.index import build_search_files, letter_fields
from build_log.site.search.words import fold, terms_of
from tests.bench.search.letters import Letters, read_letters
from tests.browser.conftest import open_page, serve

pytestmark = pytest.mark.xdist_group("search of ten thousand")

COUNT = 10_000
ASK = """
async ({ words, chosen = {}, counts = false, most = 20000 }) => {
  const { SearchIndex } = await import("/modules/index.js");
  window.own ??= new SearchIndex("/");
  const sets = Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, new Set(values)]));
  const found = await window.own.search({ words, chosen: sets, from: "", to: "", sort: "" });
  return { letters: await found.take(most), count: found.count, relaxed: found.relaxed, counts: counts ? await found.counts() : {} };
}
"""


@pytest.fixture(scope="module")
def letters() -> Letters:
    return read_letters(COUNT)


@pytest.fixture(scope="module")
def terms(letters: Letters, catalogue: Catalogue) -> list[set[str]]:
    """Every term of every letter, in the order of their numbers."""
    ordered = sorted(letters.records, key=lambda r: (r.responded, r.slug))
    return [set().union(*letter_fields(record, letters.texts[record.slug], catalogue).values()) for record in ordered]


@pytest.fixture(scope="module")
def site(letters: Letters, sample_site: Path, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site with the search files of the letters."""
    folder = tmp_path_factory.mktemp("ten-thousand") / "site"
    shutil.copytree(sample_site, folder)
    for name, data in build_search_files(letters.records, letters.texts, catalogue):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def page(site: Path, browser: Browser) -> Iterator[Page]:
    with serve(site) as address, open_page(browser, address) as page:
        page.goto("search/")
        yield page


def ask(page: Page, words: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(ASK, {"words": words, **more})
    return found


@pytest.mark.parametrize("word", ["days", "way", "survey", "council", "police", "policy"])
def test_a_word_finds_exactly_the_letters_that_have_it(page: Page, terms: list[set[str]], word: str) -> None:
    (term,) = terms_of(word)
    assert set(ask(page, word)["letters"]) == {number for number, own in enumerate(terms) if term in own}


def test_police_brings_up_no_letter_that_only_has_policy(page: Page, letters: Letters) -> None:
    ordered = sorted(letters.records, key=lambda r: (r.responded, r.slug))
    only = set()
    for number, record in enumerate(ordered):
        text = letters.texts[record.slug]
        words = fold(f"{record.title} {text.request} {text.text} {text.standard}")
        if "polic" in words and "police" not in words:
            only.add(number)
    assert not only & set(ask(page, "police")["letters"])


def test_every_reference_brings_up_its_letter_first(page: Page, letters: Letters) -> None:
    ordered = sorted(letters.records, key=lambda r: (r.responded, r.slug))
    script = f"async queries => {{ const ask = {ASK}; const first = []; for (const words of queries) first.push((await ask({{ words, most: 1 }})).letters[0]); return first; }}"
    missed = []
    for start in range(0, COUNT, 500):
        found = page.evaluate(script, [record.reference for record in ordered[start : start + 500]])
        missed += [number for number, first in enumerate(found, start) if first != number]
    assert missed == []


def test_each_provision_finds_the_letters_tagged_with_it_or_citing_it(
    page: Page, letters: Letters, terms: list[set[str]], catalogue: Catalogue
) -> None:
    ordered = sorted(letters.records, key=lambda r: (r.responded, r.slug))
    provisions = {p for record in ordered for p in pages_of((e.provision for e in record.exemptions), catalogue)}
    asked = 0
    for provision in sorted(provisions, key=str):
        regime = catalogue.regimes[provision.regime]
        name = str(provision).removeprefix(regime.prefix)
        term = f"{regime.prefix[0]}{name}".lower()
        found = set(ask(page, f"{regime.unit} {name}")["letters"])
        assert found == {number for number, own in enumerate(terms) if term in own}, provision
        tagged = {
            number
            for number, record in enumerate(ordered)
            if provision in pages_of((e.provision for e in record.exemptions), catalogue)
        }
        assert tagged <= found, provision
        asked += 1
    assert asked > 10


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("", {"outcome": ["withheld"]}),
        ("council", {"year": ["2021", "2022"], "outcome": ["withheld", "partly-disclosed"]}),
        ("days", {"exemption": ["foia-s40-2"], "regime": ["FOIA"]}),
        ("information council", {"exemption": ["foia-s43"], "year": ["2023"]}),
    ],
)
def test_counts_are_those_of_a_plain_scan(
    page: Page, letters: Letters, terms: list[set[str]], catalogue: Catalogue, words: str, chosen: dict[str, list[str]]
) -> None:
    ordered = sorted(letters.records, key=lambda r: (r.responded, r.slug))
    wanted = terms_of(words).keys()
    values = [
        {
            "exemption": {p.id for p in pages_of((e.provision for e in record.exemptions), catalogue)},
            "outcome": {record.outcome or ""},
            "year": {str(record.responded.year)},
            "regime": set(record.regimes),
            "stage": {record.stage},
        }
        for record in ordered
    ]
    expected: dict[str, Counter[str]] = {name: Counter() for name in values[0]}
    for own, has in zip(terms, values, strict=True):
        if not wanted <= own:
            continue
        for name, counter in expected.items():
            if all(set(chosen[other]) & has[other] for other in chosen if other != name):
                counter.update(has[name])
    found = ask(page, words, chosen=chosen, counts=True)
    assert not found["relaxed"]
    for name, counted in expected.items():
        shown = {value: count for value, count in found["counts"][name].items() if count}
        assert shown == dict(counted), name


def test_words_are_the_same_on_both_sides(page: Page, letters: Letters) -> None:
    """Every distinct word of the 10,000 letters gives the same terms in Python and in the browser."""
    tokens: set[str] = set()
    for record in letters.records:
        text = letters.texts[record.slug]
        for part in (record.title, record.reference, text.request, text.text, text.standard):
            tokens.update(part.split())
    ordered = sorted(tokens)
    different = []
    for start in range(0, len(ordered), 20_000):
        some = ordered[start : start + 20_000]
        theirs = page.evaluate("async texts => texts.map((await import('/modules/words.js')).termsOf)", some)
        different += [token for token, other in zip(some, theirs, strict=True) if terms_of(token) != Counter(other)]
    assert different == []
    assert len(ordered) > 30_000
