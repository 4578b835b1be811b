"""A table whose cells hold two lines of text, pills or an action, and whose rows wrap.

Rows are as high as what they hold. Where there is little room the first cell of a row stands
above the others. A long list is measured in parts, as it is scrolled through.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
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

from excellence_app.gui.components.state_pill import State, paint_pill, pill_size
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_hairline, paint_panel
from excellence_app.gui.theme import (
    RADIUS_CONTROL,
    RADIUS_ROW,
    RING_WIDTH,
    TextStyle,
    Theme,
    Themed,
    Weight,
)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

_EDGE = 14  # from the end of a row to what stands in it
_DOWN = 8  # above and below what stands in a row
_GAP = 18  # between columns
_ICON = 17
_ICON_GAP = 12
_PART = 100  # rows that are added at a time
_MOST_AT_ONCE = 300  # rows that are made so that one of them is shown again
_HEADER = 34
_HEAD = 42
_LEAST_ROW = 44


class Cell(NamedTuple):
    """What one cell shows: text with more below it, pills, a state, or what can be done.

    `action` is a key; its words are `text`, or it is an `icon` alone and `text` its name.
    """

    text: str = ""
    below: str = ""
    icon: str = ""
    ink: str = "text"
    strong: bool = False
    small: bool = False
    pills: tuple[str, ...] = ()
    state: State | None = None
    action: str = ""

    def said(self) -> str:
        """Return all its words."""
        parts = (self.text, self.below, ", ".join(self.pills))
        return ". ".join(part for part in parts if part)


class TableRow(NamedTuple):
    """One row; `spoken` says it as one sentence. A `head` is the title of those that follow."""

    key: str
    cells: tuple[Cell, ...]
    spoken: str = ""
    head: bool = False


class ListColumn(NamedTuple):
    """One column, in pixels of the design.

    With a `share` it gets that part of what is left, at least `least`; without one it is as
    wide as what it holds, `most` at most; pills and actions are never cut.
    """

    title: str
    share: float = 0
    least: float = 60
    most: float = 200


class ListModel(QAbstractTableModel):
    """Rows that are made when they are first looked at, more of them as they are scrolled to."""

    def __init__(self, columns: Sequence[ListColumn]) -> None:
        super().__init__()
        self._columns = list(columns)
        self._keys: list[str] = []
        self._places: dict[str, int] = {}
        self._make: Callable[[int], TableRow] = _no_row
        self._rows: dict[int, TableRow] = {}
        self._shown = 0

    def show_rows(self, keys: Sequence[str], make: Callable[[int], TableRow]) -> bool:
        """Show rows with these keys, made by their places; return whether the keys are others."""
        keys = list(keys)
        self._make = make
        self._rows = {}
        if keys == self._keys:
            if self._shown:
                last = self.index(self._shown - 1, len(self._columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return False
        self.beginResetModel()
        self._keys = keys
        self._places = {key: place for place, key in enumerate(keys)}
        self._shown = min(max(self._shown, _PART), _MOST_AT_ONCE, len(keys))
        self.endResetModel()
        return True

    def show_titles(self, titles: Sequence[str]) -> None:
        """Give the columns other titles."""
        self._columns = [
            column._replace(title=title)
            for column, title in zip(self._columns, titles, strict=True)
        ]

    @property
    def keys(self) -> Sequence[str]:
        """The keys of all rows, also those that are not shown yet."""
        return self._keys

    @property
    def made(self) -> int:
        """How many rows have been made so far."""
        return len(self._rows)

    def row(self, place: int) -> TableRow:
        """Return a row."""
        found = self._rows.get(place)
        if found is None:
            found = self._rows[place] = self._make(place)
        return found

    def is_near(self, key: str) -> bool:
        """Return whether a row is among the first, so that it is soon made."""
        return 0 <= self._places.get(key, -1) < max(self._shown, _MOST_AT_ONCE)

    def place_of(self, key: str) -> int:
        """Return the place of a row, -1 for an unknown key; it is shown from now on."""
        place = self._places.get(key, -1)
        if place >= self._shown:
            self._grow(place + 1)
        return place

    def _grow(self, wanted: int) -> None:
        wanted = min(max(wanted, self._shown + _PART), len(self._keys))
        if wanted > self._shown:
            self.beginInsertRows(_NOWHERE, self._shown, wanted - 1)
            self._shown = wanted
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are more rows than are shown."""
        return not parent.isValid() and self._shown < len(self._keys)

    def fetchMore(self, parent: Index) -> None:
        """Show more rows."""
        if not parent.isValid():
            self._grow(self._shown + _PART)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows that are shown."""
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let arrows skip titles."""
        if not index.isValid() or self.row(index.row()).head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, and for screen readers the sentence of its row."""
        told = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if not index.isValid() or role not in told:
            return None
        row = self.row(index.row())
        if index.column() >= len(row.cells):
            return ""
        if role == Qt.ItemDataRole.AccessibleTextRole and not index.column() and row.spoken:
            return row.spoken
        return row.cells[index.column()].said()

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the title of a column."""
        told = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if orientation is Qt.Orientation.Horizontal and role in told:
            return self._columns[section].title
        return None


