"""The search's files: the index in shards, what results show, and the filters."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
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
from build_log.site.search.words import load_abbreviations, terms_of, words_of_run

FEW = 500
"""In a log of fewer letters every word is offered in place of a misspelt one."""


def build_search_files(
    records: Sequence[Record], texts: Mapping[str, LetterText], catalogue: Catalogue
) -> Iterator[tuple[str, bytes]]:
    """The files the search page loads: address and bytes. `texts` are the letters' words, by slug.

    Letters are numbered by day and address, so that a new one takes the last place and moves none.
    """
    digest = sha256()
    spelling_lengths: list[int] = []
    ordered = sorted(records, key=lambda record: (record.responded, record.slug))
    index = Inverted()
    runs: Counter[str] = Counter()
    facets = list(build_facets(ordered, catalogue))
    shards: list[str] = []
    cut: dict[str, LengthFiles] = {}

    def files() -> Iterator[tuple[str, bytes]]:
        for number, record in enumerate(ordered):
            text = texts[record.slug]
            own: set[str] = set()
            fields = letter_fields(record, text, catalogue, own)
            index.add(fields)
            runs.update(own)
            beginning, rest = split_text(text)
            yield f"letters/{number}.json", _compact(build_card(record, fields, beginning, catalogue, more=bool(rest)))
            if rest:
                yield f"rest/{number}.json", _compact(rest)
        yield from ((f"facets/{facet.name}.bin", facet.bits()) for facet in facets)
        days = [record.responded.toordinal() for record in ordered]
        steps = [day - before for before, day in zip([*days[:1], *days], days, strict=False)]
        yield "days.bin", to_bytes(list_bits(steps))
        for shard in cut_into_shards(index):
            shards.append(shard.begins)
            yield shard.name, shard.data
        for name, lengths in zip(NAMES, index.lengths, strict=True):
            cut[name] = cut_lengths(lengths)
            yield f"lengths/{name}.bin", cut[name].rough
            yield f"lengths/{name}-exact.bin", cut[name].exact
        for length, words in _by_length(runs, index.count):
            spelling_lengths.append(length)
            yield f"spelling/{length}.json", _compact(words)

    for name, data in files():
        digest.update(name.encode() + b"\0" + sha256(data).digest())
        yield f"search/{name}", data
    manifest = {
        "version": digest.hexdigest()[:12],  # keeps old and new files apart
        "letters": index.count,
        "first": ordered[0].responded.isoformat() if ordered else "",
        "fields": [
            {
                "name": name,
                "boost": boost,
                "total": sum(lengths),
                "bounds": cut[name].bounds,
                "ranks": cut[name].ranks,
                "bytes": [len(cut[name].rough), len(cut[name].exact)],
            }
            for (name, boost), lengths in zip(FIELDS.items(), index.lengths, strict=True)
        ],
        "shards": shards,
        "facets": {facet.name: [[value, label] for value, label, _ in facet.values] for facet in facets},
        "spelling": spelling_lengths,
        "abbreviations": load_abbreviations(),
        "outcomes": {o.id: {"label": o.label, "tone": o.tone} for o in catalogue.outcomes.values()},
    }
    yield "search/manifest.json", _compact(manifest)


def letter_fields(
    record: Record, text: LetterText, catalogue: Catalogue, seen: set[str] | None = None
) -> dict[str, Counter[str]]:
    """The terms of a letter, field by field. Its runs of words are added to `seen`."""
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


def _by_length(runs: Counter[str], letters: int) -> Iterator[tuple[int, dict[str, int]]]:
    """Words with about the number of letters that have them, by length; in a large log not those of a letter or two."""
    least = 1 if letters < FEW else 3
    words: Counter[str] = Counter()
    for run, count in runs.items():
        for word in words_of_run(run):
            words[word] += count
    lengths: dict[int, dict[str, int]] = {}
    for word in sorted(words):
        if words[word] >= least:
            lengths.setdefault(len(word), {})[word] = words[word]
    yield from sorted(lengths.items())


def _provisions(record: Record, catalogue: Catalogue) -> Counter[str]:
    """Terms for what a letter relies on, and for each provision around it."""
    terms: set[str] = set()
    for provision in pages_of((e.provision for e in record.exemptions), catalogue):
        unit = catalogue.regimes[provision.regime].unit
        terms |= terms_of(f"{unit} {str(provision).removeprefix(provision.prefix)}").keys() - {"section", "regul"}
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
