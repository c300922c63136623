"""Letters as safe HTML: their own Markdown, which never changes wording, then a sanitiser.

Letters quote the public and are untrusted. Everything that could hide, rename or run text is
deregistered, so that raw HTML, directives and odd links show as the words they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor
from markdown.util import AtomicString

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

_BLOCKS_OUT = ("code", "reference", "setextheader", "hashheader")
_PREPROCESSORS_OUT = ("html_block",)
_INLINE_OUT = (
    "backtick",
    "reference",
    "short_reference",
    "image_link",
    "image_reference",
    "short_image_ref",
    "automail",
    "html",
    "link",
    "em_strong",
    "em_strong2",
)
_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "u", "sup", "sub",
    "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "a",
}  # fmt: skip
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"'<>`]+\Z", re.IGNORECASE)


def render_markup(text: str) -> str:
    """A section's repaired Markdown as HTML whose words are those of `text`."""
    md = _markdown()
    html = re.sub(r"<(/?)h[1-6]>", r"<\1h4>", md.reset().convert(text)).replace("<th></th>", "<td></td>")
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=set(SCHEMES),
        attribute_filter=_only_absolute_links,
        link_rel="nofollow noopener",
    )
    return clean.replace("<th>", '<th scope="col">')


def _only_absolute_links(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("a", "href"):
        return value if _LINK.match(value) else None
    return value


@cache
def _markdown() -> Any:
    md = Markdown(extensions=[TableExtension(use_align_attribute=True), SaneListExtension()], output_format="html")
    for name in _PREPROCESSORS_OUT:
        md.preprocessors.deregister(name)
    for name in _BLOCKS_OUT:
        md.parser.blockprocessors.deregister(name)
    for name in _INLINE_OUT:
        md.inlinePatterns.deregister(name, strict=False)
    md.parser.blockprocessors.register(_Heading(md.parser), "heading", 70)
    md.inlinePatterns.register(_Link(r"(?<!!)\[", md), "letter-link", 160)
    md.inlinePatterns.register(
        _Address(r"(?<![\w/.@\"'=])https?://[^\s<>\[\]\"'`]*[^\s<>\[\]\"'`.,;:!?)*_]", md), "address", 110
    )
    md.inlinePatterns.register(_Tag(r"<(u|sup|sub)>([^<>]+)</\1>", md), "plain-tag", 90)
    md.inlinePatterns.register(_Break(r"<br ?/?>", md), "plain-break", 89)
    for index, (mark, tag) in enumerate(
        (("***", "both"), ("**", "strong"), ("__", "strong"), ("*", "em"), ("_", "em"))
    ):
        md.inlinePatterns.register(_Emphasis(mark, tag, md), f"emphasis-{index}", 60 - index)
    return md


class _Heading(HashHeaderProcessor):
    """A heading needs a space after its marks: `#1 priority` is none."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


class _Link(LinkInlineProcessor):
    """A link to http, https, mailto or tel; any other stays the text it is."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        text, index, handled = self.getText(data, m.end(0))
        if not handled:
            return None, None, None
        href, title, index, handled = self.getLink(data, index)
        if not handled or title or not _LINK.match(href) or not text.strip():
            return None, None, None
        element = Element("a")
        element.text = text
        element.set("href", href)
        return element, m.start(0), index


class _Address(InlineProcessor):
    """A bare web address becomes a link."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        address = m[0].replace("\x02", "").replace("\x03", "")
        if address != m[0]:
            return None, None, None
        element = Element("a")
        element.set("href", address)
        element.text = AtomicString(address)
        return element, m.start(0), m.end(0)


class _Tag(InlineProcessor):
    """Exactly <u>, <sup> and <sub>: underlining can carry legal meaning."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element(m[1])
        element.text = m[2]
        return element, m.start(0), m.end(0)


class _Break(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        return Element("br"), m.start(0), m.end(0)


class _Emphasis(InlineProcessor):
    """Emphasis at word boundaries only: `2*3*4` and `file_name_here` stay as they are."""

    def __init__(self, mark: str, tag: str, md: Markdown) -> None:
        escaped, character = re.escape(mark), re.escape(mark[0])
        super().__init__(
            rf"(?<![\w{character}]){escaped}(?![\s{character}])([^{character}]{{1,5000}}?)(?<![\s{character}]){escaped}(?![\w{character}])",
            md,
        )
        self.tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element("strong" if self.tag == "both" else self.tag)
        if self.tag == "both":
            SubElement(element, "em").text = m[1]
        else:
            element.text = m[1]
        return element, m.start(0), m.end(0)
