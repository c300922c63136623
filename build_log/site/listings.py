"""Lists of letters: by exemption and limb, outcome, year and month, topic. Their number grows with the log."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from build_log.law.catalogue import Entry, Regime
from build_log.log.arguments import find_arguments
from build_log.log.indexes import Indexes, Use
from build_log.log.read import Log, regimes_shown
from build_log.model.record import Record
from build_log.model.settings import topic_slug
from build_log.site.charts import build_bars
from build_log.site.feeds import Feed
from build_log.site.metadata import feed_link
from build_log.site.page import SitePage, root_of
from build_log.site.render import format_provision, render_template
from build_log.site.wording import say, texts_of

PAGE_SIZE = 50
"""A list shows at most this many letters, so that no page grows with the log."""


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where a page stands among the pages of its list."""

    number: int = 1
    total: int = 1
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of letters, before it is cut into pages."""

    address: str
    title: str
    description: str
    trail: tuple[tuple[str, str], ...]
    intro: Markup
    records: Sequence[Record]
    alternatives: Sequence[Record] = ()
    nothing: str = ""


def build_listings(log: Log, indexes: Indexes, feeds: Mapping[str, Feed]) -> Iterator[SitePage]:
    """Every list page of the log. `feeds` are those a list has, by the list's address."""
    for listing in _listings(log, indexes):
        yield from _with_years(listing, feeds.get(listing.address))
    months = [(record.responded.year, record.responded.month) for record in log.records]
    for year, records in sorted(indexes.by_year.items()):
        yield from _year_pages(year, records, min(months), max(months))


def _listings(log: Log, indexes: Indexes) -> Iterator[Listing]:
    for regime in regimes_shown(log):
        for entry in regime.paged():
            yield _provision_listing(entry, regime, log, indexes)
    for outcome in log.catalogue.outcomes.values():
        records = indexes.by_outcome.get(outcome.id, [])
        if records:
            intro = Markup('<p class="dl-lead">{}</p>').format(outcome.plain)  # a constant
            yield Listing(
                f"outcomes/{outcome.id}/",
                outcome.label,
                say("outcomes.list-description", label=outcome.label, plain=outcome.plain),
                ((say("outcomes.title"), "outcomes/"),),
                intro,
                records,
            )
    for regime in log.catalogue.regimes.values():
        if records := indexes.by_regime.get(regime.id, []):
            yield Listing(
                f"regimes/{regime.id.lower()}/",
                regime.title,
                say("regimes.list-description", law=regime.title),
                ((say("regimes.title"), "regimes/"),),
                Markup(),
                records,
            )
    for topic in log.settings.topics:
        records = indexes.by_topic.get(topic, [])
        if records:
            yield Listing(
                f"topics/{topic_slug(topic)}/",
                topic,
                say("topics.list-description", topic=topic),
                ((say("topics.title"), "topics/"),),
                Markup(),
                records,
            )


