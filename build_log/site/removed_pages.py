"""What stands in place of letters that were taken down: a tombstone each, and a list of them."""

from __future__ import annotations

from build_log.log.read import Log
from build_log.model.record import Removed
from build_log.site.page import SitePage, root_of
from build_log.site.render import render_template

TITLE = "Response removed"


def build_tombstone(removed: Removed) -> SitePage:
    """The page at the address of a letter that was taken down. It says when and why, and nothing the letter said."""
    content = render_template("tombstone", root_of(removed.address), removed=removed)
    return SitePage(removed.address, TITLE, "This response has been removed from the log.", content, listed=False)


def build_removed_list(log: Log) -> SitePage:
    """All letters taken down, the latest first."""
    content = render_template("removed", root_of("removed/"), removed=log.removed)
    return SitePage(
        "removed/", "Removed responses", "Responses that were taken down from this log, when and why.", content
    )
