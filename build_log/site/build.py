"""One build of the log, as the hooks see it: prepared, put into frames, written, published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from build_log.law.catalogue import load_catalogue
from build_log.log.cases import Case
from build_log.log.indexes import Indexes, build_indexes, find_related
from build_log.log.read import Log, latest_first, read_log
from build_log.log.similar import find_often_asked, find_similar
from build_log.model.front_matter import FrontMatter
from build_log.model.problem import Problem, stops
from build_log.model.record import Record
from build_log.model.settings import DEFAULT_SETTINGS, parse_settings
from build_log.safety.budget import SECONDS, TooSlowError, time_budget
from build_log.safety.pages import find_odd_pages
from build_log.site.attachments import publish_attachment
from build_log.site.feeds import build_feeds, render_feed
from build_log.site.letter_page import build_letter_page, render_sections
from build_log.site.listings import build_listings
from build_log.site.open_data.files import render_files
from build_log.site.open_data.records import WholeLetterData, build_whole_letter
from build_log.site.page import SitePage
from build_log.site.publish import PublishError, Transaction
from build_log.site.removed_pages import build_tombstone
from build_log.site.render import render_styles
from build_log.site.scripts import SEARCH_SCRIPTS, bundle_scripts
from build_log.site.search.cards import LetterText, read_text
from build_log.site.search.index import build_search_files, finds_letter
from build_log.site.shells import Shells
from build_log.site.signposts import build_home, build_signposts
from build_log.site.sitemap import render_sitemaps
from build_log.site.statistics_pages import StatisticsPages
from build_log.site.theme import THEME_FOLDER, Frame, build_frame, is_wanted_asset
from build_log.site.verify import find_faults
from build_log.site.wording import load_wording

HOME_PLACE = '<div class="disclosure-log-home">'
"""Where the home page's contents go; what a builder that ignores the hooks shows stands inside."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a builder asks for. `serving` previews: drafts show and nothing is staged."""

    folder: Path
    site: Path
    site_url: str
    site_name: str
    settings: Any
    strict: bool
    serving: bool
    directory_urls: bool
    pages: Path
    """The folder of the hand-written pages."""
    dirty: bool = False


