"""What hangs on a provision relied on: purposes, conditions, quoted limbs, the enactment that bars."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import islice

from build_log.law.catalogue import Catalogue
from build_log.model.findings import ReliedOn
from build_log.model.provision import Provision
from build_log.tagging.grounds import PERSONAL_DATA
from build_log.tagging.judging import Judged
from build_log.tagging.passages import Passage, passages_from

_MARKERS = re.compile(r"(?:\A[>\s]*[\"“'‘*]*|(?<=[-—–:;,]\s))\((\d{1,2}[A-Z]?|[a-z]{1,2})\)")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]|(?<!\w)[‘'].{20,}?[’'](?!\w)")
_LETTERS = ("i", "ii", "iii", *"abcdefgh")
_FIRST_WORDS = 4
_BELOW = 5


def attach_parts(entry: ReliedOn, judged: list[Judged], passages: list[Passage], catalogue: Catalogue) -> ReliedOn:
    """Hang purposes, conditions, quoted limbs and the barring enactment on their provision."""
    section = entry.provision.section
    same = [j.citation for j in judged if j.citation.provision and j.citation.provision.section == section]
    law = catalogue.regimes[section.regime]
    purposes, conditions = (
        tuple(
            sorted(
                {
                    c.provision
                    for c in same
                    if c.provision
                    and not c.quoted
                    and law.entries[c.provision].role == role
                    and len(c.provision.subdivisions) > 1
                },
                key=lambda p: p.order,
            )
        )
        for role in ("purpose", "condition")
    )
    if purposes and not _takes_purposes(entry.provision):
        purposes = ()
    if conditions and not _takes_conditions(entry.provision, conditions):
        conditions = ()
    return replace(
        entry,
        purposes=purposes,
        conditions=conditions,
        quoted_limbs=_quoted_limbs(entry.provision, judged, passages, catalogue),
        enactment=_bar(entry.provision, judged),
    )


def _takes_purposes(provision: Provision) -> bool:
    """Only FOIA s31(1)(g) to (i), or the bare section, are tied to the purposes of s31(2)."""
    return len(provision.subdivisions) < 2 or provision.subdivisions[1] in ("g", "h", "i")


def _takes_conditions(provision: Provision, conditions: tuple[Provision, ...]) -> bool:
    """Conditions of personal data hang on the exemption for it; others on the provision they refine."""
    return (provision.regime, provision.number) in PERSONAL_DATA or any(provision.covers(c) for c in conditions)


def _bar(provision: Provision, judged: list[Judged]) -> str | None:
    """The enactment that prohibits disclosure, cited in the sections that speak of s44(1)."""
    if (provision.regime, provision.number) not in (("FOIA", "44"), ("FOISA", "26")):
        return None
    sections = [
        j.citation.passage.section
        for j in judged
        if j.citation.provision and j.citation.provision.section == provision.section
    ]
    bars = [
        j.citation
        for j in judged
        if j.citation.provision is None
        and j.citation.enactment
        and j.citation.written.startswith("s")
        and not j.citation.quoted
        and any(j.citation.passage.section is s for s in sections)
    ]
    if not bars:
        return None
    deepest = [c for c in bars if "(" in c.written] or bars
    first = deepest[0]
    return f"{first.enactment} {first.written}"


def _quoted_limbs(
    provision: Provision, judged: list[Judged], passages: list[Passage], catalogue: Catalogue
) -> tuple[Provision, ...]:
    """The limbs whose text is quoted below a bare citation of their section."""
    if provision.subdivisions:
        return ()
    law = catalogue.regimes[provision.regime]
    limbs: set[Provision] = set()
    for j in judged:
        if j.citation.provision != provision or j.citation.quoted or j.citation.passage.heading:
            continue
        path: tuple[str, ...] = ()
        passage = j.citation.passage
        inline = [passage.text[s:e] for s, e in passage.quotes if s > j.citation.start]
        below = _quoted_below(passage, passages)
        for quotation in [*inline, *below]:
            for marker in _MARKERS.findall(quotation):
                path = (marker,) if marker[0].isdigit() else (*path[:1], marker)
                quoted = Provision(provision.regime, provision.prefix, provision.number, path)
                entry = law.entries.get(quoted)
                if entry and entry.role == "limb":
                    limbs.add(quoted)
    deepest = [p for p in limbs if not any(p != other and p.covers(other) for other in limbs)]
    return tuple(sorted(deepest, key=lambda p: p.order))


def spelt_limbs(
    provision: Provision, judged: list[Judged], passages: list[Passage], catalogue: Catalogue
) -> list[Provision]:
    """The limbs of a provision whose letters and words stand below it: "36(2)(b) … (i) the free and frank provision of"."""
    if not provision.subdivisions:
        return []
    entries = catalogue.regimes[provision.regime].entries
    below = (replace(provision, subdivisions=(*provision.subdivisions, letter)) for letter in _LETTERS)
    limbs = [e for p in below if (e := entries.get(p)) and e.role == "limb" and e.plain]
    cited = [j.citation for j in judged if limbs and j.why is None and j.citation.provision == provision]
    told = " ".join(_words_from(c.passage, c.start, passages) for c in cited)
    return [e.provision for e in limbs if _spelt(e.provision.subdivisions[-1], e.plain).search(told)]


def _words_from(passage: Passage, start: int, passages: list[Passage]) -> str:
    """The words from an offset on, and those of the few passages below, without what the authority quotes."""
    below = [p for p in islice(passages_from(passages, passage.index + 1), _BELOW) if p.section is passage.section]
    return _QUOTED.sub(" ", " ".join([passage.text[start:], *(p.text for p in below if not p.quoted)]))


@cache
def _spelt(letter: str, gist: str) -> re.Pattern[str]:
    """A limb's letter in brackets shortly before the words it begins with, or right behind them."""
    words = r"\s".join(re.escape(word.strip(",;")) + r"[,;]?" for word in gist.split()[:_FIRST_WORDS])
    return re.compile(
        rf"\({letter}\)\s(?:\S+\s){{0,5}}{words}|{words}[^().;]{{0,60}}\((?:paragraph\s)?\({letter}\)", re.IGNORECASE
    )


def _quoted_below(passage: Passage, passages: list[Passage]) -> list[str]:
    """The quoted passages right below one, to the end of its section."""
    quotations: list[str] = []
    for p in passages_from(passages, passage.index + 1):
        if p.heading or p.section is not passage.section or (not p.quoted and len(p.text) > 6):
            break
        if p.quoted:
            quotations.append(p.text)
    return quotations
