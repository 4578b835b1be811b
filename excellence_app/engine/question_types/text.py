"""A text of at most 20,000 characters; an empty one is no answer."""

from collections.abc import Mapping

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message
from excellence_app.engine.asking import (
    checked_text,
    has_every_value,
    lacks_nothing,
    no_level,
    no_share,
)

TYPE = QuestionType.TEXT
EARNS = False
level, earned, given, lacks = no_level, no_share, has_every_value, lacks_nothing


def read(question: Question, key: str, text: str) -> str:  # noqa: ARG001 - one signature for all types
    """Return the text without the blanks around it; raises `Refused` for one too long."""
    return checked_text(text)


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why the value is no text, or none."""
    value = values.get(question.id)
    if value is None or isinstance(value, str):
        return None
    return Message(N_("{question} needs a text."), {"question": question.id})
