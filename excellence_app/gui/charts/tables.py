"""The figures of charts as rows of texts, the head first."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from excellence_app.gui.charts.copying import Table
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import Bullet, DimensionBars, Dumbbell, Skyline, Staircase


def scale_table(words: Words, marks: Sequence[Bullet | Dumbbell]) -> Table:
    """Return values on their scales, each with its sentence."""
    head = [
        words.text("Earlier"),
        words.text("Now"),
        words.text("Threshold"),
        words.text("Highest value"),
        words.text("In words"),
    ]
    rows = []
    for mark in marks:
        earlier, now = (
            (mark.earlier, mark.value) if isinstance(mark, Bullet) else (mark.before, mark.now)
        )
        figures = (earlier, now, mark.threshold, mark.maximum)
        rows.append([*(_figure(words, one) for one in figures), mark.alternative])
    return [head, *rows]


def skyline_table(words: Words, data: Skyline) -> Table:
    """Return the level of each indicator, at least and at best, and what is asked of it."""
    head = [
        words.text("Indicator"),
        words.text("Level"),
        words.text("At best"),
        words.text("Threshold"),
        words.text("In words"),
    ]
    return [head, *_columns(words, data)]


def _columns(words: Words, data: Skyline) -> Iterator[list[str]]:
    for group in data.groups:
        for column in group.columns:
            figures = (column.value, column.possible) if column.applies else (None, None)
            yield [
                column.indicator or column.label,
                *(_figure(words, one) for one in figures),
                _figure(words, column.threshold),
                column.sentence,
            ]


def staircase_table(words: Words, data: Staircase) -> Table:
    """Return the total score at the start and after each action."""
    shares = (data.start, *data.after)
    return [
        [words.text("Action"), words.text("Score after")],
        *([str(number), words.percent(share)] for number, share in enumerate(shares)),
    ]


def dimension_table(words: Words, data: DimensionBars) -> Table:
    """Return the score of each dimension."""
    return [
        [words.text("Dimension"), words.text("Score")],
        *([bar.name, bar.value] for bar in data.bars),
    ]


def _figure(words: Words, value: Fraction | None) -> str:
    return words.number(value) if value is not None else ""
