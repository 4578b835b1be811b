"""A file of answers: each question's id with a value, or with a value, note and evidence.

It is read like a criteria file, with the same limits and with the place of every problem.
Either all of it becomes edits, or none.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from excellence_app.catalog.files import read_file
from excellence_app.catalog.showing import shown
from excellence_app.catalog.yaml_source import SourceTree, parse
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.messages import N_, Message, MessageValue, Refused
from excellence_app.domain.problems import Position, Problem, Severity, by_place, did_you_mean
from excellence_app.domain.values import dataclass
from excellence_app.session import edits, evidence
from excellence_app.session.edit import Edit
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import FileUnusable

VALUE, NOTE, EVIDENCE = "value", "note", "evidence"
NOT_APPLICABLE, UNKNOWN = "not_applicable", "unknown"
FIELDS = (VALUE, NOTE, EVIDENCE, NOT_APPLICABLE, UNKNOWN)


@dataclass(frozen=True, slots=True)
class AnswersRead:
    """The edits that a file of answers makes, in order, and the questions it is about."""

    edits: tuple[Edit, ...]
    questions: tuple[str, ...]


def apply(session: AssessmentSession, path: Path) -> int:
    """Apply a file of answers, all of it or nothing; return how many questions it is about.

    It is one step for `undo`. Raises `FileUnusable` with everything that is wrong in it.
    """
    found = read_answers(path, session.criteria, session.assessment)
    session.stop_merging()
    for edit in found.edits:
        session.apply(replace(edit, merge_key="file of answers"))
    session.stop_merging()
    return len(found.questions)


def read_answers(path: Path, criteria: CriteriaSet, assessment: Assessment) -> AnswersRead:
    """Return what a file of answers changes; raises `FileUnusable` if any of it cannot be."""
    data, problems = read_file(path)
    if data is None:
        raise FileUnusable(problems)
    tree, problems = parse(data, str(path))
    if problems:
        raise FileUnusable(by_place(problems))
    reader = _Reader(tree, criteria, assessment)
    reader.read()
    if reader.problems:
        raise FileUnusable(by_place(reader.problems))
    return AnswersRead(tuple(reader.edits), tuple(reader.questions))


class _Reader:
    """Turns the entries of one file into edits, each made on what those before it leave."""

    def __init__(self, tree: SourceTree, criteria: CriteriaSet, assessment: Assessment) -> None:
        self.edits: list[Edit] = []
        self.questions: dict[str, None] = {}
        self.problems: list[Problem] = []
        self._tree = tree
        self._criteria = criteria
        self._assessment = assessment
        self._settled: dict[str, bool] = {}  # question to whether it was given a value

    def read(self) -> None:
        entries = self._tree.data
        if not isinstance(entries, dict):
            self._report(
                "wrong-type",
                Position(1, 1),
                N_('A file of answers holds lines such as "4.1.6": 2, one for each question.'),
            )
            return
        refused: list[str] = []
        for key in entries:
            self._read_entry(key, refused)
        # The two amounts of a share may only fit in one order; what was refused gets a second try.
        for key in refused:
            self._read_entry(key, None)

    def _read_entry(self, key: str, refused: list[str] | None) -> None:
        place = self._tree.key_position(self._tree.data, key)
        question = self._criteria.question_by_key.get(key) or self._criteria.question_by_id.get(
            key
        )
        if question is None:
            known = [*self._criteria.question_by_id, *self._criteria.question_by_key]
            self._report(
                "unknown-question",
                place,
                N_('There is no question "{question}" in this criteria set.'),
                suggestion=did_you_mean(key, known),
                question=shown(key),
            )
            return
        fields = self._fields(key, place)
        if fields is None:
            return
        if self._contradicts(question, {name for name, _, _ in fields}):
            self._report(
                "answer-refused",
                place,
                N_(
                    "{question} has either a value, or a reason why it does not apply, or is "
                    "unknown; not two of them."
                ),
                question=question.id,
            )
            return
        made: list[Edit] = []
        assessment = self._assessment
        for name, value, where in fields:
            try:
                edit = self._edit(key, name, value, assessment)
            except Refused as refusal:
                if refused is not None:
                    refused.append(key)
                else:
                    self._add("answer-refused", where, refusal.message)
                return
            made.append(edit)
            assessment = edit.apply(assessment)
        self._assessment = assessment
        self.edits += made
        self.questions[question.id] = None

    def _contradicts(self, question: Question, said: set[str]) -> bool:
        """Return whether one half of a share is given a value and its whole is set aside."""
        if not said & {VALUE, NOT_APPLICABLE, UNKNOWN}:
            return False
        valued = VALUE in said
        return self._settled.setdefault(question.id, valued) != valued

    def _edit(self, key: str, name: str, value: str, assessment: Assessment) -> Edit:
        match name:
            case "value":
                return edits.answer(self._criteria, assessment, key, value)
            case "not_applicable":
                return edits.not_applicable(self._criteria, assessment, key, value)
            case "unknown":
                return edits.unknown(self._criteria, assessment, key)
            case "note":
                return edits.note(self._criteria, assessment, key, value)
            case _:
                return evidence.add_evidence(self._criteria, assessment, key, value)

    def _fields(self, key: str, place: Position) -> list[tuple[str, str, Position]] | None:
        """Return name, text and place of what is said about a question; none after a problem."""
        entry = self._tree.data[key]
        here = self._tree.position(self._tree.data, key)
        if isinstance(entry, str):
            return [(VALUE, entry, here)]
        before = len(self.problems)
        if isinstance(entry, list) or not entry:
            self._report(
                "wrong-type",
                here,
                N_(
                    "{question} needs a value, or a group with value, note, evidence or "
                    "not_applicable."
                ),
                question=key,
            )
            return None
        found = [field for name in entry for field in self._field(entry, name)]
        said = {name for name, _, _ in found}
        if len(said & {VALUE, NOT_APPLICABLE, UNKNOWN}) > 1:
            self._report(
                "answer-refused",
                place,
                N_(
                    "{question} has either a value, or a reason why it does not apply, or is "
                    "unknown; not two of them."
                ),
                question=key,
            )
        return found if len(self.problems) == before else None

    def _field(self, entry: dict[str, Any], name: str) -> Iterator[tuple[str, str, Position]]:
        value, here = entry[name], self._tree.position(entry, name)
        if name not in FIELDS:
            self._report(
                "unknown-key",
                self._tree.key_position(entry, name),
                N_('"{key}" means nothing here.'),
                suggestion=did_you_mean(name, FIELDS),
                key=shown(name),
            )
        elif name == EVIDENCE and isinstance(value, list):
            for number, title in enumerate(value):
                if isinstance(title, str):
                    yield EVIDENCE, title, self._tree.position(value, number)
                else:
                    self._report_no_text(name, self._tree.position(value, number))
        elif not isinstance(value, str):
            self._report_no_text(name, here)
        elif name == UNKNOWN and value != "true":
            self._report("wrong-type", here, N_('"unknown" can only be true.'))
        else:
            yield name, value, here

    def _report_no_text(self, name: str, place: Position) -> None:
        self._report("wrong-type", place, N_('"{key}" needs a text.'), key=name)

    def _report(
        self,
        code: str,
        place: Position,
        text: str,
        *,
        suggestion: str | None = None,
        **values: MessageValue,
    ) -> None:
        self._add(code, place, Message(text, values), suggestion)

    def _add(
        self, code: str, place: Position, message: Message, suggestion: str | None = None
    ) -> None:
        self.problems.append(
            Problem(code, Severity.ERROR, message, self._tree.file, place, suggestion=suggestion)
        )
