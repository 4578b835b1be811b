"""The table of rows as people use it: pointer, keys and what they ask for."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView

from excellence_app.gui.parts.table.painted_rows import PaintedColumn, PaintedRows
from excellence_app.gui.parts.table.rows import RowsModel
from excellence_app.gui.parts.table.text_rows import TextColumn, TextRows
from excellence_app.gui.parts.table.view import RowView
from excellence_app.gui.theme import Theme

_MENU = "menu"
_PAGE_OF_WHOLE = 8  # rows that Page Down goes on in a table that does not scroll by itself


class RowTable(RowView):
    """The table. Arrows move between rows, and Enter opens the current one.

    Signals:
        opened(str): A person wants to see what a row is about; its key.
        acted(str, str): A person pressed what can be done with a row: its key, the action's.
        menu_asked(str, QPoint): The menu of a row is wanted at a place of the screen.
        removed(str): A person pressed Delete.
        renaming(str): A person pressed F2.
        copied: A person wants the rows in the clipboard.
    """

    opened = Signal(str)
    acted = Signal(str, str)
    menu_asked = Signal(str, QPoint)
    removed = Signal(str)
    renaming = Signal(str)
    copied = Signal()

    # pointer

    def action_at(self, point: QPoint) -> tuple[str, str]:
        """Return the key of the row and of the action at a point of the view."""
        place = self.rowAt(point.y())
        key = self.rows.key_at(place)
        if not key:
            return "", ""
        return key, self.lay.action_at(
            self.rows.entry(place), self.cell_places(place), QPointF(point)
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the row under the pointer, and whether something can be done there."""
        point = event.position().toPoint()
        self.point_at(self.rowAt(point.y()))
        _, action = self.action_at(point)
        shape = Qt.CursorShape.PointingHandCursor if action else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the pointer when it leaves."""
        if event.type() is QEvent.Type.Leave:
            self.point_at(-1)
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer the current one."""
        self.show_current(self.rows.key_at(self.rowAt(event.position().toPoint().y())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what was pressed."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        key, action = self.action_at(point)
        if action == _MENU:
            self.menu_asked.emit(key, self.viewport().mapToGlobal(point))
        elif action:
            self.acted.emit(key, action)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row under the pointer."""
        key, action = self.action_at(event.position().toPoint())
        if key and not action and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the pointer, or of the current one."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.ask_for_menu()
            return
        key, _ = self.action_at(event.pos())
        if key:
            self.show_current(key)
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

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, do, remove, rename or copy, or move; leave Esc to the window."""
        key, current = event.key(), self.current
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held and self.lay.acts:
                self.acted.emit(current, self.lay.main_action)
            else:
                self.opened.emit(current)
        elif key == Qt.Key.Key_Delete and current:
            self.removed.emit(current)
        elif key == Qt.Key.Key_F2 and current:
            self.renaming.emit(current)
        elif (self.lay.acts or self.lay.copies) and event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif key == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Paste):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go from row to row: heads are skipped, and columns are not gone through."""
        moves = QAbstractItemView.CursorAction
        here, last = self.currentIndex().row(), self.rows.rowCount() - 1
        page = max(1, self.viewport().height() // max(1, self.lay.least_height()) - 1)
        if self.whole:
            page = _PAGE_OF_WHOLE
        up, down = max(here - page, 0), min(here + page, last)
        there, step = {
            moves.MoveHome: (0, 1),
            moves.MoveEnd: (last, -1),
            moves.MoveUp: (here - 1, -1),
            moves.MovePrevious: (here - 1, -1),
            moves.MoveDown: (here + 1, 1),
            moves.MoveNext: (here + 1, 1),
            moves.MovePageUp: (up, -1 if up else 1),
            moves.MovePageDown: (down, 1 if down < last else -1),
        }.get(action, (here, 1))
        while 0 <= there <= last and not self.rows.is_row(there):
            there += step
        if not 0 <= there <= last:
            return self.currentIndex()
        return self.rows.index(there, 0)

    # focus

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


def text_table(
    theme: Theme,
    name: str,
    columns: Sequence[TextColumn],
    *,
    whole: bool = False,
    titles: bool = True,
) -> RowTable:
    """Return a table of cells with text, pills and actions.

    With `whole` it is as high as its rows; without `titles` the columns show none.
    """
    model = RowsModel([column.title for column in columns])
    return RowTable(theme, name, model, TextRows(theme, columns, titled=titles), whole=whole)


def painted_table(
    theme: Theme,
    name: str,
    titles: Sequence[str],
    columns: Sequence[PaintedColumn],
    *,
    cell: Callable[[str, int], str],
    spoken: Callable[[str], str],
    row: float | None = None,
) -> RowTable:
    """Return a table of numbers and names with painted columns.

    `cell` and `spoken` say what is painted, as `RowsModel` takes them; `row` is the height of a
    row in pixels of the design.
    """
    rows = PaintedRows(theme, columns) if row is None else PaintedRows(theme, columns, row=row)
    return RowTable(theme, name, RowsModel(titles, cell, spoken), rows)
