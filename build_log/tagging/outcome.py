"""What became of the request: decided from what the letter does, not from the exemption alone."""

from __future__ import annotations

import itertools
import re

from build_log.law.catalogue import Catalogue
from build_log.letters.patterns import load_patterns
from build_log.model.findings import Evidence, Finding, Part, ReliedOn
from build_log.model.letter import STANDARD_TEXT
from build_log.tagging.acts import Acts, is_own, is_question
from build_log.tagging.cues import cue
from build_log.tagging.grounds import is_elsewhere, refusal_outcome
from build_log.tagging.passages import Passage

_PATTERNS = load_patterns("tagging")

_WITHOUT_DECISION = (
    ("transferred", "transferred"),
    ("withdrawn", "withdrawn"),
    ("clarification", "clarification"),
    ("fee_notice", "fee-notice"),
    ("advises", "advice"),
)
_NUMBERED = re.compile(
    r"\A(?:[-•]\s)?(?:q(?:uestion)?\.?\s?\d*[.:)]?\s|\(?\d{1,2}[a-z]?[.):]\s|\(?[a-z][.)]\s)", re.IGNORECASE
)
_ROW = re.compile(r"(?:\A|\s|£)\d[\d,.]*%?\Z")
_TITLE = _PATTERNS["titles_an_answer"]
_SHORT_ANSWER = 60
_WHOLE = frozenset({"not-held", "neither-confirmed-nor-denied"})
"""Refusals of all that was asked for: beside them only what is surely given counts."""
_GIVEN = frozenset({"disclosed", "partly-disclosed"})


def is_holding(acts: Acts) -> bool:
    """Whether the letter only extends the time and decides nothing yet."""
    return "extended" in acts and "decided" not in acts and "gives" not in acts


def find_outcome(
    acts: Acts,
    relied_on: tuple[ReliedOn, ...],
    parts: tuple[Part, ...],
    passages: list[Passage],
    catalogue: Catalogue,
) -> Finding[str] | None:
    """The overall outcome with its evidence, or None where the letter does not say.

    Errs for `partly-disclosed` where a letter both withholds and answers a question, and for
    `disclosed` where a reply to a request refuses nothing.
    """
    stated = [entry for entry in relied_on if entry.certainty == "stated"]
    if not stated:
        return _without_grounds(acts, parts, passages)
    evidence = stated[0].evidence[:1]
    provisions = [entry.provision for entry in stated]
    refused = refusal_outcome(provisions, acts, catalogue)
    if refused == "not-held" and "transferred" in acts and "gives" not in acts:
        return Finding("transferred", (acts["transferred"],))
    if refused == "cost-limit" and "fee_notice" in acts and "gives" not in acts:
        return Finding("fee-notice", (acts["fee_notice"],))
    elsewhere = is_elsewhere(provisions)
    gives = (acts.first("gives") or _answer(passages)) if elsewhere else _gives(acts, passages)
    if "refuses_all" in acts:
        gives = acts.first("gives")
    if refused in _WHOLE:
        gives = acts.first("gives") or acts.in_part or _figures_of(parts)
    gives = gives or (None if refused in _WHOLE else _answered(parts))
    if elsewhere and "all_elsewhere" in acts:
        gives = None
    if gives:
        return Finding("partly-disclosed", (*evidence, gives))
    if refused == "neither-confirmed-nor-denied":
        return Finding(refused, (acts["neither"],))
    return Finding(refused, evidence)


def _without_grounds(acts: Acts, parts: tuple[Part, ...], passages: list[Passage]) -> Finding[str] | None:
    """The outcome of a letter that names no ground of refusal."""
    if "gives" not in acts:
        for name, outcome in _WITHOUT_DECISION:
            if name in acts:
                return Finding(outcome, (acts[name],))
        if is_holding(acts):
            return Finding("extended", (acts["extended"],))
    elif "clarification" in acts and "gives_all" not in acts:
        return Finding("partly-disclosed", (acts["clarification"], acts["gives"]))
    given = acts.first("gives", "gives_all") or acts.in_part or _answered(parts)
    refused = [part for part in parts if part.outcome not in _GIVEN | {"already-accessible"}]
    if given and "gives_all" in acts and "not_held" not in acts:
        return Finding("disclosed", (acts["gives_all"],))
    for name, outcome in (
        ("neither", "neither-confirmed-nor-denied"),
        ("over_cost", "cost-limit"),
        ("not_held", "not-held"),
        ("searched_in_vain", "not-held"),
        ("withholds", "withheld"),
        ("refuses", "withheld"),
    ):
        if name in acts and not (given and name == "refuses" and not acts.in_part):
            weak = _gives(acts, passages) or _figures(passages)
            if name == "not_held" and "gives" not in acts and _holds_nothing(passages):
                given = weak = _figures_of(parts)
            if given or (weak and name in ("not_held", "searched_in_vain")):
                return Finding("partly-disclosed", (acts[name], given or weak or acts[name]))
            return Finding(outcome, (acts[name],))
    if given:
        return Finding("partly-disclosed" if refused else "disclosed", (given, *(p.evidence[0] for p in refused[:1])))
    weak = _gives(acts, passages)
    if weak:
        return Finding("disclosed", (weak,))
    if "elsewhere" in acts:
        return Finding("already-accessible", (acts["elsewhere"],))
    if "answers" in acts:
        return Finding("disclosed", (acts["answers"],))
    return _plain_reply(passages)


