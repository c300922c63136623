"""`make bench-search`: one table for our search, Pagefind and a whole lunr index over the same letters.

`python -m tests.bench.search 1000 10000 50000`. Pagefind and lunr.js are fetched with npm into a
temporary folder; without npm only our own figures come out. Bytes are those of scripts, index,
cards and excerpts, as served; the page's HTML, style and fonts are left out for all three.
"""

from __future__ import annotations

import json
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from build_log.site.scripts import SEARCH_SCRIPTS
from tests.bench.generator import write_letters
from tests.bench.search.browser import (
    LUNR,
    PAGEFIND,
    Searched,
    first_results,
    search_other,
    search_ours,
    serve_counted,
)
from tests.bench.search.building import write_pages
from tests.bench.search.letters import Letters, make_filtered, make_queries, read_letters
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.conftest import ROOT, copy_log, run_mkdocs

SIZES = (1_000, 10_000, 50_000)
PACKAGES = ("pagefind@1.5.0", "lunr@2.3.9")
SHELL_LETTERS = 300
"""Letters of the built site that lends the search its page; the index is that of all letters."""
PHRASE = '"public interest in maintaining"'


def say(*cells: str) -> None:
    sys.stdout.write("| " + " | ".join(cells) + " |\n")
    sys.stdout.flush()


def main(sizes: Sequence[int]) -> None:
    say("", "build, CPU", "memory above input", "files, bytes", "first query, kB: median / worst", "two filters, kB",
        "first query, ms", "repeated, ms: median / worst")  # fmt: skip
    say(*["---"] * 8)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        npm = fetch_packages(folder)
        shell = build_shell(folder / "shell")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for size in sizes:
            compare(folder / str(size), size, browser, shell, npm)
            shutil.rmtree(folder / str(size))
        browser.close()


def fetch_packages(folder: Path) -> Path | None:
    """The folder of Pagefind and lunr.js; None without npm."""
    npm = shutil.which("npm")
    if not npm:
        return None
    subprocess.run([npm, "install", "--silent", "--prefix", folder / "npm", *PACKAGES], check=True)
    return folder / "npm" / "node_modules"


def build_shell(folder: Path) -> Path:
    """A built log of a few letters, for its search page."""
    log = copy_log(folder, letters=False)
    write_letters(log / "responses", SHELL_LETTERS)
    done = run_mkdocs(log, "build")
    if done.returncode:
        sys.exit(done.stderr)
    return log / "site"


def compare(folder: Path, count: int, browser: Browser, shell: Path, npm: Path | None) -> None:
    """The rows of one size."""
    letters = read_letters(count)
    source = folder / "letters.pickle"
    folder.mkdir(parents=True)
    source.write_bytes(pickle.dumps(letters))
    queries = make_queries(letters)
    filtered = make_filtered(letters)

    site = folder / "ours"
    shutil.copytree(shell, site)
    shutil.rmtree(site / "search")
    shutil.copytree(shell / "search", site / "search", ignore=lambda _, names: [n for n in names if n != "index.html"])
    built = build("ours", source, site)
    shutil.copytree(SEARCH_SCRIPTS, site / "modules")
    with serve_counted(site) as served:
        report(
            f"{count:,} letters, ours",
            built,
            queries,
            lambda query, **more: search_ours(browser, served, query, **more),
            filtered,
        )
        phrase = search_ours(browser, served, PHRASE)
        say(
            f"{count:,}, ours, an exact phrase",
            "",
            "",
            "",
            kilobytes(phrase.cold_bytes),
            "",
            f"{phrase.cold:.0f}",
            f"{phrase.warm:.2f}",
        )
        slow = [first_results(browser, served, query) for query in queries[:5]]
        say(f"{count:,}, ours, at 10 Mbit/s and 40 ms, ms until ten results", "", "", "", "", "",
            f"from Enter: median {statistics.median(e for e, _ in slow):.0f}, worst {max(e for e, _ in slow):.0f}; "
            f"from opening the address: {statistics.median(o for _, o in slow):.0f}, {max(o for _, o in slow):.0f}", "")  # fmt: skip
    shutil.rmtree(site)
    if npm:
        compare_pagefind(folder / "pagefind", count, letters, browser, npm, queries, filtered)
        compare_lunr(folder / "lunr", count, source, browser, npm, queries)


