"""Dumbbells: one value before and now."""

from collections.abc import Callable
from fractions import Fraction

from excellence_app.reports.blocks import Dumbbell
from excellence_app.reports.charts.shapes import (
    Canvas,
    Circle,
    Drawing,
    Line,
    Path,
    Rect,
    Token,
    one_mark,
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
    canvas = Canvas()
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
    return one_mark(width, tall, canvas, data.alternative)


def _balls(
    canvas: Canvas,
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
