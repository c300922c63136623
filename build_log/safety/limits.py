"""Text that would take a renderer minutes, or overflow it: refused before it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_log.model.problem import Problem

DEPTH = 20
RUN = 200

_NESTING = re.compile(r"(?:\s*(?:>|[-*+]\s|\d{1,3}[.)]\s))+")
_RUN = re.compile(r"(!?\[|\]\(|<|\*|_|`|>|#|~|\^|- |\[x\])\1{" + str(RUN - 1) + r",}")


def find_poison(path: str, body: str, first_line: int) -> Iterator[Problem]:
    """Lists and quotations nested over 20 deep, and one opening mark over 200 times in a row."""
    open_links = body.count("](") - body.count(")")
    if open_links > RUN:
        yield _problem(path, first_line, f"links opened more than {RUN} times and never closed")
    for number, row in enumerate(body.split("\n"), first_line):
        nesting = _NESTING.match(row)
        if nesting and len(re.findall(r">|[-*+]\s|\d[.)]\s", nesting[0])) > DEPTH:
            yield _problem(path, number, f"lists or quotations nested more than {DEPTH} deep")
            continue
        unclosed = max(row.count("[") - row.count("]"), row.count("](") - row.count(")"))
        if unclosed > RUN:
            yield _problem(path, number, f"brackets opened more than {RUN} times and never closed")
            continue
        run = _RUN.search(row)
        if run and not re.fullmatch(r"[*_#>~`-]+\s*", row.strip()):
            yield _problem(path, number, f"`{run[1]}` more than {RUN} times in a row")


def _problem(path: str, line: int, what: str) -> Problem:
    return Problem(
        "poison", "error", path, line, f"{what}.", "Delete it: no letter needs it, and it could stop the build."
    )
