"""Plan the improvements that lead to a label.

The problem is stated as plain data, any `solve` may answer it, and what it answers is
checked and scored again by the same rules as the assessment itself.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import Action, CriteriaSet, Indicator
from excellence_app.domain.levels import ZERO, Requirement, RequirementKind, Threshold, Verdict
from excellence_app.domain.results import (
    IndicatorState,
    LabelResult,
    Lifted,
    Roadmap,
    RoadmapStep,
    ScoreCard,
    ThresholdResult,
)
from excellence_app.domain.values import dataclass
from excellence_app.engine.scoring import evaluate
from excellence_app.engine.solving import PlanAction, PlanProblem, Solver, solve_greedily

_CENTURIES = 500_000  # weeks: more than any calendar of the standard library holds

__all__ = ["PlanAction", "PlanProblem", "Solver", "plan", "solve_greedily"]


@dataclass(frozen=True, slots=True)
class _Project:
    """Whose way it is to which label, and the levels that the projection assumes."""

    criteria: CriteriaSet
    assessment: Assessment
    target: str
    on: date | None
    assumed: Mapping[str, int]

    def after(self, lifted: Mapping[str, int]) -> ScoreCard:
        """Return the scores once actions have brought indicators to these levels."""
        return evaluate(
            self.criteria, self.assessment, on=self.on, lifted={**self.assumed, **lifted}
        )


def plan(
    criteria: CriteriaSet,
    assessment: Assessment,
    target: str,
    *,
    by: date | None = None,
    on: date | None = None,
    solve: Solver = solve_greedily,
) -> Roadmap:
    """Return the way to the label `target`.

    No gap is planned for that an answer may close: the projection takes open indicators at the
    threshold of the label and says so. Actions without prerequisites start on the day of the
    assessment and run side by side. Raises KeyError for an unknown label and ValueError for a
    `solve` that names unknown actions, repeats one or puts it before its prerequisites.
    """
    card = evaluate(criteria, assessment, on=on)
    project, base = _with_assumptions(criteria, assessment, target, on, card)
    missed = [t for t in base.label(target).thresholds if t.verdict is Verdict.MISSED]
    problem = _problem(criteria, base, target, _levels_needed(criteria, missed))
    order = _checked(problem, solve(problem))
    steps, results = _steps(project, problem, order, by)
    reached = [n for n, result in enumerate([base.label(target), *results]) if _reached(result)]
    if reached:  # a level that was lifted on the way may have made later steps needless
        steps, results = steps[: reached[0]], results[: reached[0]]
    last = results[-1] if results else base.label(target)
    days = [step.ready for step in steps if step.ready is not None]
    reach = problem.lifted(problem.actions)
    without_action = {
        t.indicator
        for t in last.thresholds
        if t.verdict is Verdict.MISSED
        and (t.indicator not in problem.needed or reach[t.indicator] < problem.needed[t.indicator])
    }
    return Roadmap(
        target=target,
        start=card.total,
        projected_start=base.total,
        steps=steps,
        reached_after=reached[0] if reached else None,
        effort=sum((step.effort for step in steps), ZERO),
        by=by,
        ready=max(days, default=None),
        open_questions=card.unanswered + card.unknown,
        assumed=project.assumed,
        without_action=tuple(i.id for i in criteria.indicators if i.id in without_action),
        remaining=tuple(r for r in last.requirements if r.verdict is not Verdict.MET),
    )


def _with_assumptions(
    criteria: CriteriaSet, assessment: Assessment, target: str, on: date | None, card: ScoreCard
) -> tuple[_Project, ScoreCard]:
    """Return the project and its start, with every open indicator at the threshold of the label.

    An assumed level may decide that more is asked, of which the threshold is assumed in turn.
    """
    assumed: dict[str, int] = {}
    base = card
    while True:
        thresholds = base.label(target).thresholds
        still_open = [t for t in thresholds if t.verdict is Verdict.OPEN]
        more = _levels_needed(criteria, still_open)
        if more.items() <= assumed.items():
            return _Project(criteria, assessment, target, on, assumed), base
        assumed |= more
        base = evaluate(criteria, assessment, on=on, lifted=assumed)


def _levels_needed(criteria: CriteriaSet, thresholds: Sequence[ThresholdResult]) -> dict[str, int]:
    """Return the levels that thresholds ask for, as far as their indicators have levels."""
    needed: dict[str, int] = {}
    for result in thresholds:
        level = _level_needed(criteria.indicator_by_id[result.indicator], result.threshold)
        if level is not None:
            needed[result.indicator] = max(level, needed.get(result.indicator, 0))
    return needed


def _level_needed(indicator: Indicator, threshold: Threshold) -> int | None:
    """Return the level that a threshold asks for, none where the indicator has no such level."""
    if threshold.level is not None:
        return threshold.level if threshold.level < len(indicator.levels) else None
    wanted = indicator.points if threshold.points is None else threshold.points
    return next((level.number for level in indicator.levels if level.points >= wanted), None)


def _problem(
    criteria: CriteriaSet, base: ScoreCard, target: str, needed: Mapping[str, int]
) -> PlanProblem:
    """State what is to be solved.

    Indicators that may turn out not to be asked count as offering their points and earning
    none, and no action lifts them: what reaches the total so reaches it in any case.
    """
    levels: dict[str, int] = {}
    points: dict[str, tuple[Fraction, ...]] = {}
    for indicator in criteria.indicators:
        score = base.indicators[indicator.id]
        if score.lowest_level is not None and score.state is not IndicatorState.UNDECIDED:
            levels[indicator.id] = score.lowest_level
            points[indicator.id] = tuple(level.points for level in indicator.levels)
    useful = {a.id: lifts for a in criteria.actions if (lifts := _useful_lifts(a, levels))}
    actions = tuple(
        PlanAction(
            id=action.id,
            effort=action.person_days,
            weeks=action.weeks,
            lifts=useful[action.id],
            # what an action would lift being there already, it counts as done
            needs=tuple(need for need in action.needs if need in useful),
        )
        for action in criteria.actions
        if action.id in useful
    )
    goals = [
        goal
        for rule in criteria.label_by_id[target].requires
        if (goal := _points_asked(rule, base.total.maximum)) is not None
    ]
    return PlanProblem(
        levels, points, dict(needed), base.total.lowest, max(goals, default=None), actions
    )


def _useful_lifts(action: Action, levels: Mapping[str, int]) -> dict[str, int]:
    """Return what an action lifts above the present levels."""
    useful: dict[str, int] = {}
    for lift in action.lifts:
        if lift.to > useful.get(lift.indicator, levels.get(lift.indicator, lift.to)):
            useful[lift.indicator] = lift.to
    return useful


def _points_asked(rule: Requirement, maximum: Fraction) -> Fraction | None:
    """Return the points that a rule about the total asks for, none for other rules."""
    if rule.kind is not RequirementKind.TOTAL:
        return None
    return rule.least_share * maximum if rule.least_share is not None else rule.least


def _checked(problem: PlanProblem, order: Sequence[str]) -> tuple[PlanAction, ...]:
    """Return the actions of a solution; raises ValueError for one that breaks the rules."""
    known = {action.id: action for action in problem.actions}
    done: dict[str, PlanAction] = {}
    for name in order:
        if name not in known or name in done:
            raise ValueError(f"the solution names an unknown action or repeats one: {name}")
        missing = [need for need in known[name].needs if need not in done]
        if missing:
            raise ValueError(f"the solution puts {name} before what it needs: {missing}")
        done[name] = known[name]
    return tuple(done.values())


def _steps(
    project: _Project, problem: PlanProblem, order: Sequence[PlanAction], by: date | None
) -> tuple[tuple[RoadmapStep, ...], list[LabelResult]]:
    """Return the steps, and how far the label is after each."""
    start = project.on or project.assessment.dated
    levels = dict(problem.levels)
    lifted: dict[str, int] = {}
    finished: dict[str, int] = {}
    steps: list[RoadmapStep] = []
    results: list[LabelResult] = []
    for number, action in enumerate(order, start=1):
        lifts = tuple(
            Lifted(i, levels[i], level) for i, level in action.lifts.items() if level > levels[i]
        )
        reached = {x.indicator: x.after for x in lifts}
        before = problem.total(levels)
        levels |= reached
        lifted |= reached
        week = max((finished[need] for need in action.needs), default=0) + action.weeks
        finished[action.id] = week
        ready = _day_after(start, week) if start else None
        card = project.after(lifted)
        results.append(card.label(project.target))
        steps.append(
            RoadmapStep(
                number=number,
                action=action.id,
                lifts=lifts,
                closes=tuple(
                    x.indicator
                    for x in lifts
                    if x.before < problem.needed.get(x.indicator, 0) <= x.after
                ),
                gain=problem.total(levels) - before,
                effort=action.effort,
                weeks=action.weeks,
                ready=ready,
                late=bool(by and ready and ready > by),
                after=card.total,
                gaps_left=sum(1 for t in results[-1].thresholds if t.verdict is Verdict.MISSED),
            )
        )
    return tuple(steps), results


def _day_after(start: date, weeks: int) -> date:
    """Return the day that many weeks later, the calendar's last one if there is no such day."""
    return start + min(timedelta(weeks=min(weeks, _CENTURIES)), date.max - start)


def _reached(result: LabelResult) -> bool:
    """Return whether no threshold is missed and every rule about the total is met."""
    totals = [r for r in result.requirements if r.requirement.kind is RequirementKind.TOTAL]
    missed = any(t.verdict is Verdict.MISSED for t in result.thresholds)
    return not missed and all(r.verdict is Verdict.MET for r in totals)
