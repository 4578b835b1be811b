"""Where a question stands in a survey: its section, its case, and what helps to answer it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from excellence_app.domain.assessment import AnswerStatus, Assessment
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType, Section, Term
from excellence_app.domain.terms import mentioned
from excellence_app.engine.answering import QuestionState, state_of, what_is_missing
from excellence_app.engine.expanding import (
    Entries,
    entry_key,
    instances_in,
    question_named,
    with_all_cases,
)
from excellence_app.engine.indicators import Answers
from excellence_app.language.answers import title_of_entry, values_in
from excellence_app.language.sentences import answer_value
from excellence_app.session.section_progress import counts
from excellence_app.session.showing import Shown

__all__ = [
    "CaseLine",
    "Found",
    "case_key",
    "case_lines",
    "case_title",
    "find",
    "kept_beyond",
    "lines_in_words",
    "section_of",
    "terms_in",
    "what_is_missing",
    "whole_of",
]


class CaseLine(NamedTuple):
    """A case in the list of cases: `first` is the first question in it that is asked.

    `answered` of `asked` questions have their answers, counted as in the sections; `used` is
    false beyond the number that says how many count.
    """

    key: str
    title: str
    answered: int
    asked: int
    used: bool
    first: str


class Found(NamedTuple):
    """A question that can be shown, and the part of it that was meant: a cell, a case."""

    question: Question
    part: str = ""


def find(shown: Shown, item: str) -> Found | None:
    """Return the question that an id or an answer key leads to, none for an unknown one.

    A cell leads to its table. What lies in a case that is not there leads to the list of cases.
    """
    criteria = shown.criteria
    question = question_named(criteria, item)
    if question is None:
        return None
    part = item if item != question.id else ""
    while (whole := whole_of(criteria, question)) is not None:
        key = case_key(question)
        there = shown.assessment.answers.get(key)
        is_there = there is not None and there.status is AnswerStatus.ANSWERED
        if whole.questions and is_there:
            break
        question, part = whole, part or question.id
    return Found(question, part)


def case_key(question: Question) -> str:
    """Return the key of the case or row in which a question lies, empty outside of these."""
    around, is_inside, _ = question.id.rpartition("]/")
    return f"{around}]" if is_inside else ""


def whole_of(criteria: CriteriaSet, question: Question) -> Question | None:
    """Return the question with cases or rows in which a question lies, none outside of these."""
    key = case_key(question)
    return question_named(criteria, key) if key else None


@lru_cache(maxsize=8)
def _sections(criteria: CriteriaSet) -> Mapping[str, Section]:
    return {question.id: one for one in criteria.sections for question in one.questions}


def section_of(criteria: CriteriaSet, question: Question) -> Section | None:
    """Return the section to which a question belongs, inside a case that of the case."""
    return _sections(criteria).get(question.id.partition("[")[0])


def case_title(shown: Shown, question: Question) -> str:
    """Return the title of the case in which a question lies, empty outside of cases."""
    whole = whole_of(shown.criteria, question)
    if whole is None or not whole.questions:
        return ""
    answers = shown.assessment.answers
    key = case_key(question)[:-1].rpartition("[")[2]
    place = Entries(answers).place(whole, key) or 0
    return title_of_entry(shown.words, shown.criteria, whole, key, place, answers)


def case_lines(shown: Shown, question: Question) -> tuple[CaseLine, ...]:
    """Return the cases of a question in their order, those that do not count at the end."""
    answers, criteria = shown.assessment.answers, shown.criteria
    ranked = Entries(answers)
    facts = shown.assessment.profile.facts
    known = of_kept = Answers(criteria, answers, facts=facts)
    if not all(one.used for one in ranked.of(question)):  # they follow the same conditions
        of_kept = Answers(criteria, with_all_cases(criteria, answers), facts=facts)
    found = []
    for place, one in enumerate(ranked.of(question), 1):
        inner = instances_in(criteria, question, one.key).values()
        seen = known if one.used else of_kept
        asked = [part for part in inner if seen.asked(part) is not False] or list(inner)
        states = [(part, state_of(part, answers, ranked)) for part in asked]
        counted = [state for part, state in states if counts(part, state)]
        done = counted.count(QuestionState.ANSWERED)
        title = title_of_entry(shown.words, criteria, question, one.key, place, answers)
        key = entry_key(question.id, one.key)
        found.append(CaseLine(key, title, done, len(counted), one.used, asked[0].id))
    return tuple(found)


def lines_in_words(shown: Shown, question: Question, assessment: Assessment) -> Iterator[str]:
    """Yield what another assessment answers: the choices, entries, rows or cases, one by one."""
    words, criteria, answers = shown.words, shown.criteria, assessment.answers
    stored = answers.get(question.id)
    value = stored.value if stored is not None else None
    if question.type is QuestionType.TEXT and isinstance(value, str):
        yield f"“{value}”"
    elif question.choices:
        chosen = (value,) if isinstance(value, str) else value
        for choice in question.choices:
            if isinstance(chosen, tuple) and choice.id in chosen:
                comment = answers.get(f"{question.id}/{choice.id}")
                text = comment.value if comment is not None else ""
                yield f"{choice.title}: “{text}”" if text else choice.title
    elif isinstance(value, tuple):
        yield from value
    for place, one in enumerate(Entries(answers).of(question), 1):
        inner = instances_in(criteria, question, one.key).values()
        if question.questions:
            yield title_of_entry(words, criteria, question, one.key, place, answers)
            continue
        told = (answer_value(words, cell, values_in(cell, answers)) for cell in inner)
        yield ", ".join(text for text in told if text) or words.text("Row {number}", number=place)


def kept_beyond(shown: Shown, number: Question) -> tuple[Question, int] | None:
    """Return the cases that a number counts and how many lie beyond it, none if none do."""
    for question in shown.criteria.questions:
        if question.repeat and question.repeat == number.id:
            beyond = sum(
                1 for one in Entries(shown.assessment.answers).of(question) if not one.used
            )
            return (question, beyond) if beyond else None
    return None


def terms_in(criteria: CriteriaSet, question: Question) -> Iterator[Term]:
    """Yield the terms of the glossary that a question, or what goes with it, mentions."""
    texts = [question.text, question.instruction, *(one.title for one in question.choices)]
    yield from mentioned(criteria.glossary, "\n".join(texts))
