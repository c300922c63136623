"""What a reader says of one file."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = {
    ".csv": "CSV",
    ".txt": "Text",
    ".xlsx": "Excel",
    ".xlsm": "Excel",
    ".docx": "Word",
    ".docm": "Word",
    ".pdf": "PDF",
    ".png": "Image",
    ".jpg": "Image",
    ".jpeg": "Image",
    ".gif": "Image",
}
"""The kinds that are looked into, by the ending of their names, and what pages call them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the words in a file, and where it stands: `sheet 2, row 14`."""

    place: str
    text: str


@dataclass(slots=True)
class Reading:
    """What a file hides and says.

    `people` are names in its properties, `sheets` the names of the sheets a workbook shows.
    `hidden` holds, by the code of a problem, the places in the order found; a place is never
    the hidden content itself.
    """

    hidden: dict[str, list[str]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)

    def hide(self, code: str, place: str) -> None:
        """Note that something of the kind `code` is hidden at `place`."""
        places = self.hidden.setdefault(code, [])
        if place not in places:
            places.append(place)

    def say(self, place: str, text: str) -> None:
        """Note words at a place."""
        if text.strip():
            self.rows.append(Row(place, text))


class UnsafeError(Exception):
    """A file that is not looked into. `code` says why."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.place = place
