"""One sheet of a workbook: hidden rows, columns and cells, and its words row by row."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from build_log.safety.inside.cells import Shared, Styles, read_shared
from build_log.safety.inside.package import Part, are_alike, is_on, local, text_of
from build_log.safety.inside.reading import Reading

UNLISTED = "a sheet that is not listed"

_OUTSIDE = re.compile(r"\[\d+\]|\[[^\]]+\.xls")
_AROUND = frozenset(f"{pages}{where}" for pages in ("odd", "even", "first") for where in ("Header", "Footer"))
_LAST_COLUMN = 16_384
_NARROWEST = 0.3
_LOWEST = 2.0
"""Characters, and points: narrower columns and lower rows are not seen."""


class SheetReader:
    """Looks at the sheets of one workbook, one after another.

    `used` collects the numbers of shared texts that some cell shows.
    """

    def __init__(self, shared: list[Shared], styles: Styles, reading: Reading) -> None:
        self._shared = shared
        self._styles = styles
        self._reading = reading
        self.used: set[int] = set()
        self.headings: list[tuple[int, int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._merged: list[tuple[int, int, int, int]] = []

    def read(self, part: Part, place: str, tables: list[str]) -> None:
        """Note what the sheet hides and says. `tables` are ranges whose first row is coloured by their style."""
        ranges = [_range(table) for table in tables]
        self.headings = [(top, left, right) for top, left, _, right in ranges]
        assert part.xml is not None
        if place == UNLISTED:
            self._reading.hide("attachment-hidden-sheet", place)
        self._hidden_columns, self._merged = [], []
        for element in part.xml.iter():
            self._look_at_frame(element, part.xml, place)
        headers: dict[int, str] = {}
        number = 0
        for row in (element for element in part.xml.iter() if local(element.tag) == "row"):
            number = int(row.get("r") or number + 1)
            found = self._look_at_row(row, number, headers, place)
            if not headers and len(found) > 1:
                headers = found

    def _look_at_frame(self, element: Element, sheet: Element, place: str) -> None:
        """What stands around the cells."""
        reading = self._reading
        match local(element.tag):
            case "sheetFormatPr":
                if _is_zero(element.get("defaultColWidth")):
                    self._hidden_columns += _columns_without_width(sheet)
            case "col" if is_on(element, "hidden") or _is_zero(element.get("width"), _NARROWEST):
                self._hidden_columns.append((int(element.get("min", "1")), int(element.get("max", _LAST_COLUMN))))
            case "mergeCell":
                self._merged.append(_range(element.get("ref", "")))
            case "oleObject":
                reading.hide("attachment-embedded", place)
            case "control":
                reading.hide("attachment-macros", place)
            case "scenario":
                reading.hide("attachment-comments", f"a scenario on {place}")
            case "cfRule" if element.get("dxfId") in self._styles.unseen_conditions:
                reading.hide("attachment-hidden-text", f"a conditional format on {place}")
            case "dataValidation":
                words = (element.get(key, "") for key in ("promptTitle", "prompt", "errorTitle", "error"))
                reading.say(f"{place}, an input message", " ".join(words))
            case "formula1" | "formula2":
                reading.say(f"{place}, a list of choices", element.text or "")
            case "f" if _OUTSIDE.search(element.text or ""):
                reading.hide("attachment-external-link", place)
            case name if name in _AROUND:
                reading.say(f"{place}, at the edge of the page", element.text or "")

    def _look_at_row(self, row: Element, number: int, headers: dict[int, str], place: str) -> dict[int, str]:
        """Note what a row hides and says, each value behind its column's heading. Returns its words by column."""
        words: dict[int, str] = {}
        shown: list[str] = []
        column = 0
        for cell in row:
            column = _column(cell.get("r", "")) or column + 1
            style = int(cell.get("s") or row.get("s") or 0)
            value, colours = self._value(cell, style)
            if not value.strip():
                continue
            shown.append(f"{headers.get(column, '')} {value}".strip())
            if re.search(r"[A-Za-z]{2}", value):
                words[column] = value
            if any(first <= column <= last for first, last in self._hidden_columns):
                self._reading.hide("attachment-hidden-columns", place)
            ground = self._styles.ground(style)
            styled = any(top == number and left <= column <= right for top, left, right in self.headings)
            unseen = (style in self._styles.unseen and not styled) or any(
                are_alike(colour, ground) for colour in colours
            )
            if unseen or self._is_covered(number, column):
                self._reading.hide("attachment-hidden-text", f"{place}, row {number}")
        if shown and (is_on(row, "hidden") or _is_zero(row.get("ht"), _LOWEST)):
            self._reading.hide("attachment-hidden-rows", place)
        self._reading.say(f"{place}, row {number}", "\t".join(shown))
        return words

    def _value(self, cell: Element, style: int) -> tuple[str, tuple[str, ...]]:
        """What a cell shows and the formula behind it; the colours of runs inside its text."""
        kind = cell.get("t", "n")
        values = {local(child.tag): child for child in cell}
        if kind == "inlineStr" and "is" in values:
            inline = read_shared(values["is"])
            return inline.text, inline.colours
        text = text_of(cell, "v")
        colours: tuple[str, ...] = ()
        if kind == "s" and text.strip().isdigit() and int(text) < len(self._shared):
            self.used.add(int(text))
            text, colours = self._shared[int(text)].text, self._shared[int(text)].colours
        elif kind == "n" and text:
            text = self._styles.show(style, text)
        formula = text_of(cell, "f")
        return (f"{text} ={formula}" if formula else text), colours

    def _is_covered(self, row: int, column: int) -> bool:
        """Whether a cell lies under another that spreads over it."""
        return any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in self._merged
        )


def _columns_without_width(sheet: Element) -> list[tuple[int, int]]:
    """The columns that nothing gives a width, where the default is none."""
    wide = [c for c in sheet.iter() if local(c.tag) == "col" and not _is_zero(c.get("width"))]
    shown = {n for c in wide for n in range(int(c.get("min", "1")), int(c.get("max", "1")) + 1)}
    return [(n, n) for n in range(1, 257) if n not in shown]


def _is_zero(number: str | None, limit: float = 0) -> bool:
    """Whether a width or height is so small that nothing is seen."""
    try:
        return number is not None and float(number) <= limit
    except ValueError:
        return False


def _column(reference: str) -> int:
    """The number of a cell's column: 28 for `AB7`."""
    column = 0
    for character in reference.upper():
        if not "A" <= character <= "Z":
            break
        column = column * 26 + ord(character) - 64
    return column


def _range(reference: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of `A1:B7`."""
    first, _, last = reference.partition(":")
    last = last or first
    rows = [int(re.sub(r"\D", "", corner) or 0) for corner in (first, last)]
    return rows[0], _column(first), rows[1], _column(last)
