"""How wide the columns of a table are: figures and names as they need, running text the rest."""

from collections.abc import Mapping, Sequence

from excellence_app.reports import blocks
from excellence_app.reports.blocks import ColumnRole, Role
from excellence_app.reports.charts import Token
from excellence_app.reports.paper import theme
from excellence_app.reports.paper.fonts import Face, Fonts
from excellence_app.reports.paper.text import (
    Ink,
    Inked,
    break_lines,
    line_width,
    widest_word,
)
from excellence_app.reports.paper.theme import Size

MARK_COLUMN = 12.0

_MM = theme.MILLIMETRE
_LEAST_RUNNING_WIDTH = 20 * _MM
_ENDLESS = 10_000.0


def mark_room(size: Size) -> float:
    """Return how far a text stands to the right of the mark before it."""
    return max(MARK_COLUMN, 1.35 * size.letters)


def lead_room(lead_width: float) -> float:
    """Return how far a text stands to the right of the start of the letters before it."""
    return max(10.0, lead_width + 4)


def inked(block: blocks.Paragraph, size: Size) -> list[Inked]:
    """Return the stretches of a paragraph with their inks."""
    return [
        Inked(
            span.text,
            Ink(
                theme.FACES[span.weight],
                size.letters,
                theme.TONES[span.tone if span.tone is not None else block.tone],
            ),
        )
        for span in block.spans
    ]


def columns(
    table: blocks.Table, width: float, fonts: Fonts, sizes: Mapping[Role, Size]
) -> list[tuple[float, float]]:
    """Return the place and the width of each column of a table."""
    fixed: dict[int, float] = {}
    for index, column in enumerate(table.columns):
        cells = [row.cells[index] for row in table.rows if isinstance(row, blocks.Row)]
        fitted = _Fitted(cells, fonts, sizes)
        match column.role:
            case ColumnRole.CHART:
                fixed[index] = min(theme.CHART_WIDTH, width * 0.25)
            case ColumnRole.MARK:
                fixed[index] = MARK_COLUMN - 4
            case ColumnRole.NUMBER:
                title = "" if title_goes_on(table, index) else column.title
                fixed[index] = fitted.width(title, 5 * _MM, width * 0.16)
            case ColumnRole.SHORT | ColumnRole.FIGURE:
                fixed[index] = fitted.width(column.title, 8 * _MM, width * 0.17)
            case ColumnRole.NAME | ColumnRole.TEXT:
                continue
    gutters = [gutter(table, index) for index in range(len(table.columns) - 1)]
    rest = width - sum(fixed.values()) - sum(gutters)
    shares = sum(c.share for i, c in enumerate(table.columns) if i not in fixed)
    rest = max(rest, _LEAST_RUNNING_WIDTH * max(1, len(table.columns) - len(fixed)))
    places, x = [], 0.0
    for index, column in enumerate(table.columns):
        room = fixed.get(index, rest * column.share / shares if shares else 0)
        places.append((x, room))
        x += room + (gutters[index] if index < len(gutters) else 0)
    return places


def title_goes_on(table: blocks.Table, index: int) -> bool:
    """Return whether the title of a column may reach over the next one, which has none."""
    following = index + 1
    return following < len(table.columns) and not table.columns[following].title


def gutter(table: blocks.Table, index: int) -> float:
    """Return the space between a column and the next."""
    if ColumnRole.CHART in {table.columns[index].role, table.columns[index + 1].role}:
        return 6 * _MM if table.columns[index].role is ColumnRole.CHART else 3 * _MM
    return theme.GUTTER


class _Fitted:
    """Measures the cells of one column."""

    def __init__(
        self, cells: Sequence[blocks.Cell], fonts: Fonts, sizes: Mapping[Role, Size]
    ) -> None:
        self._cells, self._fonts, self._sizes = cells, fonts, sizes

    def width(self, title: str, least: float, most: float) -> float:
        """Return the width in which no text of the cells breaks, within bounds."""
        head = Ink(Face.MEDIUM, theme.CAPTION.letters, Token.TEXT3)
        least = max(least, widest_word([Inked(title, head)], self._fonts) + 1)
        wide = max(
            (
                self._reach(block)
                for cell in self._cells
                for block in cell
                if isinstance(block, blocks.Paragraph)
            ),
            default=0.0,
        )
        return min(max(wide + 0.5, least), max(least, most))

    def _reach(self, block: blocks.Paragraph) -> float:
        size = self._sizes[block.role]
        lines = break_lines(inked(block, size), _ENDLESS, self._fonts)
        reach = max((line_width(line, self._fonts) for line in lines), default=0.0)
        if block.mark is not None:
            return reach + mark_room(size)
        if block.lead:
            ink = Ink(Face.REGULAR, size.letters, theme.TONES[block.tone])
            (lead,) = break_lines([Inked(block.lead, ink)], _ENDLESS, self._fonts)[:1]
            return reach + lead_room(line_width(lead, self._fonts))
        return reach
