"""Questions inside cases and rows: the keys of their answers, and what stands in which order.

A case or a row of the question "D.2" has a key of its own, such as "1" or "9f3a". Its place among
the others is stored under "D.2[1]", and what is answered inside it under "D.2[1]/name". A question
inside it is an ordinary question of that id, and so are the cells of a table.
"""

import re
from bisect import insort
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from excellence_app.domain.assessment import Answer, AnswerStatus
from excellence_app.domain.conditions import All, AnyOf, Comparison, Condition, Not
from excellence_app.domain.values import dataclass

if TYPE_CHECKING:  # they ask here themselves
    from excellence_app.domain.criteria import CriteriaSet, Question

ENTRY_KEY = re.compile(r"[a-z0-9]{1,8}")

_STEP = re.compile(r"([^\[\]/]+)(?:\[([a-z0-9]{1,8})\])?")
_DEEPEST = 4  # D.2[1]/events[2]/where/other
_ANSWERED = AnswerStatus.ANSWERED


@dataclass(frozen=True, slots=True)
class Entry:
    """A case or a row: its key, its rank among the others, and whether it counts.

    A case beyond the number that was answered is kept and does not count.
    """

    key: str
    rank: Fraction
    used: bool = True


def entry_key(question: str, entry: str) -> str:
    """Return the answer key of a case or a row, under which its rank is stored."""
    return f"{question}[{entry}]"


def inside(question: str, entry: str, name: str) -> str:
    """Return the id of what is asked in a case or a row."""
    return f"{question}[{entry}]/{name}"


def has_entries(question: "Question") -> bool:
    """Return whether a question is answered by cases or rows."""
    return bool(question.questions or question.columns)


def comment_keys(question: "Question") -> tuple[str, ...]:
    """Return the keys of the comments that go with the choices of a question, in their order."""
    return tuple(
        f"{question.id}/{choice.id}"
        for choice in question.choices
        if choice.comment != "none" or choice.id == question.other
    )


def question_named(criteria: "CriteriaSet", key: str) -> "Question | None":
    """Return the question of an answer key or a question id, none for an unknown one.

    Of a comment this is the question that it belongs to, of the key of a case or row the one that
    has these. Whether there is such a case does not matter.
    """
    found = criteria.question_by_key.get(key) or criteria.question_by_id.get(key)
    if found is not None or not ("/" in key or "[" in key):
        return found
    steps = key.split("/")
    if len(steps) > _DEEPEST:
        return None
    entry = ""
    for number, step in enumerate(steps):
        read = _STEP.fullmatch(step)
        if read is None:
            return None
        name, next_entry = read[1], read[2] or ""
        if number == 0:
            found = criteria.question_by_id.get(name)
        elif found is not None and entry:
            found = question_inside(criteria, found, entry, name)
        elif found is not None and number == len(steps) - 1 and not next_entry:
            return found if f"{found.id}/{name}" in _further_keys(found) else None
        else:
            return None
        if found is None or (next_entry and not has_entries(found)):
            return None
        entry = next_entry
    return found


def _further_keys(question: "Question") -> tuple[str, ...]:
    return (*question.keys, *(f"{question.id}/{choice.id}" for choice in question.choices))


def question_inside(
    criteria: "CriteriaSet", question: "Question", entry: str, name: str
) -> "Question | None":
    """Return what is asked under a name in one case or row of a question, none if nothing is."""
    return instances_in(criteria, question, entry).get(name)


def instances_in(
    criteria: "CriteriaSet", question: "Question", entry: str
) -> Mapping[str, "Question"]:
    """Return everything that is asked in one case or row, by its name in there."""
    known = criteria.instances
    start = entry_key(question.id, entry)
    found = known.get(start)
    if found is None:
        if len(known) > _MOST_KEPT:
            known.clear()
        found = known[start] = _made(question, f"{start}/")
    return found


_MOST_KEPT = 20_000  # cases and rows whose questions are kept ready


def _made(question: "Question", start: str) -> dict[str, "Question"]:
    inner = question.questions or question.columns
    own = frozenset(one.id for one in inner)
    found = {}
    for one in inner:
        when = one.when and _seen_from_inside(one.when, own, start)
        columns = one.columns
        if any(column.when for column in columns):  # they may ask about the case around the table
            around = own - {column.id for column in columns}
            columns = tuple(
                replace(c, when=c.when and _seen_from_inside(c.when, around, start))
                for c in columns
            )
        found[one.id] = replace(one, id=start + one.id, when=when, columns=columns)
    return found


def _seen_from_inside(condition: Condition, own: frozenset[str], start: str) -> Condition:
    """Return a condition that names questions of the same case by their full ids."""
    if isinstance(condition, Comparison):
        if condition.of_level or condition.subject.partition("/")[0] not in own:
            return condition
        return replace(condition, subject=start + condition.subject)
    if isinstance(condition, Not):
        return Not(_seen_from_inside(condition.part, own, start))
    parts = tuple(_seen_from_inside(part, own, start) for part in condition.parts)
    return All(parts) if isinstance(condition, All) else AnyOf(parts)


