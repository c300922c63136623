"""Problems for machines and for a page: JSON, GitHub's annotations, and a summary in Markdown."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from build_log.log.health import STALE, Health
from build_log.model.problem import SEVERITIES, Problem

ANNOTATIONS = 10
"""GitHub shows no more of each kind for one step."""

SUMMARY_BYTES = 900_000
"""GitHub takes a summary of at most 1 MiB."""

_KINDS = {"error": "error", "hold": "error", "warning": "warning", "note": "notice"}


def render_json(letters: int, problems: Iterable[Problem]) -> str:
    """All problems as one JSON object."""
    report = {"letters": letters, "problems": [asdict(problem) for problem in problems]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def render_counts(letters: int, problems: Iterable[Problem]) -> str:
    """How many letters were looked at, and how many problems of each severity there are."""
    counts = Counter(problem.severity for problem in problems)
    told = ", ".join(_counted(counts[severity], severity) for severity in SEVERITIES)
    return f"{_counted(letters, 'letter')}: {told}."


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def render_annotations(problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each problem as GitHub's workflow commands have it, the gravest first.

    Where there are more of a kind than GitHub shows, the last place tells how many.
    """
    ordered = sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity))
    for kind in dict.fromkeys(_KINDS.values()):
        of_kind = [problem for problem in ordered if _KINDS[problem.severity] == kind]
        shown = of_kind if len(of_kind) <= ANNOTATIONS else of_kind[: ANNOTATIONS - 1]
        yield from (_annotation(kind, problem) for problem in shown)
        if len(of_kind) > len(shown):
            yield f"::{kind}::{len(of_kind) - len(shown)} more are in this step's log and summary."


def _annotation(kind: str, problem: Problem) -> str:
    place = f"file={_property(problem.path)}"
    if problem.line:
        place += f",line={problem.line}"
    finding = f" [{problem.finding}]" if problem.finding else ""
    text = f"{problem.message} {problem.remedy} ({problem.code}){finding}"
    return f"::{kind} {place},title={_property(f'{problem.severity}: {problem.code}')}::{_data(text)}"


def _data(text: str) -> str:
    """A text in which no command of GitHub's can begin."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def render_summary(letters: int, problems: Iterable[Problem]) -> str:
    """A table of all problems but notes, in Markdown, as a page of the run shows it."""
    problems = list(problems)
    told = [problem for problem in problems if problem.severity != "note"]
    text = f"## The log\n\n{render_counts(letters, problems)}\n"
    if not told:
        return f"{text}\nNothing stops it.\n"
    text += "\n| Where | | What, and what to do |\n|---|---|---|\n"
    for number, problem in enumerate(told):
        place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
        finding = f" <code>{problem.finding}</code>" if problem.finding else ""
        row = f"| {_cell(place)} | {problem.severity} | {_cell(f'{problem.message} {problem.remedy}')}{finding} |\n"
        if len(text.encode()) + len(row.encode()) > SUMMARY_BYTES:
            return f"{text}\n{len(told) - number} more are in the log of the step.\n"
        text += row
    return text


def _cell(text: str) -> str:
    """Words that are no Markdown and no HTML, for one cell."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return "".join(f"&#{ord(character)};" if character in "|`*_[]\\~#!" else character for character in escaped)


MONTHS_TOLD = 12


def render_health(health: Health) -> str:
    """The health of the log in a few lines."""
    if not health.newest:
        return f"Health of the log: nothing is published yet, {_counted(health.drafts, 'draft')}.\n"
    stale = " The log looks abandoned." if health.age is not None and health.age > STALE else ""
    lines = [f"newest letter: {health.newest}, {_counted(health.age or 0, 'day')} old.{stale}"]
    months = [f"{year}-{month:02}" for year, month in health.months_missing]
    more = f" and {len(months) - MONTHS_TOLD} more" if len(months) > MONTHS_TOLD else ""
    lines.append(
        f"months without a letter: {', '.join(months[-MONTHS_TOLD:])}{more}."
        if months
        else "no month without a letter."
    )
    fields = ", ".join(f"{name} ({count})" for name, count in health.fields_missing)
    lines.append(f"missing: {fields}, of {_counted(health.letters, 'letter')}." if fields else "no field is missing.")
    tags = ", ".join(f"{name} ({count})" for name, count in health.unconfirmed)
    lines.append(
        f"unconfirmed in {_counted(health.letters_unconfirmed, 'letter')}: {tags}."
        if tags
        else "every tag is confirmed."
    )
    if health.drafts:
        lines.append(f"{_counted(health.drafts, 'draft')} not published.")
    return "Health of the log\n" + "".join(f"  {line}\n" for line in lines)
