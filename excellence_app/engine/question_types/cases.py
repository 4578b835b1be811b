"""A group of questions that is asked for each case: as often as a number says, or freely."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NoReturn

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.asking import no_level, no_share, too_few, too_many

TYPE = QuestionType.CASES
EARNS = False
level, earned = no_level, no_share


def read(question: Question, key: str, text: str) -> NoReturn:  # noqa: ARG001 - one signature for all types
    """Refuse: what is answered are the questions in each case."""
    raise Refused(
        Message(
            N_(
                "{question} is asked for each case: answer its questions, such as "
                "{question}[1]/{name}."
            ),
            {"question": question.id, "name": question.questions[0].id},
        )
    )


def given(question: Question, values: Mapping[str, AnswerValue]) -> bool:
    """Return whether there are cases, or the number says that there are none.

    `values` holds the rank of each case that counts, and the number that was answered.
    """
    return bool(values) if not question.repeat else question.repeat in values


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why there are too many cases, or none."""
    return too_many(question, _count(question, values))


def lacks(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return how many cases are missing, or none."""
    count = _count(question, values)
    number = values.get(question.repeat)
    if isinstance(number, Fraction) and count < number:
        return Message(
            N_("{number} were reported; {count} are described."),
            {"number": number, "count": count},
        )
    return None if question.repeat else too_few(question, count)


def _count(question: Question, values: Mapping[str, AnswerValue]) -> int:
    return len(values) - (question.repeat in values)
