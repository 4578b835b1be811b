"""A criteria set made ready for many evaluations."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import lcm

from excellence_app.domain.conditions import comparisons_of
from excellence_app.domain.criteria import (
    CriteriaSet,
    Indicator,
    Measure,
    MeasureKind,
    Question,
    QuestionType,
)
from excellence_app.domain.instances import has_entries
from excellence_app.domain.results import IndicatorScore, IndicatorState
from excellence_app.domain.values import dataclass
from excellence_app.engine.measures import Scale
from excellence_app.engine.measuring import (
    operands_of,
    question_behind,
)
from excellence_app.engine.question_types import RULES
from excellence_app.engine.remembering import Memory
from excellence_app.engine.score_ranges import between


@dataclass(frozen=True, slots=True)
class PreparedIndicator:
    """One indicator with what every evaluation needs of it.

    `units` are the points of its levels in units of the set's common denominator.
    `plain` is set for one question that is always asked, with levels or yes/no: the short way;
    `direct` is the measure of one that is always asked and brings all that is measured.
    `deciding` are the questions whose answers make the score; without them it does not count.
    `scales` are those of the alternatives, where there are such. `asked` are its questions, or
    those that it measures where it has none of its own.
    """

    indicator: Indicator
    maximum: int
    units: tuple[int, ...]
    plain: bool
    direct: Measure | None
    question: Question
    asked: tuple[Question, ...]
    deciding: tuple[Question, ...]
    scale: Scale
    scales: tuple[Scale, ...]
    by_level: tuple[IndicatorScore, ...]
    unanswered: IndicatorScore


@dataclass(frozen=True, slots=True)
class PreparedSet:
    """A criteria set made ready for many evaluations; `scale` is units per point.

    `plain` are the questions that alone make an indicator in the short way, with its id,
    `optional` those that a complete questionnaire does not need. `bare` have no levels.
    `conditional` are the questions that are not always asked, each after those on which its
    condition depends, and `not_always` has their ids. `cases` are asked for each case;
    `with_entries` tells whether there are such, or tables, and `settled` are the questions that
    are no such ones.
    """

    scale: int
    indicators: tuple[PreparedIndicator, ...]
    bare: tuple[PreparedIndicator, ...]
    places: Mapping[str, int]
    plain: Mapping[str, str]
    optional: frozenset[str]
    conditional: tuple[Question, ...]
    not_always: frozenset[str]
    cases: tuple[Question, ...]
    with_entries: bool
    settled: frozenset[str]
    memory: Memory


@lru_cache(maxsize=16)
def prepare(criteria: CriteriaSet) -> PreparedSet:
    """Return a criteria set ready for evaluation; remembered for the sets used last."""
    denominators = {i.points.denominator for i in criteria.indicators}
    for indicator in criteria.indicators:
        denominators.update(level.points.denominator for level in indicator.levels)
        denominators.update(t.points.denominator for t in indicator.thresholds if t.points)
    scale = lcm(*denominators) if denominators else 1
    prepared = tuple(
        _prepare_indicator(criteria, indicator, scale) for indicator in criteria.indicators
    )
    conditional = _in_order_of_conditions(criteria)
    return PreparedSet(
        scale=scale,
        indicators=prepared,
        bare=tuple(one for one in prepared if not one.units),
        places={p.indicator.id: n for n, p in enumerate(prepared)},
        plain={p.question.id: p.indicator.id for p in prepared if p.plain},
        optional=frozenset(q.id for q in criteria.questions if not q.required),
        conditional=conditional,
        not_always=frozenset(q.id for q in conditional),
        cases=tuple(q for q in criteria.questions if q.type is QuestionType.CASES),
        with_entries=any(has_entries(q) for q in criteria.questions),
        settled=frozenset(q.id for q in criteria.questions if not has_entries(q)),
        memory=Memory(criteria),
    )


def _questions_behind(criteria: CriteriaSet, keys: Iterable[str]) -> list[Question]:
    found = [question_behind(criteria, key) for key in keys]
    return [question for question in found if question is not None]


def _prepare_indicator(
    criteria: CriteriaSet, indicator: Indicator, scale: int
) -> PreparedIndicator:
    asked = criteria.asked_for(indicator)
    question = asked[0]
    measure = indicator.measure
    alone = len(asked) == 1 and bool(indicator.questions)
    always = alone and indicator.when is None and question.when is None
    plain = (
        always
        and not indicator.obligatory_in
        and answer_is_level(indicator)
        and question.type in {QuestionType.LEVELS, QuestionType.YES_NO}
    )
    unanswered = between(indicator, 0, len(indicator.levels) - 1, IndicatorState.UNANSWERED)
    return PreparedIndicator(
        indicator=indicator,
        maximum=_units(indicator.points, scale),
        units=tuple(_units(level.points, scale) for level in indicator.levels),
        plain=plain,
        direct=measure
        if always
        and not indicator.obligatory_in
        and measure is not None
        and measure.operands == question.keys
        and question.type in {QuestionType.NUMBER, QuestionType.SHARE}
        else None,
        question=question,
        asked=asked,
        deciding=_deciding(indicator, asked),
        scale=Scale(indicator.bands),
        scales=tuple(Scale(one.bands) for one in indicator.either),
        by_level=tuple(
            between(indicator, number, number, IndicatorState.ANSWERED)
            for number in range(len(indicator.levels) if plain else 0)
        ),
        unanswered=replace(unanswered, may_leave=True) if question.may_not_apply else unanswered,
    )


def _units(points: Fraction, scale: int) -> int:
    return points.numerator * (scale // points.denominator)


def _deciding(indicator: Indicator, asked: tuple[Question, ...]) -> tuple[Question, ...]:
    """Return the questions that make the score; others only ask for information."""
    if _is_measured(indicator):
        operands = operands_of(indicator)
        keys = {*operands, *(one.partition("/")[0] for one in operands)}
        found = [q for q in indicator.questions if {q.id, *q.keys} & keys]
    else:
        found = [q for q in indicator.questions if RULES[q.type].EARNS]
    return tuple(found) or asked


def _is_measured(indicator: Indicator) -> bool:
    """Return whether a number makes the level, and not what the questions earn by themselves."""
    measure = indicator.measure
    return bool(indicator.either) or (
        measure is not None and measure.kind is not MeasureKind.SCORE
    )


def answer_is_level(indicator: Indicator) -> bool:
    """Return whether the one answer to an indicator is its level, with nothing in between."""
    alone = len(indicator.questions) == 1 and bool(indicator.levels)
    return alone and indicator.measure is None and not indicator.bands and not indicator.either


def _in_order_of_conditions(criteria: CriteriaSet) -> tuple[Question, ...]:
    """Return the questions that have conditions, each after those on which it depends.

    In this order conditions never look far ahead, however long a chain of them is.
    """
    ordered: dict[str, Question] = {}
    for question in (q for q in criteria.questions if criteria.conditions_of(q)):
        waiting = [(question, iter(_asked_before(criteria, question)))]
        path = {question.id}
        while waiting and question.id not in ordered:
            current, needs = waiting[-1]
            need = next((n for n in needs if n.id not in ordered and n.id not in path), None)
            if need is None:
                ordered[current.id] = current
                waiting.pop()
            else:
                path.add(need.id)
                waiting.append((need, iter(_asked_before(criteria, need))))
    return tuple(q for q in ordered.values() if criteria.conditions_of(q))


def _asked_before(criteria: CriteriaSet, question: Question) -> list[Question]:
    """Return the questions that decide whether a question is asked."""
    keys: list[str] = []
    for comparison in (
        one for condition in criteria.conditions_of(question) for one in comparisons_of(condition)
    ):
        if comparison.of_level:
            indicator = criteria.indicator_by_id[comparison.subject]
            keys += [one.id for one in indicator.questions]
            keys += operands_of(indicator)
        else:
            keys.append(comparison.subject)
    return _questions_behind(criteria, keys)
