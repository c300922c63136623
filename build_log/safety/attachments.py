"""Attachments that may go out with a letter.

Only plain text kinds pass by themselves: they can hide nothing. Every other kind can carry
sheets, layers, comments or metadata that nobody sees, and is held until a person has looked.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from build_log.letters.front_matter import LetterFile
from build_log.model.problem import Problem
from build_log.model.record import Attachment
from build_log.model.settings import Settings
from build_log.safety.names import is_attachment_name, is_systems_own
from build_log.safety.personal_data import find_in_rows
from build_log.safety.waivers import finding_name

PLAIN = {".csv": "CSV", ".txt": "Text"}
CAREFUL = {".pdf": "PDF", ".xlsx": "Excel", ".docx": "Word", ".png": "Image", ".jpg": "Image", ".jpeg": "Image"}

ACTIVE = frozenset({".html", ".htm", ".xhtml", ".svg", ".xml", ".js", ".mjs", ".css", ".swf", ".exe", ".bat", ".sh"})
"""Kinds a browser or a reader's machine would run: never published."""


def check_attachments(
    letter_file: LetterFile, folder: Path, settings: Settings
) -> tuple[list[Attachment], list[Problem]]:
    """The declared attachments that exist and pass, and every fault of the others.

    A file in the letter's folder that is not declared is a hold: nothing is published, or left
    out, silently.
    """
    front = letter_file.front_matter
    declared = front.attachments if front else ()
    passed: list[Attachment] = []
    problems: list[Problem] = []
    for index, entry in enumerate(declared):
        line = letter_file.line("attachments", index)
        path = folder / entry.file
        if Path(entry.file).suffix.lower() in ACTIVE:
            problems.append(
                Problem(
                    "attachment-active",
                    "error",
                    letter_file.path,
                    line,
                    f"`{entry.file}` is of a kind that can run on the reader's machine.",
                    "Convert it to text, CSV or PDF.",
                )
            )
        elif not is_attachment_name(entry.file):
            problems.append(
                Problem(
                    "attachment-name",
                    "error",
                    letter_file.path,
                    line,
                    f"`{entry.file}` is not a file name that can be published.",
                    "Use letters, digits, dots, hyphens and underscores only.",
                )
            )
        elif path.is_symlink() or not path.is_file():
            problems.append(
                Problem(
                    "attachment-missing",
                    "error",
                    letter_file.path,
                    line,
                    f"there is no file `{folder.name}/{entry.file}` beside the letter.",
                    f"Put it into the folder `{folder.name}`, or delete the entry.",
                )
            )
        else:
            checked, faults = _check(letter_file.path, line, path, entry.title, settings)
            problems += faults
            if checked:
                passed.append(checked)
    names = {entry.file for entry in declared}
    if folder.is_dir() and not folder.is_symlink():
        for item in sorted(folder.iterdir()):
            if item.name not in names and not is_systems_own(item.name):
                problems.append(
                    Problem(
                        "attachment-undeclared",
                        "hold",
                        letter_file.path,
                        letter_file.line("attachments"),
                        f"`{folder.name}/{item.name}` is not named under `attachments`.",
                        "Name it there with a title, move it out of `responses/`, or add a waiver with this finding's name.",
                        finding_name("attachment-undeclared", item.name, _digest(item)),
                    )
                )
    return passed, problems


def _digest(item: Path) -> str:
    return sha256(item.read_bytes()).hexdigest() if item.is_file() else ""


def _text(data: bytes) -> str | None:
    """A plain file's text; None where it is not UTF-8 or holds a NUL, behind which words could hide."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _check(
    path: str, line: int | None, file: Path, title: str, settings: Settings
) -> tuple[Attachment | None, list[Problem]]:
    data = file.read_bytes()
    suffix = file.suffix.lower()
    digest = sha256(data).hexdigest()
    kind = PLAIN.get(suffix) or CAREFUL.get(suffix)
    checked = Attachment(file.name, title, kind or suffix, len(data), digest, file)
    if suffix in PLAIN:
        text = _text(data)
        if text is None:
            return None, [
                Problem(
                    "attachment-encoding",
                    "error",
                    path,
                    line,
                    f"`{file.name}` is not UTF-8.",
                    "Save it again with the encoding UTF-8.",
                )
            ]
        return checked, _text_findings(path, line, file.name, text, digest, settings)
    name = finding_name("attachment-unchecked", file.name, digest)
    what = f"a {kind} file" if kind else f"a file of the kind `{suffix}`"
    return checked, [
        Problem(
            "attachment-unchecked",
            "hold",
            path,
            line,
            f"`{file.name}` is {what}, which can hide what nobody sees.",
            "Convert it to CSV or text, or have a person check it and add a waiver with this finding's name.",
            name,
        )
    ]


def _text_findings(path: str, line: int | None, name: str, text: str, digest: str, settings: Settings) -> list[Problem]:
    """Personal data in a text file. The finding's name changes with the file."""
    return [
        Problem(
            f"attachment-{found.code}",
            "hold",
            path,
            line,
            f"`{name}`, line {number + 1}: {found.shown}.",
            "Redact it, or add a waiver with this finding's name.",
            finding_name(f"attachment-{found.code}", f"{name}{found.value}", digest),
        )
        for number, found in find_in_rows(text.splitlines(), settings)
    ]
