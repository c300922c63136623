"""Figures, not verdicts: `make bench` prints them and fails at nothing.

Time of a build of the sample log, CPU time to read and tag a letter, and the score on labelled
letters where LABELLED_LETTERS names their folder.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from build_log.law.catalogue import load_catalogue
from tests.conftest import ROOT, copy_log, run_mkdocs
from tests.tagging.golden import CASES, differences, tag_text
from tests.tagging.labelled import labelled_letters, score_letters

REPEATS = 3


def say(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<58} {value}\n")


def time_builds() -> None:
    """Wall time of `mkdocs build --strict` on the sample log, the start of Python included."""
    with tempfile.TemporaryDirectory() as place:
        folder = copy_log(Path(place) / "log")
        times = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            done = run_mkdocs(folder, "build", "--strict")
            times.append(time.perf_counter() - start)
            if done.returncode:
                sys.exit(done.stderr)
        pages = sum(1 for _ in (folder / "site").rglob("*.html"))
    letters = len(list((ROOT / "responses").glob("*/*.md")))
    say(f"build of the sample log ({letters} letters, {pages} pages), median", f"{statistics.median(times):.2f} s")


def time_letters() -> None:
    """CPU time to repair, section and tag each sample letter, scaled to 7 kB."""
    catalogue = load_catalogue()
    texts = [path.read_text("utf-8").split("\n---\n", 1)[1] for path in (ROOT / "responses").glob("*/*.md")]
    for text in texts:
        tag_text(text, catalogue)
    per_kilobyte = []
    for text in texts:
        start = time.process_time()
        for _ in range(REPEATS):
            tag_text(text, catalogue)
        per_kilobyte.append((time.process_time() - start) / REPEATS / (len(text.encode()) / 1000))
    say("reading and tagging 7 kB of letter, CPU, median", f"{statistics.median(per_kilobyte) * 7000:.1f} ms")


def score() -> None:
    """The golden cases that pass, and the score on labelled letters."""
    catalogue = load_catalogue()
    say(
        "golden cases of tagging as expected",
        f"{sum(not differences(case, catalogue) for case in CASES)} of {len(CASES)}",
    )
    paths = labelled_letters()
    if not paths:
        say("labelled letters", "none: LABELLED_LETTERS names no folder")
        return
    found = score_letters(paths, catalogue)
    say(
        f"provisions relied on, exact, over {len(paths)} letters",
        f"precision {found.precision:.3f}, recall {found.recall:.3f}",
    )
    for key in ("outcome", "reference", "responded", "received"):
        say(key, f"{found.right.get(key, 0)} of {found.asked[key]}")
    for missed in found.missed:
        say("", missed)


if __name__ == "__main__":
    time_builds()
    time_letters()
    score()
