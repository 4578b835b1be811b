"""The way through the questions, and what an answer would make of its indicator.

The window asks here which questions there are to go through, in which order, which of them hang
on an answer, and what a number means before it is stored.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue, Assessment
from excellence_app.domain.conditions import comparisons_of
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.facts import fact_named
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.engine.amounts import read_amount
from excellence_app.engine.answering import QuestionState, read_answer, state_of, values_of
from excellence_app.engine.asking import MOST_CHARACTERS
from excellence_app.engine.expanding import Entries, cases_of, expanded, instances_in
from excellence_app.engine.indicators import Answers
from excellence_app.engine.question_types import RULES
from excellence_app.language import conditions, sentences
from excellence_app.language.answers import question_title, values_in
from excellence_app.language.catalogues import Words
from excellence_app.language.weekdays import day_as_typed, day_in_words
from excellence_app.session.edit import Edit
from excellence_app.session.edits import answer, clear_answer, not_applicable
from excellence_app.session.evidence import without_empty
from excellence_app.session.named import question_named
from excellence_app.session.question_places import section_of
from excellence_app.session.showing import Shown

LONGEST_TEXT = MOST_CHARACTERS  # of one answer
_MOST_PLACES = 9  # decimals that can be typed
_THOUSAND = 3  # three decimals read like thousands, so a nought is added


def questions_in_order(shown: Shown) -> tuple[str, ...]:
    """Return the ids of all questions that are asked, or may yet be, in the order of the set."""
    every, conditional = _order(shown.criteria)
    if not conditional and not cases_of(shown.criteria):
        return every
    return _asked_in(shown.criteria, _Same(shown.assessment))


class _Same:
    """Something that never changes, known by being itself; so what is made of it can be kept."""

    def __init__(self, what: Assessment) -> None:
        self.what = what

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.what is self.what

    def __hash__(self) -> int:
        return id(self.what)


@lru_cache(maxsize=2)  # a page asks several times between two changes
def _asked_in(criteria: CriteriaSet, same: _Same) -> tuple[str, ...]:
    assessment = same.what
    answers = Answers(criteria, assessment.answers, facts=assessment.profile.facts)
    questions = expanded(criteria, assessment.answers)
    return tuple(one.id for one in questions if answers.asked(one) is not False)


@lru_cache(maxsize=8)
def _order(criteria: CriteriaSet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of all questions, and of those that are not always asked."""
    conditional = tuple(q.id for q in criteria.questions if criteria.conditions_of(q))
    return tuple(q.id for q in criteria.questions), conditional


def question_beside(shown: Shown, question_id: str, step: int) -> str:
    """Return the question one step on (1) or back (-1) of those asked, empty at the ends.

    From a question that is not asked it leads to the nearest one that is.
    """
    order = questions_in_order(shown)
    every = [one.id for one in expanded(shown.criteria, shown.assessment.answers)]
    while question_id not in every:  # in a case that does not count, or is not there any more
        question_id = question_id.rpartition("[")[0]
    here = every.index(question_id)
    rest = every[here + 1 :] if step > 0 else every[:here][::-1]
    asked = frozenset(order)
    return next((one for one in rest if one in asked), "")


def open_elsewhere(shown: Shown, question_id: str) -> str:
    """Return the first question without an answer other than one, empty if there is none."""
    return next((one for one in shown.scorecard.unanswered if one != question_id), "")


def first_question_of(criteria: CriteriaSet, part: str) -> str:
    """Return the first question of a dimension or a section, empty if it has none."""
    for question in criteria.questions:
        indicator = criteria.indicator_of_question.get(question.id)
        if indicator is not None and indicator.dimension == part:
            return question.id
    sections = (one for one in criteria.sections if one.id == part)
    return next((one.questions[0].id for one in sections if one.questions), "")


def can_be_answered(question: Question) -> bool:
    """Return whether this version can take in answers to such a question."""
    return question.type in RULES


def why_not_asked(shown: Shown, question: Question) -> str:
    """Return the condition that is not met as a phrase, empty if the question is asked."""
    if not shown.criteria.conditions_of(question):
        return ""
    answers = Answers(
        shown.criteria, shown.assessment.answers, facts=shown.assessment.profile.facts
    )
    if answers.asked(question) is not False:
        return ""
    missed = [
        condition
        for condition in shown.criteria.conditions_of(question)
        if answers.holds(condition, question.id) is False
    ]
    said = [conditions.condition(shown.words, shown.criteria, one) for one in missed]
    return shown.words.listing(said)