def _no_row(_place: int) -> TableRow:
    return TableRow("", ())


class _Header(Themed, QHeaderView):
    """The titles of the columns."""

    def __init__(self, table: "ListTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(False)
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
        """Paint titles and line."""
        painter = QPainter(self.viewport())
        self._table.paint_titles(painter, QRectF(self.viewport().rect()))
        painter.end()


class _Delegate(QStyledItemDelegate):
    """Paints no cell: the table paints whole rows."""

    def __init__(self, table: "ListTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, _painter: QPainter, _option: QStyleOptionViewItem, _index: Index) -> None:
        """Paint nothing."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size that the table has worked out."""
        return QSize(1, self._table.height_of(index.row()))


class ListTable(Themed, QTableView):
    """The table. Arrows move between rows; Enter opens the current one.

    With `whole` it is as high as its rows, and whoever holds it scrolls.

    Signals:
        opened(str): A person wants to see what a row is about; its key.
        acted(str, str): A person pressed what can be done with a row: its key, the action's.
        menu_asked(str, QPoint): The menu of a row is wanted at a place of the screen.
        removed(str): A person pressed Delete.
        renaming(str): A person pressed F2.
        chosen(str): Another row is the current one; empty if none is.
        placed(QRect): The current row lies there, for whoever scrolls.
    """

    opened = Signal(str)
    acted = Signal(str, str)
    menu_asked = Signal(str, QPoint)
    removed = Signal(str)
    renaming = Signal(str)
    chosen = Signal(str)
    placed = Signal(QRect)

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[ListColumn],
        *,
        whole: bool = False,
        titles: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._columns = list(columns)
        self._whole = whole
        self._titles = titles
        self._widths: list[int] = []
        self._narrow = False
        self._pointed = -1
        self._heights: dict[int, int] = {}
        self._advances: dict[tuple[str, TextStyle, Weight | None], float] = {}
        self._metrics: dict[tuple[TextStyle, Weight | None], QFontMetricsF] = {}
        self.rows = ListModel(columns)
        self.rows.setParent(self)
        self.setAccessibleName(name)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(_Delegate(self))
        self.setModel(self.rows)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
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
        if whole:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed if whole else policy.Expanding)
        self.rows.rowsInserted.connect(self._on_inserted)
        self.follow(theme)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)

    def focus_outline(self) -> float | None:
        """Tell that the current row shows the focus."""
        return None

    # what is shown

    @property
    def current(self) -> str:
        """The key of the current row, empty if there is none."""
        place = self.currentIndex().row()
        if 0 <= place < self.rows.rowCount() and not self.rows.row(place).head:
            return self.rows.keys[place]
        return ""

    @property
    def is_narrow(self) -> bool:
        """Whether the first cell of each row stands above the others."""
        return self._narrow

    def show_rows(self, keys: Sequence[str], make: Callable[[int], TableRow]) -> None:
        """Show other rows; the current one stays current, else the one in its place is."""
        current, place = self.current, self.currentIndex().row()
        at = self.verticalScrollBar().value()
        changed = self.rows.show_rows(keys, make)
        self._heights = {}
        self.lay_out()
        self.verticalScrollBar().setValue(at)
        if changed and current and not (self.rows.is_near(current) and self.show_current(current)):
            left = max(0, min(place, len(keys) - 1))
            near = [*range(left, len(keys)), *range(min(left, len(keys)) - 1, -1, -1)]
            for number in near:
                if not self.rows.row(number).head:
                    self.show_current(keys[number])
                    return
            self.chosen.emit("")

    def show_list(self, rows: Sequence[TableRow]) -> None:
        """Show rows that are made already."""
        made = list(rows)
        self.show_rows([row.key for row in made], made.__getitem__)

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
        if self.current:
            return
        for place in range(self.rows.rowCount()):
            if not self.rows.row(place).head:
                self.setCurrentIndex(self.rows.index(place, 0))
                return

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is the current one."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self.chosen.emit(self.current)
            self._tell_place()

    # lengths

    def lay_out(self) -> None:
        """Work out the widths of columns and the heights of rows."""
        width = self.viewport().width()
        if width <= 1:
            return
        self._metrics = {}
        self._set_widths(width)
        header = self.horizontalHeader()
        header.setVisible(self._titles and not self._narrow)
        for place, room in enumerate(self._widths):
            hidden = self._narrow and place > 0
            if self.isColumnHidden(place) != hidden:
                self.setColumnHidden(place, hidden)
            if not hidden:
                header.resizeSection(place, width if self._narrow else room)
        self._heights = {}
        self._set_heights(0, self.rows.rowCount())
        self.updateGeometries()
        self.viewport().update()

    def _set_widths(self, width: int) -> None:
        """Give each column its width: the room for its cell with half a gap at both sides."""
        px = self.theme.px
        room = width - 2 * px(_EDGE) - px(_GAP) * (len(self._columns) - 1)
        widths = [
            0 if column.share else self._natural(place, px(column.most))
            for place, column in enumerate(self._columns)
        ]
        left = room - sum(widths)
        shares = sum(column.share for column in self._columns)
        self._narrow = False
        for place, column in enumerate(self._columns):
            if column.share:
                widths[place] = int(left * column.share / shares)
                self._narrow = self._narrow or widths[place] < px(column.least)
        if self._narrow:
            self._widths = [width, *(0 for _ in self._columns[1:])]
            return
        whole = [one + px(_GAP) for one in widths]
        whole[0] += px(_EDGE) - px(_GAP) // 2
        whole[-1] = width - sum(whole[:-1])
        self._widths = whole

    def _natural(self, place: int, most: int) -> int:
        px = self.theme.px
        title = self._columns[place].title
        widest = self._advance(title, TextStyle.CAPTION, Weight.MEDIUM) if self._titles else 0.0
        for number in range(min(self.rows.rowCount(), _MOST_AT_ONCE)):
            row = self.rows.row(number)
            if row.head or place >= len(row.cells):
                continue
            cell = row.cells[place]
            width = self._cell_width(cell, most)
            if cell.state is not None or cell.action:
                most = max(most, int(width) + 2)
            widest = max(widest, width)
        # The letters of a paragraph are set with kerning, so it may be a little wider.
        return min(max(int(widest * 1.02) + 2, px(self._columns[place].least)), most)

    def _cell_width(self, cell: Cell, most: int) -> float:
        px = self.theme.px
        if cell.state is not None:
            return pill_size(self.theme, cell.state, cell.text).width()
        if cell.pills:
            sizes = [pill_size(self.theme, State.PLAIN, one).width() for one in cell.pills]
            return min(sum(sizes) + px(5) * (len(sizes) - 1), most)
        if cell.action:
            if cell.icon:
                return px(28)
            words = self._advance(cell.text, TextStyle.LABEL, Weight.MEDIUM)
            return words + 2 * px(8)
        style, weight = _style(cell)
        text = self._advance(cell.text, style, weight)
        below = self._advance(cell.below, TextStyle.CAPTION, None)
        return max(text, below) + self._icon_room(cell)

    def _icon_room(self, cell: Cell) -> int:
        return self.theme.px(_ICON) + self.theme.px(_ICON_GAP) if cell.icon else 0

    def _advance(self, text: str, style: TextStyle, weight: Weight | None) -> float:
        wanted = (text, style, weight)
        known = self._advances.get(wanted)
        if known is None:
            metrics = self._metrics.get((style, weight))
            if metrics is None:
                font = self.theme.font(style, weight, figures=True)
                metrics = self._metrics[style, weight] = QFontMetricsF(font)
            lines = text.split("\n")
            known = max(metrics.horizontalAdvance(line) for line in lines)
            self._advances[wanted] = known
        return known

    def _text_height(self, text: str, style: TextStyle, weight: Weight | None, room: int) -> int:
        """Return the height of a text; most fit on one line, which is quickly seen."""
        if not text:
            return 0
        if "\n" not in text and self._advance(text, style, weight) * 1.02 < room:
            return self.theme.line_height(style)
        return self.theme.paragraph(text, style, weight, max(room, 1)).height

    def _cell_height(self, cell: Cell, room: int) -> int:
        theme, px = self.theme, self.theme.px
        if cell.state is not None:
            return pill_size(theme, cell.state, cell.text).height()
        if cell.pills:
            return self._pill_places(cell.pills, room)[1]
        if cell.action:
            return max(px(28), theme.line_height(TextStyle.LABEL) + px(8))
        room -= self._icon_room(cell)
        style, weight = _style(cell)
        below = self._text_height(cell.below, TextStyle.CAPTION, None, room)
        gap = px(2) if below and cell.text else 0
        return self._text_height(cell.text, style, weight, room) + gap + below

    def _pill_places(self, pills: Sequence[str], room: int) -> tuple[list[QRectF], int]:
        px = self.theme.px
        places: list[QRectF] = []
        x, y, height = 0, 0, 0
        for words in pills:
            size = pill_size(self.theme, State.PLAIN, words)
            height = size.height()
            if x and x + size.width() > room:
                x, y = 0, y + height + px(4)
            places.append(QRectF(x, y, size.width(), height))
            x += size.width() + px(5)
        return places, y + height

    def _cell_room(self, place: int) -> int:
        px = self.theme.px
        last = len(self._widths) - 1
        around = 0
        around += px(_EDGE) if place == 0 else px(_GAP) // 2
        around += px(_EDGE) if place == last else px(_GAP) // 2
        return max(1, self._widths[place] - around)

    def _row_height(self, row: TableRow) -> int:
        theme, px = self.theme, self.theme.px
        if row.head:
            room = self.viewport().width() - 2 * px(_EDGE)
            words = self._text_height(row.cells[0].text, TextStyle.H3, None, room)
            return max(px(_HEAD), words + px(22))
        if self._narrow:
            places, height = self._narrow_places(row)
            return max(height, px(_LEAST_ROW)) if places else px(_LEAST_ROW)
        heights = [
            self._cell_height(cell, self._cell_room(place)) for place, cell in enumerate(row.cells)
        ]
        least = max(px(_LEAST_ROW), theme.line_height(TextStyle.BODY) + 2 * px(_DOWN))
        return max(max(heights, default=0) + 2 * px(_DOWN), least)

    def _narrow_places(self, row: TableRow) -> tuple[list[QRectF], int]:
        """Return where the cells of a row lie, the first above the others, and its height."""
        px = self.theme.px
        left, room = px(_EDGE), self.viewport().width() - 2 * px(_EDGE)
        first, end = row.cells[0], left + room
        corner = px(28) if any(cell.action and cell.icon for cell in row.cells) else 0
        start = left + self._icon_room(first)
        y = px(_DOWN)
        height = self._cell_height(first, room - corner)
        places = [QRectF(left, y, room - corner, height)]
        y += height
        x, line = start, 0
        for cell in row.cells[1:]:
            if cell.action and cell.icon:
                places.append(QRectF(end - corner, px(_DOWN), corner, corner))
                continue
            if not cell.said():
                places.append(QRectF())
                continue
            width = min(int(self._cell_width(cell, end - start)) + 2, end - start)
            if x > start and x + width > end:
                x, y, line = start, y + line + px(4), 0
            if x == start and not line:
                y += px(5)
            high = self._cell_height(cell, width)
            places.append(QRectF(x, y, width, high))
            line = max(line, high)
            x += width + px(14)
        return places, y + line + px(_DOWN)

    def _set_heights(self, first: int, after: int) -> None:
        rows = self.verticalHeader()
        self.setUpdatesEnabled(False)
        for place in range(first, after):
            height = self._row_height(self.rows.row(place))
            self._heights[place] = height
            if rows.sectionSize(place) != height:
                rows.resizeSection(place, height)
        self.setUpdatesEnabled(True)
        if self._whole:
            while self.rows.canFetchMore(_NOWHERE):
                self.rows.fetchMore(_NOWHERE)
            self.updateGeometry()

    def _on_inserted(self, _parent: Index, first: int, last: int) -> None:
        if self._widths:
            self._set_heights(first, last + 1)

    def height_of(self, place: int) -> int:
        """Return the height of a row in pixels."""
        return self._heights.get(place, self.theme.px(_LEAST_ROW))

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
        """Return the room for some rows, or for all of them."""
        if self._whole:
            return QSize(self.theme.px(120), self.sizeHint().height())
        return QSize(self.theme.px(120), self.theme.px(240))

    def sizeHint(self) -> QSize:
        """Return the same, as wide as there is room."""
        if not self._whole:
            return QSize(self.theme.px(600), self.theme.px(240))
        header = self.horizontalHeader()
        height = sum(self._heights.values())
        if self._titles and not self._narrow:
            height += header.sizeHint().height()
        return QSize(self.theme.px(600), height)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view."""
        painter = QPainter(self.viewport())
        top = self.rowAt(max(event.rect().top(), 0))
        bottom = self.rowAt(event.rect().bottom())
        last = self.rows.rowCount() - 1
        for place in range(max(top, 0), (bottom if bottom >= 0 else last) + 1):
            self._paint_row(painter, place)
        painter.end()

    def row_area(self, place: int) -> QRect:
        """Return where a row lies in the view."""
        top = self.rowViewportPosition(place)
        return QRect(0, top, self.viewport().width(), self.rowHeight(place))

    def _paint_row(self, painter: QPainter, place: int) -> None:
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        row, area = self.rows.row(place), QRectF(self.row_area(place))
        current = place == self.currentIndex().row()
        if row.head:
            self._paint_head(painter, row, area)
            return
        inside = area.adjusted(1, 1, -1, -1)
        if current:
            edge = colours.text if theme.high_contrast else None
            paint_panel(painter, inside, px(RADIUS_ROW), colours.accent_tint, edge, theme.edge)
        elif place == self._pointed:
            paint_panel(painter, inside, px(RADIUS_ROW), colours.hover)
        for cell, at in zip(row.cells, self.cell_places(place), strict=False):
            self._paint_cell(painter, cell, at, current=current, place=place)
        if current and self.hasFocus():
            width = px(RING_WIDTH)
            paint_panel(painter, inside, px(RADIUS_ROW), None, colours.accent, width)

    def cell_places(self, place: int) -> list[QRectF]:
        """Return where the cells of a row lie in the view."""
        row, area = self.rows.row(place), QRectF(self.row_area(place))
        direction = self.layoutDirection()
        if self._narrow:
            found = self._narrow_places(row)[0]
            whole = [one.translated(0, area.top()) for one in found]
            return [mirrored(one, area, direction) for one in whole]
        px, places, x = self.theme.px, [], 0
        for number, cell in enumerate(row.cells):
            room = self._cell_room(number)
            height = self._cell_height(cell, room)
            start = x + (px(_EDGE) if number == 0 else px(_GAP) // 2)
            y = area.top() + (area.height() - height) / 2
            places.append(mirrored(QRectF(start, y, room, height), area, direction))
            x += self._widths[number]
        return places

    def _paint_head(self, painter: QPainter, row: TableRow, area: QRectF) -> None:
        theme, px = self.theme, self.theme.px
        room = int(area.width()) - 2 * px(_EDGE)
        words = theme.paragraph(row.cells[0].text, TextStyle.H3, None, room)
        top = area.bottom() - words.height - px(8)
        place = QRectF(px(_EDGE), top, room, words.height)
        direction = self.layoutDirection()
        ink = theme.colours.text
        words.paint(painter, mirrored(place, area, direction), ink, direction=direction)
        paint_hairline(
            painter, area.bottom() - 1, area.left() + px(_EDGE), area.right() - px(_EDGE), theme
        )

    def _paint_cell(
        self, painter: QPainter, cell: Cell, at: QRectF, *, current: bool, place: int
    ) -> None:
        theme, direction, px = self.theme, self.layoutDirection(), self.theme.px
        colours = theme.colours
        if cell.state is not None:
            size = pill_size(theme, cell.state, cell.text)
            spot = QRectF(at.left(), at.top(), size.width(), size.height())
            spot = mirrored(spot, at, direction)
            paint_pill(painter, cell.state, cell.text, spot, theme, direction)
            return
        if cell.pills:
            for words, spot in zip(
                cell.pills, self._pill_places(cell.pills, int(at.width()))[0], strict=True
            ):
                moved = mirrored(spot.translated(at.topLeft()), at, direction)
                if current:  # the ground of pills is hardly seen on the tint
                    paint_panel(painter, moved, px(6), colours.surface)
                paint_pill(painter, State.PLAIN, words, moved, theme, direction)
            return
        if cell.action:
            shown = current or place == self._pointed
            self._paint_action(painter, cell, at, shown=shown)
            return
        start = float(self._icon_room(cell))
        style, weight = _style(cell)
        room = max(1, int(at.width() - start))
        text = theme.paragraph(cell.text, style, weight, room) if cell.text else None
        if cell.icon:
            side = px(_ICON)
            y = at.top() + (at.height() - side) / 2
            spot = mirrored(QRectF(at.left(), y, side, side), at, direction)
            ink = colours.error if cell.ink == "error" else colours.text2
            paint_icon(painter, cell.icon, spot, ink, direction)
        y = at.top()
        if text is not None:
            spot = mirrored(QRectF(at.left() + start, y, room, text.height), at, direction)
            ink = colours.text if cell.ink == "error" else colours.named(cell.ink)
            text.paint(painter, spot, ink, direction=direction)
            y += text.height + px(2)
        if cell.below:
            below = theme.paragraph(cell.below, TextStyle.CAPTION, None, room)
            spot = mirrored(QRectF(at.left() + start, y, room, below.height), at, direction)
            below.paint(painter, spot, colours.text2, direction=direction)

    def _paint_action(self, painter: QPainter, cell: Cell, at: QRectF, *, shown: bool) -> None:
        theme, direction, px = self.theme, self.layoutDirection(), self.theme.px
        colours = theme.colours
        if cell.icon:
            side = px(_ICON)
            spot = QRectF(at.center().x() - side / 2, at.center().y() - side / 2, side, side)
            paint_icon(painter, cell.icon, spot, colours.text2, direction)
            return
        words = theme.paragraph(cell.text, TextStyle.LABEL, Weight.MEDIUM)
        if shown:
            edge = colours.control if theme.high_contrast else colours.line2
            width = words.width + 2 * px(8)
            button = QRectF(at.left(), at.top(), width, at.height())
            button = mirrored(button, at, direction)
            paint_panel(painter, button, px(RADIUS_CONTROL), colours.surface, edge, theme.edge)
        y = at.top() + (at.height() - words.height) / 2
        spot = mirrored(QRectF(at.left() + px(8), y, words.width, words.height), at, direction)
        words.paint(painter, spot, colours.accent, direction=direction)

    def paint_titles(self, painter: QPainter, area: QRectF) -> None:
        """Paint the titles of the columns and the line below them."""
        theme, px, direction = self.theme, self.theme.px, self.layoutDirection()
        ink, x = theme.colours.text2, 0
        for number, column in enumerate(self._columns):
            start = x + (px(_EDGE) if number == 0 else px(_GAP) // 2)
            if number == 0 and self._has_icons():
                start += px(_ICON) + px(_ICON_GAP)
            room = max(1, x + self._widths[number] - start) if self._widths else 1
            shown = theme.elided(column.title, TextStyle.CAPTION, Weight.MEDIUM, room)
            words = theme.paragraph(shown, TextStyle.CAPTION, Weight.MEDIUM)
            y = (area.height() - words.height) / 2
            spot = mirrored(QRectF(start, y, room, words.height), area, direction)
            words.paint(painter, spot, ink, direction=direction)
            x += self._widths[number] if self._widths else 0
        paint_hairline(painter, area.bottom() - theme.edge, area.left(), area.right(), theme)

    def _has_icons(self) -> bool:
        return bool(self.rows.rowCount() and self.rows.row(0).cells[0].icon)

    # pointer and keys

    def action_at(self, point: QPoint) -> tuple[str, str]:
        """Return the key of the row and of the action at a point of the view."""
        place = self.rowAt(point.y())
        if place < 0 or self.rows.row(place).head:
            return "", ""
        row = self.rows.row(place)
        for cell, at in zip(row.cells, self.cell_places(place), strict=False):
            reach = self.theme.px(8)
            if cell.action and at.adjusted(-reach, -reach, reach, reach).contains(point):
                return row.key, cell.action
        return row.key, ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the row under the pointer."""
        self._point(self.rowAt(event.position().toPoint().y()))
        _, action = self.action_at(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if action else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the pointer when it leaves."""
        if event.type() is QEvent.Type.Leave:
            self._point(-1)
        return super().viewportEvent(event)

    def _point(self, place: int) -> None:
        if place != self._pointed:
            self._pointed = place
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer the current one."""
        place = self.rowAt(event.position().toPoint().y())
        if place >= 0 and not self.rows.row(place).head:
            self.setCurrentIndex(self.rows.index(place, 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what was pressed."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        key, action = self.action_at(point)
        if action == "menu":
            self.menu_asked.emit(key, self.viewport().mapToGlobal(point))
        elif action:
            self.acted.emit(key, action)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the pointer."""
        key, action = self.action_at(event.position().toPoint())
        if key and not action:
            self.opened.emit(key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or of the current one."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.ask_for_menu()
        else:
            key, _ = self.action_at(event.pos())
            if key:
                self.menu_asked.emit(key, event.globalPos())

    def ask_for_menu(self) -> None:
        """Ask for the menu of the current row, where that row is."""
        if self.current:
            area = self.row_area(self.currentIndex().row())
            inset = self.theme.px(24)
            at = QPoint(area.left() + inset, area.bottom())
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                at.setX(area.right() - inset)
            self.menu_asked.emit(self.current, self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, remove or rename the current row, or move."""
        key, current = event.key(), self.current
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current:
            self.opened.emit(current)
        elif key == Qt.Key.Key_Delete and current:
            self.removed.emit(current)
        elif key == Qt.Key.Key_F2 and current:
            self.renaming.emit(current)
        elif key == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Paste):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go from row to row: titles are skipped, and columns are not gone through."""
        moves = QAbstractItemView.CursorAction
        here, last = self.currentIndex().row(), self.rows.rowCount() - 1
        page = max(1, self.viewport().height() // max(1, self.theme.px(_LEAST_ROW)) - 1)
        if self._whole:
            page = 8
        there, step = {
            moves.MoveHome: (0, 1),
            moves.MoveEnd: (last, -1),
            moves.MoveUp: (here - 1, -1),
            moves.MovePrevious: (here - 1, -1),
            moves.MoveDown: (here + 1, 1),
            moves.MoveNext: (here + 1, 1),
            moves.MovePageUp: (max(here - page, 0), 1),
            moves.MovePageDown: (min(here + page, last), -1),
        }.get(action, (here, 1))
        while 0 <= there <= last and self.rows.row(there).head:
            there += step
        if not 0 <= there <= last:
            return self.currentIndex()
        if there >= last - 1 and self.rows.canFetchMore(_NOWHERE):
            self.rows.fetchMore(_NOWHERE)
        return self.rows.index(there, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row has the focus; there always is one."""
        super().focusInEvent(event)
        self.show_first()
        self.viewport().update()
        QTimer.singleShot(0, self, self._tell_place)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _tell_place(self) -> None:
        place = self.currentIndex().row()
        if place >= 0 and self.hasFocus():
            area = self.row_area(place)
            above = place - 1
            if above >= 0 and self.rows.row(above).head:  # a first row with its title
                area.setTop(area.top() - self.rowHeight(above))
            self.placed.emit(area.translated(self.viewport().pos()))


def _style(cell: Cell) -> tuple[TextStyle, Weight | None]:
    style = TextStyle.LABEL if cell.small else TextStyle.BODY
    return style, Weight.MEDIUM if cell.strong else None
