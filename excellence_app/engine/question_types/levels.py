"""Anchored levels: the answer is the number of the level that describes the cluster."""

from collections.abc import Mapping
from fractions import Fraction

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.asking import has_every_value, lacks_nothing

TYPE = QuestionType.LEVELS
EARNS = True
given, lacks = has_every_value, lacks_nothing
_MOST_DIGITS = 3  # the format allows 20 levels; longer digits are not worth reading


def _refusal(question: Question, entered: str) -> Message:
    return Message(
        N_('"{entered}" is not a level of {question}. Enter a number from 0 to {highest}.'),
        {"entered": entered, "question": question.id, "highest": len(question.levels) - 1},
    )


def read(question: Question, key: str, text: str) -> int:  # noqa: ARG001 - one signature for all types
    """Return the level that `text` names by its number; raises `Refused`."""
    entered = text.strip()
    if not (entered.isascii() and entered.isdigit() and len(entered) <= _MOST_DIGITS):
        raise Refused(_refusal(question, entered[:80]))
    level = int(entered)
    if level >= len(question.levels):
        raise Refused(_refusal(question, entered))
    return level


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why the value is not a level of this question, or none."""
    value = values.get(question.id, 0)
    if type(value) is int and 0 <= value < len(question.levels):
        return None
    return _refusal(question, str(value))


def level(question: Question, values: Mapping[str, AnswerValue]) -> int | None:
    """Return the level that was answered."""
    value = values[question.id]
    return value if isinstance(value, int) else None


def earned(question: Question, values: Mapping[str, AnswerValue]) -> Fraction | None:
    """Return what the level earns as a share of what the highest level earns.

    Where no points are on offer, the levels themselves are the scale.
    """
    answered = level(question, values)
    if answered is None:
        return None
    most = question.levels[-1].points
    if most:
        return question.levels[answered].points / most
    return Fraction(answered, len(question.levels) - 1)
