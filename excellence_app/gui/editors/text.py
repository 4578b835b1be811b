"""Editor for a text: a field that grows with it; the count is shown only near the limit."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.theme import TextStyle, Theme
from excellence_app.session.questioning import LONGEST_TEXT, Tried

TYPE = QuestionType.TEXT
_NEAR = LONGEST_TEXT * 9 // 10
_MOST_LINES = 12


class TextEditor(Editor):
    """Several lines; Enter begins a new one, with Ctrl it goes on."""

    ENTER_GOES_ON = False

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        words, question = asked.words, asked.question
        self.field = NoteField(
            theme, words.text("Your answer"), hint=words.text("Ctrl Enter goes on")
        )
        self.field.edit.most_lines = _MOST_LINES
        self.field.edit.setAccessibleName(question.text)
        self.field.edited.connect(self._on_edited)
        self.count = PlainLabel(theme, "", TextStyle.CAPTION, colour="text2")
        self.count.hide()
        self.column.addWidget(self.field)
        self.column.addWidget(self.count)
        self.set_lengths()

    @property
    def fields(self) -> Mapping[str, NoteField]:
        """The field, by the key of the answer."""
        return {self.asked.question.id: self.field}

    def show_tried(self, _tried: Tried) -> None:
        """Show how long the text is, near the limit and beyond."""
        words, length = self.asked.words, len(self.field.text.strip())
        said = ""
        if length > _NEAR:
            said = words.text("{count} of {most} characters", count=length, most=LONGEST_TEXT)
        if length > LONGEST_TEXT:
            said = f"{said}. {words.text('What is typed is not saved.')}"
        self.count.setText(said)
        self.count.set_colour("gap" if length > LONGEST_TEXT else "text2")
        self.count.setVisible(bool(said))

    @Slot()
    def _on_edited(self) -> None:
        self.typed.emit()

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let the text be read alone."""
        self.field.edit.setReadOnly(locked)
        self.field.show_error(self.field.error)
        if reason:
            self.field.edit.setAccessibleDescription(reason)

    def focus_answer(self) -> None:
        """Put the focus into the field, behind what stands there."""
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        cursor = self.field.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.edit.setTextCursor(cursor)


EDITOR = TextEditor
