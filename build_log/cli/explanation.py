"""What was found in a letter: as JSON for programs, in place for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text as RichText

from build_log.model.findings import Finding, Findings
from build_log.model.letter import Letter
from build_log.model.masking import mask_personal_data
from build_log.model.problem import Problem
from build_log.model.provision import Provision

_WHY = {
    "other-enactment": "belongs to another Act",
    "quoted-statute": "stands in quoted law",
    "request": "the requester's words",
    "procedure": "a rule of procedure",
    "purpose": "a purpose behind another provision",
    "condition": "a condition of another provision",
    "considered-not-applied": "considered and not applied",
    "public-interest-favoured-disclosure": "the public interest favoured disclosure",
    "withdrawn-at-review": "given up at review",
    "explanation": "only explained",
    "other-case": "used in another case",
    "switch-of-regime": "named to change to the other law",
    "notice": "a rule about notices",
}


def explanation_data(file: str, findings: Findings, problems: Iterable[Problem]) -> dict[str, Any]:
    """Everything found in a letter, every key present, in the published order of keys."""
    found = list(problems)
    return {
        "file": file,
        "reference": mask_personal_data(findings.reference.value) if findings.reference else None,
        "other_references": [mask_personal_data(r) for r in findings.other_references],
        "responded": _day(findings.responded),
        "received": _day(findings.received),
        "review_requested": _day(findings.review_requested),
        "regimes": list(findings.regimes.value) if findings.regimes else [],
        "stage": _value(findings.stage),
        "title": _value(findings.title),
        "outcome": _value(findings.outcome),
        "evidence": {
            key: [asdict(e) for e in finding.evidence] if (finding := getattr(findings, key)) else []
            for key in ("reference", "responded", "received", "stage", "outcome", "regimes", "title")
        },
        "parts": [
            {
                "question": p.question,
                "outcome": p.outcome,
                "relied_on": _texts(p.relied_on),
                "evidence": [asdict(e) for e in p.evidence],
            }
            for p in findings.parts
        ],
        "relied_on": [
            {
                "provision": str(entry.provision),
                "regime": entry.provision.regime,
                "quoted_limbs": _texts(entry.quoted_limbs),
                "purposes": _texts(entry.purposes),
                "conditions": _texts(entry.conditions),
                "enactment": entry.enactment,
                "certainty": entry.certainty,
                "evidence": [asdict(e) for e in entry.evidence],
            }
            for entry in findings.relied_on
        ],
        "mentioned": [
            {
                "provision": m.provision,
                "regime": m.regime,
                "enactment": m.enactment,
                "why": m.why,
                "evidence": [asdict(e) for e in m.evidence],
            }
            for m in findings.mentioned
        ],
        "public_interest": {
            "for_disclosure": list(findings.public_interest.for_disclosure),
            "against_disclosure": list(findings.public_interest.against_disclosure),
            "balance": findings.public_interest.balance,
        },
        "personal_data": [
            {"kind": p.code, "line": p.line, "masked": p.message.split(", ", 1)[-1].rstrip(".")}
            for p in found
            if p.code in ("email", "phone", "html-comment")
        ],
        "problems": [asdict(p) for p in found],
    }


def _value(finding: Finding[str] | None) -> str | None:
    return finding.value if finding else None


def _day(finding: Finding[Any] | None) -> str | None:
    return finding.value.isoformat() if finding else None


def _texts(provisions: tuple[Provision, ...]) -> list[str]:
    return [str(provision) for provision in provisions]


def print_explanation(console: Console, data: dict[str, Any], letter: Letter) -> None:
    """The findings as a table, then the letter with each finding's sentence in place."""
    console.print(f"[bold]{escape(data['file'])}[/bold]")
    facts = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for key in ("reference", "title", "responded", "received", "review_requested", "stage", "outcome"):
        if data[key] is not None:
            lines = ", ".join(f"line {e['line']}" for e in data["evidence"].get(key, []))
            facts.add_row(key, escape(str(data[key])), f"[dim]{lines}[/dim]")
    facts.add_row("regimes", ", ".join(data["regimes"]) or "none found", "")
    console.print(facts)
    if data["outcome"] is None and not data["relied_on"]:
        console.print(
            "\nThis was not recognised as the answer to a request for information. Only letters in English are read."
        )
    if data["parts"]:
        console.print("\n[bold]Question by question[/bold]")
    for part in data["parts"]:
        under = f" under {', '.join(part['relied_on'])}" if part["relied_on"] else ""
        console.print(f"  [cyan]{escape(part['question'])}[/cyan]  {part['outcome']}{escape(under)}")
        _print_evidence(console, part["evidence"][:1])
    console.print("\n[bold]Relied on[/bold]" if data["relied_on"] else "\n[bold]Nothing is relied on.[/bold]")
    for entry in data["relied_on"]:
        extra = [
            f"{name.replace('_', ' ')}: {', '.join(entry[name])}"
            for name in ("quoted_limbs", "purposes", "conditions")
            if entry[name]
        ]
        extra += [f"prohibited by {entry['enactment']}"] if entry["enactment"] else []
        extra += [entry["certainty"]] if entry["certainty"] != "stated" else []
        console.print(
            f"  [green]{entry['regime']} {entry['provision']}[/green]" + (f"  ({'; '.join(extra)})" if extra else "")
        )
        _print_evidence(console, entry["evidence"])
    if data["mentioned"]:
        console.print("\n[bold]Mentioned, not relied on[/bold]")
    for entry in data["mentioned"]:
        law = entry["regime"] or entry["enactment"] or "unknown law"
        console.print(f"  [yellow]{escape(law)} {escape(entry['provision'])}[/yellow]: {_WHY[entry['why']]}")
        _print_evidence(console, entry["evidence"][:1])
    balance = data["public_interest"]["balance"]
    if balance:
        console.print(f"\n[bold]The public interest[/bold] was found to lie in a decision to {balance}.")
    for side, name in (("for_disclosure", "For disclosure"), ("against_disclosure", "Against disclosure")):
        if data["public_interest"][side]:
            console.print(f"\n[bold]{name}[/bold]")
            for item in data["public_interest"][side]:
                console.print(f"  - {escape(item)}")
    if data["problems"]:
        console.print("\n[bold]Problems[/bold]")
    for problem in data["problems"]:
        console.print(
            f"  {problem['severity']}, line {problem['line']}: {escape(problem['message'])} {escape(problem['remedy'])}"
        )
    console.print("\n[bold]The letter[/bold]")
    _print_letter(console, data, letter)


