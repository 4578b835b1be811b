"""Fields for one line of text or a number, with label, hint, unit and message."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.components.field_parts import (
    FieldHead,
    FieldMessage,
    paint_field,
)
from excellence_app.gui.components.flow import FlowLayout
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import key_cap_height, key_cap_width, mirrored, paint_key_cap
from excellence_app.gui.theme import CONTROL_HEIGHT, TextStyle, Theme, Themed

_PADDING = 11
_ICON = 16
_NUMBER_DIGITS = 9
_TEXT_CHARACTERS = 24


class LineEdit(Themed, QLineEdit):
    """One line to type in. Undo belongs to the window, which undoes more than letters.

    Signals, besides Qt's `textEdited`:
        left: A person is done: Enter, or the focus has gone elsewhere.
    """

    left = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        placeholder: str = "",
        icon: str = "",
        key: str = "",
        number: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFrame(False)
        self._icon = icon
        self._key = key
        self._key_shown = False  # only where the placeholder leaves room for it
        self._number = number
        self._wrong = False
        self._inside: QWidget | None = None
        self.most_characters = _TEXT_CHARACTERS
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)
        self._set_lengths()
        self.returnPressed.connect(self.left)

    def focus_outline(self) -> float | None:
        """Tell that the edge shows the focus."""
        return None

    @property
    def wrong(self) -> bool:
        """Whether the edge shows an error."""
        return self._wrong

    def show_wrong(self, *, wrong: bool) -> None:
        """Show the edge in the colour of errors, or not."""
        self._wrong = wrong
        self.update()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self.setFont(self.theme.font(TextStyle.BODY, figures=self._number))
        before = px(_PADDING) + (px(_ICON) + px(8) if self._icon else 0)
        after = px(_PADDING)
        if self._key:
            beside = key_cap_width(self._key, self.theme) + 2 * px(7)
            words = self.theme.text_width(self.placeholderText(), TextStyle.BODY)
            self._key_shown = before + words + beside <= self.width()
            after = beside if self._key_shown else after
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inside = self._inside
        if inside is not None:
            size, inset = inside.sizeHint(), px(2)
            after = size.width() + 2 * inset
            x = inset if mirrored else self.width() - size.width() - inset
            inside.setGeometry(
                x, (self.height() - size.height()) // 2, size.width(), size.height()
            )
        if mirrored:
            before, after = after, before
        self.setTextMargins(before, 0, after, 0)

    def put_inside(self, button: QWidget) -> None:
        """Keep a button at the far end of the field; what is typed ends before it."""
        self._inside = button
        button.setParent(self)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        self._set_lengths()
        self.updateGeometry()
        button.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the key where there is room."""
        super().resizeEvent(event)
        self._set_lengths()

    def changeEvent(self, event: QEvent) -> None:
        """Swap the room at both ends with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._set_lengths()

    def on_theme_changed(self) -> None:
        """Take the theme's font and lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def sizeHint(self) -> QSize:
        """Return the room for some words and the height of a control."""
        theme = self.theme
        margins = self.textMargins()
        width = self.most_characters * theme.text_width("n", TextStyle.BODY)
        height = max(theme.px(CONTROL_HEIGHT), theme.line_height(TextStyle.BODY) + 2 * theme.px(6))
        return QSize(width + margins.left() + margins.right(), height)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a few letters."""
        margins = self.textMargins()
        few = 4 * self.theme.text_width("n", TextStyle.BODY)
        return QSize(few + margins.left() + margins.right(), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window."""
        if _is_for_window(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave undo and redo to the window."""
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(
            QKeySequence.StandardKey.Redo
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person is done, unless only a menu has opened."""
        super().focusOutEvent(event)
        self.update()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then let Qt paint the text."""
        theme, direction = self.theme, self.layoutDirection()
        painter = QPainter(self)
        paint_field(painter, self, theme, wrong=self._wrong)
        whole = QRectF(self.rect())
        middle = self.height() / 2
        if self._icon:
            side = theme.px(_ICON)
            place = QRectF(theme.px(_PADDING), middle - side / 2, side, side)
            place = mirrored(place, whole, direction)
            paint_icon(painter, self._icon, place, theme.colours.text2, direction)
        if self._key_shown and not self.hasFocus():
            width, height = key_cap_width(self._key, theme), key_cap_height(theme)
            x = self.width() - width - theme.px(7)
            place = mirrored(QRectF(x, middle - height / 2, width, height), whole, direction)
            paint_key_cap(painter, self._key, place, theme)
        painter.end()
        super().paintEvent(event)


def _is_for_window(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() is QEvent.Type.ShortcutOverride
        and (
            event.matches(QKeySequence.StandardKey.Undo)
            or event.matches(QKeySequence.StandardKey.Redo)
        )
    )


class TextField(Themed, QWidget):
    """A line to type in with its label above and, if something is wrong, a message below.

    A message stands beside a narrow field where there is room.

    Signals:
        edited: A person typed. str: the whole text.
        left: A person is done with the field.
    """

    edited = Signal(str)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        label: str,
        *,
        hint: str = "",
        unit: str = "",
        placeholder: str = "",
        number: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.head = FieldHead(theme, label, hint)
        self._column.addWidget(self.head)
        self.edit = LineEdit(theme, label, placeholder=placeholder, number=number)
        self.head.name_control(self.edit)
        self._number = number
        self._unit = PlainLabel(theme, unit, TextStyle.BODY, colour="text2").in_one_line()
        if not unit:  # showing it here would open a window of its own
            self._unit.hide()
        self._message = FieldMessage(theme)
        if number:
            self.edit.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
            self.edit.most_characters = _NUMBER_DIGITS
            self.edit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._row = FlowLayout()
            self._row.addWidget(self.edit)
            self._row.addWidget(self._unit)
            self._row.addWidget(self._message)
            self._column.addLayout(self._row)
        else:
            line = QHBoxLayout()
            line.addWidget(self.edit)
            line.addWidget(self._unit)
            self._column.addLayout(line)
            self._column.addWidget(self._message)
        self.edit.setAccessibleDescription(hint)
        self.hint, self._unit_words = hint, unit
        self.edit.textEdited.connect(self.edited)
        self.edit.left.connect(self.left)
        self.follow(theme)
        self._set_lengths()
        self._describe()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.edit.text()

    def show_text(self, text: str) -> None:
        """Show a text; nothing is emitted. The cursor stays where it can."""
        if text != self.edit.text():
            place = self.edit.cursorPosition()
            self.edit.setText(text)
            self.edit.setCursorPosition(min(place, len(text)))

    def show_unit(self, words: str) -> None:
        """Show other words beside the field, such as what is typed there means."""
        if words != self._unit_words:
            self._unit_words = words
            self._unit.setText(words)
            self._unit.setVisible(bool(words))
            self._describe()

    def show_error(self, message: str) -> None:
        """Show what is wrong in words and colour; an empty message takes it away."""
        self.edit.show_wrong(wrong=bool(message))
        self._message.show_message(message)
        self._describe()

    @property
    def error(self) -> str:
        """The message that is shown."""
        return self._message.text

    def _describe(self) -> None:
        parts = (self._unit_words, self.hint, self._message.text)
        self.edit.setAccessibleDescription(". ".join(part for part in parts if part))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        self._column.setSpacing(px(5))
        if self._number:
            self._row.set_spacing(px(8), px(6))

    @Slot()
    def focus(self) -> None:
        """Put the focus into the field."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
