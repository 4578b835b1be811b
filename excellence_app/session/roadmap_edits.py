"""Edits of the roadmap: which actions the cluster has chosen, in which order, who, until when.

An action that is moved changes alone: its rank becomes a fraction between those of its new
neighbours. Two computers give the same id to the same action of the set, so that merging finds
it; the id of an own action says nothing.
"""

import os
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import TypedDict, Unpack

from excellence_app.domain.assessment import ActionState, Assessment, PlannedAction
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.domain.planned import action_title
from excellence_app.engine.plan_problems import in_rank
from excellence_app.engine.planning import follow, plan
from excellence_app.engine.projecting import level_asked
from excellence_app.engine.scoring import evaluate
from excellence_app.session.edit import Edit
from excellence_app.session.entered import brief, read_line, read_text, refuse
from excellence_app.session.named import (
    NO_ACTION,
    indicator_named,
    label_named,
    person_with_id,
    planned_named,
    refuse_unknown,
)
from excellence_app.session.ranks import new_ranks
from excellence_app.storage.assessment_json import MAX_EFFORT

__all__ = [
    "Fields",
    "action_title",
    "actions_for_gaps",
    "add_action",
    "add_own_action",
    "change_action",
    "keep_order",
    "move_action",
    "plan_gaps",
    "remove_action",
    "set_roadmap_by",
]


class Fields(TypedDict, total=False):
    """What a person decides about an action; what is not named stays as it is.

    `owner` is the id of a person, empty for none; `effort` is 1 to 3, none for the set's.
    """

    title: str
    owner: str
    due: date | None
    effort: int | None
    state: ActionState
    note: str
    indicator: str
    to: int | None


def add_action(
    criteria: CriteriaSet,
    assessment: Assessment,
    action: str,
    *,
    before: str = "",
    after: str = "",
) -> Edit:
    """Add an action of the set to the roadmap, at its end or beside a planned action.

    One that was dropped is taken up again.
    """
    if action not in criteria.action_by_id:
        refuse_unknown(NO_ACTION, action, criteria.action_by_id)
    known = next((one for one in assessment.roadmap if one.action == action), None)
    if known is not None and known.state is not ActionState.DROPPED:
        refuse(
            N_('"{action}" is in the roadmap already.'),
            action=brief(action_title(criteria, known)),
        )
    planned = replace(known or _of_set(action, assessment.roadmap), state=ActionState.OPEN)
    return _adding("add_action", assessment, planned, before, after)


def add_own_action(
    criteria: CriteriaSet,
    assessment: Assessment,
    title: str,
    *,
    indicator: str = "",
    to: int | None = None,
    before: str = "",
    after: str = "",
) -> Edit:
    """Add an action of the cluster's own, which may raise one indicator to a level."""
    title = read_line(title)
    if not title:
        refuse(N_("Please say what is to be done."))
    _check_level(criteria, indicator, to)
    planned = PlannedAction(_new_id(assessment.roadmap), title=title, indicator=indicator, to=to)
    return _adding("add_action", assessment, planned, before, after)


def plan_gaps(
    criteria: CriteriaSet, assessment: Assessment, target: str, by: date | None = None
) -> Edit:
    """Plan every gap to a label that is not planned for yet, in the order of the proposal.

    A gap for which the set has no action gets one of the cluster's own.
    """
    label = label_named(criteria, target)
    chosen = assessment.roadmap
    new = actions_for_gaps(criteria, assessment, target, by)
    if not new:
        refuse(N_("No gap to {label} is left to be planned."), label=label.title)
    kept = [one for one in in_rank(chosen) if one.id not in {one.id for one in new}]
    ordered = _ranked([*kept, *new], {one.id for one in kept})
    return Edit("plan_gaps", target, lambda before: _with(before, ordered))


