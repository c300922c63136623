"""Personal data and hidden notes in what would be published, as holds a person must look at.

The text is looked at as a reader would see it: escapes, marks, entities and URL codes undone.
Errs for holding: an address or number that is not the authority's own is held, whoever's it is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

import phonenumbers

from build_log.letters.front_matter import LetterFile
from build_log.letters.markup import render_markup
from build_log.model.front_matter import DecisionNotice
from build_log.model.letter import Letter, Section
from build_log.model.masking import EMAIL, mask_email, mask_number
from build_log.model.problem import Problem
from build_log.model.settings import Settings
from build_log.safety.persons import find_person_values
from build_log.safety.waivers import finding_name

_COMMENT = re.compile(r"(?:<|&lt;)!--.*?(?:--(?:>|&gt;)|\Z)", re.DOTALL)
_CODED = re.compile(r"%[0-9a-f]{2}|&#?\w+;", re.IGNORECASE)
_MARKS = re.compile(
    r"<(?i:/?(?:u|sup|sub|b|i|em|strong|wbr)>)|\\(?=[\W_])"
    r"|\*(?:(?<!\w\*)[*_]*|[*_]*(?!\w)|\*+)|_(?:(?<!\w_)[*_]*|[*_]*(?!\w))"
)
"""Each alternative begins with a character of its own, and tests what stands before it afterwards: ten times as fast."""
_LOOSE_AT = re.compile(
    r"(?<=[\w])\s?(?:@|[\[({<]\s?(?:at|@)\s?[\])}>])\s?(?=[\w-]+\s?(?:\.|[\[({<]\s?dot))", re.IGNORECASE
)
_LOOSE_DOT = re.compile(r"(?<=\w)\s?[\[({<]\s?(?:dot|\.)\s?[\])}>]\s?(?=\w)", re.IGNORECASE)
_DOT_APART = re.compile(r"(?<=@)([\w-]{1,63}) \.(?=\w)")
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_MAY_BE_LOOSE = re.compile(r"at\s?[\])}>]")
_JOINED = re.compile(r"/(?=0\d)(?<=\d{5}/)")
_DOTTED = re.compile(r"\.(?=\d{3})(?<=\d\.)")
_MAY_BE_PHONE = re.compile(r"\d(?:[\W_]{0,3}\d){9}")
_SETTINGS = {
    "email": "its domain to `authority.domains`",
    "phone": "it to `authority.phones`",
    "home-address": "its postcode to `authority.postcodes`",
}
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_HIDING = re.compile(r"(?m)^(?=.*(?:@|\d.*\d.*\d)).*[<&\\*_%\[]")
"""A line in which marks could keep a value from being seen in the source."""
_REDACTED = re.compile(r"[x*@.-]+")
"""An address whose letters are all crossed out."""
_INVENTED = re.compile(
    r"(?<![\w/])(?:\+44[ -]?(?:\(0\))?|\(?0)(?:7700\)?[ -]?900|1632\)?[ -]?960)[ -]?(?!000)\d{3}(?!\d)"
)
"""Numbers set aside for films and examples, which nobody has: they are held, so that a trial shows what a letter would."""
_REGULATORS = frozenset(
    {"03031231113", "01625545745", "01625545700", "01334464610", "02920678400", "03004034000", "02890278757"}
)
"""Telephone numbers of the information commissioners, which letters print by law."""


@dataclass(frozen=True, slots=True)
class Found:
    """One value in a text: what it is, as it is compared, and as it may be shown."""

    code: str
    value: str
    shown: str
    context: str


def find_in_rows(rows: Sequence[str], settings: Settings) -> Iterator[tuple[int, Found]]:
    """Everything that may tell of a person in the rows of a text, with its row counted from 0.

    A value that runs over the end of a row belongs to the row it begins on.
    """
    read = _rows_as_read(rows)
    for index, row in enumerate(read):
        found = {f.value: f for f in _contacts(row, settings)}
        following = read[index + 1] if index + 1 < len(read) else ""
        if following and _may_join(row, following):
            beyond = {f.value for f in _contacts(following, settings)}
            joined = _contacts(_as_read(f"{row.rstrip()} {following}"), settings)
            found |= {f.value: f for f in joined if f.value not in beyond | set(found)}
        yield from ((index, f) for f in found.values())
    for value in find_person_values(read, settings):
        yield value.row, Found(value.code, value.value, value.shown, read[value.row])


def _contacts(row: str, settings: Settings) -> Iterator[Found]:
    """E-mail addresses and telephone numbers in a row as it reads that are not the authority's own."""
    if "@" in row:
        domains = [domain.lower() for domain in settings.authority.domains]
        for match in EMAIL.finditer(row):
            address = match[0].lower().rstrip(".")
            domain = address.partition("@")[2]
            if _REDACTED.fullmatch(address):
                continue
            if not any(domain == own or domain.endswith("." + own) for own in domains):
                yield Found("email", address, f"an e-mail address, {mask_email(address)}", row)
    if not _MAY_BE_PHONE.search(row):
        return
    own_numbers = {_digits(number) for number in settings.authority.phones} | _REGULATORS
    numbers = phonenumbers.PhoneNumberMatcher(row, "GB", leniency=phonenumbers.Leniency.VALID)
    places = [(number.start, number.end) for number in numbers]
    places += [match.span() for match in _INVENTED.finditer(row)]
    for start, end in places:
        number = row[start:end]
        if _digits(number) not in own_numbers and not _in_token(row, start, end):
            yield Found("phone", _digits(number), f"a telephone number, {mask_number(number)}", row)


