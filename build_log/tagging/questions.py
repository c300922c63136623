"""How an answer names the question it is about: "Q2", "Questions 1 to 3", "your second question", "(b)"."""

from __future__ import annotations

import re

from build_log.letters.patterns import load_patterns
from build_log.tagging.acts import is_question
from build_log.tagging.passages import Passage
from build_log.tagging.stems import may_match, needs, stem_of

_PATTERNS = load_patterns("tagging")

_ID = r"\(?(?:\d{1,2}(?:[a-h]|\([a-h]\)|\.[a-h])?|[a-hA-H]|i{1,3}|iv|vi{0,3}|ix)\)?"
_NUMBERS = rf"{_ID}(?:\s?(?:,|&|and|to|-|–)\s?{_ID})*"
_WORD = r"(?:q(?:uestion)?s?|requests?|parts?|points?|items?|quer(?:y|ies)|answers?|responses?)"
_NO_ACT = r"(?!\s(?:of|to|in)\s(?:the|that|this)\s(?:\w+\s){0,3}(?:Act|Schedule|Regulations|Code)\b)"
_WORDED = re.compile(
    rf"\A\W{{0,4}}(?:(?:in\s(?:relation|response|answer|respect|regard)\s(?:to|of)|(?:re|regarding|for|as\s(?:for|to)|at|with\sregard\sto|turning\sto|your|the|answers?\sto|on)\s)*\s?(?:your\s)?)"
    rf"{_WORD}\s?(?:no\.?\s|numbers?\s|to\s(?:questions?\s|parts?\s)?)?(?P<ids>{_NUMBERS})(?![\w(]|[-/.]\d){_NO_ACT}",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    rf"\b(?P<word>{_WORD}(?:\s(?:to|at|in))?|information\s(?:at|in))\s?(?P<ids>{_NUMBERS})(?![\w(%]|[-/.]\d){_NO_ACT}",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\A(?:[-•>]\s)?(?:(?P<ids>\(?(?:\d{1,2}[a-h]?|[a-hA-H]|i{1,3}|iv|vi{0,3})(?:[.):]\)?|\s[-–]))\s+(?=\S)"
    r"|\((?P<in>\d{1,2}[a-h]?|[a-hA-H]|i{1,3}|iv|vi{0,3})\)\s+(?=\S))"
)
_ASKED = re.compile(r"(?:\A|[\s\"“'‘(])(?:Q(?:uestion)?\s?)?((?:\d{1,2}[a-h]?|[a-hA-H]|i{1,3}|iv|v)[.):])\)?\s")
_CELL = re.compile(rf"\A\|\s?(?:{_WORD}\s?)?(?P<ids>{_NUMBERS})[.)]?(?:\s[^|]*)?\|(?P<rest>.+)\|\s?\Z", re.IGNORECASE)
_ORDINAL = _PATTERNS["orders_question"]
_JOINS = re.compile(r"\s?(,|&|\band\b|\bto\b|-|–)\s?")
_STRAY = re.compile(r"[().:\s]")
_OPENING = 120
_TITLE = 6
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6"}
_WORD_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}
_SPELT = re.compile(
    rf"\b({_WORD})\s({'|'.join(_WORD_NUMBERS)})\b(?:\s(and|to)\s({'|'.join(_WORD_NUMBERS)})\b)?", re.IGNORECASE
)
_NUMBERED = needs(stem_of(word) for word in _WORD_NUMBERS)
_COUNTED = needs(stem_of(word) for word in (*_ORDINALS, "last"))
_NAMING = needs(
    stem_of(word)
    for stem in ("question", "request", "part", "point", "item", "answer", "response", "query", "information")
    for word in (stem, f"{stem}s", "queries")
)
_Q = re.compile(r"\b[Qq]\.?\s?\d")


def asked_in(passages: list[Passage]) -> frozenset[str]:
    """The labels of the questions as the request has them."""
    return frozenset(
        name
        for p in passages
        if p.section.kind == "request" or (p.quoted and p.section.kind == "opening")
        for match in _ASKED.finditer(p.text)
        for name in ids_of(match[1])
    )


