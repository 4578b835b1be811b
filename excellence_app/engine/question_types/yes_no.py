"""Yes or no: the good answer stands for level 1, the other for level 0."""

from collections.abc import Mapping
from fractions import Fraction

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.asking import has_every_value, lacks_nothing

TYPE = QuestionType.YES_NO
EARNS = True
given, lacks = has_every_value, lacks_nothing
# the words of the languages that the program speaks
_WORDS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
_WORDS |= {"ja": True, "j": True, "nein": False}


def _refusal(question: Question, entered: str) -> Message:
    return Message(
        N_('"{entered}" does not answer {question}. Enter yes or no.'),
        {"entered": entered, "question": question.id},
    )


def read(question: Question, key: str, text: str) -> bool:  # noqa: ARG001 - one signature for all types
    """Return true for yes and false for no; raises `Refused`."""
    answer = _WORDS.get(text.strip().casefold())
    if answer is None:
        raise Refused(_refusal(question, text.strip()[:80]))
    return answer


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why the value is neither yes nor no, or none."""
    value = values.get(question.id, True)
    return None if isinstance(value, bool) else _refusal(question, str(value))


def level(question: Question, values: Mapping[str, AnswerValue]) -> int | None:
    """Return 1 for the good answer and 0 for the other."""
    return int(values[question.id] == question.good)


def earned(question: Question, values: Mapping[str, AnswerValue]) -> Fraction | None:
    """Return all for the good answer and nothing for the other."""
    return Fraction(int(values[question.id] == question.good))
