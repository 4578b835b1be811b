"""Check answers: what is not finished, as a list that leads there, and every answer in order."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from excellence_app.domain.assessment import AnswerStatus, EvidenceState
from excellence_app.domain.criteria import Question
from excellence_app.domain.levels import Verdict
from excellence_app.engine.answering import QuestionState, state_of, what_is_missing
from excellence_app.engine.expanding import Entries, expanded
from excellence_app.engine.indicators import Answers
from excellence_app.language import sentences
from excellence_app.language.answers import question_title, title_of_entry
from excellence_app.language.changes import shortened
from excellence_app.session.next_steps import marked_later
from excellence_app.session.section_progress import incomplete
from excellence_app.session.showing import Shown


class Lacking(Enum):
    """What is not finished."""

    DRAFT = "draft"  # something is typed that cannot be saved
    CONFLICT = "conflict"
    ANSWER = "answer"
    PART = "part"  # there is an answer, but a comment or a cell that it needs is missing
    CASE = "case"  # nothing is told of it yet
    KNOWLEDGE = "knowledge"  # marked as unknown
    REASON = "reason"  # it does not apply, and nobody says why
    LATER = "later"
    FILE = "file"
    NAME = "name"
    DAY = "day"


class Unfinished(NamedTuple):
    """One thing that is not finished, and the page and item where it can be.

    `number` is that of the question, empty for what is about none or lies in a case.
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
    words, card = shown.words, shown.scorecard
    ranked = Entries(shown.assessment.answers)
    conflicts = len(shown.assessment.conflicts)
    if conflicts:
        text = words.plural(
            "{count} place where people entered different things",
            "{count} places where people entered different things",
            conflicts,
        )
        yield Unfinished(Lacking.CONFLICT, "", text, words.text("Choose what counts"), "conflicts")
    named = tuple(_without_name_or_day(shown))
    if shown.criteria.scored:
        yield from named
    yield from _open_questions(shown, ranked)
    for name in card.unknown:
        yield _at_question(shown, ranked, Lacking.KNOWLEDGE, name, words.text("Marked as unknown"))
    for name in _without_reason(shown):
        text = words.text("Does not apply, without a reason")
        yield _at_question(shown, ranked, Lacking.REASON, name, text)
    for name in marked_later(shown):
        if name not in card.unanswered and name not in card.unknown:
            yield _at_question(shown, ranked, Lacking.LATER, name, words.text("Marked for later"))
    for item, title in missing.items():
        text = words.text("The file of this evidence cannot be found")
        yield Unfinished(Lacking.FILE, "", title, text, "evidence", item)
    if not shown.criteria.scored:  # there the answers say who answers
        yield from named


def _without_name_or_day(shown: Shown) -> Iterator[Unfinished]:
    words = shown.words
    if not shown.assessment.profile.name.strip():
        text = words.text("The cluster has no name yet")
        if not shown.criteria.scored:
            text = words.text("It is not said yet for whom this is answered")
        yield Unfinished(Lacking.NAME, "", text, "", "profile")
    if shown.assessment.dated is None:
        text = words.text("The assessment has no date yet")
        if not shown.criteria.scored:
            text = words.text("The questionnaire has no date yet")
        yield Unfinished(Lacking.DAY, "", text, "", "profile")


def _open_questions(shown: Shown, ranked: Entries) -> Iterator[Unfinished]:
    """Yield what has no answer; first, where nothing earns points, what lacks only a part.

    Of a case of which nothing is told yet there is one line and not one for each question.
    """
    waiting, untold = shown.scorecard.unanswered, _untold_cases(shown)
    begun: frozenset[str] = frozenset()
    if not shown.criteria.scored:
        begun = incomplete(shown, waiting)
        for name in waiting:
            if name in begun:
                text = _what_is_missing(shown, ranked, name)
                yield _at_question(shown, ranked, Lacking.PART, name, text)
    said: set[str] = set()
    for name in waiting:
        case = _case_of(name)
        if case in untold:
            if case not in said:
                said.add(case)
                yield _at_case(shown, ranked, case, untold[case])
        elif name not in begun:
            text = _what_is_missing(shown, ranked, name)
            yield _at_question(shown, ranked, Lacking.ANSWER, name, text)


def _case_of(name: str) -> str:
    """Return the key of the case in which a question lies, empty outside of cases."""
    start, is_inside, _ = name.partition("]/")
    return f"{start}]" if is_inside else ""


def _untold_cases(shown: Shown) -> dict[str, list[str]]:
    """Return the cases of which nothing is told yet, with those of their questions that wait."""
    waiting: dict[str, list[str]] = {}
    for name in shown.scorecard.unanswered:
        case = _case_of(name)
        if case:
            waiting.setdefault(case, []).append(name)
    told = {_case_of(key) for key in shown.assessment.answers if "]/" in key}
    return {case: names for case, names in waiting.items() if case not in told and len(names) > 1}


def _at_case(shown: Shown, ranked: Entries, case: str, names: list[str]) -> Unfinished:
    words = shown.words
    text = words.plural(
        "Not described yet, {count} question", "Not described yet, {count} questions", len(names)
    )
    return Unfinished(
        Lacking.CASE, "", _case_title(shown, ranked, case), text, "questions", names[0]
    )


