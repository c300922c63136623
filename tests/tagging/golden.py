"""How a golden case of tagging is read and compared: shared by the test and the benchmark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from build_log.law.catalogue import Catalogue
from build_log.letters.read import read_letter
from build_log.model.findings import Findings
from build_log.model.settings import DEFAULT_SETTINGS
from build_log.tagging.tag import tag_letter
from tests.conftest import GOLDEN

CASES = sorted((GOLDEN / "tagging").glob("*.yaml"))


def tag_text(text: str, catalogue: Catalogue) -> Findings:
    return tag_letter(read_letter("letter.md", text), catalogue, DEFAULT_SETTINGS)


def differences(case: Path, catalogue: Catalogue) -> list[str]:
    """Where the findings of a golden letter are not those expected."""
    data = yaml.safe_load(case.read_text("utf-8"))
    expect = data["expect"]
    found = tag_text(data["letter"], catalogue)
    actual = observed(found)
    wrong = []
    for key, wanted in expect.items():
        got = actual[key]
        if isinstance(wanted, dict):
            got = {name: got.get(name) for name in wanted}
        if str(got) != str(wanted):
            wrong.append(f"{key}: expected {wanted}, found {got}")
    return wrong


def observed(found: Findings) -> dict[str, Any]:
    """Findings in the notation of the golden cases."""
    by_certainty = {
        c: [str(e.provision) for e in found.relied_on if e.certainty == c]
        for c in ("stated", "alternative", "provisional")
    }
    return {
        "relied_on": by_certainty["stated"],
        "alternative": by_certainty["alternative"],
        "provisional": by_certainty["provisional"],
        "mentioned": {m.provision: m.why for m in found.mentioned},
        "purposes": {str(e.provision): [str(p) for p in e.purposes] for e in found.relied_on},
        "conditions": {str(e.provision): [str(p) for p in e.conditions] for e in found.relied_on},
        "quoted_limbs": {str(e.provision): [str(p) for p in e.quoted_limbs] for e in found.relied_on},
        "enactment": {str(e.provision): e.enactment for e in found.relied_on},
        "outcome": found.outcome.value if found.outcome else None,
        "reference": found.reference.value if found.reference else None,
        "responded": found.responded.value if found.responded else None,
        "received": found.received.value if found.received else None,
        "stage": found.stage.value if found.stage else None,
        "regimes": list(found.regimes.value) if found.regimes else [],
        "other_references": list(found.other_references),
        "review_requested": found.review_requested.value if found.review_requested else None,
        "parts": [
            {"question": part.question, "outcome": part.outcome, "relied_on": [str(p) for p in part.relied_on]}
            for part in found.parts
        ],
        "public_interest": {
            "for": len(found.public_interest.for_disclosure),
            "against": len(found.public_interest.against_disclosure),
            "balance": found.public_interest.balance,
        },
    }
