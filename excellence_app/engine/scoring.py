"""Score an assessment: evaluate(criteria, assessment) -> ScoreCard.

The total of the ECEI Gold label is judged on exact points; nothing is rounded here.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import is_
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import Label, Requirement, Verdict
from excellence_app.domain.results import (
    Gap,
    IndicatorScore,
    IndicatorState,
    LabelResult,
    Score,
    ScoreCard,
    ThresholdResult,
)
from excellence_app.engine.answering import QuestionState
from excellence_app.engine.indicators import Answers, PreparedIndicator, PreparedSet, prepare
from excellence_app.engine.ranges import Tally
from excellence_app.engine.requirements import LabelFacts, SetFacts, judge, thresholds_meant


def evaluate(
    criteria: CriteriaSet,
    assessment: Assessment,
    *,
    on: date | None = None,
    lifted: Mapping[str, int] | None = None,
) -> ScoreCard:
    """Return everything that can be said about an assessment on one day.

    `on` is the day to which months are counted, the assessment's own date if none.
    `lifted` maps indicators to levels that planned actions bring them to.
    """
    answers = Answers(criteria, assessment.answers, lifted)
    scores = answers.all_scores()
    total, dimensions = _totals(criteria, answers.prepared, scores)
    asked = _questions_asked(answers, scores)
    in_state: dict[QuestionState, list[str]] = {state: [] for state in QuestionState}
    answered = in_state[QuestionState.ANSWERED]
    for question, state in asked.items():
        (answered if state is QuestionState.ANSWERED else in_state[state]).append(question)
    facts = SetFacts(
        criteria=criteria,
        assessment=assessment,
        on=on or assessment.dated,
        answers=answers,
        scores=scores,
        total=total,
        asked=asked,
        doubtful=frozenset(
            question.id
            for question in answers.prepared.conditional
            if answers.asked(question) is None
        ),
    )
    return ScoreCard(
        criteria=criteria.id,
        edition=criteria.edition,
        dated=on or assessment.dated,
        total=total,
        dimensions=dimensions,
        indicators=scores,
        labels=tuple(_label_result(label, facts) for label in criteria.labels),
        asked=len(asked) - len(in_state[QuestionState.NOT_APPLICABLE]),
        answered=len(in_state[QuestionState.ANSWERED]),
        unanswered=tuple(in_state[QuestionState.UNANSWERED]),
        unknown=tuple(in_state[QuestionState.UNKNOWN]),
        not_applicable=_set_aside(criteria, in_state[QuestionState.NOT_APPLICABLE], scores),
    )


def _set_aside(
    criteria: CriteriaSet, set_aside: Iterable[str], scores: Mapping[str, IndicatorScore]
) -> tuple[str, ...]:
    """Return what a person set aside: questions, and before them the indicator that left so."""
    found: dict[str, None] = {}
    for question in set_aside:
        indicator = criteria.indicator_of_question.get(question)
        if indicator is not None and scores[indicator.id].state is IndicatorState.NOT_APPLICABLE:
            found[indicator.id] = None
        found[question] = None
    return tuple(found)


# What an indicator is in whose only question is always asked; the usual state has a short cut.
_QUESTION_STATES = {
    IndicatorState.UNANSWERED: QuestionState.UNANSWERED,
    IndicatorState.UNKNOWN: QuestionState.UNKNOWN,
    IndicatorState.UNSOUND: QuestionState.UNSOUND,
    IndicatorState.NOT_APPLICABLE: QuestionState.NOT_APPLICABLE,
}


def _questions_asked(
    answers: Answers, scores: Mapping[str, IndicatorScore]
) -> dict[str, QuestionState]:
    """Return the state of every question that is asked, or may yet be, in the order of the set."""
    states: dict[str, QuestionState] = {}
    plain = answers.prepared.plain if not answers.lifted else {}
    settled, usual = IndicatorState.ANSWERED, QuestionState.ANSWERED
    for question in answers.criteria.questions:
        name = question.id
        if name in plain:
            state = scores[plain[name]].state
            states[name] = usual if state is settled else _QUESTION_STATES[state]
        elif answers.asked(question) is not False:
            states[name] = answers.state(question)
    return states


def _totals(
    criteria: CriteriaSet, prepared: PreparedSet, scores: Mapping[str, IndicatorScore]
) -> tuple[Score, dict[str, Score]]:
    """Return the score of the set and of each dimension."""
    finer = [f.denominator for p in prepared.bare for f in _range(scores[p.indicator.id])]
    scale = lcm(prepared.scale, *finer)
    sums = _sums_of(criteria)
    tallies = {
        dimension.id: sums.tally(dimension.id, scores, scale) for dimension in criteria.dimensions
    }
    whole = Tally()
    for tally in tallies.values():
        whole.join(tally)
    return whole.score(scale), {name: tally.score(scale) for name, tally in tallies.items()}


def _range(score: IndicatorScore) -> tuple[Fraction, Fraction]:
    return score.lowest, score.highest


class _Sums:
    """The sums of each dimension of a set, kept until one of its scores is another."""

    def __init__(self, prepared: PreparedSet) -> None:
        self._scale = prepared.scale
        self._parts: dict[str, list[PreparedIndicator]] = {}
        for one in prepared.indicators:
            self._parts.setdefault(one.indicator.dimension, []).append(one)
        self._last: dict[str, tuple[int, list[IndicatorScore], Tally]] = {}

    def tally(self, dimension: str, scores: Mapping[str, IndicatorScore], scale: int) -> Tally:
        """Return the sums of a dimension; `scale` is units per point."""
        parts = self._parts.get(dimension, ())
        now = [scores[one.indicator.id] for one in parts]
        last = self._last.get(dimension)
        if last is not None and last[0] == scale and all(map(is_, last[1], now)):
            return last[2]
        found = _tally(parts, now, scale, scale // self._scale)
        self._last[dimension] = (scale, now, found)
        return found


@lru_cache(maxsize=16)
def _sums_of(criteria: CriteriaSet) -> _Sums:
    return _Sums(prepare(criteria))


def _tally(
    parts: Sequence[PreparedIndicator],
    scores: Sequence[IndicatorScore],
    scale: int,
    factor: int,
) -> Tally:
    tally = Tally()
    for one, score in zip(parts, scores, strict=True):
        if not score.counts:
            continue
        maximum = one.maximum * factor
        if score.lowest_level is None or score.highest_level is None:
            low, high = int(score.lowest * scale), int(score.highest * scale)
        else:
            low = one.units[score.lowest_level] * factor
            high = one.units[score.highest_level] * factor
        # a part that can end up anywhere keeps the share in the same range when it leaves
        certain = not score.may_leave or (low == 0 and high == maximum)
        tally.add(low, high, maximum, certain=certain)
    return tally


def _label_result(label: Label, facts: SetFacts) -> LabelResult:
    """Return how far one label is."""
    label_facts = LabelFacts(label=label, facts=facts)
    thresholds = list(facts.thresholds_of(label.id))
    for requirement in _with_options(label.requires):
        if requirement.other_label not in {"", label.id}:  # it means another label's thresholds
            meant = thresholds_meant(requirement, label_facts)
            thresholds += [result for result in meant if result not in thresholds]
    requirements = tuple(judge(requirement, label_facts) for requirement in label.requires)
    verdicts = {result.verdict for result in requirements}
    return LabelResult(
        label=label.id,
        verdict=joint_verdict(verdicts),
        requirements=requirements,
        thresholds=tuple(thresholds),
        gaps=_gaps_of(facts.criteria, label.id).among(thresholds, facts),
        adjustments=tuple(t.adjustment for t in thresholds if t.adjustment is not None),
    )


def _with_options(requirements: Iterable[Requirement]) -> Iterator[Requirement]:
    """Yield rules and, after each, the rules of which it asks one."""
    for requirement in requirements:
        yield requirement
        yield from _with_options(requirement.options)


def joint_verdict(verdicts: Collection[Verdict]) -> Verdict:
    """Return the verdict on several rules that must all be met."""
    if Verdict.MISSED in verdicts:
        return Verdict.MISSED
    return Verdict.OPEN if Verdict.OPEN in verdicts else Verdict.MET


_Key = tuple[bool, bool, int, int]
_FEW = 50  # results that are looked for among the gaps one by one


class _InOrder(NamedTuple):
    """Results of thresholds with their scores, and the gaps among them in their order.

    Each gap has before it what it is sorted by, and the place of its threshold.
    """

    thresholds: Sequence[ThresholdResult]
    scores: Sequence[IndicatorScore]
    scale: int
    placed: Sequence[tuple[_Key, int, Gap]]


class _Gaps:
    """The gaps to one label, certain before open ones, knock-outs first, then the widest.

    Those that were found last are kept: where few results are others, few gaps are moved.
    """

    def __init__(self) -> None:
        self._last = _InOrder((), (), 1, ())

    def among(self, thresholds: Sequence[ThresholdResult], facts: SetFacts) -> tuple[Gap, ...]:
        """Return the gaps among the results of thresholds."""
        last = self._last
        scores = [facts.scores[result.indicator] for result in thresholds]
        changed = None
        if len(scores) == len(last.scores):
            both = zip(thresholds, last.thresholds, scores, last.scores, strict=True)
            changed = [n for n, (a, b, c, d) in enumerate(both) if a is not b or c is not d]
            if len(changed) > _FEW or any(
                last.scale % thresholds[n].points_short.denominator for n in changed
            ):
                changed = None
        if changed is None:
            found = _in_order(thresholds, scores, facts.answers.prepared.scale)
        else:
            found = _moved(last, thresholds, scores, changed)
        self._last = found
        return tuple([gap for _, _, gap in found.placed])


def _in_order(
    thresholds: Sequence[ThresholdResult], scores: Sequence[IndicatorScore], scale: int
) -> _InOrder:
    scale = lcm(scale, *{result.points_short.denominator for result in thresholds})
    placed = [
        (_key(result, scale), n, Gap(result, scores[n]))
        for n, result in enumerate(thresholds)
        if result.verdict is not Verdict.MET
    ]
    placed.sort()  # no two have the same place, so gaps themselves are never compared
    return _InOrder(thresholds, scores, scale, placed)


def _moved(
    last: _InOrder,
    thresholds: Sequence[ThresholdResult],
    scores: Sequence[IndicatorScore],
    changed: Iterable[int],
) -> _InOrder:
    placed = list(last.placed)
    for n in changed:
        before, result = last.thresholds[n], thresholds[n]
        if before.verdict is not Verdict.MET:
            del placed[bisect_left(placed, (_key(before, last.scale), n))]
        if result.verdict is not Verdict.MET:
            insort(placed, (_key(result, last.scale), n, Gap(result, scores[n])))
    return _InOrder(thresholds, scores, last.scale, placed)


def _key(result: ThresholdResult, scale: int) -> _Key:
    points = result.points_short
    return (
        result.verdict is Verdict.OPEN,
        not result.threshold.knock_out,
        -(result.levels_short or 0),
        -points.numerator * (scale // points.denominator),
    )


@lru_cache(maxsize=64)
def _gaps_of(criteria: CriteriaSet, label: str) -> _Gaps:  # noqa: ARG001 - both are the key of the cache
    """Return what keeps the gaps of a set to one of its labels."""
    return _Gaps()
