"""What changed since the earlier assessment, and the improvements that were described."""

from excellence_app.domain.criteria import Indicator
from excellence_app.language import sentences
from excellence_app.reports import figures
from excellence_app.reports.blocks import (
    Band,
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
from excellence_app.reports.context import ReportContext


def build(context: ReportContext) -> list[Block]:
    """Return the chapter on change, or nothing where there is nothing to compare."""
    words, earlier = context.words, context.earlier
    found: list[Block] = []
    if earlier is not None:
        rows = _rows(context)
        if rows:
            columns = (
                Column(ColumnRole.NUMBER),
                Column(ColumnRole.NAME, words.text("Indicator"), share=3),
                Column(ColumnRole.CHART, words.text("Level, hollow circle: earlier")),
                Column(ColumnRole.SHORT, words.text("Earlier")),
                Column(ColumnRole.SHORT, words.text("Now")),
            )
            found.append(Table(columns, rows))
        else:
            found.append(said(words.text("No level has changed.")))
    found += _described(context)
    if not found:
        return []
    if earlier is not None and earlier.dated is not None:
        title = words.text("Change since {day}", day=words.day(earlier.dated))
    else:
        title = words.text("Improvements")
    return [Heading(title), *found]


def _rows(context: ReportContext) -> tuple[Row | Band, ...]:
    words, earlier = context.words, context.earlier
    rose: list[tuple[int, Row]] = []
    fell: list[tuple[int, Row]] = []
    same = 0
    for indicator in context.criteria.indicators:
        before = figures.earlier_place(earlier, indicator)
        score = context.scorecard.indicators[indicator.id]
        if before is None or not score.counts or not score.final:
            continue
        now, _ = figures.place_of(indicator, score)
        if now == before:
            same += 1
            continue
        change = int((now - before) * 100)
        (rose if change > 0 else fell).append((-abs(change), _row(context, indicator)))
    rows: list[Row | Band] = []
    for title, group in ((words.text("Risen"), rose), (words.text("Fallen"), fell)):
        if group:
            rows.append(Band(title, str(len(group))))
            rows += [row for _, row in sorted(group, key=lambda one: one[0])]
    if same:
        text = words.plural("{count} indicator unchanged", "{count} indicators unchanged", same)
        rows.append(Band(text))
    return tuple(rows)


def _row(context: ReportContext, indicator: Indicator) -> Row:
    earlier = context.earlier
    old = earlier.indicators.get(indicator.id) if earlier is not None else None
    new = context.scorecard.indicators[indicator.id]
    words = context.words
    cells: tuple[Cell, ...] = (
        (said(indicator.id, Role.CELL, weight=Weight.STRONG),),
        (said(indicator.title, Role.CELL, weight=Weight.MEDIUM),),
        (figures.dumbbell(context, indicator),),
        (said(sentences.level_range(words, old) if old else "", Role.CELL),),
        (said(sentences.level_range(words, new), Role.CELL, weight=Weight.STRONG),),
    )
    return Row(cells)


def _described(context: ReportContext) -> list[Block]:
    words, improvements = context.words, context.assessment.improvements
    if not improvements:
        return []
    known = context.criteria.indicator_by_id
    columns = (
        Column(ColumnRole.NAME, words.text("Improvement"), share=2),
        Column(ColumnRole.TEXT, words.text("What was done"), share=3),
        Column(ColumnRole.TEXT, words.text("Effect on the cluster"), share=3),
    )
    rows = tuple(
        Row(
            (
                (
                    said(
                        figures.name_of(known[one.indicator])
                        if one.indicator in known
                        else one.indicator,
                        Role.CELL,
                        weight=Weight.MEDIUM,
                    ),
                ),
                (said(one.description, Role.CELL),),
                (said(one.effect, Role.CELL, Tone.QUIET),),
            )
        )
        for one in improvements
    )
    return [Heading(words.text("Described improvements"), level=2), Table(columns, rows)]
