"""Attachments that may go out with a letter.

Only plain text kinds pass by themselves: they can hide nothing. Every other kind can carry
sheets, layers, comments or metadata that nobody sees, and is held until a person has looked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from build_log.letters.front_matter import LetterFile
from build_log.model.masking import EMAIL, mask_email
from build_log.model.problem import Problem
from build_log.model.settings import Settings
from build_log.safety.waivers import finding_name

PLAIN = {".csv": "CSV", ".txt": "Text"}
CAREFUL = {".pdf": "PDF", ".xlsx": "Excel", ".docx": "Word", ".png": "Image", ".jpg": "Image", ".jpeg": "Image"}

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


@dataclass(frozen=True, slots=True)
class CheckedAttachment:
    """A file that may be published, with its size in bytes and its SHA-256."""

    file: str
    title: str
    kind: str
    size: int
    sha256: str
    source: Path


def check_attachments(
    letter_file: LetterFile, folder: Path, settings: Settings
) -> tuple[list[CheckedAttachment], list[Problem]]:
    """The declared attachments that exist and pass, and every fault of the others.

    A file in the letter's folder that is not declared is a hold: nothing is published, or left
    out, silently.
    """
    front = letter_file.front_matter
    declared = front.attachments if front else ()
    passed: list[CheckedAttachment] = []
    problems: list[Problem] = []
    for index, entry in enumerate(declared):
        line = letter_file.line("attachments", index)
        path = folder / entry.file
        if not _NAME.match(entry.file):
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
            if item.name not in names and item.name != ".gitkeep":
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


def _check(
    path: str, line: int | None, file: Path, title: str, settings: Settings
) -> tuple[CheckedAttachment | None, list[Problem]]:
    data = file.read_bytes()
    suffix = file.suffix.lower()
    digest = sha256(data).hexdigest()
    kind = PLAIN.get(suffix) or CAREFUL.get(suffix)
    checked = CheckedAttachment(file.name, title, kind or suffix, len(data), digest, file)
    if suffix in PLAIN:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
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
        return checked, _text_findings(path, line, file.name, text, settings)
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


def _text_findings(path: str, line: int | None, name: str, text: str, settings: Settings) -> list[Problem]:
    problems = []
    for match in EMAIL.finditer(text):
        address = match[0].lower()
        if address.partition("@")[2] in {d.lower() for d in settings.authority.domains}:
            continue
        row = text.count("\n", 0, match.start()) + 1
        problems.append(
            Problem(
                "attachment-email",
                "hold",
                path,
                line,
                f"`{name}`, line {row}: an e-mail address, {mask_email(address)}.",
                "Redact it, or add a waiver with this finding's name.",
                finding_name("attachment-email", name, address),
            )
        )
    return problems