def threshold_level(shown: Shown, question: Question) -> int | None:
    """Return the level from which on the label's threshold is met, also while nothing counts.

    None where the label asks nothing, where several questions make up the indicator, and where
    no level of it brings the points that are asked for.
    """
    indicator = shown.criteria.indicator_of_question.get(question.id)
    if indicator is None or shown.target is None or len(indicator.questions) > 1:
        return None
    label = shown.target.id
    own = shown.assessment.adjustment_for(indicator.id, label)
    asked = own or indicator.threshold_for(label)
    if asked is None or not indicator.levels:
        return None
    if asked.level is not None:
        return asked.level if asked.level < len(indicator.levels) else None
    points = asked.points
    found = (one.number for one in indicator.levels if points is None or one.points >= points)
    return next(found, None)


class FollowUp(NamedTuple):
    """A question that is asked, or not, because of the answer to another.

    `answered` is what is stored for it, empty if nothing; it is kept also while not asked.
    """

    question: str
    text: str
    asked: bool
    answered: str


def follow_ups(shown: Shown, question_id: str) -> tuple[FollowUp, ...]:
    """Return the questions that hang on the answer to one, in the order of the set."""
    found = _following(shown.criteria, question_id)
    if not found:
        return ()
    answers = Answers(
        shown.criteria, shown.assessment.answers, facts=shown.assessment.profile.facts
    )
    return tuple(
        FollowUp(
            question=one.id,
            text=_title(shown, one),
            asked=answers.asked(one) is not False,
            answered=_stored(shown, one),
        )
        for one in found
    )


def _title(shown: Shown, question: Question) -> str:
    """Return what is asked; of cases their common title without numbers and names."""
    if not question.questions:
        return question.text
    return question_title(shown.words, shown.criteria, question, {})


def _following(criteria: CriteriaSet, question_id: str) -> tuple[Question, ...]:
    """Return the questions that hang on one; inside a case those of the same case."""
    around, is_inside, _ = question_id.rpartition("]/")
    whole = question_named(criteria, f"{around}]") if is_inside else None
    if whole is None or not whole.questions:
        return _followers(criteria).get(question_id, ())
    beside = instances_in(criteria, whole, around.rpartition("[")[2]).values()
    return tuple(
        one
        for one in beside
        if one.when is not None
        and any(
            comparison.subject == question_id or comparison.subject.startswith(f"{question_id}/")
            for comparison in comparisons_of(one.when)
            if not comparison.of_level
        )
    )


@lru_cache(maxsize=8)
def _followers(criteria: CriteriaSet) -> Mapping[str, tuple[Question, ...]]:
    found: dict[str, dict[str, Question]] = {}
    for question in criteria.questions:
        if question.when is None:
            continue
        for comparison in comparisons_of(question.when):
            if not comparison.of_level and not fact_named(comparison.subject):
                asked_before = criteria.question_of(comparison.subject).id
                found.setdefault(asked_before, {})[question.id] = question
    return {one: tuple(questions.values()) for one, questions in found.items()}


def _stored(shown: Shown, question: Question) -> str:
    answers = shown.assessment.answers
    state = state_of(question, answers, Entries(answers) if question.questions else None)
    if state in {QuestionState.UNANSWERED, QuestionState.INCOMPLETE}:
        return ""
    return sentences.answer(shown.words, question, answers)


# what is typed, before it is stored


class Tried(NamedTuple):
    """What typed texts would be as an answer.

    `refused` has for each key that cannot be stored why; `sentence` says what the answer comes
    to, `level` on which level of the indicator, none while that is open. Where something is
    refused, both are about the answer that is stored, and `sentence` says so.
    """

    refused: Mapping[str, str]
    sentence: str
    level: int | None


