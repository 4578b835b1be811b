"""What cells of tables share: words in their middle, and the numbers above a column of charts."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from excellence_app.gui.charts.painter import ChartFonts, paint_drawing
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.reports import blocks, charts

_MOST_LEVELS = 10  # of more, numbers would touch each other


def paint_words(
    painter: QPainter,
    area: QRectF,
    text: str,
    theme: Theme,
    look: tuple[str, Weight],
    direction: Qt.LayoutDirection,
) -> None:
    """Paint a line of words in the middle of a cell, in a colour and a weight."""
    words = theme.paragraph(text, TextStyle.LABEL, look[1])
    top = area.center().y() - words.height / 2
    place = QRectF(area.left(), top, area.width(), words.height)
    words.paint(painter, place, theme.colour(look[0]), direction=direction)


def paint_axis(
    painter: QPainter,
    area: QRectF,
    levels: int,
    theme: Theme,
    direction: Qt.LayoutDirection,
    inset: float = 0,
) -> None:
    """Paint the numbers of the levels above a column of bullets or dumbbells."""
    if not 0 < levels <= _MOST_LEVELS:
        return
    style = charts.TextStyle(theme.text_size(TextStyle.CAPTION), blocks.Weight.MEDIUM)
    drawing = charts.bullet_axis(blocks.BulletAxis(levels), area.width(), style, inset)
    if direction is Qt.LayoutDirection.RightToLeft:
        drawing = charts.mirrored(drawing)
    painter.save()
    painter.translate(area.left(), area.center().y() - drawing.height / 2)
    paint_drawing(painter, drawing, theme, ChartFonts(theme))
    painter.restore()
