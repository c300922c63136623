"""Runs `mkdocs build` with one fault put in: `python -m tests.site.faults POINT [ARGUMENT…]`."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mkdocs.utils
from mkdocs.__main__ import cli
from mkdocs.commands import build as builder
from mkdocs.structure import files

from build_log.site import build, publish

Act = Callable[[], None]


def full_disk() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def read_only() -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def failure() -> None:
    raise RuntimeError("put in by a test")


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def interrupt() -> None:
    raise KeyboardInterrupt


def before(owner: Any, name: str, act: Act, *, call: int = 1) -> None:
    """Do `act` instead of the call-th call of a function, before anything of it has happened."""
    original, calls = getattr(owner, name), [0]

    def changed(*arguments: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] == call:
            act()
        return original(*arguments, **named)

    setattr(owner, name, changed)


def after(owner: Any, name: str, act: Act, *, call: int = 1) -> None:
    """Do `act` when the call-th call of a function has ended."""
    original, calls = getattr(owner, name), [0]

    def changed(*arguments: Any, **named: Any) -> Any:
        result = original(*arguments, **named)
        calls[0] += 1
        if calls[0] == call:
            act()
        return result

    setattr(owner, name, changed)


def without_exchange() -> None:
    """As on a system that cannot exchange two folders at once."""
    setattr(publish, "_exchange", lambda _one, _other: False)  # noqa: B010  # as `before` does


def swap_that(act: Act, *, call: int) -> Act:
    """A swap by two renames, of which the call-th does `act` first."""

    def put_in() -> None:
        without_exchange()
        before(Path, "rename", act, call=call)

    return put_in


POINTS: dict[str, Act] = {
    "prepare raises": lambda: before(build, "read_log", failure),
    "indexes raise": lambda: before(build, "build_indexes", failure),
    "staging cannot be made": lambda: before(Path, "mkdir", read_only, call=2),
    "killed before the first file": lambda: before(builder, "get_files", kill),
    "files raise": lambda: before(build.Build, "signposts", failure),
    "navigation raises": lambda: before(builder, "get_navigation", failure),
    "assets: disk full": lambda: before(mkdocs.utils, "copy_file", full_disk),
    "killed while assets are copied": lambda: before(mkdocs.utils, "copy_file", kill),
    "static files raise": lambda: before(files.Files, "copy_static_files", failure),
    "a page of the builder: disk full": lambda: before(mkdocs.utils, "write_file", full_disk, call=3),
    "killed while the builder writes": lambda: before(mkdocs.utils, "write_file", kill, call=3),
    "the home page raises": lambda: before(build.Build, "fill_home", failure),
    "a letter's page raises": lambda: before(build, "build_letter_page", failure, call=2),
    "lists raise": lambda: before(build, "build_listings", failure),
    "a letter's page: disk full": lambda: before(build.Build, "_put", full_disk),
    "the last page: read only": lambda: before(build.Build, "_put", read_only, call=9),
    "killed while letters are written": lambda: before(build.Build, "_put", kill, call=2),
    "interrupted while letters are written": lambda: before(build.Build, "_put", interrupt, call=2),
    "the search files raise": lambda: before(build, "build_search_files", failure),
    "the sitemap raises": lambda: before(build, "render_sitemap", failure),
    "a page is lost before the last look": lambda: before(
        build, "find_faults", lambda: shutil.rmtree(Path(".site.next/responses/a"))
    ),
    "the last look raises": lambda: before(build, "find_faults", failure),
    "killed at the last look": lambda: after(build, "find_faults", kill),
    "the search does not find its sample": lambda: setattr(build, "finds_letter", lambda *_: False),
    "killed just before the swap": lambda: before(publish.Transaction, "_swap", kill),
    "killed just after the swap": lambda: after(publish, "_exchange", kill),
    "the first rename fails": swap_that(read_only, call=1),
    "the second rename fails": swap_that(read_only, call=2),
    "killed between two renames": swap_that(kill, call=2),
    "killed before what is old is cleared": lambda: before(shutil, "rmtree", kill),
    "what is old cannot be cleared": lambda: before(shutil, "rmtree", lambda: None),
}

if __name__ == "__main__":
    POINTS[sys.argv[1]]()
    sys.argv = ["mkdocs", "build", *sys.argv[2:]]
    cli()
