"""Rows of a table; each cell is a question of its own, which `answering` looks at."""

from collections.abc import Mapping
from typing import NoReturn

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.asking import no_level, no_share, too_few, too_many

TYPE = QuestionType.TABLE
EARNS = False
level, earned = no_level, no_share


def read(question: Question, key: str, text: str) -> NoReturn:  # noqa: ARG001 - one signature for all types
    """Refuse: what is entered are the cells of rows."""
    raise Refused(
        Message(
            N_("{question} is a table: enter its cells, such as {question}[1]/{column}."),
            {"question": question.id, "column": question.columns[0].id},
        )
    )


def given(question: Question, values: Mapping[str, AnswerValue]) -> bool:  # noqa: ARG001 - one signature for all types
    """Return whether there are any rows; `values` holds the rank of each."""
    return bool(values)


def objection(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return why there are too many rows, or none."""
    return too_many(question, len(values))


def lacks(question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
    """Return how many rows are missing, or none."""
    return too_few(question, len(values))
