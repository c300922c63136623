"""One citation judged where it stands: does the sentence withhold under it, and if not, why is it there.

The requester's words, quoted statute and standard text are never relied on; in the authority's
own words cues of withholding, refusing, negation and balance decide, sentence by sentence. What
is only named (a heading, a point of a list, a label) is judged by the letter as a whole. Errs
for mentioning: what the letter neither withholds under nor lists among its grounds is mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Certainty, Why
from build_log.model.letter import STANDARD_TEXT
from build_log.model.provision import Provision
from build_log.tagging.citations import Citation
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage
from build_log.tagging.public_interest import find_balance
from build_log.tagging.refusing import asserts, denies_holding, is_idle, is_own_words, still_refuses, tells_refusal
from build_log.tagging.surroundings import (
    LOOK_BACK,
    NEAR,
    OTHER_PROVISION,
    clause_at,
    following_sentences,
    lead_in,
    main_clause,
    passages_below,
    said_next,
    sentences_before,
    sentences_below,
    stands_apart,
)

Strength = Literal["asserted", "applied", "named", "recited", "heading"]
"""How a citation without a reason against it stands: a sentence withholds under it; the law is
stated and then applied; it is only named; or a review tells that it was relied on before."""

_OPENING = 40
_LABEL_WORDS = 5
_FULL_STOP = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Letterwide:
    """What the whole letter says that bears on each citation.

    `review`: it decides a review; `upholding`: some of the earlier decision stands;
    `withholding`: somewhere it withholds something; `environmental`: it names the environmental
    rules as those it is handled under; `not_held`: it says of something that it is not held;
    `denying`: it will not say whether information is held, so that what would be exempt
    were it held is relied on.
    """

    review: bool
    upholding: bool
    withholding: bool
    environmental: bool
    not_held: bool
    denying: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A citation with its reason against reliance; None where there is none, and then how it stands.

    `denies`: the sentence that relies on it will not say whether information is held.
    """

    citation: Citation
    why: Why | None
    certainty: Certainty = "stated"
    strength: Strength = "asserted"
    denies: bool = False

    @property
    def heading(self) -> bool:
        """Whether it stands in a heading."""
        return self.strength == "heading"

    @property
    def asserted(self) -> bool:
        """Whether a sentence withholds or refuses under it."""
        return self.why is None and self.strength == "asserted"


def judge_citation(c: Citation, passages: list[Passage], catalogue: Catalogue, letter: Letterwide) -> Judged:
    """Judge one citation in its sentence, its paragraph and the letter."""
    if c.provision is None:
        return Judged(c, "other-enactment")
    entry = catalogue.regimes[c.provision.regime].entries[c.provision]
    kind = c.passage.section.kind
    if kind == "quoted-mail" or (kind == "request" and not _own_in_request(c)):
        return Judged(c, "request")
    if c.quoted:
        return Judged(c, "request" if _requesters_quotation(c) else "quoted-statute")
    if c.passage.find("statute_clause"):
        return Judged(c, "quoted-statute")
    before = c.passage.text[max(0, c.start - LOOK_BACK) : c.start]
    if cue("statute_reference_before").found(before):
        return Judged(c, "quoted-statute")
    if cue("compares_before").found(before):
        return Judged(c, "explanation")
    if entry.role in ("purpose", "condition"):
        return Judged(c, "purpose" if entry.role == "purpose" else "condition")
    if entry.role == "notice":
        return Judged(c, "notice")
    if entry.role in ("procedure", "certificate") or not catalogue.regimes[c.provision.regime].taggable(c.provision):
        return Judged(c, "procedure")
    if kind in STANDARD_TEXT and not (kind == "advice" and asserts(c.passage.sentence_at(c.start))):
        return Judged(c, "explanation")
    if _may_switch(c.provision) and (
        letter.environmental or cue("switches_regime").found(c.passage.sentence_at(c.start))
    ):
        return Judged(c, "switch-of-regime")
    if _is_row_of_figures(c):
        return Judged(c, "explanation")
    if cue("asks").found(c.passage.sentence_at(c.start)) and not c.passage.heading:
        return _judge_asked(c, passages, letter)
    if c.passage.heading:
        return _judge_heading(c, passages, letter)
    return _judge_own_words(c, passages, letter)


def _may_switch(provision: Provision) -> bool:
    """Whether this is FOIA s39 or FOISA s39(2), for environmental information; FOISA s39(1) is another exemption."""
    return provision.number == "39" and provision.subdivisions[:1] != ("1",)


def _judge_asked(c: Citation, passages: list[Passage], letter: Letterwide) -> Judged:
    """A question is the requester's, but a review asks its own: "Was section 40(2) needed?"."""
    if not letter.review:
        return Judged(c, "request")
    answer = " ".join(following_sentences(c, passages)[1:])
    return Judged(c, "withdrawn-at-review") if cue("withdraws").found(answer) else Judged(c, None, strength="recited")


