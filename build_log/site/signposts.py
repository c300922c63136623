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
from build_log.site.open_data.files import FILES, dictionary_of
from build_log.site.open_data.records import SCHEMA_VERSION, WholeLetterData
from build_log.site.page import SitePage, root_of
from build_log.site.removed_pages import build_removed_list
from build_log.site.render import render_template
from build_log.site.search.cards import build_facets
from build_log.site.statistics_pages import COVERAGE, StatisticsPages

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
    yield _choices(
        "outcomes/",
        "Outcomes",
        "What became of each request. A response that gives some information and withholds the rest is disclosed in part.",
        outcomes,
    )
    laws = [
        (regime.title, "", len(indexes.by_regime.get(regime.id, [])), f"regimes/{regime.id.lower()}/")
        for regime in log.catalogue.regimes.values()
        if regime.id in log.settings.regimes or regime.id in indexes.by_regime
    ]
    yield _choices("regimes/", "Laws", "Responses by the law they were handled under.", laws)
    yield build_removed_list(log)
    years = [
        (str(year), "", len(records), f"years/{year}/")
        for year, records in sorted(indexes.by_year.items(), reverse=True)
    ]
    yield _choices("years/", "Years", "Responses by the date they were sent.", years)
    if log.settings.topics:
        topics = [
            (topic, "", len(indexes.by_topic.get(topic, [])), f"topics/{topic_slug(topic)}/")
            for topic in log.settings.topics
        ]
        yield _choices("topics/", "Topics", "Responses by subject.", topics)


def _choices(address: str, title: str, lead: str, choices: list[tuple[str, str, int, str]]) -> SitePage:
    content = render_template("choices", root_of(address), title=title, lead=lead, trail=(), choices=choices)
    return SitePage(address, title, f"{title}: {lead[0].lower()}{lead[1:]}", content)


def _catalogue(log: Log, indexes: Indexes) -> SitePage:
    regimes = [(regime, _groups(regime, indexes)) for regime in regimes_shown(log)]
    content = render_template("catalogue", root_of("exemptions/"), regimes=regimes)
    return SitePage(
        "exemptions/",
        "Exemptions",
        "Every exemption, exception and refusal ground, with the responses that rely on it.",
        content,
    )


def _data(log: Log, indexes: Indexes, site_url: str) -> SitePage:
    settings = log.settings
    content = render_template(
        "data",
        root_of("data/"),
        files=list(FILES.items()),
        years=sorted(indexes.by_year, reverse=True),
        version=SCHEMA_VERSION,
        licence=settings.licence,
        coverage=COVERAGE[settings.log_covers],
        fields=list(dictionary_of(WholeLetterData.model_json_schema())),
    )
    base = site_url.rstrip("/")
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"Disclosure log of {settings.authority.name}",
        "description": "Responses to requests for information: what was asked, what became of it, and what was withheld under which law.",
        "publisher": {"@type": "GovernmentOrganization", "name": settings.authority.name},
        "license": LICENCES.get(settings.licence, settings.licence) or None,
        "url": f"{base}/data/" if base else None,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{base}/data/{name}", "encodingFormat": kind}
            for name, kind in (("letters.csv", "text/csv"), ("letters.jsonl", "application/jsonl"))
            if base
        ],
    }
    description = "Every response of this log as CSV and JSON Lines, with a data dictionary."
    return SitePage("data/", "Open data", description, content, head=json_ld(described))


def _feeds(log: Log, indexes: Indexes, site_url: str) -> SitePage:
    groups: dict[str, list[Feed]] = {}
    kinds = {"outcomes": "By outcome", "topics": "By topic", "exemptions": "By exemption"}
    for feed in build_feeds(log, indexes) if site_url else ():
        groups.setdefault(kinds.get(feed.address.split("/")[1], "The log"), []).append(feed)
    content = render_template("feeds", root_of("feeds/"), groups=list(groups.items()), entries=ENTRIES)
    return SitePage(
        "feeds/", "Feeds", "Atom feeds of new responses: all, and by outcome, topic and exemption.", content
    )


def _groups(regime: Regime, indexes: Indexes) -> list[tuple[str, list[tuple[Entry, int, list[tuple[Entry, int]]]]]]:
    """Exemptions (or exceptions) and refusal grounds apart; the parts that are used beside each."""

    def count(entry: Entry) -> int:
        return len(indexes.by_provision.get(entry.provision, Use()).stated)

    groups = []
    for heading, roles in (
        (f"{regime.word.capitalize()}s", ("exemption", "exception")),
        ("Refusal grounds", ("refusal-ground",)),
    ):
        rows = []
        for entry in regime.paged():
            if entry.role in roles:
                limbs = [(limb, count(limb)) for limb in regime.limbs_of(entry.provision) if count(limb)]
                rows.append((entry, count(entry), limbs))
        groups.append((heading, rows))
    return groups


_FILTERS = {
    "exemption": "Exemption",
    "outcome": "Outcome",
    "year": "Year",
    "regime": "Law",
    "stage": "Stage",
    "topic": "Topic",
}


def _search(log: Log) -> SitePage:
    filters = [
        (facet.name, _FILTERS[facet.name], [(value, label, len(found)) for value, label, found in facet.values])
        for facet in build_facets(log.records, log.catalogue)
        if len(facet.values) > 1
    ]
    example = log.records[0].reference if log.records else ""
    content = render_template("search", root_of("search/"), filters=filters, example=example)
    return SitePage(
        "search/", "Search", "Search the full text of the responses, by exemption, outcome and year.", content
    )


def build_home(log: Log, indexes: Indexes, often_asked: Sequence[Record]) -> str:
    """What the home page shows below its hand-written words: search, the latest, figures, ways in."""
    counts = [(o, len(indexes.by_outcome.get(o.id, []))) for o in log.catalogue.outcomes.values()]
    cases = len(indexes.by_case)
    figures = [(f"{len(log.records):,}", "Response" if len(log.records) == 1 else "Responses", "years/")]
    if cases != len(log.records):
        figures.append((f"{cases:,}", "Case" if cases == 1 else "Cases", "statistics/"))
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
        coverage=COVERAGE[log.settings.log_covers],
        first=min(days, default=None),
        last=max(days, default=None),
        exemptions=[(entry, n) for entry, n in sorted(tops, key=lambda pair: -pair[1]) if n][:MOST_USED],
        topics=[choice for choice in topics if choice[2]],
        often_asked=often_asked[:OFTEN_ASKED],
        years=sorted(indexes.by_year, reverse=True)[:MOST_YEARS],
        regimes=[(r, f"regimes/{r.id.lower()}/") for r in log.catalogue.regimes.values() if r.id in indexes.by_regime],
    )
