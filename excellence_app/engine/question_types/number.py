"""A number with a unit and a range; a measure turns it into a level."""

from collections.abc import Mapping
from fractions import Fraction

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.amounts import read_amount
from excellence_app.engine.asking import has_every_value, lacks_nothing, no_level, no_share

TYPE = QuestionType.NUMBER
EARNS = False
level, earned, given, lacks = no_level, no_share, has_every_value, lacks_nothing


def read(question: Question, key: str, text: str) -> Fraction:  # noqa: ARG001 - one signature for all types
    """Return the exact number that `text` writes, with point or comma; raises `Refused`."""
    number = read_amount(text)
    refusal = objection(question, {question.id: number})
    if refusal is not None:
        raise Refused(refusal)
    return number


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why the number is outside what this question allows, or none."""
    value = values.get(question.id)
    if value is None:
        return None
    least, most = question.least, question.most
    if not isinstance(value, Fraction):
        wanted = N_("{question} needs a number.")
    elif question.whole and value.denominator != 1:
        wanted = N_("{question} needs a whole number.")
    elif (least is None or value >= least) and (most is None or value <= most):
        return None
    elif least is None:
        wanted = N_("{question} needs a number of at most {most}.")
    elif most is None:
        wanted = N_("{question} needs a number of at least {least}.")
    else:
        wanted = N_("{question} needs a number from {least} to {most}.")
    bounds = {"least": least, "most": most}
    named = {name: bound for name, bound in bounds.items() if bound is not None}
    return Message(wanted, {"question": question.id, **named})
