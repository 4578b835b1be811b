"""The cards of answers: a round or square box, a title, a text and the key that chooses it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from excellence_app.gui.components.warmth import Warm, mixed
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import (
    Box,
    Look,
    key_cap_height,
    key_cap_width,
    mirrored,
    paint_box,
    paint_key_cap,
    paint_panel,
)
from excellence_app.gui.theme import RADIUS_ROW, TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Paragraph

LEAST_TEXT = 90  # pixels of the design that words have at least
_BOX = 18
_SIDE_PADDING = 13
_TEXT_START = 45
_CAP_INSET = 11
_ICON = 15
_TILE_HEIGHT = 60
_LEAST_TILE = 60


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One answer: its key in the answer file, its words and how it is told.

    `cap` is the key that chooses it, as shown. `spoken` is its name for screen readers
    where that is more than title and text: "Level 1: Checked when a funder asks.
    Figures are gathered for reports." `position` tells its place: "2 of 5".
    """

    key: str
    title: str
    text: str = ""
    cap: str = ""
    spoken: str = ""
    position: str = ""

    @property
    def name(self) -> str:
        """What screen readers say."""
        return self.spoken or (f"{self.title}. {self.text}" if self.text else self.title)


# As with Themed: type checkers see what the mixin is mixed into.
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class _Card(Warm, _Button):
    """What radio and check box cards share: the whole card reacts, the look of each state."""

    box: Box
    option: AnswerOption

    def prepare(self, theme: Theme, option: AnswerOption) -> None:
        """Finish what Qt's own class has begun."""
        self.option = option
        self._look = Look.PLAIN
        self._message = ""
        self._threshold = ""
        self._compact = False
        self.setAccessibleName(option.name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self._describe()

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_ROW

    @property
    def look(self) -> Look:
        """Whether the card shows an error or is locked."""
        return self._look

    def show_look(self, look: Look, message: str = "") -> None:
        """Show an error or a lock, and tell why."""
        self._look, self._message = look, message
        self._describe()
        self.on_theme_changed()

    def tell_threshold(self, sentence: str) -> None:
        """Tell that a threshold is met from this card on."""
        self._threshold = sentence
        self._describe()

    def _describe(self) -> None:
        parts = (self.option.position, self._threshold, self._message)
        self.setAccessibleDescription(". ".join(part for part in parts if part))

    def hitButton(self, pos: QPoint) -> bool:
        """React everywhere on the card."""
        return self._look is not Look.LOCKED and self.rect().contains(pos)

    def nextCheckState(self) -> None:
        """Leave it to the group what is chosen."""

    def _end_width(self) -> int:
        """Return the room for icon and key cap at the far side."""
        px = self.theme.px
        width = 0
        if self.option.cap:
            width += key_cap_width(self.option.cap, self.theme) + px(8)
        if self._look is not Look.PLAIN:
            width += px(_ICON) + px(10)
        return width + px(_CAP_INSET)

    def _paragraphs(self, width: int) -> list[tuple[Paragraph, str]]:
        """Return title, text and message set to a width of the card, with their colours."""
        theme = self.theme
        room = max(width - theme.px(_TEXT_START) - self._end_width(), theme.px(LEAST_TEXT))
        weight = Weight.STRONG if self.isChecked() else Weight.MEDIUM
        # The bolder title decides how lines break, so that nothing jumps on choosing.
        bold = theme.paragraph(self.option.title, TextStyle.BODY, Weight.STRONG, room)
        title = theme.paragraph(self.option.title, TextStyle.BODY, weight, room)
        locked = self._look is Look.LOCKED
        found = [(title if title.lines == bold.lines else bold, "text3" if locked else "text")]
        if self.option.text:
            text = theme.paragraph(self.option.text, TextStyle.LABEL, None, room)
            found.append((text, "text3" if locked else "text2"))
        if self._message and self._look is Look.ERROR:
            message = theme.paragraph(self._message, TextStyle.LABEL, Weight.MEDIUM, room)
            found.append((message, "error"))
        return found

    def show_compact(self, *, compact: bool) -> None:
        """Take less room above and below."""
        if compact is not self._compact:
            self._compact = compact
            self.on_theme_changed()

    def _padding(self) -> int:
        if self._compact:
            return self.theme.px(6 if self.option.text or self._message else 9)
        return self.theme.px(10 if self.option.text or self._message else 12)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow card is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped texts with their margins."""
        return sum(p.height for p, _ in self._paragraphs(width)) + 2 * self._padding()

    def sizeHint(self) -> QSize:
        """Return the size on one line each."""
        theme = self.theme
        texts = [
            theme.paragraph(self.option.title, TextStyle.BODY, Weight.STRONG),
            theme.paragraph(self.option.text, TextStyle.LABEL),
        ]
        width = max(text.width for text in texts) + theme.px(_TEXT_START) + self._end_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        theme = self.theme
        width = theme.px(_TEXT_START) + theme.px(LEAST_TEXT) + self._end_width()
        return QSize(width, theme.line_height(TextStyle.BODY) + 2 * self._padding())

    def _grounds(self) -> tuple[QColor, QColor, int]:
        """Return the colours of ground and edge and the width of the edge."""
        theme, colours = self.theme, self.theme.colours
        wide = max(2, theme.px(2))
        if self._look is Look.ERROR:
            return colours.surface, colours.error, wide
        if self._look is Look.LOCKED:
            ground = colours.accent_tint if self.isChecked() else colours.sunken
            return ground, colours.line, theme.edge
        if self.isChecked():
            return colours.accent_tint, colours.accent, wide
        heat = 1.0 if self.isDown() else self.warmth
        ground = mixed(colours.surface, colours.hover, heat)
        return ground, mixed(colours.line2, colours.control, heat), theme.edge

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, box, texts, icon and key."""
        theme, direction = self.theme, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        ground, edge, width = self._grounds()
        painter = QPainter(self)
        paint_panel(painter, whole, px(RADIUS_ROW), ground, edge, width)
        paragraphs = self._paragraphs(self.width())
        # A card made higher by its neighbour keeps its title beside the neighbour's.
        needed = sum(p.height for p, _ in paragraphs) + 2 * self._padding()
        y = self._padding() + min(0, (self.height() - needed) / 2)
        first = theme.line_height(TextStyle.BODY)
        middle = y + first / 2
        side = px(_BOX)
        box = mirrored(QRectF(px(_SIDE_PADDING), middle - side / 2, side, side), whole, direction)
        paint_box(painter, self.box, box, theme, chosen=self.isChecked(), look=self._look)
        room = self.width() - px(_TEXT_START) - self._end_width()
        for paragraph, colour in paragraphs:
            place = QRectF(px(_TEXT_START), y, room, paragraph.height)
            place = mirrored(place, whole, direction)
            paragraph.paint(painter, place, theme.colour(colour), direction=direction)
            y += paragraph.height
        self._paint_end(painter, middle, whole)
        painter.end()

    def _paint_end(self, painter: QPainter, middle: float, whole: QRectF) -> None:
        theme, direction = self.theme, self.layoutDirection()
        x = self.width() - theme.px(_CAP_INSET)
        if self.option.cap:
            width, height = key_cap_width(self.option.cap, theme), key_cap_height(theme)
            x -= width
            place = mirrored(QRectF(x, middle - height / 2, width, height), whole, direction)
            paint_key_cap(painter, self.option.cap, place, theme)
            x -= theme.px(12)
        if self._look is not Look.PLAIN:
            icon = "lock" if self._look is Look.LOCKED else "triangle-alert"
            colour = theme.colours.error if self._look is Look.ERROR else theme.colours.text2
            side = theme.px(_ICON)
            place = mirrored(QRectF(x - side, middle - side / 2, side, side), whole, direction)
            paint_icon(painter, icon, place, colour, direction)


class AnswerCard(_Card, QRadioButton):
    """One answer out of several."""

    box = Box.RADIO

    def __init__(self, theme: Theme, option: AnswerOption, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prepare(theme, option)


class ChoiceCard(_Card, QCheckBox):
    """One answer of which several may be chosen."""

    box = Box.CHECK

    def __init__(self, theme: Theme, option: AnswerOption, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prepare(theme, option)


class AnswerTile(AnswerCard):
    """One answer as a tile in a row: its key large, its title beside it, nothing else."""

    def _start(self) -> int:
        theme = self.theme
        key = theme.text_width(self.option.cap, TextStyle.H2, Weight.STRONG)
        return theme.px(_SIDE_PADDING) + key + theme.px(12)

    def _title(self, width: int, weight: Weight) -> Paragraph:
        room = max(width - self._start() - self.theme.px(_CAP_INSET), self.theme.px(_LEAST_TILE))
        return self.theme.paragraph(self.option.title, TextStyle.LABEL, weight, room)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped title with its margins."""
        title = self._title(width, Weight.STRONG).height
        return max(title + 2 * self.theme.px(10), self.theme.px(_TILE_HEIGHT))

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        title = self.theme.text_width(self.option.title, TextStyle.LABEL, Weight.STRONG)
        width = self._start() + title + self.theme.px(_CAP_INSET)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        theme = self.theme
        width = self._start() + theme.px(_LEAST_TILE) + theme.px(_CAP_INSET)
        return QSize(width, theme.px(_TILE_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, key and title."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        whole = QRectF(self.rect())
        ground, edge, width = self._grounds()
        painter = QPainter(self)
        paint_panel(painter, whole, theme.px(RADIUS_ROW), ground, edge, width)
        locked = self.look is Look.LOCKED
        key = theme.paragraph(self.option.cap, TextStyle.H2, Weight.STRONG)
        place = QRectF(
            theme.px(_SIDE_PADDING), (self.height() - key.height) / 2, key.width, key.height
        )
        ink = colours.accent if self.isChecked() else colours.text
        ink = colours.text3 if locked else ink
        key.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
        title = self._title(self.width(), Weight.STRONG if self.isChecked() else Weight.MEDIUM)
        room = self.width() - self._start() - theme.px(_CAP_INSET)
        place = QRectF(self._start(), (self.height() - title.height) / 2, room, title.height)
        ink = colours.text3 if locked else colours.text
        title.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
        painter.end()
