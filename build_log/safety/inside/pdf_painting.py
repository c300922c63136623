"""Follows how a page of a PDF is painted: what the library leaves out, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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

from build_log.safety.inside.painted import Box, Char, PaintedPage, Surface, around, intersect
from build_log.safety.inside.pdf_values import as_dict, as_list, as_name, as_number, as_text

TINY = 1.5
"""Points: smaller text is not seen."""
SEE_THROUGH = 0.8
"""A surface of less opacity covers nothing."""
UNSEEN = 0.1
"""Text of less opacity is not seen."""

_EVERYWHERE: Box = (-1e9, -1e9, 1e9, 1e9)
_MASK = 10_000_000
"""Pixels of the largest mask that is looked at."""
_SOLID = 0.94
_NO_WIDTH = 0.01
"""Marks over other characters have no width of their own."""
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
            or not intersect(box, self.state.clip)
        )
        direction = (matrix[0] / length, matrix[1] / length)
        self.page.chars.append(
            Char(text, box, self._order, direction, self._colour(graphicstate), unseen, self._mode == 7)
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
            whole = around([point for points in shapes for point in points], wide)
            self.paint(whole, colour, tuple(tuple(points) for points in shapes))
            return
        for points in shapes:
            if fill:
                self.paint(around(points, wide), colour, () if _is_box(points) else (tuple(points),))
            elif stroke:
                for one, other in pairwise(points):
                    self.paint(around([one, other], wide), _hexadecimal(graphicstate.scs, graphicstate.scolor))

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
        self.paint(around(corners, 0), "", covers=solid)

    def paint(
        self, box: Box, colour: str, shapes: tuple[tuple[tuple[float, float], ...], ...] = (), *, covers: bool = True
    ) -> None:
        """Keep a surface where it can be seen."""
        self._order += 1
        seen = intersect(box, self.state.clip)
        if not seen or self.layers_off:
            return
        opacity = self.state.opacity * self.state.group
        if opacity < UNSEEN:
            return
        plain = opacity >= SEE_THROUGH and not self.state.see_through and covers
        self.page.surfaces.append(Surface(seen, self._order, colour if plain else "", plain, shapes))


def _is_box(points: Sequence[tuple[float, float]]) -> bool:
    """Whether every corner lies at a corner of the box around them."""
    left, bottom, right, top = around(points, 0)
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
        inside = intersect(state.clip, around(points, 0)) if points else None
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
            clip = intersect(before.clip, around(corners, 0)) or (0, 0, 0, 0)
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
