"""One citation judged where it stands: does the sentence withhold under it, and if not, why is it there.

The requester's words, quoted statute and standard text are never relied on; in the authority's
own words cues of withholding, refusing, negation and balance decide, sentence by sentence. A
heading that names an exemption counts where the letter withholds and nothing below it says
otherwise. Errs for mentioning: what no sentence withholds under is not relied on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, takewhile

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Certainty, Why
from build_log.model.letter import STANDARD_TEXT
from build_log.tagging.citations import Citation
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage, passages_from
from build_log.tagging.public_interest import find_balance

_REACH = 15
_REACH_BACK = 3
_LONGEST = 600
"""How many passages a sentence about a provision can be away from its citation."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A citation with its reason, which is None where it is relied on."""

    citation: Citation
    why: Why | None
    certainty: Certainty = "stated"
    heading: bool = False


def is_own_words(passage: Passage) -> bool:
    """Whether the passage is the authority's own words about this request."""
    return not passage.quoted and passage.section.kind not in STANDARD_TEXT | {"request"}


def judge_citation(
    c: Citation, passages: list[Passage], catalogue: Catalogue, *, review: bool, withholding: bool
) -> Judged:
    """Judge `c`. `review`: the letter decides a review; `withholding`: somewhere it withholds something."""
    if c.provision is None:
        return Judged(c, "other-enactment")
    entry = catalogue.regimes[c.provision.regime].entries[c.provision]
    kind = c.passage.section.kind
    if kind == "quoted-mail" or (kind == "request" and not _own_in_request(c)):
        return Judged(c, "request")
    if c.quoted:
        return Judged(c, "request" if _requesters_quotation(c) else "quoted-statute")
    if entry.role in ("purpose", "condition"):
        return Judged(c, "purpose" if entry.role == "purpose" else "condition")
    if entry.role == "notice":
        return Judged(c, "notice")
    if entry.role in ("procedure", "certificate") or not catalogue.regimes[c.provision.regime].taggable(c.provision):
        return Judged(c, "procedure")
    if kind in STANDARD_TEXT and not (kind == "advice" and cue("relies").found(c.passage.sentence_at(c.start))):
        return Judged(c, "explanation")
    return _judge_own_words(c, passages, review=review, withholding=withholding)


def _requesters_quotation(c: Citation) -> bool:
    """Whether a quotation is the requester's: it speaks in the first or second person."""
    text = c.passage.text
    start, end = next(((s, e) for s, e in c.passage.quotes if s < c.start < e), (0, len(text)))
    return bool(cue("speaks_in_person").found(text[start:end]))


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


def _judge_own_words(c: Citation, passages: list[Passage], *, review: bool, withholding: bool) -> Judged:
    sentence = c.passage.sentence_at(c.start)
    if c.passage.heading:
        around = _scope(c, passages)
        below = " ".join(p.text for p in around)
        if find_balance(below) == "disclose":
            return Judged(c, "public-interest-favoured-disclosure", heading=True)
        if not _asserts(around) and (cue("negates").found(below) and not cue("relies").found(below)):
            return Judged(c, "considered-not-applied", heading=True)
        if review and cue("withdraws").found(below) and find_balance(below) is None:
            return Judged(c, "withdrawn-at-review", heading=True)
        supported = withholding or any((p.find("relies") or p.find("refuses")) and is_own_words(p) for p in around)
        return Judged(c, None if supported else "explanation", heading=True)
    if cue("switches_regime").found(sentence) and c.provision and c.provision.section.number == "39":
        return Judged(c, "switch-of-regime")
    if cue("other_case").found(sentence):
        return Judged(c, "other-case")
    if review and cue("withdraws").found(sentence):
        return Judged(c, "withdrawn-at-review")
    following = " ".join(_following_sentences(c, passages))
    if review and cue("withdraws").found(following):
        return Judged(c, "withdrawn-at-review")
    if cue("negates").found(sentence) and not _refusing_clause(sentence) and not cue("no_duty").found(sentence):
        return Judged(c, "considered-not-applied")
    if find_balance(following) == "disclose":
        return Judged(c, "public-interest-favoured-disclosure")
    if cue("alternative").found(sentence):
        return Judged(c, None, "alternative")
    relies = cue("relies").found(sentence) or cue("refuses").found(sentence)
    if relies and not (cue("explains").found(sentence) and not cue("withholds_here").found(sentence)):
        return Judged(c, None)
    if _refused_beside(c, following) and not cue("states_law").found(sentence):
        return Judged(c, None)
    return Judged(c, "explanation")


def _refused_beside(c: Citation, following: str) -> bool:
    """Whether a sentence shortly before refuses something, or one after it does so in consequence."""
    after = re.split(r"(?<=[.])\s", following)[1:]
    if any(cue("in_consequence").found(s) and cue("refuses").found(s) for s in after):
        return True
    before = [c.passage.text[start:end] for start, end in c.passage.sentences if end <= c.start]
    return any(cue("refuses").found(s) and not cue("negates").found(s) for s in before[-_REACH_BACK:])


def _refusing_clause(sentence: str) -> bool:
    """Whether a sentence with a negation still refuses: "…does not apply, so we withhold it under"."""
    return bool(cue("refuses_under").found(sentence)) and not cue("denies_reliance").found(sentence)


def _scope(c: Citation, passages: list[Passage]) -> list[Passage]:
    """The passages of the section a heading opens."""
    below = takewhile(lambda p: p.section is c.passage.section, passages_from(passages, c.passage.index + 1))
    return [p for p in below if not p.quoted]


def _asserts(around: Iterable[Passage]) -> bool:
    return any(p.find("withholds") for p in around)


def _following_sentences(c: Citation, passages: list[Passage]) -> list[str]:
    """The sentences from the citation on that speak of it: to the next citation of another section."""
    sentences: list[str] = []
    number = c.provision.section.number if c.provision else ""
    started = False
    other = re.compile(r"\b(?:section|regulation|reg\.?|s)\s?(\d{1,3}[A-Z]?)", re.IGNORECASE)
    for p in islice(passages_from(passages, c.passage.index), _REACH):
        if p.section is not c.passage.section or p.heading:
            break
        for start, end in p.sentences:
            if not started and (p is not c.passage or not start <= c.start < end):
                continue
            text = p.text[start:end]
            if started and any(m[1] != number for m in other.finditer(text)) and cue("relies").found(text):
                return sentences
            started = True
            sentences.append(text[:_LONGEST])
            if len(sentences) > _REACH:
                return sentences
    return sentences
