"""Front matter as a tree of texts that remember their lines; every surprise of YAML is a fault.

Every scalar is loaded as the text that stands in the file. What a YAML library would quietly
turn into something else (`no`, `0123`, `12.10`, a title cut at ` #`) is refused, with how to
quote it; so are duplicate keys, anchors, aliases, tags and deep nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

LIMIT = 16 * 1024
"""Front matter is at most this many bytes: nested brackets crash libraries from 100,000 on."""

DEPTH = 5

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line of the front matter, counted from 1 in the file."""

    line: int
    message: str
    remedy: str


@dataclass(frozen=True)
class Tree:
    """The values of a front matter, the line of each, and the faults found while reading."""

    values: dict[str, Any]
    lines: dict[KeyPath, int]
    faults: tuple[Fault, ...]


_RESOLVER = yaml.resolver.Resolver()
_SPECIAL = re.compile(r"[\[\]{}*&!|>'\"%@`]")


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
        values: dict[str, Any] = {}
        try:
            root = self._build()
        except yaml.YAMLError as error:
            self.faults.append(self._plain_words(error))
            return Tree({}, self.lines, tuple(self.faults))
        if isinstance(root, dict):
            values = root
        elif not self.faults:
            self.faults.append(
                Fault(
                    self.first_line,
                    "the front matter is not a list of `key: value` lines.",
                    "Write one `key: value` on each line.",
                )
            )
        return Tree(values, self.lines, tuple(self.faults))

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
            if getattr(event, "tag", None) not in (None, "!"):
                self._fault(line, "a YAML tag (!) is not allowed here.", "Put the value in double quotes.")
            if isinstance(event, yaml.CollectionEndEvent):
                stack.pop()
                continue
            if stack and isinstance(stack[-1][0], dict) and stack[-1][2][0] is None:
                self._key(event, stack[-1], line)
                if not isinstance(event, yaml.ScalarEvent):
                    raise yaml.YAMLError("a key must be text")
                continue
            if isinstance(event, yaml.ScalarEvent):
                here = place(event.value, line)
                self._check_scalar(event, here, line)
                continue
            if len(stack) >= DEPTH:
                self._fault(line, "values are nested too deeply.", "See the list of keys for the shape of each value.")
                raise _TooDeepError
            container: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            stack.append((container, place(container, line), [None]))
        return root

    def _key(self, event: Any, top: tuple[Any, KeyPath, list[str | None]], line: int) -> None:
        container, path, key = top
        name = event.value if isinstance(event, yaml.ScalarEvent) else ""
        if name in container:
            first = self.lines[(*path, name)]
            self._fault(line, f"`{name}` stands twice, here and in line {first}.", "Keep one of them.")
        key[0] = name
        self.lines.setdefault((*path, name), line)

    def _check_scalar(self, event: yaml.ScalarEvent, path: KeyPath, line: int) -> None:
        name = ".".join(str(part) for part in path)
        if event.style is not None:
            return
        if event.value == "":
            self._fault(line, f"`{name}` has no value.", "Give it one, or delete the line.")
            return
        assert event.end_mark is not None  # every event of a text has marks
        row = self.rows[event.end_mark.line]
        if re.match(r"\s+#", row[event.end_mark.column :]):
            self._fault(
                line,
                f"`{name}` would be cut at ` #`: everything after it would be lost.",
                f'Put the whole value in double quotes: {name}: "{_inside_quotes(row.split(":", 1)[-1].strip())}".',
            )
            return
        if _turns_into_something_else(event.value):
            self._fault(
                line,
                f"`{name}: {event.value}` would be read as something other than this text.",
                f'Put it in double quotes: {name}: "{_inside_quotes(event.value)}".',
            )

    def _fault(self, line: int, message: str, remedy: str) -> None:
        self.faults.append(Fault(line, message, remedy))

    def _never_closed(self, error: yaml.YAMLError) -> Fault | None:
        """A bracket or quotation mark that is opened and never closed, at the line that opens it."""
        context, mark = getattr(error, "context", None), getattr(error, "context_mark", None)
        if mark is None or not context:
            return None
        line = self.first_line + mark.line
        if "flow" in context:
            return Fault(
                line, "a bracket is opened here and not closed.", "Put the closing bracket at the end of the line."
            )
        if "quoted" in context:
            return Fault(
                line,
                "a quotation mark is opened here and not closed, or something follows the closing one.",
                'Put one mark at the beginning and one at the end; inside, write \\" for a mark.',
            )
        return None

    def _plain_words(self, error: yaml.YAMLError) -> Fault:
        """A YAML error in words an officer can act on, with the value quoted as it should be."""
        if isinstance(error, _TooDeepError):
            return self.faults.pop()
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        index = min(mark.line, len(self.rows) - 1) if mark else 0
        opened = self._never_closed(error)
        if opened:
            return opened
        character = getattr(error, "character", None)
        if character is not None:
            index = self.text.count("\n", 0, getattr(error, "position", 0))
            return Fault(
                self.first_line + index,
                f"the character U+{ord(character) if isinstance(character, str) else character:04X} is not allowed.",
                "Delete it.",
            )
        while index > 0 and not self.rows[index].strip():
            index -= 1
        row = self.rows[index]
        line = self.first_line + index
        key, colon, value = row.partition(":")
        value = value.strip()
        if "\t" in row:
            return Fault(line, "the line holds a tab.", "Use spaces.")
        if colon and (": " in value or value.endswith(":")):
            return Fault(
                line,
                f"`{key.strip()}` holds a colon, which ends a key in this notation.",
                f'Put the value in double quotes: {key.strip()}: "{_inside_quotes(value)}".',
            )
        if colon and _SPECIAL.match(value):
            return Fault(
                line,
                f"`{key.strip()}` begins with `{value[0]}`, which has a meaning of its own here.",
                f'Put the value in double quotes: {key.strip()}: "{_inside_quotes(value)}".',
            )
        if not colon:
            return Fault(
                line, "the line is not `key: value`.", "Put the key and a colon in front, or join it to the line above."
            )
        return Fault(
            line,
            "the line cannot be read.",
            f'Put the value in double quotes: {key.strip()}: "{_inside_quotes(value)}".',
        )


class _TooDeepError(yaml.YAMLError):
    pass


def _inside_quotes(value: str) -> str:
    return value.strip('"').replace("\\", "\\\\").replace('"', '\\"')


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
