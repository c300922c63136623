"""Which words a pattern cannot match without: most sentences are ruled out before any search.

A stem is the first five letters of a word, or the whole of a shorter one, or its first three
letters and a star where a pattern says no more. Every stem that some pattern needs has a bit of
its own, so that a pattern and a text are compared by one operation on two whole numbers. Only
speed rests on this: where nothing is known of a pattern it is searched everywhere, and a stem
that had no bit yet when a text was read counts as one the text has.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from operator import or_
from typing import Any

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

_OPENING = ("LITERAL", "SUBPATTERN", "BRANCH", "MAX_REPEAT")
_GAPS = frozenset({"CATEGORY_SPACE", "CATEGORY_NOT_WORD"})
"""Kinds of character behind which a word can begin."""

Node = tuple[Any, Any]


_bits: dict[bytes, int] = {}
_ANY_TEXT = 1
"""The bit that no text lacks: the need of a pattern of which nothing is known."""
_KEPT = 50_000
_LETTERS = bytes(ord(chr(code).lower()) if chr(code).isalpha() and code < 128 else 32 for code in range(256))


class _Words(dict[bytes, int]):
    """The bits of the words met so far."""

    def __missing__(self, word: bytes) -> int:
        if len(self) >= _KEPT:
            self.clear()
        bits = self[word] = _bits.get(word[:_LONG], 0) | _bits.get(word[:_SHORT] + b"*", 0)
        return bits


_words = _Words()


def needs(stems: Iterable[str]) -> int:
    """The bits of `stems`, of which a text must have one; with none, every text will do."""
    bits = 0
    for stem in map(str.encode, stems):
        if stem not in _bits:
            _bits[stem] = _ANY_TEXT << (len(_bits) + 1)
            _words.clear()
            lacks.cache_clear()
        bits |= _bits[stem]
    return bits or _ANY_TEXT


@lru_cache(maxsize=1024)
def lacks(text: str) -> int:
    """The bits of all stems no word of `text` has."""
    words = text.encode("utf-8", "replace").translate(_LETTERS).split()
    bits = functools.reduce(or_, filter(None, map(_words.__getitem__, words)), _ANY_TEXT)
    return ((_ANY_TEXT << (len(_bits) + 1)) - 1) & ~bits


def may_match(needed: int, lacking: int) -> bool:
    """Whether a pattern that needs one stem of `needed` can match a text that lacks those of `lacking`."""
    return needed & lacking != needed


def stem_of(word: str) -> str:
    """The stem a word in lower case is looked up by. Raises ValueError for fewer than three letters."""
    if len(word) < _SHORT:
        raise ValueError(f"{word!r} is too short to be looked up")
    return word[:_LONG]


def stems_of(pattern: str) -> list[frozenset[str]]:
    """Sets of stems, the rarest first: a text that `pattern` matches holds one stem of each."""
    parser = import_module("re._parser")
    found = _of_sequence(list(parser.parse(pattern, re.IGNORECASE)), at_start=False)
    return sorted(dict.fromkeys(found), key=_cost)


def is_anchored(pattern: str) -> bool:
    """Whether `pattern` matches at the start of a text or nowhere."""
    parser = import_module("re._parser")
    first = next(iter(parser.parse(pattern, re.IGNORECASE)), None)
    return first is not None and (str(first[0]), str(first[1])) == ("AT", "AT_BEGINNING_STRING")


def openings_of(pattern: str) -> tuple[str, ...]:
    """The first letters, in lower case, of all that `pattern` can match; none where they are too few to look for."""
    nodes: list[Node] = list(import_module("re._parser").parse(pattern, re.IGNORECASE))
    if not nodes or [str(part) for part in nodes[0]] != ["AT", "AT_BOUNDARY"]:
        return ()
    found = {opening.rstrip(".") for opening in _openings(nodes, 1, "")}
    if any(len(opening) < _SHORT for opening in found) or len(found) > _MOST:
        return ()
    return tuple(sorted(found, key=len))


def _of_sequence(nodes: Sequence[Node], *, at_start: bool) -> list[frozenset[str]]:
    """What each part of a sequence needs; `at_start` where a word may begin before it."""
    needed: list[frozenset[str]] = []
    inside_run = False
    for index, (op, value) in enumerate(nodes):
        name = str(op)
        begins = at_start and not inside_run
        opening = _stems(_openings(nodes, index, "")) if begins and name in _OPENING else []
        needed += opening or _of_group(name, value, at_start=begins)
        if name not in ("ASSERT", "ASSERT_NOT"):
            begins, inside_run = _after(name, value)
            optional = name in ("MAX_REPEAT", "MIN_REPEAT") and not value[0]
            at_start = begins and (at_start or not optional)
    return needed


def _of_group(name: str, value: Any, *, at_start: bool) -> list[frozenset[str]]:
    if name == "SUBPATTERN":
        return _of_sequence(list(value[3]), at_start=at_start)
    if name == "BRANCH":
        branches = [_of_sequence(list(branch), at_start=at_start) for branch in value[1]]
        return [frozenset().union(*(min(branch, key=_cost) for branch in branches))] if all(branches) else []
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        least, _, body = value
        return _of_sequence(list(body), at_start=at_start) if least else []
    return []


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


def _stems(openings: Iterable[str]) -> list[frozenset[str]]:
    """The stems of words that begin so, as the one set needed; nothing where one of them is too short."""
    stems = set()
    for opening in openings:
        word = opening.rstrip(".")
        if len(word) < _SHORT:
            return []
        whole = len(word) >= _LONG or word != opening
        stems.add(word[:_LONG] if whole else word[:_SHORT] + "*")
    return [frozenset(stems)] if len(stems) <= _MOST else []


def _cost(stems: frozenset[str]) -> int:
    """How much is searched in vain for `stems`: those that letters use at every turn count more."""
    return sum(_COST_OF_COMMON if stem in _COMMON else 1 for stem in stems)
