"""The search's files: the index in shards, what results show, and the filters."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from build_log.law.catalogue import Catalogue
from build_log.log.indexes import pages_of
from build_log.model.record import Record, same_reference
from build_log.site.search.cards import (
    LetterText,
    build_card,
    build_facets,
    split_text,
)
from build_log.site.search.codec import list_bits, to_bytes
from build_log.site.search.inverted import FIELDS, NAMES, Inverted
from build_log.site.search.lengths import LengthFiles, cut_lengths
from build_log.site.search.shards import Shard, cut_into_shards, terms_in
from build_log.site.search.words import is_spelt, load_abbreviations, terms_of

FEW = 500
"""In a log of fewer letters every word is offered in place of a misspelt one."""


def build_search_files(
    records: Sequence[Record], texts: Mapping[str, LetterText], catalogue: Catalogue
) -> Iterator[tuple[str, bytes]]:
    """The files the search page loads: address and bytes. `texts` are the letters' words, by slug.

    Letters are numbered by day and address, so that a new one takes the last place and moves none.
    """
    files = _Files(sorted(records, key=lambda record: (record.responded, record.slug)), texts, catalogue)
    digest = sha256()
    for name, data in chain(files.letters(), files.filters(), files.terms(), files.lengths(), files.spelling()):
        digest.update(name.encode() + b"\0" + sha256(data).digest())
        yield f"search/{name}", data
    yield "search/manifest.json", files.manifest(digest.hexdigest()[:12])


class _Files:
    """The search's files kind by kind, letters first: the others are made of what is counted there."""

    def __init__(self, ordered: Sequence[Record], texts: Mapping[str, LetterText], catalogue: Catalogue) -> None:
        self._ordered = ordered
        self._texts = texts
        self._catalogue = catalogue
        self._index = Inverted()
        self._words: Counter[str] = Counter()
        self._facets = list(build_facets(ordered, catalogue))
        self._shards: list[str] = []
        self._cut: dict[str, LengthFiles] = {}
        self._spelt: list[int] = []

    def letters(self) -> Iterator[tuple[str, bytes]]:
        """Each letter's card and, apart, what its text has more."""
        for number, record in enumerate(self._ordered):
            text = self._texts[record.slug]
            words: set[str] = set()
            fields = letter_fields(record, text, self._catalogue, words)
            self._index.add(fields)
            self._words.update(words)
            beginning, rest = split_text(text)
            card = build_card(record, fields, beginning, self._catalogue, more=bool(rest))
            yield f"letters/{number}.json", _compact(card)
            if rest:
                yield f"rest/{number}.json", _compact(rest)

    def filters(self) -> Iterator[tuple[str, bytes]]:
        """The letters of each filter's values, and the letters' days."""
        yield from ((f"facets/{facet.name}.bin", facet.bits()) for facet in self._facets)
        days = [record.responded.toordinal() for record in self._ordered]
        steps = [day - before for before, day in zip([*days[:1], *days], days, strict=False)]
        yield "days.bin", to_bytes(list_bits(steps))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """The index, cut by term."""
        for shard in cut_into_shards(self._index):
            self._shards.append(shard.begins)
            yield shard.name, shard.data

    def lengths(self) -> Iterator[tuple[str, bytes]]:
        """How long the fields of letters are."""
        for name, lengths in zip(NAMES, self._index.lengths, strict=True):
            cut = self._cut[name] = cut_lengths(lengths)
            yield f"lengths/{name}.bin", cut.rough
            yield f"lengths/{name}-exact.bin", cut.exact

    def spelling(self) -> Iterator[tuple[str, bytes]]:
        """The words that are offered in place of misspelt ones."""
        for length, words in _by_length(self._words, self._index.count):
            self._spelt.append(length)
            yield f"spelling/{length}.json", _compact(words)

    def manifest(self, version: str) -> bytes:
        """What the page must know before it can ask for anything. `version` keeps old and new files apart."""
        fields = [
            {
                "name": name,
                "boost": boost,
                "total": sum(lengths),
                "bounds": self._cut[name].bounds,
                "ranks": self._cut[name].ranks,
                "bytes": [len(self._cut[name].rough), len(self._cut[name].exact)],
            }
            for (name, boost), lengths in zip(FIELDS.items(), self._index.lengths, strict=True)
        ]
        return _compact(
            {
                "version": version,
                "letters": self._index.count,
                "first": self._ordered[0].responded.isoformat() if self._ordered else "",
                "fields": fields,
                "shards": self._shards,
                "facets": {facet.name: [[value, label] for value, label, _ in facet.values] for facet in self._facets},
                "spelling": self._spelt,
                "abbreviations": load_abbreviations(),
                "outcomes": {o.id: {"label": o.label, "tone": o.tone} for o in self._catalogue.outcomes.values()},
            }
        )


def letter_fields(
    record: Record, text: LetterText, catalogue: Catalogue, seen: set[str] | None = None
) -> dict[str, Counter[str]]:
    """The terms of a letter, field by field. Its words are added to `seen`."""
    reference = terms_of(record.reference)
    reference[same_reference(record.reference)] = max(1, reference[same_reference(record.reference)])
    return {
        "title": terms_of(f"{record.title} {record.summary or ''}", seen),
        "reference": reference,
        "provisions": _provisions(record, catalogue),
        "request": terms_of(text.request, seen),
        "text": terms_of(text.text, seen),
        "standard": terms_of(text.standard, seen),
    }


def _by_length(words: Counter[str], letters: int) -> Iterator[tuple[int, dict[str, int]]]:
    """Words with the number of letters that have them, by length; in a large log not those of a letter or two."""
    least = 1 if letters < FEW else 3
    lengths: dict[int, dict[str, int]] = {}
    for word in sorted(words):
        if words[word] >= least and is_spelt(word):
            lengths.setdefault(len(word), {})[word] = words[word]
    yield from sorted(lengths.items())


def _provisions(record: Record, catalogue: Catalogue) -> Counter[str]:
    """Terms for what a letter relies on, and for each provision around it; `foias40(2)` names the law too."""
    terms: set[str] = set()
    for provision in pages_of((e.provision for e in record.exemptions), catalogue):
        unit = catalogue.regimes[provision.regime].unit
        number = str(provision).removeprefix(provision.prefix)
        terms |= terms_of(f"{unit} {number}").keys() - {"section", "regul"}
        terms.add(f"{provision.regime.lower()}{unit[0]}{number}")
    return Counter(terms)


def finds_letter(site: Path, record: Record, records: Sequence[Record]) -> bool:
    """Whether the search files in `site` hold the term of a letter's reference, and its card."""
    folder = site / "search"
    number = sorted(records, key=lambda r: (r.responded, r.slug)).index(record)
    card = json.loads((folder / f"letters/{number}.json").read_text("utf-8"))
    term = same_reference(record.reference)
    begins = [b for b in json.loads((folder / "manifest.json").read_text("utf-8"))["shards"] if b <= term]
    terms = terms_in((folder / Shard(begins[-1], b"").name).read_bytes())
    return card["slug"] == record.slug and term in terms


def _compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
