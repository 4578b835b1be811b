"""A list of which the entries are counted, such as the names of the companies visited."""

from collections.abc import Mapping

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.asking import (
    MOST_IN_A_LINE,
    checked_text,
    has_every_value,
    no_level,
    no_share,
    too_few,
    too_many,
)

TYPE = QuestionType.COUNTED_LIST
EARNS = False
level, earned, given = no_level, no_share, has_every_value


def read(question: Question, key: str, text: str) -> tuple[str, ...]:  # noqa: ARG001 - one signature for all types
    """Return the entries of a list, one on each line or parted by semicolons; raises `Refused`."""
    parts = text.strip().splitlines()
    if len(parts) == 1:
        parts = parts[0].split(";")
    lines = (checked_text(" ".join(part.split()), MOST_IN_A_LINE) for part in parts)
    entries = tuple(line for line in lines if line)
    refusal = objection(question, {question.id: entries})
    if refusal is not None:
        raise Refused(refusal)
    return entries


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why the value is no list of texts, or holds too many, or none."""
    value = values.get(question.id)
    if value is None:
        return None
    if not isinstance(value, tuple) or not all(value):
        return Message(N_("{question} needs a list of entries."), {"question": question.id})
    return too_many(question, len(value))


def lacks(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return how many entries are missing, or none."""
    value = values[question.id]
    return too_few(question, len(value) if isinstance(value, tuple) else 0)
