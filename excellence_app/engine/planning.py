"""Plan the improvements that lead to a label.

The problem is stated as plain data, any `solve` may answer it, and what it answers is
checked and scored again by the same rules as the assessment itself. The first solver is greedy:
it finds little effort, not proven least effort.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import Action, CriteriaSet, Indicator
from excellence_app.domain.levels import ZERO, Requirement, RequirementKind, Threshold, Verdict
from excellence_app.domain.results import (
    Lifted,
    Roadmap,
    RoadmapStep,
    ScoreCard,
    ThresholdResult,
)
from excellence_app.engine.scoring import evaluate

_ABOUT_LEVELS = frozenset(
    {RequirementKind.EVERY_THRESHOLD, RequirementKind.NO_KNOCK_OUT, RequirementKind.TOTAL}
)


@dataclass(frozen=True, slots=True)
class PlanAction:
    """One action as the solver sees it; `effort` is person-days, `lifts` indicator to level."""

    id: str
    effort: Fraction
    weeks: int
    lifts: Mapping[str, int]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """What a solver is asked.

    `levels` are the present levels of the indicators that actions can lift, `points` what
    each of their levels earns, `needed` the levels that close the gaps. `start` is the present
    total, `goal` the total asked for (none: no such rule).
    """

    levels: Mapping[str, int]
    points: Mapping[str, tuple[Fraction, ...]]
    needed: Mapping[str, int]
    start: Fraction
    goal: Fraction | None
    actions: tuple[PlanAction, ...]

    def lifted(self, chosen: Sequence[PlanAction]) -> dict[str, int]:
        """Return the levels after these actions."""
        after = dict(self.levels)
        for action in chosen:
            for indicator, level in action.lifts.items():
                after[indicator] = max(after[indicator], level)
        return after

    def total(self, levels: Mapping[str, int]) -> Fraction:
        """Return the total at these levels."""
        gained = (
            self.points[indicator][level] - self.points[indicator][self.levels[indicator]]
            for indicator, level in levels.items()
            if level != self.levels[indicator]
        )
        return sum(gained, self.start)

    def solved_by(self, chosen: Sequence[PlanAction]) -> bool:
        """Return whether these actions close every gap and reach the total."""
        after = self.lifted(chosen)
        closed = all(after[indicator] >= level for indicator, level in self.needed.items())
        return closed and (self.goal is None or self.total(after) >= self.goal)


Solver = Callable[[PlanProblem], Sequence[str]]


def solve_greedily(problem: PlanProblem) -> tuple[str, ...]:
    """Return ids of actions in order: close every gap, reach the total, drop what is not needed.

    Each choice takes the action, with all its prerequisites, that does most per
    person-day. Where the goal is out of reach the best that the actions can do is returned.
    """
    known = {action.id: action for action in problem.actions}
    chosen: dict[str, PlanAction] = {}

    def with_needs(action: PlanAction) -> dict[str, PlanAction]:
        """Return an action and all its prerequisites that are not chosen yet, those first."""
        found: dict[str, PlanAction] = {}
        for need in action.needs:
            if need in known and need not in chosen:
                found |= with_needs(known[need])
        return found | {action.id: action}

    def take_best(worth: Callable[[list[PlanAction]], Fraction]) -> bool:
        best: tuple[Fraction, dict[str, PlanAction]] | None = None
        for action in problem.actions:
            if action.id in chosen:
                continue
            bundle = with_needs(action)
            value = worth([*chosen.values(), *bundle.values()])
            effort = sum((one.effort for one in bundle.values()), ZERO)
            rate = value / max(effort, Fraction(1, 4))  # a free action still costs attention
            if value > 0 and (best is None or rate > best[0]):
                best = rate, bundle
        if best is not None:
            chosen.update(best[1])
        return best is not None

    def closed(actions: Sequence[PlanAction]) -> int:
        after = problem.lifted(actions)
        return sum(1 for indicator, level in problem.needed.items() if after[indicator] >= level)

    while closed(list(chosen.values())) < len(problem.needed):
        before = closed(list(chosen.values()))
        if not take_best(lambda actions, before=before: Fraction(closed(actions) - before)):  # type: ignore[misc]
            break
    while problem.goal is not None:
        before_total = problem.total(problem.lifted(list(chosen.values())))
        missing = problem.goal - before_total
        if missing <= 0:
            break

        def gain(
            actions: list[PlanAction], before: Fraction = before_total, most: Fraction = missing
        ) -> Fraction:
            return min(problem.total(problem.lifted(actions)) - before, most)

        if not take_best(gain):
            break
    return _in_good_order(problem, _without_surplus(problem, list(chosen.values())))


def _without_surplus(problem: PlanProblem, chosen: list[PlanAction]) -> list[PlanAction]:
    """Drop actions that the goal does not need, the most costly first."""
    if not problem.solved_by(chosen):
        return chosen
    for action in sorted(chosen, key=lambda one: one.effort, reverse=True):
        rest = [one for one in chosen if one is not action]
        needed = any(action.id in one.needs for one in rest)
        if not needed and problem.solved_by(rest):
            return _without_surplus(problem, rest)
    return chosen


def _in_good_order(problem: PlanProblem, chosen: list[PlanAction]) -> tuple[str, ...]:
    """Put prerequisites first, then what closes gaps for little effort, then what adds points."""
    ordered: list[PlanAction] = []
    waiting = list(chosen)
    ids = {action.id for action in chosen}
    while waiting:
        done = {action.id for action in ordered}
        free = [one for one in waiting if all(n in done or n not in ids for n in one.needs)]
        levels = problem.lifted(ordered)
        best = max(free or waiting, key=lambda one: _urgency(problem, levels, one))
        ordered.append(best)
        waiting.remove(best)
    return tuple(action.id for action in ordered)


def _urgency(
    problem: PlanProblem, levels: Mapping[str, int], action: PlanAction
) -> tuple[bool, Fraction, int]:
    after = {i: max(levels[i], level) for i, level in action.lifts.items()}
    closes = sum(1 for i, n in problem.needed.items() if levels[i] < n <= after.get(i, 0))
    gain = sum(
        (problem.points[i][n] - problem.points[i][levels[i]] for i, n in after.items()), ZERO
    )
    effort = max(action.effort, Fraction(1, 4))
    return closes > 0, (closes or gain) / effort, -action.weeks


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

    Open indicators are not planned for: the projection takes them at the threshold of
    the label and says so. Actions without prerequisites start on the day of the assessment and run side
    by side. Raises KeyError for an unknown label and ValueError for a `solve`
    that names unknown actions, repeats one or puts it before its prerequisites.
    """
    card = evaluate(criteria, assessment, on=on)
    result = card.label(target)
    assumed = _assumed(criteria, result.thresholds)
    needed = {
        t.indicator: level
        for t in result.thresholds
        if t.verdict is Verdict.MISSED
        and (level := _level_needed(criteria.indicator_by_id[t.indicator], t.threshold))
        is not None
    }
    problem = _problem(criteria, card, target, needed, assumed)
    order = _checked(problem, solve(problem))
    steps = _steps(_Projection(criteria, assessment, target, by, on, problem, assumed), order)
    final = {i: level for step in steps for i, level in _levels_after(step).items()}
    projected = evaluate(criteria, assessment, on=on, lifted=assumed | final).label(target)
    reached = [
        step.number for step in steps if step.gaps_left == 0 and _total_met(problem, steps, step)
    ]
    unclosed = {i for i, n in needed.items() if final.get(i, problem.levels.get(i, 0)) < n}
    cannot = {
        t.indicator for t in result.thresholds if t.verdict is Verdict.MISSED
    } - needed.keys()
    days = [step.ready for step in steps if step.ready is not None]
    already = problem.solved_by(()) and not cannot
    return Roadmap(
        target=target,
        start=card.total,
        steps=steps,
        reached_after=0 if already else reached[0] if reached and not cannot else None,
        effort=sum((step.effort for step in steps), ZERO),
        by=by,
        ready=max(days, default=None),
        open_questions=card.unanswered + card.unknown,
        assumed=assumed,
        without_action=tuple(i.id for i in criteria.indicators if i.id in unclosed | cannot),
        remaining=tuple(r for r in projected.requirements if r.verdict is not Verdict.MET),
    )


