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
_DARK = frozenset({"000000", "black"})
_LINKING = re.compile(r"\b(?:DDE(?:AUTO)?|LINK|INCLUDETEXT|INCLUDEPICTURE|DATABASE)\b")


@dataclass(frozen=True, slots=True)
class _Style:
    """Whether text of a style is hidden, and its colour."""

    hidden: bool
    colour: str


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
    elements = {
        attribute(style, "styleId") or "": style
        for part in package.by_root("styles")
        if part.xml is not None
        for style in part.xml
        if local(style.tag) == "style"
    }

    def find(name: str, seen: frozenset[str]) -> _Style:
        style = elements.get(name)
        if style is None or name in seen:
            return _Style(hidden=False, colour="")
        parent = find(_value(style, "basedOn") or "", seen | {name})
        run = _child(style, "rPr")
        vanish = _child(run, "vanish")
        hidden = _says_yes(vanish) if vanish is not None else parent.hidden
        return _Style(hidden, _colour(_child(run, "color")) or parent.colour)

    return {name: find(name, frozenset()) for name in elements}


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
    used = [styles.get(name or "") for name in (_value(properties, "rStyle"), _value(of_paragraph, "pStyle"))]
    vanish = _child(properties, "vanish")
    hidden = _says_yes(vanish) if vanish is not None else any(style and style.hidden for style in used)
    outline = _child(properties, "textFill")
    if hidden or (outline is not None and _child(outline, "noFill") is not None):
        reading.hide("attachment-hidden-text", place)
    size = _value(properties, "sz")
    if size and size.isdigit() and int(size) <= _TINY:
        reading.hide("attachment-hidden-text", place)
    colour = _colour(_child(properties, "color")) or next((s.colour for s in used if s and s.colour), "")
    grounds = [_shade(properties), _shade(of_paragraph)]
    grounds += [_shade(_child(e, "tcPr")) for e in reversed(around) if local(e.tag) == "tc"][:1]
    ground = next((shade for shade in grounds if shade), "")
    highlight = _value(properties, "highlight") or ""
    white = colour == "background1" or are_alike(colour, "FFFFFF")
    if white and not highlight and not ground and not _stands_on_a_shape(around):
        reading.hide("attachment-hidden-text", place)
    own_ground = highlight or grounds[0]
    if own_ground in _DARK and colour in ("", "auto", "000000"):
        reading.hide("attachment-covered-text", place)
    elif ground and are_alike(ground, colour):
        reading.hide("attachment-covered-text" if ground in _DARK else "attachment-hidden-text", place)


def _stands_on_a_shape(around: tuple[Element, ...]) -> bool:
    """Whether text stands in a text box that is filled."""
    return any(
        local(e.tag) in ("wsp", "sp", "shape", "rect", "roundrect")
        and (any(local(c.tag) in ("solidFill", "gradFill") for c in e.iter()) or bool(e.get("fillcolor")))
        for e in around
    )


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
