"""What the page's frame needs to know, handed to the theme as one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from build_log.model.problem import Problem
from build_log.model.settings import Settings
from build_log.site.wording import say, texts_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The content policy of every page: nothing inline, nothing from another host."""

THEME_FOLDER = Path(str(files("build_log.site") / "theme"))
_SHEETS = ("assets/stylesheets/main.*.min.css",)
_KEPT = ("assets/stylesheets/main.", "assets/disclosure-log/")


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of the header's list."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The words and addresses around the content. `problems` replace it in a preview that cannot be built."""

    authority: str
    name: str
    language: str
    licence: str
    policy: str
    stylesheets: tuple[str, ...]
    navigation: tuple[Link, ...]
    problems: tuple[Problem, ...] = ()
    say: Callable[..., str] = say


def build_frame(
    settings: Settings, theme_folders: list[str], site_name: str, *, policy: bool, problems: tuple[Problem, ...]
) -> Frame:
    """The frame of every page. `theme_folders` are searched for the theme's style sheet, whose name changes by release."""
    sheets = []
    for pattern in _SHEETS:
        found = [
            path.relative_to(folder).as_posix()
            for folder in theme_folders
            for path in sorted(Path(folder).glob(pattern))
        ]
        sheets += found[:1]
    links = [
        Link(label, f"{name}/") for name, label in texts_of("navigation").items() if name != "topics" or settings.topics
    ]
    name = site_name.removeprefix(settings.authority.name).strip(" :–-")
    return Frame(
        authority=settings.authority.name,
        name=name[:1].upper() + name[1:] or say("log.name"),
        language=settings.language,
        licence=settings.licence,
        policy=POLICY if policy else "",
        stylesheets=tuple(sheets),
        navigation=tuple(links),
        problems=problems,
    )


def is_wanted_asset(src_uri: str) -> bool:
    """Whether a file of the theme is used by our pages; the theme's scripts and icons are not."""
    if src_uri == "sitemap.xml":
        return False
    return not src_uri.startswith("assets/") or (src_uri.startswith(_KEPT) and not src_uri.endswith(".map"))
