"""Letters by the thousand, for measuring: seeded, with text of their own and a growing vocabulary.

Each letter is a function of the seed and its number alone. Ordinary sentences come from
`data/phrases.toml`; names and rarer words are drawn by Zipf's law from an endless list, so that
the vocabulary of the whole grows with the number of letters as that of real text does (Heaps'
law), and no two letters are alike. 4 to 9 kB each. The front matter says what the letter says.

`python -m tests.bench.generator 10000 FOLDER` writes that many to a folder.
"""

from __future__ import annotations

import random
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from build_log.law.catalogue import Catalogue
from build_log.letters.read import read_letter
from build_log.model.settings import DEFAULT_SETTINGS
from build_log.tagging.tag import tag_letter

_ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "sh",
    "sk",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "wh",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oa", "ou"]
_CODAS = ["ld", "ll", "n", "nd", "ng", "nk", "p", "r", "rd", "rk", "rn", "s", "sk", "th", "x"]
_TEAMS = [
    "parking",
    "housing",
    "highways",
    "licensing",
    "planning",
    "finance",
    "education",
    "leisure",
    "waste",
    "trading-standards",
]
_TAIL, _PLATEAU = 0.9, 120
"""Zipf–Mandelbrot: how slowly rare words get rarer, and how many common ones are about as common."""
_SHORTEST, _LONGEST = 4_000, 9_000


@dataclass(frozen=True, slots=True)
class GeneratedLetter:
    """A letter file and what is true of it."""

    slug: str
    year: int
    front_matter: dict[str, Any]
    body: str

    @property
    def text(self) -> str:
        """The file as it stands in `responses/`."""
        rows = "".join(f"{key}: {_yaml(value)}\n" for key, value in self.front_matter.items())
        return f"---\n{rows}---\n\n{self.body}"


def generate_letters(count: int, seed: int = 1) -> Iterator[GeneratedLetter]:
    """The first `count` letters of the log that `seed` stands for."""
    return (generate_letter(seed, number) for number in range(count))


def write_letters(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """Write the letters to `folder/<year>/<slug>.md`."""
    paths = []
    for letter in generate_letters(count, seed):
        path = folder / str(letter.year) / f"{letter.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(letter.text, "utf-8")
        paths.append(path)
    return paths


def as_front_matter(letter: GeneratedLetter, catalogue: Catalogue) -> bool:
    """Whether the tagger finds in a letter what its front matter says."""
    found = tag_letter(read_letter(letter.slug, letter.body), catalogue, DEFAULT_SETTINGS)
    said = letter.front_matter
    return (
        [str(entry.provision) for entry in found.relied_on] == said["exemptions"]
        and found.outcome is not None
        and found.outcome.value == said["outcome"]
        and found.reference is not None
        and found.reference.value == said["reference"]
        and found.responded is not None
        and found.responded.value.isoformat() == said["responded"]
        and found.received is not None
        and found.received.value.isoformat() == said["received"]
    )


def _yaml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return f'"{value}"' if isinstance(value, str) and ": " in value else str(value)


@cache
def _phrases() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "phrases.toml").read_text("utf-8"))


def _word(rank: int) -> str:
    """The word of a rank: one that can be spoken, of two syllables or more."""
    word = ""
    rank = (rank + 1) * 7_919
    while rank:
        rank, onset = divmod(rank, len(_ONSETS))
        rank, vowel = divmod(rank, len(_VOWELS))
        rank, coda = divmod(rank, len(_CODAS))
        word += _ONSETS[onset] + _VOWELS[vowel] + _CODAS[coda]
    return word


