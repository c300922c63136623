"""The dates a letter prints: its own, and that on which the request was received."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from build_log.letters.patterns import load_patterns
from build_log.model.findings import Finding
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage

_PATTERNS = load_patterns("tagging")

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
    rf"(?P<d>\d(?<![\w/.-]\d)\d?)(?:\s?(?:st|nd|rd|th)?\s(?:day\sof\s|of\s)?(?P<m>{_MONTH})\.?,?(?:\s(?P<y>(?:19|20)\d\d))?(?:(?!\w)|(?<=\d)(?-i:(?=[A-Z])))"
    r"|[/.](?P<nm>\d{1,2})[/.](?P<ny>\d{4}|\d{2})(?![\w/])|-(?P<hm>\d{1,2})-(?P<hy>(?:19|20)\d\d)(?![\w/-])"
    r"|(?<=19|20)(?P<iso>\d\d)-(?P<isom>\d\d)-(?P<isod>\d\d)(?!\d))",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"[JFMASOND][A-Za-z]{2,8}(?=\s\d)\s(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y>(?:19|20)\d\d)\b")
_CENTURIES = ("19", "20")
_STOP = re.compile(r"(?<=[.!?])\s(?=[A-Z])")
_FIRST_REQUEST = _PATTERNS["first_request"]
_FOR_REVIEW = _PATTERNS["for_review"]
_ASKED = _PATTERNS["asks_or_review"]
_RECEIVED = ("received_before", "requested_before", "asked_before")
_INSIDE = _PATTERNS["date_inside_sentence"]
_MAILBOX = re.compile(r"\S+@\S+")
_SPEAKS = _PATTERNS["speaks_in_person"]
_YOU_ASKED = _PATTERNS["you_asked"]
_LAST_PLACE = 25
_SHORT = 120
_HEAD = 12
_LABEL_WORDS = 4
_LABEL = 40
_FOOT = 6
_BEFORE_GREETING = _PATTERNS["head_goes_on"]
_AT_FOOT = _PATTERNS["date_at_foot"]


class FoundDate(NamedTuple):
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
    """Every date that could tell of the letter or the request, day first where it is written in figures."""
    for passage in passages:
        if not passage.figures or not _worth_reading(passage):
            continue
        found = [_read(passage, m) for m in DATE.finditer(passage.text)]
        for m in _MONTH_FIRST.finditer(passage.text) if any(century in passage.text for century in _CENTURIES) else ():
            month = _MONTHS.get(m[0].split()[0].lower())
            if month:
                found.append(FoundDate(passage, m.start(), m.end(), int(m["d"]), month, int(m["y"])))
        found.sort(key=lambda date: date.start)
        yield from (date for date in found if 1 <= date.month <= 12 and 1 <= date.day <= 31)


def _worth_reading(passage: Passage) -> bool:
    """Whether a date here could be the letter's, the request's or the review's."""
    return (
        len(passage.text) <= _SHORT
        or cue("letter_date_before").possible(passage.lacks)
        or passage.find("speaks_of_request") is not None
    )


def _read(passage: Passage, m: re.Match[str]) -> FoundDate:
    """A match of DATE: `9 June 2024`, `9/6/24`, `9-6-2024` or `2024-06-09`."""
    start, end = m.span()
    if m["iso"]:
        return FoundDate(passage, start, end, int(m["isod"]), int(m["isom"]), int(m["d"] + m["iso"]))
    if m["m"]:
        return FoundDate(passage, start, end, int(m["d"]), _MONTHS[m["m"].lower()], int(m["y"]) if m["y"] else None)
    month, year = m["nm"] or m["hm"], m["ny"] or m["hy"]
    return FoundDate(passage, start, end, int(m["d"]), int(month), int(year) + (2000 if len(year) == 2 else 0))


def find_responded(dates: list[FoundDate], passages: list[Passage]) -> Finding[date] | None:
    """The letter's own date: behind a label, else the first that stands alone before the reply proper, or at its foot.

    A label inside a longer sentence counts where no date stands alone. Errs for none: a date
    inside a sentence without such a label is never the letter's.
    """
    first_words = next((p.index for p in passages if p.find("reply_begins") and not p.heading), _LAST_PLACE)
    own = [d for d in dates if d.passage.section.kind != "quoted-mail" and d.value and not d.passage.quoted]
    alone: list[FoundDate] = []
    spoken: list[FoundDate] = []
    for found in own:
        label = _label(found, passages)
        after = found.passage.text[found.end :].strip(" *.)|")
        if cue("letter_date_before").found(label) and (found.passage.index <= _HEAD or not after):
            if found.passage.index <= _HEAD and found.start <= _LABEL and _is_line(found.passage):
                return _finding(found)
            spoken.append(found)
        if (
            found.passage.index <= min(first_words, _HEAD)
            and _BEFORE_GREETING.match(found.passage.text, found.end)
            and not cue("other_date_label").found(label)
        ):
            return _finding(found)
        if found.passage.index <= first_words and _stands_alone(found, label, after):
            alone.append(found)
    if alone:
        return _finding(alone[0])
    last = max((p.index for p in passages if p.section.kind != "quoted-mail"), default=0)
    for found in own:
        text = found.passage.text.strip(" *.")
        if (
            last - _FOOT <= found.passage.index <= last
            and _AT_FOOT.match(text[: -(found.end - found.start)])
            and text.endswith(found.passage.text[found.start : found.end])
        ):
            return _finding(found)
    return _finding(spoken[0]) if spoken else None


