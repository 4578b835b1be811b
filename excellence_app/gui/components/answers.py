"""Answers to choose from: cards with the threshold line between them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from excellence_app.gui.accessibility import Role
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
from excellence_app.gui.theme import RADIUS_ROW, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Paragraph

_BOX = 18
_SIDE_PADDING = 13
_TEXT_START = 45
_CAP_INSET = 11
_QUICK = 600  # milliseconds between letters of a word; who chooses by letters is slower
_CARD_GAP = 10
_ICON = 15
_TILE_HEIGHT = 60
_LEAST_TILE = 60
_LEAST_TEXT = 90
_LINE_LEAD = 37  # of the threshold line before its words
_BACKWARDS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
_FORWARDS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


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
        room = max(width - theme.px(_TEXT_START) - self._end_width(), theme.px(_LEAST_TEXT))
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
        width = theme.px(_TEXT_START) + theme.px(_LEAST_TEXT) + self._end_width()
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


class ThresholdLine(Themed, QWidget):
    """The line between two answers from which on a threshold is met."""

    accessible_role: QAccessible.Role = Role.StaticText

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def _paragraph(self, width: int) -> Paragraph:
        px = self.theme.px
        room = max(width - 2 * px(_LINE_LEAD) - 2 * px(9), px(_LEAST_TEXT))
        natural = self.theme.paragraph(self._words, TextStyle.LABEL, Weight.STRONG).width
        return self.theme.paragraph(
            self._words, TextStyle.LABEL, Weight.STRONG, min(room, natural)
        )

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        return self._paragraph(width).height

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow line is higher."""
        return True

    def sizeHint(self) -> QSize:
        """Return the size of the words with the line on both sides."""
        px = self.theme.px
        words = self.theme.paragraph(self._words, TextStyle.LABEL, Weight.STRONG)
        return QSize(words.width + 2 * px(_LINE_LEAD) + 2 * px(9), words.height)

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        px = self.theme.px
        least = px(_LEAST_TEXT) + 2 * px(_LINE_LEAD) + 2 * px(9)
        return QSize(least, self.theme.line_height(TextStyle.LABEL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line, words, line."""
        theme, direction = self.theme, self.layoutDirection()
        px, colours = theme.px, theme.colours
        painter = QPainter(self)
        whole = QRectF(self.rect())
        paragraph = self._paragraph(self.width())
        thick = max(2, px(2))
        top = round((self.height() - thick) / 2)
        lead, gap = px(_LINE_LEAD), px(9)
        end = lead + gap + paragraph.width + gap
        for left, right in ((0, lead), (end, self.width())):
            if right > left:
                part = mirrored(QRectF(left, top, right - left, thick), whole, direction)
                painter.fillRect(part, colours.text)
        place = QRectF(lead + gap, (self.height() - paragraph.height) / 2, paragraph.width, 1)
        place.setHeight(paragraph.height)
        place = mirrored(place, whole, direction)
        paragraph.paint(painter, place, colours.text, direction=direction)
        painter.end()


class AnswerGroup(Themed, QWidget):
    """Answers as cards: one Tab stop, arrows inside, the key on a card chooses it.

    `several` lets more than one be chosen, `side_by_side` puts the cards into a row, and
    `tiles` shows keys and titles alone, for a row of levels. Arrows move the focus and
    choose nothing, so that reading on changes no answer.

    Signals:
        chosen: A person chose this one answer. str: its key.
        ticked: A person ticked or unticked an answer of several. str: its key; bool: ticked.
        next_asked, back_asked: Enter, Shift Enter.
    """

    accessible_role: QAccessible.Role = Role.Grouping

    chosen = Signal(str)
    ticked = Signal(str, bool)
    next_asked = Signal()
    back_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        options: Sequence[AnswerOption],
        *,
        several: bool = False,
        side_by_side: bool = False,
        tiles: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._several = several
        ways = QBoxLayout.Direction
        self._layout = QBoxLayout(ways.LeftToRight if side_by_side else ways.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._lines: dict[str, tuple[ThresholdLine, str]] = {}
        self._thresholds_shown = True
        self._locked = False
        self._last_letter = 0  # when it was typed, in milliseconds
        self.follow(theme)
        self._layout.setSpacing(theme.px(_CARD_GAP))
        kind: type[AnswerCard | ChoiceCard] = ChoiceCard if several else AnswerCard
        if tiles:
            kind = AnswerTile
        self._cards: dict[str, AnswerCard | ChoiceCard] = {}
        for option in options:
            card = kind(theme, option, self)
            card.clicked.connect(self._on_card_clicked)
            card.installEventFilter(self)
            self._cards[option.key] = card
            self._layout.addWidget(card)
        self._settle_tab_stop()

    @property
    def cards(self) -> Mapping[str, AnswerCard | ChoiceCard]:
        """The cards by the keys of their answers."""
        return self._cards

    @property
    def answers(self) -> frozenset[str]:
        """The keys of the answers that are shown as chosen."""
        return frozenset(key for key, card in self._cards.items() if card.isChecked())

    def show_answers(self, keys: Collection[str]) -> None:
        """Show these answers as chosen and no others; nothing is emitted."""
        for card in self._cards.values():  # while they exclude each other none can be taken back
            card.setAutoExclusive(False)
        for key, card in self._cards.items():
            card.setChecked(key in keys)
        for card in self._cards.values():  # by this Qt knows that they are radio buttons
            card.setAutoExclusive(not self._several)
        self._settle_tab_stop()

    def show_answer(self, key: str | None) -> None:
        """Show one answer as chosen, or none."""
        self.show_answers(() if key is None else (key,))

    def set_threshold(self, key: str, words: str, spoken: str) -> None:
        """Draw a line before the answer `key`; `spoken` becomes part of its description."""
        line = ThresholdLine(self.theme, words, self)
        line.setVisible(self._thresholds_shown)
        self._lines[key] = (line, spoken)
        self._layout.insertWidget(self._layout.indexOf(self._cards[key]), line)
        self._cards[key].tell_threshold(spoken if self._thresholds_shown else "")

    def show_thresholds(self, *, shown: bool) -> None:
        """Show or hide the lines, also from screen readers."""
        self._thresholds_shown = shown
        for key, (line, spoken) in self._lines.items():
            line.setVisible(shown)
            self._cards[key].tell_threshold(spoken if shown else "")

    def show_compact(self, *, compact: bool) -> None:
        """Take less room where there is little of it."""
        for card in self._cards.values():
            card.show_compact(compact=compact)

    def show_error(self, key: str, message: str) -> None:
        """Show what is wrong with one answer."""
        self._cards[key].show_look(Look.ERROR, message)

    def clear_errors(self) -> None:
        """Show no error any more."""
        for card in self._cards.values():
            if card.look is Look.ERROR:
                card.show_look(Look.PLAIN)

    def lock(self, *, locked: bool, reason: str = "") -> None:
        """Let nobody choose for now, and tell why."""
        self._locked = locked
        for card in self._cards.values():
            card.show_look(Look.LOCKED if locked else Look.PLAIN, reason if locked else "")

    def focus_answer(self) -> None:
        """Put the focus on the chosen answer, else on the first one."""
        self._tab_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._layout.setSpacing(self.theme.px(_CARD_GAP))
        super().on_theme_changed()

    def choose_by_key(self, typed: str) -> bool:
        """Choose the answer whose cap shows `typed`; tell whether there is one."""
        for card in self._cards.values():
            if card.option.cap and card.option.cap.casefold() == typed.casefold():
                card.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self._choose(card)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with arrows, choose with the keys on the cards, go on with Enter."""
        if not self._handle(event):
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See keys before the card does, and keep the Tab stop on the card with the focus."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._handle(event)
        if event.type() is QEvent.Type.FocusIn:
            self._settle_tab_stop()
        return False

    def _handle(self, event: QKeyEvent) -> bool:
        key = event.key()
        rightwards = self.layoutDirection() is not Qt.LayoutDirection.RightToLeft
        swapped = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}
        if not rightwards:
            key = swapped.get(Qt.Key(key), key)
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if not plain:
            return False
        if key in _BACKWARDS or key in _FORWARDS:
            self._move(1 if key in _FORWARDS else -1)
            return True
        if key in _ENTER:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.back_asked if back else self.next_asked).emit()
            return True
        if self._within_word(event):
            return True
        return bool(event.text().strip()) and self.choose_by_key(event.text())

    def _within_word(self, event: QKeyEvent) -> bool:
        """Tell whether a letter follows another one so soon that words are typed by mistake.

        Keys without a time, such as those of programs that press keys, are never words.
        """
        now, last = event.timestamp(), self._last_letter
        self._last_letter = now if event.text().strip() and not event.text().isdigit() else 0
        return bool(self._last_letter and last and 0 <= now - last < _QUICK)

    def _move(self, step: int) -> None:
        cards = list(self._cards.values())
        if not cards:
            return
        here = next((n for n, card in enumerate(cards) if card.hasFocus()), 0)
        reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
        cards[(here + step) % len(cards)].setFocus(reason)

    @Slot()
    def _on_card_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, AnswerCard | ChoiceCard):
            self._choose(card)

    def _choose(self, card: AnswerCard | ChoiceCard) -> None:
        if self._locked:
            return
        key = card.option.key
        if self._several:
            card.setChecked(not card.isChecked())
            self._settle_tab_stop()
            self.ticked.emit(key, card.isChecked())
        elif not card.isChecked():
            self.show_answer(key)
            self.chosen.emit(key)

    def _tab_stop(self) -> QWidget:
        cards = list(self._cards.values())
        focused = [card for card in cards if card.hasFocus()]
        chosen = [card for card in cards if card.isChecked()]
        return next(iter([*focused, *chosen, *cards]), self)

    def _settle_tab_stop(self) -> None:
        """Let Tab reach one card only: the one with the focus, the chosen one or the first."""
        stop = self._tab_stop()
        for card in self._cards.values():
            strong = card is stop
            policy = Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus
            if card.focusPolicy() != policy:
                card.setFocusPolicy(policy)
