"""What editors share in which one types: fields, what is typed comes to, the levels, the keys."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.parts.level_rows import rows_of
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.session.questioning import Tried

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class TypedEditor(Editor):
    """One field for each key of the answer; below them a sentence and the levels.

    Enter leads to the next field that is empty, and from the last to the next question.
    """

    def __init__(
        self,
        theme: Theme,
        asked: Asked,
        fields: Sequence[TextField],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, asked, parent)
        self._fields = dict(zip(asked.question.keys, fields, strict=True))
        for field in self._fields.values():
            field.setParent(self)
            field.edited.connect(self.typed)
            field.edit.installEventFilter(self)
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
        """The fields, by the keys of the answer."""
        return self._fields

    @property
    def sentence(self) -> str:
        """What the answer comes to, in words; what is stored where something typed cannot be."""
        return self._sentence.text()

    def show_tried(self, tried: Tried) -> None:
        """Show what is typed comes to, or what is stored meanwhile, and the level of that."""
        self._sentence.setText(tried.sentence)
        self._sentence.set_colour("gap" if tried.refused else "text")
        self._sentence.setVisible(bool(tried.sentence))
        if self._levels is not None:
            self._levels.show_level(tried.level)

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let the fields be read alone."""
        for field in self._fields.values():
            field.edit.setReadOnly(locked)
            field.show_error(field.error)  # which describes the field as it is without a lock
            if reason:
                field.edit.setAccessibleDescription(reason)

    def focus_answer(self) -> None:
        """Put the focus into the first field that is empty, else into the first."""
        fields = list(self._fields.values())
        first = next((field for field in fields if not field.text), fields[0])
        first.focus()
        first.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter, back with Shift Enter."""
        key = next((key for key, one in self._fields.items() if one.edit is watched), "")
        if not key:
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            modifiers = event.modifiers() & ~_KEYPAD
            if event.key() in _ENTER and not modifiers & ~_SHIFT:
                self._enter(key, back=bool(modifiers))
                return True
        return False

    def _enter(self, key: str, *, back: bool) -> None:
        after = list(self._fields)[list(self._fields).index(key) + 1 :]
        empty = next((one for one in after if not self._fields[one].text), "")
        if empty and not back:
            self._fields[empty].focus()
            return
        for field in self._fields.values():
            field.left.emit()
        if not any(field.error for field in self._fields.values()):
            (self.back_asked if back else self.next_asked).emit()
