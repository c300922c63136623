"""What is painted on one page, and which of its characters a reader can see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from build_log.safety.inside.package import are_alike

Box = tuple[float, float, float, float]
COVERED = 0.6
"""A character is covered where this share of it lies under what is painted later."""
_GRID = 40.0
_STEPS = (0.1, 0.3, 0.5, 0.7, 0.9)
_WHITE = "FFFFFF"


@dataclass(frozen=True, slots=True)
class Surface:
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
class Char:
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


def _stands_there_too(char: Char, seen: Sequence[Box]) -> bool:
    """Whether the same character is seen at the same place: a copy for a shadow or a gradient hides nothing."""
    x, y = char.middle
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in seen)


@dataclass
class PaintedPage:
    """What is painted on one page, in its order."""

    chars: list[Char] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Words that stand for what is painted: a screen reader says them."""

    def find_unseen(self, shown: Box) -> tuple[bool, bool]:
        """Whether text of the page is hidden, and whether text is covered. `shown` is the part that is shown."""
        grid: dict[tuple[int, int], list[Surface]] = defaultdict(list)
        for surface in self.surfaces:
            left, bottom, right, top = (int(edge // _GRID) for edge in intersect(surface.box, shown) or (1, 1, 0, 0))
            for column in range(left, right + 1):
                for band in range(bottom, top + 1):
                    grid[column, band].append(surface)
        covered = False
        unseen: list[Char] = []
        seen: dict[str, list[Box]] = defaultdict(list)
        for char in self.chars:
            if not char.text.strip():
                continue
            x, y = char.middle
            near = grid[int(x // _GRID), int(y // _GRID)]
            if char.clips and any(s.order > char.order and s.holds(x, y) for s in near):
                seen[char.text].append(char.box)
            elif char.unseen or char.clips or not intersect(char.box, shown):
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
        last: Char | None = None
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


def _step(last: Char, char: Char) -> tuple[float, float, float]:
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


def _is_covered(char: Char, near: Sequence[Surface]) -> bool:
    """Whether most of a character lies under what is painted after it."""
    later = [s for s in near if s.covers and s.order > char.order and intersect(char.box, s.box)]
    if not later:
        return False
    left, bottom, right, top = char.box
    points = [(left + (right - left) * x, bottom + (top - bottom) * y) for x in _STEPS for y in _STEPS]
    under = sum(any(surface.holds(x, y) for surface in later) for x, y in points)
    return under >= COVERED * len(points)


def _has_the_colour_of_its_ground(char: Char, near: Sequence[Surface]) -> bool:
    x, y = char.middle
    under = [surface for surface in near if surface.order < char.order and surface.holds(x, y)]
    ground = under[-1].colour if under else _WHITE
    return bool(ground) and bool(char.colour) and are_alike(ground, char.colour)


def around(points: Sequence[tuple[float, float]], margin: float) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin)


def intersect(box: Box, other: Box) -> Box | None:
    """What two boxes share; None where that is nothing."""
    left, bottom = max(box[0], other[0]), max(box[1], other[1])
    right, top = min(box[2], other[2]), min(box[3], other[3])
    return (left, bottom, right, top) if left < right and bottom < top else None
