"""Where this page is: its dimension and its place in it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.flow import FlowLayout
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.theme import SMALLEST_HIT, TextStyle, Theme, Themed, Weight

_ICON = 13


class _Arrow(Themed, QWidget):
    """Points from one step to the next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Return the size of the arrow."""
        side = self.theme.px(_ICON)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the arrow."""
        painter = QPainter(self)
        colour = self.theme.colours.text3
        area = QRectF(self.rect())
        paint_icon(painter, "chevron-right", area, colour, self.layoutDirection())
        painter.end()


class _Step(Pressable):
    """A step that leads back there."""

    accessible_role: QAccessible.Role = Role.Link

    def __init__(self, theme: Theme, caption: str, key: str) -> None:
        super().__init__(theme, caption)
        self.key = key
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        words = self.theme.paragraph(self.caption, TextStyle.LABEL, Weight.MEDIUM, width)
        return max(words.height, self.theme.px(SMALLEST_HIT))

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        words = self.theme.paragraph(self.caption, TextStyle.LABEL, Weight.MEDIUM)
        return QSize(words.width, max(words.height, self.theme.px(SMALLEST_HIT)))

    def minimumSizeHint(self) -> QSize:
        """Return the least width."""
        return QSize(min(self.sizeHint().width(), self.theme.px(90)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        words = theme.paragraph(self.caption, TextStyle.LABEL, Weight.MEDIUM, self.width())
        top = (self.height() - words.height) / 2
        area = QRectF(0, top, self.width(), words.height)
        ink = colours.accent if self.underMouse() or self.isDown() else colours.text2
        words.paint(painter, area, ink, direction=self.layoutDirection())
        painter.end()


class Breadcrumb(Themed, QWidget):
    """Steps that lead back, and where one is now.

    Signals:
        chosen: A person wants to go to a step. str: its key.
    """

    accessible_role: QAccessible.Role = Role.Grouping

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self._flow.set_spacing(theme.px(8), 0)

    def show_steps(self, steps: Sequence[tuple[str, str]], here: str) -> None:
        """Show the steps, pairs of a key and words, and the words for where one is."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for key, caption in steps:
            step = _Step(self.theme, caption, key)
            step.clicked.connect(self._on_clicked)
            self._flow.addWidget(step)
            self._flow.addWidget(_Arrow(self.theme))
        self._flow.addWidget(PlainLabel(self.theme, here, TextStyle.LABEL, colour="text2"))
        self.updateGeometry()

    @Slot()
    def _on_clicked(self) -> None:
        step = self.sender()
        if isinstance(step, _Step):
            self.chosen.emit(step.key)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._flow.set_spacing(self.theme.px(8), 0)
        super().on_theme_changed()
