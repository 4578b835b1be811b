"""Editor for a number with its unit; the level that it stands for is shown while typing."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.parts.level_rows import rows_of
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.language.catalogues import Words
from excellence_app.session.questioning import Tried

TYPE = QuestionType.NUMBER
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class NumberEditor(Editor):
    """One field, below it what the number comes to, and the levels."""

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        words, question = asked.words, asked.question
        self.field = TextField(
            theme,
            words.text("Your answer"),
            hint=range_hint(words, question),
            unit=question.unit,
            number=True,
            parent=self,
        )
        self.field.edit.setAccessibleName(question.text)
        self.field.edited.connect(self.typed)
        self.field.edit.installEventFilter(self)
        self._sentence = PlainLabel(theme, "", TextStyle.BODY, weight=Weight.STRONG, parent=self)
        self._sentence.hide()
        self.column.addWidget(self.field)
        self.column.addWidget(self._sentence)
        self._levels = rows_of(theme, asked, self)
        if self._levels is not None:
            self.column.addWidget(self._levels)
        self.set_lengths()

    @property
    def fields(self) -> Mapping[str, TextField]:
        """The field, by the key of the answer."""
        return {self.asked.question.id: self.field}

    @property
    def sentence(self) -> str:
        """What the answer comes to, in words."""
        return self._sentence.text()

    def show_tried(self, tried: Tried) -> None:
        """Show the level that the number stands for."""
        self._sentence.setText(tried.sentence)
        self._sentence.setVisible(bool(tried.sentence))
        if self._levels is not None:
            self._levels.show_level(tried.level)

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let the field be read alone."""
        self.field.edit.setReadOnly(locked)
        if reason:
            self.field.edit.setAccessibleDescription(reason)

    def focus_answer(self) -> None:
        """Put the focus into the field."""
        self.field.focus()
        self.field.edit.selectAll()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Go on with Enter and back with Shift Enter; what is typed is stored first."""
        pressed = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            modifiers = event.modifiers() & ~_KEYPAD
            if modifiers in {_SHIFT, Qt.KeyboardModifier.NoModifier}:
                self.field.left.emit()
                if not self.field.error:
                    (self.back_asked if modifiers == _SHIFT else self.next_asked).emit()
                return True
        return False


def range_hint(words: Words, question: Question) -> str:
    """Return what may be entered, for beside the field."""
    least, most = question.least, question.most
    if least is not None and most is not None:
        text = words.text("{least} to {most}", least=least, most=most)
    elif least is not None:
        text = words.text("{least} or more", least=least)
    elif most is not None:
        text = words.text("{most} at most", most=most)
    else:
        text = ""
    kind = words.text("whole number") if question.whole else ""
    return ", ".join(part for part in (kind, text) if part)
