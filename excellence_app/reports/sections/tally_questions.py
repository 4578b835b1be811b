"""The tables of a tally with their bars, question by question."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from excellence_app.domain.criteria import TallyNote
from excellence_app.domain.tallies import Option, Part, Table
from excellence_app.language import tallies
from excellence_app.reports.blocks import (
    BarLook,
    Block,
    Cell,
    Column,
    ColumnRole,
    CountBar,
    Heading,
    PageBreak,
    Role,
    Row,
    Tone,
    said,
)
from excellence_app.reports.blocks import Table as Grid
from excellence_app.reports.tally_context import TallyContext

_BESIDE = 2  # groups that have room beside the figures of all
_IN_A_ROW = 5  # groups side by side in a table of their own
_PAIRS_IN_A_ROW = 2  # of two surveys, each group with both of its columns

_SHORT = 16  # letters of a name of a group that no line break parts
_NONE = Fraction(0)

Parts = Sequence[tuple[str, Part]]


def build(context: TallyContext) -> list[Block]:
    """Return a chapter for each section of the questionnaire."""
    found: list[Block] = []
    chapter = ""
    for table in filter(tallies.worth_showing, context.tally.tables):
        if table.chapter != chapter:
            chapter = table.chapter
            found += [*([] if found else [PageBreak()]), Heading(chapter)]
        found += _question(context, table)
    return found


def _question(context: TallyContext, table: Table) -> Iterator[Block]:
    words = context.words
    yield Heading(tallies.table_title(table), level=2)
    yield from _grids(context, table)
    yield _below(context, table, tallies.base(words, table))
    for inner in tallies.inside_shown(table):
        title, base = tallies.table_title(inner), tallies.base(words, inner, entries=True)
        grids = list(_grids(context, inner))
        if grids:
            yield from (Heading(title, level=2), *grids, _below(context, inner, base))
        else:
            base = words.text("{title}: {text}", title=title, text=base)
            yield _below(context, inner, base)
    for note in table.notes:
        yield from _note(context, note)


def _below(context: TallyContext, table: Table, base: str) -> Block:
    """Return what stands below the figures: how many answered, and what is not printed here."""
    words = context.words
    parts = [base]
    hidden = tallies.lines_hidden(words, table)
    if hidden and not tallies.nobody_answered(table):
        parts.append(hidden)
    if table.said:
        count = len(table.said)
        parts.append(
            words.plural("{count} text in the annex.", "{count} texts in the annex.", count)
        )
    return said(" ".join(parts), Role.CAPTION, Tone.QUIET)


def _note(context: TallyContext, note: TallyNote) -> Iterator[Block]:
    text = " ".join(note.text.split())
    source = context.criteria.source_by_id.get(note.source)
    if source is not None:
        text = context.words.text("{text} Source: {source}", text=text, source=source.title)
    yield said(context.words.text("Note: {text}", text=text), Role.CAPTION)


def _grids(context: TallyContext, table: Table) -> Iterator[Block]:
    """Yield the tables of one question: all and few groups together, more groups apart."""
    if tallies.nobody_answered(table):
        return
    groups = _groups(context, table)
    overall = _overall(context, table)
    beside = groups if len(groups) <= _BESIDE and table.earlier is None else ()
    in_a_row = _IN_A_ROW if table.earlier is None else 2 * _PAIRS_IN_A_ROW
    if tallies.lines_shown(table):
        yield _options(context, table, [*overall, *beside], bars=True)
        for start in range(0, 0 if beside else len(groups), in_a_row):
            yield _options(context, table, groups[start : start + in_a_row], bars=False)
    for parts in _figure_parts(overall, groups, in_a_row, pairs=table.earlier is not None):
        rows = _figures(context, table, parts)
        if rows:
            yield _figure_grid(rows, parts)


def _overall(context: TallyContext, table: Table) -> list[tuple[str, Part]]:
    words = context.words
    return [
        (_head(context, [tallies.survey_title(words, survey)], part), part)
        for survey, part in tallies.whole_parts(table)
    ]


def _head(context: TallyContext, names: Sequence[str], part: Part) -> str:
    """Return the heading of a column: whose figures these are, and how many answered.

    Columns of figures are narrow, so no line break parts what is short.
    """
    parts = [*names, *tallies.answered_parts(context.words, part)]
    return ", ".join(
        text.replace(" ", "\u00a0") if len(text) <= _SHORT else text for text in parts
    )


def _groups(context: TallyContext, table: Table) -> Parts:
    """Return the parts of all groups, each with a heading that says how many answered."""
    return [
        (_head(context, tallies.group_part_names(context.words, one), one.part), one.part)
        for one in tallies.group_parts(context.tally, table)
    ]


def _options(context: TallyContext, table: Table, parts: Parts, *, bars: bool) -> Grid:
    words = context.words
    chart = words.text("Share, hatched: first survey") if context.two else words.text("Share")
    columns = [
        Column(ColumnRole.NAME, words.text("Answer")),
        *([Column(ColumnRole.CHART, chart)] if bars else []),
        *(Column(ColumnRole.FIGURE, title) for title, _ in parts),
    ]
    rows = []
    for place in tallies.lines_shown(table):
        option = table.options[place]
        name = tallies.option_title(words, table.type, option)
        answered = tallies.counts_as_answer(option)
        tone = Tone.NORMAL if answered else Tone.QUIET
        cells: list[Cell] = [(said(name, Role.CELL, tone),)]
        if bars:
            cells.append((_bar(context, table, place, name),) if answered else ())
        for _, part in parts:
            text = tallies.counted(words, part, place, option).replace(" ", "\u00a0")
            cells.append((said(text, Role.CELL, tone),))
        rows.append(Row(tuple(cells)))
    return Grid(tuple(columns), tuple(rows))


def _bar(context: TallyContext, table: Table, place: int, name: str) -> CountBar:
    """Return the bar of one answer; in words it says what the figures beside it say."""
    words, option = context.words, table.options[place]
    shares = [(table.now.share(place) or _NONE, BarLook.SOLID)]
    sentence = _sentence(context, name, table.now, place, option)
    if table.earlier is not None:
        shares.insert(0, (table.earlier.share(place) or _NONE, BarLook.HATCHED))
        earlier = tallies.counted(words, table.earlier, place, option)
        sentence = words.text(
            "{sentence}; in the first survey {earlier}.",
            sentence=sentence,
            earlier=earlier,
        )
    return CountBar(tuple(shares), sentence)


def _sentence(context: TallyContext, name: str, part: Part, place: int, option: Option) -> str:
    return context.words.text(
        "{answer}: {count} of {answered}",
        answer=name,
        count=tallies.counted(context.words, part, place, option),
        answered=part.answered,
    )


def _figure_parts(overall: Parts, groups: Parts, in_a_row: int, *, pairs: bool) -> Iterator[Parts]:
    """Yield what stands side by side in the tables of figures; a pair is never parted."""
    if not pairs:
        together = [*overall, *groups]
        for start in range(0, len(together), in_a_row):
            yield together[start : start + in_a_row]
        return
    if len(overall) + len(groups) <= in_a_row:
        yield [*overall, *groups]
        return
    yield overall
    for start in range(0, len(groups), in_a_row):
        yield groups[start : start + in_a_row]


def _figures(context: TallyContext, table: Table, shown: Parts) -> list[tuple[str, list[str]]]:
    """Return the figures of numbers and days: a name, and one text for each part."""
    words = context.words
    parts = [part for _, part in shown]
    found: list[tuple[str, list[str]]] = []
    if any(part.numbers for part in parts):
        values = [tallies.figure_values(words, part.numbers, share=table.share) for part in parts]
        for place, name in enumerate(tallies.figures(words, table)):
            with_unit = table.unit and not table.share
            title = words.text("{name}, {unit}", name=name, unit=table.unit) if with_unit else name
            found.append((title, [one[place] for one in values]))
    if any(part.days for part in parts):
        spans = [tallies.day_values(words, part.days) for part in parts]
        for place, name in enumerate(tallies.day_names(words)):
            found.append((name, [span[place] for span in spans]))
    return found


def _figure_grid(rows: list[tuple[str, list[str]]], parts: Parts) -> Grid:
    columns = [Column(ColumnRole.NAME, "")]
    columns += [Column(ColumnRole.FIGURE, title) for title, _ in parts]
    return Grid(
        tuple(columns),
        tuple(
            Row(((said(name, Role.CELL),), *((said(text, Role.CELL),) for text in values)))
            for name, values in rows
        ),
    )
