"""What became of the request: decided from what the letter does, not from the exemption alone."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Evidence, Finding, ReliedOn
from build_log.model.letter import STANDARD_TEXT
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage
from build_log.tagging.reliance import is_refusal_ground

_SIGNALS = (
    "withholds",
    "refuses",
    "gives",
    "gives_part",
    "not_held",
    "searched_in_vain",
    "neither",
    "vexatious",
    "repeated",
    "clarification",
    "extended",
    "decided",
    "fee_notice",
    "transferred",
    "withdrawn",
    "advises",
    "answers",
)
_WITHOUT_DECISION = (
    ("clarification", "clarification"),
    ("fee_notice", "fee-notice"),
    ("transferred", "transferred"),
    ("withdrawn", "withdrawn"),
    ("advises", "advice"),
)
_ELSEWHERE = frozenset({("FOIA", "21"), ("FOISA", "25"), ("EIR", "6"), ("EISR", "6")})
_NUMBERED = re.compile(
    r"\A(?:[-•]\s)?(?:q(?:uestion)?\.?\s?\d*[.:)]?\s|\(?\d{1,2}[a-z]?[.):]\s|\(?[a-z][.)]\s)", re.IGNORECASE
)
_ROW = re.compile(r"(?:\A|\s|£)\d[\d,.]*%?\Z")
_SHORT_ANSWER = 60


@dataclass(frozen=True, slots=True)
class Signals:
    """The first words found for each cue, in the authority's own sentences."""

    found: dict[str, Evidence]

    def __contains__(self, name: str) -> bool:
        return name in self.found


def read_signals(passages: list[Passage]) -> Signals:
    """What the authority's own sentences do; standard text and quotations are not read."""
    found: dict[str, Evidence] = {}
    for passage in passages:
        if not _is_own(passage):
            continue
        wanted = [name for name in _SIGNALS if name not in found and cue(name).possible(passage.stems)]
        for start, end in passage.sentences if wanted else ():
            sentence = passage.text[start:end]
            for name in wanted:
                match = None if name in found else cue(name).found(sentence)
                if match and not passage.is_quoted_at(start + match.start()):
                    found[name] = passage.evidence(start)
    return Signals(found)


def _is_own(passage: Passage) -> bool:
    """Whether the passage is the authority's answer. Under "You asked …" only what says "we" is."""
    if passage.heading or passage.quoted or passage.section.kind in STANDARD_TEXT:
        return False
    if passage.section.kind != "request":
        return True
    if passage.item:
        return False
    return passage.section.heading is None or bool(passage.find("answer_begins"))


def is_holding(signals: Signals) -> bool:
    """Whether the letter only extends the time and decides nothing yet."""
    return "extended" in signals and "decided" not in signals and "gives" not in signals


def find_outcome(
    signals: Signals, relied_on: tuple[ReliedOn, ...], passages: list[Passage], catalogue: Catalogue
) -> Finding[str] | None:
    """The overall outcome with its evidence, or None where the letter does not say.

    Errs for `partly-disclosed` where a letter both withholds and answers a question, and for
    `disclosed` where a reply to a request refuses nothing.
    """
    stated = [entry for entry in relied_on if entry.certainty == "stated"]
    if not stated:
        return _without_reliance(signals, passages)
    evidence = stated[0].evidence[:1]
    if all(_is_denial(e, catalogue) for e in stated) and "neither" in signals:
        return Finding("neither-confirmed-nor-denied", (signals.found["neither"],))
    numbers = {e.provision.number for e in stated if is_refusal_ground(e.provision, catalogue)}
    if "14" in numbers and len(stated) == 1:
        repeat = stated[0].provision.subdivisions[:1] == ("2",) or (
            "repeated" in signals and "vexatious" not in signals
        )
        return Finding("repeated" if repeat else "vexatious", evidence)
    elsewhere = {(e.provision.regime, e.provision.number) for e in stated} <= _ELSEWHERE
    gives = signals.found.get("gives") if elsewhere else _gives(signals, passages)
    if gives:
        return Finding("partly-disclosed", (*evidence, gives))
    if "12" in numbers:
        return Finding("cost-limit", evidence)
    if elsewhere:
        return Finding("already-accessible", evidence)
    if {str(e.provision) for e in stated} == {"reg12(4)(a)"}:
        return Finding("not-held", evidence)
    return Finding("withheld", evidence)