def _requesters_quotation(c: Citation) -> bool:
    """Whether a quotation is the requester's: it speaks in the first or second person."""
    text = c.passage.text
    start, end = next(((s, e) for s, e in c.passage.quotes if s < c.start < e), (0, len(text)))
    return bool(cue("speaks_in_person").found(text[start:end]))


def _own_in_request(c: Citation) -> bool:
    """Whether a sentence in the requester's section is the authority's: it says what "we" did.

    A row of a table there is, where it decides: "| The study | Withheld: regulation 10(4)(d) |".
    """
    if c.passage.heading:
        return True
    if c.passage.is_quoted_at(c.start) or c.passage.item:
        return False
    if c.passage.text.startswith("|"):
        return bool(c.passage.find("refuses") or c.passage.find("not_held"))
    sentence = c.passage.sentence_at(c.start)
    if cue("requester_speaks").found(sentence):
        return False
    return c.passage.section.heading is None or bool(cue("authority_speaks").found(sentence))


def _judge_heading(c: Citation, passages: list[Passage], letter: Letterwide) -> Judged:
    """A heading that names an exemption counts where nothing below it says otherwise."""
    around = passages_below(c, passages)
    below = " ".join(p.text for p in around)
    if find_balance(below) == "disclose":
        return Judged(c, "public-interest-favoured-disclosure", strength="heading")
    if not any(p.find("withholds") for p in around) and cue("negates").found(below) and not _relies_at_all(around):
        return Judged(c, "considered-not-applied", strength="heading")
    here = " ".join(sentences_below(c, around))
    if letter.review and cue("withdraws").found(here) and find_balance(here) is None:
        return Judged(c, "withdrawn-at-review", strength="heading")
    supported = letter.withholding or any((p.find("relies") or p.find("refuses")) and is_own_words(p) for p in around)
    return Judged(c, None if supported else "explanation", strength="heading")


def _relies_at_all(around: list[Passage]) -> bool:
    """Whether any sentence relies on a provision and does not deny it."""
    sentences = (p.text[start:end] for p in around for start, end in p.sentences)
    return any(cue("relies").found(s) and not cue("negates").found(s) for s in sentences)


def _judge_own_words(c: Citation, passages: list[Passage], letter: Letterwide) -> Judged:
    sentence = c.passage.sentence_at(c.start)
    clause = clause_at(c)
    if cue("other_case").found(sentence):
        return Judged(c, "other-case")
    told = following_sentences(c, passages)
    following = " ".join(told)
    if letter.review and (
        (cue("withdraws").found(clause) and not cue("requester_speaks").found(clause))
        or (_withdrawn_after(told, sentence) and not (asserts(sentence) and cue("asserts_now").found(clause)))
    ):
        return Judged(c, "withdrawn-at-review")
    if (
        cue("recites").found(sentence)
        or _goes_on_reciting(c)
        or (letter.review and (_under_recital(c, sentence) or tells_refusal(sentence, clause)))
    ):
        if letter.review and _upheld_after(told):
            return Judged(c, None)
        if letter.review and _denied_after(told, ""):
            return Judged(c, "withdrawn-at-review")
        return Judged(c, None, strength="recited") if letter.review else Judged(c, "other-case")
    if cue("requester_speaks").found(clause):
        return Judged(c, None, strength="recited") if letter.review and asserts(clause) else Judged(c, "request")
    if _would_be_exempt(c, sentence, letter):
        return Judged(c, None)
    if undecided := cue("leaves_open").found(sentence):
        begins, _ = c.passage.span_at(c.start)
        if begins + undecided.end() <= c.start:
            return Judged(c, "considered-not-applied")
        sentence = sentence[: undecided.start()]
        clause = clause.partition(undecided[0])[0]
    if cue("alternative").found(sentence) and not cue("no_duty").found(sentence):
        return Judged(c, None, "alternative")
    left = cue("leaves_it").found(sentence) and not cue("refuses_under").found(clause)
    if left or cue("hypothetical").found(sentence):
        return Judged(c, "considered-not-applied")
    if cue("negates").found(clause) and not still_refuses(clause) and not cue("no_duty").found(sentence):
        decided = find_balance(following) == "withhold" or cue("finds_engaged").found(following)
        weighed = decided and cue("weighs_whether").found(sentence) and not _denied_after(told, clause)
        return Judged(c, None if weighed else "considered-not-applied")
    if find_balance(following) == "disclose":
        return Judged(c, "public-interest-favoured-disclosure")
    if _denied_after(told, clause):
        return Judged(c, "withdrawn-at-review" if letter.review else "considered-not-applied")
    main = main_clause(c, sentence)
    if cue("speaks_in_general").found(main):
        return _explained(c, told)
    lead = lead_in(c, passages)
    if lead and cue("speaks_in_general").found(lead):
        return Judged(c, "explanation")
    if lead and cue("hypothetical").found(lead):
        return Judged(c, "considered-not-applied")
    said = " ".join(said_next(told))
    if letter.review and len(sentence.split()) <= _LABEL_WORDS and cue("upholds").found(said):
        return Judged(c, "considered-not-applied" if cue("negates").found(said) else None)
    if asserts(main) or (letter.review and cue("upholds").found(sentence)):
        return Judged(c, None, denies=denies_holding(sentence))
    if lead and asserts(lead) and not cue("negates").found(lead) and not is_idle(main):
        return Judged(c, None, denies=denies_holding(lead))
    if _refused_beside(c, following) and not cue("states_law").found(sentence):
        return Judged(c, None)
    if not stands_apart(c) and (cue("states_law").found(sentence) or cue("explains").found(sentence)):
        return _explained(c, told)
    return Judged(c, None, strength="named")


