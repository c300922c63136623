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
from build_log.model.findings import Evidence, Part, ReliedOn
from build_log.model.letter import STANDARD_TEXT
from build_log.model.provision import Provision
from build_log.tagging.acts import Acts, is_question, read_acts
from build_log.tagging.citations import Citation
from build_log.tagging.cues import cue
from build_log.tagging.grounds import is_elsewhere, refusal_outcome
from build_log.tagging.passages import Passage
from build_log.tagging.stems import may_match, needs, stem_of

_ID = r"\(?(?:\d{1,2}(?:[a-h]|\([a-h]\)|\.[a-h])?|[a-hA-H]|i{1,3}|iv|vi{0,3}|ix)\)?"
_NUMBERS = rf"{_ID}(?:\s?(?:,|&|and|to|-|–)\s?{_ID})*"
_WORD = r"(?:q(?:uestion)?s?|requests?|parts?|points?|items?|quer(?:y|ies)|answers?|responses?)"
_NO_ACT = r"(?!\s(?:of|to|in)\s(?:the|that|this)\s(?:\w+\s){0,3}(?:Act|Schedule|Regulations|Code)\b)"
_WORDED = re.compile(
    rf"\A\W{{0,4}}(?:(?:in\s(?:relation|response|answer|respect|regard)\s(?:to|of)|(?:re|regarding|for|as\s(?:for|to)|at|with\sregard\sto|turning\sto|your|the|answers?\sto|on)\s)*\s?(?:your\s)?)"
    rf"{_WORD}\s?(?:no\.?\s|numbers?\s|to\s(?:questions?\s|parts?\s)?)?(?P<ids>{_NUMBERS})(?![\w(]|[-/.]\d){_NO_ACT}",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    rf"\b(?P<word>{_WORD}(?:\s(?:to|at|in))?|information\s(?:at|in))\s?(?P<ids>{_NUMBERS})(?![\w(%]|[-/.]\d){_NO_ACT}",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\A(?:[-•>]\s)?(?:(?P<ids>\(?(?:\d{1,2}[a-h]?|[a-hA-H]|i{1,3}|iv|vi{0,3})(?:[.):]\)?|\s[-–]))\s+(?=\S)"
    r"|\((?P<in>\d{1,2}[a-h]?|[a-hA-H]|i{1,3}|iv|vi{0,3})\)\s+(?=\S))"
)
_ASKED = re.compile(r"(?:\A|[\s\"“'‘(])(?:Q(?:uestion)?\s?)?((?:\d{1,2}[a-h]?|[a-hA-H]|i{1,3}|iv|v)[.):])\)?\s")
_CELL = re.compile(rf"\A\|\s?(?:{_WORD}\s?)?(?P<ids>{_NUMBERS})[.)]?(?:\s[^|]*)?\|(?P<rest>.+)\|\s?\Z", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\A[^.]{0,45}\b(?:your|the)\s(?P<word>first|second|third|fourth|fifth|sixth|last)\s(?:question|part|point|request|item|of\s(?:your|these))\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s?(,|&|\band\b|\bto\b|-|–)\s?")
_STRAY = re.compile(r"[().:\s]")
_OPENING = 120
_POINTS_BACK = re.compile(
    r"\b(?:as\s(?:for|in|at|with|above|per)|see)\s(?:(?:the\s)?(?:answer|response|reply)\s(?:to|at)\s)?(?:q(?:uestion)?\s?)?\(?(\d{1,2}[a-h]?)\b",
    re.IGNORECASE,
)
_AS_ABOVE = re.compile(r"\W*(?:\w{1,3}[.)]\s+)?(?:please\s)?(?:as|see)\s(?:above|previous|before)\W*", re.IGNORECASE)
_SHORT = 14
_TITLE = 6
_FEWEST = 2
_ADDRESS = 30
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6"}
_WORD_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}
_SPELT = re.compile(
    rf"\b({_WORD})\s({'|'.join(_WORD_NUMBERS)})\b(?:\s(and|to)\s({'|'.join(_WORD_NUMBERS)})\b)?", re.IGNORECASE
)
_NUMBERED = needs(stem_of(word) for word in _WORD_NUMBERS)
_COUNTED = needs(stem_of(word) for word in (*_ORDINALS, "last"))
_NAMING = needs(
    stem_of(word)
    for stem in ("question", "request", "part", "point", "item", "answer", "response", "query", "information")
    for word in (stem, f"{stem}s", "queries")
)
_Q = re.compile(r"\b[Qq]\.?\s?\d")


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
    label = _BARE.match(p.text[begins:])
    return p.evidence(begins + label.end() if label else begins)


def _order(question: str) -> tuple[int, str]:
    number = re.match(r"\d+", question)
    roman = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
    return (int(number[0]) if number else roman.get(question, 0), question)


