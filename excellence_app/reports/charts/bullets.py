"""Bullets: one value against its threshold, and the levels as small cells."""

from collections.abc import Callable
from fractions import Fraction

from excellence_app.reports.blocks import BarKind, Bullet, BulletAxis
from excellence_app.reports.charts.shapes import (
    HATCH,
    HATCH_STROKE,
    Anchor,
    Canvas,
    Circle,
    Drawing,
    Hatch,
    Label,
    Line,
    Rect,
    TextStyle,
    Token,
    one_mark,
)

# Sizes of the design, in units.
_TRACK = 14.0
_BAR = 8.0
_TICK = 2.6
_TICK_OVER = 3.0
_TICK_GAP = 1.6
_DOT = 8.0
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
    canvas = Canvas()
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
    return one_mark(width, bullet_height(unit), canvas, data.alternative)


def _empty_track(canvas: Canvas, width: float, top: float, unit: float) -> None:
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
    canvas: Canvas, data: Bullet, edge: float, size: tuple[float, float], unit: float
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
    canvas: Canvas,
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
                    HATCH * unit,
                    HATCH_STROKE * unit,
                    fill=Token.SURFACE,
                )
            )


def _planned(canvas: Canvas, box: tuple[float, float, float, float], unit: float) -> None:
    """Add what is planned: hatched like what is missing, with an edge of its own."""
    x, y, width, height = box
    colour, spacing = Token.MET_FILL, HATCH * unit
    canvas.add(
        Hatch(x, y, width, height, colour, spacing, HATCH_STROKE * unit, fill=Token.SURFACE),
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
    canvas = Canvas()
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
    return one_mark(width, high + 2 * top, canvas, data.alternative)


def _tick(canvas: Canvas, x: float, top: float, unit: float, *, over_bar: bool) -> None:
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
