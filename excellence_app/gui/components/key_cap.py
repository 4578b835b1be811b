"""The cap of a key beside what it does."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.painting import key_cap_height, key_cap_width, paint_key_cap
from excellence_app.gui.theme import Theme, Themed


class KeyCap(Themed, QWidget):
    """Shows one key or several that are pressed together, such as "Ctrl K"."""

    accessible_role: QAccessible.Role = Role.StaticText

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        return QSize(key_cap_width(self._key, self.theme), key_cap_height(self.theme))

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap."""
        painter = QPainter(self)
        paint_key_cap(painter, self._key, QRectF(self.rect()), self.theme)
        painter.end()
