"""Every provision cited in a letter: where it stands, what it names, which law it belongs to."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from build_log.law.catalogue import Catalogue, Regime
from build_log.model.findings import Miscitation
from build_log.model.provision import Provision
from build_log.tagging.passages import Passage

_SUB = r"\s?\(\s?(?:\d{1,2}[A-Z]{0,2}|[a-hj-uwyz]{1}|aa|ab|ac|ad|ea|fa|[ivx]{1,4})\s?\)"
_NUMBER = rf"\d{{1,3}}(?!\d)[A-Z]{{0,2}}(?:(?:{_SUB})+|(?:\.\d{{1,2}}[A-Z]?\.?[a-z]?\b))?"
_UNIT = r"(?:sub)?sections?|sect?\.?|regulations?|regs?\.?|exemptions?|exceptions?|articles?|arts?\.?|[Ss]s?\."
_JOIN = r"(?:\s?[,;]\s?(?:and\s|or\s)?|\s?(?:&|and|or|to|/|-|–)\s?)"
_CITATION = re.compile(
    rf"(?<![\w£/.-])(?:(?P<unit>{_UNIT})\s{{0,2}}|(?P<short>[Ss]s?|[Rr]eg)(?=\d))(?P<body>{_NUMBER}(?:{_JOIN}(?:(?:{_UNIT})\s?|[Ss](?=\d))?(?:{_NUMBER}|{_SUB}(?:{_SUB})*))*)"
    rf"|(?<![\w£/.,(-])(?P<bare>\d{{1,2}}[A-Z]?\s?\(\d{{1,2}}[A-Z]?\)(?:{_SUB})*(?:{_JOIN}(?:\d{{1,2}}[A-Z]?\s?\(\d{{1,2}}[A-Z]?\)(?:{_SUB})*|{_SUB}(?:{_SUB})*))*)"
    r"|(?<=\bunder\s)(?P<naked>\d{1,2}[A-Z]?)(?=\sof\sthe\s(?:Freedom|FOI))"
    r"|(?<=\bschedule\s)(?P<schedule>\d{1,2})",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b")
_PIECE = re.compile(
    rf"(?P<join>{_JOIN})?(?P<unit>(?:{_UNIT})\s?|[Ss](?=\d))?(?:(?P<number>\d{{1,3}}[A-Z]{{0,2}})(?P<subs>(?:{_SUB})*)(?P<dots>\.\d{{1,2}}[A-Z]?\.?[a-z]?\b)?|(?P<tail>(?:{_SUB})+))",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\(\s?(\w+)\s?\)")
_ACT_SHAPE = r"(?:[A-Z][\w'’&-]{0,40}(?:\s(?:and|of|the|in|for|to|etc\.?|\([A-Z][\w\s'’&,-]*\)|[A-Z][\w'’&-]{0,40}))*\s)?(?:Act|Regulations|Order|Rules)(?:\s(?:19|20)\d\d)?"
_LINK_WORDS = r"(?:\s?\)?,?\s?(?:of|in|under|to|from)\s(?:(?:part|schedule|chapter)\s\d+\s(?:of|to)\s)?(?:the\s|that\s|this\s)?|\s)"
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})


@dataclass(frozen=True, slots=True)
class Citation:
    """One provision cited at `start` of a passage.

    `provision` is None where it belongs to none of the catalogue's regimes; `written` then
    says how the letter gives it, in the log's notation, and `enactment` the Act, if known.
    """

    passage: Passage
    start: int
    end: int
    written: str
    provision: Provision | None
    enactment: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class _Raw:
    passage: Passage
    start: int
    end: int
    unit: str
    number: str
    subdivisions: tuple[str, ...]
    attributed: str | None


def find_citations(
    passages: list[Passage], catalogue: Catalogue, regimes: tuple[str, ...]
) -> tuple[list[Citation], list[Miscitation]]:
    """All citations in order, and those written otherwise than the statute has them.

    `regimes` are those the letter is likely handled under, the likeliest first: they decide
    where the words around a number do not. Errs for silence: a bare number is a citation only
    where it carries brackets of a provision's shape.
    """
    names = _names(catalogue)
    raw: list[_Raw] = []
    last_act: str | None = None
    for passage in passages:
        for item in _scan(passage, names, last_act, catalogue):
            raw.append(item)
            if item.attributed:
                last_act = item.attributed
        mentions = list(names.finditer(passage.text))
        if mentions:
            last_act = _short(mentions[-1][0], catalogue)
    known: dict[tuple[str, str], set[str]] = {}
    for item in raw:
        if item.attributed:
            known.setdefault((item.unit, item.number), set()).add(item.attributed)
    citations: list[Citation] = []
    repaired: list[Miscitation] = []
    for item in raw:
        law = _law_of(item, known, catalogue, regimes)
        citation, miscitation = _build(item, law, catalogue)
        citations.append(citation)
        if miscitation:
            repaired.append(miscitation)
    return citations, repaired


def _scan(passage: Passage, names: re.Pattern[str], last_act: str | None, catalogue: Catalogue) -> Iterator[_Raw]:
    for match in _CITATION.finditer(passage.text):
        if match["schedule"] or _POSTCODE.match(passage.text, match.start()):
            continue
        body = match["body"] or match["bare"] or match["naked"]
        offset = match.start("body" if match["body"] else "bare" if match["bare"] else "naked")
        unit = _unit(match)
        if (
            unit == "section"
            and match["unit"]
            and re.match(r"(?i)ex[ce]", match["unit"])
            and not re.match(r"(?i)exceptions?$", match["unit"])
            and "(" not in body
        ):
            continue
        attributed = _act_around(passage.text, match.start(), match.end(), names, last_act, catalogue)
        if attributed and unit == "section" and match["bare"]:
            regime = next((r for r in catalogue.regimes.values() if r.id == attributed), None)
            unit = regime.unit if regime else unit
        for start, end, number, subdivisions in _expand(body, catalogue, unit):
            yield _Raw(
                passage,
                match.start() if start == 0 else offset + start,
                offset + end,
                unit,
                number,
                subdivisions,
                attributed,
            )


def _unit(match: re.Match[str]) -> str:
    word = (match["unit"] or match["short"] or "section").lower()
    if word.startswith(("reg", "exception")):
        return "regulation"
    return "article" if word.startswith("art") else "section"


def _expand(body: str, catalogue: Catalogue, unit: str) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """`31(1)(a)(b)`, `31(1)(a) & (e)`, `31(1)(a) to (c) and 38`: each provision with its span."""
    number = ""
    path: tuple[str, ...] = ()
    for piece in _PIECE.finditer(body):
        if not piece[0].strip():
            continue
        join = (piece["join"] or "").strip().lower()
        if piece["number"]:
            number, path = piece["number"].upper(), ()
            groups = [*_BRACKET.findall(piece["subs"] or ""), *re.findall(r"\d+[A-Z]?|[a-z]", piece["dots"] or "")]
            if not groups:
                yield piece.start(), piece.end(), number, ()
                continue
            paths = _paths((), groups, number, catalogue, unit)
        else:
            groups = _BRACKET.findall(piece["tail"])
            base = _sibling_base(path, groups[0])
            if join in ("to", "-", "–") and path and len(groups) == 1:
                paths = [(*base, letter) for letter in _between(path[-1], groups[0])]
            else:
                paths = _paths(base, groups, number, catalogue, unit)
        for path in paths:
            yield piece.start(), piece.end(), number, path


def _paths(
    base: tuple[str, ...], groups: list[str], number: str, catalogue: Catalogue, unit: str
) -> list[tuple[str, ...]]:
    """Brackets in a row as one provision, or as several where two cannot nest: (1)(a)(b)."""
    done: list[tuple[str, ...]] = []
    path = base
    for bracket in groups:
        group = bracket.upper() if bracket[0].isdigit() else bracket.lower()
        if path and path != base and _same_level(path, group, number, catalogue, unit):
            done.append(path)
            path = (*path[:-1], group)
        else:
            path = (*path, group)
    return [*done, path]


def _same_level(path: tuple[str, ...], group: str, number: str, catalogue: Catalogue, unit: str) -> bool:
    """Whether `group` stands beside the last of `path` instead of below it: the catalogue decides."""
    for regime in catalogue.regimes.values():
        if regime.unit != unit:
            continue
        if Provision(regime.id, regime.prefix, number, (*path, group)) in regime.entries:
            return False
        if Provision(regime.id, regime.prefix, number, (*path[:-1], group)) in regime.entries:
            return True
    last = path[-1]
    if last.isalpha() and group.isalpha():
        return not (group in _ROMAN and last not in _ROMAN)
    return last[0].isdigit() and group[0].isdigit()


def _sibling_base(path: tuple[str, ...], group: str) -> tuple[str, ...]:
    """Where a bracket after "and" hangs: beside the last one of its own kind."""
    for depth in range(len(path) - 1, -1, -1):
        level = path[depth]
        if level[0].isdigit() == group[0].isdigit() and (
            (level in _ROMAN and depth >= 2) == (group in _ROMAN and depth >= 2)
        ):
            return path[:depth]
    return path


def _between(first: str, last: str) -> list[str]:
    if len(first) == 1 and len(last) == 1 and first < last:
        return [chr(code) for code in range(ord(first) + 1, ord(last) + 1)]
    return [last]


@cache
def _enactments() -> dict[str, str]:
    data = tomllib.loads((files("build_log.tagging") / "data" / "enactments.toml").read_text("utf-8"))
    return {name.lower(): item["short"] for item in data["enactment"] for name in item["names"]}


_names_cache: dict[int, re.Pattern[str]] = {}


def _names(catalogue: Catalogue) -> re.Pattern[str]:
    """All ways to name an enactment: the regimes', the listed ones, any Act by its shape."""
    if id(catalogue) not in _names_cache:
        listed = [
            *(name for regime in catalogue.regimes.values() for name in regime.names),
            *_enactments(),
            "EIRs",
            "the Act",
            "the Regulations",
        ]
        alternatives = "|".join(re.escape(name) for name in sorted(set(listed), key=len, reverse=True))
        _names_cache[id(catalogue)] = re.compile(rf"(?:(?i:{alternatives})(?!\w)(?:\s(?:19|20)\d\d)?)|{_ACT_SHAPE}")
    return _names_cache[id(catalogue)]


