"""Tables of text: aligned, wrapped to the terminal, coloured only there."""

import shutil
import textwrap
from collections.abc import Iterable, Sequence

import click

from excellence_app.domain.levels import Verdict
from excellence_app.domain.values import dataclass
from excellence_app.language.problems import one_line

_GAP = 2
_BESIDE = "  ·  "
_NARROWEST = 8
_LONGEST_WORD = 20  # a longer one, such as an address, is broken anywhere
_COLOURS = {Verdict.MET: "cyan", Verdict.MISSED: "yellow", Verdict.OPEN: None}
_MARKS = {Verdict.MET: "✓", Verdict.MISSED: "▲", Verdict.OPEN: "○"}

Cell = str | tuple[str, ...]  # one text, or several below one another
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `wraps` marks those that give way when the terminal is narrow."""

    title: str = ""
    right: bool = False
    wraps: bool = False


def terminal_width() -> int:
    """Return the columns of the terminal, 100 in a pipe, never below 60."""
    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))


class Styled(str):
    """Text that carries our own terminal codes and no others."""

    __slots__ = ()


def mark(verdict: Verdict) -> Styled:
    """Return the mark of a verdict, coloured on a terminal."""
    return Styled(click.style(_MARKS[verdict], fg=_COLOURS[verdict]))


def bold(text: str) -> Styled:
    """Return text that stands out on a terminal."""
    return Styled(click.style(one_line(text), bold=True))


def table(columns: Sequence[Column], rows: Sequence[Row], indent: int = 0) -> list[str]:
    """Return the lines of a table; a heading is written if a column has a title.

    Where a column with a title would break words, its rows are written one below the other.
    """
    widths = _widths(columns, rows, indent)
    if any(column.title for column in columns) and _breaks_words(columns, rows, widths, indent):
        return [line for row in rows for line in _stacked(columns, row, widths, indent)]
    return _lines(columns, rows, widths, indent)


def _breaks_words(
    columns: Sequence[Column], rows: Iterable[Row], widths: Sequence[int], indent: int
) -> bool:
    if sum(widths) + _GAP * (len(columns) - 1) + indent > terminal_width():
        return True
    return any(
        _shown_width(word) > width
        for row in rows
        for column, cell, width in zip(columns, row, widths, strict=True)
        if column.wraps
        for text in _texts(cell)
        for word in text.split()
        if _shown_width(word) <= _LONGEST_WORD
    )


def _stacked(columns: Sequence[Column], row: Row, widths: Sequence[int], indent: int) -> list[str]:
    """Return a row without columns: what it is about, and below it the rest by its titles."""
    place = next((number for number, column in enumerate(columns) if column.wraps), 0)
    first = list(zip(columns[:place], row[:place], widths[:place], strict=True))
    lead = "".join(
        _padded(column, _joined(cell), width) + " " * _GAP for column, cell, width in first
    )
    rest = [
        f"{column.title} {_joined(cell)}" if column.title else _joined(cell)
        for column, cell in zip(columns[place + 1 :], row[place + 1 :], strict=True)
        if _joined(cell)
    ]
    lines = paragraph(_joined(row[place]), indent, lead) or [" " * indent + lead]
    room = indent + _shown_width(lead)
    return lines + [
        " " * room + line for line in side_by_side([Styled(one) for one in rest], room)
    ]


def _joined(cell: Cell) -> str:
    return "; ".join(_texts(cell))


def _padded(column: Column, text: str, width: int) -> str:
    room = " " * (width - _shown_width(text))
    return room + text if column.right else text + room


def chapters(
    columns: Sequence[Column],
    parts: Sequence[tuple[Sequence[str], Sequence[Row]]],
    indent: int = 0,
) -> list[str]:
    """Return several tables with the same widths, each after a blank line and its title."""
    widths = _widths(columns, [row for _, rows in parts for row in rows], indent)
    lines: list[str] = []
    for title, rows in parts:
        lines += ["", *title, *_lines(columns, rows, widths, indent)]
    return lines


def side_by_side(texts: Sequence[str], indent: int = 0) -> list[str]:
    """Return short texts beside one another, on as many lines as they need.

    The lines leave room for `indent`, which they do not have yet.
    """
    room = terminal_width() - indent
    lines: list[str] = []
    for text in texts:
        shown = _safe(text)
        both = f"{lines[-1]}{_BESIDE}{shown}" if lines else shown
        if lines and _shown_width(both) <= room:
            lines[-1] = both
        elif _shown_width(shown) <= room:
            lines.append(shown)
        else:
            lines += _wrapped(shown, room)
    return lines


def paragraph(text: str, indent: int = 0, lead: str = "") -> list[str]:
    """Return text wrapped to the terminal; it stands beside `lead` if there is one."""
    room = indent + _shown_width(lead)
    lines = _wrapped(_safe(text), terminal_width() - room)
    first = " " * indent + lead
    return [(" " * room if number else first) + line for number, line in enumerate(lines)]


def _wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text; ids with hyphens, which are typed again, stay whole."""
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _safe(text: str) -> str:
    return text if isinstance(text, Styled) else one_line(text)


def _texts(cell: Cell) -> tuple[str, ...]:
    return (_safe(cell),) if isinstance(cell, str) else tuple(_safe(text) for text in cell)


def _shown_width(text: str) -> int:
    """Return how many columns of a terminal a text takes: none for accents, two for Chinese."""
    plain = click.unstyle(text)
    if plain.isascii():
        return len(plain)
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - seldom needed, and every start does without it

    return sum(
        0 if combining(letter) else 2 if east_asian_width(letter) in {"F", "W"} else 1
        for letter in plain
    )


def _widths(columns: Sequence[Column], rows: Iterable[Row], indent: int) -> list[int]:
    widths = [_shown_width(column.title) for column in columns]
    for row in rows:
        for number, cell in enumerate(row):
            widths[number] = max(widths[number], *map(_shown_width, _texts(cell)), 0)
    spare = terminal_width() - indent - sum(widths) - _GAP * (len(columns) - 1)
    wrapping = [n for n, column in enumerate(columns) if column.wraps]
    while spare < 0 and wrapping:
        widest = max(wrapping, key=lambda n: widths[n])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        spare += 1
    return widths


def _lines(
    columns: Sequence[Column], rows: Sequence[Row], widths: Sequence[int], indent: int
) -> list[str]:
    lines: list[str] = []
    if any(column.title for column in columns):
        head = _row(columns, [column.title for column in columns], widths)
        lines += [click.style(line, dim=True) for line in head]
    for row in rows:
        lines += _row(columns, row, widths)
    return [" " * indent + line for line in lines]


def _row(columns: Sequence[Column], row: Row, widths: Sequence[int]) -> list[str]:
    cells = [
        [
            line
            for text in _texts(cell)
            for line in (
                _wrapped(text, width) if column.wraps and _shown_width(text) > width else [text]
            )
        ]
        for column, cell, width in zip(columns, row, widths, strict=True)
    ]
    lines = []
    for number in range(max(map(len, cells))):
        parts = []
        for column, cell, width in zip(columns, cells, widths, strict=True):
            text = cell[number] if number < len(cell) else ""
            parts.append(_padded(column, text, width))
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines
