"""Our own templates: Jinja with autoescape, apart from the theme's."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Macro

from build_log.law.catalogue import Catalogue, load_catalogue
from build_log.law.procedure import challenge_about
from build_log.model.provision import Provision
from build_log.site.charts import build_bars, build_columns
from build_log.site.wording import say, texts_of

_FOLDER = Path(str(files("build_log.site")))
COMPONENTS = _FOLDER / "components"
"""Each component in a folder of its own: template, style and examples."""


def render_template(name: str, root: str, **values: Any) -> str:
    """Render `templates/<name>.html`. `root` leads from the page to the site's root: `../../`."""
    return _environment().get_template(f"{name}.html").render(root=root, **values)


def render_text(source: str, **values: Any) -> str:
    """Render a template given as text, as examples are."""
    return _environment().from_string(source).render(root="", **values)


def render_styles() -> str:
    """Our one style sheet: what all pages share, each component's own, and how they are printed."""
    sheets = [COMPONENTS / "base.css", *sorted(COMPONENTS.glob("*/style.css")), COMPONENTS / "print.css"]
    return "\n".join(sheet.read_text("utf-8") for sheet in sheets)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([_FOLDER / "templates", COMPONENTS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = load_catalogue()
    environment.globals["say"] = say
    environment.globals["texts_of"] = texts_of
    environment.globals["columns"] = build_columns
    environment.globals["bars"] = build_bars
    environment.filters["day"] = format_day
    environment.filters["challenge_about"] = challenge_about
    environment.filters["plain"] = lambda text: re.sub(r"[*_`#]+(?=\S)|(?<=\S)[*_`]+", "", text)
    environment.filters["provision"] = lambda p: format_provision(p, catalogue)
    environment.filters["sentence"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["page_address"] = lambda p: page_address(p, catalogue)
    environment.filters["file_size"] = file_size
    environment.globals["outcome_of"] = lambda record: catalogue.outcomes.get(record.outcome or "")
    environment.globals["outcomes"] = catalogue.outcomes
    environment.globals["entry_of"] = catalogue.entry
    environment.globals["stage_phrase"] = lambda stage: catalogue.stages[stage].phrase
    environment.globals["stage_label"] = lambda stage: catalogue.stages[stage].label
    environment.globals["m"] = _read_components(environment)
    return environment


def _read_components(environment: Environment) -> SimpleNamespace:
    """Every component's macros by their names, for templates and examples to call: `m.letter_list(…)`."""
    macros: dict[str, Any] = {}
    for template in sorted(COMPONENTS.glob("*/template.html")):
        module = environment.get_template(f"{template.parent.name}/template.html").module
        macros |= {name: value for name, value in vars(module).items() if isinstance(value, Macro)}
    return SimpleNamespace(**macros)


def format_day(day: date) -> str:
    """A date as British readers write it: 29 April 2024."""
    return say("date.day", day=day.day, month=say(f"months.{day.month}"), year=day.year)


def format_provision(provision: Provision, catalogue: Catalogue) -> str:
    """A provision in words: section 31(1)(g), regulation 12(5)(e)."""
    unit = catalogue.regimes[provision.regime].unit
    return f"{unit} {str(provision).removeprefix(provision.prefix)}"


def page_address(provision: Provision, catalogue: Catalogue) -> str:
    """The address of the page a provision is listed on; the catalogue where it has none."""
    entry = catalogue.regimes[provision.regime].page_of(provision)
    return f"exemptions/{entry.provision.id}/" if entry else "exemptions/"


def file_size(size: int) -> str:
    """A number of bytes for people: 12 kB."""
    if size < 1000:
        return say("count.bytes", n=size)
    return say("count.kilobytes", n=size / 1000) if size < 1_000_000 else say("count.megabytes", n=size / 1_000_000)
