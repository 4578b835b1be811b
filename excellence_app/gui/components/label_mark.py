"""The mark of a label: one, two or three bars in a circle, or a letter."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align

RANKS = ("bronze", "silver", "gold")  # colours of the theme for one, two, three bars
_SIDE = 36


class LabelMark(Themed, QWidget):
    """Shows a label by its rank (1 to 3), or by a letter where a set has other labels."""

    accessible_role: QAccessible.Role = Role.Graphic

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        rank: int = 0,
        letter: str = "",
        side: float = _SIDE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rank = rank if 1 <= rank <= len(RANKS) else 0
        self._letter = letter
        self._side = side
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Return the size of the circle."""
        side = self.theme.px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        paint_label_mark(painter, QRectF(self.rect()), self.theme, self._rank, self._letter)
        painter.end()


def paint_label_mark(
    painter: QPainter, area: QRectF, theme: Theme, rank: int, letter: str = ""
) -> None:
    """Paint a mark into a square area."""
    colours = theme.colours
    if rank:
        ink, ground = colours.named(RANKS[rank - 1]), colours.named(f"{RANKS[rank - 1]}_tint")
    else:
        ink, ground = colours.accent, colours.accent_tint
    side = area.width()
    width = max(theme.edge, side * 0.04)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, width))
    painter.setBrush(ground)
    painter.drawEllipse(area.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    if not rank:
        style = TextStyle.LABEL if side <= theme.px(28) else TextStyle.H3
        paragraph = theme.paragraph(letter, style, Weight.STRONG)
        top = area.center().y() - paragraph.height / 2
        line = QRectF(area.left(), top, side, paragraph.height)
        paragraph.paint(painter, line, ink, Align.CENTRE)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    bar, gap = side * 0.115, side * 0.065
    left = area.center().x() - (rank * bar + (rank - 1) * gap) / 2
    foot = area.top() + side * (0.7 if rank > 1 else 0.62)
    for number in range(rank):
        height = side * (0.24 + 0.11 * number if rank > 1 else 0.25)
        painter.drawRoundedRect(
            QRectF(left + number * (bar + gap), foot - height, bar, height), bar * 0.3, bar * 0.3
        )
