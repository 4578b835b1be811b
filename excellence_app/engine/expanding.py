"""All questions of an assessment: those of the set, and those of each case that is there."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from excellence_app.domain.assessment import Answer
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import (
    Entries,
    Entry,
    entries,
    entry_key,
    entry_title,
    inside,
    instances_in,
    question_inside,
    question_named,
)

__all__ = [
    "Entries",
    "Entry",
    "cases_of",
    "entries",
    "entry_key",
    "entry_title",
    "expanded",
    "inside",
    "instances",
    "instances_in",
    "question_inside",
    "question_named",
    "with_all_cases",
]


@lru_cache(maxsize=16)
def cases_of(criteria: CriteriaSet) -> tuple[Question, ...]:
    """Return the questions of a set that are asked for each case."""
    return tuple(one for one in criteria.questions if one.type is QuestionType.CASES)


def expanded(criteria: CriteriaSet, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """Return all questions in order, after those for cases what is asked in each that counts.

    Whether a question is asked is not looked at. A set without cases has its own questions.
    """
    if not cases_of(criteria):
        return criteria.questions
    ranked = Entries(answers)
    found: list[Question] = []
    for question in criteria.questions:
        found.append(question)
        if question.type is QuestionType.CASES:
            found += instances(criteria, question, ranked)
    return tuple(found)


def instances(criteria: CriteriaSet, question: Question, ranked: Entries) -> Iterator[Question]:
    """Yield what is asked in the cases of a question that count, case by case."""
    for entry in ranked.of(question):
        if entry.used:
            yield from instances_in(criteria, question, entry.key).values()


def with_all_cases(criteria: CriteriaSet, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return answers in which the numbers say that every case counts that is there.

    Seen through these, what lies in a kept case follows the conditions of its own case.
    """
    found, ranked = dict(answers), Entries(answers)
    for question in criteria.questions:
        count = len(ranked.of(question)) if question.repeat else 0
        if count:
            found[question.repeat] = Answer(Fraction(count))
    return found
