"""Plan the improvements that lead to a label, or follow those that a cluster has chosen.

The problem is stated as plain data, any `solve` may answer it, and what it answers is
checked and scored again by the same rules as the assessment itself. So is a cluster's own order,
except that nothing in it is refused: what is amiss is a warning.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from excellence_app.domain.assessment import ActionState, Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.levels import ZERO, Verdict
from excellence_app.domain.results import (
    LabelResult,
    Lifted,
    Roadmap,
    RoadmapStep,
)
from excellence_app.engine.own_roadmap import Own, day_after, gap_warnings
from excellence_app.engine.plan_problems import (
    UNKNOWN_SIZE,
    checked_order,
    needed_before,
    not_known,
    own_problem,
    problem_of,
    size_of,
    size_planned,
)
from excellence_app.engine.projecting import (
    Project,
    is_reached,
    levels_needed,
    raised_by,
    with_assumptions,
)
from excellence_app.engine.scoring import evaluate
from excellence_app.engine.solving import PlanAction, PlanProblem, Solver, solve_greedily

__all__ = [
    "PlanAction",
    "PlanProblem",
    "Solver",
    "by_gain",
    "by_start",
    "follow",
    "plan",
    "size_of",
    "solve_greedily",
]


def plan(
    criteria: CriteriaSet,
    assessment: Assessment,
    target: str,
    *,
    by: date | None = None,
    on: date | None = None,
    lifted: Mapping[str, int] | None = None,
    solve: Solver = solve_greedily,
) -> Roadmap:
    """Return the way to the label `target`, from the levels that `lifted` says are planned.

    No gap is planned for that an answer may close: the projection takes open indicators at the
    threshold of the label and says so. No action lifts them above it: nobody knows yet where they
    are. A total that only they can bring is not planned for either. Actions without prerequisites
    start on the day of the assessment and run side by side. Raises KeyError for an unknown label
    and ValueError for a `solve` that names unknown actions, repeats one or puts it before its
    prerequisites.
    """
    planned = lifted or {}
    card = evaluate(criteria, assessment, on=on, lifted=planned)
    project = Project(criteria, assessment, target, on, {}, planned)
    project, base = with_assumptions(project, card)
    missed = [t for t in base.label(target).thresholds if t.verdict is Verdict.MISSED]
    problem = problem_of(
        criteria, base, target, levels_needed(criteria, missed), not_known(base, target, card)
    )
    order = checked_order(problem, solve(problem))
    steps, results = _steps(project, problem, order, by)
    reached = [n for n, result in enumerate([base.label(target), *results]) if is_reached(result)]
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


def follow(
    criteria: CriteriaSet,
    assessment: Assessment,
    target: str,
    *,
    on: date | None = None,
    today: date | None = None,
) -> Roadmap:
    """Return what the actions that the cluster has planned bring, in its own order.

    Each open or started one is a step. It can be ready once those that it needs are, wherever
    these stand, counted from the day of the assessment as in a proposal. What was due before
    `today` is overdue. Done actions lift nothing: what they brought shows in the answers.
    Raises KeyError for an unknown label.
    """
    card = evaluate(criteria, assessment, on=on)
    project = Project(criteria, assessment, target, on, {}, {})
    project, base = with_assumptions(project, card)
    missed = [t for t in base.label(target).thresholds if t.verdict is Verdict.MISSED]
    problem = own_problem(project, base, levels_needed(criteria, missed))
    steps, results = _steps(project, problem, problem.actions, None)
    own = Own(project, problem, today)
    steps = tuple(own.step(step) for step in steps)
    reached = next(
        (n for n, result in enumerate([base.label(target), *results]) if is_reached(result)), None
    )
    last = results[-1] if results else base.label(target)
    left = [t for t in last.thresholds if t.verdict is Verdict.MISSED]
    raised = {lift.indicator for step in steps for lift in step.lifts}
    in_order = [i.id for i in criteria.indicators if any(t.indicator == i.id for t in left)]
    states = {
        state: tuple(one.id for one in assessment.roadmap if one.state is state)
        for state in (ActionState.DONE, ActionState.DROPPED)
    }
    return Roadmap(
        target=target,
        start=card.total,
        projected_start=base.total,
        steps=steps,
        reached_after=reached,
        effort=sum((step.effort for step in steps), ZERO),
        by=assessment.roadmap_by,
        ready=_all_ready(steps[:reached]),
        open_questions=card.unanswered + card.unknown,
        assumed=project.assumed,
        without_action=tuple(one for one in in_order if one not in raised),
        remaining=tuple(r for r in last.requirements if r.verdict is not Verdict.MET),
        own=True,
        done=states[ActionState.DONE],
        dropped=states[ActionState.DROPPED],
        still_short=tuple(one for one in in_order if one in raised),
        warnings=(*own.warnings(steps), *gap_warnings(project, problem, left, raised)),
    )


def by_gain(
    criteria: CriteriaSet, assessment: Assessment, target: str, *, on: date | None = None
) -> tuple[str, ...]:
    """Return the ids of the planned actions that are open or started, most gain per effort first.

    An action stands after those of them that it needs, and is weighed together with these. Of
    equal ones the cluster's own order stays. Raises KeyError for an unknown label.
    """
    card = evaluate(criteria, assessment, on=on)
    project = Project(criteria, assessment, target, on, {}, {})
    project, base = with_assumptions(project, card)
    problem = own_problem(project, base, {})
    sizes = {one.id: size_planned(criteria, one) or UNKNOWN_SIZE for one in assessment.roadmap}
    left = {action.id: action for action in problem.actions}
    levels = dict(problem.levels)
    order: list[str] = []

    def worth(action: PlanAction) -> tuple[Fraction, list[PlanAction]]:
        bundle = [left[one] for one in needed_before(action.id, left)]
        gain = problem.total(raised_by(levels, bundle)) - problem.total(levels)
        return gain / sum(sizes[one.id] for one in bundle), bundle

    while left:
        _, bundle = max((worth(action) for action in left.values()), key=lambda one: one[0])
        levels = raised_by(levels, bundle)
        for action in bundle:
            order.append(action.id)
            del left[action.id]
    return tuple(order)


def by_start(roadmap: Roadmap) -> tuple[str, ...]:
    """Return the ids of the steps in the order in which they can begin, those with no day last.

    The ids are those of the planned actions, in a proposal of the set's. Of two that begin on one
    day the one that is ready first comes first; what an action needs is ready by its day.
    """
    late = date.max

    def days(step: RoadmapStep) -> tuple[date, date]:
        return step.begin or late, step.expected or late

    return tuple(step.planned or step.action for step in sorted(roadmap.steps, key=days))


def _steps(
    project: Project, problem: PlanProblem, order: Sequence[PlanAction], by: date | None
) -> tuple[tuple[RoadmapStep, ...], list[LabelResult]]:
    """Return the steps, and how far the label is after each."""
    start = project.on or project.assessment.dated
    levels = dict(problem.levels)
    not_sure = {
        one
        for one, score in project.after({}).indicators.items()
        if one in project.assumed or score.lowest_level != score.highest_level
    }
    lifted: dict[str, int] = {}
    finished: dict[str, int] = {}
    steps: list[RoadmapStep] = []
    results: list[LabelResult] = []
    for number, action in enumerate(order, start=1):
        lifts = tuple(
            Lifted(i, levels[i], level, assumed=i in not_sure and i not in lifted)
            for i, level in action.lifts.items()
            if level > levels[i]
        )
        reached = {x.indicator: x.after for x in lifts}
        before = problem.total(levels)
        levels |= reached
        lifted |= reached
        needed = [finished[need] for need in action.needs if need in finished]
        first_week = max(needed, default=0)
        week = first_week + action.weeks
        finished[action.id] = week
        ready = day_after(start, week) if start else None
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
                begin=day_after(start, first_week) if start else None,
            )
        )
    return tuple(steps), results


def _all_ready(steps: Sequence[RoadmapStep]) -> date | None:
    """Return the day on which everything that lifts something is done, none if not known."""
    days = [step.expected for step in steps if step.lifts]
    known = [day for day in days if day is not None]
    return max(known, default=None) if len(known) == len(days) else None
