"""Score an assessment: evaluate(criteria, assessment) -> ScoreCard.

The total of the ECEI Gold label is judged on exact points; nothing is rounded here.
"""

from collections.abc import Collection, Mapping
from datetime import date
from fractions import Fraction
from math import lcm

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Indicator
from excellence_app.domain.levels import ZERO, Label, Threshold, Verdict
from excellence_app.domain.results import (
    Gap,
    IndicatorScore,
    IndicatorState,
    LabelResult,
    Score,
    ScoreCard,
    ThresholdResult,
)
from excellence_app.engine.answering import QuestionState, state_of
from excellence_app.engine.indicators import Answers, PreparedSet
from excellence_app.engine.ranges import Tally
from excellence_app.engine.requirements import LabelFacts, SetFacts, judge


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
    asked = _questions_asked(answers)
    facts = SetFacts(
        criteria=criteria,
        assessment=assessment,
        on=on or assessment.dated,
        answers=answers,
        scores=scores,
        total=total,
        asked=asked,
    )
    return ScoreCard(
        criteria=criteria.id,
        edition=criteria.edition,
        dated=on or assessment.dated,
        total=total,
        dimensions=dimensions,
        indicators=scores,
        labels=tuple(_label_result(label, facts) for label in criteria.labels),
        asked=sum(1 for state in asked.values() if state in _EXPECTED),
        answered=sum(1 for state in asked.values() if state is QuestionState.ANSWERED),
        unanswered=_in_state(asked, QuestionState.UNANSWERED),
        unknown=_in_state(asked, QuestionState.UNKNOWN),
        not_applicable=_in_state(asked, QuestionState.NOT_APPLICABLE),
    )


_EXPECTED = frozenset(QuestionState) - {QuestionState.NOT_APPLICABLE}
_OUTSIDE = frozenset({IndicatorState.NOT_APPLICABLE, IndicatorState.NOT_ASKED})


def _in_state(asked: Mapping[str, QuestionState], wanted: QuestionState) -> tuple[str, ...]:
    return tuple(question for question, state in asked.items() if state is wanted)


def _questions_asked(answers: Answers) -> dict[str, QuestionState]:
    """Return the state of every question that is asked, or may yet be, in the order of the set."""
    states: dict[str, QuestionState] = {}
    prepared = answers.prepared.indicators
    plain = {p.question.id for p in prepared if p.plain}
    stored = answers.answers
    for question in answers.criteria.questions:
        if question.id in plain:
            if question.id in stored:
                states[question.id] = state_of(question, stored)
            else:
                states[question.id] = QuestionState.UNANSWERED
        elif answers.asked(question) is not False:
            states[question.id] = state_of(question, stored)
    return states


def _totals(
    criteria: CriteriaSet, prepared: PreparedSet, scores: Mapping[str, IndicatorScore]
) -> tuple[Score, dict[str, Score]]:
    """Return the score of the set and of each dimension."""
    without_levels = [scores[p.indicator.id] for p in prepared.indicators if not p.units]
    finer = [f.denominator for s in without_levels for f in (s.lowest, s.highest)]
    scale = lcm(prepared.scale, *finer)
    factor = scale // prepared.scale
    tallies = {dimension.id: Tally() for dimension in criteria.dimensions}
    for one in prepared.indicators:
        score = scores[one.indicator.id]
        if score.state in _OUTSIDE:
            continue
        if score.lowest_level is None or score.highest_level is None:
            low, high = int(score.lowest * scale), int(score.highest * scale)
        else:
            low = one.units[score.lowest_level] * factor
            high = one.units[score.highest_level] * factor
        certain = score.state is not IndicatorState.UNDECIDED
        tallies[one.indicator.dimension].add(low, high, one.maximum * factor, certain=certain)
    whole = Tally()
    for tally in tallies.values():
        whole.join(tally)
    return whole.score(scale), {name: tally.score(scale) for name, tally in tallies.items()}


def _label_result(label: Label, facts: SetFacts) -> LabelResult:
    """Return how far one label is."""
    thresholds = tuple(
        _threshold_result(indicator, threshold, label.id, facts)
        for indicator in facts.criteria.indicators
        if facts.scores[indicator.id].state not in _OUTSIDE
        and (threshold := _effective(indicator, label.id, facts.assessment)) is not None
    )
    label_facts = LabelFacts(label=label, thresholds=thresholds, facts=facts)
    requirements = tuple(judge(requirement, label_facts) for requirement in label.requires)
    verdicts = {result.verdict for result in requirements}
    gaps = [
        Gap(result, facts.scores[result.indicator])
        for result in thresholds
        if result.verdict is not Verdict.MET
    ]
    return LabelResult(
        label=label.id,
        verdict=joint_verdict(verdicts),
        requirements=requirements,
        thresholds=thresholds,
        gaps=tuple(sorted(gaps, key=_by_width)),
        adjustments=tuple(t.adjustment for t in thresholds if t.adjustment is not None),
    )


def joint_verdict(verdicts: Collection[Verdict]) -> Verdict:
    """Return the verdict on several rules that must all be met."""
    if Verdict.MISSED in verdicts:
        return Verdict.MISSED
    return Verdict.OPEN if Verdict.OPEN in verdicts else Verdict.MET


def _by_width(gap: Gap) -> tuple[bool, bool, int, Fraction]:
    """Order gaps: certain before open ones, knock-outs first, then the widest."""
    result = gap.result
    is_open = result.verdict is Verdict.OPEN
    return (
        is_open,
        not result.threshold.knock_out,
        -(result.levels_short or 0),
        -result.points_short,
    )


def _effective(indicator: Indicator, label: str, assessment: Assessment) -> Threshold | None:
    """Return the threshold that counts: the user's own where one was entered."""
    threshold = indicator.threshold_for(label)
    adjustment = assessment.adjustment_for(indicator.id, label) if assessment.adjustments else None
    if adjustment is None:
        return threshold
    return Threshold(
        label=label,
        level=adjustment.level,
        points=adjustment.points,
        knock_out=threshold.knock_out if threshold else False,
        reason=threshold.reason if threshold else "",
        source=adjustment.source,
    )


def _threshold_result(
    indicator: Indicator, threshold: Threshold, label: str, facts: SetFacts
) -> ThresholdResult:
    score = facts.scores[indicator.id]
    adjustments = facts.assessment.adjustments
    levels_short: int | None = None
    points_short = ZERO
    lowest, highest = score.lowest_level, score.highest_level
    if threshold.level is not None and lowest is not None and highest is not None:
        certain, possible = lowest >= threshold.level, highest >= threshold.level
        levels_short = max(0, threshold.level - lowest)
        if levels_short and threshold.level < len(indicator.levels):
            points_short = indicator.levels[threshold.level].points - score.lowest
    else:
        needed = threshold.points if threshold.points is not None else indicator.points
        certain, possible = score.lowest >= needed, score.highest >= needed
        points_short = max(ZERO, needed - score.lowest)
    verdict = Verdict.MET if certain else Verdict.OPEN if possible else Verdict.MISSED
    if score.state is IndicatorState.UNDECIDED and verdict is Verdict.MISSED:
        verdict = Verdict.OPEN  # the threshold goes if the indicator turns out not to be asked
    return ThresholdResult(
        indicator=indicator.id,
        threshold=threshold,
        verdict=verdict,
        levels_short=levels_short,
        points_short=points_short,
        adjustment=facts.assessment.adjustment_for(indicator.id, label) if adjustments else None,
    )
