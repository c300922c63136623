"""Hand-written pages: model pages have places to fill in, which are found; the sample's are filled in."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from build_log.safety.pages import UNFILLED, find_odd_pages
from tests.conftest import ROOT, copy_log, run_mkdocs

MODELS = Path(str(files("build_log.site") / "model_pages"))


@pytest.mark.parametrize("page", sorted(MODELS.glob("*.md")), ids=lambda path: path.stem)
def test_a_model_page_has_places_to_fill_in_and_the_samples_page_has_its_headings(page: Path) -> None:
    text = page.read_text("utf-8")
    assert UNFILLED.search(text)
    own = (ROOT / "docs" / page.name).read_text("utf-8")
    assert not UNFILLED.search(own)
    assert not re.search("fenmarch|strathfen", text, re.IGNORECASE)
    headings = set(re.findall(r"(?m)^## .*", text))
    assert headings <= set(re.findall(r"(?m)^## .*", own))


def test_the_samples_pages_are_in_order() -> None:
    assert list(find_odd_pages(ROOT / "docs", ROOT)) == []


def test_a_strict_build_refuses_a_page_that_is_not_filled_in(tmp_path: Path) -> None:
    folder = copy_log(tmp_path / "log")
    page = folder / "docs" / "accessibility.md"
    page.write_text((MODELS / "accessibility.md").read_text("utf-8"), "utf-8")
    done = run_mkdocs(folder, "build", "--strict")
    assert done.returncode == 1
    assert (
        "docs/accessibility.md:3: warning: `[fill in: name of the authority]` is still to be filled in." in done.stderr
    )
    assert not (folder / "site").exists()
    assert run_mkdocs(folder, "build").returncode == 0
