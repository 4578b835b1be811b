"""The frame of a page: a column that scrolls, and a foot that stays."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from excellence_app.gui.components.see_through import see_through
from excellence_app.gui.painting import paint_hairline, ring_reach
from excellence_app.gui.theme import Theme, Themed

MARGIN = 44
NARROW_MARGIN = 28
NARROW_BELOW = 1100  # pixels of the design; a window of 1360 less its sidebar
_TOP = 18
_FOOT = 16


class _Foot(Themed, QWidget):
    """The part of a page that does not scroll away, under a thin line."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.layout_ = QVBoxLayout(self)
        self.follow(theme)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colours.canvas)
        paint_hairline(painter, 0, 0, self.width(), self.theme)
        painter.end()


class _Content(QWidget):
    """What scrolls: as wide as the page, and as high as that asks for."""

    def sizeHint(self) -> QSize:
        """Return the least size; Qt would lay everything out for a width it is never given."""
        return self.minimumSizeHint()


class ScrollPage(Themed, QWidget):
    """A page whose content goes into `column`. What gets the focus is always in view.

    The column is as wide as the page allows, `widest` (pixels of the design) at most.
    """

    def __init__(
        self,
        theme: Theme,
        name: str = "",
        *,
        widest: float | None = 780,
        ground: str = "canvas",
        margin: float = MARGIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._widest = widest
        self._ground = ground
        self._margin = margin
        self.area = QScrollArea(self)
        see_through(self.area)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = _Content()
        self.content.setAutoFillBackground(False)
        outer = QVBoxLayout(self.content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.column = QVBoxLayout()
        outer.addLayout(self.column)
        outer.addStretch(1)
        self.area.setWidget(self.content)
        self.content.setAutoFillBackground(False)
        self._foot = _Foot(theme, self)
        self._foot.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._foot)
        self.follow(theme)
        self._set_lengths()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        self.content.installEventFilter(self)
        self.area.viewport().installEventFilter(self)

    def set_foot(self, foot: QWidget) -> None:
        """Put a row of controls under the column, always in view."""
        self._foot.layout_.addWidget(foot)
        self._foot.show()

    @property
    def foot(self) -> QWidget:
        """The row under the column, hidden if there is nothing in it."""
        return self._foot

    def foot_height(self) -> int:
        """Return the height of the foot in pixels, 0 if there is none."""
        return 0 if self._foot.isHidden() else self._foot.height()

    def show_whole(self, widget: QWidget) -> None:
        """Scroll so far that `widget` and its focus ring are in view."""
        reach = ring_reach(self.theme) + self.theme.px(8)
        corner = widget.mapTo(self.content, QPoint(0, 0))
        wanted = QRect(corner, widget.size()).adjusted(0, -reach, 0, reach)
        bar = self.area.verticalScrollBar()
        top, height = bar.value(), self.area.viewport().height()
        if wanted.top() < top or wanted.height() > height:
            bar.setValue(wanted.top())
        elif wanted.bottom() > top + height:
            bar.setValue(wanted.bottom() - height)

    @Slot()  # quicker than to be handed the widgets, see `FocusRing`
    def _on_focus_changed(self) -> None:
        new = QApplication.focusWidget()
        if new is not None and self.content.isAncestorOf(new):
            self.show_whole(new)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the focus in view also where something above it opens; make room for the bar."""
        if watched is self.area.viewport() and event.type() is QEvent.Type.Resize:
            self._set_lengths()
        elif watched is self.content and event.type() is QEvent.Type.LayoutRequest:
            focused = QApplication.focusWidget()
            if focused is not None and self.content.isAncestorOf(focused):
                self.column.activate()
                self.show_whole(focused)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the column its width."""
        super().resizeEvent(event)
        self._set_lengths()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        margin = px(self._margin)
        if self.width() < px(NARROW_BELOW):
            margin = min(margin, px(NARROW_MARGIN))
        bar = max(0, self.area.width() - self.area.viewport().width())
        spare = 0
        if self._widest is not None:
            spare = max(0, self.width() - bar - 2 * margin - px(self._widest)) // 2
        side = margin + spare
        self.column.setContentsMargins(side, px(_TOP), side, px(_TOP))
        self.column.setSpacing(px(8))
        foot = px(_FOOT)
        before, after = side, side + bar
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            before, after = after, before
        self._foot.layout_.setContentsMargins(before, foot, after, foot)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour(self._ground))
        painter.end()
