"""A table of rows in groups: numbers and names, marks and charts painted from the theme.

Where the window has little room each row has its name in a first line and everything else
below it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from excellence_app.gui.item_models import Head, Index, Line, RowsModel
from excellence_app.gui.painting import mirrored, paint_mark, paint_panel
from excellence_app.gui.theme import (
    RADIUS_ROW,
    RING_WIDTH,
    TextStyle,
    Theme,
    Themed,
    Weight,
)

_EDGE = 15  # from the end of a row to its words
_ROW = 37
_NARROW_GAP = 6  # between the two lines of a row
_HEAD = 36
_MARK = 14
_NAME_WANTED = 325  # charts give way until names have that much
_NAME_LEAST = 220
_NUMBER_LEAST = 46
_HEADER = 30


class Cell(NamedTuple):
    """A row as a cell is painted: its key, and whether it is the current or the pointed one."""

    key: str
    current: bool
    pointed: bool


Paint = Callable[[QPainter, QRectF, Cell, Qt.LayoutDirection], None]
PaintTitle = Callable[[QPainter, QRectF, Qt.LayoutDirection], None]


class Column:
    """One column after the name.

    `width` returns what its cells need, in pixels; down to `least` it may be narrower, as
    charts may. `gap` is the room before it, in pixels of the design.
    """

    def __init__(
        self,
        width: Callable[[], int],
        paint: Paint,
        *,
        title: PaintTitle | None = None,
        least: Callable[[], int] | None = None,
        gap: float = 20,
    ) -> None:
        self.width = width
        self.paint = paint
        self.title = title
        self.least = least or width
        self.gap = gap


class _Header(Themed, QHeaderView):
    """The titles of the columns."""

    def __init__(self, table: "RowTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.follow(table.theme)

    def sizeHint(self) -> QSize:
        """Return the height of a line with the hairline below."""
        theme = self.theme
        height = max(theme.px(_HEADER), theme.line_height(TextStyle.CAPTION) + theme.px(12))
        return QSize(theme.px(100), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all titles and the line below them."""
        painter = QPainter(self.viewport())
        self._table.paint_titles(painter, QRectF(self.viewport().rect()))
        painter.end()


