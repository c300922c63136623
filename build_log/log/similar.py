"""Letters like a letter: those that share limb, exemption, topic and words of the title.

Weights are fixed, so that a reader can see why two letters stand together. It errs towards too
few: a letter with which only an exemption or a topic is shared is not like another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from build_log.law.catalogue import Catalogue
from build_log.log.indexes import pages_of
from build_log.model.record import Record, same_reference

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

OFTEN = 3
"""Letters that are like a letter before it counts as often asked."""

_PROCESS = frozenset(
    [
        "internal",
        "review",
        "reviews",
        "response",
        "request",
        "requests",
        "information",
        "refusal",
        "decision",
        "give",
        "given",
    ]
)
"""Words of titles that say how a request was handled, not what it asked for."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def find_similar(records: Sequence[Record], catalogue: Catalogue) -> Mapping[str, list[Record]]:
    """By slug the letters most like each, the most alike first, then the nearest in time. Not those of its own case."""
    ordered = sorted(records, key=lambda record: (record.responded, record.slug))
    features = [_features(record, catalogue) for record in ordered]
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, own in enumerate(features):
        for feature in own:
            holders[feature].append(number)
    most = max(FEW, int(len(ordered) * COMMON))
    telling = {
        feature: numbers
        for feature, numbers in holders.items()
        if len(numbers) > 1 and (feature[0] != "word" or len(numbers) <= most)
    }
    return {record.slug: _like(number, ordered, features[number], telling) for number, record in enumerate(ordered)}


def find_often_asked(similar: Mapping[str, Sequence[Record]]) -> list[Record]:
    """Letters that at least OFTEN others are like, the commonest first: what is asked again and again."""
    counts = Counter(record.slug for others in similar.values() for record in others)
    by_slug = {record.slug: record for others in similar.values() for record in others}
    shown: dict[str, Record] = {}
    taken: set[str] = set()
    for slug, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= OFTEN and slug not in taken:
            shown[slug] = by_slug[slug]
            taken |= {record.slug for record in similar[slug]}
    return list(shown.values())


def _features(record: Record, catalogue: Catalogue) -> set[tuple[str, str]]:
    """What of a letter others may share: kind and value."""
    found = {("topic", topic) for topic in record.topics}
    for provision in pages_of((e.provision for e in record.exemptions), catalogue):
        regime = catalogue.regimes[provision.regime]
        top = regime.top(provision)
        found.add(("exemption" if top and top.provision == provision else "limb", provision.id))
    return found | {
        ("word", word.removesuffix("s")) for word in _WORD.findall(record.title.lower()) if word not in _PROCESS
    }


def _like(
    number: int,
    ordered: Sequence[Record],
    features: set[tuple[str, str]],
    telling: Mapping[tuple[str, str], list[int]],
) -> list[Record]:
    weights: dict[int, int] = defaultdict(int)
    for feature in features:
        numbers = telling.get(feature, [])
        here = bisect_left(numbers, number)
        for other in numbers[max(0, here - NEAR // 2) : here + NEAR // 2 + 1]:
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
