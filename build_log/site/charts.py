"""Charts as plain numbers: where the columns of a chart stand and how long its bars are. Templates draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEP, COLUMN, HEIGHT, HEAD, FOOT = 64, 40, 160, 26, 28
"""Units of the drawing: from column to column, a column's width, the highest column, and room above and below."""
MOST_COLUMNS = 10
"""Columns of a chart; its table has them all."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label, its number, where it stands and how high it is."""

    label: str
    number: int
    x: int
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return self.x + COLUMN / 2


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """A chart of columns over time."""

    columns: tuple[Column, ...]

    @property
    def width(self) -> int:
        """Units from left to right."""
        return STEP * len(self.columns)

    @property
    def height(self) -> int:
        """Units from top to bottom."""
        return HEAD + HEIGHT + FOOT

    @property
    def base(self) -> int:
        """Where the columns stand."""
        return HEAD + HEIGHT

    @property
    def words(self) -> str:
        """The chart read aloud."""
        return ", ".join(f"{column.label}: {column.number}" for column in self.columns)


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a table with its number drawn beside it; `share` is of the longest, in hundredths."""

    label: str
    number: int
    share: int
    address: str = ""


def build_columns(numbers: Sequence[tuple[str, int]]) -> ColumnChart:
    """A chart of the last columns, the highest as high as there is room."""
    shown = numbers[-MOST_COLUMNS:]
    highest = max((number for _, number in shown), default=0) or 1
    columns = []
    for place, (label, number) in enumerate(shown):
        height = round(HEIGHT * number / highest, 1)
        columns.append(Column(label, number, place * STEP + (STEP - COLUMN) // 2, HEAD + HEIGHT - height, height))
    return ColumnChart(tuple(columns))


def build_bars(numbers: Sequence[tuple[str, int, str]]) -> list[Bar]:
    """Bars for labels, numbers and addresses, in the order given."""
    longest = max((number for _, number, _ in numbers), default=0) or 1
    return [Bar(label, number, round(100 * number / longest), address) for label, number, address in numbers]
