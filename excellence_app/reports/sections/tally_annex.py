"""What people wrote, under the answer that it belongs to, with the name of the document."""

from collections.abc import Iterator, Sequence

from excellence_app.domain.tallies import Said, Table
from excellence_app.language import tallies
from excellence_app.reports.blocks import (
    Band,
    Block,
    Column,
    ColumnRole,
    Heading,
    PageBreak,
    Role,
    Row,
    Tone,
    Weight,
    paragraphs,
    said,
)
from excellence_app.reports.blocks import Table as Grid
from excellence_app.reports.tally_context import TallyContext


def build(context: TallyContext) -> list[Block]:
    """Return the annex, or nothing where nothing was written."""
    words = context.words
    found: list[Block] = []
    for table in _all(context.tally.tables):
        if table.said:
            found.append(Heading(tallies.table_title(table), level=2))
            found.append(_grid(context, table))
    if not found:
        return []
    head: list[Block] = [PageBreak(), Heading(words.text("Annex: in their own words"))]
    if context.two:
        head.append(said(words.text("What was written in the second survey."), Role.CELL))
    return [*head, *found]


def _all(tables: Sequence[Table]) -> Iterator[Table]:
    for table in filter(tallies.worth_showing, tables):
        yield table
        yield from _all(table.inside)


def _grid(context: TallyContext, table: Table) -> Grid:
    words = context.words
    entries = any(one.entry for one in table.said)
    columns = [
        Column(ColumnRole.NAME, words.text("Document of"), share=3),
        *([Column(ColumnRole.TEXT, words.text("Entry"), share=3)] if entries else []),
        Column(ColumnRole.TEXT, words.text("Text"), share=7),
    ]
    rows: list[Row | Band] = []
    for key, title in _options(context, table):
        here = [one for one in table.said if one.option == key]
        if here and title:
            rows.append(Band(title, str(len(here))))
        rows += [_row(context, one, entries=entries) for one in here]
    return Grid(tuple(columns), tuple(rows))


def _options(context: TallyContext, table: Table) -> Iterator[tuple[str, str]]:
    """Yield the keys of the options with their titles, at first that of plain texts."""
    yield "", ""
    for option in table.options:
        if option.key:
            yield option.key, tallies.option_title(context.words, table.type, option)


def _row(context: TallyContext, one: Said, *, entries: bool) -> Row:
    name = context.tally.name_of(one)
    cells = [(said(name, Role.CELL, weight=Weight.MEDIUM),)]
    if entries:
        cells.append((said(one.entry, Role.CELL, Tone.QUIET),))
    return Row((*cells, tuple(paragraphs(one.text, Role.CELL))))