def _level_needed(indicator: Indicator, threshold: Threshold) -> int | None:
    """Return the level that a threshold asks for, none where the indicator has no levels."""
    if threshold.level is not None:
        return threshold.level if threshold.level < len(indicator.levels) else None
    wanted = threshold.points or ZERO
    return next((level.number for level in indicator.levels if level.points >= wanted), None)


def _assumed(criteria: CriteriaSet, thresholds: Sequence[ThresholdResult]) -> dict[str, int]:
    """Return the levels that the projection takes for indicators that open questions decide."""
    levels: dict[str, int] = {}
    for result in thresholds:
        needed = _level_needed(criteria.indicator_by_id[result.indicator], result.threshold)
        if result.verdict is Verdict.OPEN and needed is not None:
            levels[result.indicator] = needed
    return levels


def _problem(
    criteria: CriteriaSet,
    card: ScoreCard,
    target: str,
    needed: Mapping[str, int],
    assumed: Mapping[str, int],
) -> PlanProblem:
    levels: dict[str, int] = {}
    points: dict[str, tuple[Fraction, ...]] = {}
    for indicator in criteria.indicators:
        score = card.indicators[indicator.id]
        if score.counts and score.lowest_level is not None:
            levels[indicator.id] = max(score.lowest_level, assumed.get(indicator.id, 0))
            points[indicator.id] = tuple(level.points for level in indicator.levels)
    start = card.total.lowest + sum(
        (points[i][level] - card.indicators[i].lowest for i, level in levels.items()), ZERO
    )
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
        if (goal := _points_asked(rule, card.total.maximum)) is not None
    ]
    return PlanProblem(levels, points, dict(needed), start, max(goals, default=None), actions)


