"""How indicators stand against the least that a label asks of each of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import is_not
from typing import NamedTuple

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
    return _asked_by(criteria, label).results(scores, entered)


class _Asked:
    """What a set asks of its indicators for one label, with the results that it gave last.

    What is given for the same score is the same, so that only what has changed is judged.
    """

    def __init__(self, criteria: CriteriaSet, label: str) -> None:
        self._indicators = criteria.indicators
        self._names = [one.id for one in criteria.indicators]
        self._thresholds = [one.threshold_for(label) for one in criteria.indicators]
        self._only_knock_outs = _only_knock_outs(criteria, label)
        self._last = _Judged({}, [None] * len(self._indicators), [None] * len(self._indicators))

    def results(
        self, scores: Mapping[str, IndicatorScore], entered: Mapping[str, Adjustment]
    ) -> tuple[ThresholdResult, ...]:
        """Return how the scores stand against what is asked, or what the user entered for it."""
        last = self._last
        results = list(last.results)
        now = list(map(scores.__getitem__, self._names))
        changed = list(compress(range(len(now)), map(is_not, last.scores, now)))
        if entered or last.entered:
            changed += [
                place
                for place, name in enumerate(self._names)
                if entered.get(name) is not last.entered.get(name)
            ]
        for place in changed:
            results[place] = self._judge(place, now[place], entered.get(self._names[place]))
        self._last = _Judged(entered, now, results)
        return tuple(filter(None, results))  # a result is never empty, and so never false

    def _judge(
        self, place: int, score: IndicatorScore, adjustment: Adjustment | None
    ) -> ThresholdResult | None:
        indicator, own = self._indicators[place], self._thresholds[place]
        if not score.counts:
            return None
        if adjustment is not None:
            threshold = _adjusted(adjustment, own, knock_out=self._only_knock_outs)
            return _judge(indicator, threshold, score, adjustment)
        return None if own is None else _judge(indicator, own, score, None)


class _Judged(NamedTuple):
    """Scores, what the user entered, and what came of them, in the order of the set."""

    entered: Mapping[str, Adjustment]
    scores: Sequence[IndicatorScore | None]
    results: Sequence[ThresholdResult | None]


@lru_cache(maxsize=64)
def _asked_by(criteria: CriteriaSet, label: str) -> _Asked:
    """Return what the set itself asks of its indicators for a label."""
    return _Asked(criteria, label)


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
