"""How far the sections of a questionnaire are, and the cases that stand below them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType, Section
from excellence_app.engine.answering import QuestionState, state_of
from excellence_app.engine.expanding import Entries, entry_key, entry_title
from excellence_app.engine.indicators import Answers
from excellence_app.language.answers import title_of_entry
from excellence_app.session.showing import Shown

_ASIDE = frozenset({QuestionState.NOT_APPLICABLE})


class CaseProgress(NamedTuple):
    """A case that counts: how many of its questions count, and how many have their answers.

    `first` is the first question in it that is open, else its first one.
    """

    key: str
    title: str
    done: int
    whole: int
    first: str


class CasesProgress(NamedTuple):
    """The cases of a question; `name` is their common title, such as "Cooperation case"."""

    question: str
    name: str
    cases: tuple[CaseProgress, ...]
    may_add: bool


class SectionProgress(NamedTuple):
    """A section with the questions of its cases, counted as the whole questionnaire counts.

    An optional question counts once it is answered. `first` is the first question that is open,
    else the first one; empty if nothing of the section is asked.
    """

    key: str
    title: str
    done: int
    whole: int
    first: str
    cases: tuple[CasesProgress, ...]


def counts(question: Question, state: QuestionState) -> bool:
    """Tell whether a question that is asked counts: an optional one once it is answered."""
    return state not in _ASIDE and (state is not QuestionState.UNANSWERED or question.required)


class _Tally:
    """Counts questions as `ScoreCard.asked` and `ScoreCard.answered` do."""

    def __init__(self) -> None:
        self.done = self.whole = 0
        self.first_open = self.first = ""

    def add(self, question: Question, state: QuestionState) -> None:
        self.first = self.first or question.id
        if not counts(question, state):
            return
        self.whole += 1
        if state is QuestionState.ANSWERED:
            self.done += 1
        elif not self.first_open:
            self.first_open = question.id

    def take(self, other: "_Tally") -> None:
        self.done, self.whole = self.done + other.done, self.whole + other.whole
        self.first_open = self.first_open or other.first_open

    @property
    def lead(self) -> str:
        return self.first_open or self.first


def sections(shown: Shown) -> tuple[SectionProgress, ...]:
    """Return how far each section is, in the order of the set."""
    return _Sections(shown).all()


class _Sections:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._stored = shown.assessment.answers
        self._ranked = Entries(self._stored)
        self._answers = Answers(shown.criteria, self._stored, facts=shown.assessment.profile.facts)

    def all(self) -> tuple[SectionProgress, ...]:
        return tuple(self._section(one) for one in self._shown.criteria.sections)

    def _section(self, section: Section) -> SectionProgress:
        own, found = _Tally(), []
        for question in section.questions:
            asked = self._answers.asked(question)
            if asked is False:
                continue
            own.add(question, state_of(question, self._stored, self._ranked))
            if question.type is QuestionType.CASES:
                cases = []
                for case, tally in self._cases(question):
                    own.take(tally)
                    cases.append(case)
                name = entry_title(question.text, None, lambda _: "") or question.id
                may_add = asked is True and self._has_room(question, len(cases))
                found.append(CasesProgress(question.id, name, tuple(cases), may_add))
        return SectionProgress(
            section.id, section.title, own.done, own.whole, own.lead, tuple(found)
        )

    def _cases(self, question: Question) -> Iterator[tuple[CaseProgress, _Tally]]:
        asked = self._by_case(self._answers.instances(question))
        for place, entry in enumerate(self._ranked.of(question), 1):
            key = entry_key(question.id, entry.key)
            if not entry.used:
                continue
            tally = _Tally()
            for one in asked.get(key, ()):
                tally.add(one, state_of(one, self._stored, self._ranked))
            title = title_of_entry(
                self._shown.words, self._shown.criteria, question, entry.key, place, self._stored
            )
            yield CaseProgress(key, title, tally.done, tally.whole, tally.lead), tally

    def _by_case(self, questions: Iterable[Question]) -> dict[str, list[Question]]:
        found: dict[str, list[Question]] = {}
        for one in questions:
            if one.when is None or self._answers.asked(one) is not False:
                found.setdefault(one.id[: one.id.index("]") + 1], []).append(one)
        return found

    def _has_room(self, question: Question, count: int) -> bool:
        number = self._shown.criteria.question_by_id.get(question.repeat or "")
        limits = [question.most, number.most if number is not None else None]
        return all(limit is None or count < limit for limit in limits)


@lru_cache(maxsize=8)
def _section_of(criteria: CriteriaSet) -> dict[str, str]:
    return {question.id: one.id for one in criteria.sections for question in one.questions}


def line_of(criteria: CriteriaSet, question_id: str) -> str:
    """Return where a question stands in a list of sections and cases: the key of its line.

    Of what is asked in a case that is the key of the case, of other questions the id of the
    section or of the dimension; empty for an unknown question.
    """
    root, is_inside, rest = question_id.partition("[")
    if is_inside and "]/" in rest:
        return f"{root}[{rest.partition(']')[0]}]"
    section = _section_of(criteria).get(root)
    if section is not None:
        return section
    indicator = criteria.indicator_of_question.get(root)
    return indicator.dimension if indicator is not None else ""


def incomplete(shown: Shown, questions: Sequence[str]) -> frozenset[str]:
    """Return those of the questions that have an answer which lacks something."""
    ranked = Entries(shown.assessment.answers)
    return frozenset(
        name
        for name in questions
        if state_of(shown.criteria.question_of(name), shown.assessment.answers, ranked)
        is QuestionState.INCOMPLETE
    )
