"""The real `mkdocs build --strict`: what is published, what is not, and what a fault leaves behind."""

from __future__ import annotations

import csv
import itertools
import json
import re
import shutil
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from markupsafe import escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files

from build_log.law.catalogue import Catalogue
from build_log.log.read import read_log
from build_log.model.record import Attachment
from build_log.model.settings import Settings
from build_log.site.attachments import publish_attachment
from build_log.site.publish import PublishError
from build_log.site.search.shards import terms_in
from build_log.site.theme import POLICY
from tests.conftest import ROOT, copy_log, run_mkdocs, write_letter

FRONT = (
    "reference: FBC-2024-9001\ntitle: Bins & <b>boxes</b>\nresponded: 2024-05-03\noutcome: disclosed\nexemptions: []"
)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_letter_has_its_page(sample_site: Path, settings: Settings) -> None:
    log = read_log(ROOT, settings)
    for record in log.records:
        page = (sample_site / record.address / "index.html").read_text("utf-8")
        assert record.reference in page
    assert len(list((sample_site / "responses").iterdir())) == len(log.records) + len(log.removed)


def test_every_letter_is_reached_by_links_alone_in_four_clicks(sample_site: Path, settings: Settings) -> None:
    reached, level = {""}, {""}
    for _ in range(4):
        following: set[str] = set()
        for address in level:
            links = Links()
            links.feed((sample_site / address / "index.html").read_text("utf-8"))
            for link in links.found:
                if re.match(r"[a-z]+:|#", link):
                    continue
                target = (sample_site / address / link.split("?")[0].split("#")[0]).resolve()
                if (target / "index.html").is_file():
                    following.add(target.relative_to(sample_site.resolve()).as_posix().removeprefix("."))
        level = following - reached
        reached |= following
    assert {r.address.rstrip("/") for r in read_log(ROOT, settings).records} <= reached


def test_every_page_has_the_policy_first_and_nothing_inline(sample_site: Path) -> None:
    found = pages(sample_site)
    assert len(found) > 100
    for path in found:
        text = path.read_text("utf-8")
        head = text[text.index("<head>") + 6 :].lstrip()
        assert head.startswith(
            (
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY.replace(chr(39), "&#39;")}"',
                f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"',
            )
        )
        assert not re.search(
            r'<script(?![^>]*\bsrc=)(?! type="application/ld\+json">)|<style|\sstyle=|\son[a-z]+=', text
        ), path
        assert not re.search(r'(?:src|srcset)="(?:https?:)?//', text), path


def test_every_page_has_one_heading_of_the_first_level_and_skips_none(sample_site: Path) -> None:
    for path in pages(sample_site):
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", path.read_text("utf-8"))]
        assert levels.count(1) == 1, path
        after_title = levels[levels.index(1) :]
        assert all(b <= a + 1 for a, b in itertools.pairwise(after_title)), (path, levels)


def test_there_is_a_page_for_every_exemption_and_limb_of_the_settings(
    sample_site: Path, settings: Settings, catalogue: Catalogue
) -> None:
    for regime in settings.regimes:
        for entry in catalogue.regimes[regime].paged():
            assert (sample_site / "exemptions" / entry.provision.id / "index.html").is_file(), entry.provision


