"""The hand-written pages' folder: what lies in it is published as it is, so nothing odd may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from build_log.model.problem import Problem

PAGE = ".md"
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico"})
STYLES = frozenset({".css"})
UNFILLED = re.compile(r"\[fill in: [^\]\n]{1,120}\]")
"""A place in a model page, such as `[fill in: telephone number]`."""


def find_odd_pages(docs: Path, folder: Path) -> Iterator[Problem]:
    """Files in `docs` that must not go out, or that would take another's place.

    These are links to other places, files that are no page or picture, pairs of pages with one
    address, and pages with a place still to be filled in. `folder` is the log's, which paths are told from.
    """
    taken: dict[str, str] = {}
    for item in sorted(docs.rglob("*")):
        name = item.relative_to(folder).as_posix() if item.is_relative_to(folder) else item.as_posix()
        if any(part.startswith(".") for part in item.relative_to(docs).parts):
            continue
        if item.is_symlink():
            yield _problem(name, "is a link to another place.", "Put the file itself here.")
        elif item.is_dir():
            continue
        elif item.suffix.lower() == PAGE and not item.name.startswith("~"):
            address = _address(item.relative_to(docs))
            other = taken.setdefault(address, name)
            if other is not name:
                yield _problem(name, f"has the same address as {other}.", "Rename one of them.")
            yield from _find_unfilled(item, name)
        elif item.suffix.lower() not in PICTURES | STYLES or item.name.startswith("~"):
            yield _problem(
                name,
                "would be published, and is neither a page nor a picture.",
                "Move it out of the folder of pages. What belongs to a response goes beside the letter.",
            )


def _find_unfilled(page: Path, name: str) -> Iterator[Problem]:
    """Places of a model page that nobody has filled in yet."""
    for number, line in enumerate(page.read_text("utf-8", errors="replace").splitlines(), 1):
        for match in UNFILLED.finditer(line):
            what = f"`{match[0]}` is still to be filled in."
            yield Problem("page-unfilled", "warning", name, number, what, "Write what belongs there in its place.")


def _address(page: Path) -> str:
    """The address of a page: `x.md` and `x/index.md` have the same."""
    name = page.with_suffix("").as_posix().lower()
    stem = name.rpartition("/")[2]
    return name.removesuffix(stem).rstrip("/") if stem in ("index", "readme") else name


def _problem(path: str, what: str, remedy: str) -> Problem:
    return Problem("page-file", "error", path, None, f"the file {what}", remedy)
