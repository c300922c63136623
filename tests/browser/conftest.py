"""A real browser on the sample site, served as a static host would."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page

from build_log.site.scripts import SEARCH_SCRIPTS


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests' output to the tests."""

    def translate_path(self, path: str) -> str:
        """The search's modules, which a site holds as one script only, are at /modules/ for tests to import."""
        name = path.partition("/modules/")[2]
        return str(SEARCH_SCRIPTS / name) if name else super().translate_path(path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not there with the site's own page, as a static host does."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """A built site at an address, as a static host serves it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def note_faults(fresh: Page, served: str) -> list[str]:
    """A list that grows when anything on a page fails, opens a dialog or asks another host."""
    faults: list[str] = []

    def note_dialog(dialog: Dialog) -> None:
        faults.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    fresh.on("dialog", note_dialog)
    fresh.on("pageerror", lambda error: faults.append(str(error)))
    fresh.on(
        "console",
        lambda message: faults.append(message.text) if message.type == "error" and "404" not in message.text else None,
    )
    fresh.on("request", lambda request: faults.append(request.url) if not request.url.startswith(served) else None)
    return faults


@contextmanager
def open_page(browser: Browser, served: str) -> Iterator[Page]:
    """A page that fails the test when anything on it fails, opens a dialog or asks another host."""
    context = browser.new_context(base_url=served, viewport={"width": 1280, "height": 900})
    fresh = context.new_page()
    faults = note_faults(fresh, served)
    yield fresh
    context.close()
    assert faults == []


@pytest.fixture(scope="session")
def served(sample_site: Path) -> Iterator[str]:
    with serve(sample_site) as address:
        yield address


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    with open_page(browser, served) as fresh:
        yield fresh
