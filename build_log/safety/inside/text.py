"""Plain text and CSV: nothing can be hidden in them but what a spreadsheet would run."""

from __future__ import annotations

import csv
import re

from build_log.safety.inside.reading import Reading, UnsafeError

_RUNS = re.compile(r"\s*[=@+-]\s*(?:[A-Za-z.]+\s*\(|.*\|)")
"""A cell that a spreadsheet takes for a formula with a function, or for a command to another program."""


_OTHER_KINDS = (b"PK\3\4", b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def decode_plain(data: bytes) -> str:
    """A plain file's text.

    Raises UnsafeError for a file of another kind under this name, and for one that is not UTF-8
    or holds a NUL, behind which words could hide.
    """
    if data.startswith(_OTHER_KINDS):
        raise UnsafeError("attachment-unreadable")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnsafeError("attachment-encoding") from error
    if "\0" in text:
        raise UnsafeError("attachment-encoding")
    return text


def read_text(data: bytes) -> Reading:
    """The lines of a text."""
    reading = Reading()
    for number, line in enumerate(decode_plain(data).splitlines(), 1):
        reading.say(f"line {number}", line)
    return reading


def read_table(data: bytes) -> Reading:
    """The rows of a CSV file, each value behind its column's heading."""
    reading = Reading()
    rows = csv.reader(decode_plain(data).splitlines())
    headings: list[str] = []
    try:
        for number, row in enumerate(rows, 1):
            words = [f"{heading} {value}".strip() for heading, value in zip(headings, row, strict=False)]
            reading.say(f"row {number}", "\t".join(words + row[len(headings) :]))
            if any(_RUNS.match(value) for value in row):
                reading.hide("attachment-script", f"row {number}")
            if not headings and len(row) > 1 and all(re.search(r"[A-Za-z]", value) for value in row if value):
                headings = row
    except csv.Error as error:
        raise UnsafeError("attachment-unreadable") from error
    return reading
