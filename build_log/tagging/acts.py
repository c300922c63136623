"""What sentences do with a request: give, withhold, refuse, ask, extend, pass on.

The cues are in `data/cues.toml`; here they are looked for in the authority's own sentences, and
a sentence that denies what its words say ("nothing has been withheld"), or speaks of requests in
general, does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from build_log.letters.patterns import load_patterns
from build_log.model.findings import Evidence
from build_log.model.letter import STANDARD_TEXT
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage, lacking_in

_PATTERNS = load_patterns("tagging")

_ACTS = (
    "withholds",
    "refuses",
    "gives",
    "gives_part",
    "gives_all",
    "refuses_all",
    "rest_refused",
    "not_held",
    "searched_in_vain",
    "neither",
    "over_cost",
    "elsewhere",
    "all_elsewhere",
    "vexatious",
    "repeated",
    "clarification",
    "extended",
    "decided",
    "fee_notice",
    "transferred",
    "withdrawn",
    "advises",
    "answers",
)
_REFUSALS = frozenset({"withholds", "refuses", "gives_part"})
_RECITED = frozenset({"extended", "withholds", "refuses", "gives_part", "over_cost", "rest_refused"})
_NOT_IN_GENERAL = frozenset(
    {"withholds", "refuses", "over_cost", "vexatious", "repeated", "gives", "neither", "elsewhere"}
)


_REVIEW = _PATTERNS["speaks_of_review"]
_CONDITION = _PATTERNS["is_conditional"]
_MODAL = _PATTERNS["only_might_be"]


@dataclass(frozen=True, slots=True)
class Acts:
    """Where each act was first found: a passage, and the offset of the sentence in it."""

    places: dict[str, tuple[Passage, int]]

    def __contains__(self, name: str) -> bool:
        return name in self.places

    def __getitem__(self, name: str) -> Evidence:
        passage, start = self.places[name]
        return passage.evidence(start)

    @property
    def in_part(self) -> Evidence | None:
        """The words that withhold a part, so that another was given: "some" alone, or "the rest" alone."""
        some, rest = self.places.get("gives_part"), self.places.get("rest_refused")
        if "refuses_all" in self or (some != rest and some and rest):
            return None
        return self.first("gives_part", "rest_refused")

    def first(self, *names: str) -> Evidence | None:
        """The evidence of the first of `names` that was found."""
        return next((self[name] for name in names if name in self), None)


def read_acts(passages: Iterable[Passage]) -> Acts:
    """What the sentences of `passages` do; those quoted or of standard text do nothing."""
    places: dict[str, tuple[Passage, int]] = {}
    own = [passage for passage in passages if is_own(passage)]
    nowhere = lacking_in(own)
    left = [(name, cue(name)) for name in _ACTS if cue(name).possible(nowhere)]
    for passage in own:
        lacking = passage.lacks
        wanted = [(name, words) for name, words in left if words.needs & lacking != words.needs]
        for start, end in passage.sentences if wanted else ():
            sentence = passage.text[start:end]
            for name, words in wanted:
                match = None if name in places else words.found(sentence)
                if (
                    match
                    and not passage.is_quoted_at(start + match.start())
                    and _meant(name, sentence)
                    and not _is_asked(passage)
                    and not (name == "clarification" and passage.section.kind == "request")
                ):
                    places[name] = passage, start
                    left.remove((name, words))
    return Acts(places)


def _is_asked(passage: Passage) -> bool:
    """Whether a passage of the letter's head restates what was asked: "Request: the number of …"."""
    return passage.section.kind == "opening" and passage.find("restates_request") is not None


def _meant(name: str, sentence: str) -> bool:
    """Whether a sentence does what its words name, and does not deny it or speak in general."""
    if name in _RECITED and (cue("recites").found(sentence) or cue("other_case").found(sentence)):
        return False
    if (name in _REFUSALS or name == "neither") and cue("nothing_withheld").found(sentence):
        return False
    if name in _REFUSALS and cue("hypothetical").found(sentence):
        return False
    if name == "gives_part" and cue("alternative").found(sentence):
        return False
    if name == "gives" and cue("gives_not").found(sentence):
        return False
    if name == "withdrawn" and _CONDITION.search(sentence):
        return False
    if name == "extended" and _REVIEW.search(sentence):
        return False
    if name == "gives_part" and (cue("refuses_all").found(sentence) or _MODAL.search(sentence)):
        return False
    return name not in _NOT_IN_GENERAL or not cue("speaks_in_general").found(sentence)


def is_own(passage: Passage) -> bool:
    """Whether the passage is the authority's answer. Under "You asked …" only what says "we" is."""
    if passage.heading or passage.quoted or passage.section.kind in STANDARD_TEXT:
        return False
    if passage.section.kind != "request":
        return True
    if passage.item:
        return False
    return passage.section.heading is None or bool(passage.find("answer_begins"))


def is_question(passage: Passage) -> bool:
    """Whether a passage asks, or restates what was asked, and answers nothing."""
    return bool(
        passage.find("asks") or (passage.find("request_item") and not re.search(r":\s*\S+\Z|\bhttps?:", passage.text))
    )
