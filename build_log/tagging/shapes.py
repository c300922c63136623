"""The shapes in which letters write provisions: "31(1)(a)(b)", "sections 24, 31(1)(a) to (c) and 38".

Text in, numbers and subdivisions out; which law they belong to is decided elsewhere. Errs for
silence: a bare number is read only where brackets give it a provision's shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from build_log.letters.patterns import load_patterns
from build_log.tagging.stems import may_match, needs, stem_of

_PATTERNS = load_patterns("tagging")

Unit = Literal["section", "regulation", "article", "any"]
Path = tuple[str, ...]
Known = Callable[[Unit, str, Path], bool]
"""Whether any law has this provision: decides where brackets in a row cannot nest."""

_LEVEL = r"\d{1,2}[A-Z]{0,2}|[a-hj-uwyz]|aa|ab|ac|ad|ea|fa|[ivx]{1,4}"
_AND = r"\s?(?:,|;|&|-|–|and|or|to)\s?"
_GROUP = rf"(?:\s?\(\s?(?:{_LEVEL})(?:{_AND}(?:{_LEVEL}))*\s?\)|\s?\(\s?(?:\d{{1,2}}[A-Z]?|[a-z])(?=\s?\())"
"""A bracket with its levels; one left open before the next bracket counts as closed."""
_ASIDE = rf"(?:\s?\((?!\s?(?:{_LEVEL})\s?\))[^()]{{4,100}}\))?"
"""What a provision is about, between it and the next of a list: "38(1)(b) (personal information) and 41(a)"."""
_NUMBER = rf"\d{{1,3}}(?!\d)[A-Z]{{0,2}}(?:(?:{_GROUP}){{1,8}}(?:[a-j](?!\w)|\s?(?:ii|iii|iv)(?!\w))?|(?:\.\d{{1,2}}[A-Z]?(?:\.?[a-z]\b(?:\s?(?:,|&|and)\s?[b-h]\b)*)?(?!\w|\.\w)(?:{_GROUP}){{0,8}}))?"
_SUBUNIT = r"(?:sub-?\s?sections?|(?:sub-?\s?)?paragraphs?|paras?\.?)\s?"
_UNIT = r"(?:section|regulation|exemption|exception)\(s\)|sections?|sect?\.?|regulations?|regs?\.?|exemptions?|exceptions?|articles?|arts?\.?|[Ss]s?\."
_JOIN = r"(?:\s?[,;]\s?(?:and\s|or\s|&\s?)?|\s?(?:&|/|-|–|\b(?:and|or|to))\s?)"
_MORE = (
    rf"(?:(?:{_ASIDE}){_JOIN}(?:(?:{_UNIT})\s?|[Ss](?=\d))?(?:{_NUMBER}|(?:{_GROUP}){{1,8}})"
    rf"|(?:{_JOIN}|,?\s){_SUBUNIT}(?:{_NUMBER}|(?:{_GROUP}){{1,8}}))"
)
_BRACKETED = rf"\d{{1,2}}[A-Z]?\s?\(\s?(?:\d{{1,2}}[A-Z]?|[a-c])\s?\)(?:{_GROUP}){{0,8}}"
_CITATION = re.compile(
    rf"(?=[aersAERS\d])(?:(?<![\w£/.+-])(?:(?P<unit>{_UNIT})[\s:]{{0,2}}|(?P<short>[Ss]s?|[Rr]eg)(?=\d)|(?P<spaced>[Ss]s?)\s(?=\d{{1,2}}[A-Z]?\s?\())"
    rf"(?P<body>{_NUMBER}(?:{_MORE}){{0,60}})"
    rf"|(?<![\w£/.,(+-])(?P<bare>{_BRACKETED}(?:{_JOIN}(?:{_BRACKETED}|(?:{_GROUP}){{1,8}}))*)"
    r"|(?<=\bunder\s)(?P<naked>\d{1,2}[A-Z]?)(?=\sof\sthe\s(?:Freedom|FOI)))",
    re.IGNORECASE,
)
_UNITS = needs(
    [
        "secti",
        "sect",
        "sec*",
        "sub*",
        "subse",
        "regul",
        "reg",
        "regs",
        "excep",
        "exemp",
        "artic",
        "art",
        "arts",
        "under",
    ]
)
_ALONE = needs(["s", "ss"])
_BRACKET_OPENS = re.compile(r"\d[A-Z]?\s?\(")
_SHORT_UNIT = re.compile(r"[Ss]\.?\s?\d")
_PIECE = re.compile(
    rf"(?:{_ASIDE})(?P<join>{_JOIN}|,?\s(?={_SUBUNIT}))?(?P<sub>{_SUBUNIT})?(?P<unit>(?:{_UNIT})\s?|[Ss](?=\d))?"
    rf"(?:(?P<number>\d{{1,3}}[A-Z]{{0,2}})(?P<dots>\.\d{{1,2}}[A-Z]?(?:\.?[a-z]\b(?:\s?(?:,|&|and)\s?[b-h]\b)*)?(?!\w|\.\w))?(?P<groups>(?:{_GROUP}){{0,8}})(?P<letter>(?<=\))(?:[a-j](?!\w)|\s?(?:ii|iii|iv)(?!\w)))?"
    rf"|(?P<tail>(?:{_GROUP}){{1,8}}))",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\s?[-–—:]\s?[A-Za-z]")
_SPEAKS_OF_LAW = _PATTERNS["speaks_of_law"]
_POSTCODE = re.compile(r"[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b")
_BRACKET = re.compile(r"\(\s?([^()]*)")
_INVERTED = re.compile(
    rf"(?:(?:sub-?\s?)?para(?:graph)?s?\.?\s?(?P<para>(?:{_GROUP}){{1,8}})\s(?:of|in|to|under)\s(?:the\s)?)?"
    rf"(?:sub-?\s?sections?\s?(?P<sub>(?:{_GROUP}){{1,8}}|\d{{1,2}}[A-Z]?(?:{_GROUP}){{0,8}})\s(?:of|in|to|under)\s(?:the\s)?)?\Z",
    re.IGNORECASE,
)
_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40}
_SPELT = re.compile(
    rf"\b(?P<unit>sections?|regulations?)\s(?P<word>(?:twenty|thirty|forty)(?:[-\s](?:{'|'.join(_WORDS[:9])}))?|{'|'.join(_WORDS)})\b(?P<groups>(?:{_GROUP}){{0,8}})",
    re.IGNORECASE,
)
_SPELT_UNITS = needs(["secti", "regul"])
_SPELT_NUMBERS = needs(stem_of(word) for word in (*_WORDS, *_TENS))
ROMAN_OF = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}
"""What a letter that writes a digit for a small Roman numeral means: s30(b)(1)."""
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})


@dataclass(frozen=True, slots=True)
class Shape:
    """A number with its subdivisions between two offsets, and the run of provisions it stands in."""

    start: int
    end: int
    unit: Unit
    number: str
    path: Path
    run: tuple[int, int]


def find_shapes(text: str, lacking: int, known: Known, *, figures: bool = True) -> Iterator[Shape]:
    """Every provision that `text` writes, each with its span: those in figures, then those spelt out.

    `lacking` are the stems the text has not (see `stems`); `figures`: whether there may be a digit in it.
    """
    if figures and (may_match(_UNITS, lacking) or _is_marked(text, lacking)):
        yield from _in_figures(text, known)
    if may_match(_SPELT_UNITS, lacking) and may_match(_SPELT_NUMBERS, lacking):
        yield from _spelt_out(text, known)


def _is_marked(text: str, lacking: int) -> bool:
    """Whether there is a number with a bracket behind it or an "s" before it."""
    if may_match(_ALONE, lacking) and _SHORT_UNIT.search(text):
        return True
    return "(" in text and _BRACKET_OPENS.search(text) is not None


def _in_figures(text: str, known: Known) -> Iterator[Shape]:
    for match in _CITATION.finditer(text):
        if _POSTCODE.match(text, match.start()):
            continue
        kind = "body" if match["body"] else "bare" if match["bare"] else "naked"
        body, offset = match[kind], match.start(kind)
        word = (match["unit"] or match["short"] or match["spaced"] or "").lower()
        if word.startswith("exemption") and "(" not in body:
            continue
        if match["short"] and not _surely_short(text, match):
            continue
        unit = _unit(word)
        inverted = _inverted(text, match.start()) if kind == "body" else ()
        first = True
        for start, end, number, path in _expand(body, known, unit):
            if kind == "bare" and path and path[0].isalpha() and not known(unit, number, path):
                continue
            at = match.start() if first else offset + start
            yield Shape(at, offset + end, unit, number, (*path, *inverted), match.span())
            first, inverted = False, ()


def _spelt_out(text: str, known: Known) -> Iterator[Shape]:
    for match in _SPELT.finditer(text):
        groups = _levels(match["groups"])
        unit = _unit(match["unit"].lower())
        for path in _paths((), groups, str(_number(match["word"])), known, unit):
            yield Shape(*match.span(), unit, str(_number(match["word"])), path, match.span())


def _surely_short(text: str, match: re.Match[str]) -> bool:
    """Whether "S40" cites a section: it has brackets or a label behind it, or the text speaks of the law."""
    return (
        "(" in match["body"]
        or match["short"].lower() != "s"
        or _LABELLED.match(text, match.end()) is not None
        or _SPEAKS_OF_LAW.search(text) is not None
    )


def _unit(word: str) -> Unit:
    if word.startswith(("reg", "exception")):
        return "regulation"
    if word.startswith("art"):
        return "article"
    return "any" if not word or word.startswith("exemption") else "section"


def _number(words: str) -> int:
    first, _, rest = words.lower().replace("-", " ").partition(" ")
    if first in _TENS:
        return _TENS[first] + (_WORDS.index(rest) + 1 if rest else 0)
    return _WORDS.index(first) + 1


def _inverted(text: str, start: int) -> Path:
    """The subdivisions that stand in front: "paragraph (b) of subsection (2) of section 36"."""
    before = text[max(0, start - 70) : start]
    if not before.rstrip().endswith(("of", "in", "to", "under", "the")):
        return ()
    match = _INVERTED.search(before)
    if match is None or not (match["para"] or match["sub"]):
        return ()
    return (*_plain(match["sub"]), *_plain(match["para"]))


def _plain(groups: str | None) -> list[str]:
    return [_level(level) for level in re.findall(r"\w+", groups or "")]


def _level(text: str) -> str:
    return text.upper() if text[0].isdigit() else text.lower()


def _levels(groups: str) -> list[list[str]]:
    """Each bracket's levels: several where a bracket holds a list or a range, "(a-c)"."""
    found = []
    for inside in _BRACKET.findall(groups):
        names = [_level(name) for name in re.findall(rf"(?i)(?:{_LEVEL})(?![A-Za-z0-9])", inside)]
        if len(names) == 2 and re.search(r"-|–|\bto\b", inside):
            names = [names[0], *_between(names[0], names[1])]
        found.append(names)
    return [names for names in found if names]


