"""The sample site as its readers use it, in real Chromium: search, filter, keyboard, phone, axe."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_log.letters.markup import render_markup
from build_log.log.read import read_log
from build_log.model.settings import Settings
from build_log.site.search.cards import plain_text
from build_log.site.search.words import STOP_WORDS, terms_of
from tests.conftest import ROOT

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WORDS = "/modules/words.js"
KINDS = {
    "home": "",
    "letter": "responses/fbc-2024-0512-further-response/",
    "letter with a table": "responses/fbc-2022-0643/",
    "letter in the e-mail style": "responses/fbc-2023-0412/",
    "catalogue": "exemptions/",
    "exemption": "exemptions/foia-s40/",
    "limb": "exemptions/foia-s40-2/",
    "unused exception": "exemptions/eir-reg12-5-a/",
    "exemption in a year": "exemptions/foia-s40/2023/",
    "outcomes": "outcomes/",
    "outcome": "outcomes/withheld/",
    "years": "years/",
    "year": "years/2024/",
    "month": "years/2024/05/",
    "laws": "regimes/",
    "law": "regimes/eir/",
    "topics": "topics/",
    "topic": "topics/housing/",
    "search": "search/",
    "results": "search/?q=council",
    "no results": "search/?q=xylophone",
    "statistics": "statistics/",
    "statistics of a year": "statistics/2024/",
    "open data": "data/",
    "feeds": "feeds/",
    "internal review": "responses/fbc-2023-0096-internal-review/",
    "about": "about/",
    "request": "making-a-request/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "removed response": "responses/fbc-2022-0330/",
    "removed responses": "removed/",
    "404": "nothing/here/",
}


def open_kind(page: Page, address: str) -> None:
    page.goto(address)
    if "q=" in address:
        expect(page.locator("#search-status")).not_to_have_text("Searching…")
        expect(page.locator("#search-status")).not_to_be_empty()


@pytest.mark.parametrize(
    "address", ["", "responses/fbc-2024-0512-further-response/", "exemptions/", "search/?q=council"]
)
def test_what_can_be_pressed_is_large_enough(page: Page, address: str) -> None:
    """Targets are 24 px high at least, but for links inside a sentence (WCAG 2.5.8)."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_kind(page, address)
    small = page.evaluate("""() => [...document.querySelectorAll('button, input, select, summary, nav a, .dl-row__title')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 24 && !e.closest('.dl-skip')).map(e => e.outerHTML.slice(0, 80))""")
    assert small == []


def test_a_search_from_the_header_finds_a_letter_and_opens_it(page: Page) -> None:
    page.goto("about/")
    page.get_by_label("Search responses").fill("penalty notices by street")
    page.get_by_label("Search responses").press("Enter")
    page.wait_for_url("**/search/?q=penalty+notices+by+street")
    first = page.locator("#search-results a").first
    expect(first).to_have_text("Parking penalty charge notices by street")
    expect(page.locator("#search-status")).to_contain_text("response")
    expect(page.locator("#search-results mark").first).to_be_visible()
    first.click()
    expect(page.locator("h1")).to_have_text("Parking penalty charge notices by street")


def choose(page: Page, facet: str, value: str) -> None:
    section = page.locator(f'[data-facet="{facet}"]')
    if not section.evaluate("e => e.open"):
        section.locator("summary").click()
    section.locator(f'input[value="{value}"]').check()


def test_filters_narrow_the_results_and_the_address_keeps_the_state(page: Page, served: str) -> None:
    page.goto("search/?q=council")
    status = page.locator("#search-status")
    expect(status).to_contain_text("found")
    everything = page.locator("#search-results > li").count()
    choose(page, "outcome", "withheld")
    expect(page.locator("#search-results > li")).not_to_have_count(everything)
    assert "outcome=withheld" in page.url
    tags = page.locator("#search-results .dl-tag").all_text_contents()
    assert set(tags) == {"Withheld in full"}
    choose(page, "year", "2022")
    expect(status).to_contain_text("1 response found")
    address, shown = page.url, page.locator("#search-results a").all_text_contents()
    page.go_back()
    expect(page.locator('input[value="2022"]')).not_to_be_checked()
    expect(status).not_to_contain_text("1 response found")
    other = page.context.new_page()
    other.goto(address)
    expect(other.locator("#search-results > li")).to_have_count(len(shown))
    assert other.locator("#search-results a").all_text_contents() == shown
    expect(other.locator('input[value="2022"]')).to_be_checked()
    assert address.startswith(served)