def label_of(p: Passage, asked: frozenset[str], *, tabled: bool, numbered: bool) -> tuple[str, ...]:
    """The questions a passage says it is about, by the label it opens with.

    A bare number or letter is a label where the request has it; where no request is printed, if a
    question follows it or a capital does: the limbs of statutes have letters too, and small ones
    behind them; `numbered`: all paragraphs of the letter are numbered. A table's first cell is one
    where its head speaks of questions.
    """
    if p.quoted or p.find("statute_text"):
        return ()
    text = p.text
    if may_match(_NUMBERED, p.lacks):
        text = with_figures(p, text[:_OPENING]) + text[_OPENING:]
    cell = _CELL.match(text) if text.startswith("|") and tabled else None
    if text.startswith("|") and not cell:
        return ()
    match = cell or _WORDED.match(text) or (None if p.heading and len(text) > 200 else _BARE.match(text))
    if match:
        groups = match.groupdict()
        names = ids_of(groups.get("ids") or groups.get("in") or "")
        if match.re is _BARE:
            begins = text[match.end() : match.end() + 1]
            free = not asked and not numbered and (is_question(p) or not begins.islower())
            return names if free or asked.issuperset(names) else ()
        return names
    ordinal = _ORDINAL.match(text) if may_match(_COUNTED, p.lacks) else None
    if ordinal and ordinal["word"].lower() in _ORDINALS:
        return (_ORDINALS[ordinal["word"].lower()],)
    return ()


def is_title(p: Passage) -> bool:
    """Whether a passage is nothing but a label in words, "Questions 2 and 4", between a request and its answer."""
    return len(p.text.split()) <= _TITLE and _WORDED.match(p.text) is not None


def with_figures(p: Passage, text: str) -> str:
    """The text with "questions two and four" in figures."""
    return _SPELT.sub(_in_figures, text) if may_match(_NUMBERED, p.lacks) else text


def may_name(p: Passage) -> bool:
    """Whether a passage can name a question at all."""
    return may_match(_NAMING, p.lacks) or _Q.search(p.text) is not None


def _in_figures(match: re.Match[str]) -> str:
    second = f" {match[3]} {_WORD_NUMBERS[match[4].lower()]}" if match[4] else ""
    return f"{match[1]} {_WORD_NUMBERS[match[2].lower()]}{second}"


def ids_of(text: str) -> tuple[str, ...]:
    """`1 to 3 and 5` as 1, 2, 3, 5; `2(a)` as 2a."""
    names: list[str] = []
    joins = _JOINS.split(text)
    for index, piece in enumerate(joins):
        if index % 2:
            continue
        name = _STRAY.sub("", piece)
        if not name:
            continue
        join = joins[index - 1].strip() if index else ""
        if join in ("to", "-", "–") and names and names[-1].isdigit() and name.isdigit():
            names += [str(n) for n in range(int(names[-1]) + 1, int(name) + 1)][:40]
        elif join in ("to", "-", "–") and names and _is_range(names[-1], name):
            names += [chr(n) for n in range(ord(names[-1]) + 1, ord(name) + 1)]
        elif join in ("-", "–") and names and names[-1].isdigit() and name.isalpha():
            break
        else:
            names.append(name)
    return tuple(dict.fromkeys(names))


def _is_range(first: str, last: str) -> bool:
    """Whether two labels are letters of one alphabet in order: `a` and `c`, not `1` and `A`."""
    letters = len(first) == len(last) == 1 and (first + last).isalpha()
    return letters and first.islower() == last.islower() and first < last


def bare_label(text: str) -> re.Match[str] | None:
    """The number or letter a text opens with: "3.", "(b)", with the space behind it."""
    return _BARE.match(text)


def named_in(sentence: str) -> tuple[str, tuple[str, ...]] | None:
    """The word and the labels with which a sentence, its numbers in figures, names questions: "Question", 2 and 3."""
    match = _INSIDE.search(sentence)
    return (match["word"].lower(), ids_of(match["ids"])) if match else None