def _print_evidence(console: Console, evidence: list[dict[str, Any]]) -> None:
    for item in evidence:
        console.print(f"    [dim]line {item['line']}:[/dim] {escape(item['text'])}")


def _print_letter(console: Console, data: dict[str, Any], letter: Letter) -> None:
    """The repaired letter with line numbers; lines that hold a finding are coloured and named."""
    notes: dict[int, list[str]] = {}
    styles: dict[int, str] = {}
    for entry in data["mentioned"]:
        for item in entry["evidence"]:
            notes.setdefault(item["line"], []).append(f"{entry['provision']} mentioned")
            styles.setdefault(item["line"], "yellow")
    for entry in data["relied_on"]:
        for item in entry["evidence"]:
            notes.setdefault(item["line"], []).append(f"{entry['provision']} relied on")
            styles[item["line"]] = "green"
    for part in data["parts"]:
        for item in part["evidence"]:
            notes.setdefault(item["line"], []).append(f"question {part['question']}")
            styles.setdefault(item["line"], "cyan")
    for key in ("reference", "responded", "received", "stage", "regimes", "outcome"):
        if key == "stage" and data["stage"] == "initial":
            continue
        for item in data["evidence"][key]:
            notes.setdefault(item["line"], []).append(key)
            styles.setdefault(item["line"], "cyan")
    for line in letter.text.lines:
        row = RichText(f"{line.number:>4}  ", style="dim")
        row.append(mask_personal_data(line.text), style=styles.get(line.number, ""))
        if line.number in notes:
            row.append("   ← " + ", ".join(dict.fromkeys(notes[line.number])), style="bold")
        console.print(row)
