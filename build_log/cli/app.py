"""The commands: verbs an officer knows, each a call into the library."""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from build_log.cli.explanation import explanation_data, print_explanation
from build_log.cli.report import render_annotations, render_counts, render_health, render_json, render_summary
from build_log.importing.add import add_letter
from build_log.importing.proposal import propose_values
from build_log.law.catalogue import load_catalogue
from build_log.letters.file import decode, read_bytes
from build_log.letters.front_matter import read_letter_file
from build_log.letters.read import read_letter
from build_log.letters.write import UnwritableError, insert_values, render_value
from build_log.log.files import find_letters
from build_log.log.health import build_health
from build_log.log.read import build_day, read_log
from build_log.log.settings import pages_folder, read_settings
from build_log.model.findings import Findings
from build_log.model.problem import Problem, sort_problems, stops
from build_log.model.settings import DEFAULT_SETTINGS, Settings
from build_log.safety.limits import find_poison
from build_log.safety.pages import find_odd_pages
from build_log.safety.personal_data import find_personal_data
from build_log.tagging.tag import tag_letter

app = typer.Typer(
    help="Read, tag, check and import freedom of information response letters.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Files = Annotated[list[Path], typer.Argument(help="Letters: text or Markdown files.", metavar="FILE…")]
SomeFiles = Annotated[
    list[Path] | None, typer.Argument(help="Letter files of the log; all of them if none is named.", metavar="[FILE…]")
]


class Format(StrEnum):
    """How problems are printed."""

    text = "text"
    github = "github"
    json = "json"


def main() -> None:
    """Run the command line."""
    app()


@app.callback()
def _app() -> None:
    """Read, tag, check and import freedom of information response letters."""


@app.command()
def add(files: Files) -> None:
    """Put letters into responses/ as drafts with proposed, unconfirmed front matter."""
    settings = _settings_or_stop()
    catalogue = load_catalogue()
    console, failed = Console(), []
    for file in _progress(files, "Adding"):
        added, problems = add_letter(file, Path.cwd(), catalogue, settings)
        failed += problems
        if added:
            name = added.path.relative_to(Path.cwd()).as_posix()
            if added.twin:
                twin = added.twin.relative_to(Path.cwd()).as_posix()
                console.print(
                    f"  {twin} has the same reference and stage: delete one of the two.", highlight=False, markup=False
                )
            relied = ", ".join(str(e.provision) for e in added.findings.relied_on) or "nothing"
            outcome = added.findings.outcome.value if added.findings.outcome else "not found"
            console.print(f"{file.name} → {name}", highlight=False, markup=False)
            console.print(f"  outcome: {outcome}; relied on: {relied}", highlight=False, markup=False)
    if len(files) > len({p.path for p in failed}):
        console.print(
            "\nCheck each draft: correct what is wrong, delete checked names from `unconfirmed`, set `status: published`.",
            highlight=False,
            markup=False,
        )
    _print_problems(failed)
    raise typer.Exit(1 if failed else 0)


@app.command()
def explain(
    files: Files, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False
) -> None:
    """Show what was found in each letter, and why."""
    settings, _ = read_settings(Path.cwd()) if Path("mkdocs.yml").is_file() else (None, [])
    settings = settings or DEFAULT_SETTINGS
    results: list[dict[str, Any]] = []
    unreadable = False
    console = Console()
    for file in _progress(files, "Reading") if as_json else files:
        name = file.as_posix()
        letter, findings, problems = _explain(file, settings)
        unreadable = unreadable or letter is None
        data = explanation_data(name, findings, problems)
        results.append(data)
        if not as_json and letter is not None:
            print_explanation(console, data, letter)
        elif not as_json:
            _print_problems(problems)
    if as_json:
        sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=2) + "\n")
    raise typer.Exit(1 if unreadable else 0)


def _explain(file: Path, settings: Settings) -> tuple[Any, Findings, list[Problem]]:
    """A letter's findings from its text alone; front matter, if there is any, is passed over."""
    name = file.as_posix()
    data, problems = read_bytes(file, name)
    text, faults = decode(name, data)
    if problems or faults:
        return None, Findings(), problems or faults
    body, first_line = text, 1
    if text.startswith("---\n"):
        letter_file = read_letter_file(name, data)
        body, first_line = letter_file.body, letter_file.body_line
    poison = list(find_poison(name, body, first_line))
    if poison:
        return None, Findings(), poison
    letter = read_letter(name, body, first_line)
    findings = tag_letter(letter, load_catalogue(), settings)
    notes = [
        Problem(
            "mis-citation",
            "note",
            name,
            m.line,
            f"the letter cites {m.written}; read as {m.meant}.",
            "The letter's words stay as they are.",
        )
        for m in dict.fromkeys(findings.miscitations)
    ]
    return letter, findings, sort_problems([*find_personal_data(letter, None, settings), *notes])


