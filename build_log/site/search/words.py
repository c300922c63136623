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
from collections.abc import Iterator
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

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)+")
_ODD = re.compile(r"[^\x00-\x7f]+")
_SPACED = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
_NUMBER = re.compile(
    r"[0-9](?:(?<=[sng][0-9])|(?<=[sng][ .][0-9])|(?<=[sng]\. [0-9])|(?=[0-9]{0,2}[a-z]{0,2} ?\())"
    r"[0-9]{0,2}[a-z]{0,2}(?![^\W_])((?: ?\([a-z0-9]{1,4}\))*)"
)
"""A number that may be a provision's: a unit may stand before it, or a bracket stands behind it."""
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
    """The index terms of a text, and how often each stands in it. Its words are added to `seen`."""
    folded = fold(text)
    words = _words_of(folded)
    terms = Counter(map(_STEMS.__getitem__, words))
    terms.pop("", None)
    if seen is not None:
        seen.update(words)
    if "-" in folded or "/" in folded:
        for piece in folded.split():
            if "-" in piece or "/" in piece:
                for reference in _references_in(piece):
                    terms[reference] += 1
    for match in _NUMBER.finditer(folded):
        for term in _provision_terms(folded, match):
            terms[term] += 1
    return terms


class _Stems(dict[str, str]):
    """Each word's term, worked out once; empty for a letter alone and for words too common to search for."""

    def __missing__(self, word: str) -> str:
        term = stem(word)[:LONGEST] if len(word) > 1 and word not in STOP_WORDS else ""
        self[word] = term
        return term


_STEMS = _Stems()


def _words_of(folded: str) -> list[str]:
    plain = folded if folded.isascii() else _ODD.sub(_space_odd, folded)
    return plain.translate(_SPACED).split() if plain.isascii() else _WORD.findall(folded)


def _space_odd(match: re.Match[str]) -> str:
    return "".join(c if c.isalnum() else " " for c in match[0])


def _references_in(text: str) -> Iterator[str]:
    """The whole of each run such as `fbc-2024-0301`, which has a figure in it."""
    for run in _RUN.findall(text):
        if any(c.isdecimal() for c in run):
            yield run.replace("-", "").replace("/", "")[:LONGEST]


def is_spelt(word: str) -> bool:
    """Whether somebody could misspell a word."""
    return len(word) >= SPELT and word.isalpha() and word not in STOP_WORDS


def _provision_terms(text: str, match: re.Match[str]) -> list[str]:
    """`section 31(1)(g)` as s31, s31(1), s31(1)(g) and, without the unit, 31(1) and 31(1)(g).

    `s31` alone is a word already.
    """
    start = match.start()
    may_have_unit = text[max(0, start - 3) : start].rstrip(". ").endswith(_UNIT_ENDS)
    unit = _UNIT.search(text, max(0, start - _UNIT_LENGTH), start) if may_have_unit else None
    attached = start > 0 and text[start - 1].isalnum()
    if attached and not unit:
        return []
    letter = ("r" if unit[1].startswith("r") else "s") if unit else ""
    path = match[0][: match.start(1) - start]
    terms = [letter + path] if unit and not (attached and unit[1] == letter) else []
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
