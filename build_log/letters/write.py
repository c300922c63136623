"""Letters back to disk: new files whole, existing ones by single lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frontmatter
import yaml

from build_log.letters.front_matter import LetterFile


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


def insert_values(data: bytes, letter_file: LetterFile, values: Mapping[str, Any]) -> bytes:
    """The bytes of a letter file with `values` as new lines at the end of its front matter.

    A key already there has its line replaced, where it is one line; no other byte changes.
    Raises ValueError for a key whose value stands on several lines.
    """
    ending = b"\r\n" if b"\r\n" in data else b"\n"
    rows = data.split(ending)
    for key, value in values.items():
        line = render_value(key, value).encode()
        number = letter_file.lines.get((key,))
        if number is None:
            continue
        following = rows[number] if number < len(rows) else b"---"
        if following[:1] in (b" ", b"-") and following != b"---":
            raise ValueError(f"`{key}` stands on several lines; write it on one")
        rows[number - 1] = line
    fresh = [render_value(key, value).encode() for key, value in values.items() if (key,) not in letter_file.lines]
    end = rows.index(b"---", 1)
    rows[end:end] = fresh
    return ending.join(rows)
