"""An icon as decoration: the words beside it say the same."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.icons import paint_icon
from excellence_app.gui.theme import TextStyle, Theme, Themed


class SmallIcon(Themed, QWidget):
    """An icon in the middle of a line of text."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        side: float = 16,
        colour: str = "text2",
        style: TextStyle = TextStyle.LABEL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._side, self._colour, self._style = name, side, colour, style
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_icon(self, name: str, colour: str) -> None:
        """Show another icon."""
        self._name, self._colour = name, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the icon, as high as a line."""
        side = self.theme.px(self._side)
        return QSize(side, max(side, self.theme.line_height(self._style)))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        side = self.theme.px(self._side)
        area = QRectF(0, (self.height() - side) / 2, side, side)
        ink = self.theme.colour(self._colour)
        paint_icon(painter, self._name, area, ink, self.layoutDirection())
        painter.end()
