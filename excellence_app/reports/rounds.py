"""What is different between the answers of two rounds of the same questionnaire."""

from collections.abc import Iterator, Mapping

from excellence_app.domain.assessment import Answer
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import Entries, entry_title, instances_in
from excellence_app.domain.values import dataclass
from excellence_app.language import sentences
from excellence_app.language.answers import title_of_entry, values_in
from excellence_app.language.catalogues import Words
from excellence_app.reports.context import ReportContext
from excellence_app.reports.stands import Stand


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that was answered differently: what was said then, and now.

    Of several choices, entries, rows or cases these are only what went and what is new;
    `rewritten` are those of which something else was said.
    """

    question: Question
    title: str
    before: tuple[str, ...]
    now: tuple[str, ...]
    parts: bool = False
    rewritten: tuple[str, ...] = ()


Parts = dict[str, str]  # what was chosen or entered -> what else was said about it


def differences(context: ReportContext) -> tuple[Difference, ...]:
    """Return the questions whose answers differ from those of the round before, in order."""
    earlier = context.earlier_answers
    if earlier is None:
        return ()
    words, criteria = context.words, context.criteria
    then = Round(words, criteria, earlier.answers, context.earlier_stands)
    now = Round(words, criteria, context.assessment.answers, context.stands)
    return between(then, now)


def between(then: "Round", now: "Round") -> tuple[Difference, ...]:
    """Return the questions whose answers differ in two rounds, in the order of the set."""
    return tuple(_differences(now.criteria, then, now))


def _differences(criteria: CriteriaSet, then: "Round", now: "Round") -> Iterator[Difference]:
    for question in criteria.questions:
        title = question.text
        if question.questions:
            title = entry_title(question.text, None, lambda _: "") or question.id
        if question.type in _OF_PARTS:
            old, new = then.parts(question), now.parts(question)
            if old != new:
                yield Difference(
                    question,
                    title,
                    tuple(one for one in old if one not in new),
                    tuple(one for one in new if one not in old),
                    parts=True,
                    rewritten=tuple(one for one in new if old.get(one, new[one]) != new[one]),
                )
            continue
        before, after = then.said(question), now.said(question)
        if before != after:
            yield Difference(
                question,
                title,
                (before,) if before else (),
                (after,) if after else (),
            )


_OF_PARTS = frozenset(
    (QuestionType.CHOICES, QuestionType.COUNTED_LIST, QuestionType.TABLE, QuestionType.CASES)
)


class Round:
    """The answers of one round, in words; those that are not used are left out."""

    def __init__(
        self,
        words: Words,
        criteria: CriteriaSet,
        answers: Mapping[str, Answer],
        stands: Mapping[str, Stand],
    ) -> None:
        self.criteria = criteria
        self._words, self._answers, self._stands = words, answers, stands
        self._ranked = Entries(answers)

    def _counts(self, question: Question) -> bool:
        stand = self._stands.get(question.id)
        return stand is None or stand.asked

    def said(self, question: Question) -> str:
        """Return the answer to a question on one line, empty if there is none that counts."""
        if not self._counts(question):
            return ""
        return _in_words(self._words, question, self._answers)

    def parts(self, question: Question) -> Parts:
        """Return what was chosen, or the entries, each with what else was said about it."""
        if not self._counts(question):
            return {}
        if question.columns or question.questions:
            return self._entries(question)
        own = self._answers.get(question.id)
        value = own.value if own is not None else None
        if not isinstance(value, tuple):
            return {}
        titles = {one.id: one.title for one in question.choices}
        values = values_in(question, self._answers)
        return {
            titles.get(one, one): str(values.get(f"{question.id}/{one}") or "") for one in value
        }

    def _entries(self, question: Question) -> Parts:
        found: Parts = {}
        for place, entry in enumerate(self._ranked.of(question), 1):
            if not entry.used:
                continue
            inside = instances_in(self.criteria, question, entry.key).values()
            texts = [_in_words(self._words, one, self._answers) for one in inside]
            if question.columns:
                name = texts[0] or self._words.text("Row {number}", number=place)
            else:
                name = title_of_entry(
                    self._words, self.criteria, question, entry.key, place, self._answers
                )
            while name in found:  # two of the same name
                name += " "
            found[name] = "\n".join(texts)
        return found


def _in_words(words: Words, question: Question, answers: Mapping[str, Answer]) -> str:
    """Return an answer on one line, empty where none is stored."""
    if question.id not in answers and not any(key in answers for key in question.keys):
        return ""
    values = values_in(question, answers)
    return sentences.answer_value(words, question, values)
