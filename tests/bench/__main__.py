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
from build_log.letters.read import read_letter
from build_log.model.settings import DEFAULT_SETTINGS
from build_log.tagging.tag import tag_letter
from tests.bench.generator import as_front_matter, generate_letters
from tests.conftest import ROOT, copy_log, run_mkdocs
from tests.tagging.golden import CASES, differences, tag_text
from tests.tagging.labelled import labelled_letters, score_letters

REPEATS = 3
WARM_UP = 50
GENERATED = 1_000


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
    """CPU time to read, repair and tag a generated letter, scaled to 7 kB, and how it grows with length."""
    catalogue = load_catalogue()
    letters = list(generate_letters(GENERATED + WARM_UP, seed=11))
    for letter in letters[:WARM_UP]:
        tag_text(letter.body, catalogue)
    reading, tagging = [], []
    for letter in letters[WARM_UP:]:
        scale = 7_000 / len(letter.body.encode()) * 1_000
        start = time.process_time()
        read = read_letter("letter.md", letter.body)
        middle = time.process_time()
        tag_letter(read, catalogue, DEFAULT_SETTINGS)
        reading.append((middle - start) * scale)
        tagging.append((time.process_time() - middle) * scale)
    both = [r + t for r, t in zip(reading, tagging, strict=True)]
    say(
        f"reading and tagging 7 kB, CPU, median over {GENERATED:,} letters",
        f"{statistics.median(both):.2f} ms (reading {statistics.median(reading):.2f}, "
        f"tagging {statistics.median(tagging):.2f}; slowest {max(both):.1f})",
    )
    text = "".join(letter.body for letter in generate_letters(130, seed=5))
    for size in (56_000, 450_000, 900_000):
        start = time.process_time()
        tag_text(text[:size], catalogue)
        per_seven = (time.process_time() - start) * 1_000 * 7_000 / size
        say(f"the same in one text of {size:,} characters", f"{per_seven:.2f} ms for each 7 kB")


def score_generated() -> None:
    """Generated letters of which the tags are as their front matter has them."""
    catalogue = load_catalogue()
    right = sum(as_front_matter(letter, catalogue) for letter in generate_letters(GENERATED, seed=12))
    say("generated letters tagged as their front matter says", f"{right:,} of {GENERATED:,}")


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
    score_generated()
    score()
