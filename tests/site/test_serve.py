"""The preview: drafts with a banner, problems on every address, and recovery with the next save."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import write_letter
from tests.site.test_build import tree

FRONT = "reference: FBC-2024-9001\ntitle: Bins\nresponded: 2024-05-03\noutcome: disclosed\nexemptions: []"
PATIENCE = 60.0


@contextmanager
def served(folder: Path) -> Iterator[Callable[[str], str]]:
    """`mkdocs serve` in a folder; what it answers at an address below its root."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder.parent / "serve.log").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=log,
        stderr=log,
    )

    def fetch(address: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}", timeout=20) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return str(error.read().decode())
        except OSError:
            return ""

    try:
        yield fetch
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def wait_for(fetch: Callable[[str], str], address: str, words: str) -> str:
    """A page once it has the words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        page = fetch(address)
        if words in page:
            return page
        time.sleep(0.3)
    raise AssertionError(f"{words!r} never came at {address!r}: {page[:500]}")


def test_the_preview_shows_drafts_and_problems_and_recovers(log_folder: Path) -> None:
    write_letter(log_folder, "a-letter", FRONT)
    write_letter(log_folder, "a-draft", FRONT.replace("9001", "9002") + "\nstatus: draft")
    with served(log_folder) as fetch:
        wait_for(fetch, "responses/a-letter/", "<h1>Bins</h1>")
        assert "draft" in wait_for(fetch, "responses/a-draft/", "<h1>Bins</h1>").lower()
        bad = log_folder / "responses" / "2024" / "a-bad-one.md"
        bad.write_text("no front matter\n", "utf-8")
        for address in ("", "responses/a-letter/", "exemptions/", "nowhere/"):
            page = wait_for(fetch, address, "This log cannot be built yet")
            assert "responses/2024/a-bad-one.md" in page
        bad.unlink()
        wait_for(fetch, "responses/a-letter/", "<h1>Bins</h1>")
    assert not (log_folder / "site").exists()
    assert [name for name in tree(log_folder) if name.startswith(".site")] == []


def test_a_preview_that_begins_with_a_problem_shows_it_and_goes_on(log_folder: Path) -> None:
    letter = write_letter(log_folder, "a-letter", FRONT.replace("outcome: disclosed", "outcome: refused"))
    with served(log_folder) as fetch:
        assert "is not a value of" in wait_for(fetch, "", "This log cannot be built yet")
        write_letter(log_folder, "a-letter", FRONT)
        wait_for(fetch, "responses/a-letter/", "<h1>Bins</h1>")
    assert letter.is_file()


def test_a_preview_without_a_folder_of_letters_starts(log_folder: Path) -> None:
    (log_folder / "responses").rmdir()
    with served(log_folder) as fetch:
        wait_for(fetch, "", "<h1")
