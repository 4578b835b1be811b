"""The marks of a chart as widgets: what is pointed at, focused, read out, and perhaps pressed."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from excellence_app.gui.accessibility import Role, name_changed
from excellence_app.gui.components.tooltip import as_markup, set_tooltip
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import Theme, Themed
from excellence_app.reports.charts import Zone

RADIUS = 4

_BY_KEYBOARD = frozenset(
    (
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    )
)

# Gives the focus to the mark that a key leads to, and tells whether it leads anywhere.
Move = Callable[["Mark", Qt.Key], bool]


def went_by_keyboard(event: QFocusEvent) -> bool:
    """Tell whether the focus was moved by a key and not by the pointer."""
    return event.reason() in _BY_KEYBOARD


def show_sentence(widget: QWidget) -> None:
    """Show the name of a widget that has just got the focus below it.

    Not at once: Qt takes any tooltip away until the change of the focus is through.
    """
    QTimer.singleShot(0, widget, partial(_show_below, widget))


def _show_below(widget: QWidget) -> None:
    if widget.hasFocus():
        corner = widget.mapToGlobal(widget.rect().bottomLeft())
        QToolTip.showText(corner, as_markup(widget.accessibleName()), widget)


# A mixin of a Qt class must not be one itself; type checkers see what it is mixed into.
if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class _Marked(Themed, _Widget):
    """What marks do, whether they can be pressed or not."""

    accessible_role: QAccessible.Role = Role.ListItem

    def begin(self, theme: Theme, move: Move) -> None:
        """Get ready; to be called once, after the widget's own init."""
        self.key = ""
        self._move = move
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.follow(theme)

    def show_zone(self, zone: Zone, place: QRect) -> None:
        """Stand for a mark of the drawing."""
        self.key = zone.key
        if self.geometry() != place:
            self.setGeometry(place)
        if self.accessibleName() != zone.sentence:
            self.setAccessibleName(zone.sentence)
            set_tooltip(self, zone.sentence)
            name_changed(self)

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the sentence to those who came by keyboard."""
        super().focusInEvent(event)
        if went_by_keyboard(event):
            show_sentence(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the sentence away."""
        super().focusOutEvent(event)
        QToolTip.hideText()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint an edge around what is pointed at; the chart itself lies below."""
        if self.underMouse():
            painter = QPainter(self)
            edge = self.theme.colours.control
            radius = self.theme.px(RADIUS)
            paint_panel(painter, QRectF(self.rect()), radius, None, edge, self.theme.edge)
            painter.end()


class ChartMark(_Marked, QWidget):
    """A mark that only tells."""

    def __init__(self, theme: Theme, move: Move, parent: QWidget) -> None:
        super().__init__(parent)
        self.begin(theme, move)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows lead to other marks."""
        if not self._move(self, Qt.Key(event.key())):
            super().keyPressEvent(event)


class MarkButton(_Marked, QAbstractButton):
    """A mark that can be pressed, by the pointer, Enter or Space."""

    def __init__(self, theme: Theme, move: Move, parent: QWidget) -> None:
        super().__init__(parent)
        self.begin(theme, move)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let arrows lead to other marks, and Enter press as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        elif not self._move(self, Qt.Key(event.key())):
            super().keyPressEvent(event)


Mark = ChartMark | MarkButton


def is_stop(mark: Mark) -> bool:
    """Tell whether Tab leads to a mark."""
    return mark.focusPolicy() is Qt.FocusPolicy.StrongFocus
