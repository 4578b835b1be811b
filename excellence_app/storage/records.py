"""An assessment as records, each at a place of its own: what changes and merges are made of.

A place is written like a JSON Pointer (RFC 6901) without its first slash: names joined by
"/", in which "~" is "~0" and "/" is "~1". A record is data for JSON; one that is not there
is none. Fields of a newer version are records at the place where they would stand.

    criteria, dated, target, practice         profile/name, profile/facts/KEY
    roadmap_by
    answers/KEY/value                         {"value": ..., "status": ..., "justification": ...}
    answers/KEY/note, .../confidence, .../respondent
    answers/KEY/evidence/ITEM, .../later      true
    roadmap/ID, people/ID, evidence/ID, improvements/INDICATOR
    adjustments/INDICATOR/LABEL, labels_held/LABEL/SINCE, declarations/STATEMENT
    earlier/DAY                               a whole copy
    conflicts/PLACE                           what several people entered apart for a place,
                                              which follows as it is
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress
from operator import attrgetter, is_not
from typing import Any, NamedTuple, TypeVar

from excellence_app.domain.assessment import (
    Answer,
    AnswerStatus,
    Assessment,
    Candidate,
    ChangeSet,
    changes_between,
)
from excellence_app.domain.values import replace
from excellence_app.storage.assessment_json import (
    Damage,
    Plain,
    assessment_from_plain,
    assessment_to_plain,
    candidate_to_plain,
    candidates_from_plain,
    canonical,
    value_to_plain,
)

Records = Mapping[str, object]

CONFLICTS = "conflicts/"  # what the place of what several people entered begins with

_SINGLE = ("criteria", "dated", "target", "practice", "roadmap_by")
_BY_KEY = ("evidence", "declarations")
_BY_FIELDS = {  # the fields of a record that name its place
    "people": ("id",),
    "improvements": ("indicator",),
    "adjustments": ("indicator", "label"),
    "labels_held": ("label", "since"),
    "roadmap": ("id",),
}
_GROUPS = frozenset({*_BY_KEY, *_BY_FIELDS, "profile", "answers", "earlier", "conflicts"})
_OTHERS = (*_SINGLE, *_BY_FIELDS, "profile", "declarations", "earlier")
_IN_VALUE = frozenset({"value", "status", "justification"})  # they change together
_UNDATED = "undated"  # the name of an earlier copy without a date
_LONGEST_NUMBER = 9  # digits of the number of an earlier copy
_NO_STATUS = AnswerStatus.UNANSWERED
_UNANSWERED = Answer(status=_NO_STATUS)
_NO_VALUE = {"status": _NO_STATUS.value}  # what is not there need not be said

Item = TypeVar("Item")


def place_of(*names: str) -> str:
    """Return the place that has these names, such as "answers/9~1part/note"."""
    return "/".join([_escaped(name) for name in names])


def names_in(place: str) -> tuple[str, ...]:
    """Return the names that a place consists of; all that follows "conflicts/" is one name."""
    if place.startswith(CONFLICTS):
        return CONFLICTS[:-1], place[len(CONFLICTS) :]
    return tuple(name.replace("~1", "/").replace("~0", "~") for name in place.split("/"))


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def records_of(assessment: Assessment) -> dict[str, object]:
    """Return everything that an assessment says, by its place.

    Of several things for one place, as a stranger's file may hold them, the first counts.
    """
    found: dict[str, object] = {}
    for key, answer in assessment.answers.items():
        found |= _answer_records(key, answer, assessment.carried)
    rest = replace(assessment, answers={}, conflicts={})
    for group, plain in assessment_to_plain(rest).items():
        if group in _GROUPS:
            for names, record in _records_in(group, plain):
                found.setdefault(place_of(group, *names), record)
        else:
            found[_escaped(group)] = plain
    for place, candidates in assessment.conflicts.items():
        found[CONFLICTS + place] = _conflict_record(candidates)
    return {place: record for place, record in found.items() if record is not None}


def _answer_records(
    key: str, answer: Answer | None, carried: Mapping[str, object]
) -> dict[str, object]:
    found: dict[str, object] = {}
    if answer is None:
        return found
    start = f"answers/{_escaped(key)}"
    value = _value_record(answer)
    if value != _NO_VALUE:
        found[f"{start}/value"] = value
    if answer.note:
        found[f"{start}/note"] = answer.note
    if answer.confidence is not None:
        found[f"{start}/confidence"] = answer.confidence.value
    if answer.respondent:
        found[f"{start}/respondent"] = answer.respondent
    if answer.later:
        found[f"{start}/later"] = True
    for item in answer.evidence:
        found[f"{start}/evidence/{_escaped(item)}"] = True
    unknown = carried.get(f"answers/{key}") if carried else None
    if isinstance(unknown, dict):
        for name, field in unknown.items():
            found[f"{start}/{_escaped(name)}"] = field
    return found


def _value_record(answer: Answer) -> Plain:
    record: Plain = {}
    if answer.status is not AnswerStatus.ANSWERED:
        record["status"] = answer.status.value
    if answer.value is not None:
        record["value"] = value_to_plain(answer.value)
    if answer.justification:
        record["justification"] = answer.justification
    return record


def _conflict_record(candidates: Iterable[Candidate] | None) -> list[Plain] | None:
    return [candidate_to_plain(one) for one in candidates or ()] or None


def _records_in(group: str, plain: Any) -> Iterator[tuple[tuple[str, ...], object]]:  # noqa: ANN401 - as in `Plain`
    """Give the names and the record of each thing in one group of assessment.json."""
    if group == "profile":
        for key, fact in plain.get("facts", {}).items():
            yield ("facts", key), fact
        for name, field in plain.items():
            if name != "facts":
                yield (name,), field
    elif group == "earlier":
        for name, copy in zip(_names_of_copies(plain), plain, strict=True):
            yield (name,), copy
    elif group in _BY_KEY:
        for key, record in plain.items():
            yield (key,), record
    else:
        for record in plain:
            yield tuple(record[field] for field in _BY_FIELDS[group]), record


def _names_of_copies(copies: Sequence[Plain]) -> Iterator[str]:
    """Give each copy its day for a name; a second one of that day is DAY.2, and so on."""
    seen: dict[str, int] = {}
    for copy in copies:
        day = copy.get("dated", _UNDATED)
        seen[day] = seen.get(day, 0) + 1
        yield day if seen[day] == 1 else f"{day}.{seen[day]}"


def assembled(records: Records) -> Assessment:
    """Return the assessment that these records make up, in order; raises `Damage`.

    Its place is that of a record which is not what the format says, or where in
    assessment.json the record would stand.
    """
    plain: Plain = {}
    copies: dict[tuple[str, int], object] = {}
    for place, record in records.items():
        if record is None:
            continue
        names = names_in(place)
        if "~" in place and names[0] != CONFLICTS[:-1] and place_of(*names) != place:
            raise Damage(place)
        match names:
            case "answers", str() as key, *rest:
                answer = plain.setdefault("answers", {}).setdefault(key, dict(_NO_VALUE))
                _put_into_answer(answer, rest, record, place)
            case "profile", "facts", str() as key:
                plain.setdefault("profile", {}).setdefault("facts", {})[key] = record
            case "profile", str() as field if field != "facts":
                plain.setdefault("profile", {})[field] = record
            case ("evidence" | "declarations" | "conflicts") as group, str() as key:
                plain.setdefault(group, {})[key] = record
            case "earlier", str() as name:
                copies[_day_and_number(name, record, place)] = record
            case str() as group, *rest if group in _BY_FIELDS:
                if not isinstance(record, dict) or rest != _names_of(group, record):
                    raise Damage(place)
                plain.setdefault(group, []).append(record)
            case (str() as name,) if name not in _GROUPS:
                plain[name] = record
            case _:
                raise Damage(place)
    plain["earlier"] = [copies[which] for which in sorted(copies)]
    return in_order(assessment_from_plain(plain))


def _put_into_answer(answer: Plain, names: Sequence[str], record: object, place: str) -> None:
    match names:
        case ("value",) if isinstance(record, dict) and record.keys() <= _IN_VALUE:
            answer.pop("status", None)
            answer |= record
        case "evidence", str() as item if record is True:
            answer.setdefault("evidence", []).append(item)
        case (str() as field,) if field not in _IN_VALUE and field != "evidence":
            answer[field] = record
        case _:
            raise Damage(place)


def _names_of(group: str, record: Plain) -> list[object]:
    return [record.get(field) for field in _BY_FIELDS[group]]


def _day_and_number(name: str, record: object, place: str) -> tuple[str, int]:
    """Return the day of an earlier copy, and which of that day it is, from its name."""
    day, _, digits = name.partition(".")
    number = int(digits) if digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else 1
    written = day if number == 1 else f"{day}.{number}"
    if not isinstance(record, dict) or (record.get("dated", _UNDATED), written) != (day, name):
        raise Damage(place)
    return "" if day == _UNDATED else day, number


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
            _answer_records(key, before.answers.get(key), one),
            _answer_records(key, after.answers.get(key), other),
            old,
            new,
        )
    fields = _OTHERS if touched else _differing_fields(before, after)
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
    return tuple(compress(_OTHERS, map(is_not, was, now))) if any(map(is_not, was, now)) else ()


_others = attrgetter(*_OTHERS)


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
        elif head in _OTHERS:
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
        was = _conflict_record(before.conflicts.get(place))
        now = _conflict_record(after.conflicts.get(place))
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
    return group in scope.fields or carried in _CARRIED_ALWAYS


_CARRIED_ALWAYS = frozenset({"", "criteria", "profile"})


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
    known = {*_CARRIED_ALWAYS, *(f"people/{one.id}" for one in assessment.people)}
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
