"""Results as figures of charts, and the short words that belong to them."""

from dataclasses import replace
from fractions import Fraction

from excellence_app.domain.criteria import Indicator
from excellence_app.domain.levels import Requirement, RequirementKind, Threshold, Verdict
from excellence_app.domain.results import (
    IndicatorScore,
    IndicatorState,
    RequirementResult,
    Score,
    ScoreCard,
)
from excellence_app.language import sentences
from excellence_app.reports.blocks import BarKind, Bullet, Dumbbell, Mark, SkylineColumn
from excellence_app.reports.context import ReportContext

_PARTS = 4  # cells for an indicator that has points and no levels

MARKS = {Verdict.MET: Mark.MET, Verdict.MISSED: Mark.MISSED, Verdict.OPEN: Mark.OPEN}


def name_of(indicator: Indicator) -> str:
    """Return number and name of an indicator, which no line break parts."""
    return f"{indicator.id}\u00a0{indicator.title}"


def steps_of(indicator: Indicator) -> int:
    """Return how many steps the scale of an indicator has above its zero."""
    return max(1, len(indicator.levels) - 1) if indicator.levels else _PARTS


def place_of(indicator: Indicator, score: IndicatorScore) -> tuple[Fraction, Fraction]:
    """Return where an indicator stands on its scale for certain, and at best."""
    if score.lowest_level is not None and score.highest_level is not None:
        return Fraction(score.lowest_level), Fraction(score.highest_level)
    if not score.maximum:
        return Fraction(0), Fraction(0)
    parts = steps_of(indicator)
    return score.lowest / score.maximum * parts, score.highest / score.maximum * parts


def place_of_threshold(indicator: Indicator, threshold: Threshold) -> Fraction | None:
    """Return where a threshold stands on the scale of its indicator."""
    if threshold.level is not None:
        return Fraction(threshold.level)
    if threshold.points is None:
        return None
    for level in indicator.levels:
        if level.points >= threshold.points:
            return Fraction(level.number)
    if indicator.levels or not indicator.points:
        return None
    return threshold.points / indicator.points * steps_of(indicator)


def is_open(score: IndicatorScore) -> bool:
    """Return whether nothing certain is known about an indicator that counts."""
    return score.counts and score.state is not IndicatorState.ANSWERED


def bullet(context: ReportContext, indicator: Indicator) -> Bullet | None:
    """Return the chart of one indicator against the label's threshold; none if it is left out."""
    score = context.scorecard.indicators[indicator.id]
    if not score.counts:
        return None
    lowest, highest = place_of(indicator, score)
    result = context.thresholds.get(indicator.id)
    threshold = place_of_threshold(indicator, result.threshold) if result is not None else None
    nothing_known = is_open(score) and lowest == 0
    if result is None:
        kind = BarKind.TOTAL
    else:
        kind = BarKind.MET if result.verdict is Verdict.MET else BarKind.BELOW
    return Bullet(
        maximum=Fraction(steps_of(indicator)),
        value=None if nothing_known else lowest,
        possible=highest,
        kind=kind,
        threshold=threshold,
        earlier=earlier_place(context.earlier, indicator),
        divisions=steps_of(indicator),
        alternative=indicator_sentence(context, indicator),
    )


def dumbbell(context: ReportContext, indicator: Indicator) -> Dumbbell:
    """Return the chart of an indicator in the earlier assessment and now."""
    score = context.scorecard.indicators[indicator.id]
    known = score.counts and score.final
    result = context.thresholds.get(indicator.id)
    return Dumbbell(
        maximum=Fraction(steps_of(indicator)),
        before=earlier_place(context.earlier, indicator),
        now=place_of(indicator, score)[0] if known else None,
        threshold=place_of_threshold(indicator, result.threshold) if result is not None else None,
        divisions=steps_of(indicator),
        alternative=indicator_sentence(context, indicator),
    )


