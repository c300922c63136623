"""The catalogue is data: complete, in order, and every entry whole."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

import pytest

from build_log.law.catalogue import REFUSING_ROLES, Catalogue, Entry, split_provision
from build_log.model.front_matter import OutcomeId, StageId
from build_log.model.provision import Provision
from tests.conftest import ROOT

DATA = ROOT / "build_log" / "law" / "data"
FILES = {"FOIA": "foia.toml", "EIR": "eir.toml", "FOISA": "foisa.toml", "EISR": "eisr.toml"}
SECTION_ROLES = {"exemption", "exception", "refusal-ground", "procedure", "notice", "certificate", "scope"}
PART_ROLES = {"limb", "condition", "purpose", "scope", "certificate", "confirm-or-deny", "procedure"}
KINDS = {"absolute", "qualified", "partly", "none"}
ENGAGED = {"class", "prejudice", "mixed", "none"}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text("utf-8"))


def faults_of(data: dict[str, Any]) -> list[str]:
    """Everything wrong in one file of law; the tests below prove that it sees a corrupted last item."""
    faults = []
    seen: set[str] = set()
    for section in data["provision"]:
        name = section["provision"]
        faults += [
            f"{name}: no {key}"
            for key in ("title", "role", "kind", "engaged", "plain", "address", "source", "checked_on")
            if not section.get(key)
        ]
        faults += [f"{name}: role {section['role']}"] if section["role"] not in SECTION_ROLES else []
        faults += [f"{name}: kind {section['kind']}"] if section["kind"] not in KINDS else []
        faults += [f"{name}: engaged {section['engaged']}"] if section["engaged"] not in ENGAGED else []
        faults += (
            [f"{name}: no test"] if section["role"] in ("exemption", "exception") and not section.get("test") else []
        )
        faults += [f"{name}: address"] if not section["address"].startswith("https://www.legislation.gov.uk/") else []
        for item in [section, *section.get("part", [])]:
            text = item["provision"]
            shape = split_provision(text)
            faults += [f"{text}: shape"] if shape is None or shape[0] != data["prefix"] else []
            faults += [f"{text}: twice"] if text in seen else []
            seen.add(text)
        for part in section.get("part", []):
            faults += [f"{part['provision']}: role {part['role']}"] if part["role"] not in PART_ROLES else []
            faults += [f"{part['provision']}: not in {name}"] if not part["provision"].startswith(name) else []
            faults += [f"{part['provision']}: no gist"] if not part.get("gist") else []
            parent = part["provision"].rpartition("(")[0]
            faults += [f"{part['provision']}: its parent is missing"] if parent not in seen else []
    return faults


@pytest.mark.parametrize("name", FILES.values())
def test_every_entry_is_whole(name: str) -> None:
    assert faults_of(read(name)) == []


@pytest.mark.parametrize("name", FILES.values())
@pytest.mark.parametrize(
    "change",
    [
        {"role": "exemptoin"},
        {"provision": "s99 (x)"},
        {"plain": ""},
        {"checked_on": None},
        {"address": "http://elsewhere"},
    ],
)
def test_a_corrupted_last_entry_is_seen(name: str, change: dict[str, str]) -> None:
    data = read(name)
    data["provision"][-1] |= change
    assert faults_of(data)


def test_all_exemptions_and_refusal_grounds_of_foia_are_there(catalogue: Catalogue) -> None:
    law = catalogue.regimes["FOIA"]
    refusing = {e.provision.number for e in law.entries.values() if e.role in REFUSING_ROLES}
    assert refusing == {"12", "14", "21", "22", "22A", "23", "24", *(str(n) for n in range(26, 45))}


def test_all_exceptions_of_the_eir_are_there(catalogue: Catalogue) -> None:
    law = catalogue.regimes["EIR"]
    exceptions = {str(e.provision) for e in law.entries.values() if e.role in REFUSING_ROLES}
    expected = (
        {f"reg12(4)({x})" for x in "abcde"}
        | {f"reg12(5)({x})" for x in "abcdefg"}
        | {"reg5(3)", "reg6(1)(b)", "reg12(3)", "reg12(6)", "reg13"}
    )
    assert exceptions == expected


def test_all_exemptions_and_refusal_grounds_of_foisa_are_there(catalogue: Catalogue) -> None:
    law = catalogue.regimes["FOISA"]
    refusing = {e.provision.number for e in law.entries.values() if e.role in REFUSING_ROLES}
    assert refusing == {"12", "14", "18", *(str(n) for n in range(25, 42))}


def test_all_exceptions_of_the_eisr_are_there(catalogue: Catalogue) -> None:
    law = catalogue.regimes["EISR"]
    exceptions = {str(e.provision) for e in law.entries.values() if e.role in REFUSING_ROLES}
    expected = (
        {f"reg10(4)({x})" for x in "abcde"}
        | {f"reg10(5)({x})" for x in "abcdefg"}
        | {"reg6(1)(b)", "reg10(3)", "reg10(8)", "reg11"}
    )
    assert exceptions == expected


@pytest.mark.parametrize(
    ("regime", "numbers"),
    [
        ("FOIA", (1, 2, 8, 9, 10, 11, 16, 17, 25, 45, 46, 50, 60, 62, 63, 77)),
        ("EIR", (2, 4, 7, 8, 9, 10, 11, 14, 16, 18)),
        ("FOISA", (1, 2, 3, 8, 9, 10, 11, 13, 15, 16, 17, 19, 20, 21, 23, 47, 48, 49, 56, 60, 65, 73)),
        ("EISR", (2, 4, 5, 7, 8, 9, 12, 13, 14, 16, 17, 18)),
    ],
)
def test_procedural_sections_can_never_be_a_tag(catalogue: Catalogue, regime: str, numbers: tuple[int, ...]) -> None:
    law = catalogue.regimes[regime]
    for number in map(str, numbers):
        entries = [p for p in law.entries if p.number == number]
        assert entries, number
        assert not [p for p in entries if law.taggable(p)]


def entry_of(catalogue: Catalogue, regime: str, text: str) -> Entry:
    shape = split_provision(text)
    assert shape is not None
    return catalogue.regimes[regime].entries[Provision(regime, *shape)]


@pytest.mark.parametrize(
    ("regime", "text", "role"),
    [
        ("FOIA", "s31(2)(a)", "purpose"),
        ("FOIA", "s40(3A)(a)", "condition"),
        ("FOIA", "s22(1)(a)", "condition"),
        ("FOIA", "s31(1)(g)", "limb"),
        ("FOIA", "s24(3)", "certificate"),
        ("FOIA", "s40(5B)", "confirm-or-deny"),
        ("FOISA", "s17", "notice"),
        ("FOISA", "s17(1)", "notice"),
        ("FOISA", "s18(1)", "confirm-or-deny"),
        ("FOISA", "s27(1)(a)", "condition"),
        ("FOISA", "s27(2)(b)", "condition"),
        ("FOISA", "s30(a)", "limb"),
        ("FOISA", "s30(b)", "scope"),
        ("FOISA", "s30(b)(ii)", "limb"),
        ("FOISA", "s31(2)", "certificate"),
        ("FOISA", "s34(3)(b)", "condition"),
        ("FOISA", "s35(1)(g)", "limb"),
        *(("FOISA", f"s35(2)({x})", "purpose") for x in "abcdefghij"),
        ("FOISA", "s36(2)(b)", "condition"),
        ("FOISA", "s38(1)(b)", "limb"),
        ("FOISA", "s38(2A)", "condition"),
        ("FOISA", "s39(2)", "limb"),
        ("EISR", "reg10(5)(f)(ii)", "condition"),
        ("EISR", "reg10(6)", "procedure"),
        ("EISR", "reg11(1)", "limb"),
        ("EISR", "reg11(6)", "confirm-or-deny"),
        ("EISR", "reg13", "notice"),
    ],
)
def test_subdivisions_have_the_role_the_statute_gives_them(
    catalogue: Catalogue, regime: str, text: str, role: str
) -> None:
    assert entry_of(catalogue, regime, text).role == role


def test_foisa_has_the_absolute_exemptions_of_its_section_2(catalogue: Catalogue) -> None:
    law = catalogue.regimes["FOISA"]
    whole = {e.provision.number: e.kind for e in law.entries.values() if e.role == "exemption"}
    assert {n for n, kind in whole.items() if kind == "absolute"} == {"25", "26", "37"}
    assert {n for n, kind in whole.items() if kind == "partly"} == {"36", "38"}
    absolute = ("s36(2)", "s38(1)(a)", "s38(1)(c)", "s38(1)(d)", "s38(2)(a)(i)", "s38(2)(b)", "s38(2A)")
    assert {entry_of(catalogue, "FOISA", text).kind for text in absolute} == {"absolute"}
    qualified = ("s36(1)", "s38(2)(a)(ii)", "s38(2B)", "s38(3)", "s38(3A)")
    assert {entry_of(catalogue, "FOISA", text).kind for text in qualified} == {"qualified"}
    assert entry_of(catalogue, "FOISA", "s38(1)(b)").kind == "partly"


def test_foisa_can_neither_confirm_nor_deny_only_with_the_exemptions_of_section_18(catalogue: Catalogue) -> None:
    law = catalogue.regimes["FOISA"]
    with_18 = {e.provision.number for e in law.entries.values() if e.confirm_or_deny == "s18(1)"}
    assert with_18 == {*(str(n) for n in range(28, 36)), "38", "39", "41"}


@pytest.mark.parametrize(
    ("regime", "old", "new"),
    [
        ("FOIA", "s40(3)(a)(i)", "s40(3A)(a)"),
        ("EIR", "reg13(2)(a)(i)", "reg13(2A)(a)"),
        ("FOISA", "s38(2)(a)(i)", "s38(2A)(a)"),
        ("EISR", "reg11(3)(a)(i)", "reg11(3A)(a)"),
    ],
)
def test_personal_data_changed_on_25_may_2018(catalogue: Catalogue, regime: str, old: str, new: str) -> None:
    assert entry_of(catalogue, regime, old).until == date(2018, 5, 24)
    assert entry_of(catalogue, regime, new).since == date(2018, 5, 25)


def test_purposes_and_conditions_are_no_tags(catalogue: Catalogue) -> None:
    for law in catalogue.regimes.values():
        assert not [
            e
            for e in law.entries.values()
            if e.role in ("purpose", "condition", "certificate", "procedure", "notice") and law.taggable(e.provision)
        ]


def test_every_confirm_or_deny_provision_named_exists(catalogue: Catalogue) -> None:
    for law in catalogue.regimes.values():
        for entry in law.entries.values():
            if entry.confirm_or_deny:
                shape = split_provision(entry.confirm_or_deny)
                assert shape is not None
                assert Provision(law.id, *shape) in law.entries


def test_every_taggable_provision_leads_to_a_page(catalogue: Catalogue) -> None:
    lists_of_exceptions = {Provision("EIR", "reg", "12"), Provision("EISR", "reg", "10")}
    for law in catalogue.regimes.values():
        for provision in law.entries:
            if law.taggable(provision) and provision not in lists_of_exceptions:
                assert law.page_of(provision) is not None, provision


def test_outcomes_and_stages_are_those_of_the_front_matter(catalogue: Catalogue) -> None:
    assert list(catalogue.outcomes) == list(OutcomeId.__args__)  # type: ignore[attr-defined]
    assert list(catalogue.stages) == list(StageId.__args__)  # type: ignore[attr-defined]


def test_entries_come_in_statute_order(catalogue: Catalogue) -> None:
    for law in catalogue.regimes.values():
        numbers = [int(re.match(r"\d+", p.number)[0]) for p in law.entries]  # type: ignore[index]
        assert numbers == sorted(numbers)


def entry_text(entry: Entry) -> str:
    return f"{entry.plain} {entry.test} {entry.title}"


def test_public_words_are_plain(catalogue: Catalogue) -> None:
    for law in catalogue.regimes.values():
        for entry in law.entries.values():
            assert not re.search(r"\bwe\b|TODO|LAW\.md|\(m\)", entry_text(entry)), entry.provision