@app.command()
def check(
    files: SomeFiles = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings stop too, as in mkdocs build --strict.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to print the problems.")] = Format.text,
    report: Annotated[Path | None, typer.Option("--report", help="Write all problems to this file, as JSON.")] = None,
    public: Annotated[bool, typer.Option("--public", help="Say that the repository is open to the public.")] = False,
) -> None:
    """Show everything the build would stop or warn at."""
    settings, problems = read_settings(Path.cwd())
    letters, health = 0, ""
    if settings:
        log = read_log(Path.cwd(), settings, files=_existing(files))
        letters = log.letters
        pages = () if files else find_odd_pages(pages_folder(Path.cwd()), Path.cwd())
        problems = [*problems, *pages, *log.problems, *(_find_exposure(settings) if public else ())]
        if not files:
            health = render_health(build_health(log.records, log.drafts, build_day(), topics=bool(settings.topics)))
    if output is Format.json:
        sys.stdout.write(render_json(letters, problems))
    else:
        if output is Format.github:
            _write_summary(render_summary(letters, problems))
            sys.stdout.write("".join(f"{line}\n" for line in render_annotations(problems)))
        _print_problems(problems)
        sys.stdout.write(f"{render_counts(letters, problems)}\n{health}")
    if report:
        report.write_text(render_json(letters, problems), "utf-8", newline="\n")
    raise typer.Exit(1 if stops(problems, strict=strict) else 0)


def _find_exposure(settings: Settings) -> list[Problem]:
    """Whether the repository may be public, which the settings must say."""
    if settings.public_repository:
        return []
    return [
        Problem(
            "public-repository",
            "error",
            "mkdocs.yml",
            None,
            "the repository is open to the public, and it holds drafts, waivers and letters taken down.",
            "Make it private. If it holds nothing that must stay private, and never will, set `public_repository: true`.",
        )
    ]


def _write_summary(text: str) -> None:
    """Put a summary on the page of the run, where GitHub asks for one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)


@app.command()
def tag(
    files: SomeFiles = None,
    write: Annotated[bool, typer.Option("--write", help="Write the values into the files.")] = False,
) -> None:
    """Propose values for front matter that lacks them, and name them as unconfirmed."""
    settings = _settings_or_stop()
    catalogue = load_catalogue()
    wanted = _existing(files)
    paths = wanted if wanted is not None else find_letters(Path.cwd())[0]
    problems: list[Problem] = []
    for path in paths:
        name = path.relative_to(Path.cwd()).as_posix() if path.is_absolute() else path.as_posix()
        data = path.read_bytes()
        letter_file = read_letter_file(name, data)
        problems += letter_file.problems
        front = letter_file.front_matter
        if front is None or front.status == "removed":
            continue
        findings = tag_letter(read_letter(name, letter_file.body, letter_file.body_line), catalogue, settings)
        values = {
            key: value for key, value in propose_values(findings, catalogue).items() if (key,) not in letter_file.lines
        }
        if not values:
            continue
        values["unconfirmed"] = [*front.unconfirmed, *(key for key in values if key not in front.unconfirmed)]
        sys.stdout.write(f"{name}\n" + "".join(f"  {render_value(key, value)}\n" for key, value in values.items()))
        if write:
            try:
                path.write_bytes(insert_values(data, letter_file, values))
            except UnwritableError as error:
                problems.append(
                    Problem(
                        "tag",
                        "error",
                        name,
                        letter_file.lines.get(("unconfirmed",)),
                        f"{error}.",
                        "Then run the command again.",
                    )
                )
    _print_problems(problems)
    raise typer.Exit(1 if stops(problems) else 0)


def _settings_or_stop() -> Settings:
    settings, problems = read_settings(Path.cwd())
    if settings is None:
        _print_problems(problems)
        raise typer.Exit(2 if not Path("mkdocs.yml").is_file() else 1)
    return settings


def _existing(files: list[Path] | None) -> list[Path] | None:
    """The named files as full paths; wrong usage where one is not a letter of this log."""
    if not files:
        return None
    known = {path.resolve() for path in find_letters(Path.cwd())[0]}
    for file in files:
        if file.resolve() not in known:
            raise typer.BadParameter(f"{file} is not a letter of this log (responses/<year>/<slug>.md).")
    return [file.resolve() for file in files]


def _progress(files: list[Path], doing: str) -> Any:
    """The files, with a progress bar on a terminal where there are many."""
    return track(files, doing, console=Console(stderr=True)) if len(files) > 20 and sys.stderr.isatty() else files


def _print_problems(problems: list[Problem]) -> None:
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
