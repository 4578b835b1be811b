"""One of several choices, with a comment or the text of "other" where it takes one."""

from collections.abc import Mapping

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import Message
from excellence_app.engine.asking import (
    choice_named,
    has_every_value,
    no_level,
    no_share,
    not_a_choice,
    read_comment,
    without_text,
)

TYPE = QuestionType.CHOICE
EARNS = False
level, earned, given = no_level, no_share, has_every_value


def read(question: Question, key: str, text: str) -> str:
    """Return the id of the choice that `text` names, or a comment; raises `Refused`."""
    if key != question.id:
        return read_comment(question, key, text)
    return choice_named(question, text)


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why the value is no choice of this question, or none."""
    value = values.get(question.id)
    if value is None or any(choice.id == value for choice in question.choices):
        return None
    return not_a_choice(question, str(value))


def lacks(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return the comment that the choice needs and does not have, or none."""
    return without_text(question, (str(values[question.id]),), values)
