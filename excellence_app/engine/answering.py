"""What the questions of an assessment hold: settled, open, set aside, or not asked."""

from collections.abc import Mapping
from enum import Enum

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue, Assessment
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.question_types import RULES


class QuestionState(Enum):
    """How far one question is answered."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    UNSOUND = "unsound"  # the stored value is none that this question allows


_ANSWERED = AnswerStatus.ANSWERED  # looked up once: this is asked very often


def state_of(question: Question, answers: Mapping[str, Answer]) -> QuestionState:
    """Return how far a question is answered, whether or not it is asked at all.

    "Does not apply" counts only where the set allows it. Of a share, it is enough that one
    of the two amounts does not apply or is unknown.
    """
    values = values_of(question, answers)
    if len(values) < len(question.keys) or (question.id in answers and question.id not in values):
        stored = (answers.get(key) for key in (question.id, *question.keys))
        statuses = {answer.status for answer in stored if answer is not None}
        if AnswerStatus.NOT_APPLICABLE in statuses and question.may_not_apply:
            return QuestionState.NOT_APPLICABLE
        if AnswerStatus.UNKNOWN in statuses:
            return QuestionState.UNKNOWN
    if len(values) < len(question.keys):
        return QuestionState.UNANSWERED
    rules = RULES.get(question.type)
    if rules is None or rules.objection(question, values) is not None:
        return QuestionState.UNSOUND
    return QuestionState.ANSWERED


def values_of(question: Question, answers: Mapping[str, Answer]) -> dict[str, AnswerValue]:
    """Return the values that are stored for a question, by answer key."""
    found: dict[str, AnswerValue] = {}
    for key in question.keys:
        answer = answers.get(key)
        if answer is not None and answer.value is not None and answer.status is _ANSWERED:
            found[key] = answer.value
    return found


def read_answer(
    criteria: CriteriaSet, assessment: Assessment, key: str, text: str
) -> tuple[str, AnswerValue]:
    """Return the answer key and the exact value that a person's text means.

    Raises `Refused` for an unknown key and for a value that the question does not allow,
    also in view of what is already stored for the same question.
    """
    question = find_question(criteria, key)
    rules = RULES.get(question.type)
    if rules is None:
        raise Refused(
            Message(
                N_("{question} is of a type that this version cannot ask yet."),
                {"question": question.id},
            )
        )
    value = rules.read(question, key, text)
    together = values_of(question, assessment.answers) | {key: value}
    refusal = rules.objection(question, together)
    if refusal is not None:
        raise Refused(refusal)
    return key, value


def find_question(criteria: CriteriaSet, key: str) -> Question:
    """Return the question of an answer key or question id; raises `Refused` for an unknown one."""
    question = criteria.question_by_key.get(key) or criteria.question_by_id.get(key)
    if question is None:
        raise Refused(
            Message(
                N_('There is no question "{question}" in this criteria set.'), {"question": key}
            )
        )
    return question