def _is_row_of_figures(c: Citation) -> bool:
    """Whether a provision only labels a row of a table of numbers: "| 27(1) | 3 | 5 |"."""
    text = c.passage.text
    rest = text[: c.start] + text[c.end :]
    return "|" in text and not any(character.isalpha() for character in rest)


def _would_be_exempt(c: Citation, sentence: str, letter: Letterwide) -> bool:
    """Whether a Scottish letter that denies nothing and confirms nothing says what would be exempt, were it held."""
    return (
        letter.denying
        and c.provision is not None
        and c.provision.regime == "FOISA"
        and bool(cue("names_ground").found(sentence))
        and not cue("negates").found(sentence)
        and not cue("states_law").found(sentence)
        and not cue("speaks_in_general").found(sentence)
    )


def _explained(c: Citation, told: list[str]) -> Judged:
    """A sentence that states the law: an explanation, unless those after it apply it to what was asked."""
    if _refused_in_consequence(told[1:]) or _refused_just_before(c):
        return Judged(c, None)
    begins, _ = c.passage.span_at(c.start)
    if len({m[1] for m in OTHER_PROVISION.finditer(told[0] if told else "")}) > 1:
        return Judged(c, "explanation")
    if c.start - begins <= _OPENING and any(cue("applies_here").found(s) for s in told[1:]):
        return Judged(c, None, strength="applied")
    return Judged(c, "explanation")


def _goes_on_reciting(c: Citation) -> bool:
    """Whether the sentence before recites an earlier letter and this one, in the past tense, goes on with it."""
    before = sentences_before(c, 1)
    return bool(before and cue("recites").found(before[0]) and cue("past").found(c.passage.sentence_at(c.start)))


def _under_recital(c: Citation, sentence: str) -> bool:
    """Whether a sentence in the past tense stands under a heading like "The original decision"."""
    heading = c.passage.section.heading
    return bool(heading and cue("recital_heading").found(heading) and cue("past").found(sentence))


def _refused_beside(c: Citation, following: str) -> bool:
    """Whether a sentence shortly before refuses something, or one after it does so in consequence."""
    if _refused_in_consequence(_FULL_STOP.split(following)[1:]):
        return True
    return any(cue("refuses").found(s) and not cue("negates").found(s) for s in sentences_before(c, NEAR))


def _refused_just_before(c: Citation) -> bool:
    """Whether the sentence before refuses and names no provision: "We refuse it. Regulation 12(4)(c) provides …"."""
    return any(
        cue("withholds").found(s) and not (cue("negates").found(s) or OTHER_PROVISION.search(s) or is_idle(s))
        for s in sentences_before(c, 1)
    )


def _refused_in_consequence(sentences: Iterable[str]) -> bool:
    """Whether a sentence refuses "therefore", before another provision is named."""
    for sentence in sentences:
        refuses, other = cue("refuses").found(sentence), OTHER_PROVISION.search(sentence)
        if other and not (refuses and refuses.start() < other.start()):
            return False
        if refuses and cue("in_consequence").found(sentence) and not is_idle(sentence):
            return True
    return False


def _withdrawn_after(told: list[str], sentence: str) -> bool:
    """Whether a review gives up what it cites, here (unless in the requester's words) or before naming a provision."""
    later = takewhile(lambda s: not OTHER_PROVISION.search(s), told[1:])
    said = list(later) if cue("requester_speaks").found(sentence) else [*told[:1], *later]
    return bool(cue("withdraws").found(" ".join(said)))


def _upheld_after(told: list[str]) -> bool:
    """Whether a review goes on to uphold what it has just recited."""
    return any(cue("upholds_that").found(s) for s in said_next(told))


def _denied_after(told: list[str], clause: str) -> bool:
    """Whether one of the sentences right after says that this provision, or those before it, is not relied on."""
    for sentence in said_next(told):
        if cue("arises_not").found(sentence):
            return True
        if cue("denies_that").found(sentence):
            return not cue("withholds_here").found(clause)
    return len(told) > 1 and bool(cue("denies_these").found(told[1]))