class Build:
    """A build from the letters to the published site. Made by `prepare_build`."""

    def __init__(
        self, request: Request, log: Log, indexes: Indexes, stopping: list[Problem], transaction: Transaction | None
    ) -> None:
        self.log = log
        self.stopping = stopping
        self.staging = transaction.staging if transaction else request.site
        self._request = request
        self._indexes = indexes
        self._transaction = transaction
        self._statistics = StatisticsPages(log, indexes)
        self._similar = find_similar(log.records, log.catalogue)
        self._feeds = {feed.page: feed for feed in build_feeds(log, indexes)} if request.site_url else {}
        self._pages: list[SitePage] = []
        self._texts: dict[str, LetterText] = {}
        self._files: set[str] = set()

    @property
    def theme_folder(self) -> str:
        """The folder of our templates and assets, which comes before the theme's."""
        return str(THEME_FOLDER)

    def frame(self, theme_folders: list[str]) -> Frame:
        """What the theme's templates show around the content."""
        shown = tuple(self.stopping) if self._request.serving else ()
        return build_frame(
            self.log.settings, theme_folders, self._request.site_name, policy=not self._request.serving, problems=shown
        )

    def report(self) -> str:
        """Every problem that stops the build, a line each, and how many there are."""
        lines = [str(problem) for problem in self.stopping]
        count = f"{len(lines)} problem{'' if len(lines) == 1 else 's'}"
        return "\n".join([f"The log was not built: {count}. The published site is unchanged.", *lines])

    def warnings(self) -> list[str]:
        """Problems that do not stop the build but should be seen."""
        return [str(problem) for problem in self.log.problems if problem.severity == "warning"]

    def wants_asset(self, src_uri: str) -> bool:
        """Whether a file of the theme goes to the site."""
        return is_wanted_asset(src_uri)

    def signposts(self) -> list[SitePage]:
        """The generated pages that are the builder's own."""
        return list(build_signposts(self.log, self._indexes, self._statistics, self._request.site_url))

    def fill_home(self, html: str) -> str:
        """The home page's HTML with its contents in place."""
        before, place, after = html.partition(HOME_PLACE)
        if not place:
            return html
        inside, _, rest = after.partition("</div>")
        del inside
        return f'{before}<div class="dl-home">{build_home(self.log, self._indexes, find_often_asked(self.log.records))}</div>{rest}'

    def declare(self, files: Iterable[str]) -> None:
        """Name files the builder itself writes, by their paths in the site: any other is a fault."""
        self._files.update(files)

    def shell_keys(self) -> set[tuple[str, int]]:
        """Section and depth of every frame the log's pages need."""
        return {page.shell for page in self.all_pages()}

    def write(self, shells: Mapping[tuple[str, int], str], builder_pages: list[str]) -> None:
        """Write the log's pages, the search files, attachments and the sitemap into the staging folder.

        Raises PublishError where the disk refuses.
        """
        try:
            self._write(Shells(shells, self._request.site_url), builder_pages)
        except OSError as error:
            raise PublishError(f"the new site could not be written: {error.strerror}. The old one stays.") from error

    def _write(self, splicer: Shells, builder_pages: list[str]) -> None:
        for page in self.all_pages():
            self._put(f"{page.address}index.html", splicer.splice(page))
        for name, data in build_search_files(self.log.records, self._texts, self.log.catalogue):
            self._put(name, data)
        self._put("assets/disclosure-log/log.css", render_styles())
        self._put("assets/disclosure-log/search.bundle.js", bundle_scripts(SEARCH_SCRIPTS, "search"))
        self._put("data/letter.schema.json", letter_schema())
        self._put("data/statistics.csv", self._statistics.csv())
        for name, text in render_files(self._letter_data()):
            self._put(f"data/{name}", text)
        for feed in self._feeds.values():
            authority = self.log.settings.authority.name
            self._put(feed.address, render_feed(feed, authority, self._request.site_url, self.log.catalogue))
        for record in self.log.records:
            for file in record.attachments:
                names = publish_attachment(file, self.staging / record.address)
                self._files.update(f"{record.address}{name}" for name in names)
        if self._request.site_url:
            addresses = [*builder_pages, *(page.address for page in self.all_pages() if page.listed)]
            for name, text in render_sitemaps(addresses, self.log.records, self._request.site_url):
                self._put(name, text)

    def _letter_data(self) -> Iterator[WholeLetterData]:
        """Every letter as data, each written beside its page on the way."""
        log = self.log
        for record in log.records:
            case = Case(tuple(self._indexes.by_case[record.case_key]))
            data = build_whole_letter(
                record, case, find_related(record, self._indexes), log.catalogue, log.settings, self._request.site_url
            )
            self._put(f"{record.address}letter.json", data.model_dump_json(indent=1) + "\n")
            yield data

    def _put(self, name: str, content: str | bytes) -> None:
        path = self.staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self._files.add(name)

    def publish(self) -> None:
        """Verify the new site and put it in place. Raises PublishError; the old site then stays."""
        if self._transaction:
            faults = [*find_faults(self.staging, self._files), *self._search_faults()]
            self._transaction.finish(faults)

    def _search_faults(self) -> list[str]:
        """Whether the search finds a sample: the latest letter and the earliest, by their references."""
        sample = [self.log.records[0], self.log.records[-1]] if self.log.records else []
        return [
            f"the search does not find {record.reference}"
            for record in sample
            if not finds_letter(self.staging, record, self.log.records)
        ]

    def abandon(self) -> None:
        """Leave the published site as it is."""
        if self._transaction:
            self._transaction.abandon()

    def all_pages(self) -> list[SitePage]:
        """Every letter's page and every list page, made once."""
        if not self._pages:
            letters = [self._letter_page(record, self._similar[record.slug]) for record in self.log.records]
            tombstones = [build_tombstone(removed) for removed in self.log.removed]
            lists = build_listings(self.log, self._indexes, self._feeds)
            self._pages = [*letters, *tombstones, *lists, *self._statistics.year_pages()]
        return self._pages

    def _letter_page(self, record: Record, similar: Sequence[Record]) -> SitePage:
        """A letter's page. Raises PublishError, and names the letter, where it takes too long."""
        try:
            with time_budget():
                markups = render_sections(record)
                self._texts[record.slug] = read_text(record, markups)
                return build_letter_page(record, markups, similar, self.log, self._indexes, self._request.site_url)
        except TooSlowError:
            raise PublishError(f"{record.path}: making its page takes more than {SECONDS:.0f} seconds.") from None


def prepare_build(request: Request) -> Build:
    """Read and check everything, before anything of the old site is touched.

    Raises PublishError where the site's own words cannot be read, or where the site could not be
    swapped in at the end. Problems do not
    raise: `stopping` holds those that stop this build.
    """
    try:
        load_wording()
    except ValueError as error:
        raise PublishError(f"build_log/site/wording.toml: {error}. Correct it, then build again.") from None
    problems: list[Problem] = []
    settings, faults = parse_settings(request.settings, "mkdocs.yml")
    problems += faults
    if not request.directory_urls:
        problems.append(
            Problem(
                "settings",
                "error",
                "mkdocs.yml",
                None,
                "`use_directory_urls` is false.",
                "Delete the line: addresses of responses end with a slash.",
            )
        )
    if request.dirty:
        problems.append(
            Problem(
                "settings",
                "error",
                "mkdocs.yml",
                None,
                "`--dirty` cannot be used.",
                "Run `mkdocs build` without it: only a whole site is published.",
            )
        )
    problems += find_odd_pages(request.pages, request.folder)
    log = read_log(request.folder, settings) if settings else Log(DEFAULT_SETTINGS, load_catalogue(), ())
    log = replace(log, problems=(*problems, *log.problems))
    stopping = stops(log.problems, strict=request.strict)
    if request.serving:
        shown = () if stopping else sorted((*log.records, *log.drafts), key=latest_first)
        log = replace(log, records=tuple(shown))
    indexes = build_indexes(log)
    transaction = None if request.serving or stopping else Transaction(request.site, strict=request.strict)
    return Build(request, log, indexes, stopping, transaction)


def letter_schema() -> str:
    """The JSON Schema of a letter's front matter, for editors."""
    return json.dumps(FrontMatter.model_json_schema(), indent=2, sort_keys=True) + "\n"


__all__ = ["Build", "PublishError", "Request", "prepare_build"]