def _short(name: str, catalogue: Catalogue) -> str | None:
    """A name as a regime's id, an enactment's short form, or itself; None for a bare "the Act"."""
    lowered = re.sub(r"\s+", " ", name).strip().lower()
    bare = re.sub(r"\s(?:19|20)\d\d\Z", "", lowered)
    for regime in catalogue.regimes.values():
        if any(form.lower() in (lowered, bare) for form in regime.names) or bare.rstrip("s") == regime.id.lower():
            return regime.id
    for form in (lowered, bare):
        if form in _enactments():
            return _enactments()[form]
    return (
        None
        if bare.removeprefix("the ") in ("act", "regulations", "order", "rules")
        else re.sub(r"\s+", " ", name).strip()
    )


def _act_around(
    text: str, start: int, end: int, names: re.Pattern[str], last_act: str | None, catalogue: Catalogue
) -> str | None:
    """The enactment named just behind or just before a citation, if any."""
    link = re.compile(_LINK_WORDS).match(text, end)
    if link:
        name = names.match(text, link.end()) or names.match(text, max(end, link.end() - 4))
        if name:
            short = _short(name[0], catalogue)
            if short:
                return short
            if "that" in link[0]:
                earlier = [m for m in names.finditer(text[:start]) if _short(m[0], catalogue)]
                return _short(earlier[-1][0], catalogue) if earlier else last_act
            return None
    before = text[max(0, start - 45) : start]
    for name in names.finditer(before):
        if re.fullmatch(
            r"\W{0,3}(?:\([A-Z]{2,6}\)\s?)?(?:exemption\s|under\s|in\s)?\W{0,2}", before[name.end() :], re.IGNORECASE
        ) and not re.search(r"[.;]\s", before[name.end() :]):
            return _short(name[0], catalogue)
    return None