def test_several_values_counts_and_chips(page: Page, settings: Settings) -> None:
    records = read_log(ROOT, settings).records
    page.goto("search/?outcome=withheld&outcome=not-held")
    status = page.locator("#search-status")
    expect(status).to_contain_text("found")
    wanted = [r for r in records if r.outcome in ("withheld", "not-held")]
    assert (status.text_content() or "").startswith(f"{len(wanted)} responses")
    page.locator('[data-facet="year"] summary').click()
    for year in {r.responded.year for r in records}:
        label = page.locator(f'label:has(input[name="year"][value="{year}"]) .dl-count')
        expect(label).to_have_text(f"({sum(r.responded.year == year for r in wanted)})")
    for outcome in ("withheld", "disclosed"):
        label = page.locator(f'label:has(input[name="outcome"][value="{outcome}"]) .dl-count')
        expect(label).to_have_text(f"({sum(r.outcome == outcome for r in records)})")
    chip = page.get_by_role("button", name="Remove filter: Withheld in full")
    chip.click()
    expect(status).to_contain_text(re.compile(rf"^{sum(r.outcome == 'not-held' for r in records)} response"))
    expect(chip).to_have_count(0)
    assert "outcome=withheld" not in page.url


def test_a_range_of_days_and_the_order(page: Page, settings: Settings) -> None:
    records = [r for r in read_log(ROOT, settings).records if "2023-03-01" <= r.responded.isoformat() <= "2024-02-29"]
    page.goto("search/?from=2023-03-01&to=2024-02-29&sort=oldest")
    expect(page.locator("#search-status")).to_have_text(f"{len(records)} responses found.")
    titles = page.locator("#search-results a").all_text_contents()
    ordered = sorted(records, key=lambda r: (r.responded, r.slug))
    assert titles == [r.title for r in ordered][:10]
    page.get_by_label("Sort by").select_option("newest")
    expect(page.locator("#search-results a").first).to_have_text(ordered[-1].title)
    assert "sort=newest" in page.url


def test_a_filter_alone_lists_what_its_page_lists(page: Page) -> None:
    page.goto("search/?exemption=foia-s40")
    expect(page.locator("#search-status")).to_contain_text("found")
    listed = sorted(page.locator("#search-results a").all_text_contents())
    page.goto("exemptions/foia-s40/")
    assert sorted(page.locator(".dl-row__title").all_text_contents()) == listed


@pytest.mark.parametrize("query", ["FBC-2024-0301", "fbc-2024-0301", "FBC 2024 0301", "fbc20240301"])
def test_a_case_reference_comes_first(page: Page, query: str) -> None:
    page.goto("search/")
    page.locator("#search-words").fill(query)
    page.locator("#search-words").press("Enter")
    expect(page.locator("#search-results a").first).to_have_text("Parking penalty charge notices by street")


@pytest.mark.parametrize(
    ("query", "reference"),
    [
        ("section 43(2)", "FBC-2024-0187"),
        ("s43(2)", "FBC-2024-0187"),
        ("s14", "FBC-2025-0142"),
        ("reg 12(4)(d)", "FBC-2022-0391"),
        ("40(5B)(a)(i)", "FBC-2023-0577"),
    ],
)
def test_a_provision_finds_the_letters_that_rely_on_it(page: Page, query: str, reference: str) -> None:
    page.goto("search/?" + "q=" + query.replace(" ", "+"))
    expect(page.locator("#search-status")).to_contain_text("found")
    assert reference in " ".join(page.locator("#search-results").all_text_contents())


