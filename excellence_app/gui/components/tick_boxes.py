"""Check boxes and radio buttons with words beside them, for settings and short lists."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from excellence_app.gui.painting import (
    Box,
    Look,
    key_cap_height,
    key_cap_width,
    mirrored,
    paint_box,
    paint_key_cap,
)
from excellence_app.gui.theme import SMALLEST_HIT, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Paragraph

_BOX = 17
_GAP = 10
_LEAST_TEXT = 60


# As with Themed: type checkers see what the mixin is mixed into.
if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class _Ticked(Themed, _Button):
    """What both share: a box, words that wrap, a hint below or beside, a key cap at the end."""

    box: Box
    caption: str

    def prepare(self, theme: Theme, caption: str, hint: str, key: str) -> None:
        """Finish what Qt's own class has begun."""
        self.caption, self._hint, self._key = caption, hint, key
        self.setAccessibleName(caption)
        self.setAccessibleDescription(hint)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return 5

    def hitButton(self, pos: QPoint) -> bool:
        """React everywhere on box and words."""
        return self.rect().contains(pos)

    def _key_width(self) -> int:
        return key_cap_width(self._key, self.theme) + self.theme.px(8) if self._key else 0

    def _paragraphs(self, width: int) -> tuple[Paragraph, Paragraph | None]:
        px = self.theme.px
        room = max(width - px(_BOX) - px(_GAP) - self._key_width(), px(_LEAST_TEXT))
        words = self.theme.paragraph(self.caption, TextStyle.BODY, Weight.REGULAR, room)
        if not self._hint:
            return words, None
        return words, self.theme.paragraph(self._hint, TextStyle.LABEL, None, room)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        words, hint = self._paragraphs(width)
        inside = words.height + (hint.height if hint else 0)
        return max(inside + self.theme.px(4), self.theme.px(SMALLEST_HIT))

    def sizeHint(self) -> QSize:
        """Return the size on one line each."""
        theme = self.theme
        texts = [
            theme.paragraph(self.caption, TextStyle.BODY, Weight.REGULAR),
            theme.paragraph(self._hint, TextStyle.LABEL),
        ]
        width = max(text.width for text in texts)
        width += theme.px(_BOX) + theme.px(_GAP) + self._key_width()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which words still fit."""
        px = self.theme.px
        width = px(_BOX) + px(_GAP) + px(_LEAST_TEXT) + self._key_width()
        return QSize(width, px(SMALLEST_HIT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, words, hint and key."""
        theme, direction = self.theme, self.layoutDirection()
        px, colours, whole = theme.px, theme.colours, QRectF(self.rect())
        words, hint = self._paragraphs(self.width())
        inside = words.height + (hint.height if hint else 0)
        y = (self.height() - inside) / 2
        middle = y + theme.line_height(TextStyle.BODY) / 2
        side = px(_BOX)
        painter = QPainter(self)
        box = mirrored(QRectF(0, middle - side / 2, side, side), whole, direction)
        look = Look.PLAIN if self.isEnabled() else Look.LOCKED
        paint_box(painter, self.box, box, theme, chosen=self.isChecked(), look=look)
        room = self.width() - side - px(_GAP) - self._key_width()
        ink = colours.text if self.isEnabled() else colours.text3
        place = QRectF(side + px(_GAP), y, room, words.height)
        words.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
        if hint:
            place = QRectF(side + px(_GAP), y + words.height, room, hint.height)
            below = mirrored(place, whole, direction)
            hint.paint(painter, below, colours.text3, direction=direction)
        if self._key:
            width, height = key_cap_width(self._key, theme), key_cap_height(theme)
            place = QRectF(self.width() - width, middle - height / 2, width, height)
            paint_key_cap(painter, self._key, mirrored(place, whole, direction), theme)
        painter.end()


class CheckBox(_Ticked, QCheckBox):
    """A box to tick. `clicked` says that a person did."""

    box = Box.CHECK

    def __init__(
        self,
        theme: Theme,
        caption: str,
        *,
        hint: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.prepare(theme, caption, hint, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do what Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


class RadioButton(_Ticked, QRadioButton):
    """One choice of a short list; those with the same parent exclude each other."""

    box = Box.RADIO

    def __init__(
        self, theme: Theme, caption: str, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.prepare(theme, caption, hint, "")