class Entries:
    """The cases and rows that answers hold, in their order; made once for many questions."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers
        self._ranked: dict[str, list[tuple[Fraction, str]]] = {}
        for key, answer in answers.items():
            if key[-1:] == "]" and answer.status is _ANSWERED:
                owner, _, entry = key[:-1].rpartition("[")
                if isinstance(answer.value, Fraction) and ENTRY_KEY.fullmatch(entry):
                    self._ranked.setdefault(owner, []).append((answer.value, entry))
        for ranked in self._ranked.values():
            ranked.sort()
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._places: dict[str, dict[str, int]] = {}

    def of(self, question: "Question") -> tuple[Entry, ...]:
        """Return the cases or rows of a question in their order."""
        found = self._found.get(question.id)
        if found is None:
            found = _as_entries(question, self._ranked.get(question.id, ()), self._answers)
            self._found[question.id] = found
        return found

    def place(self, question: "Question", key: str) -> int | None:
        """Return the place of a case or row among the others, from 1; none if it is not there."""
        places = self._places.get(question.id)
        if places is None:
            places = {one.key: n for n, one in enumerate(self.of(question), 1)}
            self._places[question.id] = places
        return places.get(key)


def entries(question: "Question", answers: Mapping[str, Answer]) -> tuple[Entry, ...]:
    """Return the cases or rows of one question in their order: by rank, then by key."""
    start = f"{question.id}["
    ranked: list[tuple[Fraction, str]] = []
    for key, answer in answers.items():
        if key[-1:] == "]" and key.startswith(start) and answer.status is _ANSWERED:
            entry = key[len(start) : -1]
            if isinstance(answer.value, Fraction) and ENTRY_KEY.fullmatch(entry):
                insort(ranked, (answer.value, entry))
    return _as_entries(question, ranked, answers)


def _as_entries(
    question: "Question",
    ranked: "list[tuple[Fraction, str]] | tuple[()]",
    answers: Mapping[str, Answer],
) -> tuple[Entry, ...]:
    used = how_many_used(question, answers)
    return tuple(
        Entry(key, rank, used is None or place < used) for place, (rank, key) in enumerate(ranked)
    )


def how_many_used(question: "Question", answers: Mapping[str, Answer]) -> int | None:
    """Return how many cases count because a number says so, none where no number does.

    As long as the number is not answered no case counts.
    """
    if not question.repeat:
        return None
    number = answers.get(question.repeat)
    if number is None or number.status is not _ANSWERED or not isinstance(number.value, Fraction):
        return 0
    return max(0, int(number.value))


_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MISSING = "\0"
_IN_BRACKETS = re.compile(r"\(\0\)|\[\0\]|\"\0\"")
_AT_THE_START = re.compile(r"(?:\0[\s:;,.–/|-]*)+")
_LATER = re.compile(r"[\s:;,.–/|-]*\0")


def entry_title(template: str, place: int | None, said: Callable[[str], str]) -> str:
    """Return the title of a case, such as "Agreement 2: Marine Renewables".

    `place` counts from 1 and stands for `{n}`, if it is known; `said` gives in words what is
    answered under the name in another pair of braces, or nothing. Then what leads up to it goes.
    """
    number = "" if place is None else str(place)

    def put(match: re.Match[str]) -> str:
        value = number if match[1] == "n" else said(match[1]).replace(_MISSING, "")
        return value or _MISSING

    title = _IN_BRACKETS.sub(_MISSING, _PLACEHOLDER.sub(put, template))
    title = _AT_THE_START.sub("", title) if title.startswith(_MISSING) else title
    return " ".join(_LATER.sub("", title).split()) or number


def name_of_key(criteria: "CriteriaSet", key: str) -> str:
    """Return what an answer key is called in a list of changes, such as "Agreement 2: With whom?".

    Cases and rows that were made one after the other for a number have that for a key; of others
    the place is not told, since it may change.
    """
    question = question_named(criteria, key)
    if question is None or (key in {question.id, *question.keys} and "[" not in key):
        return key
    if key.endswith("]"):
        return _name_of_entry(question, key)
    around, is_inside, _ = question.id.rpartition("]/")
    parts = [question.text if is_inside else question.id]
    for choice in question.choices:
        if key == f"{question.id}/{choice.id}":
            parts.append(choice.title)
    if key in question.keys and key != question.id:
        parts.append(question.part_title if key == question.keys[0] else question.whole_title)
    own = ", ".join(part for part in parts if part)
    whole = question_named(criteria, f"{around}]") if is_inside else None
    return own if whole is None else f"{_name_of_entry(whole, f'{around}]')}: {own}"


def _name_of_entry(question: "Question", key: str) -> str:
    entry = key[:-1].rpartition("[")[2]
    place = int(entry) if entry.isascii() and entry.isdigit() else None
    if question.questions:
        return entry_title(question.text, place, lambda _: "") or question.id
    name = question.text if "[" in question.id else question.id
    return name if place is None else f"{name} ({place})"
