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
from build_log.site.render import render_template
from build_log.site.wording import say, texts_of


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
    labels = texts_of("letter.section")
    paragraphs, tables = count(1), count(1)
    sections = [
        _Shown(
            f"section-{number}",
            section.kind,
            section.standard,
            section.heading,
            labels.get(section.kind, ""),
            Markup(_with_scrolling(_with_anchors(markup, paragraphs), tables)),  # sanitised
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
        month_name=say(f"months.{record.responded.month}"),
        doubts=[say(f"letter.doubt.{key}") for key in record.doubts],
        topics=[(topic, f"topics/{topic_slug(topic)}/") for topic in record.topics],
        attachments=[(file, read_table(file)) for file in record.attachments if not file.original],
        originals=[file for file in record.attachments if file.original],
        taken=_time_taken(record, case),
        case=case,
        events=find_events(case, log),
        related=find_related(record, indexes),
        similar=similar,
        reviewed=record.stage in ("internal-review", "after-decision-notice"),
        review=log.settings.review,
        authority=log.settings.authority.name,
        licence=log.settings.licence,
        contact=_contact(log, record),
        link=f"{site_url.rstrip('/')}/{record.address}" if site_url else "",
    )
    head = letter_head(record, log.catalogue, log.settings, site_url)
    return SitePage(record.address, record.title, _description(record, log), content, head=head)


def find_events(case: Case, log: Log) -> list[Event]:
    """What happened in a case, in order: request, letters, review, decision notice."""
    events = [Event(case.received, say("letter.event.received"))] if case.received else []
    if case.clock_started and case.clock_started != case.received:
        started, note = say("letter.event.clock-started"), say("letter.event.clock-started-note")
        events.append(Event(case.clock_started, started, note=note))
    for letter in case.letters:
        what = _with_result(log.catalogue.stages[letter.stage].label, letter.review_result)
        events.append(Event(letter.responded, what, letter, note=_time_taken(letter, case)))
        if letter.stage == "internal-review" and letter.review_requested:
            events.append(Event(letter.review_requested, say("letter.event.review-requested")))
        notice = letter.decision_notice
        if notice:
            what = _with_result(say("letter.event.decision-notice", reference=notice.reference), notice.result)
            address = notice.address if notice.address and notice.address.startswith("https://") else ""
            events.append(Event(notice.date, what, address=address))
    distinct = {(event.day, event.what, event.record and event.record.slug): event for event in events}
    order = {record.slug: place for place, record in enumerate(case.letters)}
    return sorted(distinct.values(), key=lambda e: (e.day, order[e.record.slug] if e.record else -1))


def _with_result(what: str, result: str | None) -> str:
    return f"{what}: {say(f'letter.result.{result}')}" if result else what


def _time_taken(record: Record, case: Case) -> str:
    """Working days to the answer and whether in time; to a review's answer for a review. Empty where not known."""
    if case.answer is not None and case.answer.slug == record.slug and case.days is not None:
        return say("letter.days.answer", n=case.days, timeliness=say(f"letter.timeliness.{case.timeliness}"))
    if record.stage == "internal-review" and record.review_requested and record.review_requested <= record.responded:
        number = count_working_days(record.review_requested, record.responded, record.regimes[0])
        return say("letter.days.review", n=number)
    return ""


def _with_anchors(markup: str, numbers: Iterator[int]) -> str:
    """Markup whose paragraphs have addresses of their own: p1, p2 and so on through the letter."""
    return re.sub("<p>", lambda _: f'<p id="p{next(numbers)}">', markup)


def _with_scrolling(markup: str, numbers: Iterator[int]) -> str:
    """Markup whose tables scroll by themselves where they are wider than the page, with the keyboard too."""
    region = '<div class="dl-scroll dl-scroll--whole" tabindex="0" role="region" aria-label="{}"><table>'
    markup = re.sub("<table>", lambda _: region.format(say("letter.table", number=next(numbers))), markup)
    return markup.replace("</table>", "</table></div>")


def _contact(log: Log, record: Record) -> str:
    """Where to report a problem: an address for mail with the reference as its subject, or a page."""
    contact = log.settings.contact
    if "@" in contact and ":" not in contact:
        return f"mailto:{contact}?subject={quote(say('letter.problem-subject', reference=record.reference))}"
    return contact


def _description(record: Record, log: Log) -> str:
    """One sentence for search engines and link previews."""
    if record.summary:
        return record.summary
    outcome = log.catalogue.outcomes.get(record.outcome or "")
    described = say("letter.description", authority=log.settings.authority.name, reference=record.reference)
    return f"{described} {outcome.label}." if outcome else described
