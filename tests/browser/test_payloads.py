"""A log whose letters are all hostile, in real Chromium: nothing runs, nothing is fetched, every word is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from build_log.log.read import read_log
from build_log.log.settings import read_settings
from tests.browser.conftest import open_page, serve
from tests.conftest import GOLDEN, copy_log, run_mkdocs
from tests.letters.test_markup import source_words, words

PAYLOADS: list[str] = yaml.safe_load((GOLDEN / "payloads.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A letter for each payload, with the payload in its text, title, summary, question, change and attachment."""
    folder = copy_log(tmp_path_factory.mktemp("hostile"), letters=False)
    for number, payload in enumerate(PAYLOADS):
        write_hostile_letter(folder, number, payload)
    settings, _ = read_settings(folder)
    assert settings is not None
    waive(folder, [(p.path, p.finding) for p in read_log(folder, settings).problems if p.finding])
    done = run_mkdocs(folder, "build")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def write_hostile_letter(folder: Path, number: int, payload: str) -> None:
    line = " ".join(payload.split()) or "x"
    attachment = f"{number}.csv"
    front = {
        "reference": f"FBC-2024-{number:04}",
        "title": line,
        "responded": "2024-05-03",
        "outcome": "disclosed",
        "exemptions": [],
        "summary": line,
        "parts": [{"question": line, "outcome": "disclosed"}],
        "changes": [{"date": "2024-06-01", "what": line}],
        "attachments": [{"file": attachment, "title": line}],
    }
    text = f"FBC-2024-{number:04}\n\nDear Requester\n\nBefore it.\n\n{payload}\n\nAfter it.\n"
    letter = folder / "responses" / "2024" / f"letter-{number}.md"
    (letter.with_suffix("")).mkdir(parents=True)
    head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
    letter.write_text(f"---\n{head}---\n\n{text}", "utf-8")
    cells = [line.replace('"', '""'), "b"]
    (letter.with_suffix("") / attachment).write_text(f'"{cells[0]}",b\n"{cells[0]}",2\n', "utf-8")


def waive(folder: Path, findings: list[tuple[str, str | None]]) -> None:
    """Publish in spite of every hold: the checks are not what this test is about."""
    for path in {path for path, _ in findings}:
        letter = folder / path
        names = sorted({finding for where, finding in findings if where == path and finding})
        waivers = [{"finding": name, "reason": "A test", "by": "A. Officer", "date": "2024-06-01"} for name in names]
        head, rest = letter.read_text("utf-8").split("\n---\n", 1)
        letter.write_text(f"{head}\nwaivers: {json.dumps(waivers)}\n---\n{rest}", "utf-8")


@pytest.fixture
def hostile_page(browser: Browser, hostile_site: Path) -> Iterator[Page]:
    with serve(hostile_site) as address, open_page(browser, address) as page:
        yield page


def test_nothing_runs_nothing_is_fetched_and_every_word_is_there(hostile_page: Page) -> None:
    assert len(PAYLOADS) >= 200
    for number, payload in enumerate(PAYLOADS):
        hostile_page.goto(f"responses/letter-{number}/")
        for element in hostile_page.locator("details").all():
            element.evaluate("e => { e.open = true }")
        shown = words(hostile_page.locator("article.dl-letter").inner_text())
        wanted = ["Before", "it", *source_words(payload), "After", "it"]
        assert any(shown[i : i + len(wanted)] == wanted for i in range(len(shown))), (payload, shown)
        plain = words(" ".join(payload.split()))
        heading = words(hostile_page.locator("h1").inner_text())
        assert heading == plain, payload
        assert (
            hostile_page.evaluate(
                "[...document.querySelectorAll('[onclick],[onload],[onerror],main script,main img,main iframe,main form')].length"
            )
            == 0
        )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "years/2024/05/",
        "outcomes/disclosed/",
        "search/?q=script",
        "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "nothing/%3Cscript%3Ealert(1)%3C/script%3E",
        "search/?q=alert&outcome=%22%3E%3Cscript%3Ealert(1)%3C/script%3E#<img src=x onerror=alert(1)>",
    ],
)
def test_lists_search_and_the_page_for_nothing_are_inert_too(hostile_page: Page, address: str) -> None:
    hostile_page.goto(address)
    hostile_page.wait_for_timeout(300)
    assert hostile_page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1


def test_every_page_carries_the_policy_first(hostile_site: Path) -> None:
    for file in hostile_site.rglob("*.html"):
        head = file.read_text("utf-8").partition("<head>")[2].lstrip()
        assert (
            head.startswith('<meta http-equiv="Content-Security-Policy"') or "Content-Security-Policy" in head[:200]
        ), file
