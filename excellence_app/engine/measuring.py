"""The numbers that measures make of answers, also of those in cases, in rows and in lists."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple, Protocol

from excellence_app.domain.assessment import AnswerValue
from excellence_app.domain.conditions import ComparisonValue
from excellence_app.domain.criteria import (
    CriteriaSet,
    Indicator,
    Measure,
    MeasureKind,
    Question,
    QuestionType,
)
from excellence_app.domain.facts import fact_named
from excellence_app.domain.levels import ZERO
from excellence_app.domain.messages import N_, Message
from excellence_app.engine.answering import QuestionState
from excellence_app.engine.conditions import Truth
from excellence_app.engine.expanding import Entry, question_inside
from excellence_app.engine.measures import ratio_of, sum_of, whole_months_between

_OF_MANY = frozenset({MeasureKind.SUM, MeasureKind.COUNT})


class Seen(Protocol):
    """What a measure asks of the answers."""

    criteria: CriteriaSet

    def answer(self, key: str) -> tuple[Truth, ComparisonValue | None]:
        """Return whether a key is answered (none: not yet, false: never will be) and its value."""

    def state(self, question: Question) -> QuestionState:
        """Return how far a question is answered."""

    def asked(self, question: Question) -> Truth:
        """Return whether a question is asked."""

    def entries(self, question: Question) -> Sequence[Entry]:
        """Return the cases or rows of a question in their order."""

    def why_unsound(self, question: Question) -> Message | None:
        """Return why the answer to a question cannot be used, none if it can."""


class Measured(NamedTuple):
    """The number that a measure makes; without one `reason` may say why.

    It is `open` while an answer may still bring one.
    """

    value: Fraction | None
    reason: Message | None = None
    open: bool = False


def measures_of(indicator: Indicator) -> tuple[Measure, ...]:
    """Return the measures of which the level of an indicator is made."""
    own = () if indicator.measure is None else (indicator.measure,)
    return (*own, *(one.measure for one in indicator.either))


def operands_of(indicator: Indicator) -> tuple[str, ...]:
    """Return the keys of the answers that an indicator measures, as its set names them."""
    return tuple(key for measure in measures_of(indicator) for key in measure.operands)


def question_behind(criteria: CriteriaSet, key: str) -> Question | None:
    """Return the question of the set that answers a key, none if that is a fact of the profile.

    For what stands in all cases or rows, such as "D.2/amount", it is the one that has these.
    Raises KeyError for another key.
    """
    if fact_named(key):
        return None
    whole = _whole_and_rest(criteria, key)
    return criteria.question_of(key) if whole is None else whole[0]


def _whole_and_rest(criteria: CriteriaSet, key: str) -> tuple[Question, str] | None:
    """Return the question with cases or rows and the name in there that "D.2/amount" means."""
    name, _, rest = key.partition("/")
    question = criteria.question_by_id.get(name)
    if question is None or not rest or not (question.questions or question.columns):
        return None
    return question, rest


def type_of_operand(criteria: CriteriaSet, key: str) -> QuestionType | None:
    """Return of which type the answers are that a measure takes, also those in cases or rows."""
    whole = _whole_and_rest(criteria, key)
    if whole is None:
        question = question_behind(criteria, key)
        return None if question is None else question.type
    question, rest = whole
    while rest:
        name, _, rest = rest.partition("/")
        inner = next((q for q in (*question.questions, *question.columns) if q.id == name), None)
        if inner is None:
            return question.type
        question = inner
    return question.type


def measured(seen: Seen, indicator: Indicator, measure: Measure) -> Measured:
    """Return the number that a measure of an indicator makes of the answers."""
    values: list[ComparisonValue | None] = []
    for key in measure.operands:
        for truth, value, question in _answers_to(seen, key):
            if truth is None:
                return Measured(None, seen.why_unsound(question), open=True)
            if truth:
                values.append(_added(measure.kind, question, value))
            elif measure.kind not in _OF_MANY:
                return Measured(
                    None,
                    Message(
                        N_("{indicator} cannot be worked out: {question} does not apply."),
                        {"indicator": indicator.id, "question": key},
                    ),
                )  # to a sum or a count it just adds nothing
    return worked_out(indicator, measure, values)


Found = Iterator[tuple[Truth, ComparisonValue | None, Question]]


def _answers_to(seen: Seen, key: str) -> Found:
    """Yield whether each answer that a key means is there, its value, and its question."""
    whole = _whole_and_rest(seen.criteria, key)
    if whole is not None:
        yield from _answers_inside(seen, *whole)
        return
    question = seen.criteria.question_of(key)
    truth, value = seen.answer(key)
    if truth and (question.questions or question.columns):
        value = Fraction(sum(1 for entry in seen.entries(question) if entry.used))
    yield truth, value, question


def _answers_inside(seen: Seen, whole: Question, rest: str) -> Found:
    """Yield what stands under a name in each case or row that counts."""
    truth, _ = seen.answer(whole.id)
    if not truth:
        yield truth, None, whole
        return
    name, _, further = rest.partition("/")
    for entry in seen.entries(whole):
        if not entry.used:
            continue
        question = question_inside(seen.criteria, whole, entry.key, name)
        if question is None:
            return
        if further and (question.questions or question.columns):
            yield from _answers_inside(seen, question, further)
            continue
        truth, value = seen.answer(f"{question.id}/{further}" if further else question.id)
        if truth is None and not question.required and _is_empty(seen.state(question)):
            truth = False  # left out, which was allowed
        yield truth, value, question


def _is_empty(state: QuestionState) -> bool:
    return state in {QuestionState.UNANSWERED, QuestionState.UNKNOWN}


def _added(
    kind: MeasureKind, question: Question, value: ComparisonValue | None
) -> ComparisonValue | None:
    """Return what one answer adds to a sum or a count; for other measures it is what it is.

    Of choices, lists, cases and rows it is how many; else a count counts those above zero.
    """
    if kind not in _OF_MANY:
        return value
    if isinstance(value, tuple):
        return Fraction(sum(1 for one in value if not question.none or one != question.none))
    if question.type is QuestionType.CHOICE:
        return Fraction(value != question.none)
    if kind is MeasureKind.SUM or question.questions or question.columns:
        return number_in(value)
    return Fraction(number_in(value) > 0)


def number_in(value: AnswerValue | None) -> Fraction:
    """Return an answer as a number: yes counts one, and what is no number nothing."""
    if isinstance(value, Fraction):
        return value
    return Fraction(value) if isinstance(value, int) else ZERO


def worked_out(
    indicator: Indicator, measure: Measure, values: Sequence[ComparisonValue | None]
) -> Measured:
    """Return the measure of values that are all there."""
    match measure.kind:
        case MeasureKind.VALUE:
            return Measured(number_in(values[0]))
        case MeasureKind.SUM | MeasureKind.COUNT:
            return Measured(sum_of([number_in(one) for one in values]))
        case MeasureKind.SHARE | MeasureKind.RATIO:
            part, whole = number_in(values[0]), number_in(values[1])
            if whole:
                return Measured(ratio_of(part, whole))
            return Measured(
                None,
                Message(
                    N_("{indicator} cannot be worked out: {question} is 0, and 0 has no shares."),
                    {"indicator": indicator.id, "question": measure.operands[1]},
                ),
            )
        case MeasureKind.MONTHS_BETWEEN:
            start, end = values
            if isinstance(start, date) and isinstance(end, date):
                return Measured(Fraction(whole_months_between(start, end)))
    return Measured(None, beyond_this_version(indicator))


def beyond_this_version(indicator: Indicator) -> Message:
    """Return why a measure of a newer version makes no number."""
    return Message(
        N_("{indicator} uses a measure that this version cannot work out yet."),
        {"indicator": indicator.id},
    )
