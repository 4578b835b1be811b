"""Chart geometry as plain shapes, drawn by the window on screen and by the exporters on paper.

Coordinates count right and down from the upper left corner. The caller says how
large a `unit` is: one pixel of the design on screen, its size in points on paper.
Colours are tokens; the width of a text comes from the caller's own fonts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import assert_never

from excellence_app.reports.blocks import (
    BarKind,
    Bullet,
    BulletAxis,
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
class Drawing:
    """Shapes in the order of painting, and in one sentence what they show.

    Single strokes may reach a few units over the edges.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alternative: str = ""


@dataclass(slots=True)
class _Canvas:
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        self.shapes.extend(shapes)


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
    return Drawing(width, bullet_height(unit), tuple(canvas.shapes), data.alternative)


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


def bullet_axis(axis: BulletAxis, width: float, style: TextStyle) -> Drawing:
    """Lay out the level numbers that stand above a column of bullets."""
    shapes = tuple(
        Label(
            width * number / axis.maximum,
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
_GAP_IN_COLUMNS = 1.25
_MOST_LEVELS = 6  # with more, cells become flatter instead of columns taller
_COLUMN_LABEL = 12.0
_GROUP_LABEL = 11.4


def skyline(
    data: Skyline, width: float, unit: float, width_of: Measure, smallest: float
) -> tuple[Drawing, ...]:
    """Lay out all indicators as columns of cells: one drawing per line.

    Groups stay whole as long as one line can hold them. No letters are smaller than `smallest`.
    """
    lines = tuple(_lines_of(data.groups))
    tallest = max((column.levels for group in data.groups for column in group.columns), default=1)
    pitch = min((width / _columns_wide(line) for line in lines), default=width)
    pitch = min(pitch, _PITCH * unit)
    shape = _SkylineShape(
        pitch=pitch,
        gap=_GAP_IN_COLUMNS * pitch,
        levels=tallest,
        unit=unit,
        width=width,
        smallest=smallest,
    )
    drawings = [shape.draw(line, width_of) for line in lines]
    if drawings:
        first = drawings[0]
        drawings[0] = Drawing(first.width, first.height, first.shapes, data.alternative)
    return tuple(drawings)


def _columns_wide(line: Sequence[SkylineGroup]) -> float:
    """Return the width of a line of groups and the gaps between them, in columns."""
    return sum(len(group.columns) for group in line) + _GAP_IN_COLUMNS * (len(line) - 1)


def _lines_of(groups: Sequence[SkylineGroup]) -> Iterator[tuple[SkylineGroup, ...]]:
    line: list[SkylineGroup] = []
    used = 0
    for group in groups:
        for part in _parts_of(group):
            if line and used + len(part.columns) > MOST_COLUMNS:
                yield tuple(line)
                line, used = [], 0
            line.append(part)
            used += len(part.columns)
    if line:
        yield tuple(line)


def _parts_of(group: SkylineGroup) -> Iterator[SkylineGroup]:
    if not group.columns:
        return
    parts = -(-len(group.columns) // MOST_COLUMNS)
    size = -(-len(group.columns) // parts)
    for start in range(0, len(group.columns), size):
        yield SkylineGroup(group.title, group.short, group.columns[start : start + size])


@dataclass(frozen=True, slots=True)
class _SkylineShape:
    pitch: float
    gap: float
    levels: int
    unit: float
    width: float
    smallest: float

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
            self._columns(canvas, group, start, bottom, width_of)
        height = bottom + 16.0 * self.unit
        return Drawing(self.width, height, tuple(canvas.shapes))

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

    def _columns(
        self,
        canvas: _Canvas,
        group: SkylineGroup,
        start: float,
        bottom: float,
        width_of: Measure,
    ) -> None:
        texts = self._labels(group, width_of)
        for index, column in enumerate(group.columns):
            x = start + index * self.pitch
            self._column(canvas, column, x, bottom)
            bold = column.applies and (column.below or column.open)
            style = TextStyle(
                self._label_size(texts, width_of), Weight.STRONG if bold else Weight.REGULAR
            )
            canvas.add(
                Label(
                    x + self.pitch / 2,
                    bottom + 12.5 * self.unit,
                    texts[index],
                    style,
                    Token.TEXT if bold else Token.TEXT3,
                    Anchor.MIDDLE,
                )
            )

    def _labels(self, group: SkylineGroup, width_of: Measure) -> list[str]:
        texts = [column.label for column in group.columns]
        least = TextStyle(self._least_label, Weight.STRONG)
        if any(width_of(text, least) > self.pitch * 0.96 for text in texts):
            return [str(number) for number in range(1, len(texts) + 1)]
        return texts

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
    """Return a title in the lines that it has room for, none if that takes too many.

    The number stays with the word behind it.
    """
    number, _, rest = text.partition(" ")
    lines: list[str] = []
    for word in (f"{number} {rest.split(' ')[0]}", *rest.split(" ")[1:]):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, style) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
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
    _required_line(canvas, data, (left, width, unit), y_of, strong)
    canvas.add(Path(tuple(points), Token.ACCENT, 2 * unit))
    for number, share in enumerate(data.possible, start=1):
        end = x_of(number + 1) if number < steps else width
        y = y_of(share)
        canvas.add(Line(x_of(number), y, end, y, Token.ACCENT, 1.2 * unit, (3 * unit, 2.4 * unit)))
    _step_numbers(canvas, data, (x_of, bottom, unit))
    first = (x_of(0), y_of(data.start))
    canvas.add(Circle(*first, 4 * unit, Token.SURFACE, Token.ACCENT, 2 * unit))
    canvas.add(
        Label(first[0] + 9 * unit, first[1] + 15 * unit, data.start_label, strong, Token.TEXT)
    )
    _end_label(canvas, data, (x_of, y_of, unit, width), width_of)
    return Drawing(width, height, tuple(canvas.shapes), data.alternative)


def _required_line(
    canvas: _Canvas,
    data: Staircase,
    place: tuple[float, float, float],
    y_of: Callable[[Fraction], float],
    style: TextStyle,
) -> None:
    if data.required is None:
        return
    left, width, unit = place
    y = y_of(data.required)
    canvas.add(Line(left, y, width, y, Token.TEXT, 1.6 * unit))
    canvas.add(Label(left + 9 * unit, y - 5 * unit, data.required_label, style, Token.TEXT))


def _step_numbers(
    canvas: _Canvas, data: Staircase, place: tuple[Callable[[int], float], float, float]
) -> None:
    x_of, bottom, unit = place
    every = -(-len(data.after) // _STEP_LABELS) or 1
    for number in range(1, len(data.after) + 1):
        reached = number == data.reached_after
        if number % every and not reached:
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
