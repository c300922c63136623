"""The site's own words stand in one file: none elsewhere, none missing, none left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from markupsafe import Markup

from build_log.site import wording
from build_log.site.build import PublishError, Request, prepare_build
from build_log.site.render import COMPONENTS, render_text
from build_log.site.scripts import SEARCH_SCRIPTS
from build_log.site.wording import load_wording, say, texts_of
from tests.conftest import ROOT

SITE = ROOT / "build_log" / "site"
TEMPLATES = [*SITE.glob("templates/*.html"), *SITE.glob("theme/*.html"), *COMPONENTS.glob("*/template.html")]
PAGES = [
    path
    for path in SITE.rglob("*.py")
    if path.stem not in ("build", "publish", "verify", "examples") and path.parent.name != "search"
]
"""Modules that make pages. What the others say goes to whoever builds the site."""

WORDS = re.compile(r"[A-Za-z]{3,}")
KEY = re.compile(r"""["']([a-z]+(?:-[a-z]+)*\.(?:[a-z0-9][a-z0-9.-]*)?)(["'{])""")


def forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else list(text.values())  # type: ignore[attr-defined]


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    sources = [path.read_text("utf-8") for path in (*TEMPLATES, *PAGES)]
    exact: set[str] = set()
    starts: set[str] = set()
    for source in sources:
        starts |= {f"{table}." for table in re.findall(r"""texts_of\(["']([a-z.-]+)["']\)""", source)}
        for match in KEY.finditer(source):
            (starts if match[1].endswith(".") or match[2] == "{" else exact).add(match[1])
    wording = load_wording()
    used = set(re.findall(r"""say\(["']([a-z0-9.-]+[a-z0-9])["']""", "\n".join(sources)))
    assert {key for key in used if key not in wording} == set()
    assert {key for key in wording if key not in exact and not key.startswith(tuple(starts))} == set()


def test_the_search_says_what_is_in_the_file_and_nothing_else() -> None:
    script = (SEARCH_SCRIPTS / "search.js").read_text("utf-8")
    called = set(re.findall(r'text\("([a-z-]+)"', script)) | set(re.findall(r'"(found(?:-\w+)?)"', script))
    assert called | {"from", "to"} == set(texts_of("search.says"))  # these two are a field's name in the script
    assert not re.findall(r'"[A-Z][a-z]+[ .?…]', re.sub(r"//.*", "", script))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SITE)))
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text("utf-8"), flags=re.DOTALL)
    shown = re.findall(r'(?:aria-label|alt|placeholder|title)="([^"]*)"', bare) + re.findall(r">([^<]*)", bare)
    assert [text for text in shown if WORDS.search(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(SITE)))
def test_a_module_that_makes_pages_has_no_sentences(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert [text for text in said(tree) if re.search(r"\b[A-Z][a-z]+(?: [a-z]{3,})+", text)] == []


def said(tree: ast.AST) -> Iterator[str]:
    """Strings that may be shown: not docstrings, errors, nor what the open data's schema says of its fields."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Field":
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        yield from said(node)


def test_a_plain_text_stays_plain_and_is_escaped_where_it_is_shown() -> None:
    told = say("letter.citation", authority="A & B", title="<b>", phrase="x", reference="1", day="today")
    assert not isinstance(told, Markup)
    assert "“<b>”" in told
    assert "“&lt;b&gt;”" in render_text("{{ told }}", told=told)


def test_a_text_with_marks_is_html_and_what_fills_it_in_is_escaped() -> None:
    told = say("letter.problem", reference="<i>", contact='x"y')
    assert told.endswith('<a href="x&#34;y">Report a problem with &lt;i&gt;</a>.')
    assert say("letter.paragraphs").count("<code>") == 2
    assert say("letter.draft").startswith("<strong>Draft.</strong>")


def test_a_number_chooses_the_form() -> None:
    assert [say("count.letter", n=n) for n in (0, 1, 1200)] == ["0 letters", "1 letter", "1,200 letters"]


def test_both_forms_of_a_text_take_the_same() -> None:
    for key, text in load_wording().items():
        names = [{name for _, name, _, _ in Formatter().parse(form) if name} - {"n"} for form in forms(text)]
        assert all(one == names[0] for one in names), key


@pytest.mark.parametrize("key", ["letter", "letter.no-such-text", "no-such-table.x"])
def test_a_key_that_is_not_there_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        say(key)


def test_a_value_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("count.letter")
    with pytest.raises(KeyError):
        say("date.day", day=1)


def test_marks_stand_in_running_text_alone() -> None:
    """A title, a description or a label with a link in it would show its tags."""
    marked = {key for key, text in load_wording().items() if any(isinstance(form, Markup) for form in forms(text))}
    assert len(marked) > 10
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES)
    modules = "".join(path.read_text("utf-8") for path in PAGES)
    in_attributes = set(re.findall(r"""="[^"<>]*{{ ?(?:log\.)?say\(["']([a-z0-9.-]+)["']""", templates))
    assert len(in_attributes) > 8
    assert marked & in_attributes == set()
    assert {key for key in marked if f'"{key}"' in modules} == set()
    tables = set(re.findall(r"""texts_of\(["']([a-z.-]+)["']\)""", templates + modules))
    assert len(tables) > 5
    assert {key for key in marked if key.rpartition(".")[0] in tables} == set()


def test_the_search_fills_in_names_alone() -> None:
    for text in texts_of("search.says").values():
        for form in forms(text):
            assert [spec for _, name, spec, _ in Formatter().parse(form) if name and spec] == [], form


def test_a_text_is_given_what_it_fills_in_and_nothing_else() -> None:
    """As far as the calls name it: `say("letter.changed", day=…, what=…)`."""
    wording = load_wording()
    called = 0
    for path in (*TEMPLATES, *PAGES):
        for key, rest in re.findall(
            r"""say\(["']([a-z0-9.-]+[a-z0-9])["']((?:[^()]|\([^()]*\))*)\)""", path.read_text("utf-8")
        ):
            given = set(re.findall(r"(?:^|,)\s*(\w+)=", strip_calls(rest)))
            for form in forms(wording[key]):
                wanted = {name.partition(":")[0] for _, name, _, _ in Formatter().parse(form) if name}
                assert wanted <= given, (path.name, key)
                assert given - wanted <= {"n", "high"}, (path.name, key)
            called += 1
    assert called > 200


def strip_calls(text: str) -> str:
    """Arguments without what stands in brackets within them."""
    return re.sub(r"\([^()]*\)", "", text)


@pytest.mark.parametrize(
    ("written", "told"),
    [('[log]\nname = "x\n', "line 2"), ("[log]\nname = 5", "`log.name` is not a text")],
)
def test_a_fault_in_the_file_is_named_and_nothing_is_built(
    log_folder: Path, monkeypatch: pytest.MonkeyPatch, written: str, told: str
) -> None:
    (log_folder / "wording.toml").write_text(written, "utf-8")
    monkeypatch.setattr(wording, "files", lambda _: log_folder)
    wording._read_file.cache_clear()
    load_wording.cache_clear()
    request = Request(log_folder, log_folder / "site", "", "Log", {}, False, False, True, log_folder / "docs")
    with pytest.raises(PublishError, match=rf"wording\.toml: .*{told}"):
        prepare_build(request)
    monkeypatch.undo()
    wording._read_file.cache_clear()
    assert say("log.name") == "Disclosure log"
