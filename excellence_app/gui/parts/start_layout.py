"""How the start page is arranged, and what lies over it while a document is held there."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QWidget

from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.parts.recent_list import RecentList
from excellence_app.gui.theme import (
    RADIUS_CONTROL,
    RADIUS_PANEL,
    TextStyle,
    Theme,
    Themed,
    Weight,
)
from excellence_app.gui.typesetting import Align

_SIDE = (330, 288)  # pixels of the design for what stands beside the list: wide, narrow
_WIDE = 1060  # width of the page's column from which that is so
_BESIDE = 940
_ANY_WIDTH = 16777215  # Qt's own largest


class StartView(ScrollPage):
    """The page's view; of the list only the current row has to be in sight."""

    list: RecentList | None = None

    def show_whole(self, widget: QWidget) -> None:
        """Scroll so far that `widget` is in sight, of the list its current row."""
        if self.list is None or widget is not self.list:
            super().show_whole(widget)
            return
        row = self.list.visualRect(self.list.currentIndex())
        corner = self.list.viewport().mapTo(self.content, row.center())
        first = self.list.currentIndex().row() <= 0
        above = corner.y() if first else row.height() // 2 + self.theme.px(16)
        if above <= self.area.viewport().height() // 2 or not first:
            self.area.ensureVisible(corner.x(), corner.y(), 0, above)


class Halves(Themed, QWidget):
    """The list and what stands beside it, or below where there is little room."""

    def __init__(self, theme: Theme, main: QWidget, side: QWidget) -> None:
        super().__init__()
        self._side = side
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(main, 1)
        self._box.addWidget(side)
        self.follow(theme)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._arrange()
        super().on_theme_changed()

    def _arrange(self) -> None:
        px, width = self.theme.px, self.width()
        self._box.setSpacing(px(24))
        if width >= px(_BESIDE):
            self._box.setDirection(QBoxLayout.Direction.LeftToRight)
            self._side.setFixedWidth(px(_SIDE[0] if width >= px(_WIDE) else _SIDE[1]))
        else:
            self._box.setDirection(QBoxLayout.Direction.TopToBottom)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_ANY_WIDTH)


class DropFrame(Themed, QWidget):
    """Lies over the page while a document is held over it."""

    def __init__(self, theme: Theme, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.follow(theme)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a frame and what letting go does."""
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(px(12), px(12), -px(12), -px(12))
        paint_panel(painter, area, px(RADIUS_PANEL), None, colours.accent, px(2))
        words = theme.paragraph(self._words, TextStyle.LABEL, Weight.STRONG)
        wide, high = words.width + 2 * px(16), words.height + 2 * px(9)
        x, y = area.center().x() - wide / 2, area.bottom() - high - px(16)
        place = QRectF(x, y, wide, high)
        paint_panel(painter, place, px(RADIUS_CONTROL), colours.accent)
        inside = place.adjusted(0, px(9), 0, -px(9))
        words.paint(painter, inside, colours.on_accent, Align.CENTRE)
        painter.end()
