"""Every page is valid HTML, says what it is to machines, and stays light whatever the log's size."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import html5lib
import pytest

from build_log.log.read import read_log
from build_log.model.settings import Settings
from tests.bench.generator import write_letters
from tests.conftest import ROOT, copy_log, run_mkdocs

LETTER_BUDGET = 85_000
OWN_BUDGET = 25_000
"""Bytes of a letter's page, gzipped: in all, and without the theme's own style sheet."""


class Elements(HTMLParser):
    """Start tags with their attributes, and the text of JSON-LD."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_data = (tag, dict(attrs).get("type")) == ("script", "application/ld+json")

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_data = self._in_data and tag != "script"


def read(page: Path) -> Elements:
    elements = Elements()
    elements.feed(page.read_text("utf-8"))
    return elements


def faults_of(page: Path) -> list[str]:
    text = page.read_text("utf-8")
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    found = [f"{code} at {place}" for place, code, _ in parser.errors]
    elements = read(page)
    ids = Counter(values["id"] for _, values in elements.tags if values.get("id"))
    found += [f"id {name} {count} times" for name, count in ids.items() if count > 1]
    names = {"aria-labelledby", "aria-describedby", "for"}
    found += [
        f"{name} names {target}, which is not there"
        for _, values in elements.tags
        for name in names & values.keys()
        for target in (values[name] or "").split()
        if target not in ids
    ]
    headings = [int(tag[1]) for tag, _ in elements.tags if re.fullmatch("h[1-6]", tag)]
    found += [f"h{b} after h{a}" for a, b in pairwise(headings) if b > a + 1]
    if headings.count(1) != 1:
        found.append(f"{headings.count(1)} headings of the first level")
    if Counter(tag for tag, _ in elements.tags)["main"] != 1 or not any(
        values.get("class") == "dl-skip" for _, values in elements.tags
    ):
        found.append("no main part, or no link to it")
    return found


def test_every_page_of_the_sample_is_valid(sample_site: Path) -> None:
    pages = sorted(sample_site.rglob("*.html"))
    assert len(pages) > 500
    assert {page.relative_to(sample_site).as_posix(): faults for page in pages if (faults := faults_of(page))} == {}


def test_a_letters_head_says_what_it_is(sample_site: Path, settings: Settings) -> None:
    for record in read_log(ROOT, settings).records:
        elements = read(sample_site / record.address / "index.html")
        (data,) = map(json.loads, elements.data)
        assert data["@context"] == "https://schema.org"
        assert (data["@type"], data["name"], data["identifier"]) == ("Report", record.title, record.reference)
        assert data["url"].endswith(record.address)
        assert data["dateCreated"] == record.responded.isoformat()
        metas = {
            values["name"]: values["content"] for tag, values in elements.tags if tag == "meta" and "name" in values
        }
        assert metas["dcterms.title"] == record.title
        assert metas["dcterms.identifier"] == record.reference
        links = {values.get("type"): values["href"] for tag, values in elements.tags if tag == "link"}
        assert links["application/json"] == "letter.json"


@pytest.fixture(scope="module")
def larger_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of more letters, built."""
    folder = copy_log(tmp_path_factory.mktemp("larger") / "log")
    write_letters(folder / "responses", 200)
    done = run_mkdocs(folder, "build")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def weight(site: Path, address: str) -> tuple[int, int]:
    """Bytes of a page with all it loads, gzipped; and of those that are not the theme's."""
    page = site / address / "index.html"
    sizes = {"page": len(gzip.compress(page.read_bytes(), 6))}
    for tag, values in read(page).tags:
        own = tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload", "modulepreload")
        target = values.get("href") if own else values.get("src")
        if target and tag in ("link", "script", "img"):
            name = urljoin(f"/{address}", target).lstrip("/")
            sizes[name] = len(gzip.compress((site / name).read_bytes(), 6))
    return sum(sizes.values()), sum(size for name, size in sizes.items() if "stylesheets/main" not in name)


def test_a_letters_page_is_light_whatever_the_logs_size(
    sample_site: Path, larger_site: Path, settings: Settings
) -> None:
    for record in read_log(ROOT, settings).records:
        whole, own = weight(sample_site, record.address)
        assert whole < LETTER_BUDGET, record.address
        assert own < OWN_BUDGET, (record.address, own)
        assert abs(weight(larger_site, record.address)[0] - whole) < 2_000, record.address


def test_no_page_grows_with_the_log(sample_site: Path, larger_site: Path) -> None:
    """Pages of both logs differ by what a list of fifty letters takes, and no more."""
    grown = {
        page.relative_to(sample_site).as_posix(): size
        for page in sample_site.rglob("*.html")
        if (size := len((larger_site / page.relative_to(sample_site)).read_bytes()) - page.stat().st_size) > 45_000
    }
    assert grown == {}


@pytest.mark.parametrize(
    "spoilt",
    [
        ("</h1>", "<table></h1>"),
        ("</main>", "</b></main>"),
        ('id="content"', 'id="content" id="b"'),
        ("</h1>", '</h1><i id="content"></i>'),
        ("</h1>", "</h1><h4>Too deep</h4>"),
        ("</main>", ""),
    ],
)
def test_a_page_that_is_not_valid_is_found_out(sample_site: Path, tmp_path: Path, spoilt: tuple[str, str]) -> None:
    text = (sample_site / "index.html").read_text("utf-8")
    page = tmp_path / "index.html"
    assert spoilt[0] in text
    page.write_text(text.replace(*spoilt, 1), "utf-8")
    assert faults_of(page)
