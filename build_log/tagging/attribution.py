"""Which law a cited number belongs to: named beside it, remembered from elsewhere, or the letter's own."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from build_log.law.catalogue import Catalogue, Regime
from build_log.letters.patterns import load_patterns
from build_log.model.provision import Provision
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage, find_in
from build_log.tagging.shapes import Path, Shape, Unit
from build_log.tagging.stems import may_match, needs, stem_of

_PATTERNS = load_patterns("tagging")

_ACT_SHAPE = r"(?:(?!Act\b|Regulations\b)[A-Z][\w'’&-]{0,40}(?:\s(?:and|of|the|in|for|to|etc\.?|\([A-Z][\w\s'’&,-]{0,60}\)|(?!Act\b|Regulations\b)[A-Z][\w'’&-]{0,40})){0,12}\s)?(?:Act|Regulations|Order|Rules)(?:\s(?:19|20)\d\d)?"
_LINK_WORDS = re.compile(
    r"(?:\s?\([^()]{4,100}\))?(?:\s?\)?,?\s?(?:of|in|under|to|from)\s(?:(?:part|schedule|chapter)\s\d+\s(?:of|to)\s)?(?:the\s|that\s|this\s)?|\s)"
)
_BEHIND_NAME = _PATTERNS["leads_from_law_to_number"]
_GIVEN_NAME = re.compile(r"\s?\((?:the\s)?[\"“'‘]?(?:the\s)?(?P<name>[A-Z]{2,8})[\"”'’]?\)")
_OF_THE_ACT = _PATTERNS["of_the_act"]
_OWNED = _PATTERNS["is_owned"]
_OWNER = 8
_YEAR = re.compile(r"\s(?:19|20)\d\d\Z")
_BARE = frozenset({"act", "regulations", "order", "rules"})
_BEFORE = 45
_DATA_PROTECTION = ("DPA 1998", "DPA 2018", "GDPR", "ECHR")


@dataclass(frozen=True, slots=True)
class _Data:
    short: dict[str, str]
    topics: re.Pattern[str]
    documents: re.Pattern[str]


@cache
def load_enactments() -> _Data:
    """Names of enactments, and the words that make a number no citation of an access law."""
    data = tomllib.loads((files("build_log.tagging") / "data" / "enactments.toml").read_text("utf-8"))
    return _Data(
        {name.lower(): item["short"] for item in data["enactment"] for name in item["names"]},
        _any_of(data["topic"]["patterns"]),
        _any_of(data["document"]["patterns"]),
    )


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


class Attribution:
    """The enactments a letter names, for finding whose a number is.

    `scottish`: the letter is a Scottish authority's, so that "the Freedom of Information Act"
    said loosely means the Scottish one.
    """

    def __init__(self, passages: list[Passage], catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._data = load_enactments()
        self._tables = _tables(catalogue)
        self._own_names: dict[str, str] = {}
        self._shorts: dict[str, str | None] = {}
        self._of_sentences: dict[tuple[int, int], str | None] = {}
        self._in_order: dict[tuple[int, bool], tuple[list[int], list[str]]] = {}
        self.scottish = any(find_in(passages, "scottish"))
        self._mentions: dict[int, Sequence[re.Match[str]]] = {
            p.index: _named_in(p.text, self._tables.names) for p in passages if may_match(self._tables.needs, p.lacks)
        }
        self._own_names = self._abbreviations(passages)
        for p in passages if self._own_names else ():
            pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in self._own_names))
            extra = [
                m
                for m in pattern.finditer(p.text)
                if not any(o.start() <= m.start() < o.end() for o in self._mentions.get(p.index, ()))
            ]
            if extra:
                self._mentions[p.index] = sorted([*self._mentions.get(p.index, ()), *extra], key=lambda m: m.start())

    def _abbreviations(self, passages: list[Passage]) -> dict[str, str]:
        """Short names the letter gives to Acts of its own: "the Commissioners for Revenue and Customs Act (CRCA) 2005"."""
        found: dict[str, str] = {}
        for p in passages:
            for mention in self._mentions.get(p.index, ()):
                short = self.short(mention[0])
                given = _GIVEN_NAME.match(p.text, mention.end())
                if (
                    given
                    and short
                    and short not in self.catalogue.regimes
                    and given["name"] not in self._data.short.values()
                ):
                    found[given["name"]] = short
        return {name: short for name, short in found.items() if name.lower() not in self._data.short}

    def named(self, passage: Passage) -> list[tuple[re.Match[str], str]]:
        """The enactments that a passage names: each with where, and its short form."""
        pairs = [(match, self.short(match[0])) for match in self._mentions.get(passage.index, ())]
        return [(match, short) for match, short in pairs if short]

    def last_named(self, passage: Passage) -> str | None:
        """The last enactment a passage names, for "that Act" further on."""
        mentions = self._mentions.get(passage.index)
        return self.short(mentions[-1][0]) if mentions else None

    def known(self, unit: Unit, number: str, path: Path) -> bool:
        """Whether any regime whose unit fits has the provision."""
        return (unit, number, path) in self._tables.known

    def short(self, name: str) -> str | None:
        """A name as a regime's id, an enactment's short form, or itself; None for a bare "the Act"."""
        if name not in self._shorts:
            self._shorts[name] = self._short(name)
        return self._shorts[name]

    def _short(self, name: str) -> str | None:
        if name in self._own_names:
            return self._own_names[name]
        lowered = re.sub(r"\s+", " ", name).strip().lower()
        bare = _YEAR.sub("", lowered)
        for regime in self.catalogue.regimes.values():
            if any(form.lower() in (lowered, bare) for form in regime.names) or bare.rstrip("s") == regime.id.lower():
                return self._in_scotland(regime.id, dated=lowered.endswith(("2000", "2004")))
        if lowered in ("the 2000 act", "the 2002 act"):
            return "FOISA" if lowered == "the 2002 act" and self.scottish else "FOIA" if "2000" in lowered else None
        for form in (lowered, bare):
            if form in self._data.short:
                return self._data.short[form]
        if bare.removeprefix("the ") in _BARE or bare.endswith((" of the act", " of the regulations")):
            return None
        return re.sub(r"\s+", " ", name).strip().removeprefix("the ")

    def _in_scotland(self, regime: str, *, dated: bool) -> str:
        """A Scottish body's "Freedom of Information Act", without the year 2000, is the Scottish Act."""
        counterpart = {"FOIA": "FOISA", "EIR": "EISR"}.get(regime)
        return counterpart if self.scottish and not dated and counterpart in self.catalogue.regimes else regime

    def beside(self, passage: Passage, shape: Shape, last: str | None) -> str | None:
        """The enactment named just behind or just before a run of provisions, if any."""
        mentions = self._mentions.get(passage.index, [])
        if not mentions:
            return None
        text, (start, end) = passage.text, shape.run
        link = _LINK_WORDS.match(text, end)
        behind = bisect_left(mentions, end, key=re.Match.start)
        before = bisect_right(mentions, start, key=re.Match.end)
        if link and behind < len(mentions) and mentions[behind].start() in (link.end(), link.end() - len("the ")):
            short = self.short(mentions[behind][0])
            if short:
                return short
            if link[0].rstrip().endswith("that"):
                return self._named_before(passage, start) or last
            return self._named_before(passage, start, access=True)
        if before and start - mentions[before - 1].end() <= _BEFORE:
            name = mentions[before - 1]
            return self.short(name[0]) if _BEHIND_NAME.fullmatch(text, name.end(), start) else None
        return None

    def _named_before(self, passage: Passage, offset: int, *, access: bool = False) -> str | None:
        """The last enactment, or access law alone, that a passage names before an offset."""
        key = (passage.index, access)
        if key not in self._in_order:
            named = [(m.end(), law) for m, law in self.named(passage) if not access or law in self.catalogue.regimes]
            self._in_order[key] = [end for end, _ in named], [law for _, law in named]
        ends, laws = self._in_order[key]
        index = bisect_right(ends, offset)
        return laws[index - 1] if index else None

    def of_the_sentence(self, passage: Passage, shape: Shape) -> str | None:
        """Another Act, where it is the only one its sentence names and the sentence refuses nothing.

        Not the data protection laws: they are named beside the exemption for personal data.
        """
        if passage.index not in self._mentions or _OF_THE_ACT.match(passage.text, shape.run[1]):
            return None
        place = bisect_right(passage.sentences, (shape.start, len(passage.text))) - 1
        key = (passage.index, place)
        if key not in self._of_sentences:
            self._of_sentences[key] = self._sole_other(passage, *passage.sentences[max(place, 0)])
        return self._of_sentences[key]

    def _sole_other(self, passage: Passage, start: int, end: int) -> str | None:
        """The only enactment a sentence names, where it is none of the access or data protection laws."""
        named = {name for match, name in self.named(passage) if start <= match.start() < end}
        if len(named) != 1 or (named & {*self.catalogue.regimes, *_DATA_PROTECTION}):
            return None
        sentence = passage.text[start:end]
        return None if cue("relies").found(sentence) or cue("refuses").found(sentence) else named.pop()

    def belongs_elsewhere(self, text: str, shape: Shape) -> bool:
        """Whether the words around make it a notice, an agreement, a part of a document: no ground of refusal."""
        start, end = shape.run
        if _OWNED.search(text, max(0, start - _OWNER), start):
            return True
        return bool(self._data.topics.match(text, end) or self._data.documents.match(text, end))

    def law_of(self, shape: Shape, attributed: str | None, remembered: set[str], likely: tuple[str, ...]) -> str | None:
        """The regime or enactment of a number: named, else remembered, else the first likely one that has it."""
        if attributed:
            return attributed
        own = [name for name in likely if name in remembered]
        if own or remembered:
            return own[0] if own else min(remembered)
        candidates = [self.catalogue.regimes[name] for name in likely]
        fitting = [regime for regime in candidates if shape.unit in (regime.unit, "any")]
        exact = [regime for regime in fitting if self._has(regime, shape.number, shape.path)]
        if len(shape.path) > 1:
            exact += [regime for regime in candidates if self._has(regime, shape.number, shape.path)]
        near = [regime for regime in fitting if self._has(regime, shape.number, ())]
        return next((regime.id for regime in (*exact, *near)), None)

    def _has(self, regime: Regime, number: str, path: Path) -> bool:
        provision = Provision(regime.id, regime.prefix, number, path)
        return provision in regime.entries or (not path and (regime.id, number) in self._tables.numbers)


