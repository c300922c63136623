"""Text to index terms. `words.js` does the same in the browser; a test holds the two equal.

A provision is one term besides its parts ("s31(1)(g)", "31(1)(g)"), so that a search for it
finds it; a case reference is one term besides its pieces. Words are cut to their stem as
lunr.js cuts them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from build_log.site.search.stemmer import stem

_TOKEN = re.compile(
    r"(?:(?<!\w)(?P<unit>sections?|regulations?|regs?|ss?)\.? ?)?(?<![0-9])(?P<number>[0-9]{1,3}[a-z]{0,2})(?P<parts>(?: ?\([a-z0-9]{1,4}\))+)"
    r"|(?<!\w)(?P<unit2>sections?|regulations?|regs?|s)\.? ?(?P<number2>[0-9]{1,3}[a-z]{0,2})(?!\w)"
    r"|(?P<reference>[a-z0-9]+(?:[-/][a-z0-9]+)+)"
    r"|(?P<word>[^\W_]+)"
)
_PART = re.compile(r"\(([a-z0-9]+)\)")

STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "can",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "me",
        "my",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "she",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
"""Words too common to search for. lunr's own list also drops words that carry meaning here."""


def fold(text: str) -> str:
    """Lower case, without accents, with plain apostrophes left out."""
    text = unicodedata.normalize("NFKD", " ".join(text.split()).lower())
    return "".join(c for c in text if not unicodedata.combining(c) and c not in "'’‘")


def terms_of(text: str) -> list[str]:
    """The index terms of a text, in order, with repeats."""
    terms: list[str] = []
    for match in _TOKEN.finditer(fold(text)):
        if match["number"]:
            terms += _provision_terms(match["unit"], match["number"], _PART.findall(match["parts"]))
        elif match["number2"]:
            terms += _provision_terms(match["unit2"], match["number2"], [])
        elif match["reference"]:
            pieces = re.split(r"[-/]", match["reference"])
            if any(character.isdigit() for character in match["reference"]):
                terms.append("".join(pieces))
            terms += [term for piece in pieces if (term := _term(piece))]
        elif term := _term(match["word"]):
            terms.append(term)
    return terms


def _provision_terms(unit: str | None, number: str, parts: list[str]) -> list[str]:
    """`section 31(1)(g)` as s31, s31(1), s31(1)(g) and, without the unit, 31(1) and 31(1)(g)."""
    letter = "" if unit is None else "r" if unit.startswith("r") else "s"
    terms = []
    path = number
    if letter:
        terms.append(letter + path)
    for part in parts:
        path += f"({part})"
        terms.append(path)
        if letter:
            terms.append(letter + path)
    return terms


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    return "" if word in STOP_WORDS else stem(word)
