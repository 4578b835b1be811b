"""Editor for a number with its unit; the level that it stands for is shown while typing."""

from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.editor import Asked
from excellence_app.gui.parts.typed_editor import TypedEditor
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words

TYPE = QuestionType.NUMBER


class NumberEditor(TypedEditor):
    """One field, below it what the number comes to, and the levels."""

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        words, question = asked.words, asked.question
        hint = range_hint(words, question)
        self.field = TextField(
            theme, words.text("Your answer"), hint=hint, unit=question.unit, number=True
        )
        self.field.edit.setAccessibleName(question.text)
        super().__init__(theme, asked, [self.field], parent)


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


EDITOR = NumberEditor
