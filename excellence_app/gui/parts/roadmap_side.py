"""Beside the roadmap: the total step by step, when the label is there, warnings, effort."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from excellence_app.domain.messages import Refused
from excellence_app.domain.results import Roadmap
from excellence_app.gui.charts.staircase import StaircaseChart
from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.components.warmth import veiled
from excellence_app.gui.desk import Desk
from excellence_app.gui.painting import Mark, mirrored, paint_mark, paint_panel
from excellence_app.gui.parts.day_picker import offer_calendar
from excellence_app.gui.parts.roadmap_marks import EffortCells, Face
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme
from excellence_app.gui.theme import Weight as TextWeight
from excellence_app.session import showing
from excellence_app.session.entered import read_due
from excellence_app.session.roadmap_edits import actions_for_gaps, set_roadmap_by
from excellence_app.session.roadmap_standing import (
    Arrival,
    Concern,
    Load,
    Weight,
    arrival,
    concerns,
    loads,
    plan_button,
)
from excellence_app.session.showing import Shown

_SIGN = 16
_FEW = 5  # warnings that are shown at first
_MOST_CELLS = 7
_MOST_SEGMENTS = 5


class ConcernRow(Pressable):
    """One warning; pressing it leads to the row that it is about."""

    def __init__(self, theme: Theme, concern: Concern) -> None:
        super().__init__(theme, concern.text)
        self.concern = concern
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _words_at(self, width: int) -> tuple[int, int]:
        px = self.theme.px
        start = px(_SIGN) + px(10)
        return start, max(1, width - start)

    def hasHeightForWidth(self) -> bool:
        """Tell that it wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped sentence."""
        _, room = self._words_at(width)
        words = self.theme.paragraph(self.caption, TextStyle.LABEL, None, room)
        return max(words.height + self.theme.px(8), self.theme.px(28))

    def sizeHint(self) -> QSize:
        """Return a common size."""
        width = self.width() or self.theme.px(270)
        return QSize(self.theme.px(270), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self.theme.px(140), self.theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint sign and sentence."""
        theme, px, direction = self.theme, self.theme.px, self.layoutDirection()
        painter = QPainter(self)
        whole = QRectF(self.rect())
        ground = veiled(theme.colours.hover, self.heat)
        if ground is not None:
            paint_panel(painter, whole, px(RADIUS_CONTROL), ground)
        paint_concern(painter, whole, theme, self.concern, self._words_at(self.width()), direction)
        painter.end()


