"""Whatever goes wrong at whatever point, the public sees the old site whole or the new one whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_log, run_mkdocs, write_letter
from tests.site.faults import POINTS
from tests.site.test_build import FRONT, tree


def build_with_fault(folder: Path, point: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.site.faults", point, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@dataclass(frozen=True)
class Prepared:
    """A log published with one letter, to which another was added; and the two sites a fault may leave."""

    folder: Path
    old: dict[str, bytes]
    new: dict[str, bytes]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = copy_log(tmp_path_factory.mktemp("prepared"), letters=False)
    write_letter(folder, "a", FRONT)
    assert run_mkdocs(folder, "build", "--strict").returncode == 0
    write_letter(folder, "b", FRONT.replace("9001", "9002").replace("Bins", "Boats"), "We hold no such boats.")
    other = tmp_path_factory.mktemp("new") / "site"
    assert run_mkdocs(folder, "build", "--strict", "--site-dir", str(other)).returncode == 0
    return Prepared(folder, tree(folder / "site"), tree(other))


@pytest.mark.parametrize("point", POINTS)
def test_a_fault_leaves_a_whole_site(point: str, tmp_path: Path, prepared: Prepared) -> None:
    folder = tmp_path / "log"
    shutil.copytree(prepared.folder, folder)
    done = build_with_fault(folder, point)
    site = folder / "site"
    between = not site.exists() and (folder / ".site.old").exists()
    assert tree(folder / ".site.old" if between else site) in (prepared.old, prepared.new), done.stderr
    assert not between or point == "killed between two renames"
    assert done.returncode or tree(site) == prepared.new
    left = sorted(p.name for p in folder.glob(".site*"))
    if left != [".site.lock"]:
        assert "killed" in point or "interrupted" in point or "cleared" in point, left
        assert run_mkdocs(folder, "build").returncode == 0
        assert tree(site) == prepared.new
        assert sorted(p.name for p in folder.glob(".site*")) == [".site.lock"]
    assert tree(folder / "responses") == tree(prepared.folder / "responses")


def test_two_builds_at_once_leave_one_whole_site(log_folder: Path) -> None:
    write_letter(log_folder, "a", FRONT)
    waiting = (
        "import time; from tests.site import faults; faults.before(faults.build, 'find_faults', lambda: time.sleep(8));"
    )
    command = [sys.executable, "-c", f"{waiting} import sys; sys.argv = ['mkdocs', 'build']; faults.cli()"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=log_folder, env=environment, stderr=subprocess.PIPE) as first:
        deadline = time.monotonic() + 60
        while not (log_folder / ".site.next").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        second = run_mkdocs(log_folder, "build")
        first.communicate()
    assert second.returncode == 1
    assert "another build" in second.stderr
    assert first.returncode == 0
    assert run_mkdocs(log_folder, "build").returncode == 0


def test_a_folder_that_cannot_be_written_to_is_named(
    log_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_letter(log_folder, "a", FRONT)
    closed = tmp_path_factory.mktemp("closed") / "file"
    closed.write_text("not a folder", "utf-8")
    done = run_mkdocs(log_folder, "build", "--site-dir", str(closed / "site"))
    assert done.returncode == 1
    assert "nothing can be written beside" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_folder_elsewhere_is_swapped_too(log_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    write_letter(log_folder, "a", FRONT)
    target = tmp_path_factory.mktemp("public") / "www" / "foi"
    for _ in range(2):
        assert run_mkdocs(log_folder, "build", "--site-dir", str(target)).returncode == 0
    assert (target / "responses" / "a" / "index.html").is_file()
    assert not (log_folder / "site").exists()


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_strict_build_fails_on_a_warning_quiet_or_not(log_folder: Path, quiet: tuple[str, ...]) -> None:
    write_letter(log_folder, "a", FRONT)
    (log_folder / "docs" / "about.md").write_text("# About\n\n[nowhere](nowhere.md)\n", "utf-8")
    done = run_mkdocs(log_folder, "build", "--strict", *quiet)
    assert done.returncode == 1
    assert not (log_folder / "site").exists()
    assert not quiet or "nowhere.md" not in done.stderr


def test_gh_deploy_pushes_the_published_site(log_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    write_letter(log_folder, "a", FRONT)
    remote = tmp_path_factory.mktemp("remote")
    git(remote, "init", "--bare", "--quiet", ".")
    git(log_folder, "init", "--quiet", ".")
    git(log_folder, "remote", "add", "origin", str(remote))
    git(
        log_folder,
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@fenmarch.example",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "x",
    )
    done = run_mkdocs(
        log_folder,
        "gh-deploy",
        GIT_AUTHOR_NAME="a",
        GIT_AUTHOR_EMAIL="a@fenmarch.example",
        GIT_COMMITTER_NAME="a",
        GIT_COMMITTER_EMAIL="a@fenmarch.example",
    )
    assert done.returncode == 0, done.stderr
    pushed = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").split()
    assert set(pushed) - {".nojekyll"} == set(tree(log_folder / "site"))


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("notes.docx", "neither a page nor a picture"),
        ("about.md.bak", "neither a page nor a picture"),
        ("~$about.md", "neither a page nor a picture"),
        ("about/index.md", "has the same address as docs/about/index.md"),
        ("page.html", "neither a page nor a picture"),
    ],
)
def test_an_odd_file_among_the_pages_is_refused(log_folder: Path, name: str, says: str) -> None:
    path = log_folder / "docs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("# About\n", "utf-8")
    done = run_mkdocs(log_folder, "build")
    assert done.returncode == 1
    assert says in done.stderr


def test_a_link_among_the_pages_is_refused(log_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("# Secret\n", "utf-8")
    (log_folder / "docs" / "secret.md").symlink_to(outside)
    done = run_mkdocs(log_folder, "build")
    assert done.returncode == 1
    assert "docs/secret.md: error: the file is a link to another place" in done.stderr


def test_a_dirty_build_is_refused(log_folder: Path) -> None:
    done = run_mkdocs(log_folder, "build", "--dirty")
    assert done.returncode == 1
    assert "--dirty" in done.stderr


def test_two_builds_are_the_same_whatever_the_machine_is_set_to(
    log_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    write_letter(log_folder, "a", FRONT)
    first = tmp_path_factory.mktemp("one") / "site"
    second = tmp_path_factory.mktemp("a-folder-with-another-name") / "public"
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir"]
    usual = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(
        [*command, str(first)], cwd=log_folder, env={**usual, "PYTHONHASHSEED": "1", "TZ": "UTC"}, check=True
    )
    odd = {
        **usual,
        "PYTHONHASHSEED": "77",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1900000000",
    }
    subprocess.run(
        ["sh", "-c", 'umask 077; exec "$@"', "sh", *command, str(second)], cwd=log_folder, env=odd, check=True
    )
    assert tree(first) == tree(second)
