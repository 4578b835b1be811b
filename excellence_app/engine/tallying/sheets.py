"""Answered questionnaires as columns, one for each question, filled document by document."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from excellence_app.domain.assessment import Answer, AnswerStatus, Assessment
from excellence_app.domain.conditions import comparisons_of
from excellence_app.domain.criteria import CriteriaSet, Indicator, Question, QuestionType
from excellence_app.domain.facts import fact_named
from excellence_app.domain.instances import (
    Entries,
    comment_keys,
    entry_title,
    has_entries,
    instances_in,
)
from excellence_app.domain.tallies import Said
from excellence_app.engine.conditions import Truth
from excellence_app.engine.indicators import Answers
from excellence_app.engine.preparing import prepare
from excellence_app.engine.scoring import evaluate
from excellence_app.engine.tallying.columns import (
    NO_ANSWER,
    NOT_ASKED,
    Column,
    Rows,
    share_answered,
)


class Sheet:
    """Rows of one kind with a column for each of their questions.

    The rows of the outermost sheet are documents; `inside` has for each question with cases or
    rows a sheet whose rows are these. `documents` says for each row which document it is of.
    """

    def __init__(self, questions: tuple[Question, ...], *, outermost: bool = False) -> None:
        self.outermost = outermost
        self.columns = {question.id: Column(question) for question in questions}
        self.inside = {
            one.id: Sheet(one.questions or one.columns) for one in questions if has_entries(one)
        }
        self.documents: list[int] = []
        self.said: dict[str, list[Said]] = {question.id: [] for question in questions}

    @property
    def everything(self) -> Rows:
        """Return all rows."""
        return Rows((1 << len(self.documents)) - 1, len(self.documents))


class _Document(NamedTuple):
    """One document on its way into a sheet."""

    place: int
    assessment: Assessment
    answers: Mapping[str, Answer]
    entries: Entries
    asked: "_Asked"


class Survey:
    """All documents of one survey, as columns; `add` takes them one after another."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self.criteria = criteria
        self.sheet = Sheet(criteria.questions, outermost=True)
        self.scored = {
            one.indicator.id: Column(_as_question(one.indicator))
            for one in prepare(criteria).indicators
            if not one.plain
        }
        self.uncounted: dict[str, set[int]] = {}
        self.own_sets: dict[int, CriteriaSet] = {}
        self._conditions = _Conditions(criteria)

    def add(
        self,
        assessment: Assessment,
        uncounted: frozenset[str] = frozenset(),
        *,
        own_set: CriteriaSet | None = None,
    ) -> None:
        """Add one document; `uncounted` are ids of questions that mean something else in it.

        `own_set` is the criteria set that it answers where that is another edition.
        """
        answers = assessment.answers
        document = _Document(
            place=len(self.sheet.documents),
            assessment=assessment,
            answers=answers,
            entries=Entries(answers),
            asked=_Asked(self.criteria, assessment),
        )
        self.sheet.documents.append(document.place)
        if own_set is not None:
            self.own_sets[document.place] = own_set
        for name in uncounted:
            self.uncounted.setdefault(name, set()).add(document.place)
        not_asked = self._conditions.not_asked(document.asked)
        for question in self.criteria.questions:
            left_out = question.id in not_asked and not document.asked.answered_early(question)
            if left_out or question.id in uncounted:
                self.sheet.columns[question.id].add_nothing(NOT_ASKED)
            else:
                _fill(self.criteria, self.sheet, question, question.id, document, "")
        if self.scored:
            self._score(assessment, uncounted)

    def _score(self, assessment: Assessment, uncounted: frozenset[str]) -> None:
        scores = evaluate(self.criteria, assessment).indicators
        for name, column in self.scored.items():
            score = scores[name]
            indicator = self.criteria.indicator_by_id[name]
            if not score.counts or uncounted & {one.id for one in indicator.questions}:
                column.add_nothing(NOT_ASKED)
            elif not score.final:
                column.add_nothing(NO_ANSWER)
            elif score.lowest_level is not None:
                column.add_value(score.lowest_level)
            else:
                column.add_number(score.lowest)


def _as_question(indicator: Indicator) -> Question:
    """Return an indicator as if it were asked for directly: its level, or else its points."""
    kind = QuestionType.LEVELS if indicator.levels else QuestionType.NUMBER
    return Question(indicator.id, kind, indicator.title, levels=indicator.levels)


def _fill(
    criteria: CriteriaSet,
    sheet: Sheet,
    question: Question,
    name: str,
    document: _Document,
    entry: str,
) -> None:
    """Add a row to the column `name`, and what was written beside it; `entry` titles its row."""
    column, answers = sheet.columns[name], document.answers
    if question.type is QuestionType.SHARE:
        share = share_answered(question, answers)
        if isinstance(share, Fraction):
            column.add_number(share)
        else:
            column.add_nothing(share)
        return
    if name in sheet.inside:
        _fill_entries(criteria, sheet, question, name, document)
        return
    answer = answers.get(question.id)
    column.add_answer(answer)
    if answer is None or answer.status is not AnswerStatus.ANSWERED:
        return
    value, said = answer.value, sheet.said[name]
    if question.choices:
        chosen = value if isinstance(value, tuple) else (value,)
        for choice in column.question.choices if _has_comments(column.question) else ():
            comment = answers.get(f"{question.id}/{choice.id}")
            if comment is not None and choice.id in chosen and isinstance(comment.value, str):
                text = comment.value.strip()
                if text and comment.status is AnswerStatus.ANSWERED:
                    said.append(Said(choice.id, document.place, text, entry))
    elif question.type is QuestionType.TEXT and isinstance(value, str) and value.strip():
        said.append(Said("", document.place, value.strip(), entry))
    elif question.type is QuestionType.COUNTED_LIST and isinstance(value, tuple):
        said += [Said("", document.place, one, entry) for one in value if one.strip()]


