"""Rows that lead somewhere: a dimension with its score, a step to do next."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.charts.scale import ScalePainter
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.state_pill import State, paint_pill, pill_size
from excellence_app.gui.components.warmth import veiled
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Align, Paragraph
from excellence_app.reports.blocks import Bullet

_ARROW = 16
_BAR, _LEAST_BAR = 217, 130
_NAME = 240  # pixels of the design; bars give way until names have them
_ASIDE = 10  # how far the ground of a row reaches over its words


class _Row(Pressable):
    """A row over the whole width; its ground shows the pointer."""

    def __init__(self, theme: Theme, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, caption, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow row is higher."""
        return True

    def sizeHint(self) -> QSize:
        """Return a common size."""
        width = self.width() or self.theme.px(320)
        return QSize(self.theme.px(320), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self.theme.px(160), self.theme.px(28))

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the trace of the pointer."""
        ground = veiled(self.theme.colours.hover, self.heat)
        if ground is not None:
            edge = self.theme.colours.text if self.theme.high_contrast else None
            radius = self.theme.px(RADIUS_CONTROL)
            paint_panel(painter, QRectF(self.rect()), radius, ground, edge, self.theme.edge)

    def paint_arrow(self, painter: QPainter, middle: float) -> None:
        """Paint the sign at the far side that says it leads somewhere."""
        side = self.theme.px(_ARROW)
        place = QRectF(self.width() - self.theme.px(_ASIDE) - side, middle - side / 2, side, side)
        place = mirrored(place, QRectF(self.rect()), self.layoutDirection())
        ink = self.theme.colours.text3
        paint_icon(painter, "chevron-right", place, ink, self.layoutDirection())


class Score(NamedTuple):
    """What a row of a dimension shows; words that are empty leave their place empty."""

    key: str
    number: str
    title: str
    bar: Bullet | None
    value: str
    pill: State | None
    pill_words: str
    note: str


class Widths(NamedTuple):
    """How wide the columns are that all rows of a list share, in pixels."""

    number: int
    value: int
    pill: int
    note: int


def widths_of(theme: Theme, scores: Sequence[Score]) -> Widths:
    """Return the widths that hold the words of all rows."""
    return Widths(
        max(
            (theme.text_width(one.number, TextStyle.LABEL, Weight.STRONG) for one in scores),
            default=0,
        ),
        max(
            (theme.text_width(one.value, TextStyle.BODY, Weight.STRONG) for one in scores),
            default=0,
        ),
        max(
            (pill_size(theme, one.pill, one.pill_words).width() for one in scores if one.pill),
            default=0,
        ),
        max((theme.text_width(one.note, TextStyle.LABEL) for one in scores), default=0),
    )


class _Places(NamedTuple):
    """Where the parts of a row of scores are at a width; y and height are the row's own."""

    name: QRectF
    bar: QRectF
    value: QRectF
    pill: QRectF
    note: QRectF
    height: int


