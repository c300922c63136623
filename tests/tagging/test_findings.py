"""A finding without evidence cannot be constructed, and evidence names no person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_log.law.catalogue import load_catalogue
from build_log.model.findings import Evidence, Finding, Mentioned, ReliedOn
from build_log.model.provision import Provision
from tests.tagging.golden import tag_text


def test_no_finding_without_evidence() -> None:
    with pytest.raises(ValueError, match="evidence"):
        Finding("disclosed", ())
    with pytest.raises(ValueError, match="evidence"):
        ReliedOn(Provision("FOIA", "s", "31"), ())
    with pytest.raises(ValueError, match="evidence"):
        Mentioned("s31", "FOIA", None, "request", ())
    with pytest.raises(ValueError, match="words"):
        Evidence(1, "  ")


def test_evidence_is_short_and_masked() -> None:
    letter = (
        f"You asked somebody@home.example about {'x' * 400}.\n\nWe withhold this under section 42; ring 01632 960 555."
    )
    found = tag_text(letter, load_catalogue())
    texts = (
        [e.text for entry in found.relied_on for e in entry.evidence] + [e.text for e in found.title.evidence]
        if found.title
        else []
    )
    assert texts
    assert all(len(text) <= 300 for text in texts)
    assert not [text for text in texts if "somebody@" in text or "960 555" in text]


def test_evidence_points_to_the_line_of_the_file() -> None:
    found = tag_text(
        "3 May 2024\n\nDear Requester\n\nWe have withheld the\nnames under section 40(2) of the FOIA.\n",
        load_catalogue(),
    )
    assert [str(e.provision) for e in found.relied_on] == ["s40(2)"]
    assert found.relied_on[0].evidence[0].line in (5, 6)
    assert found.responded is not None
    assert found.responded.evidence[0].line == 1


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Dim gwybodaeth.", "x", "Section", "s", "()", "31(1)(", "under 12 of the"]
)
def test_what_is_no_letter_gets_no_tags(text: str) -> None:
    found = tag_text(text, load_catalogue())
    assert found.relied_on == ()
    assert found.reference is None


words = st.sampled_from(
    [
        "section",
        "31(1)(g)",
        "of",
        "the",
        "FOIA",
        "withheld",
        "exempt",
        "under",
        "not",
        "regulation",
        "12(5)(e)",
        "and",
        "(",
        ")",
        "[",
        "]",
        '"',
        "'",
        ".",
        ":",
        "\n",
        "\n\n",
        "#",
        "Request",
        "Dear",
        "3",
        "May",
        "2024",
        "public",
        "interest",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(words, max_size=60).map(" ".join))
def test_no_text_makes_the_tagger_raise(text: str) -> None:
    found = tag_text(text, load_catalogue())
    assert not {e.provision for e in found.relied_on} & {
        Provision(m.regime, "s", m.provision) for m in found.mentioned if m.regime
    }
