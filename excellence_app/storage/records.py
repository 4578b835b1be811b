"""Changes of an assessment, as records: what differs, and what is there after a change.

The records themselves, and the places where they stand, are those of `record_places`.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import compress
from operator import attrgetter, is_not
from typing import Any, NamedTuple, TypeVar

from excellence_app.domain.assessment import (
    Assessment,
    Candidate,
    ChangeSet,
    changes_between,
)
from excellence_app.domain.values import replace
from excellence_app.storage.assessment_reading import candidates_from_plain
from excellence_app.storage.plain_json import canonical
from excellence_app.storage.record_order import CARRIED_ALWAYS, in_order
from excellence_app.storage.record_places import (
    CONFLICTS,
    FIELDS,
    Records,
    answer_records,
    assembled,
    conflict_record,
    names_in,
    place_of,
    records_of,
)

__all__ = [
    "CONFLICTS",
    "Records",
    "assembled",
    "change_set",
    "changed",
    "difference",
    "first_candidates",
    "in_order",
    "joined",
    "names_in",
    "place_of",
    "records_of",
    "without_settled",
]

Item = TypeVar("Item")


def difference(
    before: Assessment, after: Assessment
) -> tuple[dict[str, object], dict[str, object]]:
    """Return the records that differ, as they were and as they are; none is "not there".

    Where a place or its conflict differs both halves hold the two of them, so that a
    change always says what becomes of a conflict.
    """
    old: dict[str, object] = {}
    new: dict[str, object] = {}
    if before is after:
        return old, new
    one, other = before.carried, after.carried
    touched = _unlike(one, other)
    keys = _differing(before.answers, after.answers)
    items = _differing(before.evidence, after.evidence)
    if touched:
        keys = {*keys, *_within("answers", touched)}
        items = {*items, *_within("evidence", touched)}
    for key in keys:
        _add_unlike(
            answer_records(key, before.answers.get(key), one),
            answer_records(key, after.answers.get(key), other),
            old,
            new,
        )
    fields = FIELDS if touched else _differing_fields(before, after)
    if fields or items:
        scope = _Scope(fields=fields, items=items)
        _add_unlike(records_of(_part(before, scope)), records_of(_part(after, scope)), old, new)
    if before.conflicts or after.conflicts:
        _add_conflicts(before, after, old, new)
    return old, new


def change_set(new: Records, before: Assessment, after: Assessment) -> ChangeSet:
    """Return what `changes_between` does for two assessments; `new` is their `difference`."""
    keys = set[str]()
    for place in new:
        start, _, rest = place.partition("/")
        if start != "answers":
            return changes_between(before, after)
        keys.add(rest.partition("/")[0])
    if before.carried is not after.carried or any("~" in key for key in keys):
        return changes_between(before, after)
    return ChangeSet(frozenset(keys), _NO_FIELD)


_NO_FIELD = frozenset[str]()


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> Collection[str]:
    """Return the keys under which not the very same thing stands; quick where few do."""
    if before is after:
        return ()
    one, other = list(before), list(after)
    shared = min(len(one), len(other))
    if one == other or one[:shared] == other[:shared]:
        unlike = compress(one, map(is_not, before.values(), after.values()))
        return [*unlike, *one[shared:], *other[shared:]]
    return [key for key in before.keys() | after.keys() if before.get(key) is not after.get(key)]


def _differing_fields(before: Assessment, after: Assessment) -> tuple[str, ...]:
    was, now = _others(before), _others(after)
    return tuple(compress(FIELDS, map(is_not, was, now))) if any(map(is_not, was, now)) else ()


_others = attrgetter(*FIELDS)


def _unlike(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """Return the keys of two mappings under which different data for JSON stand."""
    if one is other or not (one or other):
        return []
    return [key for key in {**one, **other} if not _alike(one.get(key), other.get(key))]


def _alike(one: object, other: object) -> bool:
    """Return whether two data for JSON are the same; 1 and true are not."""
    if one is other:
        return True
    if one != other:
        return False
    return type(one) is str or canonical(one, indent=None) == canonical(other, indent=None)


def _within(group: str, places: Iterable[str]) -> list[str]:
    """Return the keys of a group that the places of carried fields are about."""
    start = f"{group}/"
    return [place[len(start) :] for place in places if place.startswith(start)]


class _Scope(NamedTuple):
    """What of an assessment is looked at: names of fields, keys of answers, ids of evidence."""

    fields: Collection[str] = ()
    keys: Collection[str] = ()
    items: Collection[str] = ()


def _scope(places: Iterable[str]) -> _Scope:
    fields, keys, items = set[str](), set[str](), set[str]()
    for place in places:
        head, *rest = names_in(place)
        if head == "answers":
            keys.update(rest[:1])
        elif head == "evidence":
            items.update(rest[:1])
        elif head in FIELDS:
            fields.add(head)
    return _Scope(fields, keys, items)


def _part(whole: Assessment, scope: _Scope) -> Assessment:
    fields: dict[str, Any] = {name: getattr(whole, name) for name in scope.fields}
    return Assessment(
        **{"criteria": whole.criteria, **fields},
        answers={key: whole.answers[key] for key in scope.keys if key in whole.answers},
        evidence={key: whole.evidence[key] for key in scope.items if key in whole.evidence},
        carried=whole.carried,
    )


def _add_unlike(
    before: Records, after: Records, old: dict[str, object], new: dict[str, object]
) -> None:
    for place in _unlike(before, after):
        old[place] = before.get(place)
        new[place] = after.get(place)


def _add_conflicts(
    before: Assessment, after: Assessment, old: dict[str, object], new: dict[str, object]
) -> None:
    for place in {**before.conflicts, **after.conflicts}:
        was = conflict_record(before.conflicts.get(place))
        now = conflict_record(after.conflicts.get(place))
        if place not in new and not _alike(was, now):
            part = _part(before, _scope([place]))
            old[place] = new[place] = records_of(part).get(place)
        if place in new and not was is now is None:
            old[CONFLICTS + place], new[CONFLICTS + place] = was, now


def without_settled(before: Assessment, after: Assessment) -> Assessment:
    """Return `after` without the conflicts of `before` that the change between them settles.

    These are the ones about places that differ.
    """
    if not (before.conflicts and after.conflicts):
        return after
    changes, _ = difference(replace(before, conflicts={}), replace(after, conflicts={}))
    left = {
        place: candidates
        for place, candidates in after.conflicts.items()
        if place not in changes or candidates != before.conflicts.get(place)
    }
    return after if len(left) == len(after.conflicts) else replace(after, conflicts=left)


def joined(changes: Iterable[Records]) -> dict[str, object]:
    """Return the one change that does what several do, one after another.

    Raises `Damage` for a conflict that is not what the format says.
    """
    found: dict[str, object] = {}
    for new in changes:
        for place, record in new.items():
            if place.startswith(CONFLICTS):
                if (about := place[len(CONFLICTS) :]) not in new:  # a conflict alone
                    if isinstance(record, list):
                        found.pop(about, None)  # brings its first value
                    elif isinstance(before := found.get(place), list):
                        # goes, and what was its first value stays
                        found = {**first_candidates({place: before}), **found}
            elif CONFLICTS + place not in new:
                found.pop(CONFLICTS + place, None)  # settled; `changed` takes it out
            found[place] = record
    return found


def changed(assessment: Assessment, new: Records) -> Assessment:
    """Return the assessment with these records, in order; none takes one away.

    The conflict of a place that is named goes, unless it is named too; of one that is named
    alone the first value counts. What is not named stays the very same object where it is in
    order. Raises `Damage` as `assembled` does.
    """
    if not new:
        return in_order(assessment)
    new = {**first_candidates(new), **new}
    places = [place for place in new if not place.startswith(CONFLICTS)]
    scope = _scope(places)
    records = records_of(_part(assessment, scope))
    found = assembled({**records, **{place: new[place] for place in places}})
    fields: dict[str, Any] = {name: getattr(found, name) for name in scope.fields}
    if scope.keys:
        fields["answers"] = _with(assessment.answers, found.answers, scope.keys)
    if scope.items:
        fields["evidence"] = _with(assessment.evidence, found.evidence, scope.items)
    if assessment.conflicts or len(places) < len(new):
        fields["conflicts"] = _changed_conflicts(assessment.conflicts, new)
    if assessment.carried or found.carried:
        left = {
            place: unknown
            for place, unknown in assessment.carried.items()
            if not _is_about(place, scope)
        }
        fields["carried"] = {**left, **found.carried}
    return in_order(replace(assessment, **fields))


def first_candidates(new: Records) -> dict[str, object]:
    """Return by place the first value of each conflict that is named without its place.

    `difference` never does that. Raises `Damage`.
    """
    return {
        about: candidates_from_plain(record, place)[0].value
        for place, record in new.items()
        if place.startswith(CONFLICTS)
        and isinstance(record, list)
        and (about := place[len(CONFLICTS) :]) not in new
    }


def _with(
    things: Mapping[str, Item], others: Mapping[str, Item], keys: Iterable[str]
) -> dict[str, Item]:
    """Return the things of a mapping, but under these keys those of the other one."""
    found = dict(things)
    for key in keys:
        if key in others:
            found[key] = others[key]
        else:
            found.pop(key, None)
    return found


def _changed_conflicts(
    conflicts: Mapping[str, tuple[Candidate, ...]], new: Records
) -> dict[str, tuple[Candidate, ...]]:
    found = {place: one for place, one in conflicts.items() if place not in new}
    for place, record in new.items():
        if place.startswith(CONFLICTS):
            about = place[len(CONFLICTS) :]
            found.pop(about, None)
            if record is not None:
                found[about] = candidates_from_plain(record, place)
    return found


def _is_about(carried: str, scope: _Scope) -> bool:
    """Return whether a part of this scope has the unknown fields carried for a place."""
    group, _, name = carried.partition("/")
    if group == "answers":
        return name in scope.keys
    if group == "evidence":
        return name in scope.items
    return group in scope.fields or carried in CARRIED_ALWAYS
