"""The settings of a log's folder, read without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from build_log.model.problem import Problem
from build_log.model.settings import Settings, parse_settings


class _Loader(yaml.SafeLoader):
    """A safe loader to which MkDocs' own tags (`!ENV`, `!!python/name`) are no error, only nothing."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def pages_folder(folder: Path) -> Path:
    """The folder of the hand-written pages of the log in `folder`, which must have a readable mkdocs.yml."""
    data: Any = yaml.load((folder / "mkdocs.yml").read_text("utf-8"), Loader=_Loader)  # noqa: S506  # as below
    return folder / str(data.get("docs_dir") or "docs")


def read_settings(folder: Path) -> tuple[Settings | None, list[Problem]]:
    """Settings from `mkdocs.yml` in `folder`, or every fault in them."""
    file = folder / "mkdocs.yml"
    try:
        data: Any = yaml.load(file.read_text("utf-8"), Loader=_Loader)  # noqa: S506  # safe: it extends SafeLoader
    except OSError:
        return None, [
            Problem(
                "settings",
                "error",
                "mkdocs.yml",
                None,
                "there is no mkdocs.yml here.",
                "Run the command in the folder of the log.",
            )
        ]
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        return None, [
            Problem(
                "settings",
                "error",
                "mkdocs.yml",
                mark.line + 1 if mark else None,
                "mkdocs.yml cannot be read.",
                "Correct its notation.",
            )
        ]
    extra = data.get("extra") if isinstance(data, dict) else None
    return parse_settings((extra or {}).get("disclosure_log") if isinstance(extra, dict) else None, "mkdocs.yml")
