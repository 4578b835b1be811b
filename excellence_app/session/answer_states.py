"""What state each stored answer is in: it counts, lacks something, or is kept and not used."""

from enum import Enum

from excellence_app.domain.assessment import AnswerValue, Assessment
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import Entries, question_named
from excellence_app.engine.answering import state_of
from excellence_app.language.answers import values_in
from excellence_app.session.stands import stands_of


class AnswerState(Enum):
    """The states that lists of answers tell apart."""

    ANSWERED = "answered"
    INCOMPLETE = "incomplete"  # something that goes with it is missing
    UNSOUND = "unsound"  # the question does not allow what is stored
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_USED = "not_used"  # it is kept, and would count if the question were asked
    NOT_ASKED = "not_asked"


class AnswerStates:
    """The states of all answers of one assessment, each worked out when it is asked for."""

    def __init__(self, criteria: CriteriaSet, assessment: Assessment) -> None:
        self._criteria, self._answers = criteria, assessment.answers
        self._ranked = Entries(assessment.answers)
        self._stands = stands_of(criteria, assessment)

    def of(self, question: Question) -> AnswerState:
        """Return the state of a question, which may lie in a case or a row."""
        if not self._is_asked(question.id):
            held = any(one is not None for one in values_in(question, self._answers).values())
            return AnswerState.NOT_USED if held else AnswerState.NOT_ASKED
        return AnswerState(state_of(question, self._answers, self._ranked).value)

    def of_key(self, key: str) -> AnswerState:
        """Return the state of what is stored under a key: a value, a comment, a case or a row."""
        question = question_named(self._criteria, key)
        if question is None:
            return AnswerState.NOT_USED  # of a question that this set no longer has
        if key.endswith("]"):
            entry = key[:-1].rpartition("[")[2]
            used = any(one.key == entry and one.used for one in self._ranked.of(question))
            used = used and self._is_asked(question.id)
            return AnswerState.ANSWERED if used else AnswerState.NOT_USED
        if key not in {question.id, *question.keys} and not self._is_chosen(question, key):
            return AnswerState.NOT_USED
        return self.of(question)

    def _is_asked(self, name: str) -> bool:
        stand = self._stands.get(name)
        if stand is None:  # a cell is asked with its table
            stand = self._stands.get(name.rpartition("[")[0])
        return stand is None or stand.asked

    def _is_chosen(self, question: Question, key: str) -> bool:
        """Return whether the choice that a comment belongs to is chosen."""
        if question.type not in {QuestionType.CHOICE, QuestionType.CHOICES}:
            return True
        answer = self._answers.get(question.id)
        value: AnswerValue | None = None if answer is None else answer.value
        chosen = value if isinstance(value, tuple) else (value,)
        return key.removeprefix(f"{question.id}/") in chosen
