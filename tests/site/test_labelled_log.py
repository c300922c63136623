"""Five real letters from bare text to a published log, where LABELLED_LETTERS names their folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from build_log.site.search.shards import terms_in
from tests.conftest import copy_log, run_build_log, run_mkdocs

USES = {"s21": 1, "s24": 1, "s31": 5, "s31-1-a": 2, "s31-1-b": 1, "s31-1-g": 4, "s38": 1, "s44": 1}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The regulator's letters added, confirmed, published and built strictly; the folder of the log."""
    folder = copy_log(tmp_path_factory.mktemp("regulator"), letters=False)
    letters = sorted(Path(os.environ["LABELLED_LETTERS"]).glob("ico-*.txt"))
    assert len(letters) == 5
    assert run_build_log(folder, "add", *map(str, letters)).returncode == 0
    for path in (folder / "responses").rglob("*.md"):
        text = path.read_text("utf-8").replace("status: draft", "status: published")
        path.write_text(re.sub(r"^unconfirmed:.*\n", "", text, flags=re.MULTILINE), "utf-8")
    done = run_mkdocs(folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    return folder


def test_each_letter_has_its_page(published: Path) -> None:
    assert sorted(p.name for p in (published / "site" / "responses").iterdir()) == [
        "ic-252019-z2y2",
        "ic-257386-j2p5",
        "ic-300822-p4m5",
        "ic-315773-l9g6",
        "ic-325393-h7t4-further-response",
    ]


@pytest.mark.parametrize(("provision", "count"), USES.items())
def test_letters_are_listed_under_what_they_rely_on(published: Path, provision: str, count: int) -> None:
    page = (published / "site" / "exemptions" / f"foia-{provision}" / "index.html").read_text("utf-8")
    assert f'<h2 id="responses">{count} response{"" if count == 1 else "s"}</h2>' in page
    assert ("Named in the alternative: 1 response" in page) == (provision == "s44")


def test_nothing_else_is_relied_on(published: Path) -> None:
    catalogue = (published / "site" / "exemptions" / "index.html").read_text("utf-8")
    rows = [row.split("</tr>")[0] for row in catalogue.split("<tr>")[1:]]
    used = [(re.search(r"<th scope=\"row\"><a[^>]*>([^<]+)", row), re.search(r"<td>(\d+)</td>", row)) for row in rows]
    assert {name[1]: count[1] for name, count in used if name and count} == {
        "Section 21": "1",
        "Section 24": "1",
        "Section 31": "5",
        "Section 38": "1",
        "Section 44": "1",
    }


def test_the_redirector_and_its_mailbox_are_nowhere(published: Path) -> None:
    for path in (published / "site").rglob("*"):
        if path.is_file():
            assert not re.search(rb"safelinks|icoaccess|%40ico|ico\.org\.uk%7C", path.read_bytes()), path


def test_a_place_named_in_one_letter_is_in_the_index(published: Path) -> None:
    files = (published / "site" / "search" / "terms").iterdir()
    assert any("leicestershir" in terms_in(file.read_bytes()) for file in files)
