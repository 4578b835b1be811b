"""What the cluster has planned itself: its order, its dates, and what does not fit."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from excellence_app.domain.assessment import ActionState, PlannedAction
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.domain.planned import action_title
from excellence_app.domain.results import (
    RoadmapStep,
    RoadmapWarning,
    ThresholdResult,
    WarningKind,
)
from excellence_app.domain.values import dataclass
from excellence_app.engine.plan_problems import needed_before, size_planned, useful_lifts
from excellence_app.engine.projecting import Project
from excellence_app.engine.solving import PlanProblem

_CENTURIES = 500_000  # weeks: more than any calendar of the standard library holds


@dataclass(frozen=True, slots=True)
class Own:
    """What a person has decided about the actions of a problem, and what is amiss with it."""

    project: Project
    problem: PlanProblem
    today: date | None

    def step(self, step: RoadmapStep) -> RoadmapStep:
        """Return a step with what was decided about its action."""
        planned = self._planned(step.action)
        criteria, by = self.project.criteria, self.project.assessment.roadmap_by
        known = planned.action in criteria.action_by_id
        began = self.project.on or self.project.assessment.dated
        start = began or self.today
        week = self._week(planned.id)
        first_week = week - self._weeks(planned.id)
        own = replace(
            step,
            begin=day_after(start, first_week) if start and known else None,
            action=planned.action if known else "",
            planned=planned.id,
            due=planned.due,
            size=size_planned(criteria, planned),
            overdue=bool(planned.due and self.today and planned.due < self.today),
            ready=day_after(start, week) if start and known else None,
        )
        return replace(own, late=bool(by and own.expected and own.expected > by))

    def _planned(self, action: str) -> PlannedAction:
        return next(one for one in self.project.assessment.roadmap if one.id == action)

    def _weeks(self, action: str) -> int:
        return next(one.weeks for one in self.problem.actions if one.id == action)

    def _week(self, action: str) -> int:
        """Return after how many weeks an action can be done, with all that it needs."""
        known = {one.id: one for one in self.problem.actions}
        weeks: dict[str, int] = {}
        for one in needed_before(action, known):
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
            if need in there or needed is None or not useful_lifts(needed, levels):
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


def gap_warnings(
    project: Project,
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


def day_after(start: date, weeks: int) -> date:
    """Return the day that many weeks later, the calendar's last one if there is no such day."""
    return start + min(timedelta(weeks=min(weeks, _CENTURIES)), date.max - start)
