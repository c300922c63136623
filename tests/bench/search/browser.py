"""Searches in Chromium, every byte of an answer's body counted where it is served.

Bodies of text are sent gzipped, as static hosts do; other files as they are.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

REPEATS = 5
LOOP = 20
"""Searches timed together, because a browser's clock is coarse."""
PATIENCE = 240_000
"""Milliseconds until an answer is given up."""
_ZIPPED = (".html", ".js", ".mjs", ".json", ".css", ".svg")
_FRAME = (".css", ".svg", ".woff2", "/")
"""The page around a search: not counted, for any of the three."""


@dataclass
class Served:
    """A folder at an address. `bodies` lists what was sent: path and bytes."""

    address: str
    bodies: list[tuple[str, int]] = field(default_factory=list)

    def count(self) -> int:
        """Bytes sent since the last count, the page around the search left out."""
        size = sum(size for path, size in self.bodies if not path.endswith(_FRAME))
        self.bodies.clear()
        return size


@functools.cache
def _zipped(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6)


@contextmanager
def serve_counted(folder: Path) -> Iterator[Served]:
    """Serve a folder and count."""
    served = Served("")

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            zipped = path.suffix in _ZIPPED
            body = _zipped(str(path)) if zipped else path.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "max-age=600")
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            served.bodies.append((self.path.partition("?")[0], len(body)))
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.address = f"http://127.0.0.1:{server.server_port}/"
    yield served
    server.shutdown()
    server.server_close()


WATCH = """
window.answered = new Promise(resolve => addEventListener("DOMContentLoaded", () => {
  const done = () => {
    const status = document.getElementById("search-status");
    const rows = [...document.querySelectorAll("#search-results > li")];
    if (status && /found|match|some of them/.test(status.textContent) && rows.every(row => row.querySelector(".dl-row__excerpt"))) resolve(performance.now());
  };
  new MutationObserver(done).observe(document, { childList: true, subtree: true, characterData: true });
}));
"""
OURS_WARM = """
async ([query, loop]) => {
  const { SearchIndex } = await import("/modules/index.js");
  window.own ??= new SearchIndex("/");
  const ask = async () => {
    const found = await window.own.search({ words: query, chosen: {}, from: "", to: "", sort: "" });
    return Promise.all((await found.take(10)).map(number => window.own.card(number)));
  };
  await ask();
  const start = performance.now();
  for (let turn = 0; turn < loop; turn += 1) await ask();
  return (performance.now() - start) / loop;
}
"""
PAGEFIND = """<!doctype html><html lang="en"><title>Pagefind</title><script type="module">
const pagefind = await import("/pagefind/pagefind.js");
const given = new URLSearchParams(location.search);
const filters = Object.fromEntries([...given].filter(([name]) => name !== "q"));
window.ask = async query => {
  const found = await pagefind.search(query, Object.keys(filters).length ? { filters } : {});
  return Promise.all(found.results.slice(0, 10).map(result => result.data()));
};
if (Object.keys(filters).length) await pagefind.filters();
await window.ask(given.get("q"));
window.done = performance.now();
</script>"""
LUNR = """<!doctype html><html lang="en"><title>lunr</title><script src="lunr.js"></script><script type="module">
import { queryTerms } from "/words.js";
const index = lunr.Index.load(await (await fetch("/lunr.json")).json());
window.ask = async query => index.query(asked => {
  for (const term of queryTerms(query)) asked.term(term, { usePipeline: false, presence: lunr.Query.presence.REQUIRED });
});
await window.ask(new URLSearchParams(location.search).get("q"));
window.done = performance.now();
</script>"""
WARM = """
async ([query, loop]) => {
  await window.ask(query);
  const start = performance.now();
  for (let turn = 0; turn < loop; turn += 1) await window.ask(query);
  return (performance.now() - start) / loop;
}
"""


@dataclass(frozen=True, slots=True)
class Searched:
    """What one query cost: bytes and milliseconds of the first answer, and milliseconds of a repeated one."""

    cold_bytes: int
    cold: float
    warm: float


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has nothing in its cache."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def slow_down(page: Page, megabits: float = 10, latency: float = 40) -> None:
    """The network of a slow line: so many Mbit/s, so many milliseconds until an answer begins."""
    session: Any = page.context.new_cdp_session(page)
    speed = megabits * 1e6 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed},
    )


def search_ours(browser: Browser, served: Served, query: str, **chosen: str) -> Searched:
    """Our own search page, opened at the address of a query."""
    with fresh_page(browser) as page:
        page.add_init_script(WATCH)
        served.count()
        page.goto(f"{served.address}search/?{urlencode({'q': query, **chosen})}")
        cold = page.evaluate("window.answered")
        if chosen:
            page.locator("[data-facet] summary").first.click()  # counts are fetched when somebody looks at them
        page.wait_for_load_state("networkidle")
        size = served.count()
        warm = statistics.median(page.evaluate(OURS_WARM, [query, LOOP]) for _ in range(REPEATS))
    return Searched(size, cold, warm)


def search_other(browser: Browser, served: Served, query: str, *, loop: int = LOOP, **chosen: str) -> Searched:
    """Pagefind's or lunr's page, which asks and fetches ten results as a page of its own would."""
    plain = query.replace("*", "")
    with fresh_page(browser) as page:
        served.count()
        page.goto(f"{served.address}?{urlencode({'q': plain, **chosen})}")
        cold = page.wait_for_function("window.done").json_value()
        size = served.count()
        warm = statistics.median(page.evaluate(WARM, [plain, loop]) for _ in range(REPEATS))
    return Searched(size, cold, warm)


def first_results(browser: Browser, served: Served, query: str) -> tuple[float, float]:
    """Milliseconds on a slow line until ten results with excerpts stand: from Enter, and from opening the address."""
    entered, opened = [], []
    for _ in range(REPEATS):
        with fresh_page(browser) as page:
            page.add_init_script(WATCH)
            slow_down(page)
            page.goto(f"{served.address}search/")
            page.wait_for_load_state("networkidle")
            page.locator("#search-words").fill(query)
            start = page.evaluate(
                "() => { const now = performance.now(); document.getElementById('search-form').requestSubmit(); return now; }"
            )
            entered.append(page.evaluate("window.answered") - start)
        with fresh_page(browser) as page:
            page.add_init_script(WATCH)
            slow_down(page)
            page.goto(f"{served.address}search/?{urlencode({'q': query})}", wait_until="commit")
            page.wait_for_load_state("domcontentloaded")
            opened.append(page.evaluate("window.answered"))
    return statistics.median(entered), statistics.median(opened)
