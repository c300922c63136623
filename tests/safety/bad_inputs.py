"""Bad inputs on disk: files as somebody might put them into a log, and every fault that must be named."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Any

import yaml

from build_log.log.read import read_log
from build_log.model.settings import Settings
from tests.conftest import GOLDEN

CASES = sorted((GOLDEN / "bad-inputs").glob("*.yaml"))


def read_case(case: Path) -> dict[str, Any]:
    """`what`, `files` by path and `expect`: each fault as `severity code path[:line]`, notes left out."""
    data: dict[str, Any] = yaml.safe_load(case.read_text("utf-8"))
    assert sorted(data) == ["expect", "files", "what"], case.name
    return data


def write_files(data: dict[str, Any], folder: Path) -> None:
    """Put the files of a case into a folder: text, `base64`, a `link` to another place, or text repeated."""
    for name, content in data["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_bytes(content.encode())
        elif "base64" in content:
            path.write_bytes(b64decode(content["base64"]))
        elif "link" in content:
            path.symlink_to(content["link"])
        elif "folder" in content:
            path.mkdir()
        else:
            text = content.get("before", "") + content["repeat"] * content["times"] + content.get("after", "")
            path.write_bytes(text.encode())


def faults(folder: Path, settings: Settings) -> list[str]:
    """What stops or warns, as the cases write it."""
    problems = read_log(folder, settings).problems
    return sorted(
        f"{p.severity} {p.code} {p.path}" + (f":{p.line}" if p.line else "") for p in problems if p.severity != "note"
    )
