"""Frames rendered once by the theme, into which the many pages of the log are spliced.

The theme renders a shell with markers where a page's own values go. Splicing puts escaped
values and finished HTML between the pieces, so no value is ever searched for markers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import escape

from build_log.site.page import SitePage

TITLE = "disclosure-log-title-here"
DESCRIPTION = "disclosure-log-description-here"
CANONICAL = "disclosure-log-canonical-here"
ROBOTS = "disclosure-log-robots-here"
HEAD = "disclosure-log-head-here"
CONTENT = "disclosure-log-content-here"

_MARKER = re.compile(f"({TITLE}|{DESCRIPTION}|{CANONICAL}|{ROBOTS}|{HEAD}|{CONTENT})")


class Shells:
    """The shells of a site, by section and depth."""

    def __init__(self, rendered: Mapping[tuple[str, int], str], site_url: str) -> None:
        self._pieces = {key: _MARKER.split(text) for key, text in rendered.items()}
        self._site_url = site_url.rstrip("/") + "/" if site_url else ""

    def splice(self, page: SitePage) -> str:
        """The whole HTML of a page. Raises KeyError where its shell was not rendered."""
        values = {
            TITLE: str(escape(page.title)),
            DESCRIPTION: str(escape(page.description)),
            CANONICAL: str(escape(self._site_url + page.address)),
            ROBOTS: page.robots,
            HEAD: page.head,
            CONTENT: page.content,
        }
        return "".join(values.get(piece, piece) for piece in self._pieces[page.shell])
