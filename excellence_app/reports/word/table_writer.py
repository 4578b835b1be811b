"""Tables of a Word file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from excellence_app.domain.levels import Verdict
from excellence_app.domain.messages import N_
from excellence_app.language import sentences
from excellence_app.reports import blocks, charts
from excellence_app.reports.blocks import ColumnRole, Mark, Role, Tone, Weight
from excellence_app.reports.charts import TextStyle, Token
from excellence_app.reports.keeping import row_stays
from excellence_app.reports.paper import columns, theme
from excellence_app.reports.paper.fonts import Face
from excellence_app.reports.paper.text import Ink
from excellence_app.reports.word import markup
from excellence_app.reports.word.chart_writer import ChartWriter
from excellence_app.reports.word.markup import Setting, TableCell, TableForm, TableRow
from excellence_app.reports.word.package import (
    GAP,
    WIDTH,
)
from excellence_app.reports.word.parts import (
    CHART_MARGINS,
    IN_CELL,
    KEPT_SPACE,
    SPACE,
    Part,
    Place,
    cell_of,
    kept_if,
    texts_of,
)

_MM = theme.MILLIMETRE


class TableWriter(ChartWriter):
    """Turns tables into markup."""

    def _key_facts(self, block: blocks.KeyFacts, place: Place) -> Iterator[Part]:
        if not block.facts:
            return
        room = WIDTH / len(block.facts)
        names = [(blocks.said(f.name, Role.CAPTION, Tone.FAINT),) for f in block.facts]
        values = [(blocks.said(f.value, Role.CAPTION, weight=Weight.STRONG),) for f in block.facts]
        form = TableForm("PlainTable", [room] * len(block.facts), self._title)
        yield from self._plain_table(form, [names, values], place)

    def _plain_table(
        self,
        form: TableForm,
        rows: Sequence[Sequence[blocks.Cell]],
        place: Place,
        figures: frozenset[int] = frozenset(),
        *,
        head: bool = True,
    ) -> Iterator[Part]:
        """Yield a table, its first row as its head; `figures` are columns set to the right."""
        made, height = [], 0.0
        for number, cells in enumerate(rows):
            made_cells, deepest = [], 0.0
            for index, cell in enumerate(cells):
                last = index + 1 == len(cells)
                room = form.widths[index] - (0 if last else GAP)
                inner = replace(place, indent=0, width=room, in_table=True, beside=False)
                parts = [self._in_cell(one, inner, figure=index in figures) for one in cell]
                made_cells.append(cell_of(parts))
                deepest = max(deepest, sum(part.height for part in parts))
            row = TableRow(tuple(made_cells), head=head and number == 0)
            made.append(kept_if(row.head and len(rows) > 1, row))
            height += deepest + form.above + form.below
        placed = replace(form, indent=place.indent, from_right=self._from_right)
        yield Part(markup.table(placed, made) + SPACE, height + 4)

    def _in_cell(
        self,
        block: "blocks.Paragraph | blocks.Bullet | blocks.Dumbbell | blocks.CountBar",
        place: Place,
        *,
        figure: bool,
        named: str = "",
    ) -> Part:
        if not isinstance(block, blocks.Paragraph):
            return self._mark_on_scale(block, place, place.width)
        part = self._text(block, place, named)
        return replace(part, markup=markup.set_to_end(part.markup)) if figure else part

    def _ladder(self, block: blocks.LabelLadder, place: Place) -> Iterator[Part]:
        words = self._words
        cell, strong = Role.CELL, Weight.STRONG
        states = {
            Mark.MET: sentences.verdict(words, Verdict.MET),
            Mark.MISSED: sentences.verdict(words, Verdict.MISSED),
            Mark.OPEN: sentences.verdict(words, Verdict.OPEN),
        }
        heads = (N_("Label"), N_("Rule"), N_("State"), N_("Figure"))
        rows: list[list[blocks.Cell]] = [
            [(blocks.said(words.text(head), Role.CAPTION, Tone.FAINT),) for head in heads]
        ]
        for step in block.steps:
            for number, rule in enumerate(step.rules):
                text = rule.short if self._front.short and rule.short else rule.text
                rows.append(
                    [
                        (blocks.said(step.label if not number else "", cell, weight=strong),),
                        (blocks.said(text, cell, mark=rule.mark),),
                        (blocks.said(states.get(rule.mark, ""), cell, Tone.QUIET),),
                        (blocks.said(rule.value, cell, weight=strong),),
                    ]
                )
        ink = Ink(Face.STRONG, self._size(cell, place).letters, Token.TEXT)
        most = {0: place.width * 0.3, 2: place.width * 0.3, 3: place.width * 0.34}
        widths = [
            min(self._natural(texts_of(row[index] for row in rows), ink) + GAP + 2, room)
            for index, room in most.items()
        ]
        widths.insert(1, place.width - sum(widths))
        gaps = self._front.gaps if place.front else 1.0
        form = TableForm("ReportTable", widths, self._title, above=1.6 * gaps, below=0.8 * gaps)
        yield from self._plain_table(form, rows, place, frozenset((3,)))

    def _dimension_bars(self, block: blocks.DimensionBars, place: Place) -> Iterator[Part]:
        rows: list[list[blocks.Cell]] = []
        for bar in block.bars:
            weight = Weight.STRONG if bar.total else Weight.REGULAR
            rows.append(
                [
                    (blocks.said(bar.name, Role.CELL, weight=weight),),
                    (bar.bar,),
                    (blocks.said(bar.value, Role.CELL, weight=Weight.STRONG),),
                ]
            )
        ink = Ink(Face.STRONG, self._size(Role.CELL, place).letters, Token.TEXT)
        value = max(14 * _MM, self._natural([bar.value for bar in block.bars], ink) + 4)
        chart = min(52 * _MM, (place.width - value) * 0.5) + GAP
        form = TableForm("PlainTable", (place.width - chart - value, chart, value), self._title)
        form = replace(form, below=2 * (self._front.gaps if place.front else 1))
        yield from self._plain_table(form, rows, place, frozenset((2,)), head=False)

    def _table(self, block: blocks.Table, place: Place, *, stays: bool) -> Iterator[Part]:
        """Yield a table; its last row may stay on the page of what follows."""
        places = columns.columns(block, place.width, self._fonts, theme.SIZES)
        starts = [start for start, _ in places]
        ends = [*starts[1:], places[-1][0] + places[-1][1]] if places else []
        widths = [end - start for start, end in zip(starts, ends, strict=True)]
        rows: list[TableRow] = []
        if any(column.title or column.axis for column in block.columns):
            rows.append(kept_if(bool(block.rows), self._table_head(block, places)))
        for number, row in enumerate(block.rows):
            keep = row_stays(block, number) or (stays and number + 1 == len(block.rows))
            made = (
                self._band(row, len(widths), place)
                if isinstance(row, blocks.Band)
                else self._row(block, row, places, place)
            )
            rows.append(kept_if(keep, made))
        airy = any(
            len(cell) > 1 and not isinstance(cell[0], blocks.Paragraph)
            for row in block.rows
            if isinstance(row, blocks.Row)
            for cell in row.cells
        )
        above, below = (4.0, 6.0) if airy else (3.2, 2.3)
        form = TableForm(
            "ReportTable",
            widths,
            self._title,
            indent=place.indent,
            above=above,
            below=below,
            from_right=self._from_right,
        )
        after = KEPT_SPACE if stays else SPACE
        yield Part(KEPT_SPACE + markup.table(form, rows) + after, 0)

    def _table_head(self, block: blocks.Table, places: Sequence[tuple[float, float]]) -> TableRow:
        titles = [column.title for column in block.columns]
        for index, column in enumerate(block.columns):
            if column.role is ColumnRole.NUMBER and columns.title_goes_on(block, index):
                titles[index], titles[index + 1] = "", titles[index]
        cells = []
        for index, column in enumerate(block.columns):
            setting = Setting(
                CHART_MARGINS[0] if column.role is ColumnRole.CHART else 0,
                align_end=column.role is ColumnRole.FIGURE,
            )
            parts = [self._paragraph("TableHead", markup.plain_run(titles[index]), setting)]
            if column.axis is not None:
                style = TextStyle(theme.SMALLEST)
                drawing = charts.bullet_axis(column.axis, places[index][1], style)
                numbers = ", ".join(str(level) for level in range(column.axis.maximum + 1))
                parts.append(self._chart(drawing, IN_CELL, numbers))
            cells.append(cell_of(parts))
        return TableRow(tuple(cells), head=True)

    def _row(
        self,
        block: blocks.Table,
        row: blocks.Row,
        places: Sequence[tuple[float, float]],
        place: Place,
    ) -> TableRow:
        named = next((text for text in texts_of(row.cells) if text), "")
        cells = []
        for cell, column, (_, room) in zip(row.cells, block.columns, places, strict=True):
            inner = replace(
                place,
                indent=CHART_MARGINS[0] if column.role is ColumnRole.CHART else 0,
                width=room,
                in_table=True,
                names=column.role is ColumnRole.NAME,
            )
            figure = column.role is ColumnRole.FIGURE
            cells.append(
                cell_of([self._in_cell(one, inner, figure=figure, named=named) for one in cell])
            )
            self._last_item = 0
        return TableRow(tuple(cells))

    def _band(self, band: blocks.Band, reach: int, place: Place) -> TableRow:
        spans = [blocks.Span(band.text, Weight.STRONG)]
        if band.detail:
            spans.append(blocks.Span(f"   {band.detail}", Weight.REGULAR, Tone.FAINT))
        tone = Tone.LABEL if band.cut else Tone.NORMAL
        text = blocks.Paragraph(tuple(spans), Role.CELL, tone, band.mark)
        inner = replace(place, indent=0, in_table=True)
        cell = TableCell(self._text(text, inner).markup, reach, Token.GOLD if band.cut else None)
        return TableRow((cell,))
