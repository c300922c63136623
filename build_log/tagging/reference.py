"""The authority's own number for the request, and the other case numbers a letter names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from build_log.letters.patterns import load_patterns
from build_log.model.findings import Finding
from build_log.tagging.cues import cue
from build_log.tagging.dates import DATE
from build_log.tagging.passages import Passage
from build_log.tagging.stems import may_match, needs

_PATTERNS = load_patterns("tagging")

_SEGMENT = r"[A-Z0-9]{1,12}"
_CODE = (
    r"(?:FOI|FoI|EIR)\s(?:20)?\d\d\s\d{2,5}(?!\s[A-Z][a-z])|\d\d/\d\d\s\d{3}"  # FOI 2023 150, 21/22 020
    r"|(?:[A-Z]{2,5}\s){2}\d{4}\s\d{3,5}"  # CQC IAT 2324 0194
    r"|(?:[A-Z]{2,6}\s){1,2}20\d\d\s-\s\d{3,6}"  # FOI TEO 2020 - 0012
    rf"|(?:(?:[A-Z]{{2,10}}|FoI)\s?[-/_]?\s?)?{_SEGMENT}(?:[-/_.]{_SEGMENT}){{1,6}}"  # FOI / 1680, CVF 25/041, UDM/FOI/23/144, 01.FOI.22.025943
    r"|(?:[A-Z]{2,6}\s)?[A-Z]{2,10}\s?[/_-]?\s?\d{2,12}"  # RFI20210788, FOI 898215, BMU FOI 1883
    r"|[A-Z]\d{5,9}|\d{5,12}"  # F0201844
)
_MIXED = r"[A-Za-z0-9]{1,12}(?:[-/_][A-Za-z0-9]{1,12}){1,6}(?![\w/@-]|\.\d)"
"""A number with small letters in it, behind a label: 21/08/an/3306, ATI-25718a."""
_ANY_CODE = re.compile(rf"(?:{_CODE})(?![\w/@]|-\w|\.\d)")
_START = re.compile(r"[A-Z0-9](?<![\w/.£-].)(?![a-np-z]|o(?!I))")
"""Where a number can begin: no word such as "The" does."""
_LABEL = re.compile(
    r"\b(?i:(?:(?:our|my|case|council|foi|eir|request|file|contact|enquiry|response)\s)*"
    r"(?:ref(?:erence)?|case|request|enquiry|(?<![\w.] )(?:number|no)(?=[.:\s*]))\.?(?:\s(?:number|no)\.?)?)"
    r"\s{0,2}(?:is\s|:|/(?=\s)|–|-|—){0,2}\s{0,2}(?:–\s)?"
    rf"(?P<value>(?:{_CODE}|\d{{3,12}}(?:/\d+)?)(?![\w/@-]|\.\d)(?:\s(?:IR|REV|EIR)\b)?|{_MIXED})"
)
_LABELLED = needs(["ref", "refs", "refer", "case", "reque", "enqui", "numbe", "no"])
_LABEL_ABOVE = _PATTERNS["labels_reference"]
_OTHER = _PATTERNS["another_case"]
_SUBJECT_OF = _PATTERNS["about_what"]
_YOURS = _PATTERNS["your_reference"]
_NO_CASE = re.compile(
    r"\A(?:(?:19|20)\d\d[-/](?:\d\d|(?:19|20)\d\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|[A-Z]{1,2}\d{1,2}[A-Z]?|\d{1,2}[A-Z]/\d{1,3}|SI\s.*|(?:19|20)\d\d|\d{1,3}/\d{1,2}|[A-Z]{1,4}\s\d{2,3}|\d+\.\d+[A-Z]*|[A-Z]\.(?:19|20)\d\d|CO2\W.*|COVID.*|[AM]\d{1,4}(?!\d).*|EA/\d{4}/.*|UKUT.*|FS\d{8}|FER\d{7}|ACT\s?\d{4})\Z"
)
_BY_YEAR = re.compile(r"20\d\d-\d{4,6}")
_MAILBOX = re.compile(r"request-\d", re.IGNORECASE)
"""The address a public site gives a requester: request-1234-abcd."""
_TWO_FIGURES = re.compile(r"\d{2}")
_FILE_NAME = re.compile(r"\.(?:xlsx?|pdf|docx?|csv|png|jpe?g|msg|zip)\b|https?://|www\.", re.IGNORECASE)
_AT_END = re.compile(r"(?:\s[-–]\s|\s\()(?P<value>\d{2,6}/\d{2})\W*\Z")
"""A number at the end of the letter's first line, its title: "Customer centres - 553/20"."""
_ANOTHERS = 8
_HEAD = 12
_SHORT = 120
_TITLE = 2
_HINT = re.compile(
    r"[A-Z\dr](?:(?<=[A-Z])[A-Z]{0,9}\s?[-/_]?\s?\d\d"
    r"|(?<=\d)(?:\d[-/_.][A-Z\d]|\d{3,11}(?![\d,]\d)|\d{2,11}/\d)|(?<=[Rr])ef\w*\W{1,4}\d{3}|(?<=F)[Oo]I\s\d-\d)"
)
"""What every case number has somewhere in it."""


class _Candidate(NamedTuple):
    value: str
    rank: int
    passage: Passage
    start: int


