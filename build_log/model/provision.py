"""One cited place in a statute: FOIA s31(1)(g), EIR reg12(5)(e)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(\d+)([A-Z]*)\Z")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


@dataclass(frozen=True, slots=True)
class Provision:
    """A section or regulation of one regime, with its subdivisions from the outside in.

    `Provision("FOIA", "s", "31", ("1", "g"))` is section 31(1)(g) of the Freedom of
    Information Act. `prefix` is the regime's own: `s` for sections, `reg` for regulations.
    """

    regime: str
    prefix: str
    number: str
    subdivisions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The form used in front matter: `s31(1)(g)`."""
        return self.prefix + self.number + "".join(f"({part})" for part in self.subdivisions)

    @property
    def id(self) -> str:
        """The slug used in addresses and data: `foia-s31-1-g`."""
        return "-".join([self.regime, self.prefix + self.number, *self.subdivisions]).lower()

    @property
    def section(self) -> Provision:
        """The whole section or regulation this provision belongs to."""
        return Provision(self.regime, self.prefix, self.number)

    @property
    def parent(self) -> Provision | None:
        """The provision one level up, or None for a whole section."""
        if not self.subdivisions:
            return None
        return Provision(self.regime, self.prefix, self.number, self.subdivisions[:-1])

    def covers(self, other: Provision) -> bool:
        """Whether `other` is this provision or lies within it: s31 covers s31(1)(g)."""
        return (self.regime, self.prefix, self.number) == (
            other.regime,
            other.prefix,
            other.number,
        ) and other.subdivisions[: len(self.subdivisions)] == self.subdivisions

    @property
    def order(self) -> tuple[object, ...]:
        """A key that sorts provisions of one regime as the statute does: 22 < 22A < 23."""
        match = _NUMBER.match(self.number)
        number = (int(match[1]), match[2]) if match else (0, self.number)
        return (self.regime, *number, tuple(_part_order(part, depth) for depth, part in enumerate(self.subdivisions)))


def _part_order(part: str, depth: int) -> tuple[int, str]:
    """Order subdivisions: (2) before (10), (3A) after (3), (ii) before (v) at the third level."""
    match = re.match(r"(\d+)(.*)\Z", part)
    if match:
        return (int(match[1]), match[2])
    if depth >= 2 and part in _ROMAN:
        return (_ROMAN[part], "")
    return (0, part)
