"""The site's own words, from their data file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup, escape

_MARKS = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<address>[^)]+)\)|\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`")


def say(key: str, **values: Any) -> str:
    """The text at a dotted key, `letter.facts`, with its braces filled in.

    A text with `one` and `many` follows the number `n`. A text with a link, strong words or code is
    HTML, and what fills it in is escaped; any other is plain. Raises KeyError for a key, or a
    brace's name, that is not there.
    """
    text = load_wording()[key]
    if not isinstance(text, str):
        text = text["one" if values["n"] == 1 else "many"]
    filled: str = text.format(**values) if values else text
    return filled


def texts_of(table: str) -> dict[str, Any]:
    """The texts of a table by their own names, as the file has them. Raises KeyError where there is no such table."""
    found = _read_file()
    for name in table.split("."):
        found = found[name]
    return {name: text for name, text in found.items() if _is_text(text)}


@cache
def load_wording() -> Mapping[str, Any]:
    """Every text by its dotted key: a string, or the two of a text that follows a number.

    Raises ValueError, with the line or the key, where the file is no TOML or holds something else than texts.
    """
    found: dict[str, Any] = {}

    def walk(table: Mapping[str, Any], path: str) -> None:
        for name, value in table.items():
            if isinstance(value, str):
                found[path + name] = _read(value)
            elif _is_text(value):
                found[path + name] = {number: _read(text) for number, text in value.items()}
            elif isinstance(value, dict):
                walk(value, f"{path}{name}.")
            else:
                raise ValueError(f"`{path}{name}` is not a text: it needs quotation marks")

    walk(_read_file(), "")
    return found


@cache
def _read_file() -> dict[str, Any]:
    return tomllib.loads((files("build_log.site") / "wording.toml").read_text("utf-8"))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, dict) and value.keys() == {"one", "many"})


def _read(text: str) -> str:
    """A text with its marks as HTML; one without any as it is."""
    pieces, end = [], 0
    for match in _MARKS.finditer(text):
        pieces += [escape(text[end : match.start()]), _render(match)]
        end = match.end()
    return Markup("").join([*pieces, escape(text[end:])]) if pieces else text


def _render(match: re.Match[str]) -> Markup:
    if match["words"]:
        return Markup('<a href="{}">{}</a>').format(match["address"], match["words"])
    if match["strong"]:
        return Markup("<strong>{}</strong>").format(match["strong"])
    return Markup("<code>{}</code>").format(match["code"])
