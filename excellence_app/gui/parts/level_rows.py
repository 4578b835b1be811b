"""The levels that numbers stand for, one below the other; the one that is reached is marked."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.accessibility import Role, name_changed
from excellence_app.gui.components.answers import ThresholdLine
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.parts.editor import Asked
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align, Paragraph
from excellence_app.language.sentences import level_title

_DISC = 22
_START = 46
_INSET = 12
_DOWN = 7


class LevelRow(NamedTuple):
    """A level: its number, its title, and what it says in full."""

    number: int
    title: str
    text: str
    spoken: str


class _Row(Themed, QWidget):
    """One level: number in a disc, title beside it."""

    accessible_role: QAccessible.Role = Role.ListItem

    def __init__(self, theme: Theme, row: LevelRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        self._reached = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(row.spoken)
        set_tooltip(self, row.text)
        self.follow(theme)

    def show_reached(self, words: str) -> None:
        """Mark the row, with words for screen readers; without words take the mark away."""
        if bool(words) != self._reached:
            self._reached = bool(words)
            said = f"{self._row.spoken}. {words}" if words else self._row.spoken
            self.setAccessibleName(said)
            name_changed(self)
            self.update()

    def accessible_chosen(self) -> bool:
        """Return whether this is the level."""
        return self._reached

    def _title(self, width: int, weight: Weight) -> Paragraph:
        px = self.theme.px
        room = max(width - px(_START) - px(_INSET), px(60))
        return self.theme.paragraph(self._row.title, TextStyle.LABEL, weight, room)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped title."""
        px = self.theme.px
        words = self._title(width, Weight.STRONG).height
        return max(words, px(_DISC)) + 2 * px(_DOWN)

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        px = self.theme.px
        words = self.theme.text_width(self._row.title, TextStyle.LABEL, Weight.STRONG)
        width = words + px(_START) + px(_INSET)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        px = self.theme.px
        return QSize(px(_START) + px(90) + px(_INSET), px(_DISC) + 2 * px(_DOWN))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, disc and title."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        if self._reached:
            edge = colours.accent
            radius, wide = px(RADIUS_CONTROL), max(2, px(1.5))
            paint_panel(painter, whole, radius, colours.accent_tint, edge, wide)
        weight = Weight.STRONG if self._reached else Weight.REGULAR
        title = self._title(self.width(), weight)
        top = (self.height() - title.height) / 2
        side = px(_DISC)
        middle = top + theme.line_height(TextStyle.LABEL) / 2
        disc = mirrored(QRectF(px(_INSET), middle - side / 2, side, side), whole, direction)
        ground, ink = (
            (colours.accent, colours.on_accent) if self._reached else (None, colours.text2)
        )
        edge = colours.accent if self._reached else colours.line2
        if theme.high_contrast:
            edge = colours.text
        paint_panel(painter, disc, side / 2, ground, edge, theme.edge)
        number = theme.paragraph(str(self._row.number), TextStyle.CAPTION, Weight.STRONG)
        place = QRectF(disc.left(), disc.center().y() - number.height / 2, side, number.height)
        number.paint(painter, place, ink, Align.CENTRE)
        room = self.width() - px(_START) - px(_INSET)
        place = mirrored(QRectF(px(_START), top, room, title.height), whole, direction)
        ink = colours.text if self._reached else colours.text2
        title.paint(painter, place, ink, direction=direction)
        painter.end()


class LevelRows(Themed, QWidget):
    """All levels of a scale; the threshold line stands before the first that meets it."""

    accessible_role: QAccessible.Role = Role.List

    def __init__(
        self,
        theme: Theme,
        name: str,
        rows: Sequence[LevelRow],
        reached: str,
        threshold: tuple[int, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._reached = reached
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._rows: dict[int, _Row] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        for row in rows:
            if threshold is not None and threshold[0] == row.number:
                self._column.addWidget(ThresholdLine(theme, threshold[1], self))
            self._rows[row.number] = _Row(theme, row, self)
            self._column.addWidget(self._rows[row.number])
        self._set_lengths()

    def show_level(self, level: int | None) -> None:
        """Mark a level, or none."""
        for number, row in self._rows.items():
            row.show_reached(self._reached if number == level else "")

    @property
    def level(self) -> int | None:
        """The level that is marked."""
        return next((n for n, row in self._rows.items() if row.accessible_chosen()), None)

    def _set_lengths(self) -> None:
        self._column.setSpacing(self.theme.px(2))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()


def rows_of(theme: Theme, asked: Asked, parent: QWidget) -> LevelRows | None:
    """Return the levels that the numbers of a question stand for, none if they stand for none."""
    words, indicator, threshold = asked.words, asked.indicator, asked.threshold
    if indicator is None or not indicator.bands:
        return None
    rows = []
    for level in indicator.levels:
        title = level_title(words, level)
        spoken = words.text("Level {level}: {text}", level=level.number, text=title)
        rows.append(LevelRow(level.number, title, level.text, spoken))
    line = None if threshold is None else (threshold.level, threshold.words)
    name, reached = words.text("Levels"), words.text("This level")
    return LevelRows(theme, name, rows, reached, line, parent)
