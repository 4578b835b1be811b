"""Staircases: the total score after each action."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise

from excellence_app.reports.blocks import Staircase, Weight
from excellence_app.reports.charts.shapes import (
    Anchor,
    Canvas,
    Circle,
    Drawing,
    Label,
    Line,
    Measure,
    Path,
    TextStyle,
    Token,
    Zone,
)

_STEP_LABELS = 24  # more numbers than this do not stand below one axis


def staircase(
    data: Staircase, width: float, height: float, unit: float, width_of: Measure
) -> Drawing:
    """Lay out the total score after each action."""
    canvas = Canvas()
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
    canvas: Canvas,
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
    canvas: Canvas,
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
    canvas: Canvas,
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
