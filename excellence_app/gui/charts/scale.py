"""One value on its scale: bullets and dumbbells, as widgets and for rows that paint them."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from excellence_app.gui.charts.chart import Chart
from excellence_app.gui.charts.copying import Table
from excellence_app.gui.charts.painter import ChartFonts, paint_drawing, unit_of
from excellence_app.gui.charts.tables import scale_table
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words
from excellence_app.reports import charts
from excellence_app.reports.blocks import Bullet, Dumbbell
from excellence_app.reports.charts import Drawing, mirrored

_KEPT = 500


class ScaleChart(Chart):
    """A bullet or a dumbbell. Without `focusable` its row has the focus and tells its sentence."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        data: Bullet | Dumbbell,
        *,
        focusable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._data = data
        super().__init__(theme, words, data.alternative, parent)
        if focusable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tell(data.alternative)

    def show_data(self, data: Bullet | Dumbbell) -> None:
        """Show another value."""
        if data != self._data:
            self._data = data
            self.tell(data.alternative)
            self.refresh()

    def lay_out(self, width: float, unit: float) -> Drawing:
        """Return the chart for a width in pixels."""
        return lay_out(self._data, width, unit)

    def table(self) -> Table:
        """Return the figures of the chart."""
        return scale_table(self._words, [self._data])


def lay_out(data: Bullet | Dumbbell, width: float, unit: float, height: float = 0) -> Drawing:
    """Return one value on its scale; dumbbells are as high as asked for."""
    if isinstance(data, Bullet):
        return charts.bullet(data, width, unit)
    return charts.dumbbell(data, width, unit, height or None)


class ScalePainter:
    """Paints bullets, dumbbells and steps into rows; each is laid out once.

    To be made anew when the theme changes.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._unit = unit_of(theme)
        self._fonts = ChartFonts(theme)
        self._drawings: dict[tuple[object, ...], Drawing] = {}

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        data: Bullet | Dumbbell,
        direction: Qt.LayoutDirection,
        *,
        as_steps: bool = False,
    ) -> None:
        """Paint a value in the middle of `area`; steps are one small cell for each level."""
        drawing = self._drawing(data, area, direction, as_steps=as_steps)
        painter.save()
        left = area.left()
        if as_steps and direction is Qt.LayoutDirection.RightToLeft:
            left = area.right() - drawing.width
        painter.translate(QPointF(left, area.top() + (area.height() - drawing.height) / 2))
        paint_drawing(painter, drawing, self._theme, self._fonts)
        painter.restore()

    def _drawing(
        self,
        data: Bullet | Dumbbell,
        area: QRectF,
        direction: Qt.LayoutDirection,
        *,
        as_steps: bool,
    ) -> Drawing:
        wanted = (data, area.width(), area.height(), direction, as_steps)
        known = self._drawings.get(wanted)
        if known is None:
            if len(self._drawings) >= _KEPT:
                self._drawings.clear()
            if as_steps and isinstance(data, Bullet):
                known = charts.steps(data, self._unit)
            else:
                known = lay_out(data, area.width(), self._unit, area.height())
            if direction is Qt.LayoutDirection.RightToLeft:
                known = mirrored(known)
            self._drawings[wanted] = known
        return known
