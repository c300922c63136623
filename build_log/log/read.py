"""A folder of letters as one log: every letter read and checked before anything is published."""

from __future__ import annotations

import html
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from build_log.law.catalogue import Catalogue, Regime, load_catalogue
from build_log.letters.file import read_bytes
from build_log.letters.front_matter import LetterFile, read_letter_file
from build_log.letters.read import read_letter
from build_log.log.files import find_letters
from build_log.log.record import build_record
from build_log.log.register import read_register
from build_log.log.statistics import Counted
from build_log.model.front_matter import FrontMatter
from build_log.model.letter import Letter
from build_log.model.masking import mask_personal_data
from build_log.model.problem import Problem, sort_problems
from build_log.model.record import Attachment, Record, Removed, same_reference
from build_log.model.settings import Settings
from build_log.safety.attachments import check_attachments
from build_log.safety.budget import SECONDS, TooSlowError, time_budget
from build_log.safety.inside.apart import Apart
from build_log.safety.limits import find_poison
from build_log.safety.personal_data import check_reason, find_personal_data
from build_log.safety.waivers import apply_waivers
from build_log.tagging.tag import tag_letter

_UNSEEN_MARKS = re.compile(r"</?(?:br|u|sup|sub)\s?/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Log:
    """The published records, the latest first, and all problems of all letters.

    `drafts` are letters not published yet: they appear only where somebody previews. `removed`
    are those taken down, the latest first.
    """

    settings: Settings
    catalogue: Catalogue
    records: tuple[Record, ...]
    drafts: tuple[Record, ...] = ()
    removed: tuple[Removed, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    letters: int = 0
    register: tuple[Counted, ...] = ()
    """The cases of the register, where the settings name one; figures are then of these."""


def regimes_shown(log: Log) -> list[Regime]:
    """The regimes with pages: those of the settings, and any other that a letter relies on."""
    used = {e.provision.regime for record in log.records for e in record.exemptions}
    return [
        regime for regime in log.catalogue.regimes.values() if regime.id in log.settings.regimes or regime.id in used
    ]


def read_log(
    folder: Path,
    settings: Settings,
    *,
    catalogue: Catalogue | None = None,
    today: date | None = None,
    files: Iterable[Path] | None = None,
) -> Log:
    """Read every letter under `folder/responses`. With `files`, only their problems are told.

    `today` decides whether `publish_from` has come; it is the build's day unless given.
    Faults are problems, never exceptions, but for a disk that cannot be read.
    """
    catalogue = catalogue or load_catalogue()
    today = today or build_day()
    paths, problems = find_letters(folder)
    register, faults = read_register(folder) if settings.log_covers == "register" else ((), [])
    problems += faults
    wanted = {path.resolve() for path in files} if files is not None else None
    records: list[Record] = []
    drafts: list[Record] = []
    removed: list[Removed] = []
    count = 0
    with Apart(settings) as apart:
        for path in paths:
            count += wanted is None or path.resolve() in wanted
            name = path.relative_to(folder).as_posix()
            record, faults = read_record(path, name, catalogue, settings, today, apart)
            problems += faults
            if isinstance(record, Removed):
                removed.append(record)
            elif record:
                (drafts if record.draft else records).append(record)
    everything = sorted([*records, *drafts], key=lambda record: record.path)
    problems += [*_duplicates(folder, everything), *_unknown_related(folder, everything, removed)]
    if wanted is not None:
        names = {path.relative_to(folder).as_posix() for path in paths if path.resolve() in wanted}
        problems = [p for p in problems if p.path in names]
    records.sort(key=latest_first)
    drafts.sort(key=latest_first)
    removed.sort(key=lambda r: (-r.removed_on.toordinal() if r.removed_on else 0, r.slug))
    return Log(
        settings,
        catalogue,
        tuple(records),
        tuple(drafts),
        tuple(removed),
        tuple(sort_problems(problems)),
        count,
        register,
    )


def latest_first(record: Record) -> tuple[int, int, str]:
    """Sort key: by day of publication, then of response, the latest first; then by slug."""
    return (-record.published.toordinal(), -record.responded.toordinal(), record.slug)


def build_day() -> date:
    """Today, or the day SOURCE_DATE_EPOCH names, where that is a number of seconds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdigit() else datetime.now(UTC).date()


def read_record(
    path: Path, name: str, catalogue: Catalogue, settings: Settings, today: date, apart: Apart
) -> tuple[Record | Removed | None, list[Problem]]:
    """One letter file as a record, a draft where it is not published yet; or as a removed one; and its problems."""
    data, faults = read_bytes(path, name)
    if faults:
        return None, faults
    letter_file = read_letter_file(name, data)
    front = letter_file.front_matter
    if front is None:
        return None, list(letter_file.problems)
    if front.status == "removed":
        return _removed(path.stem, letter_file, settings)
    attachments, faults = check_attachments(letter_file, path.with_suffix(""), apart)
    try:
        with time_budget():
            return _read_text(path.stem, letter_file, front, tuple(attachments), faults, catalogue, settings, today)
    except TooSlowError:
        what = f"reading the letter takes more than {SECONDS:.0f} seconds."
        remedy = "Shorten it, or put its tables and appendices into attachments."
        return None, [*letter_file.problems, Problem("too-slow", "error", name, None, what, remedy)]


def _read_text(
    slug: str,
    letter_file: LetterFile,
    front: FrontMatter,
    attachments: tuple[Attachment, ...],
    faults: list[Problem],
    catalogue: Catalogue,
    settings: Settings,
    today: date,
) -> tuple[Record | None, list[Problem]]:
    """The record of a letter from its text and front matter. `faults` are those of its attachments."""
    name = letter_file.path
    problems: list[Problem] = list(letter_file.problems)
    poison = list(find_poison(name, letter_file.body, letter_file.body_line))
    if poison:
        return None, problems + poison
    if not any(character.isalnum() for character in html.unescape(_UNSEEN_MARKS.sub("", letter_file.body))):
        return None, [*problems, _empty(name, letter_file.body_line)]
    letter = read_letter(name, letter_file.body, letter_file.body_line)
    if not any(section.text.lines for section in letter.sections):
        return None, [*problems, _empty(name, letter_file.body_line)]
    findings = tag_letter(letter, catalogue, settings)
    holds = [*faults, *find_personal_data(letter, letter_file, settings)]
    record, disagreements = build_record(slug, letter_file, letter, findings, attachments, catalogue, settings)
    problems += apply_waivers(letter_file, [*holds, *disagreements])
    problems += _repairs(letter_file, letter)
    if front.responded and front.responded > today:
        problems.append(
            Problem(
                "date-future",
                "warning",
                name,
                letter_file.line("responded"),
                f"`responded` ({front.responded}) is in the future.",
                "Correct the date.",
            )
        )
    if front.status == "draft" or (front.publish_from and front.publish_from > today):
        problems = [_milder(problem) for problem in problems]
        record = replace(record, draft=True) if record else None
    return record, problems


def _removed(slug: str, letter_file: LetterFile, settings: Settings) -> tuple[Removed | None, list[Problem]]:
    """A letter taken down. Its text is not read at all; what is told of it must name nobody."""
    front = letter_file.front_matter
    assert front is not None and front.reason is not None  # noqa: PT018  # a removed letter needs a reason
    problems = apply_waivers(letter_file, check_reason(letter_file, front.reason, settings))
    return Removed(slug, front.reason, front.removed_on, front.reference or slug), [*letter_file.problems, *problems]


def _empty(name: str, line: int) -> Problem:
    return Problem(
        "empty", "error", name, line, "there is no letter below the front matter.", "Put the text of the letter there."
    )


def _milder(problem: Problem) -> Problem:
    """A draft is not published: what would hold or warn is only worth knowing."""
    if problem.severity in ("hold", "warning"):
        return Problem(
            problem.code,
            "note",
            problem.path,
            problem.line,
            f"draft: {problem.message}",
            problem.remedy,
            problem.finding,
        )
    return problem


def _repairs(letter_file: LetterFile, letter: Letter) -> Iterator[Problem]:
    lines: dict[str, list[int]] = defaultdict(list)
    for repair in letter.repairs:
        lines[repair.name].append(repair.line)
    for name, where in lines.items():
        times = f"{len(where)} times" if len(where) > 1 else "once"
        yield Problem(
            f"repaired-{name}",
            "note",
            letter_file.path,
            where[0],
            f"repaired {times}: {name.replace('-', ' ')}.",
            "Nothing to do.",
        )


def _duplicates(folder: Path, records: list[Record]) -> Iterator[Problem]:
    """Two letters with the same reference and stage; later stages may repeat on another day."""
    seen: dict[tuple[str, str, date | None], Record] = {}
    for record in sorted(records, key=lambda r: r.path):
        key = (same_reference(record.reference), record.stage, None if record.stage == "initial" else record.responded)
        other = seen.setdefault(key, record)
        if other is not record:
            yield Problem(
                "duplicate",
                "error",
                record.path,
                _line_of(folder, record.path, "reference"),
                f"reference {record.reference} at the stage `{record.stage}` is also that of {other.path}.",
                "Correct the reference, give the right `stage`, or delete one of the two.",
            )


def _unknown_related(folder: Path, records: list[Record], removed: list[Removed]) -> Iterator[Problem]:
    """Letters that a letter points to, and readers would not find.

    Taking a letter down never stops a build: that other letters name it is only a note.
    """
    published = {same_reference(name) for r in records if not r.draft for name in (r.reference, r.slug)}
    drafts = {same_reference(name) for r in records if r.draft for name in (r.reference, r.slug)}
    gone = {same_reference(name) for r in removed for name in (r.reference, r.slug)}
    for record in records:
        for index, reference in enumerate(record.related):
            key = same_reference(reference)
            if key in published or (record.draft and key in drafts):
                continue
            why = "a draft" if key in drafts else "removed" if key in gone else "not in this log"
            yield Problem(
                "related",
                "note" if key in gone else "warning",
                record.path,
                _line_of(folder, record.path, "related", index),
                f"`related` names {mask_personal_data(reference)}, which is {why}.",
                "Correct it or delete it.",
            )


def _line_of(folder: Path, path: str, *key: str | int) -> int | None:
    """The line of a value in a letter file, read again: records do not carry lines."""
    return read_letter_file(path, (folder / path).read_bytes()).line(*key)
