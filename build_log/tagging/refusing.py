"""What a sentence or a letter refuses, told by its words: no citation is looked at here."""

from __future__ import annotations

from build_log.model.letter import STANDARD_TEXT
from build_log.tagging.cues import cue
from build_log.tagging.passages import Passage

_NOT_OWN = STANDARD_TEXT | {"request"}
_DECIDES = frozenset({"decision", "reasons", "public-interest-test"})
_REFUSING = ("withholds", "refuses", "relies", "neither", "over_cost", "vexatious")
"""The cues of which a sentence that refuses something holds one."""


def is_own_words(passage: Passage) -> bool:
    """Whether the passage is the authority's own words about this request."""
    return not passage.quoted and passage.section.kind not in _NOT_OWN


def withholds_somewhere(own: list[Passage], *, review: bool = False) -> bool:
    """Whether any sentence of `own`, the authority's own passages, withholds or refuses something.

    A letter that says it gives everything withholds nothing, whatever its standard text says.
    """
    if any(p.find("gives_all") for p in own):
        return any(_refuses_now(p.text[s:e]) for p in own if p.section.kind in _DECIDES for s, e in p.sentences)
    for p in own:
        if any(cue(name).possible(p.lacks) for name in _REFUSING):
            for start, end in p.sentences:
                sentence = p.text[start:end]
                if _refuses_something(sentence) and not is_idle(sentence) and (review or not _is_past(sentence)):
                    return True
    return False


def _refuses_now(sentence: str) -> bool:
    """Whether a sentence withholds here and now, which a letter that gives everything does not."""
    refuses = cue("withholds").found(sentence) or (
        cue("asserts_now").found(sentence) and cue("names_ground").found(sentence)
    )
    return bool(refuses) and not (is_idle(sentence) or _is_past(sentence) or cue("negates").found(sentence))


def _refuses_something(sentence: str) -> bool:
    if cue("withholds").found(sentence) or cue("refuses").found(sentence) or cue("neither").found(sentence):
        return True
    if (cue("over_cost").found(sentence) or cue("vexatious").found(sentence)) and not cue("negates").found(sentence):
        return True
    return bool(
        cue("relies").found(sentence)
        and (cue("names_exemption").found(sentence) or cue("names_ground").found(sentence))
        and not cue("negates").found(sentence)
    )


def _is_past(sentence: str) -> bool:
    """Whether what a sentence refuses was refused before, would be, or is asked about."""
    return any(cue(name).found(sentence) for name in ("other_case", "recites", "hypothetical", "asks"))


def is_idle(sentence: str) -> bool:
    """Whether a sentence with words of refusal refuses nothing here: it denies it, or speaks in general."""
    return bool(cue("nothing_withheld").found(sentence) or cue("speaks_in_general").found(sentence))


def asserts(text: str) -> bool:
    """Whether a sentence withholds or refuses, and does not only say what the law is."""
    if is_idle(text):
        return False
    relies = cue("relies").found(text) or cue("refuses").found(text)
    return bool(relies) and not (cue("explains").found(text) and not cue("withholds_here").found(text))


def denies_holding(sentence: str) -> bool:
    """Whether a sentence will not say whether information is held, or says what would be exempt if it were."""
    return any(cue(name).found(sentence) for name in ("neither", "no_duty", "if_held"))


def tells_refusal(sentence: str, clause: str) -> bool:
    """Whether a review tells, in the past tense, what was refused, and says nothing of it yet."""
    decided = any(cue(name).found(clause) for name in ("upholds", "asserts_now", "negates"))
    return not decided and cue("refused_then").found(sentence) is not None


def still_refuses(sentence: str) -> bool:
    """Whether a sentence with a negation still refuses: "…does not apply, so we withhold it under"."""
    return bool(cue("refuses_under").found(sentence)) and not cue("denies_reliance").found(sentence)