def _has_comments(question: Question) -> bool:
    return bool(comment_keys(question))


def _fill_entries(
    criteria: CriteriaSet, sheet: Sheet, question: Question, name: str, document: _Document
) -> None:
    """Add how many cases or rows there are, and to the sheet of these a row for each."""
    column, inner = sheet.columns[name], sheet.inside[name]
    used = [one for one in document.entries.of(question) if one.used]
    if not used:
        column.add_nothing(NO_ANSWER)
        return
    column.add_number(Fraction(len(used)))
    for place, one in enumerate(used, start=1):
        inner.documents.append(document.place)
        asked_here = instances_in(criteria, question, one.key)

        def words(of: str, here: Mapping[str, Question] = asked_here) -> str:
            return in_words(here.get(of), document.answers)

        template = question.text if question.questions else "{n}"
        title = entry_title(template, place, words)
        for part, instance in asked_here.items():
            asked = instance.when is None or document.asked.of(instance)
            if not asked and not document.asked.answered_early(instance):
                inner.columns[part].add_nothing(NOT_ASKED)
            else:
                _fill(criteria, inner, instance, part, document, title)


def in_words(question: Question | None, answers: Mapping[str, Answer]) -> str:
    """Return the answer to a question as a title can hold it, empty where there is none."""
    answer = None if question is None else answers.get(question.id)
    if question is None or answer is None or answer.status is not AnswerStatus.ANSWERED:
        return ""
    if question.choices:
        titles = {choice.id: choice.title for choice in question.choices}
        if question.other and answer.value == question.other:
            other = answers.get(f"{question.id}/{question.other}")
            return str(other.value or "") if other is not None else ""
        return titles.get(str(answer.value), "")
    return answer.value if isinstance(answer.value, str) else ""


class _Asked:
    """Whether questions were asked in one document; the engine is started when it is needed."""

    def __init__(self, criteria: CriteriaSet, assessment: Assessment) -> None:
        self.criteria, self.assessment = criteria, assessment
        self._seen: Answers | None = None

    def of(self, question: Question) -> bool:
        """Return whether it is certain that a question was asked."""
        return self._truth(question) is True

    def answered_early(self, question: Question) -> bool:
        """Return whether there is an answer while it is open whether the question is asked.

        It counts in the document, so it counts here.
        """
        answers = self.assessment.answers
        held = any(key in answers for key in (question.id, *question.keys))
        return held and self._truth(question) is None

    def _truth(self, question: Question) -> Truth:
        if self._seen is None:
            facts = self.assessment.profile.facts
            self._seen = Answers(self.criteria, self.assessment.answers, facts=facts)
        return self._seen.asked(question)


_SIMPLE = frozenset(
    {
        *(QuestionType.LEVELS, QuestionType.YES_NO, QuestionType.NUMBER, QuestionType.SHARE),
        *(QuestionType.CHOICE, QuestionType.DATE, QuestionType.CHOICES),
    }
)


class _Conditions:
    """Which questions are not asked; documents that answer alike what decides it are alike."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self._conditional = tuple(one for one in criteria.questions if criteria.conditions_of(one))
        self._keys = _deciding_keys(criteria, self._conditional)
        self._known: dict[object, frozenset[str]] = {}

    def not_asked(self, asked: _Asked) -> frozenset[str]:
        """Return the ids of the questions that a document was not asked."""
        if not self._conditional:
            return frozenset()
        if self._keys is None:
            return self._find_out(asked)
        get = asked.assessment.answers.get
        held = [get(key) for key in self._keys]
        pattern = tuple(
            [
                None if answer is None else (answer.status, type(answer.value), answer.value)
                for answer in held
            ]
        )
        found = self._known.get(pattern)
        if found is None:
            found = self._known[pattern] = self._find_out(asked)
        return found

    def _find_out(self, asked: _Asked) -> frozenset[str]:
        return frozenset(one.id for one in self._conditional if not asked.of(one))


def _deciding_keys(
    criteria: CriteriaSet, conditional: tuple[Question, ...]
) -> tuple[str, ...] | None:
    """Return the answer keys on which all conditions hang, none where these are too many."""
    found: dict[str, None] = {}
    waiting, seen = list(conditional), set()
    while waiting:
        question = waiting.pop()
        if question.id in seen:
            continue
        seen.add(question.id)
        for condition in criteria.conditions_of(question):
            for one in comparisons_of(condition):
                if one.of_level or fact_named(one.subject):
                    return None
                subject = criteria.question_of(one.subject)
                if subject.type not in _SIMPLE:
                    return None
                keys = (subject.id, *subject.keys, *comment_keys(subject))
                found |= dict.fromkeys(keys)
                waiting.append(subject)
    return tuple(found)