def try_answer(
    shown: Shown, assessment: Assessment, question: Question, texts: Mapping[str, str]
) -> Tried:
    """Return what the texts typed for the keys of a question would come to; stores nothing."""
    words, criteria = shown.words, shown.criteria
    answers: dict[str, Answer] = dict(assessment.answers)
    for key in question.keys:
        answers.pop(key, None)
    own = answers.get(question.id)
    if own is not None and own.status is not AnswerStatus.UNANSWERED:
        answers[question.id] = replace(own, value=None, status=AnswerStatus.UNANSWERED)
    refused: dict[str, str] = {}
    for key in question.keys:
        text = texts.get(key, "").strip()
        if text:
            try:
                _, value = read_answer(criteria, replace(assessment, answers=answers), key, text)
            except Refused as refusal:
                refused[key] = words.say(_plainer(question, text, refusal.message))
            else:
                answers[key] = Answer(value=value)
    if refused:
        return Tried(refused, *_still_stored(shown, assessment, question))
    return Tried(refused, *_comes_to(shown, question, answers))


def _still_stored(
    shown: Shown, assessment: Assessment, question: Question
) -> tuple[str, int | None]:
    """Return what is stored while something else is typed that cannot be, and its level."""
    values = values_of(question, assessment.answers)
    if len(values) < len(question.keys):
        return shown.words.text("What is typed is not saved."), None
    said, level = _comes_to(shown, question, assessment.answers)
    said = said or sentences.answer(shown.words, question, assessment.answers)
    return shown.words.text(
        "What is typed is not saved. Still saved: {answer}", answer=said
    ), level


def _plainer(question: Question, text: str, message: Message) -> Message:
    """Return a refusal as it stands beside the field: what to enter, without the number."""
    if question.type is not QuestionType.NUMBER:
        return message
    try:
        value = read_amount(text)
    except Refused:
        return message
    least, most = question.least, question.most
    if question.whole and value.denominator != 1:
        return Message(N_("Enter a whole number."))
    if least is not None and most is not None:
        return Message(
            N_("Enter a number from {least} to {most}."), {"least": least, "most": most}
        )
    if least is not None:
        return Message(N_("Enter a number of at least {least}."), {"least": least})
    if most is not None:
        return Message(N_("Enter a number of at most {most}."), {"most": most})
    return message


def _comes_to(
    shown: Shown, question: Question, answers: Mapping[str, Answer]
) -> tuple[str, int | None]:
    if any(key not in answers for key in question.keys):
        return "", None
    words, criteria = shown.words, shown.criteria
    values: dict[str, AnswerValue | None] = {key: answers[key].value for key in question.keys}
    said = sentences.answer_value(words, question, values)
    if question.type is QuestionType.SHARE:
        part, whole = (values[key] for key in question.keys)
        if not whole:
            return words.text("Of 0 there is no share."), None
        if isinstance(part, Fraction) and isinstance(whole, Fraction):
            said = words.percent(part / whole)
    day = values[question.id] if question.type is QuestionType.DATE else None
    if isinstance(day, date):
        return day_in_words(words, day), None
    indicator = criteria.indicator_of_question.get(question.id)
    if indicator is None or not indicator.levels:
        return said if question.type is QuestionType.SHARE else "", None
    facts = shown.assessment.profile.facts
    score = Answers(criteria, answers, facts=facts).score_of(indicator.id)
    if score.lowest_level is None or score.lowest_level != score.highest_level:
        return said if question.type is QuestionType.SHARE else "", None
    level = score.lowest_level
    in_short = question.type in {QuestionType.SHARE, QuestionType.NUMBER}
    if len(indicator.questions) == 1 and in_short:
        return words.text("{answer} is level {level}", answer=said, level=level), level
    return words.text(
        "With this answer {indicator} is on level {level}", indicator=indicator.id, level=level
    ), level


def enter(
    criteria: CriteriaSet, assessment: Assessment, question_id: str, texts: Mapping[str, str]
) -> Edit:
    """Answer a question with texts for all of its keys at once; a key without text is cleared.

    One step, so that part and whole of a share may both become larger. With the whole answer
    goes the mark to come back later. Raises `Refused`.
    """
    question = question_named(criteria, question_id)
    steps = [clear_answer(criteria, assessment, question.id)]
    so_far = steps[0].apply(assessment)
    for key in question.keys:
        if texts.get(key, "").strip():
            steps.append(answer(criteria, so_far, key, texts[key]))
            so_far = steps[-1].apply(so_far)

    whole = len(steps) > len(question.keys)

    def change(before: Assessment) -> Assessment:
        for step in steps:
            before = step.apply(before)
        return _unmarked(before, question) if whole else before

    kind = "answer" if len(steps) > 1 else "clear"
    return Edit(kind, question.id, change, f"answer {question.id}")


