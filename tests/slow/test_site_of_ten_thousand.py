"""The site of 10,000 letters: built, no page of it large, nothing on it empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.generator import write_letters
from tests.conftest import copy_log, run_mkdocs
from tests.site.test_sizes import find_emptiness

pytestmark = pytest.mark.xdist_group("site of ten thousand")

COUNT = 10_000
LARGEST = 260_000
"""Bytes of a page: fifty letters in a list, or the catalogue, and no more."""


def test_no_page_of_a_large_log_is_large(tmp_path: Path) -> None:
    folder = copy_log(tmp_path / "log", letters=False)
    write_letters(folder / "responses", COUNT)
    done = run_mkdocs(folder, "build", timeout=900)
    assert done.returncode == 0, done.stderr[-2000:]
    site = folder / "site"
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*.html")}
    assert len(sizes) > COUNT
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    feeds = {path.relative_to(site).as_posix(): path.stat().st_size for path in (site / "feeds").rglob("*.xml")}
    assert max(feeds.values()) < LARGEST
    assert find_emptiness(site) == {}
