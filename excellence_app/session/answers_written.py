"""The answers of a document as a file of answers, which another document can take in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from excellence_app.domain.assessment import Answer, AnswerStatus, AnswerValue, Assessment
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.instances import Entries, entry_key, instances_in
from excellence_app.language.catalogues import Words
from excellence_app.session.questioning import as_typed

_STEP = "  "


def written_answers(criteria: CriteriaSet, assessment: Assessment) -> str:
    """Return the answers as YAML that `answer_file` reads, in the order of the questions.

    Cases that do not count are left out; marks for later, and who answered, are not told.
    """
    writer = _Writer(criteria, assessment)
    lines = writer.lines(criteria.questions, "")
    return "".join(f"{line}\n" for line in lines)


def kept_cases(criteria: CriteriaSet, assessment: Assessment) -> int:
    """Return how many cases do not count, and so are left out of a file of answers."""
    ranked = Entries(assessment.answers)
    return sum(not one.used for question in criteria.questions for one in ranked.of(question))


class _Writer:
    def __init__(self, criteria: CriteriaSet, assessment: Assessment) -> None:
        self._criteria = criteria
        self._answers: Mapping[str, Answer] = assessment.answers
        self._evidence = assessment.evidence
        self._ranked = Entries(assessment.answers)

    def lines(self, questions: Iterable[Question], start: str) -> Iterator[str]:
        """Yield a line, or several, for each answer; `start` stands before ids inside a case."""
        for question in questions:
            for key in dict.fromkeys((question.id, *question.keys)):
                told = [*self._told(question, key)]
                name = _quoted(key.removeprefix(start))
                if len(told) == 1 and told[0].startswith("value: "):
                    yield f"{name}: {told[0].removeprefix('value: ')}"
                elif told:
                    yield f"{name}:"
                    yield from (_STEP + line for line in told)

    def _told(self, question: Question, key: str) -> Iterator[str]:
        answer = self._answers.get(key)
        if key == question.id and (question.columns or question.questions):
            yield from self._entries(question)
        elif answer is not None and answer.value is not None:
            yield f"value: {_value(answer.value)}"
        if key == question.id:
            yield from self._comments(question)
        if answer is None:
            return
        if answer.status is AnswerStatus.UNKNOWN:
            yield "unknown: true"
        if answer.status is AnswerStatus.NOT_APPLICABLE:
            yield f"not_applicable: {_quoted(answer.justification)}"
        if answer.note:
            yield f"note: {_quoted(answer.note)}"
        titles = [self._evidence[one].title for one in answer.evidence if one in self._evidence]
        if titles:
            yield f"evidence: [{', '.join(map(_quoted, titles))}]"

    def _comments(self, question: Question) -> Iterator[str]:
        stored = {
            choice.id: self._answers.get(f"{question.id}/{choice.id}")
            for choice in question.choices
        }
        texts = [
            f"{_quoted(choice)}: {_quoted(str(answer.value))}"
            for choice, answer in stored.items()
            if answer is not None and answer.value
        ]
        if texts:
            yield f"comments: {{{', '.join(texts)}}}"

    def _entries(self, question: Question) -> Iterator[str]:
        found = [one for one in self._ranked.of(question) if one.used]
        if found:
            yield "value:"
        for entry in found:
            inside = instances_in(self._criteria, question, entry.key).values()
            lines = [*self.lines(inside, f"{entry_key(question.id, entry.key)}/")]
            yield f"{_STEP}- {lines[0] if lines else '{}'}"
            yield from (f"{_STEP}  {line}" for line in lines[1:])


def _value(value: AnswerValue) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_quoted, value))}]"
    if isinstance(value, Fraction):
        return _quoted(as_typed(Words(), value))
    return _quoted(value.isoformat() if isinstance(value, date) else str(value))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