def _dotted(text: str) -> list[list[str]]:
    """`.5.d and f` as (5) and (d), (f)."""
    levels = re.findall(r"\d+[A-Z]?|\b[a-z]\b|(?<=\d)[a-z]\b", text)
    return [[_level(levels[0])], *([levels[1:]] if levels[1:] else [])] if levels else []


def _expand(body: str, known: Known, unit: Unit) -> Iterator[tuple[int, int, str, Path]]:
    """`31(1)(a)(b)`, `31(1)(a) & (e)`, `31(1)(a) to (c) and 38`: each provision with its span."""
    number = ""
    path: Path = ()
    in_subsections = False
    pending: tuple[int, int] | None = None
    for piece in _PIECE.finditer(body):
        if not piece[0].strip():
            continue
        join = (piece["join"] or "").strip().lower()
        if piece["unit"]:
            in_subsections = False
        if piece["sub"]:
            in_subsections = True
        groups = _levels(piece["groups"] or piece["tail"] or "")
        if piece["letter"]:
            groups.append([piece["letter"].strip().lower()])
        if piece["number"] and not (in_subsections and number):
            if pending:
                yield *pending, number, ()
                pending = None
            number, path = piece["number"].upper(), ()
            dots = _dotted(piece["dots"] or "")
            if not groups and not dots:
                pending = piece.span()
                continue
            paths = _paths((), [*dots, *groups], number, known, unit)
        elif piece["number"]:
            paths = _paths((), [[piece["number"].upper()], *groups], number, known, unit)
        else:
            if piece["sub"] and not path:
                base: Path = ()
            else:
                base = _base(path, groups[0][0], number, known, unit)
            if join in ("to", "-", "–") and path and len(groups) == 1:
                paths = [(*base, letter) for letter in _between(path[-1], groups[0][-1])]
            else:
                paths = _paths(base, groups, number, known, unit)
        if pending and not in_subsections:
            yield *pending, number, ()
        pending = None
        for path in paths:
            yield piece.start(), piece.end(), number, path
    if pending:
        yield *pending, number, ()


