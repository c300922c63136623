"""The search's modules as one script: one request instead of one for each, without comments and indentation."""

from __future__ import annotations

import re
from pathlib import Path

from build_log.site.render import COMPONENTS

SEARCH_SCRIPTS = COMPONENTS / "search" / "scripts"

_IMPORT = re.compile(r'^import \{ ([^}]+) \} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (const|class) (\w+)", re.MULTILINE)
_COMMENT = re.compile(r"^ *//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)


def bundle_scripts(folder: Path, entry: str) -> str:
    """`entry` and all it imports, each module a function of its own that hands out what it exports.

    Modules must import names in braces from files beside them, on one line, and have no text of
    several lines whose indentation matters. Raises FileNotFoundError where an import leads nowhere.
    """
    done: dict[str, str] = {}

    def add(name: str) -> None:
        if name in done:
            return
        text = (folder / f"{name}.js").read_text("utf-8")
        for match in _IMPORT.finditer(text):
            add(match[2])
        body = _IMPORT.sub(lambda match: f"const {{ {match[1]} }} = {match[2]}Module;\n", text)
        body = _INDENT.sub("", _COMMENT.sub("", body))
        exported = ", ".join(match[2] for match in _EXPORT.finditer(body))
        body = _EXPORT.sub(r"\1 \2", body)
        done[name] = f"const {name}Module = (() => {{\n{body}return {{ {exported} }};\n}})();\n"

    add(entry)
    return "".join(done.values())
