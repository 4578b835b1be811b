"""Chart geometry as plain shapes, drawn by the window on screen and by the exporters on paper.

Coordinates count right and down from the upper left corner. The caller says how
large a `unit` is: one pixel of the design on screen, its size in points on paper.
Colours are tokens; the width of a text comes from the caller's own fonts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from excellence_app.domain.values import dataclass
from excellence_app.reports.blocks import (
    BarKind,
    Bullet,
    BulletAxis,
    DimensionBars,
    Dumbbell,
    Mark,
    Skyline,
    SkylineColumn,
    SkylineGroup,
    Staircase,
    Weight,
)


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


class _Canvas:
    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self.zones: list[Zone] = []

    def add(self, *shapes: Shape) -> None:
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
            shapes += [_lowered(shape, top) for shape in drawing.shapes]
            zones += [replace(zone, y=zone.y + top) for zone in drawing.zones]
        else:
            shapes += drawing.shapes
            zones += drawing.zones
        top += drawing.height
    width = max((drawing.width for drawing in drawings), default=0.0)
    said = "\n".join(drawing.alternative for drawing in drawings if drawing.alternative)
    return Drawing(width, top, tuple(shapes), said, tuple(zones))


def _lowered(shape: Shape, by: float) -> Shape:
    match shape:
        case Rect() | Hatch() | Circle() | Label():
            return replace(shape, y=shape.y + by)
        case Line():
            return replace(shape, y1=shape.y1 + by, y2=shape.y2 + by)
        case Path():
            return replace(shape, points=tuple((x, y + by) for x, y in shape.points))
        case _:
            assert_never(shape)


# Sizes of the design, in units.
_TRACK = 14.0
_BAR = 8.0
_TICK = 2.6
_TICK_OVER = 3.0
_TICK_GAP = 1.6
_DOT = 8.0
_HATCH = 3.6
_HATCH_STROKE = 1.2
_DASH = (3.0, 2.4)

_BAR_COLOURS = {
    BarKind.MET: Token.MET_FILL,
    BarKind.BELOW: Token.GAP_FILL,
    BarKind.TOTAL: Token.ACCENT,
}


def bullet_height(unit: float) -> float:
    """Return the height of a bullet with the ends of its tick."""
    return (_TRACK + 2 * _TICK_OVER) * unit


def bullet(data: Bullet, width: float, unit: float) -> Drawing:
    """Lay out one value against its threshold."""
    canvas = _Canvas()
    top = _TICK_OVER * unit
    middle = top + _TRACK * unit / 2

    def at(value: Fraction) -> float:
        return width * float(min(value, data.maximum) / data.maximum) if data.maximum else 0.0

    if data.value is None:
        _empty_track(canvas, width, top, unit)
    else:
        edge = width if data.threshold is None else at(data.threshold)
        _tracks(canvas, data, edge, (width, top), unit)
        bar = (middle - _BAR * unit / 2, _BAR * unit)
        _bar(canvas, data, at, bar, unit)
    if data.threshold is not None:
        _tick(canvas, at(data.threshold), top, unit, over_bar=data.value is not None)
    if data.earlier is not None:
        canvas.add(
            Circle(
                at(data.earlier),
                middle,
                _DOT * unit / 2,
                Token.SURFACE,
                Token.TEXT,
                1.6 * unit,
            )
        )
    return _single(width, bullet_height(unit), canvas, data.alternative)


def _single(width: float, height: float, canvas: _Canvas, said: str) -> Drawing:
    """Return a drawing that is one mark as a whole."""
    zone = Zone(0, 0, width, height, "", said)
    return Drawing(width, height, tuple(canvas.shapes), said, (zone,))


def _empty_track(canvas: _Canvas, width: float, top: float, unit: float) -> None:
    inset = 0.5 * unit
    canvas.add(
        Rect(
            inset,
            top + inset,
            width - 2 * inset,
            _TRACK * unit - 2 * inset,
            stroke=Token.CONTROL,
            stroke_width=unit,
            radius=2 * unit,
            dash=(_DASH[0] * unit, _DASH[1] * unit),
        )
    )


def _tracks(
    canvas: _Canvas, data: Bullet, edge: float, size: tuple[float, float], unit: float
) -> None:
    width, top = size
    height = _TRACK * unit
    canvas.add(Rect(0, top, edge, height, fill=Token.TRACK))
    if edge < width:
        canvas.add(Rect(edge, top, width - edge, height, fill=Token.TRACK_HI))
    for step in range(1, data.divisions):
        x = width * step / data.divisions
        canvas.add(Line(x, top, x, top + height, Token.SURFACE, 1.2 * unit))


def _bar(
    canvas: _Canvas,
    data: Bullet,
    at: Callable[[Fraction], float],
    bar: tuple[float, float],
    unit: float,
) -> None:
    if data.value is None:
        return
    y, height = bar
    end = at(data.value)
    colour = _BAR_COLOURS[data.kind]
    if end > 0:
        canvas.add(Rect(0, y, end, height, fill=colour))
    certain = end
    if data.possible is not None and data.possible > data.value:
        certain = at(data.possible)
        canvas.add(
            Rect(
                end,
                y + 0.5 * unit,
                certain - end,
                height - unit,
                fill=Token.SURFACE,
                stroke=colour if data.kind is BarKind.TOTAL else Token.TEXT2,
                stroke_width=unit,
                dash=(_DASH[0] * unit, _DASH[1] * unit),
            )
        )
    if data.planned is not None and data.planned > data.value:
        goal = at(data.planned)
        _planned(canvas, (certain, y, goal - certain, height), unit)
        certain = goal
    if data.threshold is not None and data.kind is BarKind.BELOW:
        goal = at(data.threshold)
        if goal > certain:
            canvas.add(
                Hatch(
                    certain,
                    y,
                    goal - certain,
                    height,
                    colour,
                    _HATCH * unit,
                    _HATCH_STROKE * unit,
                    fill=Token.SURFACE,
                )
            )


def _planned(canvas: _Canvas, box: tuple[float, float, float, float], unit: float) -> None:
    """Add what is planned: hatched like what is missing, with an edge of its own."""
    x, y, width, height = box
    colour, spacing = Token.MET_FILL, _HATCH * unit
    canvas.add(
        Hatch(x, y, width, height, colour, spacing, _HATCH_STROKE * unit, fill=Token.SURFACE),
        Rect(
            x + 0.5 * unit,
            y + 0.5 * unit,
            width - unit,
            height - unit,
            stroke=colour,
            stroke_width=unit,
        ),
    )


_STEP_WIDTH, _STEP_HEIGHT, _STEP_GAP = 14.0, 10.0, 3.0


def steps(data: Bullet, unit: float) -> Drawing:
    """Lay out a value and what is planned as one small cell for each level, side by side."""
    canvas = _Canvas()
    top, pace = _TICK_OVER * unit, (_STEP_WIDTH + _STEP_GAP) * unit
    wide, high, levels = _STEP_WIDTH * unit, _STEP_HEIGHT * unit, data.divisions or 1
    share = data.maximum / levels
    for level in range(levels):
        x = level * pace
        if data.value is not None and data.value >= (level + 1) * share:
            canvas.add(Rect(x, top, wide, high, Token.TEXT2, radius=2 * unit))
        elif data.planned is not None and data.planned >= (level + 1) * share:
            _planned(canvas, (x, top, wide, high), unit)
        else:
            canvas.add(Rect(x, top, wide, high, Token.TRACK_HI, radius=2 * unit))
    width = levels * pace - _STEP_GAP * unit
    if data.threshold is not None:
        x = float(data.threshold / share) * pace - _STEP_GAP / 2 * unit
        canvas.add(Line(x, 0, x, high + 2 * top, Token.TEXT, 2.2 * unit))
    return _single(width, high + 2 * top, canvas, data.alternative)


def _tick(canvas: _Canvas, x: float, top: float, unit: float, *, over_bar: bool) -> None:
    half = _TICK * unit / 2
    if over_bar:  # a narrow gap lets the tick stand out from the bar
        gap = _TICK_GAP * unit
        canvas.add(Rect(x - half - gap, top, 2 * (half + gap), _TRACK * unit, fill=Token.SURFACE))
    canvas.add(
        Rect(
            x - half,
            top - _TICK_OVER * unit,
            2 * half,
            (_TRACK + 2 * _TICK_OVER) * unit,
            fill=Token.TEXT,
        )
    )


_DUMBBELL_ABOVE, _DUMBBELL_BELOW = 10.5, 16.0  # its middle, where the circles are
_DUMBBELL_INSET = 10.0  # the scale begins and ends so far inside: its circles are wide
_BAND_HEIGHT = 19.0
_BALL = 7.0


def dumbbell_inset(unit: float) -> float:
    """Return how far inside its width the scale of a dumbbell begins and ends."""
    return _DUMBBELL_INSET * unit


def dumbbell_height(unit: float) -> float:
    """Return the least height of a dumbbell."""
    return (_DUMBBELL_ABOVE + _DUMBBELL_BELOW) * unit


def dumbbell(data: Dumbbell, width: float, unit: float, height: float | None = None) -> Drawing:
    """Lay out one value before and now.

    The lines of the scale run through the whole height. Where one is given, the circles
    stand in its middle.
    """
    canvas = _Canvas()
    tall = dumbbell_height(unit) if height is None else height
    middle = _DUMBBELL_ABOVE * unit if height is None else height / 2
    inset = dumbbell_inset(unit)

    def at(value: Fraction) -> float:
        share = float(min(value, data.maximum) / data.maximum) if data.maximum else 0.0
        return inset + (width - 2 * inset) * share

    if data.divisions:
        for step in range(data.divisions + 1):
            x = inset + (width - 2 * inset) * step / data.divisions
            canvas.add(Line(x, 0, x, tall, Token.LINE, 1.6 * unit))
    else:
        canvas.add(Line(inset, middle, width - inset, middle, Token.LINE, 2 * unit))
    if data.peers is not None:
        low, high = at(data.peers.low), at(data.peers.high)
        top, deep = middle - _BAND_HEIGHT * unit / 2, _BAND_HEIGHT * unit
        canvas.add(Rect(low, top, high - low, deep, Token.BAND, radius=2 * unit))
        median = at(data.peers.median)
        canvas.add(Line(median, top, median, top + deep, Token.ACCENT, 1.4 * unit))
    _balls(canvas, data, at, middle, unit)
    if data.threshold is not None:
        x, top = at(data.threshold), middle + 9.5 * unit
        bottom = top + 6 * unit
        corners = ((x, top), (x + 4 * unit, bottom), (x - 4 * unit, bottom))
        canvas.add(Path(corners, fill=Token.TEXT))
    return _single(width, tall, canvas, data.alternative)


def _balls(
    canvas: _Canvas,
    data: Dumbbell,
    at: Callable[[Fraction], float],
    middle: float,
    unit: float,
) -> None:
    before = at(data.before) if data.before is not None else None
    now = at(data.now) if data.now is not None else None
    if before is not None and now is not None and before != now:
        colour = Token.GAP_FILL if data.fell else Token.TEXT
        canvas.add(Line(before, middle, now, middle, colour, 3 * unit))
    if now is not None:
        if now == before:  # a ring around it: there was something before, and it was the same
            ring = Circle(now, middle, (_BALL + 2.4) * unit, Token.SURFACE, Token.TEXT, 1.8 * unit)
            canvas.add(ring)
        # a narrow gap lets it stand out from the line
        canvas.add(Circle(now, middle, (_BALL + 1.2) * unit, Token.SURFACE))
        canvas.add(Circle(now, middle, _BALL * unit, Token.ACCENT))
    if before is not None and before != now:
        canvas.add(Circle(before, middle, (_BALL - 1) * unit, Token.SURFACE, Token.TEXT, 2 * unit))


def bullet_axis(axis: BulletAxis, width: float, style: TextStyle, inset: float = 0) -> Drawing:
    """Lay out the level numbers that stand above a column of bullets or dumbbells."""
    shapes = tuple(
        Label(
            inset + (width - 2 * inset) * number / axis.maximum,
            style.size,
            str(number),
            style,
            Token.TEXT3,
            Anchor.MIDDLE,
        )
        for number in range(axis.maximum + 1)
    )
    return Drawing(width, style.size * 1.3, shapes)


MOST_COLUMNS = 45  # more than this many indicators wrap by dimension

_PITCH = 30.0
_CELL = 24.0
_CELL_HEIGHT = 17.0
_CELL_GAP = 3.0
_LOWER = 13.0  # every second number, where they have no room side by side
_GAP_IN_COLUMNS = 1.25
_MOST_LEVELS = 6  # with more, cells become flatter instead of columns taller
_COLUMN_LABEL = 12.0
_GROUP_LABEL = 11.4


def skyline(
    data: Skyline,
    width: float,
    unit: float,
    width_of: Measure,
    smallest: float,
    most: int = MOST_COLUMNS,
) -> tuple[Drawing, ...]:
    """Lay out all indicators as columns of cells: one drawing per line, a zone per column.

    Groups stay whole as long as one line, of at most `most` columns, can hold them. No
    letters are smaller than `smallest`.
    """
    lines = tuple(_lines_of(data.groups, max(1, most)))
    pitch = min((width / _columns_wide(line) for line in lines), default=width)
    shape = _SkylineShape(
        pitch=min(pitch, _PITCH * unit),
        levels=_tallest(data),
        unit=unit,
        width=width,
        smallest=smallest,
    )
    drawings = [shape.draw(line, width_of) for line in lines]
    if drawings:
        drawings[0] = replace(drawings[0], alternative=data.alternative)
    return tuple(drawings)


def columns_that_fit(data: Skyline, width: float, pitch: float) -> int:
    """Return how many columns a line may have so that two of them are `pitch` apart."""
    most = MOST_COLUMNS
    while most > 1 and any(
        width / _columns_wide(line) < pitch for line in _lines_of(data.groups, most)
    ):
        most -= 1
    return most


def small_skyline(data: Skyline, width: float, unit: float) -> Drawing:
    """Lay out all indicators in one line without any words, as a sign of an assessment."""
    pitch = width / max(1.0, _columns_wide(data.groups))
    shape = _SkylineShape(
        pitch=min(pitch, _PITCH * unit),
        levels=_tallest(data),
        unit=unit,
        width=width,
        smallest=0,
    )
    return replace(shape.draw_bare(data.groups), alternative=data.alternative)


def _tallest(data: Skyline) -> int:
    return max((column.levels for group in data.groups for column in group.columns), default=1)


def _columns_wide(line: Sequence[SkylineGroup]) -> float:
    """Return the width of a line of groups and the gaps between them, in columns."""
    return sum(len(group.columns) for group in line) + _GAP_IN_COLUMNS * (len(line) - 1)


def _lines_of(groups: Sequence[SkylineGroup], most: int) -> Iterator[tuple[SkylineGroup, ...]]:
    line: list[SkylineGroup] = []
    used = 0
    for group in groups:
        for part in _parts_of(group, most):
            if line and used + len(part.columns) > most:
                yield tuple(line)
                line, used = [], 0
            line.append(part)
            used += len(part.columns)
    if line:
        yield tuple(line)


def _parts_of(group: SkylineGroup, most: int) -> Iterator[SkylineGroup]:
    if not group.columns:
        return
    parts = -(-len(group.columns) // most)
    size = -(-len(group.columns) // parts)
    for start in range(0, len(group.columns), size):
        yield replace(group, columns=group.columns[start : start + size])


@dataclass(frozen=True, slots=True)
class _SkylineShape:
    pitch: float
    levels: int
    unit: float
    width: float
    smallest: float

    @property
    def gap(self) -> float:
        return _GAP_IN_COLUMNS * self.pitch

    @property
    def cell_height(self) -> float:
        tall = _CELL_HEIGHT * self.unit
        return tall if self.levels <= _MOST_LEVELS else tall * _MOST_LEVELS / self.levels

    @property
    def step(self) -> float:
        return self.cell_height + _CELL_GAP * self.unit

    def draw(self, line: Sequence[SkylineGroup], width_of: Measure) -> Drawing:
        canvas = _Canvas()
        title = TextStyle(max(_GROUP_LABEL * self.unit, self.smallest), Weight.MEDIUM)
        starts = self._starts(line)
        heads = self._heads(line, starts, title, width_of)
        if not all(found.complete for found in heads):  # smaller letters may have room
            title = TextStyle(max(0.9 * title.size, self.smallest), Weight.MEDIUM)
            heads = self._heads(line, starts, title, width_of)
        head = max(len(found.lines) for found in heads) * title.size * 1.35 + 9 * self.unit
        bottom = head + self.levels * self.step
        for found in heads:
            self._title(canvas, found, head, title)
        for group, start in zip(line, starts, strict=True):
            self._value(canvas, group, start, (head, title), width_of)
            self._columns(canvas, group, start, bottom)
            self._numbers(canvas, group, start, bottom, width_of)
        height = bottom + (16.0 + _LOWER * self._staggered(line, width_of)) * self.unit
        zones = (replace(z, height=height - z.y) for z in canvas.zones)
        return Drawing(self.width, height, tuple(canvas.shapes), zones=tuple(zones))

    def draw_bare(self, line: Sequence[SkylineGroup]) -> Drawing:
        canvas = _Canvas()
        bottom = self.levels * self.step
        for group, start in zip(line, self._starts(line), strict=True):
            self._columns(canvas, group, start, bottom)
        return Drawing(self.width, bottom, tuple(canvas.shapes), zones=tuple(canvas.zones))

    def _starts(self, line: Sequence[SkylineGroup]) -> list[float]:
        starts, x = [], 0.0
        for group in line:
            starts.append(x)
            x += len(group.columns) * self.pitch + self.gap
        return starts

    def _heads(
        self,
        line: Sequence[SkylineGroup],
        starts: Sequence[float],
        style: TextStyle,
        width_of: Measure,
    ) -> list["_Head"]:
        """Return the titles of the groups; the last may reach to the left instead."""
        heads: list[_Head] = []
        for group, start, following in zip(line, starts, (*starts[1:], None), strict=True):
            end = self.width if following is None else following - 0.15 * self.pitch
            x = start + self._inset
            lines = _fitting(group.title, end - x, style, width_of)
            anchor = Anchor.START
            if lines is None and following is None:
                right = min(start + len(group.columns) * self.pitch - self._inset, self.width)
                free = heads[-1].end(style, width_of) + 0.5 * self.pitch if heads else 0.0
                if len(line) > 1 and self._shows_value(line[-2], style, width_of):
                    free = max(free, start - self.gap + 0.25 * self.pitch)
                lines = _fitting(group.title, right - free, style, width_of)
                if lines is not None:
                    x, anchor = right, Anchor.END
            complete = lines is not None
            heads.append(_Head(x, tuple(lines or [group.short]), anchor, complete))
        return heads

    def _title(self, canvas: _Canvas, found: "_Head", head: float, style: TextStyle) -> None:
        baseline = head - 9 * self.unit - (len(found.lines) - 1) * style.size * 1.35
        for number, text in enumerate(found.lines):
            y = baseline + number * style.size * 1.35 - 0.2 * style.size
            canvas.add(Label(found.x, y, text, style, Token.TEXT2, found.anchor))

    @property
    def _inset(self) -> float:
        return (self.pitch - self._cell_width) / 2

    @property
    def _cell_width(self) -> float:
        return self.pitch * _CELL / _PITCH

    def _value(
        self,
        canvas: _Canvas,
        group: SkylineGroup,
        start: float,
        place: tuple[float, TextStyle],
        width_of: Measure,
    ) -> None:
        """Add the value of a group where its title leaves room for it."""
        head, style = place
        strong = replace(style, weight=Weight.STRONG)
        right = start + len(group.columns) * self.pitch - self._inset
        if self._shows_value(group, style, width_of):
            y = head - 9 * self.unit - 0.2 * style.size
            canvas.add(Label(right, y, group.value, strong, Token.TEXT, Anchor.END))

    def _shows_value(self, group: SkylineGroup, style: TextStyle, width_of: Measure) -> bool:
        strong = replace(style, weight=Weight.STRONG)
        taken = width_of(group.title, style) + 0.4 * self.pitch + width_of(group.value, strong)
        room = len(group.columns) * self.pitch - 2 * self._inset
        return bool(group.value) and taken <= room

    def _columns(self, canvas: _Canvas, group: SkylineGroup, start: float, bottom: float) -> None:
        top = bottom - self.levels * self.step
        for index, column in enumerate(group.columns):
            x = start + index * self.pitch
            self._column(canvas, column, x, bottom)
            canvas.zones.append(
                Zone(x, top, self.pitch, bottom - top, column.indicator, column.sentence)
            )

    def _numbers(
        self,
        canvas: _Canvas,
        group: SkylineGroup,
        start: float,
        bottom: float,
        width_of: Measure,
    ) -> None:
        texts, lower = self._labels(group, width_of)
        size = self._least_label if lower else self._label_size(texts, width_of)
        for index, column in enumerate(group.columns):
            bold = column.applies and (column.below or column.open)
            canvas.add(
                Label(
                    start + (index + 0.5) * self.pitch,
                    bottom + (12.5 + (_LOWER if lower and index % 2 else 0.0)) * self.unit,
                    texts[index],
                    TextStyle(size, Weight.STRONG if bold else Weight.REGULAR),
                    Token.TEXT if bold else Token.TEXT3,
                    Anchor.MIDDLE,
                )
            )

    def _labels(self, group: SkylineGroup, width_of: Measure) -> tuple[list[str], bool]:
        """Return what stands below the columns, and whether every second one stands lower."""
        texts = [column.label for column in group.columns]
        least = TextStyle(self._least_label, Weight.STRONG)
        widest = max((width_of(text, least) for text in texts), default=0.0)
        if widest > 2 * self.pitch * 0.96:
            return [str(number) for number in range(1, len(texts) + 1)], False
        return texts, widest > self.pitch * 0.96

    def _staggered(self, line: Sequence[SkylineGroup], width_of: Measure) -> bool:
        return any(self._labels(group, width_of)[1] for group in line)

    def _label_size(self, texts: Sequence[str], width_of: Measure) -> float:
        full = TextStyle(max(_COLUMN_LABEL * self.unit, self.smallest), Weight.STRONG)
        wide = max(width_of(text, full) for text in texts)
        wanted = full.size * min(1.0, self.pitch * 0.96 / wide) if wide else full.size
        return max(wanted, self._least_label)

    @property
    def _least_label(self) -> float:
        return max(_COLUMN_LABEL * self.unit * 0.85, self.smallest)

    def _column(self, canvas: _Canvas, column: SkylineColumn, x: float, bottom: float) -> None:
        left, width = x + self._inset, self._cell_width
        for level in range(column.levels):
            top = bottom - (level + 1) * self.step + _CELL_GAP * self.unit
            self._cell(canvas, column, level, (left, top, width, self.cell_height))
        if not column.applies:
            self._cross(canvas, left, bottom - self.step + _CELL_GAP * self.unit, width)
        elif column.threshold is not None:
            y = bottom - float(column.threshold) * self.step + _CELL_GAP * self.unit / 2
            reach = 1.0 * self.unit
            canvas.add(Line(left - reach, y, left + width + reach, y, Token.TEXT, 2.2 * self.unit))

    def _cell(
        self,
        canvas: _Canvas,
        column: SkylineColumn,
        level: int,
        box: tuple[float, float, float, float],
    ) -> None:
        x, y, width, height = box
        unit, radius = self.unit, 3.0 * self.unit
        filled = min(max(float(column.value) - level, 0.0), 1.0) if column.applies else 0.0
        colour = Token.GAP_FILL if column.below and not column.open else Token.MET_FILL
        if column.below and column.value > 0 and column.open:
            colour = Token.GAP_FILL
        if filled == 1.0:
            canvas.add(Rect(x, y, width, height, fill=colour, radius=radius))
            return
        if column.open and level < column.possible:
            inset = 0.5 * unit
            canvas.add(
                Rect(
                    x + inset,
                    y + inset,
                    width - 2 * inset,
                    height - 2 * inset,
                    stroke=Token.CONTROL,
                    stroke_width=unit,
                    radius=radius,
                    dash=(2.4 * unit, 2.0 * unit),
                )
            )
        elif column.below and column.threshold is not None and level < column.threshold:
            canvas.add(
                Hatch(
                    x,
                    y,
                    width,
                    height,
                    Token.GAP_FILL,
                    _HATCH * unit,
                    _HATCH_STROKE * unit,
                    radius,
                    Token.SURFACE,
                )
            )
        else:
            canvas.add(Rect(x, y, width, height, fill=Token.TRACK_HI, radius=radius))
        if filled:
            part = height * filled
            canvas.add(Rect(x, y + height - part, width, part, fill=colour))

    def _cross(self, canvas: _Canvas, x: float, y: float, width: float) -> None:
        size = min(width, self.cell_height) * 0.5
        left, top = x + (width - size) / 2, y + (self.cell_height - size) / 2
        for start, end in ((top, top + size), (top + size, top)):
            canvas.add(Line(left, start, left + size, end, Token.TEXT3, 1.4 * self.unit))


_TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class _Head:
    """The title of a group, where it stands."""

    x: float
    lines: tuple[str, ...]
    anchor: Anchor
    complete: bool

    def end(self, style: TextStyle, width_of: Measure) -> float:
        return self.x + max(width_of(line, style) for line in self.lines)


def _fitting(text: str, room: float, style: TextStyle, width_of: Measure) -> list[str] | None:
    """Return a title in the lines that it has room for, none if that takes too many."""
    lines = _wrapped(text, room, style, width_of)
    fits = all(width_of(line, style) <= room for line in lines)
    return lines if fits and len(lines) <= _TITLE_LINES else None


_STEP_LABELS = 24  # more numbers than this do not stand below one axis


def staircase(
    data: Staircase, width: float, height: float, unit: float, width_of: Measure
) -> Drawing:
    """Lay out the total score after each action."""
    canvas = _Canvas()
    small, strong = TextStyle(12 * unit), TextStyle(12 * unit, Weight.STRONG)
    left = max((width_of(text, small) for _, text in data.axis), default=0.0) + 8 * unit
    top, bottom = 14 * unit, height - 20 * unit
    low, high = data.axis[0][0], data.axis[-1][0]
    steps = len(data.after)
    pace = (width - left - 6 * unit) / (steps + 1)

    def x_of(step: int) -> float:
        return left + step * pace

    def y_of(share: Fraction) -> float:
        return bottom - (bottom - top) * float((share - low) / (high - low))

    for share, text in data.axis:
        y = y_of(share)
        canvas.add(Line(left, y, width, y, Token.LINE, 0.8 * unit))
        canvas.add(Label(left - 6 * unit, y + 4 * unit, text, small, Token.TEXT3, Anchor.END))
    points = [(x_of(0), y_of(data.start))]
    for number, share in enumerate(data.after, start=1):
        points += [(x_of(number), points[-1][1]), (x_of(number), y_of(share))]
    points.append((width, points[-1][1]))
    area = ((left, bottom), *points, (width, bottom))
    canvas.add(Path(area, fill=Token.BAND))
    ends = [x_of(number) for number in range(1, steps + 1)]
    taken = [(x1, x2, y1) for (x1, y1), (x2, y2) in pairwise(points) if y1 == y2]
    possible = (y_of(share) for share in data.possible)
    taken += list(zip(ends, [*ends[1:], width], possible, strict=False))
    beside = points[0][0] + 9 * unit
    reach = beside + width_of(data.start_label, strong)
    taken += [(beside, reach, points[0][1] + part * unit) for part in (6, 15)]
    _required_line(canvas, data, (left, width, unit), y_of, taken, width_of)
    canvas.add(Path(tuple(points), Token.ACCENT, 2 * unit))
    for number, share in enumerate(data.possible, start=1):
        end = x_of(number + 1) if number < steps else width
        y = y_of(share)
        canvas.add(Line(x_of(number), y, end, y, Token.ACCENT, 1.2 * unit, (3 * unit, 2.4 * unit)))
    _step_numbers(canvas, data, (x_of, bottom, unit), width_of)
    first = (x_of(0), y_of(data.start))
    canvas.add(Circle(*first, 4 * unit, Token.SURFACE, Token.ACCENT, 2 * unit))
    canvas.add(
        Label(first[0] + 9 * unit, first[1] + 15 * unit, data.start_label, strong, Token.TEXT)
    )
    _end_label(canvas, data, (x_of, y_of, unit, width), width_of)
    for number, sentence in enumerate(data.sentences):
        start, end = x_of(number), x_of(number + 1) if number < steps else width
        canvas.zones.append(Zone(start, 0, end - start, height, str(number), sentence))
    shapes, zones = tuple(canvas.shapes), tuple(canvas.zones)
    return Drawing(width, height, shapes, data.alternative, zones)


def _required_line(
    canvas: _Canvas,
    data: Staircase,
    place: tuple[float, float, float],
    y_of: Callable[[Fraction], float],
    taken: Sequence[tuple[float, float, float]],
    width_of: Measure,
) -> None:
    """Add the line of what is required, and its words where no other line runs through them."""
    if data.required is None:
        return
    left, width, unit = place
    style = TextStyle(12 * unit, Weight.STRONG)
    y, wide = y_of(data.required), width_of(data.required_label, style)
    canvas.add(Line(left, y, width, y, Token.TEXT, 1.6 * unit))
    above, below = y - 5 * unit, y + style.size + 4 * unit
    start, end = left + 9 * unit, width - 2 * unit - wide
    places = [(start, above), (start, below), (end, above), (end, below)]
    free = [
        (x, baseline)
        for x, baseline in places
        if not any(
            x1 < x + wide and x2 > x and baseline - style.size < line < baseline + 3 * unit
            for x1, x2, line in taken
        )
    ]
    x, baseline = (free or places)[0]
    canvas.add(Label(x, baseline, data.required_label, style, Token.TEXT))


def _step_numbers(
    canvas: _Canvas,
    data: Staircase,
    place: tuple[Callable[[int], float], float, float],
    width_of: Measure,
) -> None:
    """Add the numbers of the steps, as many as have room; that of the line is always there."""
    x_of, bottom, unit = place
    steps, line = len(data.after), data.reached_after
    widest = width_of(str(steps), TextStyle(12 * unit, Weight.STRONG)) + 4 * unit
    fitting = max(1, int((x_of(steps) - x_of(0)) / widest))
    every = max(-(-steps // _STEP_LABELS), -(-steps // fitting), 1)
    for number in range(1, steps + 1):
        reached = number == line
        near = line is not None and 0 < abs(number - line) < every
        if not reached and (number % every or near):
            continue
        style = TextStyle(12 * unit, Weight.STRONG if reached else Weight.REGULAR)
        colour = Token.TEXT if reached else Token.TEXT3
        canvas.add(
            Label(x_of(number), bottom + 15 * unit, str(number), style, colour, Anchor.MIDDLE)
        )


def _end_label(
    canvas: _Canvas,
    data: Staircase,
    place: tuple[Callable[[int], float], Callable[[Fraction], float], float, float],
    width_of: Measure,
) -> None:
    x_of, y_of, unit, width = place
    if data.reached_after:
        x = x_of(data.reached_after)
        y = y_of(data.after[data.reached_after - 1])
        canvas.add(Circle(x, y, 5.5 * unit, Token.SURFACE, Token.GOLD, 2.2 * unit))
    elif data.after:
        x, y = x_of(len(data.after)), y_of(data.after[-1])
    else:
        return
    style = TextStyle(12 * unit, Weight.STRONG)
    half = width_of(data.end_label, style) / 2
    x = min(x, width - half)
    step = data.reached_after or len(data.after)
    lines = [
        y_of(share) for share in (data.required, *data.possible[max(step - 2, 0) : step]) if share
    ]
    baselines = (y - 10 * unit, y - 24 * unit, y - 36 * unit, y + 20 * unit)
    free = [
        one for one in baselines if not any(one - style.size < n < one + 3 * unit for n in lines)
    ]
    baseline = free[0] if free else baselines[0]
    canvas.add(Label(x, baseline, data.end_label, style, Token.TEXT, Anchor.MIDDLE))


_BARS_GAP = 16.0
_BARS_ROW = 12.0  # between the lines of two rows
_BARS_SHARE = 0.42  # of the width, at most, for the bars
_BARS_WIDTH = 240.0
_LEAST_NAME = 130.0  # less room for a name than this sets its bar below it


def dimension_bars(
    data: DimensionBars, width: float, unit: float, style: TextStyle, width_of: Measure
) -> Drawing:
    """Lay out the scores of all dimensions: name, bar and value in a row, a zone for each.

    Where names have too little room beside their bars, bars stand below them.
    """
    canvas = _Canvas()
    strong = replace(style, weight=Weight.STRONG)
    gap = _BARS_GAP * unit
    values = max((width_of(bar.value, strong) for bar in data.bars), default=0.0)
    chart = min(width * _BARS_SHARE, _BARS_WIDTH * unit)
    room = width - values - chart - 2 * gap
    beside = room >= _LEAST_NAME * unit
    if not beside:
        chart, room = width, width - values - gap
    line, top = style.size * 1.45, 0.0
    for bar in data.bars:
        own = strong if bar.total else style
        lines = _wrapped(bar.name, room, own, width_of)
        drawn = bullet(bar.bar, chart, unit)
        texts = len(lines) * line
        high = max(texts, drawn.height) if beside else texts + drawn.height
        middle = top + (_BARS_ROW * unit + (high if beside else texts)) / 2
        first = middle - (len(lines) - 1) * line / 2 + 0.36 * style.size
        for number, text in enumerate(lines):
            canvas.add(Label(0, first + number * line, text, own, Token.TEXT))
        value = middle + 0.36 * style.size if beside else first
        canvas.add(Label(width, value, bar.value, strong, Token.TEXT, Anchor.END))
        left = width - values - gap - chart if beside else 0.0
        down = middle - drawn.height / 2 if beside else middle + texts / 2
        canvas.add(*(_moved(_lowered(shape, down), left) for shape in drawn.shapes))
        height = high + _BARS_ROW * unit
        canvas.zones.append(Zone(0, top, width, height, "", bar.bar.alternative))
        top += height
    said = "\n".join(bar.bar.alternative for bar in data.bars)
    return Drawing(width, top, tuple(canvas.shapes), said, tuple(canvas.zones))


def _moved(shape: Shape, by: float) -> Shape:
    match shape:
        case Rect() | Hatch() | Circle() | Label():
            return replace(shape, x=shape.x + by)
        case Line():
            return replace(shape, x1=shape.x1 + by, x2=shape.x2 + by)
        case Path():
            return replace(shape, points=tuple((x + by, y) for x, y in shape.points))
        case _:
            assert_never(shape)


def _wrapped(text: str, room: float, style: TextStyle, width_of: Measure) -> list[str]:
    """Return a text in lines; the number stays with the word behind it."""
    number, _, rest = text.partition(" ")
    lines: list[str] = []
    for word in (f"{number} {rest.split(' ')[0]}".rstrip(), *rest.split(" ")[1:]):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, style) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def mark(kind: Mark, size: float) -> Drawing:
    """Lay out one of the small signs in a square of `size`."""
    s = size
    match kind:
        case Mark.MET:
            tick = ((0.08 * s, 0.56 * s), (0.36 * s, 0.84 * s), (0.92 * s, 0.18 * s))
            shapes: tuple[Shape, ...] = (Path(tick, Token.MET_FILL, 0.17 * s, round_ends=True),)
        case Mark.MISSED:
            triangle = ((0.5 * s, 0.08 * s), (0.96 * s, 0.9 * s), (0.04 * s, 0.9 * s))
            shapes = (Path(triangle, fill=Token.GAP_FILL),)
        case Mark.OPEN:
            dash = (0.2 * s, 0.16 * s)
            shapes = (
                Circle(s / 2, s / 2, 0.42 * s, stroke=Token.TEXT2, width=0.11 * s, dash=dash),
            )
        case Mark.NOT_APPLICABLE:
            low, high = 0.2 * s, 0.8 * s
            shapes = (
                Line(low, low, high, high, Token.TEXT3, 0.12 * s),
                Line(low, high, high, low, Token.TEXT3, 0.12 * s),
            )
        case Mark.BOX | Mark.TICKED:
            box = Rect(
                0.04 * s,
                0.04 * s,
                0.92 * s,
                0.92 * s,
                Token.SURFACE,
                Token.CONTROL,
                0.08 * s,
                0.14 * s,
            )
            inner = ((0.24 * s, 0.54 * s), (0.43 * s, 0.74 * s), (0.78 * s, 0.28 * s))
            ticked = Path(inner, Token.TEXT, 0.12 * s, round_ends=True)
            shapes = (box, ticked) if kind is Mark.TICKED else (box,)
        case _:
            assert_never(kind)
    return Drawing(s, s, shapes)
