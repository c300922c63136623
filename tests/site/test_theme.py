"""The pieces of Material that our frame stands on are where it looks for them."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from build_log.model.settings import Settings
from build_log.site.render import render_styles
from build_log.site.theme import THEME_FOLDER, build_frame, is_wanted_asset

THEME = Path(str(files("material"))) / "templates"
OWN = render_styles()


def sheet() -> str:
    (path,) = (THEME / "assets" / "stylesheets").glob("main.*.min.css")
    return path.read_text("utf-8")


def test_the_theme_has_one_main_style_sheet_and_the_frame_finds_it(settings: Settings) -> None:
    frame = build_frame(settings, [str(THEME)], "Fenmarch", policy=True, problems=())
    assert len(frame.stylesheets) == 1
    assert (THEME / frame.stylesheets[0]).is_file()
    assert is_wanted_asset(frame.stylesheets[0])


def test_the_classes_and_variables_we_build_on_are_the_themes() -> None:
    text = sheet()
    used = set(re.findall(r"\.md-[a-z_-]+", OWN)) | set(re.findall(r"var\((--md-[a-z-]+)", OWN))
    assert ".md-typeset" in used
    assert [name for name in sorted(used) if name not in text] == []


def test_the_templates_we_replace_are_those_the_theme_begins_with() -> None:
    for name in ("main.html", "base.html", "404.html"):
        assert (THEME / name).is_file()
        assert (THEME_FOLDER / name).is_file()
    assert '{% extends "base.html" %}' in (THEME / "main.html").read_text("utf-8")
    base = (THEME_FOLDER / "base.html").read_text("utf-8")
    assert "{% extends" not in base
    assert "{% include" not in base


def test_the_theme_asks_for_no_other_files_of_ours() -> None:
    names = {path.relative_to(THEME_FOLDER).as_posix() for path in THEME_FOLDER.rglob("*.html")}
    assert names == {"main.html", "base.html", "404.html"}
    assert str(files("build_log.site"))


def test_a_style_sheet_of_the_theme_loads_nothing_from_another_host() -> None:
    assert not re.search(r"url\((?!['\"]?(?:data:|#))[^)]*//|@import", sheet())
