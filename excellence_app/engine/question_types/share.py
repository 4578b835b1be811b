"""A share: a part and the whole it belongs to, two amounts of one unit."""

from collections.abc import Mapping
from fractions import Fraction

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.amounts import read_amount
from excellence_app.engine.asking import has_every_value, lacks_nothing, no_level, no_share

TYPE = QuestionType.SHARE
EARNS = False
level, earned, given, lacks = no_level, no_share, has_every_value, lacks_nothing


def read(question: Question, key: str, text: str) -> Fraction:
    """Return the exact amount that `text` writes for one of the two keys; raises `Refused`."""
    if key == question.id:
        raise Refused(
            Message(
                N_("{question} is a share: enter {question}/part and {question}/whole."),
                {"question": question.id},
            )
        )
    return read_amount(text)


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why part and whole cannot stand together, or none; a whole of 0 is allowed here."""
    part_key, whole_key = question.keys
    part, whole = values.get(part_key), values.get(whole_key)
    for value in (part, whole):
        if value is not None and (not isinstance(value, Fraction) or value.numerator < 0):
            return Message(N_("{question} needs amounts of 0 or more."), {"question": question.id})
    if isinstance(part, Fraction) and isinstance(whole, Fraction) and part > whole:
        return Message(
            N_("The part of {question} ({part}) is larger than its whole ({whole})."),
            {"question": question.id, "part": part, "whole": whole},
        )
    return None
