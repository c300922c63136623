"""One page of a PDF as it is painted: which of its characters a reader can see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import hypot
from typing import Any

from pdfminer.layout import LTChar
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import apply_matrix_pt, mult_matrix

from build_log.safety.inside.package import are_alike
from build_log.safety.inside.pdf_values import as_dict, as_list, as_name, as_number, as_text

Box = tuple[float, float, float, float]

TINY = 1.5
"""Points: smaller text is not seen."""
SEE_THROUGH = 0.8
"""A surface of less opacity covers nothing."""
UNSEEN = 0.1
"""Text of less opacity is not seen."""
COVERED = 0.6
"""A character is covered where this share of it lies under what is painted later."""

_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
_GRID = 40.0
_MASK = 10_000_000
"""Pixels of the largest mask that is looked at."""
_SOLID = 0.94
_NO_WIDTH = 0.01
"""Marks over other characters have no width of their own."""
_STEPS = (0.1, 0.3, 0.5, 0.7, 0.9)
_WHITE = "FFFFFF"
_GREYS = frozenset({"DeviceGray", "CalGray", "G"})
_DARKENING = frozenset({"Multiply", "Darken", "ColorBurn", "Overlay"})


@dataclass(frozen=True, slots=True)
class _State:
    """What the library's own graphics state leaves out."""

    opacity: float = 1
    group: float = 1
    """The opacity of the groups around."""
    see_through: bool = False
    """Whether what is painted mixes with what lies under it, or is cut by a mask or another shape than a box."""
    clip: Box = _EVERYWHERE


