"""How far each question of a document is, worked out once for everything that a report prints."""

from dataclasses import replace

from excellence_app.domain.assessment import Answer, Assessment
from excellence_app.domain.conditions import Condition
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.engine.answering import QuestionState, state_of, what_is_missing
from excellence_app.engine.expanding import Entries, instances_in, with_all_cases
from excellence_app.engine.indicators import Answers
from excellence_app.reports.stands import Stand


def stands_of(criteria: CriteriaSet, assessment: Assessment) -> dict[str, Stand]:
    """Return how far each question is, by its id, with those of all cases that are there.

    They are counted as `ScoreCard.asked` and `ScoreCard.answered` count.
    """
    return _Stands(criteria, assessment).all()


class _Stands:
    def __init__(self, criteria: CriteriaSet, assessment: Assessment) -> None:
        self._criteria, self._stored = criteria, assessment.answers
        self._ranked = Entries(assessment.answers)
        self._facts = assessment.profile.facts
        self._answers = Answers(criteria, assessment.answers, facts=self._facts)
        self._if_all_counted: dict[str, Answer] | None = None

    def all(self) -> dict[str, Stand]:
        found = {}
        for question in self._criteria.questions:
            found[question.id] = stand = self._stand(question)
            if question.type is not QuestionType.CASES:
                continue
            for entry in self._ranked.of(question):
                counts = stand.asked and entry.used
                for one in instances_in(self._criteria, question, entry.key).values():
                    found[one.id] = self._stand(one) if counts else self._kept(question, one)
        return found

    def _kept(self, cases: Question, question: Question) -> Stand:
        """Return that a question in a kept case is not used, and why not if the case counted."""
        if question.when is None:
            return _NOT_USED
        if self._if_all_counted is None:
            self._if_all_counted = with_all_cases(self._criteria, self._stored)
        answers = Answers(self._criteria, self._if_all_counted, facts=self._facts)
        if answers.asked(cases) is False or answers.asked(question) is not False:
            return _NOT_USED
        return replace(_NOT_USED, missed=(question.when,))

    def _stand(self, question: Question) -> Stand:
        conditions = self._conditions(question)
        if conditions and self._answers.asked(question) is False:
            holds = self._answers.holds
            missed = tuple(one for one in conditions if holds(one, question.id) is False)
            return Stand(asked=False, counts=False, missed=missed)
        state = state_of(question, self._stored, self._ranked)
        incomplete = state is QuestionState.INCOMPLETE
        lacks = what_is_missing(question, self._stored, self._ranked) if incomplete else None
        optional = state is QuestionState.UNANSWERED and not question.required
        counts = not optional and state is not QuestionState.NOT_APPLICABLE
        return Stand(counts=counts, answered=state is QuestionState.ANSWERED, lacks=lacks)

    def _conditions(self, question: Question) -> tuple[Condition, ...]:
        if question.when is None and "]/" in question.id:  # what holds for the case was seen to
            return ()
        return self._criteria.conditions_of(question)


_NOT_USED = Stand(asked=False, counts=False)
