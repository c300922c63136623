"""Every state of the search page: nothing for axe to find, nothing that jumps, and the same in a new window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import open_page
from tests.browser.test_site import AXE, choose

STATES = {
    "filters chosen": "search/?q=council&outcome=withheld&outcome=disclosed&year=2024",
    "filters alone": "search/?exemption=foia-s40",
    "another spelling": "search/?q=parkng",
    "some of the words": "search/?q=flood+xylophone",
    "an exact phrase": "search/?q=%22penalty+charge+notices%22",
    "too short": "search/?q=ab*",
    "no words": "search/?q=the+of",
    "sorted": "search/?q=council&sort=oldest&from=2022-01-01",
}
SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifts += entry.value; }).observe({ type: "layout-shift", buffered: true });
"""


def axe(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "async () => (await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})).violations"
    )
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found]


def answered(page: Page) -> None:
    expect(page.locator("#search-status")).not_to_have_text("Searching…")
    expect(page.locator("#search-status")).not_to_be_empty()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", STATES.values(), ids=STATES.keys())
def test_axe_finds_nothing_in_any_state(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    answered(page)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_when_the_search_cannot_be_loaded(page: Page) -> None:
    page.route("**/search/terms/*", lambda route: route.fulfill(status=200, body=""))
    page.goto("search/?q=flood")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert axe(page) == []


def test_an_offline_reader_is_told_and_can_try_again(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served)
    page = context.new_page()
    page.goto("search/")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    page.locator("#search-words").fill("flood")
    page.locator("#search-words").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("could not be loaded")
    expect(page.locator("#search-results > li")).to_have_count(0)
    context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#search-status")).to_contain_text("found")
    context.close()


def test_the_address_shows_the_same_in_another_window(page: Page, served: str) -> None:
    page.goto("search/")
    page.locator("#search-words").fill("council -flood")
    page.locator("#search-words").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("found")
    choose(page, "outcome", "withheld")
    choose(page, "outcome", "disclosed")
    page.locator("select[name=sort]").select_option("oldest")
    answered(page)
    browser = page.context.browser
    assert browser is not None
    with open_page(browser, served) as other:
        other.goto(page.url)
        answered(other)
        for selector in ("#search-results", "#search-status", "#search-chips"):
            assert other.locator(selector).inner_text() == page.locator(selector).inner_text()
        assert other.locator("#search-words").input_value() == "council -flood"
        assert other.locator("select[name=sort]").input_value() == "oldest"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("address", ["search/?q=council", "search/?q=flood&outcome=withheld"])
def test_nothing_jumps_while_results_arrive(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    page.goto(address)
    answered(page)
    assert page.evaluate("window.shifts") < 0.02
