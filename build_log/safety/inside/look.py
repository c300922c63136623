"""One file of any kind: looked into by its reader, whose every fault is a finding too."""

from __future__ import annotations

from collections.abc import Callable

from build_log.safety.inside.image import read_image
from build_log.safety.inside.pdf import read_pdf
from build_log.safety.inside.reading import Reading, UnsafeError
from build_log.safety.inside.spreadsheet import read_workbook
from build_log.safety.inside.text import read_table, read_text
from build_log.safety.inside.word import read_document

READERS: dict[str, Callable[[bytes], Reading]] = {
    ".csv": read_table,
    ".txt": read_text,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
    ".docx": read_document,
    ".docm": read_document,
    ".pdf": read_pdf,
    ".png": read_image,
    ".jpg": read_image,
    ".jpeg": read_image,
    ".gif": read_image,
}
"""The kinds that are looked into, by the ending of their names."""

_BEGINNINGS = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff", ".gif": b"GIF8"}


def look_inside(suffix: str, data: bytes) -> Reading:
    """What a file of a kind in READERS hides and says. An error while reading is a finding, never an exception."""
    reading = Reading()
    if not data.startswith(_BEGINNINGS.get(suffix, b"")):
        reading.hide("attachment-unreadable", "")
        return reading
    try:
        return READERS[suffix](data)
    except UnsafeError as error:
        reading.hide(error.code, error.place)
    except MemoryError:
        reading.hide("attachment-too-large", "")
    except Exception:  # noqa: BLE001  # whatever a library trips over, the file has not been looked into
        reading.hide("attachment-unreadable", "")
    return reading
