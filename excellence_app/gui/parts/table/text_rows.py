"""Rows whose cells hold two lines of text, pills or an action, and which are as high as that.

Where there is little room the first cell of a row stands above the others.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from excellence_app.gui.components.state_pill import State, pill_size
from excellence_app.gui.painting import mirrored, paint_hairline
from excellence_app.gui.parts.table.cell_look import CellPainter, icon_room, pill_places, style_of
from excellence_app.gui.parts.table.layout import KERNING, Look, RowLayout
from excellence_app.gui.parts.table.rows import Cell, Entry, Head, RowsModel, TextRow
from excellence_app.gui.theme import TextStyle, Theme, Weight

_EDGE = 14  # from the end of a row to what stands in it
_DOWN = 8  # above and below what stands in a row
_GAP = 18  # between columns
_SAMPLE = 100  # rows that say how wide a column is; more where a later row needs it
_HEAD = 42
_LEAST_ROW = 44
_ICON_ALONE = 28


class TextColumn(NamedTuple):
    """One column, in pixels of the design.

    With a `share` it gets that part of what is left, at least `least`; without one it is as
    wide as what it holds, `most` at most; pills and actions are never cut.
    """

    title: str
    share: float = 0
    least: float = 60
    most: float = 200


class TextRows(RowLayout):
    """Lays out rows of cells."""

    inset = 1

    def __init__(
        self, theme: Theme, columns: Sequence[TextColumn], *, titled: bool = True
    ) -> None:
        super().__init__(theme)
        self.titled = titled
        self._columns = list(columns)
        self._icons = False  # whether rows begin with icons
        self._wider: dict[int, int] = {}  # what later rows need, by column
        self._outgrown = False
        self._cells = CellPainter(theme)

    @property
    def titles(self) -> list[str]:
        """The titles of the columns."""
        return [column.title for column in self._columns]

    def forget(self) -> None:
        """Forget what was measured."""
        super().forget()
        self._wider.clear()

    # widths

    def fit(self, width: int, model: RowsModel) -> None:
        """Give each column its width: the room for its cell with half a gap at both sides."""
        px, self.room = self.theme.px, width
        sample = self._sample(model)
        self._icons = bool(sample) and bool(sample[0].cells and sample[0].cells[0].icon)
        room = width - 2 * px(_EDGE) - px(_GAP) * (len(self._columns) - 1)
        widths = [
            0 if column.share else self._natural(place, sample)
            for place, column in enumerate(self._columns)
        ]
        left = room - sum(widths)
        shares = sum(column.share for column in self._columns)
        self.narrow = False
        for place, column in enumerate(self._columns):
            if column.share:
                widths[place] = int(left * column.share / shares)
                self.narrow = self.narrow or widths[place] < px(column.least)
        if self.narrow:
            self.widths = [width, *(0 for _ in self._columns[1:])]
            return
        whole = [one + px(_GAP) for one in widths]
        whole[0] += px(_EDGE) - px(_GAP) // 2
        whole[-1] = width - sum(whole[:-1])
        self.widths = whole

    def _sample(self, model: RowsModel) -> list[TextRow]:
        places = (n for n in range(min(model.rowCount(), _SAMPLE)) if model.is_row(n))
        return [one for one in map(model.entry, places) if isinstance(one, TextRow)]

    def _natural(self, place: int, sample: Sequence[TextRow]) -> int:
        px, column = self.theme.px, self._columns[place]
        most = max(px(column.most), self._wider.get(place, 0))
        widest = 0.0
        if self.titled:
            widest = self.advance(column.title, TextStyle.CAPTION, Weight.MEDIUM)
        for row in sample:
            if place < len(row.cells):
                cell = row.cells[place]
                width = self._cell_width(cell, most)
                if cell.state is not None or cell.action:
                    most = max(most, int(width) + 2)
                widest = max(widest, width)
        widest = max(widest, float(self._wider.get(place, 0)))
        return min(max(int(widest * KERNING) + 2, px(column.least)), most)

    def _cell_width(self, cell: Cell, most: int) -> float:
        px = self.theme.px
        if cell.state is not None:
            return pill_size(self.theme, cell.state, cell.text).width()
        if cell.pills:
            sizes = [pill_size(self.theme, State.PLAIN, one).width() for one in cell.pills]
            return min(sum(sizes) + px(5) * (len(sizes) - 1), most)
        if cell.action:
            if cell.icon:
                return px(_ICON_ALONE)
            return self.advance(cell.text, TextStyle.LABEL, Weight.MEDIUM) + 2 * px(8)
        style, weight = style_of(cell)
        text = self.advance(cell.text, style, weight)
        below = self.advance(cell.below, TextStyle.CAPTION)
        return max(text, below) + icon_room(self.theme, cell)

    def _cell_room(self, place: int) -> int:
        px = self.theme.px
        last = len(self.widths) - 1
        before = px(_EDGE) if place == 0 else px(_GAP) // 2
        after = px(_EDGE) if place == last else px(_GAP) // 2
        return max(1, self.widths[place] - before - after)

    def outgrown(self) -> bool:
        """Return, once, whether a row has a pill or an action that is wider than its column."""
        found, self._outgrown = self._outgrown, False
        return found

    def _look_at_width(self, row: TextRow) -> None:
        for place, cell in enumerate(row.cells):
            if (cell.state is not None or cell.action) and not self._columns[place].share:
                wanted = int(self._cell_width(cell, 0)) + 2
                if wanted > max(self._cell_room(place) + 2, self._wider.get(place, 0)):
                    self._wider[place] = wanted
                    self._outgrown = True

    # heights

    def least_height(self) -> int:
        """Return the height of a row with one line."""
        theme, px = self.theme, self.theme.px
        if self.narrow:
            return px(_LEAST_ROW)
        return max(px(_LEAST_ROW), theme.line_height(TextStyle.BODY) + 2 * px(_DOWN))

    def head_height(self, title: str) -> int:
        """Return the height of the title of the rows that follow."""
        room = self.room - 2 * self.theme.px(_EDGE)
        words = self.text_height(title, TextStyle.H3, None, room)
        return max(self.theme.px(_HEAD), words + self.theme.px(22))

    def height(self, entry: Entry) -> int:
        """Return the height of the highest cell, or of all in a narrow table."""
        if not isinstance(entry, TextRow):
            return self.head_height(entry.title)
        if self.narrow:
            return max(self._narrow_places(entry)[1], self.least_height())
        self._look_at_width(entry)
        heights = [
            self._cell_height(cell, self._cell_room(place))
            for place, cell in enumerate(entry.cells)
        ]
        highest = max(heights, default=0) + 2 * self.theme.px(_DOWN)
        return max(highest, self.least_height())

    def _cell_height(self, cell: Cell, room: int) -> int:
        theme, px = self.theme, self.theme.px
        if cell.state is not None:
            return pill_size(theme, cell.state, cell.text).height()
        if cell.pills:
            return pill_places(theme, cell.pills, room)[1]
        if cell.action:
            return max(px(_ICON_ALONE), theme.line_height(TextStyle.LABEL) + px(8))
        room -= icon_room(theme, cell)
        style, weight = style_of(cell)
        below = self.text_height(cell.below, TextStyle.CAPTION, None, room)
        gap = px(2) if below and cell.text else 0
        return self.text_height(cell.text, style, weight, room) + gap + below

    # places

    def places(self, entry: Entry, area: QRectF, direction: Qt.LayoutDirection) -> list[QRectF]:
        """Return where the cells of a row lie."""
        if not isinstance(entry, TextRow):
            return []
        if self.narrow:
            found = self._narrow_places(entry)[0]
            moved = [one.translated(area.topLeft()) for one in found]
            return [mirrored(one, area, direction) for one in moved]
        px, places, x = self.theme.px, [], area.left()
        for number, cell in enumerate(entry.cells):
            room = self._cell_room(number)
            height = self._cell_height(cell, room)
            start = x + (px(_EDGE) if number == 0 else px(_GAP) // 2)
            y = area.top() + (area.height() - height) / 2
            places.append(mirrored(QRectF(start, y, room, height), area, direction))
            x += self.widths[number]
        return places

    def _narrow_places(self, row: TextRow) -> tuple[list[QRectF], int]:
        """Return where the cells of a row lie, the first above the others, and its height."""
        px = self.theme.px
        left, room = px(_EDGE), self.room - 2 * px(_EDGE)
        first, end = row.cells[0], left + room
        alone = any(cell.action and cell.icon for cell in row.cells)
        corner = px(_ICON_ALONE) if alone else 0
        start = left + icon_room(self.theme, first)
        y = px(_DOWN)
        height = self._cell_height(first, room - corner)
        places = [QRectF(left, y, room - corner, height)]
        y += height
        x, line = start, 0
        for cell in row.cells[1:]:
            if cell.action and cell.icon:
                places.append(QRectF(end - corner, px(_DOWN), corner, corner))
                continue
            if not cell.said():
                places.append(QRectF())
                continue
            width = min(int(self._cell_width(cell, end - start)) + 2, end - start)
            if x > start and x + width > end:
                x, y, line = start, y + line + px(4), 0
            if x == start and not line:
                y += px(5)
            high = self._cell_height(cell, width)
            places.append(QRectF(x, y, width, high))
            line = max(line, high)
            x += width + px(14)
        return places, y + line + px(_DOWN)

    def action_at(self, entry: Entry, places: list[QRectF], point: QPointF) -> str:
        """Return the key of the action at a point."""
        reach = self.theme.px(8)
        cells = entry.cells if isinstance(entry, TextRow) else ()
        for cell, at in zip(cells, places, strict=False):
            if cell.action and at.adjusted(-reach, -reach, reach, reach).contains(point):
                return cell.action
        return ""

    # painting

    def paint_head(
        self,
        painter: QPainter,
        entry: Entry,
        area: QRectF,
        direction: Qt.LayoutDirection,
        *,
        first: bool,  # noqa: ARG002 - it looks like the others
    ) -> None:
        """Paint the title and the line below it."""
        if not isinstance(entry, Head):
            return
        theme, px = self.theme, self.theme.px
        room = int(area.width()) - 2 * px(_EDGE)
        words = theme.paragraph(entry.title, TextStyle.H3, None, room)
        top = area.bottom() - words.height - px(8)
        place = mirrored(QRectF(px(_EDGE), top, room, words.height), area, direction)
        words.paint(painter, place, theme.colours.text, direction=direction)
        left, right = area.left() + px(_EDGE), area.right() - px(_EDGE)
        paint_hairline(painter, area.bottom() - 1, left, right, theme)

    def paint_row(
        self,
        painter: QPainter,
        entry: Entry,
        area: QRectF,
        look: Look,
        direction: Qt.LayoutDirection,
    ) -> None:
        """Paint the cells."""
        if isinstance(entry, TextRow):
            places = self.places(entry, area, direction)
            for cell, at in zip(entry.cells, places, strict=False):
                self._cells.paint(painter, cell, at, look, direction)

    def paint_titles(
        self, painter: QPainter, area: QRectF, model: RowsModel, direction: Qt.LayoutDirection
    ) -> None:
        """Paint the titles of the columns and the line below them."""
        theme, px, ink = self.theme, self.theme.px, self.theme.colours.text2
        x = 0
        for number, width in enumerate(self.widths):
            start = x + (px(_EDGE) if number == 0 else px(_GAP) // 2)
            if number == 0 and self._icons:
                start += icon_room(theme, Cell(icon="file"))
            room = max(1, x + width - start)
            shown = theme.elided(model.title(number), TextStyle.CAPTION, Weight.MEDIUM, room)
            words = theme.paragraph(shown, TextStyle.CAPTION, Weight.MEDIUM)
            y = (area.height() - words.height) / 2
            spot = mirrored(QRectF(start, y, room, words.height), area, direction)
            words.paint(painter, spot, ink, direction=direction)
            x += width
        paint_hairline(painter, area.bottom() - theme.edge, area.left(), area.right(), theme)