def _blocks(passages: list[Passage]) -> Iterator[_Block]:
    """Cut the authority's answers at their labels; sentences that name a question elsewhere stand alone."""
    asked = _asked(passages)
    numbered = not asked and any(
        _BARE.match(p.text) and p.find("reply_begins") and not is_question(p) for p in passages
    )
    current: _Block | None = None
    tabled = False
    loose: list[_Block] = []
    done: list[_Block] = []
    for p in passages:
        if p.section.kind in STANDARD_TEXT or p.section.kind == "attachments":
            current = None
            continue
        tabled = p.text.startswith("|") and (tabled or bool(cue("answers_table").found(p.text)))
        label = _label(p, asked, tabled=tabled, numbered=numbered)
        if label and (p.section.kind != "request" or p.heading or _is_title(p)):
            current = _Block(label)
            done.append(current)
            if p.text.startswith("|"):
                current.passages.append(p.part(_answer_cell(p.text)))
            elif not p.heading and not is_question(p) and not _is_title(p):
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
    if not _may_name(p):
        return False
    match = _INSIDE.search(_with_figures(p, p.sentence_at(0)))
    return match is not None and match["word"].lower().startswith("q") and current.questions != _ids(match["ids"])


def _asked(passages: list[Passage]) -> frozenset[str]:
    """The labels of the questions as the request has them."""
    return frozenset(
        name
        for p in passages
        if p.section.kind == "request" or (p.quoted and p.section.kind == "opening")
        for match in _ASKED.finditer(p.text)
        for name in _ids(match[1])
    )


def _label(p: Passage, asked: frozenset[str], *, tabled: bool, numbered: bool) -> tuple[str, ...]:
    """The questions a passage says it is about, by the label it opens with.

    A bare number or letter is a label where the request has it; where no request is printed, if a
    question follows it or a capital does: the limbs of statutes have letters too, and small ones
    behind them; `numbered`: all paragraphs of the letter are numbered. A table's first cell is one
    where its head speaks of questions.
    """
    if p.quoted or p.find("statute_text"):
        return ()
    text = _with_figures(p, p.text[:_OPENING]) + p.text[_OPENING:]
    cell = _CELL.match(text) if text.startswith("|") and tabled else None
    if text.startswith("|") and not cell:
        return ()
    match = cell or _WORDED.match(text) or (None if p.heading and len(text) > 200 else _BARE.match(text))
    if match:
        groups = match.groupdict()
        names = _ids(groups.get("ids") or groups.get("in") or "")
        if match.re is _BARE:
            begins = text[match.end() : match.end() + 1]
            free = not asked and not numbered and (is_question(p) or not begins.islower())
            return names if free or asked.issuperset(names) else ()
        return names
    ordinal = _ORDINAL.match(text) if may_match(_COUNTED, p.lacks) else None
    if ordinal and ordinal["word"].lower() in _ORDINALS:
        return (_ORDINALS[ordinal["word"].lower()],)
    return ()


def _is_title(p: Passage) -> bool:
    """Whether a passage is nothing but a label in words, "Questions 2 and 4", between a request and its answer."""
    return len(p.text.split()) <= _TITLE and _WORDED.match(p.text) is not None


def _with_figures(p: Passage, text: str) -> str:
    """The text with "questions two and four" in figures."""
    return _SPELT.sub(_in_figures, text) if may_match(_NUMBERED, p.lacks) else text


def _may_name(p: Passage) -> bool:
    """Whether a passage can name a question at all."""
    return may_match(_NAMING, p.lacks) or _Q.search(p.text) is not None


def _in_figures(match: re.Match[str]) -> str:
    second = f" {match[3]} {_WORD_NUMBERS[match[4].lower()]}" if match[4] else ""
    return f"{match[1]} {_WORD_NUMBERS[match[2].lower()]}{second}"


def _ids(text: str) -> tuple[str, ...]:
    """`1 to 3 and 5` as 1, 2, 3, 5; `2(a)` as 2a."""
    names: list[str] = []
    joins = _JOINS.split(text)
    for index, piece in enumerate(joins):
        if index % 2:
            continue
        name = _STRAY.sub("", piece)
        if not name:
            continue
        join = joins[index - 1].strip() if index else ""
        if join in ("to", "-", "–") and names and names[-1].isdigit() and name.isdigit():
            names += [str(n) for n in range(int(names[-1]) + 1, int(name) + 1)][:40]
        elif join in ("to", "-", "–") and names and _is_range(names[-1], name):
            names += [chr(n) for n in range(ord(names[-1]) + 1, ord(name) + 1)]
        elif join in ("-", "–") and names and names[-1].isdigit() and name.isalpha():
            break
        else:
            names.append(name)
    return tuple(dict.fromkeys(names))


def _is_range(first: str, last: str) -> bool:
    """Whether two labels are letters of one alphabet in order: `a` and `c`, not `1` and `A`."""
    letters = len(first) == len(last) == 1 and (first + last).isalpha()
    return letters and first.islower() == last.islower() and first < last


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
    for start, end in p.sentences if _may_name(p) else ():
        sentence = _with_figures(p, p.text[start:end])
        match = _INSIDE.search(sentence)
        if not match or cue("asks").found(sentence) or cue("recites").found(sentence):
            continue
        names = _ids(match["ids"])
        if asked.issuperset(names) or (not asked and match["word"].lower().startswith(("q", "request"))):
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
