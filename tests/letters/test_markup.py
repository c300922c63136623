"""Letters as HTML: inert whatever they say, and every word kept."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_log.letters.markup import render_markup
from build_log.letters.read import read_letter
from tests.conftest import GOLDEN, ROOT

LETTERS = sorted((ROOT / "responses").glob("*/*.md"))
ALLOWED = {
    "p",
    "br",
    "hr",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "strong",
    "em",
    "u",
    "sup",
    "sub",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "a",
}

PAYLOADS: list[str] = yaml.safe_load((GOLDEN / "payloads.yaml").read_text("utf-8"))


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def source_words(text: str) -> list[str]:
    """The words of Markdown: list numbers become list numbers, the addresses behind link texts go."""
    text = re.sub(r"(?m)^([\s>]*)\d+\.\s", r"\1", text)
    link = r"(?<!!)\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\((?:https?://|mailto:|tel:)[^()\s\"'`]*\)"
    text = re.sub(link, r"\1", text)
    text = re.sub(r"<br ?/?>", " ", re.sub(r"<(u|sup|sub)>([^<>]+)</\1>", r"\2", text))
    text = re.sub(r"(?m)^\s*\|?[\s:|-]+\|?$", "", text) if "|" in text else text
    return words(html.unescape(text))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_inert(payload: str) -> None:
    reader = read(render_markup(payload))
    assert set(reader.tags) <= ALLOWED
    for tag, name, value in reader.attributes:
        assert (tag, name) in {("a", "href"), ("a", "rel"), ("ol", "start"), ("th", "scope")}
        if name == "href":
            assert re.match(r"https?://|mailto:|tel:", value or "")


# Two are left to the test above: a link's title is dropped with the link, and releases of the
# library differ on whether the outer marks of nested ones show.
@pytest.mark.parametrize("payload", [p for p in PAYLOADS if "'title'" not in p and "<u>one <u>" not in p])
def test_a_payload_keeps_every_word(payload: str) -> None:
    text = "\n".join(payload.split("\n"))
    shown = words(read(re.sub(r"<(br|/p|/li|/t[dh])[^>]*>", " ", render_markup(text))).text)
    assert shown == source_words(text)


@given(st.text(alphabet=st.sampled_from("ab1 *_#<>[]()!&;:/\\`|-\n\"'~=+."), max_size=120))
def test_no_text_makes_markup_that_runs(text: str) -> None:
    reader = read(render_markup(text))
    assert set(reader.tags) <= ALLOWED
    assert {name for _, name, _ in reader.attributes} <= {"href", "rel", "start", "scope"}


@pytest.mark.parametrize("path", LETTERS, ids=lambda p: p.stem)
def test_a_sample_letter_shows_every_word(path: Path) -> None:
    body = path.read_text("utf-8").split("\n---\n", 1)[1]
    for section in read_letter(path.name, body).sections:
        shown = words(read(re.sub(r"<(br|/p|/li|/t[dh])[^>]*>", " ", render_markup(section.text.string))).text)
        assert shown == source_words(section.text.string)


def test_line_breaks_of_addresses_and_numbers_of_lists_are_kept() -> None:
    assert render_markup("Guildhall  \nMarket Place") == "<p>Guildhall<br>\nMarket Place</p>"
    assert '<ol start="31">' in render_markup("31. one\n32. two")


def test_wording_is_never_changed() -> None:
    assert "31(2)(c) (tm)" in render_markup("31(2)(c) (tm)")
    assert render_markup("#1 priority") == "<p>#1 priority</p>"
    assert render_markup("2*3*4 and file_name_here") == "<p>2*3*4 and file_name_here</p>"


def test_bare_addresses_become_links_and_nothing_else_does() -> None:
    markup = render_markup("See https://ico.org.uk/x. Or www.ico.org.uk, or mail us.")
    assert re.findall(r'href="([^"]+)"', markup) == ["https://ico.org.uk/x"]
