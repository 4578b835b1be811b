"""Editor for a share: its part and its whole as two fields, the percentage while typing."""

from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.editor import Asked
from excellence_app.gui.parts.typed_editor import TypedEditor
from excellence_app.gui.theme import Theme

TYPE = QuestionType.SHARE


class ShareEditor(TypedEditor):
    """Two fields, below them the share as a percentage and the levels."""

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        words, question = asked.words, asked.question
        titles = (
            question.part_title or words.text("Part"),
            question.whole_title or words.text("Whole"),
        )
        fields = [TextField(theme, title, unit=question.unit, number=True) for title in titles]
        super().__init__(theme, asked, fields, parent)


EDITOR = ShareEditor
