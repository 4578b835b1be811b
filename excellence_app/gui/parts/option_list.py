"""A long list to choose from: a field that narrows it, and below it what fits."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from excellence_app.gui.accessibility import announce
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.painting import Box, Look
from excellence_app.gui.parts.option_view import FEW_ROWS, ROWS, OptionPanel, OptionView
from excellence_app.gui.parts.painted_list import ENTER, step_of
from excellence_app.gui.theme import TextStyle, Theme, Themed
from excellence_app.language.catalogues import Words

_OTHER = ""  # the key of the line that takes what is typed
_WAIT = 120  # milliseconds until it is said that nothing is chosen: a click moves nothing below
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_ELSEWHERE = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})


class OptionList(Themed, QWidget):
    """A field and a list. Arrows move in the list while one types, Enter chooses.

    With one answer the field shows it; what is typed narrows the list until one is chosen. With
    several the field only searches, and what is chosen is ticked where it stands. What is typed
    and not chosen stays, also when the field is left; Esc takes it away.

    Signals:
        picked: A person chose one, or took one of several back. str: its key.
        clicked: A person did so with the mouse. str: its key.
        other_given: A person wants what is typed, which is not in the list. str: the text.
        next_asked, back_asked: Enter, Shift Enter where there is nothing to choose.
    """

    picked = Signal(str)
    clicked = Signal(str)
    other_given = Signal(str)
    next_asked = Signal()
    back_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        words: Words,
        name: str,
        options: Sequence[tuple[str, str]],
        *,
        several: bool,
        takes_other: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._several = several
        self._takes_other = takes_other
        self._options = list(options)
        self._moved = False
        self._locked = False
        self._told = ""  # what nothing fits has been said of this text; Ctrl Enter then goes on
        prompt = words.text("Type to search {count} choices", count=len(options))
        self.field = LineEdit(theme, name, placeholder=prompt, icon="search")
        self.field.setAccessibleDescription(prompt)
        self.field.textEdited.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list = OptionView(theme, name, Box.CHECK if several else Box.RADIO)
        self.list.clicked.connect(self._on_clicked)
        self.nothing = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.waiting = PlainLabel(theme, "", TextStyle.LABEL, colour="gap")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._say_waiting)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._panel = OptionPanel(theme, self.list)
        for part in (self.field, self.nothing, self._panel, self.waiting):
            self._column.addWidget(part)
        self.nothing.hide()
        self.waiting.hide()
        self.follow(theme)
        self._column.setSpacing(theme.px(8))
        self.list.options.show_options(self._options)

    @property
    def shown(self) -> list[str]:
        """The titles that fit what is typed."""
        return [title for _, title in self.list.options.shown]

    @property
    def searched(self) -> str:
        """What is typed and not chosen, empty if nothing is."""
        text = self.field.text()
        return "" if text == self._title() else text

    def show_searched(self, text: str) -> None:
        """Show what was typed before and not chosen; nothing is emitted."""
        self.field.setText(text)
        self._narrow(text)
        self._say_waiting()

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; what is searched for stays."""
        if list(options) != self._options:
            self._options = list(options)
            self._narrow(self.searched)

    def show_chosen(self, keys: Collection[str]) -> None:
        """Show what is chosen; nothing is emitted, and no line moves."""
        if frozenset(keys) == self.list.options.chosen:
            return
        searched = self.searched
        self.list.options.chosen = frozenset(keys)
        self.list.viewport().update()
        if not self._several and not searched:
            self._put_title()

    def show_few(self, *, few: bool) -> None:
        """Show fewer choices at once, in a window that is low."""
        self.list.rows = FEW_ROWS if few else ROWS
        self.list.updateGeometry()

    def lock(self, *, locked: bool, reason: str) -> None:
        """Let nobody choose."""
        self._locked = locked
        self.field.setReadOnly(locked)
        self.list.look = Look.LOCKED if locked else Look.PLAIN
        self.list.viewport().update()
        if reason:
            self.field.setAccessibleDescription(reason)

    def focus(self) -> None:
        """Put the focus into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _title(self) -> str:
        """Return what the field shows while nothing is searched for."""
        if self._several:
            return ""
        chosen = self.list.options.chosen
        return next((title for key, title in self._options if key in chosen), "")

    def _put_title(self) -> None:
        self.field.setText(self._title())
        self.field.setCursorPosition(0)
        self._narrow("")

    # what fits

    def _narrow(self, text: str) -> None:
        wanted = text.casefold().split()
        fitting = [
            one for one in self._options if all(word in one[1].casefold() for word in wanted)
        ]
        if wanted:  # what begins so comes first
            fitting.sort(key=lambda one: not one[1].casefold().startswith(wanted[0]))
        if wanted and not fitting and self._takes_other:
            said = self._words.text("Use “{text}”", text=" ".join(text.split()))
            fitting = [(_OTHER, said)]
        model = self.list.options
        if fitting != model.shown:
            model.show_options(fitting)
        self._moved, self._told = False, ""
        place = 0 if wanted and fitting else self._chosen_place()
        if place < 0:
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.list.go(place)
        if not fitting:
            said = self._words.text(
                "Nothing in the list fits “{text}”.", text=" ".join(text.split())
            )
            self.nothing.setText(said)
        self.nothing.setVisible(not fitting)
        self.waiting.hide()
        self._panel.setVisible(bool(fitting))
        self.list.updateGeometry()

    def _chosen_place(self) -> int:
        model = self.list.options
        if self._several:
            return -1
        return next((n for n, one in enumerate(model.shown) if one[0] in model.chosen), -1)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._narrow(text)
        shown = self.list.options.shown
        if [key for key, _ in shown] == [_OTHER]:
            announce(self.field, shown[0][1])
            return
        if not shown:
            announce(self.field, self.nothing.text())
            return
        count = len(shown)
        announce(
            self.field, self._words.plural("{count} choice fits", "{count} choices fit", count)
        )

    @Slot()
    def _say_waiting(self) -> None:
        """Say that what is typed is not chosen yet, once the field is left."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._timer.start()
            return
        place, searched = self.list.current_place, self.searched.strip()
        wanted = bool(searched) and place >= 0 and not self.field.hasFocus()
        if wanted:
            key, title = self.list.options.shown[place]
            said = self._words.text(
                "“{choice}” is not chosen yet. Enter in the field takes it.", choice=title
            )
            self.waiting.setText(said if key != _OTHER else title)
        self.waiting.setVisible(wanted)

    # choosing

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        shown = self.list.options.shown
        key = shown[index.row()][0] if 0 <= index.row() < len(shown) else _OTHER
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pick(index.row())
        if key != _OTHER:
            self.clicked.emit(key)

    def _pick(self, place: int) -> None:
        """Choose what stands at a place, of several also take it back."""
        shown = self.list.options.shown
        if self._locked or not 0 <= place < len(shown):
            return
        key, _ = shown[place]
        if key == _OTHER:
            text = " ".join(self.field.text().split())
            self._put_title()
            self.other_given.emit(text)
            return
        if self._several:
            self._end_search(key)
            self.picked.emit(key)
            return
        news = key not in self.list.options.chosen
        self.show_chosen({key})
        self._put_title()
        self.field.selectAll()
        if news:
            self.picked.emit(key)

    def _end_search(self, key: str) -> None:
        """Offer all again where only some did fit, with the one that was found in view."""
        if self.field.text():
            self.field.clear()
            self._narrow("")
            place = self.list.options.place_of(key)
            if place >= 0:
                self.list.go(place)
                self.list.show_current()

    @property
    def _may_take(self) -> bool:
        """Whether there is a line to be taken that is not chosen, or was searched for."""
        place = self.list.current_place
        if self._locked or place < 0:
            return False
        new = self.list.options.shown[place][0] not in self.list.options.chosen
        return bool(self.searched) or (self._moved and new)

    def _take(self) -> None:
        """Take the current line and say which; what is chosen stays so."""
        self._moved = False
        place = self.list.current_place
        key, title = self.list.options.shown[place]
        if self._several and key in self.list.options.chosen:
            self._end_search(key)
        else:
            self._pick(place)
        if key != _OTHER:
            announce(self.field, self._words.text("{choice}, chosen", choice=title))

    # keys

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows, choose with Enter, forget the search with Esc."""
        if isinstance(event, QFocusEvent):
            self._on_focus(event)
            return False
        if event.type() not in _PRESSES or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = event.type() is QEvent.Type.KeyPress
        if key == Qt.Key.Key_Escape and not held and self.searched:
            if pressed:
                self._put_title()
            event.accept()
            return True
        if key in ENTER and held == _CTRL and self._keeps():
            if pressed:
                self._on_going_on()
            event.accept()  # else the page goes on
            return True
        return pressed and self._press(event)

    def _press(self, event: QKeyEvent) -> bool:
        step = step_of(event)
        if step:
            self._move(step)
            return True
        key, place = Qt.Key(event.key()), self.list.current_place
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        found = place >= 0 and (self._moved or not self.searched)
        if key == Qt.Key.Key_Space and not held and found:
            self._moved = self._several  # of several Space takes it back again
            self._pick(place)
            return True
        if key in ENTER and not held & ~_SHIFT:
            self._enter(back=bool(held))
            return True
        return False

    def _on_focus(self, event: QFocusEvent) -> None:
        if event.type() is QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() is QEvent.Type.FocusOut and event.reason() not in _ELSEWHERE:
            if self.searched:
                self._timer.start()
            elif self.field.text() != self._title():  # all was deleted: what is chosen stays
                self._put_title()

    def _keeps(self) -> bool:
        """Tell whether Ctrl Enter has something to do here before the page goes on."""
        nothing = not self._locked and not self.list.options.shown
        return self._may_take or (nothing and self._told != self.searched)

    def _on_going_on(self) -> None:
        if self._may_take:
            self._take()
        else:
            self._told = self.searched
            announce(self.field, self.nothing.text())

    def _move(self, step: int) -> None:
        self._moved = True
        said = self.list.go(self.list.current_place + step)
        place = self.list.current_place
        if place >= 0 and self.list.options.shown[place][0] in self.list.options.chosen:
            said = self._words.text("{choice}, chosen", choice=said)
        announce(self.field, said)

    def _enter(self, *, back: bool) -> None:
        if self._may_take:
            self._take()
        elif self._locked or not self.searched:  # what is sought and not there is to be mended
            (self.back_asked if back else self.next_asked).emit()
        else:
            announce(self.field, self.nothing.text())

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._column.setSpacing(self.theme.px(8))
        super().on_theme_changed()
