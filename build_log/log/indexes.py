"""The ways into the log: by provision, outcome, year, topic and case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from build_log.law.catalogue import Catalogue
from build_log.log.read import Log
from build_log.model.provision import Provision
from build_log.model.record import Record, same_reference

STAGE_ORDER = ("initial", "further-response", "internal-review", "after-decision-notice")


@dataclass
class Use:
    """The letters that rely on a provision, and those that name it in the alternative."""

    stated: list[Record] = field(default_factory=list)
    alternative: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class Indexes:
    """Records by what the site lists them under; each list has the log's order."""

    by_provision: dict[Provision, Use]
    by_outcome: dict[str, list[Record]]
    by_year: dict[int, list[Record]]
    by_topic: dict[str, list[Record]]
    by_regime: dict[str, list[Record]]
    by_case: dict[str, list[Record]]
    by_slug: dict[str, Record]


def build_indexes(log: Log) -> Indexes:
    """All indexes in one pass. A letter counts once for a provision and for each around it."""
    by_provision: dict[Provision, Use] = defaultdict(Use)
    by_outcome: dict[str, list[Record]] = defaultdict(list)
    by_year: dict[int, list[Record]] = defaultdict(list)
    by_topic: dict[str, list[Record]] = defaultdict(list)
    by_regime: dict[str, list[Record]] = defaultdict(list)
    by_case: dict[str, list[Record]] = defaultdict(list)
    for record in log.records:
        stated = pages_of((e.provision for e in record.stated), log.catalogue)
        for provision in stated:
            by_provision[provision].stated.append(record)
        for provision in pages_of((e.provision for e in record.alternatives), log.catalogue):
            if provision not in stated:
                by_provision[provision].alternative.append(record)
        if record.outcome:
            by_outcome[record.outcome].append(record)
        by_year[record.responded.year].append(record)
        for topic in record.topics:
            by_topic[topic].append(record)
        for regime in record.regimes:
            by_regime[regime].append(record)
        by_case[record.case_key].append(record)
    for letters in by_case.values():
        letters.sort(key=lambda r: (r.responded, STAGE_ORDER.index(r.stage), r.slug))
    for records in by_year.values():
        records.sort(key=lambda r: (-r.responded.toordinal(), r.slug))
    by_slug = {same_reference(record.slug): record for record in log.records}
    return Indexes(by_provision, by_outcome, by_year, by_topic, by_regime, by_case, by_slug)


def pages_of(provisions: Iterable[Provision], catalogue: Catalogue) -> dict[Provision, None]:
    """The entries with a page that each provision belongs to, from itself up to its exemption."""
    found: dict[Provision, None] = {}
    for provision in provisions:
        law = catalogue.regimes[provision.regime]
        step: Provision | None = provision
        while step is not None:
            entry = law.entries.get(step)
            if entry is not None and law.has_page(entry):
                found[step] = None
            step = step.parent
    return found


def find_related(record: Record, indexes: Indexes) -> list[Record]:
    """The published letters that a letter names as related, whole cases too. Drafts and removed letters are not among them."""
    found: dict[str, Record] = {}
    for reference in record.related:
        key = same_reference(reference)
        others = indexes.by_case.get(key) or [r for r in [indexes.by_slug.get(key)] if r]
        found |= {other.slug: other for other in others if other.slug != record.slug}
    return list(found.values())
