"""Edits of cases, rows, choices and their comments; each is one step for undo."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue, Assessment
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import comment_keys, entries, entry_key
from excellence_app.domain.messages import N_
from excellence_app.engine.answering import read_answer
from excellence_app.session.edit import Edit
from excellence_app.session.entered import brief, read_text, refuse
from excellence_app.session.entries import (
    Answers,
    below,
    count_at_least,
    leave_out,
    make_as_many,
    make_those_around,
    move,
    next_number,
    owner_of,
    put,
    random_key,
)
from excellence_app.session.evidence import UNANSWERED, without_empty
from excellence_app.session.named import question_named


def add_entry(
    criteria: CriteriaSet,
    assessment: Assessment,
    question_id: str,
    *,
    after: str = "",
    key: str = "",
) -> Edit:
    """Add a case or a row after another one, given by its key, else after all that count.

    It gets a key of its own unless one is given. Where a number says how many cases there are,
    that is raised. `item` of the edit is the answer key of what was added.
    """
    question = with_entries_named(criteria, question_id)
    present = {one.key for one in entries(question, assessment.answers)}
    if after:
        _entry_named(question, assessment, after)
    new = key or random_key(present)

    def change(answers: Answers) -> None:
        put(criteria, answers, question, [new], after=after or None)
        _reset(answers, question.id)

    return _edit("add_entry", entry_key(question.id, new), assessment, change)


def add_next_entry(criteria: CriteriaSet, assessment: Assessment, question_id: str) -> Edit:
    """Add a case or a row whose key is the lowest number that is free; as `add_entry`."""
    question = with_entries_named(criteria, question_id)
    free = next_number({one.key for one in entries(question, assessment.answers)})
    return add_entry(criteria, assessment, question_id, key=free)


def duplicate_entry(criteria: CriteriaSet, assessment: Assessment, key: str) -> Edit:
    """Add a copy of a case or a row, with all that is answered in it, behind it."""
    question, entry = _named(criteria, assessment, key)
    taken = {one.key for one in entries(question, assessment.answers)}
    new = random_key(taken)
    start = entry_key(question.id, new)

    def change(answers: Answers) -> None:
        put(criteria, answers, question, [new], after=entry)
        copy_below(answers, answers, key, start)

    return _edit("duplicate_entry", start, assessment, change)


def copy_below(source: dict[str, Answer], target: Answers, old: str, new: str) -> None:
    """Copy all that stands in one case or row into another one; marks for later stay behind."""
    for one in below(source, old):
        if one != old:
            target[new + one[len(old) :]] = replace(source[one], later=False)


def move_entry(
    criteria: CriteriaSet, assessment: Assessment, key: str, *, before: str = ""
) -> Edit:
    """Move a case or a row before another one, given by its key, or to the end of all."""
    question, entry = _named(criteria, assessment, key)
    if before:
        _entry_named(question, assessment, before)
    if before == entry:
        refuse(N_("This cannot stand before itself."))
    return _edit(
        "move_entry",
        key,
        assessment,
        lambda answers: move(answers, question, entry, before or None),
    )


def remove_entry(criteria: CriteriaSet, assessment: Assessment, key: str) -> Edit:
    """Remove a case or a row with all that is in it, and lower a number that counts it."""
    question, entry = _named(criteria, assessment, key)
    return _edit(
        "remove_entry", key, assessment, lambda answers: leave_out(answers, question, entry)
    )


def clear_entries(criteria: CriteriaSet, assessment: Assessment, question_id: str) -> Edit:
    """Remove all cases or rows of a question; a number that says how many there are stays."""
    question = with_entries_named(criteria, question_id)

    def change(answers: Answers) -> None:
        start = f"{question.id}["
        for key in [key for key in answers if key.startswith(start)]:
            del answers[key]
        _reset(answers, question.id)

    return _edit("clear", question.id, assessment, change)


def tick(
    criteria: CriteriaSet,
    assessment: Assessment,
    question_id: str,
    choice: str,
    on: bool,  # noqa: FBT001 - a value that a person enters, not a switch of ours
) -> Edit:
    """Choose one of several choices or take it back; its comment stays.

    The one that excludes the rest clears the others, and each other one clears it.
    """
    question = question_named(criteria, question_id)
    chosen = chosen_in(question, assessment)
    if on:
        alone = choice == question.none
        chosen = {choice} if alone else {*chosen, choice} - {question.none}
    else:
        chosen = chosen - {choice}
    in_order = [one.id for one in question.choices if one.id in chosen]
    if question.type is QuestionType.CHOICE:
        in_order = [choice] if on else []
    _, value = (
        read_answer(criteria, assessment, question.id, ", ".join(in_order))
        if in_order
        else (question.id, None)
    )

    def change(answers: Answers) -> None:
        make_those_around(criteria, answers, question.id)
        _store(answers, question.id, value)

    return _edit("answer" if in_order else "clear", question.id, assessment, change)


def comment(
    criteria: CriteriaSet, assessment: Assessment, question_id: str, choice: str, text: str
) -> Edit:
    """Write the comment on a choice, or the text of "other", which is chosen with it.

    An empty text removes it.
    """
    question = question_named(criteria, question_id)
    key = f"{question.id}/{choice}"
    _, value = read_answer(criteria, assessment, key, read_text(text))
    chosen = chosen_in(question, assessment)

    def change(answers: Answers) -> None:
        make_those_around(criteria, answers, question.id)
        _store(answers, key, value or None)
        if value and choice == question.other and choice not in chosen:
            if question.type is QuestionType.CHOICE:
                _store(answers, question.id, choice)
            else:
                kept = {*chosen, choice} - {question.none}
                ordered = tuple(one.id for one in question.choices if one.id in kept)
                _store(answers, question.id, ordered)

    return _edit("comment", key, assessment, change, f"comment {key}")


def chosen_in(question: Question, assessment: Assessment) -> set[str]:
    """Return the ids of the choices that are chosen."""
    stored = assessment.answers.get(question.id, UNANSWERED)
    if stored.status is not AnswerStatus.ANSWERED or stored.value is None:
        return set()
    return {*stored.value} if isinstance(stored.value, tuple) else {str(stored.value)}


def with_entries_named(criteria: CriteriaSet, question_id: str) -> Question:
    """Return the question with cases or rows of this id; raises `Refused` for another."""
    question = question_named(criteria, question_id)
    if question.id != question_id or not (question.questions or question.columns):
        refuse(N_("{question} has neither cases nor rows."), question=brief(question_id))
    return question


def _named(criteria: CriteriaSet, assessment: Assessment, key: str) -> tuple[Question, str]:
    found = owner_of(criteria, key)
    if found is None:
        refuse(
            N_('"{key}" is no case or row. Write it as {example}.'),
            key=brief(key),
            example="D.2[1]",
        )
    _entry_named(found[0], assessment, found[1])
    return found


def _entry_named(question: Question, assessment: Assessment, entry: str) -> None:
    known = [one.key for one in entries(question, assessment.answers)]
    if entry not in known:
        refuse(N_('{question} has no entry "{entry}".'), question=question.id, entry=brief(entry))


def _reset(answers: Answers, question: str) -> None:
    """Take "unknown" and "does not apply" off a question that is answered after all."""
    stored = answers.get(question)
    if stored is not None and stored.status is not AnswerStatus.ANSWERED:
        answers[question] = replace(stored, status=AnswerStatus.UNANSWERED, justification="")


def _store(answers: Answers, key: str, value: AnswerValue | None) -> None:
    status = AnswerStatus.UNANSWERED if value is None else AnswerStatus.ANSWERED
    stored = answers.get(key, UNANSWERED)
    answers[key] = replace(stored, value=value, status=status, justification="")


def _edit(
    kind: str,
    item: str,
    assessment: Assessment,
    change: Callable[[Answers], None],
    merge_key: str = "",
) -> Edit:
    """Return the edit that changes a copy of the answers; refuse now what it would refuse then."""

    def changed(before: Assessment) -> Assessment:
        answers = dict(before.answers)
        change(answers)
        return replace(before, answers=without_empty(answers))

    changed(assessment)
    return Edit(kind, item, changed, merge_key)


def together(kind: str, item: str, steps: Iterable[Edit], merge_key: str = "") -> Edit:
    """Return several edits, each made on what those before it leave, as one."""
    parts = tuple(steps)

    def change(before: Assessment) -> Assessment:
        for step in parts:
            before = step.apply(before)
        return before

    return Edit(kind, item, change, merge_key)


def copy_earlier(criteria: CriteriaSet, assessment: Assessment, question_id: str) -> Edit:
    """Answer a question as in the last earlier assessment; cases and rows come with all in them.

    Notes, evidence and marks of now stay. Cases and rows take the places of those of now. Raises
    `Refused` where there is no earlier answer.
    """
    question = question_named(criteria, question_id)
    earlier = assessment.earlier[-1].answers if assessment.earlier else {}
    start = f"{question.id}["
    keys = {question.id, *question.keys, *comment_keys(question)}

    def belongs(key: str) -> bool:
        return key in keys or key.startswith(start)

    found = {key: one for key, one in earlier.items() if belongs(key) and one.value is not None}
    if not found:
        refuse(N_("{question} has no earlier answer."), question=question.id)

    def change(answers: Answers) -> None:
        make_those_around(criteria, answers, question.id)
        for key in [key for key in answers if belongs(key)]:
            if key.startswith(start) and key not in found:
                del answers[key]
            else:
                _store(answers, key, None)
        for key, one in found.items():
            _store(answers, key, one.value)
        if question.repeat:
            count_at_least(criteria, answers, question, _used_then(question, earlier))
        if question.type is QuestionType.NUMBER:
            make_as_many(criteria, answers, question)

    return _edit("copy_earlier", question.id, assessment, change)


def _used_then(question: Question, earlier: Mapping[str, Answer]) -> int:
    return sum(1 for one in entries(question, earlier) if one.used)
