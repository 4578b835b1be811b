"""How indicators stand against the least that a label asks of each of them."""

from collections.abc import Mapping

from excellence_app.domain.assessment import Adjustment, Assessment
from excellence_app.domain.criteria import CriteriaSet, Indicator
from excellence_app.domain.levels import ZERO, Threshold, Verdict
from excellence_app.domain.results import IndicatorScore, ThresholdResult


def threshold_results(
    criteria: CriteriaSet,
    assessment: Assessment,
    scores: Mapping[str, IndicatorScore],
    label: str,
) -> tuple[ThresholdResult, ...]:
    """Return how every indicator that counts stands against what `label` asks of it.

    A threshold that the user entered from the official text takes the place of the set's own.
    """
    entered = {
        one.indicator: one for one in reversed(assessment.adjustments) if one.label == label
    }
    results = []
    for indicator in criteria.indicators:
        adjustment = entered.get(indicator.id) if entered else None
        own = indicator.threshold_for(label)
        asked = own if adjustment is None else _adjusted(adjustment, own)
        if asked is not None and scores[indicator.id].counts:
            results.append(_judge(indicator, asked, scores[indicator.id], adjustment))
    return tuple(results)


def _adjusted(adjustment: Adjustment, own: Threshold | None) -> Threshold:
    return Threshold(
        label=adjustment.label,
        level=adjustment.level,
        points=adjustment.points,
        knock_out=own is not None and own.knock_out,
        reason=own.reason if own is not None else "",
        source=adjustment.source,
    )


def _judge(
    indicator: Indicator,
    threshold: Threshold,
    score: IndicatorScore,
    adjustment: Adjustment | None,
) -> ThresholdResult:
    levels_short: int | None = None
    if threshold.level is not None and score.lowest_level is not None:
        certain = score.lowest_level >= threshold.level
        possible = (score.highest_level or 0) >= threshold.level
        levels_short = max(0, threshold.level - score.lowest_level)
        # a level that the user entered may lie beyond the scale: then only levels are short
        wanted = min(threshold.level, len(indicator.levels) - 1)
        needed = indicator.levels[wanted].points
    else:
        needed = threshold.points if threshold.points is not None else indicator.points
        certain, possible = score.lowest >= needed, score.highest >= needed
    verdict = Verdict.MET if certain else Verdict.OPEN if possible else Verdict.MISSED
    if verdict is Verdict.MISSED and score.may_leave:
        verdict = Verdict.OPEN  # the threshold goes if the indicator turns out not to count
    return ThresholdResult(
        indicator=indicator.id,
        threshold=threshold,
        verdict=verdict,
        levels_short=levels_short,
        points_short=max(ZERO, needed - score.lowest),
        adjustment=adjustment,
    )