def _provision_listing(entry: Entry, regime: Regime, log: Log, indexes: Indexes) -> Listing:
    provision = entry.provision
    use = indexes.by_provision.get(provision, Use())
    whole = regime.top(provision) or entry
    if whole.provision == provision:
        parent = regime.entries.get(entry.section)
        whole = entry if parent is None or parent.role == "scope" else whole
    address = f"exemptions/{provision.id}/"
    counted = Counter(record.outcome for record in use.stated)
    by_year = Counter(record.responded.year for record in use.stated)
    span = range(min(by_year), max(indexes.by_year) + 1) if by_year else ()
    arguments = find_arguments(use.stated, provision)
    intro = render_template(
        "provision",
        root_of(address),
        entry=entry,
        whole=whole,
        regime=regime,
        kind=texts_of("provision.kinds").get(entry.kind, ""),
        engaged=texts_of("provision.engaged-by").get(entry.engaged, ""),
        by_year=[(str(year), by_year[year]) for year in span],
        outcomes_used=build_bars(
            [
                (outcome.label, counted[outcome.id], f"outcomes/{outcome.id}/")
                for outcome in log.catalogue.outcomes.values()
                if counted[outcome.id]
            ]
        ),
        arguments=arguments,
        letters=len(use.stated),
        limbs=[(limb, indexes.by_provision.get(limb.provision, Use())) for limb in regime.limbs_of(provision)],
    )
    words = format_provision(provision, log.catalogue)
    trail: tuple[tuple[str, str], ...] = ((say("exemptions.title"), "exemptions/"),)
    if whole is not entry:
        trail = (
            *trail,
            (_sentence(format_provision(whole.provision, log.catalogue)), f"exemptions/{whole.provision.id}/"),
        )
    return Listing(
        address,
        say("provision.title", law=regime.id, provision=words, name=whole.title),
        say("provision.description", law=regime.short_title, provision=words, name=entry.title),
        trail,
        Markup(intro),
        use.stated,
        use.alternative,
        say("provision.nothing", provision=words),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _with_years(listing: Listing, feed: Feed | None) -> Iterator[SitePage]:
    """The list's own page with the latest letters, and a page (or several) for each year."""
    by_year: dict[int, list[Record]] = defaultdict(list)
    for record in listing.records:
        by_year[record.responded.year].append(record)
    years = [
        (year, len(records), f"{listing.address}{year}/") for year, records in sorted(by_year.items(), reverse=True)
    ]
    yield _page(
        listing,
        listing.address,
        listing.title,
        listing.trail,
        listing.records[:PAGE_SIZE],
        len(listing.records),
        years=years,
        first=True,
        feed=feed,
    )
    trail = (*listing.trail, (listing.title, listing.address))
    for year, records in by_year.items():
        title = say("listing.year-title", title=listing.title, year=year)
        yield from _paginated(listing, f"{listing.address}{year}/", title, trail, records)


def _paginated(
    listing: Listing, address: str, title: str, trail: tuple[tuple[str, str], ...], records: Sequence[Record]
) -> Iterator[SitePage]:
    total = max(1, -(-len(records) // PAGE_SIZE))
    addresses = [address if number == 1 else f"{address}{number}/" for number in range(1, total + 1)]
    for index, here in enumerate(addresses):
        pagination = Pagination(
            index + 1, total, addresses[index - 1] if index else "", addresses[index + 1] if index + 1 < total else ""
        )
        name = title if index == 0 else say("listing.page-title", title=title, number=index + 1)
        yield _page(
            listing,
            here,
            name,
            trail,
            records[index * PAGE_SIZE : (index + 1) * PAGE_SIZE],
            len(records),
            pagination=pagination,
        )


def _page(
    listing: Listing,
    address: str,
    title: str,
    trail: tuple[tuple[str, str], ...],
    records: Sequence[Record],
    total: int,
    *,
    pagination: Pagination | None = None,
    years: Sequence[tuple[int, int, str]] = (),
    first: bool = False,
    feed: Feed | None = None,
) -> SitePage:
    content = render_template(
        "listing",
        root_of(address),
        title=title,
        trail=trail,
        intro=listing.intro if first else Markup(),
        records=records,
        total=total,
        years=years,
        pagination=pagination or Pagination(),
        alternatives=listing.alternatives[:PAGE_SIZE] if first else (),
        alternatives_total=len(listing.alternatives),
        nothing=listing.nothing or say("listing.nothing"),
        feed=feed.address if feed else "",
    )
    head = feed_link(address, feed.address, feed.title) if feed else ""
    return SitePage(address, title, listing.description, content, head=head)


def _year_pages(year: int, records: list[Record], first: tuple[int, int], last: tuple[int, int]) -> Iterator[SitePage]:
    """A year with its months, those without letters too, and each month with its letters.

    `first` and `last` are the months in which the log begins and ends.
    """
    by_month: dict[int, list[Record]] = defaultdict(list)
    for record in records:
        by_month[record.responded.month].append(record)
    address = f"years/{year}/"
    choices = [
        (say(f"months.{month}"), "", len(by_month.get(month, [])), f"{address}{month:02d}/")
        for month in range(1, 13)
        if first <= (year, month) <= last
    ]
    years, title = (say("years.title"), "years/"), say("years.year-title", year=year)
    lead = say("years.year-lead", n=len(records), year=year)
    content = render_template("choices", root_of(address), title=title, lead=lead, trail=(years,), choices=choices)
    yield SitePage(address, title, say("years.year-description", year=year), content)
    for month, letters in sorted(by_month.items()):
        name = say("date.month", month=say(f"months.{month}"), year=year)
        listing = Listing(
            f"{address}{month:02d}/",
            say("years.month-title", month=name),
            say("years.month-description", month=name),
            (years, (str(year), address)),
            Markup(),
            letters,
        )
        yield from _paginated(listing, listing.address, listing.title, listing.trail, letters)