class _Delegate(QStyledItemDelegate):
    """Asks the table to paint a cell."""

    def __init__(self, table: "RowTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell; the row's ground is there already."""
        painter.save()
        self._table.paint_cell(painter, QRectF(_rect_of(option)), index)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size that the table has worked out."""
        return QSize(1, self._table.height_of(index.row()))


def _rect_of(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect


class RowTable(Themed, QTableView):
    """The table. Arrows move between rows, and Enter opens the current one.

    Signals:
        opened(str): A person wants to see what a row is about; its key.
        acted(str): A person pressed what can be done with a row.
        menu_asked(str, QPoint): The menu of a row is wanted at a place of the screen.
        copied: A person wants the rows in the clipboard.
    """

    opened = Signal(str)
    acted = Signal(str)
    menu_asked = Signal(str, QPoint)
    copied = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        model: RowsModel,
        columns: Sequence[Column],
        *,
        row: float = _ROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._row_height = row
        self._columns = list(columns)
        self._rows = model
        self._pointed = -1
        self._narrow = False
        self._number_width = 0
        self._least_row = 0
        self._laid_out: tuple[int, int] | None = None
        self._places: list[tuple[int, int, int, int]] = []  # narrow: x, y, width, height
        self._narrow_extra = 0
        self._metrics: dict[Weight, QFontMetricsF] = {}
        self._advances: dict[tuple[str, bool], float] = {}
        self._heights: dict[int, int] = {}
        model.setParent(self)
        self.setAccessibleName(name)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(_Delegate(self))
        self.setModel(model)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        model.modelReset.connect(self.lay_out)
        self.follow(theme)
        self._set_palette()

    def _set_palette(self) -> None:
        """Keep Qt from painting over the ground of the current row."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)

    def focus_outline(self) -> float | None:
        """Tell that the current row shows the focus."""
        return None

    # what is shown

    @property
    def rows(self) -> RowsModel:
        """What is shown."""
        return self._rows

    @property
    def is_narrow(self) -> bool:
        """Whether each row has two lines."""
        return self._narrow

    @property
    def current(self) -> str:
        """The key of the current row, empty if there is none."""
        line = self._rows.line_at(self.currentIndex().row())
        return line.key if line is not None else ""

    def show_current(self, key: str) -> bool:
        """Make a row the current one and return whether there is such a row."""
        place = self._rows.place_of(key)
        if place < 0:
            return False
        self.setCurrentIndex(self._rows.index(place, 0))
        return True

    def show_entries(self, entries: Sequence[Head | Line]) -> None:
        """Show other rows; the current one stays current, and the view where it is, if it can."""
        current, at = self.current, self.verticalScrollBar().value()
        if self._rows.show_entries(entries):
            self.verticalScrollBar().setValue(at)
            if current and self._rows.place_of(current) >= 0:
                self.selectionModel().setCurrentIndex(
                    self._rows.index(self._rows.place_of(current), 0),
                    self.selectionModel().SelectionFlag.ClearAndSelect
                    | self.selectionModel().SelectionFlag.Rows,
                )
        else:
            self.lay_out()
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def first_key(self) -> str:
        """Return the key of the first row, empty if there is none."""
        keys = self._rows.keys
        return keys[0] if keys else ""

    # lengths

    def lay_out(self) -> None:
        """Work out the widths of columns and the heights of rows."""
        width = self.viewport().width()
        if width <= 1:
            return
        px, theme = self.theme.px, self.theme
        style = TextStyle.BODY
        metrics = {
            weight: QFontMetricsF(theme.font(style, weight, figures=True))
            for weight in (Weight.REGULAR, Weight.MEDIUM, Weight.STRONG)
        }
        self._metrics = metrics
        longest = max((one.number for one in self._lines()), key=len, default="")
        widest = max(
            (metrics[Weight.STRONG].horizontalAdvance(number) for number in {longest, "0.00"}),
            default=0,
        )
        self._number_width = max(px(_NUMBER_LEAST), int(widest) + px(16))
        header = self.horizontalHeader()
        needed = [column.width() + px(column.gap) for column in self._columns]
        edge = px(_EDGE)
        free = width - sum(needed) - 2 * edge - self._number_width
        wanted = px(_NAME_WANTED)
        for place, column in enumerate(self._columns):
            give = min(column.width() - column.least(), wanted - free)
            if give > 0:
                needed[place] -= give
                free += give
        self._narrow = free < px(_NAME_LEAST)
        if self._narrow:
            self._lay_out_narrow(width)
        else:
            header.resizeSection(0, edge + self._number_width + free)
            for place, room in enumerate(needed, start=1):
                last = place == len(needed)
                header.resizeSection(place, room + (edge if last else 0))
        for place in range(1, len(self._columns) + 1):
            if self.isColumnHidden(place) != self._narrow:
                self.setColumnHidden(place, self._narrow)
        header.setVisible(not self._narrow)
        self._set_heights()
        self.updateGeometries()
        self.viewport().update()

    def _lines(self) -> list[Line]:
        return [one for one in self._rows.entries if isinstance(one, Line)]

    def _lay_out_narrow(self, width: int) -> None:
        """Let the cells of a row flow below its name, at the same places in all rows."""
        px = self.theme.px
        self.horizontalHeader().resizeSection(0, width)
        start = px(_EDGE) + self._number_width
        if width - start < px(_NAME_LEAST):  # no room to lose at the side
            start = px(_EDGE)
        end = width - px(_EDGE)
        height = self._cell_height()
        x, y = start, 0
        self._places = []
        rooms = [column.width() for column in self._columns]
        over = start + sum(rooms) + px(16) * (len(rooms) - 1) - end
        for number, column in enumerate(self._columns):  # charts give way first
            give = min(over, rooms[number] - column.least())
            if give > 0:
                rooms[number] -= give
                over -= give
        for wanted in rooms:
            room = min(wanted, end - start)
            if x > start and x + room > end:
                x, y = start, y + height
            self._places.append((x, y, room, height))
            x += room + px(16)
        self._narrow_extra = y + height + px(_NARROW_GAP)

    def _cell_height(self) -> int:
        theme = self.theme
        return max(theme.px(30), theme.line_height(TextStyle.LABEL) + theme.px(10))

    def _set_heights(self) -> None:
        theme = self.theme
        px = theme.px
        line = theme.line_height(TextStyle.BODY)
        room = self.name_room()
        usual = max(px(self._row_height), line + px(14))
        if self._narrow:
            usual = line + px(16) + self._narrow_extra
        rows = self.verticalHeader()
        self.setUpdatesEnabled(False)
        rows.setDefaultSectionSize(usual)
        self._heights = {}
        head = max(px(_HEAD), theme.line_height(TextStyle.LABEL) + px(16))
        for place, entry in enumerate(self._rows.entries):
            if isinstance(entry, Head):
                self._heights[place] = head
            elif self._advance(entry) > room:
                lines = theme.paragraph(entry.title, TextStyle.BODY, _weight(entry), room).lines
                if lines > 1:
                    self._heights[place] = usual + (lines - 1) * line
        self._least_row = usual
        for place in range(self._rows.rowCount()):
            wanted = self._heights.get(place, usual)
            if rows.sectionSize(place) != wanted:
                rows.resizeSection(place, wanted)
        self.setUpdatesEnabled(True)

    def _advance(self, entry: Line) -> float:
        wanted = (entry.title, entry.calm)
        known = self._advances.get(wanted)
        if known is None:
            known = self._metrics[_weight(entry)].horizontalAdvance(entry.title)
            self._advances[wanted] = known
        return known

    def name_room(self) -> int:
        """Return the width that names have, in pixels."""
        width, edge = self.viewport().width(), self.theme.px(_EDGE)
        if self._narrow:
            return max(1, width - 2 * edge - self._number_width)
        return max(1, self.columnWidth(0) - edge - self._number_width)

    def height_of(self, place: int) -> int:
        """Return the height of a row in pixels."""
        return self._heights.get(place, self._least_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._advances.clear()
        self.lay_out()
        super().on_theme_changed()

    def minimumSizeHint(self) -> QSize:
        """Return the room for some rows."""
        return QSize(self.theme.px(200), self.theme.px(220))

    def sizeHint(self) -> QSize:
        """Return the same; a table takes what there is."""
        return self.minimumSizeHint()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint grounds and heads, then let Qt ask for the cells, and the ring last."""
        painter = QPainter(self.viewport())
        visible = self._visible(event.rect())
        for place in visible:
            self._paint_ground(painter, place)
        painter.end()
        super().paintEvent(event)
        current = self.currentIndex().row()
        if self.hasFocus() and current in visible and self._rows.line_at(current) is not None:
            painter = QPainter(self.viewport())
            width = self.theme.px(RING_WIDTH)
            area = self._row_area(current).adjusted(1, 1, -1, -1)
            ring = self.theme.colours.accent
            paint_panel(painter, area, self.theme.px(RADIUS_ROW), None, ring, width)
            painter.end()

    def _visible(self, area: QRect) -> range:
        first = self.rowAt(area.top())
        if first < 0:
            return range(0)
        last = self.rowAt(area.bottom())
        return range(first, (last if last >= 0 else self._rows.rowCount() - 1) + 1)

    def _row_area(self, place: int) -> QRectF:
        top = self.rowViewportPosition(place)
        return QRectF(0, top, self.viewport().width(), self.rowHeight(place))

    def _paint_ground(self, painter: QPainter, place: int) -> None:
        colours, area = self.theme.colours, self._row_area(place)
        entry = self._rows.entries[place]
        if isinstance(entry, Head):
            self._paint_head(painter, area, entry, first=place == 0)
            return
        radius = self.theme.px(RADIUS_ROW)
        if place == self.currentIndex().row():
            edge = colours.accent if self.theme.high_contrast else None
            paint_panel(painter, area, radius, colours.accent_tint, edge, self.theme.edge)
        elif place == self._pointed:
            edge = colours.text if self.theme.high_contrast else None
            paint_panel(painter, area, radius, colours.hover, edge, self.theme.edge)

    def _paint_head(self, painter: QPainter, area: QRectF, head: Head, *, first: bool) -> None:
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px = theme.px
        if not first:
            painter.fillRect(
                QRectF(area.left(), area.top(), area.width(), theme.edge), colours.line
            )
        x = px(_EDGE)
        middle = area.center().y() + (0 if first else px(1))
        if head.mark is not None:
            side = px(_MARK)
            place = mirrored(QRectF(x, middle - side / 2, side, side), area, direction)
            ink = colours.named(head.colour)
            paint_mark(painter, head.mark, place, ink, colours.surface, direction)
            x += side + px(8)
        room = area.width() - x - px(_EDGE)
        count = theme.paragraph(head.amount, TextStyle.LABEL) if head.amount else None
        taken = count.width + px(9) if count is not None else 0
        shown = theme.elided(head.title, TextStyle.LABEL, Weight.STRONG, room - taken)
        for words, ink, gap in (
            (theme.paragraph(shown, TextStyle.LABEL, Weight.STRONG), colours.text, px(9)),
            (count, colours.text3, 0),
        ):
            if words is not None:
                place = QRectF(x, middle - words.height / 2, words.width, words.height)
                place = mirrored(place, area, direction)
                words.paint(painter, place, ink, direction=direction)
                x += words.width + gap

    def paint_titles(self, painter: QPainter, area: QRectF) -> None:
        """Paint the titles of the columns and the line below them."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        painter.fillRect(
            QRectF(area.left(), area.bottom() - theme.edge, area.width(), theme.edge),
            colours.line2,
        )
        header = self.horizontalHeader()
        for column in range(self._rows.columnCount()):
            left, width = header.sectionViewportPosition(column), header.sectionSize(column)
            whole = QRectF(left, area.top(), width, area.height())
            if column:
                room = self._inside(whole, column, direction)
                paint = self._columns[column - 1].title
            else:
                room = mirrored(whole.adjusted(theme.px(_EDGE), 0, 0, 0), whole, direction)
                paint = None
            if paint is not None:
                paint(painter, room, direction)
                continue
            title = str(self._rows.headerData(column, Qt.Orientation.Horizontal) or "")
            words = theme.paragraph(title, TextStyle.CAPTION, Weight.MEDIUM)
            place = QRectF(
                room.left(), room.center().y() - words.height / 2, room.width(), words.height
            )
            words.paint(painter, place, colours.text2, direction=direction)

    def _inside(self, whole: QRectF, column: int, direction: Qt.LayoutDirection) -> QRectF:
        """Return the room of a cell without the gap before it and the edge after the last."""
        px = self.theme.px
        end = px(_EDGE) if column == len(self._columns) else 0
        part = whole.adjusted(px(self._columns[column - 1].gap), 0, -end, 0)
        return mirrored(part, whole, direction)

    def paint_cell(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Paint one cell of a row."""
        line = self._rows.line_at(index.row())
        if line is None:
            return
        direction = self.layoutDirection()
        cell = Cell(
            line.key, index.row() == self.currentIndex().row(), index.row() == self._pointed
        )
        if index.column():
            room = self._inside(area, index.column(), direction)
            self._columns[index.column() - 1].paint(painter, room, cell, direction)
            return
        bottom = self._paint_name(painter, area, line, direction)
        if self._narrow:
            for column, room in zip(self._columns, self._narrow_rooms(area, bottom), strict=True):
                column.paint(painter, mirrored(room, area, direction), cell, direction)

    def _narrow_rooms(self, area: QRectF, top: float) -> list[QRectF]:
        top += self.theme.px(_NARROW_GAP) / 2
        return [
            QRectF(area.left() + x, top + y, width, height) for x, y, width, height in self._places
        ]

    def _paint_name(
        self, painter: QPainter, area: QRectF, line: Line, direction: Qt.LayoutDirection
    ) -> float:
        """Paint number and name and return where the name ends below."""
        theme, colours = self.theme, self.theme.colours
        edge = theme.px(_EDGE)
        room = self.name_room()
        words = theme.paragraph(line.title, TextStyle.BODY, _weight(line), room)
        centred = area.center().y() - words.height / 2
        top = area.top() + theme.px(8) if self._narrow else centred
        number = theme.paragraph(line.number, TextStyle.LABEL, Weight.STRONG)
        shift = (theme.line_height(TextStyle.BODY) - number.height) / 2
        place = QRectF(area.left() + edge, top + shift, self._number_width, number.height)
        ink = colours.text3 if line.calm else colours.text
        number.paint(painter, mirrored(place, area, direction), ink, direction=direction)
        place = QRectF(area.left() + edge + self._number_width, top, room, words.height)
        words.paint(painter, mirrored(place, area, direction), colours.text, direction=direction)
        return top + words.height

    # pointer and keys

    def cell_area(self, key: str, column: int) -> QRectF:
        """Return where a cell of a row is in the viewport, without the room around it."""
        place = self._rows.place_of(key)
        direction = self.layoutDirection()
        if not self._narrow:
            whole = QRectF(self.visualRect(self._rows.index(place, column)))
            return self._inside(whole, column, direction)
        area = self._row_area(place)
        line = self._rows.line_at(place)
        if line is None:
            return QRectF()
        room = self.name_room()
        words = self.theme.paragraph(line.title, TextStyle.BODY, _weight(line), room)
        bottom = area.top() + self.theme.px(8) + words.height
        return mirrored(self._narrow_rooms(area, bottom)[column - 1], area, direction)

    def _point_at(self, place: int) -> None:
        if place != self._pointed:
            self._pointed = place
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which row is pointed at."""
        self._point_at(self.rowAt(int(event.position().y())))
        if not event.buttons():  # dragging selects nothing
            super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._point_at(-1)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what can be done with a row where that was pressed."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        line = self._rows.line_at(self.rowAt(int(event.position().y())))
        last = len(self._columns)
        if line is not None and self.cell_area(line.key, last).contains(event.position()):
            self.acted.emit(line.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row."""
        line = self._rows.line_at(self.rowAt(int(event.position().y())))
        if event.button() is Qt.MouseButton.LeftButton and line is not None:
            self.opened.emit(line.key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row, also by its key."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.currentIndex().row()
            corner = self._row_area(place).bottomLeft().toPoint()
            at = self.viewport().mapToGlobal(corner)
        else:
            place = self.rowAt(event.pos().y())
            at = event.globalPos()
        line = self._rows.line_at(place)
        if line is not None:
            self.show_current(line.key)
            self.menu_asked.emit(line.key, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, act with Ctrl Enter, copy the table; leave Esc to the window."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.current:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.acted if held else self.opened).emit(self.current)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go from row to row: heads are skipped, and columns are not gone through."""
        moves = QAbstractItemView.CursorAction
        here = self.currentIndex().row()
        last = self._rows.rowCount() - 1
        upwards = action in {moves.MoveUp, moves.MovePageUp, moves.MovePrevious}
        if action is moves.MoveHome:
            there, upwards = 0, False
        elif action is moves.MoveEnd:
            there, upwards = last, True
        elif action in {moves.MoveUp, moves.MovePrevious}:
            there = here - 1
        elif action in {moves.MoveDown, moves.MoveNext}:
            there = here + 1
        elif action in {moves.MovePageUp, moves.MovePageDown}:
            page = max(1, self.viewport().height() // max(1, self._least_row) - 1)
            there = here - page if upwards else here + page
            there = min(max(there, 0), last)
            upwards = not upwards if there in {0, last} else upwards
        else:
            return self.currentIndex()
        step = -1 if upwards else 1
        while 0 <= there <= last and self._rows.line_at(there) is None:
            there += step
        if not 0 <= there <= last:
            return self.currentIndex()
        return self._rows.index(there, 0)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a row, and to the head of its group where it is the first one."""
        super().scrollTo(index, hint)
        above = index.row() - 1
        if above >= 0 and self._rows.line_at(above) is None:
            top = self.rowViewportPosition(above)
            if top < 0:
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + top)


def _weight(line: Line) -> Weight:
    return Weight.REGULAR if line.calm else Weight.MEDIUM
