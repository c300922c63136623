"""Shapes of citation: what is written, and the provisions it names."""

from __future__ import annotations

import pytest

from build_log.law.catalogue import Catalogue
from build_log.letters.read import read_letter
from build_log.tagging.attribution import Attribution
from build_log.tagging.citations import find_citations
from build_log.tagging.passages import read_passages


def cited(text: str, catalogue: Catalogue) -> list[str]:
    passages = read_passages(read_letter("a.md", text))
    citations, _ = find_citations(passages, Attribution(passages, catalogue), ("FOIA", "EIR"))
    return [str(c.provision) if c.provision else f"{c.enactment}: {c.written}" for c in citations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under Sections 31 and 44 of the FOIA", ["s31", "s44"]),
        ("Sections 31(1)(a)(b) and 40", ["s31(1)(a)", "s31(1)(b)", "s40"]),
        ("s31(1) (a) & (e)", ["s31(1)(a)", "s31(1)(e)"]),
        ("S27 (1) (a) (c) (d)", ["s27(1)(a)", "s27(1)(c)", "s27(1)(d)"]),
        ("sections 24, 31(1)(a) to (c) and 38 apply", ["s24", "s31(1)(a)", "s31(1)(b)", "s31(1)(c)", "s38"]),
        ("s. 41(1)", ["s41(1)"]),
        ("S30 - investigations", ["s30"]),
        ("Reg 12(4)(d)", ["reg12(4)(d)"]),
        ("exception 12(4) (a)", ["reg12(4)(a)"]),
        ("Regulation 12.5.e", ["reg12(5)(e)"]),
        ("s40(5B)(a)(i)", ["s40(5B)(a)(i)"]),
        ("exempt under 12 of the Freedom of Information Act", ["s12"]),
        ("section 40(2) and (3A)(a)", ["s40(2)", "s40(3A)(a)"]),
        ("s36(2)(b)(i) and (ii)", ["s36(2)(b)(i)", "s36(2)(b)(ii)"]),
        ("regulations 12(5)(b) and 12(5)(e)", ["reg12(5)(b)", "reg12(5)(e)"]),
        ("under section\n\n31(1)(g) of the FOIA", ["s31(1)(g)"]),
        ("s38(6) of the Children Act 1989", ["Children Act 1989: s38(6)"]),
        ("section 38 of the Highways Act", ["Highways Act: s38"]),
        ("section 132(1) of part 5 of the Data Protection Act 2018", ["DPA 2018: s132(1)"]),
        ("Article 5(1)(a) of the UK GDPR", ["GDPR: Art 5(1)(a)"]),
        ("section 40 subsections 2 and 3 (a)", ["s40(2)", "s40(3)(a)"]),
        ("under section forty of the Act", ["s40"]),
        ("section thirty-one (1)(a)", ["s31(1)(a)"]),
        ("exempt under section 31(1)(a)-(c)", ["s31(1)(a)", "s31(1)(b)", "s31(1)(c)"]),
        ("sections 38(1)(a) (health) and 43(2) (commercial interests)", ["s38(1)(a)", "s43(2)"]),
        ("paragraph (b)(ii) of subsection (2) of section 36", ["s36(2)(b)(ii)"]),
        ("subsection (2) of section 40", ["s40(2)"]),
        ("S.43.2 of the FOIA", ["s43(2)"]),
        ("Regulation 12.5.d and f", ["reg12(5)(d)", "reg12(5)(f)"]),
        ("Regulation 12(5(b) of the EIR", ["reg12(5)(b)"]),
        ("exemption 40(2)", ["s40(2)"]),
        ("FOIA 40(2)", ["s40(2)"]),
        ("exception(s) in regulation(s) 12(4)(e)", ["reg12(4)(e)"]),
        ("section 12(4)(b) of the EIR", ["reg12(4)(b)"]),
        ("sections 23(5), 24(2) and 31(3)", ["s23(5)", "s24(2)", "s31(3)"]),
        ("Section 31 (1)(h) and (i)", ["s31(1)(h)", "s31(1)(i)"]),
        ("served with a section 21 notice", ["None: s21"]),
        ("section 38 of the 2004 Act", ["2004 Act: s38"]),
        ("section 12 of the report", ["None: s12"]),
        ("S40 1,204\nS41 1,377\nS42 618", []),
        ("call +44 (0)20 7946 0000", []),
        ("the Environmental Information Regulations 2004 apply", []),
        ("PO Box 1283, Sheffield S1 1UJ", []),
        ("answer to question 3(b) and page 12", []),
    ],
)
def test_a_citation_names_its_provisions(text: str, expected: list[str], catalogue: Catalogue) -> None:
    assert cited(text, catalogue) == expected


def test_a_number_is_remembered_with_its_act(catalogue: Catalogue) -> None:
    text = "Section 132(1) of the Data Protection Act 2018 applies. Section 132(2) lists exceptions."
    assert cited(text, catalogue) == ["DPA 2018: s132(1)", "DPA 2018: s132(2)"]


def test_a_subsection_left_out_is_repaired_and_reported(catalogue: Catalogue) -> None:
    passages = read_passages(read_letter("a.md", "We withhold this under s31(g) of the FOIA."))
    citations, miscitations = find_citations(passages, Attribution(passages, catalogue), ("FOIA", "EIR"))
    assert [str(c.provision) for c in citations] == ["s31(1)(g)"]
    assert [(m.written, str(m.meant), m.line) for m in miscitations] == [("s31(g)", "s31(1)(g)", 1)]


def cited_in_scotland(text: str, catalogue: Catalogue) -> list[str]:
    passages = read_passages(read_letter("a.md", text))
    citations, _ = find_citations(passages, Attribution(passages, catalogue), ("FOISA", "EISR"))
    return [f"{c.provision.regime} {c.provision}" if c.provision else f"{c.enactment}: {c.written}" for c in citations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("section 30(b)(ii) of FOISA", ["FOISA s30(b)(ii)"]),
        ("s.30 (b)(ii) and 38(1)(b)", ["FOISA s30(b)(ii)", "FOISA s38(1)(b)"]),
        ("sections: 30(b)(i) and 30(b)(ii)", ["FOISA s30(b)(i)", "FOISA s30(b)(ii)"]),
        ("section 36(1)", ["FOISA s36(1)"]),
        ("regulation 10(4)(e) of the EIRs", ["EISR reg10(4)(e)"]),
        ("regulation 11(2)", ["EISR reg11(2)"]),
        ("section 40 of the Freedom of Information Act 2000", ["FOIA s40"]),
        ("FOISA applies. Section 25(1) of the Freedom of Information Act", ["FOISA s25(1)"]),
    ],
)
def test_a_scottish_number_is_read_as_scottish(text: str, expected: list[str], catalogue: Catalogue) -> None:
    text = f"You may appeal to the Scottish Information Commissioner.\n\n{text}"
    assert cited_in_scotland(text, catalogue) == expected


def test_another_numeral_is_repaired_and_reported(catalogue: Catalogue) -> None:
    passages = read_passages(read_letter("a.md", "Exempt under section 30(b)(1) of FOISA."))
    citations, miscitations = find_citations(passages, Attribution(passages, catalogue), ("FOISA", "EISR"))
    assert [str(c.provision) for c in citations] == ["s30(b)(i)"]
    assert [(m.written, str(m.meant)) for m in miscitations] == [("s30(b)(1)", "s30(b)(i)")]
