"""The lines of a roadmap's list as they are painted: in columns, or in two lines."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import (
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
)

from excellence_app.gui.charts.scale import ScalePainter
from excellence_app.gui.components.label_mark import RANKS, paint_label_mark
from excellence_app.gui.components.popover import paint_shadow
from excellence_app.gui.components.state_pill import paint_pill
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import (
    key_cap_height,
    key_cap_width,
    mirrored,
    paint_key_cap,
    paint_panel,
)
from excellence_app.gui.parts.roadmap_entries import (
    Entry,
    Kind,
    Letters,
    Part,
)
from excellence_app.gui.parts.roadmap_marks import (
    paint_effort,
    paint_face,
    paint_nobody,
)
from excellence_app.gui.parts.roadmap_measures import (
    DOWN,
    EDGE,
    FACE,
    HANDLE,
    NUMBER,
    RowMeasures,
)
from excellence_app.gui.theme import (
    RADIUS_CONTROL,
    RADIUS_ROW,
    RING_WIDTH,
    TextStyle,
    Weight,
)
from excellence_app.session.roadmap_rows import MOST_EFFORT, RoadmapRow

_SHADOW = 10


class RowState(NamedTuple):
    """What a line shows of pointer and keyboard: `pointed` is a key and a part of its row."""

    current: bool = False
    focused: bool = False
    pointed: tuple[str, Part | None] = ("", None)


class RowPainter:
    """Paints lines. `rank` and `letter` are those of the label whose line is shown."""

    def __init__(
        self, measures: RowMeasures, letters: Letters, direction: Callable[[], Qt.LayoutDirection]
    ) -> None:
        self.theme = measures.theme
        self.letters = letters
        self._measures, self._direction = measures, direction
        self._scales = ScalePainter(self.theme)
        self._state = RowState()
        self.may_move = True  # whether this order is the person's own
        self.rank, self.letter = 0, ""

    def forget(self) -> None:
        """Take the theme's lengths and colours."""
        self._scales = ScalePainter(self.theme)

    def paint(self, painter: QPainter, area: QRectF, entry: Entry, state: RowState) -> None:
        """Paint one line."""
        self._state = state
        if entry.kind is Kind.CUT:
            self._paint_cut(painter, area, entry)
        elif entry.kind is Kind.THRESHOLDS:
            self._paint_thresholds(painter, area, entry)
        elif entry.kind is Kind.ADD:
            self._paint_add(painter, area, entry)
        elif entry.kind is Kind.FOLD:
            self._paint_fold(painter, area, entry)
        else:
            self._paint_ground(painter, area, entry)
            self._paint_row(painter, area, entry)

    def paint_held(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        """Paint the row that is held, over the others."""
        theme, colours = self.theme, self.theme.colours
        inside = area.adjusted(theme.px(2), 1, -theme.px(2), -1)
        radius = theme.px(RADIUS_ROW)
        if not theme.high_contrast:
            paint_shadow(painter, inside, radius, theme.px(_SHADOW), strong=theme.dark)
        edge = theme.px(RING_WIDTH)
        paint_panel(painter, inside, radius, colours.surface, colours.accent, edge)
        self._paint_row(painter, area, entry)

    def _paint_ground(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        theme, colours = self.theme, self.theme.colours
        inside = area.adjusted(1, 1, -1, -1)
        ground: QColor | None = None
        if self._state.current:
            ground = colours.accent_tint
        elif self._state.pointed[0] == entry.key:
            ground = QColor(colours.hover)
            ground.setAlphaF(0.5)
        ring = colours.accent if self._state.current and self._state.focused else None
        if ground is not None or ring is not None:
            if theme.high_contrast and ring is None:
                ring = colours.text
            radius = theme.px(RADIUS_ROW)
            paint_panel(painter, inside, radius, ground, ring, theme.px(RING_WIDTH))

    def _paint_words(
        self,
        painter: QPainter,
        place: QRectF,
        text: str,
        colour: str,
        weight: Weight | None = None,
        style: TextStyle = TextStyle.LABEL,
    ) -> float:
        """Paint wrapped words from the top of a place and return their height."""
        words = self.theme.paragraph(text, style, weight, max(1, int(place.width())))
        ink = self.theme.colour(colour)
        words.paint(painter, place, ink, direction=self._direction())
        return words.height

    def _paint_row(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        row = entry.row
        if row is None:
            return
        theme, px, rooms = self.theme, self.theme.px, self._measures.rooms()
        direction = self._direction()
        calm = entry.kind is Kind.PAST
        words = self._measures.words_height(entry, rooms.title[1])
        top = area.top() + (px(DOWN) if rooms.narrow else (area.height() - words) / 2)
        line = theme.line_height(TextStyle.BODY)
        middle = top + line / 2 if rooms.narrow else area.center().y()
        self._paint_start(painter, area, entry, middle)
        x, width = rooms.title
        place = mirrored(QRectF(area.left() + x, top, width, words), area, direction)
        ink = "text2" if calm else "text"
        height = self._paint_words(painter, place, row.title, ink, Weight.MEDIUM, TextStyle.BODY)
        self._paint_about(painter, place.adjusted(0, height + px(3), 0, 0), row)
        for part, room in self._measures.areas(area, entry).items():
            self._paint_part(painter, part, room, row, narrow=rooms.narrow)
        if row is not None:
            ink_colour = theme.colours.text2
            side = px(18)
            menu = self._measures.menu_area(area)
            if self._state.pointed == (entry.key, Part.MENU):
                paint_panel(painter, menu, px(RADIUS_CONTROL), theme.colours.hover)
            dots = QRectF(0, 0, side, side)
            dots.moveCenter(menu.center())
            paint_icon(painter, "ellipsis", dots, ink_colour, direction)

    def _paint_start(self, painter: QPainter, area: QRectF, entry: Entry, middle: float) -> None:
        theme, px, row = self.theme, self.theme.px, entry.row
        direction = self._direction()
        if (
            entry.kind is Kind.ACTION
            and self._measures.may_change
            and not self._measures.is_proposal
        ):
            side = px(HANDLE)
            place = QRectF(area.left() + px(EDGE) - px(3), middle - side / 2, side, side)
            name = "text2" if self.may_move else "line2"
            ink = theme.colour(name)
            paint_icon(painter, "grip-vertical", mirrored(place, area, direction), ink)
        if row is None or not row.number:
            return
        number = theme.paragraph(str(row.number), TextStyle.LABEL, Weight.STRONG)
        room = px(NUMBER)
        x = area.left() + px(EDGE) + px(HANDLE) + max(0, room - number.width) / 2
        place = QRectF(x, middle - number.height / 2, number.width, number.height)
        ink = theme.colours.text2
        number.paint(painter, mirrored(place, area, direction), ink, direction=direction)

    def _paint_about(self, painter: QPainter, place: QRectF, row: RoadmapRow) -> None:
        theme, direction = self.theme, self._direction()
        pills, about, _ = self._measures.about_places(row, place.width())
        for state, text, box in pills:
            box.translate(place.topLeft())
            paint_pill(painter, state, text, mirrored(box, place, direction), theme, direction)
        if row.about:
            about.translate(place.topLeft())
            self._paint_words(
                painter,
                mirrored(about, place, direction),
                row.about,
                "text3",
                style=TextStyle.CAPTION,
            )

    def _paint_part(
        self, painter: QPainter, part: str, area: QRectF, row: RoadmapRow, *, narrow: bool
    ) -> None:
        key, pointed = self._state.pointed
        if key == row.key and pointed is not None and not narrow:
            here = {Part.OWNER: "owner", Part.DUE: "owner", Part.EFFORT: "effort"}.get(pointed)
            if here == part:
                self._paint_touch(painter, area, pointed)
        if part == "change":
            self._paint_change(painter, area, row, narrow=narrow)
        elif part == "owner":
            self._paint_owner(painter, area, row, narrow=narrow)
        elif part == "due":
            self._paint_due(painter, area, row)
        elif part == "effort":
            self._paint_effort(painter, area, row)
        elif row.gain:
            words = self.theme.paragraph(row.gain, TextStyle.LABEL, Weight.STRONG)
            place = QRectF(
                area.left(), area.center().y() - words.height / 2, area.width(), words.height
            )
            ink = self.theme.colours.met
            words.paint(painter, place, ink, direction=self._direction())

    def _paint_touch(self, painter: QPainter, area: QRectF, part: Part) -> None:
        """Show that a part of a row can be pressed."""
        px, colours = self.theme.px, self.theme.colours
        line = self.theme.line_height(TextStyle.LABEL)
        high = {Part.OWNER: line, Part.DUE: line, Part.EFFORT: line}[part] + px(6)
        middle = area.center().y()
        if part is Part.OWNER:
            middle -= line / 2 + 1
        elif part is Part.DUE:
            middle += line / 2 + 1
        box = QRectF(area.left(), middle - high / 2, area.width(), high)
        if part is not Part.EFFORT:
            face = self._measures.face_room() - px(5)
            box = mirrored(box.adjusted(face, 0, px(4), 0), area, self._direction())
        else:
            box.adjust(-px(5), 0, px(5), 0)
        paint_panel(painter, box, px(6), colours.hover)

    def _paint_change(
        self, painter: QPainter, area: QRectF, row: RoadmapRow, *, narrow: bool
    ) -> None:
        if not row.change_words:
            return
        px, direction = self.theme.px, self._direction()
        line = self.theme.line_height(TextStyle.LABEL)
        if narrow:
            used = 0
            if row.change is not None:
                used = px(80)
                self._scales.paint(painter, area, row.change, direction, as_steps=True)
            place = QRectF(
                area.left() + used, area.center().y() - line / 2, area.width() - used, line
            )
            place = mirrored(place, area, direction)
            self._paint_words(painter, place, row.change_words, "text2")
            return
        words = self.theme.paragraph(
            row.change_words, TextStyle.CAPTION, None, max(1, int(area.width()))
        )
        chart = px(16) if row.change is not None else 0
        gap = px(4) if chart else 0
        top = area.center().y() - (chart + gap + words.height) / 2
        if row.change is not None:
            place = QRectF(area.left(), top, area.width(), chart)
            self._scales.paint(painter, place, row.change, direction, as_steps=True)
        place = QRectF(area.left(), top + chart + gap, area.width(), words.height)
        words.paint(painter, place, self.theme.colours.text2, direction=direction)

    def _paint_owner(
        self, painter: QPainter, area: QRectF, row: RoadmapRow, *, narrow: bool
    ) -> None:
        theme, px, direction = self.theme, self.theme.px, self._direction()
        side, line = px(FACE), theme.line_height(TextStyle.LABEL)
        face = QRectF(area.left(), area.center().y() - side / 2, side, side)
        face = mirrored(face, area, direction)
        used = self._measures.face_room()
        if narrow and not self._measures.is_proposal:
            used = side + px(8)
        if row.owner_name:
            paint_face(painter, face, theme, row.owner_name)
        elif used:
            paint_nobody(painter, face, theme)
        rest = QRectF(area.left() + used, 0, max(1, area.width() - used), line)
        name = self._measures.owner_words(row)
        due = "" if narrow else self._measures.due_words(row)
        ink = "text" if row.owner_name else "text2"
        lines = [(name, ink, TextStyle.LABEL, Weight.MEDIUM)] if name else []
        if due:
            colour = "gap" if row.overdue else "text2" if row.due_words else "text3"
            lines.append((due, colour, self._measures.due_style, Weight.REGULAR))
        top = area.center().y() - len(lines) * line / 2
        for number, (text, colour, style, weight) in enumerate(lines):
            place = mirrored(
                QRectF(rest.left(), top + number * line, rest.width(), line), area, direction
            )
            shown = theme.elided(text, style, weight, place.width())
            words = theme.paragraph(shown, style, weight)
            words.paint(painter, place, theme.colour(colour), direction=direction)

    def _paint_due(self, painter: QPainter, area: QRectF, row: RoadmapRow) -> None:
        theme, _px, direction = self.theme, self.theme.px, self._direction()
        line = theme.line_height(TextStyle.LABEL)
        place = QRectF(area.left(), area.center().y() - line / 2, area.width(), line)
        colour = "gap" if row.overdue else "text2" if row.due_words else "text3"
        shown = theme.elided(self._measures.due_words(row), TextStyle.LABEL, None, place.width())
        words = theme.paragraph(shown, TextStyle.LABEL)
        words.paint(painter, place, theme.colour(colour), direction=direction)

    def _paint_effort(self, painter: QPainter, area: QRectF, row: RoadmapRow) -> None:
        paint_effort(painter, area, self.theme, row.effort, MOST_EFFORT, self._direction())

    def _cut_colour(self) -> QColor:
        if 1 <= self.rank <= len(RANKS):
            return self.theme.colour(RANKS[self.rank - 1])
        return self.theme.colours.text2

    def paint_cut_below(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        """Paint the line of the label on a ground of its own, for one that is further down."""
        painter.fillRect(area, self.theme.colours.surface)
        self._paint_cut(painter, area, entry)

    def _paint_cut(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        theme, px, direction = self.theme, self.theme.px, self._direction()
        colour = self._cut_colour()
        inside = area.adjusted(px(EDGE) - px(4), 0, px(4) - px(EDGE), 0)
        words = self._measures.cut_words(entry, area.width() - 2 * px(EDGE))
        middle, side = area.center().y(), px(20)
        mark = QRectF(inside.left() + px(40), middle - side / 2, side, side)
        place = QRectF(mark.right() + px(8), middle - words.height / 2, words.width, words.height)
        stroke = max(2, px(2))
        for left, right in (
            (inside.left(), mark.left() - px(7)),
            (place.right() + px(12), inside.right()),
        ):
            if right > left:
                line = QRectF(left, middle - stroke / 2, right - left, stroke)
                painter.fillRect(mirrored(line, area, direction), colour)
        paint_label_mark(painter, mirrored(mark, area, direction), theme, self.rank, self.letter)
        words.paint(painter, mirrored(place, area, direction), colour, direction=direction)

    def _paint_thresholds(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        """Paint the quiet line from which the thresholds are met."""
        theme, px, direction = self.theme, self.theme.px, self._direction()
        inside = area.adjusted(px(EDGE) - px(4), 0, px(4) - px(EDGE), 0)
        words = self._measures.met_words(entry, area.width() - 2 * px(EDGE))
        middle = area.center().y()
        left = inside.left() + px(40)
        place = QRectF(left, middle - words.height / 2, words.width, words.height)
        for start, end in (
            (inside.left(), left - px(10)),
            (place.right() + px(10), inside.right()),
        ):
            if end > start:
                line = QRectF(start, middle, end - start, theme.edge)
                painter.fillRect(mirrored(line, area, direction), theme.colours.line2)
        words.paint(
            painter, mirrored(place, area, direction), theme.colours.text2, direction=direction
        )

    def _paint_add(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        theme, px, direction = self.theme, self.theme.px, self._direction()
        colours = theme.colours
        inside = area.adjusted(px(EDGE) - px(5), px(5), px(5) - px(EDGE), -px(5))
        current = self._state.current and self._state.focused
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.control, theme.edge)
        if current:
            pen = QPen(colours.accent, px(RING_WIDTH))
        else:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(colours.accent_tint if current else Qt.BrushStyle.NoBrush)
        if not current and self._state.pointed[0] == entry.key:
            painter.setBrush(colours.hover)
        radius = px(RADIUS_ROW)
        painter.drawRoundedRect(inside.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        side = px(16)
        icon = QRectF(inside.left() + px(14), inside.center().y() - side / 2, side, side)
        paint_icon(painter, "plus", mirrored(icon, area, direction), colours.text2)
        x, cap = icon.right() + px(8), key_cap_width(self.letters.new, theme)
        end = inside.right() - px(10) - cap - px(8)
        words = theme.paragraph(entry.words, TextStyle.LABEL, Weight.MEDIUM, max(1, int(end - x)))
        box = QRectF(x, inside.center().y() - words.height / 2, words.width, words.height)
        words.paint(painter, mirrored(box, area, direction), colours.text, direction=direction)
        x = box.right() + px(8)
        detail = theme.paragraph(entry.detail, TextStyle.LABEL)
        if x + detail.width <= end:
            box = QRectF(x, inside.center().y() - detail.height / 2, detail.width, detail.height)
            box = mirrored(box, area, direction)
            detail.paint(painter, box, colours.text2, direction=direction)
        high = key_cap_height(theme)
        key = QRectF(inside.right() - px(10) - cap, inside.center().y() - high / 2, cap, high)
        paint_key_cap(painter, self.letters.new, mirrored(key, area, direction), theme)

    def _paint_fold(self, painter: QPainter, area: QRectF, entry: Entry) -> None:
        theme, px, direction = self.theme, self.theme.px, self._direction()
        self._paint_ground(painter, area, entry)
        side = px(16)
        x = area.left() + px(EDGE) + px(2)
        icon = QRectF(x, area.center().y() - side / 2, side, side)
        name = "chevron-down" if entry.is_open else "chevron-right"
        ink = theme.colours.text2
        paint_icon(painter, name, mirrored(icon, area, direction), ink, direction)
        width = max(1, int(area.right() - icon.right() - px(8) - px(EDGE)))
        words = theme.paragraph(entry.words, TextStyle.LABEL, Weight.MEDIUM, width)
        top = area.center().y() - words.height / 2
        box = QRectF(icon.right() + px(8), top, words.width, words.height)
        words.paint(painter, mirrored(box, area, direction), ink, direction=direction)
