"""Feeds, data files and the sitemap, read by other people's programs, say what the records say."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import jsonschema
import pytest

from build_log.law.catalogue import Catalogue
from build_log.log.cases import Case
from build_log.log.indexes import build_indexes
from build_log.log.read import Log, read_log
from build_log.model.record import Record
from build_log.model.settings import Settings
from build_log.site.feeds import ENTRIES, Feed, build_feeds, changed_on, render_feed
from build_log.site.open_data.files import render_csv
from build_log.site.open_data.records import LetterData, WholeLetterData
from build_log.site.sitemap import LIMIT, render_sitemaps
from build_log.site.wording import texts_of
from tests.conftest import ROOT

BASE = "https://foi.fenmarch.example/"


@pytest.fixture(scope="module")
def log(settings: Settings) -> Log:
    return read_log(ROOT, settings)


@pytest.fixture(scope="module")
def lines(sample_site: Path) -> list[dict[str, Any]]:
    text = (sample_site / "data" / "letters.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_json_lines_say_what_the_records_say(lines: list[dict[str, Any]], log: Log) -> None:
    assert [line["address"] for line in lines] == [BASE + record.address for record in log.records]
    cases = build_indexes(log).by_case
    for line, record in zip(lines, log.records, strict=True):
        assert (line["reference"], line["title"], line["outcome"]) == (record.reference, record.title, record.outcome)
        assert date.fromisoformat(line["responded"]) == record.responded
        assert [e["id"] for e in line["exemptions"]] == [e.provision.id for e in record.exemptions]
        assert [e["certainty"] for e in line["exemptions"]] == [e.certainty for e in record.exemptions]
        assert line["public_interest"]["for_disclosure"] == list(record.public_interest.for_disclosure)
        assert [a["sha256"] for a in line["attachments"]] == [a.sha256 for a in record.attachments]
        case = Case(tuple(cases[record.case_key]))
        answers = case.answer is record
        assert line["working_days"] == (case.days if answers else None)
        assert line["timeliness"] == (case.timeliness if answers else None)


def test_every_line_keeps_the_published_schema(lines: list[dict[str, Any]], sample_site: Path) -> None:
    schema = json.loads((sample_site / "data" / "record.schema.json").read_text("utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    assert [error.message for line in lines for error in check.iter_errors(line)] == []
    assert list(check.iter_errors({**lines[0], "outcome": 3}))
    assert list(check.iter_errors({**lines[0], "more": 1}))


def test_each_letter_has_its_own_file_with_its_text(sample_site: Path, log: Log, lines: list[dict[str, Any]]) -> None:
    years: dict[int, list[dict[str, Any]]] = {}
    for path in sorted((sample_site / "data" / "text").glob("*.jsonl")):
        years[int(path.stem)] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for record, line in zip(log.records, lines, strict=True):
        own = json.loads((sample_site / record.address / "letter.json").read_text("utf-8"))
        sections = own.pop("sections")
        assert own == line
        assert [s["text"] for s in sections] == [s.text.string for s in record.sections]
        assert {**own, "sections": sections} in years[record.responded.year]
    assert sum(map(len, years.values())) == len(log.records)


def test_csv_has_a_row_for_each_letter_with_the_same_values(sample_site: Path, lines: list[dict[str, Any]]) -> None:
    rows = list(rows_of(sample_site / "data" / "letters.csv"))
    assert list(rows[0]) == list(LetterData.model_fields)
    for row, line in zip(rows, lines, strict=True):
        for key in ("reference", "title", "responded", "outcome", "case", "address", "stage"):
            assert row[key] == (line[key] or "")
        assert row["exemptions"] == "; ".join(e["id"] for e in line["exemptions"])
        assert row["topics"] == "; ".join(line["topics"])
        assert row["working_days"] == ("" if line["working_days"] is None else str(line["working_days"]))
    uses = list(rows_of(sample_site / "data" / "exemptions.csv"))
    assert [use["id"] for use in uses] == [e["id"] for line in lines for e in line["exemptions"]]
    factors = list(rows_of(sample_site / "data" / "public-interest.csv"))
    sides = ("for_disclosure", "against_disclosure")
    assert [f["factor"] for f in factors] == [
        t for line in lines for side in sides for t in line["public_interest"][side]
    ]


def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe() -> None:
    text = render_csv(["a"], [{"a": value} for value in ("=1+1", "+44", "-x", "@x", "\t=1", "plain", "a=b", None)])
    assert [row[0] for row in list(csv.reader(text.splitlines()))[1:-1]] == [
        "'=1+1", "'+44", "'-x", "'@x", "'\t=1", "plain", "a=b",
    ]  # fmt: skip


def test_the_dictionary_has_every_field_and_says_what_it_means(sample_site: Path) -> None:
    rows = {row["field"]: row for row in rows_of(sample_site / "data" / "dictionary.csv")}
    assert {name for name in rows if "." not in name} == set(WholeLetterData.model_fields)
    assert all(row["meaning"].endswith(".") and row["type"] for row in rows.values())
    assert rows["exemptions.id"]["type"] == "string"


def test_every_file_that_the_page_names_is_there_and_none_besides(sample_site: Path) -> None:
    there = {path.name for path in (sample_site / "data").iterdir() if path.is_file()} - {"index.html"}
    assert there == set(texts_of("data.about"))


def test_every_feed_is_read_without_a_fault_and_has_its_letters(sample_site: Path, log: Log) -> None:
    feeds = list(build_feeds(log, build_indexes(log)))
    assert len(feeds) > 20
    assert {path.relative_to(sample_site).as_posix() for path in (sample_site / "feeds").rglob("*.xml")} == {
        feed.address for feed in feeds
    }
    for feed in feeds:
        read = feedparser.parse((sample_site / feed.address).read_bytes())
        assert not read.bozo, feed.address
        assert read.version == "atom10"
        assert read.feed.id == BASE + feed.address
        latest = sorted(feed.records, key=lambda r: (r.published, r.responded, r.slug), reverse=True)[:ENTRIES]
        assert [entry.id for entry in read.entries] == [BASE + record.address for record in latest]
        for entry, record in zip(read.entries, latest, strict=True):
            assert entry.title == record.title
            assert entry.updated[:10] == changed_on(record).isoformat()
        page = (sample_site / feed.page / "index.html").read_text("utf-8") if feed.page != "years/" else feed.address
        assert feed.address in page


def test_a_long_sitemap_is_cut_and_its_parts_are_listed(log: Log) -> None:
    addresses = [f"responses/r{number}/" for number in range(LIMIT + 5)]
    parts = dict(render_sitemaps(addresses, log.records, BASE))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = ET.fromstring(parts.pop("sitemap.xml"))
    assert [loc.text for loc in index.iter(f"{space}loc")] == [BASE + name for name in parts]
    listed = [loc.text for text in parts.values() for loc in ET.fromstring(text).iter(f"{space}loc")]
    assert sorted(filter(None, listed)) == sorted(BASE + address for address in addresses)


def test_statistics_as_csv_are_those_of_the_page(sample_site: Path, log: Log, catalogue: Catalogue) -> None:
    rows = list(rows_of(sample_site / "data" / "statistics.csv"))
    years = {row["first_day"][:4] for row in rows}
    assert years == {str(record.responded.year) for record in log.records}
    answered = [r for r in rows if (r["table"], r["heading"]) == ("code", "answered")]
    whole = sum(
        int(row["count"])
        for row in answered
        if row["last_day"].endswith("12-31") and row["first_day"].endswith("01-01")
    )
    assert whole == len(build_indexes(log).by_case)
    used = {row["heading"] for row in rows if row["table"] == "provisions"}
    stated = {
        top.provision.id
        for case in build_indexes(log).by_case.values()
        for e in Case(tuple(case)).counted.stated
        if (top := catalogue.regimes[e.provision.regime].top(e.provision))
    }
    assert used == stated


def test_odd_characters_do_not_spoil_a_feed(log: Log, catalogue: Catalogue) -> None:
    odd: Record = replace(log.records[0], title="A <b> & \x0b \ufffe “c” ]]> 🙂")
    read = feedparser.parse(render_feed(Feed("feeds/all.xml", "All", "", [odd]), "X & Y", BASE, catalogue).encode())
    assert not read.bozo
    assert "🙂" in read.entries[0].title