class _Writer:
    """Fills phrases for one letter."""

    def __init__(self, seed: int, number: int) -> None:
        self.random = random.Random(f"{seed}/{number}")
        self.subject = self.random.choice(_phrases()["subjects"])
        self.place = self.name()
        self.firm = f"{self.name()} {self.random.choice(['Ltd', 'Services', 'and Partners', 'Group'])}"

    def rank(self) -> int:
        """A rank by Zipf's law, counted from 0."""
        return min(int((self.random.paretovariate(_TAIL) - 1) * _PLATEAU), 50_000_000)

    def name(self) -> str:
        return _word(self.rank()).capitalize()

    def date(self) -> str:
        day = date(2012, 1, 2) + timedelta(days=self.random.randrange(4_600))
        return f"{day.day} {day:%B} {day.year}"

    def fill(self, phrase: str, **values: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda slot: values.get(slot[1]) or self._value(slot[1]), phrase)

    def _value(self, key: str) -> str:
        chance = self.random
        match key:
            case "subject":
                return str(self.subject)
            case "place":
                return self.place if chance.random() < 0.6 else self.name()
            case "firm":
                return self.firm if chance.random() < 0.7 else f"{self.name()} Ltd"
            case "team":
                return f"{chance.choice(_TEAMS).replace('-', ' ')} team"
            case "words":
                return " ".join(_word(self.rank()) for _ in range(chance.randint(3, 8)))
            case "number":
                return str(chance.randint(1, 4_000))
            case "money":
                return f"£{chance.randint(1, 900):,},{chance.randint(0, 999):03}"
            case "year":
                return str(chance.randint(2012, 2024))
            case _:
                return self.date()


def generate_letter(seed: int, number: int) -> GeneratedLetter:
    """The letter of that number in the log that `seed` stands for."""
    data = _phrases()
    write = _Writer(seed, number)
    chance = write.random
    decision = chance.choice(data["decision"])
    regime = decision.get("regime", "FOIA")
    received = date(2019, 1, 7) + timedelta(days=chance.randrange(2_400))
    responded = received + timedelta(days=chance.randint(7, 35))
    reference = f"GEN-{responded.year}-{number:06}"
    questions = [write.fill(chance.choice(data["requests"])) for _ in range(chance.randint(1, 4))]
    blocks = [
        f"Reference: {reference}",
        f"{responded.day} {responded:%B} {responded.year}",
        "Dear requester",
        write.fill(
            chance.choice(data["openings"]),
            received=f"{received.day} {received:%B} {received.year}",
            law=data["law"][regime],
        ),
        "## Your request",
        "\n\n".join(f"{index}. {question}" for index, question in enumerate(questions, 1)),
        "## Our response",
        write.fill(chance.choice(decision["text"])),
    ]
    if decision["outcome"] in ("disclosed", "partly-disclosed"):
        blocks += [write.fill(chance.choice(data["answers"])) for _ in questions]
        rows = [f"| {year} | {chance.randint(0, 900)} | {write.name()} |" for year in range(2019, 2024)]
        blocks.append("\n".join(["| Year | Cases | Ward |", "|---|---|---|", *rows]))
    if decision.get("exemptions") and decision["exemptions"][0] not in ("s40(2)", "s12(1)"):
        test = data["public_interest"]
        blocks += ["## Public interest test", "Factors in favour of disclosure:"]
        blocks.append("\n".join(f"- {write.fill(item)}" for item in test["for"]))
        blocks.append("Factors in favour of maintaining the exemption:")
        blocks.append("\n".join(f"- {write.fill(item)}" for item in test["against"]))
        blocks.append(
            write.fill(test["balance"][0], word="exception" if "reg" in decision["exemptions"][0] else "exemption")
        )
    closing = ["## Next steps", chance.choice(data["closings"]), "Yours faithfully", "Information access team"]
    target = chance.randint(_SHORTEST, _LONGEST) - sum(len(block) for block in closing)
    blocks.append("## Background")
    while sum(len(block) + 2 for block in blocks) < target - 250:
        blocks.append(" ".join(write.fill(chance.choice(data["fillers"])) for _ in range(chance.randint(2, 4))))
    front_matter = {
        "reference": reference,
        "title": f"{write.subject.capitalize()} in {write.place}",
        "responded": responded.isoformat(),
        "received": received.isoformat(),
        "regimes": [regime],
        "outcome": decision["outcome"],
        "exemptions": decision.get("exemptions", []),
    }
    return GeneratedLetter(reference.lower(), responded.year, front_matter, "\n\n".join([*blocks, *closing]) + "\n")


if __name__ == "__main__":
    write_letters(Path(sys.argv[2]), int(sys.argv[1]))
