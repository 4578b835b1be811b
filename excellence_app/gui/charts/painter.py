"""Painting the shapes of charts, with the colours and fonts of the theme."""

from collections.abc import Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from excellence_app.gui import theme as themes
from excellence_app.gui.theme import Theme
from excellence_app.reports import blocks
from excellence_app.reports.charts import (
    Anchor,
    Circle,
    Drawing,
    Hatch,
    Label,
    Line,
    Path,
    Rect,
    Shape,
    TextStyle,
    Token,
)

_CUT_BY_CORNER = 0.293  # share of the radius that a round corner takes of its diagonal
_HALO = 1.5  # pixels of the design beside a line that lies on fills of its own colour
_FINE = 1000  # parts of a pixel in which the theme's rounding does not matter
_WEIGHTS = {
    blocks.Weight.REGULAR: themes.Weight.REGULAR,
    blocks.Weight.MEDIUM: themes.Weight.MEDIUM,
    blocks.Weight.STRONG: themes.Weight.STRONG,
}
# With high contrast these have the colour of the ground, and an edge shows where they end.
_GROUNDS = frozenset((Token.TRACK, Token.TRACK_HI, Token.BAND))


def unit_of(theme: Theme) -> float:
    """Return how many pixels one pixel of the design has."""
    return theme.px(_FINE) / _FINE


class ChartFonts:
    """The theme's fonts in the sizes that charts ask for; to be made anew when it changes."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts: dict[TextStyle, QFont] = {}
        self._metrics: dict[TextStyle, QFontMetricsF] = {}

    def font(self, style: TextStyle) -> QFont:
        """Return the font of a text in a chart."""
        if style not in self._fonts:
            weight = _WEIGHTS[style.weight]
            font = self._theme.font(themes.TextStyle.CAPTION, weight)
            font.setPixelSize(max(themes.SMALLEST_TEXT, round(style.size)))
            self._fonts[style] = font
        return self._fonts[style]

    def width_of(self, text: str, style: TextStyle) -> float:
        """Return the width of a text in a chart in pixels."""
        if style not in self._metrics:
            self._metrics[style] = QFontMetricsF(self.font(style))
        return self._metrics[style].horizontalAdvance(text)


def paint_drawing(painter: QPainter, drawing: Drawing, theme: Theme, fonts: ChartFonts) -> None:
    """Paint a chart with its upper left corner where the painter's coordinates begin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _Brush(painter, theme, fonts)
    for shape in drawing.shapes:
        brush.paint(shape)


