"""Documentation is tested: what exists is documented, and what is documented exists."""

from __future__ import annotations

import ast
import re
import tomllib

from pydantic import BaseModel

from build_log.letters.repair import repair_text
from build_log.model.settings import Authority, Review, Settings
from build_log.safety.persons import load_kinds
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def problem_codes() -> set[str]:
    """Every code that is given to a Problem anywhere in the library."""
    codes: set[str] = set()
    for path in (ROOT / "build_log").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            place = {"Problem": 0, "_error": 2}.get(node.func.id)
            given = node.args[place] if place is not None and len(node.args) > place else None
            if isinstance(given, ast.Constant):
                codes.add(str(given.value))
    hidden = tomllib.loads((ROOT / "build_log" / "safety" / "data" / "hidden.toml").read_text("utf-8"))
    return codes | {kind.code for kind in load_kinds()} | set(hidden)


def test_every_problem_code_is_documented() -> None:
    codes = problem_codes()
    assert len(codes) > 30
    assert [code for code in sorted(codes) if f"`{code}`" not in README] == []


def test_every_repair_is_documented() -> None:
    text = "a \uf0b7\n\n• x [y](#) 1^st \ufb01\n\nPage 1 of 2\n\ninfor-\nmation https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example"
    for repair in repair_text(text)[1]:
        assert f"`{repair.name}`" in README or f"`repaired-{repair.name}`" in README, repair.name


def test_every_setting_is_documented() -> None:
    models: list[type[BaseModel]] = [Settings, Authority, Review]
    for model in models:
        for name in model.model_fields:
            assert re.search(rf"`(?:\w+\.)?{name}[`.]", README), name


def test_every_make_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    assert {"site", "serve", "test", "check", "bench"} <= set(targets)
    for target in targets:
        assert f"make {target}" in README, target


def test_no_file_names_a_machine_or_a_package_host() -> None:
    for path in [
        *ROOT.glob("*.*"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "build_log").rglob("*.py"),
        *(ROOT / "hooks").glob("*.py"),
    ]:
        if path.is_file():
            text = path.read_text("utf-8", "replace")
            assert not re.search(r"/(?:home|root|opt|Users)/\w|\bindex-url\b|pypi\.org|pythonhosted", text), path