@pytest.mark.parametrize("query", ["days", "way", "survey", "police", "libraries", "the council's flood defences"])
def test_a_search_finds_exactly_the_letters_with_the_words(page: Page, query: str, settings: Settings) -> None:
    page.goto("search/?q=" + query.replace(" ", "+"))
    status = page.locator("#search-status")
    expect(status).not_to_have_text("Searching…")
    expect(status).not_to_be_empty()
    told = int("".join(c for c in (status.text_content() or "").rpartition(".")[0].split(".")[-1] if c.isdigit()) or 0)
    for shown in range(10, told, 10):
        page.locator("#search-more").click()
        expect(page.locator("#search-results > li")).to_have_count(min(told, shown + 10))
    found = {
        href.rstrip("/").rpartition("/")[2]
        for href in page.locator("#search-results a").evaluate_all("links => links.map(a => a.href)")
    }
    wanted = set(terms_of(query))
    expected = set()
    for record in read_log(ROOT, settings).records:
        text = " ".join(
            [
                record.title,
                record.summary or "",
                *(f"{s.heading or ''} {plain_text(render_markup(s.text.string))}" for s in record.sections),
            ]
        )
        if wanted <= set(terms_of(text)):
            expected.add(record.slug)
    if "No response has all these words" not in (status.text_content() or ""):
        assert found == expected
    else:
        assert expected == set()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("xylophone", "No responses match"),
        ("the of and", "too common"),
        ("flood xylophone", "No response has all these words"),
        ("<img src=x onerror=alert(1)>", "respons"),
        ("__proto__ constructor", "match"),
        ("***", "Write a word"),
        ("“unbalanced", "respons"),
        ("🙂", "Write a word"),
        ("librarian " * 300, "respons"),
        ("se*", "too short"),
        ("x" * 9999, "match"),
    ],
)
def test_odd_queries_get_a_plain_answer(page: Page, query: str, says: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto("search/")
    page.locator("#search-words").fill(query)
    page.locator("#search-words").press("Enter")
    expect(page.locator("#search-status")).to_contain_text(says)


def test_the_search_works_by_keyboard_alone(page: Page) -> None:
    page.goto("search/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "search-words":
            break
    expect(page.locator("#search-words")).to_be_focused()
    page.keyboard.type("flood")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results a").first).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "dl-row__title":
            break
    assert page.evaluate("document.activeElement.className") == "dl-row__title"
    page.keyboard.press("Enter")
    page.wait_for_url("**/responses/**")


@pytest.mark.parametrize("width", [1280, 390])
def test_tab_never_leaves_the_page_and_every_stop_is_visible(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("responses/fbc-2024-0512-further-response/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "dl-skip"
    for _ in range(60):
        box = page.evaluate("""() => { const e = document.activeElement, b = e.getBoundingClientRect();
            return e === document.body ? null : [b.width, b.height, b.left, b.right, b.top, b.bottom, innerHeight] }""")
        if box is None:
            break
        assert box[0] > 0
        assert box[1] > 0
        assert box[2] >= 0
        assert box[3] <= width + 1
        assert box[5] > 0
        assert box[4] < box[6]
        page.keyboard.press("Tab")


def test_the_skip_link_leads_to_the_content(page: Page) -> None:
    page.goto("exemptions/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("file", ["manifest.json", "terms/*.bin", "letters/*.json"])
@pytest.mark.parametrize("body", ["", "<!doctype html><title>Not found</title>"])
def test_a_search_that_cannot_load_says_so_and_can_be_tried_again(page: Page, file: str, body: str) -> None:
    page.route(f"**/search/{file}*", lambda route: route.fulfill(status=200, body=body))
    page.goto("search/")
    page.evaluate("() => { console.error = () => {} }")
    page.locator("#search-words").fill("flood")
    page.locator("#search-words").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("could not be loaded")
    expect(page.locator("#search-results > li")).to_have_count(0)
    page.unroute(f"**/search/{file}*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#search-status")).to_contain_text("found")


def test_without_javascript_the_log_is_read_and_browsed(page: Page, served: str) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(base_url=served, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("")
    plain.get_by_role("link", name="Years").click()
    plain.get_by_role("link", name="2024").click()
    plain.get_by_role("link", name="June").click()
    plain.get_by_role("link", name="Parking penalty charge notices by street").click()
    expect(plain.locator("h1")).to_have_text("Parking penalty charge notices by street")
    plain.goto("search/")
    expect(plain.locator(".dl-notice")).to_contain_text("browse the responses")
    context.close()


def test_words_are_the_same_in_python_and_in_the_browser(page: Page, settings: Settings) -> None:
    """One normaliser serves both sides: every distinct word of the log, and odd texts, give the same terms."""
    texts = [plain_text(render_markup(s.text.string)) for r in read_log(ROOT, settings).records for s in r.sections]
    distinct = sorted({word for text in texts for word in text.split()})
    odd = [
        "Ärger CAFÉ ﬁnancé",
        "s31(1)(g)",
        "Section 40 (2)",
        "regs 12(5)(e) and 13",
        "IC-300822-P4M5/x",
        "don’t can't",
        "İstanbul Straße",
        "ΣΊΣΥΦΟΣ",
        "½ ² ٣",
        "a_b__c",
        "31(1)(toolong)",
        "3,925 27,925,1 1,2345 sections 24,125",
        "Annex1(reg5) x31(ss1) 2024(1) ss31(1) reg12(5)(e)",
        "sky yes say days way",
    ]
    suffixes = [
        "",
        "s",
        "ed",
        "ing",
        "ly",
        "ational",
        "iveness",
        "ication",
        "y",
        "ies",
        "eed",
        "ement",
        "e",
        "ll",
        "ion",
    ]
    made = [
        stem + suffix
        for stem in ("relat", "hop", "control", "y", "sky", "agre", "electr", "vietnam", "roll", "us")
        for suffix in suffixes
    ]
    page.goto("search/")
    samples = [*distinct, *odd, *made, *texts]
    theirs = page.evaluate(f"async texts => texts.map((await import('{WORDS}')).termsOf)", samples)
    assert page.evaluate(f"async () => [...(await import('{WORDS}')).STOP_WORDS].sort()") == sorted(STOP_WORDS)
    different = [
        (text[:60], list(terms_of(text))[:5], other[:5])
        for text, other in zip(samples, theirs, strict=True)
        if terms_of(text) != Counter(other)
    ]
    assert different == []
    assert len(samples) > 1500
