"""One trap a file: what a careful reader finds in the letter, the tagger finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_log.law.catalogue import Catalogue
from tests.tagging.golden import CASES, differences


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_tagging(case: Path, catalogue: Catalogue) -> None:
    assert differences(case, catalogue) == []


def test_there_are_cases() -> None:
    assert len(CASES) >= 30
