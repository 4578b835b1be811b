"""Tables of text: aligned, wrapped to the terminal, coloured only there."""

import shutil
import textwrap
from collections.abc import Sequence

import click

from excellence_app.domain.levels import Verdict
from excellence_app.domain.values import dataclass
from excellence_app.language.problems import printable

_GAP = 2
_NARROWEST = 16
_COLOURS = {Verdict.MET: "cyan", Verdict.MISSED: "yellow", Verdict.OPEN: None}
_MARKS = {Verdict.MET: "✓", Verdict.MISSED: "▲", Verdict.OPEN: "○"}


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
    return Styled(click.style(printable(text), bold=True))


def _safe(cell: str) -> str:
    return cell if isinstance(cell, Styled) else printable(cell.replace("\n", " "))


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], indent: int = 0) -> list[str]:
    """Return the lines of a table; a heading is written if a column has a title."""
    rows = [[_safe(cell) for cell in row] for row in rows]
    widths = _widths(columns, rows, indent)
    lines: list[str] = []
    if any(column.title for column in columns):
        head = _row(columns, [column.title for column in columns], widths)
        lines += [click.style(line, dim=True) for line in head]
    for row in rows:
        lines += _row(columns, row, widths)
    return [" " * indent + line for line in lines]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], indent: int) -> list[int]:
    cells = [[column.title for column in columns], *rows]
    widths = [max(len(click.unstyle(row[n])) for row in cells) for n in range(len(columns))]
    spare = terminal_width() - indent - sum(widths) - _GAP * (len(columns) - 1)
    wrapping = [n for n, column in enumerate(columns) if column.wraps]
    while spare < 0 and wrapping:
        widest = max(wrapping, key=lambda n: widths[n])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        spare += 1
    return widths


def _row(columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        textwrap.wrap(cell, width) or [""] if column.wraps and len(cell) > width else [cell]
        for column, cell, width in zip(columns, cells, widths, strict=True)
    ]
    lines = []
    for number in range(max(len(cell) for cell in wrapped)):
        parts = []
        for column, cell, width in zip(columns, wrapped, widths, strict=True):
            text = cell[number] if number < len(cell) else ""
            room = " " * (width - len(click.unstyle(text)))
            parts.append(room + text if column.right else text + room)
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines


def paragraph(text: str, indent: int = 0) -> list[str]:
    """Return text wrapped to the terminal."""
    return textwrap.wrap(
        _safe(text), terminal_width(), initial_indent=" " * indent, subsequent_indent=" " * indent
    )
