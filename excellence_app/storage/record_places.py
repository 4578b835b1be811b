"""An assessment as records, each at a place of its own: what changes and merges are made of.

A place is written like a JSON Pointer (RFC 6901) without its first slash: names joined by
"/", in which "~" is "~0" and "/" is "~1". A record is data for JSON; one that is not there
is none. Fields of a newer version are records at the place where they would stand.

    criteria, dated, target, practice         profile/name, profile/facts/KEY
    roadmap_by, logo
    answers/KEY/value                         {"value": ..., "status": ..., "justification": ...}
    answers/KEY/note, .../confidence, .../respondent
    answers/KEY/evidence/ITEM, .../later      true
    roadmap/ID, people/ID, evidence/ID, improvements/INDICATOR
    adjustments/INDICATOR/LABEL, labels_held/LABEL/SINCE, declarations/STATEMENT
    earlier/DAY                               a whole copy
    conflicts/PLACE                           what several people entered apart for a place,
                                              which follows as it is
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from excellence_app.domain.assessment import (
    Answer,
    AnswerStatus,
    Assessment,
    Candidate,
)
from excellence_app.domain.values import replace
from excellence_app.storage.assessment_json import (
    assessment_to_plain,
    candidate_to_plain,
    value_to_plain,
)
from excellence_app.storage.assessment_reading import assessment_from_plain
from excellence_app.storage.plain_json import Damage, Plain
from excellence_app.storage.record_order import in_order

Records = Mapping[str, object]

CONFLICTS = "conflicts/"  # what the place of what several people entered begins with
_SINGLE = ("criteria", "dated", "target", "practice", "roadmap_by", "logo")
_BY_KEY = ("evidence", "declarations")
_BY_FIELDS = {  # the fields of a record that name its place
    "people": ("id",),
    "improvements": ("indicator",),
    "adjustments": ("indicator", "label"),
    "labels_held": ("label", "since"),
    "roadmap": ("id",),
}
FIELDS = (*_SINGLE, *_BY_FIELDS, "profile", "declarations", "earlier")  # all but those by key
_GROUPS = frozenset({*_BY_KEY, *_BY_FIELDS, "profile", "answers", "earlier", "conflicts"})
_IN_VALUE = frozenset({"value", "status", "justification"})  # they change together
_UNDATED = "undated"  # the name of an earlier copy without a date
_LONGEST_NUMBER = 9  # digits of the number of an earlier copy
_NO_STATUS = AnswerStatus.UNANSWERED
_NO_VALUE = {"status": _NO_STATUS.value}  # what is not there need not be said


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
        found |= answer_records(key, answer, assessment.carried)
    rest = replace(assessment, answers={}, conflicts={})
    for group, plain in assessment_to_plain(rest).items():
        if group in _GROUPS:
            for names, record in _records_in(group, plain):
                found.setdefault(place_of(group, *names), record)
        else:
            found[_escaped(group)] = plain
    for place, candidates in assessment.conflicts.items():
        found[CONFLICTS + place] = conflict_record(candidates)
    return {place: record for place, record in found.items() if record is not None}


def answer_records(
    key: str, answer: Answer | None, carried: Mapping[str, object]
) -> dict[str, object]:
    """Return the records of one answer, with what is carried for it."""
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


def conflict_record(candidates: Iterable[Candidate] | None) -> list[Plain] | None:
    """Return the record of what several people entered apart, none if nobody did."""
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