class _Told(PlainLabel):
    """One thing to know that leads nowhere."""

    def __init__(self, theme: Theme, concern: Concern) -> None:
        self._concern = concern
        super().__init__(theme, concern.text, TextStyle.LABEL, colour="text2")
        self._indent()

    def _indent(self) -> None:
        start = self.theme.px(_SIGN) + self.theme.px(10)
        down = self.theme.px(4)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            self.setContentsMargins(0, down, start, down)
        else:
            self.setContentsMargins(start, down, 0, down)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._indent()
        super().on_theme_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign before the sentence."""
        super().paintEvent(event)
        painter = QPainter(self)
        whole = QRectF(self.rect())
        _paint_sign(painter, whole, self.theme, self._concern, self.layoutDirection())
        painter.end()


def paint_concern(
    painter: QPainter,
    whole: QRectF,
    theme: Theme,
    concern: Concern,
    at: tuple[int, int],
    direction: Qt.LayoutDirection,
) -> None:
    """Paint the sign of a warning and its sentence."""
    _paint_sign(painter, whole, theme, concern, direction)
    start, room = at
    words = theme.paragraph(concern.text, TextStyle.LABEL, None, room)
    place = mirrored(QRectF(start, theme.px(4), room, words.height), whole, direction)
    words.paint(painter, place, theme.colours.text2, direction=direction)


def _paint_sign(
    painter: QPainter,
    whole: QRectF,
    theme: Theme,
    concern: Concern,
    direction: Qt.LayoutDirection,
) -> None:
    side = theme.px(_SIGN)
    line = theme.line_height(TextStyle.LABEL)
    place = QRectF(0, theme.px(4) + (line - side) / 2, side, side)
    place = mirrored(place, whole, direction)
    if concern.weight is Weight.AMISS:
        inside = place.adjusted(1, 1, -1, -1)
        paint_mark(painter, Mark.GAP, inside, theme.colours.gap, theme.colours.sunken, direction)
    else:
        colours = theme.colours
        paint_mark(painter, Mark.INFO, place, colours.text2, colours.sunken, direction)


class RoadmapSide(Column):
    """The right column of the roadmap.

    Signals:
        label_chosen(str): The roadmap to another label is to be shown; its id.
        action_asked(str): The row of a planned action is to be shown.
        indicator_asked(str): An action for an indicator is wanted.
        nobody_asked: The actions without an owner are to be shown.
        rest_asked: The gaps without an action are to be planned.
    """

    label_chosen = Signal(str)
    action_asked = Signal(str)
    indicator_asked = Signal(str)
    nobody_asked = Signal()
    rest_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, spacing=8)
        self._desk, self.words = desk, words
        self._shown: Shown | None = None
        self._roadmap: Roadmap | None = None
        self.concerns: tuple[Concern, ...] = ()
        self.loads: tuple[Load, ...] = ()
        self._all_shown = False
        self._mark: LabelMark | None = None
        self._marked = ""
        self.chart: StaircaseChart | None = None
        head = Column(theme, spacing=2)
        head.put(
            Heading(theme, words.text("What the plan brings"), TextStyle.H2),
            PlainLabel(
                theme, words.text("Total score after each action"), TextStyle.LABEL, colour="text2"
            ),
        )
        self.labels = self._make_labels()
        self._chart_place = Column(theme, spacing=0)
        self._arrival = Row(theme, spacing=12, margins=(0, 6, 0, 6))
        told = Column(theme, spacing=1)
        self.arrival_title = PlainLabel(theme, "", TextStyle.BODY, weight=TextWeight.STRONG)
        self.arrival_detail = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        told.put(self.arrival_title, self.arrival_detail)
        self._arrival.put(told, stretch=1)
        self.wanted = TextField(
            theme, words.text("Wanted by"), hint=words.text("30.9., in 9 months")
        )
        offer_calendar(self.wanted, words)
        self.typed = TypedFields(self, desk.document.stop_merging)
        self.typed.watch(self.wanted, self._store_wanted, while_typing=False)
        self._wanted_line = Hairline(theme)
        self._concern_line = Hairline(theme)
        self._concern_list = Column(theme, spacing=4)
        self.more = Button(theme, "", Kind.WORDS)
        self.more.clicked.connect(self._on_more)
        self.rest = Button(theme, "", icon="plus")
        self.rest.clicked.connect(self.rest_asked)
        self._load_line = Hairline(theme)
        self._load_head = SectionHeader(theme, words.text("Effort per owner"))
        self._load_list = Column(theme, spacing=8)
        self.put(head)
        if self.labels is not None:
            self.box.addWidget(self.labels, 0, Qt.AlignmentFlag.AlignLeading)
        self.put(
            self._chart_place,
            self._arrival,
            self._concern_line,
            self._concern_list,
        )
        self.box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.box.addWidget(self.rest, 0, Qt.AlignmentFlag.AlignLeading)
        self.put(self._load_line, self._load_head, self._load_list, self._wanted_line, self.wanted)

    def _make_labels(self) -> SegmentedControl | DropDown | None:
        """Return what switches between labels, none where only one asks for levels."""
        document, words = self._desk.document, self.words
        labels = [
            (one.id, one.title)
            for one in document.criteria.labels
            if document.card.label(one.id).thresholds
        ]
        if len(labels) < 2:  # noqa: PLR2004 - between one there is nothing to choose
            return None
        found: SegmentedControl | DropDown
        if len(labels) <= _MOST_SEGMENTS:
            found = SegmentedControl(self.theme, words.text("Label"), labels)
        else:
            found = DropDown(self.theme, words.text("Label"), labels, quiet=True)
        found.chosen.connect(self.label_chosen)
        return found

    def show_roadmap(self, shown: Shown, roadmap: Roadmap) -> None:
        """Show what a roadmap brings."""
        self._shown, self._roadmap = shown, roadmap
        may = self._desk.document.may_change
        if isinstance(self.labels, SegmentedControl):
            self.labels.show_view(roadmap.target)
        elif self.labels is not None:
            self.labels.show_entry(roadmap.target)
        self._show_chart(shown, roadmap)
        self._show_arrival(shown, arrival(shown, roadmap))
        self._show_concerns(concerns(shown, roadmap))
        self._show_rest(shown, wanted=may and roadmap.own and bool(roadmap.without_action))
        found = loads(shown, roadmap) if roadmap.own else ()
        self._show_loads(found)
        day = shown.assessment.roadmap_by
        self.wanted.setVisible(may or day is not None)
        self._wanted_line.setVisible(may or day is not None)
        self.wanted.setEnabled(may)
        self.typed.fill(self.wanted, self.words.day(day) if day is not None else "")

    def _show_rest(self, shown: Shown, *, wanted: bool) -> None:
        """Offer to plan what is left, and say how many actions that adds."""
        if wanted and shown.target is not None:
            document = self._desk.document
            new = actions_for_gaps(document.criteria, document.assessment, shown.target.id)
            self.rest.set_caption(plan_button(shown, len(new)))
            wanted = bool(new)
        self.rest.setVisible(wanted)

    def _show_chart(self, shown: Shown, roadmap: Roadmap) -> None:
        data = showing.staircase(shown, roadmap)
        if data is None:
            self._chart_place.hide()
            return
        if self.chart is None:
            name = self.words.text("Total score after each action")
            self.chart = StaircaseChart(self.theme, self.words, name, data)
            self._chart_place.put(self.chart)
        self.chart.show_data(data)
        self._chart_place.show()

    def _show_arrival(self, shown: Shown, found: Arrival) -> None:
        target = shown.target
        if target is not None and target.id != self._marked:
            if self._mark is not None:
                self._arrival.box.removeWidget(self._mark)
                self._mark.hide()
                self._mark.deleteLater()
            letter = "" if target.bars else target.title[:1]
            rank = target.bars or 0
            self._mark = LabelMark(self.theme, target.title, rank=rank, letter=letter, side=34)
            self._arrival.box.insertWidget(0, self._mark, 0, Qt.AlignmentFlag.AlignTop)
            self._marked = target.id
        self.arrival_title.setText(found.title)
        self.arrival_detail.setText(found.detail)
        self.arrival_detail.setVisible(bool(found.detail))

    def _show_concerns(self, found: tuple[Concern, ...]) -> None:
        if found == self.concerns and self._concern_list.box.count():
            return
        self.concerns = found
        self._fill_concerns()

    def _fill_concerns(self) -> None:
        _empty(self._concern_list)
        found = self.concerns
        few = found if self._all_shown or len(found) <= _FEW + 1 else found[:_FEW]
        for concern in few:
            if self._leads(concern):
                row = ConcernRow(self.theme, concern)
                row.clicked.connect(self._on_concern)
                self._concern_list.put(row)
            else:
                self._concern_list.put(_Told(self.theme, concern))
        left = len(found) - len(few)
        self.more.setVisible(bool(left))
        if left:
            self.more.set_caption(self.words.text("Show {count} more", count=left))
        self._concern_list.setVisible(bool(found))
        self._concern_line.setVisible(bool(found))

    def _leads(self, concern: Concern) -> bool:
        if concern.action or concern.no_owner:
            return True
        return bool(concern.indicator) and self._desk.document.may_change

    @property
    def concern_rows(self) -> Sequence[ConcernRow]:
        """The warnings that lead somewhere."""
        rows = (self._concern_list.box.itemAt(n) for n in range(self._concern_list.box.count()))
        widgets = (item.widget() for item in rows if item is not None)
        return [one for one in widgets if isinstance(one, ConcernRow)]

    def _on_concern(self) -> None:
        row = self.sender()
        if not isinstance(row, ConcernRow):
            return
        concern = row.concern
        if concern.no_owner:
            self.nobody_asked.emit()
        elif concern.action:
            self.action_asked.emit(concern.action)
        else:
            self.indicator_asked.emit(concern.indicator)

    def _on_more(self) -> None:
        self._all_shown = True
        self._fill_concerns()
        rows = self.concern_rows
        if rows:
            rows[min(_FEW, len(rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_loads(self, found: tuple[Load, ...]) -> None:
        for part in (self._load_line, self._load_head, self._load_list):
            part.setVisible(bool(found))
        if found == self.loads:
            return
        self.loads = found
        words = self.words
        total = sum(one.effort for one in found)
        self._load_head.show_hint(words.text("{count} in all", count=total))
        _empty(self._load_list)
        most = min(max((one.effort for one in found), default=1), _MOST_CELLS)
        for one in found:
            row = Row(self.theme, spacing=8)
            name = PlainLabel(self.theme, one.name, TextStyle.LABEL).as_name()
            name.setAccessibleDescription(
                words.plural(
                    "effort {effort} in {count} action",
                    "effort {effort} in {count} actions",
                    one.actions,
                    effort=one.effort,
                )
            )
            row.put(Face(self.theme, one.name if one.owner else ""))
            row.put(name, stretch=1)
            if most <= _MOST_CELLS and one.effort <= _MOST_CELLS:
                cells = EffortCells(self.theme)
                cells.setAccessibleName(words.text("Effort {effort}", effort=one.effort))
                cells.show_effort(one.effort, max(most, 1))
                row.put(cells)
            number = PlainLabel(
                self.theme, words.number(one.effort), TextStyle.LABEL, weight=TextWeight.STRONG
            )
            row.put(number.in_one_line())
            self._load_list.put(row)

    def _store_wanted(self, text: str) -> str:
        try:
            day = read_due(text, date.today(), self.words)
        except Refused as refusal:
            return self.words.say(refusal.message)
        message = self._desk.document.change(set_roadmap_by, day)
        return self.words.say(message) if message is not None else ""


def _empty(column: Column) -> None:
    while (item := column.box.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
