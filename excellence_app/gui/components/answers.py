"""Answers to choose from: cards with the threshold line between them."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QSizePolicy,
    QWidget,
)

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.answer_cards import (
    LEAST_TEXT,
    AnswerCard,
    AnswerOption,
    AnswerTile,
    ChoiceCard,
)
from excellence_app.gui.painting import (
    Look,
    mirrored,
)
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Paragraph

__all__ = [
    "AnswerCard",
    "AnswerGroup",
    "AnswerOption",
    "AnswerTile",
    "ChoiceCard",
    "ThresholdLine",
]

_QUICK = 600  # milliseconds between letters of a word; who chooses by letters is slower
_CARD_GAP = 10
_LINE_LEAD = 37  # of the threshold line before its words
_BACKWARDS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
_FORWARDS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


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
        room = max(width - 2 * px(_LINE_LEAD) - 2 * px(9), px(LEAST_TEXT))
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
        least = px(LEAST_TEXT) + 2 * px(_LINE_LEAD) + 2 * px(9)
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

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See keys before the card does, and keep the Tab stop on the card with the focus.

        Keys that mean nothing here go on to the window through the card: nothing sees them twice.
        """
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
        now, last, text = event.timestamp(), self._last_letter, event.text()
        letter = text.strip() and text.isprintable() and not text.isdigit()  # Esc is a text too
        self._last_letter = now if letter else 0
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
