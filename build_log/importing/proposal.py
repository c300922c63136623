"""Front matter proposed from what a letter says: written as a draft, every value unconfirmed."""

from __future__ import annotations

import re
from typing import Any

from build_log.law.catalogue import Catalogue
from build_log.model.findings import Findings, ReliedOn
from build_log.model.provision import Provision

_PROPOSED = ("reference", "title", "responded", "received", "stage", "regimes", "outcome", "exemptions")


def propose_values(findings: Findings, catalogue: Catalogue) -> dict[str, Any]:
    """The values to write, in the order of the keys. What was not found is left out, but for a title.

    `exemptions` is always there: an empty list says that nothing was found relied on.
    """
    values: dict[str, Any] = {}
    for key in _PROPOSED[:-1]:
        finding = getattr(findings, key)
        if finding is not None:
            values[key] = list(finding.value) if key == "regimes" else finding.value
    if "title" not in values and "reference" in values:
        values = {
            "reference": values.pop("reference"),
            "title": f"Information request {findings.reference.value if findings.reference else ''}",
            **values,
        }
    regimes = values.get("regimes", [])
    values["exemptions"] = [
        _entry(entry, regimes, catalogue) for entry in findings.relied_on if entry.certainty != "provisional"
    ]
    if findings.outcome is None and not values["exemptions"]:
        del values["exemptions"]
    return values


def _entry(entry: ReliedOn, regimes: list[str], catalogue: Catalogue) -> str | dict[str, Any]:
    """Text where the provision says it all, else a mapping with what makes it special."""
    text = _text(entry.provision, regimes, catalogue)
    if entry.certainty == "stated":
        return text
    return {"provision": text, "certainty": entry.certainty} | (
        {"enactment": entry.enactment} if entry.enactment else {}
    )


def _text(provision: Provision, regimes: list[str], catalogue: Catalogue) -> str:
    """The provision, with its regime in front where the letter's regimes leave a doubt."""
    prefix = catalogue.regimes[provision.regime].prefix
    rivals = [r for r in regimes if r in catalogue.regimes and catalogue.regimes[r].prefix == prefix]
    return str(provision) if rivals == [provision.regime] else f"{provision.regime} {provision}"


def propose_slug(findings: Findings, catalogue: Catalogue) -> str:
    """The file name: the reference in lower case with the stage behind it.

    Without a reference it is `letter`: the name of the file given may name a person, and the
    address is for ever.
    """
    text = findings.reference.value if findings.reference else "letter"
    slug = "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "letter"
    stage = catalogue.stages[findings.stage.value].suffix if findings.stage else ""
    return f"{slug}-{stage}"[:100].strip("-") if stage else slug[:100].strip("-")
