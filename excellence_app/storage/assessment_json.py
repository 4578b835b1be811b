"""An assessment as JSON and back: exact, canonical, and careful with a stranger's file.

Numbers are written as text, so that no float is ever born, and values of answers say
what they are: true and false, a whole number for a level, else a group such as
{"number": "12.5"}. What is at its default is left out. What a newer version wrote and
this one does not know is kept and written back in its place.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from fractions import Fraction
from math import isfinite
from typing import Any, NoReturn, TypeGuard, TypeVar

from excellence_app.domain.assessment import (
    ActionState,
    Adjustment,
    Answer,
    AnswerStatus,
    AnswerValue,
    Assessment,
    Candidate,
    ClusterProfile,
    Confidence,
    CriteriaReference,
    Evidence,
    EvidenceState,
    Improvement,
    LabelHeld,
    PlannedAction,
    Respondent,
)

Plain = dict[str, Any]

MAX_TEXT = 20_000  # characters of one text
MAX_ID = 160  # such as an answer inside a row inside a case, with three ids and two keys
MAX_TIME = 120  # letters of a time
MAX_ITEMS = 10_000  # of one answer
MAX_WHOLE = 1_000_000  # of a whole number, such as a level
MAX_CONTENT = 200_000_000  # bytes of one file that proves something
MAX_DEPTH = 32
MAX_DIGITS = 60
MAX_EFFORT = 3  # of the estimate of a planned action

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/\[\]-]*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(
    rf"-?[0-9]{{1,{MAX_DIGITS}}}(\.[0-9]{{1,{MAX_DIGITS}}}|/[0-9]{{1,{MAX_DIGITS}}})?"
)
_LONGEST_DECIMAL = 20

Member = TypeVar("Member", bound=Enum)


class Damage(ValueError):  # noqa: N818 - a finding, which the caller turns into a sentence
    """JSON that is not what the format says; `place` names where."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def canonical(plain: object, *, indent: int | None = 1) -> bytes:
    """Return JSON data in its one canonical form: sorted keys, UTF-8."""
    text = json.dumps(
        plain,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        indent=indent,
        separators=(",", ": ") if indent is not None else (",", ":"),
    )
    return text.encode("utf-8")


