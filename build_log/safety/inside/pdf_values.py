"""Values of a PDF by their type, wherever they lie; of another type, nothing."""

from __future__ import annotations

from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSKeyword, PSLiteral, literal_name
from pdfminer.utils import decode_text


def as_dict(value: Any) -> dict[str, Any]:
    """A dictionary, or that of a stream."""
    found = resolve1(value)
    return found if isinstance(found, dict) else found.attrs if isinstance(found, PDFStream) else {}


def as_list(value: Any) -> list[Any]:
    """An array."""
    found = resolve1(value)
    return found if isinstance(found, list) else []


def as_name(value: Any) -> str:
    """A name, without its stroke."""
    found = resolve1(value)
    return str(literal_name(found)) if isinstance(found, PSLiteral | PSKeyword) else ""


def as_text(value: Any) -> str:
    """A text string."""
    found = resolve1(value)
    if isinstance(found, bytes):
        return decode_text(found)
    return found if isinstance(found, str) else ""


def as_number(value: Any) -> int:
    """A whole number."""
    found = resolve1(value)
    return found if isinstance(found, int) else 0
