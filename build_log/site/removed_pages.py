"""What stands in place of letters that were taken down: a tombstone each, and a list of them."""

from __future__ import annotations

from build_log.log.read import Log
from build_log.model.record import Removed
from build_log.site.page import SitePage, root_of
from build_log.site.render import render_template
from build_log.site.wording import say


def build_tombstone(removed: Removed) -> SitePage:
    """The page at the address of a letter that was taken down. It says when and why, and nothing the letter said."""
    content = render_template("tombstone", root_of(removed.address), removed=removed)
    return SitePage(removed.address, say("tombstone.title"), say("tombstone.description"), content, listed=False)


def build_removed_list(log: Log) -> SitePage:
    """All letters taken down, the latest first."""
    content = render_template("removed", root_of("removed/"), removed=log.removed)
    return SitePage("removed/", say("removed.title"), say("removed.description"), content)
