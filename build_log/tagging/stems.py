"""Which words a pattern cannot match without: most sentences are ruled out before any search.

A stem is the first five letters of a word, or the whole of a shorter one, or its first three
letters and a star where a pattern says no more. Only speed rests on this: where nothing is known
of a pattern it is searched everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

_WORD = re.compile(r"[a-z]{3,}")
_LETTER = re.compile(r"[a-z]")
_LONG, _SHORT = 5, 3
_COMMON = frozenset(
    [
        "and",
        "any",
        "are",
        "been",
        "can",
        "did",
        "does",
        "for",
        "from",
        "had",
        "has",
        "was*",
        "bee*",
        "hav*",
        "has*",
        "wer*",
        "recor",
        "befor",
        "have",
        "its",
        "may",
        "not",
        "our",
        "out",
        "that",
        "the",
        "this",
        "they",
        "was",
        "were",
        "will",
        "with",
        "you",
        "your",
        "the*",
        "thi*",
        "wit*",
        "you*",
        "for*",
        "infor",
        "reque",
        "secti",
        "which",
        "would",
        "under",
        "there",
        "their",
        "other",
        "about",
        "these",
    ]
)
_COST_OF_COMMON = 12
_MOST = 60

_GAPS = frozenset({"CATEGORY_SPACE", "CATEGORY_NOT_WORD"})
"""Kinds of character behind which a word can begin."""

Node = tuple[Any, Any]


@lru_cache(maxsize=512)
def stems_in(text: str) -> frozenset[str]:
    """The stems of all words of `text`, which must be in lower case. Standard paragraphs come again and again."""
    words = set(_WORD.findall(text))
    return frozenset([word[:_LONG] for word in words] + [word[:_SHORT] + "*" for word in words])


def stem_of(word: str) -> str:
    """The stem a word in lower case is looked up by. Raises ValueError for fewer than three letters."""
    if len(word) < _SHORT:
        raise ValueError(f"{word!r} is too short to be looked up")
    return word[:_LONG]


def stems_of(pattern: str) -> frozenset[str] | None:
    """Stems of which every text that `pattern` matches holds one; None where that cannot be told."""
    parser = import_module("re._parser")
    return _of_sequence(list(parser.parse(pattern, re.IGNORECASE)), at_start=False)[0]


def _of_sequence(nodes: Sequence[Node], *, at_start: bool) -> tuple[frozenset[str] | None, bool]:
    """The cheapest stems any one part of a sequence gives, and whether a word may begin after it."""
    best: frozenset[str] | None = None
    inside_run = False
    for index, (op, value) in enumerate(nodes):
        name = str(op)
        found: frozenset[str] | None = None
        if at_start and not inside_run and name in ("LITERAL", "SUBPATTERN", "BRANCH", "MAX_REPEAT"):
            found = _stems(_openings(nodes, index, ""))
        if found is None and name in ("SUBPATTERN", "BRANCH", "MAX_REPEAT", "MIN_REPEAT"):
            found = _of_group(name, value, at_start=at_start and not inside_run)
        best = _cheaper(best, found)
        if name not in ("ASSERT", "ASSERT_NOT"):
            begins, inside_run = _after(name, value)
            optional = name in ("MAX_REPEAT", "MIN_REPEAT") and not value[0]
            at_start = begins and (at_start or not optional)
    return best, at_start


def _of_group(name: str, value: Any, *, at_start: bool) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return _of_sequence(list(value[3]), at_start=at_start)[0]
    if name == "BRANCH":
        parts = [_of_sequence(list(branch), at_start=at_start)[0] for branch in value[1]]
        known = [part for part in parts if part is not None]
        return frozenset().union(*known) if len(known) == len(parts) else None
    least, _, body = value
    return _of_sequence(list(body), at_start=at_start)[0] if least else None


def _after(name: str, value: Any) -> tuple[bool, bool]:
    """Whether a word may begin behind a node, and whether one is surely being read."""
    if name == "AT":
        return str(value) in ("AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING"), False
    if name == "IN":
        return {str(item) for _, item in value} <= _GAPS, False
    if name == "LITERAL":
        return not chr(value).isalnum() and value != ord("_"), chr(value).isalnum()
    if name in ("MAX_REPEAT", "MIN_REPEAT", "SUBPATTERN"):
        body = list(value[2] if name != "SUBPATTERN" else value[3])
        return _after(str(body[-1][0]), body[-1][1]) if body else (False, False)
    if name == "BRANCH":
        ends = [_after(str(branch[-1][0]), branch[-1][1]) if len(branch) else (False, False) for branch in value[1]]
        return all(start for start, _ in ends), False
    return False, False


def _openings(nodes: Sequence[Node], index: int, prefix: str) -> list[str]:
    """The ways a word that begins at `index` can begin; with a full stop behind where it ends there."""
    if len(prefix) >= _LONG or index == len(nodes):
        return [prefix]
    op, value = nodes[index]
    match str(op):
        case "LITERAL":
            letter = chr(value).lower()
            if _LETTER.match(letter):
                return _openings(nodes, index + 1, prefix + letter)
            return [prefix if letter.isalnum() else prefix + "."]
        case "SUBPATTERN":
            return _openings([*value[3], *nodes[index + 1 :]], 0, prefix)
        case "BRANCH":
            rest = nodes[index + 1 :]
            return [opening for branch in value[1] for opening in _openings([*branch, *rest], 0, prefix)]
        case "MAX_REPEAT" if value[:2] == (0, 1):
            rest = nodes[index + 1 :]
            return _openings([*value[2], *rest], 0, prefix) + _openings(rest, 0, prefix)
        case "AT" if str(value) == "AT_BOUNDARY" and prefix:
            return [prefix + "."]
        case "IN" if [str(item) for _, item in value] == ["CATEGORY_SPACE"]:
            return [prefix + "."]
        case _:
            return [prefix]


def _stems(openings: Iterable[str]) -> frozenset[str] | None:
    stems = set()
    for opening in openings:
        word = opening.rstrip(".")
        if len(word) < _SHORT:
            return None
        whole = len(word) >= _LONG or word != opening
        stems.add(word[:_LONG] if whole else word[:_SHORT] + "*")
    return frozenset(stems) if len(stems) <= _MOST else None


def _cheaper(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other, key=lambda stems: sum(_COST_OF_COMMON if stem in _COMMON else 1 for stem in stems))