def _is_denial(entry: ReliedOn, catalogue: Catalogue) -> bool:
    """Whether a provision lifts the duty to say whether information is held."""
    entries = catalogue.regimes[entry.provision.regime].entries
    return entries[entry.provision].role == "confirm-or-deny" or str(entry.provision) == "reg12(6)"


def _without_reliance(signals: Signals, passages: list[Passage]) -> Finding[str] | None:
    gives = _gives(signals, passages)
    if not gives:
        for name, outcome in _WITHOUT_DECISION:
            if name in signals:
                return Finding(outcome, (signals.found[name],))
        if is_holding(signals):
            return Finding("extended", (signals.found["extended"],))
        for name, outcome in (
            ("neither", "neither-confirmed-nor-denied"),
            ("not_held", "not-held"),
            ("searched_in_vain", "not-held"),
            ("withholds", "withheld"),
        ):
            if name in signals:
                return Finding(outcome, (signals.found[name],))
        if "answers" in signals:
            return Finding("disclosed", (signals.found["answers"],))
        return _plain_reply(passages)
    if "not_held" in signals:
        return Finding("partly-disclosed", (signals.found["not_held"], gives))
    return Finding("disclosed", (gives,))


def _plain_reply(passages: list[Passage]) -> Finding[str] | None:
    """A reply to a request that refuses nothing gives what it says."""
    if not any(
        p.find("replies_to_request")
        for p in passages
        if p.section.kind not in ("quoted-mail", "review-rights", "privacy")
    ):
        return None
    said = [p for p in passages if _is_own(p) and p.section.kind != "opening" and not p.find("replies_to_request")]
    said = said or [p for p in passages if _is_own(p) and len(p.text.split()) > 12]
    return Finding("disclosed", (said[0].evidence(0),)) if said else None


def _gives(signals: Signals, passages: list[Passage]) -> Evidence | None:
    """The words by which something is given, or the first answer below a question, or a row of figures."""
    for name in ("gives", "gives_part"):
        if name in signals:
            return signals.found[name]
    return _answer(passages) or _rows(passages)


def _answer(passages: list[Passage]) -> Evidence | None:
    """The first question that is followed at once by an answer of some sort."""
    own = [
        p for p in passages if not p.quoted and (_is_own(p) or _is_question_heading(p) or p.section.kind == "request")
    ]
    for question, answer in itertools.pairwise(own):
        asked = question.find("asks") and (not question.heading or "?" in question.text)
        if (
            not asked
            or answer.heading
            or answer.find("asks")
            or (_NUMBERED.match(answer.text) and not re.match(r"a[.:]\s", answer.text, re.IGNORECASE))
        ):
            continue
        if question.section.kind == "request" and answer.section.kind != "request" and not question.heading:
            continue
        if not _refuses(answer.text) and len(answer.text.split()) <= _SHORT_ANSWER:
            return answer.evidence(0)
    return None


def _is_question_heading(passage: Passage) -> bool:
    return passage.heading and "?" in passage.text and passage.section.kind not in STANDARD_TEXT


def _refuses(text: str) -> bool:
    return any(
        cue(name).found(text) for name in ("not_held", "refuses", "withholds", "searched_in_vain", "names_ground")
    )


def _rows(passages: list[Passage]) -> Evidence | None:
    """The first of several short rows that end with a figure: a table written as lines."""
    rows = [
        p
        for p in passages
        if _is_own(p) and p.section.kind != "opening" and len(p.text.split()) <= 8 and _ROW.search(p.text)
    ]
    tables = [p for p in passages if _is_own(p) and p.text.lstrip().startswith("|") and re.search(r"\d", p.text)]
    if tables:
        return tables[0].evidence(0)
    return rows[0].evidence(0) if len(rows) >= 3 else None
