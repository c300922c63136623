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

_OFFICES = "words-of-offices"
_CODE_IN_A_LINE = "code-in-a-line"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of value: what messages call it, how it looks, and what must stand near it."""

    code: str
    what: str
    pattern: re.Pattern[str]
    near: re.Pattern[str] | None
    sum: str
    names: bool

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
    return tuple(
        Kind(
            code,
            item["what"],
            re.compile(item["pattern"]),
            re.compile(item["near"], re.IGNORECASE) if "near" in item else None,
            item.get("sum", ""),
            item.get("names", False),
        )
        for code, item in _data().items()
        if code not in (_OFFICES, _CODE_IN_A_LINE)
    )


@cache
def _code_in_a_line() -> re.Pattern[str]:
    return re.compile(_data()[_CODE_IN_A_LINE]["pattern"])


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("build_log.safety") / "data" / "personal.toml").read_text("utf-8"))


@cache
def _office_words() -> frozenset[str]:
    return frozenset(str(word) for word in _data()[_OFFICES]["words"])


def find_person_values(rows: Sequence[str], settings: Settings) -> Iterator[Value]:
    """Everything in the rows of a text that may tell of a person, the authority's own postcodes and name apart."""
    is_code = _code_in_a_line().search
    coded = [index for index, row in enumerate(rows) if is_code(row)]
    codes, text = "\n".join(rows[index] for index in coded), "\n".join(rows)
    for kind in load_kinds():
        group: str | int = "value" if kind.over_lines else 0
        searched = text if kind.over_lines else codes
        for match in kind.pattern.finditer(searched):
            value = match[group]
            row = searched.count("\n", 0, match.start(group))
            row = row if kind.over_lines else coded[row]
            if _is_near(kind, rows, row) and _counts(kind, value, settings):
                shown = mask_name(value) if kind.names else mask_code(value)
                yield Value(kind.code, row, value, f"{kind.what}, {shown}")


def _is_near(kind: Kind, rows: Sequence[str], row: int) -> bool:
    """Whether the word that gives digits their meaning stands in the row or beside it."""
    return kind.near is None or any(kind.near.search(beside) for beside in rows[max(0, row - 1) : row + 2])


def _counts(kind: Kind, value: str, settings: Settings) -> bool:
    if kind.sum and not _CHECKS[kind.sum]([int(character) for character in value if character.isdigit()]):
        return False
    if kind.code == "home-address":
        return _plain(value) not in {_plain(postcode) for postcode in settings.authority.postcodes}
    return names_somebody(value, settings) if kind.names else True


def names_somebody(name: str, settings: Settings) -> bool:
    """Whether a name may be a person's: no word of it is of an office, a program or the authority.

    Errs for a person.
    """
    own = settings.authority.name.lower().split()
    words = re.findall(r"[^\W\d_]+", name.lower())
    return bool(words) and not any(word in _office_words() or word in own for word in words)


def _plain(postcode: str) -> str:
    return re.sub(r"\s", "", postcode).upper()


def _is_nhs_number(digits: list[int]) -> bool:
    """Modulus 11 over ten digits, as the NHS Data Dictionary has it."""
    rest = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == 10 and rest % 11 == digits[9] and rest != 10


def _is_luhn(digits: list[int]) -> bool:
    """The check digit of payment cards (ISO/IEC 7812)."""
    doubled = [digit * 2 - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0 and any(digits)


_CHECKS = {"nhs": _is_nhs_number, "luhn": _is_luhn}
