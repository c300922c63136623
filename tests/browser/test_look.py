"""How every kind of page looks: in the dark, at 320 px (which is 400 % of 1,280), printed, and without jumps."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import pytest
from pdfminer.high_level import extract_text
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import note_faults
from tests.browser.test_search_states import axe
from tests.browser.test_site import KINDS, open_kind


class Links(HTMLParser):
    """The paths a page links to within its site."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href and not urlsplit(href).scheme:
            self.found.append(urlsplit(href).path)


LETTER = "responses/fbc-2023-0096-internal-review/"
FIGURES = """
window.seen = { paint: 0, shift: 0 };
new PerformanceObserver(list => { for (const e of list.getEntries()) window.seen.paint = e.startTime; }).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.seen.shift += e.value; }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def one_page(browser: Browser, served: str) -> Iterator[tuple[Page, list[str]]]:
    """One page for all kinds, with its faults: opening a fresh one takes longer than looking at it."""
    context = browser.new_context(base_url=served)
    page = context.new_page()
    yield page, note_faults(page, served)
    context.close()


@pytest.fixture
def looking(one_page: tuple[Page, list[str]]) -> Iterator[Page]:
    page, faults = one_page
    faults.clear()
    yield page
    assert faults == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("light", 390), ("dark", 320)])
@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_axe_finds_nothing_and_nothing_is_too_wide(
    looking: Page, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    """Axe's rules measure targets too (WCAG 2.5.8), with its exceptions for links in sentences and for spacing."""
    looking.set_viewport_size({"width": width, "height": 844})
    looking.emulate_media(color_scheme=scheme)
    open_kind(looking, address)
    expect(looking.locator(".dl-skip")).to_have_count(1)
    looking.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    assert axe(looking) == []
    assert looking.evaluate("document.documentElement.scrollWidth") <= width
    dark = looking.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 24, 31)"
    assert dark == (scheme == "dark")


def test_a_page_is_the_same_where_javascript_is_off(browser: Browser, served: str) -> None:
    """So what axe finds of a page with JavaScript holds without it; the search page says what to do instead."""
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    usual = browser.new_context(base_url=served).new_page()
    for address in ("", LETTER, "statistics/", "exemptions/foia-s40/", "data/"):
        page.goto(address)
        usual.goto(address)
        assert page.content() == usual.content(), address
    page.goto("search/")
    expect(page.locator(".dl-notice")).to_contain_text("Searching needs JavaScript")
    context.close()
    usual.context.close()


@pytest.mark.parametrize("address", [LETTER, "statistics/", "exemptions/foia-s40/", ""])
def test_a_page_is_printed_whole(page: Page, tmp_path: Path, address: str) -> None:
    page.goto(address)
    text = page.evaluate("document.querySelector('main').textContent")
    printed = tmp_path / "page.pdf"
    page.emulate_media(media="print")
    page.pdf(path=str(printed), format="A4")
    words = "".join(extract_text(printed).split()).replace("\u00ad", "")
    folded = page.locator("details .dl-section__text p")
    for number in range(folded.count()):
        part = "".join((folded.nth(number).text_content() or "").split())
        assert part[:60] in words, part[:60]
    assert "".join((page.locator("h1").text_content() or "").split()) in words
    assert "Mainnavigation" not in words
    assert len(words) > len("".join(text.split())) * 0.8


def slow(page: Page) -> None:
    """10 Mbit/s, 40 ms, and a processor four times slower."""
    session: Any = page.context.new_cdp_session(page)
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


@pytest.mark.parametrize("width", [1280, 390])
def test_a_letter_is_there_at_once_and_stays_where_it_is(browser: Browser, served: str, width: int) -> None:
    """Largest contentful paint under 1.5 s and layout shift under 0.02, the median of five."""
    paints, shifts = [], []
    for _ in range(5):
        context = browser.new_context(base_url=served, viewport={"width": width, "height": 800})
        page = context.new_page()
        page.add_init_script(FIGURES)
        slow(page)
        page.goto(LETTER)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(200)
        seen = page.evaluate("window.seen")
        paints.append(seen["paint"])
        shifts.append(seen["shift"])
        context.close()
    assert 0 < statistics.median(paints) < 1_500
    assert statistics.median(shifts) < 0.02


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS.keys())
def test_every_stop_of_the_tab_key_is_in_view(looking: Page, address: str, width: int) -> None:
    looking.set_viewport_size({"width": width, "height": 800})
    open_kind(looking, address)
    seen: set[str] = set()
    for _ in range(60):
        looking.keyboard.press("Tab")
        stop = looking.evaluate("""() => {
            const e = document.activeElement;
            if (e === document.body) return null;
            const r = e.getBoundingClientRect();
            const visible = r.width > 0 && r.height > 0 && r.left >= 0 && r.right <= innerWidth + 1 && r.bottom > 0 && r.top < innerHeight;
            return [e.outerHTML.slice(0, 120), visible];
        }""")
        if stop is None:
            break
        assert stop[1], stop[0]
        seen.add(stop[0])
    assert len(seen) > 8


def test_every_page_is_within_four_clicks_of_the_home_page(sample_site: Path) -> None:
    """Without JavaScript: by links alone."""
    reached = {"/"}
    edge = {"/"}
    for _ in range(4):
        following: set[str] = set()
        for address in edge:
            page = sample_site / address.lstrip("/") / "index.html"
            if page.is_file():
                parser = Links()
                parser.feed(page.read_text("utf-8"))
                following |= {urljoin(address, path) for path in parser.found}
        edge = following - reached
        reached |= following
    pages = {
        f"/{path.parent.relative_to(sample_site).as_posix()}/".replace("/./", "/")
        for path in sample_site.rglob("index.html")
    }
    assert sorted(pages - reached) == []
