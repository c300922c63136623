"""The pages whose number is fixed: the home page's contents, the catalogue, the ways in, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_log.law.catalogue import Entry, Regime
from build_log.log.indexes import Indexes, Use
from build_log.log.read import Log, regimes_shown
from build_log.model.record import Record
from build_log.model.settings import topic_slug
from build_log.site.feeds import ENTRIES, Feed, build_feeds
from build_log.site.metadata import LICENCES, json_ld
from build_log.site.open_data.files import dictionary_of
from build_log.site.open_data.records import SCHEMA_VERSION, WholeLetterData
from build_log.site.page import SitePage, root_of
from build_log.site.removed_pages import build_removed_list
from build_log.site.render import render_template
from build_log.site.search.cards import build_facets
from build_log.site.statistics_pages import StatisticsPages
from build_log.site.wording import say, texts_of

LATEST = 8
MOST_USED = 6
MOST_FIGURES = 6
MOST_YEARS = 12
OFTEN_ASKED = 4


def build_signposts(log: Log, indexes: Indexes, statistics: StatisticsPages, site_url: str) -> Iterator[SitePage]:
    """All signposts but the home page."""
    yield _catalogue(log, indexes)
    yield statistics.overview()
    yield _data(log, indexes, site_url)
    yield _feeds(log, indexes, site_url)
    yield _search(log)
    outcomes = [
        (o.label, o.plain, len(indexes.by_outcome.get(o.id, [])), f"outcomes/{o.id}/")
        for o in log.catalogue.outcomes.values()
    ]
    yield _choices("outcomes/", say("outcomes.title"), say("outcomes.lead"), outcomes)
    laws = [
        (regime.title, "", len(indexes.by_regime.get(regime.id, [])), f"regimes/{regime.id.lower()}/")
        for regime in log.catalogue.regimes.values()
        if regime.id in log.settings.regimes or regime.id in indexes.by_regime
    ]
    yield _choices("regimes/", say("regimes.title"), say("regimes.lead"), laws)
    yield build_removed_list(log)
    years = [
        (str(year), "", len(records), f"years/{year}/")
        for year, records in sorted(indexes.by_year.items(), reverse=True)
    ]
    yield _choices("years/", say("years.title"), say("years.lead"), years)
    if log.settings.topics:
        topics = [
            (topic, "", len(indexes.by_topic.get(topic, [])), f"topics/{topic_slug(topic)}/")
            for topic in log.settings.topics
        ]
        yield _choices("topics/", say("topics.title"), say("topics.lead"), topics)


def _choices(address: str, title: str, lead: str, choices: list[tuple[str, str, int, str]]) -> SitePage:
    content = render_template("choices", root_of(address), title=title, lead=lead, trail=(), choices=choices)
    return SitePage(address, title, say("choice.description", title=title, lead=lead[0].lower() + lead[1:]), content)


def _catalogue(log: Log, indexes: Indexes) -> SitePage:
    regimes = [(regime, _groups(regime, indexes)) for regime in regimes_shown(log)]
    content = render_template("catalogue", root_of("exemptions/"), regimes=regimes)
    return SitePage("exemptions/", say("exemptions.title"), say("exemptions.description"), content)


def _data(log: Log, indexes: Indexes, site_url: str) -> SitePage:
    settings = log.settings
    content = render_template(
        "data",
        root_of("data/"),
        files=list(texts_of("data.about").items()),
        years=sorted(indexes.by_year, reverse=True),
        version=SCHEMA_VERSION,
        licence=settings.licence,
        coverage=say(f"coverage.{settings.log_covers}"),
        fields=list(dictionary_of(WholeLetterData.model_json_schema())),
    )
    base = site_url.rstrip("/")
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": say("log.title", authority=settings.authority.name),
        "description": say("log.about"),
        "publisher": {"@type": "GovernmentOrganization", "name": settings.authority.name},
        "license": LICENCES.get(settings.licence, settings.licence) or None,
        "url": f"{base}/data/" if base else None,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{base}/data/{name}", "encodingFormat": kind}
            for name, kind in (("letters.csv", "text/csv"), ("letters.jsonl", "application/jsonl"))
            if base
        ],
    }
    return SitePage("data/", say("data.title"), say("data.description"), content, head=json_ld(described))


def _feeds(log: Log, indexes: Indexes, site_url: str) -> SitePage:
    groups: dict[str, list[Feed]] = {}
    kinds = texts_of("feeds.group")
    for feed in build_feeds(log, indexes) if site_url else ():
        groups.setdefault(kinds.get(feed.address.split("/")[1], kinds["log"]), []).append(feed)
    content = render_template("feeds", root_of("feeds/"), groups=list(groups.items()), entries=ENTRIES)
    return SitePage("feeds/", say("feeds.title"), say("feeds.description"), content)


def _groups(regime: Regime, indexes: Indexes) -> list[tuple[str, list[tuple[Entry, Use, list[tuple[Entry, int]]]]]]:
    """Exemptions (or exceptions) and refusal grounds apart; the parts that are used beside each."""

    def use(entry: Entry) -> Use:
        return indexes.by_provision.get(entry.provision, Use())

    groups = []
    for heading, roles in (
        (f"{regime.word.capitalize()}s", ("exemption", "exception")),
        (say("exemptions.refusal-grounds"), ("refusal-ground",)),
    ):
        rows = []
        for entry in regime.paged():
            if entry.role in roles:
                limbs = [(limb, len(used)) for limb in regime.limbs_of(entry.provision) if (used := use(limb).stated)]
                rows.append((entry, use(entry), limbs))
        groups.append((heading, rows))
    return groups


def _search(log: Log) -> SitePage:
    filters = [
        (
            facet.name,
            say(f"search.filter.{facet.name}"),
            [(value, label, len(found)) for value, label, found in facet.values],
        )
        for facet in build_facets(log.records, log.catalogue)
        if len(facet.values) > 1
    ]
    example = log.records[0].reference if log.records else ""
    content = render_template("search", root_of("search/"), filters=filters, example=example)
    return SitePage("search/", say("search.title"), say("search.description"), content)


def build_home(log: Log, indexes: Indexes, often_asked: Sequence[Record]) -> str:
    """What the home page shows below its hand-written words: search, the latest, figures, ways in."""
    counts = [(o, len(indexes.by_outcome.get(o.id, []))) for o in log.catalogue.outcomes.values()]
    cases = len(indexes.by_case)
    figures = [(f"{len(log.records):,}", say("home.figure-responses", n=len(log.records)), "years/")]
    if cases != len(log.records):
        figures.append((f"{cases:,}", say("home.figure-cases", n=cases), "statistics/"))
    figures += [(f"{n:,}", o.label, f"outcomes/{o.id}/") for o, n in sorted(counts, key=lambda pair: -pair[1]) if n]
    tops = [
        (entry, len(indexes.by_provision[entry.provision].stated))
        for regime in log.catalogue.regimes.values()
        for entry in regime.paged()
        if entry.role in ("exemption", "exception") and entry.provision in indexes.by_provision
    ]
    topics = [
        (topic, f"topics/{topic_slug(topic)}/", len(indexes.by_topic.get(topic, []))) for topic in log.settings.topics
    ]
    days = [record.responded for record in log.records]
    return render_template(
        "home",
        "",
        records=log.records[:LATEST],
        total=len(log.records),
        figures=figures[:MOST_FIGURES],
        coverage=say(f"coverage.{log.settings.log_covers}"),
        first=min(days, default=None),
        last=max(days, default=None),
        exemptions=[(entry, n) for entry, n in sorted(tops, key=lambda pair: -pair[1]) if n][:MOST_USED],
        topics=[choice for choice in topics if choice[2]],
        often_asked=often_asked[:OFTEN_ASKED],
        years=sorted(indexes.by_year, reverse=True)[:MOST_YEARS],
        regimes=[(r, f"regimes/{r.id.lower()}/") for r in log.catalogue.regimes.values() if r.id in indexes.by_regime],
    )
