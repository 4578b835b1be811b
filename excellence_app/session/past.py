"""The past of a document, and what its copies disagree on, so that it can be told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment, CriteriaReference, Evidence, Respondent
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import Message
from excellence_app.engine.expanding import expanded
from excellence_app.language.changes import Entry, Known, Names
from excellence_app.session.change_names import name_of
from excellence_app.storage.assessment_json import Damage
from excellence_app.storage.log import LogLine, is_blanked
from excellence_app.storage.records import CONFLICTS, changed, difference, names_in

_NAMED = ("people/", "evidence/")  # where the places of things that have a name begin


class Touched(NamedTuple):
    """A record that a change is about, with assessments that hold it as it was and as it is.

    None is a record that cannot be read.
    """

    place: str
    names: Names
    before: Assessment | None
    after: Assessment | None


class PastChange(NamedTuple):
    """A line of the log, its name, and the records that it changes."""

    line: LogLine
    name: Message
    touched: tuple[Touched, ...]


class Conflict(NamedTuple):
    """A place for which several people entered different things, what counts for now first."""

    place: str
    names: Names
    entries: tuple[Entry, ...]


def known_in(assessment: Assessment, lines: Iterable[LogLine] = ()) -> Known:
    """Return people and evidence by their ids; of those removed, what the log says of them."""
    people: dict[str, Respondent] = {}
    evidence: dict[str, Evidence] = {}
    for line in lines:
        for half in (line.old, line.new):
            for place, record in (half or {}).items():
                if record is not None and place.startswith(_NAMED):
                    part = _holding(assessment.criteria, place, record)
                    if part is not None:
                        people |= {one.id: one for one in part.people}
                        evidence |= part.evidence
    people |= {one.id: one for one in assessment.people}
    return Known(people, {**evidence, **assessment.evidence})


def changes_in(
    criteria: CriteriaSet, assessment: Assessment, lines: Sequence[LogLine]
) -> list[PastChange]:
    """Return what lines of the log tell of, in their order."""
    return [
        PastChange(
            line,
            name_of(criteria, line.edit, line.item, line.old or {}, line.new or {}),
            _in_order(criteria, _touched(line, assessment.criteria)),
        )
        for line in lines
    ]


def _touched(line: LogLine, criteria: CriteriaReference) -> tuple[Touched, ...]:
    """Return the records that a line changes.

    The line of a merge changes none: it only says what to go back to.
    """
    old, new = line.old or {}, line.new or {}
    return tuple(
        Touched(
            place,
            names_in(place),
            _holding(criteria, place, old.get(place)),
            _holding(criteria, place, record),
        )
        for place, record in new.items()
        if not place.startswith(CONFLICTS)
    )


def touched_between(
    criteria: CriteriaSet, before: Assessment, after: Assessment
) -> tuple[Touched, ...]:
    """Return the records in which two assessments differ."""
    _, new = difference(before, after)
    return _in_order(
        criteria,
        [
            Touched(place, names_in(place), before, after)
            for place in new
            if not place.startswith(CONFLICTS)
        ],
    )


def _in_order(criteria: CriteriaSet, touched: Iterable[Touched]) -> tuple[Touched, ...]:
    """Return records in the order of the questions, those that are about none at the end."""
    numbers = _numbers(criteria)
    return tuple(sorted(touched, key=lambda one: (_number(numbers, one.names), one.place)))


def _numbers(criteria: CriteriaSet) -> dict[str, int]:
    """Return the place in the questionnaire of each question id and answer key."""
    found: dict[str, int] = {}
    for question in criteria.questions:
        for key in (question.id, *question.keys):
            found.setdefault(key, len(found))
    return found


def _number(numbers: Mapping[str, int], names: Names) -> int:
    key = names[1] if names[0] == "answers" and len(names) > 1 else ""
    found = numbers.get(key)
    if found is None and key:  # in a case or a row, or a comment
        found = numbers.get(key.partition("[")[0], numbers.get(key.partition("/")[0]))
    return len(numbers) if found is None else found


def conflicts_in(
    criteria: CriteriaSet, assessment: Assessment, keys: Sequence[str] | None = None
) -> list[Conflict]:
    """Return what several people entered apart, in the order of the questions.

    With `keys` only what is about these answer keys and question ids.
    """
    numbers = _numbers(criteria)
    found = []
    for place, candidates in assessment.conflicts.items():
        names = names_in(place)
        if keys is None or (names[0] == "answers" and names[1] in keys):
            entries = [
                Entry(_holding(assessment.criteria, place, one.value), one.time, one.actor)
                for one in candidates
            ]
            found.append(Conflict(place, names, tuple(entries)))
    return sorted(found, key=lambda one: (_number(numbers, one.names), one.place))


def _holding(criteria: CriteriaReference, place: str, record: object) -> Assessment | None:
    """Return an assessment that holds one record, or none if that cannot be read."""
    if is_blanked(record):
        return None
    try:
        return changed(Assessment(criteria), {place: record})
    except Damage:
        return None


def served_by(criteria: CriteriaSet, assessment: Assessment) -> Mapping[str, list[str]]:
    """Return for each item of evidence the ids of the questions that name it."""
    found: dict[str, list[str]] = {item: [] for item in assessment.evidence}
    for question in expanded(criteria, assessment.answers):
        for key in dict.fromkeys((question.id, *question.keys)):
            answer = assessment.answers.get(key)
            for item in answer.evidence if answer is not None else ():
                if question.id not in found.setdefault(item, []):
                    found[item].append(question.id)
    return found


def evidence_in_order(criteria: CriteriaSet, assessment: Assessment) -> list[Evidence]:
    """Return the items of evidence in the order of the questions that they serve first."""
    serves = served_by(criteria, assessment)
    every = expanded(criteria, assessment.answers)
    numbers = {question.id: number for number, question in enumerate(every)}

    def order(item: Evidence) -> tuple[int, str, str]:
        first = min((numbers[one] for one in serves[item.id]), default=len(numbers))
        return first, item.title.casefold(), item.id

    return sorted(assessment.evidence.values(), key=order)
