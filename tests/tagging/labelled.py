"""The labelled letters: read, compared and scored. Shared by the test and the benchmark."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Finding, Findings
from tests.tagging.golden import tag_text

_OUTCOMES = {
    "disclosed in full": {"disclosed"},
    "disclosed in part": {"partly-disclosed"},
    "withheld in full": {"withheld"},
    "accessible elsewhere": {"already-accessible"},
    "refused: cost limit": {"cost-limit"},
    "refused: vexatious or repeated": {"vexatious", "repeated"},
    "information not held": {"not-held"},
}


def labelled_letters() -> list[Path]:
    folder = os.environ.get("LABELLED_LETTERS")
    return sorted(p for p in Path(folder).glob("*.json") if p.with_suffix(".txt").is_file()) if folder else []


@dataclass
class Score:
    """Counts over letters; `missed` names what was wrong, letter by letter."""

    hits: int = 0
    extra: int = 0
    lost: int = 0
    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.extra)

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.lost)

    def share(self, key: str) -> float:
        return self.right.get(key, 0) / self.asked[key]


def score_letters(paths: list[Path], catalogue: Catalogue) -> Score:
    score = Score()
    for path in paths:
        label = json.loads(path.read_text("utf-8"))
        found = tag_text(path.with_suffix(".txt").read_text("utf-8"), catalogue)
        _provisions(score, path.stem, label, found)
        outcomes = {label["outcome_id"]}
        for other in label.get("outcome_alternatives") or []:
            outcomes |= _OUTCOMES[other]
        _count(score, path.stem, "outcome", _value(found.outcome), outcomes)
        for key, name in (("reference", "reference"), ("responded", "letter_date"), ("received", "received_date")):
            if label[name] is not None:
                _count(score, path.stem, key, _value(getattr(found, key)), {_plain(label[name])})
    return score


def _provisions(score: Score, name: str, label: dict[str, Any], found: Findings) -> None:
    got = {str(e.provision) for e in found.relied_on if e.certainty == "stated"}
    wanted = set(label["relied_on"])
    extra = got - wanted - set(label.get("optional") or [])
    score.hits += len(got & wanted)
    score.extra += len(extra)
    score.lost += len(wanted - got)
    if extra or wanted - got:
        score.missed.append(f"{name}: relied on {sorted(got)}, labelled {sorted(wanted)}")


def _count(score: Score, name: str, key: str, got: str | None, wanted: set[str]) -> None:
    score.asked[key] = score.asked.get(key, 0) + 1
    if got in wanted:
        score.right[key] = score.right.get(key, 0) + 1
    else:
        score.missed.append(f"{name}: {key} {got}, labelled {sorted(wanted)}")


def _value(finding: Finding[Any] | None) -> str | None:
    return _plain(str(finding.value)) if finding else None


def _plain(text: str) -> str:
    return text.replace(" ", "").lower() if any(c.isdigit() for c in text) else text
