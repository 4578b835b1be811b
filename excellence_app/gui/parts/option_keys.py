"""The keys of an editor of choices: arrows, letters that choose, words that are typed at once."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit

from excellence_app.gui.components.answers import AnswerCard, ChoiceCard
from excellence_app.gui.parts.option_row import OptionRow
from excellence_app.gui.parts.painted_list import ENTER
from excellence_app.gui.parts.typed_words import Letter, TypedWords

_BACKWARDS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Left})
_FORWARDS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Right})
_SHIFT_KEY = Qt.Key.Key_Shift
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Choosing(Protocol):
    """What the keys ask of an editor."""

    rows: dict[str, OptionRow]

    @property
    def caps(self) -> Mapping[str, str]:
        """The letters that choose, by the ids of the choices."""

    @property
    def chosen_now(self) -> tuple[str, ...]:
        """The ids of the choices that are shown as chosen."""

    @property
    def locked(self) -> bool:
        """Whether nobody can answer."""

    def choose(self, choice: str) -> None:
        """Choose as a person does."""

    def choose_these(self, chosen: tuple[str, ...]) -> None:
        """Have these chosen and no others."""

    def move_focus(self, step: int) -> None:
        """Put the focus on the next choice, or on the one before."""

    def go_on(self, *, back: bool) -> None:
        """Go to the next question, or to the one before."""


class OptionKeys(QObject):
    """Sees the keys of boxes and fields before they do; the editor lets each event through it."""

    def __init__(self, editor: Choosing, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._typing = TypedWords()
        self._clicked = False  # with the mouse: the words that are needed come next

    def take_click(self) -> bool:
        """Tell once whether the last thing that was done to a box was a click."""
        clicked, self._clicked = self._clicked, False
        return clicked

    def takes(self, watched: QObject, event: QEvent) -> bool:
        """Do what a key means and tell whether it is done."""
        kind = event.type()
        box = watched if isinstance(watched, AnswerCard | ChoiceCard) else None
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._clicked = False
            if isinstance(watched, QLineEdit) and self._go_on(event):
                return True
            return box is not None and self._handle(event)
        if kind is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._typing.forget()
            self._clicked = box is not None and box.rect().contains(event.position().toPoint())
        return False

    def _go_on(self, event: QKeyEvent) -> bool:
        """Go on with Enter from a field of one line, once it is stored."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in ENTER or held & ~_SHIFT:
            return False
        other = next((row for row in self._editor.rows.values() if row.other), None)
        if other is not None and other.field is not None:
            other.field.left.emit()
            if other.field.error:
                return True
        self._editor.go_on(back=bool(held))
        return True

    def _handle(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier)
        if (held or not event.text().isprintable() or not event.text()) and key != _SHIFT_KEY:
            self._typing.forget()
        if held:
            return False
        if key in _BACKWARDS or key in _FORWARDS:
            self._editor.move_focus(1 if key in _FORWARDS else -1)
            return True
        if key in ENTER:
            self._editor.go_on(back=bool(event.modifiers() & _SHIFT))
            return True
        if not event.text().isprintable() or not event.text():
            return False
        return self._take_letter(event)

    def _take_letter(self, event: QKeyEvent) -> bool:
        """Choose by a letter, but not where a person types words."""
        letter, blank = event.text(), not event.text().strip()
        if blank and not self._typing.follows(event):
            return False
        if event.isAutoRepeat():
            return True
        here = next((key for key, row in self._editor.rows.items() if row.box.hasFocus()), "")
        before = self._editor.chosen_now
        rows = (self._editor.rows.get(one) for one in (here, self._typing.began_at))
        wanted = any(row is not None and row.ticked and row.takes_words for row in rows)
        begun = self._typing.take(event, Letter(letter, here, before), wanted=wanted)
        if begun is not None:
            self._take_words(begun)
            return True
        for choice, cap in self._editor.caps.items():
            if cap.casefold() == letter.casefold():
                self._editor.rows[choice].box.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self._editor.choose(choice)
                return True
        return False

    def _take_words(self, begun: Sequence[Letter]) -> None:
        """Write words that were begun as letters which choose.

        Where the focus was on a choice that had a field for words already, they belong there, and
        what the first letter chose is taken back. Else they belong to what that letter chose, if
        that takes words; if not, it is taken back as well.
        """
        first = begun[0]
        here, chosen = self._editor.rows.get(first.here), self._chosen_by(first)
        stood = first.here in first.chosen and here is not None and here.takes_words
        if chosen is not None and not stood:
            chosen.focus_words()
            chosen.write("".join(one.text for one in begun[1:]))
            self._typing.forget()
            return
        self._editor.choose_these(first.chosen)
        row = self._editor.rows.get(first.here)
        if row is None:
            return
        if self._editor.locked or not row.takes_words:
            row.box.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        row.focus_words()
        row.write("".join(one.text for one in begun))
        self._typing.forget()

    def _chosen_by(self, letter: Letter) -> OptionRow | None:
        """Return the choice that a letter has ticked just now, if it takes words."""
        caps = self._editor.caps.items()
        key = next((one for one, cap in caps if cap.casefold() == letter.text.casefold()), "")
        row = self._editor.rows.get(key)
        if row is None or self._editor.locked or not row.ticked or not row.takes_words:
            return None
        return None if key in letter.chosen else row
