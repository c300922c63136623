"""The page of one letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from urllib.parse import quote

from markupsafe import Markup

from build_log.law.procedure import load_procedures
from build_log.letters.markup import render_markup
from build_log.log.cases import Case
from build_log.log.indexes import Indexes, find_related
from build_log.log.read import Log
from build_log.log.working_days import count_working_days
from build_log.model.record import Record
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
_IN_TIME = {
    "in-time": "within the time limit",
    "extended": "within a permitted extension",
    "late": "late",
    "unknown": "time limit not known",
}
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


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a case, and the letter or page about it."""

    day: date
    what: str
    record: Record | None = None
    address: str = ""
    note: str = ""


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
    paragraphs = count(1)
    sections = [
        _Shown(
            f"section-{number}",
            section.kind,
            section.standard,
            section.heading,
            _LABELS.get(section.kind, ""),
            Markup(_with_anchors(markup, paragraphs)),  # sanitised
        )
        for number, (section, markup) in enumerate(zip(record.sections, markups, strict=True), 1)
    ]
    case = Case(tuple(indexes.by_case.get(record.case_key, [record])))
    procedures = {regime: load_procedures()[regime] for regime in record.regimes}
    content = render_template(
        "letter",
        root,
        record=record,
        sections=sections,
        outcome=log.catalogue.outcomes.get(record.outcome or ""),
        procedures=procedures,
        month_name=MONTHS[record.responded.month - 1],
        doubts=[_SHOWN_KEYS[key] for key in record.doubts],
        review_results=_REVIEW_RESULTS,
        topics=[(topic, f"topics/{topic_slug(topic)}/") for topic in record.topics],
        attachments=[(file, read_table(file)) for file in record.attachments if not file.original],
        originals=[file for file in record.attachments if file.original],
        taken=_time_taken(record, case),
        case=case,
        events=find_events(case, log),
        related=find_related(record, indexes),
        similar=similar,
        reviewed=record.stage in ("internal-review", "after-decision-notice"),
        review_wording=log.settings.review.wording,
        authority=log.settings.authority.name,
        licence=log.settings.licence,
        contact=_contact(log, record),
        link=f"{site_url.rstrip('/')}/{record.address}" if site_url else "",
    )
    head = letter_head(record, log.catalogue, log.settings, site_url)
    return SitePage(record.address, record.title, _description(record, log), content, head=head)


def find_events(case: Case, log: Log) -> list[Event]:
    """What happened in a case, in order: request, letters, review, decision notice."""
    events = [Event(case.received, "Request received")] if case.received else []
    if case.clock_started and case.clock_started != case.received:
        events.append(Event(case.clock_started, "Time began to run again", note="after a clarification or a fee"))
    for letter in case.letters:
        note = _time_taken(letter, case)
        result = f": {_REVIEW_RESULTS[letter.review_result]}" if letter.review_result else ""
        label = log.catalogue.stages[letter.stage].label
        events.append(Event(letter.responded, f"{label}{result}", letter, note=note))
        if letter.stage == "internal-review" and letter.review_requested:
            events.append(Event(letter.review_requested, "Internal review asked for"))
        notice = letter.decision_notice
        if notice:
            result = f": {_REVIEW_RESULTS[notice.result]}" if notice.result else ""
            address = notice.address if notice.address and notice.address.startswith("https://") else ""
            events.append(Event(notice.date, f"Decision notice {notice.reference}{result}", address=address))
    distinct = {(event.day, event.what, event.record and event.record.slug): event for event in events}
    order = {record.slug: place for place, record in enumerate(case.letters)}
    return sorted(distinct.values(), key=lambda e: (e.day, order[e.record.slug] if e.record else -1))


def _time_taken(record: Record, case: Case) -> str:
    """Working days to the answer and whether in time; to a review's answer for a review. Empty where not known."""
    if case.answer is not None and case.answer.slug == record.slug and case.days is not None:
        days = "1 working day" if case.days == 1 else f"{case.days} working days"
        return f"{days}, {_IN_TIME[case.timeliness]}"
    if record.stage == "internal-review" and record.review_requested and record.review_requested <= record.responded:
        number = count_working_days(record.review_requested, record.responded, record.regimes[0])
        return "1 working day for the review" if number == 1 else f"{number} working days for the review"
    return ""


def _with_anchors(markup: str, numbers: Iterator[int]) -> str:
    """Markup whose paragraphs have addresses of their own: p1, p2 and so on through the letter."""
    return re.sub("<p>", lambda _: f'<p id="p{next(numbers)}">', markup)


def _contact(log: Log, record: Record) -> str:
    """Where to report a problem: an address for mail with the reference as its subject, or a page."""
    contact = log.settings.contact
    if "@" in contact and ":" not in contact:
        return f"mailto:{contact}?subject={quote(f'Problem with {record.reference} in the disclosure log')}"
    return contact


def _description(record: Record, log: Log) -> str:
    """One sentence for search engines and link previews."""
    if record.summary:
        return record.summary
    outcome = log.catalogue.outcomes.get(record.outcome or "")
    result = f" {outcome.label}." if outcome else ""
    return f"{log.settings.authority.name}: response to information request {record.reference}.{result}"