@dataclass(frozen=True, slots=True)
class _Surface:
    """Something painted on the page: its shape, its colour where that is plain, and whether it covers."""

    box: Box
    order: int
    colour: str
    covers: bool
    shapes: tuple[tuple[tuple[float, float], ...], ...] = ()
    """The corners of shapes that are no box; what lies in two of them is a hole."""

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies on it."""
        if not (self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]):
            return False
        inside = not self.shapes
        for corners in self.shapes:
            for (x0, y0), (x1, y1) in pairwise((*corners, corners[0])):
                if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                    inside = not inside
        return inside


@dataclass(frozen=True, slots=True)
class _Char:
    """A character: its box, the direction it is written in, and its colour where that is plain."""

    text: str
    box: Box
    order: int
    direction: tuple[float, float]
    colour: str
    unseen: bool
    clips: bool
    """Whether it is not painted itself, and what is painted after it shows in its shape."""

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def _stands_there_too(char: _Char, seen: Sequence[Box]) -> bool:
    """Whether the same character is seen at the same place: a copy for a shadow or a gradient hides nothing."""
    x, y = char.middle
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in seen)


@dataclass
class PaintedPage:
    """What is painted on one page, in its order."""

    chars: list[_Char] = field(default_factory=list)
    surfaces: list[_Surface] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Words that stand for what is painted: a screen reader says them."""

    def find_unseen(self, shown: Box) -> tuple[bool, bool]:
        """Whether text of the page is hidden, and whether text is covered. `shown` is the part that is shown."""
        grid: dict[tuple[int, int], list[_Surface]] = defaultdict(list)
        for surface in self.surfaces:
            left, bottom, right, top = (int(edge // _GRID) for edge in _intersect(surface.box, shown) or (1, 1, 0, 0))
            for column in range(left, right + 1):
                for band in range(bottom, top + 1):
                    grid[column, band].append(surface)
        covered = False
        unseen: list[_Char] = []
        seen: dict[str, list[Box]] = defaultdict(list)
        for char in self.chars:
            if not char.text.strip():
                continue
            x, y = char.middle
            near = grid[int(x // _GRID), int(y // _GRID)]
            if char.clips and any(s.order > char.order and s.holds(x, y) for s in near):
                seen[char.text].append(char.box)
            elif char.unseen or char.clips or not _intersect(char.box, shown):
                unseen.append(char)
            elif _is_covered(char, near):
                covered = True
            elif _has_the_colour_of_its_ground(char, near):
                unseen.append(char)
            else:
                seen[char.text].append(char.box)
        return any(not _stands_there_too(char, seen[char.text]) for char in unseen), covered

    def lines(self) -> Iterator[str]:
        """The words of the page, a line for each row of characters, in the order they were painted."""
        line: list[str] = []
        last: _Char | None = None
        for char in self.chars:
            if last is not None:
                along, across, size = _step(last, char)
                if abs(across) > size / 2:
                    yield "".join(line)
                    line = []
                elif along > size * 0.2 or along < -size:
                    line.append(" ")
            line.append(char.text)
            last = char
        yield "".join(line)


def _step(last: _Char, char: _Char) -> tuple[float, float, float]:
    """How far a character stands behind the end of the last, along its line and across it, and its size."""
    along_x, along_y = char.direction
    width = last.box[2] - last.box[0]
    height = last.box[3] - last.box[1]
    dx = (char.box[0] + char.box[2] - last.box[0] - last.box[2]) / 2
    dy = (char.box[1] + char.box[3] - last.box[1] - last.box[3]) / 2
    taken = (
        abs(along_x) * (width + char.box[2] - char.box[0]) + abs(along_y) * (height + char.box[3] - char.box[1])
    ) / 2
    size = abs(along_x) * height + abs(along_y) * width
    return dx * along_x + dy * along_y - taken, dy * along_x - dx * along_y, max(size, 1)


def _is_covered(char: _Char, near: Sequence[_Surface]) -> bool:
    """Whether most of a character lies under what is painted after it."""
    later = [s for s in near if s.covers and s.order > char.order and _intersect(char.box, s.box)]
    if not later:
        return False
    left, bottom, right, top = char.box
    points = [(left + (right - left) * x, bottom + (top - bottom) * y) for x in _STEPS for y in _STEPS]
    under = sum(any(surface.holds(x, y) for surface in later) for x, y in points)
    return under >= COVERED * len(points)


def _has_the_colour_of_its_ground(char: _Char, near: Sequence[_Surface]) -> bool:
    x, y = char.middle
    under = [surface for surface in near if surface.order < char.order and surface.holds(x, y)]
    ground = under[-1].colour if under else _WHITE
    return bool(ground) and bool(char.colour) and are_alike(ground, char.colour)


class PageDevice(PDFTextDevice):
    """Keeps what is painted, in its order, and how. `off` are the object numbers of layers not shown."""

    def __init__(self, resources: PDFResourceManager, off: frozenset[int]) -> None:
        super().__init__(resources)
        self.page = PaintedPage()
        self.off = off
        self.state = _State()
        self.layers_off = 0
        self.placed: Any = (1, 0, 0, 1, 0, 0)
        self._mode = 0
        self._order = 0

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        """Remember the rendering mode, of which the library tells no character."""
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Any,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Keep one character."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = "\ufffd"
        item = LTChar(
            matrix, font, fontsize, scaling, rise, text, font.char_width(cid), font.char_disp(cid), ncs, graphicstate
        )
        self._order += 1
        box = (item.x0, item.y0, max(item.x1, item.x0 + _NO_WIDTH), max(item.y1, item.y0 + _NO_WIDTH))
        length = hypot(matrix[0], matrix[1]) or 1
        size = hypot(matrix[2], matrix[3]) * abs(fontsize)
        unseen = (
            self._mode == 3
            or self.layers_off > 0
            or size < TINY
            or self.state.opacity * self.state.group < UNSEEN
            or not _intersect(box, self.state.clip)
        )
        direction = (matrix[0] / length, matrix[1] / length)
        self.page.chars.append(
            _Char(text, box, self._order, direction, self._colour(graphicstate), unseen, self._mode == 7)
        )
        return float(item.adv)

    def _colour(self, state: PDFGraphicState) -> str:
        """The colour a character is painted in: of its inside, of its outline, or of both where they are one."""
        inside, outline = _hexadecimal(state.ncs, state.ncolor), _hexadecimal(state.scs, state.scolor)
        if self._mode in (0, 4):
            return inside
        return outline if self._mode in (1, 5) or inside == outline else ""

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
        """Keep the surfaces of a path: filled shapes, and the boxes of thick lines."""
        wide = graphicstate.linewidth * hypot(self.ctm[0], self.ctm[1]) / 2 if stroke and self.ctm else 0
        shapes = self.shapes_of(path)
        colour = _hexadecimal(graphicstate.ncs, graphicstate.ncolor)
        if fill and evenodd and len(shapes) > 1:
            around = _around([point for points in shapes for point in points], wide)
            self.paint(around, colour, tuple(tuple(points) for points in shapes))
            return
        for points in shapes:
            if fill:
                self.paint(_around(points, wide), colour, () if _is_box(points) else (tuple(points),))
            elif stroke:
                for one, other in pairwise(points):
                    self.paint(_around([one, other], wide), _hexadecimal(graphicstate.scs, graphicstate.scolor))

    def shapes_of(self, path: Any) -> list[list[tuple[float, float]]]:
        """The corners of each shape of a path, on the page."""
        shapes: list[list[tuple[float, float]]] = []
        for step in path:
            if step[0] == "m" or not shapes:
                shapes.append([])
            shapes[-1] += self.points_of([step])
        return [shape for shape in shapes if len(shape) > 1]

    def points_of(self, path: Any) -> list[tuple[float, float]]:
        """The corners of a path, on the page."""
        assert self.ctm is not None
        return [
            apply_matrix_pt(self.ctm, (step[at], step[at + 1])) for step in path for at in range(1, len(step) - 1, 2)
        ]

    def render_image(self, name: str, stream: Any) -> None:  # noqa: ARG002
        """Keep a picture as a surface of no plain colour; one that can be seen through covers nothing."""
        corners = [apply_matrix_pt(self.placed, corner) for corner in ((0, 0), (0, 1), (1, 0), (1, 1))]
        solid = not (isinstance(stream, PDFStream) and "SMask" in stream.attrs) or _is_solid(stream.attrs["SMask"])
        self.paint(_around(corners, 0), "", covers=solid)

    def paint(
        self, box: Box, colour: str, shapes: tuple[tuple[tuple[float, float], ...], ...] = (), *, covers: bool = True
    ) -> None:
        """Keep a surface where it can be seen."""
        self._order += 1
        seen = _intersect(box, self.state.clip)
        if not seen or self.layers_off:
            return
        opacity = self.state.opacity * self.state.group
        if opacity < UNSEEN:
            return
        plain = opacity >= SEE_THROUGH and not self.state.see_through and covers
        self.page.surfaces.append(_Surface(seen, self._order, colour if plain else "", plain, shapes))


def _is_box(points: Sequence[tuple[float, float]]) -> bool:
    """Whether every corner lies at a corner of the box around them."""
    left, bottom, right, top = _around(points, 0)
    return len(points) > 3 and all(
        min(abs(x - left), abs(x - right)) < 0.5 and min(abs(y - bottom), abs(y - top)) < 0.5 for x, y in points
    )


def _is_solid(mask: Any) -> bool:
    """Whether the mask of a picture lets next to nothing through."""
    stream = resolve1(mask)
    if not isinstance(stream, PDFStream):
        return False
    bits, width, height = (as_number(stream.attrs.get(key)) for key in ("BitsPerComponent", "Width", "Height"))
    if bits not in (1, 8) or not 0 < width * height <= _MASK:
        return False
    data = stream.get_data()
    most = len(data) * (8 if bits == 1 else 255)
    shown = int.from_bytes(data, "big").bit_count() if bits == 1 else sum(data)
    share = shown / most if most else 0
    inverted = as_list(stream.attrs.get("Decode")) == [1, 0]
    return (1 - share if inverted else share) > _SOLID


class PageInterpreter(PDFPageInterpreter):
    """Also follows what the library passes over: opacity, clipping, shading and layers.

    The methods are named after the operators of the format.
    """

    device: PageDevice

    def init_state(self, ctm: Any) -> None:
        """Begin a page or a form."""
        super().init_state(ctm)
        self._kept: list[_State] = []
        self._tags: list[bool] = []

    def do_q(self) -> None:
        """Keep the state."""
        super().do_q()
        self._kept.append(self.device.state)

    def do_Q(self) -> None:  # noqa: N802
        """Go back to the state kept last."""
        super().do_Q()
        if self._kept:
            self.device.state = self._kept.pop()

    def do_gs(self, name: Any) -> None:
        """Set opacity and blending."""
        settings = as_dict(as_dict(self.resources.get("ExtGState")).get(literal_name(name)))
        state = self.device.state
        opacity = resolve1(settings.get("ca", state.opacity))
        see_through = state.see_through
        if "BM" in settings:
            modes = as_list(settings["BM"]) or [settings["BM"]]
            see_through = any(as_name(mode) in _DARKENING for mode in modes)
        if "SMask" in settings:
            see_through = as_name(settings["SMask"]) != "None"
        number = opacity if isinstance(opacity, int | float) else 1
        self.device.state = replace(state, opacity=number, see_through=see_through)

    def do_W(self) -> None:  # noqa: N802
        """Clip what follows to the path; where that is no box, what is painted next may cover less than it seems."""
        shapes = self.device.shapes_of(self.curpath)
        points = [point for shape in shapes for point in shape]
        state = self.device.state
        inside = _intersect(state.clip, _around(points, 0)) if points else None
        odd = state.see_through or not (len(shapes) == 1 and _is_box(shapes[0]))
        self.device.state = replace(state, clip=inside or (0, 0, 0, 0), see_through=odd)

    def do_W_a(self) -> None:  # noqa: N802
        """Clip what follows to the path, by the even-odd rule."""
        self.do_W()

    def do_sh(self, name: Any) -> None:  # noqa: ARG002
        """Paint all that is not clipped with a gradient."""
        self.device.paint(self.device.state.clip, "")

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        """Begin a part that may belong to a layer, or that other words stand for."""
        self._begin(as_name(tag) == "OC" and self._is_off(props))
        spoken = as_dict(self._named(props))
        self.device.page.said += [words for key in ("ActualText", "Alt", "E") if (words := as_text(spoken.get(key)))]

    def do_BMC(self, tag: Any) -> None:  # noqa: ARG002, N802
        """Begin a part that belongs to no layer."""
        self._begin(off=False)

    def _begin(self, off: bool) -> None:
        self._tags.append(off)
        self.device.layers_off += off

    def do_EMC(self) -> None:  # noqa: N802
        """End the part begun last."""
        if self._tags:
            self.device.layers_off -= self._tags.pop()

    def _named(self, properties: Any) -> Any:
        """What a name in the page's resources stands for."""
        if isinstance(properties, PSLiteral):
            return as_dict(self.resources.get("Properties")).get(literal_name(properties))
        return properties

    def _is_off(self, layer: Any) -> bool:
        """Whether a layer, or every layer of a group, is not shown."""
        layer = self._named(layer)
        if isinstance(layer, PDFObjRef) and layer.objid in self.device.off:
            return True
        members = as_dict(layer).get("OCGs")
        wanted = [members] if isinstance(members, PDFObjRef) and not as_list(members) else as_list(members)
        return bool(wanted) and all(isinstance(m, PDFObjRef) and m.objid in self.device.off for m in wanted)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        """Paint a picture, or a form within its box."""
        thing = resolve1(self.xobjmap.get(literal_name(xobjid_arg)))
        attributes = thing.attrs if isinstance(thing, PDFStream) else {}
        off = "OC" in attributes and self._is_off(attributes["OC"])
        before = self.device.state
        self.device.placed = self.ctm
        self.device.layers_off += off
        box, matrix = as_list(attributes.get("BBox")), as_list(attributes.get("Matrix")) or [1, 0, 0, 1, 0, 0]
        if len(box) == 4 and len(matrix) == 6:
            placed = mult_matrix(tuple(matrix), self.ctm)
            corners = [apply_matrix_pt(placed, (box[x], box[y])) for x in (0, 2) for y in (1, 3)]
            clip = _intersect(before.clip, _around(corners, 0)) or (0, 0, 0, 0)
            self.device.state = replace(before, clip=clip)
            if "Group" in attributes:
                self.device.state = replace(self.device.state, group=before.group * before.opacity, opacity=1)
        super().do_Do(xobjid_arg)
        self.device.state = before
        self.device.layers_off -= off

    def do_EI(self, obj: Any) -> None:  # noqa: N802
        """Paint a picture that stands among the operators."""
        self.device.placed = self.ctm
        super().do_EI(obj)


def shown_part(page: PDFPage) -> Box:
    """What of the page is shown, in the coordinates of its characters."""
    return place_on_page(page, page.cropbox)


def place_on_page(page: PDFPage, rectangle: Sequence[float]) -> Box:
    """A rectangle of the document in the coordinates of the page's characters."""
    (left, right), (bottom, top) = sorted(rectangle[::2]), sorted(rectangle[1::2])
    x0, y0, x1, y1 = page.mediabox
    if page.rotate == 90:
        return (bottom - y0, x1 - right, top - y0, x1 - left)
    if page.rotate == 180:
        return (x1 - right, y1 - top, x1 - left, y1 - bottom)
    if page.rotate == 270:
        return (y1 - top, left - x0, y1 - bottom, right - x0)
    return (left - x0, bottom - y0, right - x0, top - y0)


def _around(points: Sequence[tuple[float, float]], margin: float) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin)


def _intersect(box: Box, other: Box) -> Box | None:
    """What two boxes share; None where that is nothing."""
    left, bottom = max(box[0], other[0]), max(box[1], other[1])
    right, top = min(box[2], other[2]), min(box[3], other[3])
    return (left, bottom, right, top) if left < right and bottom < top else None


def _hexadecimal(space: PDFColorSpace | None, colour: Any) -> str:
    """A colour of plain grey, red-green-blue or printing inks; nothing for patterns and spot colours."""
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    if not all(isinstance(part, int | float) for part in parts):
        return ""
    if len(parts) == 1 and (space is None or space.name in _GREYS):
        parts = (parts[0],) * 3
    elif len(parts) == 4:
        parts = tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
    if len(parts) != 3:
        return ""
    return "".join(f"{round(min(max(part, 0), 1) * 255):02X}" for part in parts)
