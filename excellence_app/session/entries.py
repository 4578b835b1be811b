"""Cases and rows among the answers: made, found and left out, as parts of what an edit does."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import count, islice

from excellence_app.domain.assessment import Answer, AnswerStatus
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.instances import (
    ENTRY_KEY,
    Entry,
    entries,
    entry_key,
    entry_title,
    question_named,
)
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.question_types import RULES
from excellence_app.session.evidence import UNANSWERED
from excellence_app.session.ranks import new_ranks

Answers = dict[str, Answer]

MOST_MADE = 1000  # cases that one number makes; nobody describes more, and a slip may say more


def next_number(taken: Collection[str]) -> str:
    """Return the lowest number that is the key of no case or row yet."""
    return next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)


def random_key(taken: Collection[str]) -> str:
    """Return a key that two people do not give to different cases or rows.

    It is never a number: those are the keys of cases that were made for one, in their order.
    """
    while (found := os.urandom(2).hex()) in taken or found.isdigit():
        pass
    return found


def owner_of(criteria: CriteriaSet, key: str) -> tuple[Question, str] | None:
    """Return the question and the key of the case or row that an answer key names.

    None for the key of anything else, such as of an answer inside a case.
    """
    owner, _, entry = key[:-1].rpartition("[")
    if not key.endswith("]") or not ENTRY_KEY.fullmatch(entry):
        return None
    question = question_named(criteria, owner)
    if question is None or question.id != owner or not (question.questions or question.columns):
        return None
    return question, entry


def around(key: str) -> list[str]:
    """Return the keys of the cases and rows in which an answer key lies, from the outside in."""
    return [key[: place + 1] for place, sign in enumerate(key) if sign == "]"]


def make_those_around(criteria: CriteriaSet, answers: Answers, key: str) -> None:
    """Make the case or row in which an answer key lies, as the last one, if there is none yet."""
    for start in around(key):
        found = owner_of(criteria, start)
        if found is None:
            continue
        question, entry = found
        told = answers.get(question.id)
        if told is not None and told.status is not AnswerStatus.UNANSWERED:
            answers[question.id] = replace(told, status=AnswerStatus.UNANSWERED, justification="")
        if all(one.key != entry for one in entries(question, answers)):
            put(criteria, answers, question, [entry])


def put(
    criteria: CriteriaSet,
    answers: Answers,
    question: Question,
    new: Iterable[str],
    *,
    after: str | None = None,
) -> None:
    """Put new cases or rows after another one, or after all that count.

    Where a number says how many cases there are it is raised, so that the new ones count. Raises
    `Refused` if there may not be so many.
    """
    present = entries(question, answers)
    place = sum(1 for one in present if one.used)
    if after is not None:
        place = next(n for n, one in enumerate(present, 1) if one.key == after)
    keys = [one.key for one in present]
    added = list(new)
    _rank(answers, question, [*keys[:place], *added, *keys[place:]], present)
    used = sum(1 for one in present if one.used) + len(added)
    count_at_least(criteria, answers, question, used)
    refuse_too_many(question, sum(1 for one in entries(question, answers) if one.used))


def refuse_too_many(question: Question, number: int) -> None:
    """Raise `Refused` if there may not be so many cases or rows."""
    if question.most is not None and number > question.most:
        name = entry_title(question.text, None, lambda _: "") or question.id
        raise Refused(
            Message(
                N_("{question} takes at most {most}."),
                {"question": name, "most": question.most},
            )
        )


def move(answers: Answers, question: Question, entry: str, before: str | None) -> None:
    """Put a case or row before another one, or at the end of all."""
    present = entries(question, answers)
    order = [one.key for one in present if one.key != entry]
    place = len(order) if before is None else order.index(before)
    others = [one for one in present if one.key != entry]
    _rank(answers, question, [*order[:place], entry, *order[place:]], others)


def _rank(
    answers: Answers, question: Question, order: list[str], fixed: Collection[Entry]
) -> None:
    ranks = {one.key: one.rank for one in fixed}
    for key, rank in new_ranks(order, ranks, ranks.keys()).items():
        name = entry_key(question.id, key)
        stored = answers.get(name, UNANSWERED)
        answers[name] = replace(stored, value=rank, status=AnswerStatus.ANSWERED)


def count_at_least(
    criteria: CriteriaSet, answers: Answers, question: Question, least: int
) -> None:
    """Raise the number that says how many cases there are, where there is one that is lower."""
    if not question.repeat:
        return
    stored = answers.get(question.repeat, UNANSWERED)
    if isinstance(stored.value, Fraction) and stored.value >= least:
        return
    number = criteria.question_by_id[question.repeat]
    refusal = RULES[number.type].objection(number, {number.id: Fraction(least)})
    if refusal is not None:
        raise Refused(refusal)
    answers[question.repeat] = replace(
        stored, value=Fraction(least), status=AnswerStatus.ANSWERED, justification=""
    )


def make_as_many(criteria: CriteriaSet, answers: Answers, number: Question) -> None:
    """Make the cases that are missing once a number says how many there are."""
    for question in criteria.questions:
        if question.repeat and question.repeat == number.id:
            present = entries(question, answers)
            used = [one for one in present if one.used]
            stored = answers[number.id].value
            wanted = int(stored) if isinstance(stored, Fraction) else 0
            missing = min(wanted, MOST_MADE) - len(used)
            if missing > 0:
                taken = {one.key for one in present}
                free = (str(n) for n in count(1) if str(n) not in taken)
                put(criteria, answers, question, list(islice(free, missing)))


def leave_out(answers: Answers, question: Question, entry: str) -> None:
    """Take a case or row out with all that stands in it; a number that counted it is lowered."""
    counted = any(one.key == entry and one.used for one in entries(question, answers))
    for key in below(answers, entry_key(question.id, entry)):
        del answers[key]
    if counted and question.repeat:
        stored = answers[question.repeat]
        if isinstance(stored.value, Fraction):
            answers[question.repeat] = replace(stored, value=stored.value - 1)


def below(answers: Mapping[str, Answer], start: str) -> list[str]:
    """Return the key of a case or row and those of all that stands in it."""
    inside = f"{start}/"
    return [key for key in answers if key == start or key.startswith(inside)]
