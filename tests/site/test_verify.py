"""The last look sees what must not go out."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_log.site.verify import find_faults


def faults(tmp_path: Path, markup: str) -> list[str]:
    (tmp_path / "index.html").write_text(markup, "utf-8")
    (tmp_path / "a").mkdir(exist_ok=True)
    (tmp_path / "a" / "index.html").write_text("<p>a</p>", "utf-8")
    return list(find_faults(tmp_path, ["index.html", "a/index.html"]))


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x</script>",
        "<p onclick='x'>",
        "<p style='x'>",
        "<style>p{}</style>",
        "<img src='https://elsewhere.example/x.png'>",
        "<script src='//elsewhere.example/x.js'></script>",
        "<link rel='stylesheet' href='https://elsewhere.example/x.css'>",
        "<a href='b/'>gone</a>",
        "<a href='../outside/'>out</a>",
        "<form action='nowhere/'>",
    ],
)
def test_a_fault_is_seen(tmp_path: Path, markup: str) -> None:
    assert len(faults(tmp_path, markup)) == 1


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='a/'>a</a>",
        "<a href='a'>a</a>",
        "<a href='https://ico.org.uk/'>x</a>",
        "<a href='#x'>x</a>",
        "<a href='mailto:a@b.example'>x</a>",
        "<script type='application/json'>{}</script>",
        "<a href='a/?q=1#y'>a</a>",
    ],
)
def test_what_is_right_is_passed(tmp_path: Path, markup: str) -> None:
    assert faults(tmp_path, markup) == []


def test_a_missing_page_and_a_stray_file_are_seen(tmp_path: Path) -> None:
    (tmp_path / "notes.bak").write_text("x", "utf-8")
    assert list(find_faults(tmp_path, ["responses/x/index.html"])) == [
        "responses/x/index.html is missing",
        "notes.bak is not meant to be published",
    ]
