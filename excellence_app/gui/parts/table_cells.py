"""One row of a table as cells side by side or one below the other, and the titles above them."""

import sys
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.boxes import Column, Gap
from excellence_app.gui.components.drop_down import DropDown, DropDownField
from excellence_app.gui.components.field_parts import FieldMessage
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.language.catalogues import Words
from excellence_app.language.weekdays import day_as_typed

_LONGEST = 1_000_000  # characters: what is too long is refused in words, never cut
_NUMBER, _BUTTON = 24, 32  # pixels of the design
_WIDTHS = {
    QuestionType.TEXT: 150,
    QuestionType.NUMBER: 110,
    QuestionType.DATE: 130,
    QuestionType.CHOICE: 150,
}
_SOME_DAY = date(2026, 11, 30)

Cell = TextField | DropDownField


class _CellField(TextField):
    """A cell to type in. What is wrong with it stands below the row, which has the room.

    Signals:
        complained: There is another message.
    """

    complained = Signal()
    _said = ""

    def show_error(self, message: str) -> None:
        """Show the edge in the colour of errors; the row shows the message."""
        changed, self._said = message != self._said, message
        self.edit.show_wrong(wrong=bool(message))
        self.edit.setAccessibleDescription(message or self.hint)
        if changed:
            self.complained.emit()

    @property
    def error(self) -> str:
        """The message."""
        return self._said


def control_of(cell: Cell) -> QWidget:
    """Return the part of a cell that takes the focus."""
    return cell.edit if isinstance(cell, TextField) else cell.list


def _hint(words: Words, column: Question) -> str:
    parts = [] if column.required else [words.text("optional")]
    least, most = column.least, column.most
    if least is not None and most is not None:
        parts.append(words.text("{least} to {most}", least=least, most=most))
    return ", ".join(parts)


def _ask_for_no_width(cell: QWidget) -> None:
    """Let a cell be as wide as its column, whatever stands in it."""
    policy = cell.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    cell.setSizePolicy(policy)


