"""Plain shapes: what charts are laid out as, before anyone draws them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import assert_never

from excellence_app.domain.values import dataclass
from excellence_app.reports.blocks import Weight

# The hatching of what is missing, in units.
HATCH = 3.6
HATCH_STROKE = 1.2


class Token(Enum):
    """The colours of the design, by their use."""

    SURFACE = "surface"
    SUNKEN = "sunken"
    LINE = "line"
    LINE2 = "line2"
    CONTROL = "control"
    TEXT = "text"
    TEXT2 = "text2"
    TEXT3 = "text3"
    ACCENT = "accent"
    MET = "met"
    MET_FILL = "met_fill"
    GAP = "gap"
    GAP_FILL = "gap_fill"
    TRACK = "track"
    TRACK_HI = "track_hi"
    BAND = "band"
    GOLD = "gold"


class Anchor(Enum):
    """Which point of a text its position means."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Size and weight of a text in a chart."""

    size: float
    weight: Weight = Weight.REGULAR


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Token | None = None
    stroke: Token | None = None
    stroke_width: float = 0
    radius: float = 0
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Hatch:
    """Lines at 45 degrees inside a rectangle: the sign for what is missing."""

    x: float
    y: float
    width: float
    height: float
    colour: Token
    spacing: float
    stroke_width: float
    radius: float = 0
    fill: Token | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: Token
    width: float
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A line through several points, or the area that they enclose."""

    points: tuple[tuple[float, float], ...]
    stroke: Token | None = None
    width: float = 0
    fill: Token | None = None
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle, filled, outlined or both."""

    x: float
    y: float
    radius: float
    fill: Token | None = None
    stroke: Token | None = None
    width: float = 0
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A short text; `y` is its baseline."""

    x: float
    y: float
    text: str
    style: TextStyle
    colour: Token
    anchor: Anchor = Anchor.START


Shape = Rect | Hatch | Line | Path | Circle | Label
Measure = Callable[[str, TextStyle], float]


@dataclass(frozen=True, slots=True)
class Zone:
    """The room of one mark that a person can point at; the sentence says what it shows."""

    x: float
    y: float
    width: float
    height: float
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in the order of painting, and in one sentence what they show.

    Single strokes may reach a few units over the edges.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alternative: str = ""
    zones: tuple[Zone, ...] = ()


class Canvas:
    """Shapes and zones of a drawing that is being laid out."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.zones: list[Zone] = []

    def add(self, *shapes: Shape) -> None:
        """Add shapes above those that are there."""
        self.shapes.extend(shapes)


_TURNED = {Anchor.START: Anchor.END, Anchor.MIDDLE: Anchor.MIDDLE, Anchor.END: Anchor.START}


def mirrored(drawing: Drawing) -> Drawing:
    """Return a drawing as readers from right to left want it; texts stay as they are."""
    width = drawing.width
    zones = tuple(replace(zone, x=width - zone.x - zone.width) for zone in drawing.zones)
    shapes = tuple(_turned(shape, width) for shape in drawing.shapes)
    return replace(drawing, shapes=shapes, zones=zones)


def _turned(shape: Shape, width: float) -> Shape:
    match shape:
        case Rect() | Hatch():
            return replace(shape, x=width - shape.x - shape.width)
        case Line():
            return replace(shape, x1=width - shape.x1, x2=width - shape.x2)
        case Path():
            return replace(shape, points=tuple((width - x, y) for x, y in shape.points))
        case Circle():
            return replace(shape, x=width - shape.x)
        case Label():
            return replace(shape, x=width - shape.x, anchor=_TURNED[shape.anchor])
        case _:
            assert_never(shape)


def below_each_other(drawings: Sequence[Drawing], gap: float) -> Drawing:
    """Return several drawings as one, the first at the top."""
    shapes: list[Shape] = []
    zones: list[Zone] = []
    top = 0.0
    for number, drawing in enumerate(drawings):
        top += gap if number else 0.0
        if top:
            shapes += [lowered(shape, top) for shape in drawing.shapes]
            zones += [replace(zone, y=zone.y + top) for zone in drawing.zones]
        else:
            shapes += drawing.shapes
            zones += drawing.zones
        top += drawing.height
    width = max((drawing.width for drawing in drawings), default=0.0)
    said = "\n".join(drawing.alternative for drawing in drawings if drawing.alternative)
    return Drawing(width, top, tuple(shapes), said, tuple(zones))


def lowered(shape: Shape, by: float) -> Shape:
    """Return a shape further down."""
    match shape:
        case Rect() | Hatch() | Circle() | Label():
            return replace(shape, y=shape.y + by)
        case Line():
            return replace(shape, y1=shape.y1 + by, y2=shape.y2 + by)
        case Path():
            return replace(shape, points=tuple((x, y + by) for x, y in shape.points))
        case _:
            assert_never(shape)


def moved(shape: Shape, by: float) -> Shape:
    """Return a shape further right."""
    match shape:
        case Rect() | Hatch() | Circle() | Label():
            return replace(shape, x=shape.x + by)
        case Line():
            return replace(shape, x1=shape.x1 + by, x2=shape.x2 + by)
        case Path():
            return replace(shape, points=tuple((x + by, y) for x, y in shape.points))
        case _:
            assert_never(shape)


def one_mark(width: float, height: float, canvas: Canvas, said: str) -> Drawing:
    """Return a drawing that is one mark as a whole."""
    zone = Zone(0, 0, width, height, "", said)
    return Drawing(width, height, tuple(canvas.shapes), said, (zone,))
