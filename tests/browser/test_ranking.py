"""The search ranks as lunr does over the whole index: the same letters, the same order, the same scores."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lunr.builder import Builder
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.query import Query, QueryPresence
from playwright.sync_api import Browser, Page

from build_log.law.catalogue import Catalogue
from build_log.log.read import read_log
from build_log.log.settings import read_settings
from build_log.model.record import Record
from build_log.site.letter_page import render_sections
from build_log.site.search.cards import read_text
from build_log.site.search.index import letter_fields
from build_log.site.search.inverted import FIELDS, NAMES
from tests.bench.generator import write_letters
from tests.browser.conftest import open_page, serve
from tests.conftest import copy_log, run_mkdocs

LETTERS = 250
QUERIES = 240
CLOSE = 1e-9

SCORE = """
async clauses => {
  const { Engine } = await import("/modules/engine.js");
  window.engine ??= new Engine("/search/");
  const expanded = await Promise.all(clauses.map(async ({ term, prefix, ...rest }) => ({
    ...rest, terms: prefix ? await engine.beginning(term) : [term],
  })));
  const { found, scores } = await engine.score(expanded);
  return found.map(letter => [letter, scores[letter]]);
}
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of generated letters, built."""
    folder = copy_log(tmp_path_factory.mktemp("generated"), letters=False)
    write_letters(folder / "responses", LETTERS)
    done = run_mkdocs(folder, "build")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def letters(generated: Path, catalogue: Catalogue) -> list[dict[str, Counter[str]]]:
    """The terms of every letter, in the order of their numbers."""
    settings, _ = read_settings(generated)
    assert settings is not None
    records: list[Record] = sorted(read_log(generated, settings).records, key=lambda r: (r.responded, r.slug))
    return [letter_fields(record, read_text(record, render_sections(record)), catalogue) for record in records]


@pytest.fixture(scope="module")
def whole(letters: list[dict[str, Counter[str]]]) -> Index:
    """lunr's own index of the same letters."""
    builder = Builder()
    builder.pipeline = Pipeline()
    builder.search_pipeline = Pipeline()
    builder.ref("number")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for number, fields in enumerate(letters):
        builder.add({"number": str(number), **{name: list(terms.elements()) for name, terms in fields.items()}})
    return builder.build()


@pytest.fixture
def search_page(browser: Browser, generated: Path) -> Iterator[Page]:
    with serve(generated / "site") as address, open_page(browser, address) as page:
        page.goto("search/")
        yield page


def made_up_queries(letters: list[dict[str, Counter[str]]]) -> list[list[dict[str, Any]]]:
    """Queries of one to four clauses: terms, beginnings, required, excluded, in all fields or in one."""
    chance = random.Random(5)
    queries = []
    for _ in range(QUERIES):
        clauses = []
        for place in range(chance.randint(1, 4)):
            fields = chance.choice(letters)
            term = chance.choice(sorted(fields[chance.choice([n for n in NAMES if fields[n]])]))
            prefix = len(term) > 3 and chance.random() < 0.2
            presence = chance.choice(["optional", "required", "required", "prohibited" if place else "optional"])
            clause: dict[str, Any] = {"term": term[:4] if prefix else term, "prefix": prefix, "presence": presence}
            if chance.random() < 0.25:
                clause["fields"] = [chance.randrange(len(NAMES))]
            clauses.append(clause)
        queries.append(clauses)
    return queries


def ask_lunr(index: Index, clauses: list[dict[str, Any]]) -> dict[int, float]:
    presences = {
        "optional": QueryPresence.OPTIONAL,
        "required": QueryPresence.REQUIRED,
        "prohibited": QueryPresence.PROHIBITED,
    }
    query: Query = index.create_query()
    for clause in clauses:
        query.term(
            clause["term"],
            fields=[NAMES[place] for place in clause.get("fields", range(len(NAMES)))],
            wildcard=Query.WILDCARD_TRAILING if clause["prefix"] else Query.WILDCARD_NONE,
            presence=presences[clause["presence"]],
            use_pipeline=False,
        )
    return {int(result["ref"]): result["score"] for result in index.query(query)}


def test_the_search_ranks_as_lunr_does(search_page: Page, whole: Index, letters: list[dict[str, Counter[str]]]) -> None:
    queries = made_up_queries(letters)
    answered = 0
    for clauses in queries:
        expected = ask_lunr(whole, clauses)
        found = dict(search_page.evaluate(SCORE, clauses))
        assert found.keys() == expected.keys(), clauses
        apart = {
            letter: (found[letter], score) for letter, score in expected.items() if abs(found[letter] - score) >= CLOSE
        }
        assert apart == {}, clauses
        answered += bool(found)
    assert len(queries) >= 200
    assert answered > 120


FIRST = """
async ([clauses, count]) => {
  const { Engine } = await import("/modules/engine.js");
  const { numbersOf } = await import("/modules/marks.js");
  const fresh = new Engine("/search/");
  const expanded = await Promise.all(clauses.map(async ({ term, prefix, ...rest }) => ({
    ...rest, terms: prefix ? await fresh.beginning(term) : [term],
  })));
  const { found, asked } = await fresh.find(expanded);
  return fresh.order(numbersOf(found), asked, count);
}
"""


@pytest.mark.parametrize("count", [1, 10, 40])
def test_the_first_are_the_same_whether_or_not_all_lengths_are_fetched(
    search_page: Page, whole: Index, letters: list[dict[str, Counter[str]]], count: int
) -> None:
    for clauses in made_up_queries(letters)[count % 3 :: 3]:
        expected = ask_lunr(whole, clauses)
        first = search_page.evaluate(FIRST, [clauses, count])
        assert len(first) == min(count, len(expected))
        best = sorted(expected.values(), reverse=True)[:count]
        assert [expected[letter] for letter in first] == pytest.approx(best, abs=CLOSE), clauses


def test_a_part_of_many_references_fetches_no_card_but_those_shown(search_page: Page) -> None:
    asked: list[str] = []
    search_page.on("request", lambda request: asked.append(request.url))
    search_page.goto("search/?q=gen")
    search_page.wait_for_selector("#search-results > li")
    search_page.wait_for_load_state("networkidle")
    assert len([url for url in asked if "/search/letters/" in url]) == 10
