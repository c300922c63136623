"""Every component has its template, style and examples, and each example is valid and accessible."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser

from build_log.log.read import read_log
from build_log.model.settings import Settings
from build_log.site.examples import Example, render_examples
from build_log.site.render import COMPONENTS, render_styles
from tests.browser.test_search_states import axe
from tests.conftest import ROOT

FOLDERS = sorted(path for path in COMPONENTS.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def examples(settings: Settings) -> list[Example]:
    return list(render_examples(read_log(ROOT, settings).records[:2]))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_component_is_whole(folder: Path, examples: list[Example]) -> None:
    assert {path.name for path in folder.iterdir()} - {"scripts"} == {"template.html", "style.css", "examples.toml"}
    assert (folder / "style.css").read_text("utf-8").strip() in render_styles()
    own = [example for example in examples if example.component == folder.name]
    assert own
    for example in own:
        parser = html5lib.HTMLParser()
        parser.parse(f"<!doctype html><title>x</title><main>{example.html}</main>")
        assert parser.errors == [], example.name
        assert example.html.strip()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_examples(
    browser: Browser, examples: list[Example], sample_site: Path, scheme: str
) -> None:
    (theme,) = (sample_site / "assets" / "stylesheets").glob("main.*.css")
    context = browser.new_context(color_scheme="light" if scheme == "light" else "dark")
    page = context.new_page()
    for example in examples:
        page.set_content(
            f'<!doctype html><html lang="en"><head><title>Example</title><style>{theme.read_text("utf-8")}{render_styles()}</style></head>'
            f'<body data-md-color-scheme="default"><main class="md-typeset dl-content"><h1>{example.name}</h1>'
            f"<h2>{example.component}</h2>{example.html}</main></body></html>"
        )
        for section in page.locator("details").all():
            section.evaluate("e => { e.open = true }")
        assert axe(page) == [], (example.component, example.name)
    context.close()
