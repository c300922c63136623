"""The search's files: the index in shards, what results show, and the filters."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from build_log.law.catalogue import Catalogue
from build_log.log.indexes import pages_of
from build_log.model.record import Record, same_reference
from build_log.site.search.cards import (
    CHUNK,
    Facet,
    LetterText,
    build_card,
    build_facets,
    split_text,
)
from build_log.site.search.codec import list_bits, to_bytes
from build_log.site.search.inverted import FIELDS, Inverted
from build_log.site.search.shards import Shard, cut_into_shards, lengths_files, terms_in
from build_log.site.search.words import load_abbreviations, terms_of

FEW = 500
"""In a log of fewer letters every word is offered in place of a misspelt one."""


def build_search_files(
    records: Sequence[Record], texts: Mapping[str, LetterText], catalogue: Catalogue
) -> dict[str, bytes]:
    """The files the search page loads, by address. `texts` are the letters' words, by slug.

    Letters are numbered by day and address, so that a new one takes the last place and moves none.
    """
    ordered = sorted(records, key=lambda record: (record.responded, record.slug))
    index = Inverted()
    files: dict[str, bytes] = {}
    cards: list[dict[str, Any]] = []
    spelling: Counter[str] = Counter()
    for record in ordered:
        text = texts[record.slug]
        own: set[str] = set()
        index.add(letter_fields(record, text, catalogue, own))
        spelling.update(own)
        beginning, rest = split_text(text)
        files[f"texts/{record.slug}.json"] = _compact(beginning)
        if rest:
            files[f"rest/{record.slug}.json"] = _compact(rest)
        cards.append(build_card(record, catalogue, more=bool(rest)))
    files |= {
        f"cards/{start // CHUNK}.json": _compact(cards[start : start + CHUNK]) for start in range(0, len(cards), CHUNK)
    }
    facets = list(build_facets(ordered, catalogue))
    files |= {f"facets/{facet.name}.bin": facet.bits() for facet in facets}
    days = [record.responded.toordinal() for record in ordered]
    files["days.bin"] = to_bytes(
        list_bits([day - before for before, day in zip([*days[:1], *days], days, strict=False)])
    )
    shards = list(cut_into_shards(index))
    files |= {shard.name: shard.data for shard in shards}
    files |= dict(lengths_files(index))
    files |= {f"spelling/{length}.json": _compact(words) for length, words in _by_length(spelling, index.count)}
    files["manifest.json"] = _compact(
        _manifest(index, shards, facets, catalogue, files, ordered[0].responded if ordered else None)
    )
    return {f"search/{name}": data for name, data in files.items()}


def letter_fields(
    record: Record, text: LetterText, catalogue: Catalogue, words: set[str] | None = None
) -> dict[str, Counter[str]]:
    """The terms of a letter, field by field. Its words are added to `words`."""
    reference = terms_of(record.reference)
    reference[same_reference(record.reference)] = max(1, reference[same_reference(record.reference)])
    return {
        "title": terms_of(f"{record.title} {record.summary or ''}", words),
        "reference": reference,
        "provisions": _provisions(record, catalogue),
        "request": terms_of(text.request, words),
        "text": terms_of(text.text, words),
        "standard": terms_of(text.standard, words),
    }


def _by_length(words: Counter[str], letters: int) -> Iterator[tuple[int, dict[str, int]]]:
    """Words with the number of letters that have them, by length; in a large log not those of a letter or two."""
    least = 1 if letters < FEW else 3
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


def _manifest(
    index: Inverted,
    shards: Sequence[Shard],
    facets: Sequence[Facet],
    catalogue: Catalogue,
    files: Mapping[str, bytes],
    first: date | None,
) -> dict[str, Any]:
    """What the page must know before it can ask for anything. `version` keeps old and new files apart."""
    digest = sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + sha256(files[name]).digest())
    return {
        "version": digest.hexdigest()[:12],
        "letters": index.count,
        "chunk": CHUNK,
        "first": first.isoformat() if first else "",
        "fields": [
            {"name": name, "boost": boost, "total": sum(lengths)}
            for (name, boost), lengths in zip(FIELDS.items(), index.lengths, strict=True)
        ],
        "shards": [shard.begins for shard in shards],
        "facets": {facet.name: [[value, label] for value, label, _ in facet.values] for facet in facets},
        "spelling": sorted(int(name[9:-5]) for name in files if name.startswith("spelling/")),
        "abbreviations": load_abbreviations(),
        "outcomes": {o.id: {"label": o.label, "tone": o.tone} for o in catalogue.outcomes.values()},
    }


def finds_letter(site: Path, record: Record, records: Sequence[Record]) -> bool:
    """Whether the search files in `site` hold the term of a letter's reference, and its card."""
    folder = site / "search"
    number = sorted(records, key=lambda r: (r.responded, r.slug)).index(record)
    cards = json.loads((folder / f"cards/{number // CHUNK}.json").read_text("utf-8"))
    term = same_reference(record.reference)
    begins = [b for b in json.loads((folder / "manifest.json").read_text("utf-8"))["shards"] if b <= term]
    terms = terms_in((folder / Shard(begins[-1], b"").name).read_bytes())
    return cards[number % CHUNK]["slug"] == record.slug and term in terms


def _compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
