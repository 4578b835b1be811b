"""The cells of Results: bullets, levels, distances, proof, and what can be done with a row."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from excellence_app.gui.charts.scale import ScalePainter
from excellence_app.gui.components.state_pill import State, paint_pill, pill_size
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.parts.cell_painting import paint_axis, paint_words
from excellence_app.gui.parts.table.painted_rows import PaintedCell, PaintedColumn
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Weight
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import Bullet
from excellence_app.session import showing
from excellence_app.session.gap_planning import PlannedFor, planned_for
from excellence_app.session.result_rows import IndicatorRow, Proof, RowState
from excellence_app.session.showing import Shown

_CHART, _CHART_LEAST = 228, 132
_CLIP = 14
_CHARTS, _LEVELS, _DISTANCES, _PROOFS, _ACTIONS = range(1, 6)

_PILLS = {
    RowState.SHORT: State.SHORT,
    RowState.OPEN: State.NOT_ANSWERED,
    RowState.MET: State.MET,
    RowState.NO_THRESHOLD: State.PLAIN,
    RowState.ASIDE: State.DOES_NOT_APPLY,
}


class ResultCells:
    """Paints and tells what stands in the columns after the name.

    Attributes:
        titles: What the columns are called; that of the distances names the label.
        rows: The indicators by their ids.
        planned: The action that is planned for an indicator, by its id.

    """

    def __init__(self, theme: Theme, words: Words) -> None:
        self.theme = theme
        self.words = words
        self.titles = [
            words.text("Indicator"),
            words.text("Chart"),
            words.text("Level"),
            words.text("State"),
            words.text("Proof"),
            words.text("Action"),
        ]
        self.rows: dict[str, IndicatorRow] = {}
        self.planned: dict[str, PlannedFor] = {}
        self._shown: Shown | None = None
        self._may_change = False
        self._bullets: dict[str, Bullet | None] = {}
        self._widest: dict[str, int] = {}
        self._levels = 0
        self._scales = ScalePainter(theme)

    def columns(self) -> Sequence[PaintedColumn]:
        """Return the columns after the name."""
        px = self.theme.px
        return [
            PaintedColumn(
                lambda: px(_CHART),
                self._paint_bullet,
                title=self._paint_axis,
                least=lambda: px(_CHART_LEAST),
                gap=24,
            ),
            PaintedColumn(partial(self._width, "level"), self._paint_level, gap=30),
            PaintedColumn(partial(self._width, "distance"), self._paint_distance, gap=20),
            PaintedColumn(partial(self._width, "proof"), self._paint_proof, gap=20),
            PaintedColumn(
                partial(self._width, "action"),
                self._paint_action,
                title=lambda *_: None,
                gap=20,
            ),
        ]

    def show_rows(self, shown: Shown, found: Sequence[IndicatorRow], *, may_change: bool) -> None:
        """Take what is to be shown."""
        self._shown, self._may_change = shown, may_change
        self.rows = {row.indicator: row for row in found}
        self.planned = planned_for(shown.criteria, shown.assessment)
        self._bullets.clear()
        known = Counter(len(one.levels) - 1 for one in shown.criteria.indicators if one.levels)
        self._levels = known.most_common(1)[0][0] if known else 0
        self.titles[_DISTANCES] = self.words.text("State")
        if shown.target is not None and shown.thresholds:
            label = shown.target.title
            self.titles[_DISTANCES] = self.words.text("Against {label}", label=label)
        self.measure()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths and colours."""
        self._scales = ScalePainter(self.theme)
        self.measure()

    def measure(self) -> None:
        """Find the widest text of each column; there are few different ones."""
        theme, words = self.theme, self.words
        px = theme.px
        wide = partial(theme.text_width, style=TextStyle.LABEL, weight=Weight.STRONG)
        title = partial(theme.text_width, style=TextStyle.CAPTION, weight=Weight.MEDIUM)
        levels = {row.level_words for row in self.rows.values()}
        pills = {(_PILLS[row.state], row.distance) for row in self.rows.values()}
        titles = [self.titles[n] for n in (_LEVELS, _DISTANCES, _PROOFS)]
        most = max((row.evidence for row in self.rows.values()), default=0)
        actions = [
            words.text("Open action {number}", number=88),
            words.text("Add to roadmap"),
            words.text("Answer now"),
            words.text("Open question"),
        ]
        self._widest = {
            "level": max([*map(wide, levels), title(titles[0])], default=0),
            "distance": max(
                [*(pill_size(theme, *pill).width() for pill in pills), title(titles[1])],
                default=0,
            ),
            "proof": max(px(_CLIP) + px(6) + wide(str(most)), title(titles[2])),
            "action": max(map(wide, actions)) + 2 * px(12) + px(_CLIP) + px(7),
        }

    def _width(self, part: str) -> int:
        return self._widest.get(part, self.theme.px(80))

    def _bullet(self, key: str) -> Bullet | None:
        if key not in self._bullets and self._shown is not None:
            self._bullets[key] = showing.indicator_bullet(self._shown, key)
        return self._bullets.get(key)

    def sentence_of(self, key: str) -> str:
        """Return a row as one sentence, for screen readers and as tooltip."""
        bullet = self._bullet(key)
        row = self.rows[key]
        if bullet is not None:
            return f"{bullet.alternative} {self._proof_words(row)}"
        return f"{row.indicator} {row.title}: {row.distance}."

    def _proof_words(self, row: IndicatorRow) -> str:
        words = self.words
        if not row.evidence:
            return words.text("No evidence is named.")
        items = words.plural("{count} item of evidence", "{count} items of evidence", row.evidence)
        state = {
            Proof.SEEN: words.text("seen on site"),
            Proof.PROMISED: words.text("promised"),
        }.get(row.proof, words.text("listed"))
        return words.text("{items}, {state}.", items=items, state=state)

    def text_of(self, key: str, column: int) -> str:
        """Return the text of a cell."""
        row = self.rows[key]
        if column == _CHARTS:
            bullet = self._bullet(key)
            return bullet.alternative if bullet is not None else ""
        if column == _PROOFS:
            return self.words.number(row.evidence)
        return {
            _LEVELS: row.level_words,
            _DISTANCES: row.distance,
            _ACTIONS: self.action_words(row),
        }.get(column, "")

    def action_words(self, row: IndicatorRow) -> str:
        """Return what can be done with a row, as its button says it."""
        words = self.words
        if row.state is RowState.OPEN:
            return words.text("Answer now")
        planned = self.planned.get(row.indicator)
        if planned is not None and row.state is RowState.SHORT:
            return words.text("Open action {number}", number=planned.number)
        if row.state is RowState.SHORT and self._may_change:
            return words.text("Add to roadmap")
        return words.text("Open question")

    # painting of cells

    def _paint_bullet(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        bullet = self._bullet(cell.key)
        if bullet is not None:
            self._scales.paint(painter, area, bullet, direction)

    def _paint_axis(self, painter: QPainter, area: QRectF, direction: Qt.LayoutDirection) -> None:
        paint_axis(painter, area, self._levels, self.theme, direction)

    def _paint_words(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        look: tuple[str, Weight],
        direction: Qt.LayoutDirection,
    ) -> None:
        paint_words(painter, area, text, self.theme, look, direction)

    def _paint_level(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        text = self.rows[cell.key].level_words
        self._paint_words(painter, area, text, ("text", Weight.STRONG), direction)

    def _paint_distance(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        row = self.rows[cell.key]
        size = pill_size(self.theme, _PILLS[row.state], row.distance)
        top = area.center().y() - size.height() / 2
        place = mirrored(QRectF(area.left(), top, size.width(), size.height()), area, direction)
        paint_pill(painter, _PILLS[row.state], row.distance, place, self.theme, direction)

    def _paint_proof(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        side, row = self.theme.px(_CLIP), self.rows[cell.key]
        place = QRectF(area.left(), area.center().y() - side / 2, side, side)
        ink = self.theme.colours.text3
        paint_icon(painter, "paperclip", mirrored(place, area, direction), ink, direction)
        rest = mirrored(area.adjusted(side + self.theme.px(6), 0, 0, 0), area, direction)
        colour = "text" if row.evidence else "text3"
        number = self.words.number(row.evidence)
        self._paint_words(painter, rest, number, (colour, Weight.MEDIUM), direction)

    def _paint_action(
        self, painter: QPainter, area: QRectF, cell: PaintedCell, direction: Qt.LayoutDirection
    ) -> None:
        row = self.rows[cell.key]
        if cell.current or cell.pointed:
            self._paint_button(painter, area, row, direction)
            return
        if row.state is RowState.OPEN:
            self._paint_words(
                painter, area, self.words.text("Answer now"), ("accent", Weight.MEDIUM), direction
            )
        elif row.state is RowState.SHORT and row.indicator in self.planned:
            side = self.theme.px(_CLIP)
            place = QRectF(area.left(), area.center().y() - side / 2, side, side)
            ink = self.theme.colours.text2
            paint_icon(painter, "check", mirrored(place, area, direction), ink, direction)
            rest = mirrored(area.adjusted(side + self.theme.px(7), 0, 0, 0), area, direction)
            self._paint_words(
                painter, rest, self.words.text("In roadmap"), ("text2", Weight.MEDIUM), direction
            )

    def _paint_button(
        self, painter: QPainter, area: QRectF, row: IndicatorRow, direction: Qt.LayoutDirection
    ) -> None:
        theme, colours, px = self.theme, self.theme.colours, self.theme.px
        text = self.action_words(row)
        icon = ""
        if row.state is RowState.SHORT:
            icon = "route" if row.indicator in self.planned else "plus"
        words = theme.paragraph(text, TextStyle.LABEL, Weight.MEDIUM)
        side = px(_CLIP)
        width = words.width + 2 * px(12) + (side + px(7) if icon else 0)
        height = max(px(28), words.height + 2 * px(4))
        box = QRectF(area.left(), area.center().y() - height / 2, width, height)
        box = mirrored(box, area, direction)
        edge = colours.control if theme.high_contrast else colours.line2
        paint_panel(painter, box, px(RADIUS_CONTROL), colours.surface, edge, theme.edge)
        x = box.left() + px(12)
        if icon:
            place = mirrored(QRectF(x, box.center().y() - side / 2, side, side), box, direction)
            paint_icon(painter, icon, place, colours.text, direction)
            x += side + px(7)
        place = QRectF(x, box.center().y() - words.height / 2, words.width, words.height)
        words.paint(painter, mirrored(place, box, direction), colours.text, direction=direction)
