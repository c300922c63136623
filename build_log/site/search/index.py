"""The search index: lunr's, built here and read by lunr.js in the browser."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lunr.builder import Builder
from lunr.pipeline import Pipeline

from build_log.law.catalogue import Catalogue
from build_log.letters.markup import render_markup
from build_log.log.indexes import pages_of
from build_log.model.letter import Section
from build_log.model.record import Record, same_reference
from build_log.site.render import format_day
from build_log.site.search.words import STOP_WORDS, terms_of

FIELDS = {"title": 8, "reference": 10, "provisions": 6, "text": 2, "standard": 0.2}
"""What is searched, by weight. Standard text (review rights, sign-off) hardly counts, or every
letter would match "information"; it is kept so that every word of a letter can be found."""


def build_search_files(records: Sequence[Record], catalogue: Catalogue) -> dict[str, str]:
    """The files the search page loads, by address: the index, and the facts and text of each letter."""
    builder = Builder()
    builder.pipeline = Pipeline()
    builder.search_pipeline = Pipeline()
    builder.ref("slug")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    letters = []
    for number, record in enumerate(records):
        text = [_words(section) for section in record.sections if not section.standard]
        standard = [_words(section) for section in record.sections if section.standard]
        builder.add(
            {
                "slug": str(number),
                "title": _listed(f"{record.title} {record.summary or ''}"),
                "reference": [*_listed(record.reference), same_reference(record.reference)],
                "provisions": _provisions(record, catalogue),
                "text": _listed(" ".join(text)),
                "standard": _listed(" ".join(standard)),
            }
        )
        letters.append(_facts(record, catalogue, " ".join(text)))
    index = builder.build().serialize() if records else None
    outcomes = {o.id: {"label": o.label, "tone": o.tone} for o in catalogue.outcomes.values()}
    return {
        "search/index.json": _compact({"index": index, "stopWords": sorted(STOP_WORDS)}),
        "search/letters.json": _compact({"letters": letters, "outcomes": outcomes}),
    }


def finds_letter(site: Path, record: Record, records: Sequence[Record]) -> bool:
    """Whether the search files in `site` list a letter under its reference and hold its facts."""
    index = json.loads((site / "search" / "index.json").read_text("utf-8"))["index"]
    letters = json.loads((site / "search" / "letters.json").read_text("utf-8"))["letters"]
    number = str(records.index(record))
    term = same_reference(record.reference)
    found: dict[str, Any] = next((posting for listed, posting in index["invertedIndex"] if listed == term), {})
    return number in found.get("reference", {}) and letters[int(number)]["address"] == record.address


def _listed(text: str) -> list[str]:
    """The terms of a text, each as often as it stands there."""
    return list(terms_of(text).elements())


def _words(section: Section) -> str:
    """A section's text without marks, as it reads on the page."""
    heading = f"{section.heading}. " if section.heading else ""
    return heading + plain_text(render_markup(section.text.string))


def plain_text(markup: str) -> str:
    """The words of sanitised HTML."""
    text = re.sub(r"<(?:sup|sub|em|strong|u|a)\b[^>]*>|</(?:sup|sub|em|strong|u|a)>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def _provisions(record: Record, catalogue: Catalogue) -> list[str]:
    """Terms for what a letter relies on, and for each provision around it."""
    terms: list[str] = []
    for provision in pages_of((e.provision for e in record.exemptions), catalogue):
        terms += terms_of(f"{catalogue.regimes[provision.regime].unit} {str(provision).removeprefix(provision.prefix)}")
    return list(Counter(terms))


def _facts(record: Record, catalogue: Catalogue, text: str) -> dict[str, Any]:
    return {
        "address": record.address,
        "title": record.title,
        "reference": record.reference,
        "day": format_day(record.responded),
        "year": str(record.responded.year),
        "outcome": record.outcome or "",
        "stage": "" if record.stage == "initial" else catalogue.stages[record.stage].label,
        "exemptions": [p.id for p in pages_of((e.provision for e in record.exemptions), catalogue)],
        "shown": [
            f"{e.provision.regime} {catalogue.regimes[e.provision.regime].unit} {str(e.provision).removeprefix(e.provision.prefix)}"
            for e in record.stated
        ],
        "confirmed": not record.doubts,
        "text": text,
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
