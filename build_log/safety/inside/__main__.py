"""The process that looks into attachments, apart from the build.

It is asked over its standard input and answers over its standard output, a line of JSON each.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from build_log.model.settings import Settings
from build_log.safety.inside.look import look_inside
from build_log.safety.personal_data import find_in_rows
from build_log.safety.persons import names_somebody

MEMORY = 3_000_000_000
"""Bytes the process may use, where the system can limit that."""


def answer(file: Path, settings: Settings) -> dict[str, Any]:
    """What is in a file, as it goes over the line."""
    data = file.read_bytes()
    reading = look_inside(file.suffix.lower(), data)
    if any(names_somebody(person, settings) for person in reading.people):
        reading.hide("attachment-metadata", "a person's name in its properties")
    found = [
        (reading.rows[row].place, found.code, found.value, found.shown)
        for row, found in find_in_rows([row.text.replace("\n", " ") for row in reading.rows], settings)
    ]
    return {"sha256": sha256(data).hexdigest(), "hidden": reading.hidden, "found": found, "sheets": reading.sheets}


def main() -> None:
    """Answer until nothing more is asked."""
    _limit_memory()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            said = answer(Path(request["file"]), Settings.model_validate(request["settings"]))
        except (OSError, MemoryError):
            said = {"sha256": "", "hidden": {"attachment-unreadable": [""]}, "found": [], "sheets": []}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  # not every system has it

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, OSError, ValueError):
        pass


if __name__ == "__main__":
    main()
