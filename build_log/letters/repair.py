"""Text repair: what conversion from PDF, Word and e-mail broke is mended, and nothing else.

Each step is named and reported. No word is lost or altered beyond the repairs named here;
repairing twice is repairing once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice, zip_longest

from build_log.letters.redirectors import unwrap_redirectors
from build_log.model.letter import Line, Repair, Text

Step = Callable[[list[Line]], tuple[list[Line], list[int]]]
Needed = Callable[[str], bool]
"""A quick look at the whole text: whether a step could change anything in it."""

_CHARACTERS = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u00ad": "",
    "\u200b": "",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\ufeff": "",
    "\u2028": " ",
    "\u2029": " ",
    "\u0085": " ",
    "\x0c": " ",
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\uf0d8": "•",
    "\uf02d": "-",
}
_CHARACTER = re.compile("[" + "".join(_CHARACTERS) + "]")
_ODD_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_SPACES = re.compile(f"[{_ODD_SPACES}]")
_BULLETS = "•●▪◦‣⁃∙·"
_ARTEFACTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\$\\cdot\$"), "·"),
    (re.compile(r"(?<=\d)\^(st|nd|rd|th)\b"), r"\1"),
)
_DEAD_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\(#\)")
_PAGE_MARK = re.compile(r"\s*(?:page\s+\d+\s+(?:of|/)\s+\d+|-\s*\d+\s*-|\f)\s*\Z", re.IGNORECASE)
_BULLET = re.compile(rf"(\s*)[{_BULLETS}](?:\s+(?=\S)|(?=[^\W\d_]))")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S")
_HEADING = re.compile(r"#{1,6}\s|\*\*[^*]+\*\*:?\Z|__[^_]+__\Z")
_HASHES = re.compile(r"#{1,6}\s+\S")
_TABLE_ROW = re.compile(r"\s*\|")
_UNFINISHED = re.compile(
    r"(?:\b(?:sections?|regulations?|of|the|a|an|and|or|to|in|for|by|with|under|that|which|is|are|was|were|be|from|as|on|at|this|these|our|your|its)|,)\Z",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;][\"'”’)*_\]]*\Z|[\"”*_|>]\Z")
_LEADER = re.compile(r"[a-z(]|\d+[A-Z]?\(")
_LETTERED = re.compile(r"\([a-z]{1,4}\)")
_TAIL = 24
"""How much of a line's end tells whether a sentence ends there: more than the longest word listed."""
_JOINING = re.compile(r"(?:and|or|of)\s")
_SHORT_LINE, _FULL_LINE = 30, 60
_BROKEN_WORD = re.compile(r"([^\W\d_]{2,})-\Z")
_WORD_START = re.compile(r"([a-z]{2,})(.*)\Z")


def repair_text(body: str, first_line: int = 1) -> tuple[Text, tuple[Repair, ...]]:
    """The repaired text of a letter's body, and each repair by name and line of the file.

    `first_line` is the line of the file on which `body` begins.
    """
    lines = [Line(first_line + index, row) for index, row in enumerate(body.split("\n"))]
    repairs: list[Repair] = []
    for name, needed, step in _STEPS:
        if needed(body):
            before = lines
            lines, touched = step(lines)
            repairs += [Repair(name, line) for line in touched]
            if lines is not before:
                body = "\n".join([line.text for line in lines])
    return Text(tuple(_trim(lines))), tuple(sorted(repairs, key=lambda repair: repair.line))


def _each_line(change: Callable[[str], str], lines: list[Line]) -> tuple[list[Line], list[int]]:
    """Apply `change` to every line; the lines it altered, other than in white space at the end."""
    changed = [change(line.text) for line in lines]
    touched = [line.number for line, new in zip(lines, changed, strict=True) if new != line.text]
    if not touched:
        return lines, []
    return [Line(line.number, new) for line, new in zip(lines, changed, strict=True)], touched


