"""The index in files: what is written is what is read, small, and cut where nothing else moves."""

from __future__ import annotations

import random
from array import array
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from build_log.site.search.codec import gaps, list_bits, number_bits, rice_bits, rice_shift, to_bytes
from build_log.site.search.inverted import NAMES, Inverted
from build_log.site.search.lengths import cut_lengths
from build_log.site.search.shards import cut_into_shards
from tests.search.decoding import Bits, read_lengths, read_shard


@given(st.lists(st.integers(0, 2**31), max_size=60))
def test_a_list_of_numbers_is_read_as_it_was_written(numbers: list[int]) -> None:
    bits = Bits(to_bytes(number_bits(len(numbers)) + list_bits(numbers) + number_bits(7)))
    assert bits.list(bits.number()) == numbers
    assert bits.number() == 7


@given(st.sets(st.integers(0, 10_000), max_size=50))
def test_steps_between_rising_numbers_are_never_negative(numbers: set[int]) -> None:
    ordered = sorted(numbers)
    steps = gaps(ordered)
    assert all(step >= 0 for step in steps)
    assert [sum(steps[: i + 1]) + i for i in range(len(steps))] == ordered


def test_common_terms_take_few_bits() -> None:
    every_second = gaps(range(0, 10_000, 2))
    assert len(rice_bits(every_second, rice_shift(every_second))) <= 2 * 5_000


def index_of(letters: list[dict[str, str]]) -> Inverted:
    index = Inverted()
    for letter in letters:
        index.add({name: Counter(letter.get(name, "").split()) for name in NAMES})
    return index


def made_up(count: int, seed: int = 1) -> list[dict[str, str]]:
    chance = random.Random(seed)
    words = [f"{chance.choice('abcdefghijklmnop')}{chance.choice('aeiou')}{number}" for number in range(3_000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [
        {
            "title": " ".join(chance.choices(words, weights, k=6)),
            "text": " ".join(chance.choices(words, weights, k=300)),
            "reference": f"ref{number}",
        }
        for number in range(count)
    ]


def all_postings(index: Inverted) -> dict[str, dict[str, dict[int, int]]]:
    return {
        term: {
            name: dict(zip(numbers, frequencies, strict=True))
            for name, (numbers, frequencies) in zip(NAMES, index.postings(term), strict=True)
            if numbers
        }
        for term in index.terms
    }


def test_every_term_is_in_one_file_with_its_letters_and_frequencies() -> None:
    index = index_of(made_up(400))
    read: dict[str, dict[str, dict[int, int]]] = {}
    shards = list(cut_into_shards(index))
    for shard, following in zip(shards, [*(s.begins for s in shards[1:]), "\uffff"], strict=True):
        terms = read_shard(shard.data)
        assert all(shard.begins <= term < following for term in terms)
        assert not read.keys() & terms.keys()
        read |= terms
    assert read == all_postings(index)
    assert len({shard.name for shard in shards}) == len(shards) > 10
    assert [read_lengths(cut_lengths(lengths), 400) for lengths in index.lengths] == [
        list(own) for own in index.lengths
    ]


def test_the_same_letters_give_the_same_bytes_and_a_new_one_changes_only_files_with_its_terms() -> None:
    letters = made_up(400)
    files = {shard.name: shard.data for shard in cut_into_shards(index_of(letters))}
    assert files == {shard.name: shard.data for shard in cut_into_shards(index_of(letters))}
    added = {"title": "zebra crossing", "text": "a zebra"}
    again = {shard.name: shard.data for shard in cut_into_shards(index_of([*letters, added]))}
    changed = [name for name in again if files.get(name) != again[name]]
    holding = [name for name in changed if read_shard(again[name]).keys() & {"zebra", "crossing", "a"}]
    assert len(changed) <= len(holding) + 1
    assert len(changed) < len(again) / 4


def test_an_index_of_no_letters_is_no_file() -> None:
    assert list(cut_into_shards(Inverted())) == []
    assert [read_lengths(cut_lengths(lengths), 0) for lengths in Inverted().lengths] == [[]] * len(NAMES)


def test_long_numbers_and_odd_letters_are_kept() -> None:
    index = Inverted()
    bag = {name: Counter[str]() for name in NAMES}
    bag["text"] = Counter({"straße": 70_000, "日本": 1, "\U0001d7d8": 2, "31(1)(g)": 3})
    index.add(bag)
    assert isinstance(index.lengths[0], array)
    (shard,) = cut_into_shards(index)
    assert {term: fields["text"][0] for term, fields in read_shard(shard.data).items()} == dict(bag["text"])
