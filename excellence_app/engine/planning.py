"""Plan the improvements that lead to a label, or follow those that a cluster has chosen.

The problem is stated as plain data, any `solve` may answer it, and what it answers is
checked and scored again by the same rules as the assessment itself. So is a cluster's own order,
except that nothing in it is refused: what is amiss is a warning.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from excellence_app.domain.assessment import ActionState, Assessment, PlannedAction
from excellence_app.domain.criteria import Action, CriteriaSet, Indicator
from excellence_app.domain.levels import ZERO, Requirement, RequirementKind, Threshold, Verdict
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.domain.planned import action_title
from excellence_app.domain.results import (
    IndicatorState,
    LabelResult,
    Lifted,
    Roadmap,
    RoadmapStep,
    RoadmapWarning,
    ScoreCard,
    ThresholdResult,
    WarningKind,
)
from excellence_app.domain.values import dataclass
from excellence_app.engine.scoring import evaluate
from excellence_app.engine.solving import PlanAction, PlanProblem, Solver, solve_greedily

_CENTURIES = 500_000  # weeks: more than any calendar of the standard library holds

_UNKNOWN_SIZE = 2
_SMALL, _MIDDLE = 4, 10  # person-days that count as an effort of 1, and of 2

__all__ = [
    "PlanAction",
    "PlanProblem",
    "Solver",
    "by_gain",
    "follow",
    "plan",
    "size_of",
    "solve_greedily",
]


@dataclass(frozen=True, slots=True)
class _Project:
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
    threshold of the label and says so. Actions without prerequisites start on the day of the
    assessment and run side by side. Raises KeyError for an unknown label and ValueError for a
    `solve` that names unknown actions, repeats one or puts it before its prerequisites.
    """
    planned = lifted or {}
    card = evaluate(criteria, assessment, on=on, lifted=planned)
    project = _Project(criteria, assessment, target, on, {}, planned)
    project, base = _with_assumptions(project, card)
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
    project = _Project(criteria, assessment, target, on, {}, {})
    project, base = _with_assumptions(project, card)
    missed = [t for t in base.label(target).thresholds if t.verdict is Verdict.MISSED]
    problem = _own_problem(project, base, _levels_needed(criteria, missed))
    steps, results = _steps(project, problem, problem.actions, None)
    own = _Own(project, problem, today)
    steps = tuple(own.step(step) for step in steps)
    reached = next(
        (n for n, result in enumerate([base.label(target), *results]) if _reached(result)), None
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
        warnings=(*own.warnings(steps), *_gap_warnings(project, problem, left, raised)),
    )


def by_gain(
    criteria: CriteriaSet, assessment: Assessment, target: str, *, on: date | None = None
) -> tuple[str, ...]:
    """Return the ids of the planned actions that are open or started, most gain per effort first.

    An action stands after those of them that it needs, and is weighed together with these. Of
    equal ones the cluster's own order stays. Raises KeyError for an unknown label.
    """
    card = evaluate(criteria, assessment, on=on)
    project = _Project(criteria, assessment, target, on, {}, {})
    project, base = _with_assumptions(project, card)
    problem = _own_problem(project, base, {})
    sizes = {one.id: _size(criteria, one) or _UNKNOWN_SIZE for one in assessment.roadmap}
    left = {action.id: action for action in problem.actions}
    levels = dict(problem.levels)
    order: list[str] = []

    def worth(action: PlanAction) -> tuple[Fraction, list[PlanAction]]:
        bundle = [left[one] for one in _before(action.id, left)]
        gain = problem.total(_raised(levels, bundle)) - problem.total(levels)
        return gain / sum(sizes[one.id] for one in bundle), bundle

    while left:
        _, bundle = max((worth(action) for action in left.values()), key=lambda one: one[0])
        levels = _raised(levels, bundle)
        for action in bundle:
            order.append(action.id)
            del left[action.id]
    return tuple(order)


def size_of(days: Fraction) -> int:
    """Return an effort in person-days as an estimate from 1 to 3."""
    if days <= _SMALL:
        return 1
    return 2 if days <= _MIDDLE else 3


