"""All indicators side by side; each column is a button that leads to its question."""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.charts.chart import Chart
from excellence_app.gui.charts.copying import Table
from excellence_app.gui.charts.marks import Mark, MarkButton
from excellence_app.gui.charts.tables import skyline_table
from excellence_app.gui.theme import SMALLEST_TEXT, Theme
from excellence_app.language.catalogues import Words
from excellence_app.reports import charts
from excellence_app.reports.blocks import Skyline, Weight
from excellence_app.reports.charts import Drawing

_LEAST_PITCH = 24.0  # of two columns, in pixels of the design; in less room lines wrap
_BETWEEN_LABELS = 1.5
_CELL_HEIGHT = 13.0  # flatter than on paper, so that the dimensions below are in view
_BETWEEN_LINES = 20.0


class SkylineChart(Chart):
    """A list of all indicators.

    Signals:
        chosen: A person chose a column. str: the id of its indicator.
    """

    accessible_role: QAccessible.Role = Role.List

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        data: Skyline,
        parent: QWidget | None = None,
    ) -> None:
        self._data = data
        super().__init__(theme, words, name, parent)

    def show_data(self, data: Skyline) -> None:
        """Show other results; the focus stays where it is."""
        if data != self._data:
            self._data = data
            self.refresh()

    def sizeHint(self) -> QSize:
        """Return the size at the width that there is; no lay-out for one that nobody gives."""
        return super().sizeHint() if self.has_place() else self._first_size()

    def minimumSizeHint(self) -> QSize:
        """Return the least size in which the chart can be read."""
        return super().minimumSizeHint() if self.has_place() else self._first_size()

    def _first_size(self) -> QSize:
        """Return a size to begin with: the card asks for the height once it knows the width."""
        return QSize(self.theme.px(120), self.theme.px(120))

    def lay_out(self, width: float, unit: float) -> Drawing:
        """Return the chart for a width in pixels."""
        style = charts.TextStyle(SMALLEST_TEXT, Weight.STRONG)
        labels = (c.label for group in self._data.groups for c in group.columns)
        widest = max((self.fonts.width_of(label, style) for label in labels), default=0.0)
        # every second number may stand lower
        pitch = max(_LEAST_PITCH * unit, (widest + _BETWEEN_LABELS * unit) / 2)
        most = charts.columns_that_fit(self._data, width, pitch)
        measure, smallest = self.fonts.width_of, SMALLEST_TEXT
        lines = charts.skyline(self._data, width, unit, measure, smallest, most, _CELL_HEIGHT)
        return charts.below_each_other(lines, _BETWEEN_LINES * unit)

    def table(self) -> Table:
        """Return the levels of all indicators."""
        return skyline_table(self._words, self._data)

    def make_mark(self) -> Mark:
        """Return a column that can be pressed."""
        mark = MarkButton(self.theme, self.move_from, self)
        mark.clicked.connect(self._on_clicked)
        return mark

    @Slot()
    def _on_clicked(self) -> None:
        mark = self.sender()
        if isinstance(mark, MarkButton):
            self.chosen.emit(mark.key)


class SmallSkyline(Chart):
    """A skyline without words, as a sign of an assessment in a list."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        data: Skyline,
        parent: QWidget | None = None,
    ) -> None:
        self._data = data
        super().__init__(theme, words, name, parent)

    def lay_out(self, width: float, unit: float) -> Drawing:
        """Return the chart for a width in pixels; it is one mark."""
        drawing = charts.small_skyline(self._data, width, unit * _SMALL)
        return Drawing(drawing.width, drawing.height, drawing.shapes, drawing.alternative)

    def table(self) -> Table:
        """Return the levels of all indicators."""
        return skyline_table(self._words, self._data)


_SMALL = 0.45
