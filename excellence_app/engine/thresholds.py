"""How indicators stand against the least that a label asks of each of them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from excellence_app.domain.assessment import Adjustment, Assessment
from excellence_app.domain.criteria import CriteriaSet, Indicator
from excellence_app.domain.levels import ZERO, Requirement, RequirementKind, Threshold, Verdict
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
    for indicator, asked in _asked_by(criteria, label):
        score = scores[indicator.id]
        adjustment = entered.get(indicator.id) if entered else None
        if adjustment is not None and score.counts:
            own = asked.threshold if asked is not None else None
            threshold = _adjusted(adjustment, own, knock_out=_only_knock_outs(criteria, label))
            results.append(_judge(indicator, threshold, score, adjustment))
        elif asked is not None and score.counts:
            results.append(asked.judge(score))
    return tuple(results)


class _Asked:
    """What a set asks of one indicator for one label, with the results that were needed so far.

    Where an indicator has levels, they alone decide, so that a result can be given again.
    """

    __slots__ = ("_by_level", "_indicator", "threshold")

    def __init__(self, indicator: Indicator, threshold: Threshold) -> None:
        self._indicator = indicator
        self.threshold = threshold
        self._by_level: dict[int, ThresholdResult] = {}

    def judge(self, score: IndicatorScore) -> ThresholdResult:
        """Return how a score stands against what is asked."""
        level = score.lowest_level
        if level is None or level != score.highest_level or score.may_leave:
            return _judge(self._indicator, self.threshold, score, None)
        found = self._by_level.get(level)
        if found is None:
            found = _judge(self._indicator, self.threshold, score, None)
            self._by_level[level] = found
        return found


@lru_cache(maxsize=64)
def _asked_by(criteria: CriteriaSet, label: str) -> tuple[tuple[Indicator, _Asked | None], ...]:
    """Return all indicators with what the set itself asks of them for a label."""
    found = ((one, one.threshold_for(label)) for one in criteria.indicators)
    return tuple((one, None if asked is None else _Asked(one, asked)) for one, asked in found)


@lru_cache(maxsize=64)
def _only_knock_outs(criteria: CriteriaSet, label: str) -> bool:
    """Return whether the rules look at nothing but the knock-outs among a label's thresholds.

    Such is Silver, whose auditor checks the Baseline: one criterion that fails, no label. An
    entered value of the Baseline is a knock-out then, also where the set has none of its own.
    """
    kinds = {
        rule.kind
        for owner in criteria.labels
        for rule in _flat(owner.requires)
        if (rule.other_label or owner.id) == label
    }
    return RequirementKind.NO_KNOCK_OUT in kinds and RequirementKind.EVERY_THRESHOLD not in kinds


def _flat(rules: Iterable[Requirement]) -> Iterator[Requirement]:
    for rule in rules:
        yield rule
        yield from _flat(rule.options)


def _adjusted(adjustment: Adjustment, own: Threshold | None, *, knock_out: bool) -> Threshold:
    """Return the entered threshold, a knock-out as the set's own is, else as `knock_out`."""
    return Threshold(
        label=adjustment.label,
        level=adjustment.level,
        points=adjustment.points,
        knock_out=knock_out if own is None else own.knock_out,
        reason=own.reason if own is not None else "",
        source=adjustment.source,
    )


def _judge(
    indicator: Indicator,
    threshold: Threshold,
    score: IndicatorScore,
    adjustment: Adjustment | None,
) -> ThresholdResult:
    level, lowest = threshold.level, score.lowest_level
    if level is None or lowest is None:
        levels_short = None
        needed = threshold.points if threshold.points is not None else indicator.points
        certain, possible = score.lowest >= needed, score.highest >= needed
    else:
        levels_short = max(0, level - lowest)
        certain, possible = lowest >= level, (score.highest_level or 0) >= level
        # a level that the user entered may lie beyond the scale: then only levels are short
        needed = indicator.levels[min(level, len(indicator.levels) - 1)].points
    verdict = Verdict.MISSED
    if certain:
        verdict = Verdict.MET
    elif possible or score.may_leave:  # it goes if the indicator turns out not to count
        verdict = Verdict.OPEN
    return ThresholdResult(
        indicator.id,
        threshold,
        verdict,
        levels_short,
        ZERO if certain else max(ZERO, needed - score.lowest),
        adjustment,
    )
