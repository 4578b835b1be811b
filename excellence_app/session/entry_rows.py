"""The cases or rows of a question as lists show them, and what an answer still lacks."""

from typing import NamedTuple

from excellence_app.domain.criteria import Question
from excellence_app.domain.instances import Entries, entry_key, instances_in
from excellence_app.engine.answering import QuestionState, state_of, what_is_missing
from excellence_app.engine.indicators import Answers
from excellence_app.language.answers import title_of_entry
from excellence_app.session.showing import Shown


class EntryRow(NamedTuple):
    """One case or row: its answer key, its title, whether it counts, and how far it is.

    `open` is how many questions or cells in it lack something, `first` the id of the first of
    all of them that are asked.
    """

    key: str
    title: str
    used: bool
    open: int
    first: str


def entry_rows(shown: Shown, question: Question) -> tuple[EntryRow, ...]:
    """Return the cases or rows of a question in their order, also those that do not count."""
    assessment, criteria = shown.assessment, shown.criteria
    seen = Answers(criteria, assessment.answers, facts=assessment.profile.facts)
    rows = []
    for place, entry in enumerate(seen.entries(question), 1):
        inside = instances_in(criteria, question, entry.key).values()
        asked = [one for one in inside if not entry.used or seen.asked(one) is not False]
        rows.append(
            EntryRow(
                key=entry_key(question.id, entry.key),
                title=title_of_entry(
                    shown.words, criteria, question, entry.key, place, assessment.answers
                ),
                used=entry.used,
                open=sum(1 for one in asked if _lacks_something(one, seen.state(one))),
                first=asked[0].id if asked else "",
            )
        )
    return tuple(rows)


def _lacks_something(question: Question, state: QuestionState) -> bool:
    if state in {QuestionState.UNANSWERED, QuestionState.UNKNOWN}:
        return question.required
    return state in {QuestionState.INCOMPLETE, QuestionState.UNSOUND}


def missing(shown: Shown, question: Question) -> str:
    """Return in a sentence what an answer lacks that is there in part; empty otherwise."""
    answers = shown.assessment.answers
    found = what_is_missing(question, answers, Entries(answers))
    return "" if found is None else shown.words.say(found)


def is_incomplete(shown: Shown, question: Question) -> bool:
    """Return whether there is an answer that lacks something it needs."""
    return state_of(question, shown.assessment.answers) is QuestionState.INCOMPLETE