def find_personal_data(letter: Letter, letter_file: LetterFile | None, settings: Settings) -> list[Problem]:
    """What of a letter's repaired text and published front matter must be looked at.

    `letter_file` is None where there is no front matter to look at.
    """
    problems = [_hold(letter.path, line, found) for line, found in _in_text(letter, settings)]
    problems += [
        _hold(letter.path, line, replace(found, shown=f"in `{key}`: {found.shown}"))
        for key, line, text in _published(letter_file)
        for _, found in find_in_rows([text], settings)
    ]
    problems += _comments(letter)
    return list({problem.finding: problem for problem in problems}.values())


def check_reason(letter_file: LetterFile, reason: str, settings: Settings) -> list[Problem]:
    """What of the reason a letter was taken down for must be looked at: the tombstone shows it."""
    line = letter_file.line("reason")
    return [
        _hold(letter_file.path, line, replace(found, shown=f"in `reason`: {found.shown}"))
        for _, found in find_in_rows([reason], settings)
    ]


def _in_text(letter: Letter, settings: Settings) -> Iterator[tuple[int, Found]]:
    """Values by line: those of the text, and those that only show once the page is made of it."""
    lines = letter.text.lines
    seen: set[tuple[str, str]] = set()
    for row, found in find_in_rows([line.text for line in lines], settings):
        seen.add((found.code, found.value))
        yield lines[row].number, found
    for section in letter.sections:
        if _HIDING.search(section.text.string):
            rows = _rendered_rows(section.text.string)
            for _, found in find_in_rows(rows, settings):
                if (found.code, found.value) not in seen:
                    yield _line_with(section, found.value), found


def _line_with(section: Section, value: str) -> int:
    """The line where a value that only shows on the page seems to begin; else the section's first."""
    start = re.split(r"\W", value)[0][:8].lower()
    return next((line.number for line in section.text.lines if start in line.text.lower()), section.line)


def _rendered_rows(text: str) -> list[str]:
    """The words of a section as they stand on its page, a row for each block."""
    markup = re.sub(r"</(?:p|li|h\d|td|th|tr|blockquote)>|<br>", "\n", render_markup(text))
    return [html.unescape(re.sub(r"<[^>]*>", "", row)) for row in markup.split("\n")]


def _comments(letter: Letter) -> Iterator[Problem]:
    text = letter.text.string
    for match in _COMMENT.finditer(html.unescape(text) if "&#" in text else text):
        yield Problem(
            "html-comment",
            "hold",
            letter.path,
            letter.text.line_at(match.start()),
            "a comment, `<!-- … -->`, which may be an officer's note.",
            "Delete it from the letter.",
            finding_name("html-comment", match[0], match[0]),
        )


