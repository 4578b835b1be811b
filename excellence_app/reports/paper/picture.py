"""Charts as PNG, for files that cannot hold our shapes; fonts and colours are those of paper.

Shapes are drawn several times as large as wanted and made smaller, which smooths their edges.
The same chart gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import ceil, cos, floor, hypot, pi, sin

from PIL import Image, ImageDraw, ImageFont

from excellence_app.locations import resources_folder
from excellence_app.reports.charts import (
    Anchor,
    Circle,
    Drawing,
    Hatch,
    Label,
    Line,
    Path,
    Rect,
    Shape,
    Token,
)
from excellence_app.reports.paper import theme
from excellence_app.reports.paper.escaping import escape
from excellence_app.reports.paper.fonts import Fonts

DOTS_PER_INCH = 300
_FINER = 3  # times: how much larger shapes are drawn at first
_POINTS_PER_INCH = 72
_COLOURS_KEPT = 48  # all of ours and the shades of their edges
_CORNER_STEPS = 6
_CIRCLE_STEPS = 48

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as PNG; lengths are points, with the margins."""

    data: bytes
    width: float
    height: float


def picture(
    drawing: Drawing,
    fonts: Fonts,
    margins: tuple[float, float] = (0.0, 0.0),
    *,
    colour: bool = True,
) -> Picture:
    """Return a chart as PNG, in greys without `colour`.

    The margins, at the sides and at top and bottom, are room for strokes that reach over
    the edges.
    """
    scale = DOTS_PER_INCH / _POINTS_PER_INCH * _FINER
    lengths = zip((drawing.width, drawing.height), margins, strict=True)
    size = [ceil((length + 2 * margin) * scale / _FINER) for length, margin in lengths]
    large = Image.new("RGB", (size[0] * _FINER, size[1] * _FINER), _colour(Token.SURFACE))
    brush = _Brush(large, fonts, scale, (margins[0] * scale, margins[1] * scale))
    for shape in drawing.shapes:
        brush.draw(shape)
    fine = large.reduce(_FINER)
    small = (fine if colour else fine.convert("L").convert("RGB")).quantize(
        _COLOURS_KEPT, dither=Image.Dither.NONE
    )
    file = BytesIO()
    small.save(file, "PNG", optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    width, height = (pixels * _POINTS_PER_INCH / DOTS_PER_INCH for pixels in size)
    return Picture(file.getvalue(), width, height)


def _colour(token: Token) -> tuple[int, int, int]:
    value = theme.COLOURS[token]
    return value >> 16, value >> 8 & 0xFF, value & 0xFF


@cache
def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    file = resources_folder() / "fonts" / f"{name}.ttf"
    # The widths of the other layout engine differ from those that charts are laid out with.
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


class _Brush:
    """Draws shapes on an image; `scale` is the number of pixels in a point.

    `origin` is the pixel at which the chart's own coordinates begin.
    """

    def __init__(self, image: Image.Image, fonts: Fonts, scale: float, origin: Point) -> None:
        self._image = image
        self._draw = ImageDraw.Draw(image)
        self._fonts = fonts
        self._scale = scale
        self._origin = origin

    def draw(self, shape: Shape) -> None:
        match shape:
            case Rect():
                self._rect(shape)
            case Hatch():
                self._hatch(shape)
            case Line():
                ends = ((shape.x1, shape.y1), (shape.x2, shape.y2))
                self._stroke(ends, shape.colour, shape.width, shape.dash)
            case Path():
                if shape.fill is not None:
                    self._fill(shape.points, shape.fill)
                if shape.stroke is not None:
                    self._stroke(shape.points, shape.stroke, shape.width)
                    if shape.round_ends:
                        self._dots(shape.points, shape.stroke, shape.width)
            case Circle():
                self._circle(shape)
            case Label():
                self._label(shape)

    def _at(self, point: Point) -> Point:
        return (
            self._origin[0] + point[0] * self._scale,
            self._origin[1] + point[1] * self._scale,
        )

    def _fill(self, points: Sequence[Point], token: Token) -> None:
        self._draw.polygon([self._at(point) for point in points], fill=_colour(token))

    def _stroke(
        self,
        points: Sequence[Point],
        token: Token,
        width: float,
        dash: tuple[float, float] | None = None,
    ) -> None:
        pixels = max(1, round(width * self._scale))
        for stretch in _dashes(points, dash) if dash is not None else (points,):
            line = [self._at(point) for point in stretch]
            self._draw.line(line, fill=_colour(token), width=pixels, joint="curve")

    def _dots(self, points: Sequence[Point], token: Token, width: float) -> None:
        for x, y in (points[0], points[-1]):
            self._fill(_round(x, y, width / 2), token)

    def _rect(self, shape: Rect) -> None:
        outline = _outline(shape.x, shape.y, shape.width, shape.height, shape.radius)
        if shape.fill is not None:
            self._fill(outline, shape.fill)
        if shape.stroke is not None:
            closed = (*outline, *outline[:2])  # a line over the corner has no gap there
            self._stroke(closed, shape.stroke, shape.stroke_width, shape.dash)

    def _circle(self, shape: Circle) -> None:
        outline = _round(shape.x, shape.y, shape.radius)
        if shape.fill is not None:
            self._fill(outline, shape.fill)
        if shape.stroke is not None:
            self._stroke((*outline, *outline[:2]), shape.stroke, shape.width, shape.dash)

    def _hatch(self, shape: Hatch) -> None:
        """Draw the lines on a copy of that place and take what lies inside the rectangle."""
        outline = _outline(shape.x, shape.y, shape.width, shape.height, shape.radius)
        if shape.fill is not None:
            self._fill(outline, shape.fill)
        left, top = (floor(place) for place in self._at((shape.x, shape.y)))
        corner = self._at((shape.x + shape.width, shape.y + shape.height))
        place = (left, top, ceil(corner[0]) + 1, ceil(corner[1]) + 1)
        lined, inside = self._image.crop(place), Image.new("1", (place[2] - left, place[3] - top))
        origin = (self._origin[0] - left, self._origin[1] - top)
        other = _Brush(lined, self._fonts, self._scale, origin)
        for ends in hatch_lines(shape):
            other._stroke(ends, shape.colour, shape.stroke_width)
        ImageDraw.Draw(inside).polygon([other._at(point) for point in outline], fill=1)
        self._image.paste(lined, place, inside)

    def _label(self, shape: Label) -> None:
        text, size = escape(shape.text), shape.style.size
        face = theme.FACES[shape.style.weight]
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[shape.anchor]
        x = shape.x - shift * self._fonts.width(text, face, size)
        for run in self._fonts.runs(text, face):
            self._draw.text(
                self._at((x, shape.y)),
                run.text,
                fill=_colour(shape.colour),
                font=_font(run.font, size * self._scale),
                anchor="ls",
            )
            x += run.width * size


def hatch_lines(shape: Hatch) -> Iterator[tuple[Point, Point]]:
    """Yield the lines of a hatched rectangle, from lower left to upper right.

    They reach over its edges; those of neighbours meet.
    """
    spacing = shape.spacing * 2**0.5  # along the edge, not between the lines
    bottom = shape.y + shape.height
    x = shape.x - shape.height
    x -= (x + bottom) % spacing
    while x < shape.x + shape.width:
        yield (x, bottom), (x + shape.height, shape.y)
        x += spacing


def _outline(x: float, y: float, width: float, height: float, radius: float) -> tuple[Point, ...]:
    """Return the corners of a rectangle, rounded ones as short lines, clockwise."""
    radius = min(radius, width / 2, height / 2)
    if radius <= 0:
        return (x, y), (x + width, y), (x + width, y + height), (x, y + height)
    right, bottom = x + width - radius, y + height - radius
    centres = (
        (x + radius, y + radius),
        (right, y + radius),
        (right, bottom),
        (x + radius, bottom),
    )
    return tuple(
        (centre_x + radius * cos(angle), centre_y + radius * sin(angle))
        for corner, (centre_x, centre_y) in enumerate(centres)
        for step in range(_CORNER_STEPS + 1)
        for angle in [pi + (corner + step / _CORNER_STEPS) * pi / 2]
    )


def _round(x: float, y: float, radius: float) -> tuple[Point, ...]:
    angles = (2 * pi * step / _CIRCLE_STEPS for step in range(_CIRCLE_STEPS))
    return tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)


def _dashes(points: Sequence[Point], dash: tuple[float, float]) -> Iterator[tuple[Point, ...]]:
    """Yield the stretches of a line that a dash pattern leaves."""
    drawn, left = True, dash[0]
    stretch = [points[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        length, done = hypot(x2 - x1, y2 - y1), 0.0
        while length - done > left:
            done += left
            there = (x1 + (x2 - x1) * done / length, y1 + (y2 - y1) * done / length)
            if drawn:
                yield (*stretch, there)
            drawn = not drawn
            left = dash[0] if drawn else dash[1]
            stretch = [there]
        left -= length - done
        stretch.append((x2, y2))
    if drawn and len(stretch) > 1:
        yield tuple(stretch)
