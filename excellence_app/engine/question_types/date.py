"""A date, written as 2026-02-28 or 28.2.2026."""

import re
from collections.abc import Mapping
from datetime import date

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.asking import has_every_value, lacks_nothing, no_level, no_share
from excellence_app.engine.measures import last_day

TYPE = QuestionType.DATE
EARNS = False
level, earned, given, lacks = no_level, no_share, has_every_value, lacks_nothing
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_MONTHS = 12


def read(question: Question, key: str, text: str) -> date:  # noqa: ARG001 - one signature for all types
    """Return the day that `text` writes; raises `Refused`."""
    entered = " ".join(text.split())
    if match := _YEAR_FIRST.fullmatch(entered):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(entered):
        day, month, year = (int(part) for part in match.groups())
    else:
        year = month = day = 0
    if not (year and 1 <= month <= _MONTHS and day):
        raise Refused(
            Message(
                N_('"{entered}" is not a date. Write it as 2026-11-30 or 30.11.2026.'),
                {"entered": entered[:80]},
            )
        )
    last = last_day(year, month)
    if day > last:
        raise Refused(
            Message(
                N_('There is no day "{entered}". The last day of that month is {last}.'),
                {"entered": entered, "last": date(year, month, last)},
            )
        )
    return date(year, month, day)


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why the value is no date, or none."""
    value = values.get(question.id)
    if value is None or isinstance(value, date):
        return None
    return Message(N_("{question} needs a date."), {"question": question.id})