def test_the_sitemap_lists_every_page_once(sample_site: Path) -> None:
    root = ET.fromstring((sample_site / "sitemap.xml").read_text("utf-8"))
    listed = [loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    there = [
        "https://foi.fenmarch.example/" + p.parent.relative_to(sample_site).as_posix().removeprefix(".")
        for p in sample_site.rglob("index.html")
        if '"noindex"' not in p.read_text("utf-8")
    ]
    assert sorted(x.rstrip("/") for x in listed if x) == sorted(x.rstrip("/") for x in there)
    assert len(listed) == len(set(listed))


def test_only_what_the_pages_use_is_published(sample_site: Path) -> None:
    names = set(tree(sample_site))
    assert not [n for n in names if n.endswith((".map", ".py", ".toml", ".md")) or "lunr/" in n or "/bundle." in n]
    assert not [n for n in names if Path(n).name.startswith(".")]


def test_an_attachment_is_published_beside_its_letter(sample_site: Path, settings: Settings) -> None:
    for record in read_log(ROOT, settings).records:
        for file in record.attachments:
            assert (sample_site / record.address / file.file).read_bytes() == file.source.read_bytes()
            page = (sample_site / record.address / "index.html").read_text("utf-8")
            assert file.sha256 == sha256(file.source.read_bytes()).hexdigest()
            assert file.sha256 in page
            assert f"({file.kind}, " in page


def test_a_workbook_is_offered_as_csv_and_a_csv_shown_as_a_table(sample_site: Path, settings: Settings) -> None:
    attached = {f.kind: (r, f) for r in read_log(ROOT, settings).records for f in r.attachments}
    record, workbook = attached["Excel"]
    page = (sample_site / record.address / "index.html").read_text("utf-8")
    sheets = openpyxl.load_workbook(workbook.source, data_only=True)
    assert [sheet for _, sheet in workbook.tables] == sheets.sheetnames
    for name, sheet in workbook.tables:
        assert f'href="{name}"' in page
        rows = list(csv.reader((sample_site / record.address / name).read_text("utf-8").splitlines()))
        for row, cells in zip(rows, sheets[sheet].iter_rows(values_only=True), strict=True):
            assert row == ["" if cell is None else str(cell) for cell in cells]
    record, table = attached["CSV"]
    page = (sample_site / record.address / "index.html").read_text("utf-8")
    rows = list(csv.reader(table.source.read_text("utf-8").splitlines()))
    shown = page.partition("<tbody>")[2]
    assert all(f'<th scope="col">{escape(heading)}</th>' in page for heading in rows[0])
    assert all(f"<td>{escape(cell)}</td>" in shown for row in rows[1:50] for cell in row)


def test_a_file_that_changes_after_it_was_checked_is_not_published(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_text("a,b\n", "utf-8")
    attachment = Attachment("t.csv", "T", "CSV", 4, sha256(b"a,b\n").hexdigest(), source)
    source.write_text("a,jane@example.org\n", "utf-8")
    with pytest.raises(PublishError, match="changed while the site was built"):
        publish_attachment(attachment, tmp_path / "site")


def test_a_letter_spliced_into_a_shell_is_the_page_the_theme_would_make(
    log_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Render a letter both ways: through the theme's template as a page of MkDocs, and by splicing."""
    write_letter(log_folder, "a", FRONT)
    monkeypatch.chdir(log_folder)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    config = load_config(str(log_folder / "mkdocs.yml"))
    mkdocs_build(config)
    modules: Any = config.hooks
    hooks = modules["hooks/disclosure_log.py"]
    build = hooks.build_of(config)
    for finished in build.all_pages():
        file = File.generated(config, f"{finished.address}index.md", content="")
        page = hooks.FinishedPage(finished, file, config)
        page.read_source(config)
        page.render(config, Files([]))
        context = get_context(config.extra["disclosure_log_nav"], Files([]), config, page)
        rendered = config.extra["disclosure_log_env"].get_template("main.html").render(context)
        assert rendered == (log_folder / "site" / finished.address / "index.html").read_text("utf-8")


def test_the_home_page_shows_the_log(sample_site: Path) -> None:
    home = (sample_site / "index.html").read_text("utf-8")
    assert "NOT BUILT" not in home
    assert "Latest responses" in home


def test_a_builder_that_ignores_the_hooks_says_not_built(tmp_path: Path) -> None:
    folder = copy_log(tmp_path)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(re.sub(r"hooks:\n  - .*\n", "", config), "utf-8")
    assert run_mkdocs(folder, "build").returncode == 0
    assert "NOT BUILT" in (folder / "site" / "index.html").read_text("utf-8")
    assert not (folder / "site" / "responses").exists()


def test_the_search_files_hold_every_letter_and_no_draft(sample_site: Path, settings: Settings) -> None:
    letters = sample_site / "search" / "letters"
    cards = [json.loads(file.read_text("utf-8")) for file in letters.iterdir()]
    assert sorted(card["slug"] for card in cards) == sorted(r.slug for r in read_log(ROOT, settings).records)
    assert all(card["text"] for card in cards)


def test_titles_are_escaped_once_everywhere(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT)
    done = run_mkdocs(log_folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    for path in pages(log_folder / "site"):
        text = path.read_text("utf-8")
        assert "<b>boxes" not in text
        assert "&amp;amp;" not in text
    assert "Bins &amp; &lt;b&gt;boxes&lt;/b&gt;" in (log_folder / "site" / "responses" / "a" / "index.html").read_text(
        "utf-8"
    )


def test_a_log_without_letters_is_built(log_folder: Path) -> None:
    done = run_mkdocs(log_folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "No responses have been published yet" in (log_folder / "site" / "index.html").read_text("utf-8")


def test_drafts_and_removed_letters_are_nowhere_in_the_site(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT)
    write_letter(
        log_folder,
        "secret-draft",
        FRONT.replace("9001", "9002").replace("Bins", "Zanzibar") + "\nstatus: draft",
        "Zanzibar text",
    )
    write_letter(
        log_folder,
        "gone",
        FRONT.replace("9001", "9003").replace("Bins", "Ouagadougou")
        + "\nattachments: [{file: annex-timbuktu.csv, title: Timbuktu}]\nstatus: removed\nremoved_on: 2024-06-07\nreason: It named a person.",
        "Ouagadougou text",
    )
    (log_folder / "responses" / "2024" / "gone").mkdir()
    (log_folder / "responses" / "2024" / "gone" / "annex-timbuktu.csv").write_text("Timbuktu\n", "utf-8")
    write_letter(
        log_folder,
        "later-letter",
        FRONT.replace("9001", "9004").replace("Bins", "Antananarivo") + "\npublish_from: 2999-01-01",
        "Antananarivo text",
    )
    write_letter(log_folder, "b", FRONT.replace("9001", "9005") + "\nrelated: [FBC-2024-9003]")
    assert run_mkdocs(log_folder, "build", "--strict").returncode == 0
    for name, data in tree(log_folder / "site").items():
        words = rb"zanzibar|ouagadougou|timbuktu|antananarivo|secret-draft|later-letter|9002|9003|9004"
        assert not re.search(words, data.lower()), name
        assert not re.search(words, name.encode()), name
        if name.startswith("search/terms/"):
            assert not re.search(words, " ".join(terms_in(data)).encode()), name


def test_a_removed_letter_leaves_a_tombstone_that_search_engines_are_told_to_drop(log_folder: Path) -> None:
    front = FRONT + "\nstatus: removed\nremoved_on: 2024-06-07\nreason: It named a person."
    write_letter(log_folder, "gone", front)
    assert run_mkdocs(log_folder, "build", "--strict").returncode == 0
    tombstone = (log_folder / "site" / "responses" / "gone" / "index.html").read_text("utf-8")
    assert "7 June 2024" in tombstone
    assert "It named a person." in tombstone
    assert "archives may still hold copies" in tombstone
    assert '<meta name="robots" content="noindex">' in tombstone
    listed = (log_folder / "site" / "removed" / "index.html").read_text("utf-8")
    assert 'href="../responses/gone/"' in listed
    assert "responses/gone" not in (log_folder / "site" / "sitemap.xml").read_text("utf-8")


BAD = {
    "no-front-matter": ("Dear Requester\n\nHere is the list.\n", 1, "build-log add"),
    "unquoted-colon": (
        "---\nreference: B-1\ntitle: Request: knives\nresponded: 2024-05-03\n---\nText\n",
        3,
        'title: "Request: knives"',
    ),
    "wrong-key": (
        "---\nreference: B-2\ntitle: T\nresponded: 2024-05-03\nexemption: [s31]\n---\nText\n",
        5,
        "Did you mean `exemptions`?",
    ),
    "duplicate": (
        "---\nreference: FBC-2024-9001\ntitle: T\nresponded: 2024-05-04\noutcome: disclosed\nexemptions: []\n---\nFBC-2024-9001\n",
        2,
        "Correct the reference",
    ),
    "wrong-outcome": (
        "---\nreference: B-3\ntitle: T\nresponded: 2024-05-03\noutcome: refused\n---\nText\n",
        5,
        "The values are",
    ),
    "british-date": ("---\nreference: B-4\ntitle: T\nresponded: 29/04/2024\n---\nText\n", 4, "2024-04-29"),
}


def test_six_faults_in_one_run_and_the_old_site_untouched(log_folder: Path) -> None:
    write_letter(log_folder, "a-good-letter", FRONT)
    assert run_mkdocs(log_folder, "build").returncode == 0
    before = tree(log_folder / "site")
    for name, (text, _, _) in BAD.items():
        (log_folder / "responses" / "2024" / f"{name}.md").write_text(text, "utf-8")
    done = run_mkdocs(log_folder, "build")
    assert done.returncode == 1
    for name, (_, line, remedy) in BAD.items():
        said = [row for row in done.stderr.splitlines() if f"responses/2024/{name}.md:{line}:" in row]
        assert said, (name, done.stderr)
        assert any(remedy in row for row in said), said
    assert tree(log_folder / "site") == before
    assert sorted(p.name for p in log_folder.iterdir()) == [
        ".site.lock",
        "docs",
        "hooks",
        "mkdocs.yml",
        "responses",
        "site",
    ]


def test_a_strict_build_with_a_warning_publishes_nothing(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT)
    assert run_mkdocs(log_folder, "build", "--strict").returncode == 0
    before = tree(log_folder / "site")
    (log_folder / "docs" / "about.md").write_text("# About\n\n[nowhere](nowhere.md)\n", "utf-8")
    assert run_mkdocs(log_folder, "build", "--strict").returncode != 0
    assert tree(log_folder / "site") == before
    assert not (log_folder / ".site.next").exists()


def test_an_unconfirmed_letter_warns_says_so_and_stops_a_strict_build(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT + "\nunconfirmed: [outcome]")
    assert run_mkdocs(log_folder, "build", "--strict").returncode == 1
    done = run_mkdocs(log_folder, "build")
    assert done.returncode == 0
    assert "not yet confirmed" in done.stderr
    assert "Not yet confirmed" in (log_folder / "site" / "responses" / "a" / "index.html").read_text("utf-8")


def test_two_builds_are_the_same_to_the_byte(log_folder: Path) -> None:
    shutil.rmtree(log_folder / "responses")
    shutil.copytree(ROOT / "responses", log_folder / "responses")
    assert run_mkdocs(log_folder, "build", PYTHONHASHSEED="1", TZ="Asia/Tokyo").returncode == 0
    first = tree(log_folder / "site")
    assert run_mkdocs(log_folder, "build", PYTHONHASHSEED="2", TZ="America/Lima").returncode == 0
    assert tree(log_folder / "site") == first


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("regimes: [FOIA, EIR, FOISA, EISR]", "regimes: [FOI]"), "regimes"),
        (("short: FBC", "shrot: FBC"), "shrot"),
        (("log_covers: selected", "log_covers: all"), "log_covers"),
        (("regimes: [FOIA, EIR, FOISA, EISR]", "regimes: [DPA]"), "regimes"),
        (("- Planning", "- Planning\n      - planning!"), "no address of its own"),
    ],
)
def test_a_fault_in_the_settings_is_named(log_folder: Path, change: tuple[str, str], says: str) -> None:
    config = (log_folder / "mkdocs.yml").read_text("utf-8")
    assert change[0] in config
    (log_folder / "mkdocs.yml").write_text(config.replace(*change), "utf-8")
    done = run_mkdocs(log_folder, "build")
    assert done.returncode == 1
    assert says in done.stderr
    assert not (log_folder / "site").exists()


def test_a_site_folder_that_is_a_link_is_refused(log_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (log_folder / "site").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    done = run_mkdocs(log_folder, "build")
    assert done.returncode == 1
    assert "not a plain folder" in done.stderr


def test_what_a_killed_build_left_is_put_right(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT)
    assert run_mkdocs(log_folder, "build").returncode == 0
    (log_folder / "site").rename(log_folder / ".site.old")
    (log_folder / ".site.next").mkdir()
    write_letter(log_folder, "bad", "title: [")
    assert run_mkdocs(log_folder, "build").returncode == 1
    (log_folder / "responses" / "2024" / "bad.md").unlink()
    assert run_mkdocs(log_folder, "build").returncode == 0
    assert sorted(p.name for p in log_folder.iterdir()) == [
        ".site.lock",
        "docs",
        "hooks",
        "mkdocs.yml",
        "responses",
        "site",
    ]


def test_without_an_address_of_its_own_the_site_has_no_sitemap(log_folder: Path) -> None:
    config = (log_folder / "mkdocs.yml").read_text("utf-8")
    (log_folder / "mkdocs.yml").write_text(re.sub(r"site_url: .*\n", "", config), "utf-8")
    write_letter(log_folder, "a", FRONT)
    assert run_mkdocs(log_folder, "build", "--strict").returncode == 0
    assert not list((log_folder / "site").glob("sitemap*"))
    assert 'rel="canonical"' not in (log_folder / "site" / "responses" / "a" / "index.html").read_text("utf-8")


def test_a_law_that_the_settings_do_not_name_still_has_its_page(log_folder: Path) -> None:
    config = (log_folder / "mkdocs.yml").read_text("utf-8")
    (log_folder / "mkdocs.yml").write_text(
        config.replace("regimes: [FOIA, EIR, FOISA, EISR]", "regimes: [FOIA]"), "utf-8"
    )
    write_letter(
        log_folder,
        "a",
        FRONT.replace("disclosed", "withheld").replace("exemptions: []", "exemptions: [EIR reg12(4)(d)]"),
    )
    done = run_mkdocs(log_folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert (log_folder / "site" / "exemptions" / "eir-reg12-4-d" / "index.html").is_file()


def test_what_a_desktop_leaves_behind_is_no_letter(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT)
    (log_folder / "responses" / "2024" / ".DS_Store").write_bytes(b"x")
    (log_folder / "responses" / "Thumbs.db").write_bytes(b"x")
    assert run_mkdocs(log_folder, "build", "--strict").returncode == 0


def test_the_letter_as_it_was_sent_stands_beside_its_transcript(log_folder: Path) -> None:
    write_letter(
        log_folder, "a", f"{FRONT}\nattachments:\n  - {{file: sent.txt, title: The letter as sent, role: original}}"
    )
    folder = log_folder / "responses" / "2024" / "a"
    folder.mkdir()
    (folder / "sent.txt").write_text("Dear Requester\n", "utf-8")
    done = run_mkdocs(log_folder, "build", "--strict")
    assert done.returncode == 0, done.stderr
    page = (log_folder / "site" / "responses" / "a" / "index.html").read_text("utf-8")
    assert '<a href="sent.txt" download>The letter as sent</a>' in page
    assert "if the two differ, the letter as it was sent counts" in page
    assert 'id="attachments"' not in page
