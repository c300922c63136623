"""The log under other builders and other releases of what it needs: the same pages, the same guards.

Each environment is made from nothing, with the interpreter's own tools.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_log
from tests.site.test_build import tree

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TESTED = [
    "tests/site/test_build.py",
    "tests/site/test_theme.py",
    "tests/letters",
    "tests/law",
    "tests/log",
    "tests/safety",
    "tests/cli",
]


def make_environment(folder: Path, *requirements: str) -> Path:
    """A virtual environment with these requirements and the package; its folder of programs."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    programs = folder / "bin"
    install(programs, "hatchling", "editables", *requirements)
    install(programs, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    return programs


def install(programs: Path, *what: str) -> None:
    command = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr


def build(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def lowest(requirement: str) -> str:
    """`mkdocs>=1.6.1,<2` as `mkdocs==1.6.1`."""
    return re.sub(r">=([\w.]+).*", r"==\1", requirement)


@pytest.mark.xdist_group("properdocs")
def test_properdocs_builds_the_same_pages_and_stops_where_mkdocs_stops(tmp_path: Path) -> None:
    programs = make_environment(tmp_path / "env", *PROJECT["dependencies"], "properdocs>=1.6.7,<2")
    folder = copy_log(tmp_path / "log")
    for builder in ("mkdocs", "properdocs"):
        done = build(
            folder, programs / builder, "build", "--strict", "-f", "mkdocs.yml", "--site-dir", f"site-{builder}"
        )
        assert done.returncode == 0, done.stderr
    assert tree(folder / "site-mkdocs") == tree(folder / "site-properdocs")
    assert len(tree(folder / "site-mkdocs")) > 400
    (folder / "mkdocs.yml").open("a", encoding="utf-8").write("\nnot_a_setting: 1\n")
    before = tree(folder / "site-properdocs")
    done = build(
        folder, programs / "properdocs", "build", "--strict", "-f", "mkdocs.yml", "--site-dir", "site-properdocs"
    )
    assert done.returncode != 0
    assert tree(folder / "site-properdocs") == before
    (folder / "responses/2024/bad.md").write_text("no front matter\n", "utf-8")
    done = build(folder, programs / "properdocs", "build", "-f", "mkdocs.yml", "--site-dir", "site-properdocs")
    assert done.returncode != 0
    assert "responses/2024/bad.md:1" in done.stderr + done.stdout
    assert tree(folder / "site-properdocs") == before


@pytest.mark.parametrize("which", ["lowest", "newest"])
def test_the_log_is_built_with_the_lowest_and_the_newest_releases(tmp_path: Path, which: str) -> None:
    wanted = (
        [lowest(r) for r in PROJECT["dependencies"]] if which == "lowest" else [*PROJECT["dependencies"], "--upgrade"]
    )
    tools = [r for r in PROJECT["optional-dependencies"]["dev"] if r.startswith(("pytest", "hypothesis", "playwright"))]
    programs = make_environment(tmp_path / "env", *wanted, *tools)
    command = [str(programs / "python"), "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-W", "default", *TESTED]
    environment = {key: value for key, value in os.environ.items() if key != "TEST_ALL"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stdout[-4000:]