def _with_assumptions(project: _Project, card: ScoreCard) -> tuple[_Project, ScoreCard]:
    """Return the project and its start, with every open indicator at the threshold of the label.

    An assumed level may decide that more is asked, of which the threshold is assumed in turn.
    """
    assumed: dict[str, int] = {}
    base = card
    while True:
        thresholds = base.label(project.target).thresholds
        still_open = [t for t in thresholds if t.verdict is Verdict.OPEN]
        more = _levels_needed(project.criteria, still_open)
        if more.items() <= assumed.items():
            return project, base
        assumed |= more
        project = replace(project, assumed=dict(assumed))
        base = project.after({})


def _levels_needed(criteria: CriteriaSet, thresholds: Sequence[ThresholdResult]) -> dict[str, int]:
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


def _problem(
    criteria: CriteriaSet, base: ScoreCard, target: str, needed: Mapping[str, int]
) -> PlanProblem:
    """State what is to be solved.

    Indicators that may turn out not to be asked count as offering their points and earning
    none, and no action lifts them: what reaches the total so reaches it in any case.
    """
    levels, points = _present(criteria, base)
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
        needed = [finished[need] for need in action.needs if need in finished]
        week = max(needed, default=0) + action.weeks
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


def _own_problem(project: _Project, base: ScoreCard, needed: Mapping[str, int]) -> PlanProblem:
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


@dataclass(frozen=True, slots=True)
class _Own:
    """What a person has decided about the actions of a problem, and what is amiss with it."""

    project: _Project
    problem: PlanProblem
    today: date | None

    def step(self, step: RoadmapStep) -> RoadmapStep:
        """Return a step with what was decided about its action."""
        planned = self._planned(step.action)
        criteria, by = self.project.criteria, self.project.assessment.roadmap_by
        known = planned.action in criteria.action_by_id
        began = self.project.on or self.project.assessment.dated
        start = began or self.today
        own = replace(
            step,
            action=planned.action if known else "",
            planned=planned.id,
            due=planned.due,
            size=_size(criteria, planned),
            overdue=bool(planned.due and self.today and planned.due < self.today),
            ready=_day_after(start, self._week(planned.id)) if start and known else None,
        )
        return replace(own, late=bool(by and own.expected and own.expected > by))

    def _planned(self, action: str) -> PlannedAction:
        return next(one for one in self.project.assessment.roadmap if one.id == action)

    def _week(self, action: str) -> int:
        """Return after how many weeks an action can be done, with all that it needs."""
        known = {one.id: one for one in self.problem.actions}
        weeks: dict[str, int] = {}
        for one in _before(action, known):
            needs = [weeks[need] for need in known[one].needs if need in weeks]
            weeks[one] = max(needs, default=0) + known[one].weeks
        return weeks[action]

    def warnings(self, steps: Sequence[RoadmapStep]) -> Iterator[RoadmapWarning]:
        """Give what is amiss with each step."""
        people = {person.id for person in self.project.assessment.people}
        levels = dict(self.problem.levels)
        come: set[str] = set()
        for step in steps:
            planned = self._planned(step.planned)
            yield from self._needs(step, levels, come)
            yield from self._itself(step, planned)
            if planned.owner not in people:
                yield self._warning(
                    WarningKind.NO_OWNER, planned, N_('Nobody is named for "{action}" yet.')
                )
            levels |= {lift.indicator: lift.after for lift in step.lifts}
            come.add(planned.action)

    def _needs(
        self, step: RoadmapStep, levels: Mapping[str, int], come: Collection[str]
    ) -> Iterator[RoadmapWarning]:
        """Give what a step needs that is not there by then; what it lifts may be there already."""
        criteria, roadmap = self.project.criteria, self.project.assessment.roadmap
        action = criteria.action_by_id.get(step.action)
        there = {one.action for one in roadmap if one.state is ActionState.DONE}.union(come)
        later = {one.action for one in roadmap if one.active}
        for need in action.needs if action is not None else ():
            needed = criteria.action_by_id.get(need)
            if need in there or needed is None or not _useful_lifts(needed, levels):
                continue
            kind, text = WarningKind.NEEDS_MISSING, N_('"{action}" needs "{other}" first.')
            other = needed.title
            if need in later:
                kind = WarningKind.NEEDS_LATER
                text = N_('"{action}" needs "{other}", which comes later.')
                other = next(action_title(criteria, one) for one in roadmap if one.action == need)
            yield self._warning(kind, self._planned(step.planned), text, other=other)

    def _itself(self, step: RoadmapStep, planned: PlannedAction) -> Iterator[RoadmapWarning]:
        if planned.action and not step.action:
            text = N_('"{action}" comes from an edition of the set that is not this one.')
            yield self._warning(WarningKind.UNKNOWN_ACTION, planned, text)
        elif not step.lifts and (step.action or (planned.indicator and planned.to is not None)):
            text = N_('"{action}" raises no level any more.')
            yield self._warning(WarningKind.LIFTS_NOTHING, planned, text)
        if step.overdue and step.due is not None:
            text = N_('"{action}" was due on {due}.')
            yield self._warning(WarningKind.OVERDUE, planned, text, due=step.due)
        elif step.early_due and step.due is not None and step.ready is not None:
            text = N_('"{action}" is due on {due}; it takes until {ready} at least.')
            yield self._warning(
                WarningKind.TOO_EARLY, planned, text, due=step.due, ready=step.ready
            )

    def _warning(
        self, kind: WarningKind, planned: PlannedAction, text: str, **values: str | date
    ) -> RoadmapWarning:
        title = action_title(self.project.criteria, planned)
        return RoadmapWarning(
            kind, Message(text, {"action": title, **values}), planned.id, planned.indicator
        )


