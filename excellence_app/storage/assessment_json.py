"""An assessment as JSON; `assessment_reading` reads it back.

Numbers are written as text, so that no float is ever born, and values of answers say
what they are: true and false, a whole number for a level, else a group such as
{"number": "12.5"}. What is at its default is left out. What a newer version wrote and
this one does not know is kept and written back in its place.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from fractions import Fraction

from excellence_app.domain.assessment import (
    Answer,
    AnswerValue,
    Assessment,
    Candidate,
    Logo,
)
from excellence_app.storage.assessment_reading import (
    MAX_EFFORT,
    MAX_TEXT,
    adjustment_place,
    award_place,
)
from excellence_app.storage.plain_json import Damage, Plain

__all__ = [
    "MAX_EFFORT",
    "MAX_TEXT",
    "Damage",
    "answer_to_plain",
    "assessment_to_plain",
    "candidate_to_plain",
    "day_to_plain",
    "number_to_text",
    "value_to_plain",
]

_LONGEST_DECIMAL = 20


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
            _with_carried(_record(one), carried, adjustment_place(one))
            for one in assessment.adjustments
        ],
        "declarations": dict(assessment.declarations),
        "improvements": [
            _with_carried(_record(one), carried, f"improvements/{one.indicator}")
            for one in assessment.improvements
        ],
        "labels_held": [
            _with_carried(_record(one), carried, award_place(one))
            for one in assessment.labels_held
        ],
        "target": assessment.target,
        "practice": assessment.practice,
        "roadmap": [
            _with_carried(_record(one), carried, f"roadmap/{one.id}") for one in assessment.roadmap
        ],
        "roadmap_by": day_to_plain(assessment.roadmap_by),
        "logo": _logo_to_plain(assessment.logo, carried),
        "earlier": [assessment_to_plain(copy) for copy in assessment.earlier],
        "conflicts": {
            place: [candidate_to_plain(one) for one in candidates]
            for place, candidates in assessment.conflicts.items()
        },
    }
    return _with_carried(_brief(plain), carried, "")


def _logo_to_plain(logo: Logo | None, carried: Mapping[str, object]) -> Plain | None:
    return None if logo is None else _with_carried(_record(logo), carried, "logo")


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
