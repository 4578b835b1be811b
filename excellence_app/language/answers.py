"""Answers of several parts in words: choices with comments, lists, rows, and titles of cases."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import (
    Entries,
    entries,
    entry_key,
    entry_title,
    instances_in,
    question_named,
)
from excellence_app.language.catalogues import Words

_TOGETHER = "; "


def said(words: Words, question: Question, values: Mapping[str, AnswerValue | None]) -> str | None:
    """Return what was answered to a question of several parts, none for one of another type.

    `values` are by answer key, with those of comments and of cases and rows; empty if there is no
    answer.
    """
    value = values.get(question.id)
    match question.type:
        case QuestionType.CHOICE | QuestionType.CHOICES:
            chosen = (value,) if isinstance(value, str) else value
            if not isinstance(chosen, tuple):
                return ""
            return _together([_choice(question, one, values) for one in chosen])
        case QuestionType.COUNTED_LIST:
            return _TOGETHER.join(value) if isinstance(value, tuple) else ""
        case QuestionType.TABLE:
            return words.plural("{count} row", "{count} rows", _count(values)) if values else ""
        case QuestionType.CASES:
            return _cases(words, question, values) if values else ""
        case _:
            return None


def _together(parts: Sequence[str]) -> str:
    """Return parts on one line; of a sentence that is not the last one the full stop goes."""
    *most, last = parts or ("",)
    ended = [part[:-1] if _ENDS_ONCE.search(part) else part for part in most]
    return _TOGETHER.join([*ended, last])


_ENDS_ONCE = re.compile(r"(?<!\.)\.$")


def chosen_lines(question: Question, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the choices with their comments, or the entries of a list, each for itself."""
    values = values_in(question, answers)
    value = values.get(question.id)
    if not isinstance(value, tuple):
        return ()
    if question.type is QuestionType.CHOICES:
        return tuple(_choice(question, one, values) for one in value)
    return value


def _choice(question: Question, choice: str, values: Mapping[str, AnswerValue | None]) -> str:
    titles = {one.id: one.title for one in question.choices}
    title = titles.get(choice, choice)
    comment = values.get(f"{question.id}/{choice}")
    return f"{title}: {comment}" if comment else title


def _count(values: Mapping[str, AnswerValue | None]) -> int:
    return sum(1 for key, value in values.items() if key.endswith("]") and value is not None)


def _cases(words: Words, question: Question, values: Mapping[str, AnswerValue | None]) -> str:
    """Return how many cases count, and how many more are kept beyond the number."""
    count, number = _count(values), values.get(question.repeat)
    used = count
    if question.repeat in values:
        used = min(count, max(0, int(number))) if isinstance(number, Fraction) else 0
    said = words.plural("{count} case", "{count} cases", used)
    if used == count:
        return said
    return words.text("{cases} ({kept} kept, not used)", cases=said, kept=count - used)


def values_in(question: Question, answers: Mapping[str, Answer]) -> dict[str, AnswerValue | None]:
    """Return the stored values of a question with those of its comments, cases and rows.

    With cases comes the number that says how many of them count, none if it is not answered.
    """
    keys = [*question.keys, *(f"{question.id}/{choice.id}" for choice in question.choices)]
    if question.columns or question.questions:
        start = f"{question.id}["
        keys += [
            key
            for key, one in answers.items()
            if key.startswith(start) and key.endswith("]") and "]" not in key[len(start) : -1]
        ]
    found = {
        key: answers[key].value
        for key in keys
        if key in answers and answers[key].status is AnswerStatus.ANSWERED
    }
    if found and question.repeat:  # it says how many of the cases count
        number = answers.get(question.repeat)
        answered = number is not None and number.status is AnswerStatus.ANSWERED
        found[question.repeat] = number.value if number is not None and answered else None
    return found


_MOST_NAMED = 3  # rows or cases on one line


def names_of_entries(words: Words, question: Question, answers: Mapping[str, Answer]) -> str:
    """Return on one line what the first rows or cases are called, empty if they have no names."""
    names: list[str] = []
    for place, entry in enumerate(entries(question, answers), 1):
        if not entry.used:
            break
        if len(names) == _MOST_NAMED:
            names.append("…")
            break
        names.append(_name_of_entry(words, question, entry.key, place, answers))
    named = [name for name in names if name]
    return _TOGETHER.join(named) if named != ["…"] else ""


def _name_of_entry(
    words: Words, question: Question, key: str, place: int, answers: Mapping[str, Answer]
) -> str:
    """Return what the first cell of a row says, or the title of a case if that has names."""
    start = entry_key(question.id, key)

    def told(name: str) -> str:
        return next(_told(words, question, name, start, answers), "")

    if question.questions:
        title = entry_title(question.text, place, told)
        return "" if title == entry_title(question.text, place, lambda _: "") else title
    return told(question.columns[0].id)


def _told(
    words: Words, question: Question, name: str, start: str, answers: Mapping[str, Answer]
) -> Iterator[str]:
    for inner in (*question.questions, *question.columns):
        if inner.id == name:
            one = replace(inner, id=f"{start}/{name}")
            values = values_in(one, answers)
            found = said(words, one, values)
            value = values.get(one.id)
            yield found if found is not None else "" if value is None else words.value(value)


def title_of_entry(
    words: Words,
    criteria: CriteriaSet,
    question: Question,
    key: str,
    place: int,
    answers: Mapping[str, Answer],
) -> str:
    """Return the title of a case, such as "Agreement 2: Marine Renewables", or of a row.

    `key` is its own, `place` counts from 1.
    """
    if not question.questions:
        return words.text("Row {number}", number=place)
    asked = instances_in(criteria, question, key)

    def told(name: str) -> str:
        one = asked.get(name)
        if one is None:
            return ""
        values = values_in(one, answers)
        found = said(words, one, values)
        if found is not None:
            return found
        value = values.get(one.id)
        return "" if value is None else words.value(value)

    return entry_title(question.text, place, told)


def question_title(
    words: Words,
    criteria: CriteriaSet,
    question: Question,
    answers: Mapping[str, Answer],
    ranked: Entries | None = None,
) -> str:
    """Return what is asked on one line, inside a case with the title of that before it.

    Of cases it is their common title without numbers and names. Who asks about many questions
    gives the `ranked` cases and rows of these answers.
    """
    if question.questions:
        return entry_title(question.text, None, lambda _: "") or question.id
    around, is_inside, _ = question.id.rpartition("]/")
    whole = question_named(criteria, f"{around}]") if is_inside else None
    if whole is None:
        return question.text
    key = around.rpartition("[")[2]
    place = (ranked or Entries(answers)).place(whole, key)
    if place is None:
        return question.text
    title = title_of_entry(words, criteria, whole, key, place, answers)
    return f"{title}: {question.text}"
