"""Editor for a day: typed in one of two ways, said in words beside the field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.parts.editor import Asked
from excellence_app.gui.parts.typed_editor import TypedEditor
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words
from excellence_app.session.questioning import Tried

TYPE = QuestionType.DATE
_CHARACTERS = 13


class DateEditor(TypedEditor):
    """One field; the day it means stands beside it with the day of the week."""

    STORES_WHILE_TYPING = False  # 1.2.2026 begins as 1.2.20

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        words = asked.words
        self.field = TextField(
            theme, words.text("Your answer"), hint=date_hint(words), number=True
        )
        self.field.edit.setInputMethodHints(Qt.InputMethodHint.ImhDate)
        self.field.edit.most_characters = _CHARACTERS
        self.field.edit.setAccessibleName(asked.question.text)
        super().__init__(theme, asked, [self.field], parent)
        offer_calendar(self.field, words)

    def show_tried(self, tried: Tried) -> None:
        """Show the day in words beside the field; what is still stored below it."""
        said = "" if tried.refused else tried.sentence
        self.field.show_unit(said)
        super().show_tried(tried if tried.refused else tried._replace(sentence=""))


def date_hint(words: Words) -> str:
    """Return how a day may be written, in the way of the language first."""
    return words.text("Such as 2026-11-30 or 30.11.2026")


EDITOR = DateEditor
