"""Atom feeds: the whole log, and each exemption, outcome and topic that letters have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from build_log.law.catalogue import Catalogue
from build_log.log.indexes import Indexes
from build_log.log.read import Log, regimes_shown
from build_log.model.record import Record
from build_log.model.settings import topic_slug
from build_log.site.render import format_provision
from build_log.site.wording import say

ENTRIES = 50
"""Letters of a feed, the latest."""

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its address below the root, its title, the page it belongs to, and its letters."""

    address: str
    title: str
    page: str
    records: Sequence[Record]


def build_feeds(log: Log, indexes: Indexes) -> Iterator[Feed]:
    """Every feed: the log's own always, others where there is a letter for them."""
    yield Feed("feeds/all.xml", say("feeds.all"), "years/", log.records)
    for outcome in log.catalogue.outcomes.values():
        if records := indexes.by_outcome.get(outcome.id):
            yield Feed(f"feeds/outcomes/{outcome.id}.xml", outcome.label, f"outcomes/{outcome.id}/", records)
    for topic in log.settings.topics:
        if records := indexes.by_topic.get(topic):
            yield Feed(f"feeds/topics/{topic_slug(topic)}.xml", topic, f"topics/{topic_slug(topic)}/", records)
    for regime in regimes_shown(log):
        for entry in regime.paged():
            use = indexes.by_provision.get(entry.provision)
            if use and use.stated:
                words = format_provision(entry.provision, log.catalogue)
                title = say("feeds.provision", law=regime.id, provision=words, name=entry.title)
                address = f"exemptions/{entry.provision.id}"
                yield Feed(f"feeds/{address}.xml", title, f"{address}/", use.stated)


def render_feed(feed: Feed, authority: str, site_url: str, catalogue: Catalogue) -> str:
    """A feed as Atom. Identifiers are the addresses of pages, which stay for ever."""
    base = site_url.rstrip("/") + "/"
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    latest = sorted(feed.records, key=lambda r: (r.published, r.responded, r.slug), reverse=True)[:ENTRIES]
    _add(root, "title", say("feeds.name", authority=authority, list=feed.title))
    _add(root, "id", base + feed.address)
    _add(root, "link", rel="self", type="application/atom+xml", href=base + feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=base + feed.page)
    _add(root, "updated", _moment(max((changed_on(record) for record in latest), default=date(2005, 1, 1))))
    _add(_add(root, "author"), "name", authority)
    for record in latest:
        entry = _add(root, "entry")
        _add(entry, "title", record.title)
        _add(entry, "id", base + record.address)
        _add(entry, "link", rel="alternate", type="text/html", href=base + record.address)
        _add(entry, "published", _moment(record.published))
        _add(entry, "updated", _moment(changed_on(record)))
        outcome = catalogue.outcomes.get(record.outcome or "")
        if outcome:
            _add(entry, "category", term=outcome.id, label=outcome.label)
        for exemption in record.stated:
            _add(
                entry,
                "category",
                term=exemption.provision.id,
                label=f"{exemption.provision.regime} {exemption.provision}",
            )
        for topic in record.topics:
            _add(entry, "category", term=topic_slug(topic), label=topic)
        told = [
            record.summary,
            say("feeds.reference", reference=record.reference),
            f"{outcome.label}." if outcome else None,
        ]
        _add(entry, "summary", " ".join(filter(None, told)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def changed_on(record: Record) -> date:
    """The last day a letter's page was published or changed."""
    return max([record.published, *(change.date for change in record.changes)])


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = _plain(text) if text is not None else None
    return element


def _plain(text: str) -> str:
    """Text without the characters XML cannot carry."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
