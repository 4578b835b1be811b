"""A file of answers: each question's id with a value, or with a value, note and evidence.

Choices and lists are lists, cases and rows are lists of groups, comments on choices are a group:

    "C.1": 2
    "C.3": {value: [markets, other], comments: {markets: Two fairs, other: The weather}}
    "C.2":
      - {name: Marine Coast, region: north}
      - {name: Alpine Wood}

The first group fills the first case or row, and so on; what is missing is added.

It is read like a criteria file, with the same limits and with the place of every problem.
Either all of it becomes edits, or none.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from excellence_app.catalog.files import read_file
from excellence_app.catalog.showing import shown
from excellence_app.catalog.yaml_source import SourceTree, parse
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import entries, entry_key, question_named
from excellence_app.domain.messages import N_, Message, MessageValue, Refused
from excellence_app.domain.problems import Position, Problem, Severity, by_place, did_you_mean
from excellence_app.domain.values import dataclass
from excellence_app.session import edits, entry_edits, evidence
from excellence_app.session.edit import Edit
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import FileUnusable

VALUE, NOTE, EVIDENCE, COMMENTS = "value", "note", "evidence", "comments"
NOT_APPLICABLE, UNKNOWN = "not_applicable", "unknown"
FIELDS = (VALUE, COMMENTS, NOTE, EVIDENCE, NOT_APPLICABLE, UNKNOWN)

_LISTED = {QuestionType.CHOICES: ", ", QuestionType.COUNTED_LIST: "\n"}  # as a person types them


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


class _Place(NamedTuple):
    """Where something is said about a question: a group of the file and a name in it."""

    group: dict[str, Any]
    name: str
    key: str  # of the answer


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
        told = self._tree.data
        if not isinstance(told, dict):
            self._report(
                "wrong-type",
                Position(1, 1),
                N_('A file of answers holds lines such as "4.1.6": 2, one for each question.'),
            )
            return
        refused: list[_Place] = []
        for key in told:
            self._read_entry(_Place(told, key, key), refused)
        # The two amounts of a share may only fit in one order; what was refused gets a second try.
        for place in refused:
            self._read_entry(place, None)

    def _read_entry(self, here: "_Place", refused: list["_Place"] | None) -> None:
        key = here.key
        place = self._tree.key_position(here.group, here.name)
        question = question_named(self._criteria, key)
        if question is None:
            self._report(
                "unknown-question",
                place,
                N_('There is no question "{question}" in this criteria set.'),
                suggestion=did_you_mean(here.name, self._known(key)),
                question=shown(key),
            )
            return
        fields = self._fields(question, here, place)
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
                    refused.append(here)
                else:
                    self._add("answer-refused", where, refusal.message)
                return
            made.append(edit)
            assessment = edit.apply(assessment)
        self._assessment = assessment
        self.edits += made
        self.questions[question.id.partition("[")[0]] = None
        if question.columns or question.questions:
            self._read_entries(question, here, refused)

    def _known(self, key: str) -> list[str]:
        """Return the names that a key could have instead, in the case or row it lies in."""
        start, is_inside, _ = key.rpartition("]/")
        whole = question_named(self._criteria, f"{start}]") if is_inside else None
        if whole is None:
            return [*self._criteria.question_by_id, *self._criteria.question_by_key]
        return [one.id for one in (*whole.questions, *whole.columns)]

    def _read_entries(
        self, question: Question, here: "_Place", refused: list["_Place"] | None
    ) -> None:
        """Read the cases or rows of a question, each a group."""
        told = here.group[here.name]
        groups = told.get(VALUE, []) if isinstance(told, dict) else told
        for number, group in enumerate(groups):
            where = self._tree.position(groups, number)
            if not isinstance(group, dict):
                self._report(
                    "wrong-type",
                    where,
                    N_("{question} needs a group of answers for each case or row."),
                    question=question.id,
                )
                continue
            try:
                start = self._nth_entry(question, number)
            except Refused as refusal:
                self._add("answer-refused", where, refusal.message)
                return
            for name in group:
                self._read_entry(_Place(group, name, f"{start}/{name}"), refused)

    def _nth_entry(self, question: Question, number: int) -> str:
        """Return the answer key of a case or row, which is added if there are not so many."""
        present = entries(question, self._assessment.answers)
        if number < len(present):
            return entry_key(question.id, present[number].key)
        edit = entry_edits.add_next_entry(self._criteria, self._assessment, question.id)
        self._assessment = edit.apply(self._assessment)
        self.edits.append(edit)
        return edit.item

    def _contradicts(self, question: Question, said: set[str]) -> bool:
        """Return whether one half of a share is given a value and its whole is set aside."""
        if not said & {VALUE, NOT_APPLICABLE, UNKNOWN}:
            return False
        valued = VALUE in said
        return self._settled.setdefault(question.id, valued) != valued

    def _edit(self, key: str, name: str, value: str, assessment: Assessment) -> Edit:
        match name.partition("/"):
            case "value", _, _:
                return edits.answer(self._criteria, assessment, key, value)
            case "comments", _, choice:
                return entry_edits.comment(self._criteria, assessment, key, choice, value)
            case "not_applicable", _, _:
                return edits.not_applicable(self._criteria, assessment, key, value)
            case "unknown", _, _:
                return edits.unknown(self._criteria, assessment, key)
            case "note", _, _:
                return edits.note(self._criteria, assessment, key, value)
            case _:
                return evidence.add_evidence(self._criteria, assessment, key, value)

    def _fields(
        self, question: Question, place: "_Place", at: Position
    ) -> list[tuple[str, str, Position]] | None:
        """Return name, text and place of what is said about a question; none after a problem.

        Cases and rows are not among it, and a comment has its choice in its name.
        """
        entry = place.group[place.name]
        here = self._tree.position(place.group, place.name)
        if isinstance(entry, str):
            return [(VALUE, entry, here)]
        before = len(self.problems)
        if isinstance(entry, list):
            found = [*self._values(question, place.group, place.name)]
            return found if len(self.problems) == before else None
        if not entry:
            self._report_no_value(question, here)
            return None
        found = [field for name in entry for field in self._field(question, entry, name)]
        said = {name for name, _, _ in found}
        if len(said & {VALUE, NOT_APPLICABLE, UNKNOWN}) > 1:
            self._report(
                "answer-refused",
                at,
                N_(
                    "{question} has either a value, or a reason why it does not apply, or is "
                    "unknown; not two of them."
                ),
                question=place.key,
            )
        return found if len(self.problems) == before else None

    def _values(
        self, question: Question, group: dict[str, Any], name: str
    ) -> Iterator[tuple[str, str, Position]]:
        """Yield the text that a list of values stands for; cases and rows follow later."""
        values, here = group[name], self._tree.position(group, name)
        if question.columns or question.questions:
            return
        joint = _LISTED.get(question.type)
        if joint is None or not all(isinstance(one, str) for one in values):
            self._report_no_value(question, here)
        else:
            yield VALUE, joint.join(values), here

    def _report_no_value(self, question: Question, place: Position) -> None:
        self._report(
            "wrong-type",
            place,
            N_(
                "{question} needs a value, or a group with value, note, evidence or "
                "not_applicable."
            ),
            question=question.id,
        )

    def _field(
        self, question: Question, entry: dict[str, Any], name: str
    ) -> Iterator[tuple[str, str, Position]]:
        value, here = entry[name], self._tree.position(entry, name)
        if name not in FIELDS:
            self._report(
                "unknown-key",
                self._tree.key_position(entry, name),
                N_('"{key}" means nothing here.'),
                suggestion=did_you_mean(name, FIELDS),
                key=shown(name),
            )
        elif name == VALUE and isinstance(value, list):
            yield from self._values(question, entry, name)
        elif name == COMMENTS and not isinstance(value, dict):
            text = N_('"{key}" needs a group: each choice with its comment.')
            self._report("wrong-type", here, text, key=name)
        elif name == COMMENTS or (name == EVIDENCE and isinstance(value, list)):
            yield from self._several(name, value)
        elif not isinstance(value, str):
            self._report_no_text(name, here)
        elif name == UNKNOWN and value != "true":
            self._report("wrong-type", here, N_('"unknown" can only be true.'))
        else:
            yield name, value, here

    def _several(
        self, name: str, texts: dict[str, Any] | list[Any]
    ) -> Iterator[tuple[str, str, Position]]:
        """Yield each item of evidence, or each comment with its choice in its name."""
        for part in texts if isinstance(texts, dict) else range(len(texts)):
            where = self._tree.position(texts, part)
            text = texts[part]  # type: ignore[index]  # a list has indices, a group has keys
            if isinstance(text, str):
                yield (f"{name}/{part}" if name == COMMENTS else name), text, where
            else:
                self._report_no_text(str(part) if name == COMMENTS else name, where)

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