def _spaces(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """Odd spaces become plain ones; runs inside a line one, but for a table's. Not worth a note."""

    def change(text: str) -> str:
        text = _SPACES.sub(" ", text)
        end = "  " if text.endswith("  ") and text.strip() else ""
        body = text.strip()
        if not _TABLE_ROW.match(body):
            body = re.sub(r" {2,}", " ", body)
        return body + end

    return [Line(line.number, change(line.text)) for line in lines], []


def _characters(text: str) -> str:
    return _CHARACTER.sub(lambda match: _CHARACTERS[match[0]], text)


def _artefacts(text: str) -> str:
    for pattern, replacement in _ARTEFACTS:
        text = pattern.sub(replacement, text)
    return text


def _redirectors(text: str) -> str:
    return unwrap_redirectors(text)[0] if "://" in text else text


def _dead_links(text: str) -> str:
    return _DEAD_LINK.sub(r"\1", text)


def _bullets(text: str) -> str:
    return _BULLET.sub("- ", text, count=1) if _BULLET.match(text) else text


def _page_marks(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """Lines that only number a page go, as does the blank line a page break leaves."""
    touched = [line.number for line in lines if line.text and _PAGE_MARK.match(line.text)]
    if not touched and not any("\f" in line.text for line in lines):
        return lines, []
    gone = set(touched)
    kept = [Line(line.number, line.text.replace("\f", "")) for line in lines if line.number not in gone]
    return kept, touched


def _split_sentences(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """A sentence cut by blank lines (a page break) is joined: the blank lines go.

    Errs for leaving the cut: the line before must end unfinished, or be long and end without
    a stop, and the next begin in lower case or with a provision's number.
    """
    if not any(_LEADER.match(line.text.lstrip()) for line in lines):
        return lines, []
    result: list[Line] = []
    touched: list[int] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if (not line.text or line.text.isspace()) and result and result[-1].text.strip():
            after = index + 1
            while after < len(lines) and not lines[after].text.strip():
                after += 1
            if after < len(lines) and _continues(result[-1].text, lines[after].text):
                touched.append(line.number)
                before = result[-1]
                result[-1] = Line(before.number, f"{before.text.rstrip()} {lines[after].text}")
                index = after + 1
                continue
        result.append(line)
        index += 1
    return (result if touched else lines), touched


def _continues(before: str, after: str) -> bool:
    before, after = before.rstrip(), after.strip()
    if not _LEADER.match(after) or len(before) < _SHORT_LINE or _ends(before):
        return False
    if _HEADING.match(before) or _TABLE_ROW.match(before) or _LIST_ITEM.match(after) or _LETTERED.match(after):
        return False
    return len(before) >= _FULL_LINE or _unfinished(before) or _JOINING.match(after) is not None


def _ends(text: str) -> bool:
    return _ENDS.search(text[-_TAIL:]) is not None


def _unfinished(text: str) -> bool:
    return _UNFINISHED.search(text[-_TAIL:]) is not None


def _broken_words(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """A word broken over two lines is joined, with its hyphen unless the letter has it without."""
    words = set(re.findall(r"[^\W\d_]+", " ".join(line.text for line in lines).lower()))
    result: list[Line] = []
    touched: list[int] = []
    for line in lines:
        previous = result[-1] if result else None
        head = _BROKEN_WORD.search(previous.text.rstrip()) if previous else None
        tail = _WORD_START.match(line.text)
        if previous and head and tail:
            joined = head[1] + tail[1]
            middle = "" if joined.lower() in words else "-"
            result[-1] = Line(previous.number, previous.text.rstrip()[:-1] + middle + line.text)
            touched.append(previous.number)
        else:
            result.append(line)
    return result, touched


_PROSE = 75
"""How long a line is that breaks off in running text: lines of addresses and lists are shorter."""


def _paragraphs(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """Keep the writer's own line breaks: a blank line or two spaces where wrapping did not force one.

    A break is the writer's where the next word would still have fitted. Only white space is
    added, so this is not worth a note.
    """
    width = wrap_width([line.text for line in lines])
    result: list[Line] = []
    for line, following in zip_longest(lines, islice(lines, 1, None)):
        text = line.text.rstrip()
        if not text or following is None or not following.text.strip():
            result.append(line if text == line.text else Line(line.number, text))
            continue
        blank_after, hard = _break_kind(text, following.text, width)
        if blank_after:
            result += [Line(line.number, text), Line(line.number, "")]
        else:
            result.append(Line(line.number, text + ("  " if hard or line.text.endswith("  ") else "")))
    return result, []


def _break_kind(text: str, following: str, width: int | None) -> tuple[bool, bool]:
    """Whether a new paragraph begins after `text`, or else a new line."""
    if _TABLE_ROW.match(text) or _TABLE_ROW.match(following):
        return _TABLE_ROW.match(text) is None, False
    if text.startswith(">") and following.startswith(">"):
        return False, True
    if _HASHES.match(text) or _HASHES.match(following):
        return True, False
    item, next_item = bool(_LIST_ITEM.match(text)), bool(_LIST_ITEM.match(following))
    if next_item:
        return not item, False
    first_word = following.split(None, 1)[0]
    runs_on = _unfinished(text) or (first_word[0].islower() and not _ends(text)) or _continues(text, following)
    runs_on = runs_on or (len(text) >= _PROSE and not _ends(text))
    chosen = not runs_on and (width is None or len(text) + 1 + len(first_word) <= width)
    if not chosen:
        return False, False
    if item:
        return width is None or _ends(text), False
    finished = bool(re.search(r"[.!?:;][\"'”’)*_]*\Z", text))
    return finished, True


def wrap_width(rows: list[str]) -> int | None:
    """The width at which a program wrapped the lines, or None where each line is a paragraph.

    Lines count as wrapped when the longest are 50 to 110 characters and several come near.
    """
    lengths = sorted((len(row.rstrip()) for row in rows if row.strip()), reverse=True)
    if len(lengths) < 3:
        return None
    longest = lengths[0]
    usual = [length for length in lengths if length <= 110]
    if not usual or len(usual) < 0.9 * len(lengths):
        return None
    longest = usual[min(len(usual) - 1, max(2, len(usual) // 12))]
    near = sum(length >= longest - 12 for length in usual)
    return longest if longest >= 50 and near >= max(3, len(usual) // 12) else None


def _trim(lines: list[Line]) -> list[Line]:
    """Without blank lines at either end, and never two in a row."""
    result: list[Line] = []
    blank = True
    for line in lines:
        if not blank or line.text.strip():
            result.append(line)
            blank = not line.text.strip()
    if result and blank:
        result.pop()
    if result:
        result[-1] = Line(result[-1].number, result[-1].text.rstrip())
    return result


def _has_any(marks: Iterable[str], body: str) -> bool:
    return any(mark in body for mark in marks)


def _has_odd_spaces(body: str) -> bool:
    return (
        "  " in body
        or "\n " in body
        or " \n" in body
        or body[:1] == " "
        or body[-1:] == " "
        or "\t" in body
        or (not body.isascii() and _has_any(_ODD_SPACES, body))
    )


def _always(_: str) -> bool:
    return True


_STEPS: tuple[tuple[str, Needed, Step], ...] = (
    ("redirector-link", lambda body: "://" in body, partial(_each_line, _redirectors)),
    (
        "character",
        lambda body: _has_any("\x0c", body) or (not body.isascii() and _has_any(_CHARACTERS, body)),
        partial(_each_line, _characters),
    ),
    ("spaces", _has_odd_spaces, _spaces),
    ("conversion-artefact", partial(_has_any, "$^"), partial(_each_line, _artefacts)),
    ("dead-link", lambda body: "](#)" in body, partial(_each_line, _dead_links)),
    ("page-mark", _always, _page_marks),
    ("bullet", lambda body: not body.isascii() and _has_any(_BULLETS, body), partial(_each_line, _bullets)),
    ("broken-word", lambda body: "-\n" in body or "-  \n" in body, _broken_words),
    ("split-sentence", _always, _split_sentences),
    ("paragraphs", _always, _paragraphs),
)
