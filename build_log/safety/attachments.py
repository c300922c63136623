"""Attachments that may go out with a letter: every one is looked into before it is published."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import file_digest
from importlib.resources import files
from pathlib import Path
from typing import Any

from build_log.letters.front_matter import LetterFile
from build_log.model.problem import Problem
from build_log.model.record import Attachment
from build_log.safety.inside.apart import Answer, Apart
from build_log.safety.inside.reading import KINDS
from build_log.safety.names import is_attachment_name, is_systems_own, show_name
from build_log.safety.waivers import finding_name

ACTIVE = frozenset(
    {".html", ".htm", ".xhtml", ".svg", ".xml", ".js", ".mjs", ".css", ".swf", ".exe", ".bat", ".cmd", ".com", ".sh"}
    | {".ps1", ".vbs", ".hta", ".jar", ".lnk", ".msi", ".scr", ".wasm", ".php", ".py", ".dll", ".url"}
)
"""Kinds a browser or a reader's machine would run: never published."""

LARGEST = 50_000_000
"""Bytes of one attachment: a larger file is not looked into."""

_PLACES = 5


def check_attachments(letter_file: LetterFile, folder: Path, apart: Apart) -> tuple[list[Attachment], list[Problem]]:
    """The declared attachments that exist, and every fault of them.

    A file in the letter's folder that is not declared is a hold: nothing is published, or left
    out, silently. What was found in a file has a finding's name that changes with the file.
    """
    front = letter_file.front_matter
    declared = front.attachments if front else ()
    passed: list[Attachment] = []
    problems: list[Problem] = []
    for index, entry in enumerate(declared):
        line = letter_file.line("attachments", index)
        path = folder / entry.file
        fault = _fault_of_name(entry.file, path, [other.file for other in declared[:index]])
        if fault:
            code, what, remedy = fault
            problems.append(Problem(code, "error", letter_file.path, line, what, remedy))
            continue
        answer = _look(path, apart)
        problems += _found(letter_file.path, line, path, answer)
        kind = KINDS.get(path.suffix.lower(), path.suffix.lower())
        size = path.stat().st_size
        passed.append(
            Attachment(path.name, entry.title, kind, size, answer.sha256, path, answer.sheets, entry.role == "original")
        )
    names = {entry.file for entry in declared}
    if folder.is_dir() and not folder.is_symlink():
        for item in sorted(folder.iterdir()):
            if item.name not in names and not is_systems_own(item.name):
                problems.append(_undeclared(letter_file, folder, item))
    return passed, problems


def _fault_of_name(name: str, path: Path, before: list[str]) -> tuple[str, str, str] | None:
    """Why a file cannot be published under its name: code, what is wrong, what to do."""
    shown = show_name(name)
    if path.suffix.lower() in ACTIVE:
        what = f"`{shown}` is of a kind that can run on the reader's machine."
        return "attachment-active", what, "Convert it to text, CSV or PDF."
    if not is_attachment_name(name):
        what = f"`{shown}` is not a file name that can be published."
        return "attachment-name", what, "Use letters, digits, dots, hyphens and underscores only."
    if name.lower() in (other.lower() for other in before):
        return "attachment-name", f"`{shown}` is named twice.", "Delete one of the two entries."
    if path.is_symlink() or not path.is_file() or not _is_written_so(path):
        what = f"there is no file `{path.parent.name}/{shown}` beside the letter."
        return "attachment-missing", what, f"Put it into the folder `{path.parent.name}`, or delete the entry."
    return None


def _is_written_so(path: Path) -> bool:
    """Whether the folder holds the name with the same capitals: not every disk tells them apart."""
    return any(item.name == path.name for item in path.parent.iterdir())


def _undeclared(letter_file: LetterFile, folder: Path, item: Path) -> Problem:
    digest = _digest(item) if item.is_file() and not item.is_symlink() else ""
    return Problem(
        "attachment-undeclared",
        "hold",
        letter_file.path,
        letter_file.line("attachments"),
        f"`{folder.name}/{show_name(item.name)}` is not named under `attachments`.",
        "Name it there with a title, move it out of `responses/`, or add a waiver with this finding's name.",
        finding_name("attachment-undeclared", item.name, digest),
    )


def _look(path: Path, apart: Apart) -> Answer:
    """What is in a file; one of an unknown kind, or too large, is not opened."""
    size = path.stat().st_size
    if size > LARGEST or path.suffix.lower() not in KINDS:
        code = "attachment-too-large" if size > LARGEST else "attachment-kind"
        return Answer(_digest(path), {code: [""]}, [], ())
    answer = apart.look(path)
    return answer if answer.sha256 else replace(answer, sha256=_digest(path))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _found(path: str, line: int | None, file: Path, answer: Answer) -> Iterator[Problem]:
    """What was found in a file as problems: one for each kind of hidden thing, one for each value."""
    if "attachment-encoding" in answer.hidden:
        what = f"`{file.name}` is not UTF-8."
        yield Problem("attachment-encoding", "error", path, line, what, "Save it again with the encoding UTF-8.")
        return
    for code, places in answer.hidden.items():
        text = _texts()[code]
        where = [place for place in places if place]
        shown = f" ({_listed(where)})" if where else ""
        yield Problem(
            code,
            "hold",
            path,
            line,
            f"`{file.name}` {text['what']}{shown}.",
            f"{_remedy(code, file)} Or add a waiver with this finding's name.",
            finding_name(code, file.name, answer.sha256),
        )
    values: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for place, code, value, shown in answer.found:
        values[code, value].append((place, shown))
    for (code, value), found in values.items():
        yield Problem(
            f"attachment-{code}",
            "hold",
            path,
            line,
            f"`{file.name}`, {_listed([place for place, _ in found])}: {found[0][1]}.",
            "Redact it, or add a waiver with this finding's name.",
            finding_name(f"attachment-{code}", f"{file.name}{value}", answer.sha256),
        )


def _listed(places: list[str]) -> str:
    more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
    return ", ".join(places[:_PLACES]) + more


def _remedy(code: str, file: Path) -> str:
    text = _texts()[code]
    for kind, endings in text.get("endings", {}).items():
        if file.suffix.lower() in endings:
            return f"Save it as {kind}."
    return str(text["remedy"])


@cache
def _texts() -> dict[str, dict[str, Any]]:
    """What is said of each kind of hidden thing."""
    return tomllib.loads((files("build_log.safety") / "data" / "hidden.toml").read_text("utf-8"))