def _case_title(shown: Shown, ranked: Entries, case: str) -> str:
    """Return the title of a case or a row, given by its key."""
    owner, _, entry = case[:-1].rpartition("[")
    question = shown.criteria.question_of(owner)
    return title_of_entry(
        shown.words,
        shown.criteria,
        question,
        entry,
        ranked.place(question, entry) or 0,
        shown.assessment.answers,
    )


def _at_question(
    shown: Shown, ranked: Entries, kind: Lacking, name: str, detail: str
) -> Unfinished:
    title = _title(shown, shown.criteria.question_of(name), ranked)
    number = "" if "[" in name else name
    return Unfinished(kind, number, title, detail, "questions", name)


def _without_reason(shown: Shown) -> Iterator[str]:
    """Yield the questions of which it is not said why they do not apply, as the set has them."""
    silent = {
        key
        for key, one in shown.assessment.answers.items()
        if one.status is AnswerStatus.NOT_APPLICABLE and not one.justification.strip()
    }
    if silent:
        for question in expanded(shown.criteria, shown.assessment.answers):
            if not silent.isdisjoint((question.id, *question.keys)):
                yield question.id


def _what_is_missing(shown: Shown, ranked: Entries, name: str) -> str:
    question, words = shown.criteria.question_of(name), shown.words
    missing = what_is_missing(question, shown.assessment.answers, ranked)
    return words.text("Not answered") if missing is None else words.say(missing)


def _title(shown: Shown, question: Question, ranked: Entries) -> str:
    """Return the name of an indicator with one question, else the question itself."""
    indicator = shown.criteria.indicator_of_question.get(question.id)
    if indicator is not None and len(indicator.questions) == 1:
        return indicator.title
    answers = shown.assessment.answers
    return shortened(question_title(shown.words, shown.criteria, question, answers, ranked))


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
    BEGUN = "begun"  # answered, but something that goes with it is missing
    ASIDE = "aside"
    PLAIN = "plain"  # there is no threshold


class AnswerRow(NamedTuple):
    """One question with its answer in words; `note` says what stands with it.

    `number` is empty in a case, under whose title the row stands.
    """

    question: str
    number: str
    title: str
    answer: str
    note: str
    standing: Standing
    standing_words: str
    later: bool


class AnswerGroup(NamedTuple):
    """The questions of a dimension, a section or a case; `answer_row` tells each."""

    key: str
    title: str
    questions: tuple[str, ...]


def answer_groups(shown: Shown) -> tuple[AnswerGroup, ...]:
    """Return the ids of all questions that are asked, in the order of the set.

    The cases of a section follow it, each with what is asked in it.
    """
    criteria, ranked = shown.criteria, Entries(shown.assessment.answers)
    answers = Answers(criteria, shown.assessment.answers, facts=shown.assessment.profile.facts)
    of_dimension: dict[str, list[Question]] = {one.id: [] for one in criteria.dimensions}
    for indicator in criteria.indicators:
        of_dimension[indicator.dimension] += indicator.questions
    parts = [
        *((one.id, one.title, of_dimension[one.id]) for one in criteria.dimensions),
        *((one.id, one.title, one.questions) for one in criteria.sections),
    ]
    found = []
    for key, title, questions in parts:
        asked, cases = [], dict[str, list[str]]()
        for question in questions:
            if criteria.conditions_of(question) and answers.asked(question) is False:
                continue
            asked.append(question.id)
            for one in answers.instances(question) if question.questions else ():
                if one.when is None or answers.asked(one) is not False:
                    cases.setdefault(_case_of(one.id), []).append(one.id)
        if asked:
            found.append(AnswerGroup(key, f"{key} {title}", tuple(asked)))
        for case, inside in cases.items():
            found.append(AnswerGroup(case, _case_title(shown, ranked, case), tuple(inside)))
    return tuple(found)


def answer_row(shown: Shown, question_id: str) -> AnswerRow:
    """Return a question with its answer; raises KeyError for an unknown one."""
    criteria, words, answers = shown.criteria, shown.words, shown.assessment.answers
    question = criteria.question_of(question_id)
    held = [answers[key] for key in question.keys if key in answers]
    own = answers.get(question_id)
    ranked = Entries(answers)
    state = state_of(question, answers, ranked)
    standing, standing_words = _standing(shown, question, state)
    note = "\n".join(one.note.strip() for one in held if one.note.strip())
    count = len({item for one in held for item in one.evidence})
    begun = standing is Standing.BEGUN
    parts = [
        _what_is_missing(shown, ranked, question_id) if begun else "",
        words.plural("{count} item of evidence", "{count} items of evidence", count)
        if count
        else "",
        " ".join(note.split()),  # whole: here it is read over once more
    ]
    in_case = "[" in question.id
    return AnswerRow(
        question.id,
        "" if in_case else question.id,
        shortened(question.text) if in_case else _title(shown, question, ranked),
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
    if state is QuestionState.INCOMPLETE:
        return Standing.BEGUN, words.text("Incomplete")
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
