"""The head of a letter file, read strictly: typed front matter, or every fault by line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from build_log.letters.file import decode, split
from build_log.letters.strict_yaml import Tree, read_tree
from build_log.letters.yaml_faults import KeyPath, name_path
from build_log.model.front_matter import KEYS, FrontMatter, find_missing
from build_log.model.problem import Problem


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


def read_letter_file(path: str, data: bytes) -> LetterFile:
    """Split a file into typed front matter and body. Faults are problems, never exceptions."""
    text, problems = decode(path, data)
    if problems:
        return LetterFile(path, None, {}, "", 1, tuple(problems))
    parts = split(path, text)
    if isinstance(parts, Problem):
        return LetterFile(path, None, {}, "", 1, (parts,))
    tree = read_tree(parts.head, 2)
    model, problems = _validate(path, tree)
    return LetterFile(path, model, tree.lines, parts.body, parts.body_line, tuple(problems))


def _validate(path: str, tree: Tree) -> tuple[FrontMatter | None, list[Problem]]:
    """The typed front matter, or every fault: of the notation, of single values, and what is missing."""
    problems = [_error(path, fault.line, "front-matter", fault.message, fault.remedy) for fault in tree.faults]
    if problems and not tree.values:
        return None, problems
    problems += [
        _error(
            path, tree.lines.get(("status",), 1), "front-matter-required", f"a {status} letter needs `{key}`.", remedy
        )
        for status, key, remedy in find_missing(tree.values)
        if key not in tree.unread
    ]
    model = None
    try:
        model = FrontMatter.model_validate(tree.values)
    except ValidationError as failure:
        flagged = {problem.line for problem in problems}
        found = [_in_plain_words(path, tree, fault) for fault in failure.errors() if fault["type"] != "required"]
        problems += [problem for problem in found if problem.line not in flagged]
    return (None if problems else model), problems


def _in_plain_words(path: str, tree: Tree, fault: ErrorDetails) -> Problem:
    """One pydantic error as a problem: the key, the value, what to write instead."""
    where = [part for part in fault["loc"] if part not in ("str", "ExemptionEntry", "function-before")]
    name = name_path(tuple(where))
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
        return _error(path, line, "front-matter-key", f"{name} is not a key.", remedy)
    if fault["type"] == "literal_error":
        choices = re.findall(r"'([^']+)'", str(context.get("expected", "")))
        value = fault["input"][0] if isinstance(fault["input"], list) and fault["input"] else fault["input"]
        near = get_close_matches(str(value), choices, n=1)
        start = f"Did you mean `{near[0]}`? " if near else ""
        what = (
            f"{name} is one value and no list."
            if value is not fault["input"]
            else f"`{value}` is not a value of {name}."
        )
        return _error(path, line, "front-matter-value", what, f"{start}The values are: {', '.join(choices)}.")
    if fault["type"] in ("tuple_type", "list_type"):
        remedy = f"Write {where[-1]}: [{_list_item(fault['input'])}]."
        if isinstance(fault["input"], dict):
            remedy = "Put each entry on a line of its own that begins with a hyphen."
        return _error(path, line, "front-matter-value", f"{name} must be a list.", remedy)
    if fault["type"] == "string_type" and isinstance(fault["input"], list):
        what = f"{name} is read as a list, because of its square brackets or hyphens."
        return _error(path, line, "front-matter-value", what, "Put the whole value in double quotes.")
    if fault["type"] in ("string_type", "model_type", "dict_type", "model_attributes_type"):
        form = _FORMS.get(str(where[0]))
        remedy = f"Write it as {form}." if form else "See the list of keys for the shape of each value."
        return _error(path, line, "front-matter-value", f"{name} has the wrong shape.", remedy)
    message, remedy = f"{fault['msg'][0].lower()}{fault['msg'][1:]}", "Correct it."
    match fault["type"]:
        case "missing":
            message, remedy = "is missing", "Add it."
        case "date":
            message, remedy = fault["msg"], str(context.get("remedy", remedy))
        case "unconfirmed":
            line = _line_of(tree, ("unconfirmed", context["index"]))
            return _error(path, line, "front-matter-value", f"{fault['msg']}.", str(context["remedy"]))
        case "string_too_long":
            message = f"has {len(str(fault['input'])):,} characters; at most {context['max_length']:,} are allowed"
            remedy = "Shorten it."
        case "string_too_short":
            message, remedy = "is empty", "Give it a value, or delete the line."
        case "string_pattern_mismatch" if not str(fault["input"]).strip():
            message, remedy = "is empty", "Give it a value, or delete the line."
        case "string_pattern_mismatch" if name.endswith("finding"):
            message = "is not the name of a finding"
            remedy = "Copy the name that `build-log check` shows in square brackets, such as email-3f9a01bc."
        case "string_pattern_mismatch":
            message, remedy = "is not the address of a page", "Begin it with https://."
    colon = ":" if fault["type"] == "date" else ""
    return _error(path, line, "front-matter-value", f"{name}{colon} {message}.", remedy)


_FORMS = {
    "attachments": "{file: annex-a.csv, title: Annex A}",
    "changes": "{date: 2024-06-01, what: Figure for May corrected}",
    "decision_notice": "{reference: IC-1, date: 2024-09-01, result: upheld}",
    "parts": '{question: "2a", outcome: withheld, exemptions: [s40(2)]}',
    "waivers": "{finding: email-3f9a01bc, reason: …, by: …, date: 2024-05-02}",
}
"""The shape of an entry, by key."""


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
