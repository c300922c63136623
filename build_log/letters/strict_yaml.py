"""Front matter as a tree of texts that remember their lines; every surprise of YAML is a fault.

Every scalar is loaded as the text that stands in the file. What a YAML library would quietly
turn into something else (`no`, `0123`, `12.10`, a title cut at ` #`) is refused, with how to
quote it; so are duplicate keys, anchors, aliases, tags and deep nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NoReturn

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from build_log.letters.yaml_faults import (
    BACKSLASH,
    ODD,
    Fault,
    KeyPath,
    find_code_beyond_unicode,
    find_faulty_rows,
    find_never_closed,
    find_unreadable_row,
    labelled,
    name_path,
)

LIMIT = 16 * 1024
"""Front matter is at most this many bytes: nested brackets crash libraries from 100,000 on."""

DEPTH = 6
RETRIES = 20


@dataclass(frozen=True)
class Tree:
    """The values of a front matter, the line of each, and the faults found while reading.

    `unread` are keys whose lines could not be read at all, and are not among the values.
    """

    values: dict[str, Any]
    lines: dict[KeyPath, int]
    faults: tuple[Fault, ...]
    unread: frozenset[str] = frozenset()


_RESOLVER = yaml.resolver.Resolver()


def read_tree(text: str, first_line: int) -> Tree:
    """Read front matter without its `---` lines. `first_line` is the file's line of its first."""
    if len(text.encode()) > LIMIT:
        return Tree(
            {},
            {},
            (
                Fault(
                    first_line,
                    f"the front matter is over {LIMIT // 1024} kB.",
                    "Shorten it; the letter goes below the second `---`.",
                ),
            ),
        )
    odd = re.search("[\x85\u2028\u2029]", text)
    if odd:
        line = first_line + text.count("\n", 0, odd.start())
        return Tree(
            {}, {}, (Fault(line, f"the character U+{ord(odd[0]):04X} is not allowed in front matter.", "Delete it."),)
        )
    handler = _Handler(text, first_line)
    frontmatter.parse(f"---\n{text}\n---\n", handler=handler)
    return handler.tree


class _Handler(BaseHandler):
    """python-frontmatter's seam for another way of reading: ours, from the parser's events."""

    FM_BOUNDARY = re.compile(r"^---$", re.MULTILINE)

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.tree = Tree({}, {}, ())

    def detect(self, text: str) -> bool:
        return True

    def split(self, text: str) -> tuple[str, str]:
        return self.text, ""

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        self.tree = _Reader(fm, self.first_line).read()
        return self.tree.values


