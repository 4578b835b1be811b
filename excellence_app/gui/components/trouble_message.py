"""The message over the foot of the page that says what could not be done, until it is closed."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.undo_message import UndoMessage
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored
from excellence_app.gui.theme import Theme

_ICON = 18
_BEFORE = 14


class TroubleMessage(UndoMessage):
    """Looks as the message that offers to undo does, has a mark, and its button closes it."""

    SHOWN_FOR = 0

    def __init__(self, theme: Theme, close: str, key: str, parent: QWidget) -> None:
        super().__init__(theme, close, key, parent)

    def _set_lengths(self) -> None:
        super()._set_lengths()
        px = self.theme.px
        margins = self._row.contentsMargins()
        self._row.setContentsMargins(
            px(_BEFORE) + px(_ICON) + px(10), margins.top(), margins.right(), margins.bottom()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the mark."""
        super().paintEvent(event)
        theme, direction = self.theme, self.layoutDirection()
        side = theme.px(_ICON)
        place = QRectF(theme.px(_BEFORE), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        place = mirrored(place, QRectF(self.rect()), direction)
        paint_icon(painter, "triangle-alert", place, theme.colours.on_inverse, direction)
        painter.end()
