"""Every bad input on disk is named with its fault, at its line, within seconds; what it hides is not shown."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from build_log.model.settings import Settings
from tests.safety.bad_inputs import CASES, faults, read_case, write_files

SECONDS = 5


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.stem)
def test_a_bad_input_is_named(case: Path, tmp_path: Path, settings: Settings) -> None:
    data = read_case(case)
    write_files(data, tmp_path)
    start = time.process_time()
    assert faults(tmp_path, settings) == sorted(data["expect"])
    assert time.process_time() - start < SECONDS
