"""The pages of a PDF side by side, to be looked through by wheel and keys."""

from enum import Enum
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role, value_changed
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.parts.pdf_pages import PdfPages
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align

_MARGIN = 28
_GAP = 24
_SHADOW = 5
_INCH = 96 / 72  # pixels of a point at 100 %
_STEP = 60  # pixels that an arrow key scrolls
ZOOMS = (50, 75, 100, 125, 150, 200)


class Fit(Enum):
    """How large pages are shown, apart from a fixed zoom."""

    TWO = "two"  # two whole pages side by side
    ONE = "one"  # one whole page
    WIDTH = "width"  # as wide as there is room


class PageView(Themed, QAbstractScrollArea):
    """Shows pages on a ground; a note over them says that newer ones are being made.

    Signals:
        moved: Other pages are in view now.
        zoomed(str): A person zoomed with the wheel or the keys; the way pages are shown then.
    """

    accessible_role: QAccessible.Role = Role.Document

    moved = Signal()
    zoomed = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        self._pages: PdfPages | None = None
        self._way = Fit.TWO.value
        self._grey = False
        self._note = ""
        self._cells: list[QRectF] = []  # where each page lies, before scrolling
        self._rows: list[list[int]] = []
        self._first = 0
        self._spoken = ""
        self.follow(theme)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # what is shown

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show other pages; as near as possible the same place stays in view."""
        self._pages = pages
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        same = pages is not None and len(self._cells) == pages.count
        value = bar.value()
        self._lay_out()
        bar.setValue(value if same else round(place * bar.maximum()))
        self._on_scrolled()
        self.viewport().update()

    def show_way(self, way: str) -> None:
        """Show pages in a way: that of a `Fit`, or a zoom in per cent."""
        if way == self._way:
            return
        first = self.first_page
        self._way = way
        self._lay_out()
        self.go_to(first)
        self.viewport().update()

    def show_grey(self, *, grey: bool) -> None:
        """Show pages as a printer without colours prints them."""
        self._grey = grey
        self.viewport().update()

    def show_note(self, note: str) -> None:
        """Show a note over the pages; an empty one takes it away."""
        if note != self._note:
            self._note = note
            self.viewport().update()

    def tell(self, spoken: str) -> None:
        """Give screen readers the value, such as "Page 1 of 14"."""
        if spoken != self._spoken:
            self._spoken = spoken
            value_changed(self)

    def accessible_value(self) -> str:
        """Return which pages are in view."""
        return self._spoken

    @property
    def way(self) -> str:
        """How pages are shown now."""
        return self._way

    @property
    def note(self) -> str:
        """The note over the pages."""
        return self._note

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._cells)

    @property
    def first_page(self) -> int:
        """The first page in view, 0 the first of all."""
        return self._first

    @property
    def pages_in_view(self) -> tuple[int, int]:
        """The first and the last page of the row that is looked at."""
        for row in self._rows:
            if self._first in row:
                return row[0], row[-1]
        return 0, 0

    def go_to(self, page: int, down: float = 0) -> None:
        """Bring a page into view, or a place so many points below its top."""
        if not 0 <= page < len(self._cells):
            return
        cell = self._cells[page]
        top = cell.top() - self.theme.px(_MARGIN) / 2
        height = self._pages.size(page).height() if self._pages is not None else 1
        whole = cell.height() <= self.viewport().height()
        if down and not whole:
            top = cell.top() + cell.height() * down / max(height, 1) - self.theme.px(_GAP)
        elif whole:
            top = cell.center().y() - self.viewport().height() / 2
        self.verticalScrollBar().setValue(round(top))
        # Of two short pages in view the one that was asked for is the one looked at.
        self._look_at(page)

    def step(self, rows: int) -> None:
        """Go so many rows of pages on, or back."""
        here = next((n for n, row in enumerate(self._rows) if self._first in row), 0)
        there = min(max(0, here + rows), len(self._rows) - 1)
        if self._rows:
            self.go_to(self._rows[there][0])

    # laying out

    def _columns(self) -> int:
        if self._way == Fit.TWO.value and self.count_wanted > 1:
            return 2
        return 1

    @property
    def count_wanted(self) -> int:
        """How many pages are to be laid out."""
        return self._pages.count if self._pages is not None else 0

    def _scale(self, widest: float, highest: float) -> float:
        """Return the pixels of a point."""
        px, view = self.theme.px, self.viewport().size()
        columns = self._columns()
        gaps = px(_GAP) * (columns - 1)
        across = (view.width() - 2 * px(_MARGIN) - gaps) / columns / max(widest, 1)
        down = (view.height() - 2 * px(_MARGIN)) / max(highest, 1)
        if self._way in {Fit.TWO.value, Fit.ONE.value}:
            return max(0.1, min(across, down))
        if self._way == Fit.WIDTH.value:
            return max(0.1, min(across, 2 * _INCH))
        return int(self._way) / 100 * _INCH

    def _lay_out(self) -> None:
        pages, px = self._pages, self.theme.px
        self._cells, self._rows = [], []
        if pages is None or not pages.count:
            self.verticalScrollBar().setRange(0, 0)
            self.horizontalScrollBar().setRange(0, 0)
            return
        sizes = [pages.size(number) for number in range(pages.count)]
        widest = max(size.width() for size in sizes)
        highest = max(size.height() for size in sizes)
        scale, columns = self._scale(widest, highest), self._columns()
        view = self.viewport().size()
        cell = ceil(widest * scale)
        whole = columns * cell + (columns - 1) * px(_GAP)
        wide = max(view.width(), whole + 2 * px(_MARGIN))
        left, y = (wide - whole) / 2, float(px(_MARGIN))
        area = QRectF(0, 0, wide, 1)
        for start in range(0, len(sizes), columns):
            row = list(range(start, min(start + columns, len(sizes))))
            high = max(sizes[number].height() for number in row) * scale
            for place, number in enumerate(row):
                width, height = sizes[number].width() * scale, sizes[number].height() * scale
                x = left + place * (cell + px(_GAP)) + (cell - width) / 2
                found = QRectF(x, y + (high - height) / 2, width, height)
                self._cells.append(mirrored(found, area, self.layoutDirection()))
            self._rows.append(row)
            y += high + px(_GAP)
        tall = y - px(_GAP) + px(_MARGIN)
        if len(self._rows) == 1 and tall < view.height():  # in the middle of the ground
            lower = (view.height() - tall) / 2
            self._cells = [one.translated(0, lower) for one in self._cells]
        self._set_bar(self.verticalScrollBar(), round(tall), view.height())
        self._set_bar(self.horizontalScrollBar(), round(wide), view.width())

    def _set_bar(self, bar: QWidget, whole: int, page: int) -> None:
        bar.setRange(0, max(0, whole - page))  # type: ignore[attr-defined]
        bar.setPageStep(page)  # type: ignore[attr-defined]
        bar.setSingleStep(self.theme.px(_STEP))  # type: ignore[attr-defined]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size; the page that is looked at stays in view."""
        super().resizeEvent(event)
        first = self._first
        self._lay_out()
        self.go_to(first)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        if hasattr(self, "_cells"):
            self._lay_out()
            self.viewport().update()
        super().on_theme_changed()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the direction of reading changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange and hasattr(self, "_cells"):
            self._lay_out()

    # moving

    def _on_scrolled(self, _value: int = 0) -> None:
        top = self.verticalScrollBar().value()
        middle = top + self.viewport().height() / 2
        if top >= self.verticalScrollBar().maximum() and self._rows:
            self._look_at(self._rows[-1][0])
            return
        best = 0
        for row in self._rows:
            if self._cells[row[0]].top() <= middle:
                best = row[0]
        self._look_at(best)

    def _look_at(self, page: int) -> None:
        known = self._first
        self._first = page
        if page != known or not self._spoken:
            self.moved.emit()

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Paint what comes into view."""
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom(1 if turned > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def zoom(self, steps: int) -> None:
        """Show pages larger (1) or smaller (-1) than now."""
        now = 100.0
        if self._cells and self._pages is not None:
            now = self._cells[0].width() / self._pages.size(0).width() / _INCH * 100
        larger = [one for one in ZOOMS if one > now + 1]
        smaller = [one for one in ZOOMS if one < now - 1]
        wanted = larger[:1] if steps > 0 else smaller[-1:]
        if wanted:
            self.show_way(str(wanted[0]))
            self.zoomed.emit(self._way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn pages and zoom."""
        key, bar = Qt.Key(event.key()), self.verticalScrollBar()
        on, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            on, back = back, on
        step = self.theme.px(_STEP)
        scrolls = {Qt.Key.Key_Down: step, Qt.Key.Key_Up: -step}
        turns = {
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_Space: 1,
            on: 1,
            Qt.Key.Key_PageUp: -1,
            back: -1,
        }
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if not plain:
            event.ignore()
        elif key in scrolls:
            bar.setValue(bar.value() + scrolls[key])
        elif key in turns:
            self.step(turns[key])
        elif key in zooms:
            self.zoom(zooms[key])
        elif key is Qt.Key.Key_Home:
            self.go_to(0)
        elif key is Qt.Key.Key_End:
            self.go_to(len(self._cells) - 1)
        else:
            event.ignore()

    # painting

    def focus_outline(self) -> float | None:
        """Tell that the view shows the focus inside its edge."""
        return None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        """Return the least room: a strip to scroll in, so that what is above it is never cut."""
        return QSize(self.theme.px(120), self.theme.px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the pages in view, the note and the focus."""
        theme, colours = self.theme, self.theme.colours
        view = self.viewport()
        painter = QPainter(view)
        painter.fillRect(view.rect(), colours.canvas if theme.high_contrast else colours.hover)
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        seen = QRectF(view.rect())
        pages = self._pages
        if pages is None:
            self._paint_empty_page(painter)
        else:
            for number, cell in enumerate(self._cells):
                place = cell.translated(-offset.x(), -offset.y())
                if place.intersects(seen):
                    self._paint_page(painter, pages, number, place)
        if self._note:
            self._paint_note(painter)
        if self.hasFocus():
            width = theme.px(2)
            pen = QPen(colours.accent, width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = width / 2
            painter.drawRect(seen.adjusted(half, half, -half, -half))
        painter.end()

    def _paint_page(self, painter: QPainter, pages: PdfPages, number: int, place: QRectF) -> None:
        aligned = QRectF(place.toAlignedRect())
        self._paint_sheet(painter, aligned)
        density = self.devicePixelRatioF()
        size = (aligned.size() * density).toSize()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(aligned, pages.picture(number, size, grey=self._grey))

    def _paint_sheet(self, painter: QPainter, sheet: QRectF) -> None:
        theme = self.theme
        if not theme.high_contrast:
            depth = theme.px(_SHADOW)
            for number in range(depth, 0, -1):
                shadow = QColor(0, 0, 0, 7 if not theme.dark else 22)
                around = sheet.adjusted(-number, -number + 1, number, number + 1)
                paint_panel(painter, around, number, shadow)
        edge = theme.colours.text if theme.high_contrast else theme.colours.line2
        painter.setPen(QPen(edge, theme.edge))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_empty_page(self, painter: QPainter) -> None:
        view, px = self.viewport().size(), self.theme.px
        height = view.height() - 2 * px(_MARGIN)
        width = min(height / 2**0.5, view.width() - 2 * px(_MARGIN))
        sheet = QRectF((view.width() - width) / 2, px(_MARGIN), width, width * 2**0.5)
        self._paint_sheet(painter, QRectF(sheet.toAlignedRect()))

    def _paint_note(self, painter: QPainter) -> None:
        theme, px = self.theme, self.theme.px
        room = self.viewport().width() - 4 * px(_MARGIN)
        words = theme.paragraph(self._note, TextStyle.LABEL, Weight.MEDIUM, max(room, 1))
        width, height = words.width + 2 * px(14), words.height + 2 * px(8)
        x = (self.viewport().width() - width) / 2
        panel = QRectF(x, px(12), width, height)
        paint_panel(painter, panel, px(RADIUS_CONTROL), theme.colours.inverse)
        inside = panel.adjusted(px(14), px(8), -px(14), -px(8))
        words.paint(
            painter, inside, theme.colours.on_inverse, Align.CENTRE, self.layoutDirection()
        )
