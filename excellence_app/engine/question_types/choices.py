"""Some of several choices, each with a comment where it takes one; "none" stands alone."""

import re
from collections.abc import Mapping

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.asking import (
    choice_named,
    has_every_value,
    no_level,
    no_share,
    not_a_choice,
    read_comment,
    too_few,
    too_many,
    without_text,
)

TYPE = QuestionType.CHOICES
EARNS = False
level, earned, given = no_level, no_share, has_every_value
_NOTHING = "none"  # the word that takes all back where no choice has this id


def read(question: Question, key: str, text: str) -> str | tuple[str, ...]:
    """Return the ids of the choices that `text` names, in the order of the set, or a comment.

    They are parted by commas; a title may stand for its id. The word "none" stands for none of
    them where no choice has this id. Raises `Refused`.
    """
    if key != question.id:
        return read_comment(question, key, text)
    known = [choice.id for choice in question.choices]
    entered = " ".join(text.split())
    if entered.casefold() == _NOTHING and _NOTHING not in known:
        return ()
    if any(entered.casefold() == choice.title.casefold() for choice in question.choices):
        parts = [entered]  # a title may hold commas itself
    else:
        parts = [part for part in re.split("[,;]", entered) if part.strip()]
    named = {choice_named(question, part) for part in parts}
    chosen = tuple(one for one in known if one in named)
    refusal = objection(question, {question.id: chosen})
    if refusal is not None:
        raise Refused(refusal)
    return chosen


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why these choices cannot stand together, or none."""
    value = values.get(question.id)
    if value is None:
        return None
    if not isinstance(value, tuple):
        return not_a_choice(question, str(value))
    known = {choice.id: choice.title for choice in question.choices}
    strange = next((one for one in value if one not in known), None)
    if strange is not None or len(set(value)) < len(value):
        return not_a_choice(question, strange if strange is not None else ", ".join(value))
    if question.none in value and len(value) > 1:
        return Message(
            N_('"{none}" cannot stand beside other choices of {question}.'),
            {"none": known[question.none], "question": question.id},
        )
    return too_many(question, len(value))


def lacks(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return what is missing: a comment, or further choices; none if nothing is."""
    value = values[question.id]
    chosen = value if isinstance(value, tuple) else ()
    missing = without_text(question, chosen, values)
    if missing is not None or chosen == (question.none,):
        return missing
    return too_few(question, len(chosen))
