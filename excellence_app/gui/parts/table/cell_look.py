"""How a cell of text, pills, a state or an action looks."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from excellence_app.gui.components.state_pill import State, paint_pill, pill_size
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.parts.table.layout import Look
from excellence_app.gui.parts.table.rows import Cell
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Weight

_ICON = 17
_ICON_GAP = 12


def style_of(cell: Cell) -> tuple[TextStyle, Weight | None]:
    """Return how the text of a cell is set."""
    style = TextStyle.LABEL if cell.small else TextStyle.BODY
    return style, Weight.MEDIUM if cell.strong else None


def icon_room(theme: Theme, cell: Cell) -> int:
    """Return what the icon before a text takes, in pixels."""
    return theme.px(_ICON) + theme.px(_ICON_GAP) if cell.icon else 0


def pill_places(theme: Theme, pills: Sequence[str], room: int) -> tuple[list[QRectF], int]:
    """Return where pills lie that wrap, and how high they are together."""
    px = theme.px
    places: list[QRectF] = []
    x, y, height = 0, 0, 0
    for words in pills:
        size = pill_size(theme, State.PLAIN, words)
        height = size.height()
        if x and x + size.width() > room:
            x, y = 0, y + height + px(4)
        places.append(QRectF(x, y, size.width(), height))
        x += size.width() + px(5)
    return places, y + height


class CellPainter:
    """Paints cells of one theme."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    def paint(
        self,
        painter: QPainter,
        cell: Cell,
        at: QRectF,
        look: Look,
        direction: Qt.LayoutDirection,
    ) -> None:
        """Paint a cell at its place."""
        if cell.state is not None:
            size = pill_size(self.theme, cell.state, cell.text)
            spot = QRectF(at.left(), at.top(), size.width(), size.height())
            spot = mirrored(spot, at, direction)
            paint_pill(painter, cell.state, cell.text, spot, self.theme, direction)
        elif cell.pills:
            self._paint_pills(painter, cell, at, look, direction)
        elif cell.action and cell.icon:
            ink = self.theme.colours.text2
            paint_icon(painter, cell.icon, self._icon_place(at.center().x(), at), ink, direction)
        elif cell.action:
            self._paint_action(painter, cell, at, look, direction)
        else:
            self._paint_text(painter, cell, at, direction)

    def _icon_place(self, middle: float, at: QRectF) -> QRectF:
        side = self.theme.px(_ICON)
        return QRectF(middle - side / 2, at.center().y() - side / 2, side, side)

    def _paint_pills(
        self,
        painter: QPainter,
        cell: Cell,
        at: QRectF,
        look: Look,
        direction: Qt.LayoutDirection,
    ) -> None:
        theme = self.theme
        places, _ = pill_places(theme, cell.pills, int(at.width()))
        for words, spot in zip(cell.pills, places, strict=True):
            moved = mirrored(spot.translated(at.topLeft()), at, direction)
            if look.current:  # the ground of pills is hardly seen on the tint
                paint_panel(painter, moved, theme.px(6), theme.colours.surface)
            paint_pill(painter, State.PLAIN, words, moved, theme, direction)

    def _paint_text(
        self, painter: QPainter, cell: Cell, at: QRectF, direction: Qt.LayoutDirection
    ) -> None:
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        start = float(icon_room(theme, cell))
        style, weight = style_of(cell)
        room = max(1, int(at.width() - start))
        if cell.icon:
            spot = mirrored(self._icon_place(at.left() + px(_ICON) / 2, at), at, direction)
            ink = colours.error if cell.ink == "error" else colours.text2
            paint_icon(painter, cell.icon, spot, ink, direction)
        y = at.top()
        if cell.text:
            text = theme.paragraph(cell.text, style, weight, room)
            spot = mirrored(QRectF(at.left() + start, y, room, text.height), at, direction)
            ink = colours.text if cell.ink == "error" else colours.named(cell.ink)
            text.paint(painter, spot, ink, direction=direction)
            y += text.height + px(2)
        if cell.below:
            below = theme.paragraph(cell.below, TextStyle.CAPTION, None, room)
            spot = mirrored(QRectF(at.left() + start, y, room, below.height), at, direction)
            below.paint(painter, spot, colours.text2, direction=direction)

    def _paint_action(
        self,
        painter: QPainter,
        cell: Cell,
        at: QRectF,
        look: Look,
        direction: Qt.LayoutDirection,
    ) -> None:
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        words = theme.paragraph(cell.text, TextStyle.LABEL, Weight.MEDIUM)
        if look.current or look.pointed:
            edge = colours.control if theme.high_contrast else colours.line2
            width = words.width + 2 * px(8)
            button = QRectF(at.left(), at.top(), width, at.height())
            button = mirrored(button, at, direction)
            paint_panel(painter, button, px(RADIUS_CONTROL), colours.surface, edge, theme.edge)
        y = at.top() + (at.height() - words.height) / 2
        spot = mirrored(QRectF(at.left() + px(8), y, words.width, words.height), at, direction)
        words.paint(painter, spot, colours.accent, direction=direction)
