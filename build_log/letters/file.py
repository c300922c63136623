"""A letter file as bytes on disk, as text, and split at its front matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from build_log.model.front_matter import KEYS
from build_log.model.problem import Problem

SIZE_LIMIT = 1_000_000
LINE_LIMIT = 20_000

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = "\ufeff\u200b\u2060"
_ALMOST_CLOSING = re.compile(r"\s*(?:-{3,}|\.{3}|[\u2010-\u2015\u2212]+)\s*")
_ALMOST_OPENING = re.compile(r"\s*(?:-{2,}|[\u2010-\u2015\u2212]+)\s*")
_KEY = re.compile(rf"(?:{'|'.join(KEYS)}):")
_OF_FRONT_MATTER = re.compile(r"\s*$|\s|[\w-]+:|- |#|[\]}]|<{7}|={7}|>{7}|%")


@dataclass(frozen=True, slots=True)
class Split:
    """The rows of the front matter, which begin at line 2, and of the letter, which begin at `body_line`."""

    head: str
    body: str
    body_line: int


def read_bytes(file: Path, name: str) -> tuple[bytes, list[Problem]]:
    """The bytes of a file, or why it cannot be read. `name` is what messages call it."""
    try:
        return file.read_bytes(), []
    except OSError as error:
        why = f"the file cannot be read: {error.strerror or error}."
        return b"", [_error(name, None, "unreadable", why, "Check its name and place.")]


def decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """The text of a file with line feeds only, or why it is none. A byte order mark is dropped."""
    if len(data) > SIZE_LIMIT:
        size = f"the file is {len(data) / 1e6:.1f} MB; a letter is at most 1 MB."
        return "", [_error(path, None, "size", size, "Put tables and appendices into attachments.")]
    again = "Save the file again with the encoding UTF-8."
    if is_utf_16(data):
        return "", [_error(path, 1, "encoding", "the file is in UTF-16, not in UTF-8.", again)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = len(re.findall(rb"\r\n|\r|\n", data[: fault.start])) + 1
        return "", [_error(path, line, "encoding", f"byte {fault.start + 1} is not UTF-8.", again)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for pattern, name in ((_CONTROL, "control"), (_BIDI, "text direction")):
        found = pattern.search(text)
        if found:
            what = f"the {name} character U+{ord(found[0]):04X} is not allowed in a letter."
            problems.append(_error(path, text.count("\n", 0, found.start()) + 1, "character", what, "Delete it."))
    for number, row in enumerate(text.split("\n"), 1):
        if len(row) > LINE_LIMIT:
            what = f"the line has {len(row):,} characters; at most {LINE_LIMIT:,} are read."
            problems.append(_error(path, number, "line-length", what, "Break it into paragraphs."))
            break
    return text, problems


def is_utf_16(data: bytes) -> bool:
    """Whether bytes are text in UTF-16, with its mark or without: every other one of the first is nought."""
    start = data[:200]
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(start) > 3 and start.count(0) * 3 > len(start))


def split(path: str, text: str) -> Split | Problem:
    """Split a file's text at its front matter, or say what is wrong with the lines around it.

    The first line is exactly `---`; the front matter ends at the next line that is exactly
    `---`; all that follows is the letter. Errs for refusing: where a line is almost the closing
    one, or the closing one seems to be a rule in the letter, the words between would be lost.
    """
    rows = text.split("\n")
    if rows[0] != "---":
        return _no_start(path, rows)
    end = next((index for index, row in enumerate(rows) if index and row == "---"), len(rows))
    almost = next((index for index in range(1, end) if _ALMOST_CLOSING.fullmatch(rows[index])), None)
    if almost is not None:
        return _no_end(
            path, almost + 1, "the line looks like the closing line of the front matter, and is not exactly `---`."
        )
    if end == len(rows):
        return _no_end(path, 1, "the front matter has no closing line.")
    for index in range(2, end):
        if not rows[index - 1].strip() and not _OF_FRONT_MATTER.match(rows[index]):
            return _no_end(
                path,
                1,
                f"the front matter has no closing line; that in line {end + 1} seems to be a rule in the letter.",
            )
    following = next((row for row in rows[end + 1 :] if row.strip()), "")
    if _KEY.match(following) and "---" in rows[end + 1 :]:
        return _no_end(path, end + 1, "the front matter ends here, but goes on below.", "Delete this line.")
    return Split("\n".join(rows[1:end]), "\n".join(rows[end + 1 :]), end + 2)


def _no_start(path: str, rows: list[str]) -> Problem:
    first = rows[0].strip(_INVISIBLE + " \t\xa0")
    if rows[0][:1] in _INVISIBLE and first == "---":
        what, remedy = f"the invisible character U+{ord(rows[0][0]):04X} stands before the first `---`.", "Delete it."
    elif _ALMOST_OPENING.fullmatch(first) or (not first and "---" in rows):
        what = "the first line is not exactly `---`."
        remedy = "Make it three hyphens and nothing else, with no line before it."
    else:
        return _no_front_matter(path, rows)
    return _error(path, 1, "front-matter-start", what, remedy)


def _no_end(path: str, line: int, what: str, remedy: str = "") -> Problem:
    advice = "Put a line with only `---` between the last key and the letter."
    return _error(path, line, "front-matter-end", what, remedy or advice)


def _no_front_matter(path: str, rows: list[str]) -> Problem:
    if not any(row.strip() for row in rows):
        what, remedy = "the file is empty.", "Delete it, or put the letter and its front matter there."
    elif rows[0] == "+++":
        what, remedy = "the front matter is in TOML.", "Write `key: value` lines between two lines `---`."
    elif _KEY.match(rows[0]):
        what = "the keys of the front matter have no line `---` before them."
        remedy = "Put a line `---` before the first key and one after the last."
    else:
        what, remedy = "the file has no front matter.", _add_advice(path)
    return _error(path, 1, "no-front-matter", what, remedy)


def _add_advice(path: str) -> str:
    """How a bare letter gets its front matter; one that lies among the letters already is moved first."""
    if path.startswith("responses/"):
        return (
            "Move the file out of `responses/` and run `build-log add` on it there, or write its front matter by hand."
        )
    return f"Run `build-log add {path}` to make a draft with proposed front matter, or write it by hand."


def _error(path: str, line: int | None, code: str, message: str, remedy: str) -> Problem:
    return Problem(code, "error", path, line, message, remedy)
