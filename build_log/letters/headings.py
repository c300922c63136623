"""Headings of a letter, and the words with which a paragraph opens a section. They stand in `data/headings.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from build_log.letters.patterns import load_patterns
from build_log.model.letter import Line

_PATTERNS = load_patterns("letters")

_MARKED = re.compile(r"(?:#{1,6}\s+)(?P<hash>.+?)\s*#*\Z|(?:\*\*|__)(?P<bold>[^*_].*?)(?:\*\*|__)\s*:?\Z")
_PROVISION_HEADING = _PATTERNS["names_provision"]
_EMPHASIS = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}")
_WORDS = re.compile(r"\w+")
_NO_HEADING = re.compile(r"[-*>|\d(\"“]")
_OPENING = 90
_KEPT = 2_048
"""How many lines and paragraphs are remembered: an authority's letters share their standard text."""
_FIRST_WORDS = re.compile(r"[\W_]*(\w+?)(?:[\W_]+(\w+?))?(?=[\W_]|\Z)")
_SHORT_HEADING = 4
_LABEL_LINE = 40
_LONGEST_HEADING = 125
_NUMBERS_BEHIND = re.compile(r"(?:\s(?:\d{1,2}|and|to))+\Z")
_SUBJECT = _PATTERNS["says_what_request_is_about"]
_ANSWERED = _PATTERNS["speaks_of_answer"]
_ANNEX_LINE = _PATTERNS["is_annex"]
_NUMBER_IN_FRONT = re.compile(r"(?:\d{1,2}|[a-z])[.)]\s+|part \d+\W+", re.IGNORECASE)
Phrases = dict[str, tuple[tuple[str, str], ...]]
"""Phrases with their kinds under their first word or two, the longest first."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    headings: Phrases
    exact: frozenset[str]
    endings: dict[str, str]
    paragraphs: Phrases


@cache
def load_phrases() -> _Phrases:
    """Headings and paragraph openings with their kinds."""
    data = tomllib.loads((files("build_log.letters") / "data" / "headings.toml").read_text("utf-8"))

    def collect(count: int, *keys: str) -> Phrases:
        pairs = [(phrase, kind) for kind, item in data.items() for key in keys for phrase in item.get(key, ())]
        found: dict[str, list[tuple[str, str]]] = {}
        for phrase, kind in sorted(pairs, key=lambda pair: -len(pair[0])):
            found.setdefault(" ".join(phrase.split()[:count]), []).append((phrase, kind))
        return {opening: tuple(items) for opening, items in found.items()}

    exact = frozenset(phrase for item in data.values() for phrase in item.get("exact", ()))
    endings = {word: kind for kind, item in data.items() for word in item.get("endings", ())}
    return _Phrases(collect(1, "headings", "exact"), exact, endings, collect(2, "paragraphs"))


def heading_kind(text: str) -> str | None:
    """The kind a heading's words name, None where they name none, `reasons` for a provision."""
    number = _NUMBER_IN_FRONT.match(text)
    words = plain_words(text[number.end() :] if number else text)
    phrases = load_phrases()
    for phrase, kind in phrases.headings.get(words.partition(" ")[0], ()):
        if words == phrase or (phrase not in phrases.exact and words.startswith(phrase + " ")):
            subject = kind == "request" and phrase.endswith("request") and _SUBJECT.match(words, len(phrase))
            if kind == "request" and _ANSWERED.search(words[len(phrase) :]):
                return "decision"
            return "opening" if subject else kind
    if _PROVISION_HEADING.match(text.strip()):
        return "reasons"
    said = words.split()
    return phrases.endings.get(said[-1]) if 1 < len(said) <= _SHORT_HEADING else None


@lru_cache(maxsize=_KEPT)
def paragraph_kind(text: str) -> str | None:
    """The kind of section a paragraph opens by its first words, if any."""
    first = _FIRST_WORDS.match(text)
    if first is None:
        return None
    known, one = load_phrases().paragraphs, first[1].lower()
    candidates = known.get(f"{one} {first[2].lower()}" if first[2] else one, ()) or known.get(one, ())
    words = plain_words(text[:_OPENING]) if candidates else ""
    for phrase, kind in candidates:
        if words == phrase or words.startswith(phrase + " "):
            return kind
    return None


def plain_words(text: str) -> str:
    """Lower case, without marks and punctuation: how phrases are compared."""
    text = text.lower().replace("'", "").replace("’", "")
    return " ".join(_WORDS.findall(text.replace("_", " ")))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's words without its marks, the kind of section they name, and whether it is marked as one."""

    words: str
    kind: str | None
    marked: bool


@lru_cache(maxsize=_KEPT)
def find_heading(row: str, alone: bool) -> Heading | None:
    """The heading a line is: `# …`, a bold line, a bare known line, or `X:`. `alone`: a paragraph of its own."""
    stripped = row.strip()
    marked = _MARKED.match(stripped)
    if marked:
        words = (marked["hash"] or marked["bold"]).strip()
        words = _EMPHASIS.sub("", words).strip()
        if not words or (marked["bold"] and (not alone or len(words) > 120)):
            return None
        return Heading(words, heading_kind(words), True)
    if _ANNEX_LINE.fullmatch(stripped):
        return Heading(stripped, "attachments", False)
    if not alone or len(stripped) > 80 or stripped.endswith((".", ",", ";", "?")) or not stripped:
        return None
    if _NO_HEADING.match(stripped) and not _NUMBER_IN_FRONT.match(stripped):
        return None
    kind = heading_kind(stripped.rstrip(":"))
    if kind is None or len(stripped.split()) > 9:
        return None
    if kind == "opening" and not stripped[0].isupper():
        return None
    return Heading(stripped, kind, False)


def is_prose(row: str) -> bool:
    """Whether a line is too long for a heading, unless it is marked as one."""
    return len(row) > _LONGEST_HEADING and row.lstrip()[:1] not in ("#", "*", "_")


def label_line(block: list[Line]) -> Heading | None:
    """A heading with its text on the very next line: "Request", "Answer"; two of them head a table."""
    kind = label_kind(block[0].text.strip())
    if kind is None or len(block) == 1 or label_kind(block[1].text.strip()):
        return None
    return Heading(block[0].text.strip(), kind, False)


def label_kind(row: str) -> str | None:
    if len(row) > _LABEL_LINE or not row[:1].isupper() or row.endswith((".", ",", ";", "?")):
        return None
    words = plain_words(row)
    bare = _NUMBERS_BEHIND.sub("", words)
    phrases = load_phrases().headings.get(words.partition(" ")[0], ())
    labels = {phrase: kind for phrase, kind in phrases if kind in ("request", "decision")}
    return labels.get(words) or ("decision" if labels.get(bare) == "decision" else None)
