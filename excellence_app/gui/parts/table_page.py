"""The frame of a page whose main part are tables: it scrolls where there is little room."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from excellence_app.gui.components.card import Card
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.parts.table.row_table import RowTable
from excellence_app.gui.theme import RADIUS_PANEL, Theme

_CARD = 8


class Rows(Protocol):
    """A table or list that scrolls itself, or is as high as its rows while the page scrolls."""

    placed: SignalInstance
    shifted: SignalInstance

    def show_whole(self, *, whole: bool) -> None:
        """Be as high as all rows, or scroll."""

    def current_area(self) -> QRect:
        """Return where the current row lies in the table or list."""

    def measure_in_view(self) -> None:
        """Look again at what can be seen."""

    def hasFocus(self) -> bool:
        """Tell whether it has the focus."""

    def mapTo(self, parent: QWidget, at: QPoint) -> QPoint:
        """Return a place of it as one of a widget around it."""

    def parentWidget(self) -> QWidget | None:
        """Return what it lies in."""


class TableCard(Card):
    """The panel around a table."""

    def __init__(self, theme: Theme, table: RowTable, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", padding=_CARD, parent=parent)
        self._over = False
        self._table = table
        self.body.addWidget(table)

    @property
    def is_over(self) -> bool:
        """Whether something is held over the table that can be dropped."""
        return self._over

    def show_over(self, *, over: bool) -> None:
        """Show that something can be dropped here."""
        if over != self._over:
            self._over = over
            self._table.show_ground(own=not over)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel, its edge in the accent while something can be dropped."""
        super().paintEvent(event)
        if self._over:
            theme, colours = self.theme, self.theme.colours
            painter = QPainter(self)
            width = max(2, theme.px(2))
            ground = None if theme.high_contrast else colours.accent_tint
            area = QRectF(self.rect())
            paint_panel(painter, area, theme.px(RADIUS_PANEL), ground, colours.accent, width)
            painter.end()


class TablePage(ScrollPage):
    """A page that scrolls as a whole; `fill` gives a table all the height that is left."""

    def __init__(self, theme: Theme, name: str, *, widest: float | None = None) -> None:
        super().__init__(theme, name, widest=widest)
        self._tables: list[Rows] = []

    def fill(self, part: QWidget, table: RowTable | None = None) -> None:
        """Put the part that takes the height that is left at the end of the column."""
        self.column.addWidget(part, 1)
        outer = self.content.layout()
        if isinstance(outer, QVBoxLayout):
            outer.setStretch(0, 1)
            outer.setStretch(1, 0)
        if table is not None:
            self.follow_rows(table)

    def follow_rows(self, table: Rows) -> None:
        """Keep the current row of a table in view when it has the focus."""
        self._tables.append(table)
        table.placed.connect(partial(self._on_placed, table))
        table.shifted.connect(partial(self._on_shifted, table))
        self.area.verticalScrollBar().valueChanged.connect(table.measure_in_view)

    def follows(self, widget: object) -> bool:
        """Tell whether a widget is a table whose current row is kept in view."""
        return any(table is widget for table in self._tables)

    def follow_no_rows(self) -> None:
        """Forget the tables, which are to be deleted."""
        self._tables.clear()

    def _on_shifted(self, table: Rows, down: int) -> None:
        """Go on as far as what is looked at has moved, once the page has its new height."""
        self._take_height(table)
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + down)

    def _take_height(self, table: Rows) -> None:
        """Give the page the height that a table has come to, without waiting for Qt to do so."""
        part = table.parentWidget()
        while part is not None:
            QCoreApplication.sendEvent(part, QEvent(QEvent.Type.LayoutRequest))
            part = None if part is self.area.viewport() else part.parentWidget()

    def _on_placed(self, table: Rows) -> None:
        self._take_height(table)
        row = table.current_area()
        corner = table.mapTo(self.content, row.topLeft())
        bar, view = self.area.verticalScrollBar(), self.area.viewport().height()
        reach = self.theme.px(8)
        top, bottom = corner.y() - reach, corner.y() + row.height() + reach
        if top < bar.value():
            bar.setValue(top)
        elif bottom > bar.value() + view:
            bar.setValue(bottom - view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave a table with the focus where it is: its current row is what stays in view."""
        if (
            watched is self.content
            and event.type() is QEvent.Type.LayoutRequest
            and any(table.hasFocus() for table in self._tables)
        ):
            return False
        return super().eventFilter(watched, event)

    def show_whole(self, widget: QWidget) -> None:
        """Scroll so far that `widget` is in view; of a table its current row is."""
        if not self.follows(widget):
            super().show_whole(widget)