def actions_for_gaps(
    criteria: CriteriaSet, assessment: Assessment, target: str, by: date | None = None
) -> list[PlannedAction]:
    """Return the actions that `plan_gaps` would add, those that were dropped among them."""
    present = follow(criteria, assessment, target)
    lifted = {lift.indicator: lift.after for step in present.steps for lift in step.lifts}
    proposal = plan(criteria, assessment, target, by=by, lifted=lifted)
    chosen = list(assessment.roadmap)
    taken = {one.action: one for one in chosen if one.action}
    new: list[PlannedAction] = []
    for step in proposal.steps:
        known = taken.get(step.action)
        if known is not None and known.state is not ActionState.DROPPED:
            continue
        closes = next((x for x in step.lifts if x.indicator in step.closes), None)
        new.append(
            replace(
                known or _of_set(step.action, chosen),
                indicator=closes.indicator if closes is not None else "",
                to=closes.after if closes is not None else None,
                state=ActionState.OPEN,
            )
        )
    thresholds = evaluate(criteria, assessment).label(target).thresholds
    asked = {result.indicator: result.threshold for result in thresholds}
    meant = {one.indicator for one in chosen if one.active}
    for name in proposal.without_action:
        if name not in meant:
            to = level_asked(criteria.indicator_by_id[name], asked[name])
            new.append(PlannedAction(_new_id([*chosen, *new]), indicator=name, to=to))
    return new


def change_action(
    criteria: CriteriaSet, assessment: Assessment, action: str, **fields: Unpack[Fields]
) -> Edit:
    """Change what was decided about a planned action."""
    old = planned_named(assessment, action)
    if "title" in fields:
        fields["title"] = read_line(fields["title"])
        known = criteria.action_by_id.get(old.action)
        if known is not None and fields["title"] == known.title:
            fields["title"] = ""
        if not (fields["title"] or old.action or old.indicator):
            refuse(N_("Please say what is to be done."))
    if "note" in fields:
        fields["note"] = read_text(fields["note"])
    if fields.get("owner"):
        person_with_id(assessment, fields["owner"])
    effort = fields.get("effort")
    if effort is not None and not 1 <= effort <= MAX_EFFORT:
        refuse(N_("The effort is a number from 1 to {most}."), most=MAX_EFFORT)
    new = replace(old, **fields)
    if {"indicator", "to"} & fields.keys():
        _check_level(criteria, new.indicator, new.to)
    names = {name for name in fields if getattr(new, name) != getattr(old, name)}
    kinds = {_KINDS[name] for name in names}
    kind = kinds.pop() if len(kinds) == 1 else "change_action"
    merge_key = f"{kind} {action}" if kind in _MERGED else ""

    def change(before: Assessment) -> Assessment:
        present = before.planned(action) or old
        return _with(before, [replace(present, **fields)])

    return Edit(kind, action, change, merge_key)


_KINDS = {
    "title": "action_title",
    "owner": "action_owner",
    "due": "action_due",
    "effort": "action_effort",
    "state": "action_state",
    "note": "action_note",
    "indicator": "action_level",
    "to": "action_level",
}
_MERGED = frozenset({"action_title", "action_note"})


def move_action(
    _criteria: CriteriaSet,
    assessment: Assessment,
    action: str,
    *,
    before: str = "",
    after: str = "",
) -> Edit:
    """Move a planned action to the place before, or after, another one."""
    moved = planned_named(assessment, action)
    others = [one for one in in_rank(assessment.roadmap) if one.id != action]
    if action in {before, after}:
        refuse(N_("An action cannot stand before or after itself."))
    place = _place(assessment, others, before, after)
    order = [*others[:place], moved, *others[place:]]
    ordered: Sequence[PlannedAction] = ()
    if order != in_rank(assessment.roadmap):
        ordered = _ranked(order, {one.id for one in others})
    return Edit("move_action", action, lambda present: _in_ranks(present, ordered))


def remove_action(_criteria: CriteriaSet, assessment: Assessment, action: str) -> Edit:
    """Take an action out of the roadmap."""
    planned_named(assessment, action)

    def change(before: Assessment) -> Assessment:
        left = tuple(one for one in before.roadmap if one.id != action)
        return replace(before, roadmap=left)

    return Edit("remove_action", action, change)


