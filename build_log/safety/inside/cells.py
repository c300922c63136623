"""Cells of a workbook: what they show, and which of them cannot be seen."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

from build_log.safety.inside.package import Package, are_alike, local, text_of

_NO_FORMAT = re.compile(r'^(?:\[[^\]]*\])?;;;?(?:"")?;?$')
_WHITE = "FFFFFF"
_BLACK = "000000"
_THEME = {"0": _WHITE, "1": _BLACK}
"""The first two colours of a theme, as nearly all have them."""


@dataclass
class Styles:
    """By a cell's style number: whether what it holds cannot be seen, its ground, and how it shows a number."""

    unseen: set[int] = field(default_factory=set)
    grounds: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    unseen_conditions: set[str] = field(default_factory=set)
    """Numbers of the formats that conditions give and that show no value."""

    def show(self, number: int, value: str) -> str:
        """A number as the cell shows it: a date as a date, `7700900123` with its leading nought."""
        code = self.formats[number] if number < len(self.formats) else ""
        try:
            if code and is_date_format(code):
                return str(from_excel(float(value)))[:10]
        except (ValueError, OverflowError):
            return value
        return value.zfill(len(code)) if re.fullmatch("0+", code) else value

    def ground(self, number: int) -> str:
        """The colour behind a cell."""
        return self.grounds[number] if number < len(self.grounds) else _WHITE


@dataclass(frozen=True, slots=True)
class Shared:
    """A text many cells can have, and the colours of its runs."""

    text: str
    colours: tuple[str, ...]


def read_styles(package: Package) -> Styles:
    """Styles whose text has the colour of its ground, is too small, or shows no value at all."""
    styles = Styles()
    for part in package.by_root("styleSheet"):
        assert part.xml is not None
        groups: dict[str, list[Element]] = defaultdict(list)
        for element in part.xml:
            groups[local(element.tag)] = list(element)
        formats = {f.get("numFmtId"): f.get("formatCode", "") for f in groups["numFmts"]}
        fonts = [_colour_of(font, "color") for font in groups["fonts"]]
        sizes = [_size(font) for font in groups["fonts"]]
        fills = [_fill(fill) for fill in groups["fills"]]
        for number, style in enumerate(groups["cellXfs"]):
            font = _get(fonts, style.get("fontId")) or _BLACK
            fill = _get(fills, style.get("fillId")) or _WHITE
            code = formats.get(style.get("numFmtId")) or BUILTIN_FORMATS.get(int(style.get("numFmtId") or 0), "")
            styles.grounds.append(fill)
            styles.formats.append(code)
            if are_alike(font, fill) or _NO_FORMAT.match(code) or _get(sizes, style.get("fontId")) == "tiny":
                styles.unseen.add(number)
        for number, condition in enumerate(groups["dxfs"]):
            parts = {local(e.tag): e for e in condition}
            no_value = "numFmt" in parts and _NO_FORMAT.match(parts["numFmt"].get("formatCode", ""))
            white = "font" in parts and "fill" not in parts and are_alike(_colour_of(parts["font"], "color"), _WHITE)
            if no_value or white:
                styles.unseen_conditions.add(str(number))
    return styles


def _size(font: Element) -> str:
    size = next((child.get("val", "11") for child in font if local(child.tag) == "sz"), "11")
    return "tiny" if re.fullmatch(r"[012](?:\.\d+)?", size) else size


def _get(values: list[str], index: str | None) -> str:
    return values[int(index)] if index and index.isdigit() and int(index) < len(values) else ""


def _fill(fill: Element) -> str:
    for pattern in fill:
        kind = pattern.get("patternType", "none")
        if local(pattern.tag) == "patternFill" and kind == "solid":
            return _colour_of(pattern, "fgColor")
        if local(pattern.tag) == "patternFill" and kind != "none":
            return "pattern"
        if local(pattern.tag) == "gradientFill":
            return "gradient"
    return ""


def _colour_of(element: Element, name: str) -> str:
    """A colour as six hexadecimal digits; of themes only their white is known."""
    for child in element:
        if local(child.tag) != name:
            continue
        if child.get("rgb"):
            return child.get("rgb", "")[-6:].upper()
        if child.get("indexed") in ("1", "9", "65"):
            return _WHITE
        if child.get("indexed") in ("0", "8", "64"):
            return _BLACK
        if child.get("theme") is not None:
            tint = float(child.get("tint") or 0)
            if child.get("theme") in _THEME and abs(tint) < 0.1:
                return _THEME[child.get("theme", "")]
            return f"theme {child.get('theme')} {tint:.2f}"
        if child.get("indexed") is not None:
            return f"indexed {child.get('indexed')}"
    return ""


def read_shared(item: Element) -> Shared:
    runs = (run for run in item if local(run.tag) == "r" and text_of(run).strip())
    colours = (_colour_of(child, "color") for run in runs for child in run if local(child.tag) == "rPr")
    return Shared(text_of(item), tuple(colour for colour in colours if colour))
