"""Marks: the small signs before a text."""

from typing import assert_never

from excellence_app.reports.blocks import Mark
from excellence_app.reports.charts.shapes import (
    Circle,
    Drawing,
    Line,
    Path,
    Rect,
    Shape,
    Token,
)


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