class _Brush:
    def __init__(self, painter: QPainter, theme: Theme, fonts: ChartFonts) -> None:
        self._painter = painter
        self._fonts = fonts
        self._edge = theme.edge if theme.high_contrast else 0
        self._halo = theme.px(_HALO)
        self._colours = {token: theme.colour(token.value) for token in Token}

    def paint(self, shape: Shape) -> None:
        painter = self._painter
        match shape:
            case Rect():
                self._rect(shape)
            case Hatch():
                self._hatch(shape)
            case Line():
                line = QLineF(shape.x1, shape.y1, shape.x2, shape.y2)
                if self._edge and shape.colour is Token.TEXT and shape.dash is None:
                    # fills have the colour of texts then, and a line on them needs a free edge
                    painter.setPen(self._pen(Token.SURFACE, shape.width + 2 * self._halo))
                    painter.drawLine(line)
                painter.setPen(self._pen(shape.colour, shape.width, shape.dash))
                painter.drawLine(line)
            case Path():
                self._path(shape)
            case Circle():
                self._ink(shape.fill, shape.stroke, shape.width, shape.dash)
                painter.drawEllipse(QPointF(shape.x, shape.y), shape.radius, shape.radius)
            case Label():
                self._label(shape)

    def _pen(self, token: Token, width: float, dash: tuple[float, float] | None = None) -> QPen:
        pen = QPen(self._colours[token], width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dash is not None:
            pen.setDashPattern([length / width for length in dash])
        return pen

    def _ink(
        self,
        fill: Token | None,
        stroke: Token | None,
        width: float,
        dash: tuple[float, float] | None = None,
    ) -> None:
        painter = self._painter
        painter.setBrush(self._colours[fill] if fill is not None else Qt.BrushStyle.NoBrush)
        if stroke is None:
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setPen(self._pen(stroke, width, dash))

    def _rect(self, shape: Rect) -> None:
        area = QRectF(shape.x, shape.y, shape.width, shape.height)
        self._ink(shape.fill, shape.stroke, shape.stroke_width, shape.dash)
        if self._edge and shape.fill in _GROUNDS:
            inset = self._edge / 2
            area = area.adjusted(inset, inset, -inset, -inset)
            self._painter.setPen(QPen(self._colours[Token.CONTROL], self._edge))
        if shape.radius > 0:
            radius = min(shape.radius, shape.width / 2, shape.height / 2)
            self._painter.drawRoundedRect(area, radius, radius)
        else:
            self._painter.drawRect(area)
        if self._edge and shape.fill is Token.GAP_FILL:
            self._minus(area)

    def _minus(self, area: QRectF) -> None:
        """Mark a fill as below its threshold, where it has the colour of one that is met."""
        inset, high = min(area.height(), area.width()) / 4, area.height() / 4
        if area.width() > 2 * inset:
            middle = QRectF(0, 0, area.width() - 2 * inset, high)
            middle.moveCenter(area.center())
            self._painter.fillRect(middle, self._colours[Token.SURFACE])

    def _hatch(self, shape: Hatch) -> None:
        painter = self._painter
        area = QRectF(shape.x, shape.y, shape.width, shape.height)
        radius = min(shape.radius, shape.width / 2, shape.height / 2)
        self._ink(shape.fill, None, 0)
        painter.drawRoundedRect(area, radius, radius)
        painter.setPen(self._pen(shape.colour, shape.stroke_width))
        painter.drawLines(list(_hatch_lines(shape, radius)))

    def _path(self, shape: Path) -> None:
        points = QPolygonF([QPointF(x, y) for x, y in shape.points])
        if shape.fill is not None:
            self._ink(shape.fill, None, 0)
            self._painter.drawPolygon(points)
        if shape.stroke is not None:
            pen = self._pen(shape.stroke, shape.width)
            if shape.round_ends:
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            else:
                pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            self._painter.setPen(pen)
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawPolyline(points)

    def _label(self, shape: Label) -> None:
        shift = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}[shape.anchor]
        x = shape.x - shift * self._fonts.width_of(shape.text, shape.style)
        self._painter.setFont(self._fonts.font(shape.style))
        self._painter.setPen(self._colours[shape.colour])
        self._painter.drawText(QPointF(x, shape.y), shape.text)


def _hatch_lines(shape: Hatch, radius: float) -> Iterator[QLineF]:
    """Yield lines at 45 degrees, each as long as the rectangle with its round corners lets it.

    Cutting them here is much faster than having the painter clip.
    """
    spacing = shape.spacing * 2**0.5  # along the edge, not between the lines
    left, right = shape.x, shape.x + shape.width
    bottom = shape.y + shape.height
    shortest = radius * (2 - 2**0.5)  # shorter ones lie outside a corner
    x = left - shape.height
    x -= (x + bottom) % spacing
    while x < right:
        start, end = max(x, left), min(x + shape.height, right)
        # a line that runs into a corner ends before it
        start += _trim(radius, abs(x - left))
        end -= _trim(radius, abs(x + shape.height - right))
        if end - start > shortest:
            yield QLineF(start, bottom - (start - x), end, bottom - (end - x))
        x += spacing


def _trim(radius: float, distance: float) -> float:
    return max(radius - distance, 0.0) * _CUT_BY_CORNER
