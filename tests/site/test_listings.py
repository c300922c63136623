"""Lists stay short however long the log grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from build_log.law.catalogue import Catalogue
from build_log.log.indexes import build_indexes
from build_log.log.read import Log, read_log
from build_log.model.settings import Settings
from build_log.site.listings import PAGE_SIZE, build_listings
from tests.conftest import ROOT


def long_log(settings: Settings, catalogue: Catalogue, count: int) -> Log:
    first = next(r for r in read_log(ROOT, settings).records if r.stated)
    records = [
        replace(
            first,
            slug=f"r-{n}",
            reference=f"R-{n}",
            case=f"R-{n}",
            responded=date(2024, 3, 1) + timedelta(days=n % 20),
            published=date(2024, 3, 1),
        )
        for n in range(count)
    ]
    return Log(settings, catalogue, tuple(records))


def test_a_list_shows_at_most_fifty_letters_and_all_are_on_its_pages(settings: Settings, catalogue: Catalogue) -> None:
    log = long_log(settings, catalogue, 120)
    pages = {p.address: p for p in build_listings(log, build_indexes(log), {})}
    assert max(p.content.count('class="dl-row"') for p in pages.values()) == PAGE_SIZE
    month = [pages["years/2024/03/"], pages["years/2024/03/2/"], pages["years/2024/03/3/"]]
    assert sum(p.content.count('class="dl-row"') for p in month) == 120
    assert "Page 2 of 3" in month[1].content


def test_addresses_of_pages_are_unique(settings: Settings, catalogue: Catalogue) -> None:
    log = long_log(settings, catalogue, 120)
    addresses = [p.address for p in build_listings(log, build_indexes(log), {})]
    assert len(addresses) == len(set(addresses))
