"""Which cited provisions the authority relies on, and why the others are only mentioned.

A citation is judged where it stands: the requester's words, quoted statute and standard text
are never relied on; in the authority's own words cues of withholding, refusing, negation and
balance decide, sentence by sentence. A heading that names an exemption counts where the letter
withholds and nothing below the heading says otherwise. Errs for mentioning: a provision no
sentence withholds under is not a tag.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from build_log.law.catalogue import REFUSING_ROLES, Catalogue
from build_log.model.findings import Certainty, Evidence, Mentioned, ReliedOn, Why
from build_log.model.letter import STANDARD_TEXT
from build_log.model.provision import Provision
from build_log.tagging.citations import Citation
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage
from build_log.tagging.public_interest import find_balance

_MARKERS = re.compile(r"(?:\A[>\s]*[\"“'‘*]*|(?<=[-—–:;,]\s))\((\d{1,2}[A-Z]?|[a-z]{1,2})\)")


@dataclass(frozen=True, slots=True)
class _Judged:
    citation: Citation
    why: Why | None
    certainty: Certainty = "stated"
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Reliance:
    """Provisions relied on, in statute order, and the others with why."""

    relied_on: tuple[ReliedOn, ...]
    mentioned: tuple[Mentioned, ...]


def judge_reliance(
    citations: list[Citation], passages: list[Passage], catalogue: Catalogue, *, holding: bool, review: bool
) -> Reliance:
    """Tell relied on from mentioned.

    `holding`: the letter only extends the time, so that what it names is provisional.
    `review`: the letter decides an internal review, so that what it gives up is withdrawn.
    """
    withholding = any(cue(name).found(p.text) for p in passages if _own(p) for name in ("withholds", "refuses"))
    judged = [_judge(c, passages, catalogue, review=review, withholding=withholding) for c in citations]
    if holding:
        judged = [replace(j, why=None) if j.why == "explanation" and _own(j.citation.passage) else j for j in judged]
    claimed = _relied(judged, catalogue)
    relied = _without_overridden(claimed, passages, catalogue)
    overridden = bool(claimed) and not relied
    if holding:
        relied = {p: replace(entry, certainty="provisional") for p, entry in relied.items()}
    relied = {p: _with_attached(entry, judged, passages, catalogue) for p, entry in relied.items()}
    enactments_used = {entry.enactment for entry in relied.values()}
    mentioned = _mentioned(judged, relied, enactments_used, overridden=overridden)
    return Reliance(tuple(sorted(relied.values(), key=lambda e: _statute_order(e.provision, catalogue))), mentioned)


def _without_overridden(
    relied: dict[Provision, ReliedOn], passages: list[Passage], catalogue: Catalogue
) -> dict[Provision, ReliedOn]:
    """Without what the rest of the letter takes back.

    Where the one qualified provision of a letter is followed, in whatever section, by a
    balance for disclosure alone, it was overridden. Where the duty to confirm or deny is lifted
    under one subsection, another named to say what the information would be is not relied on.
    """
    groups = {_group(p, catalogue) for p in relied}
    if len(groups) == 1 and find_balance(" ".join(p.text for p in passages if _own(p))) == "disclose":
        top = catalogue.entry(next(iter(groups)))
        if top and top.kind == "qualified":
            return {}
    denials = {p.section for p in relied if catalogue.regimes[p.regime].entries[p].role == "confirm-or-deny"}
    return {
        p: e
        for p, e in relied.items()
        if p.section not in denials or catalogue.regimes[p.regime].entries[p].role == "confirm-or-deny"
    }


def _statute_order(provision: Provision, catalogue: Catalogue) -> tuple[object, ...]:
    return (list(catalogue.regimes).index(provision.regime), provision.order[1:])


def _own(passage: Passage) -> bool:
    """Whether the passage is the authority's own words about this request."""
    return not passage.quoted and passage.section.kind not in STANDARD_TEXT | {"request"}