def parse_json(data: bytes) -> object:
    """Return the data of a JSON text; raises `Damage`.

    Duplicate keys, floats that are no numbers, overlong numbers, nesting beyond
    `MAX_DEPTH` and texts that are no Unicode are refused.
    """
    try:
        plain: object = _decode(data.decode("utf-8"))
        if b"\\u" in data:  # an escape may stand for half a character
            json.dumps(plain, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Damage(error.place if isinstance(error, Damage) else "") from error
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH and _too_deep(plain):
        raise Damage("")
    return plain


def _without_duplicates(pairs: list[tuple[str, object]]) -> Plain:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise Damage(name[:MAX_ID])
            seen.add(name)
    return found


def _bounded_int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise Damage("")
    return int(digits)


def _finite_float(digits: str) -> float:
    number = float(digits)
    if len(digits) > MAX_DIGITS or not isfinite(number):
        raise Damage("")
    return number


def _no_constant(_name: str) -> NoReturn:
    raise Damage("")


_decode = json.JSONDecoder(
    object_pairs_hook=_without_duplicates,
    parse_int=_bounded_int,
    parse_float=_finite_float,
    parse_constant=_no_constant,
).decode


def _too_deep(plain: object) -> bool:
    """Return whether more than `MAX_DEPTH` groups and lists lie in one another."""
    level = [plain]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def assessment_to_plain(assessment: Assessment) -> Plain:
    """Return an assessment as data for JSON."""
    carried = assessment.carried
    plain: Plain = {
        "criteria": _with_carried(
            {
                "id": assessment.criteria.id,
                "edition": assessment.criteria.edition,
                "sha256": assessment.criteria.sha256,
            },
            carried,
            "criteria",
        ),
        "dated": day_to_plain(assessment.dated),
        "profile": _with_carried(
            _brief({"name": assessment.profile.name, "facts": dict(assessment.profile.facts)}),
            carried,
            "profile",
        ),
        "people": [
            _with_carried(_record(person), carried, f"people/{person.id}")
            for person in assessment.people
        ],
        "answers": {
            key: _with_carried(answer_to_plain(answer), carried, f"answers/{key}")
            for key, answer in assessment.answers.items()
        },
        "evidence": {
            key: _with_carried(_record(item, without="id"), carried, f"evidence/{key}")
            for key, item in assessment.evidence.items()
        },
        "adjustments": [
            _with_carried(_record(one), carried, _adjustment_place(one))
            for one in assessment.adjustments
        ],
        "declarations": dict(assessment.declarations),
        "improvements": [
            _with_carried(_record(one), carried, f"improvements/{one.indicator}")
            for one in assessment.improvements
        ],
        "labels_held": [
            _with_carried(_record(one), carried, _award_place(one))
            for one in assessment.labels_held
        ],
        "target": assessment.target,
        "practice": assessment.practice,
        "roadmap": [
            _with_carried(_record(one), carried, f"roadmap/{one.id}") for one in assessment.roadmap
        ],
        "roadmap_by": day_to_plain(assessment.roadmap_by),
        "earlier": [assessment_to_plain(copy) for copy in assessment.earlier],
        "conflicts": {
            place: [candidate_to_plain(one) for one in candidates]
            for place, candidates in assessment.conflicts.items()
        },
    }
    return _with_carried(_brief(plain), carried, "")


def candidate_to_plain(candidate: Candidate) -> Plain:
    """Return one of several values entered apart as data for JSON."""
    return {"value": candidate.value, "time": candidate.time, "actor": candidate.actor}


def answer_to_plain(answer: Answer) -> Plain:
    """Return an answer as data for JSON."""
    plain = _record(answer) | {"status": answer.status.value}
    if answer.value is not None:
        plain["value"] = value_to_plain(answer.value)
    return plain


def value_to_plain(value: AnswerValue) -> object:
    """Return the value of an answer as data for JSON that says of which kind it is."""
    match value:
        case bool() | int():
            return value
        case Fraction():
            return {"number": number_to_text(value)}
        case date():
            return {"date": value.isoformat()}
        case str():
            return {"text": value}
        case tuple():
            return {"items": list(value)}


def number_to_text(number: Fraction) -> str:
    """Return an exact number as text: a decimal where that ends soon, else as "2/3"."""
    rest, places = number.denominator, 0
    while rest != 1 and places <= _LONGEST_DECIMAL:
        rest //= 10 if rest % 10 == 0 else 2 if rest % 2 == 0 else 5 if rest % 5 == 0 else 1
        places += 1
    if rest != 1 or places > _LONGEST_DECIMAL:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).zfill(places + 1)
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{decimals}" if places else f"{sign}{whole}"


def day_to_plain(day: date | None) -> str | None:
    """Return a day as text, none for none."""
    return None if day is None else day.isoformat()


def _record(record: object, without: str = "") -> Plain:
    """Return the fields of a dataclass that are not at their defaults."""
    plain: Plain = {}
    for field in fields(record):  # type: ignore[arg-type]  # only dataclasses come here
        value = getattr(record, field.name)
        if value is None or field.name == without or value == field.default:
            continue
        plain[field.name] = _simple(value)
    return plain


