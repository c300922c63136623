"""MkDocs events in, one call into build_log, results out. No law, no patterns, no formatting."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from build_log.site.build import Build, PublishError, Request, prepare_build
from build_log.site.page import SitePage
from build_log.site.shells import CANONICAL, CONTENT, DESCRIPTION, HEAD, ROBOTS, TITLE

log = logging.getLogger("mkdocs.hooks.disclosure_log")
run: dict[str, Any] = {"serving": False, "dirty": False, "build": None}


class FinishedPage(Page):
    """A page whose content is finished HTML."""

    def __init__(self, page: SitePage, file: File, config: MkDocsConfig) -> None:
        super().__init__(page.title, file, config)
        self.finished = page

    def read_source(self, config: MkDocsConfig) -> None:
        page = self.finished
        self.markdown, self.meta = "", {"description": page.description, "robots": page.robots, "log_head": page.head}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = self.finished.content


def on_startup(*, command: str, dirty: bool) -> None:
    run.update(serving=command == "serve", dirty=dirty)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    folder = Path(config.config_file_path).parent
    settings, strict = config.extra.get("disclosure_log"), bool(config.strict)
    request = Request(
        folder,
        Path(config.site_dir),
        config.site_url or "",
        config.site_name,
        settings,
        strict,
        run["serving"],
        config.use_directory_urls,
        Path(config.docs_dir),
        run["dirty"],
    )
    try:
        build = prepare_build(request)
    except PublishError as error:
        raise PluginError(str(error)) from None
    if build.stopping and not run["serving"]:
        raise PluginError(build.report())
    if build.stopping:
        log.error(build.report())
    for warning in build.warnings():
        log.warning(warning)
    return adopt(config, build, folder)


def adopt(config: MkDocsConfig, build: Build, folder: Path) -> MkDocsConfig:
    """Let the theme, the preview and the site folder follow the build."""
    run["build"] = build
    config.theme.dirs.insert(0, build.theme_folder)
    config.theme.static_templates.discard("sitemap.xml")
    config.extra["disclosure_log_build"] = build
    config.extra["disclosure_log_site"] = build.frame(config.theme.dirs)
    config.extra["disclosure_log_site_dir"] = config.site_dir
    config.site_dir = str(build.staging)
    if (folder / "responses").is_dir():
        config.watch.append(str(folder / "responses"))
    return config


def build_of(config: MkDocsConfig) -> Build:
    build: Build = config.extra["disclosure_log_build"]
    return build


def on_files(files: Files, config: MkDocsConfig) -> Files:
    build = build_of(config)
    for file in [file for file in files if not build.wants_asset(file.src_uri)]:
        files.remove(file)
    for page in build.signposts():
        file = File.generated(config, f"{page.address}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)
        FinishedPage(page, file, config)
        files.append(file)
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    return build_of(config).fill_home(html) if page.is_homepage else html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    config.extra["disclosure_log_env"] = env
    return env


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    config.extra["disclosure_log_nav"] = nav
    written = [file.dest_uri for file in files if file.inclusion.value > InclusionLevel.DRAFT.value]
    build_of(config).declare([*written, *config.theme.static_templates])
    return nav


def render_shell(section: str, depth: int, config: MkDocsConfig) -> str:
    """The theme's main page around markers, as it looks for a page of `section` at `depth`."""
    env, nav = config.extra["disclosure_log_env"], config.extra["disclosure_log_nav"]
    file = File.generated(config, "/".join([section, *["x"] * (depth - 1), "index.md"]), content="")
    page: Any = Page(TITLE, file, config)
    canonical = CANONICAL if config.site_url else ""
    page.meta = {"description": DESCRIPTION, "canonical": canonical, "robots": ROBOTS, "log_head": HEAD}
    page.content = CONTENT
    return str(env.get_template("main.html").render(get_context(nav, Files([]), config, page)))


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    build = build_of(config)
    shells = {key: render_shell(*key, config) for key in build.shell_keys()}
    pages = [page.url.removeprefix("./") for page in config.extra["disclosure_log_nav"].pages]
    try:
        build.write(shells, [*pages, *(page.address for page in build.signposts())])
        build.publish()
    except PublishError as error:
        raise PluginError(str(error)) from None
    finally:
        config.site_dir = config.extra["disclosure_log_site_dir"]


def on_build_error(error: Exception) -> None:
    """A failed build leaves the published site whole: its transaction ends without a swap."""
    if run["build"]:
        run["build"].abandon()
