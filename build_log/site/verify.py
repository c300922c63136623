"""A last look at the new site before the public sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_INLINE_DATA = frozenset({"application/json", "application/ld+json"})
_LOADING = frozenset({"src", "srcset", "data", "poster"})


class _Page(HTMLParser):
    """Collects what a page links to and what must not stand on it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for name, value in attrs:
            if name.startswith("on"):
                self.faults.append(f"a handler, {name}, on <{tag}>")
            elif name == "style":
                self.faults.append(f"an inline style on <{tag}>")
            elif name in _LOADING or (tag == "link" and name == "href" and values.get("rel") != "canonical"):
                self._local(tag, value or "")
            elif name in ("href", "action") and tag != "link":
                self.links.append(value or "")
        if tag == "style":
            self.faults.append("a <style> element")
        if tag == "script" and "src" not in values and values.get("type") not in _INLINE_DATA:
            self.faults.append("an inline script")

    def _local(self, tag: str, value: str) -> None:
        if re.match(r"[a-z][a-z0-9+.-]*:|//", value, re.IGNORECASE) and not value.startswith("data:image/"):
            self.faults.append(f"<{tag}> loads {value[:60]}")
        else:
            self.links.append(value)


def find_faults(site: Path, expected: Iterable[str]) -> Iterator[str]:
    """What is wrong with the site in `site`: files missing or strange, dead links, anything inline or foreign.

    `expected` are the files of the site, by their paths in it.
    """
    wanted = set(expected)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if not path.is_dir() or path.is_symlink()}
    yield from (f"{name} is missing" for name in sorted(wanted - files))
    yield from (f"{name} is not meant to be published" for name in sorted(files - wanted))
    known = files | {name.removesuffix("index.html") for name in files if name.endswith("index.html")} | {""}
    for name in sorted(files):
        if not name.endswith(".html"):
            continue
        page = _Page()
        page.feed((site / name).read_text("utf-8"))
        for fault in page.faults:
            yield f"{name}: {fault}"
        if name == "404.html":
            continue
        folder = name.rpartition("/")[0]
        for link in page.links:
            target = _resolve(folder, link)
            if target is not None and target not in known and f"{target}/" not in known:
                yield f"{name}: the link {link} leads nowhere"


def _resolve(folder: str, link: str) -> str | None:
    """The path below the site's root that a relative link names; None for every other link."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    steps = folder.split("/") if folder else []
    path = unquote(parts.path)
    for step in path.split("/"):
        if step == "..":
            if not steps:
                return "/outside"
            steps.pop()
        elif step not in (".", ""):
            steps.append(step)
    resolved = "/".join(steps)
    return f"{resolved}/" if resolved and path.endswith(("/", "..", ".")) else resolved