def _judge(c: Citation, passages: list[Passage], catalogue: Catalogue, *, review: bool, withholding: bool) -> _Judged:
    if c.provision is None:
        return _Judged(c, "other-enactment")
    entry = catalogue.regimes[c.provision.regime].entries[c.provision]
    kind = c.passage.section.kind
    if kind == "quoted-mail" or (kind == "request" and not _own_in_request(c)):
        return _Judged(c, "request")
    if c.quoted:
        return _Judged(c, "request" if _requesters_quotation(c) else "quoted-statute")
    if entry.role in ("purpose", "condition"):
        return _Judged(c, "purpose" if entry.role == "purpose" else "condition")
    if entry.role == "notice":
        return _Judged(c, "notice")
    if entry.role in ("procedure", "certificate") or not catalogue.regimes[c.provision.regime].taggable(c.provision):
        return _Judged(c, "procedure")
    if kind in STANDARD_TEXT and not (kind == "advice" and cue("relies").found(c.passage.sentence_at(c.start))):
        return _Judged(c, "explanation")
    return _judge_own_words(c, passages, review=review, withholding=withholding)


def _requesters_quotation(c: Citation) -> bool:
    """Whether a quotation is the requester's: it speaks in the first or second person."""
    text = c.passage.text
    start, end = next(((s, e) for s, e in c.passage.quotes if s < c.start < e), (0, len(text)))
    return bool(re.search(r"\b(?:I|my|me|please|you|your)\b", text[start:end]))


def _own_in_request(c: Citation) -> bool:
    """Whether a sentence in the requester's section is the authority's: it says what "we" did."""
    if c.passage.heading:
        return True
    if c.passage.is_quoted_at(c.start) or c.passage.item:
        return False
    sentence = c.passage.sentence_at(c.start)
    if cue("requester_speaks").found(sentence):
        return False
    return c.passage.section.heading is None or bool(cue("authority_speaks").found(sentence))


def _judge_own_words(c: Citation, passages: list[Passage], *, review: bool, withholding: bool) -> _Judged:
    sentence = c.passage.sentence_at(c.start)
    around = _scope(c, passages)
    if c.passage.heading:
        below = " ".join(p.text for p in around)
        if find_balance(below) == "disclose":
            return _Judged(c, "public-interest-favoured-disclosure", heading=True)
        if not _asserts(around) and (cue("negates").found(below) and not cue("relies").found(below)):
            return _Judged(c, "considered-not-applied", heading=True)
        if review and cue("withdraws").found(below) and find_balance(below) is None:
            return _Judged(c, "withdrawn-at-review", heading=True)
        supported = withholding or any(
            (cue("relies").found(p.text) or cue("refuses").found(p.text)) and _own(p) for p in around
        )
        return _Judged(c, None if supported else "explanation", heading=True)
    if cue("switches_regime").found(sentence) and c.provision and c.provision.section.number == "39":
        return _Judged(c, "switch-of-regime")
    if cue("other_case").found(sentence):
        return _Judged(c, "other-case")
    if review and cue("withdraws").found(sentence):
        return _Judged(c, "withdrawn-at-review")
    following = " ".join(_following_sentences(c, passages))
    if review and cue("withdraws").found(following):
        return _Judged(c, "withdrawn-at-review")
    if cue("negates").found(sentence) and not _refusing_clause(sentence) and not cue("no_duty").found(sentence):
        return _Judged(c, "considered-not-applied")
    if find_balance(following) == "disclose":
        return _Judged(c, "public-interest-favoured-disclosure")
    if cue("alternative").found(sentence):
        return _Judged(c, None, "alternative")
    relies = cue("relies").found(sentence) or cue("refuses").found(sentence)
    if relies and not (cue("explains").found(sentence) and not _withholds_here(sentence)):
        return _Judged(c, None)
    if _refused_beside(c, following) and not cue("states_law").found(sentence):
        return _Judged(c, None)
    return _Judged(c, "explanation")


def _refused_beside(c: Citation, following: str) -> bool:
    """Whether the sentence just before the citation's refuses something, or one after it does so in consequence."""
    if re.search(r"\b(?:therefore|accordingly|so)\b[^.]*", following, re.IGNORECASE) and any(
        cue("refuses").found(s)
        for s in re.split(r"(?<=[.])\s", following)[1:]
        if re.search(r"\b(?:therefore|accordingly|so)\b", s)
    ):
        return True
    spans = c.passage.sentences
    here = next((i for i, (start, end) in enumerate(spans) if start <= c.start < end), 0)
    before = c.passage.text[slice(*spans[here - 1])] if here else ""
    return bool(cue("refuses").found(before)) and not cue("negates").found(before)


def _refusing_clause(sentence: str) -> bool:
    """Whether a sentence with a negation still refuses: "…does not apply, so we withhold it under"."""
    return bool(
        re.search(
            r"\b(?:withh(?:e|o)ld\w*|refus\w+|redacted|is exempt|are exempt)\b[^.]*\bunder\b", sentence, re.IGNORECASE
        )
    ) and not re.search(r"\bnot\s(?:been\s)?(?:relied|applied|withheld|exempt|rel(?:y|ying))", sentence, re.IGNORECASE)