class ScoreRow(_Row):
    """A dimension: its name, its score as a bar and in words, gaps, open questions."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._score = Score("", "", "", None, "", None, "", "")
        self._widths = Widths(0, 0, 0, 0)
        self._scales = ScalePainter(theme)

    @property
    def key(self) -> str:
        """What the row is about."""
        return self._score.key

    def show_score(self, score: Score, widths: Widths, spoken: str) -> None:
        """Show a score in columns of these widths."""
        if (score, widths) != (self._score, self._widths):
            self._score, self._widths = score, widths
            self.set_caption(spoken)
            self.updateGeometry()
            self.update()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths and colours."""
        self._scales = ScalePainter(self.theme)
        super().on_theme_changed()

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._places(width).height

    def _places(self, width: int) -> _Places:
        theme, px, widths = self.theme, self.theme.px, self._widths
        start = px(_ASIDE) + widths.number + px(12)
        end = width - px(_ASIDE) - px(_ARROW)
        after = 0
        for part in (widths.pill, widths.note):
            after += part + px(12) if part else 0
        figures = widths.value + px(22) + after + px(12)
        bar = px(_BAR)
        name = end - start - figures - bar - px(16)
        if name < px(_NAME):
            bar = max(px(_LEAST_BAR), bar - (px(_NAME) - name))
            name = end - start - figures - bar - px(16)
        style = TextStyle.BODY
        if name >= px(130):
            title = theme.paragraph(self._score.title, style, Weight.MEDIUM, name)
            height = max(px(45), title.height + px(16))
            return self._on_one_line(start, name, bar, (after, height))
        room = end - start - px(8)
        title = theme.paragraph(self._score.title, style, Weight.MEDIUM, max(1, room))
        line = max(px(28), theme.line_height(style))
        top = px(10)
        below = top + title.height + px(2)
        value = widths.value
        bar = max(px(60), min(bar, room - value - px(16)))
        height = below + line + px(10)
        x = start + bar + px(16)
        pill = QRectF(x + value + px(14), below, widths.pill, line)
        note_x = pill.right() + px(12)
        if widths.pill and pill.right() > end:  # a third line
            pill = QRectF(start, below + line, widths.pill, line)
            note_x = pill.right() + px(12)
            height += line
        return _Places(
            QRectF(start, top, room, title.height),
            QRectF(start, below, bar, line),
            QRectF(x, below, value, line),
            pill,
            QRectF(note_x, pill.top(), widths.note, line),
            height,
        )

    def _on_one_line(self, start: int, name: int, bar: int, rest: tuple[int, int]) -> _Places:
        px, widths = self.theme.px, self._widths
        _, height = rest
        x = start + name + px(16)
        value = x + bar + px(22)
        pill = value + widths.value + px(16)
        return _Places(
            QRectF(start, 0, name, height),
            QRectF(x, 0, bar, height),
            QRectF(value, 0, widths.value, height),
            QRectF(pill, 0, widths.pill, height),
            QRectF(pill + widths.pill + px(12), 0, widths.note, height),
            height,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        score, whole = self._score, QRectF(self.rect())
        places = self._places(self.width())
        painter = QPainter(self)
        self.paint_ground(painter)
        name = mirrored(places.name, whole, direction)
        style, strong = TextStyle.BODY, Weight.STRONG
        title = theme.paragraph(score.title, style, Weight.MEDIUM, int(places.name.width()))
        top = name.center().y() - title.height / 2
        line = QRectF(name.left(), top, name.width(), title.height)
        title.paint(painter, line, colours.text, direction=direction)
        number = theme.paragraph(score.number, TextStyle.LABEL, strong)
        shift = (theme.line_height(style) - number.height) / 2
        place = QRectF(theme.px(_ASIDE), top + shift, number.width, number.height)
        number.paint(
            painter, mirrored(place, whole, direction), colours.text3, direction=direction
        )
        if score.bar is not None:
            bar = mirrored(places.bar, whole, direction)
            self._scales.paint(painter, bar, score.bar, direction)
        for words, room, ink in (
            (theme.paragraph(score.value, style, strong), places.value, colours.text),
            (theme.paragraph(score.note, TextStyle.LABEL), places.note, colours.text2),
        ):
            box = QRectF(
                room.left(), room.center().y() - words.height / 2, room.width(), words.height
            )
            words.paint(painter, mirrored(box, whole, direction), ink, direction=direction)
        if score.pill is not None:
            size = pill_size(theme, score.pill, score.pill_words)
            room = places.pill
            top = room.center().y() - size.height() / 2
            box = QRectF(room.left(), top, size.width(), size.height())
            box = mirrored(box, whole, direction)
            paint_pill(painter, score.pill, score.pill_words, box, theme, direction)
        self.paint_arrow(painter, self.height() / 2)
        painter.end()


class PartRow(_Row):
    """A section or a case: its number, its name, how much of it is answered as a bar and in words.

    The bar stands at the far side, or below the name where there is little room.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.key = ""
        self._number = self._title = self.count = ""
        self._done = 0.0
        self._widths = (0, 0)
        self._inset = 0

    def show_part(
        self, key: str, names: tuple[str, str], count: str, done: float, inset: int = 0
    ) -> None:
        """Show how much of a part is done, from 0 to 1; `names` are its number and its title.

        `count` says how much in words; a part of another one stands `inset` steps further in.
        """
        shown = (key, *names, count, done, inset)
        if shown != (self.key, self._number, self._title, self.count, self._done, self._inset):
            self.key, self._number, self._title, self.count, self._done, self._inset = shown
            self.set_caption(", ".join((" ".join(part for part in names if part), count)))
            self.updateGeometry()
            self.update()

    def show_widths(self, number: int, count: int) -> None:
        """Keep columns of these widths, in pixels, for the numbers and the counts of a list."""
        if (number, count) != self._widths:
            self._widths = (number, count)
            self.updateGeometry()
            self.update()

    def _places(self, width: int) -> tuple[QRectF, QRectF, QRectF, int]:
        """Return where name, bar and count are at a width, and the height."""
        theme, px = self.theme, self.theme.px
        number, count = self._widths
        start = px(_ASIDE) + (number + px(12) if number else 0) + self._inset * px(12)
        end = width - px(_ASIDE) - px(_ARROW) - px(8)
        bar = px(_BAR if not self._inset else _BAR // 2)
        least = px(_LEAST_BAR if not self._inset else _LEAST_BAR // 2)
        line = theme.line_height(TextStyle.LABEL)
        bar = max(least, min(bar, end - start - count - px(32) - px(200)))
        room = end - start - count - px(32) - bar
        beside = room >= px(150)
        title = self._title_set(room if beside else max(1, end - start))
        if beside:
            height = title.height + 2 * px(8)
            middle = height / 2
            x = end - count - px(16) - bar
            return (
                QRectF(start, px(8), room, title.height),
                QRectF(x, middle - px(3), bar, px(6)),
                QRectF(end - count, middle - line / 2, count, line),
                height,
            )
        below = px(8) + title.height + px(2)
        return (
            QRectF(start, px(8), end - start, title.height),
            QRectF(start, below + line / 2 - px(3), end - start - count - px(16), px(6)),
            QRectF(end - count, below, count, line),
            below + line + px(8),
        )

    def _title_set(self, room: float) -> Paragraph:
        weight = Weight.MEDIUM if not self._inset else Weight.REGULAR
        return self.theme.paragraph(self._title, TextStyle.LABEL, weight, max(1, int(room)))

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width."""
        return self._places(width)[3]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        name, bar, count, _ = self._places(self.width())
        painter = QPainter(self)
        self.paint_ground(painter)
        ink = colours.text if not self._inset else colours.text2
        self._title_set(name.width()).paint(
            painter, mirrored(name, whole, direction), ink, direction=direction
        )
        if self._number:
            number = theme.paragraph(self._number, TextStyle.LABEL, Weight.STRONG)
            place = QRectF(px(_ASIDE), name.top(), number.width, number.height)
            number.paint(
                painter, mirrored(place, whole, direction), colours.text3, direction=direction
            )
        radius, edge = bar.height() / 2, colours.text if theme.high_contrast else None
        paint_panel(painter, mirrored(bar, whole, direction), radius, colours.track, edge, 1)
        if self._done > 0:
            done = QRectF(bar)
            done.setWidth(max(bar.width() * min(self._done, 1), bar.height()))
            fill = colours.met_fill if self._done >= 1 else colours.accent
            paint_panel(painter, mirrored(done, whole, direction), radius, fill)
        said = theme.paragraph(self.count, TextStyle.LABEL, None, max(1, int(count.width())))
        said.paint(painter, mirrored(count, whole, direction), colours.text2, Align.END, direction)
        self.paint_arrow(painter, self.height() / 2)
        painter.end()


class StepRow(_Row):
    """Something to do: its number, what it is, and a line of detail."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.key = ""
        self._number = ""
        self._title = ""
        self._detail = ""
        self._number_width = 0

    def show_step(self, key: str, number: str, title: str, detail: str, number_width: int) -> None:
        """Show a step; all numbers of a list stand in a column of one width."""
        shown = (key, number, title, detail, number_width)
        if shown != (self.key, self._number, self._title, self._detail, self._number_width):
            self.key, self._number, self._title, self._detail, self._number_width = shown
            self.set_caption(
                ", ".join(part for part in (f"{number} {title}".strip(), detail) if part)
            )
            self.updateGeometry()
            self.update()

    def _start(self) -> int:
        px = self.theme.px
        return px(_ASIDE) + (self._number_width + px(12) if self._number_width else 0)

    def _room(self, width: int) -> int:
        px = self.theme.px
        return max(1, width - self._start() - px(_ASIDE) - px(_ARROW) - px(8))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        room = self._room(width)
        title = self.theme.paragraph(self._title, TextStyle.LABEL, Weight.MEDIUM, room)
        height = title.height
        if self._detail:
            height += self.theme.paragraph(self._detail, TextStyle.CAPTION, None, room).height
        return max(height + 2 * self.theme.px(5), self.theme.px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        room, start = self._room(self.width()), self._start()
        painter = QPainter(self)
        self.paint_ground(painter)
        title = theme.paragraph(self._title, TextStyle.LABEL, Weight.MEDIUM, room)
        detail = theme.paragraph(self._detail, TextStyle.CAPTION, None, room)
        high = title.height + (detail.height if self._detail else 0)
        y = (self.height() - high) / 2
        number = theme.paragraph(self._number, TextStyle.LABEL, Weight.STRONG)
        place = QRectF(px(_ASIDE), y, self._number_width, number.height)
        number.paint(
            painter, mirrored(place, whole, direction), colours.accent, direction=direction
        )
        place = mirrored(QRectF(start, y, room, title.height), whole, direction)
        title.paint(painter, place, colours.text, direction=direction)
        if self._detail:
            place = QRectF(start, y + title.height, room, detail.height)
            detail.paint(
                painter, mirrored(place, whole, direction), colours.text3, direction=direction
            )
        self.paint_arrow(painter, y + theme.line_height(TextStyle.LABEL) / 2)
        painter.end()
