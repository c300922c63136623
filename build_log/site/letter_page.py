"""The page of one letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from build_log.letters.markup import render_markup
from build_log.log.indexes import Indexes
from build_log.log.read import Log
from build_log.model.record import Record, same_reference
from build_log.model.settings import topic_slug
from build_log.site.attachments import read_table
from build_log.site.metadata import letter_head
from build_log.site.page import SitePage, root_of
from build_log.site.render import MONTHS, render_template

_LABELS = {
    "advice": "Advice and assistance",
    "review-rights": "How to ask for a review",
    "privacy": "Privacy",
    "sign-off": "Closing words",
    "quoted-mail": "Earlier messages",
}
_REVIEW_RESULTS = {"upheld": "upheld", "partly-upheld": "upheld in part", "overturned": "overturned"}
_SHOWN_KEYS = {
    "reference": "reference",
    "title": "title",
    "responded": "date of response",
    "outcome": "outcome",
    "exemptions": "exemptions",
}


@dataclass(frozen=True, slots=True)
class _Shown:
    id: str
    kind: str
    standard: bool
    heading: str | None
    label: str
    html: Markup


def render_sections(record: Record) -> list[str]:
    """A letter's sections as sanitised HTML, in order."""
    return [render_markup(section.text.string) for section in record.sections]


def build_letter_page(
    record: Record, markups: Sequence[str], similar: Sequence[Record], log: Log, indexes: Indexes, site_url: str
) -> SitePage:
    """The letter in its sections, with its facts, case, attachments and how to cite it.

    `markups` are the sections as sanitised HTML, `similar` the letters most like it.
    """
    root = root_of(record.address)
    sections = [
        _Shown(
            f"section-{number}",
            section.kind,
            section.standard,
            section.heading,
            _LABELS.get(section.kind, ""),
            Markup(markup),  # sanitised
        )
        for number, (section, markup) in enumerate(zip(record.sections, markups, strict=True), 1)
    ]
    content = render_template(
        "letter",
        root,
        record=record,
        sections=sections,
        outcome=log.catalogue.outcomes.get(record.outcome or ""),
        regimes=[log.catalogue.regimes[r].title if r in log.catalogue.regimes else r for r in record.regimes],
        month_name=MONTHS[record.responded.month - 1],
        doubts=[_SHOWN_KEYS[key] for key in record.doubts],
        review_results=_REVIEW_RESULTS,
        topics=[(topic, f"topics/{topic_slug(topic)}/") for topic in record.topics],
        attachments=[(file, read_table(file)) for file in record.attachments],
        case=indexes.by_case.get(record.case_key, [record]),
        related=_related(record, indexes),
        similar=similar,
        authority=log.settings.authority.name,
        contact=_contact(log),
        link=f"{site_url.rstrip('/')}/{record.address}" if site_url else "",
    )
    head = letter_head(record, log.catalogue, log.settings, site_url)
    return SitePage(record.address, record.title, _description(record, log), content, head=head)


def _related(record: Record, indexes: Indexes) -> list[Record]:
    found: dict[str, Record] = {}
    for reference in record.related:
        key = same_reference(reference)
        others = indexes.by_case.get(key) or [r for r in [indexes.by_slug.get(key)] if r]
        found |= {other.slug: other for other in others if other.slug != record.slug}
    return list(found.values())


def _contact(log: Log) -> str:
    """Where to report a problem: an address for mail, or a page."""
    contact = log.settings.contact
    return f"mailto:{contact}" if "@" in contact and ":" not in contact else contact


def _description(record: Record, log: Log) -> str:
    """One sentence for search engines and link previews."""
    if record.summary:
        return record.summary
    outcome = log.catalogue.outcomes.get(record.outcome or "")
    result = f" {outcome.label}." if outcome else ""
    return f"{log.settings.authority.name}: response to information request {record.reference}.{result}"
