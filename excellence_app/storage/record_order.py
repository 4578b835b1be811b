"""The one order in which an assessment is written and compared: of its things, and in them."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from operator import attrgetter, is_not
from typing import Any, TypeVar

from excellence_app.domain.assessment import (
    Answer,
    AnswerStatus,
    Assessment,
)
from excellence_app.domain.values import replace

CARRIED_ALWAYS = frozenset({"", "criteria", "profile"})

_NO_STATUS = AnswerStatus.UNANSWERED
_UNANSWERED = Answer(status=_NO_STATUS)

Item = TypeVar("Item")


def in_order(assessment: Assessment) -> Assessment:
    """Return an assessment in the one order in which it is written and compared.

    What says nothing goes: answers that are empty, and unknown fields that are null or
    belong to a thing that is not there. The very same object is returned if there is
    nothing to do.
    """
    fields: dict[str, Any] = {}
    if max(map(len, _with_orders(assessment))) > 1:
        for name, (identity, order) in _ORDERS.items():
            fields[name] = _ordered(getattr(assessment, name), identity, order)
    if assessment.carried:
        fields["carried"] = _carried_in_order(assessment)
    answers = _answers_in_order(assessment.answers, fields.get("carried", assessment.carried))
    if answers is not assessment.answers:
        fields["answers"] = answers
    if assessment.conflicts and not all(assessment.conflicts.values()):
        fields["conflicts"] = {place: one for place, one in assessment.conflicts.items() if one}
    if not fields:
        return assessment
    new = {name: one for name, one in fields.items() if one is not getattr(assessment, name)}
    return replace(assessment, **new) if new else assessment


_ORDERS: Mapping[str, tuple[Callable[[Any], Hashable] | None, Callable[[Any], Any]]] = {
    "people": (attrgetter("id"), lambda one: (one.name.casefold(), one.id)),
    "adjustments": (attrgetter("indicator", "label"), attrgetter("indicator", "label")),
    "improvements": (attrgetter("indicator"), attrgetter("indicator")),
    "labels_held": (attrgetter("label", "since"), attrgetter("since", "label")),
    "roadmap": (attrgetter("id"), attrgetter("rank", "id")),
    "earlier": (None, lambda one: one.dated or date.min),  # several of one day stay
}
_with_orders = attrgetter(*_ORDERS)


def _ordered(
    things: tuple[Item, ...],
    identity: Callable[[Item], Hashable] | None,
    order: Callable[[Item], Any],
) -> tuple[Item, ...]:
    """Return things in their order, of those with one identity the first; the same if they are."""
    found: Iterable[Item] = things
    if identity is not None:
        first: dict[Hashable, Item] = {}
        for one in things:
            first.setdefault(identity(one), one)
        found = first.values()
    ordered = tuple(sorted(found, key=order))
    in_place = len(ordered) == len(things) and not any(map(is_not, ordered, things))
    return things if in_place else ordered


def _answers_in_order(
    answers: Mapping[str, Answer], carried: Mapping[str, object]
) -> Mapping[str, Answer]:
    changes: dict[str, Answer | None] = {}
    for key, answer in answers.items():
        named = answer.evidence
        if named:
            if len(named) > 1 and (ordered := tuple(sorted(set(named)))) != named:
                changes[key] = replace(answer, evidence=ordered)
        elif (
            answer.status is _NO_STATUS
            and answer == _UNANSWERED
            and f"answers/{key}" not in carried
        ):
            changes[key] = None
    if not changes:
        return answers
    found = {key: changes.get(key, answer) for key, answer in answers.items()}
    return {key: answer for key, answer in found.items() if answer is not None}


def _carried_in_order(assessment: Assessment) -> Mapping[str, object]:
    known = {*CARRIED_ALWAYS, *(f"people/{one.id}" for one in assessment.people)}
    if assessment.logo is not None:
        known.add("logo")
    known.update(f"answers/{key}" for key in assessment.answers)
    known.update(f"evidence/{key}" for key in assessment.evidence)
    known.update(f"adjustments/{one.indicator}/{one.label}" for one in assessment.adjustments)
    known.update(f"improvements/{one.indicator}" for one in assessment.improvements)
    known.update(f"roadmap/{one.id}" for one in assessment.roadmap)
    known.update(
        f"labels_held/{one.label}/{one.since.isoformat()}" for one in assessment.labels_held
    )
    found: dict[str, object] = {}
    for place, unknown in assessment.carried.items():
        if place not in known or not isinstance(unknown, dict):
            continue
        left = unknown
        if place in {"", "profile"} or place.startswith("answers/"):
            left = {name: field for name, field in unknown.items() if field is not None}
        if left:
            found[place] = unknown if len(left) == len(unknown) else left
    same = len(found) == len(assessment.carried) and not any(
        found[place] is not unknown for place, unknown in assessment.carried.items()
    )
    return assessment.carried if same else found
