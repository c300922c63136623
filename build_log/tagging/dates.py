"""The dates a letter prints: its own, and that on which the request was received."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from build_log.model.findings import Finding
from build_log.tagging.passages import Passage

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"(?<![\w/.-])(?:(?P<iso>\d{{4}})-(?P<isom>\d{{2}})-(?P<isod>\d{{2}})"
    rf"|(?P<d>\d{{1,2}})\s?(?:st|nd|rd|th)?\s(?:day\sof\s|of\s)?(?P<m>{_MONTH})\.?,?(?:\s(?P<y>(?:19|20)\d\d))?(?!\w)"
    rf"|(?P<m2>{_MONTH})\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>(?:19|20)\d\d)"
    r"|(?P<nd>\d{1,2})[/.](?P<nm>\d{1,2})[/.](?P<ny>\d{4}|\d{2})(?![\w/]))",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\A(?:date|dated|date of (?:response|letter|reply)|our date)\s*:?\s*\Z", re.IGNORECASE)
_RECEIVED = (
    re.compile(
        r"\b(?:received|logged)\s(?:\w+\s){0,6}?(?:on|dated)\s\Z|\b(?:we|council|constabulary|trust|university)\s(?:\w+\s)?received\s(?:on\s)?\Z|\bdate (?:request )?received\s?:?\s\Z|\breceived\s?:\s\Z",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:original\s)?request(?:\sfor\s(?:\w+\s){1,2})?(?:\sdated|\sof|\smade|\ssubmitted|\ssent|\son)+\s(?:the\s|on\s)?\Z|\b(?:your|an?)\s(?:e-?mail|letter|correspondence)\s(?:of|dated)\s(?:the\s)?\Z",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:you\s(?:asked|requested|wrote|contacted|made|submitted|sent|e-?mailed)|request\w*)\b[^.]{0,60}\bon\s(?:the\s)?\Z|\bon\s(?:the\s)?\Z",
        re.IGNORECASE,
    ),
)
_ASKED_AFTER = re.compile(r"\A,?\s(?:you|in which you|asking|requesting|for information)\b", re.IGNORECASE)
_REVIEW_BEFORE = re.compile(
    r"\b(?:review|complaint|acknowledge|clarif|extension|response|replied|reply|due|by|until|deadline|published|incident)\b[^.]{0,40}\Z",
    re.IGNORECASE,
)
_REVIEW_AFTER = re.compile(r"\A[^.]{0,140}\b(?:internal\sreview)\b", re.IGNORECASE)
_REPLY_PROPER = re.compile(
    r"\b(?:thank you|you asked|you requested|your request|we received|i am writing|i write)\b", re.IGNORECASE
)
_LAST_PLACE = 25


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a passage; `value` is None where the year is not printed."""

    passage: Passage
    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def value(self) -> date | None:
        """The date, where it is complete and exists."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    def before(self, latest: date) -> date | None:
        """The date, with the year that puts it on or before `latest` where none is printed."""
        if self.year is not None:
            return self.value
        for year in (latest.year, latest.year - 1):
            try:
                candidate = date(year, self.month, self.day)
            except ValueError:
                continue
            if candidate <= latest:
                return candidate
        return None


def find_dates(passages: list[Passage]) -> Iterator[FoundDate]:
    """Every date in the letter, day first where it is written in figures."""
    for passage in passages:
        for m in DATE.finditer(passage.text):
            year: int | None
            if m["iso"]:
                day, month, year = int(m["isod"]), int(m["isom"]), int(m["iso"])
            elif m["d"]:
                day, month, year = int(m["d"]), _MONTHS[m["m"].lower()], int(m["y"]) if m["y"] else None
            elif m["d2"]:
                day, month, year = int(m["d2"]), _MONTHS[m["m2"].lower()], int(m["y2"])
            else:
                day, month, year = int(m["nd"]), int(m["nm"]), int(m["ny"]) + (2000 if len(m["ny"]) == 2 else 0)
            if 1 <= month <= 12 and 1 <= day <= 31:
                yield FoundDate(passage, m.start(), m.end(), day, month, year)


def find_responded(dates: list[FoundDate], passages: list[Passage]) -> Finding[date] | None:
    """The letter's own date: the first that stands alone, or behind a label, before the reply proper.

    Errs for none: a date inside a sentence is never the letter's.
    """
    first_words = next((p.index for p in passages if _REPLY_PROPER.search(p.text) and not p.heading), _LAST_PLACE)
    for found in dates:
        passage = found.passage
        if passage.section.kind not in ("opening", "request", "decision") or found.value is None:
            continue
        if passage.index > first_words:
            break
        before, after = passage.text[: found.start].strip(" *#:,-–"), passage.text[found.end :].strip(" *.")
        label = re.sub(r"\A.*\b(?=date\b)", "", before, flags=re.IGNORECASE)
        alone = not before and len(after) <= 40 and not re.search(r"\b(?:you|we|i)\b", after, re.IGNORECASE)
        ends = (
            not after
            and len(before) <= 40
            and not re.search(r"\b(?:on|of|from|by|dated|received|request(?:ed|s)?)\Z", before, re.IGNORECASE)
        )
        if alone or ends or (_LABEL.match(label) and not re.search(r"received|request", before, re.IGNORECASE)):
            return Finding(found.value, (passage.evidence(found.start),))
    return None


def find_received(dates: list[FoundDate], responded: date | None) -> Finding[date] | None:
    """When the original request was received, else made; a missing year is the one before the letter.

    A date said to be that of receipt beats one on which the request was written.
    """
    own = [d for d in dates if d.passage.section.kind != "quoted-mail"]
    return _received(own, responded) or _received(
        [d for d in dates if d.passage.section.kind == "quoted-mail"], responded, first_rank_only=True
    )


def _received(dates: list[FoundDate], responded: date | None, *, first_rank_only: bool = False) -> Finding[date] | None:
    best: tuple[int, FoundDate, date] | None = None
    for found in dates:
        passage = found.passage
        if passage.section.kind in ("review-rights", "privacy", "sign-off") or passage.quoted:
            continue
        before, after = passage.text[max(0, found.start - 110) : found.start], passage.text[found.end :]
        before = re.split(r"(?<=[.!?])\s(?=[A-Z])", before)[-1]
        rank = next((i for i, pattern in enumerate(_RECEIVED) if pattern.search(before)), None)
        if (
            rank is None
            or (rank and first_rank_only)
            or (
                rank == 2
                and re.search(r"\bon\s(?:the\s)?\Z", before, re.IGNORECASE)
                and not _asks_around(before, after)
            )
        ):
            continue
        if _REVIEW_AFTER.match(after) or (
            _REVIEW_BEFORE.search(before)
            and not re.search(r"\brequest(?:ed|s)?\b(?![^.]*\breview)", before, re.IGNORECASE)
            and rank
        ):
            continue
        if re.search(r"\breview\b", before, re.IGNORECASE) and not re.search(
            r"\boriginal\srequest\b|\byour\srequest\sof\s\Z", before, re.IGNORECASE
        ):
            continue
        value = found.before(responded) if responded else found.value
        if value is None or (responded and value > responded):
            continue
        if best is None or rank < best[0]:
            best = (rank, found, value)
    return Finding(best[2], (best[1].passage.evidence(best[1].start),)) if best else None


def _asks_around(before: str, after: str) -> bool:
    return bool(
        _ASKED_AFTER.match(after)
        or re.search(
            r"\byou\s(?:asked|requested|wrote|contacted|made|submitted|sent|e-?mailed)\b|\brequest(?:ed)?\b",
            before,
            re.IGNORECASE,
        )
    )


def find_review_requested(dates: list[FoundDate], responded: date | None) -> Finding[date] | None:
    """When the internal review was asked for."""
    for found in dates:
        passage = found.passage
        if passage.section.kind in ("quoted-mail", "review-rights", "privacy", "sign-off") or passage.quoted:
            continue
        sentence_start = next((s for s, e in passage.sentences if s <= found.start < e), 0)
        before, after = passage.text[sentence_start : found.start], passage.text[found.end :]
        asked = re.search(
            r"\b(?:request\w*|ask\w*)\s(?:\w+\s){0,3}(?:internal\s)?review\s(?:\w+\s){0,4}(?:on|of|dated)\s(?:the\s)?\Z|\breview\b[^.]{0,40}\brequested\son\s(?:the\s)?\Z|\brequest\sof\s\Z",
            before,
            re.IGNORECASE,
        )
        if asked and (re.search(r"review", before, re.IGNORECASE) or _REVIEW_AFTER.match(after)):
            value = found.before(responded) if responded else found.value
            if value:
                return Finding(value, (passage.evidence(found.start),))
    return None
