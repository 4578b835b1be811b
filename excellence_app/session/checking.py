"""Check answers: what is not finished, as a list that leads there, and every answer in order."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from excellence_app.domain.assessment import AnswerStatus, EvidenceState
from excellence_app.domain.criteria import Question
from excellence_app.domain.levels import Verdict
from excellence_app.engine.answering import QuestionState, state_of
from excellence_app.engine.indicators import Answers
from excellence_app.language import sentences
from excellence_app.language.changes import shortened
from excellence_app.session.next_steps import marked_later
from excellence_app.session.showing import Shown


class Lacking(Enum):
    """What is not finished."""

    CONFLICT = "conflict"
    ANSWER = "answer"
    KNOWLEDGE = "knowledge"  # marked as unknown
    REASON = "reason"  # it does not apply, and nobody says why
    LATER = "later"
    FILE = "file"
    NAME = "name"
    DAY = "day"


class Unfinished(NamedTuple):
    """One thing that is not finished, and the page and item where it can be.

    `number` is that of the question, empty for what is about none.
    """

    kind: Lacking
    number: str
    title: str
    detail: str
    page: str
    item: str = ""


def unfinished(shown: Shown, missing: Mapping[str, str] | None = None) -> tuple[Unfinished, ...]:
    """Return everything that is not finished, what matters most first.

    `missing` are the titles of evidence whose files cannot be found, by its ids.
    """
    return tuple(_unfinished(shown, missing or {}))


def _unfinished(shown: Shown, missing: Mapping[str, str]) -> Iterator[Unfinished]:
    words, card, profile = shown.words, shown.scorecard, shown.assessment.profile
    conflicts = len(shown.assessment.conflicts)
    if conflicts:
        text = words.plural(
            "{count} place where people entered different things",
            "{count} places where people entered different things",
            conflicts,
        )
        yield Unfinished(Lacking.CONFLICT, "", text, words.text("Choose what counts"), "conflicts")
    if not profile.name.strip():
        text = words.text("The cluster has no name yet")
        yield Unfinished(Lacking.NAME, "", text, "", "profile")
    if shown.assessment.dated is None:
        text = words.text("The assessment has no date yet")
        yield Unfinished(Lacking.DAY, "", text, "", "profile")
    for name in card.unanswered:
        yield _at_question(shown, Lacking.ANSWER, name, words.text("Not answered"))
    for name in card.unknown:
        yield _at_question(shown, Lacking.KNOWLEDGE, name, words.text("Marked as unknown"))
    for name in _without_reason(shown):
        text = words.text("Does not apply, without a reason")
        yield _at_question(shown, Lacking.REASON, name, text)
    for name in marked_later(shown):
        if name not in card.unanswered and name not in card.unknown:
            yield _at_question(shown, Lacking.LATER, name, words.text("Marked for later"))
    for item, title in missing.items():
        text = words.text("The file of this evidence cannot be found")
        yield Unfinished(Lacking.FILE, "", title, text, "evidence", item)


def _at_question(shown: Shown, kind: Lacking, name: str, detail: str) -> Unfinished:
    title = _title(shown, shown.criteria.question_by_id[name])
    return Unfinished(kind, name, title, detail, "questions", name)


def _without_reason(shown: Shown) -> Iterator[str]:
    """Yield the questions of which it is not said why they do not apply, as the set has them."""
    silent = {
        key
        for key, one in shown.assessment.answers.items()
        if one.status is AnswerStatus.NOT_APPLICABLE and not one.justification.strip()
    }
    if silent:
        for question in shown.criteria.questions:
            if not silent.isdisjoint((question.id, *question.keys)):
                yield question.id


def _title(shown: Shown, question: Question) -> str:
    """Return the name of an indicator with one question, else the question itself."""
    indicator = shown.criteria.indicator_of_question.get(question.id)
    if indicator is not None and len(indicator.questions) == 1:
        return indicator.title
    return shortened(question.text)


# for the report


def report_warnings(shown: Shown) -> tuple[str, ...]:
    """Return in sentences what a report made now would lack; none of them forbids one."""
    return tuple(_report_warnings(shown))


def _report_warnings(shown: Shown) -> Iterator[str]:
    words, card = shown.words, shown.scorecard
    count = len(card.unanswered) + len(card.unknown)
    if count:
        yield words.plural(
            "{count} question has no answer. The report says so.",
            "{count} questions have no answer. The report says so.",
            count,
        )
    if not shown.assessment.profile.name.strip():
        yield words.text("The cluster has no name yet.")
    if shown.assessment.dated is None:
        yield words.text("The assessment has no date yet.")
    conflicts = len(shown.assessment.conflicts)
    if conflicts:
        yield words.plural(
            "In {count} place people entered different things; the first entry counts.",
            "In {count} places people entered different things; the first entry counts.",
            conflicts,
        )
    promised = sum(
        1 for item in shown.assessment.evidence.values() if item.state is EvidenceState.PROMISED
    )
    if promised:
        yield words.plural(
            "{count} item of evidence is only promised.",
            "{count} items of evidence are only promised.",
            promised,
        )


# every answer


class Standing(Enum):
    """How an answer stands, as its row shows it."""

    MET = "met"
    SHORT = "short"
    OPEN = "open"
    ASIDE = "aside"
    PLAIN = "plain"  # there is no threshold


class AnswerRow(NamedTuple):
    """One question with its answer in words; `note` says what stands with it."""

    question: str
    title: str
    answer: str
    note: str
    standing: Standing
    standing_words: str
    later: bool


class AnswerGroup(NamedTuple):
    """The questions of a dimension, or of a section of a survey; `answer_row` tells each."""

    key: str
    title: str
    questions: tuple[str, ...]


def answer_groups(shown: Shown) -> tuple[AnswerGroup, ...]:
    """Return the ids of all questions that are asked, in the order of the set."""
    criteria = shown.criteria
    answers = Answers(criteria, shown.assessment.answers)
    of_dimension: dict[str, list[Question]] = {one.id: [] for one in criteria.dimensions}
    for indicator in criteria.indicators:
        of_dimension[indicator.dimension] += indicator.questions
    parts = [
        *((one.id, one.title, of_dimension[one.id]) for one in criteria.dimensions),
        *((one.id, one.title, one.questions) for one in criteria.sections),
    ]
    found = []
    for key, title, questions in parts:
        asked = [
            one.id
            for one in questions
            if not criteria.conditions_of(one) or answers.asked(one) is not False
        ]
        if asked:
            found.append(AnswerGroup(key, f"{key} {title}", tuple(asked)))
    return tuple(found)


def answer_row(shown: Shown, question_id: str) -> AnswerRow:
    """Return a question with its answer; raises KeyError for an unknown one."""
    words, answers = shown.words, shown.assessment.answers
    question = shown.criteria.question_by_id[question_id]
    held = [answers[key] for key in question.keys if key in answers]
    own = answers.get(question_id)
    state = state_of(question, answers)
    standing, standing_words = _standing(shown, question, state)
    note = "\n".join(one.note.strip() for one in held if one.note.strip())
    count = len({item for one in held for item in one.evidence})
    parts = [
        shortened(note),
        words.plural("{count} item of evidence", "{count} items of evidence", count)
        if count
        else "",
    ]
    return AnswerRow(
        question.id,
        _title(shown, question),
        sentences.answer(words, question, answers),
        " · ".join(part for part in parts if part),
        standing,
        standing_words,
        any(one.later for one in held) or (own is not None and own.later),
    )


def _standing(shown: Shown, question: Question, state: QuestionState) -> tuple[Standing, str]:
    words = shown.words
    if state is QuestionState.UNANSWERED:
        return Standing.OPEN, words.text("Not answered")
    if state is QuestionState.UNKNOWN:
        return Standing.OPEN, words.text("Unknown")
    if state is QuestionState.NOT_APPLICABLE:
        return Standing.ASIDE, words.text("Does not apply")
    indicator = shown.criteria.indicator_of_question.get(question.id)
    asked = shown.thresholds.get(indicator.id) if indicator is not None else None
    if asked is None or asked.verdict is Verdict.OPEN:
        return Standing.PLAIN, ""
    if asked.verdict is Verdict.MET:
        return Standing.MET, words.text("Met")
    return Standing.SHORT, sentences.distance(words, asked)
