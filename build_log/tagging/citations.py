"""Every provision cited in a letter: where it stands, what it names, which law it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from build_log.law.catalogue import Regime
from build_log.model.findings import Miscitation
from build_log.model.provision import Provision
from build_log.tagging.attribution import Attribution
from build_log.tagging.grounds import PERSONAL_DATA
from build_log.tagging.passages import Passage
from build_log.tagging.shapes import ROMAN_OF, Shape, find_shapes


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
    shape: Shape
    attributed: str | None
    named: bool
    elsewhere: bool


def find_citations(
    passages: list[Passage], laws: Attribution, regimes: tuple[str, ...]
) -> tuple[list[Citation], list[Miscitation]]:
    """All citations in order, and those written otherwise than the statute has them.

    `regimes` are those the letter can be handled under, the likeliest first: they decide where
    the words around a number do not, and no other regime is ever read into a bare number.
    Errs for silence: a bare number is a citation only where it carries brackets of a
    provision's shape.
    """
    raw: list[_Raw] = []
    last_act: str | None = None
    for passage in passages:
        for shape in find_shapes(passage.text, passage.lacks, laws.known, figures=passage.figures):
            named = laws.beside(passage, shape, last_act)
            act = named or laws.of_the_sentence(passage, shape)
            raw.append(
                _Raw(passage, shape, act, named is not None, not act and laws.belongs_elsewhere(passage.text, shape))
            )
            last_act = act or last_act
        last_act = laws.last_named(passage) or last_act
    known: dict[tuple[str, str], set[str]] = {}
    for item in raw:
        if item.attributed and item.named:
            known.setdefault((item.shape.unit, item.shape.number), set()).add(item.attributed)
    citations: list[Citation] = []
    repaired: list[Miscitation] = []
    for item in raw:
        remembered = known.get((item.shape.unit, item.shape.number), set())
        law = laws.law_of(item.shape, item.attributed, remembered, regimes)
        citation, miscitation = _build(item, law, laws)
        citations += _with_parent(citation, laws)
        if miscitation:
            repaired.append(miscitation)
    return citations, repaired


def _build(item: _Raw, law: str | None, laws: Attribution) -> tuple[Citation, Miscitation | None]:
    passage, shape, catalogue = item.passage, item.shape, laws.catalogue
    quoted = passage.is_quoted_at(shape.start)
    regime = catalogue.regimes.get(law or "")
    prefix = regime.prefix if regime else {"regulation": "reg", "article": "Art "}.get(shape.unit, "s")
    written = prefix + shape.number + "".join(f"({part})" for part in shape.path)

    def cites(provision: Provision | None, enactment: str | None) -> Citation:
        return Citation(passage, shape.start, shape.end, written, provision, enactment, quoted)

    if regime is None or item.elsewhere or shape.unit == "article":
        return cites(None, None if regime else law), None
    provision = Provision(regime.id, regime.prefix, shape.number, shape.path)
    if provision in regime.entries:
        return cites(provision, None), None
    meant = _meant(provision, regime)
    if meant is None:
        return cites(None, regime.short_title), None
    if quoted or not meant.subdivisions or meant.covers(provision):
        return cites(meant, None), None
    return cites(meant, None), Miscitation(written, meant, passage.line_at(shape.start))


def _with_parent(citation: Citation, laws: Attribution) -> list[Citation]:
    """A condition that stands for its exemption, "40(2)(a)(b)", cites that too."""
    p = citation.provision
    parent = p.parent if p and (p.regime, p.number) in PERSONAL_DATA else None
    if not p or not parent or not parent.subdivisions:
        return [citation]
    regime = laws.catalogue.regimes[p.regime]
    stands_for = regime.entries[p].role == "condition" and regime.taggable(parent)
    return [replace(citation, provision=parent, written=str(parent)), citation] if stands_for else [citation]


def _meant(provision: Provision, regime: Regime) -> Provision | None:
    """The entry a letter means by a form the statute does not have.

    `s31(g)` is s31(1)(g): a subsection left out; `s30(b)(1)` is s30(b)(i): another numeral. A subdivision too deep or unknown is cut back
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
    *front, last = provision.subdivisions or ("",)
    if last in ROMAN_OF:
        roman = Provision(regime.id, regime.prefix, provision.number, (*front, ROMAN_OF[last]))
        if roman in regime.entries:
            return roman
    step = provision.parent
    while step is not None:
        if step in regime.entries:
            return step
        step = step.parent
    return None
