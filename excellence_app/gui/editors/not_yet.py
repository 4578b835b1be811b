"""What stands in the place of an editor for questions that this version cannot take in yet."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.theme import TextStyle, Theme, Weight


class NotYetEditor(Editor):
    """Says so, shows what is offered to choose from and what is stored; notes can be taken."""

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        words, question = asked.words, asked.question
        card = Card(theme, question.text, padding=16, spacing=6, parent=self)
        card.body.addWidget(
            PlainLabel(
                theme,
                words.text(
                    "This version cannot take in answers to questions of this kind yet. "
                    "Please write the answer into the notes."
                ),
                colour="text2",
            )
        )
        for choice in question.choices:
            card.body.addWidget(PlainLabel(theme, f"– {choice.title}", TextStyle.LABEL))
        self.stored = PlainLabel(theme, "", weight=Weight.STRONG)
        self.stored.hide()
        card.body.addWidget(self.stored)
        self.column.addWidget(card)
        self.set_lengths()

    def show_values(self, values: Mapping[str, AnswerValue]) -> None:
        """Show what is stored as it is."""
        written = ", ".join(self.asked.words.value(value) for value in values.values())
        said = self.asked.words.text("Stored: {value}", value=written) if written else ""
        self.stored.setText(said)
        self.stored.setVisible(bool(said))
