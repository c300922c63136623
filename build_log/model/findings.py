"""What tagging finds in a letter. Nothing here can be made without the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, Literal, TypeVar

from build_log.model.provision import Provision

Certainty = Literal["stated", "alternative", "provisional"]

Why = Literal[
    "other-enactment",
    "quoted-statute",
    "request",
    "procedure",
    "purpose",
    "condition",
    "considered-not-applied",
    "public-interest-favoured-disclosure",
    "withdrawn-at-review",
    "explanation",
    "other-case",
    "switch-of-regime",
    "notice",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the letter and the line of the file it begins on.

    `text` is at most 300 characters, personal data masked. Raises ValueError when empty.
    """

    line: int
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a finding needs the words it rests on")


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """A value with its evidence. Raises ValueError when there is none."""

    value: T
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.value!r} was found without evidence")


@dataclass(frozen=True, slots=True)
class ReliedOn:
    """A provision the authority withholds or refuses under, in its most specific form."""

    provision: Provision
    evidence: tuple[Evidence, ...]
    certainty: Certainty = "stated"
    quoted_limbs: tuple[Provision, ...] = ()
    purposes: tuple[Provision, ...] = ()
    conditions: tuple[Provision, ...] = ()
    enactment: str | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.provision} cannot be relied on without evidence")


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A provision that is cited, and why it is not relied on.

    `regime` is None and `enactment` names the Act where it belongs to none of the regimes.
    """

    provision: str
    regime: str | None
    enactment: str | None
    why: Why
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.provision} cannot be mentioned without evidence")


@dataclass(frozen=True, slots=True)
class Part:
    """The outcome of one question."""

    question: str
    outcome: str
    relied_on: tuple[Provision, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PublicInterest:
    """The public interest test of a letter: the factors, item by item, and the balance."""

    for_disclosure: tuple[str, ...] = ()
    against_disclosure: tuple[str, ...] = ()
    balance: Literal["withhold", "disclose"] | None = None


@dataclass(frozen=True, slots=True)
class Miscitation:
    """A provision as the letter writes it and as the statute has it."""

    written: str
    meant: Provision
    line: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one letter says, front matter aside."""

    reference: Finding[str] | None = None
    other_references: tuple[str, ...] = ()
    responded: Finding[date] | None = None
    received: Finding[date] | None = None
    review_requested: Finding[date] | None = None
    regimes: Finding[tuple[str, ...]] | None = None
    stage: Finding[str] | None = None
    title: Finding[str] | None = None
    outcome: Finding[str] | None = None
    parts: tuple[Part, ...] = ()
    relied_on: tuple[ReliedOn, ...] = ()
    mentioned: tuple[Mentioned, ...] = ()
    public_interest: PublicInterest = PublicInterest()
    miscitations: tuple[Miscitation, ...] = ()
