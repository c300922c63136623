"""The library is a house of rooms: imports run one way, and MkDocs stays outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS = ["model", "law", "letters", "tagging", "safety", "log", "site", "importing", "cli"]
MODULES = sorted((ROOT / "build_log").rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_imports_only_from_its_room_and_those_below(path: Path) -> None:
    parts = path.relative_to(ROOT / "build_log").parts
    if len(parts) == 1:
        return
    mine = ROOMS.index(parts[0])
    for name in imported(path):
        if name.startswith("build_log."):
            assert ROOMS.index(name.split(".")[1]) <= mine, f"{parts[0]} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_module_of_the_library_imports_mkdocs(path: Path) -> None:
    assert not [name for name in imported(path) if name.split(".")[0] in ("mkdocs", "material")]


def test_importing_the_whole_library_loads_no_mkdocs() -> None:
    names = [".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for p in MODULES]
    program = f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\nprint([m for m in sys.modules if m.split('.')[0] in ('mkdocs', 'material')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_the_command_line_prints() -> None:
    for path in MODULES:
        if path.relative_to(ROOT / "build_log").parts[0] != "cli":
            calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
            assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path


def test_the_hooks_stay_small_and_hold_no_patterns() -> None:
    files = list((ROOT / "hooks").glob("*.py"))
    assert sum(len(f.read_text("utf-8").splitlines()) for f in files) <= 150
    assert not [f for f in files if "re" in set(imported(f))]


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert not [p for p in MODULES if p.stem in ("utils", "helpers", "common", "misc")]
