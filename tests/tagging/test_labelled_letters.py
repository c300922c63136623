"""Real letters with labels, where the environment variable LABELLED_LETTERS names their folder."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from build_log.law.catalogue import Catalogue
from tests.conftest import ROOT
from tests.tagging.labelled import labelled_letters, score_letters

LETTERS = labelled_letters()

BOTH = ["s31(2)(a)", "s31(2)(c)"]
ICO: dict[str, dict[str, Any]] = {
    "ico-1": {
        "reference": "IC-300822-P4M5",
        "responded": "2024-04-29",
        "received": "2024-04-16",
        "outcome": "withheld",
        "stage": "initial",
        "relied_on": {"s31(1)(g)": {"purposes": BOTH}, "s44(1)(a)": {"enactment": "DPA 2018 s132(1)"}},
    },
    "ico-2": {
        "reference": "IC-325393-H7T4",
        "other_references": ["IC-304588-B6D4"],
        "responded": "2024-09-25",
        "received": "2024-08-13",
        "outcome": "withheld",
        "stage": "further-response",
        "relied_on": {
            "s24": {"quoted_limbs": ["s24(1)"]},
            "s31(1)(a)": {},
            "s31(1)(b)": {},
            "s31(1)(g)": {"purposes": BOTH},
            "s38": {"quoted_limbs": ["s38(1)(a)", "s38(1)(b)"]},
            "s44(1)(a)": {"certainty": "alternative"},
        },
    },
    "ico-3": {
        "reference": "IC-315773-L9G6",
        "responded": "2024-07-12",
        "received": "2024-06-27",
        "outcome": "partly-disclosed",
        "stage": "initial",
        "relied_on": {"s31(1)(a)": {}},
    },
    "ico-4": {
        "reference": "IC-252019-Z2Y2",
        "responded": "2023-08-23",
        "received": None,
        "outcome": "withheld",
        "stage": "initial",
        "relied_on": {"s21": {}, "s31(1)(g)": {"purposes": BOTH}},
    },
    "ico-5": {
        "reference": "IC-257386-J2P5",
        "responded": "2023-10-06",
        "received": "2023-09-13",
        "outcome": "withheld",
        "stage": "initial",
        "relied_on": {"s31(1)(g)": {"purposes": BOTH}},
    },
}


@pytest.fixture(scope="module")
def explained() -> dict[str, dict[str, Any]]:
    """What `build-log explain --json` says of every labelled letter."""
    files = [str(path.with_suffix(".txt")) for path in LETTERS]
    done = subprocess.run(
        [sys.executable, "-c", "from build_log.cli import main; main()", "explain", "--json", *files],
        capture_output=True,
        text=True,
        check=True,
    )
    return {path.stem: data for path, data in zip(LETTERS, json.loads(done.stdout), strict=True)}


@pytest.mark.parametrize("name", ICO)
def test_a_regulators_letter_is_read_exactly(name: str, explained: dict[str, dict[str, Any]]) -> None:
    data, wanted = explained[name], ICO[name]
    for key, value in wanted.items():
        if key != "relied_on":
            assert data[key] == value
    assert [entry["provision"] for entry in data["relied_on"]] == list(wanted["relied_on"])
    for entry in data["relied_on"]:
        for key, value in wanted["relied_on"][entry["provision"]].items():
            assert entry[key] == value
        assert entry["evidence"]
    assert not {m["provision"] for m in data["mentioned"]} & set(wanted["relied_on"])


def test_a_miscitation_is_a_note(explained: dict[str, dict[str, Any]]) -> None:
    notes = [p for p in explained["ico-5"]["problems"] if p["code"] == "mis-citation"]
    assert notes
    assert "s31(g)" in notes[0]["message"]


def test_no_mailbox_of_a_redirector_is_printed(explained: dict[str, dict[str, Any]]) -> None:
    assert "icoaccess" not in json.dumps(explained["ico-2"])


def test_the_tagger_scores_at_least_what_it_scored(catalogue: Catalogue) -> None:
    score = score_letters(LETTERS, catalogue)
    assert score.precision >= 0.93, score.missed
    assert score.recall >= 0.93, score.missed
    assert score.share("outcome") >= 0.9, score.missed
    for key in ("reference", "responded", "received"):
        assert score.share(key) >= 0.95, score.missed


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.mark.parametrize(
    "name",
    [
        "letters/data/headings.toml",
        "letters/data/voices.toml",
        "letters/data/patterns.toml",
        "tagging/data/cues.toml",
        "tagging/data/patterns.toml",
    ],
)
def test_no_rule_is_the_wording_of_one_letter(name: str) -> None:
    """No run of seven words of the data stands in one labelled letter only."""
    ours = _runs((ROOT / "build_log" / name).read_text("utf-8"), 7)
    letters = [_runs(path.with_suffix(".txt").read_text("utf-8"), 7) for path in LETTERS]
    assert [" ".join(run) for run in ours if sum(run in letter for letter in letters) == 1] == []
