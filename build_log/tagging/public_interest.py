"""The public interest test: factors for and against disclosure, item by item, and the balance."""

from __future__ import annotations

import re
from typing import Literal

from build_log.model.findings import PublicInterest
from build_log.model.masking import mask_personal_data
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage

Side = Literal["for", "against"]
Balance = Literal["withhold", "disclose"]

_RUN_IN = re.compile(
    r"\b(?:are|is|include|includes|included|were|was)\s(?:that\s|as follows:?\s)?(?P<item>[^:]{15,})\Z", re.IGNORECASE
)
_MARK = re.compile(r"\A(?:[-*+•]|\(?[a-z0-9]{1,3}[.)])\s+")


def find_balance(text: str) -> Balance | None:
    """Where the public interest was found to lie: the last sentence of `text` that decides it.

    Sentences that only ask whether it does are passed over.
    """
    balance: Balance | None = None
    for sentence in re.split(r"(?<=[.!?])\s", text):
        for name, result in (("public_interest_withholds", "withhold"), ("public_interest_discloses", "disclose")):
            match = cue(name).found(sentence)
            if match and not re.search(r"\bwhether\b", sentence[: match.start() + 1], re.IGNORECASE):
                balance = result  # type: ignore[assignment]
                break
    return balance


def find_public_interest(passages: list[Passage]) -> PublicInterest:
    """Both lists and the balance. Errs for missing an argument that stands in running text."""
    lists: dict[Side, dict[str, None]] = {"for": {}, "against": {}}
    side: Side | None = None
    balance: Balance | None = None
    for p in passages:
        if p.section.kind in ("request", "quoted-mail", "review-rights", "privacy", "sign-off") or p.quoted:
            side = None
            continue
        balance = find_balance(p.text) or balance
        if p.heading:
            side = _side(p.text)
            continue
        introduces = _side(p.text)
        if introduces and p.text.rstrip().endswith((":", "–", "-", "—")) and not p.item:
            side = introduces
            continue
        if introduces and not p.item:
            for start, end in p.sentences:
                sentence = p.text[start:end].strip()
                run_in = _RUN_IN.search(sentence.rstrip("."))
                stated = _side(sentence)
                if stated and run_in and not cue("sets_test").found(sentence):
                    lists[stated][_clean(run_in["item"])] = None
            side = None
            continue
        if side and (p.item or p.section.kind == "public-interest-test") and not _closes(p.text):
            lists[side][_clean(p.text)] = None
        elif side and not p.item:
            side = None
    return PublicInterest(tuple(lists["for"]), tuple(lists["against"]), balance)


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
        or re.match(r"having\s(?:considered|weighed)|on balance", text, re.IGNORECASE)
    )


def _clean(text: str) -> str:
    text = mask_personal_data(_MARK.sub("", text)).strip(" ;,")
    text = re.sub(r";?\s(?:and|or)\Z", "", text).rstrip(" ;,.")
    return text[:1].upper() + text[1:]
