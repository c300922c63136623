"""Regimes, provisions, outcomes and stages, read once from the data files beside this module."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from build_log.model.provision import Provision

REFUSING_ROLES = frozenset({"exemption", "exception", "refusal-ground"})
"""Sections and regulations that information can be withheld or a request refused under."""

TAGGABLE_PARTS = frozenset({"limb", "confirm-or-deny", "scope"})
"""Subdivisions of those that can be a tag. Conditions and purposes hang on their provision."""

PAGED_PARTS = frozenset({"limb", "confirm-or-deny"})

_SHAPE = re.compile(r"(s|reg)(\d+[A-Z]*)((?:\([0-9A-Za-z]+\))*)\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one provision, whole or subdivision.

    `role` of a section is exemption, exception, refusal-ground, procedure, notice, certificate
    or scope; of a subdivision limb, condition, purpose, scope, certificate, confirm-or-deny or
    procedure. `since` and `until` bound the dates of the letters it can apply to. `source` is the text
    the section was compared with on `checked_on`.
    """

    provision: Provision
    title: str
    role: str
    kind: str
    engaged: str
    plain: str
    address: str
    section: Provision
    source: str
    checked_on: date
    test: str = ""
    guidance: str = ""
    confirm_or_deny: str = ""
    notes: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Regime:
    """One access law: its names, its unit and its entries in statute order."""

    id: str
    title: str
    short_title: str
    unit: str
    prefix: str
    word: str
    regulator: str
    address: str
    names: tuple[str, ...]
    entries: dict[Provision, Entry] = field(hash=False)

    def taggable(self, provision: Provision) -> bool:
        """Whether information can be withheld, or a request refused, under this provision."""
        entry = self.entries.get(provision)
        if entry is None:
            return False
        if entry.role in REFUSING_ROLES:
            return True
        top = self.top(provision)
        return entry.role in TAGGABLE_PARTS and (top is not None or provision == entry.section)

    def top(self, provision: Provision | None) -> Entry | None:
        """The exemption, exception or refusal ground that `provision` is or lies within."""
        while provision is not None:
            entry = self.entries.get(provision)
            if entry is not None and entry.role in REFUSING_ROLES:
                return entry
            provision = provision.parent
        return None

    def page_of(self, provision: Provision) -> Entry | None:
        """The nearest entry with a page of its own, from `provision` upwards."""
        step: Provision | None = provision
        while step is not None:
            entry = self.entries.get(step)
            if entry is not None and self.has_page(entry):
                return entry
            step = step.parent
        return None

    def has_page(self, entry: Entry) -> bool:
        """Whether the site has a page for this entry."""
        if entry.role in REFUSING_ROLES:
            return True
        return entry.role in PAGED_PARTS and self.top(entry.provision) is not None

    def paged(self) -> Iterator[Entry]:
        """Every entry with a page, in statute order."""
        return (entry for entry in self.entries.values() if self.has_page(entry))

    def limbs_of(self, provision: Provision) -> list[Entry]:
        """The paged entries strictly within `provision`, in statute order."""
        return [e for e in self.paged() if e.provision != provision and provision.covers(e.provision)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the outcomes of the vocabulary."""

    id: str
    label: str
    plain: str
    tone: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the stages of a case."""

    id: str
    label: str
    phrase: str
    suffix: str


@dataclass(frozen=True)
class Catalogue:
    """The law data as one value."""

    regimes: dict[str, Regime]
    outcomes: dict[str, Outcome]
    stages: dict[str, Stage]

    def entry(self, provision: Provision) -> Entry | None:
        """What is known of `provision`, or None."""
        regime = self.regimes.get(provision.regime)
        return regime.entries.get(provision) if regime else None


def split_provision(text: str) -> tuple[str, str, tuple[str, ...]] | None:
    """`s31(1)(g)` as prefix, number and subdivisions; None where the shape is another."""
    match = _SHAPE.match(text)
    if not match:
        return None
    return match[1], match[2], tuple(re.findall(r"\(([^)]+)\)", match[3]))


@cache
def load_catalogue() -> Catalogue:
    """Read every data file. Raises ValueError naming the provision that does not fit its file."""
    folder = files("build_log.law") / "data"
    read = {
        item.name: tomllib.loads(item.read_text("utf-8")) for item in folder.iterdir() if item.name.endswith(".toml")
    }
    regimes = [_regime(data) for data in read.values() if "provision" in data]
    return Catalogue(
        regimes={r.id: r for r in sorted(regimes, key=lambda r: _REGIME_ORDER.index(r.id))},
        outcomes={o["id"]: Outcome(**o) for o in read["outcomes.toml"]["outcome"]},
        stages={s["id"]: Stage(**s) for s in read["stages.toml"]["stage"]},
    )


_REGIME_ORDER = ("FOIA", "EIR", "FOISA", "EISR")


def _regime(data: dict[str, Any]) -> Regime:
    entries: dict[Provision, Entry] = {}
    for item in data["provision"]:
        section = _provision(data, item["provision"])
        entries[section] = Entry(
            provision=section,
            title=item["title"],
            role=item["role"],
            kind=item["kind"],
            engaged=item["engaged"],
            plain=item["plain"],
            address=item["address"],
            section=section,
            source=item["source"],
            checked_on=item["checked_on"],
            test=item.get("test", ""),
            guidance=item.get("guidance", ""),
            confirm_or_deny=item.get("confirm_or_deny", ""),
            notes=item.get("notes", ""),
        )
        for part in item.get("part", []):
            provision = _provision(data, part["provision"])
            entries[provision] = Entry(
                provision=provision,
                title=part["gist"],
                role=part["role"],
                kind=part.get("kind", item["kind"]),
                engaged=part.get("engaged", item["engaged"]),
                plain=part["gist"],
                address=item["address"],
                section=section,
                source=item["source"],
                checked_on=item["checked_on"],
                test=item.get("test", ""),
                guidance=item.get("guidance", ""),
                notes=part.get("notes", ""),
                since=part.get("from"),
                until=part.get("until"),
            )
    return Regime(
        id=data["regime"],
        title=data["title"],
        short_title=data["short_title"],
        unit=data["unit"],
        prefix=data["prefix"],
        word=data["word"],
        regulator=data["regulator"],
        address=data["address"],
        names=tuple(data["names"]),
        entries=dict(sorted(entries.items(), key=lambda item: item[0].order)),
    )


def _provision(data: dict[str, Any], text: str) -> Provision:
    shape = split_provision(text)
    if shape is None or shape[0] != data["prefix"]:
        raise ValueError(f"{data['regime']}: {text!r} is not written as {data['prefix']}1(1)(a)")
    return Provision(data["regime"], *shape)