def find_references(passages: list[Passage], pattern: str = "") -> tuple[Finding[str] | None, tuple[str, ...]]:
    """This case's number, and the others in the order they stand.

    `pattern` is the authority's own shape of a number, from the settings. A number that stands
    alone, or behind a label, in the letter's head is this case's; then one in a quoted
    acknowledgement. Errs for none: a bare number in a sentence is never the reference.
    """
    candidates = [c for c in _candidates(passages, pattern) if c.rank <= _ANOTHERS]
    if not candidates:
        return None, ()
    best = min(candidates, key=lambda c: (c.rank, c.passage.index, c.start))
    in_order = sorted(candidates, key=lambda c: (c.passage.index, c.start))
    if best.rank == _ANOTHERS:
        return None, tuple(dict.fromkeys(c.value for c in in_order))
    others = dict.fromkeys(c.value for c in in_order if _bare(c.value) not in _bare(best.value))
    return Finding(best.value, (best.passage.evidence(best.start),)), tuple(others)


def _bare(value: str) -> str:
    """The letters and digits of a number alone: one that lies within another is the same case's."""
    return "".join(character for character in value if character.isalnum()).lower()


def _candidates(passages: list[Passage], pattern: str) -> Iterator[_Candidate]:
    """Numbers with how likely each is the letter's own: 0 is surest, 8 is another's, above that it is none."""
    own = re.compile(pattern) if pattern else None
    for p in passages:
        kind = p.section.kind
        far = p.index >= _HEAD and kind != "quoted-mail" and not own
        if far and not cue("names_case").possible(p.lacks):
            continue
        if not own and not (p.figures and _HINT.search(p.text)):
            continue
        if (len(p.text) < _SHORT and _FILE_NAME.search(p.text)) or (
            kind in ("review-rights", "privacy") and not p.heading and p.index > _HEAD
        ):
            continue
        mail = kind == "quoted-mail"
        early = not mail and p.index < _HEAD
        short = p.heading or len(p.text) < _SHORT
        title = _AT_END.search(p.text) if p.index < _TITLE and short else None
        if title:
            yield _Candidate(title["value"], 1, p, title.start("value"))
        if own:
            for m in own.finditer(p.text):
                elsewhere = _elsewhere(p, m.start())
                yield _Candidate(m[0], 8 if elsewhere else 0 if early else 3, p, m.start())
        for m in _LABEL.finditer(p.text) if may_match(_LABELLED, p.lacks) else ():
            value = _clean(m["value"], labelled=True)
            if (
                value
                and not _in_address(p.text, m)
                and not _MAILBOX.match(m[0])
                and not _YOURS.search(p.text[max(0, m.start() - 6) : m.start("value")])
            ):
                rank = (
                    8
                    if _elsewhere(p, m.start())
                    else 6
                    if mail
                    else 1
                    if early and short and m[0] == p.text.strip(" *#:-|")
                    else 3
                    if early and short
                    else 4
                    if early
                    else 5
                    if short
                    else 9
                )
                yield _Candidate(value, rank, p, m.start("value"))
        for m in _codes(p.text):
            value = _clean(m[0])
            if (
                not value
                or _in_address(p.text, m)
                or DATE.match(p.text, m.start())
                or _YOURS.search(p.text[max(0, m.start() - 18) : m.start()])
            ):
                continue
            alone = value == p.text.strip(" *#:-|")
            labelled = alone and p.index and _LABEL_ABOVE.fullmatch(passages[p.index - 1].text.strip(" *#:-|"))
            elsewhere = _elsewhere(p, m.start())
            letters = any(c.isalpha() for c in value) or _BY_YEAR.fullmatch(value) is not None
            rank = (
                8
                if elsewhere
                else 7
                if mail and short and letters
                else 10
                if mail
                else 1
                if labelled
                else 2
                if alone and early and letters
                else 3
                if early and short and letters
                else 5
                if letters and p.index < 5
                else 7
                if early and letters
                else 8
                if letters
                else 10
            )
            yield _Candidate(value, rank, p, m.start())


def _codes(text: str) -> Iterator[re.Match[str]]:
    """What has the shape of a case number, from left to right."""
    end = 0
    for start in _START.finditer(text):
        if start.start() >= end:
            match = _ANY_CODE.match(text, start.start())
            if match:
                end = match.end()
                yield match


def _in_address(text: str, match: re.Match[str]) -> bool:
    """Whether the number is part of a web address or the name of a file."""
    start = text.rfind(" ", 0, match.end() - 1) + 1
    end = text.find(" ", match.end())
    return _FILE_NAME.search(text, start, end if end >= 0 else len(text)) is not None


def _elsewhere(p: Passage, start: int) -> bool:
    """Whether the words just before point to another case."""
    before = p.text[max(0, start - 50) : start]
    return bool(_OTHER.search(before) or _SUBJECT_OF.search(before))


def _clean(value: str, *, labelled: bool = False) -> str:
    """The number without stray marks; empty where there is no case number in it."""
    value = " ".join(value.split()).strip(" .-–/_")
    digits = sum(character.isdigit() for character in value)
    if (
        digits < 2
        or len(value) > 40
        or (_NO_CASE.match(value) and not (labelled and re.fullmatch(r"\d{3,6}[./]\d{2,4}", value)))
        or not (labelled or _TWO_FIGURES.search(value))
    ):
        return ""
    return value
