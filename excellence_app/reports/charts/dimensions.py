"""Bars: the scores of all dimensions, one below the other."""

from dataclasses import replace

from excellence_app.reports.blocks import DimensionBars, Weight
from excellence_app.reports.charts.bullets import bullet
from excellence_app.reports.charts.shapes import (
    Anchor,
    Canvas,
    Drawing,
    Label,
    Measure,
    TextStyle,
    Token,
    Zone,
    lowered,
    moved,
)
from excellence_app.reports.charts.titles import wrapped

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
    canvas = Canvas()
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
        lines = wrapped(bar.name, room, own, width_of)
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
        canvas.add(*(moved(lowered(shape, down), left) for shape in drawn.shapes))
        height = high + _BARS_ROW * unit
        canvas.zones.append(Zone(0, top, width, height, "", bar.bar.alternative))
        top += height
    said = "\n".join(bar.bar.alternative for bar in data.bars)
    return Drawing(width, top, tuple(canvas.shapes), said, tuple(canvas.zones))
