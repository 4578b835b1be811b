"""Bars of counts: one thin bar for each group or survey, told apart by hatching."""

from excellence_app.reports.blocks import BarLook, CountBar
from excellence_app.reports.charts import Drawing, Hatch, Rect, Shape, Token, Zone

# Sizes of the design, in units.
_BAR, _ALONE = 7.0, 10.0  # a bar beside others, and one that is alone
_GAP = 2.0
_ABOVE = 2.6  # so that the first bar stands beside the first line of the words
_HATCH, _STROKE = 3.6, 1.2


def count_bar(data: CountBar, width: float, unit: float) -> Drawing:
    """Lay out shares of one as bars below each other; the whole width is all who answered."""
    tall = (_ALONE if len(data.shares) == 1 else _BAR) * unit
    shapes: list[Shape] = []
    top = _ABOVE * unit
    for share, look in data.shares:
        shapes.append(Rect(0, top, width, tall, Token.TRACK))
        if share:
            shapes += _bar(look, (width * float(share), top, tall), unit)
        top += tall + _GAP * unit
    zone = Zone(0, 0, width, top, "", data.alternative)
    return Drawing(width, top, tuple(shapes), data.alternative, (zone,))


def _bar(look: BarLook, place: tuple[float, float, float], unit: float) -> list[Shape]:
    length, top, tall = place
    if look is BarLook.SOLID:
        return [Rect(0, top, length, tall, Token.ACCENT)]
    inset = min(unit / 2, length / 2)
    edge = Rect(
        inset,
        top + inset,
        length - 2 * inset,
        tall - 2 * inset,
        fill=Token.SURFACE if look is BarLook.HOLLOW else None,
        stroke=Token.ACCENT,
        stroke_width=unit,
    )
    if look is BarLook.HOLLOW:
        return [edge]
    hatch = Hatch(
        0, top, length, tall, Token.ACCENT, _HATCH * unit, _STROKE * unit, fill=Token.SURFACE
    )
    return [hatch, edge]
