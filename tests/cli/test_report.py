"""Problems for machines: nothing in a letter can give an order to the machine that prints them."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from build_log.cli.report import ANNOTATIONS, SUMMARY_BYTES, render_annotations, render_summary
from build_log.model.problem import Problem
from tests.conftest import ROOT, run_build_log, write_letter

FRONT = "reference: FBC-2024-9001\ntitle: Bins\nresponded: 2024-05-03\noutcome: disclosed\nexemptions: []"
COMMAND = re.compile(r"::(error|warning|notice) file=([^:,]*)(?:,line=(\d+))?,title=([^:,]*)::([^\r\n]*)\Z")


def problem(severity: str = "hold", path: str = "a.md", message: str = "x.", line: int | None = 3) -> Problem:
    return Problem("email", severity, path, line, message, "Redact it.", "email-00000000")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["100%", "a\r\n::set-output name=x::y", "a,b:c", "%0A::error::x", "::stop-commands::x", "\u2028::error::"]
)
def test_a_text_cannot_begin_a_command_or_end_a_property(text: str) -> None:
    (line,) = render_annotations([problem(path=f"r/{text}.md", message=text)])
    found = COMMAND.match(line)
    assert found, line
    assert found[1] == "error"
    assert found[3] == "3"
    decoded = found[2].replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%0D", "\r")
    assert decoded.replace("%25", "%") == f"r/{text}.md"


def test_only_ten_of_a_kind_are_annotated_the_gravest_first_and_the_rest_counted() -> None:
    many = [problem("warning", line=n) for n in range(1, 6)] + [problem("note") for _ in range(2)]
    many += [problem("hold", line=n) for n in range(1, 15)] + [problem("error", line=99)]
    lines = list(render_annotations(many))
    errors = [line for line in lines if line.startswith("::error")]
    assert len(errors) == ANNOTATIONS
    assert ",line=99," in errors[0]
    assert errors[-1] == "::error::6 more are in this step's log and summary."
    assert sum(line.startswith("::warning") for line in lines) == 5
    assert sum(line.startswith("::notice") for line in lines) == 2


def test_a_summary_is_a_table_whatever_a_message_says_and_has_its_bound() -> None:
    text = render_summary(1, [problem(message="<script>alert(1)</script> | `x` [a](javascript:b)\n# H")])
    (row,) = [line for line in text.splitlines() if line.startswith("| a.md")]
    assert row.count("|") == 4
    assert "<script" not in row
    assert "](" not in row
    long = render_summary(1, [problem(message="x" * 5_000, line=n) for n in range(1, 1_000)])
    assert len(long.encode()) < SUMMARY_BYTES + 1_000
    assert re.search(r"\d+ more are in the log of the step\.", long)
    assert "Nothing stops it" in render_summary(3, [problem("note")])


def test_check_prints_annotations_and_writes_a_summary_and_a_report(
    log_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_letter(log_folder, "a", FRONT, "Write to p.moss@example.com.")
    summary, report = log_folder / "summary.md", log_folder / "report.json"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = run_build_log(log_folder, "check", "--format", "github", "--report", str(report))
    assert done.returncode == 1
    assert "::error file=responses/2024/a.md,line=9,title=hold%3A email::" in done.stdout
    assert "p.moss" not in done.stdout + summary.read_text("utf-8") + report.read_text("utf-8")
    assert "responses/2024/a.md:9" in summary.read_text("utf-8")
    assert json.loads(report.read_text("utf-8"))["problems"][0]["code"] == "email"


def test_a_public_repository_stops_unless_the_settings_allow_it(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT)
    done = run_build_log(log_folder, "check", "--public")
    assert done.returncode == 1
    assert "(public-repository)" in done.stdout
    settings = log_folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("  disclosure_log:\n", "  disclosure_log:\n    public_repository: true\n"), "utf-8"
    )
    assert run_build_log(log_folder, "check", "--public").returncode == 0


def test_a_value_over_several_lines_is_told_on_one(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT.replace("disclosed", "|\n  x\n  ::error::y"))
    done = run_build_log(log_folder, "check")
    assert not [line for line in done.stdout.splitlines() if line.startswith("::")]


WORKFLOWS = {
    "github": yaml.load((ROOT / ".github/workflows/log.yml").read_text("utf-8"), Loader=yaml.BaseLoader),
    "gitlab": yaml.load((ROOT / ".gitlab-ci.yml").read_text("utf-8"), Loader=yaml.BaseLoader),
}


def test_the_workflows_publish_the_site_and_nothing_else() -> None:
    jobs = WORKFLOWS["github"]["jobs"]
    uploads = [step for job in jobs.values() for step in job["steps"] if "upload" in step.get("uses", "")]
    assert [step["with"]["path"] for step in uploads] == ["site"]
    assert "refs/heads/main" in uploads[0]["if"]
    assert jobs["publish"]["needs"] == "check-and-build"
    assert WORKFLOWS["github"]["permissions"] == {"contents": "read"}
    assert "permissions" not in jobs["check-and-build"]
    assert WORKFLOWS["gitlab"]["pages"]["artifacts"]["paths"] == ["public"]
    assert [job for job, work in WORKFLOWS["gitlab"].items() if "artifacts" in work] == ["pages"]


@pytest.mark.parametrize("visibility", ["private", "public", "internal", ""])
def test_the_workflows_check_before_they_build_and_stop_where_the_repository_is_public(
    tmp_path: Path, visibility: str
) -> None:
    """The workflows' own commands, run by a shell with programs that only say how they were called."""
    github = [step["run"] for step in WORKFLOWS["github"]["jobs"]["check-and-build"]["steps"] if "run" in step]
    for commands in (github, WORKFLOWS["gitlab"]["check"]["script"], WORKFLOWS["gitlab"]["pages"]["script"]):
        called = run_with_fakes(tmp_path, commands, visibility)
        check = next(call for call in called if call.startswith("build-log check --strict"))
        assert called.index(check) < called.index("make site")
        assert ("--public" in check) == (visibility != "private")


def run_with_fakes(folder: Path, commands: list[str], visibility: str) -> list[str]:
    calls = folder / "calls"
    calls.write_text("", "utf-8")
    for name in ("make", "build-log", "gh", "mv"):
        program = folder / (f".venv/bin/{name}" if name == "build-log" else f"bin/{name}")
        program.parent.mkdir(parents=True, exist_ok=True)
        says = f'echo "{visibility}"' if name == "gh" else f'echo "{name} $*" >> "{calls}"'
        program.write_text(f"#!/bin/sh\n{says}\n", "utf-8")
        program.chmod(0o755)
    environment = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "CI_PROJECT_VISIBILITY": visibility}
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(commands)],
        cwd=folder,
        env={**environment, "GITHUB_REPOSITORY": "a/b"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return calls.read_text("utf-8").splitlines()
