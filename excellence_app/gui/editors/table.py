"""Editor for a table: rows of cells, in a narrow window each row as a form of its own."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.boxes import Column, Flow
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.drop_down import DropDownField
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.parts.table_cells import TableHead, TableRow, control_of, width_wanted
from excellence_app.gui.parts.table_pasting import LeftOutCells, PastedBlock
from excellence_app.gui.parts.typed import Field
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.session import edits, entry_edits
from excellence_app.session.entries import random_key

TYPE = QuestionType.TABLE
_MOST_SHOWN = 40  # rows that are made at once
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})


class TableEditor(Editor):
    """Rows of cells. A new row is there as soon as something stands in it."""

    ENTER_GOES_ON = False

    accessible_role: QAccessible.Role = Role.Grouping

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        words, question = asked.words, asked.question
        self.setAccessibleName(question.text)
        self.rows: list[TableRow] = []
        self._values: Mapping[str, AnswerValue] = {}
        self._pending = ""  # the key of the row that nothing stands in yet
        self._asked_for = False  # whether a person wanted that row
        self._all_shown = False
        self._stacked = False
        self._locked, self._reason = False, ""
        self._focus_next: int | None = None
        self._pasted: tuple[str, str, int, int] | None = None  # where, how many rows and columns
        self._head = TableHead(theme, words, question.columns, self)
        self._holder = Column(theme, spacing=8, parent=self)
        self.more = Button(theme, "", Kind.QUIET)
        self.more.clicked.connect(self._on_more)
        self.more.hide()
        self.add = Button(theme, words.text("Add a row"), Kind.QUIET, icon="plus")
        self.add.clicked.connect(self._on_add)
        self.count = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.STRONG)
        foot = Flow(theme, across=12, down=4, at_end=1)
        foot.put(self.add, self.more, self.count)
        keys = words.text(
            "Enter adds a row. Alt with ↑ or ↓ moves one. "
            "A block copied from a spreadsheet can be pasted into a cell."
        )
        told = PlainLabel(theme, keys, TextStyle.CAPTION, colour="text3")
        told.most_characters = None
        self.left_out = LeftOutCells(theme, words, self)
        for part in (
            self._head,
            self._holder,
            foot,
            self.left_out,
            told,
        ):
            self.column.addWidget(part)
        self.set_lengths()

    # showing

    @property
    def fields(self) -> Mapping[str, Field]:
        """The cells to type in, by their answer keys."""
        return {
            self._cell_key(row, name): cell
            for row in self.rows
            for name, cell in row.cells.items()
            if isinstance(cell, TextField)
        }

    def stores_while_typing(self, key: str) -> bool:
        """Store days on leaving their cell: 1.2.2026 begins as 1.2.20."""
        name = key.rpartition("/")[2]
        return all(
            one.type is not QuestionType.DATE
            for one in self.asked.question.columns
            if one.id == name
        )

    def _cell_key(self, row: TableRow, name: str) -> str:
        return f"{row.key}/{name}"

    def show_values(self, values: Mapping[str, AnswerValue]) -> None:
        """Show the rows that are there and what is chosen in them; cells to type in are filled."""
        self._values = values
        self._show_rows()

    def _stored_rows(self) -> list[str]:
        ranked = [
            (value, key)
            for key, value in self._values.items()
            if key.endswith("]") and isinstance(value, Fraction)
        ]
        return [key for _, key in sorted(ranked)]

    def _show_rows(self) -> None:
        wanted = self._stored_rows()
        if self._pending in wanted:
            self._pending = ""
        if self._pending and wanted and not self._asked_for:
            self._pending = ""
        if not wanted and not self._pending:
            self._pending, self._asked_for = self._new_key(wanted), False
        total = len(wanted)
        if not self._all_shown:
            wanted = wanted[:_MOST_SHOWN]
        self.more.set_caption(self.asked.words.text("Show all {count} rows", count=total))
        self.more.setVisible(len(wanted) < total)
        if self._pending:
            wanted.append(self._pending)
        known = {row.key: row for row in self.rows}
        changed = [row.key for row in self.rows] != wanted
        if changed:
            self._put_rows(known, wanted)
        for row in self.rows:
            for name, cell in row.cells.items():
                if isinstance(cell, DropDownField):
                    cell.list.show_entry(str(self._values.get(self._cell_key(row, name), "")))
        self._show_count(total)
        if changed:
            self.fields_changed.emit()
        if self._pasted is not None:
            self._focus_behind(*self._pasted)
        if self._focus_next is not None and self.rows:
            place, self._focus_next = min(self._focus_next, len(self.rows) - 1), None
            self._focus_row(place)

    def _put_rows(self, known: Mapping[str, TableRow], wanted: Sequence[str]) -> None:
        focused = QApplication.focusWidget()
        for key, row in known.items():
            if key not in wanted:
                self._holder.box.removeWidget(row)
                row.hide()
                row.deleteLater()
        self.rows = [known.get(key) or self._make_row(key) for key in wanted]
        for number, row in enumerate(self.rows):
            self._holder.box.insertWidget(number, row)
            row.show_number(number + 1, stacked=self._stacked)
            row.show()
        self._set_tab_order()
        if focused is not None and self.isAncestorOf(focused) and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_tab_order(self) -> None:
        order: list[QWidget] = []
        for row in self.rows:
            order += [*(control_of(cell) for cell in row.cells.values()), row.remove]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)

    def _make_row(self, key: str) -> TableRow:
        row = TableRow(
            self.theme, self.asked.words, self.asked.question.columns, key, self._holder
        )
        row.remove.clicked.connect(partial(self._remove, row))
        for name, cell in row.cells.items():
            control = control_of(cell)
            control.installEventFilter(self)
            if isinstance(cell, TextField):
                cell.edited.connect(self._on_typed)
            else:
                cell.chosen.connect(partial(self._on_chosen, row, name))
        self._lock_row(row)
        return row

    def _show_count(self, count: int) -> None:
        words, most = self.asked.words, self.asked.question.most
        said = words.plural("{count} row", "{count} rows", count)
        if most is not None:
            said = words.text("{count} of {most} rows at most", count=count, most=most)
        self.count.setText(said)
        self.add.setVisible(not self._locked and self._may_add())

    def _may_add(self) -> bool:
        most = self.asked.question.most
        return most is None or len(self._stored_rows()) < most

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let the cells be read alone."""
        self._locked, self._reason = locked, reason
        for row in self.rows:
            self._lock_row(row)
        self._show_count(len(self._stored_rows()))

    def _lock_row(self, row: TableRow) -> None:
        row.remove.setVisible(not self._locked)
        for cell in row.cells.values():
            if isinstance(cell, TextField):
                cell.edit.setReadOnly(self._locked)
            else:
                cell.list.setEnabled(not self._locked)
            if self._reason:
                control_of(cell).setAccessibleDescription(self._reason)

    def focus_answer(self) -> None:
        """Put the focus into the first cell of the row that is empty, else of the first."""
        if self.rows:
            place = next((n for n, row in enumerate(self.rows) if row.empty), 0)
            self._focus_row(place)

    def focus_part(self, part: str) -> bool:
        """Put the focus on a cell."""
        for row in self.rows:
            for name, cell in row.cells.items():
                if part in {row.key, self._cell_key(row, name)}:
                    control_of(cell).setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def _focus_row(self, place: int) -> None:
        first = next(iter(self.rows[place].cells.values()))
        control_of(first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_behind(self, row: str, name: str, down: int, across: int) -> None:
        """Put the focus behind what was pasted from a cell on, else on what is still empty."""
        self._pasted = None
        keys = [one.key for one in self.rows]
        first = keys.index(row) if row in keys else len(self.rows) - down
        last = self.rows[min(max(first + down - 1, 0), len(self.rows) - 1)]
        names = list(last.cells)
        behind = names[names.index(name) + across :]
        empty = [one for one in names if self._cell_key(last, one) not in self._values]
        there = next(iter([*behind, *empty]), names[-1])
        control_of(last.cells[there]).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _lacking_cell(self) -> QWidget | None:
        """The first cell that must not stay empty in a row of which something is told."""
        for row in self.rows:
            for column in self.asked.question.columns:
                empty = self._cell_key(row, column.id) not in self._values
                if row.key != self._pending and column.required and empty:
                    return control_of(row.cells[column.id])
        return None

    def focus_lacking(self, key: str) -> None:
        """Put the focus on a cell, without a key on the first that is needed and empty."""
        cell = self._lacking_cell
        if cell is None and not self._all_shown:
            self._on_more()
            cell = self._lacking_cell
        if key and self.focus_part(key):
            return
        if cell is not None:
            cell.setFocus(Qt.FocusReason.OtherFocusReason)

    # what a person does

    def _new_key(self, taken: Sequence[str]) -> str:
        known = {key[:-1].rpartition("[")[2] for key in taken}
        return f"{self.asked.question.id}[{random_key(known)}]"

    @Slot()
    def _on_typed(self) -> None:
        self.typed.emit()

    @Slot()
    def _on_more(self) -> None:
        self._all_shown = True
        self._show_rows()

    @Slot()
    def _on_add(self) -> None:
        if not self._pending:
            self._all_shown = True
            self._pending, self._asked_for = self._new_key(self._stored_rows()), True
            self._show_rows()
        self._focus_row(len(self.rows) - 1)

    def _on_chosen(self, row: TableRow, name: str, entry: str) -> None:
        key = self._cell_key(row, name)
        if entry:
            self.made.emit(partial(edits.answer, key=key, text=entry), "")
        elif key in self._values:
            self.made.emit(partial(edits.clear_answer, key=key), "")

    def _remove(self, row: TableRow) -> None:
        place = self.rows.index(row)
        words = self.asked.words
        if row.key == self._pending:
            if not row.empty:
                for cell in row.cells.values():
                    if isinstance(cell, TextField):
                        cell.show_error("")
                        cell.show_text("")
            if len(self.rows) > 1:
                self._pending = ""
            self._focus_next = place
            self._show_rows()
            return
        self._focus_next = place
        said = words.text("Row {number} removed", number=place + 1)
        self.made.emit(partial(entry_edits.remove_entry, key=row.key), said)

    def _move(self, row: TableRow, step: int) -> None:
        stored = self._stored_rows()
        if row.key not in stored:
            return
        here = stored.index(row.key)
        there = here + step
        if not 0 <= there < len(stored):
            return
        after = stored[there + 1 :] if step > 0 else stored[there:]
        before = after[0][:-1].rpartition("[")[2] if after else ""
        self.made.emit(partial(entry_edits.move_entry, key=row.key, before=before), "")
        announce(
            self,
            self.asked.words.text(
                "Row {number}, now {place} of {count}",
                number=here + 1,
                place=there + 1,
                count=len(stored),
            ),
        )

    def _paste(self, row: TableRow, name: str) -> bool:
        """Fill cells with a block copied from a spreadsheet, from one of them on."""
        entry = "" if row.key == self._pending else row.key[:-1].rpartition("[")[2]
        words, question = self.asked.words, self.asked.question
        block = PastedBlock(words, question.id, QGuiApplication.clipboard().text())
        if not block.is_one:
            return False
        if row.key == self._pending and row.empty:
            self._pending = ""
        self._all_shown = True
        self._pasted = (row.key, name, block.lines, block.columns)
        self.made.emit(block.into(entry, name), block.said)
        self.left_out.tell(block.left_out)
        self._pasted = None
        return True

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds a row, Alt with the arrows moves one, a block is pasted."""
        if event.type() not in _PRESSES or not isinstance(event, QKeyEvent):
            return False
        found = next(
            (
                (row, name, cell)
                for row in self.rows
                for name, cell in row.cells.items()
                if control_of(cell) is watched
            ),
            None,
        )
        if found is None:
            return False
        row, name, cell = found
        step = self._steps(event) if isinstance(cell, TextField) else 0
        if event.type() is QEvent.Type.ShortcutOverride:
            if step:
                event.accept()
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and not held & ~_SHIFT:
            if isinstance(cell, TextField):
                cell.left.emit()
            self._enter(row, back=bool(held))
            return True
        if self._locked:
            return False
        if step:
            self._move(row, step)
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste(row, name)
        return False

    def _steps(self, event: QKeyEvent) -> int:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != _ALT:
            return 0
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)

    def _enter(self, row: TableRow, *, back: bool) -> None:
        place = self.rows.index(row)
        if back:
            self.back_asked.emit()
        elif place + 1 < len(self.rows):
            self._focus_row(place + 1)
        elif self._locked or row.empty or not self._may_add():
            self.next_asked.emit()
        else:
            self._on_add()

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the cells where they have no room side by side."""
        super().resizeEvent(event)
        self._settle()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        super().on_theme_changed()
        self._settle()

    def _settle(self) -> None:
        stacked = self.width() < self.theme.px(width_wanted(self.asked.question.columns))
        if stacked != self._stacked:
            self._stacked = stacked
            self._head.setVisible(not stacked)
            for number, row in enumerate(self.rows, 1):
                row.show_number(number, stacked=stacked)


EDITOR = TableEditor
