"""The sitemap: every page once, in order, with no date but the letters' own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from build_log.model.record import Record
from build_log.site.feeds import changed_on

LIMIT = 40_000
"""Addresses of one sitemap; the protocol allows 50,000."""

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def render_sitemaps(addresses: Iterable[str], records: Iterable[Record], site_url: str) -> Iterator[tuple[str, str]]:
    """Name and content: sitemap.xml for the addresses below `site_url`, or an index of several where they are many.

    A letter's date is its last change.
    """
    changed = {record.address: changed_on(record).isoformat() for record in records}
    base = site_url.rstrip("/") + "/"
    rows = []
    for address in sorted(set(addresses)):
        day = f"<lastmod>{changed[address]}</lastmod>" if address in changed else ""
        rows.append(f"<url><loc>{escape(base + address)}</loc>{day}</url>")
    if len(rows) <= LIMIT:
        yield "sitemap.xml", _document("urlset", rows)
        return
    names = []
    for number, start in enumerate(range(0, len(rows), LIMIT), 1):
        names.append(f"sitemap-{number}.xml")
        yield names[-1], _document("urlset", rows[start : start + LIMIT])
    yield "sitemap.xml", _document("sitemapindex", [f"<sitemap><loc>{escape(base + n)}</loc></sitemap>" for n in names])


def _document(name: str, rows: Iterable[str]) -> str:
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} {_NAMESPACE}>\n{body}\n</{name}>\n'
