"""Personal data and hidden notes in what would be published, as holds a person must look at.

The text is looked at as a reader would see it: escapes, marks, entities and URL codes undone.
Errs for holding: an address or number that is not the authority's own is held, whoever's it is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

import phonenumbers

from build_log.letters.front_matter import LetterFile
from build_log.model.letter import Letter
from build_log.model.masking import EMAIL, mask_email, mask_number
from build_log.model.problem import Problem
from build_log.model.settings import Settings
from build_log.safety.waivers import finding_name

_COMMENT = re.compile(r"(?:<|&lt;)!--.*?(?:--(?:>|&gt;)|\Z)", re.DOTALL)
_CODED = re.compile(r"%[0-9a-f]{2}|&#?\w+;", re.IGNORECASE)
_MARKS = re.compile(r"</?(?:u|sup|sub|b|i|em|strong)>|\\(?=[\W_])|(?<!\w)[*_]+|[*_]+(?!\w)|\*{2,}", re.IGNORECASE)
_LOOSE_AT = re.compile(r"(?<=[\w])\s?@\s?(?=[\w-]+\.\w)")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_DOTTED = re.compile(r"(?<=\d)\.(?=\d{3})")
_MAY_BE_PHONE = re.compile(r"(?:\d\D{0,3}){9}\d")
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


def find_values(text: str, settings: Settings) -> Iterator[Found]:
    """E-mail addresses and telephone numbers in a text that are not the authority's own."""
    seen = _as_read(text)
    domains = [domain.lower() for domain in settings.authority.domains]
    for match in EMAIL.finditer(seen):
        address = match[0].lower().rstrip(".")
        domain = address.partition("@")[2]
        if not any(domain == own or domain.endswith("." + own) for own in domains):
            yield Found("email", address, f"an e-mail address, {mask_email(address)}", seen)
    if not _MAY_BE_PHONE.search(seen):
        return
    own_numbers = {_digits(number) for number in settings.authority.phones} | _REGULATORS
    for number in phonenumbers.PhoneNumberMatcher(seen, "GB", leniency=phonenumbers.Leniency.VALID):
        if _digits(number.raw_string) not in own_numbers and not _in_token(seen, number.start, number.end):
            yield Found(
                "phone", _digits(number.raw_string), f"a telephone number, {mask_number(number.raw_string)}", seen
            )


def find_personal_data(letter: Letter, letter_file: LetterFile | None, settings: Settings) -> list[Problem]:
    """What of a letter's repaired text and published front matter must be looked at.

    `letter_file` is None where there is no front matter to look at.
    """
    problems = [_hold(letter.path, line, found) for line, found in _in_text(letter, settings)]
    problems += [
        _hold(letter.path, line, replace(found, shown=f"in `{key}`: {found.shown}"))
        for key, line, text in _published(letter_file)
        for found in find_values(text, settings)
    ]
    problems += _comments(letter)
    return list({problem.finding: problem for problem in problems}.values())


def check_reason(letter_file: LetterFile, reason: str, settings: Settings) -> list[Problem]:
    """What of the reason a letter was taken down for must be looked at: the tombstone shows it."""
    line = letter_file.line("reason")
    return [
        _hold(letter_file.path, line, replace(found, shown=f"in `reason`: {found.shown}"))
        for found in find_values(reason, settings)
    ]


def _in_text(letter: Letter, settings: Settings) -> Iterator[tuple[int, Found]]:
    """Values by line, those that run over the end of a line included."""
    lines = letter.text.lines
    for index, line in enumerate(lines):
        found = {f.value: f for f in find_values(line.text, settings)}
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if following and _may_join(line.text, following):
            beyond = {f.value for f in find_values(following, settings)}
            joined = find_values(f"{line.text.rstrip()} {following}", settings)
            found |= {f.value: f for f in joined if f.value not in beyond | set(found)}
        yield from ((line.number, f) for f in found.values())


def _comments(letter: Letter) -> Iterator[Problem]:
    text = letter.text.string
    for match in _COMMENT.finditer(text):
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
    setting = "its domain to `authority.domains`" if found.code == "email" else "it to `authority.phones`"
    return Problem(
        found.code,
        "hold",
        path,
        line,
        f"{found.shown}.",
        f"Redact it, add {setting} if it is the authority's own, or add a waiver with this finding's name.",
        finding_name(found.code, found.value, found.context),
    )


def _may_join(first: str, second: str) -> bool:
    """Whether an address or number can run over the end of a line."""
    return bool(re.search(r"[@.\d]\s*\Z", first) or re.match(r"\s*@", second))


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
        *((("exemptions", i), entry.enactment) for i, entry in enumerate(front.exemptions or ())),
    ]
    for path, text in texts:
        if text:
            yield str(path[0]), letter_file.line(*path), text


def _as_read(text: str) -> str:
    """A text as it reads on the page: codes, marks and odd characters undone."""
    for _ in range(3):
        if not _CODED.search(text):
            break
        text = html.unescape(unquote(text))
    text = unicodedata.normalize("NFKC", text)
    text = _MARKS.sub("", _DASHES.sub("-", text))
    return re.sub(r"(?<=\d{5})/(?=0\d)", " , ", _DOTTED.sub(" ", _LOOSE_AT.sub("@", text)))


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if digits.startswith("44") else digits


def _in_token(text: str, start: int, end: int) -> bool:
    """Whether digits are part of a longer token with letters, as in a web address or a case number."""
    before = re.search(r"\S*\Z", text[max(0, start - 80) : start])
    after = re.match(r"\S*", text[end : end + 80])
    around = (before[0] if before else "") + "|" + (after[0] if after else "")
    return bool(re.search(r"://|www\.|(?<!TEL)(?<!MOB)(?<!PHONE)(?<!FAX)(?<=[A-Z]{2})[-/_=]?\|", around))
