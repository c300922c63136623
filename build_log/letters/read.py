"""A letter's text, repaired and in sections: a pure function of the text."""

from __future__ import annotations

from build_log.letters.repair import repair_text
from build_log.letters.sections import split_sections
from build_log.model.letter import Letter


def read_letter(path: str, body: str, first_line: int = 1) -> Letter:
    """Normalise `body`, which begins at `first_line` of the file `path`."""
    text, repairs = repair_text(body, first_line)
    return Letter(path, text, split_sections(text), repairs)
