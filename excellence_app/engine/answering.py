"""What the questions of an assessment hold: settled, open, set aside, or not asked."""

from collections.abc import Iterable, Mapping
from enum import Enum

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue, Assessment
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.expanding import (
    Entries,
    Entry,
    entries,
    entry_key,
    entry_title,
    question_named,
)
from excellence_app.engine.question_types import RULES


class QuestionState(Enum):
    """How far one question is answered."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    INCOMPLETE = "incomplete"  # there is a value, but what it needs is missing: a comment, a cell
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    UNSOUND = "unsound"  # the stored value is none that this question allows


_ANSWERED = AnswerStatus.ANSWERED  # looked up once: this is asked very often
_WITH_ENTRIES = frozenset({QuestionType.TABLE, QuestionType.CASES})
_WITH_MORE = frozenset(
    {
        *(QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.TEXT, QuestionType.COUNTED_LIST),
        *_WITH_ENTRIES,
    }
)  # of which a value alone does not say whether they are answered


def state_of(
    question: Question, answers: Mapping[str, Answer], ranked: Entries | None = None
) -> QuestionState:
    """Return how far a question is answered, whether or not it is asked at all.

    "Does not apply" counts only where the set allows it. Of a share, it is enough that one
    of the two amounts does not apply or is unknown. Who asks about many questions gives the
    `ranked` cases and rows of these answers.
    """
    values = values_of(question, answers, ranked)
    rules = RULES[question.type]
    more = question.type in _WITH_MORE
    given = rules.given(question, values) if more else len(values) == len(question.keys)
    if not given or (question.id in answers and question.id not in values):
        stored = (answers.get(key) for key in (question.id, *question.keys))
        statuses = {answer.status for answer in stored if answer is not None}
        if AnswerStatus.NOT_APPLICABLE in statuses and question.may_not_apply:
            return QuestionState.NOT_APPLICABLE
        if AnswerStatus.UNKNOWN in statuses:
            return QuestionState.UNKNOWN
    if not given:
        return QuestionState.UNANSWERED
    if rules.objection(question, values) is not None:
        return QuestionState.UNSOUND
    if not more:
        return QuestionState.ANSWERED
    if question.columns:
        cells = {state for _, _, state in _cells(question, answers, ranked)}
        if QuestionState.UNSOUND in cells:
            return QuestionState.UNSOUND
        if cells:
            return QuestionState.INCOMPLETE
    lacking = rules.lacks(question, values) is not None
    lacking = lacking or _empty_case(question, answers, ranked) is not None
    return QuestionState.INCOMPLETE if lacking else QuestionState.ANSWERED


def _cells(
    question: Question, answers: Mapping[str, Answer], ranked: Entries | None
) -> Iterable[tuple[int, Question, QuestionState]]:
    """Yield the cells of a table that are not in order, with the number of their row."""
    for number, row in enumerate(_entries(question, answers, ranked), 1):
        within = _Inside(answers, f"{entry_key(question.id, row.key)}/")
        for column in question.columns:
            state = state_of(column, within)  # type: ignore[arg-type]  # it has all that is asked for
            missing = state in _MISSING and column.required
            if missing or state in {QuestionState.UNSOUND, QuestionState.INCOMPLETE}:
                yield number, column, state


def _empty_case(
    question: Question, answers: Mapping[str, Answer], ranked: Entries | None
) -> int | None:
    """Return the place of the first case of which nothing is told, though nothing has to be.

    Where something has to be told, or a number says how many cases there are, it is missing there.
    """
    inner = question.questions
    if not inner or question.repeat or any(one.required for one in inner):
        return None
    for place, entry in enumerate(_entries(question, answers, ranked), 1):
        start = f"{entry_key(question.id, entry.key)}/"
        within = _Inside(answers, start)
        states = (state_of(one, within) for one in inner if not one.columns)  # type: ignore[arg-type]  # it has all that is asked for
        if any(state is not QuestionState.UNANSWERED for state in states):
            continue
        rows = tuple(f"{start}{one.id}[" for one in inner if one.columns)
        if not rows or not any(key.startswith(rows) for key in answers):
            return place
    return None


_MISSING = frozenset({QuestionState.UNANSWERED, QuestionState.UNKNOWN})


class _Inside:
    """Answers as a row sees them, under the names of its columns."""

    def __init__(self, answers: Mapping[str, Answer], start: str) -> None:
        self._answers, self._start = answers, start

    def get(self, key: str) -> Answer | None:
        return self._answers.get(self._start + key)

    def __contains__(self, key: str) -> bool:
        return self._start + key in self._answers


def _entries(
    question: Question, answers: Mapping[str, Answer], ranked: Entries | None
) -> tuple[Entry, ...]:
    return entries(question, answers) if ranked is None else ranked.of(question)


def what_is_missing(
    question: Question, answers: Mapping[str, Answer], ranked: Entries | None = None
) -> Message | None:
    """Return what an incomplete answer lacks, none if it is not incomplete."""
    if state_of(question, answers, ranked) is not QuestionState.INCOMPLETE:
        return None
    for number, column, _ in _cells(question, answers, ranked):
        return Message(
            N_('Row {row}: "{column}" is missing.'), {"row": number, "column": column.text}
        )
    lacks = RULES[question.type].lacks(question, values_of(question, answers, ranked))
    place = _empty_case(question, answers, ranked)
    if lacks is not None or place is None:
        return lacks
    case = entry_title(question.text, place, lambda _: "")
    return Message(N_("Nothing is told of {case} yet."), {"case": case})


def values_of(
    question: Question, answers: Mapping[str, Answer], ranked: Entries | None = None
) -> dict[str, AnswerValue]:
    """Return the values that are stored for a question, by answer key.

    With a choice come the comments on what was chosen, with a table the ranks of its rows, with
    cases the ranks of those that count and the number that says how many there are.
    """
    keys: Iterable[str] = question.keys
    if question.type in _WITH_ENTRIES:
        found_entries = _entries(question, answers, ranked)
        keys = [entry_key(question.id, one.key) for one in found_entries if one.used]
        if question.repeat:
            keys.append(question.repeat)
    elif question.choices:
        keys = (question.id, *_comments_in_use(question, answers))
    found: dict[str, AnswerValue] = {}
    for key in keys:
        answer = answers.get(key)
        if answer is not None and answer.value is not None and answer.status is _ANSWERED:
            found[key] = answer.value
    return found


def _comments_in_use(question: Question, answers: Mapping[str, Answer]) -> Iterable[str]:
    answer = answers.get(question.id)
    value = None if answer is None else answer.value
    if isinstance(value, str | tuple):
        chosen = (value,) if isinstance(value, str) else value
        return [f"{question.id}/{choice}" for choice in chosen]
    return ()


def read_answer(
    criteria: CriteriaSet, assessment: Assessment, key: str, text: str
) -> tuple[str, AnswerValue]:
    """Return the answer key and the exact value that a person's text means.

    Raises `Refused` for an unknown key and for a value that the question does not allow,
    also in view of what is already stored for the same question.
    """
    question = find_question(criteria, key)
    rules = RULES[question.type]
    value = rules.read(question, key, text)
    together = values_of(question, assessment.answers) | {key: value}
    refusal = rules.objection(question, together)
    if refusal is not None:
        raise Refused(refusal)
    return key, value


def find_question(criteria: CriteriaSet, key: str) -> Question:
    """Return the question of an answer key or question id; raises `Refused` for an unknown one."""
    question = question_named(criteria, key)
    if question is None:
        raise Refused(
            Message(
                N_('There is no question "{question}" in this criteria set.'), {"question": key}
            )
        )
    return question
