"""A letter as the log knows it: front matter where it speaks, findings where it is silent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from build_log.model.findings import Certainty, PublicInterest
from build_log.model.front_matter import Change, DecisionNotice
from build_log.model.letter import Section
from build_log.model.provision import Provision

TO_CONFIRM = ("reference", "title", "responded", "outcome", "exemptions")
"""What the public relies on: a published letter says so while a person has not confirmed it."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A provision relied on, as it is recorded."""

    provision: Provision
    certainty: Certainty = "stated"
    enactment: str | None = None
    purposes: tuple[Provision, ...] = ()
    conditions: tuple[Provision, ...] = ()
    quoted_limbs: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedPart:
    """The outcome of one question."""

    question: str
    outcome: str
    exemptions: tuple[Exemption, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A published file: its name, kind, size in bytes, SHA-256, where it lies on disk, and its sheets."""

    file: str
    title: str
    kind: str
    size: int
    sha256: str
    source: Path
    sheets: tuple[str, ...] = ()
    original: bool = False
    """Whether it is the letter itself as it was sent."""

    @property
    def tables(self) -> tuple[tuple[str, str], ...]:
        """The CSV files that a workbook is offered as too: their names, and the sheets they are made of."""
        stem = self.file.rpartition(".")[0]
        if len(self.sheets) == 1:
            return ((f"{stem}.sheet.csv", self.sheets[0]),)
        return tuple((f"{stem}.sheet-{number}.csv", name) for number, name in enumerate(self.sheets, 1))


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the site says about one letter."""

    slug: str
    path: str
    reference: str
    title: str
    responded: date
    received: date | None
    clock_started: date | None
    due: date | None
    stage: str
    case: str
    regimes: tuple[str, ...]
    outcome: str | None
    exemptions: tuple[Exemption, ...]
    parts: tuple[RecordedPart, ...]
    summary: str | None
    topics: tuple[str, ...]
    related: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    review_requested: date | None
    review_result: str | None
    decision_notice: DecisionNotice | None
    changes: tuple[Change, ...]
    published: date
    draft: bool
    unconfirmed: frozenset[str]
    public_interest: PublicInterest
    sections: tuple[Section, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        """What of TO_CONFIRM no person has confirmed."""
        return tuple(key for key in TO_CONFIRM if key in self.unconfirmed)

    @property
    def address(self) -> str:
        """The page's address below the site's root, for ever: `responses/ic-1/`."""
        return f"responses/{self.slug}/"

    @property
    def stated(self) -> tuple[Exemption, ...]:
        """What is relied on for certain: only this counts in figures and lists."""
        return tuple(e for e in self.exemptions if e.certainty == "stated")

    @property
    def alternatives(self) -> tuple[Exemption, ...]:
        """What the letter names in the alternative, or while it is still considering."""
        return tuple(e for e in self.exemptions if e.certainty != "stated")

    @property
    def case_key(self) -> str:
        """The case reference compared without case, spaces and punctuation."""
        return same_reference(self.case)


@dataclass(frozen=True, slots=True)
class Removed:
    """A letter that was taken down: its address and why are public, and nothing it said.

    `reference` only tells that other letters may name it; it is not shown.
    """

    slug: str
    reason: str
    removed_on: date | None
    reference: str

    @property
    def address(self) -> str:
        """The address the letter had, where its tombstone stands."""
        return f"responses/{self.slug}/"


def same_reference(reference: str) -> str:
    """A reference as it is compared: `FOI / 1050474` and `foi1050474` are one."""
    return re.sub(r"[\W_]", "", reference).lower()