class TableRow(Themed, QWidget):
    """The cells of one row, side by side or, `stacked`, one below the other."""

    accessible_role: QAccessible.Role = Role.Grouping

    def __init__(
        self, theme: Theme, words: Words, columns: Sequence[Question], key: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._words = words
        self.columns = columns
        self._stacked: bool | None = None
        self.number = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.STRONG, parent=self)
        self.number = self.number.in_one_line()
        self.remove = IconButton(theme, "", "trash-2", parent=self)
        self.cells: dict[str, Cell] = {}
        for column in columns:
            cell = self.cells[column.id] = self._make_cell(theme, column)
            _ask_for_no_width(cell)
        self.message = FieldMessage(theme, self)
        self.grid = QGridLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def _make_cell(self, theme: Theme, column: Question) -> Cell:
        hint = _hint(self._words, column)
        if column.type is QuestionType.CHOICE:
            entries = [("", "–"), *((one.id, one.title) for one in column.choices)]
            return DropDownField(theme, column.text, entries, hint=hint, parent=self)
        shown = day_as_typed(self._words, _SOME_DAY) if column.type is QuestionType.DATE else ""
        cell = _CellField(theme, column.text, hint=hint, placeholder=shown, parent=self)
        cell.complained.connect(self._show_messages)
        cell.edit.setMaxLength(_LONGEST)
        if column.type is QuestionType.DATE:
            offer_calendar(cell, self._words, with_key=False)  # there Alt Down moves the row
        if column.type is QuestionType.NUMBER:
            cell.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        return cell

    @Slot()
    def _show_messages(self) -> None:
        titles = {column.id: column.text for column in self.columns}
        said = [
            f"{titles[name]}: {cell.error}"
            for name, cell in self.cells.items()
            if isinstance(cell, _CellField) and cell.error
        ]
        self.message.show_message(" ".join(said))

    @property
    def empty(self) -> bool:
        """Whether nothing stands in any cell."""
        return not any(
            cell.text.strip() if isinstance(cell, TextField) else cell.list.entry
            for cell in self.cells.values()
        )

    def show_number(self, number: int, *, stacked: bool) -> None:
        """Show which row it is, and its cells side by side or below each other."""
        words = self._words
        name = words.text("Row {number}", number=number)
        self.setAccessibleName(name)
        self.number.setText(name if stacked else f"{number}.")
        self.remove.set_icon("trash-2", words.text("Remove row {number}", number=number))
        for column in self.columns:
            spoken = words.text("Row {number}, {column}", number=number, column=column.text)
            control = control_of(self.cells[column.id])
            control.setAccessibleName(spoken)
            if isinstance(control, DropDown) and sys.platform.startswith("linux"):
                control.setAccessibleDescription(spoken)  # Qt tells the entry instead of the name
        if stacked != self._stacked:
            self._stacked = stacked
            self._lay_out(stacked=stacked)

    def _lay_out(self, *, stacked: bool) -> None:
        px = self.theme.px
        while self.grid.takeAt(0) is not None:
            pass
        grid = self.grid
        last = len(self.columns) + 1
        for number in range(grid.columnCount()):
            grid.setColumnStretch(number, 0)
            grid.setColumnMinimumWidth(number, 0)
        for cell in self.cells.values():
            cell.head.setVisible(stacked)
        top = Qt.AlignmentFlag.AlignTop
        if stacked:
            grid.setContentsMargins(0, px(4), 0, px(12))
            grid.addWidget(self.number, 0, 0)
            grid.addWidget(self.remove, 0, 1)
            for number, cell in enumerate(self.cells.values(), 1):
                grid.addWidget(cell, number, 0, 1, 2)
            grid.addWidget(self.message, len(self.cells) + 1, 0, 1, 2)
            grid.setColumnStretch(0, 1)
        else:
            grid.setContentsMargins(0, 0, 0, 0)
            grid.addWidget(self.number, 0, 0)
            for number, cell in enumerate(self.cells.values(), 1):
                grid.addWidget(cell, 0, number)
            grid.addWidget(self.remove, 0, last, top)
            grid.addWidget(self.message, 1, 1, 1, last)
            _space_out(grid, self.columns, self.theme)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(8))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        if self._stacked is not None:
            self._lay_out(stacked=self._stacked)
        super().on_theme_changed()


def _space_out(grid: QGridLayout, columns: Sequence[Question], theme: Theme) -> None:
    """Give the columns of a row the same widths as in all other rows."""
    grid.setColumnMinimumWidth(0, theme.px(_NUMBER))
    for number, column in enumerate(columns, 1):
        grid.setColumnStretch(number, _WIDTHS[column.type])
        grid.setColumnMinimumWidth(number, theme.px(_WIDTHS[column.type]))
    grid.setColumnMinimumWidth(len(columns) + 1, theme.px(_BUTTON))


class TableHead(Themed, QWidget):
    """The titles of the columns."""

    def __init__(
        self, theme: Theme, words: Words, columns: Sequence[Question], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(Gap(theme, _NUMBER, self), 0, 0)  # empty columns have no gap beside
        self._grid.addWidget(Gap(theme, _BUTTON, self), 0, len(columns) + 1)
        for number, column in enumerate(columns, 1):
            cell = Column(theme, spacing=0)
            unit = f"{column.text} ({column.unit})" if column.unit else column.text
            cell.put(PlainLabel(theme, unit, TextStyle.LABEL, weight=Weight.STRONG))
            hint = _hint(words, column)
            if hint:
                cell.put(PlainLabel(theme, hint, TextStyle.CAPTION, colour="text3"))
            cell.stretch()
            _ask_for_no_width(cell)
            self._grid.addWidget(cell, 0, number, Qt.AlignmentFlag(0))
        self.follow(theme)
        self._set_lengths()

    def _set_lengths(self) -> None:
        _space_out(self._grid, self._columns, self.theme)
        self._grid.setHorizontalSpacing(self.theme.px(8))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()


def width_wanted(columns: Sequence[Question]) -> int:
    """Return the width from which on the cells stand side by side, in pixels of the design."""
    return sum(_WIDTHS[one.type] + 8 for one in columns) + _NUMBER + _BUTTON + 16
