"""The sitemap: every page once, in order, with no date but the letters' own."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from build_log.model.record import Record


def render_sitemap(addresses: Iterable[str], records: Iterable[Record], site_url: str) -> str:
    """sitemap.xml for the addresses below `site_url`; a letter's date is its last change."""
    changed = {
        record.address: max([record.published, *(change.date for change in record.changes)]).isoformat()
        for record in records
    }
    base = site_url.rstrip("/") + "/"
    rows = []
    for address in sorted(set(addresses)):
        day = f"<lastmod>{changed[address]}</lastmod>" if address in changed else ""
        rows.append(f"<url><loc>{escape(base + address)}</loc>{day}</url>")
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'