def keep_order(_criteria: CriteriaSet, assessment: Assessment, actions: Sequence[str]) -> Edit:
    """Put planned actions in this order; those that are not named come after them as they were."""
    named = [planned_named(assessment, action) for action in dict.fromkeys(actions)]
    others = [one for one in in_rank(assessment.roadmap) if one not in named]
    order = [*named, *others]
    ordered = _ranked(order, _rising(order))
    return Edit("order_actions", "roadmap", lambda before: _in_ranks(before, ordered))


def set_roadmap_by(_criteria: CriteriaSet, _assessment: Assessment, day: date | None) -> Edit:
    """Set the day by which the roadmap is wanted; none takes it back."""
    return Edit("roadmap_by", "roadmap_by", lambda before: replace(before, roadmap_by=day))


def _adding(
    kind: str, assessment: Assessment, planned: PlannedAction, before: str, after: str
) -> Edit:
    others = [one for one in in_rank(assessment.roadmap) if one.id != planned.id]
    place = _place(assessment, others, before, after)
    order = [*others[:place], planned, *others[place:]]
    ordered = _ranked(order, {one.id for one in others})
    return Edit(kind, planned.id, lambda present: _with(present, ordered))


def _place(
    assessment: Assessment, others: Sequence[PlannedAction], before: str, after: str
) -> int:
    """Return the index that is before, or after, one of the others; at their end if neither."""
    if not (before or after):
        return len(others)
    beside = planned_named(assessment, before or after)
    return others.index(beside) + (0 if before else 1)


def _with(assessment: Assessment, actions: Iterable[PlannedAction]) -> Assessment:
    """Return an assessment with these actions, in the place of those that have their ids."""
    new = {one.id: one for one in actions}
    old = {one.id: one for one in assessment.roadmap}
    return replace(assessment, roadmap=tuple(in_rank([*(old | new).values()])))


def _in_ranks(assessment: Assessment, ordered: Iterable[PlannedAction]) -> Assessment:
    """Return an assessment in which actions have the ranks of these, and all else as it is."""
    ranks = {one.id: one.rank for one in ordered}
    moved = [replace(one, rank=ranks.get(one.id, one.rank)) for one in assessment.roadmap]
    return replace(assessment, roadmap=tuple(in_rank(moved)))


def _ranked(order: Sequence[PlannedAction], fixed: Collection[str]) -> list[PlannedAction]:
    """Return the actions that are not fixed with ranks which put them where they stand here.

    Two fixed ones may have one rank, as after a merge. If something comes between them, the
    second one gets a new rank as well.
    """
    ranks = new_ranks([one.id for one in order], {one.id: one.rank for one in order}, fixed)
    return [replace(one, rank=ranks[one.id]) for one in order if one.id in ranks]


def _rising(order: Sequence[PlannedAction]) -> set[str]:
    """Return the ids of as many actions as possible whose ranks rise already."""
    ends: list[Fraction] = []  # the least rank with which so many rising ones end
    chains: list[tuple[str, ...]] = []
    for one in order:
        length = bisect_left(ends, one.rank)
        chain = (*(chains[length - 1] if length else ()), one.id)
        ends[length : length + 1] = [one.rank]
        chains[length : length + 1] = [chain]
    return set(chains[-1]) if chains else set()


def _check_level(criteria: CriteriaSet, indicator: str, to: int | None) -> None:
    if not indicator:
        if to is not None:
            refuse(N_("Please choose the indicator that the action is to raise."))
        return
    highest = len(indicator_named(criteria, indicator).levels) - 1
    if to is not None and not 0 <= to <= highest:
        refuse(
            N_("{indicator} has the levels 0 to {highest}; there is no level {level}."),
            indicator=indicator,
            highest=max(highest, 0),
            level=to,
        )


def _of_set(action: str, used: Iterable[PlannedAction]) -> PlannedAction:
    """Return an action of the set with an id that two computers give to it alike."""
    digest = sha256(action.encode("utf-8")).hexdigest()
    taken = {one.id for one in used}
    free = next(
        found for size in range(8, len(digest)) if (found := f"a{digest[:size]}") not in taken
    )
    return PlannedAction(free, action=action)


def _new_id(used: Iterable[PlannedAction]) -> str:
    taken = {one.id for one in used}
    while (found := f"o{os.urandom(4).hex()}") in taken:
        pass
    return found
