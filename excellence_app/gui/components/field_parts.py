"""What fields of every kind share: the frame, the label above, the message below."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.flow import FlowLayout
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Themed, Weight

_ICON = 15
_GAP = 6
_LEAST_TEXT = 110


def paint_field(painter: QPainter, field: QWidget, theme: Theme, *, wrong: bool = False) -> None:
    """Paint ground and edge of a field; the edge shows focus and error."""
    colours = theme.colours
    focused = field.hasFocus()
    edge, width = colours.control, theme.edge
    if wrong:
        edge = colours.error
        width = max(2, theme.px(2)) if focused else theme.px(1.5)
    elif focused:
        edge, width = colours.accent, max(2, theme.px(2))
    elif not field.isEnabled():
        edge = colours.line2
    ground = colours.surface if field.isEnabled() else colours.sunken
    paint_panel(painter, QRectF(field.rect()), theme.px(RADIUS_CONTROL), ground, edge, width)


class FieldHead(Themed, QWidget):
    """The label of a field and a hint beside it, below it where there is no room."""

    def __init__(
        self, theme: Theme, label: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._label = PlainLabel(theme, label, TextStyle.LABEL, weight=Weight.STRONG)
        self._flow.addWidget(self._label)
        if hint:
            self._flow.addWidget(PlainLabel(theme, hint, TextStyle.CAPTION, colour="text3"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if not (label or hint):  # showing it here would open a window of its own
            self.hide()
        self.follow(theme)
        self._flow.set_spacing(theme.px(8), 0)

    def name_control(self, control: QWidget) -> None:
        """Tell screen readers which control the label names."""
        self._label.setBuddy(control)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._flow.set_spacing(self.theme.px(8), 0)
        super().on_theme_changed()


class FieldMessage(Themed, QWidget):
    """What is wrong with a field, with a sign before it. Hidden while nothing is."""

    accessible_role: QAccessible.Role = Role.AlertMessage

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self.hide()

    @property
    def text(self) -> str:
        """The message."""
        return self._text

    def show_message(self, text: str) -> None:
        """Show a message; an empty one hides it."""
        self._text = text
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.on_theme_changed()

    def _start(self) -> int:
        return self.theme.px(_ICON) + self.theme.px(_GAP)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow message is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped message."""
        room = max(width - self._start(), 1)
        return self.theme.paragraph(self._text, TextStyle.LABEL, Weight.MEDIUM, room).height

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        words = self.theme.paragraph(self._text, TextStyle.LABEL, Weight.MEDIUM)
        return QSize(words.width + self._start(), words.height)

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        width = min(self.sizeHint().width(), self.theme.px(_LEAST_TEXT) + self._start())
        return QSize(width, self.theme.line_height(TextStyle.LABEL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sign and words."""
        theme, direction, whole = self.theme, self.layoutDirection(), QRectF(self.rect())
        painter = QPainter(self)
        room = max(self.width() - self._start(), 1)
        words = theme.paragraph(self._text, TextStyle.LABEL, Weight.MEDIUM, room)
        y = max(0, (self.height() - words.height) // 2)
        side, line = theme.px(_ICON), theme.line_height(TextStyle.LABEL)
        place = mirrored(QRectF(0, y + (line - side) / 2, side, side), whole, direction)
        paint_icon(painter, "triangle-alert", place, theme.colours.error, direction)
        place = mirrored(QRectF(self._start(), y, room, words.height), whole, direction)
        words.paint(painter, place, theme.colours.error, direction=direction)
        painter.end()