def _is_line(passage: Passage) -> bool:
    """Whether a passage is a line of a letter's head: short, and no row of a table."""
    return len(passage.text) <= _SHORT and "|" not in passage.text


def _finding(found: FoundDate) -> Finding[date] | None:
    return Finding(found.value, (found.passage.evidence(found.start),)) if found.value else None


def _label(found: FoundDate, passages: list[Passage]) -> str:
    """The words in front of a date: in its passage, else the short line above it ("Date received")."""
    before = found.passage.text[max(0, found.start - 60) : found.start].lstrip(" *#:,-–|")
    if before or not found.passage.index:
        return before
    above = passages[found.passage.index - 1].text.strip(" *#|:-")
    return f"{above}: " if len(above.split()) <= _LABEL_WORDS else ""


def _stands_alone(found: FoundDate, label: str, after: str) -> bool:
    """Whether a date in a letter's head stands on its own, and under no label that makes it another's."""
    if found.passage.section.kind not in ("opening", "request", "decision") or cue("other_date_label").found(label):
        return False
    before = _MAILBOX.sub("", found.passage.text[: found.start]).strip(" *#:,-–|")
    alone = not before and len(after) <= 40 and not _SPEAKS.search(after)
    ends = not after and len(before) <= 60 and not _INSIDE.search(before)
    return alone or ends


def find_received(dates: list[FoundDate], passages: list[Passage], responded: date | None) -> Finding[date] | None:
    """When the original request was received, else made; a missing year is the one before the letter.

    A date said to be that of receipt beats one on which the request was written; the
    authority's own words beat a quoted acknowledgement.
    """
    own = [d for d in dates if d.passage.section.kind != "quoted-mail"]
    mail = [d for d in dates if d.passage.section.kind == "quoted-mail"]
    return _received(own, passages, responded, _RECEIVED) or _received(mail, passages, responded, _RECEIVED[:1])


def _received(
    dates: list[FoundDate], passages: list[Passage], responded: date | None, ranks: tuple[str, ...]
) -> Finding[date] | None:
    best: tuple[int, FoundDate, date] | None = None
    for found in dates:
        passage = found.passage
        if passage.quoted:
            continue
        if cue("received_label").found(_label(found, passages)):
            rank: int | None = 0
        elif not passage.find("speaks_of_request"):
            continue
        else:
            rank = _rank(found, ranks)
        if rank is None or (rank and passage.section.kind in ("review-rights", "privacy", "sign-off")):
            continue
        value = found.before(responded) if responded else found.value
        if value is None or (responded and value > responded):
            continue
        if best is None or rank < best[0]:
            best = (rank, found, value)
    return Finding(best[2], (best[1].passage.evidence(best[1].start),)) if best else None


def _rank(found: FoundDate, ranks: tuple[str, ...]) -> int | None:
    """How surely the words around a date say that the request came or was made then; None if not."""
    text = found.passage.text
    before, after = text[max(0, found.start - 110) : found.start], text[found.end : found.end + 200]
    before = _STOP.split(before)[-1]
    rank = next((i for i, name in enumerate(ranks) if cue(name).found(before)), None)
    asks_review = cue("asks_review_after").found(after) or "review" in _since_asked(before)
    if rank != 0 and _FIRST_REQUEST.search(before) and not _FOR_REVIEW.match(after):
        return 1
    if cue("received_after").found(after):
        return 0
    if rank is None or asks_review:
        return None
    asked = _YOU_ASKED.search(before)
    if rank == 2 and not (cue("asked_after").found(after) or asked):
        return None
    if rank == 2 and cue("other_event_before").found(before) and not asked:
        return None
    return rank


def _since_asked(before: str) -> str:
    """The words in front of a date from the last that speak of asking on."""
    *_, last = [0, *(m.start() for m in _ASKED.finditer(before))]
    return before[last:].lower()


def find_review_requested(dates: list[FoundDate], responded: date | None) -> Finding[date] | None:
    """When the internal review was asked for."""
    for found in dates:
        passage = found.passage
        if passage.section.kind in ("quoted-mail", "review-rights", "privacy", "sign-off") or passage.quoted:
            continue
        sentence_start, _ = passage.span_at(found.start)
        before, after = passage.text[sentence_start : found.start], passage.text[found.end :]
        asked = cue("review_requested_before").found(before)
        if asked and (re.search(r"review", before, re.IGNORECASE) or cue("asks_review_after").found(after)):
            value = found.before(responded) if responded else found.value
            if value:
                return Finding(value, (passage.evidence(found.start),))
    return None
