"""Faults of the notation in words an officer can act on: which row, what is wrong, what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

KeyPath = tuple[str | int, ...]

_SHOWN = 120
"""So many characters of a value are repeated in advice."""
ROW_KEY = re.compile(r"([a-z_]+):")
_CONFLICT = re.compile(r"<{7} |={7}$|>{7} ")
_OPEN_QUOTE = re.compile(r"[a-z_]+: *([\"'])(?:(?!\1).)*$")
BACKSLASH = "Put the value in single quotes, or write two backslashes for one."
ODD = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters that are not seen, or that turn or break the line."""
_SPECIAL = re.compile(r"[\[\]{}*&!|>'\"%@`]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line of the front matter, counted from 1 in the file."""

    line: int
    message: str
    remedy: str


def find_faulty_rows(rows: list[str], first_line: int) -> Iterator[tuple[int, Fault]]:
    """Rows that YAML would take for something else, or name at another line; the second side of a merge is emptied."""
    conflict = next((index for index, row in enumerate(rows) if _CONFLICT.match(row)), None)
    if conflict is not None:
        what = "two versions of the front matter stand here, one above the other, with git's marks around them."
        yield (
            conflict,
            Fault(first_line + conflict, what, "Keep one version, and delete the lines with marks."),
        )
        second = False
        for index, row in enumerate(rows):
            mark = _CONFLICT.match(row)
            if mark:
                second = row.startswith("=")
            if mark or second:
                rows[index] = ""
    for index, row in enumerate(rows):
        line = first_line + index
        key = ROW_KEY.match(row)
        after = row[key.end() : key.end() + 1] if key else ""
        following = rows[index + 1] if index + 1 < len(rows) else ""
        if row.startswith("%"):
            yield (
                index,
                Fault(line, "the line begins with `%`, which gives YAML an instruction.", "Delete the line."),
            )
        elif key and after and after not in " \t/":
            seen = "an invisible character" if ODD.match(after) or after.isspace() else f"`{after}`"
            yield (
                index,
                Fault(
                    line,
                    f"{seen} follows the colon after `{key[1]}`, and not a space.",
                    f"Write `{key[1]}: ` with a space.",
                ),
            )
        elif key and _OPEN_QUOTE.match(row) and ROW_KEY.match(following):
            yield (
                index,
                Fault(
                    line,
                    "a quotation mark is opened in this line and not closed.",
                    "Put one at the end of the line too.",
                ),
            )


def find_never_closed(error: Exception, first_line: int) -> Fault | None:
    """A bracket or quotation mark that is opened and never closed, at the line that opens it."""
    context, mark = getattr(error, "context", None), getattr(error, "context_mark", None)
    if mark is None or not context:
        return None
    line = first_line + mark.line
    if "escape" in (getattr(error, "problem", None) or ""):
        return Fault(line, "a backslash in double quotes begins a code, and this is none.", BACKSLASH)
    if "flow" in context:
        return Fault(
            line, "a bracket is opened here and not closed.", "Put the closing bracket at the end of the line."
        )
    if "quoted" in context:
        return Fault(
            line,
            "a quotation mark is opened here and not closed, or something follows the closing one.",
            'Put one mark at the beginning and one at the end; inside, write \\" for a mark.',
        )
    return None


def find_code_beyond_unicode(rows: list[str], first_line: int) -> Fault:
    """The row with a code the library fails on without a line."""
    index = next((i for i, row in enumerate(rows) if re.search(r"\\U(?!000|0010)", row)), 0)
    what = "a backslash in double quotes begins a code, and this code is no character."
    return Fault(first_line + index, what, BACKSLASH)


def find_unreadable_row(rows: list[str], first_line: int, error: yaml.YAMLError) -> Fault:
    """The row a YAML error is about, with the value quoted as it should be."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = min(mark.line, len(rows) - 1) if mark else 0
    character = getattr(error, "character", None)
    if character is not None:
        index = "\n".join(rows).count("\n", 0, getattr(error, "position", 0))
        return Fault(
            first_line + index,
            f"the character U+{ord(character) if isinstance(character, str) else character:04X} is not allowed.",
            "Delete it.",
        )
    while index > 0 and not rows[index].strip():
        index -= 1
    row = rows[index]
    line = first_line + index
    key, colon, value = row.partition(":")
    value = value.strip()
    if row[:1] == " " and colon and rows[index - 1 : index] != [""] and ROW_KEY.match(row.strip()):
        return Fault(line, "the key is indented.", "Begin it at the start of the line.")
    if colon and not key.strip():
        return Fault(line, "the line begins with a colon.", "Put the key in front of it.")
    if "\t" in row:
        return Fault(line, "the line holds a tab.", "Use spaces.")
    if colon and (": " in value or value.endswith(":")):
        return Fault(
            line,
            f"`{key.strip()}` holds a colon, which ends a key in this notation.",
            f'Put the value in double quotes: {key.strip()}: "{_inside_quotes(value)}".',
        )
    if colon and _SPECIAL.match(value):
        return Fault(
            line,
            f"`{key.strip()}` begins with `{value[0]}`, which has a meaning of its own here.",
            f'Put the value in double quotes: {key.strip()}: "{_inside_quotes(value)}".',
        )
    if not colon or not re.fullmatch(r"[\w -]{1,40}", key):
        return Fault(
            line, "the line is not `key: value`.", "Put the key and a colon in front, or join it to the line above."
        )
    return Fault(
        line,
        "the line cannot be read.",
        f'Put the value in double quotes: {key.strip()}: "{_inside_quotes(value)}".',
    )


def name_path(path: KeyPath) -> str:
    """A value's place in words: `certainty` of entry 2 of `exemptions`."""
    words = [f"entry {part + 1}" if isinstance(part, int) else f"`{part}`" for part in path]
    return " of ".join(reversed(words)) or "the front matter"


def labelled(path: KeyPath, value: str) -> str:
    """A value in double quotes as it should stand: behind its key, or as an item of its list."""
    quoted = f'"{_inside_quotes(value)}"'
    if not path:
        return quoted
    return f"- {quoted}" if isinstance(path[-1], int) else f"{path[-1]}: {quoted}"


def _inside_quotes(value: str) -> str:
    if len(value) > _SHOWN:
        value = value[:_SHOWN] + "…"
    if value[:1] == '"' and '"' not in value[1:-1]:
        value = value.strip('"')
    return value.replace("\\", "\\\\").replace('"', '\\"')
