"""A skyline as small as in a list of documents."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from excellence_app.gui.painting import mirrored
from excellence_app.gui.theme import Theme

if TYPE_CHECKING:  # reading a document makes them, after the page stands
    from excellence_app.reports.blocks import Skyline

_BETWEEN_GROUPS = 0.8  # columns


def paint_bars(
    painter: QPainter,
    area: QRectF,
    skyline: "Skyline",
    theme: Theme,
    direction: Qt.LayoutDirection,
) -> None:
    """Paint a skyline as small as in a list: a bar for each indicator, a frame for an open one.

    The words beside it say how many fall short.
    """
    colours = theme.colours
    groups = skyline.groups
    columns = sum(len(group.columns) for group in groups)
    if not columns:
        return
    pitch = min(area.width() / (columns + _BETWEEN_GROUPS * (len(groups) - 1)), float(theme.px(9)))
    wide = max(1.0, pitch - max(1.0, pitch * 0.22))
    least = theme.px(2)
    x = area.left()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for group in groups:
        for column in group.columns:
            if column.applies:
                short = column.below
                part = float(column.value) / max(1, column.levels)
                high = max(float(least), area.height() * min(1.0, part))
                if column.open and not column.value:
                    side = min(wide, float(theme.px(5)))
                    frame = QRectF(x, area.bottom() - side, wide, side)
                    painter.setPen(QPen(colours.control, max(0.8, theme.edge * 0.8)))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    inset = frame.adjusted(0.5, 0.5, -0.5, -0.5)
                    painter.drawRect(mirrored(inset, area, direction))
                else:
                    bar = QRectF(x, area.bottom() - high, wide, high)
                    fill = colours.gap_fill if short else colours.met_fill
                    painter.fillRect(mirrored(bar, area, direction), fill)
            x += pitch
        x += pitch * _BETWEEN_GROUPS
