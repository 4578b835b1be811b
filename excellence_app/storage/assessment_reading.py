"""An assessment out of JSON: every value checked, and what is not known carried along.

What a newer version wrote and this one does not know is kept by its place, so that
`assessment_json` can write it back there.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NoReturn, TypeGuard, TypeVar

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
    Logo,
    PlannedAction,
    Respondent,
)
from excellence_app.storage.plain_json import MAX_DIGITS, MAX_ID, Damage, Plain

MAX_TEXT = 20_000  # characters of one text
MAX_TIME = 120  # letters of a time
MAX_ITEMS = 10_000  # of one answer
MAX_WHOLE = 1_000_000  # of a whole number, such as a level
MAX_CONTENT = 200_000_000  # bytes of one file that proves something
MAX_EFFORT = 3  # of the estimate of a planned action
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/\[\]-]*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(
    rf"-?[0-9]{{1,{MAX_DIGITS}}}(\.[0-9]{{1,{MAX_DIGITS}}}|/[0-9]{{1,{MAX_DIGITS}}})?"
)
Member = TypeVar("Member", bound=Enum)


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
        logo=_read_logo(group, carried),
        earlier=tuple(
            _read_assessment(copy, f"{group.place('earlier')}/{number}", frozen=True)
            for number, copy in enumerate(earlier)
        ),
        conflicts={} if frozen else _read_conflicts(group),
        carried=carried,
    )
    group.leave(carried, "")
    return assessment


def _read_logo(group: _Group, carried: dict[str, object]) -> Logo | None:
    raw = group.raw("logo")
    if raw is None:
        return None
    one = _Group(raw, group.place("logo"))
    logo = Logo(
        file=_read_digest(one), size=one.count("size", MAX_CONTENT), name=one.string("name")
    )
    if not logo.file:
        one.fail("file")
    one.leave(carried, "logo")
    return logo


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
        one.leave(carried, adjustment_place(adjustment))
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
        one.leave(carried, award_place(award))
        found.append(award)
    return tuple(found)


def adjustment_place(one: Adjustment) -> str:
    """Return the place under which unknown fields of a threshold are carried."""
    return f"adjustments/{one.indicator}/{one.label}"


def award_place(one: LabelHeld) -> str:
    """Return the place under which unknown fields of a label held are carried."""
    return f"labels_held/{one.label}/{one.since.isoformat()}"
