"""The ways of answering, one file each; `RULES` is the list of those that can be asked."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.criteria import Question, QuestionType
from excellence_app.domain.messages import Message
from excellence_app.engine.question_types import levels, number, share, yes_no


class QuestionRules(Protocol):
    """What the module of a question type offers."""

    TYPE: QuestionType
    EARNS: bool  # whether an answer earns points by itself, without a measure

    def read(self, question: Question, key: str, text: str) -> AnswerValue:
        """Return the value that `text` means; raises `Refused` with the reason."""

    def objection(self, question: Question, values: Mapping[str, AnswerValue]) -> Message | None:
        """Return why these values, by answer key, cannot stand together, or none."""

    def level(self, question: Question, values: Mapping[str, AnswerValue]) -> int | None:
        """Return the level that sound values stand for, none if only a measure makes one."""

    def earned(self, question: Question, values: Mapping[str, AnswerValue]) -> Fraction | None:
        """Return the share of the points from 0 to 1, none if it earns by measure only."""


_MODULES: tuple[QuestionRules, ...] = (levels, yes_no, number, share)
RULES: Mapping[QuestionType, QuestionRules] = MappingProxyType({m.TYPE: m for m in _MODULES})
