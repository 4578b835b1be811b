"""Shapes that several components paint: panels, rings, marks, boxes to tick, key caps."""

from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from excellence_app.gui.icons import paint_icon
from excellence_app.gui.theme import RING_GAP, RING_WIDTH, TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Align

FULL_TURN = 360 * 16  # Qt counts angles in sixteenths of a degree
QUARTER_TURN = 90 * 16
KEY_CAP_HEIGHT = 20


class Mark(Enum):
    """Small signs, each with a shape of its own."""

    MET = "met"  # disc with a tick
    GAP = "gap"  # filled triangle
    OPEN = "open"  # dashed circle
    CROSS = "x"
    TICK = "check"
    FLAG = "flag"
    CLOCK = "clock"
    WARNING = "triangle-alert"
    LOCK = "lock"
    INFO = "info"
    HIDDEN = "eye-off"
    QUOTE = "quote"
    EVIDENCE = "paperclip"


def mirrored(part: QRectF, whole: QRectF, direction: Qt.LayoutDirection) -> QRectF:
    """Return where `part` lies when `whole` is read from right to left."""
    if direction is not Qt.LayoutDirection.RightToLeft:
        return part
    left = whole.left() + whole.right() - part.right()
    return QRectF(left, part.top(), part.width(), part.height())


def paint_panel(
    painter: QPainter,
    area: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1,
) -> None:
    """Paint a rounded area with its edge inside it."""
    inset = width / 2 if edge is not None else 0.0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    rounded = max(radius - inset, 0)
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), rounded, rounded)


def ring_reach(theme: Theme) -> int:
    """Return how far the focus ring reaches over the edges of a control, in pixels."""
    return theme.px(RING_GAP) + theme.px(RING_WIDTH)


def paint_ring(painter: QPainter, area: QRectF, radius: float, theme: Theme) -> None:
    """Paint the focus ring inside `area`, which reaches `ring_reach` over the control."""
    width = theme.px(RING_WIDTH)
    paint_panel(painter, area, radius + ring_reach(theme), None, theme.colours.accent, width)