@dataclass(frozen=True, slots=True)
class _Tables:
    catalogue: Catalogue
    names: re.Pattern[str]
    needs: int
    known: frozenset[tuple[str, str, Path]]
    numbers: frozenset[tuple[str, str]]


_tables_of: dict[int, _Tables] = {}


def _tables(catalogue: Catalogue) -> _Tables:
    """What is worked out once for a catalogue, which is kept with it so that its id stays its own."""
    if id(catalogue) not in _tables_of:
        regimes = catalogue.regimes.values()
        listed = {
            *(name for regime in regimes for name in regime.names),
            *load_enactments().short,
            "EIRs",
            "the Act",
            "the Regulations",
        }
        alternatives = _any_case_of(sorted(listed, key=len, reverse=True))
        longest = {max(_telling(name), key=len) for name in listed}
        _tables_of[id(catalogue)] = _Tables(
            catalogue,
            re.compile(rf"\b(?:(?:{alternatives})(?!\w)(?:\s(?:19|20)\d\d)?|the\s(?:19|20)\d\d\sAct\b)|{_ACT_SHAPE}"),
            needs(stem_of(word) for name in (*longest, *_BARE) for word in (name, f"{name}s") if len(name) > 2),
            frozenset(
                (unit, p.number, p.subdivisions)
                for regime in regimes
                for p in regime.entries
                for unit in (regime.unit, "any")
            ),
            frozenset((regime.id, p.number) for regime in regimes for p in regime.entries),
        )
    return _tables_of[id(catalogue)]


@lru_cache(maxsize=1024)
def _named_in(text: str, names: re.Pattern[str]) -> tuple[re.Match[str], ...]:
    """The names of laws in a text; kept, for standard paragraphs come again in the next letter."""
    return tuple(names.finditer(text))


def _any_case_of(names: Iterable[str]) -> str:
    """A pattern for one of `names`, told apart by their first letters so that most places fail at once."""
    rests: dict[str, list[str]] = {}
    for name in names:
        rests.setdefault(name[0].lower(), []).append(re.escape(name[1:]))
    return "|".join(f"[{first.upper()}{first}](?i:{'|'.join(rest)})" for first, rest in rests.items())


def _telling(name: str) -> list[str]:
    """The words of a name that letters do not use at every turn: one of them is looked up before the name."""
    words = re.findall(r"[a-z]+", name.lower())
    return [word for word in words if word not in ("the", "of", "and", "freedom", "information")] or words
