"""A block of a spreadsheet put into a table: what fits is taken, and all else is told of."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.instances import entries, entry_key
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.language.catalogues import Words
from excellence_app.session import edits, entry_edits
from excellence_app.session.edit import Edit
from excellence_app.session.entered import brief, refuse

MOST_ROWS = 1000  # of one block


class NotTaken(NamedTuple):
    """A cell of the block that was left out: its row and column, from 1, and why.

    Where the rest of its row went over another one it is `emptied`, so that no row is half new.
    """

    row: int
    column: int
    title: str
    reason: Message
    emptied: bool = False


class Pasted(NamedTuple):
    """What a block brings: an edit, how many rows and cells it holds, and what was left out."""

    edit: Edit
    rows: int
    cells: int
    not_taken: tuple[NotTaken, ...]


def cells_in(text: str) -> list[list[str]]:
    """Return the rows of a block as a spreadsheet copies it: tabs between cells, some quoted."""
    reader = csv.reader(StringIO(text.strip("\r\n"), newline=""), dialect="excel-tab")
    return [[cell.strip() for cell in row] for row in reader]


def paste(
    criteria: CriteriaSet,
    assessment: Assessment,
    table: str,
    text: str,
    *,
    row: str = "",
    column: str = "",
) -> Pasted:
    """Return the edit that puts a block of cells into a table, as one step for undo.

    It starts at a row, given by its key, or below the last one, and at a column, or the first one.
    Rows that are missing are added. Empty cells leave what is in the table; those that cannot be
    read empty it, if anything else of their row is taken. Raises `Refused` where nothing can be
    taken.
    """
    question = entry_edits.with_entries_named(criteria, table)
    columns = question.columns
    names = [one.id for one in columns]
    if not columns or (column and column not in names):
        refuse(N_("{question} has no such column."), question=brief(table))
    try:
        block = cells_in(text)
    except csv.Error:
        refuse(N_("This is no block of cells that a spreadsheet has copied."))
    if len(block) > MOST_ROWS:
        refuse(
            N_("This block has {count} rows; {most} can be pasted at once."),
            count=len(block),
            most=MOST_ROWS,
        )
    work = _Work(criteria, question, assessment)
    first = names.index(column) if column else 0
    keys = [one.key for one in entries(question, assessment.answers)]
    start = keys.index(row) if row in keys else len(keys)
    for number, cells in enumerate(block):
        if any(cells):
            key = keys[start + number] if start + number < len(keys) else ""
            work.put_row(number + 1, key, cells, first)
    if not work.cells:
        if work.not_taken:
            raise Refused(work.not_taken[0].reason)
        refuse(N_("There is nothing to paste."))
    edit = entry_edits.together("paste", question.id, work.steps)
    return Pasted(edit, work.rows, work.cells, tuple(work.not_taken))


class _Work:
    """The steps of one paste, each made on what those before it leave."""

    def __init__(self, criteria: CriteriaSet, table: Question, assessment: Assessment) -> None:
        self.steps: list[Edit] = []
        self.not_taken: list[NotTaken] = []
        self.rows = self.cells = 0
        self._criteria, self._table, self._assessment = criteria, table, assessment

    def put_row(self, number: int, key: str, cells: list[str], first: int) -> None:
        """Take in one row of the block, into the row `key` of the table or into a new one."""
        columns = self._table.columns[first:]
        for place, _ in enumerate(cells[len(columns) :], len(columns) + 1):
            if cells[place - 1]:
                reason = Message(
                    N_('The table has no column for "{entered}".'),
                    {"entered": brief(cells[place - 1])},
                )
                self.not_taken.append(NotTaken(number, place, "", reason))
        start = entry_key(self._table.id, key)
        taken, left_out = self.cells, len(self.not_taken)
        if not key:
            try:
                edit = entry_edits.add_entry(self._criteria, self._assessment, self._table.id)
            except Refused as refused:
                self.not_taken.append(NotTaken(number, 1, "", refused.message))
                return
            self._take(edit)
            start = edit.item
        for place, (column, text) in enumerate(zip(columns, cells, strict=False), 1):
            if text:
                self._put_cell(number, place, column, f"{start}/{column.id}", text)
        if not key and taken == self.cells:  # no empty row stays behind
            self._drop_last_row()
            return
        self.rows += 1
        if taken < self.cells:
            for place in range(left_out, len(self.not_taken)):
                self._empty(place, columns, start)

    def _empty(self, place: int, columns: Sequence[Question], start: str) -> None:
        """Empty the cell over which one would have gone that was left out."""
        one = self.not_taken[place]
        key = f"{start}/{columns[one.column - 1].id}"
        held = self._assessment.answers.get(key)
        if held is None or held.value is None:
            return
        self._take(edits.clear_answer(self._criteria, self._assessment, key))
        self.not_taken[place] = one._replace(emptied=True)

    def _put_cell(self, number: int, place: int, column: Question, key: str, text: str) -> None:
        try:
            self._take(edits.answer(self._criteria, self._assessment, key, text))
        except Refused as refused:
            self.not_taken.append(NotTaken(number, place, column.text, refused.message))
        else:
            self.cells += 1

    def _take(self, edit: Edit) -> None:
        self.steps.append(edit)
        self._assessment = edit.apply(self._assessment)

    def _drop_last_row(self) -> None:
        edit = self.steps.pop()
        self._assessment = replace(
            self._assessment,
            answers={k: a for k, a in self._assessment.answers.items() if k != edit.item},
        )


def sentences_of(words: Words, pasted: Pasted) -> Iterator[str]:
    """Yield what was taken of a block, and each cell that was not, with the reason."""
    yield words.plural("{count} row pasted.", "{count} rows pasted.", pasted.rows)
    for one in pasted.not_taken:
        reason = words.say(one.reason)
        if one.emptied:
            yield words.text(
                'Row {row}, column {column} ("{title}") was left out, and the cell is empty now. '
                "{reason}",
                row=one.row,
                column=one.column,
                title=one.title,
                reason=reason,
            )
        elif one.title:
            yield words.text(
                'Row {row}, column {column} ("{title}") was left out. {reason}',
                row=one.row,
                column=one.column,
                title=one.title,
                reason=reason,
            )
        else:
            yield words.text(
                "Row {row}, column {column} was left out. {reason}",
                row=one.row,
                column=one.column,
                reason=reason,
            )
