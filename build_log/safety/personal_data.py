"""Personal data and hidden notes in a letter's text, as holds a person must look at.

Errs for holding: an address or number that is not the authority's own is held, whoever's it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

import phonenumbers

from build_log.model.letter import Letter, Text
from build_log.model.masking import EMAIL, mask_email, mask_number
from build_log.model.problem import Problem
from build_log.model.settings import Settings
from build_log.safety.waivers import finding_name

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ENCODED_AT = re.compile(r"%40|&#0*64;|&#x0*40;|&commat;", re.IGNORECASE)
_NATIONAL = re.compile(r"\D")
_REGULATOR = frozenset(
    {"03031231113", "01625545745", "01625545700", "01334464610", "02920678400", "03004034000", "02890278757"}
)
"""Telephone numbers of the information commissioners, which letters print by law."""


def find_personal_data(letter: Letter, settings: Settings) -> list[Problem]:
    """E-mail addresses, telephone numbers and HTML comments in the repaired text.

    The authority's own domains and numbers (settings) and the regulators' are no finding.
    Values are masked in every message.
    """
    problems = [*_emails(letter, settings), *_phones(letter, settings), *_comments(letter)]
    return list({problem.finding: problem for problem in problems}.values())


def _sentence(text: str, start: int, end: int) -> str:
    first = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
    last = min((i for i in (text.find("\n", end), text.find(". ", end)) if i >= 0), default=len(text))
    return text[first:last]


def _emails(letter: Letter, settings: Settings) -> Iterator[Problem]:
    for line in letter.text.lines:
        decoded = html.unescape(unquote(line.text)) if _ENCODED_AT.search(line.text) else line.text
        for match in EMAIL.finditer(decoded):
            address = match[0].lower().rstrip(".")
            domain = address.partition("@")[2]
            if any(domain == own.lower() or domain.endswith("." + own.lower()) for own in settings.authority.domains):
                continue
            yield Problem(
                "email",
                "hold",
                letter.path,
                line.number,
                f"an e-mail address, {mask_email(address)}.",
                "Redact it in the letter, add its domain to `authority.domains` if it is the authority's own, or add a waiver with this finding's name.",
                finding_name("email", address, decoded),
            )


def _phones(letter: Letter, settings: Settings) -> Iterator[Problem]:
    own = {_digits(number) for number in settings.authority.phones} | _REGULATOR
    text: Text = letter.text
    if not re.search(r"\d[\d ()-]{8,}\d", text.string):
        return
    for match in phonenumbers.PhoneNumberMatcher(text.string, "GB", leniency=phonenumbers.Leniency.VALID):
        if _digits(match.raw_string) in own or _is_reference(text.string, match.start, match.end):
            continue
        yield Problem(
            "phone",
            "hold",
            letter.path,
            text.line_at(match.start),
            f"a telephone number, {mask_number(match.raw_string)}.",
            "Redact it in the letter, add it to `authority.phones` if it is the authority's own, or add a waiver with this finding's name.",
            finding_name("phone", _digits(match.raw_string), _sentence(text.string, match.start, match.end)),
        )


def _digits(number: str) -> str:
    digits = _NATIONAL.sub("", number)
    return "0" + digits[2:] if digits.startswith("44") else digits


def _is_reference(text: str, start: int, end: int) -> bool:
    """Whether digits stand inside a longer token, as in a link or a case number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool(re.match(r"[\w/#=-]", before) or re.match(r"[\w/=-]", after))


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
