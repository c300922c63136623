"""What `check` and the build say about a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from build_log.model.masking import mask_personal_data

_LINE_ENDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

Severity = Literal["error", "hold", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "hold", "warning", "note")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, by file and line, with what to do about it.

    `code` is permanent and documented; `line` counts from 1 and is None where the whole
    file is meant; `finding` is what a waiver names, None where nothing can be waived.
    """

    code: str
    severity: Severity
    path: str
    line: int | None
    message: str
    remedy: str
    finding: str | None = None

    def __post_init__(self) -> None:
        """Mask whatever may identify a person, and keep each text on one line: messages reach terminals and logs."""
        object.__setattr__(self, "message", mask_personal_data(_LINE_ENDS.sub(" ", self.message)))
        object.__setattr__(self, "remedy", mask_personal_data(_LINE_ENDS.sub(" ", self.remedy)))

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        waive = f" [{self.finding}]" if self.finding else ""
        return f"{place}: {self.severity}: {self.message} {self.remedy} ({self.code}){waive}"


def stops(problems: Iterable[Problem], *, strict: bool = False) -> list[Problem]:
    """The problems that stop a build: errors and holds, and warnings too where `strict`."""
    stopping = {"error", "hold", "warning"} if strict else {"error", "hold"}
    return [problem for problem in problems if problem.severity in stopping]


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file, line and severity, each once."""
    return sorted(
        dict.fromkeys(problems),
        key=lambda p: (p.path, p.line or 0, SEVERITIES.index(p.severity), p.code, p.message),
    )
