"""Editor for a list: one field for each entry, and how many there are."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.gui.accessibility import Role, announce
from excellence_app.gui.components.boxes import Column, Flow, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.field_parts import FieldHead, FieldMessage
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.language.catalogues import Words
from excellence_app.language.limits import limits
from excellence_app.session.questioning import Tried

TYPE = QuestionType.COUNTED_LIST
_LONGEST = 1_000_000  # characters: what is too long is refused in words, never cut
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})


class _Entry(Row):
    """One entry: its number, its field, and the button that removes it."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, spacing=8, parent=parent)
        self._words = words
        self.number = PlainLabel(theme, "", TextStyle.LABEL, colour="text2").in_one_line()
        self.edit = LineEdit(theme, "")
        self.edit.setMaxLength(_LONGEST)
        self.remove = IconButton(theme, "", "trash-2")
        self.put(self.number)
        self.put(self.edit, stretch=1)
        self.put(self.remove)

    def show_number(self, number: int) -> None:
        """Show which entry it is."""
        words = self._words
        self.number.setText(f"{number}.")
        self.edit.setAccessibleName(words.text("Entry {number}", number=number))
        self.remove.set_icon("trash-2", words.text("Remove entry {number}", number=number))


class ListField(Themed, QWidget):
    """All entries as one field to type in: its text has one line for each.

    Signals:
        edited: A person typed. str: the whole text.
        left: A person is done with an entry; the next change is another step for undo.
        next_asked, back_asked: Enter in an empty entry, Shift Enter.
    """

    accessible_role: QAccessible.Role = Role.Grouping

    edited = Signal(str)
    left = Signal()
    next_asked = Signal()
    back_asked = Signal()

    def __init__(
        self, theme: Theme, words: Words, question: Question, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._locked, self._reason = False, ""
        self.setAccessibleName(question.text)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._holder = Column(theme, spacing=8)
        self._message = FieldMessage(theme)
        self.add = Button(theme, words.text("Add an entry"), Kind.QUIET, icon="plus")
        self.add.clicked.connect(self._on_add)
        self.count = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.STRONG)
        foot = Flow(theme, across=12, down=4, at_end=1)
        foot.put(self.add, self.count)
        keys = words.text(
            "Enter adds the next one. Alt with ↑ or ↓ moves one. "
            "Several lines can be pasted at once."
        )
        told = PlainLabel(theme, keys, TextStyle.CAPTION, colour="text3")
        told.most_characters = None
        for part in (
            FieldHead(theme, words.text("Your answer"), limits(words, question)),
            self._holder,
            self._message,
            foot,
            told,
        ):
            self._column.addWidget(part)
        self.entries: list[_Entry] = []
        self.follow(theme)
        self._column.setSpacing(theme.px(8))
        self._insert(0, "")
        self._number()

    # as a field

    @property
    def text(self) -> str:
        """The entries that are not empty, one on each line."""
        return "\n".join(self.items)

    @property
    def items(self) -> list[str]:
        """The entries that are not empty."""
        found = (" ".join(one.edit.text().split()) for one in self.entries)
        return [text for text in found if text]

    @property
    def error(self) -> str:
        """The message that is shown."""
        return self._message.text

    @property
    def edit(self) -> QWidget:
        """The entry with the focus, else the first."""
        focused = [one.edit for one in self.entries if one.edit.hasFocus()]
        return next(iter([*focused, self.entries[0].edit]))

    def show_text(self, text: str) -> None:
        """Show other entries; nothing is emitted. Those that are the same stay as they are."""
        wanted = text.split("\n") if text else []
        if wanted == self.items:
            return
        shown = wanted or [""]
        here = next((n for n, one in enumerate(self.entries) if one.edit.hasFocus()), None)
        for entry, line in zip(self.entries, shown, strict=False):
            if entry.edit.text() != line:
                entry.edit.setText(line)
        for line in shown[len(self.entries) :]:
            self._insert(len(self.entries), line)
        while len(self.entries) > len(shown):
            self._drop(self.entries[-1])
        self._number()
        if here is not None and here >= len(self.entries):
            self._focus(len(self.entries) - 1)

    def show_error(self, message: str) -> None:
        """Show what is wrong with the list."""
        self._message.show_message(message)
        for one in self.entries:
            one.edit.show_wrong(wrong=bool(message))
            one.edit.setAccessibleDescription(message or self._reason)

    def lock(self, *, locked: bool, reason: str) -> None:
        """Let the entries be read alone."""
        self._locked, self._reason = locked, reason
        for one in self.entries:
            self._lock(one)
        self.add.setVisible(not locked)

    def _lock(self, entry: _Entry) -> None:
        entry.edit.setReadOnly(self._locked)
        entry.edit.setAccessibleDescription(self._reason)
        entry.remove.setVisible(not self._locked)

    # entries

    def _insert(self, place: int, text: str) -> _Entry:
        entry = _Entry(self.theme, self._words, self._holder)
        entry.edit.setText(text)
        entry.edit.textEdited.connect(self._on_edited)
        entry.edit.left.connect(self.left)
        entry.edit.installEventFilter(self)
        entry.remove.clicked.connect(partial(self._remove, entry))
        self.entries.insert(place, entry)
        self._holder.box.insertWidget(place, entry)
        self._lock(entry)
        entry.show()
        return entry

    def _drop(self, entry: _Entry) -> None:
        self.entries.remove(entry)
        entry.edit.removeEventFilter(self)
        self._holder.box.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def _number(self) -> None:
        for number, entry in enumerate(self.entries, 1):
            entry.show_number(number)
        wide = max(one.number.sizeHint().width() for one in self.entries)
        for entry in self.entries:
            entry.number.setMinimumWidth(wide)
        self.show_count()

    def show_count(self) -> None:
        """Say how many entries there are."""
        self.count.setText(self._words.plural("{count} entry", "{count} entries", len(self.items)))

    def _focus(self, place: int) -> None:
        self.entries[place].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_edited(self) -> None:
        self.show_count()
        self.edited.emit(self.text)

    def _step(self, change: Callable[[], None]) -> None:
        """Make a change that is a step of its own for undo."""
        self.left.emit()
        change()
        self._number()
        self.edited.emit(self.text)
        self.left.emit()

    @Slot()
    def _on_add(self) -> None:
        if self.entries[-1].edit.text().strip():
            self._insert(len(self.entries), "")
            self._number()
        self._focus(len(self.entries) - 1)

    def _remove(self, entry: _Entry) -> None:
        place = self.entries.index(entry)
        if len(self.entries) == 1:
            self._step(entry.edit.clear)
        else:
            self._focus(place + 1 if place + 1 < len(self.entries) else place - 1)
            self._step(partial(self._drop, entry))
        announce(self, self.count.text())

    def _move(self, place: int, step: int) -> None:
        there = place + step
        if not 0 <= there < len(self.entries):
            return
        one, other = self.entries[place].edit, self.entries[there].edit

        def swap() -> None:
            mine, theirs = one.text(), other.text()
            one.setText(theirs)
            other.setText(mine)

        self._step(swap)
        self._focus(there)
        announce(
            self,
            self._words.text(
                "Entry {number}, now {place} of {count}",
                number=place + 1,
                place=there + 1,
                count=len(self.entries),
            ),
        )

    def _paste(self, place: int, data: QMimeData) -> bool:
        lines = [" ".join(line.split()) for line in data.text().splitlines()]
        lines = [line for line in lines if line]
        if len(lines) <= 1:
            return False

        def put() -> None:
            first = self.entries[place].edit
            first.insert(lines[0])
            for number, line in enumerate(lines[1:], 1):
                self._insert(place + number, line)

        self._step(put)
        self._focus(place + len(lines) - 1)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Backspace, Alt with the arrows, and pasting of several lines."""
        if event.type() not in _PRESSES or not isinstance(event, QKeyEvent):
            return False
        place = next((n for n, one in enumerate(self.entries) if one.edit is watched), None)
        if place is None:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            if self._steps(event):
                event.accept()
            return False
        return self._handle(place, event)

    def _steps(self, event: QKeyEvent) -> int:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != _ALT:
            return 0
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)

    def _handle(self, place: int, event: QKeyEvent) -> bool:
        entry, key = self.entries[place], event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and not held & ~_SHIFT:
            self.left.emit()
            if held:
                self.back_asked.emit()
            elif self._locked or not entry.edit.text().strip():
                self.next_asked.emit()
            else:
                self._insert(place + 1, "")
                self._number()
                self._focus(place + 1)
            return True
        if self._locked:
            return False
        if step := self._steps(event):
            self._move(place, step)
            return True
        empty = not entry.edit.text() and len(self.entries) > 1
        if key == Qt.Key.Key_Backspace and not held and empty:
            self._remove(entry)
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._paste(place, QGuiApplication.clipboard().mimeData())
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not held:
            there = place + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= there < len(self.entries):
                self._focus(there)
            return True
        return False

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._column.setSpacing(self.theme.px(8))
        super().on_theme_changed()


class ListEditor(Editor):
    """The entries below each other."""

    ENTER_GOES_ON = False

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        self.field = ListField(theme, asked.words, asked.question, self)
        self.field.edited.connect(self._on_edited)
        self.field.next_asked.connect(self.next_asked)
        self.field.back_asked.connect(self.back_asked)
        self.column.addWidget(self.field)
        self.set_lengths()

    @property
    def fields(self) -> Mapping[str, ListField]:
        """The whole list, by the key of the answer."""
        return {self.asked.question.id: self.field}

    def show_values(self, values: Mapping[str, AnswerValue]) -> None:
        """Leave the entries to the page, which fills the field."""

    def show_tried(self, _tried: Tried) -> None:
        """Say how many entries there are."""
        self.field.show_count()

    @Slot()
    def _on_edited(self) -> None:
        self.typed.emit()

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let the entries be read alone."""
        self.field.lock(locked=locked, reason=reason)

    def focus_answer(self) -> None:
        """Put the focus into the first entry that is empty, else into the last."""
        entries = self.field.entries
        first = next((one for one in entries if not one.edit.text()), entries[-1])
        first.edit.setFocus(Qt.FocusReason.OtherFocusReason)


EDITOR = ListEditor
