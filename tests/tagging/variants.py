"""Letters written otherwise: what must not change what they say."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Any

from build_log.model.findings import Findings

Variant = Callable[[str], str]

STATUTE = (
    '"{number}.—(1) Information is exempt information if its disclosure under this Act would, or would be likely to, '
    "prejudice any matter mentioned in section {other}, and is not exempt information by virtue of section "
    '{third}({sub})."'
)
REQUEST = (
    'You also wrote: "Please do not refuse this under section {number}, section {other}({sub}) or section {third}. '
    'I know that section 12 and section 14 are often misused."'
)
_PROSE = re.compile(r"[A-Z][^|>#*_\-•\d(]")


def tags(found: Findings) -> dict[str, Any]:
    """What a letter says, apart from what it merely mentions."""
    return {
        "relied_on": [(str(e.provision), e.provision.regime, e.certainty) for e in found.relied_on],
        "outcome": found.outcome.value if found.outcome else None,
        "stage": found.stage.value if found.stage else None,
        "regimes": found.regimes.value if found.regimes else None,
        "reference": found.reference.value if found.reference else None,
        "responded": found.responded.value if found.responded else None,
        "received": found.received.value if found.received else None,
    }


def places(text: str) -> list[int]:
    """Offsets between two paragraphs of the reply's prose, where a paragraph can be put in."""
    found = []
    for gap in re.finditer(r"\n\n+", text):
        before, after = text[: gap.start()].rsplit("\n\n", 1)[-1], text[gap.end() :]
        if before.endswith(".") and _PROSE.match(before) and _PROSE.match(after):
            found.append(gap.start())
    return found


def insert(text: str, place: int, paragraph: str) -> str:
    return f"{text[:place]}\n\n{paragraph}{text[place:]}"


def rewrap(width: int) -> Variant:
    """Prose paragraphs wrapped at another width, or, for 0, not at all."""

    def change(text: str) -> str:
        return re.sub(r"(?:(?<=\n\n)|\A)(?:[^\n]+(?:\n|\Z))+", lambda block: _wrapped(block[0], width), text)

    return change


def _wrapped(block: str, width: int) -> str:
    rows = block.rstrip("\n").split("\n")
    end = block[len(block.rstrip("\n")) :]
    prose = all(_PROSE.match(row) or row[:1].islower() for row in rows) and all(len(row) > 55 for row in rows[:-1])
    if not prose or any(row.endswith("  ") for row in rows) or len(block) < 90:
        return block
    joined = " ".join(row.strip() for row in rows)
    if not width:
        return joined + end
    return "\n".join(textwrap.wrap(joined, width, break_long_words=False, break_on_hyphens=False)) + end


def curly_quotes(text: str) -> str:
    text = re.sub(r'(?<![^\s(\[>*_])"(?=\S)', "“", text)
    return re.sub(r"(?<=\w)'(?=\w)", "’", text.replace('"', "”"))


def straight_quotes(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def hash_headings(text: str) -> str:
    """`**Heading**` on a line of its own becomes `## Heading`."""
    return re.sub(r"(?m)^(?<=\n\n)\*\*([^*\n]{3,80}?):?\*\*$(?=\n\n)", r"## \1", text)


def bold_headings(text: str) -> str:
    """`## Heading` becomes `**Heading**`."""
    return re.sub(r"(?m)^#{1,6}\s+([^*\n]+)$", r"**\1**", text)


def more_blank_lines(text: str) -> str:
    return re.sub(r"\n\n+", "\n\n\n\n", text)


VARIANTS: dict[str, Variant] = {
    "wrapped at 72": rewrap(72),
    "wrapped at 95": rewrap(95),
    "not wrapped": rewrap(0),
    "curly quotes": curly_quotes,
    "straight quotes": straight_quotes,
    "headings with #": hash_headings,
    "headings in bold": bold_headings,
    "more blank lines": more_blank_lines,
    "non-breaking spaces": lambda text: re.sub(r"(?i)\b(section|regulation) (?=\d)", "\\1\u00a0", text),
}