def earlier_place(earlier: ScoreCard | None, indicator: Indicator) -> Fraction | None:
    """Return where an indicator stood in the earlier assessment, none if that is not certain."""
    score = earlier.indicators.get(indicator.id) if earlier is not None else None
    if score is None or not score.final or not score.counts:
        return None
    return place_of(indicator, score)[0]


def indicator_sentence(context: ReportContext, indicator: Indicator) -> str:
    """Return in one sentence what the chart of an indicator shows."""
    words = context.words
    parts = [standing_words(context, indicator)]
    result = context.thresholds.get(indicator.id)
    if result is not None and context.target is not None:
        parts.append(
            words.text(
                "{label} asks for {threshold}",
                label=context.target.title,
                threshold=sentences.threshold(words, result.threshold),
            )
        )
        parts.append(sentences.distance(words, result))
    earlier = earlier_place(context.earlier, indicator)
    if earlier is not None and indicator.levels:
        parts.append(words.text("earlier level {level}", level=int(earlier)))
    return words.text(
        "{indicator}: {facts}.",
        indicator=name_of(indicator),
        facts=", ".join(parts),
    )


def standing_words(context: ReportContext, indicator: Indicator) -> str:
    """Return where an indicator stands: "level 2 of 4", or why it has no level."""
    words = context.words
    score = context.scorecard.indicators[indicator.id]
    if not score.counts:
        return sentences.indicator_state(words, score.state)
    if is_open(score) and score.lowest == 0:
        return sentences.indicator_state(words, score.state)
    if score.lowest_level is not None and score.highest_level is not None:
        return words.text(
            "level {level} of {top}",
            level=sentences.level_range(words, score),
            top=steps_of(indicator),
        )
    return words.text(
        "{points} of {maximum}",
        points=sentences.points_range(words, score.lowest, score.highest),
        maximum=score.maximum,
    )


def skyline_column(context: ReportContext, indicator: Indicator, label: str) -> SkylineColumn:
    """Return the column of one indicator."""
    score = context.scorecard.indicators[indicator.id]
    lowest, highest = place_of(indicator, score)
    result = context.thresholds.get(indicator.id)
    threshold = place_of_threshold(indicator, result.threshold) if result is not None else None
    return SkylineColumn(
        label=label,
        levels=steps_of(indicator),
        value=lowest,
        possible=highest,
        threshold=threshold,
        applies=score.counts,
        indicator=indicator.id,
        sentence=indicator_sentence(context, indicator),
    )


def total_bullet(
    context: ReportContext, score: Score, earlier: Score | None, name: str
) -> Bullet | None:
    """Return the chart of a total or of a dimension, on the scale of its points."""
    if score.share_lowest is None or score.share_highest is None:
        return None
    return Bullet(
        maximum=Fraction(1),
        value=score.share_lowest,
        possible=score.share_highest,
        kind=BarKind.TOTAL,
        threshold=share_required(context),
        earlier=earlier.share_lowest if earlier is not None and earlier.final else None,
        alternative=context.words.text(
            "{name}: {share}", name=name, share=sentences.score_share(context.words, score)
        ),
    )


def share_required(context: ReportContext) -> Fraction | None:
    """Return the share of all points that the label asks for, none if it asks for none."""
    if context.target is None:
        return None
    shares = [
        rule.least_share
        for rule in context.target.requires
        if rule.kind is RequirementKind.TOTAL and rule.least_share is not None
    ]
    return max(shares, default=None)


def rule_words(context: ReportContext, rule: Requirement) -> str:
    """Return a label rule as an entry of a list, without a full stop."""
    return sentences.requirement(context.words, context.criteria, rule).removesuffix(".")


def short_rule(context: ReportContext, rule: Requirement) -> str:
    """Return a label rule in the fewest words, which are ours."""
    if rule.kind is RequirementKind.DECLARED:
        return context.words.text("Declaration of the cluster")
    return sentences.requirement(context.words, context.criteria, replace(rule, text=""))


def rule_value(context: ReportContext, result: RequirementResult) -> str:
    """Return where a label rule stands, in a few words."""
    return sentences.requirement_state(context.words, result)
