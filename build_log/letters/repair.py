"""Text repair: what conversion from PDF, Word and e-mail broke is mended, and nothing else.

Each step is named and reported. No word is lost or altered beyond the repairs named here;
repairing twice is repairing once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from build_log.letters.redirectors import unwrap_redirectors
from build_log.model.letter import Line, Repair, Text

Step = Callable[[list[Line]], tuple[list[Line], list[int]]]

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
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]")
_ARTEFACTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\$\\cdot\$"), "·"),
    (re.compile(r"(?<=\d)\^(st|nd|rd|th)\b"), r"\1"),
)
_DEAD_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\(#\)")
_PAGE_MARK = re.compile(r"\s*(?:page\s+\d+\s+(?:of|/)\s+\d+|-\s*\d+\s*-|\f)\s*\Z", re.IGNORECASE)
_BULLET = re.compile(r"(\s*)[•●▪◦‣⁃∙·](?:\s+|(?=[^\W\d_]))")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S")
_HEADING = re.compile(r"#{1,6}\s|\*\*[^*]+\*\*:?\Z|__[^_]+__\Z")
_TABLE_ROW = re.compile(r"\s*\|")
_UNFINISHED = re.compile(
    r"(?:\b(?:sections?|regulations?|of|the|a|an|and|or|to|in|for|by|with|under|that|which|is|are|was|were|be|from|as|on|at|this|these|our|your|its)|,)\Z",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?:;][\"'”’)*_\]]*\Z|[\"”*_|>]\Z")
_LEADER = re.compile(r"[a-z(]|\d+[A-Z]?\(")
_BROKEN_WORD = re.compile(r"([^\W\d_]{2,})-\Z")
_WORD_START = re.compile(r"([a-z]{2,})(.*)\Z")


def repair_text(body: str, first_line: int = 1) -> tuple[Text, tuple[Repair, ...]]:
    """The repaired text of a letter's body, and each repair by name and line of the file.

    `first_line` is the line of the file on which `body` begins.
    """
    lines = [Line(first_line + index, row) for index, row in enumerate(body.split("\n"))]
    repairs: list[Repair] = []
    for name, step in _STEPS:
        lines, touched = step(lines)
        repairs += [Repair(name, line) for line in touched]
    return Text(tuple(_trim(lines))), tuple(sorted(repairs, key=lambda repair: repair.line))


def _each_line(change: Callable[[str], str], lines: list[Line]) -> tuple[list[Line], list[int]]:
    """Apply `change` to every line; the lines it altered, other than in white space at the end."""
    changed = [Line(line.number, change(line.text)) for line in lines]
    touched = [new.number for old, new in zip(lines, changed, strict=True) if new.text != old.text]
    return changed, touched


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
    touched = [line.number for line in lines if _PAGE_MARK.match(line.text)]
    kept = [Line(line.number, line.text.replace("\f", "")) for line in lines if not _PAGE_MARK.match(line.text)]
    return kept, touched


def _split_sentences(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """A sentence cut by blank lines (a page break) is joined: the blank lines go.

    Errs for leaving the cut: the line before must end unfinished, or be long and end without
    a stop, and the next begin in lower case or with a provision's number.
    """
    result: list[Line] = []
    touched: list[int] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if not line.text.strip() and result and result[-1].text.strip():
            after = next((i for i in range(index, len(lines)) if lines[i].text.strip()), None)
            if after is not None and _continues(result[-1].text, lines[after].text):
                touched.append(line.number)
                before = result[-1]
                result[-1] = Line(before.number, f"{before.text.rstrip()} {lines[after].text}")
                index = after + 1
                continue
        result.append(line)
        index += 1
    return result, touched


def _continues(before: str, after: str) -> bool:
    before, after = before.rstrip(), after.strip()
    if _HEADING.match(before) or _TABLE_ROW.match(before) or _LIST_ITEM.match(after) or _ENDS.search(before):
        return False
    if re.match(r"\([a-z]{1,4}\)", after):
        return False
    unfinished = bool(_UNFINISHED.search(before))
    return bool(_LEADER.match(after)) and (len(before) >= 60 or (unfinished and len(before) >= 30))


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


def _paragraphs(lines: list[Line]) -> tuple[list[Line], list[int]]:
    """Keep the writer's own line breaks: a blank line or two spaces where wrapping did not force one.

    A break is the writer's where the next word would still have fitted. Only white space is
    added, so this is not worth a note.
    """
    width = wrap_width([line.text for line in lines])
    result: list[Line] = []
    for line, following in _pairs(lines):
        text = line.text
        if not text.strip() or following is None or not following.text.strip():
            result.append(Line(line.number, text.rstrip()))
            continue
        blank_after, hard = _break_kind(text.rstrip(), following.text, width)
        if blank_after:
            result += [Line(line.number, text.rstrip()), Line(line.number, "")]
        else:
            result.append(Line(line.number, text.rstrip() + ("  " if hard or text.endswith("  ") else "")))
    return result, []


def _break_kind(text: str, following: str, width: int | None) -> tuple[bool, bool]:
    """Whether a new paragraph begins after `text`, or else a new line."""
    if _TABLE_ROW.match(text) or _TABLE_ROW.match(following):
        return _TABLE_ROW.match(text) is None, False
    if text.startswith(">") and following.startswith(">"):
        return False, True
    if re.match(r"#{1,6}\s", text) or re.match(r"#{1,6}\s", following):
        return True, False
    item, next_item = bool(_LIST_ITEM.match(text)), bool(_LIST_ITEM.match(following))
    if next_item:
        return not item, False
    first_word = following.split(None, 1)[0]
    runs_on = (
        _UNFINISHED.search(text) or (first_word[0].islower() and not _ENDS.search(text)) or _continues(text, following)
    )
    chosen = not runs_on and (width is None or len(text) + 1 + len(first_word) <= width)
    if not chosen:
        return False, False
    if item:
        return width is None or bool(_ENDS.search(text)), False
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


def _pairs(lines: list[Line]) -> Iterator[tuple[Line, Line | None]]:
    for index, line in enumerate(lines):
        yield line, lines[index + 1] if index + 1 < len(lines) else None


def _trim(lines: list[Line]) -> list[Line]:
    """Without blank lines at either end, and never two in a row."""
    result: list[Line] = []
    for line in lines:
        if line.text.strip() or (result and result[-1].text.strip()):
            result.append(line)
    while result and not result[-1].text.strip():
        result.pop()
    if result:
        result[-1] = Line(result[-1].number, result[-1].text.rstrip())
    return result


_STEPS: tuple[tuple[str, Step], ...] = (
    ("redirector-link", partial(_each_line, _redirectors)),
    ("character", partial(_each_line, _characters)),
    ("spaces", _spaces),
    ("conversion-artefact", partial(_each_line, _artefacts)),
    ("dead-link", partial(_each_line, _dead_links)),
    ("page-mark", _page_marks),
    ("bullet", partial(_each_line, _bullets)),
    ("broken-word", _broken_words),
    ("split-sentence", _split_sentences),
    ("paragraphs", _paragraphs),
)
