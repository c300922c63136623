"""The head of a letter file, read strictly: typed front matter, or every fault by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from build_log.letters.strict_yaml import KeyPath, Tree, read_tree
from build_log.model.front_matter import KEYS, FrontMatter
from build_log.model.problem import Problem

SIZE_LIMIT = 1_000_000
LINE_LIMIT = 20_000

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class LetterFile:
    """A letter file split at its front matter.

    `front_matter` is None where it could not be read; `lines` maps each value's path to its
    line; `body` has line feeds only, and begins at line `body_line` of the file.
    """

    path: str
    front_matter: FrontMatter | None
    lines: dict[KeyPath, int]
    body: str
    body_line: int
    problems: tuple[Problem, ...]

    def line(self, *path: str | int) -> int | None:
        """The line of a value, or of the nearest thing around it."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 1


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
        return "", [
            _error(
                path,
                None,
                "size",
                f"the file is {len(data) / 1e6:.1f} MB; a letter is at most 1 MB.",
                "Put tables and appendices into attachments.",
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return "", [
            _error(
                path,
                line,
                "encoding",
                f"byte {fault.start + 1} is not UTF-8.",
                "Save the file again with the encoding UTF-8.",
            )
        ]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for pattern, name in ((_CONTROL, "control"), (_BIDI, "text direction")):
        found = pattern.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            problems.append(
                _error(
                    path,
                    line,
                    "character",
                    f"the {name} character U+{ord(found[0]):04X} is not allowed in a letter.",
                    "Delete it.",
                )
            )
    for number, row in enumerate(text.split("\n"), 1):
        if len(row) > LINE_LIMIT:
            problems.append(
                _error(
                    path,
                    number,
                    "line-length",
                    f"the line has {len(row):,} characters; at most {LINE_LIMIT:,} are read.",
                    "Break it into paragraphs.",
                )
            )
            break
    return text, problems


def read_letter_file(path: str, data: bytes) -> LetterFile:
    """Split a file into typed front matter and body. Faults are problems, never exceptions.

    The first line is exactly `---`; the front matter ends at the next line that is exactly
    `---`; all that follows is the letter. CRLF and CR count as line ends.
    """
    text, problems = decode(path, data)
    if problems:
        return LetterFile(path, None, {}, "", 1, tuple(problems))
    rows = text.split("\n")
    if rows[0] != "---":
        return LetterFile(path, None, {}, text, 1, (_no_front_matter(path, rows),))
    try:
        end = rows.index("---", 1)
    except ValueError:
        problem = _error(
            path,
            1,
            "front-matter-end",
            "the front matter has no closing line.",
            "Put a line with only `---` between the last key and the letter.",
        )
        return LetterFile(path, None, {}, "", 1, (problem,))
    tree = read_tree("\n".join(rows[1:end]), 2)
    model, problems = _validate(path, tree)
    return LetterFile(path, model, tree.lines, "\n".join(rows[end + 1 :]), end + 2, tuple(problems))


def _no_front_matter(path: str, rows: list[str]) -> Problem:
    if re.fullmatch(r"-{2,}\s*", rows[0]) or (not rows[0].strip() and "---" in rows):
        return _error(
            path,
            1,
            "front-matter-start",
            "the first line is not exactly `---`.",
            "Make it three hyphens and nothing else, with no line before it.",
        )
    return _error(
        path,
        1,
        "no-front-matter",
        "the file has no front matter.",
        _add_advice(path),
    )


def _validate(path: str, tree: Tree) -> tuple[FrontMatter | None, list[Problem]]:
    problems = [_error(path, fault.line, "front-matter", fault.message, fault.remedy) for fault in tree.faults]
    if problems and not tree.values:
        return None, problems
    try:
        model = FrontMatter.model_validate(tree.values)
    except ValidationError as failure:
        flagged = {problem.line for problem in problems}
        for details in failure.errors():
            problem = _in_plain_words(path, tree, details)
            if problem.line not in flagged or problem.code == "front-matter-required":
                problems.append(problem)
        return None, problems
    return (None if problems else model), problems


def _in_plain_words(path: str, tree: Tree, fault: ErrorDetails) -> Problem:
    """One pydantic error as a problem: the key, the value, what to write instead."""
    where = [part for part in fault["loc"] if part not in ("str", "ExemptionEntry", "function-before")]
    name = ".".join(str(part) for part in where)
    line = _line_of(tree, tuple(where))
    context = fault.get("ctx", {})
    if fault["type"] == "extra_forbidden":
        key = str(where[-1])
        near = get_close_matches(key, KEYS, n=1, cutoff=0.6) if len(where) == 1 else []
        remedy = (
            f"Did you mean `{near[0]}`?"
            if near
            else f"The keys are: {', '.join(KEYS)}."
            if len(where) == 1
            else "Delete it or correct its name."
        )
        return _error(path, line, "front-matter-key", f"`{name}` is not a key.", remedy)
    if fault["type"] == "required":
        return _error(path, 1, "front-matter-required", f"{fault['msg']}.", str(context.get("remedy", "")))
    if fault["type"] == "literal_error":
        choices = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        near = get_close_matches(str(fault["input"]), choices, n=1)
        start = f"Did you mean `{near[0]}`? " if near else ""
        return _error(
            path,
            line,
            "front-matter-value",
            f"`{fault['input']}` is not a value of `{name}`.",
            f"{start}The values are: {', '.join(choices)}.",
        )
    if fault["type"] in ("tuple_type", "list_type"):
        return _error(
            path,
            line,
            "front-matter-value",
            f"`{name}` must be a list.",
            f"Write {name}: [{_list_item(fault['input'])}].",
        )
    if fault["type"] in ("string_type", "model_type", "dict_type", "model_attributes_type"):
        return _error(
            path,
            line,
            "front-matter-value",
            f"`{name}` has the wrong shape.",
            "See the list of keys for the shape of each value.",
        )
    if fault["type"] == "missing":
        return _error(path, line, "front-matter-value", f"`{name}` is missing.", "Add it.")
    message = f"{fault['msg']}."
    if fault["type"] in ("date", "unconfirmed"):
        message = f"`{name}`: {message}" if fault["type"] == "date" else message
        return _error(path, line, "front-matter-value", message, str(context.get("remedy", "Correct it.")))
    return _error(path, line, "front-matter-value", f"`{name}`: {message[0].lower()}{message[1:]}", "Correct it.")


def _add_advice(path: str) -> str:
    """How a bare letter gets its front matter; one that lies among the letters already is moved first."""
    if path.startswith("responses/"):
        return (
            "Move the file out of `responses/` and run `build-log add` on it there, or write its front matter by hand."
        )
    return f"Run `build-log add {path}` to make a draft with proposed front matter, or write it by hand."


def _list_item(value: object) -> str:
    """A text as the one item of a list; nothing where it says that there is none."""
    return "" if str(value).strip().lower() in ("none", "nil", "no", "n/a", "-") else str(value)


def _line_of(tree: Tree, where: tuple[str | int, ...]) -> int:
    while where:
        if where in tree.lines:
            return tree.lines[where]
        where = where[:-1]
    return 1


def _error(path: str, line: int | None, code: str, message: str, remedy: str) -> Problem:
    return Problem(code, "error", path, line, message, remedy)
