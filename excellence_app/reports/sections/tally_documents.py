"""Which documents a tally counted, and which files it left out."""

from collections.abc import Sequence
from datetime import date

from excellence_app.domain.tallies import CountedDocument
from excellence_app.language import tally_remarks
from excellence_app.reports.blocks import (
    Block,
    Column,
    ColumnRole,
    Heading,
    Role,
    Row,
    Table,
    Tone,
    said,
)
from excellence_app.reports.tally_context import TallyContext


def build(context: TallyContext) -> list[Block]:
    """Return the list of documents, and of the files that were left out."""
    words, tally = context.words, context.tally
    found: list[Block] = [Heading(words.text("Documents counted"))]
    if tally.earlier_documents:
        found.append(Heading(words.text("Second survey"), level=2))
        found.append(_documents(context, tally.documents))
        found.append(Heading(words.text("First survey"), level=2))
        start = len(tally.documents)  # one number is that of one document
        found.append(_documents(context, tally.earlier_documents, start))
    else:
        found.append(_documents(context, tally.documents))
    if context.left_out:
        found.append(Heading(words.text("Left out"), level=2))
        columns = (
            Column(ColumnRole.NAME, words.text("File"), share=2),
            Column(ColumnRole.TEXT, words.text("Reason"), share=4),
        )
        rows = (
            Row(((said(name, Role.CELL),), (said(words.say(reason), Role.CELL),)))
            for name, reason in context.left_out
        )
        found.append(Table(columns, tuple(rows)))
    return found


def _documents(
    context: TallyContext, documents: Sequence[CountedDocument], start: int = 0
) -> Table:
    words = context.words
    copies = context.two and not context.tally.earlier_documents
    columns = [
        Column(ColumnRole.NUMBER),
        Column(ColumnRole.NAME, words.text("Document of"), share=4),
        Column(ColumnRole.TEXT, words.text("Date"), share=2),
        *([Column(ColumnRole.TEXT, words.text("First survey"), share=2)] if copies else []),
        Column(ColumnRole.TEXT, words.text("Remarks"), share=4),
    ]
    rows = []
    for place, one in enumerate(documents):
        cells = [str(start + place + 1), one.name, _day(context, one.dated)]
        if copies:
            cells.append(_day(context, one.earlier) if one.has_earlier else words.text("none"))
        earlier = place if start else None
        remarks = tally_remarks.document_remarks(words, context.tally, one, earlier)
        cells.append("; ".join(remarks))
        rows.append(
            Row(
                tuple(
                    (said(text, Role.CELL, Tone.NORMAL if number == 1 else Tone.QUIET),)
                    for number, text in enumerate(cells)
                )
            )
        )
    return Table(tuple(columns), tuple(rows))


def _day(context: TallyContext, day: date | None) -> str:
    return context.words.short_day(day) if day else context.words.text("no date yet")
