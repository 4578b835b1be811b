"""Where a cluster stands once actions have brought indicators to levels."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Indicator
from excellence_app.domain.levels import Requirement, RequirementKind, Threshold, Verdict
from excellence_app.domain.results import (
    LabelResult,
    ScoreCard,
    ThresholdResult,
)
from excellence_app.domain.values import dataclass
from excellence_app.engine.scoring import evaluate
from excellence_app.engine.solving import PlanAction


@dataclass(frozen=True, slots=True)
class Project:
    """Whose way it is to which label, and the levels that the projection assumes."""

    criteria: CriteriaSet
    assessment: Assessment
    target: str
    on: date | None
    assumed: Mapping[str, int]
    lifted: Mapping[str, int]  # by what is planned already

    def after(self, lifted: Mapping[str, int]) -> ScoreCard:
        """Return the scores once actions have brought indicators to these levels."""
        levels = dict(self.assumed)
        for more in (self.lifted, lifted):
            levels |= {one: max(level, levels.get(one, 0)) for one, level in more.items()}
        return evaluate(self.criteria, self.assessment, on=self.on, lifted=levels)


def with_assumptions(project: Project, card: ScoreCard) -> tuple[Project, ScoreCard]:
    """Return the project and its start, with every open indicator at the threshold of the label.

    An assumed level may decide that more is asked, of which the threshold is assumed in turn.
    """
    assumed: dict[str, int] = {}
    base = card
    while True:
        thresholds = base.label(project.target).thresholds
        still_open = [t for t in thresholds if t.verdict is Verdict.OPEN]
        more = levels_needed(project.criteria, still_open)
        if more.items() <= assumed.items():
            return project, base
        assumed |= more
        project = replace(project, assumed=dict(assumed))
        base = project.after({})


def levels_needed(criteria: CriteriaSet, thresholds: Sequence[ThresholdResult]) -> dict[str, int]:
    """Return the levels that thresholds ask for, as far as their indicators have levels."""
    needed: dict[str, int] = {}
    for result in thresholds:
        level = level_asked(criteria.indicator_by_id[result.indicator], result.threshold)
        if level is not None:
            needed[result.indicator] = max(level, needed.get(result.indicator, 0))
    return needed


def level_asked(indicator: Indicator, threshold: Threshold) -> int | None:
    """Return the level that a threshold asks for, none where the indicator has no such level."""
    if threshold.level is not None:
        return threshold.level if threshold.level < len(indicator.levels) else None
    wanted = indicator.points if threshold.points is None else threshold.points
    return next((level.number for level in indicator.levels if level.points >= wanted), None)


def points_asked(rule: Requirement, maximum: Fraction) -> Fraction | None:
    """Return the points that a rule about the total asks for, none for other rules."""
    if rule.kind is not RequirementKind.TOTAL:
        return None
    return rule.least_share * maximum if rule.least_share is not None else rule.least


def raised_by(levels: Mapping[str, int], actions: Sequence[PlanAction]) -> dict[str, int]:
    """Return levels, by indicator, after some more actions."""
    after = dict(levels)
    for action in actions:
        after |= {one: max(to, after[one]) for one, to in action.lifts.items()}
    return after


def is_reached(result: LabelResult) -> bool:
    """Return whether no threshold is missed and every rule about the total is met."""
    totals = [r for r in result.requirements if r.requirement.kind is RequirementKind.TOTAL]
    missed = any(t.verdict is Verdict.MISSED for t in result.thresholds)
    return not missed and all(r.verdict is Verdict.MET for r in totals)
