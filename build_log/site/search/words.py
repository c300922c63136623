"""Text to index terms. `words.js` does the same in the browser; a test holds the two equal.

A text gives the stems of its words, a term for each provision it names (`31(1)(g)`, and
`s31(1)(g)` where "section" stands before it), and one for each reference with a figure in it
(`fbc20240301`). Each distinct word is worked out once.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

from build_log.site.search.stemmer import stem

STOP_WORDS = frozenset(
    [
        "a", "about", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "for", "from", "had", "has",
        "have", "he", "her", "his", "i", "if", "in", "into", "is", "it", "its", "me", "my", "no", "not", "of", "on",
        "or", "our", "she", "so", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
        "to", "was", "we", "were", "what", "when", "which", "who", "will", "with", "would", "you", "your",
    ]
)  # fmt: skip
"""Words too common to search for. lunr's own list also drops words that carry meaning here."""

LONGEST = 40
"""Characters of a term; what is longer is cut."""

SPELT = 4
"""Letters of the shortest word that is offered in place of a misspelt one."""

_RUN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_ODD = re.compile(r"[^\x00-\x7f]+")
_NUMBER = re.compile(r"[0-9]{1,3}[a-z]{0,2}(?![^\W_])((?: ?\([a-z0-9]{1,4}\))*)")
_UNIT = re.compile(r"(?<![^\W_])(sections?|regulations?|regs?|ss?)\.? ?\Z")
_UNIT_LENGTH = 14
_UNIT_ENDS = ("s", "n", "g")
_PART = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Lower case, without accents, with apostrophes left out and one space where there are several."""
    text = " ".join(text.split()).lower()
    if not text.isascii():
        text = _ODD.sub(_fold_odd, unicodedata.normalize("NFKD", text))
    return text.replace("'", "")


def _fold_odd(match: re.Match[str]) -> str:
    return "".join(c for c in match[0] if not unicodedata.category(c).startswith("M") and c not in "’‘")


def terms_of(text: str, seen: set[str] | None = None) -> Counter[str]:
    """The index terms of a text, and how often each stands in it. Its runs of words are added to `seen`."""
    folded = fold(text)
    runs = Counter(_RUN.findall(folded))
    terms: dict[str, int] = {}
    for run, count in runs.items():
        for term in _terms_of_run(run):
            terms[term] = terms.get(term, 0) + count
    if seen is not None:
        seen.update(runs)
    for match in _NUMBER.finditer(folded):
        for term in _provision_terms(folded, match):
            terms[term] = terms.get(term, 0) + 1
    return Counter(terms)


@cache
def _terms_of_run(run: str) -> tuple[str, ...]:
    """The stems of the words in a run such as `follow-up`; the whole of a reference too."""
    pieces = re.split(r"[-/]", run)
    whole = ["".join(pieces)[:LONGEST]] if len(pieces) > 1 and any(c.isdecimal() for c in run) else []
    return (*whole, *(stem(piece)[:LONGEST] for piece in pieces if len(piece) > 1 and piece not in STOP_WORDS))


def words_of_run(run: str) -> tuple[str, ...]:
    """The words of a run that somebody could misspell."""
    pieces = re.split(r"[-/]", run)
    return tuple(piece for piece in pieces if len(piece) >= SPELT and piece.isalpha() and piece not in STOP_WORDS)


def _provision_terms(text: str, match: re.Match[str]) -> list[str]:
    """`section 31(1)(g)` as s31, s31(1), s31(1)(g) and, without the unit, 31(1) and 31(1)(g)."""
    start = match.start()
    if start and text[start - 1].isalnum():
        return []
    may_have_unit = text[max(0, start - 3) : start].rstrip(". ").endswith(_UNIT_ENDS)
    if not (may_have_unit or match[1]):
        return []
    unit = _UNIT.search(text, max(0, start - _UNIT_LENGTH), start) if may_have_unit else None
    letter = ("r" if unit[1].startswith("r") else "s") if unit else ""
    path = match[0][: match.start(1) - start]
    terms = [letter + path] if letter else []
    for part in _PART.findall(match[1]):
        path += f"({part})"
        terms.append(path)
        if letter:
            terms.append(letter + path)
    return terms


@cache
def load_abbreviations() -> dict[str, str]:
    """The field's abbreviations, in small letters, and what they stand for."""
    text = (files("build_log.site.search") / "data" / "abbreviations.toml").read_text("utf-8")
    return {short.lower(): meaning for short, meaning in tomllib.loads(text).items()}
