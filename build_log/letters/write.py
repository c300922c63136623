"""Letters back to disk: new files whole, existing ones by single lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frontmatter
import yaml

from build_log.letters.front_matter import LetterFile, read_letter_file


class _Dumper(yaml.SafeDumper):
    """Every list on its key's own line, as an officer would write it."""

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:  # noqa: ARG002
        return super().represent_sequence(tag, sequence, flow_style=True)


def render_letter_file(values: Mapping[str, Any], body: str) -> str:
    """A new letter file: front matter in the order given, then the letter as it is."""
    head = frontmatter.dumps(
        frontmatter.Post("", **values),
        handler=_handler(),
        sort_keys=False,
        width=100_000,
        allow_unicode=True,
        Dumper=_Dumper,
    )
    return f"{head.rstrip()}\n\n{body.strip(chr(10))}\n"


def _handler() -> Any:
    return frontmatter.default_handlers.YAMLHandler()


def render_value(key: str, value: Any) -> str:
    """One `key: value` line as it stands in front matter."""
    return yaml.dump({key: value}, Dumper=_Dumper, sort_keys=False, width=100_000, allow_unicode=True).rstrip("\n")


class UnwritableError(ValueError):
    """Front matter whose notation does not let a line be added safely. The message says what to do."""


def insert_values(data: bytes, letter_file: LetterFile, values: Mapping[str, Any]) -> bytes:
    """The bytes of a letter file with `values` as new lines at the end of its front matter.

    A key already there has its line replaced, where it is one line; no other byte changes. The
    result is read again: raises UnwritableError where it would not hold exactly the old letter
    and the new values.
    """
    rows = data.splitlines(keepends=True)
    closing = letter_file.body_line - 2
    ending = _ending(rows[closing - 1])
    for key, value in values.items():
        number = letter_file.lines.get((key,))
        if number is not None:
            rows[number - 1] = render_value(key, value).encode() + _ending(rows[number - 1])
    fresh = [
        render_value(key, value).encode() + ending for key, value in values.items() if (key,) not in letter_file.lines
    ]
    rows[closing:closing] = fresh
    result = b"".join(rows)
    again = read_letter_file(letter_file.path, result)
    if again.problems or again.body != letter_file.body or again.front_matter is None:
        raise UnwritableError(
            "the front matter is written in a way that a line cannot be added to; put each key on one line of its own"
        )
    return result


def _ending(row: bytes) -> bytes:
    """The line end of a row."""
    return row[len(row.rstrip(b"\r\n")) :] or b"\n"