def _simple(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case Fraction():
            return number_to_text(value)
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def _brief(plain: Plain) -> Plain:
    """Return a group without what is empty."""
    return {name: value for name, value in plain.items() if value not in (None, "", {}, [], False)}


def _with_carried(plain: Plain, carried: Mapping[str, object], place: str) -> Plain:
    unknown = carried.get(place)
    return {**unknown, **plain} if isinstance(unknown, dict) else plain


def _adjustment_place(one: Adjustment) -> str:
    return f"adjustments/{one.indicator}/{one.label}"


def _award_place(one: LabelHeld) -> str:
    return f"labels_held/{one.label}/{one.since.isoformat()}"


def assessment_from_plain(plain: object) -> Assessment:
    """Return the assessment that JSON data describes; raises `Damage`."""
    return _read_assessment(plain, "", frozen=False)


class _Group:
    """The fields of one JSON group, each to be taken once; what nobody takes is carried along."""

    def __init__(self, plain: object, where: str) -> None:
        if not isinstance(plain, dict):
            raise Damage(where)
        self._rest: Plain = dict(plain)
        self._where = where

    def place(self, name: str) -> str:
        return f"{self._where}/{name}" if self._where else name

    def fail(self, name: str) -> NoReturn:
        raise Damage(self.place(name))

    def raw(self, name: str) -> object:
        return self._rest.pop(name, None)

    def string(self, name: str) -> str:
        value = self._rest.pop(name, "")
        if not isinstance(value, str) or len(value) > MAX_TEXT:
            self.fail(name)
        return value

    def id(self, name: str) -> str:
        value = self._rest.pop(name, "")
        if not _is_id(value):
            self.fail(name)
        return str(value)

    def day(self, name: str) -> date | None:
        value = self._rest.pop(name, None)
        return None if value is None else _read_day(value, self.place(name))

    def truth(self, name: str) -> bool:
        value = self._rest.pop(name, False)
        if not isinstance(value, bool):
            self.fail(name)
        return value

    def level(self, name: str) -> int | None:
        value: object = self._rest.pop(name, None)
        if value is None:
            return None
        if not isinstance(value, int) or not _is_whole(value) or value < 0:
            self.fail(name)
        return value

    def count(self, name: str, most: int) -> int:
        value: object = self._rest.pop(name, 0)
        if type(value) is not int or not 0 <= value <= most:
            self.fail(name)
        return value

    def number(self, name: str) -> Fraction | None:
        value = self._rest.pop(name, None)
        return None if value is None else _read_number(value, self.place(name))

    def member(self, name: str, kind: type[Member], default: Member) -> Member:
        value = self._rest.pop(name, default.value)
        try:
            return kind(value)
        except ValueError:
            self.fail(name)

    def ids(self, name: str) -> tuple[str, ...]:
        values = self._rest.pop(name, [])
        if not isinstance(values, list) or not all(_is_id(value) for value in values):
            self.fail(name)
        return tuple(values)

    def group(self, name: str) -> Plain:
        value = self._rest.pop(name, {})
        if not isinstance(value, dict):
            self.fail(name)
        return value

    def ided(self, name: str) -> Plain:
        value = self.group(name)
        for key in value:
            if not _is_id(key):
                self.fail(name)
        return value

    def records(self, name: str) -> Sequence[object]:
        value = self._rest.pop(name, [])
        if not isinstance(value, list):
            self.fail(name)
        return value

    def leave(self, carried: dict[str, object], place: str) -> None:
        """Put what is left where it will be written again; two records cannot share a place."""
        if self._rest:
            if place in carried:
                raise Damage(self._where)
            carried[place] = self._rest


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MAX_ID and bool(_ID.fullmatch(value))


def _is_whole(value: object) -> TypeGuard[int]:
    return type(value) is int and abs(value) <= MAX_WHOLE


def _read_day(value: object, where: str) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise Damage(where)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Damage(where) from error


def _read_number(value: object, where: str) -> Fraction:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise Damage(where)
    try:
        return Fraction(value)
    except ZeroDivisionError as error:
        raise Damage(where) from error


def _read_assessment(plain: object, where: str, *, frozen: bool) -> Assessment:
    group = _Group(plain, where)
    carried: dict[str, object] = {}
    reference = _Group(group.raw("criteria"), group.place("criteria"))
    criteria = CriteriaReference(
        id=reference.id("id"),
        edition=reference.string("edition"),
        sha256=reference.string("sha256"),
    )
    reference.leave(carried, "criteria")
    earlier = group.records("earlier")
    if frozen and earlier:
        group.fail("earlier")
    assessment = Assessment(
        criteria=criteria,
        dated=group.day("dated"),
        profile=_read_profile(group, carried),
        people=_read_people(group, carried),
        answers={
            key: _read_answer(plain, key, group.place("answers"), carried)
            for key, plain in group.ided("answers").items()
        },
        evidence={
            key: _read_evidence(plain, key, group.place("evidence"), carried)
            for key, plain in group.ided("evidence").items()
        },
        adjustments=_read_adjustments(group, carried),
        declarations=_read_declarations(group),
        improvements=_read_improvements(group, carried),
        labels_held=_read_awards(group, carried),
        target=group.string("target"),
        practice=group.truth("practice"),
        roadmap=_read_roadmap(group, carried),
        roadmap_by=group.day("roadmap_by"),
        earlier=tuple(
            _read_assessment(copy, f"{group.place('earlier')}/{number}", frozen=True)
            for number, copy in enumerate(earlier)
        ),
        conflicts={} if frozen else _read_conflicts(group),
        carried=carried,
    )
    group.leave(carried, "")
    return assessment


def _read_conflicts(group: _Group) -> dict[str, tuple[Candidate, ...]]:
    return {
        place: candidates_from_plain(plain, f"{group.place('conflicts')}/{place}")
        for place, plain in group.group("conflicts").items()
    }


def candidates_from_plain(plain: object, where: str) -> tuple[Candidate, ...]:
    """Return the values that were entered apart for one place; raises `Damage`."""
    if not isinstance(plain, list) or not plain:
        raise Damage(where)
    found = []
    for number, one in enumerate(plain):
        match one:
            case {"value": value, "time": str() as time, "actor": str() as actor, **rest} if (
                not rest and len(time) <= MAX_TIME and len(actor) <= MAX_TEXT
            ):
                found.append(Candidate(value, time, actor))
            case _:
                raise Damage(f"{where}/{number}")
    return tuple(found)


def _read_profile(group: _Group, carried: dict[str, object]) -> ClusterProfile:
    profile = _Group(group.group("profile"), group.place("profile"))
    facts = profile.ided("facts")
    for value in facts.values():
        if not isinstance(value, str) or len(value) > MAX_TEXT:
            profile.fail("facts")
    found = ClusterProfile(name=profile.string("name"), facts=facts)
    profile.leave(carried, "profile")
    return found


def _read_people(group: _Group, carried: dict[str, object]) -> tuple[Respondent, ...]:
    people = []
    for number, plain in enumerate(group.records("people")):
        one = _Group(plain, f"{group.place('people')}/{number}")
        person = Respondent(
            id=one.id("id"),
            name=one.string("name"),
            role=one.string("role"),
            email=one.string("email"),
        )
        one.leave(carried, f"people/{person.id}")
        people.append(person)
    if len({person.id for person in people}) != len(people):
        group.fail("people")
    return tuple(people)


def _read_answer(plain: object, key: str, where: str, carried: dict[str, object]) -> Answer:
    one = _Group(plain, f"{where}/{key}")
    confidence = one.raw("confidence")
    answer = Answer(
        value=_read_value(one.raw("value"), one.place("value")),
        status=one.member("status", AnswerStatus, AnswerStatus.ANSWERED),
        confidence=None if confidence is None else _confidence(confidence, one),
        justification=one.string("justification"),
        note=one.string("note"),
        evidence=one.ids("evidence"),
        respondent=one.string("respondent"),
        later=one.truth("later"),
    )
    one.leave(carried, f"answers/{key}")
    return answer


def _confidence(value: object, group: _Group) -> Confidence:
    try:
        return Confidence(value)
    except ValueError:
        group.fail("confidence")


def _read_value(value: object, where: str) -> AnswerValue | None:
    if value is None or isinstance(value, bool):
        return value
    if _is_whole(value):
        return value
    match value:
        case {"number": number, **rest} if not rest:
            return _read_number(number, where)
        case {"date": day, **rest} if not rest:
            return _read_day(day, where)
        case {"text": str() as text, **rest} if not rest and len(text) <= MAX_TEXT:
            return text
        case {"items": list() as items, **rest} if not rest and _are_items(items):
            return tuple(items)
    raise Damage(where)


def _are_items(items: Sequence[object]) -> bool:
    if len(items) > MAX_ITEMS:
        return False
    return all(isinstance(one, str) and 0 < len(one) <= MAX_TEXT for one in items)


def _read_evidence(plain: object, key: str, where: str, carried: dict[str, object]) -> Evidence:
    one = _Group(plain, f"{where}/{key}")
    item = Evidence(
        id=key,
        title=one.string("title"),
        kind=one.string("kind"),
        place=one.string("place"),
        state=one.member("state", EvidenceState, EvidenceState.LISTED),
        dated=one.day("dated"),
        due=one.day("due"),
        person=one.string("person"),
        file=_read_digest(one),
        size=one.count("size", MAX_CONTENT),
        seen=one.day("seen"),
    )
    one.leave(carried, f"evidence/{key}")
    return item


def _read_digest(group: _Group) -> str:
    digest = group.string("file")
    if digest and not _DIGEST.fullmatch(digest):
        group.fail("file")
    return digest


def _read_adjustments(group: _Group, carried: dict[str, object]) -> tuple[Adjustment, ...]:
    found = []
    for number, plain in enumerate(group.records("adjustments")):
        one = _Group(plain, f"{group.place('adjustments')}/{number}")
        adjustment = Adjustment(
            indicator=one.id("indicator"),
            label=one.id("label"),
            level=one.level("level"),
            points=one.number("points"),
            source=one.string("source"),
            made=one.day("made"),
            who=one.string("who"),
        )
        one.leave(carried, _adjustment_place(adjustment))
        found.append(adjustment)
    return tuple(found)


def _read_declarations(group: _Group) -> dict[str, bool]:
    found = group.ided("declarations")
    if not all(isinstance(value, bool) for value in found.values()):
        group.fail("declarations")
    return found


def _read_improvements(group: _Group, carried: dict[str, object]) -> tuple[Improvement, ...]:
    found = []
    for number, plain in enumerate(group.records("improvements")):
        one = _Group(plain, f"{group.place('improvements')}/{number}")
        improvement = Improvement(
            indicator=one.id("indicator"),
            description=one.string("description"),
            effect=one.string("effect"),
        )
        one.leave(carried, f"improvements/{improvement.indicator}")
        found.append(improvement)
    return tuple(found)


def _read_roadmap(group: _Group, carried: dict[str, object]) -> tuple[PlannedAction, ...]:
    found = []
    for number, plain in enumerate(group.records("roadmap")):
        one = _Group(plain, f"{group.place('roadmap')}/{number}")
        action = PlannedAction(
            id=one.id("id"),
            rank=one.number("rank") or Fraction(0),
            action=one.string("action"),
            title=one.string("title"),
            indicator=one.string("indicator"),
            to=one.level("to"),
            owner=one.string("owner"),
            due=one.day("due"),
            effort=one.level("effort"),
            state=one.member("state", ActionState, ActionState.OPEN),
            note=one.string("note"),
        )
        if action.effort is not None and not 1 <= action.effort <= MAX_EFFORT:
            one.fail("effort")
        one.leave(carried, f"roadmap/{action.id}")
        found.append(action)
    return tuple(found)


def _read_awards(group: _Group, carried: dict[str, object]) -> tuple[LabelHeld, ...]:
    found = []
    for number, plain in enumerate(group.records("labels_held")):
        one = _Group(plain, f"{group.place('labels_held')}/{number}")
        since = one.day("since")
        if since is None:
            one.fail("since")
        award = LabelHeld(label=one.id("label"), since=since, until=one.day("until"))
        one.leave(carried, _award_place(award))
        found.append(award)
    return tuple(found)
