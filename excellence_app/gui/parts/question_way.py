"""The way from question to question: on, back, and to what is open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from excellence_app.gui.desk import Desk
from excellence_app.session.next_steps import next_open
from excellence_app.session.questioning import (
    first_question_of,
    open_elsewhere,
    question_beside,
    questions_in_order,
)

_PAGE = "questions"


class QuestionWay(QObject):
    """Leads from the question `here` to others; before that, `store` stores what is typed."""

    def __init__(self, desk: Desk, store: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._store = store
        self.here = ""

    @property
    def caption(self) -> str:
        """The words of the button that leads on."""
        shown, words = self._desk.document.shown, self._desk.words
        if questions_in_order(shown)[-1:] != (self.here,):
            return words.text("Next question")
        if open_elsewhere(shown, self.here):
            return words.text("Next open question")
        return words.text("Check answers")

    @Slot()
    def following(self) -> None:
        """Go to the next question; from the last to one that is open, else to the check."""
        self._store()  # what is typed may be the last answer that was open
        shown = self._desk.document.shown
        there = question_beside(shown, self.here, 1) if self.here else ""
        if there or (there := open_elsewhere(shown, self.here)):
            self._desk.go_on(_PAGE, there)
        else:
            self._desk.go_on("check")

    @Slot()
    def previous(self) -> None:
        """Go to the question before, from the first to the overview."""
        there = question_beside(self._desk.document.shown, self.here, -1) if self.here else ""
        if there:
            self._desk.go_on(_PAGE, there)
        else:
            self._desk.go_on("overview")

    @Slot()
    def to_open(self) -> None:
        """Go to the next open question, or say that there is none."""
        self._store()
        words = self._desk.words
        found = next_open(self._desk.document.shown, self.here)
        if found and found != self.here:
            self._desk.go_on(_PAGE, found)
        elif found:
            self._desk.say(words.text("This is the only open question."), can_undo=False)
        else:
            self._desk.say(words.text("Every question is answered."), can_undo=False)

    @Slot(str)
    def go(self, question: str) -> None:
        """Go to a question by its id."""
        self._desk.go(_PAGE, question)

    @Slot(str)
    def to_part(self, part: str) -> None:
        """Go to the first question of a dimension or of a section, from a case to all of them."""
        if part.endswith("]"):
            self._desk.go(_PAGE, part.rpartition("[")[0], part)
            return
        found = first_question_of(self._desk.document.criteria, part)
        if found:
            self.go(found)
