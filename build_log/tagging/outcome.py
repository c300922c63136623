"""What became of the request: decided from what the letter does, not from the exemption alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Evidence, Finding, ReliedOn
from build_log.model.letter import STANDARD_TEXT
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage
from build_log.tagging.reliance import is_refusal_ground

_STANDARD_HEADING = STANDARD_TEXT - {"advice"}
_FIGURE = re.compile(r"(?:[-•]\s)?(?:£?\d[\d,.]*%?|none|nil|yes|no)\b(?![./)]\s)", re.IGNORECASE)
_QUESTION = re.compile(r"\A(?:[-•]\s)?(?:q(?:uestion)?\s?\d+|\(?\d{1,2}[a-z]?[.):]|\(?[a-z][.)])\s", re.IGNORECASE)
_GROUND = re.compile(r"\b(?:section|regulation|exempt|exemption|exception)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\?\s*\Z|\A(?:how many|how much|what|which|when|who|why|i would (?:like|be grateful) to (?:know|understand)|please (?:provide|confirm|supply|identify)|could you)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Signals:
    """The first words found for each cue, in the authority's own sentences."""

    found: dict[str, Evidence]

    def __contains__(self, name: str) -> bool:
        return name in self.found


_READ = (
    "withholds",
    "gives",
    "gives_part",
    "not_held",
    "neither",
    "vexatious",
    "repeated",
    "clarification",
    "extended",
    "decided",
    "fee_notice",
    "transferred",
    "withdrawn",
    "answers",
)


def read_signals(passages: list[Passage]) -> _Signals:
    """What the authority's own sentences do; standard text and quotations are not read."""
    found: dict[str, Evidence] = {}
    for passage in passages:
        if (
            passage.heading
            or passage.quoted
            or passage.section.kind in STANDARD_TEXT
            or (passage.section.kind == "request" and not _own_in_request(passage))
        ):
            continue
        for start, end in passage.sentences:
            sentence = passage.text[start:end]
            for name in _READ:
                match = cue(name).found(sentence)
                if match and name not in found and not passage.is_quoted_at(start + match.start()):
                    found[name] = passage.evidence(start)
    return _Signals(found)


def _own_in_request(passage: Passage) -> bool:
    """Whether a sentence under a request's heading is the authority's: it speaks of what it has done."""
    return (
        bool(re.match(r"(?:we|further to|this (?:is|letter)|the council)\b", passage.text, re.IGNORECASE))
        and not passage.item
    )


def is_holding(signals: _Signals) -> bool:
    """Whether the letter only extends the time and decides nothing yet."""
    return "extended" in signals and "decided" not in signals and "gives" not in signals


def find_outcome(
    signals: _Signals, relied_on: tuple[ReliedOn, ...], passages: list[Passage], catalogue: Catalogue
) -> Finding[str] | None:
    """The overall outcome with its evidence, or None where the letter does not say.

    Errs for `partly-disclosed` where a letter both withholds and answers a question.
    """
    stated = [entry for entry in relied_on if entry.certainty == "stated"]
    if not stated:
        return _without_reliance(signals, passages)
    evidence = stated[0].evidence[:1]
    gives = _gives(signals, passages)
    if gives:
        return Finding("partly-disclosed", (*evidence, gives))
    denials = [
        e
        for e in stated
        if _role(e, catalogue) == "confirm-or-deny"
        or (e.provision.subdivisions and e.provision.subdivisions[0] == "5B")
    ]
    if denials and "neither" in signals and len(denials) == len(stated):
        return Finding("neither-confirmed-nor-denied", (signals.found["neither"],))
    numbers = {entry.provision.number for entry in stated if is_refusal_ground(entry.provision, catalogue)}
    if "14" in numbers:
        repeat = any(e.provision.subdivisions[:1] == ("2",) for e in stated) or (
            "repeated" in signals and "vexatious" not in signals
        )
        return Finding("repeated" if repeat else "vexatious", evidence)
    if "12" in numbers:
        return Finding("cost-limit", evidence)
    if {(e.provision.regime, e.provision.number) for e in stated} <= {("FOIA", "21"), ("FOISA", "25"), ("EIR", "6")}:
        return Finding("already-accessible", evidence)
    if {str(e.provision) for e in stated} == {"reg12(4)(a)"}:
        return Finding("not-held", evidence)
    return Finding("withheld", evidence)


def _role(entry: ReliedOn, catalogue: Catalogue) -> str:
    return catalogue.regimes[entry.provision.regime].entries[entry.provision].role


def _without_reliance(signals: _Signals, passages: list[Passage]) -> Finding[str] | None:
    gives = _gives(signals, passages)
    if not gives:
        for name, outcome in (
            ("clarification", "clarification"),
            ("fee_notice", "fee-notice"),
            ("transferred", "transferred"),
            ("withdrawn", "withdrawn"),
        ):
            if name in signals:
                return Finding(outcome, (signals.found[name],))
        if is_holding(signals):
            return Finding("extended", (signals.found["extended"],))
        if "neither" in signals:
            return Finding("neither-confirmed-nor-denied", (signals.found["neither"],))
        if "not_held" in signals:
            return Finding("not-held", (signals.found["not_held"],))
        if "withholds" in signals:
            return Finding("withheld", (signals.found["withholds"],))
        if "answers" in signals:
            return Finding("disclosed", (signals.found["answers"],))
        return None
    if "not_held" in signals and _whole_part_missing(signals):
        return Finding("partly-disclosed", (signals.found["not_held"], gives))
    return Finding("disclosed", (gives,))


def _whole_part_missing(signals: _Signals) -> bool:
    return bool(re.search(r"\b(?:hold|held|supply)\b", signals.found["not_held"].text))


def _gives(signals: _Signals, passages: list[Passage]) -> Evidence | None:
    """The words by which something is given, or the first answer below a question."""
    for name in ("gives", "gives_part"):
        if name in signals:
            return signals.found[name]
    return _answer(passages)


def _answer(passages: list[Passage]) -> Evidence | None:
    """The first question of several that is followed at once by a figure or a short answer."""
    own = [p for p in passages if not p.heading and not p.quoted and p.section.kind not in STANDARD_TEXT | {"request"}]
    answers = []
    for question, answer in zip(own, own[1:], strict=False):
        asked = _QUESTION.match(question.text) and (_ASKS.search(question.text) or "?" in question.text)
        if (
            (asked or _ASKS.search(question.text))
            and not _QUESTION.match(answer.text)
            and not _ASKS.search(answer.text)
        ):
            refuses = bool(_GROUND.search(answer.text)) or any(cue(name).found(answer.text) for name in ("not_held",))
            if not refuses and (_FIGURE.match(answer.text) or len(answer.text.split()) <= 40):
                answers.append(answer.evidence(0))
    return answers[0] if answers else None
