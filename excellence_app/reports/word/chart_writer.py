"""Charts of a Word file: pictures with their sentences."""

from collections.abc import Iterator

from excellence_app.reports import blocks, charts
from excellence_app.reports.charts import Drawing, TextStyle
from excellence_app.reports.count_bars import count_bar
from excellence_app.reports.paper import theme
from excellence_app.reports.paper.escaping import escape
from excellence_app.reports.word import markup
from excellence_app.reports.word.markup import Setting
from excellence_app.reports.word.parts import (
    CHART_MARGINS,
    SPACE,
    Part,
    Place,
)
from excellence_app.reports.word.text_writer import TextWriter


class ChartWriter(TextWriter):
    """Turns charts into markup."""

    def _skyline(self, block: blocks.Skyline, place: Place) -> Iterator[Part]:
        unit = self._front.unit if place.front else theme.UNIT
        drawings = charts.skyline(block, place.width, unit, self._width_of, theme.SMALLEST)
        for drawing in drawings:
            yield self._chart(drawing, place, drawing.alternative)
        yield Part(SPACE, 4)

    def _mark_on_scale(
        self,
        block: "blocks.Bullet | blocks.Dumbbell | blocks.CountBar",
        place: Place,
        width: float,
    ) -> Part:
        unit = self._front.unit if place.front else theme.UNIT
        if isinstance(block, blocks.Bullet):
            drawing = charts.bullet(block, min(width, place.width), unit)
        elif isinstance(block, blocks.CountBar):
            drawing = count_bar(block, min(width, place.width), unit)
        else:
            drawing = charts.dumbbell(block, min(width, place.width), unit)
        return self._chart(drawing, place, block.alternative)

    def _chart(self, drawing: Drawing, place: Place, alternative: str) -> Part:
        side, above = CHART_MARGINS
        relation, width, height = "", drawing.width + 2 * side, drawing.height + 2 * above
        if self._gallery is not None:
            relation, width, height = self._gallery.hang(drawing)
        self._pictures += 1
        content = markup.picture(self._pictures, relation, (width, height), alternative)
        # A word processor may cut off what reaches out of a cell, so charts begin inside.
        start = 0 if place.in_table else place.indent - side
        return self._paragraph("Chart", content, Setting(start), height + 1)

    def _width_of(self, text: str, style: TextStyle) -> float:
        return self._fonts.width(escape(text), theme.FACES[style.weight], style.size)