def _withholds_here(sentence: str) -> bool:
    return bool(
        re.search(
            r"\b(?:with(?:held|hold(?:ing|s)?)|refus\w+|redacted|makes?\s\w+\sexempt|(?:is|are|therefore|also)\s(?:exempt|excepted)|we\s(?:have\s)?(?:rel(?:y|ied)|appl)|allows?\sus|exempts\sinformation)\b",
            sentence,
            re.IGNORECASE,
        )
    )


def _scope(c: Citation, passages: list[Passage]) -> list[Passage]:
    """The passages of the section a heading opens."""
    return [p for p in passages[c.passage.index + 1 :] if p.section is c.passage.section and not p.quoted]


def _asserts(around: Iterable[Passage]) -> bool:
    return any(cue("withholds").found(p.text) for p in around)


def _following_sentences(c: Citation, passages: list[Passage]) -> list[str]:
    """The sentences from the citation on that speak of it: to the next citation of another section."""
    sentences: list[str] = []
    number = c.provision.section.number if c.provision else ""
    started = False
    other = re.compile(r"\b(?:section|regulation|reg\.?|s)\s?(\d{1,3}[A-Z]?)", re.IGNORECASE)
    for p in passages[c.passage.index :]:
        if p.section is not c.passage.section or p.heading:
            break
        for start, end in p.sentences:
            if not started and (p is not c.passage or not start <= c.start < end):
                continue
            text = p.text[start:end]
            if started and any(m[1] != number for m in other.finditer(text)) and cue("relies").found(text):
                return sentences
            started = True
            sentences.append(text)
    return sentences


def _relied(judged: list[_Judged], catalogue: Catalogue) -> dict[Provision, ReliedOn]:
    """Group what is relied on by section and keep the most specific form of each."""
    groups: dict[Provision, list[_Judged]] = defaultdict(list)
    for j in judged:
        if j.citation.provision is not None:
            groups[_group(j.citation.provision, catalogue)].append(j)
    relied: dict[Provision, ReliedOn] = {}
    for items in groups.values():
        chosen = [j for j in items if j.why is None and not j.heading]
        headings = [j for j in items if j.why is None and j.heading]
        if not chosen:
            denied = any(
                j.why
                in (
                    "considered-not-applied",
                    "public-interest-favoured-disclosure",
                    "withdrawn-at-review",
                    "switch-of-regime",
                )
                for j in items
            )
            if not headings or denied:
                continue
            chosen = headings
        elif (any(j.why == "public-interest-favoured-disclosure" for j in items) and not _outlives(items)) or _given_up(
            items
        ):
            continue
        relied |= _most_specific(chosen, items)
    return relied


def _given_up(items: list[_Judged]) -> bool:
    """Whether the last thing a review says of a provision is that it is given up."""
    last = max(items, key=lambda j: (j.citation.passage.index, j.citation.start))
    return last.why == "withdrawn-at-review"


def _outlives(items: list[_Judged]) -> bool:
    """Whether a provision is relied on in a place of its own, besides where it was overridden."""
    overridden = [j for j in items if j.why == "public-interest-favoured-disclosure"]
    return any(
        j.why is None
        and all(
            j.citation.passage.section is not o.citation.passage.section
            or j.citation.passage.index > o.citation.passage.index
            for o in overridden
        )
        for j in items
    )


def _group(provision: Provision, catalogue: Catalogue) -> Provision:
    """What counts as one exemption: a section; under the regulations each exception by itself."""
    top = catalogue.regimes[provision.regime].top(provision)
    return top.provision if top else provision.section


