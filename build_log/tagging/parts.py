"""The letter question by question: which passages answer which, and what each answer does.

Questions are known by their labels, as letters write them: "Question 2", "Q3.", "Parts (b) and
(c):", "2a)", a numbered heading, the first cell of a table. Errs for silence: a letter in which
fewer than two labelled questions are answered has no parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from build_log.law.catalogue import Catalogue
from build_log.letters.patterns import load_patterns
from build_log.model.findings import Evidence, Part, ReliedOn
from build_log.model.letter import STANDARD_TEXT
from build_log.model.provision import Provision
from build_log.tagging.acts import Acts, is_question, read_acts
from build_log.tagging.citations import Citation
from build_log.tagging.cues import cue
from build_log.tagging.grounds import is_elsewhere, refusal_outcome
from build_log.tagging.passages import Passage
from build_log.tagging.questions import asked_in, bare_label, is_title, label_of, may_name, named_in, with_figures

_PATTERNS = load_patterns("tagging")

_POINTS_BACK = _PATTERNS["points_to_answer"]
_AS_ABOVE = _PATTERNS["as_above"]
_SHORT = 14
_FEWEST = 2
_ADDRESS = 30


@dataclass
class _Block:
    """The passages that answer some questions; `loose`: a sentence that names them in passing."""

    questions: tuple[str, ...]
    passages: list[Passage] = field(default_factory=list)
    loose: bool = False


def find_parts(
    passages: list[Passage],
    citations: list[Citation],
    relied_on: tuple[ReliedOn, ...],
    catalogue: Catalogue,
) -> tuple[Part, ...]:
    """The outcome of each labelled question with what is relied on in its answer, in order."""
    blocks = list(_blocks(passages))
    if not blocks:
        return ()
    elsewhere = any(is_elsewhere([entry.provision]) for entry in relied_on)
    found: dict[str, Part] = {}
    for block in blocks:
        if not block.passages:
            continue
        same = _same_as(block, found)
        if same:
            for question in block.questions:
                found.setdefault(question, replace(same, question=question))
            continue
        acts = read_acts(block.passages)
        relied = _relied_in(block, citations, relied_on)
        outcome = _outcome(acts, relied, block, catalogue, elsewhere=elsewhere)
        if outcome == "not-held" and _states_more(block):
            outcome = "partly-disclosed"
        if block.loose and outcome == "disclosed" and "gives" not in acts and not _states_more(block):
            continue
        evidence = (acts.first(*_DECISIVE) or _first_words(block.passages[0]),)
        for question in block.questions:
            if question not in found:
                found[question] = Part(question, outcome, relied, evidence)
    numbered = {q: part for q, part in found.items() if q[0].isdigit()}
    lettered = {q: part for q, part in found.items() if not q[0].isdigit()}
    if min(len(numbered), len(lettered)) < _FEWEST:
        found = numbered if len(numbered) >= len(lettered) else lettered
    if len(found) < _FEWEST:
        return ()
    return tuple(sorted(found.values(), key=lambda part: _order(part.question)))


_DECISIVE = ("neither", "over_cost", "not_held", "searched_in_vain", "withholds", "refuses", "elsewhere", "gives")


def _first_words(p: Passage) -> Evidence:
    """The first sentence of an answer, not its number alone."""
    begins = len(p.text) - len(p.text.lstrip())
    label = bare_label(p.text[begins:])
    return p.evidence(begins + label.end() if label else begins)


def _order(question: str) -> tuple[int, str]:
    number = re.match(r"\d+", question)
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
    return (int(number[0]) if number else roman.get(question, 0), question)


def _blocks(passages: list[Passage]) -> Iterator[_Block]:
    """Cut the authority's answers at their labels; sentences that name a question elsewhere stand alone."""
    asked = asked_in(passages)
    numbered = not asked and any(bare_label(p.text) and p.find("reply_begins") and not is_question(p) for p in passages)
    current: _Block | None = None
    tabled = False
    loose: list[_Block] = []
    done: list[_Block] = []
    for p in passages:
        if p.section.kind in STANDARD_TEXT or p.section.kind == "attachments":
            current = None
            continue
        tabled = p.text.startswith("|") and (tabled or bool(cue("answers_table").found(p.text)))
        label = label_of(p, asked, tabled=tabled, numbered=numbered)
        if label and (p.section.kind != "request" or p.heading or is_title(p)):
            current = _Block(label)
            done.append(current)
            if p.text.startswith("|"):
                current.passages.append(p.part(_answer_cell(p.text)))
            elif not p.heading and not is_question(p) and not is_title(p):
                current.passages.append(p)
            elif not p.heading:
                answer = _answer_inside(p)
                if answer:
                    current.passages.append(answer)
            continue
        if p.section.kind == "request" and not (current and not p.quoted):
            continue
        if p.heading:
            if not (current and not current.passages):
                current = None
            continue
        if p.section.kind == "public-interest-test":
            current = None
        if current is not None and _turns_away(p, current):
            current = None
        if current is not None and not p.quoted:
            if not is_question(p):
                current.passages.append(p)
            continue
        loose += _named_inside(p, asked)
    if len({q for block in done for q in block.questions}) < _FEWEST and not loose:
        return
    yield from done
    yield from loose


