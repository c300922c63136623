"""The public interest test: factors for and against disclosure, item by item, and the balance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from build_log.letters.patterns import load_patterns
from build_log.model.findings import PublicInterest
from build_log.model.masking import mask_personal_data
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage
from build_log.tagging.stems import lacks

_PATTERNS = load_patterns("tagging")

Side = Literal["for", "against"]
Balance = Literal["withhold", "disclose"]

_BALANCES: tuple[tuple[str, Balance], ...] = (
    ("public_interest_withholds", "withhold"),
    ("public_interest_discloses", "disclose"),
)
_RUN_IN = _PATTERNS["factors_run_in"]
_LEAD = re.compile(r"\A[^:]{3,70}:\s+(?P<item>\S.{10,})\Z")
"""A lead-in and its points in one paragraph: "For disclosure: openness; the sums involved"."""
_STOP = re.compile(r"(?<=[.!?])\s")
_WHETHER = _PATTERNS["asks_whether"]
_CONJUNCTION = re.compile(r";?\s(?:and|or)\Z")
_POINTS = re.compile(r";\s+(?:and\s)?")
_NOT_READ = frozenset({"request", "quoted-mail", "review-rights", "privacy", "sign-off"})
_INTRODUCES = _PATTERNS["introduces_factors"]
_MARK = re.compile(r"\A(?:[-*+•]|\(?[a-z0-9]{1,3}[.)])\s+")


@lru_cache(maxsize=512)
def find_balance(text: str) -> Balance | None:
    """Where the public interest was found to lie: the last sentence of `text` that decides it.

    Sentences that only ask whether it does are passed over.
    """
    if not any(cue(name).possible(lacks(text)) for name, _ in _BALANCES):
        return None
    balance: Balance | None = None
    for sentence in _STOP.split(text):
        for name, result in _BALANCES:
            match = cue(name).found(sentence)
            if match and not _WHETHER.search(sentence[: match.start() + 1]):
                balance = result
                break
    return balance


def find_overall_balance(passages: Iterable[Passage]) -> Balance | None:
    """Where the last of `passages` that decides it found the public interest to lie."""
    balance: Balance | None = None
    for p in passages:
        if p.find("public_interest_withholds") or p.find("public_interest_discloses"):
            balance = find_balance(p.text) or balance
    return balance


def find_public_interest(passages: list[Passage]) -> PublicInterest:
    """Both lists and the balance.

    An item is a point of a list, or a paragraph, under a heading or a lead-in that says which
    side it argues; in running text a sentence that argues one side. Errs for missing an argument
    made in words no cue knows.
    """
    lists: dict[Side, dict[str, None]] = {"for": {}, "against": {}}
    side: Side | None = None
    balance: Balance | None = None
    weighing = False
    for p in passages:
        if p.section.kind in _NOT_READ or p.quoted:
            side = None
            continue
        if not p.heading and not side and not weighing and not _may_weigh(p):
            continue
        if p.heading:
            side = _side(p.text)
            weighing = side is not None or p.section.kind == "public-interest-test"
            continue
        decided = find_balance(p.text)
        balance = decided or balance
        introduces = _side(p.text)
        if introduces and not p.item and p.text.rstrip().endswith((":", "–", "-", "—")):
            side = introduces
            continue
        if side and (p.item or p.section.kind == "public-interest-test" or weighing) and not _closes(p.text):
            lists[side][_clean(p.text)] = None
            continue
        if not p.item:
            side = None
        weighing = weighing and p.section.kind == "public-interest-test"
        for sentence_side, item in _argued(p):
            lists[sentence_side][_clean(item)] = None
    return PublicInterest(tuple(lists["for"]), tuple(lists["against"]), balance)


def _may_weigh(p: Passage) -> bool:
    """Whether a paragraph outside a section of its own can be about the public interest at all."""
    return bool(p.find("public_interest") or _INTRODUCES.match(p.text))


def _argued(p: Passage) -> Iterator[tuple[Side, str]]:
    """The arguments that the sentences of a paragraph make, each with the side it is on."""
    weighed = p.section.kind == "public-interest-test" or p.find("public_interest")
    side: Side | None = None
    for start, end in p.sentences:
        sentence = p.text[start:end].strip()
        if _closes(sentence) or cue("sets_test").found(sentence):
            side = None
            continue
        stated = _side(sentence)
        run_in = _LEAD.search(sentence) or _RUN_IN.search(sentence.rstrip("."))
        if stated and run_in:
            for item in _POINTS.split(run_in["item"]):
                yield stated, item
            side = stated
            continue
        if not weighed:
            continue
        if cue("argues_against").found(sentence):
            side = "against"
        elif cue("argues_for").found(sentence):
            side = "for"
        elif not (side and cue("argues_on").found(sentence)):
            continue
        yield side, sentence


def _side(text: str) -> Side | None:
    """Which list a heading or sentence introduces: the one it names first."""
    disclose, withhold = cue("factors_for").found(text), cue("factors_against").found(text)
    if disclose and withhold:
        return "for" if disclose.start() < withhold.start() else "against"
    return "for" if disclose else "against" if withhold else None


def _closes(text: str) -> bool:
    return bool(
        cue("public_interest_withholds").found(text)
        or cue("public_interest_discloses").found(text)
        or cue("weighs_up").found(text)
    )


def _clean(text: str) -> str:
    text = mask_personal_data(_MARK.sub("", text)).strip(" ;,")
    text = _CONJUNCTION.sub("", text).rstrip(" ;,.")
    return text[:1].upper() + text[1:]