def _answered(parts: tuple[Part, ...]) -> Evidence | None:
    return next((part.evidence[0] for part in parts if part.outcome in _GIVEN), None)


def _figures_of(parts: tuple[Part, ...]) -> Evidence | None:
    """The first answer to a question that states a figure."""
    answers = (part.evidence[0] for part in parts if part.outcome in _GIVEN)
    return next((answer for answer in answers if cue("states_figure").found(answer.text)), None)


def _holds_nothing(passages: list[Passage]) -> bool:
    """Whether the letter says, and not only of one question, that nothing of what was asked for is held."""
    own = [p for p in passages if is_own(p)]
    answers = [p.index for p in own if _NUMBERED.match(p.text)]
    return any(
        p.find("holds_nothing") and (not answers or p.index < answers[0] or p.find("in_consequence")) for p in own
    )


def _plain_reply(passages: list[Passage]) -> Finding[str] | None:
    """A reply to a request that refuses nothing gives what it says."""
    if not any(
        p.find("replies_to_request")
        for p in passages
        if p.section.kind not in ("quoted-mail", "review-rights", "privacy")
    ):
        return None
    said = [p for p in passages if is_own(p) and p.section.kind != "opening" and not p.find("replies_to_request")]
    said = said or [p for p in passages if is_own(p) and len(p.text.split()) > 12]
    return Finding("disclosed", (said[0].evidence(0),)) if said else None


def _gives(acts: Acts, passages: list[Passage]) -> Evidence | None:
    """The words by which something is given, or the first answer below a question, or a row of figures."""
    return acts.first("gives") or acts.in_part or _answer(passages) or _rows(passages)


def _answer(passages: list[Passage]) -> Evidence | None:
    """The first question that is followed at once by an answer of some sort."""
    apart = any(p.section.kind == "decision" and p.section.heading for p in passages)
    own = [
        p
        for p in passages
        if not p.quoted and (is_own(p) or _is_question_heading(p) or (p.section.kind == "request" and not apart))
    ]
    for question, answer in itertools.pairwise(own):
        asked = question.find("asks") and (not question.heading or "?" in question.text)
        if (
            not asked
            or answer.heading
            or _TITLE.fullmatch(answer.text)
            or is_question(answer)
            or (_NUMBERED.match(answer.text) and not re.match(r"a[.:]\s", answer.text, re.IGNORECASE))
        ):
            continue
        if question.section.kind == "request" and answer.section.kind != "request" and not question.heading:
            continue
        if not _refuses(answer) and len(answer.text.split()) <= _SHORT_ANSWER:
            return answer.evidence(0)
    return None


def _is_question_heading(passage: Passage) -> bool:
    return passage.heading and "?" in passage.text and passage.section.kind not in STANDARD_TEXT


def _refuses(p: Passage) -> bool:
    return any(
        p.find(name)
        for name in (
            "not_held",
            "refuses",
            "withholds",
            "searched_in_vain",
            "names_ground",
            "over_cost",
            "clarification",
            "public_interest",
            "says_held",
        )
    )


def _rows(passages: list[Passage]) -> Evidence | None:
    """The first of several short rows that end with a figure: a table written as lines."""
    own = [p for p in passages if is_own(p) and p.section.kind in ("decision", "disclosed", "other", "opening")]
    tables = [p for p in own if p.text.startswith("|") and re.search(r"\d", p.text) and p.section.kind != "opening"]
    if tables:
        return tables[0].evidence(0)
    rows = [
        p
        for p in own
        if p.section.kind != "opening"
        and len(p.text.split()) <= 8
        and _ROW.search(p.text)
        and not _TITLE.fullmatch(p.text)
    ]
    return rows[0].evidence(0) if len(rows) >= 3 else None


def _figures(passages: list[Passage]) -> Evidence | None:
    """A sentence that states a sum or a number, beside a part that is not held."""
    for p in passages:
        if is_own(p) and p.section.kind in ("decision", "disclosed") and not _refuses(p):
            for start, end in p.sentences:
                if cue("states_figure").found(p.text[start:end]):
                    return p.evidence(start)
    return None
