"""A log with no letter, with one, and with very many: nothing empty is shown, and no page grows with the log."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_log, run_mkdocs

EMPTY_TABLE = re.compile(r"<tbody>\s*</tbody>")
EMPTY_LIST = re.compile(r"<(ul|ol|dl)\b(?![^>]*id=)[^>]*>\s*</\1>")
BARE_ZERO = re.compile(r"\(0\)|>\s*0 (?:responses?|letters?|cases?)\b|\b0 of 0\b|>\s*(?:None|nan)\s*<")
ONE = "2024/fbc-2024-0301"


def build(folder: Path) -> Path:
    done = run_mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module", params=[0, 1])
def small_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a log with no letter, or with one."""
    folder = copy_log(tmp_path_factory.mktemp("small") / "log", letters=False)
    if request.param:
        (folder / "responses" / "2024").mkdir()
        shutil.copy(ROOT / "responses" / f"{ONE}.md", folder / "responses" / "2024")
        shutil.copytree(ROOT / "responses" / ONE, folder / "responses" / ONE)
    return build(folder)


def find_emptiness(site: Path) -> dict[str, list[str]]:
    """What is empty or a bare nought on the pages, letters' own words aside, by page."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        main = re.sub(r"<article.*</article>", "", path.read_text("utf-8").partition("<main")[2], flags=re.DOTALL)
        faults = [match[0] for pattern in (EMPTY_TABLE, EMPTY_LIST, BARE_ZERO) for match in pattern.finditer(main)]
        if faults:
            found[path.relative_to(site).as_posix()] = faults
    return found


def test_a_small_log_shows_nothing_empty(small_site: Path) -> None:
    assert find_emptiness(small_site) == {}


def test_the_sample_shows_nothing_empty(sample_site: Path) -> None:
    assert find_emptiness(sample_site) == {}


def test_a_small_log_has_its_data_and_its_feed(small_site: Path) -> None:
    letters = (small_site / "data" / "letters.jsonl").read_text("utf-8").splitlines()
    assert len(letters) == len(list((small_site / "responses").glob("*/letter.json")))
    assert "<feed" in (small_site / "feeds" / "all.xml").read_text("utf-8")
    assert (small_site / "data" / "letters.csv").read_text("utf-8").startswith("schema_version,")