def _paths(base: Path, groups: list[list[str]], number: str, known: Known, unit: Unit) -> list[Path]:
    """Brackets in a row as one provision, or as several where two cannot nest: (1)(a)(b)."""
    done: list[Path] = []
    path = base
    for names in groups:
        for index, name in enumerate(names):
            if index:
                done.append(path)
                path = (*path[:-1], name)
            elif path != base and _beside(path, name, number, known, unit):
                done.append(path)
                path = (*_base(path, name, number, known, unit), name)
            else:
                path = (*path, name)
    return [*done, path]


def _beside(path: Path, name: str, number: str, known: Known, unit: Unit) -> bool:
    """Whether `name` stands beside the last of `path` or higher, instead of below it."""
    if known(unit, number, (*path, name)) or known(unit, number, (*path, ROMAN_OF.get(name, name))):
        return False
    if any(known(unit, number, (*path[:depth], name)) for depth in range(len(path))):
        return True
    last = path[-1]
    if last.isalpha() and name.isalpha():
        return not (name in _ROMAN and last not in _ROMAN)
    return last[0].isdigit() and name[0].isdigit()


def _base(path: Path, name: str, number: str, known: Known, unit: Unit) -> Path:
    """Where a bracket after "and" hangs: beside the deepest one the law allows, else of its own kind."""
    for depth in range(len(path) - 1, -1, -1):
        if known(unit, number, (*path[:depth], name)):
            return path[:depth]
    for depth in range(len(path) - 1, -1, -1):
        level = path[depth]
        roman = level in _ROMAN and depth >= 2
        if level[0].isdigit() == name[0].isdigit() and roman == (name in _ROMAN and depth >= 2):
            return path[:depth]
    return path


def _between(first: str, last: str) -> list[str]:
    if len(first) == 1 and len(last) == 1 and first < last:
        return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]
    return [last]