def _most_specific(chosen: list[_Judged], items: list[_Judged]) -> dict[Provision, ReliedOn]:
    certainty: Certainty = (
        "stated" if any(j.certainty == "stated" for j in chosen if not j.heading or len(chosen) == 1) else "alternative"
    )
    direct = {j.citation.provision for j in chosen if j.citation.provision}
    deepest = {p for p in direct if not any(p != other and p.covers(other) for other in direct)}
    if all(p == p.section for p in deepest):
        named = {
            j.citation.provision
            for j in items
            if j.why == "explanation"
            and j.citation.provision
            and j.citation.provision.subdivisions
            and any(p.covers(j.citation.provision) for p in deepest)
        }
        named = {p for p in named if not any(p != other and p.covers(other) for other in named)}
        deepest = named or deepest
    relied = {}
    for provision in deepest:
        support = [
            j
            for j in [*chosen, *items]
            if j.citation.provision
            and (j.citation.provision == provision or j.citation.provision.covers(provision))
            and (j.why is None or j.citation.provision == provision)
        ]
        evidence = _evidence(support)
        if any(j.certainty == "alternative" for j in items if j.citation.provision) and not any(
            j.why is None and j.certainty == "stated" and not j.heading for j in items
        ):
            certainty = "alternative"
        relied[provision] = ReliedOn(provision, evidence, certainty)
    return relied


def _evidence(support: Iterable[_Judged], limit: int = 4) -> tuple[Evidence, ...]:
    unique = dict.fromkeys(
        j.citation.passage.evidence(j.citation.start)
        for j in sorted(support, key=lambda j: (j.heading, j.citation.passage.index))
    )
    return tuple(list(unique)[:limit])


def _with_attached(entry: ReliedOn, judged: list[_Judged], passages: list[Passage], catalogue: Catalogue) -> ReliedOn:
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
    if purposes and not any(law.entries[p].role == "purpose" for p in law.entries if p.section == section):
        purposes = ()
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
    """Conditions of personal data hang on s40(2) and reg 13; others on the provision they refine."""
    return provision.number in ("40", "13") or any(provision.covers(c) for c in conditions)


def _bar(provision: Provision, judged: list[_Judged]) -> str | None:
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
    provision: Provision, judged: list[_Judged], passages: list[Passage], catalogue: Catalogue
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
        inline = [c.text[s:e] for c in [j.citation.passage] for s, e in c.quotes if s > j.citation.start]
        below = _quoted_below(j.citation.passage, passages)
        for quotation in [*inline, *below]:
            for marker in _MARKERS.findall(quotation):
                path = (marker,) if marker[0].isdigit() else (*path[:1], marker)
                quoted = Provision(provision.regime, provision.prefix, provision.number, path)
                entry = law.entries.get(quoted)
                if entry and entry.role == "limb":
                    limbs.add(quoted)
    deepest = [p for p in limbs if not any(p != other and p.covers(other) for other in limbs)]
    return tuple(sorted(deepest, key=lambda p: p.order))


def _quoted_below(passage: Passage, passages: list[Passage]) -> list[str]:
    """The quoted passages right below one, to the end of its section."""
    quotations: list[str] = []
    for p in passages[passage.index + 1 :]:
        if p.heading or p.section is not passage.section or (not p.quoted and len(p.text) > 6):
            break
        if p.quoted:
            quotations.append(p.text)
    return quotations


def _mentioned(
    judged: list[_Judged], relied: dict[Provision, ReliedOn], bars: set[str | None], *, overridden: bool
) -> tuple[Mentioned, ...]:
    """Everything cited that is not relied on, each once with its first reason."""
    grouped: dict[tuple[str, str | None, str | None], list[_Judged]] = defaultdict(list)
    for j in judged:
        c = j.citation
        if c.provision is not None:
            if c.provision in relied or any(c.provision.covers(p) for p in relied):
                continue
            if any(c.provision in (*e.purposes, *e.conditions, *e.quoted_limbs) for e in relied.values()):
                continue
            grouped[(str(c.provision), c.provision.regime, None)].append(j)
        elif f"{c.enactment} {c.written}" not in bars:
            grouped[(c.written, None, c.enactment)].append(j)
    order: list[Why] = [
        "considered-not-applied",
        "public-interest-favoured-disclosure",
        "withdrawn-at-review",
        "switch-of-regime",
        "other-case",
    ]
    found = []
    for (written, regime, enactment), items in grouped.items():
        whys = [j.why or ("public-interest-favoured-disclosure" if overridden else "explanation") for j in items]
        why = next((w for w in order if w in whys), whys[0])
        found.append(Mentioned(written, regime, enactment, why, _evidence(items, 3)))
    return tuple(found)


def is_refusal_ground(provision: Provision, catalogue: Catalogue) -> bool:
    """Whether this is s12, s14 or the like: a refusal without an exemption."""
    top = catalogue.regimes[provision.regime].top(provision)
    return top is not None and top.role == "refusal-ground"


__all__ = ["REFUSING_ROLES", "Reliance", "is_refusal_ground", "judge_reliance"]
