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
_BETWEEN = 6.0  # units between two labels on one line

_Box = tuple[float, float, float, float]  # left, right, top and bottom of a label


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
    begin = Label(beside, points[0][1] + 15 * unit, data.start_label, strong, Token.TEXT)
    boxes = [_box_of(begin, unit, width_of)]
    end = _end_label(data, (x_of, y_of, unit, width), boxes, width_of)
    if end is not None:
        boxes.append(_box_of(end, unit, width_of))
    _required_line(canvas, data, (left, width, unit), y_of, (taken, boxes), width_of)
    canvas.add(Path(tuple(points), Token.ACCENT, 2 * unit))
    for number, share in enumerate(data.possible, start=1):
        stop = x_of(number + 1) if number < steps else width
        y = y_of(share)
        canvas.add(
            Line(x_of(number), y, stop, y, Token.ACCENT, 1.2 * unit, (3 * unit, 2.4 * unit))
        )
    _step_numbers(canvas, data, (x_of, bottom, unit), width_of)
    first = (x_of(0), y_of(data.start))
    canvas.add(Circle(*first, 4 * unit, Token.SURFACE, Token.ACCENT, 2 * unit))
    canvas.add(begin)
    if data.reached_after:
        reached = (x_of(data.reached_after), y_of(data.after[data.reached_after - 1]))
        canvas.add(Circle(*reached, 5.5 * unit, Token.SURFACE, Token.GOLD, 2.2 * unit))
    if end is not None:
        canvas.add(end)
    for number, sentence in enumerate(data.sentences):
        start, stop = x_of(number), x_of(number + 1) if number < steps else width
        canvas.zones.append(Zone(start, 0, stop - start, height, str(number), sentence))
    shapes, zones = tuple(canvas.shapes), tuple(canvas.zones)
    return Drawing(width, height, shapes, data.alternative, zones)


def _box_of(label: Label, unit: float, width_of: Measure) -> _Box:
    """Return the room of a label that no other label may enter."""
    wide = width_of(label.text, label.style)
    left = label.x - (wide / 2 if label.anchor is Anchor.MIDDLE else 0)
    around = _BETWEEN * unit
    return left - around, left + wide + around, label.y - label.style.size, label.y + 3 * unit


def _apart(one: _Box, others: Sequence[_Box]) -> bool:
    return not any(
        one[0] < other[1] and one[1] > other[0] and one[2] < other[3] and one[3] > other[2]
        for other in others
    )


def _required_line(
    canvas: Canvas,
    data: Staircase,
    place: tuple[float, float, float],
    y_of: Callable[[Fraction], float],
    taken: tuple[Sequence[tuple[float, float, float]], Sequence[_Box]],
    width_of: Measure,
) -> None:
    """Add the line of what is required, and its words where none of what is `taken` meets them.

    That are lines, from where to where and how high, and the boxes of labels.
    """
    if data.required is None:
        return
    left, width, unit = place
    style = TextStyle(12 * unit, Weight.STRONG)
    y, wide = y_of(data.required), width_of(data.required_label, style)
    canvas.add(Line(left, y, width, y, Token.TEXT, 1.6 * unit))
    above, below = y - 5 * unit, y + style.size + 4 * unit
    start, end = left + 9 * unit, width - 2 * unit - wide
    labels = [
        Label(x, baseline, data.required_label, style, Token.TEXT)
        for x in (start, end, (start + end) / 2)
        for baseline in (above, below)
    ]
    lines, boxes = taken
    clear = [one for one in labels if _apart(_box_of(one, unit, width_of), boxes)]
    free = [
        one
        for one in clear
        if not any(
            x1 < one.x + wide and x2 > one.x and one.y - style.size < line < one.y + 3 * unit
            for x1, x2, line in lines
        )
    ]
    canvas.add((free or clear or labels)[0])


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
    data: Staircase,
    place: tuple[Callable[[int], float], Callable[[Fraction], float], float, float],
    boxes: Sequence[_Box],
    width_of: Measure,
) -> Label | None:
    """Return the label at the step that reaches the line, else at the last; none without steps."""
    x_of, y_of, unit, width = place
    step = data.reached_after or len(data.after)
    if not step:
        return None
    x, y = x_of(step), y_of(data.after[step - 1])
    style = TextStyle(12 * unit, Weight.STRONG)
    most = width - width_of(data.end_label, style) / 2
    lines = [
        y_of(share) for share in (data.required, *data.possible[max(step - 2, 0) : step]) if share
    ]
    labels = [
        Label(middle, y + part * unit, data.end_label, style, Token.TEXT, Anchor.MIDDLE)
        for part in (-10, 20, -24, -36)
        for middle in (min(x, most), most)
    ]
    clear = [one for one in labels if _apart(_box_of(one, unit, width_of), boxes)]
    free = [
        one for one in clear if not any(one.y - style.size < n < one.y + 3 * unit for n in lines)
    ]
    return (free or clear or labels)[0]
