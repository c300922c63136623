"""Attachments beside a letter's page: copied as they were checked, workbooks as CSV too, CSV as tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from build_log.model.record import Attachment
from build_log.site.publish import PublishError

ROWS = 50
COLUMNS = 20
CELL = 300
"""A page shows so many rows, columns and characters of a cell; the file has them all."""


@dataclass(frozen=True, slots=True)
class Table:
    """The beginning of a CSV file: its headings, its first rows, and whether there is more."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    cut: bool


def publish_attachment(attachment: Attachment, folder: Path) -> list[str]:
    """Write an attachment, and the CSV files of a workbook, into `folder`; the names written.

    Raises PublishError where the file is no longer the one that was checked.
    """
    data = attachment.source.read_bytes()
    if sha256(data).hexdigest() != attachment.sha256:
        raise PublishError(f"{attachment.source} changed while the site was built. Build again.")
    (folder / attachment.file).write_bytes(data)
    for name, sheet in attachment.tables:
        (folder / name).write_text(_render_sheet(data, sheet), "utf-8", newline="")
    return [attachment.file, *(name for name, _ in attachment.tables)]


def _render_sheet(data: bytes, sheet: str) -> str:
    """The values of a sheet as CSV."""
    workbook = openpyxl.load_workbook(BytesIO(data), data_only=True)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in workbook[sheet].iter_rows(values_only=True):
        writer.writerow([_plain(value) for value in row])
    return out.getvalue()


def _plain(value: Any) -> str:
    """A value as text; what a spreadsheet would take for a formula is marked as text."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "@", "\t") else str(value)


def read_table(attachment: Attachment) -> Table | None:
    """The table of a CSV attachment; None for other kinds and where there is no row below the headings."""
    if attachment.kind != "CSV":
        return None
    rows = _rows(attachment.source.read_text("utf-8-sig"))
    headings = next(rows, ())
    shown = list(islice(rows, ROWS))
    total = len(shown) + sum(1 for _ in rows)
    if not shown:
        return None
    width = min(max(len(row) for row in (headings, *shown)), COLUMNS)
    cut = total > len(shown) or any(len(row) > COLUMNS for row in (headings, *shown))
    return Table(_fit(headings, width), tuple(_fit(row, width) for row in shown), total, cut)


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    return (tuple(row) for row in csv.reader(StringIO(text, newline="")) if any(value.strip() for value in row))


def _fit(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    cells = (value if len(value) <= CELL else f"{value[:CELL]}…" for value in row[:width])
    return (*cells, *[""] * (width - len(row)))
