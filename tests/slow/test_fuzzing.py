"""Letters, front matter and attachments as nobody would write them: no exception, and none takes long."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_log.law.catalogue import load_catalogue
from build_log.letters.front_matter import read_letter_file
from build_log.letters.markup import render_markup
from build_log.letters.read import read_letter
from build_log.letters.repair import repair_text
from build_log.model.front_matter import KEYS
from build_log.model.settings import DEFAULT_SETTINGS
from build_log.safety.inside.look import look_inside
from build_log.safety.limits import find_poison
from build_log.safety.personal_data import find_personal_data
from build_log.tagging.tag import tag_letter
from tests.conftest import ROOT
from tests.safety.attachment_files import SAMPLES, Sample

EXAMPLES = 10_000
SECONDS = 2.0
"""Of the processor's time for one small input; the budget of a whole letter is ten times as much."""

LETTERS = [path.read_text("utf-8") for path in sorted((ROOT / "responses").glob("*/*.md"))]
HEADS = [text.split("\n---\n", 1)[0] for text in LETTERS]
BODIES = [text.split("\n---\n", 1)[1] for text in LETTERS]

MARKS = "\n \t#*_~`[]()<>!|:;,.&\\/\"'{}@%^=+-?$0123456789"
TOKENS = [
    "section 31(1)(g)", "s.40(2)", "regulation 12(5)(e)", "sections 24, 31 and 38", "of the Act", "the EIR", "FOISA",
    "we are withholding", "we do not hold", "is exempt", "public interest", "internal review", "Dear Ms A", "Yours sincerely",
    "3 May 2024", "our reference", "FBC-2024-0001", "neither confirm nor deny", "the appropriate limit", "vexatious",
    "a@b.example", "020 7946 0018", "https://a.example/?q=1", "<!--", "-->", "<u>", "</u>", "<br>", "| a | b |", "|---|---|",
    "> ", "- ", "1. ", "# ", "**", "***", "&lt;", "&#60;", "%40", "\u201c", "\u201d", "\u2013", "\xa0", "\u00ad", "…", "é",
]  # fmt: skip
noise = st.lists(
    st.one_of(
        st.sampled_from(TOKENS), st.text(alphabet=MARKS + "abcdeXYZ", max_size=12), st.sampled_from([" ", "\n", "\n\n"])
    ),
    max_size=80,
).map("".join)


@contextmanager
def bounded() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


@st.composite
def spliced(draw: st.DrawFn, texts: list[str]) -> str:
    """A real text with pieces cut out, doubled, or replaced by noise."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 200)))
        middle = draw(st.one_of(noise, st.just(""), st.just(text[start:end] * 2)))
        text = text[:start] + middle + text[end:]
    return text


fuzzed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@fuzzed
@given(st.one_of(spliced(HEADS), st.lists(st.tuples(st.sampled_from(KEYS), noise), max_size=12).map(
    lambda rows: "---\n" + "\n".join(f"{key}: {value}" for key, value in rows)
)))  # fmt: skip
def test_front_matter(head: str) -> None:
    with bounded():
        read = read_letter_file("a.md", f"{head}\n---\nThe letter.\n".encode("utf-8", "replace"))
    assert (read.front_matter is None) == bool(read.problems)
    assert all(p.message and p.remedy and "\n" not in str(p) for p in read.problems)


@fuzzed
@given(st.binary(max_size=400))
def test_bytes(data: bytes) -> None:
    with bounded():
        read = read_letter_file("a.md", data)
    assert (read.front_matter is None) == bool(read.problems)


@fuzzed
@given(st.one_of(noise, spliced(BODIES)))
def test_repairing_twice_is_repairing_once(text: str) -> None:
    with bounded():
        once, _ = repair_text(text)
        twice, _ = repair_text(once.string)
    assert twice.string == once.string


@fuzzed
@given(st.one_of(noise, spliced(BODIES)))
def test_tagging_checking_and_rendering(text: str) -> None:
    if list(find_poison("a.md", text, 1)):
        return
    with bounded():
        letter = read_letter("a.md", text, 1)
        findings = tag_letter(letter, load_catalogue(), DEFAULT_SETTINGS)
        find_personal_data(letter, None, DEFAULT_SETTINGS)
        for section in letter.sections:
            render_markup(section.text.string)
    assert not {e.provision for e in findings.relied_on} & {m.provision for m in findings.mentioned}
    assert all(e.evidence for e in findings.relied_on)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.file)
def test_an_attachment_with_wrong_bytes_is_looked_into_or_held(sample: Sample) -> None:
    suffix = Path(sample.file).suffix.lower()
    data = sample.make()
    if suffix not in (".xlsx", ".docx", ".pdf", ".png", ".jpg", ".gif") or not 0 < len(data) < 200_000:
        return
    chance = random.Random(sample.file)
    for _ in range(20):
        spoilt = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        cut = bytes(spoilt[: chance.randrange(len(spoilt))]) if chance.random() < 0.3 else bytes(spoilt)
        start = time.process_time()
        look_inside(suffix, cut)
        assert time.process_time() - start < 10
