"""Generated letters as the search takes them: records and their words; and the queries asked of them."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import Pool

from build_log.law.catalogue import Catalogue, load_catalogue
from build_log.letters.front_matter import read_letter_file
from build_log.letters.read import read_letter
from build_log.log.record import build_record
from build_log.model.record import Record
from build_log.model.settings import DEFAULT_SETTINGS
from build_log.site.letter_page import render_sections
from build_log.site.render import format_provision
from build_log.site.search.cards import LetterText, read_text
from build_log.tagging.tag import tag_letter
from tests.bench.generator import generate_letter

SEED = 1


@dataclass(frozen=True, slots=True)
class Letters:
    """Records without their sections, and their words by slug."""

    records: tuple[Record, ...]
    texts: dict[str, LetterText]


def read_letters(count: int) -> Letters:
    """The first `count` generated letters, read and tagged as a build does, on every core."""
    with Pool(os.cpu_count()) as pool:
        read = pool.map(_read, range(count), chunksize=200)
    return Letters(tuple(record for record, _ in read), {record.slug: text for record, text in read})


@cache
def _catalogue() -> Catalogue:
    return load_catalogue()


def _read(number: int) -> tuple[Record, LetterText]:
    generated = generate_letter(SEED, number)
    name = f"responses/{generated.year}/{generated.slug}.md"
    letter_file = read_letter_file(name, generated.text.encode())
    letter = read_letter(name, letter_file.body, letter_file.body_line)
    findings = tag_letter(letter, _catalogue(), DEFAULT_SETTINGS)
    record, _ = build_record(generated.slug, letter_file, letter, findings, (), _catalogue(), DEFAULT_SETTINGS)
    assert record is not None, name
    return replace(record, sections=()), read_text(record, render_sections(record))


def make_queries(letters: Letters) -> list[str]:
    """Twenty queries such as people type: words of titles, places, provisions, references, a beginning, common words."""
    chance = random.Random(7)

    def some(count: int) -> Sequence[Record]:
        return chance.sample([record for record in letters.records if record.stated], count)

    titles = [record.title.lower().split() for record in some(9)]
    provisions = [
        format_provision(record.stated[0].provision, _catalogue()) for record in sorted(some(3), key=lambda r: r.slug)
    ]
    return [
        *(" ".join([words[0], words[-1]]) for words in titles[:4]),
        *(" ".join(words[:2]) for words in titles[4:6]),
        *(words[-1] for words in titles[6:9]),
        *provisions,
        *(record.reference for record in some(2)),
        f"{titles[0][0][:5]}*",
        "public interest test",
        "information council",
        "parking -planning",
        "police",
        "days",
    ]


def make_filtered(letters: Letters) -> list[tuple[str, dict[str, str]]]:
    """Queries with an exemption and an outcome chosen, each with ten results and more."""
    common: Counter[tuple[str, str]] = Counter(
        (record.stated[0].provision.id, record.outcome or "") for record in letters.records if record.stated
    )
    pairs = [{"exemption": provision, "outcome": outcome} for (provision, outcome), _ in common.most_common(3)]
    words = ("information council", "days", "public interest", "request", "council -parking")
    return [(text, pairs[place % len(pairs)]) for place, text in enumerate(words)]
