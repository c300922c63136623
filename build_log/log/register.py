"""The register: a CSV file of all cases, for figures of a log that publishes only some responses.

`register.csv` beside mkdocs.yml, with a line for each case. Columns: reference, received and
responded (dates, empty where not known or not answered), regime, outcome; and if wanted due
(the last day of an extension the requester was told of), exemptions (yes or no), review (a date)
and review_result.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar, get_args

from build_log.law.procedure import load_procedures
from build_log.log.cases import UNDECIDED, Timeliness
from build_log.log.statistics import Counted
from build_log.log.working_days import count_working_days
from build_log.model.front_matter import OutcomeId, RegimeId
from build_log.model.problem import Problem

NAME = "register.csv"
NEEDED = ("reference", "received", "responded", "regime", "outcome")
OPTIONAL = ("due", "exemptions", "review", "review_result")
_RESULTS = ("", "upheld", "partly-upheld", "overturned")

T = TypeVar("T")


def read_register(folder: Path) -> tuple[tuple[Counted, ...], list[Problem]]:
    """Every case of the register, and every fault in it, by line."""
    path = folder / NAME
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return (), [_fault(None, "is not there.", "Put it beside mkdocs.yml, or change `log_covers`.")]
    except (OSError, UnicodeDecodeError):
        return (), [_fault(None, "cannot be read.", "Save it as CSV in UTF-8.")]
    rows = csv.DictReader(text.splitlines())
    names = tuple(rows.fieldnames or ())
    missing = [name for name in NEEDED if name not in names]
    unknown = [name for name in names if name not in (*NEEDED, *OPTIONAL)]
    if missing or unknown:
        what = [f"lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"] if missing else []
        what += [f"has the unknown column{'s' if len(unknown) > 1 else ''} {', '.join(unknown)}"] if unknown else []
        return (), [_fault(1, f"{' and '.join(what)}.", f"The columns are {', '.join((*NEEDED, *OPTIONAL))}.")]
    cases: list[Counted] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for row in rows:
        line = rows.line_num
        case, faults = _read_row({name: (row.get(name) or "").strip() for name in (*NEEDED, *OPTIONAL)}, line)
        problems += faults
        if case and case.reference in seen:
            problems.append(
                _fault(line, f"has the reference of line {seen[case.reference]} again.", "Keep one of the two.")
            )
        elif case:
            seen[case.reference] = line
            cases.append(case)
    return tuple(cases), problems


def _read_row(row: dict[str, str], line: int) -> tuple[Counted | None, list[Problem]]:
    problems: list[Problem] = []

    def read(name: str, parse: Callable[[str], T], remedy: str) -> T | None:
        try:
            return parse(row[name])
        except ValueError:
            problems.append(_fault(line, f"has a `{name}` that cannot be read.", remedy))
            return None

    def day(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    def one_of(values: tuple[str, ...]) -> Callable[[str], str]:
        def parse(text: str) -> str:
            if text not in values:
                raise ValueError
            return text

        return parse

    dates = {name: read(name, day, "Write dates as 2024-04-29.") for name in ("received", "responded", "due", "review")}
    regimes, outcomes = get_args(RegimeId), ("", *get_args(OutcomeId))
    regime = read("regime", one_of(regimes), f"It is one of {', '.join(regimes)}.")
    outcome = read("outcome", one_of(outcomes), f"It is empty or one of {', '.join(outcomes[1:])}.")
    result = read("review_result", one_of(_RESULTS), f"It is empty or one of {', '.join(_RESULTS[1:])}.")
    exempt = read("exemptions", one_of(("", "yes", "no")), "It is yes, no or empty.")
    if not row["reference"]:
        problems.append(_fault(line, "has no reference.", "Every case needs one."))
    received, responded = dates["received"], dates["responded"]
    if received and responded and responded < received:
        problems.append(_fault(line, "was answered before it was received.", "Correct one of the dates."))
    if problems or regime is None or outcome is None:
        return None, problems
    decided = responded is not None and outcome not in UNDECIDED
    days = count_working_days(received, responded, regime) if received and responded and decided else None
    review = dates["review"]
    return Counted(
        row["reference"],
        regime,
        received,
        responded,
        decided,
        outcome,
        days,
        _timeliness(days, load_procedures()[regime].day_limit, responded, dates["due"]),
        exempt == "yes" if exempt else outcome in ("withheld", "partly-disclosed", "neither-confirmed-nor-denied"),
        ((review, result or ""),) if review else (),
    ), []


def _timeliness(days: int | None, limit: int | None, responded: date | None, due: date | None) -> Timeliness:
    if days is None or limit is None or responded is None:
        return "unknown"
    if days <= limit:
        return "in-time"
    return "extended" if due and responded <= due else "late"


def _fault(line: int | None, what: str, remedy: str) -> Problem:
    where = f"{NAME} " if line is None else "the case "
    return Problem("register", "error", NAME, line, f"{where}{what}", remedy)
