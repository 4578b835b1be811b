"""Small signs of a roadmap: who has an action, and how much effort it takes."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.initials import initials
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align

_CELL_WIDE, _CELL_HIGH, _CELL_GAP = 11, 7, 2
_INKS = ("accent", "met", "gap", "silver", "bronze")  # as the other initials in the window


def paint_face(painter: QPainter, area: QRectF, theme: Theme, name: str) -> None:
    """Paint the initials of a person in a tinted circle."""
    colours = theme.colours
    ink = _INKS[sum(map(ord, name)) % len(_INKS)]
    edge = colours.text if theme.high_contrast else None
    ground = colours.named(f"{ink}_tint")
    paint_panel(painter, area, area.width() / 2, ground, edge, theme.edge)
    letters = theme.paragraph(initials(name), TextStyle.CAPTION, Weight.STRONG)
    top = area.center().y() - letters.height / 2
    place = QRectF(area.left(), top, area.width(), letters.height)
    letters.paint(painter, place, colours.named(ink), Align.CENTRE)


def paint_nobody(painter: QPainter, area: QRectF, theme: Theme) -> None:
    """Paint the place of a person who is not named yet."""
    pen = QPen(theme.colours.control, theme.edge)
    pen.setStyle(Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2.6, 2.6])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(area.adjusted(1, 1, -1, -1))
    side = area.width() * 0.5
    place = QRectF(0, 0, side, side)
    place.moveCenter(area.center())
    paint_icon(painter, "user", place, theme.colours.text3)


def effort_width(theme: Theme, most: int) -> int:
    """Return the width of an effort with so many cells, in pixels."""
    return most * theme.px(_CELL_WIDE) + (most - 1) * theme.px(_CELL_GAP)


def paint_effort(
    painter: QPainter,
    area: QRectF,
    theme: Theme,
    effort: int,
    most: int,
    direction: Qt.LayoutDirection,
) -> None:
    """Paint an effort as small cells, those that count filled."""
    px, colours = theme.px, theme.colours
    wide, high, gap = px(_CELL_WIDE), px(_CELL_HIGH), px(_CELL_GAP)
    for number in range(most):
        cell = QRectF(
            area.left() + number * (wide + gap), area.center().y() - high / 2, wide, high
        )
        filled = number < effort
        ground = colours.text2 if filled else None
        edge = None if filled else colours.control if theme.high_contrast else colours.line2
        cell = mirrored(cell, area, direction)
        paint_panel(painter, cell, px(2), ground, edge, theme.edge)


class Face(Themed, QWidget):
    """A person's initials before the name; an empty name is nobody. Not read out."""

    accessible_role: QAccessible.Role = Role.Graphic

    def __init__(
        self, theme: Theme, name: str, side: float = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._side = name, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_name(self, name: str) -> None:
        """Show another person."""
        if name != self._name:
            self._name = name
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the circle."""
        side = max(self.theme.px(self._side), self.theme.text_size(TextStyle.CAPTION) * 2)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint initials or nobody."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self._name:
            paint_face(painter, area, self.theme, self._name)
        else:
            paint_nobody(painter, area, self.theme)
        painter.end()


class EffortCells(Themed, QWidget):
    """An effort as cells; the number beside it says the same."""

    accessible_role: QAccessible.Role = Role.Graphic

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._effort, self._most = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_effort(self, effort: int, most: int) -> None:
        """Show so many of the cells filled."""
        if (effort, most) != (self._effort, self._most):
            self._effort, self._most = effort, most
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room for all cells."""
        return QSize(effort_width(self.theme, self._most), self.theme.px(_CELL_HIGH + 4))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells."""
        painter = QPainter(self)
        area, direction = QRectF(self.rect()), self.layoutDirection()
        paint_effort(painter, area, self.theme, self._effort, self._most, direction)
        painter.end()
