"""The ring around whatever has the keyboard focus, outside the control with a gap."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget
from shiboken6 import isValid

from excellence_app.gui.components.see_through import VIEWPORT
from excellence_app.gui.painting import paint_ring, ring_reach
from excellence_app.gui.theme import RADIUS_CONTROL, Theme, Themed

_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
    }
)


class FocusRing(Themed, QFocusFrame):
    """Painted over the window around one widget, so that no control needs room for it.

    A widget says by `focus_outline() -> float | None` how round its corners are, in
    pixels of the design; None means that it shows the focus itself. Qt's focus frame
    is the class that screen readers skip; nothing else of it is used.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._held: QWidget | None = None
        self._watched: list[QWidget] = []
        self._visible = QRect()
        self.follow(theme)
        self.hide()

    def follow_focus(self) -> None:
        """Stand around whatever has the focus in this window, from now on."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
            self._on_focus_changed()

    # To hand over the two widgets PySide6 (6.12) would load each class of them, see `see_through`.
    @Slot()
    def _on_focus_changed(self) -> None:
        new = QApplication.focusWidget()
        inside = new is not None and new.window() is self._window
        self.hold(new if inside else None)

    def hold(self, widget: QWidget | None) -> None:
        """Stand around `widget`, or nowhere."""
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched.clear()
        if widget is not None and _radius(widget) is None:
            widget = None
        self._held = widget
        while widget is not None and widget is not self._window:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        self._place()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the widget and all that it lies in."""
        if event.type() in _MOVES and watched in self._watched:
            self._place()
        return False

    def on_theme_changed(self) -> None:
        """Stand where the theme's lengths want it."""
        self._place()
        super().on_theme_changed()

    def _place(self) -> None:
        held = self._held
        if held is None or not isValid(held) or not held.isVisibleTo(self._window):
            self.hide()
            return
        reach = ring_reach(self.theme)
        around = _place_in(held, self._window).adjusted(-reach, -reach, reach, reach)
        visible = self._window.rect()
        for outer in self._watched:
            if outer.objectName() == VIEWPORT:
                visible &= _place_in(outer, self._window)
        visible.translate(-around.topLeft())
        if visible != self._visible:
            self._visible = visible
            self.update()
        self.setGeometry(around)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring, not further than what it stands around is in view."""
        if self._held is None or not isValid(self._held):
            return
        radius = _radius(self._held) or 0
        painter = QPainter(self)
        painter.setClipRect(self._visible)
        paint_ring(painter, QRectF(self.rect()), self.theme.px(radius), self.theme)
        painter.end()


def _place_in(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _radius(widget: QWidget) -> float | None:
    outline = getattr(widget, "focus_outline", None)
    if not callable(outline):
        return RADIUS_CONTROL
    radius: float | None = outline()
    return radius