def _useful_lifts(action: Action, levels: Mapping[str, int]) -> dict[str, int]:
    """Return what an action lifts above the present levels."""
    return {x.indicator: x.to for x in action.lifts if x.to > levels.get(x.indicator, x.to)}


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


@dataclass(frozen=True, slots=True)
class _Projection:
    """What the steps of a roadmap are projected from."""

    criteria: CriteriaSet
    assessment: Assessment
    target: str
    by: date | None
    on: date | None
    problem: PlanProblem
    assumed: Mapping[str, int]


def _steps(projection: _Projection, order: Sequence[PlanAction]) -> tuple[RoadmapStep, ...]:
    problem = projection.problem
    start = projection.on or projection.assessment.dated
    levels = dict(problem.levels)
    lifted: dict[str, int] = {}
    finished: dict[str, int] = {}
    steps: list[RoadmapStep] = []
    for number, action in enumerate(order, start=1):
        lifts = tuple(
            Lifted(i, levels[i], level) for i, level in action.lifts.items() if level > levels[i]
        )
        gain = sum(
            (
                problem.points[x.indicator][x.after] - problem.points[x.indicator][x.before]
                for x in lifts
            ),
            ZERO,
        )
        levels |= {x.indicator: x.after for x in lifts}
        lifted |= {x.indicator: x.after for x in lifts}
        closes = tuple(
            x.indicator for x in lifts if x.before < problem.needed.get(x.indicator, 0) <= x.after
        )
        week = max((finished.get(need, 0) for need in action.needs), default=0) + action.weeks
        finished[action.id] = week
        ready = start + timedelta(weeks=week) if start else None
        after = evaluate(
            projection.criteria, projection.assessment, on=projection.on, lifted=lifted
        )
        steps.append(
            RoadmapStep(
                number=number,
                action=action.id,
                lifts=lifts,
                closes=closes,
                gain=gain,
                effort=action.effort,
                weeks=action.weeks,
                ready=ready,
                late=bool(projection.by and ready and ready > projection.by),
                after=after.total,
                gaps_left=sum(1 for i, n in problem.needed.items() if levels[i] < n),
            )
        )
    return tuple(steps)


def _levels_after(step: RoadmapStep) -> dict[str, int]:
    return {lifted.indicator: lifted.after for lifted in step.lifts}


def _total_met(problem: PlanProblem, steps: Sequence[RoadmapStep], last: RoadmapStep) -> bool:
    """Return whether the total is reached once the step `last` is done."""
    gained = sum((step.gain for step in steps[: last.number]), ZERO)
    return problem.goal is None or problem.start + gained >= problem.goal
