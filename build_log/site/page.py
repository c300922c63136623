"""A page before it is put into its frame."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SitePage:
    """Finished content for one address. `address` ends with a slash and has none in front."""

    address: str
    title: str
    description: str
    content: str
    listed: bool = True
    """Whether search engines may list the page."""
    head: str = ""
    """Elements for the page's head."""

    @property
    def robots(self) -> str:
        """What the page says to search engines."""
        return "all" if self.listed else "noindex"

    @property
    def section(self) -> str:
        """The entry of the header's list that is active: the first part of the address."""
        return self.address.split("/", 1)[0]

    @property
    def depth(self) -> int:
        """How many folders below the root the page lies."""
        return self.address.count("/")

    @property
    def shell(self) -> tuple[str, int]:
        """Which frame the page needs: pages of one section and depth share it."""
        return (self.section, self.depth)


def root_of(address: str) -> str:
    """The way from a page back to the site's root: `../../` for `responses/ic-1/`."""
    return "../" * address.count("/")
