"""A table of counts: a bar for each answer, and a column of figures for each survey or group."""

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from excellence_app.gui.charts.painter import ChartFonts, paint_drawing, unit_of
from excellence_app.gui.painting import mirrored
from excellence_app.gui.parts.table.layout import KERNING
from excellence_app.gui.parts.table.painted_rows import PaintedCell, PaintedColumn, PaintedRows
from excellence_app.gui.parts.table.row_table import RowTable
from excellence_app.gui.parts.table.rows import Entry, Line, RowsModel
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Align
from excellence_app.reports.charts import mirrored as mirrored_drawing
from excellence_app.reports.count_bars import count_bar
from excellence_app.session.tally_shown import CountColumn, CountGrid, CountRow

_BAR, _BAR_LEAST = 220, 72
_FIGURES_LEAST, _TITLE_MOST, _TEXT_MOST = 64, 116, 160
_AROUND_TITLES = 14
_NAME_LEAST, _NAME_WANTED = 150, 240
_LINE = 34


class _Rows(PaintedRows):
    """Rows that are also as high as the words in their cells."""

    copies = True

    def __init__(self, theme: Theme, grid: CountGrid) -> None:
        self._grid = grid
        self._bars = int(bool(grid.chart))
        figures = [
            PaintedColumn(partial(self._width, place), partial(self._paint_text, place), gap=14)
            for place in range(len(grid.columns))
        ]
        bars = PaintedColumn(
            lambda: theme.px(_BAR), self._paint_bar, least=lambda: theme.px(_BAR_LEAST), gap=20
        )
        super().__init__(theme, [bars, *figures] if grid.chart else figures, row=_LINE, acts=False)
        for place, column in enumerate(figures):
            column.title = partial(self._paint_title, place)

    # lengths

    def fit(self, width: int, model: RowsModel) -> None:
        """Begin with the widths that columns have side by side."""
        self.narrow = False
        super().fit(width, model)

    def name_wanted(self) -> int:
        """Return the width of the longest title, as far as charts have to give way to it."""
        names = (self.advance(row.title, TextStyle.BODY) for row in self._grid.rows)
        longest = max(names, default=0.0) * KERNING + 4
        return max(self.name_least(), min(int(longest), self.theme.px(_NAME_WANTED)))

    def name_least(self) -> int:
        """Return less than other tables do: what stands beside the names is to be compared."""
        return self.theme.px(_NAME_LEAST)

    def _width(self, place: int) -> int:
        px, column = self.theme.px, self._grid.columns[place]
        texts = [self._shown(place, row) for row in self._grid.rows]
        weight = Weight.STRONG if any(row.strong for row in self._grid.rows) else Weight.REGULAR
        widest = max((self.advance(one, TextStyle.LABEL, weight) for one in texts), default=0.0)
        if self.narrow:
            return int(widest) + 4
        most = px(_TITLE_MOST if column.figures else _TEXT_MOST)
        longest = max(map(self._title_width, column.title.split(" ")), default=0.0)
        title = max(
            min(self._title_width(column.title), most), longest, self._title_width(column.size)
        )
        if not column.figures:
            widest = min(widest, most)
        return max(int(max(widest, title)) + 4, px(_FIGURES_LEAST))

    def _title_width(self, text: str) -> float:
        return self.advance(text, TextStyle.CAPTION, Weight.MEDIUM) if text else 0.0

    def titles_height(self) -> int:
        """Return the height of the titles in pixels, some of which have more lines."""
        caption = TextStyle.CAPTION
        narrowest = self.theme.px(_BAR_LEAST)
        heights = [
            self.theme.line_height(caption),
            self.text_height(self._grid.chart, caption, Weight.MEDIUM, narrowest),
        ]
        for place, column in enumerate(self._grid.columns):
            room = self._width(place)
            high = self.text_height(column.title, caption, Weight.MEDIUM, room)
            heights.append(high + (self.theme.line_height(caption) if column.size else 0))
        return max(heights) + self.theme.px(_AROUND_TITLES)

    def height(self, entry: Entry) -> int:
        """Return the height of a row with all its words."""
        usual = super().height(entry)
        if self.narrow or not isinstance(entry, Line):
            return usual
        row = self.row(entry.key)
        high = [
            self.text_height(text, TextStyle.LABEL, None, self._width(place))
            for place, (text, column) in enumerate(zip(row.cells, self._grid.columns, strict=True))
            if not column.figures
        ]
        return max(usual, max(high, default=0) + self.theme.px(14))

    def row(self, key: str) -> CountRow:
        """Return the row of a key."""
        return self._grid.rows[int(key)]

    def _shown(self, place: int, row: CountRow) -> str:
        """Return the text of a cell, with the title of its column where there are no titles."""
        text, column = row.cells[place], self._grid.columns[place]
        if not self.narrow or not text or not column.figures:
            return text
        title = f"{column.title}, {column.size}" if column.size else column.title
        return f"{title}: {text}"

    # painting

    def _paint_title(
        self, place: int, painter: QPainter, area: QRectF, direction: Qt.LayoutDirection
    ) -> None:
        theme, column = self.theme, self._grid.columns[place]
        align = _align(column)
        room = int(area.width())
        title = theme.paragraph(column.title, TextStyle.CAPTION, Weight.MEDIUM, room)
        size = theme.paragraph(column.size, TextStyle.CAPTION, None, room)
        high = title.height + (size.height if column.size else 0)
        top = area.bottom() - high - theme.px(_AROUND_TITLES) / 2
        at = QRectF(area.left(), top, area.width(), title.height)
        title.paint(painter, at, theme.colours.text2, align, direction)
        if column.size:
            at = QRectF(area.left(), top + title.height, area.width(), size.height)
            size.paint(painter, at, theme.colours.text3, align, direction)

    def _paint_text(
        self,
        place: int,
        painter: QPainter,
        area: QRectF,
        cell: PaintedCell,
        direction: Qt.LayoutDirection,
    ) -> None:
        theme, row = self.theme, self.row(cell.key)
        column, text = self._grid.columns[place], self._shown(place, row)
        weight = Weight.STRONG if row.strong else Weight.REGULAR
        wraps = not column.figures and not self.narrow
        room = int(area.width())
        if not wraps:
            text = theme.elided(text, TextStyle.LABEL, weight, room)
        words = theme.paragraph(text, TextStyle.LABEL, weight, room)
        colours = theme.colours
        ink = colours.text2 if row.calm or not column.figures else colours.text
        top = area.center().y() - words.height / 2
        at = QRectF(area.left(), top, area.width(), words.height)
        words.paint(painter, at, ink, Align.START if self.narrow else _align(column), direction)

    def _paint_bar(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        bar = self.row(cell.key).bar
        if bar is None:
            return
        drawing = count_bar(bar, area.width(), unit_of(self.theme))
        if direction is Qt.LayoutDirection.RightToLeft:
            drawing = mirrored_drawing(drawing)
        painter.save()
        painter.translate(area.left(), area.center().y() - drawing.height / 2)
        paint_drawing(painter, drawing, self.theme, ChartFonts(self.theme))
        painter.restore()

    def paint_titles(
        self, painter: QPainter, area: QRectF, model: RowsModel, direction: Qt.LayoutDirection
    ) -> None:
        """Paint the titles of name and bars where those of figures end."""
        theme, px = self.theme, self.theme.px
        bottom = area.bottom() - theme.edge
        painter.fillRect(
            QRectF(area.left(), bottom, area.width(), theme.edge), theme.colours.line2
        )
        places = self.places(Line("0", "", ""), area, direction)
        for number, room in enumerate(places):
            if number > self._bars:
                self._paint_title(number - 1 - self._bars, painter, room, direction)
                continue
            inner = room if number else room.adjusted(px(_EDGE), 0, 0, 0)
            inner = inner if number else mirrored(inner, room, direction)
            words = theme.paragraph(
                model.title(number), TextStyle.CAPTION, Weight.MEDIUM, int(inner.width())
            )
            top = room.bottom() - words.height - px(_AROUND_TITLES) / 2
            at = QRectF(inner.left(), top, inner.width(), words.height)
            words.paint(painter, at, theme.colours.text2, direction=direction)


_EDGE = 15  # from the end of a row to its words, as painted rows have it


def _align(column: CountColumn) -> Align:
    return Align.END if column.figures else Align.START


class CountTable(RowTable):
    """As high as its rows; each is told as one sentence. Ctrl C asks for a copy of it."""

    def __init__(self, theme: Theme, grid: CountGrid, parent: QWidget | None = None) -> None:
        self.grid = grid
        self._rows = _Rows(theme, grid)
        titles = [grid.first, *([grid.chart] if grid.chart else [])]
        titles += [f"{one.title} {one.size}".strip() for one in grid.columns]
        model = RowsModel(titles, self._cell)
        self._rows.header = self._rows.titles_height() / unit_of(theme)
        super().__init__(theme, grid.name, model, self._rows, whole=True, parent=parent)
        self.show_entries(
            [
                Line(str(place), "", row.title, row.spoken, calm=not row.strong)
                for place, row in enumerate(grid.rows)
            ]
        )

    def _cell(self, key: str, column: int) -> str:
        row, bars = self.grid.rows[int(key)], int(bool(self.grid.chart))
        if column <= bars:
            return row.bar.alternative if row.bar is not None else ""
        return row.cells[column - 1 - bars]

    def on_theme_changed(self) -> None:
        """Give the titles the room that they need now."""
        self._rows.forget()
        self._rows.header = self._rows.titles_height() / unit_of(self.theme)
        super().on_theme_changed()

    def texts(self) -> list[list[str]]:
        """Return the table as rows of texts, its titles first, the bars left out."""
        head = [self.grid.first]
        head += [f"{one.title} {one.size}".strip() for one in self.grid.columns]
        return [head, *([row.title, *row.cells] for row in self.grid.rows)]
