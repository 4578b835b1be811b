"""A field that shows the key of a command and takes another one: press it, then press the keys."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import announce, name_changed
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.warmth import mixed
from excellence_app.gui.painting import (
    key_cap_height,
    key_cap_width,
    mirrored,
    paint_key_cap,
    paint_panel,
)
from excellence_app.gui.theme import CONTROL_HEIGHT, RADIUS_CONTROL, TextStyle, Theme
from excellence_app.gui.typesetting import Align

_WIDTH = 168
_BARE = {
    *(Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta),
    *(Qt.Key.Key_AltGr, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown),
}


def key_words(key: str) -> str:
    """Return a key as key caps show it: "Ctrl K", in the words of the system."""
    if not key:
        return ""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    if shown.endswith("+") and len(shown) > 1:
        return f"{shown[:-1].replace('+', ' ').rstrip()} +"
    return shown.replace("+", " ")


class KeyField(Pressable):
    """Shows a key. After a press it waits for another one; Esc leaves it, Backspace takes it away.

    `waiting` is what it says while it waits, `nothing` what stands where there is no key.

    Signals:
        asked: A person pressed keys. str: the key as commands have it; empty to have none.
    """

    asked = Signal(str)

    def __init__(
        self, theme: Theme, name: str, waiting: str, nothing: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent)
        self._name, self._waiting_words, self._nothing = name, waiting, nothing
        self._key = ""
        self._waits = False
        self._wrong = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self.show_key("")

    @property
    def waits(self) -> bool:
        """Whether the next key pressed is taken."""
        return self._waits

    def show_key(self, key: str) -> None:
        """Show the key of the command."""
        self._key = key_words(key)
        self.setAccessibleName(f"{self._name}: {self._key or self._nothing}")
        name_changed(self)
        self.update()

    def show_wrong(self, *, wrong: bool) -> None:
        """Show the edge in the colour of errors, or not."""
        self._wrong = wrong
        self.update()

    @Slot()
    def _on_clicked(self) -> None:
        self._wait(waits=not self._waits)

    def _wait(self, *, waits: bool) -> None:
        if waits != self._waits:
            self._waits = waits
            if waits:
                announce(self, self._waiting_words)
            self.update()

    def event(self, event: QEvent) -> bool:
        """Keep the window's commands away from the keys that are waited for."""
        if event.type() is QEvent.Type.ShortcutOverride and self._waits:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that are waited for."""
        if not self._waits:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in _BARE:
            return
        self._wait(waits=False)
        plain = not event.modifiers()
        if key is Qt.Key.Key_Escape and plain:
            return
        if key in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete} and plain:
            self.asked.emit("")
            return
        wanted = QKeySequence(event.keyCombination())
        self.asked.emit(wanted.toString(QKeySequence.SequenceFormat.PortableText))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer."""
        super().focusOutEvent(event)
        self._wait(waits=False)

    def sizeHint(self) -> QSize:
        """Return the room for the words that are said while it waits."""
        theme = self.theme
        words = max(
            theme.text_width(text, TextStyle.LABEL)
            for text in (self._waiting_words, self._nothing)
        )
        words = max(words, key_cap_width(self._key, theme) if self._key else 0)
        height = max(theme.px(CONTROL_HEIGHT - 4), key_cap_height(theme) + 2 * theme.px(5))
        return QSize(max(theme.px(_WIDTH), words + 2 * theme.px(11)), height)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field and the key in it."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        edge, width = colours.line2 if not theme.high_contrast else colours.control, theme.edge
        if self._wrong:
            edge, width = colours.error, max(theme.edge, px(1.5))
        if self._waits:
            edge, width = colours.accent, max(2, px(2))
        ground = mixed(colours.surface, colours.hover, 0.0 if self._waits else self.heat)
        paint_panel(painter, whole, px(RADIUS_CONTROL), ground, edge, width)
        if self._key and not self._waits:
            size = QSize(key_cap_width(self._key, theme), key_cap_height(theme))
            place = QRectF(px(8), (self.height() - size.height()) / 2, size.width(), size.height())
            paint_key_cap(painter, self._key, mirrored(place, whole, direction), theme)
        else:
            text = self._waiting_words if self._waits else self._nothing
            words = theme.paragraph(text, TextStyle.LABEL)
            room = self.width() - 2 * px(11)
            place = QRectF(px(11), (self.height() - words.height) / 2, room, words.height)
            ink = colours.accent if self._waits else colours.text3
            area = mirrored(place, whole, direction)
            words.paint(painter, area, ink, Align.START, direction)
        painter.end()
