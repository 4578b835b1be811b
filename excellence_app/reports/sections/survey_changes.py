"""What was answered differently in the round before."""

from collections.abc import Iterator

from excellence_app.language.catalogues import Words
from excellence_app.reports import rounds
from excellence_app.reports.blocks import (
    Block,
    Column,
    ColumnRole,
    Heading,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    Tone,
    Weight,
    said,
)
from excellence_app.reports.context import ReportContext
from excellence_app.reports.rounds import Difference


def build(context: ReportContext) -> list[Block]:
    """Return the chapter on both rounds, nothing where this is the first."""
    words, earlier = context.words, context.earlier_answers
    if earlier is None:
        return []
    if earlier.dated is not None:
        title = words.text("Change since {day}", day=earlier.dated)
        then = words.short_day(earlier.dated)
    else:
        title, then = words.text("Change since the round before"), words.text("Before")
    found = rounds.differences(context)
    if not found:
        return [Heading(title), said(words.text("No answer has changed."))]
    columns = (
        Column(ColumnRole.NUMBER),
        Column(ColumnRole.NAME, words.text("Question"), share=4),
        Column(ColumnRole.TEXT, then, share=4),
        Column(ColumnRole.TEXT, words.text("Now"), share=4),
    )
    return [Heading(title), Table(columns, tuple(_row(words, one) for one in found))]


def _row(words: Words, one: Difference) -> Row:
    nothing = words.text("No answer")
    if one.parts:
        before = tuple(_parts(words.text("No longer:"), one.before))
        now = (
            *_parts(words.text("New:"), one.now),
            *_parts(words.text("Described differently:"), one.rewritten),
        )
    else:
        before = tuple(said(text, Role.CELL, Tone.QUIET) for text in one.before or (nothing,))
        now = tuple(said(text, Role.CELL) for text in one.now or (nothing,))
    return Row(
        (
            (said(one.question.id, Role.CELL, weight=Weight.STRONG),),
            (said(one.title, Role.CELL),),
            before,
            now,
        )
    )


def _parts(name: str, parts: tuple[str, ...]) -> Iterator[Paragraph]:
    if not parts:
        return
    yield said(name, Role.CAPTION, Tone.FAINT)
    for part in parts:
        yield Paragraph((Span(part.rstrip()),), Role.CELL, lead="•")