def _gap_warnings(
    project: _Project,
    problem: PlanProblem,
    left: Sequence[ThresholdResult],
    raised: Collection[str],
) -> Iterator[RoadmapWarning]:
    """Give the gaps that are left when all is done."""
    after = problem.lifted(problem.actions)
    for result in left:
        indicator = project.criteria.indicator_by_id[result.indicator]
        name = f"{indicator.id} {indicator.title}"
        needed = problem.needed.get(indicator.id)
        if indicator.id not in raised:
            message = Message(N_("No action is planned for {indicator}."), {"indicator": name})
            yield RoadmapWarning(WarningKind.NO_ACTION, message, indicator=indicator.id)
        elif needed is not None:
            values: dict[str, MessageValue] = {
                "indicator": name,
                "level": after[indicator.id],
                "needed": needed,
            }
            text = N_("The plan brings {indicator} to level {level}; it takes level {needed}.")
            yield RoadmapWarning(
                WarningKind.NOT_ENOUGH, Message(text, values), indicator=indicator.id
            )


def _all_ready(steps: Sequence[RoadmapStep]) -> date | None:
    """Return the day on which everything that lifts something is done, none if not known."""
    days = [step.expected for step in steps if step.lifts]
    known = [day for day in days if day is not None]
    return max(known, default=None) if len(known) == len(days) else None


def _before(action: str, known: Mapping[str, PlanAction]) -> list[str]:
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


def _raised(levels: Mapping[str, int], actions: Sequence[PlanAction]) -> dict[str, int]:
    after = dict(levels)
    for action in actions:
        after |= {one: max(to, after[one]) for one, to in action.lifts.items()}
    return after


def _size(criteria: CriteriaSet, planned: PlannedAction) -> int | None:
    """Return the estimate of a planned action, else what the set says, else none."""
    action = criteria.action_by_id.get(planned.action)
    if planned.effort is not None or action is None:
        return planned.effort
    return size_of(action.person_days)


def _day_after(start: date, weeks: int) -> date:
    """Return the day that many weeks later, the calendar's last one if there is no such day."""
    return start + min(timedelta(weeks=min(weeks, _CENTURIES)), date.max - start)


def _reached(result: LabelResult) -> bool:
    """Return whether no threshold is missed and every rule about the total is met."""
    totals = [r for r in result.requirements if r.requirement.kind is RequirementKind.TOTAL]
    missed = any(t.verdict is Verdict.MISSED for t in result.thresholds)
    return not missed and all(r.verdict is Verdict.MET for r in totals)
