"""Editor for a number with its unit; the level that it stands for is shown while typing."""

from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.editor import Asked
from excellence_app.gui.parts.typed_editor import TypedEditor
from excellence_app.gui.theme import Theme
from excellence_app.language.limits import limits

TYPE = QuestionType.NUMBER


class NumberEditor(TypedEditor):
    """One field, below it what the number comes to, and the levels."""

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        words, question = asked.words, asked.question
        hint = limits(words, question)
        self.field = TextField(
            theme, words.text("Your answer"), hint=hint, unit=question.unit, number=True
        )
        self.field.edit.setAccessibleName(question.text)
        super().__init__(theme, asked, [self.field], parent)


EDITOR = NumberEditor
