"""Answers as lines for a spreadsheet: one for each value, each with the words of the question."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from excellence_app.domain.assessment import Answer, AnswerStatus, Assessment
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import Entries, entry_key, instances_in
from excellence_app.domain.messages import N_
from excellence_app.language import sentences
from excellence_app.language.answers import title_of_entry, values_in
from excellence_app.language.catalogues import Words, rounded
from excellence_app.session.answer_states import AnswerState, AnswerStates

_STATES = {
    AnswerState.ANSWERED: N_("Answered"),
    AnswerState.INCOMPLETE: N_("Incomplete"),
    AnswerState.UNSOUND: N_("Not valid"),
    AnswerState.UNANSWERED: N_("Not answered"),
    AnswerState.UNKNOWN: N_("Unknown"),
    AnswerState.NOT_APPLICABLE: N_("Does not apply"),
    AnswerState.NOT_USED: N_("Not used"),
    AnswerState.NOT_ASKED: N_("Not asked"),
}


def answer_rows(words: Words, criteria: CriteriaSet, assessment: Assessment) -> list[list[str]]:
    """Return a heading and the answers: a row for each value, choice, entry of a list and cell."""
    head = [
        words.text("Key"),
        words.text("Part"),
        words.text("Case or row"),
        words.text("Question"),
        words.text("Answer"),
        words.text("Text"),
        words.text("State"),
        words.text("Note"),
    ]
    dimensions = {one.id: f"{one.id} {one.title}" for one in criteria.dimensions}
    parts = [(dimensions[one.dimension], one.questions) for one in criteria.indicators]
    parts += [(f"{one.id} {one.title}", one.questions) for one in criteria.sections]
    table = _Table(words, criteria, assessment)
    return [head, *(row for part, asked in parts for row in table.rows(part, "", asked))]


class _Table:
    def __init__(self, words: Words, criteria: CriteriaSet, assessment: Assessment) -> None:
        self._words, self._criteria = words, criteria
        self._answers = assessment.answers
        self._ranked = Entries(assessment.answers)
        self._states = AnswerStates(criteria, assessment)

    def rows(self, part: str, entry: str, asked: Sequence[Question]) -> Iterator[list[str]]:
        for question in asked:
            if question.questions or question.columns:
                yield from self._entries(part, question)
            else:
                own = self._own(question)
                state = self._words.text(_STATES[self._states.of(question)])
                note = own.note if own else ""
                for answer, text in self._values(question):
                    yield [question.id, part, entry, question.text, answer, text, state, note]

    def _entries(self, part: str, question: Question) -> Iterator[list[str]]:
        for place, one in enumerate(self._ranked.of(question), 1):
            title = title_of_entry(
                self._words, self._criteria, question, one.key, place, self._answers
            )
            if not one.used:
                title = self._words.text("{case} (not used)", case=title)
            inside = instances_in(self._criteria, question, one.key).values()
            if inside:
                yield from self.rows(part, title, tuple(inside))
            else:
                yield [entry_key(question.id, one.key), part, title, *("" for _ in range(5))]

    def _own(self, question: Question) -> Answer | None:
        keys = (question.id, *question.keys)
        return next((self._answers[key] for key in keys if key in self._answers), None)

    def _values(self, question: Question) -> Iterator[tuple[str, str]]:
        """Yield what was answered, with what was written about it; nothing as an empty one."""
        values = values_in(question, self._answers)
        value = values.get(question.id)
        own = self._own(question)
        if own is not None and own.status is AnswerStatus.NOT_APPLICABLE:
            yield "", own.justification
        elif question.type in {QuestionType.CHOICE, QuestionType.CHOICES} and value:
            titles = {one.id: one.title for one in question.choices}
            for chosen in (value,) if isinstance(value, str) else self._several(value):
                comment = values.get(f"{question.id}/{chosen}")
                yield titles.get(chosen, chosen), str(comment or "")
        elif isinstance(value, tuple):
            for entry in value or ("",):
                yield entry, ""
        elif question.type is QuestionType.TEXT:
            yield str(value or ""), ""
        elif question.type is QuestionType.NUMBER and isinstance(value, Fraction):
            yield str(rounded(value, 4)), ""
        elif isinstance(value, date):
            yield value.isoformat(), ""
        else:
            yield sentences.answer_value(self._words, question, values), ""

    @staticmethod
    def _several(value: object) -> tuple[str, ...]:
        return value if isinstance(value, tuple) else ()
