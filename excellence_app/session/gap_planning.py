"""One gap and the roadmap: which planned action is about it, and how it gets one."""

from typing import NamedTuple

from excellence_app.domain.assessment import ActionState, Assessment
from excellence_app.domain.criteria import Action, CriteriaSet
from excellence_app.session.edit import Edit
from excellence_app.session.named import indicator_named
from excellence_app.session.roadmap_edits import add_action, add_own_action
from excellence_app.session.showing import Shown


class PlannedFor(NamedTuple):
    """A planned action and its place in the roadmap, counted from 1."""

    action: str
    number: int


def planned_for(criteria: CriteriaSet, assessment: Assessment) -> dict[str, PlannedFor]:
    """Return the first action still to be done for each indicator that has one."""
    found: dict[str, PlannedFor] = {}
    number = 0
    for planned in assessment.roadmap:
        if not planned.active:
            continue
        number += 1
        about = PlannedFor(planned.id, number)
        known = criteria.action_by_id.get(planned.action)
        lifted = {lift.indicator for lift in known.lifts} if known is not None else set()
        for indicator in {planned.indicator, *lifted} - {""}:
            found.setdefault(indicator, about)
    return found


def level_needed(shown: Shown, indicator: str) -> int | None:
    """Return the level that the label looked at asks of an indicator, none if it asks no level."""
    asked = shown.thresholds.get(indicator)
    return asked.threshold.level if asked is not None else None


def plan_gap(
    criteria: CriteriaSet, assessment: Assessment, indicator: str, to: int | None = None
) -> Edit:
    """Plan an action that brings an indicator to a level.

    Of the set's actions that lead so far and are not planned yet it is the one with the
    least effort; where there is none, an action of the cluster's own. Raises `Refused`.
    """
    asked = indicator_named(criteria, indicator)
    taken = {one.action for one in assessment.roadmap if one.state is not ActionState.DROPPED}
    candidates = [
        action
        for action in criteria.actions
        if action.id not in taken and _lifts(action, indicator) >= (1 if to is None else to)
    ]
    if candidates:
        best = min(candidates, key=lambda action: (action.person_days, action.weeks, action.id))
        return add_action(criteria, assessment, best.id)
    level = to if to is not None and to < len(asked.levels) else None
    return add_own_action(criteria, assessment, asked.title, indicator=indicator, to=level)


def _lifts(action: Action, indicator: str) -> int:
    """Return the level to which an action brings an indicator, 0 if it does not."""
    return max((lift.to for lift in action.lifts if lift.indicator == indicator), default=0)
