"""The total score after each action of the roadmap."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.charts.chart import Chart
from excellence_app.gui.charts.copying import Table
from excellence_app.gui.charts.tables import staircase_table
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words
from excellence_app.reports import charts
from excellence_app.reports.blocks import Staircase
from excellence_app.reports.charts import Drawing

_HEIGHT = 172.0


class StaircaseChart(Chart):
    """A list of steps, each with the score that it leads to."""

    accessible_role: QAccessible.Role = Role.List

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        data: Staircase,
        parent: QWidget | None = None,
    ) -> None:
        self._data = data
        super().__init__(theme, words, name, parent)

    def show_data(self, data: Staircase) -> None:
        """Show another plan."""
        if data != self._data:
            self._data = data
            self.refresh()

    def lay_out(self, width: float, unit: float) -> Drawing:
        """Return the chart for a width in pixels."""
        return charts.staircase(self._data, width, _HEIGHT * unit, unit, self.fonts.width_of)

    def table(self) -> Table:
        """Return the score after each step."""
        return staircase_table(self._words, self._data)
