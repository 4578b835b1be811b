"""How much of something is done: a name, a bar and the count in words."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role, value_changed
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight

_BAR = 6
_GAP = 6


class ProgressRow(Themed, QWidget):
    """A bar under a name and a count; the bar fills from where the language begins."""

    accessible_role: QAccessible.Role = Role.ProgressBar

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._done = 0.0
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def show_progress(self, done: float, words: str) -> None:
        """Show a share from 0 to 1 and the same in words, such as "9 of 10 answered"."""
        self._done, self._words = min(max(done, 0.0), 1.0), words
        value_changed(self)
        self.on_theme_changed()

    def accessible_value(self) -> str:
        """Tell screen readers the words."""
        return self._words

    def _room(self, width: int) -> int:
        count = self.theme.paragraph(self._words, TextStyle.LABEL, Weight.STRONG).width
        return max(width - count - self.theme.px(12), self.theme.px(60))

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped name with the bar."""
        px = self.theme.px
        room = self._room(width)
        name = self.theme.paragraph(self.accessibleName(), TextStyle.LABEL, None, room)
        return name.height + px(_GAP) + px(_BAR)

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        theme = self.theme
        name = theme.paragraph(self.accessibleName(), TextStyle.LABEL).width
        count = theme.paragraph(self._words, TextStyle.LABEL, Weight.STRONG).width
        width = name + count + theme.px(12)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        theme = self.theme
        count = theme.paragraph(self._words, TextStyle.LABEL, Weight.STRONG).width
        return QSize(count + theme.px(72), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint name, count and bar."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        room = self._room(self.width())
        name = theme.paragraph(self.accessibleName(), TextStyle.LABEL, None, room)
        place = mirrored(QRectF(0, 0, room, name.height), whole, direction)
        name.paint(painter, place, colours.text2, direction=direction)
        count = theme.paragraph(self._words, TextStyle.LABEL, Weight.STRONG)
        place = QRectF(self.width() - count.width, 0, count.width, count.height)
        count.paint(painter, mirrored(place, whole, direction), colours.text, direction=direction)
        top = name.height + px(_GAP)
        bar = QRectF(0, top, self.width(), px(_BAR))
        edge = colours.text if theme.high_contrast else None
        paint_panel(painter, bar, px(_BAR) / 2, colours.track, edge, 1)
        if self._done > 0:
            done = QRectF(0, top, max(self.width() * self._done, px(_BAR)), px(_BAR))
            ink = colours.met_fill if self._done >= 1 else colours.accent
            paint_panel(painter, mirrored(done, whole, direction), px(_BAR) / 2, ink)
        painter.end()
