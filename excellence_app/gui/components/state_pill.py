"""A state as shape, words and colour in a pill."""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role, name_changed
from excellence_app.gui.painting import Mark, mirrored, paint_mark, paint_panel
from excellence_app.gui.theme import RADIUS_PILL, TextStyle, Theme, Themed, Weight

_MARK = 12
_HEIGHT = 22


class Shape(NamedTuple):
    """How a state is shown: its sign, the colours of words and ground, whether it has an edge."""

    mark: Mark | None
    ink: str
    ground: str
    edged: bool = False


class State(Enum):
    """What a pill can say."""

    MET = "met"
    SHORT = "short"
    NOT_ANSWERED = "not answered"
    DOES_NOT_APPLY = "does not apply"
    MARKED = "marked"
    SEEN = "seen"
    LISTED = "listed"
    PROMISED = "promised"
    NOT_FOUND = "not found"
    AHEAD = "ahead"
    HIDDEN = "hidden"
    QUOTE = "quote"
    EVIDENCE = "evidence"
    FOLLOW_UP = "follow up"
    COUNT = "count"  # "7 gaps" in the sidebar
    PLAIN = "plain"  # the number of a question


SHAPES = {
    State.MET: Shape(Mark.MET, "met", "met_tint"),
    State.SHORT: Shape(Mark.GAP, "gap", "gap_tint"),
    State.NOT_ANSWERED: Shape(Mark.OPEN, "text2", "sunken", edged=True),
    State.DOES_NOT_APPLY: Shape(Mark.CROSS, "text2", "sunken"),
    State.MARKED: Shape(Mark.FLAG, "text2", "sunken"),
    State.SEEN: Shape(Mark.MET, "met", "met_tint"),
    State.LISTED: Shape(Mark.OPEN, "text2", "sunken"),
    State.PROMISED: Shape(Mark.CLOCK, "text2", "sunken"),
    State.NOT_FOUND: Shape(Mark.WARNING, "error", "error_tint"),
    State.AHEAD: Shape(Mark.TICK, "met", "met_tint"),
    State.HIDDEN: Shape(Mark.HIDDEN, "text2", "sunken", edged=True),
    State.QUOTE: Shape(Mark.QUOTE, "accent", "accent_tint"),
    State.EVIDENCE: Shape(Mark.EVIDENCE, "met", "met_tint"),
    State.FOLLOW_UP: Shape(Mark.FLAG, "gap", "gap_tint"),
    State.COUNT: Shape(None, "gap", "gap_tint"),
    State.PLAIN: Shape(None, "text", "sunken"),
}


class StatePill(Themed, QWidget):
    """Words with a sign of their own, so that colour never says it alone."""

    accessible_role: QAccessible.Role = Role.StaticText

    def __init__(
        self, theme: Theme, state: State, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    @property
    def state(self) -> State:
        """What the pill says."""
        return self._state

    def set_state(self, state: State, words: str) -> None:
        """Say something else."""
        if (state, words) == (self._state, self._words):
            return
        self._state, self._words = state, words
        self.setAccessibleName(words)
        name_changed(self)
        self.on_theme_changed()

    def sizeHint(self) -> QSize:
        """Return the size of the pill."""
        return pill_size(self.theme, self._state, self._words)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_pill(painter, self._state, self._words, area, self.theme, self.layoutDirection())
        painter.end()


def pill_size(theme: Theme, state: State, words: str) -> QSize:
    """Return the room that a pill takes."""
    px = theme.px
    width = theme.paragraph(words, TextStyle.CAPTION, Weight.MEDIUM).width + 2 * px(8)
    if SHAPES[state].mark is not None:
        width += px(_MARK) + px(4) - px(1)
    height = max(px(_HEIGHT), theme.line_height(TextStyle.CAPTION) + 2 * px(3))
    return QSize(width, height)


def paint_pill(
    painter: QPainter,
    state: State,
    words: str,
    area: QRectF,
    theme: Theme,
    direction: Qt.LayoutDirection,
) -> None:
    """Paint a pill that fills `area`."""
    px, colours, shape = theme.px, theme.colours, SHAPES[state]
    ink, ground = colours.named(shape.ink), colours.named(shape.ground)
    edge = None
    if theme.high_contrast:
        edge = colours.text
    elif shape.edged:
        edge = colours.control if theme.dark else colours.line2
    paint_panel(painter, area, px(RADIUS_PILL), ground, edge, theme.edge)
    x = area.left() + px(8)
    if shape.mark is not None:
        x -= px(1)
        side = px(_MARK)
        place = QRectF(x, area.center().y() - side / 2, side, side)
        paint_mark(painter, shape.mark, mirrored(place, area, direction), ink, ground, direction)
        x += side + px(4)
    paragraph = theme.paragraph(words, TextStyle.CAPTION, Weight.MEDIUM)
    place = QRectF(x, area.center().y() - paragraph.height / 2, paragraph.width, paragraph.height)
    paragraph.paint(painter, mirrored(place, area, direction), ink, direction=direction)
