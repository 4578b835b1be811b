"""Editor for a share: its part and its whole as two fields, the percentage while typing."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.parts.level_rows import rows_of
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.session.questioning import Tried

TYPE = QuestionType.SHARE
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class ShareEditor(Editor):
    """Two fields, below them the share as a percentage and the levels."""

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        words, question = asked.words, asked.question
        titles = (
            question.part_title or words.text("Part"),
            question.whole_title or words.text("Whole"),
        )
        self._fields: dict[str, TextField] = {}
        for key, title in zip(question.keys, titles, strict=True):
            field = TextField(theme, title, unit=question.unit, number=True, parent=self)
            field.edited.connect(self.typed)
            field.edit.installEventFilter(self)
            self._fields[key] = field
            self.column.addWidget(field)
        self._sentence = PlainLabel(theme, "", TextStyle.BODY, weight=Weight.STRONG, parent=self)
        self._sentence.hide()
        self.column.addWidget(self._sentence)
        self._levels = rows_of(theme, asked, self)
        if self._levels is not None:
            self.column.addWidget(self._levels)
        self.set_lengths()

    @property
    def fields(self) -> Mapping[str, TextField]:
        """The fields of part and whole, by the keys of the answer."""
        return self._fields

    @property
    def sentence(self) -> str:
        """What the answer comes to, in words."""
        return self._sentence.text()

    def show_tried(self, tried: Tried) -> None:
        """Show the share, and the level that it stands for."""
        self._sentence.setText(tried.sentence)
        self._sentence.setVisible(bool(tried.sentence))
        if self._levels is not None:
            self._levels.show_level(tried.level)

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let the fields be read alone."""
        for field in self._fields.values():
            field.edit.setReadOnly(locked)
            if reason:
                field.edit.setAccessibleDescription(reason)

    def focus_answer(self) -> None:
        """Put the focus into the first field that is empty, else into the first."""
        fields = list(self._fields.values())
        first = next((field for field in fields if not field.text), fields[0])
        first.focus()
        first.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter, from the part to the whole first; go back with Shift Enter."""
        pressed = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            modifiers = event.modifiers() & ~_KEYPAD
            if modifiers in {_SHIFT, Qt.KeyboardModifier.NoModifier}:
                self._enter(watched, back=modifiers == _SHIFT)
                return True
        return False

    def _enter(self, edit: QObject, *, back: bool) -> None:
        part, whole = self._fields.values()
        if not back and edit is part.edit and not whole.text:
            whole.focus()
            return
        for field in (part, whole):
            field.left.emit()
        if not (part.error or whole.error):
            (self.back_asked if back else self.next_asked).emit()
