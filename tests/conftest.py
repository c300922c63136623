"""What all tests share: the law, the settings of the sample log, and the sample log built for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from build_log.law.catalogue import Catalogue, load_catalogue
from build_log.log.settings import read_settings
from build_log.model.settings import Settings
from tests.browser.chromium import ARGUMENTS, find_chromium

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"

collect_ignore = (
    [] if os.environ.get("LABELLED_LETTERS") else ["tagging/test_labelled_letters.py", "site/test_labelled_log.py"]
) + ([] if os.environ.get("TEST_ALL") else ["slow"])

Mkdocs = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def settings() -> Settings:
    found, problems = read_settings(ROOT)
    assert found is not None, problems
    return found


def copy_log(target: Path, *, letters: bool = True) -> Path:
    """A log's folder of its own: the sample's settings, pages and hooks, with or without its letters."""
    for name in ("docs", "hooks"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target / "mkdocs.yml")
    if letters:
        shutil.copytree(ROOT / "responses", target / "responses")
    else:
        (target / "responses").mkdir()
    return target


def run_mkdocs(
    folder: Path, *arguments: str, timeout: int = 300, **environment: str
) -> subprocess.CompletedProcess[str]:
    """`mkdocs …` in a folder, as an officer or CI runs it."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )


def run_build_log(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`build-log …` in a folder."""
    return subprocess.run(
        [sys.executable, "-c", "from build_log.cli import main; main()", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample log built strictly by MkDocs; the folder of the site."""
    folder = copy_log(tmp_path_factory.mktemp("log"))
    done = run_mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder / "site"


@pytest.fixture
def log_folder(tmp_path: Path) -> Path:
    """An empty log."""
    return copy_log(tmp_path, letters=False)


def write_letter(
    folder: Path, slug: str, front: str, body: str = "We hold the information and it is enclosed.", year: int = 2024
) -> Path:
    """A letter file in a log's folder."""
    path = folder / "responses" / str(year) / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front.strip()}\n---\n\n{body}\n", "utf-8")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path, "no Chromium: run `make test`, which finds or installs one"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()