def _law_of(
    item: _Raw, known: dict[tuple[str, str], set[str]], catalogue: Catalogue, regimes: tuple[str, ...]
) -> str | None:
    """The regime or enactment a citation belongs to: named, else remembered by its number, else the letter's."""
    if item.attributed:
        return item.attributed
    remembered = known.get((item.unit, item.number), set())
    candidates = [r for r in (*regimes, *catalogue.regimes) if catalogue.regimes[r].unit == item.unit]
    for regime in candidates:
        if regime in remembered:
            return regime
    if remembered:
        return min(remembered)
    for regime in candidates:
        if _section_known(catalogue.regimes[regime], item.number):
            return regime
    return None


def _section_known(regime: Regime, number: str) -> bool:
    section = Provision(regime.id, regime.prefix, number)
    return section in regime.entries or any(section.covers(provision) for provision in regime.entries)


def _build(item: _Raw, law: str | None, catalogue: Catalogue) -> tuple[Citation, Miscitation | None]:
    passage = item.passage
    quoted = passage.is_quoted_at(item.start)
    regime = catalogue.regimes.get(law or "")
    prefix = regime.prefix if regime else {"regulation": "reg", "article": "Art "}.get(item.unit, "s")
    written = prefix + item.number + "".join(f"({part})" for part in item.subdivisions)
    if regime is None or regime.unit != item.unit:
        return Citation(passage, item.start, item.end, written, None, None if regime else law, quoted), None
    provision = Provision(regime.id, regime.prefix, item.number, item.subdivisions)
    if provision in regime.entries:
        return Citation(passage, item.start, item.end, written, provision, None, quoted), None
    meant = _meant(provision, regime)
    if meant is None:
        return Citation(passage, item.start, item.end, written, None, regime.short_title, quoted), None
    citation = Citation(passage, item.start, item.end, written, meant, None, quoted)
    if quoted or not meant.subdivisions or meant.covers(provision):
        return citation, None
    return citation, Miscitation(written, meant, passage.line_at(item.start))


def _meant(provision: Provision, regime: Regime) -> Provision | None:
    """The entry a letter means by a form the statute does not have.

    `s31(g)` is s31(1)(g): a subsection left out. A subdivision too deep or unknown is cut back
    to the nearest entry.
    """
    if provision.subdivisions and provision.subdivisions[0].isalpha():
        fitting = [
            p
            for p in regime.entries
            if p.number == provision.number
            and len(p.subdivisions) == len(provision.subdivisions) + 1
            and p.subdivisions[1:] == provision.subdivisions
        ]
        refusing = [p for p in fitting if regime.taggable(p)]
        if refusing:
            return min(refusing, key=lambda p: p.order)
    step = provision.parent
    while step is not None:
        if step in regime.entries:
            return step
        step = step.parent
    return None
