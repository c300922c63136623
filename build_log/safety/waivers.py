"""The name of a finding, which a waiver repeats to publish in spite of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from build_log.letters.front_matter import LetterFile
from build_log.model.problem import Problem


def finding_name(code: str, value: str, sentence: str) -> str:
    """Code, hyphen, eight hex digits of code, value and sentence: a changed sentence is another finding."""
    sentence = re.sub(r"\s+", " ", sentence).strip()
    digest = sha256(f"{code}\x1f{value}\x1f{sentence}".encode()).hexdigest()
    return f"{code}-{digest[:8]}"


def apply_waivers(letter_file: LetterFile, problems: Iterable[Problem]) -> list[Problem]:
    """The problems no waiver covers, and a warning for each waiver that covers none."""
    problems = list(problems)
    waivers = letter_file.front_matter.waivers if letter_file.front_matter else ()
    names = {problem.finding for problem in problems if problem.finding}
    waived = {waiver.finding for waiver in waivers}
    left = [p for p in problems if p.finding is None or p.finding not in waived]
    for index, waiver in enumerate(waivers):
        if waiver.finding not in names:
            left.append(
                Problem(
                    "waiver-unused",
                    "warning",
                    letter_file.path,
                    letter_file.line("waivers", index),
                    f"the waiver `{waiver.finding}` matches no finding.",
                    "Delete it, or run `build-log check` for the finding's present name.",
                )
            )
    return left
