"""Every component's examples, rendered: what the tests look at."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from build_log.law.procedure import load_procedures
from build_log.model.record import Record
from build_log.site.render import COMPONENTS, render_text


@dataclass(frozen=True, slots=True)
class Example:
    """One use of a component, as HTML."""

    component: str
    name: str
    html: str


def render_examples(records: Sequence[Record]) -> Iterator[Example]:
    """The examples of every component folder. `records` are letters to show in them, at least one."""
    undecided = replace(records[0], outcome=None)
    for folder in sorted(path for path in COMPONENTS.iterdir() if path.is_dir()):
        for example in tomllib.loads((folder / "examples.toml").read_text("utf-8"))["example"]:
            source = f"{{{{ m.{example['call']} }}}}"
            html = render_text(source, records=records, undecided=undecided, procedures=load_procedures())
            yield Example(folder.name, example["name"], html)
