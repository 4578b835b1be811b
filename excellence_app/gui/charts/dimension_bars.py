"""The scores of all dimensions and the total."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.charts.chart import Chart
from excellence_app.gui.charts.copying import Table
from excellence_app.gui.charts.tables import dimension_table
from excellence_app.gui.theme import TextStyle, Theme
from excellence_app.language.catalogues import Words
from excellence_app.reports import charts
from excellence_app.reports.blocks import DimensionBars
from excellence_app.reports.charts import Drawing


class DimensionBarsChart(Chart):
    """A list of dimensions, each with its bar and its score."""

    accessible_role: QAccessible.Role = Role.List

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        data: DimensionBars,
        parent: QWidget | None = None,
    ) -> None:
        self._data = data
        super().__init__(theme, words, name, parent)

    def show_data(self, data: DimensionBars) -> None:
        """Show other scores."""
        if data != self._data:
            self._data = data
            self.refresh()

    def lay_out(self, width: float, unit: float) -> Drawing:
        """Return the chart for a width in pixels."""
        style = charts.TextStyle(self.theme.text_size(TextStyle.BODY))
        return charts.dimension_bars(self._data, width, unit, style, self.fonts.width_of)

    def table(self) -> Table:
        """Return the score of each dimension."""
        return dimension_table(self._words, self._data)
