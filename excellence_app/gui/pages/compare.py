"""Compare: an earlier assessment of this cluster against the present one."""

from collections import Counter
from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ChangeSet
from excellence_app.gui.charts.painter import unit_of
from excellence_app.gui.charts.scale import ScaleChart, ScalePainter
from excellence_app.gui.components.boxes import Column as Pile
from excellence_app.gui.components.boxes import Flow, Gap, Row
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.desk import Desk
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored
from excellence_app.gui.parts.cell_painting import paint_axis
from excellence_app.gui.parts.filling_page import show_part
from excellence_app.gui.parts.legend import Legend, Sample
from excellence_app.gui.parts.searched_page import SearchedPage
from excellence_app.gui.parts.small_icon import SmallIcon
from excellence_app.gui.parts.table.painted_rows import PaintedCell, PaintedColumn
from excellence_app.gui.parts.table.row_table import RowTable, painted_table
from excellence_app.gui.parts.table.rows import Head, Line
from excellence_app.gui.theme import TextStyle, Theme, Weight
from excellence_app.reports.charts import dumbbell_inset
from excellence_app.session import headlines_over_time
from excellence_app.session.compared import Compared, DimensionMoved, Moved, comparison
from excellence_app.session.earlier_copies import compared_with, days_of, total_moved

_CHART, _CHART_LEAST, _CHART_NARROW = 280, 140, 200
_ROW = 41
_ARROW = 14
_TYPING = 150  # milliseconds after the last letter
_MOST_AXIS = 10
_CHARTS, _LEVELS, _CHANGES = 1, 2, 3
_BY_CHANGE, _BY_NUMBER = "change", "number"
_COLOURS = {"rose": "met", "fell": "gap"}


