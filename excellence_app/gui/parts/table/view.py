"""The table of rows: one Tab stop, painted row by row, quick with thousands of them.

How the rows of a kind lie and look a `RowLayout` says; `text_table` and `painted_table` make
the table for each kind. Only rows in view and some around them are measured.
"""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
    QWidget,
)

from excellence_app.gui.painting import paint_panel
from excellence_app.gui.parts.table.heights import RowHeights
from excellence_app.gui.parts.table.layout import Look, RowLayout
from excellence_app.gui.parts.table.plain_view import Titles, plain, sized_as
from excellence_app.gui.parts.table.rows import Entry, Index, RowsModel
from excellence_app.gui.theme import RADIUS_ROW, RING_WIDTH, Theme, Themed

_AHEAD = 50  # rows above and below those in view that are measured when there is time
_AT_ONCE = 15  # of them, so that nobody waits
_PAUSE = 20  # milliseconds
_AROUND = 30  # rows around one that is gone to, at most, so that it lies where it should


class RowView(Themed, QTableView):
    """Shows rows, keeps one of them the current one, measures and paints those in view.

    With `whole` it is as high as its rows, and whoever holds it scrolls.

    Signals:
        chosen(str): Another row is the current one; empty if none is.
        placed: The current row lies elsewhere, `current_area`, for whoever scrolls.
        shifted(int): What is in view lies so many pixels lower now, for whoever scrolls.
    """

    chosen = Signal(str)
    placed = Signal()
    shifted = Signal(int)

    def __init__(
        self,
        theme: Theme,
        name: str,
        model: RowsModel,
        lay: RowLayout,
        *,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.lay = lay
        self.rows = model
        self.whole = whole
        self._pointed = -1
        self._laid_out_for: tuple[int, int] | None = None
        model.setParent(self)
        self.setAccessibleName(name)
        self.setHorizontalHeader(Titles(self))
        self.setModel(model)
        plain(self, whole=whole)
        self.show_ground(own=True)
        self._heights = RowHeights(self.verticalHeader(), model, lay)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_PAUSE)
        self._ahead.timeout.connect(self._look_ahead)
        self.follow(theme)

    def focus_outline(self) -> float | None:
        """Tell that the current row shows the focus."""
        return None

    # what is shown

    @property
    def current(self) -> str:
        """The key of the current row, empty if there is none."""
        return self.rows.key_at(self.currentIndex().row())

    @property
    def is_narrow(self) -> bool:
        """Whether the first cell of each row stands above the others."""
        return self.lay.narrow

    def first_key(self) -> str:
        """Return the key of the first row, empty if there is none."""
        return next(iter(self.rows.keys), "")

    def show_rows(
        self, keys: Sequence[str], make: Callable[[int], Entry], heads: Collection[int] = ()
    ) -> None:
        """Show other rows, as `RowsModel.show_rows` does.

        The current row stays the current one, else the one that is in its place now is; the view
        stays where it is.
        """
        before = self._before()
        self._took(before, changed=self.rows.show_rows(keys, make, heads))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show rows that are made already."""
        before = self._before()
        self._took(before, changed=self.rows.show_entries(entries))

    def _before(self) -> tuple[str, int, int]:
        place = self.currentIndex().row()
        return self.current, place, self.verticalScrollBar().value()

    def _took(self, before: tuple[str, int, int], *, changed: bool) -> None:
        current, place, at = before
        if changed:
            self._laid_out_for = None
        self.lay_out()
        if changed and current and not self.show_current(current):
            self._show_near(place)
        self.verticalScrollBar().setValue(at)
        self.horizontalHeader().viewport().update()

    def _show_near(self, place: int) -> None:
        count = self.rows.rowCount()
        place = max(0, min(place, count - 1))
        for near in (*range(place, count), *range(place - 1, -1, -1)):
            if self.rows.is_row(near):
                self.setCurrentIndex(self.rows.index(near, 0))
                return
        self.chosen.emit("")

    def show_current(self, key: str) -> bool:
        """Make a row the current one and return whether there is such a row."""
        place = self.rows.place_of(key)
        if place < 0:
            return False
        if place != self.currentIndex().row():
            self.setCurrentIndex(self.rows.index(place, 0))
        return True

    def show_first(self) -> None:
        """Make the first row the current one if none is."""
        if not self.current and self.first_key():
            self.show_current(self.first_key())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is the current one."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self.chosen.emit(self.current)
            self._tell_place()

    def _tell_place(self) -> None:
        place = self.currentIndex().row()
        if place >= 0 and self.hasFocus():
            self._measure_around(place)
            self.placed.emit()

    def current_area(self) -> QRect:
        """Return where the current row lies in the table, with the head above a first row."""
        place = self.currentIndex().row()
        area = self.row_area(place)
        above = place - 1
        if above >= 0 and not self.rows.is_row(above):
            area.setTop(area.top() - self.rowHeight(above))
        return area.translated(self.viewport().pos())

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a row, and to the head above it where it is the first one."""
        if self.whole:  # whoever holds the table scrolls
            return
        if index.isValid():
            self._measure_around(index.row())
        super().scrollTo(index, hint)
        above = index.row() - 1
        if above >= 0 and not self.rows.is_row(above):
            top = self.rowViewportPosition(above)
            if top < 0:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + top)

    # lengths

    def lay_out(self) -> None:
        """Work out the widths of columns, and the heights of the rows in view."""
        width = self.viewport().width()
        if width <= 1:
            return
        lay, header = self.lay, self.horizontalHeader()
        before = list(lay.widths)
        lay.fit(width, self.rows)
        header.setVisible(lay.titled and not lay.narrow)
        for place, room in enumerate(lay.widths):
            hidden = lay.narrow and place > 0
            if self.isColumnHidden(place) != hidden:
                self.setColumnHidden(place, hidden)
            if not hidden:
                header.resizeSection(place, room)
        now = (width, self.rows.rowCount())
        same = self._laid_out_for == now and before == lay.widths
        if before != lay.widths:
            self._heights.forget()
        self._laid_out_for = now
        self._heights.begin(keep=same)
        self._took_heights()
        self.measure_in_view()
        self.viewport().update()

    def _took_heights(self) -> None:
        self.updateGeometries()
        if self.whole:
            self.updateGeometry()
        self.viewport().update()

    def _in_view(self) -> range:
        """Return the places of the rows that can be seen, all of what holds the table regarded."""
        view = self.viewport()
        seen = view.visibleRegion().boundingRect() if self.isVisible() else QRect()
        first, last = self.rowAt(max(seen.top(), 0)), self.rowAt(seen.bottom())
        if seen.isEmpty() or first < 0:
            return range(0)
        return range(first, (last if last >= 0 else self.rows.rowCount() - 1) + 1)

    @Slot()
    def measure_in_view(self) -> None:
        """Measure the rows that can be seen, and others around them when there is time."""
        seen = self._in_view()
        if not seen:
            return
        for _ in range(3):  # where rows are lower than was thought more come into view
            if not self._measure(seen):
                break
            seen = self._in_view()
        if self._heights.unmeasured(self._near(seen)):
            self._ahead.start()

    def _near(self, seen: range) -> list[int]:
        """Return the places around those in view, those below first, as they are read."""
        after = range(seen.stop, min(seen.stop + _AHEAD, self.rows.rowCount()))
        return [*after, *range(seen.start - 1, max(seen.start - _AHEAD, 0) - 1, -1)]

    @Slot()
    def _look_ahead(self) -> None:
        waiting = self._heights.unmeasured(self._near(self._in_view()))
        self._measure(waiting[:_AT_ONCE])
        if len(waiting) > _AT_ONCE:
            self._ahead.start()

    def _measure_around(self, place: int) -> None:
        """Measure as many rows around one as may be in view with it."""
        page = self.viewport().height() // max(1, self.lay.least_height()) + 1
        reach = min(page, _AROUND)
        self._measure(range(max(0, place - reach), min(place + reach, self.rows.rowCount())))

    def _measure(self, places: Collection[int]) -> bool:
        """Give rows their heights; what is in view stays where it is."""
        wanted = self._heights.unmeasured(places)
        if not wanted or not self.lay.widths:
            return False
        seen = self._in_view()
        stays = next((n for n in seen if self._heights.is_measured(n)), seen.start)
        before = self.rowViewportPosition(stays) if seen else 0
        changed = self._heights.measure(wanted)
        if self.lay.outgrown():
            self.lay_out()
            return True
        if changed:
            self._took_heights()
            down = self.rowViewportPosition(stays) - before if seen else 0
            if down and self.whole:
                self.shifted.emit(down)
            elif down:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + down)
        return changed

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Measure what comes into view."""
        super().scrollContentsBy(dx, dy)
        self.measure_in_view()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure what is in view."""
        super().showEvent(event)
        self.measure_in_view()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()
        else:
            self.measure_in_view()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the direction of reading changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.viewport().update()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self.lay.forget()
        self._laid_out_for = None
        self._heights.forget()
        self.lay_out()
        super().on_theme_changed()

    def show_whole(self, *, whole: bool) -> None:
        """Be as high as the rows, so that whoever holds the table scrolls, or scroll."""
        if whole is not self.whole:
            self.whole = whole
            sized_as(self, whole=whole)
            self.updateGeometry()
            self.lay_out()

    def minimumSizeHint(self) -> QSize:
        """Return the room for some rows, or for all of them."""
        if self.whole:
            return QSize(self.theme.px(120), self.sizeHint().height())
        return QSize(self.theme.px(self.lay.least_width), self.theme.px(self.lay.least_room))

    def sizeHint(self) -> QSize:
        """Return the same, as wide as there is room."""
        if not self.whole:
            return QSize(self.theme.px(600), self.minimumSizeHint().height())
        height = self._heights.total()
        if self.lay.titled and not self.lay.narrow:
            height += self.horizontalHeader().sizeHint().height()
        return QSize(self.theme.px(600), height)

    # painting

    def row_area(self, place: int) -> QRect:
        """Return where a row lies in the view."""
        top = self.rowViewportPosition(place)
        return QRect(0, top, self.viewport().width(), self.rowHeight(place))

    def cell_places(self, place: int) -> list[QRectF]:
        """Return where the cells of a row lie in the view."""
        entry, area = self.rows.entry(place), QRectF(self.row_area(place))
        return self.lay.places(entry, area, self.layoutDirection())

    def cell_area(self, key: str, column: int) -> QRectF:
        """Return where a cell of a row lies in the view."""
        return self.cell_places(self.rows.place_of(key))[column]

    def show_ground(self, *, own: bool) -> None:
        """Paint the ground of a panel, as it is quick to scroll, or let what is behind be seen."""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, own)
        self.viewport().update()

    def point_at(self, place: int) -> None:
        """Show the row at a place as the one under the pointer, none if it is -1."""
        if place != self._pointed:
            before, self._pointed = self._pointed, place
            for one in (before, place):
                if one >= 0:
                    self.viewport().update(self.row_area(one))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view."""
        painter = QPainter(self.viewport())
        if self.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            painter.fillRect(event.rect(), self.theme.colours.surface)
        first = self.rowAt(max(event.rect().top(), 0))
        last = self.rowAt(event.rect().bottom())
        if first < 0 or not self.lay.widths:
            painter.end()
            return
        for place in range(first, (last if last >= 0 else self.rows.rowCount() - 1) + 1):
            painter.save()
            self._paint_row(painter, place)
            painter.restore()
        painter.end()

    def _paint_row(self, painter: QPainter, place: int) -> None:
        theme, colours = self.theme, self.theme.colours
        entry, area = self.rows.entry(place), QRectF(self.row_area(place))
        direction = self.layoutDirection()
        if not self.rows.is_row(place):
            self.lay.paint_head(painter, entry, area, direction, first=place == 0)
            return
        current, pointed = place == self.currentIndex().row(), place == self._pointed
        radius, inset = theme.px(RADIUS_ROW), self.lay.inset
        ground = area.adjusted(inset, inset, -inset, -inset)
        if current:
            edge = colours.accent if theme.high_contrast else None
            paint_panel(painter, ground, radius, colours.accent_tint, edge, theme.edge)
        elif pointed:
            edge = colours.text if theme.high_contrast else None
            paint_panel(painter, ground, radius, colours.hover, edge, theme.edge)
        self.lay.paint_row(painter, entry, area, Look(current, pointed, place), direction)
        if current and self.hasFocus():
            ring = area.adjusted(1, 1, -1, -1)
            paint_panel(painter, ring, radius, None, colours.accent, theme.px(RING_WIDTH))
