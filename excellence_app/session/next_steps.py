"""What to do next: open questions, what was marked for later, largest gaps, overdue actions."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import NamedTuple

from excellence_app.domain.assessment import AnswerStatus, PlannedAction
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.levels import Verdict
from excellence_app.domain.planned import action_title
from excellence_app.domain.results import Gap
from excellence_app.engine.answering import what_is_missing
from excellence_app.engine.expanding import Entries, expanded
from excellence_app.language import sentences
from excellence_app.language.answers import question_title
from excellence_app.session.showing import Shown

MOST = 5  # steps in all


class StepKind(Enum):
    """Why something is to be done."""

    OVERDUE = "overdue"
    OPEN = "open"
    LATER = "later"
    GAPS = "gaps"


class NextStep(NamedTuple):
    """One thing to do, at a question; `indicator` is its number, empty if it has none."""

    question: str
    indicator: str
    title: str
    detail: str


class StepGroup(NamedTuple):
    """Things to do for the same reason."""

    kind: StepKind
    title: str
    steps: tuple[NextStep, ...]


def next_steps(shown: Shown, today: date) -> tuple[StepGroup, ...]:
    """Return at most `MOST` things to do in groups; each kind gets its share of the room."""
    words = shown.words
    sources = [
        (StepKind.OVERDUE, words.text("Overdue"), _overdue_steps(shown, today)),
        (StepKind.OPEN, words.text("Not answered yet"), _open_steps(shown)),
        (StepKind.LATER, words.text("Marked for later"), _later_steps(shown)),
        (StepKind.GAPS, words.text("Largest gaps"), _gap_steps(shown)),
    ]
    found: dict[StepKind, list[NextStep]] = {kind: [] for kind, _, _ in sources}
    room, left = MOST, list(sources)
    while room and left:
        for source in tuple(left):
            kind, _, steps = source
            step = next(steps, None)
            if step is None:
                left.remove(source)
            elif room:
                found[kind].append(step)
                room -= 1
    return tuple(
        StepGroup(kind, title, tuple(found[kind])) for kind, title, _ in sources if found[kind]
    )


def next_open(shown: Shown, after: str = "") -> str:
    """Return the first open question after the question `after`, going round; empty if none is.

    Questions without an answer come first; where there are none, those marked as unknown.
    """
    card = shown.scorecard
    waiting = card.unanswered or card.unknown
    if not waiting:
        return ""
    every = expanded(shown.criteria, shown.assessment.answers)
    order = {question.id: n for n, question in enumerate(every)}
    last = order.get(after, -1)
    return next((one for one in waiting if order[one] > last), waiting[0])


def marked_later(shown: Shown) -> tuple[str, ...]:
    """Return the questions that a person has marked for later, in the order of the set."""
    marked = {key for key, answer in shown.assessment.answers.items() if answer.later}
    if not marked:
        return ()
    return tuple(
        question.id
        for question in expanded(shown.criteria, shown.assessment.answers)
        if not marked.isdisjoint((question.id, *question.keys))
    )


def _step(shown: Shown, question: Question, detail: str) -> NextStep:
    indicator = shown.criteria.indicator_of_question.get(question.id)
    if indicator is None:
        title = question_title(shown.words, shown.criteria, question, shown.assessment.answers)
        return NextStep(question.id, "", title, detail)
    return NextStep(question.id, indicator.id, indicator.title, detail)


def _open_steps(shown: Shown) -> Iterator[NextStep]:
    words, answers = shown.words, shown.assessment.answers
    known, ranked = shown.criteria.question_of, Entries(answers)
    later = set(marked_later(shown))
    for name in shown.scorecard.unanswered:
        if name not in later:  # it has its own group
            held = [answers[key] for key in known(name).keys if key in answers]
            begun = any(one.value is not None or one.note or one.evidence for one in held)
            lacks = what_is_missing(known(name), answers, ranked) if begun else None
            said = words.text("Begun") if begun else ""
            yield _step(shown, known(name), said if lacks is None else words.say(lacks))
    for name in shown.scorecard.unknown:
        if name not in later:
            yield _step(shown, known(name), words.text("Marked as unknown"))


def _later_steps(shown: Shown) -> Iterator[NextStep]:
    answers, words = shown.assessment.answers, shown.words
    for name in marked_later(shown):
        question = shown.criteria.question_of(name)
        held = [answers[key] for key in question.keys if key in answers]
        done = any(one.status is AnswerStatus.ANSWERED and one.value is not None for one in held)
        yield _step(shown, question, words.text("Answered") if done else words.text("Open"))


def _gap_steps(shown: Shown) -> Iterator[NextStep]:
    result, due = shown.target_result, _due_days(shown)
    for gap in result.gaps if result is not None else ():
        indicator = shown.criteria.indicator_by_id[gap.indicator]
        if gap.result.verdict is Verdict.MISSED:
            detail = _needed(shown, gap)
            day = due.get(gap.indicator)
            if day is not None:
                of_action = shown.words.text("Action due {day}", day=shown.words.short_day(day))
                detail = f"{detail}. {of_action}"
            first = shown.criteria.asked_for(indicator)[0]
            yield NextStep(first.id, indicator.id, indicator.title, detail)


def _due_days(shown: Shown) -> dict[str, date]:
    """Return for indicators the first day on which an action for them is due."""
    found: dict[str, date] = {}
    for planned in shown.assessment.roadmap:
        if planned.active and planned.due is not None:
            for indicator in _raised_by(shown.criteria, planned):
                found[indicator] = min(planned.due, found.get(indicator, planned.due))
    return found


def _needed(shown: Shown, gap: Gap) -> str:
    words, asked = shown.words, gap.result.threshold
    if asked.level is not None and gap.score.lowest_level is not None:
        return words.text(
            "Level {level}, needs {threshold}",
            level=sentences.level_range(words, gap.score),
            threshold=asked.level,
        )
    return words.text(
        "{points}, needs {threshold}",
        points=sentences.points_range(words, gap.score.lowest, gap.score.highest),
        threshold=sentences.threshold(words, asked),
    )


def _overdue_steps(shown: Shown, today: date) -> Iterator[NextStep]:
    words, criteria = shown.words, shown.criteria
    late = [(one.due, one) for one in shown.assessment.roadmap if one.active and one.due]
    for due, action in sorted(late, key=lambda one: one[0]):
        if due >= today:
            return
        name = next(iter(_raised_by(criteria, action)), "")
        indicator = criteria.indicator_by_id.get(name)
        question = criteria.asked_for(indicator)[0].id if indicator else ""
        detail = words.text("Due {day}", day=words.short_day(due))
        yield NextStep(question, name, action_title(criteria, action), detail)


def _raised_by(criteria: CriteriaSet, planned: PlannedAction) -> tuple[str, ...]:
    """Return the indicators that a planned action is meant to raise."""
    action = criteria.action_by_id.get(planned.action)
    of_set = (lift.indicator for lift in action.lifts) if action is not None else ()
    own = (planned.indicator,) if planned.indicator else ()
    return tuple(dict.fromkeys((*own, *of_set)))
