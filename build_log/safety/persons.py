"""Numbers, dates, addresses and names that tell of a person, by the patterns of `data/personal.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from build_log.model.masking import mask_code, mask_name
from build_log.model.settings import Settings

_CODE_IN_A_LINE = "code-in-a-line"
_OVER_THE_END = 25
"""Characters of the next row that may belong to a value."""
_FAR = 8
"""Rows, blank ones among them, within which a word can be near."""
_LABEL = 60
"""Characters of a row that may be a label."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: what messages call it, how it looks, and what must stand near it."""

    code: str
    what: str
    pattern: re.Pattern[str]
    near: re.Pattern[str] | None
    reach: int
    sum: str
    names: bool
    private: bool

    @property
    def over_lines(self) -> bool:
        """Whether the pattern also reads what stands before the value."""
        return "value" in self.pattern.groupindex


@dataclass(frozen=True, slots=True)
class Value:
    """One value in a text: which line (from 0) it begins on, the value, and how it may be shown."""

    code: str
    row: int
    value: str
    shown: str


@cache
def load_kinds() -> tuple[Kind, ...]:
    """All kinds. Raises re.error for a pattern that is none."""
    entries = [
        (code, entry) for code, item in _data().items() for entry in (item, *item.values()) if isinstance(entry, dict)
    ]
    return tuple(
        Kind(
            code,
            entry["what"],
            re.compile(entry["pattern"]),
            re.compile(entry["near"], re.IGNORECASE) if "near" in entry else None,
            entry.get("reach", 1),
            entry.get("sum", ""),
            entry.get("names", False),
            entry.get("private", False),
        )
        for code, entry in entries
        if "what" in entry
    )


@cache
def _code_in_a_line() -> re.Pattern[str]:
    return re.compile(_data()[_CODE_IN_A_LINE]["pattern"])


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("build_log.safety") / "data" / "personal.toml").read_text("utf-8"))


@cache
def _words_of(name: str) -> frozenset[str]:
    """A list of words of the data file."""
    return frozenset(str(word) for word in _data()[name]["words"])


def find_person_values(rows: Sequence[str], settings: Settings) -> Iterator[Value]:
    """Everything in the rows of a text that may tell of a person, the authority's own postcodes and name apart."""
    text = "\n".join(rows)
    coded, codes = _rows_with_codes(rows)
    for kind in load_kinds():
        near: dict[int, bool] = {}
        group: str | int = "value" if kind.over_lines else 0
        searched = text if kind.over_lines else codes
        for match in kind.pattern.finditer(searched):
            value = match[group]
            row = searched.count("\n", 0, match.start(group))
            row = row if kind.over_lines else coded[row]
            if kind.private and _names_an_office(rows, row):
                continue
            if row not in near:
                near[row] = _is_near(kind, rows, row)
            if near[row] and _counts(kind, value, settings):
                shown = mask_name(value) if kind.names else mask_code(value)
                yield Value(kind.code, row, value, f"{kind.what}, {shown}")


def _rows_with_codes(rows: Sequence[str]) -> tuple[list[int], str]:
    """The rows that may hold a value of digits, by number and as a text; one cut by a row's end is put together."""
    is_code = _code_in_a_line().search
    coded: list[int] = []
    texts: list[str] = []
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else ""
        joined = f"{row} {following[:_OVER_THE_END]}" if row[-1:].isdigit() and following[:1].isdigit() else row
        if is_code(joined):
            coded.append(index)
            texts.append(joined)
    return coded, "\n".join(texts)


def _is_near(kind: Kind, rows: Sequence[str], row: int) -> bool:
    """Whether the word that gives digits their meaning stands in the row or near it.

    Beyond a blank row only a label counts, not another paragraph.
    """
    if kind.near is None or kind.near.search(rows[row]):
        return True
    above = _beside(rows[max(0, row - _FAR) : row][::-1], kind.reach)
    return any(kind.near.search(text) for text in (*above, *_beside(rows[row + 1 : row + 1 + _FAR], 1)))


def _names_an_office(rows: Sequence[str], row: int) -> bool:
    """Whether the rows around a value, down to it, name an office."""
    around = " ".join(rows[max(0, row - _FAR) : row + 1]).lower()
    return not _words_of("words-of-offices").isdisjoint(re.findall(r"[^\W\d_]+", around))


def _beside(rows: Sequence[str], count: int) -> Iterator[str]:
    """The first rows that are not blank; behind a blank one, only where they are short."""
    blank = False
    for row in rows:
        if not row.strip():
            blank = True
        elif count and (not blank or len(row) <= _LABEL):
            count -= 1
            yield row
        else:
            return


def _counts(kind: Kind, value: str, settings: Settings) -> bool:
    if kind.sum and not _CHECKS[kind.sum](value):
        return False
    if kind.code == "home-address":
        return _plain(value) not in {_plain(postcode) for postcode in settings.authority.postcodes}
    return names_somebody(value, settings) if kind.names else True


def names_somebody(name: str, settings: Settings) -> bool:
    """Whether a name may be a person's: no word of it is of an office, a program or the authority.

    Errs for a person.
    """
    words = re.findall(r"[^\W\d_]+", name.lower())
    if len(words) > 1 and words[0] in _words_of("titles"):
        return _words_of("nobody").isdisjoint(words[1:])
    own = settings.authority.name.lower().split()
    return bool(words) and not any(word in _words_of("words-of-offices") or word in own for word in words)


def _plain(postcode: str) -> str:
    return re.sub(r"\s", "", postcode).upper()


def _digits(text: str) -> list[int]:
    return [int(character) for character in text if character.isdecimal()]


def _is_nhs_number(text: str) -> bool:
    """Modulus 11 over ten digits, as the NHS Data Dictionary has it."""
    digits = _digits(text)
    rest = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == 10 and rest % 11 == digits[9] and rest != 10


def _is_luhn(text: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812)."""
    digits = _digits(text)
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0 and any(digits)


def _is_iban(text: str) -> bool:
    """Modulus 97, as ISO 13616 has it."""
    plain = re.sub(r"\s", "", text).upper()
    return int("".join(str(int(character, 36)) for character in plain[4:] + plain[:4])) % 97 == 1


_CHECKS = {"nhs": _is_nhs_number, "luhn": _is_luhn, "iban": _is_iban}