def store_part(criteria: CriteriaSet, assessment: Assessment, key: str, text: str) -> Edit:
    """Write a comment or a cell; an empty text takes it away. Raises `Refused`.

    What is wrong with it is said without the name of the question, for beside the field.
    """
    if not text.strip():
        stored = assessment.answers.get(key)
        if stored is None or stored.value is None:
            return Edit("clear", key, lambda before: before)
        return clear_answer(criteria, assessment, key)
    try:
        return answer(criteria, assessment, key, text)
    except Refused as refusal:
        question = question_named(criteria, key)
        raise Refused(_plainer(question, text, refusal.message)) from refusal


def does_not_apply(
    criteria: CriteriaSet, assessment: Assessment, question_id: str, reason: str
) -> Edit:
    """Set a question aside with a reason; nobody need come back to it later. Raises `Refused`."""
    question = question_named(criteria, question_id)
    made = not_applicable(criteria, assessment, question.id, reason)
    return replace(made, change=lambda before: _unmarked(made.apply(before), question))


def _unmarked(assessment: Assessment, question: Question) -> Assessment:
    """Return an assessment in which a question is not marked for later."""
    answers = dict(assessment.answers)
    for key in {question.id, *question.keys}:
        stored = answers.get(key)
        if stored is not None and stored.later:
            answers[key] = replace(stored, later=False)
    return replace(assessment, answers=without_empty(answers))


def text_of(words: Words, value: AnswerValue) -> str:
    """Return the text that means a stored value when it is typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Fraction):
        return as_typed(words, Fraction(value))
    if isinstance(value, date):
        return day_as_typed(words, value)
    return "\n".join(value) if isinstance(value, tuple) else value


def values_kept(question: Question, assessment: Assessment) -> Mapping[str, AnswerValue]:
    """Return all values that go with a question, by answer key.

    Among them are comments that are not used, and the rows of a table with their cells.
    """
    found = {
        key: value
        for key, value in values_in(question, assessment.answers).items()
        if value is not None and key != question.repeat  # that is another question's
    }
    if question.columns:
        start = f"{question.id}["
        for key, one in assessment.answers.items():
            if (
                key.startswith(start)
                and one.status is AnswerStatus.ANSWERED
                and one.value is not None
            ):
                found[key] = one.value
    return found


def values_stored(question: Question, assessment: Assessment) -> Mapping[str, AnswerValue]:
    """Return the values that are stored for a question, by answer key."""
    return values_of(question, assessment.answers)


class Position(NamedTuple):
    """Where a question stands among those that are asked and apply; `number` 0: not among them.

    What is set aside with "does not apply" is counted nowhere, as in the sidebar and the
    headline.
    """

    number: int
    among: int


def position_of(shown: Shown, question_id: str) -> Position:
    """Return where a question stands among all that count.

    In a survey it is the place in its section, in a case that in the case.
    """
    aside = set(shown.scorecard.not_applicable)
    counted = [one for one in questions_in_order(shown) if one not in aside]
    if not shown.criteria.scored:
        beside = _beside(shown.criteria, question_id)
        counted = [one for one in counted if beside(one)]
    number = counted.index(question_id) + 1 if question_id in counted else 0
    return Position(number, len(counted))


def _beside(criteria: CriteriaSet, question_id: str) -> Callable[[str], bool]:
    """Return what tells whether a question lies in the same case, else in the same section."""
    around, is_inside, _ = question_id.rpartition("]/")
    if is_inside:
        start = f"{around}]/"
        return lambda other: other.startswith(start) and "[" not in other[len(start) :]
    question = question_named(criteria, question_id)
    section = section_of(criteria, question)
    known = {one.id for one in section.questions} if section is not None else {question.id}
    return known.__contains__


def as_typed(words: Words, value: Fraction) -> str:
    """Return a number as it can be typed: no thousands marks, the language's decimal mark."""
    places = next((n for n in range(_MOST_PLACES) if (value * 10**n).denominator == 1), None)
    places = _MOST_PLACES if places is None else places
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    if not places:
        return sign + digits
    mark = words.number(Fraction(1, 2), 1)[1]
    nought = "0" if places == _THOUSAND else ""
    return f"{sign}{digits[:-places]}{mark}{digits[-places:]}{nought}"
