"""A panel that opens beside its opener, over the page, and closes with Esc."""

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.focus_ring import FocusRing
from excellence_app.gui.compositing import can_see_through
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import RADIUS_PANEL, Theme, Themed

_SHADOW = 14
_PADDING = 14
_DISTANCE = 4


class Popover(Themed, QWidget):
    """Holds what goes into `body`. Closing gives the focus back to the opener.

    Signals:
        closed: The panel has disappeared.
    """

    accessible_role: QAccessible.Role = Role.Dialog

    closed = Signal()

    def __init__(
        self, theme: Theme, name: str, parent: QWidget, *, see_through: bool | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        if see_through is None:
            see_through = can_see_through()
        self._plain = not see_through  # then without shadow and rounded corners
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._plain)
        self.setAccessibleName(name)
        self._opener: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.follow(theme)
        self._set_lengths()
        self._ring = FocusRing(theme, self)
        self._ring.follow_focus()

    def open_at(self, opener: QWidget) -> None:
        """Open below `opener`, or above it where there is more room."""
        self._opener = opener
        self.adjustSize()
        self.place()
        self.show()
        self.focusNextChild()

    @property
    def _depth(self) -> int:
        """The pixels around the panel that the shadow takes."""
        return 0 if self._plain else self.theme.px(_SHADOW)

    def place(self) -> None:
        """Lie beside the opener and wholly on the screen, also after growing."""
        opener = self._opener
        if opener is None:
            return
        shadow, distance = self._depth, self.theme.px(_DISTANCE)
        rightwards = self.layoutDirection() is not Qt.LayoutDirection.RightToLeft
        below = opener.mapToGlobal(QPoint(0, opener.height()))
        x = below.x() - shadow
        if not rightwards:
            x = below.x() + opener.width() - self.width() + shadow
        y = below.y() + distance - shadow
        screen = opener.screen().availableGeometry()
        if y + self.height() > screen.bottom():
            above = opener.mapToGlobal(QPoint(0, 0)).y() - distance - self.height() + shadow
            y = above if above >= screen.top() else screen.bottom() - self.height()
        x = min(max(x, screen.left() - shadow), screen.right() - self.width() + shadow)
        self.move(x, max(y, screen.top() - shadow))

    def event(self, event: QEvent) -> bool:
        """Grow with a message that appears, which may need several lines."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.adjustSize()
            self.place()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc close the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the focus back."""
        super().hideEvent(event)
        opener, self._opener = self._opener, None
        if opener is not None:
            opener.setFocus(Qt.FocusReason.PopupFocusReason)
            self.closed.emit()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        around = self._depth + self.theme.px(_PADDING)
        self.body.setContentsMargins(around, around, around, around)
        self.body.setSpacing(self.theme.px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shadow and the panel."""
        theme = self.theme
        painter = QPainter(self)
        depth, radius = self._depth, 0 if self._plain else theme.px(RADIUS_PANEL)
        panel = QRectF(self.rect()).adjusted(depth, depth, -depth, -depth)
        if depth and not theme.high_contrast:
            paint_shadow(painter, panel, radius, depth, strong=theme.dark)
        colours = theme.colours
        paint_panel(painter, panel, radius, colours.surface, colours.line2, theme.edge)
        painter.end()


def paint_shadow(
    painter: QPainter, panel: QRectF, radius: float, depth: int, *, strong: bool
) -> None:
    """Paint a soft shadow around an area, a little further down than up."""
    steps = max(depth, 1)
    for step in range(steps, 0, -1):
        veil = QColor(0, 0, 0)
        veil.setAlphaF((0.05 if strong else 0.014) * (1 - step / (steps + 1)) * 2)
        reach = step * 0.9
        area = panel.adjusted(-reach, -reach + depth * 0.15, reach, reach)
        paint_panel(painter, area, radius + reach, veil)
