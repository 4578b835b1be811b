"""Editor for yes or no: two cards side by side, one above the other where there is no room."""

from collections.abc import Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.messages import N_
from excellence_app.gui.components.answers import AnswerGroup, AnswerOption
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.parts.editor import Asked, Editor
from excellence_app.gui.theme import TextStyle, Theme, Weight

TYPE = QuestionType.YES_NO
YES, NO = "yes", "no"
_SIDE_BY_SIDE = 460  # pixels of the design from which on both cards stand in a row

# The keys that choose, in the language of the window. The first letter of each word.
_KEYS = {YES: N_("Y"), NO: N_("N")}


class YesNoEditor(Editor):
    """Two cards. Which of them meets the threshold is said below."""

    def __init__(self, theme: Theme, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(theme, asked, parent)
        words, question = asked.words, asked.question
        levels = question.levels or (asked.indicator.levels if asked.indicator else ())
        options = []
        for number, (key, title) in enumerate(((YES, words.text("Yes")), (NO, words.text("No")))):
            level = int((key == YES) == question.good)
            meaning = levels[level] if level < len(levels) else None
            title_of_level = meaning.title if meaning is not None else ""
            text = meaning.text if meaning is not None else ""
            full = f"{title}: {title_of_level}" if title_of_level else title
            options.append(
                AnswerOption(
                    key=key,
                    title=full,
                    text=text,
                    cap=words.text(_KEYS[key]),
                    position=words.text("{number} of {count}", number=number + 1, count=2),
                )
            )
        self.group = AnswerGroup(theme, question.text, options, side_by_side=True, parent=self)
        self.group.chosen.connect(self.chosen)
        self.group.next_asked.connect(self.next_asked)
        self.group.back_asked.connect(self.back_asked)
        layout = self.group.layout()
        if isinstance(layout, QBoxLayout):
            for number in range(layout.count()):
                layout.setStretch(number, 1)
        self.column.addWidget(self.group)
        threshold = asked.threshold
        if threshold is not None and threshold.level:
            meets = YES if question.good else NO
            self.group.cards[meets].tell_threshold(threshold.spoken)
            text = words.text(
                "{label} threshold: {answer}",
                label=threshold.label,
                answer=words.text("Yes") if question.good else words.text("No"),
            )
            label = PlainLabel(theme, text, TextStyle.LABEL, weight=Weight.STRONG, parent=self)
            self.column.addWidget(label)
        self.set_lengths()

    def show_values(self, values: Mapping[str, AnswerValue]) -> None:
        """Show the card that is chosen, if any."""
        value = values.get(self.asked.question.id)
        chosen = YES if value else NO
        self.group.show_answer(chosen if isinstance(value, bool) else None)

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Show both cards locked."""
        self.group.lock(locked=locked, reason=reason)

    def focus_answer(self) -> None:
        """Put the focus on the chosen card, else on the first."""
        self.group.focus_answer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards side by side where there is room for both."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        layout = self.group.layout()
        wide = self.width() >= self.theme.px(_SIDE_BY_SIDE)
        if isinstance(layout, QBoxLayout):
            layout.setDirection(ways.LeftToRight if wide else ways.TopToBottom)


EDITOR = YesNoEditor
