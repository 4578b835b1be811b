"""Rows with number and name, and after these marks and charts that the page paints itself.

Where there is little room each row has its name in a first line and everything else below it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from excellence_app.gui.painting import mirrored, paint_mark
from excellence_app.gui.parts.table.layout import Look, RowLayout
from excellence_app.gui.parts.table.rows import Entry, Head, Line, RowsModel
from excellence_app.gui.theme import TextStyle, Theme, Weight

_EDGE = 15  # from the end of a row to its words
_ROW = 37
_NARROW_GAP = 6  # between the two lines of a row
_ACROSS = 16  # between what stands in the second line
_HEAD = 36
_MARK = 14
_NAME_WANTED = 325  # charts give way until names have that much
_NAME_LEAST = 220
_NUMBER_LEAST = 46


class PaintedCell(NamedTuple):
    """A row as a cell is painted: its key, and whether it is the current or the pointed one."""

    key: str
    current: bool
    pointed: bool


Paint = Callable[[QPainter, QRectF, PaintedCell, Qt.LayoutDirection], None]
PaintTitle = Callable[[QPainter, QRectF, Qt.LayoutDirection], None]


class PaintedColumn:
    """One column after the name.

    `width` returns what its cells need, in pixels; down to `least` it may be narrower, as
    charts may. `gap` is the room before it, in pixels of the design.
    """

    def __init__(
        self,
        width: Callable[[], int],
        paint: Paint,
        *,
        title: PaintTitle | None = None,
        least: Callable[[], int] | None = None,
        gap: float = 20,
    ) -> None:
        self.width = width
        self.paint = paint
        self.title = title
        self.least = least or width
        self.gap = gap


class PaintedRows(RowLayout):
    """Lays out rows of number, name and painted columns.

    Where rows act, something can be done in the last column. Where no row has a number there is
    no room for one.
    """

    header = 30.0
    least_width = 200.0
    least_room = 220.0

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[PaintedColumn],
        *,
        row: float = _ROW,
        acts: bool = True,
    ) -> None:
        super().__init__(theme)
        self.acts = acts
        self._columns = list(columns)
        self._row = row
        self._number_width = 0
        self._below: list[QRectF] = []  # in narrow rows, from the start of the row
        self._below_height = 0

    # lengths

    def fit(self, width: int, model: RowsModel) -> None:
        """Let charts give way to names, and go into a second line if that is not enough."""
        px, self.room = self.theme.px, width
        numbers = [e.number for e in model.entries if isinstance(e, Line)]
        longest = max(numbers, key=len, default="")
        strong = Weight.STRONG
        widest = max(self.advance(one, TextStyle.BODY, strong) for one in {longest, "0.00"})
        self._number_width = max(px(_NUMBER_LEAST), int(widest) + px(16))
        if numbers and not longest:
            self._number_width = 0
        needed = [column.width() + px(column.gap) for column in self._columns]
        edge = px(_EDGE)
        free = width - sum(needed) - 2 * edge - self._number_width
        wanted = self.name_wanted()
        for place, column in enumerate(self._columns):
            give = min(column.width() - column.least(), wanted - free)
            if give > 0:
                needed[place] -= give
                free += give
        self.narrow = free < self.name_least()
        if self.narrow:
            self.widths = [width, *(0 for _ in needed)]
            self._fit_below(width)
        else:
            self.widths = [edge + self._number_width + free, *needed]
            self.widths[-1] += edge

    def name_wanted(self) -> int:
        """Return the width that names have before charts give way to them, in pixels."""
        return self.theme.px(_NAME_WANTED)

    def name_least(self) -> int:
        """Return the width of names below which cells stand below them, in pixels."""
        return self.theme.px(_NAME_LEAST)

    def _fit_below(self, width: int) -> None:
        """Let the cells of a row flow below its name, at the same places in all rows."""
        theme, px = self.theme, self.theme.px
        start = px(_EDGE) + self._number_width
        if width - start < px(_NAME_LEAST):  # no room to lose at the side
            start = px(_EDGE)
        end = width - px(_EDGE)
        height = max(px(30), theme.line_height(TextStyle.LABEL) + px(10))
        rooms = [column.width() for column in self._columns]
        over = start + sum(rooms) + px(_ACROSS) * (len(rooms) - 1) - end
        for number, column in enumerate(self._columns):  # charts give way first
            give = min(over, rooms[number] - column.least())
            if give > 0:
                rooms[number] -= give
                over -= give
        x, y = start, 0
        self._below = []
        for wanted in rooms:
            room = min(wanted, end - start)
            if x > start and x + room > end:
                x, y = start, y + height
            self._below.append(QRectF(x, y, room, height))
            x += room + px(_ACROSS)
        self._below_height = y + height + px(_NARROW_GAP)

    def name_room(self) -> int:
        """Return the width that names have, in pixels."""
        edge = self.theme.px(_EDGE)
        room = self.widths[0] - edge - self._number_width
        return max(1, room - edge if self.narrow else room)

    def least_height(self) -> int:
        """Return the height of a row whose name has one line."""
        theme, px = self.theme, self.theme.px
        line = theme.line_height(TextStyle.BODY)
        if self.narrow:
            return line + px(16) + self._below_height
        return max(px(self._row), line + px(14))

    def head_height(self, title: str) -> int:  # noqa: ARG002 - it is cut where it is too long
        """Return the height of a head."""
        theme = self.theme
        return max(theme.px(_HEAD), theme.line_height(TextStyle.LABEL) + theme.px(16))

    def height(self, entry: Entry) -> int:
        """Return the height of a row with its whole name."""
        if not isinstance(entry, Line):
            return self.head_height("")
        room, weight, usual = self.name_room(), _weight(entry), self.least_height()
        if self.advance(entry.title, TextStyle.BODY, weight) <= room:
            return usual
        lines = self.theme.paragraph(entry.title, TextStyle.BODY, weight, room).lines
        return usual + (lines - 1) * self.theme.line_height(TextStyle.BODY)

    def places(self, entry: Entry, area: QRectF, direction: Qt.LayoutDirection) -> list[QRectF]:
        """Return where name and cells lie, without the room around them."""
        px = self.theme.px
        if self.narrow:
            top = area.top() + px(8) + self._name_height(entry) + px(_NARROW_GAP) / 2
            below = [one.translated(area.left(), top) for one in self._below]
            return [area, *(mirrored(one, area, direction) for one in below)]
        found, x = [], area.left()
        for place, width in enumerate(self.widths):
            whole = QRectF(x, area.top(), width, area.height())
            if place:
                end = px(_EDGE) if place == len(self._columns) else 0
                whole.adjust(px(self._columns[place - 1].gap), 0, -end, 0)
            found.append(mirrored(whole, area, direction))
            x += width
        return found

    def _name_height(self, entry: Entry) -> int:
        if not isinstance(entry, Line):
            return 0
        room = self.name_room()
        return self.theme.paragraph(entry.title, TextStyle.BODY, _weight(entry), room).height

    def action_at(self, entry: Entry, places: list[QRectF], point: QPointF) -> str:  # noqa: ARG002 - all rows have it
        """Return that something can be done in the last column."""
        return self.main_action if self.acts and places[-1].contains(point) else ""

    # painting

    def paint_head(
        self,
        painter: QPainter,
        entry: Entry,
        area: QRectF,
        direction: Qt.LayoutDirection,
        *,
        first: bool,
    ) -> None:
        """Paint sign, title and number of rows, and a line above that separates groups."""
        if not isinstance(entry, Head):
            return
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        if not first:
            line = QRectF(area.left(), area.top(), area.width(), theme.edge)
            painter.fillRect(line, colours.line)
        x = px(_EDGE)
        middle = area.center().y() + (0 if first else px(1))
        if entry.mark is not None:
            side = px(_MARK)
            place = mirrored(QRectF(x, middle - side / 2, side, side), area, direction)
            ink = colours.named(entry.colour)
            paint_mark(painter, entry.mark, place, ink, colours.surface, direction)
            x += side + px(8)
        room = area.width() - x - px(_EDGE)
        count = theme.paragraph(entry.amount, TextStyle.LABEL) if entry.amount else None
        taken = count.width + px(9) if count is not None else 0
        shown = theme.elided(entry.title, TextStyle.LABEL, Weight.STRONG, room - taken)
        for words, ink, gap in (
            (theme.paragraph(shown, TextStyle.LABEL, Weight.STRONG), colours.text, px(9)),
            (count, colours.text3, 0),
        ):
            if words is not None:
                place = QRectF(x, middle - words.height / 2, words.width, words.height)
                place = mirrored(place, area, direction)
                words.paint(painter, place, ink, direction=direction)
                x += words.width + gap

    def paint_row(
        self,
        painter: QPainter,
        entry: Entry,
        area: QRectF,
        look: Look,
        direction: Qt.LayoutDirection,
    ) -> None:
        """Paint number and name, and let the page paint the rest."""
        if not isinstance(entry, Line):
            return
        places = self.places(entry, area, direction)
        self._paint_name(painter, area, entry, direction)
        cell = PaintedCell(entry.key, look.current, look.pointed)
        for column, room in zip(self._columns, places[1:], strict=True):
            column.paint(painter, room, cell, direction)

    def _paint_name(
        self, painter: QPainter, area: QRectF, line: Line, direction: Qt.LayoutDirection
    ) -> None:
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        room, edge = self.name_room(), px(_EDGE)
        words = theme.paragraph(line.title, TextStyle.BODY, _weight(line), room)
        top = area.top() + px(8) if self.narrow else area.center().y() - words.height / 2
        number = theme.paragraph(line.number, TextStyle.LABEL, Weight.STRONG)
        shift = (theme.line_height(TextStyle.BODY) - number.height) / 2
        place = QRectF(area.left() + edge, top + shift, self._number_width, number.height)
        ink = colours.text3 if line.calm else colours.text
        number.paint(painter, mirrored(place, area, direction), ink, direction=direction)
        place = QRectF(area.left() + edge + self._number_width, top, room, words.height)
        words.paint(painter, mirrored(place, area, direction), colours.text, direction=direction)

    def paint_titles(
        self, painter: QPainter, area: QRectF, model: RowsModel, direction: Qt.LayoutDirection
    ) -> None:
        """Paint the titles, some of which the page paints, and the line below them."""
        theme, colours = self.theme, self.theme.colours
        bottom = area.bottom() - theme.edge
        painter.fillRect(QRectF(area.left(), bottom, area.width(), theme.edge), colours.line2)
        for column, room in enumerate(self.places(Head("", ""), area, direction)):
            paint = self._columns[column - 1].title if column else None
            if paint is not None:
                paint(painter, room, direction)
                continue
            if not column:
                inner = room.adjusted(theme.px(_EDGE), 0, 0, 0)
                room = mirrored(inner, room, direction)  # noqa: PLW2901 - the part of it for words
            words = theme.paragraph(model.title(column), TextStyle.CAPTION, Weight.MEDIUM)
            top = room.center().y() - words.height / 2
            place = QRectF(room.left(), top, room.width(), words.height)
            words.paint(painter, place, colours.text2, direction=direction)


def _weight(line: Line) -> Weight:
    return Weight.REGULAR if line.calm else Weight.MEDIUM