class ComparePage(SearchedPage):
    """A table of what rose, fell and stayed; dimensions and the total stand at the side."""

    key = "compare"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, 13, parent)
        theme, words = desk.theme, desk.words
        self._number = -1  # of the earlier assessment, the last one at first
        self._sort = _BY_NUMBER if desk.remembered("compare_sort") == _BY_NUMBER else _BY_CHANGE
        self._beside = False
        self._compared: Compared | None = None
        self._total: DimensionMoved | None = None
        self._moved: dict[str, Moved | DimensionMoved] = {}
        self._group_of: dict[str, str] = {}
        self._widest: dict[str, int] = {}
        self._levels = 0
        self._scales = ScalePainter(theme)

        page = self.frame
        self.head.put(self.copy_button)
        self._controls = self._make_controls()
        page.column.addWidget(self._controls)
        page.column.addWidget(Gap(theme, 2))
        self.table = self._make_table()
        self.card.body.addWidget(self.table, 1)
        self._nothing = Pile(theme, spacing=10, margins=(16, 40, 16, 40))
        self._nothing.put(
            PlainLabel(
                theme,
                words.text("No indicator here has this number or name."),
                TextStyle.BODY,
                colour="text2",
            )
        )
        self._nothing.stretch()
        self._nothing.hide()
        self.card.body.addWidget(self._nothing, 1)
        page.column.addWidget(self.card, 1)
        self._legend = Legend(theme, words.text("What the marks mean"))
        page.column.addWidget(self._legend)
        self._new = Button(theme, words.text("New assessment"), icon_after="arrow-right")
        self._new.clicked.connect(partial(desk.run, "new"))
        self.empty = EmptyPage(
            theme,
            "compare",
            words.text("There is no earlier assessment to compare with"),
            words.text(
                "It comes about when you begin the next assessment of this cluster and "
                "choose this one under “Take over answers from…”."
            ),
            self._new,
        )
        self.empty.hide()
        page.column.addWidget(self.empty, 1)
        self._side = _Side(theme, desk)

    def _make_controls(self) -> QWidget:
        theme, words = self.theme, self.words
        self.before = DropDown(theme, words.text("Earlier assessment"), quiet=True)
        self.before.chosen.connect(self._on_before)
        self._days = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.MEDIUM)
        self.sort = DropDown(
            theme,
            words.text("Order"),
            (
                (_BY_CHANGE, words.text("Sort: largest change")),
                (_BY_NUMBER, words.text("Sort: by number")),
            ),
            self._sort,
            quiet=True,
        )
        self.sort.chosen.connect(self._on_sort)
        controls = Flow(theme, across=12, down=8, at_end=2)
        controls.put(self.before, self._days, self.search, self.sort)
        return controls

    def _make_table(self) -> RowTable:
        words, px = self.words, self.theme.px
        titles = [
            words.text("Indicator"),
            words.text("Chart"),
            words.text("Before and now"),
            words.text("Change"),
        ]
        columns = [
            PaintedColumn(
                lambda: px(_CHART_NARROW if self.width() < px(700) else _CHART),
                self._paint_dumbbell,
                title=self._paint_axis,
                least=lambda: px(_CHART_LEAST),
                gap=20,
            ),
            PaintedColumn(partial(self._width, "levels"), self._paint_levels, gap=22),
            PaintedColumn(partial(self._width, "change"), self._paint_change, gap=24),
        ]
        table = painted_table(
            self.theme,
            words.text("Indicators"),
            titles,
            columns,
            cell=self._text_of,
            spoken=self._sentence_of,
            row=_ROW,
        )
        table.opened.connect(self._open)
        table.menu_asked.connect(self._open_menu)
        table.copied.connect(self.copy_table)
        return table

    # what the page is asked by the window

    def side(self) -> QWidget | None:
        """Return the dimensions, none as long as there is nothing to compare."""
        return self._side if self.desk.document.assessment.earlier else None

    def side_shown(self, *, shown: bool) -> None:
        """Show dimensions and total in the table where they do not stand beside it."""
        if shown != self._beside:
            self._beside = shown
            self.arrange()

    def refresh(self, touched: ChangeSet | None) -> None:  # noqa: ARG002 - everything is shown
        """Show how things have moved until now."""
        document, words = self.desk.document, self.words
        days = days_of(document.session, words)
        some = bool(days)
        for part in (self._controls, self.card, self._legend, self.copy_button):
            show_part(part, wanted=some)
        show_part(self.empty, wanted=not some)
        if not some:
            self._compared = None
            self.head.show_words(words.text("Nothing to compare with yet"), "")
            return
        if not -len(days) <= self._number < len(days):
            self._number = -1
        number = self._number % len(days)
        known = compared_with(document.session, number)
        self._compared = compared = comparison(document.session, words, known, document.target)
        self._total = total_moved(words, compared)
        headline = headlines_over_time.compare(document.shown, compared)
        self.head.show_words(headline.title, headline.lead)
        show_part(self.before, wanted=len(days) > 1)
        if len(days) > 1:
            self.before.set_entries([(str(n), day) for n, day in enumerate(days)], str(number))
            self._days.setText(words.text("compared with {day}", day=compared.days[1]))
        else:
            between = words.text("{before} and {now}", before=days[0], now=compared.days[1])
            self._days.setText(between)
        self._moved = {row.indicator: row for group in compared.groups for row in group.rows}
        self._group_of = {
            row.indicator: group.key for group in compared.groups for row in group.rows
        }
        self._moved |= {_key_of(row): row for row in self._dimension_rows()}
        scales = Counter(row.dumbbell.divisions for group in compared.groups for row in group.rows)
        self._levels = scales.most_common(1)[0][0] if scales else 0
        self._show_legend(compared)
        self._side.show_moves(self._dimension_rows(), compared.days)
        self.arrange()

    def _dimension_rows(self) -> list[DimensionMoved]:
        if self._compared is None:
            return []
        total = [self._total] if self._total is not None else []
        return [*total, *self._compared.dimensions]

    # rows

    def arrange(self) -> None:
        """Filter, sort and show the rows."""
        compared, words = self._compared, self.words
        if compared is None:
            return
        self.stop_waiting()
        wanted = self.search.text().strip().casefold()
        entries: list[Head | Line] = []
        if not self._beside and not wanted:
            rows = self._dimension_rows()
            if rows:
                title = words.text("Total and dimensions, 0 to {share}", share=words.percent(1))
                entries.append(Head("head dimensions", title))
                entries += [
                    Line(_key_of(row), row.dimension, row.title, row.dumbbell.alternative)
                    for row in rows
                ]
        places = {one.id: n for n, one in enumerate(self.desk.document.criteria.indicators)}
        for group in compared.groups:
            found = [row for row in group.rows if _fits(row, wanted)]
            if self._sort == _BY_NUMBER:
                found.sort(key=lambda row: places[row.indicator])
            if found:
                entries.append(Head(f"head {group.key}", group.title, words.number(len(found))))
            calm = group.key not in _COLOURS
            entries += [
                Line(row.indicator, row.indicator, row.title, row.dumbbell.alternative, calm)
                for row in found
            ]
        self._measure(entries)
        self.table.show_entries(entries)
        show_part(self.table, wanted=bool(entries))
        show_part(self._nothing, wanted=not entries)

    def _measure(self, entries: list[Head | Line]) -> None:
        theme, px = self.theme, self.theme.px
        strong = partial(theme.text_width, style=TextStyle.LABEL, weight=Weight.STRONG)
        usual = partial(theme.text_width, style=TextStyle.LABEL, weight=Weight.MEDIUM)
        title = partial(theme.text_width, style=TextStyle.CAPTION, weight=Weight.MEDIUM)
        rows = [self._moved[one.key] for one in entries if isinstance(one, Line)]
        before = max((usual(text) for text in {row.before or "–" for row in rows}), default=0)
        now = max((strong(text) for text in {row.now or "–" for row in rows}), default=0)
        changes = {row.change for row in rows if isinstance(row, Moved)}
        head = self.table.rows.headerData
        across = Qt.Orientation.Horizontal
        self._widest = {
            "before": before,
            "levels": max(
                before + px(_ARROW) + 2 * px(7) + now, title(str(head(_LEVELS, across)))
            ),
            "change": max([*map(strong, changes), title(str(head(_CHANGES, across)))]),
        }

    def _width(self, part: str) -> int:
        return self._widest.get(part, self.theme.px(60))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths and colours."""
        if hasattr(self, "_side"):
            self._scales = ScalePainter(self.theme)
            self.arrange()
        super().on_theme_changed()

    def _sentence_of(self, key: str) -> str:
        return self._moved[key].dumbbell.alternative

    def _text_of(self, key: str, column: int) -> str:
        row = self._moved[key]
        if column == _CHARTS:
            return row.dumbbell.alternative
        if column == _LEVELS:
            return self.words.text("{before}, then {now}", before=row.before, now=row.now)
        return row.change if isinstance(row, Moved) else ""

    # painting of cells

    def _paint_dumbbell(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        self._scales.paint(painter, area, self._moved[cell.key].dumbbell, direction)

    def _paint_axis(self, painter: QPainter, area: QRectF, direction: Qt.LayoutDirection) -> None:
        inset = dumbbell_inset(unit_of(self.theme))
        paint_axis(painter, area, self._levels, self.theme, direction, inset)

    def _paint_levels(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        row = self._moved[cell.key]
        before = theme.paragraph(row.before or "–", TextStyle.LABEL, Weight.MEDIUM)
        now = theme.paragraph(row.now or "–", TextStyle.LABEL, Weight.STRONG)
        middle, side = area.center().y(), px(_ARROW)
        x = area.left() + self._widest.get("before", 0) - before.width
        place = QRectF(x, middle - before.height / 2, before.width, before.height)
        before.paint(painter, mirrored(place, area, direction), colours.text2, direction=direction)
        x += before.width + px(7)
        place = mirrored(QRectF(x, middle - side / 2, side, side), area, direction)
        paint_icon(painter, "arrow-right", place, colours.text3, direction)
        x += side + px(7)
        place = QRectF(x, middle - now.height / 2, now.width, now.height)
        now.paint(painter, mirrored(place, area, direction), colours.text, direction=direction)

    def _paint_change(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        row = self._moved[cell.key]
        if not isinstance(row, Moved) or not row.change:
            return
        colour = _COLOURS.get(self._group_of.get(cell.key, ""), "")
        weight = Weight.STRONG if colour else Weight.REGULAR
        words = self.theme.paragraph(row.change, TextStyle.LABEL, weight)
        place = QRectF(
            area.left(), area.center().y() - words.height / 2, words.width, words.height
        )
        ink = self.theme.colour(colour or "text2")
        words.paint(painter, mirrored(place, area, direction), ink, direction=direction)

    def _show_legend(self, compared: Compared) -> None:
        words, target = self.words, self.desk.document.shown.target
        asked = any(
            row.dumbbell.threshold is not None for group in compared.groups for row in group.rows
        )
        threshold = ""
        if target is not None and asked:
            threshold = words.text("{label} threshold", label=target.title)
        same = words.text("No change") if compared.count("unchanged") else ""
        self._legend.show_entries(
            (
                (Sample.EARLIER, compared.days[0]),
                (Sample.NOW, compared.days[1]),
                (Sample.SAME, same),
                (Sample.TRIANGLE, threshold),
            )
        )

    # what a person does

    def _on_before(self, key: str) -> None:
        self._number = int(key)
        self.refresh(None)

    def _on_sort(self, key: str) -> None:
        self._sort = key
        self.desk.remember(compare_sort=key)
        self.arrange()

    def _open(self, key: str) -> None:
        row = self._moved[key]
        if isinstance(row, DimensionMoved):
            self.desk.go("results", row.dimension)
            return
        criteria = self.desk.document.criteria
        first = criteria.asked_for(criteria.indicator_by_id[row.indicator])[0]
        self.desk.go("questions", first.id)

    def _open_menu(self, key: str, at: QPoint) -> None:
        words, row = self.words, self._moved[key]
        name = words.text("Open question")
        if isinstance(row, DimensionMoved):
            name = words.text("Open results")
        self.open_menu(row.title, at, [(name, "Return", partial(self._open, key))])


class _MoveRow(Pile):
    """A dimension or the total before and now."""

    def __init__(self, theme: Theme, desk: Desk, row: DimensionMoved, *, strong: bool) -> None:
        super().__init__(theme, spacing=2)
        weight = Weight.STRONG if strong else None
        self._title = PlainLabel(theme, row.title, TextStyle.LABEL, weight=weight)
        self._before = PlainLabel(theme, "", TextStyle.LABEL, colour="text2").in_one_line()
        self._now = PlainLabel(theme, "", TextStyle.LABEL, weight=Weight.STRONG).in_one_line()
        values = Row(theme, spacing=6)
        values.put(self._before, SmallIcon(theme, "arrow-right", side=14, colour="text3"))
        values.put(self._now)
        head = Flow(theme, across=8, down=0, at_end=1)
        head.put(self._title, values)
        self._chart = ScaleChart(theme, desk.words, row.dumbbell)
        self.put(head, self._chart)

    def show_row(self, row: DimensionMoved) -> None:
        """Show other figures."""
        self._title.setText(row.title)
        self._before.setText(row.before or "–")
        self._now.setText(row.now or "–")
        self._chart.show_data(row.dumbbell)


class _Side(Pile):
    """Dimensions and the total with the same marks as in the table."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme, spacing=14)
        self._desk = desk
        words = desk.words
        head = Pile(theme, spacing=2)
        head.put(
            Heading(theme, words.text("Dimensions"), TextStyle.H2),
            PlainLabel(
                theme,
                words.text("Same marks, 0 to {share}", share=words.percent(1)),
                TextStyle.LABEL,
                colour="text2",
            ),
        )
        self._list = Pile(theme, spacing=12)
        note = Row(theme, spacing=10)
        note.box.addWidget(SmallIcon(theme, "info"), 0, Qt.AlignmentFlag.AlignTop)
        note.put(
            PlainLabel(
                theme,
                words.text(
                    "A step in level is a step in the criteria, not in money or time. "
                    "Read the direction first, the length second."
                ),
                TextStyle.LABEL,
                colour="text2",
            ),
            stretch=1,
        )
        self.put(head, self._list, Hairline(theme), note)
        self._rows: dict[str, _MoveRow] = {}

    def show_moves(self, rows: list[DimensionMoved], _days: tuple[str, str]) -> None:
        """Show the total and the dimensions."""
        for row in rows:
            known = self._rows.get(row.dimension)
            if known is None:
                strong = not row.dimension
                known = self._rows[row.dimension] = _MoveRow(
                    self.theme, self._desk, row, strong=strong
                )
                self._list.put(known)
            known.show_row(row)


def _key_of(row: DimensionMoved) -> str:
    return f"dimension {row.dimension}"


def _fits(row: Moved, wanted: str) -> bool:
    return not wanted or wanted in row.title.casefold() or row.indicator.startswith(wanted)
