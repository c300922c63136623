"""What the search page shows of a letter and filters by: cards with the text for excerpts, and filters."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_log.law.catalogue import Catalogue
from build_log.log.indexes import pages_of
from build_log.model.letter import Section
from build_log.model.record import Record
from build_log.model.settings import topic_slug
from build_log.site.render import format_provision
from build_log.site.search.codec import gaps, list_bits, number_bits, to_bytes
from build_log.site.search.inverted import NAMES

EXCERPT = 3_000
"""Characters of a letter's own text from which excerpts are made."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """The words of a letter as its page shows them: what was asked, all else of its own, and standard text."""

    request: str
    text: str
    standard: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: the values letters have, each with its label and the numbers of its letters."""

    name: str
    values: tuple[tuple[str, str, tuple[int, ...]], ...]

    def bits(self) -> bytes:
        """The letters of each value, in the order of the values."""
        return to_bytes("".join(number_bits(len(found)) + list_bits(gaps(found)) for _, _, found in self.values))


def read_text(record: Record, markups: Sequence[str]) -> LetterText:
    """The words of a letter, sorted by what they are. `markups` are its sections as HTML, in order."""
    sections = [(section, _words(section, markup)) for section, markup in zip(record.sections, markups, strict=True)]
    return LetterText(
        request=" ".join(words for section, words in sections if section.kind == "request"),
        text=" ".join(words for section, words in sections if section.kind != "request" and not section.standard),
        standard=" ".join(words for section, words in sections if section.standard),
    )


def _words(section: Section, markup: str) -> str:
    """A section's text without marks, as it reads on the page."""
    heading = f"{section.heading.rstrip(' .:')}. " if section.heading else ""
    return heading + plain_text(markup)


def plain_text(markup: str) -> str:
    """The words of sanitised HTML."""
    text = re.sub(r"<(?:sup|sub|em|strong|u|a)\b[^>]*>|</(?:sup|sub|em|strong|u|a)>", "", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def build_card(
    record: Record, fields: Mapping[str, Counter[str]], beginning: str, catalogue: Catalogue, *, more: bool
) -> dict[str, Any]:
    """What a result shows, the text its excerpt is made of, whether the letter has more, and how many terms its fields have.

    What is empty is left out.
    """
    card = {
        "slug": record.slug,
        "title": record.title,
        "reference": record.reference,
        "day": record.responded.isoformat(),
        "outcome": record.outcome,
        "stage": "" if record.stage == "initial" else catalogue.stages[record.stage].label,
        "relied": [f"{e.provision.regime} {format_provision(e.provision, catalogue)}" for e in record.stated],
        "doubt": bool(record.doubts),
        "more": more,
        "lengths": [fields[name].total() for name in NAMES],
        "text": beginning,
    }
    return {name: value for name, value in card.items() if value}


def split_text(text: LetterText) -> tuple[str, str]:
    """A letter's words in two: the beginning of its own, the request first, for excerpts; and the rest."""
    own = f"{text.request} {text.text}".strip()
    end = len(own) if len(own) <= EXCERPT else own.rfind(" ", 0, EXCERPT)
    return own[:end], f"{own[end:]} {text.standard}".strip()


def build_facets(records: Sequence[Record], catalogue: Catalogue) -> Iterator[Facet]:
    """Every filter of the search page, the values in the order they are offered."""
    outcomes = {o.id: o.label for o in catalogue.outcomes.values()}
    stages = {stage.id: stage.label for stage in catalogue.stages.values()}
    regimes = {regime.id: regime.title for regime in catalogue.regimes.values()}
    years = {
        str(r.responded.year): str(r.responded.year) for r in sorted(records, key=lambda r: r.responded, reverse=True)
    }
    topics = {topic_slug(topic): topic for topic in sorted({topic for r in records for topic in r.topics})}
    relied = [[p.id for p in pages_of((e.provision for e in r.stated), catalogue)] for r in records]
    provisions = {
        entry.provision.id: f"{regime.id} {format_provision(entry.provision, catalogue)}"
        for regime in catalogue.regimes.values()
        for entry in regime.entries.values()
    }
    yield _facet("exemption", provisions, relied)
    yield _facet("outcome", outcomes, [[r.outcome] if r.outcome else [] for r in records])
    yield _facet("year", years, [[str(r.responded.year)] for r in records])
    yield _facet("regime", regimes, [list(r.regimes) for r in records])
    yield _facet("stage", stages, [[r.stage] for r in records])
    yield _facet("topic", topics, [[topic_slug(topic) for topic in r.topics] for r in records])


def _facet(name: str, labels: dict[str, str], values: Sequence[Sequence[str]]) -> Facet:
    found: dict[str, list[int]] = {}
    for number, own in enumerate(values):
        for value in dict.fromkeys(own):
            found.setdefault(value, []).append(number)
    return Facet(name, tuple((value, label, tuple(found[value])) for value, label in labels.items() if value in found))