def paint_mark(
    painter: QPainter,
    mark: Mark,
    area: QRectF,
    colour: QColor,
    ground: QColor,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> None:
    """Paint a sign in `colour`; what is cut out of it has the colour of the `ground`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mark is Mark.MET:
        _paint_disc(painter, area, colour, ground)
    elif mark is Mark.GAP:
        _paint_triangle(painter, area, colour, ground)
    elif mark is Mark.OPEN:
        _paint_dashed_circle(painter, area, colour)
    else:
        paint_icon(painter, mark.value, area, colour, direction)


def _paint_disc(painter: QPainter, area: QRectF, colour: QColor, ground: QColor) -> None:
    side = area.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    inset = side * 0.04
    painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))
    paint_tick(painter, area.adjusted(side * 0.2, side * 0.2, -side * 0.2, -side * 0.2), ground)


def paint_tick(painter: QPainter, area: QRectF, colour: QColor, stroke: float = 0) -> None:
    """Paint a tick that fills `area`."""
    side = area.width()
    pen = QPen(colour, stroke or side * 0.19)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(QPointF(area.left() + side * 0.12, area.top() + side * 0.55))
    path.lineTo(area.left() + side * 0.4, area.top() + side * 0.8)
    path.lineTo(area.left() + side * 0.9, area.top() + side * 0.25)
    painter.drawPath(path)


def _paint_triangle(painter: QPainter, area: QRectF, colour: QColor, ground: QColor) -> None:
    side = area.width()
    path = QPainterPath(QPointF(area.center().x(), area.top() + side * 0.13))
    path.lineTo(area.right() - side * 0.06, area.top() + side * 0.87)
    path.lineTo(area.left() + side * 0.06, area.top() + side * 0.87)
    path.closeSubpath()
    pen = QPen(colour, side * 0.12)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour)
    painter.drawPath(path)
    stroke = QPen(ground, side * 0.11)
    stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(stroke)
    x = area.center().x()
    painter.drawLine(QPointF(x, area.top() + side * 0.4), QPointF(x, area.top() + side * 0.6))
    painter.drawPoint(QPointF(x, area.top() + side * 0.77))


def _paint_dashed_circle(painter: QPainter, area: QRectF, colour: QColor) -> None:
    side = area.width()
    width = side * 0.11
    pen = QPen(colour, width)
    radius = side * 0.42
    dash = 2 * 3.14159265 * radius / width / 8  # eight dashes close the circle evenly
    pen.setDashPattern([dash * 0.62, dash * 0.38])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(area.center(), radius, radius)


def paint_progress(painter: QPainter, area: QRectF, done: float, theme: Theme) -> None:
    """Paint how much of something is done, from 0 to 1: ring, part of a ring, disc with tick."""
    colours = theme.colours
    if done >= 1:
        paint_mark(painter, Mark.MET, area, colours.met, colours.surface)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = area.width() * 0.2
    inset = area.width() * 0.06 + width / 2
    ring = area.adjusted(inset, inset, -inset, -inset)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = colours.control if theme.high_contrast else colours.line2
    painter.setPen(QPen(edge, width / 2 if theme.high_contrast else width))
    painter.drawEllipse(ring)
    if done > 0:
        pen = QPen(colours.met, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(ring, QUARTER_TURN, -int(done * FULL_TURN))


class Box(Enum):
    """What there is to tick or to choose."""

    RADIO = "radio"
    CHECK = "check"


class Look(Enum):
    """How a control looks apart from being chosen."""

    PLAIN = "plain"
    ERROR = "error"
    LOCKED = "locked"


def paint_box(
    painter: QPainter, box: Box, area: QRectF, theme: Theme, *, chosen: bool, look: Look
) -> None:
    """Paint the circle of a radio button or the square of a check box."""
    colours = theme.colours
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(1.5, theme.px(1.5) - 0.5)
    edge = {Look.ERROR: colours.error, Look.LOCKED: colours.text3}.get(look, colours.control)
    ground = colours.sunken if look is Look.LOCKED else colours.surface
    filled = colours.text3 if look is Look.LOCKED else colours.accent
    if box is Box.RADIO:
        inset = width / 2
        painter.setPen(QPen(filled if chosen else edge, width))
        painter.setBrush(ground)
        painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(filled)
            radius = area.width() * 0.235
            painter.drawEllipse(area.center(), radius, radius)
        return
    radius = theme.px(5)
    if chosen:
        paint_panel(painter, area, radius, filled)
        inset = area.width() * 0.22
        tick = area.adjusted(inset, inset, -inset, -inset)
        paint_tick(painter, tick, colours.on_accent, area.width() * 0.1)
    else:
        paint_panel(painter, area, radius, ground, edge, width)


def key_cap_width(text: str, theme: Theme) -> int:
    """Return the width of a key cap in pixels."""
    paragraph = theme.paragraph(text, TextStyle.CAPTION, Weight.MEDIUM)
    return max(paragraph.width + 2 * theme.px(5.5), key_cap_height(theme))


def key_cap_height(theme: Theme) -> int:
    """Return the height of a key cap in pixels."""
    return max(theme.px(KEY_CAP_HEIGHT), theme.line_height(TextStyle.CAPTION) + theme.px(2))


def paint_key_cap(
    painter: QPainter, text: str, area: QRectF, theme: Theme, *, on: QColor | None = None
) -> None:
    """Paint the cap of a key; `on` is the colour of text on a coloured ground, if there is one."""
    colours = theme.colours
    radius = theme.px(5)
    if on is None:
        paint_panel(painter, area, radius, colours.surface, colours.line2, theme.edge)
        colour = colours.text2
    else:
        veil = QColor(on)
        veil.setAlphaF(0.2)
        paint_panel(painter, area, radius, veil)
        colour = on
    paragraph = theme.paragraph(text, TextStyle.CAPTION, Weight.MEDIUM)
    top = area.top() + (area.height() - paragraph.height) / 2
    line = QRectF(area.left(), top, area.width(), paragraph.height)
    paragraph.paint(painter, line, colour, Align.CENTRE)


def paint_hairline(painter: QPainter, y: float, left: float, right: float, theme: Theme) -> None:
    """Paint a thin horizontal line whose upper edge is at `y`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(theme.colours.line, theme.edge))
    middle = y + theme.edge / 2
    painter.drawLine(QLineF(left, middle, right, middle))
