"""Letters like a letter: those that share limb, exemption, topic and words of the title.

Weights are fixed, so that a reader can see why two letters stand together. It errs towards too
few: a letter with which only an exemption or a topic is shared is not like another.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeVar

from build_log.law.catalogue import Catalogue
from build_log.log.indexes import pages_of
from build_log.model.record import Record, same_reference

T = TypeVar("T")

MOST = 4
"""Letters shown."""
ENOUGH = 4
"""The weight of what two letters must share."""
WEIGHTS = {"limb": 2, "exemption": 1, "topic": 1, "word": 3}
NEAR = 30
"""Of the letters that share something with a letter so many are looked at, those nearest by number."""
COMMON = 0.1
"""A word in more titles than this share says nothing; in a small log, one in more than FEW."""
FEW = 8

OFTEN = 2
SAME_WORDS = 2
"""How many other cases a letter must be like to count as often asked, and in how many words of the title."""

_WORD = re.compile(r"[^\W\d_]{4,}")


def find_similar(records: Sequence[Record], catalogue: Catalogue) -> Mapping[str, list[Record]]:
    """By slug the letters most like each, the most alike first, then the nearest in time. Not those of its own case."""
    ordered = sorted(records, key=lambda record: (record.responded, record.slug))
    features = [_features(record, catalogue) for record in ordered]
    holders = _holders(features)
    common = _common(len(ordered))
    telling = {f: numbers for f, numbers in holders.items() if f[0] != "word" or len(numbers) <= common}
    return {record.slug: _like(number, ordered, features[number], telling) for number, record in enumerate(ordered)}


def find_often_asked(records: Sequence[Record]) -> list[Record]:
    """Letters whose titles share SAME_WORDS telling words with those of OFTEN other cases, the commonest first.

    One letter stands for all of its kind: the latest. It errs towards none.
    """
    ordered = sorted(records, key=lambda record: (record.responded, record.slug))
    words = [_title_words(record) for record in ordered]
    common = _common(len(ordered))
    telling = {word: numbers for word, numbers in _holders(words).items() if len(numbers) <= common}
    kinds: list[tuple[int, int, set[str]]] = []
    for number, own in enumerate(words):
        shared: Counter[int] = Counter()
        for word in own:
            shared.update(_nearest(telling.get(word, []), number))
        alike = {ordered[other].case_key for other, count in shared.items() if count >= SAME_WORDS}
        alike.discard(ordered[number].case_key)
        if len(alike) >= OFTEN:
            kinds.append((len(alike), number, alike))
    shown: list[Record] = []
    taken: set[str] = set()
    for _, number, alike in sorted(kinds, key=lambda kind: (-kind[0], -kind[1])):
        if ordered[number].case_key not in taken:
            shown.append(ordered[number])
            taken |= {*alike, ordered[number].case_key}
    return shown


def _holders(features: Sequence[Iterable[T]]) -> dict[T, list[int]]:
    """By feature the numbers of those that have it, where they are several."""
    holders: dict[T, list[int]] = defaultdict(list)
    for number, own in enumerate(features):
        for feature in own:
            holders[feature].append(number)
    return {feature: numbers for feature, numbers in holders.items() if len(numbers) > 1}


def _common(letters: int) -> int:
    """In how many titles a word may stand and still tell something."""
    return max(FEW, int(letters * COMMON))


def _nearest(numbers: Sequence[int], number: int) -> Sequence[int]:
    here = bisect_left(numbers, number)
    return numbers[max(0, here - NEAR // 2) : here + NEAR // 2 + 1]


def _title_words(record: Record) -> set[str]:
    words = _WORD.findall(record.title.lower())
    return {word.removesuffix("s") for word in words if word not in _words_of_procedure()}


@cache
def _words_of_procedure() -> frozenset[str]:
    data = tomllib.loads((files("build_log.log") / "data" / "titles.toml").read_text("utf-8"))
    return frozenset(data["procedure"])


def _features(record: Record, catalogue: Catalogue) -> set[tuple[str, str]]:
    """What of a letter others may share: kind and value."""
    found = {("topic", topic) for topic in record.topics}
    for provision in pages_of((e.provision for e in record.exemptions), catalogue):
        regime = catalogue.regimes[provision.regime]
        top = regime.top(provision)
        found.add(("exemption" if top and top.provision == provision else "limb", provision.id))
    return found | {("word", word) for word in _title_words(record)}


def _like(
    number: int,
    ordered: Sequence[Record],
    features: set[tuple[str, str]],
    telling: Mapping[tuple[str, str], list[int]],
) -> list[Record]:
    weights: dict[int, int] = defaultdict(int)
    for feature in features:
        for other in _nearest(telling.get(feature, []), number):
            weights[other] += WEIGHTS[feature[0]]
    record = ordered[number]
    own = {record.case_key, *(same_reference(reference) for reference in record.related)}
    alike = [
        (-weight, abs(ordered[other].responded.toordinal() - record.responded.toordinal()), ordered[other].slug, other)
        for other, weight in weights.items()
        if weight >= ENOUGH
    ]
    shown: dict[str, Record] = {}
    for *_, place in sorted(alike):
        letter = ordered[place]
        if letter.case_key not in own and same_reference(letter.slug) not in own:
            shown.setdefault(letter.case_key, letter)
    return list(shown.values())[:MOST]