def compare_pagefind(
    folder: Path,
    count: int,
    letters: Letters,
    browser: Browser,
    npm: Path,
    queries: list[str],
    filtered: list[tuple[str, dict[str, str]]],
) -> None:
    write_pages(letters, folder)
    try:
        timed = run_timed([str(npm / ".bin" / "pagefind"), "--site", str(folder)])
    except subprocess.CalledProcessError as error:
        say(f"{count:,} letters, Pagefind", f"failed: {error.stderr.strip().splitlines()[-1:] or 'killed'}", *[""] * 6)
        shutil.rmtree(folder)
        return
    (folder / "index.html").write_text(PAGEFIND, "utf-8")
    files = [path.stat().st_size for path in (folder / "pagefind").rglob("*") if path.is_file()]
    built = {**timed, "files": len(files), "size": sum(files)}
    with serve_counted(folder) as served:
        report(
            f"{count:,} letters, Pagefind",
            built,
            queries,
            lambda query, **more: search_other(browser, served, query, loop=3, **more),
            filtered,
        )
    shutil.rmtree(folder)


def compare_lunr(folder: Path, count: int, source: Path, browser: Browser, npm: Path, queries: list[str]) -> None:
    built = build("lunr", source, folder)
    shutil.copy(npm / "lunr" / "lunr.js", folder / "lunr.js")
    for name in ("words.js", "stemmer.js"):
        shutil.copy(SEARCH_SCRIPTS / name, folder / name)
    (folder / "index.html").write_text(LUNR, "utf-8")
    with serve_counted(folder) as served:
        report(
            f"{count:,} letters, whole lunr index",
            built,
            queries,
            lambda query: search_other(browser, served, query),
            [],
        )


def build(which: str, source: Path, folder: Path) -> dict[str, Any]:
    """Figures of a build in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.search.building", which, str(source), str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def run_timed(command: list[str]) -> dict[str, Any]:
    """CPU seconds and highest MiB of another program, its children included."""
    script = (
        "import json, resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
        "used = resource.getrusage(resource.RUSAGE_CHILDREN); "
        "print(json.dumps({'cpu': used.ru_utime + used.ru_stime, 'memory': used.ru_maxrss / 1024})); sys.exit(done.returncode)"
    )
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def report(
    name: str,
    built: dict[str, Any],
    queries: list[str],
    ask: Callable[..., Searched],
    filtered: list[tuple[str, dict[str, str]]],
) -> None:
    """One row: every query once from nothing, then again and again."""
    made = (f"{built['cpu']:.1f} s", f"{built['memory']:.0f} MiB", f"{built['files']:,}, {built['size'] / 1e6:.1f} MB")
    start = time.perf_counter()
    try:
        found = [ask(query) for query in queries]
        narrowed = [ask(query, **chosen) for query, chosen in filtered]
    except Error as error:
        say(
            name,
            *made,
            f"no answer after {time.perf_counter() - start:.0f} s: {str(error).splitlines()[0]}",
            "",
            "",
            "",
        )
        return
    say(
        name,
        *made,
        f"{kilobytes(statistics.median(s.cold_bytes for s in found))} / {kilobytes(max(s.cold_bytes for s in found))}",
        f"{kilobytes(statistics.median(s.cold_bytes for s in narrowed))} / {kilobytes(max(s.cold_bytes for s in narrowed))}" if narrowed else "",
        f"{statistics.median(s.cold for s in found):.0f} / {max(s.cold for s in found):.0f}",
        f"{statistics.median(s.warm for s in found):.2f} / {max(s.warm for s in found):.2f}",
    )  # fmt: skip
    worst = max(zip(found, queries, strict=True), key=lambda pair: pair[0].cold_bytes)[1]
    slowest = max(zip(found, queries, strict=True), key=lambda pair: pair[0].warm)[1]
    sys.stderr.write(f"{name}: most bytes for “{worst}”, slowest repeated “{slowest}”\n")


def kilobytes(size: float) -> str:
    return f"{size / 1000:,.1f}"


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
