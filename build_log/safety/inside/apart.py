"""The build's side of the process that looks into attachments: what hangs, crashes or fills memory there holds one file."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from build_log.model.settings import Settings

SECONDS = 120.0
"""The time one file may take."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found in a file with this SHA-256: hidden things by code with their places, and personal data."""

    sha256: str
    hidden: dict[str, list[str]]
    found: list[tuple[str, str, str, str]]
    """Place, code, value, and the value as it may be shown."""
    sheets: tuple[str, ...]
    """The names of a workbook's sheets that are shown."""


class Apart:
    """Looks into files, one after another, in a process that is started with the first of them."""

    def __init__(self, settings: Settings, seconds: float = SECONDS) -> None:
        self._settings = settings.model_dump(mode="json")
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def look(self, file: Path) -> Answer:
        """What is in a file. One the process cannot cope with in its time and memory is unreadable."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(self._seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(json.dumps({"file": str(file), "settings": self._settings}) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            self._stop()
            return Answer("", {"attachment-too-large": [""]}, [], ())
        answer = json.loads(line)
        found = [tuple(value) for value in answer["found"]]
        return Answer(answer["sha256"], answer["hidden"], found, tuple(answer["sheets"]))

    def _start(self) -> subprocess.Popen[str]:
        self._process = subprocess.Popen(  # the program is this one
            [sys.executable, "-P", "-m", "build_log.safety.inside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return self._process

    def _stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None
