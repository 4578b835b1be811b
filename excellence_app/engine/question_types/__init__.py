"""The ways of answering, one file each; `RULES` is the list of them."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import Message
from excellence_app.engine.question_types import (
    cases,
    choice,
    choices,
    counted_list,
    date,
    levels,
    number,
    share,
    table,
    text,
    yes_no,
)


class QuestionRules(Protocol):
    """What the module of a question type offers."""

    TYPE: QuestionType
    EARNS: bool  # whether an answer earns points by itself, without a measure

    def read(self, question: Question, key: str, text: str) -> AnswerValue:
        """Return the value that `text` means; raises `Refused` with the reason."""

    def given(self, question: Question, values: Mapping[str, AnswerValue]) -> bool:
        """Return whether these values, by answer key, are an answer, be it a sound one or not."""

    def objection(self, question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
        """Return why these values, by answer key, cannot stand together, or none."""

    def lacks(self, question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
        """Return what is missing beside values that are given and sound, or none."""

    def level(self, question: Question, values: Mapping[str, AnswerValue]) -> int | None:
        """Return the level that sound values stand for, none if only a measure makes one."""

    def earned(self, question: Question, values: Mapping[str, AnswerValue]) -> Fraction | None:
        """Return the share of the points from 0 to 1, none if it earns by measure only."""


_MODULES: tuple[QuestionRules, ...] = (
    *(levels, yes_no, number, share, choice, choices, date, text, counted_list, table, cases),
)
RULES: Mapping[QuestionType, QuestionRules] = MappingProxyType({m.TYPE: m for m in _MODULES})
