"""The actions of a roadmap in their order, to be moved and acted on.

A row is moved with Alt and arrows, picked up with Space, or dragged by its handle; while it is
held, the list shows at once how things would be.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QWidget,
)

from excellence_app.gui.parts.roadmap_entries import LINES, Entry, Kind, Part
from excellence_app.gui.parts.roadmap_measures import LEAST_ROW
from excellence_app.gui.parts.roadmap_rows import RoadmapRows
from excellence_app.gui.theme import (
    Theme,
)
from excellence_app.language.catalogues import Words

_SCROLL_EDGE = 36  # so near an end a dragged row scrolls the list
_SCROLL_STEP = 14
_SCROLL_PACE = 30  # milliseconds


class RoadmapList(RoadmapRows):
    """The list. Arrows move between rows; Enter, letters and the menu key act on a row.

    Signals:
        edit_asked(str, str): An action is to be edited; its key, and which field or "".
        menu_asked(str, QPoint): The menu of an action is wanted at a place of the screen.
        add_asked: A new action is wanted.
        remove_asked(str): An action is to be removed.
        fold_asked: What is done and dropped is to be shown, or no longer.
        moved(str, int): A person moves an action one place up (-1) or down (1).
        lifted(str): A person has picked an action up.
        tried(str, int): The action that is held goes to a place among those shown.
        dropped(str): A person puts the action that is held down where it is now.
        put_back(str): A person leaves the action that is held where it was.
        refused: A person wants to move a row, which this order does not allow.
        copied: A person wants the rows in the clipboard.
    """

    edit_asked = Signal(str, str)
    menu_asked = Signal(str, QPoint)
    add_asked = Signal()
    remove_asked = Signal(str)
    fold_asked = Signal()
    moved = Signal(str, int)
    lifted = Signal(str)
    tried = Signal(str, int)
    dropped = Signal(str)
    put_back = Signal(str)
    refused = Signal()
    copied = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        titles: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, words, name, titles, parent)
        self._dragging = False
        self._pressed: tuple[str, QPoint, Part | None] | None = None
        self._drag_at = 0
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_PACE)
        self._scrolling.timeout.connect(self._on_scrolling)

    # where the pointer is

    def _point(self, at: QPoint | None) -> None:
        pointed = self._part_at(at) if at is not None else ("", None)
        if pointed != self._pointed:
            self._pointed = pointed
            shape = Qt.CursorShape.ArrowCursor
            if pointed[1] is Part.HANDLE and self.may_move:
                shape = Qt.CursorShape.OpenHandCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._point(None)
        super().leaveEvent(event)

    # pressing and dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row the current one; a drag may begin here."""
        at = event.position().toPoint()
        if self._held and not self._dragging:
            self._put_down()
        key, part = self._part_at(at)
        self._pressed = None
        if key:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.show_current(key, in_view=False)
            if event.button() is Qt.MouseButton.LeftButton:
                self._pressed = (key, at, part)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is pointed at, or drag the row."""
        at = event.position().toPoint()
        if self._dragging:
            self._drag_to(at.y())
            return
        if not event.buttons():
            self._point(at)
            return
        if self._pressed is None:
            return
        key, began, _part = self._pressed
        far = (at - began).manhattanLength() >= QApplication.startDragDistance()
        if far and self._may_lift(key):
            if not self.may_move:
                self._pressed = None
                self.refused.emit()
                return
            self._lift(key)
            self._dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._drag_to(at.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the row, or do what was pressed."""
        pressed, self._pressed = self._pressed, None
        if self._dragging:
            self._end_drag()
            self._put_down()
            return
        if pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        key, part = self._part_at(event.position().toPoint())
        if (key, part) != (pressed[0], pressed[2]):
            return
        self._press(key, part)

    def _press(self, key: str, part: Part | None) -> None:
        entry = self._entry(self.entries_model.place_of(key))
        if entry is None:
            return
        if entry.kind is Kind.ADD:
            self.add_asked.emit()
        elif entry.kind is Kind.FOLD:
            self.fold_asked.emit()
        elif part is Part.MENU:
            corner = self.part_area(key, part).bottomLeft()
            self.menu_asked.emit(key, self.viewport().mapToGlobal(corner))
        elif part in {Part.OWNER, Part.DUE, Part.EFFORT} and part is not None:
            self.edit_asked.emit(key, part.value)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an action."""
        key, part = self._part_at(event.position().toPoint())
        if self.row_of(key) is not None and part in {None, Part.HANDLE}:
            self._pressed = None
            self.edit_asked.emit(key, "")

    def _may_lift(self, key: str) -> bool:
        entry = self._entry(self.entries_model.place_of(key))
        return (
            entry is not None
            and entry.kind is Kind.ACTION
            and self.may_change
            and not self.is_proposal
        )

    def _lift(self, key: str) -> None:
        self._held = key
        self.viewport().update()
        self.lifted.emit(key)

    def _put_down(self) -> None:
        key, self._held = self._held, ""
        self.viewport().update()
        if key:
            self.dropped.emit(key)

    def let_go(self) -> bool:
        """Leave the row that is held where it was; return whether there was one."""
        key, self._held = self._held, ""
        self._end_drag()
        self._pressed = None
        if key:
            self.put_back.emit(key)
        return bool(key)

    def _end_drag(self) -> None:
        self._dragging = False
        self._scrolling.stop()
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)

    def _drag_to(self, y: int) -> None:
        """Let the row that is held stand where the pointer is."""
        self._drag_at = y
        edge = self.theme.px(_SCROLL_EDGE)
        near = y < edge or y > self.viewport().height() - edge
        if near != self._scrolling.isActive():
            if near:
                self._scrolling.start()
            else:
                self._scrolling.stop()
        keys = [row.key for row in self.rows]
        here = keys.index(self._held)
        there = here
        while there < len(keys) - 1 and y > self._middle(keys[there + 1]):
            there += 1
        while there > 0 and y < self._middle(keys[there - 1]):
            there -= 1
        if there != here:
            self.tried.emit(self._held, there)

    def _middle(self, key: str) -> int:
        return (
            self.visualRect(self.entries_model.index(self.entries_model.place_of(key)))
            .center()
            .y()
        )

    def _on_scrolling(self) -> None:
        bar = self.verticalScrollBar()
        up = self._drag_at < self.viewport().height() / 2
        bar.setValue(bar.value() + (-1 if up else 1) * self.theme.px(_SCROLL_STEP))
        self._drag_to(self._drag_at)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the current row."""
        if self._held:
            self._key_while_held(event)
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if held == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(-1 if key == Qt.Key.Key_Up else 1)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif key == Qt.Key.Key_Escape or held & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        elif not self._act(event):
            if event.text().isprintable() and event.text():
                event.ignore()
            else:
                super().keyPressEvent(event)
                self.scrollTo(self.currentIndex())

    def _act(self, event: QKeyEvent) -> bool:
        """Do what a plain key asks for and return whether it asks for something."""
        entry = self._entry(self.currentIndex().row())
        key = event.key()
        pressed = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        space = key == Qt.Key.Key_Space
        if event.text().upper() in {self.letters.new, "N"} and event.text():
            if self.may_change:
                self.add_asked.emit()
            return True
        if entry is None:
            return False
        if entry.kind is Kind.ADD and (pressed or space):
            self.add_asked.emit()
            return True
        if entry.kind is Kind.FOLD:
            forwards = Qt.Key.Key_Right
            backwards = Qt.Key.Key_Left
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                forwards, backwards = backwards, forwards
            wanted = pressed or space or key == (backwards if entry.is_open else forwards)
            if wanted:
                self.fold_asked.emit()
            return wanted
        if entry.row is None:
            return False
        if pressed:
            self.edit_asked.emit(entry.key, "")
        elif space:
            self._on_space(entry)
        elif key == Qt.Key.Key_Delete:
            self.remove_asked.emit(entry.key)
        else:
            return self._on_letter(entry, event.text().upper())
        return True

    def _on_letter(self, entry: Entry, letter: str) -> bool:
        fields = {
            self.letters.due: Part.DUE,
            self.letters.owner: Part.OWNER,
            self.letters.effort: Part.EFFORT,
        }
        part = fields.get(letter)
        if part is not None:
            self.edit_asked.emit(entry.key, part.value)
        return part is not None

    def _on_space(self, entry: Entry) -> None:
        if not self._may_lift(entry.key):
            return
        if self.may_move:
            self._lift(entry.key)
        else:
            self.refused.emit()

    def _move(self, step: int) -> None:
        key = self.current
        if not self._may_lift(key):
            return
        if self.may_move:
            self.moved.emit(key, step)
        else:
            self.refused.emit()

    def _key_while_held(self, event: QKeyEvent) -> None:
        key = event.key()
        keys = [row.key for row in self.rows]
        here = keys.index(self._held)
        there = {
            Qt.Key.Key_Up: here - 1,
            Qt.Key.Key_Down: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(keys) - 1,
        }.get(Qt.Key(key))
        if there is not None:
            if 0 <= there < len(keys) and there != here:
                self.tried.emit(self._held, there)
        elif key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._end_drag()
            self._put_down()
        elif key == Qt.Key.Key_Escape:
            self.let_go()
        elif key == Qt.Key.Key_Tab:
            self.let_go()
            event.ignore()

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Put a row that is held back before the focus goes elsewhere."""
        self.let_go()
        return super().focusNextPrevChild(forwards)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put a row that is held back where it was."""
        super().focusOutEvent(event)
        if self._held and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.let_go()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row, also by its key."""
        if self._held:
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            key = self.current_action
            place = self.entries_model.place_of(key)
            corner = self.visualRect(self.entries_model.index(place)).bottomLeft()
            at = self.viewport().mapToGlobal(corner + QPoint(self.theme.px(40), 0))
        else:
            key, _ = self._part_at(event.pos())
            at = event.globalPos()
        if key and self.row_of(key) is not None:
            self.show_current(key, in_view=False)
            self.menu_asked.emit(key, at)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go from row to row; the lines between them are skipped."""
        moves = QAbstractItemView.CursorAction
        places = [n for n, entry in enumerate(self.entries) if entry.kind not in LINES]
        if not places:
            return QModelIndex()
        here = self.currentIndex().row()
        at = places.index(here) if here in places else -1
        page = max(1, self.viewport().height() // max(1, self.theme.px(LEAST_ROW)) - 1)
        steps = {
            moves.MoveUp: -1,
            moves.MovePrevious: -1,
            moves.MoveDown: 1,
            moves.MoveNext: 1,
            moves.MovePageUp: -page,
            moves.MovePageDown: page,
            moves.MoveHome: -len(places),
            moves.MoveEnd: len(places),
        }
        there = min(max(at + steps.get(action, 0), 0), len(places) - 1)
        return self.entries_model.index(places[there])

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a row, and to the line that follows it."""
        below = self._entry(index.row() + 1)
        if below is not None and below.kind in LINES:
            super().scrollTo(self.entries_model.index(index.row() + 1), hint)
        super().scrollTo(index, hint)
