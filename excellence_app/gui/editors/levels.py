"""Editor for anchored levels: one card for each, the threshold line between them."""

from collections.abc import Mapping
from string import ascii_uppercase

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.components.answers import AnswerGroup, AnswerOption
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.theme import Theme
from excellence_app.language.sentences import level_title

TYPE = QuestionType.LEVELS
_DIGITS = 10  # levels that have a digit of their own; those above have letters


class LevelsEditor(Editor):
    """Cards from the lowest level to the highest."""

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        words, question = asked.words, asked.question
        options = []
        for level in question.levels:
            title = level_title(words, level, question)
            text = f"{title}. {level.text}" if level.text else title
            options.append(
                AnswerOption(
                    key=str(level.number),
                    title=title,
                    text=level.text,
                    cap=_cap(level.number),
                    spoken=words.text("Level {level}: {text}", level=level.number, text=text),
                    position=words.text(
                        "{number} of {count}",
                        number=level.number + 1,
                        count=len(question.levels),
                    ),
                )
            )
        self.group = AnswerGroup(theme, question.text, options, parent=self)
        threshold = asked.threshold
        if threshold is not None and str(threshold.level) in self.group.cards:
            self.group.set_threshold(str(threshold.level), threshold.words, threshold.spoken)
        self.group.chosen.connect(self.chosen)
        self.group.next_asked.connect(self.next_asked)
        self.group.back_asked.connect(self.back_asked)
        self.column.addWidget(self.group)
        self.set_lengths()

    def show_values(self, values: Mapping[str, AnswerValue]) -> None:
        """Show the card that is chosen, if any."""
        value = values.get(self.asked.question.id)
        self.group.show_answer(None if value is None else str(value))

    def show_compact(self, *, compact: bool) -> None:
        """Let the notes below stay in sight on a low screen."""
        super().show_compact(compact=compact)
        self.group.show_compact(compact=compact)

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Show all cards locked."""
        self.group.lock(locked=locked, reason=reason)

    @Slot()
    def focus_answer(self) -> None:
        """Put the focus on the chosen card, else on the first."""
        self.group.focus_answer()

    def choose_level(self, level: int) -> bool:
        """Choose a card by the number of its level."""
        card = self.group.cards.get(str(level))
        if card is not None:
            card.click()
        return card is not None

    def set_lengths(self) -> None:
        """Put the cards closer together where there is little room."""
        super().set_lengths()
        layout = self.group.layout()
        if layout is not None:
            layout.setSpacing(self.theme.px(6 if self.compact else 10))


def _cap(level: int) -> str:
    return str(level) if level < _DIGITS else ascii_uppercase[level - _DIGITS]


EDITOR = LevelsEditor
