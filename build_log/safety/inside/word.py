"""Word documents: hidden and covered text, tracked changes, comments, and what lies around the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from build_log.safety.inside.package import (
    Package,
    Part,
    are_alike,
    attribute,
    is_black_box,
    is_on,
    local,
    look_at_common_parts,
    open_package,
)
from build_log.safety.inside.reading import Reading, UnsafeError

_TEXTS = ("document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument")
_CHANGES = frozenset(
    {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"}
    | {f"{what}PrChange" for what in ("r", "p", "tbl", "tr", "tc", "sect", "tblGrid")}
)
_TINY = 4
"""Half-points: text of two points or less is not seen."""
_NARROW = 10
"""Per cent of its usual width."""
_DARK = frozenset({"000000", "black"})
_LINKING = re.compile(r"\b(?:DDE(?:AUTO)?|LINK|INCLUDETEXT|INCLUDEPICTURE|DATABASE)\b")


@dataclass(frozen=True, slots=True)
class _Style:
    """Whether text of a style is hidden, its colour, and what it lies on: also in parts of a table, by their names."""

    hidden: bool
    colour: str
    shade: str
    parts: frozenset[str]


def read_document(data: bytes) -> Reading:
    """What a Word document hides and says. Raises UnsafeError where it must not be opened."""
    package = open_package(data)
    main = package.main()
    if main.root != "document" or main.xml is None:
        raise UnsafeError("attachment-unreadable")
    reading = Reading()
    look_at_common_parts(package, reading)
    styles = _read_styles(package)
    for part in package.by_root(*_TEXTS):
        _look_at_text(part, styles, reading)
    for part in package.by_root("comments"):
        if any(local(e.tag) == "comment" for e in part.xml.iter()) if part.xml is not None else False:
            reading.hide("attachment-comments", "")
    _look_at_settings(package, reading)
    return reading


def _read_styles(package: Package) -> dict[str, _Style]:
    """What the styles say of how text is seen, with what they take from the styles they are based on."""
    sheets = [
        package.parts[relation.target]
        for relation in package.relations
        if relation.kind == "styles" and relation.target in package.parts
    ]
    inside = [element for sheet in sheets if sheet.xml is not None for element in sheet.xml]
    elements = {attribute(style, "styleId") or "": style for style in inside if local(style.tag) == "style"}
    found = (e for element in inside for e in element.iter() if local(e.tag) == "rPrDefault")
    defaults = next(found, None)
    plain = _child(defaults, "rPr")
    root = _Style(_is_vanished(plain), _colour(_child(plain, "color")), "", frozenset())

    def find(name: str, seen: frozenset[str]) -> _Style:
        style = elements.get(name)
        if style is None or name in seen:
            return root
        parent = find(_value(style, "basedOn") or "", seen | {name})
        run = _child(style, "rPr")
        vanish = _child(run, "vanish")
        shades = (_shade(_child(style, kind)) for kind in ("rPr", "pPr", "tcPr", "tblPr"))
        shaded = {
            attribute(p, "type") or "" for p in style if local(p.tag) == "tblStylePr" and _shade(_child(p, "tcPr"))
        }
        return _Style(
            _says_yes(vanish) if vanish is not None else parent.hidden,
            _colour(_child(run, "color")) or parent.colour,
            next((shade for shade in shades if shade), parent.shade),
            parent.parts | shaded,
        )

    standard = next((name for name, e in elements.items() if _is_standard(e)), "")
    return {name: find(name, frozenset()) for name in elements} | {"": find(standard, frozenset())}


def _is_standard(style: Element) -> bool:
    return attribute(style, "type") == "paragraph" and is_on(style, "default")


def _is_vanished(properties: Element | None) -> bool:
    vanish = _child(properties, "vanish")
    return vanish is not None and _says_yes(vanish)


def _look_at_settings(package: Package, reading: Reading) -> None:
    for part in package.by_root("settings"):
        assert part.xml is not None
        for element in part.xml.iter():
            if local(element.tag) == "docVar":
                reading.hide("attachment-metadata", "document variables")
                reading.say("document variables", attribute(element, "val") or "")
            elif local(element.tag) == "mailMerge":
                reading.hide("attachment-external-link", "a mail merge")
    if "attachment-comments" not in reading.hidden and "attachment-tracked-changes" not in reading.hidden:
        for part in package.by_root("people"):
            if part.xml is not None and len(part.xml):
                reading.hide("attachment-metadata", "the names of people who worked on it")


def _look_at_text(part: Part, styles: dict[str, _Style], reading: Reading) -> None:
    assert part.xml is not None
    place = {"hdr": "a header", "ftr": "a footer", "footnotes": "a footnote", "endnotes": "an endnote"}.get(
        part.root, ""
    )
    for element in part.xml.iter():
        name = local(element.tag)
        if name in _CHANGES:
            reading.hide("attachment-tracked-changes", "")
        elif name == "altChunk":
            reading.hide("attachment-embedded", "")
        elif name == "control":
            reading.hide("attachment-macros", "")
        elif name in ("instrText", "fldSimple"):
            instruction = element.text if name == "instrText" else attribute(element, "instr")
            if _LINKING.search(instruction or ""):
                reading.hide("attachment-external-link", "a field")
            reading.say("a field", instruction or "")
        elif name == "wsp" and is_black_box(element):
            reading.hide("attachment-covered-text", "a black shape")
        elif name == "hidden" and _says_yes(element):
            reading.hide("attachment-hidden-text", "a row of a table")
        elif name in ("docPr", "cNvPr"):
            if is_on(element, "hidden"):
                reading.hide("attachment-hidden-text", "a hidden shape")
            reading.say("a picture's description", f"{element.get('descr', '')} {element.get('title', '')}")
    for number, paragraph in enumerate((e for e in part.xml.iter() if local(e.tag) == "p"), 1):
        reading.say(place or f"paragraph {number}", _words(paragraph))
    for around, run in _runs(part.xml, ()):
        if _words(run).strip():
            _look_at_run(run, around, styles, place, reading)


def _words(element: Element) -> str:
    """The words of a paragraph or run, those of paragraphs inside it left to them."""
    words = []
    for child in element:
        name = local(child.tag)
        if name in ("t", "delText"):
            words.append(child.text or "")
        elif name in ("tab", "br", "cr"):
            words.append(" ")
        elif name not in ("p", "txbxContent", "pPr", "rPr", "Fallback"):
            words.append(_words(child))
    return "".join(words)


def _runs(element: Element, around: tuple[Element, ...]) -> Iterator[tuple[tuple[Element, ...], Element]]:
    """Every run, with the elements around it, the nearest last. Without recursion: nesting may be deep."""
    stack = [(element, around)]
    while stack:
        here, outer = stack.pop()
        if local(here.tag) == "r":
            yield outer, here
        inner = (*outer, here)
        stack += [(child, inner) for child in reversed(here)]


def _look_at_run(
    run: Element, around: tuple[Element, ...], styles: dict[str, _Style], place: str, reading: Reading
) -> None:
    properties = _child(run, "rPr")
    paragraph = next((e for e in reversed(around) if local(e.tag) == "p"), None)
    of_paragraph = _child(paragraph, "pPr")
    names = [_value(properties, "rStyle"), _value(of_paragraph, "pStyle") or ""]
    used = [styles[name] for name in names if name is not None and name in styles]
    vanish = _child(properties, "vanish")
    hidden = _says_yes(vanish) if vanish is not None else any(style.hidden for style in used)
    outline = _child(properties, "textFill")
    if hidden or (outline is not None and _child(outline, "noFill") is not None):
        reading.hide("attachment-hidden-text", place)
    size, width = _value(properties, "sz"), _value(properties, "w")
    if (size and size.isdigit() and int(size) <= _TINY) or (width and width.isdigit() and int(width) <= _NARROW):
        reading.hide("attachment-hidden-text", place)
    colour = _colour(_child(properties, "color")) or next((s.colour for s in used if s.colour), "")
    highlight = (_value(properties, "highlight") or "").replace("white", "")
    own = _shade(properties)
    grounds = [own, _shade(of_paragraph), *(style.shade for style in used), *_grounds_of_tables(around, styles)]
    ground = next((shade for shade in grounds if shade), "")
    white = colour == "background1" or are_alike(colour, "FFFFFF")
    if white and not highlight and not ground and not _stands_on_a_shape(around):
        reading.hide("attachment-hidden-text", place)
    if (highlight or own) in _DARK and colour in ("", "auto", "000000"):
        reading.hide("attachment-covered-text", place)
    elif ground and are_alike(ground, colour):
        reading.hide("attachment-covered-text" if ground in _DARK else "attachment-hidden-text", place)


def _grounds_of_tables(around: tuple[Element, ...], styles: dict[str, _Style]) -> Iterator[str]:
    """What the cells, tables and table styles around a run are coloured with, the nearest first."""
    for index, element in reversed(list(enumerate(around))):
        if local(element.tag) == "tc":
            yield _shade(_child(element, "tcPr"))
        elif local(element.tag) == "tbl":
            properties = _child(element, "tblPr")
            yield _shade(properties)
            style = styles.get(_value(properties, "tblStyle") or " ")
            if style:
                yield style.shade
                yield "styled" if style.parts & _parts_of_table(element, around[index + 1 :]) else ""


def _parts_of_table(table: Element, inside: tuple[Element, ...]) -> set[str]:
    """The parts of a table that a style may colour and a place in it belongs to."""
    rows = [row for row in table if local(row.tag) == "tr"]
    row = next((e for e in inside if local(e.tag) == "tr"), None)
    cell = next((e for e in inside if local(e.tag) == "tc"), None)
    cells = [e for e in row or () if local(e.tag) == "tc"]
    return {
        name
        for name, holds in (
            ("wholeTable", True),
            ("firstRow", bool(rows) and row is rows[0]),
            ("lastRow", bool(rows) and row is rows[-1]),
            ("firstCol", bool(cells) and cell is cells[0]),
            ("lastCol", bool(cells) and cell is cells[-1]),
        )
        if holds
    }


def _stands_on_a_shape(around: tuple[Element, ...]) -> bool:
    """Whether text stands in a text box that is filled with another colour than white."""
    return any(_is_filled(e) for e in around if local(e.tag) in ("wsp", "sp", "shape", "rect", "roundrect"))


def _is_filled(shape: Element) -> bool:
    colour = shape.get("fillcolor", "").lstrip("#")
    if colour and shape.get("filled") not in ("f", "false"):
        return not are_alike(colour.upper(), "FFFFFF") and colour != "white"
    properties = next((e for e in shape.iter() if local(e.tag) == "spPr"), None)
    for fill in properties if properties is not None else ():
        if local(fill.tag) == "noFill":
            return False
        if local(fill.tag) in ("gradFill", "blipFill", "pattFill"):
            return True
        if local(fill.tag) == "solidFill":
            value = next((e.get("val", "") for e in fill), "")
            return value not in ("bg1", "lt1") and not are_alike(value.upper(), "FFFFFF")
    return any(local(e.tag) == "fillRef" and e.get("idx", "0") != "0" for e in shape.iter())


def _shade(properties: Element | None) -> str:
    """The colour behind text; nothing where there is none or it is white."""
    shade = _child(properties, "shd")
    if shade is None:
        return ""
    if attribute(shade, "val") == "solid":
        return (attribute(shade, "color") or "").replace("auto", "000000").upper()
    fill = (attribute(shade, "fill") or "").upper()
    return "" if fill in ("AUTO", "FFFFFF") else fill


def _colour(element: Element | None) -> str:
    if element is None:
        return ""
    if attribute(element, "themeColor") in ("background1", "light1"):
        return "background1"
    value = attribute(element, "val") or ""
    return value if value == "auto" else value.upper()


def _child(element: Element | None, name: str) -> Element | None:
    return next((child for child in element if local(child.tag) == name), None) if element is not None else None


def _value(element: Element | None, name: str) -> str | None:
    child = _child(element, name)
    return attribute(child, "val") if child is not None else None


def _says_yes(element: Element) -> bool:
    return (attribute(element, "val") or "true").lower() not in ("0", "false", "off")