def _hold(path: str, line: int | None, found: Found) -> Problem:
    setting = _SETTINGS.get(found.code)
    own = f"add {setting} if it is the authority's own, or " if setting else "or "
    return Problem(
        found.code,
        "hold",
        path,
        line,
        f"{found.shown}.",
        f"Redact it, {own}add a waiver with this finding's name.",
        finding_name(found.code, found.value, found.context),
    )


def _may_join(first: str, second: str) -> bool:
    """Whether an address or number can run over the end of a row."""
    last, begins = first.rstrip()[-1:], second.lstrip()[:1]
    return last == "@" or begins == "@" or (last.isdigit() and begins.isdigit()) or (last == "." and "@" in first[-80:])


def _published(letter_file: LetterFile | None) -> Iterator[tuple[str, int | None, str]]:
    """The words of the front matter that go to the site: key, line, text."""
    front = letter_file.front_matter if letter_file else None
    if letter_file is None or front is None:
        return
    texts: list[tuple[tuple[str | int, ...], str | None]] = [
        (("reference",), front.reference),
        (("title",), front.title),
        (("summary",), front.summary),
        (("case",), front.case),
        *((("changes", i), change.what) for i, change in enumerate(front.changes)),
        *((("parts", i), part.question) for i, part in enumerate(front.parts or ())),
        *((("attachments", i), f"{item.title} {item.file}") for i, item in enumerate(front.attachments)),
        (("decision_notice",), _of_notice(front.decision_notice)),
        *((("exemptions", i), entry.enactment) for i, entry in enumerate(front.exemptions or ())),
    ]
    for path, text in texts:
        if text:
            yield str(path[0]), letter_file.line(*path), text


def _of_notice(notice: DecisionNotice | None) -> str | None:
    return f"{notice.reference} {notice.address or ''}" if notice else None


def _rows_as_read(rows: Sequence[str]) -> list[str]:
    """Rows as they read on the page, those of a table with each cell behind its column's heading."""
    text = "\n".join(rows)
    read = _as_read(text).split("\n")
    if len(read) != len(rows):  # a code stood for a line's end
        read = [_as_read(row).replace("\n", " ") for row in rows]
    return _with_headings(read) if "|" in text else read


def _with_headings(rows: list[str]) -> list[str]:
    headings: list[str] = []
    result: list[str] = []
    for index, row in enumerate(rows):
        cells = row.strip().strip("|").split("|") if row.count("|") > 1 else []
        if not cells:
            headings = []
        elif not headings and index + 1 < len(rows) and _RULE.fullmatch(rows[index + 1]):
            headings = cells
            cells = []
        pairs = zip(headings, cells, strict=False)
        result.append(" | ".join(f"{h.strip()} {cell.strip()}" for h, cell in pairs) if headings and cells else row)
    return result


def _as_read(text: str) -> str:
    """A text as it reads on the page: codes, marks and odd characters undone."""
    for _ in range(3):
        if not (("%" in text or "&" in text) and _CODED.search(text)):
            break
        text = html.unescape(unquote(text))
    if not text.isascii():
        text = _UNSEEN.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text))).replace("·", ".")
    if any(mark in text for mark in "*_<\\"):
        text = _MARKS.sub("", text)
    lowered = text.lower()
    if "dot" in lowered or "[.]" in text or "(.)" in text:
        text = _LOOSE_DOT.sub(".", text)
    if "@" in text or _MAY_BE_LOOSE.search(lowered):
        text = _DOT_APART.sub(r"\1.", _LOOSE_AT.sub("@", text))
    return _JOINED.sub(" , ", _DOTTED.sub(" ", text))


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if digits.startswith("44") else digits


def _in_token(text: str, start: int, end: int) -> bool:
    """Whether digits are part of a longer token with letters, as in a web address or a case number."""
    before = re.search(r"\S*\Z", text[max(0, start - 80) : start])
    after = re.match(r"\S*", text[end : end + 80])
    around = (before[0] if before else "") + "|" + (after[0] if after else "")
    return bool(re.search(r"://|www\.|(?<!TEL)(?<!MOB)(?<!PHONE)(?<!FAX)(?<=[A-Z]{2})[-/_=]?\|", around))
