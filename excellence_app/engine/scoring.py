"""Score an assessment: evaluate(criteria, assessment) -> ScoreCard.

The total of the ECEI Gold label is judged on exact points; nothing is rounded here.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import compress, repeat
from math import lcm
from operator import is_, is_not, itemgetter
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
from excellence_app.engine.indicators import (
    Answers,
    PreparedIndicator,
    PreparedSet,
    known_of,
    prepare,
)
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
    asked = _asking_of(criteria).states(answers, scores)
    unanswered = _in_state(asked, QuestionState.UNANSWERED)
    set_aside = _in_state(asked, QuestionState.NOT_APPLICABLE)
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
        asked=len(asked) - len(set_aside),
        answered=len(_in_state(asked, QuestionState.ANSWERED)),
        unanswered=unanswered,
        unknown=_in_state(asked, QuestionState.UNKNOWN),
        not_applicable=_set_aside(criteria, set_aside, scores),
    )


def _in_state(asked: Mapping[str, QuestionState], state: QuestionState) -> tuple[str, ...]:
    return tuple(compress(asked, map(is_, asked.values(), repeat(state))))


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


class _Asking:
    """The states of the questions of a set, in its order, kept as long as they are the same."""

    def __init__(self, criteria: CriteriaSet) -> None:
        plain = prepare(criteria).plain
        conditional = {question.id for question in prepare(criteria).conditional}
        questions = criteria.questions
        self._names = [one.id for one in questions]
        places = range(len(questions))
        self._plain = [n for n in places if self._names[n] in plain]
        self._owners = [plain[self._names[n]] for n in self._plain]
        others = [n for n in places if self._names[n] not in plain]
        self._steady = [n for n in others if self._names[n] not in conditional]
        self._steady_questions = [questions[n] for n in self._steady]
        self._steady_names = [self._names[n] for n in self._steady]
        self._conditional = [(n, questions[n]) for n in others if self._names[n] in conditional]
        self._last: tuple[list[IndicatorScore | None], list[QuestionState | None]] = (
            [None] * len(self._plain),
            [None] * len(questions),
        )

    def states(
        self, answers: Answers, scores: Mapping[str, IndicatorScore]
    ) -> dict[str, QuestionState]:
        """Return the state of every question that is asked, or may yet be."""
        if answers.lifted:  # then scores do not say how questions are answered
            questions = answers.criteria.questions
            return {q.id: answers.state(q) for q in questions if answers.asked(q) is not False}
        then, last = self._last
        found, now = list(last), list(map(scores.__getitem__, self._owners))
        for place, score in compress(zip(self._plain, now, strict=True), map(is_not, then, now)):
            state = score.state
            if state is IndicatorState.ANSWERED:
                found[place] = QuestionState.ANSWERED
            else:
                found[place] = _QUESTION_STATES[state]
        steady = answers.states_of(self._steady_questions, self._steady_names)
        for place, settled in zip(self._steady, steady, strict=True):
            found[place] = settled
        for place, question in self._conditional:
            asked = answers.asked(question) is not False
            found[place] = answers.state(question) if asked else None
        self._last = ([*now], found)
        return known_of(self._names, found)


@lru_cache(maxsize=16)
def _asking_of(criteria: CriteriaSet) -> _Asking:
    return _Asking(criteria)


def _totals(
    criteria: CriteriaSet, prepared: PreparedSet, scores: Mapping[str, IndicatorScore]
) -> tuple[Score, dict[str, Score]]:
    """Return the score of the set and of each dimension."""
    finer = [f.denominator for p in prepared.bare for f in _range(scores[p.indicator.id])]
    scale = lcm(prepared.scale, *finer)
    sums = _sums_of(criteria)
    found: dict[str, Score] = {}
    whole = Tally()
    for dimension in criteria.dimensions:
        tally, found[dimension.id] = sums.of_dimension(dimension.id, scores, scale)
        whole.join(tally)
    return whole.score(scale), found


def _range(score: IndicatorScore) -> tuple[Fraction, Fraction]:
    return score.lowest, score.highest


_BLOCK = 64  # indicators that are added up anew where one of them has another score


class _Block:
    """Some indicators of a dimension with their sums, kept until a score is another."""

    def __init__(self, parts: Sequence[PreparedIndicator]) -> None:
        self._parts = parts
        self._names = [one.indicator.id for one in parts]
        self._last: tuple[int, list[IndicatorScore], Tally] = (0, [], Tally())

    def tally(self, scores: Mapping[str, IndicatorScore], scale: int, factor: int) -> Tally:
        """Return the sums; the very same ones for the very same scores."""
        now = list(map(scores.__getitem__, self._names))
        last = self._last
        if last[0] == scale and all(map(is_, last[1], now)):
            return last[2]
        found = _tally(self._parts, now, scale, factor)
        self._last = (scale, now, found)
        return found


class _Sums:
    """The sums of each dimension of a set, kept until one of its scores is another."""

    def __init__(self, prepared: PreparedSet) -> None:
        self._scale = prepared.scale
        parts: dict[str, list[PreparedIndicator]] = {}
        for one in prepared.indicators:
            parts.setdefault(one.indicator.dimension, []).append(one)
        self._blocks = {
            dimension: [_Block(found[n : n + _BLOCK]) for n in range(0, len(found), _BLOCK)]
            for dimension, found in parts.items()
        }
        self._last: dict[str, tuple[int, list[Tally], Tally, Score]] = {}

    def of_dimension(
        self, dimension: str, scores: Mapping[str, IndicatorScore], scale: int
    ) -> tuple[Tally, Score]:
        """Return the sums of a dimension and their score; `scale` is units per point."""
        factor = scale // self._scale
        blocks = self._blocks.get(dimension, ())
        tallies = [block.tally(scores, scale, factor) for block in blocks]
        last = self._last.get(dimension)
        if last is None or last[0] != scale or not all(map(is_, last[1], tallies)):
            joined = Tally()
            for tally in tallies:
                joined.join(tally)
            last = self._last[dimension] = (scale, tallies, joined, joined.score(scale))
        return last[2], last[3]


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
        adjustments=tuple(t.adjustment for t in thresholds if t.adjustment is not None)
        if facts.assessment.adjustments
        else (),
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
    """Results of thresholds, and the gaps among them in their order.

    Each gap has before it what it is sorted by, and the place of its threshold.
    """

    thresholds: Sequence[ThresholdResult]
    scale: int
    placed: Sequence[tuple[_Key, int, Gap]]


class _Gaps:
    """The gaps to one label, certain before open ones, knock-outs first, then the widest.

    Those that were found last are kept: where few results are others, few gaps are moved. Of one
    evaluation to the next a result is the same one only for the same score.
    """

    def __init__(self) -> None:
        self._last = _InOrder((), 1, ())

    def among(self, thresholds: Sequence[ThresholdResult], facts: SetFacts) -> tuple[Gap, ...]:
        """Return the gaps among the results of thresholds."""
        last = self._last
        changed = None
        if len(thresholds) == len(last.thresholds):
            places = range(len(thresholds))
            changed = list(compress(places, map(is_not, thresholds, last.thresholds)))
            if len(changed) > _FEW or any(
                last.scale % thresholds[n].points_short.denominator for n in changed
            ):
                changed = None
        if changed is None:
            found = _in_order(thresholds, facts)
        else:
            found = _moved(last, thresholds, facts, changed)
        self._last = found
        return tuple(map(_GAP_OF, found.placed))


_GAP_OF = itemgetter(2)


def _in_order(thresholds: Sequence[ThresholdResult], facts: SetFacts) -> _InOrder:
    denominators = {result.points_short.denominator for result in thresholds}
    scale = lcm(facts.answers.prepared.scale, *denominators)
    placed = [
        (_key(result, scale), n, Gap(result, facts.scores[result.indicator]))
        for n, result in enumerate(thresholds)
        if result.verdict is not Verdict.MET
    ]
    placed.sort()  # no two have the same place, so gaps themselves are never compared
    return _InOrder(thresholds, scale, placed)


def _moved(
    last: _InOrder,
    thresholds: Sequence[ThresholdResult],
    facts: SetFacts,
    changed: Iterable[int],
) -> _InOrder:
    placed = list(last.placed)
    for n in changed:
        before, result = last.thresholds[n], thresholds[n]
        if before.verdict is not Verdict.MET:
            del placed[bisect_left(placed, (_key(before, last.scale), n))]
        if result.verdict is not Verdict.MET:
            gap = Gap(result, facts.scores[result.indicator])
            insort(placed, (_key(result, last.scale), n, gap))
    return _InOrder(thresholds, last.scale, placed)


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