class _Reader:
    """Builds the tree from YAML events, without recursion, so that depth cannot overflow."""

    def __init__(self, text: str, first_line: int) -> None:
        self.rows = text.split("\n")
        self.text = text
        self.first_line = first_line
        self.faults: list[Fault] = []
        self.lines: dict[KeyPath, int] = {}

    def read(self) -> Tree:
        """The tree; a line that cannot be read is told and passed over, so that all are told at once."""
        unread: set[str] = set()
        for index, fault in find_faulty_rows(self.rows, self.first_line):
            self.faults.append(fault)
            self._pass_over(index, unread)
        for _ in range(RETRIES):
            before = len(self.faults)
            self.text = "\n".join(self.rows)
            self.lines.clear()
            try:
                root = self._build()
            except (yaml.YAMLError, ValueError, OverflowError) as error:
                fault, goes_on = self._plain_words(error)
                del self.faults[before:]
                self.faults.append(fault)
                self._pass_over(fault.line - self.first_line, unread)
                if not goes_on:
                    break
                continue
            return self._tree(root, frozenset(unread))
        return Tree({}, self.lines, tuple(self.faults))

    def _tree(self, root: Any, unread: frozenset[str]) -> Tree:
        if not isinstance(root, dict) and not self.faults:
            what = "the front matter is not a list of `key: value` lines."
            self._fault(self.first_line, what, "Write one `key: value` on each line.")
        return Tree(root if isinstance(root, dict) else {}, self.lines, tuple(self.faults), unread)

    def _pass_over(self, index: int, unread: set[str]) -> None:
        """Read on as if the row were empty."""
        key = re.match(r"\W*([a-z_]+)", self.rows[index])
        if key:
            unread.add(key[1])
        self.rows[index] = ""

    def _build(self) -> Any:
        root: Any = None
        stack: list[tuple[Any, KeyPath, list[str | None]]] = []

        def place(value: Any, line: int) -> KeyPath:
            nonlocal root
            if not stack:
                root = value
                return ()
            container, path, key = stack[-1]
            if isinstance(container, list):
                container.append(value)
                here: KeyPath = (*path, len(container) - 1)
            else:
                name = key[0]
                key[0] = None
                here = (*path, name or "")
                container[name] = value
            self.lines.setdefault(here, line)
            return here

        for event in yaml.parse(self.text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                break
            if not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                continue
            assert event.start_mark is not None  # every event of a text has marks
            line = self.first_line + event.start_mark.line
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self._fault(
                    line, "anchors (&) and aliases (*) are not allowed here.", "Put the value in double quotes."
                )
                if isinstance(event, yaml.AliasEvent):
                    place("", line)
                    continue
            if getattr(event, "tag", None) is not None:
                self._fault(line, "a YAML tag (!) is not allowed here.", "Put the value in double quotes.")
            if isinstance(event, yaml.CollectionEndEvent):
                _, path, _ = stack.pop()
                self._check_after(event, path)
                continue
            if isinstance(event, yaml.MappingStartEvent) and not stack and event.flow_style:
                self._refuse(line, "the front matter is in JSON.", "Write one `key: value` on each line.")
            if stack and isinstance(stack[-1][0], dict) and stack[-1][2][0] is None:
                if not isinstance(event, yaml.ScalarEvent):
                    self._refuse(line, "a list or a mapping stands where a key belongs.", "Write `key: value`.")
                self._key(event, stack[-1], line)
                continue
            if isinstance(event, yaml.ScalarEvent):
                here = place(event.value, line)
                self._check_scalar(event, here, line)
                continue
            if len(stack) >= DEPTH:
                self._refuse(line, "values are nested too deeply.", "See the list of keys for the shape of each value.")
            container: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            stack.append((container, place(container, line), [None]))
        return root

    def _key(self, event: Any, top: tuple[Any, KeyPath, list[str | None]], line: int) -> None:
        container, path, key = top
        name = event.value if isinstance(event, yaml.ScalarEvent) else ""
        if name in container:
            first = self.lines[(*path, name)]
            self._fault(line, f"{name} stands twice, here and in line {first}.", "Keep one of them.")
        key[0] = name
        self.lines.setdefault((*path, name), line)

    def _check_scalar(self, event: yaml.ScalarEvent, path: KeyPath, line: int) -> None:
        name = name_path(path)
        odd = ODD.search(event.value.replace("\n", "") if event.style in (None, "|", ">") else event.value)
        if odd:
            what = f"{name} holds the character U+{ord(odd[0]):04X}, which is not seen."
            if event.style == '"' and "\\" in self._source(event):
                what = f"a backslash in double quotes begins a code: in {name} it gives U+{ord(odd[0]):04X}."
                self._fault(line, what, BACKSLASH)
            else:
                self._fault(line, what, "Delete it, or write the value again.")
            return
        if event.style is not None:
            self._check_after(event, path)
            return
        if event.value == "":
            self._fault(line, f"{name} has no value.", "Give it one, or delete the line.")
            return
        if self._is_cut(event):
            whole = self._source(event, to_end=True)
            self._fault(
                line,
                f"{name} would be cut at ` #`: everything after it would be lost.",
                f"Put the whole value in double quotes: {labelled(path, whole)}.",
            )
            return
        if _turns_into_something_else(event.value):
            self._fault(
                line,
                f"`{event.value}` in {name} would be read as something other than this text.",
                f"Put it in double quotes: {labelled(path, event.value)}.",
            )

    def _check_after(self, event: yaml.Event, path: KeyPath) -> None:
        """A list, or a text in quotation marks, ends its line: what follows a ` #` would be lost."""
        if event.end_mark is not None and event.end_mark.column and self._is_cut(event):
            name = name_path(path)
            what = f"what follows ` #` after {name} would be lost."
            self._fault(self.first_line + event.end_mark.line, what, "Put a remark on a line of its own.")

    def _is_cut(self, event: yaml.Event) -> bool:
        assert event.end_mark is not None  # every event of a text has marks
        row = self.rows[event.end_mark.line] if event.end_mark.line < len(self.rows) else ""
        return bool(re.match(r"\s+#", row[event.end_mark.column :]))

    def _source(self, event: yaml.Event, *, to_end: bool = False) -> str:
        """A value as it stands in the file; with `to_end`, with what follows it in its last row."""
        assert event.start_mark is not None  # every event of a text has marks
        assert event.end_mark is not None
        rows = self.rows[event.start_mark.line : event.end_mark.line + 1]
        if not to_end:
            rows[-1] = rows[-1][: event.end_mark.column]
        rows[0] = rows[0][event.start_mark.column :]
        return " ".join(row.strip() for row in rows)

    def _refuse(self, line: int, message: str, remedy: str) -> NoReturn:
        """Stop reading at what cannot be read on from."""
        self._fault(line, message, remedy)
        raise _RefusedError

    def _fault(self, line: int, message: str, remedy: str) -> None:
        self.faults.append(Fault(line, message, remedy))

    def _plain_words(self, error: Exception) -> tuple[Fault, bool]:
        """An error in words an officer can act on, and whether the lines below can still be read."""
        if isinstance(error, _RefusedError):
            return self.faults[-1], False
        opened = find_never_closed(error, self.first_line)
        if opened:
            return opened, False
        if not isinstance(error, yaml.YAMLError):
            return find_code_beyond_unicode(self.rows, self.first_line), True
        return find_unreadable_row(self.rows, self.first_line, error), True


class _RefusedError(yaml.YAMLError):
    """Reading cannot go on; the last fault says why."""


def _turns_into_something_else(text: str) -> bool:
    """Whether YAML would read plain `text` as a value whose text differs: `no`, `0123`, `12.10`."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    kind = tag.rsplit(":", 1)[-1]
    if kind in ("bool", "null", "merge", "value"):
        return True
    if kind == "int":
        return not re.fullmatch(r"-?(0|[1-9]\d*)", text)
    if kind == "float":
        try:
            return repr(float(text)) != text
        except ValueError:
            return True
    return False
