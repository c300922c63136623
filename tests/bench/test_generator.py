"""The generated letters: the same for the same seed, of a letter's size, true to their front matter."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from pathlib import Path

from build_log.law.catalogue import Catalogue
from build_log.letters.front_matter import read_letter_file
from tests.bench.generator import as_front_matter, generate_letters, write_letters


def test_a_letter_depends_on_seed_and_number_alone() -> None:
    assert list(generate_letters(5, seed=4)) == list(islice(generate_letters(500, seed=4), 5))
    assert next(generate_letters(1, seed=4)) != next(generate_letters(1, seed=5))


def test_letters_have_four_to_nine_kilobytes() -> None:
    sizes = [len(letter.body) for letter in generate_letters(200)]
    assert min(sizes) > 3_500
    assert max(sizes) < 9_500


def test_the_vocabulary_grows_ever_more_slowly_and_never_stops() -> None:
    words: set[str] = set()
    grown = []
    for number, letter in enumerate(generate_letters(800), 1):
        words |= set(re.findall(r"[a-z]+", letter.body.lower()))
        if number in (100, 200, 400, 800):
            grown.append(len(words))
    steps = [later / earlier for earlier, later in pairwise(grown)]
    assert all(1.15 < step < 1.75 for step in steps)


def test_letters_say_what_their_front_matter_says(catalogue: Catalogue) -> None:
    wrong = [letter.slug for letter in generate_letters(150, seed=9) if not as_front_matter(letter, catalogue)]
    assert wrong == []


def test_letters_are_written_as_letter_files(tmp_path: Path) -> None:
    for path in write_letters(tmp_path, 3):
        file = read_letter_file(path.name, path.read_bytes())
        assert file.problems == ()
        assert file.front_matter is not None
