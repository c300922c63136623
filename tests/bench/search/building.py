"""Each index built in a process of its own, so that its time and memory are its own.

`python -m tests.bench.search.building ours|lunr LETTERS FOLDER` writes the index of the pickled
letters to a folder and prints CPU seconds, MiB above the input, files and bytes, as JSON.
"""

from __future__ import annotations

import gc
import json
import pickle
import re
import resource
import sys
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path

from lunr.builder import Builder
from lunr.pipeline import Pipeline

from build_log.law.catalogue import load_catalogue
from build_log.site.search.index import build_search_files, letter_fields
from build_log.site.search.inverted import FIELDS
from tests.bench.search.letters import Letters


def build_ours(letters: Letters) -> Iterator[tuple[str, bytes]]:
    return build_search_files(letters.records, letters.texts, load_catalogue())


def build_whole(letters: Letters) -> Iterator[tuple[str, bytes]]:
    """lunr's own index of the same terms in the same fields, in one file."""
    catalogue = load_catalogue()
    builder = Builder()
    builder.pipeline = builder.search_pipeline = Pipeline()
    builder.ref("slug")
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for record in letters.records:
        fields = letter_fields(record, letters.texts[record.slug], catalogue)
        builder.add({"slug": record.slug, **{name: list(terms.elements()) for name, terms in fields.items()}})
    yield "lunr.json", json.dumps(builder.build().serialize(), separators=(",", ":")).encode()


def write_pages(letters: Letters, folder: Path) -> None:
    """The letters as pages for Pagefind: title, words and filters, and nothing around them."""
    for record in letters.records:
        text = letters.texts[record.slug]
        filters = {"outcome": [record.outcome or ""], "exemption": [e.provision.id for e in record.stated]}
        marks = "".join(
            f'<span data-pagefind-filter="{name}">{escape(value)}</span>'
            for name, own in filters.items()
            for value in own
        )
        meta = f'<span data-pagefind-meta="day">{record.responded}</span><span data-pagefind-meta="reference">{escape(record.reference)}</span>'
        words = "".join(f"<p>{escape(part)}</p>" for part in (text.request, text.text, text.standard) if part)
        page = folder / "responses" / record.slug / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(
            f'<!doctype html><html lang="en"><head><title>{escape(record.title)}</title></head><body><main data-pagefind-body>'
            f"<h1>{escape(record.title)}</h1>{meta}<p>{escape(record.reference)}</p>{words}</main>"
            f"<div data-pagefind-ignore>{marks}</div></body></html>",
            "utf-8",
        )


def memory(key: str) -> float:
    """MiB of this process: `VmRSS` now, `VmHWM` at its highest."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = re.search(rf"{key}:\s+(\d+)", status.read_text())
    return int(found[1]) / 1024 if found else 0.0


def main(which: str, source: Path, folder: Path) -> None:
    gc.disable()
    letters: Letters = pickle.loads(source.read_bytes())  # written by this benchmark
    gc.enable()
    gc.freeze()
    before, start = memory("VmRSS"), time.process_time()
    number = size = 0
    for name, data in (build_ours if which == "ours" else build_whole)(letters):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        number, size = number + 1, size + len(data)
    figures = {
        "cpu": time.process_time() - start,
        "memory": memory("VmHWM") - before,
        "files": number,
        "size": size,
    }
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
