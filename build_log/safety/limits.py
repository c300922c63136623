"""Text that would take a renderer minutes, or overflow it: refused before it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_log.model.problem import Problem

DEPTH = 20
RUN = 200

_NESTING = re.compile(r"(?:\s*(?:>|[-*+]\s|\d{1,3}[.)]\s))+")
_INDENTED = re.compile(r"([ \t]*)(?:[-*+]|\d{1,3}[.)])\s")
_RUN = re.compile(r"(!?\[|\]\(|<|\*|_|`|>|#|~|\^|- |\[x\])\1{" + str(RUN - 1) + r",}")


def find_poison(path: str, body: str, first_line: int) -> Iterator[Problem]:
    """Lists and quotations nested over 20 deep, and one opening mark over 200 times in a row."""
    rows = list(enumerate(body.split("\n"), first_line))
    if body.count("](") - body.count(")") > RUN:
        number = next((number for number, row in rows if row.count("](") > row.count(")")), first_line)
        yield _problem(path, number, f"from here on, links are opened more than {RUN} times and never closed")
    indents: list[int] = []
    for number, row in rows:
        marker = _INDENTED.match(row)
        if marker:
            indent = len(marker[1].expandtabs(4))
            indents = [*(outer for outer in indents if outer < indent), indent]
        nesting = _NESTING.match(row)
        deep = len(re.findall(r">|[-*+]\s|\d[.)]\s", nesting[0])) if nesting else 0
        if deep > DEPTH or (marker and len(indents) > DEPTH):
            yield _problem(path, number, f"lists or quotations nested more than {DEPTH} deep")
            indents = []
            continue
        unclosed = max(row.count("[") - row.count("]"), row.count("](") - row.count(")"))
        if unclosed > RUN:
            yield _problem(path, number, f"brackets opened more than {RUN} times and never closed")
            continue
        run = _RUN.search(row)
        if run and not re.fullmatch(r"[*_#>~`-]+\s*", row.strip()):
            yield _problem(path, number, f"“{run[1]}” more than {RUN} times in a row")


def _problem(path: str, line: int, what: str) -> Problem:
    return Problem(
        "poison", "error", path, line, f"{what}.", "Delete it: no letter needs it, and it could stop the build."
    )
