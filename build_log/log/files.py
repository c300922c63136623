"""The files under `responses/`: the letters in order, and every name that cannot be one."""

from __future__ import annotations

import re
from pathlib import Path

from build_log.model.problem import Problem
from build_log.safety.names import find_slug_fault, is_systems_own, show_name


def find_letters(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The letter files in order, and every name that cannot be one."""
    root = folder / "responses"
    problems: list[Problem] = []
    letters: list[Path] = []
    if root.is_symlink():
        return [], [_name("responses", "this is a link to another place.", "Put the folder itself here.")]
    if root.exists() and not root.is_dir():
        return [], [
            _name(
                "responses",
                "a file has the name of the folder of letters.",
                "Rename it, and make a folder `responses`.",
            )
        ]
    if not root.is_dir():
        return [], []
    for item in sorted(root.iterdir()):
        name = item.relative_to(folder).as_posix()
        if is_systems_own(item.name):
            continue
        if item.is_symlink():
            problems.append(_name(name, "this is a link to another place.", "Put the file itself here."))
        elif item.is_dir() and re.fullmatch(r"(?:19|20)[0-9]{2}", item.name):
            letters += _letters_of_year(item, folder, problems)
        else:
            problems.append(_name(name, "this does not belong here.", "Letters lie in responses/<year>/<slug>.md."))
    seen: dict[str, Path] = {}
    for path in letters:
        other = seen.setdefault(path.stem, path)
        if other is not path:
            problems.append(
                _name(
                    path.relative_to(folder).as_posix(),
                    f"the letter would have the same address as {other.relative_to(folder).as_posix()}.",
                    "Rename one of them: an address is unique over all years.",
                )
            )
    return letters, problems


def _letters_of_year(year: Path, folder: Path, problems: list[Problem]) -> list[Path]:
    letters: list[Path] = []
    stems = {item.stem for item in year.iterdir() if item.suffix == ".md"}
    for item in sorted(year.iterdir()):
        name = item.relative_to(folder).as_posix()
        if is_systems_own(item.name):
            continue
        if item.is_symlink():
            problems.append(_name(name, "this is a link to another place.", "Put the file itself here."))
        elif item.is_dir():
            if item.name not in stems:
                problems.append(_name(name, *_of_folder(item)))
        elif item.suffix == ".md" or item.name == ".md":
            fault = find_slug_fault(item.stem)
            if fault:
                problems.append(_name(name, f"the file name {fault[0]}", fault[1]))
            else:
                letters.append(item)
        elif item.suffix.lower() == ".md":
            problems.append(_name(name, f"the file name ends in `{item.suffix}`.", "Write `.md` in small letters."))
        else:
            problems.append(
                _name(
                    name,
                    "this is not a letter.",
                    "Save it as text and run `build-log add` on that, or put it into the folder of its letter as an attachment.",
                )
            )
    return letters


def _of_folder(item: Path) -> tuple[str, str]:
    """What is wrong with a folder that has no letter of its name beside it, and what to do."""
    if any(inside.suffix.lower() == ".md" for inside in item.iterdir()):
        return "this is a folder with letters in it.", "Put the letters into the folder of their year itself."
    return (
        f"this is a folder of attachments, but there is no letter {show_name(item.name)}.md.",
        "Name the folder like its letter.",
    )


def _name(path: str, what: str, remedy: str) -> Problem:
    return Problem("file-name", "error", show_name(path), None, what, remedy)