def _turns_away(p: Passage, current: _Block) -> bool:
    """Whether a paragraph without a label names other questions than those being answered."""
    named = named_in(with_figures(p, p.sentence_at(0))) if may_name(p) else None
    return named is not None and named[0].startswith("q") and named[1] != current.questions


def _answer_inside(p: Passage) -> Passage | None:
    """The answer in the same passage as its question: what follows the question mark."""
    end = p.text.rfind("?") + 1
    return p.part(end) if end and p.text[end:].strip(" .*_") else None


def _answer_cell(row: str) -> int:
    """Where the answer of a table's row begins: behind the question, which is the second of three cells or more."""
    bars = [index for index, character in enumerate(row) if character == "|"]
    return bars[2 if len(bars) > 3 else 1]


def _named_inside(p: Passage, asked: frozenset[str]) -> list[_Block]:
    """The sentences of a paragraph without a label that name the questions they answer."""
    blocks: list[_Block] = []
    for start, end in p.sentences if may_name(p) else ():
        sentence = with_figures(p, p.text[start:end])
        named = named_in(sentence)
        if named is None or cue("asks").found(sentence) or cue("recites").found(sentence):
            continue
        word, names = named
        if asked.issuperset(names) or (not asked and word.startswith(("q", "request"))):
            blocks.append(_Block(names, [p.part(start, end)], loose=True))
    return blocks


def _relied_in(block: _Block, citations: list[Citation], relied_on: tuple[ReliedOn, ...]) -> tuple[Provision, ...]:
    """What the letter relies on, of what an answer cites."""
    places = {p.index: p for p in block.passages}
    cited = {
        c.provision
        for c in citations
        if c.provision and not c.quoted and c.passage.index in places and places[c.passage.index].holds(c.start)
    }
    return tuple(
        e.provision
        for e in relied_on
        if e.certainty == "stated" and any(c.covers(e.provision) or e.provision.covers(c) for c in cited)
    )


def _same_as(block: _Block, found: dict[str, Part]) -> Part | None:
    """The part whose answer this one only points to: "As for 1 above"."""
    text = " ".join(p.text for p in block.passages)
    if found and _AS_ABOVE.fullmatch(text):
        return found[next(reversed(found))]
    match = _POINTS_BACK.search(text) if len(text.split()) <= _SHORT else None
    return found.get(match[1]) if match else None


def _states_more(block: _Block) -> bool:
    """Whether a sentence of the answer, besides those that hold nothing, states a figure."""
    return any(
        cue("states_figure").found(p.text[start:end]) and not cue("not_held").found(p.text[start:end])
        for p in block.passages
        for start, end in p.sentences
    )


def _only_points(block: _Block) -> bool:
    """Whether an answer is no more than an address."""
    return any(re.search(r"https?:|www\.", p.text) and len(p.text.split()) < _ADDRESS for p in block.passages)


def _outcome(acts: Acts, relied: tuple[Provision, ...], block: _Block, catalogue: Catalogue, *, elsewhere: bool) -> str:
    gives = "gives" in acts or acts.in_part is not None
    if relied:
        return "partly-disclosed" if gives else refusal_outcome(relied, acts, catalogue)
    for name, outcome in (
        ("neither", "neither-confirmed-nor-denied"),
        ("over_cost", "cost-limit"),
        ("not_held", "not-held"),
        ("searched_in_vain", "not-held"),
    ):
        if name in acts:
            return "partly-disclosed" if "gives" in acts else outcome
    if not gives and ("elsewhere" in acts or (elsewhere and _only_points(block))):
        return "already-accessible"
    if "withholds" in acts or "refuses" in acts:
        return "partly-disclosed" if gives else "withheld"
    if not gives and "clarification" in acts:
        return "clarification"
    return "disclosed"
