"""What a plan has to solve, as plain data for whoever solves it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from excellence_app.domain.assessment import PlannedAction
from excellence_app.domain.criteria import Action, CriteriaSet
from excellence_app.domain.levels import ZERO, Verdict
from excellence_app.domain.results import (
    IndicatorState,
    ScoreCard,
)
from excellence_app.engine.projecting import Project, points_asked
from excellence_app.engine.solving import PlanAction, PlanProblem

UNKNOWN_SIZE = 2
_SMALL, _MIDDLE = 4, 10  # person-days that count as an effort of 1, and of 2


def size_of(days: Fraction) -> int:
    """Return an effort in person-days as an estimate from 1 to 3."""
    if days <= _SMALL:
        return 1
    return 2 if days <= _MIDDLE else 3


def problem_of(
    criteria: CriteriaSet,
    base: ScoreCard,
    target: str,
    needed: Mapping[str, int],
    unknown: Collection[str] = (),
) -> PlanProblem:
    """State what is to be solved; no action lifts an `unknown` indicator.

    Indicators that may turn out not to be asked count as offering their points and earning
    none, and no action lifts them: what reaches the total so reaches it in any case.
    """
    levels, points = _present(criteria, base)
    known = {one: level for one, level in levels.items() if one not in unknown}
    useful = {a.id: lifts for a in criteria.actions if (lifts := useful_lifts(a, known))}
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
        if (goal := points_asked(rule, base.total.maximum)) is not None
    ]
    goal = max(goals, default=None)
    problem = PlanProblem(levels, points, dict(needed), base.total.lowest, goal, actions)
    reach = problem.total(problem.lifted(actions))
    answers = sum(
        (points[one][-1] - points[one][levels[one]] for one in levels if one in unknown), ZERO
    )
    if goal is not None and reach < goal <= reach + answers:
        # Answers decide it. To lift all else as high as it goes would be advice for nobody.
        return replace(problem, goal=None)
    return problem


def not_known(base: ScoreCard, target: str, card: ScoreCard) -> set[str]:
    """Return the indicators of which nobody knows the level, nor that a threshold is missed.

    `card` has the scores as they are, `base` those with the levels that a projection assumes.
    """
    missed = {t.indicator for t in base.label(target).thresholds if t.verdict is Verdict.MISSED}
    return {
        one
        for one, score in card.indicators.items()
        if score.lowest_level != score.highest_level and one not in missed
    }


def _present(
    criteria: CriteriaSet, base: ScoreCard
) -> tuple[dict[str, int], dict[str, tuple[Fraction, ...]]]:
    """Return the levels of the indicators that can be lifted, and what each level earns."""
    levels: dict[str, int] = {}
    points: dict[str, tuple[Fraction, ...]] = {}
    for indicator in criteria.indicators:
        score = base.indicators[indicator.id]
        if score.lowest_level is not None and score.state is not IndicatorState.UNDECIDED:
            levels[indicator.id] = score.lowest_level
            points[indicator.id] = tuple(level.points for level in indicator.levels)
    return levels, points


def useful_lifts(action: Action, levels: Mapping[str, int]) -> dict[str, int]:
    """Return what an action lifts above the present levels."""
    useful: dict[str, int] = {}
    for lift in action.lifts:
        if lift.to > useful.get(lift.indicator, levels.get(lift.indicator, lift.to)):
            useful[lift.indicator] = lift.to
    return useful


def checked_order(problem: PlanProblem, order: Sequence[str]) -> tuple[PlanAction, ...]:
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


def own_problem(project: Project, base: ScoreCard, needed: Mapping[str, int]) -> PlanProblem:
    """Return what the cluster has planned and not done, as data like those of a solver."""
    criteria = project.criteria
    levels, points = _present(criteria, base)
    chosen = [one for one in in_rank(project.assessment.roadmap) if one.active]
    known = {one.action: one.id for one in chosen if one.action}
    actions = []
    for one in chosen:
        action = criteria.action_by_id.get(one.action)
        lifts = {lift.indicator: 0 for lift in action.lifts} if action is not None else {}
        for lift in action.lifts if action is not None else ():
            lifts[lift.indicator] = max(lift.to, lifts[lift.indicator])
        if one.indicator and one.to is not None:
            highest = len(points.get(one.indicator, ())) - 1
            lifts[one.indicator] = min(one.to, highest)
        actions.append(
            PlanAction(
                id=one.id,
                effort=action.person_days if action is not None else ZERO,
                weeks=action.weeks if action is not None else 0,
                lifts={i: to for i, to in lifts.items() if i in levels},
                needs=tuple(known[n] for n in action.needs if n in known) if action else (),
            )
        )
    return PlanProblem(levels, points, dict(needed), base.total.lowest, None, tuple(actions))


def in_rank(roadmap: Sequence[PlannedAction]) -> list[PlannedAction]:
    """Return planned actions in their order."""
    return sorted(roadmap, key=lambda one: (one.rank, one.id))


def needed_before(action: str, known: Mapping[str, PlanAction]) -> list[str]:
    """Return an action after all that it needs of those known, and that these need."""
    order: list[str] = []
    waiting = [action]
    while waiting:
        needs = [n for n in known[waiting[-1]].needs if n in known and n not in order]
        if needs:
            waiting.append(needs[0])
        elif (one := waiting.pop()) not in order:
            order.append(one)
    return order


def size_planned(criteria: CriteriaSet, planned: PlannedAction) -> int | None:
    """Return the estimate of a planned action, else what the set says, else none."""
    action = criteria.action_by_id.get(planned.action)
    if planned.effort is not None or action is None:
        return planned.effort
    return size_of(action.person_days)
