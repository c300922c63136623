"""Text and Markdown letters into `responses/`, as drafts; nothing is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from build_log.importing.proposal import propose_slug, propose_values
from build_log.law.catalogue import Catalogue
from build_log.letters.file import decode, read_bytes
from build_log.letters.read import read_letter
from build_log.letters.write import render_letter_file
from build_log.log.read import build_day
from build_log.model.findings import Findings
from build_log.model.problem import Problem
from build_log.model.settings import Settings
from build_log.safety.limits import find_poison
from build_log.safety.names import RESERVED
from build_log.tagging.tag import tag_letter

_FIRST_YEAR = 1990

KINDS = frozenset({".txt", ".md", ".markdown", ""})


@dataclass(frozen=True, slots=True)
class Added:
    """A letter file that was written, and what was found in it."""

    source: Path
    path: Path
    findings: Findings
    twin: Path | None


def add_letter(
    source: Path, folder: Path, catalogue: Catalogue, settings: Settings
) -> tuple[Added | None, list[Problem]]:
    """Write a draft for the letter in `source` below `folder`/responses.

    A file with front matter of its own is refused: it is a letter file already. The letter's
    words are written as they are; reading repairs them each time.
    """
    name = source.name
    if source.suffix.lower() not in KINDS:
        return None, [
            Problem(
                "add-kind",
                "error",
                name,
                None,
                f"`{source.suffix}` files cannot be added yet.",
                "Save the letter as text or Markdown.",
            )
        ]
    data, problems = read_bytes(source, name)
    text, faults = decode(name, data)
    if problems or faults:
        return None, problems or faults
    if text.startswith("---\n") and "\n---\n" in text[4:]:
        return None, [
            Problem(
                "add-front-matter",
                "error",
                name,
                1,
                "the file has front matter already.",
                "Put it into responses/<year>/ as it is.",
            )
        ]
    if not text.strip():
        return None, [
            Problem(
                "add-empty",
                "error",
                name,
                None,
                "the file holds no text.",
                "A scanned letter must be read by a text recogniser first.",
            )
        ]
    poison = list(find_poison(name, text, 1))
    if poison:
        return None, poison
    findings = tag_letter(read_letter(name, text), catalogue, settings)
    values = propose_values(findings, catalogue)
    proposed = {**values, "status": "draft", "unconfirmed": list(values)}
    year = findings.responded.value.year if findings.responded else 0
    if not _FIRST_YEAR <= year <= build_day().year + 1:
        year = build_day().year
    slug = propose_slug(findings, catalogue)
    path = _free_path(folder / "responses", str(year), slug)
    twin = next((folder / "responses").glob(f"*/{slug}.md"), None)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(render_letter_file(proposed, text))
    return Added(source, path, findings, twin), []


def _free_path(responses: Path, year: str, slug: str) -> Path:
    """A name no letter of any year has: the slug, else with -2, -3 … behind it."""
    taken = {path.stem.lower() for path in responses.glob("*/*")} | RESERVED
    name, number = slug, 1
    while name in taken:
        number += 1
        name = f"{slug[:95].rstrip('-')}-{number}"
    return responses / year / f"{name}.md"
