"""Numbers listed document by document, and who works with whom."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from excellence_app.domain.tallies import Links, Subtotal, TotalRow, Totals
from excellence_app.language import tallies
from excellence_app.reports.blocks import (
    Block,
    Cell,
    Column,
    ColumnRole,
    Heading,
    Role,
    Row,
    Table,
    Tone,
    Weight,
    said,
)
from excellence_app.reports.tally_context import TallyContext


def build(context: TallyContext) -> list[Block]:
    """Return the chapters of the numbers and of the links, as far as there are any."""
    tally, words = context.tally, context.words
    totals = [one for one in tally.totals if one.rows or one.others]
    links = [one for one in tally.links if one.links]
    found: list[Block] = []
    if totals:
        found.append(Heading(words.text("Document by document")))
        for one in totals:
            found += _totals(context, one)
    if links:
        found.append(Heading(words.text("Who works with whom")))
        for link in links:
            found += _links(context, link)
    return found


def _totals(context: TallyContext, totals: Totals) -> Iterator[Block]:
    words, tally = context.words, context.tally
    yield Heading(f"{totals.question} {totals.title}", level=2)
    columns = [
        Column(ColumnRole.NAME, words.text("Document of"), share=3),
        *(Column(ColumnRole.TEXT, one.title, share=2) for one in tally.groupings),
    ]
    unit = totals.unit
    if context.two:
        columns.append(Column(ColumnRole.FIGURE, words.text("First survey")))
        columns.append(Column(ColumnRole.FIGURE, words.text("Second survey")))
        columns.append(Column(ColumnRole.FIGURE, words.text("New")))
    else:
        columns.append(Column(ColumnRole.FIGURE, unit or words.text("Figure")))
    rows = [
        _row(context, documents[row.document].name, _groups(context, row), _three(row))
        for documents, rows_of in (
            (tally.documents, totals.rows),
            (tally.earlier_documents, totals.others),
        )
        for row in rows_of
    ]
    blank = [""] * len(tally.groupings)
    for name, one in tallies.subtotals(words, tally.groupings, totals):
        rows.append(_row(context, name, blank, _three(one), Weight.MEDIUM))
    name = words.text("Sum, {unit}", unit=unit) if unit else words.text("Sum")
    rows.append(_row(context, name, blank, _three(totals), Weight.STRONG))
    yield Table(tuple(columns), tuple(rows))
    below = tallies.below_totals(words, totals)
    if below:
        yield said(" ".join(below), Role.CAPTION, Tone.QUIET)


def _three(
    row: TotalRow | Subtotal | Totals,
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    return row.earlier, row.now, row.new


def _groups(context: TallyContext, row: TotalRow) -> list[str]:
    return tallies.group_names(context.words, context.tally.groupings, row)


def _row(
    context: TallyContext,
    name: str,
    groups: Sequence[str],
    figures: tuple[Fraction | None, Fraction | None, Fraction | None],
    weight: Weight = Weight.REGULAR,
) -> Row:
    words = context.words
    earlier, now, new = figures
    texts = [tallies.amount(words, now)]
    if context.two:
        texts = [tallies.amount(words, earlier), *texts, tallies.change(words, new)]
    cells: list[Cell] = [(said(name, Role.CELL, weight=weight),)]
    cells += [(said(text, Role.CELL, Tone.QUIET),) if text else () for text in groups]
    cells += [(said(text, Role.CELL, weight=weight),) for text in texts]
    return Row(tuple(cells))


def _links(context: TallyContext, links: Links) -> Iterator[Block]:
    words, tally = context.words, context.tally
    yield Heading(f"{links.question} {links.title}", level=2)
    yield said(tallies.links_standing(words, links), Role.CELL)
    told = any(link.text for link in links.links)
    columns = [
        Column(ColumnRole.NAME, words.text("Document of"), share=3),
        Column(ColumnRole.TEXT, words.text("Works with"), share=3),
        Column(ColumnRole.TEXT, words.text("Who says so"), share=3),
    ]
    if told:  # otherwise the others need the room
        columns.append(Column(ColumnRole.TEXT, words.text("In their own words"), share=5))
    rows = []
    last = -1
    for link in links.links:
        name = tally.documents[link.document].name if link.document != last else ""
        last = link.document
        cells: list[Cell] = [
            (said(name, Role.CELL, weight=Weight.MEDIUM),) if name else (),
            (said(link.partner_title, Role.CELL),),
            (said(tallies.link_kind(words, link.kind), Role.CELL, Tone.QUIET),),
        ]
        if told:
            cells.append((said(link.text, Role.CELL),) if link.text else ())
        rows.append(Row(tuple(cells)))
    yield Table(tuple(columns), tuple(rows))
