"""The head of the question page: where the question is, what can be done with it, its words."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import entry_title
from excellence_app.gui.components.boxes import Column, Flow, Gap, Row
from excellence_app.gui.components.breadcrumb import Breadcrumb
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.command_keys import key_of
from excellence_app.gui.theme import TextStyle, Weight
from excellence_app.language.limits import limits
from excellence_app.session.question_places import case_key, case_title, section_of
from excellence_app.session.questioning import Position
from excellence_app.session.showing import Shown


class QuestionTop(Flow):
    """Dimension and position of the question; beside them help, the mark for later, the menu.

    Signals:
        step_chosen(str): A person wants to see the dimension or section with this id.
    """

    step_chosen = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, across=8, down=2, at_end=1, parent=parent)
        self._words = words
        self._steps: tuple[list[tuple[str, str]], str] = ([], "")
        self._breadcrumb = Breadcrumb(theme, words.text("Where you are"))
        self._breadcrumb.chosen.connect(self.step_chosen)
        self.help = Button(theme, words.text("Effect and guidance"), Kind.QUIET, icon="info")
        self.help.clicked.connect(partial(desk.run, "side"))
        self.help.hide()
        self.flag = IconButton(
            theme, words.text("Come back later"), "flag", key=key_of(desk, "mark_later")
        )
        self.flag.setCheckable(True)
        self.more = IconButton(theme, words.text("More about this question"), "ellipsis")
        actions = Row(theme, spacing=8)
        actions.put(self.help, self.flag, self.more)
        self.put(self._breadcrumb, actions)

    @property
    def position(self) -> str:
        """Where the question stands among all that count, in words."""
        return self._steps[1]

    def show_place(
        self, shown: Shown, question: Question, position: Position, *, asked: bool
    ) -> None:
        """Show the dimension or section of a question, its case, and where it stands."""
        words, criteria = self._words, shown.criteria
        indicator = criteria.indicator_of_question.get(question.id)
        if indicator is not None:
            found = (one for one in criteria.dimensions if one.id == indicator.dimension)
            steps = [(one.id, f"{one.id}  {one.title}") for one in found]
        else:
            section = section_of(criteria, question)
            steps = [] if section is None else [(section.id, f"{section.id}  {section.title}")]
        case = case_title(shown, question)
        if case:
            steps.append((case_key(question), case))
        if position.number:
            here = words.text(
                "Question {number} of {count}", number=position.number, count=position.among
            )
        elif asked:
            here = words.text("Does not apply, not counted")
        else:
            here = words.text("Not asked at the moment")
        if (steps, here) != self._steps:
            self._steps = (steps, here)
            self._breadcrumb.show_steps(steps, here)

    def show_survey(self, *, survey: bool) -> None:
        """Name the right column by what a survey has there."""
        words = self._words
        both = words.text("Effect and guidance")
        self.help.set_caption(words.text("Guidance") if survey else both)

    def show_later(self, *, later: bool) -> None:
        """Show whether somebody wants to come back later."""
        words = self._words
        self.flag.setChecked(later)
        self.flag.set_icon(
            "flag", words.text("Marked for later") if later else words.text("Come back later")
        )


# Their fields have what may be entered beside them.
_SAY_IT_THEMSELVES = frozenset({QuestionType.NUMBER, QuestionType.COUNTED_LIST})


class QuestionWords(Column):
    """Number and name of the indicator, the question, and the instruction."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        theme = desk.theme
        super().__init__(theme, spacing=0, parent=parent)
        self._words = desk.words
        self._number = PlainLabel(
            theme, "", TextStyle.LABEL, weight=Weight.STRONG, colour="accent"
        )
        self.heading = Heading(theme, "", TextStyle.QUESTION)
        self.instruction = PlainLabel(theme, "", TextStyle.BODY, colour="text2")
        for label in (self._number, self.heading, self.instruction):
            label.most_characters = None
        self.put(self._number, Gap(theme, 2), self.heading, Gap(theme, 4), self.instruction)
        self.put(Gap(theme, 12))

    def show_compact(self, *, compact: bool) -> None:
        """Take less room where the right column is folded, so that every answer is in view."""
        self.instruction.set_style(TextStyle.LABEL if compact else TextStyle.BODY)

    def show_question(self, criteria: CriteriaSet, question: Question) -> None:
        """Show the words of a question."""
        indicator = criteria.indicator_of_question.get(question.id)
        name = f"{indicator.id}  {indicator.title}" if indicator is not None else question.id
        if not criteria.scored:
            words = self._words
            needed = words.text("Needed for a complete answer")
            name = needed if question.required else words.text("Optional")
        self._number.setText(name)
        self._number.set_colour("accent" if criteria.scored else "text2")
        title = (
            entry_title(question.text, None, lambda _: "") if question.questions else question.text
        )
        self.heading.setText(title or question.id)
        beside = "" if question.type in _SAY_IT_THEMSELVES else limits(self._words, question)
        text = " ".join(part for part in (question.instruction, beside) if part)
        self.instruction.setText(text)
        self.instruction.setVisible(bool(text))
