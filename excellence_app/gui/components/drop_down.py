"""A list of choices that opens on demand, for more than a segmented control can hold."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.components.field_parts import FieldHead
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.theme import (
    CONTROL_HEIGHT,
    RADIUS_CONTROL,
    TextStyle,
    Theme,
    Themed,
    Weight,
)

_PADDING = 11
_ICON = 15
_WIDEST = 260


class DropDown(Themed, QComboBox):
    """Shows the chosen entry; the arrows, letters and Alt Down of Qt's own list work.

    Entries are pairs of a key and words. `quiet` is for filters in a row, whose edge need
    not stand out as that of a field does.

    Signals:
        chosen: A person chose an entry. str: its key.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        entries: Sequence[tuple[str, str]] = (),
        shown: str = "",
        *,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        if sys.platform.startswith("linux"):  # where Qt tells the entry instead of the name
            self.setAccessibleDescription(name)
        self._quiet = quiet
        self._wrong = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not the wheel: it would change answers
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow(theme)
        self.setFont(theme.font(TextStyle.LABEL, Weight.MEDIUM))
        self.activated.connect(self._on_activated)
        self.set_entries(entries, shown)

    @property
    def entry(self) -> str:
        """The key of the entry that is shown."""
        return str(self.currentData() or "")

    def set_entries(self, entries: Sequence[tuple[str, str]], shown: str = "") -> None:
        """Offer other entries and show one of them, the first unless `shown` says which."""
        self.clear()
        for key, words in entries:
            self.addItem(words, key)
        self.show_entry(shown or (entries[0][0] if entries else ""))

    def show_entry(self, key: str) -> None:
        """Show another entry; nothing is emitted."""
        self.setCurrentIndex(self.findData(key))
        self.update()

    def show_wrong(self, *, wrong: bool) -> None:
        """Show the edge in the colour of errors, or not."""
        self._wrong = wrong
        self.update()

    @Slot(int)
    def _on_activated(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index)))

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_CONTROL

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: scrolling past must change nothing."""
        event.ignore()

    def on_theme_changed(self) -> None:
        """Take the theme's font and lengths."""
        self.setFont(self.theme.font(TextStyle.LABEL, Weight.MEDIUM))
        super().on_theme_changed()

    def _widest(self) -> int:
        words = (self.itemText(index) for index in range(self.count()))
        measure = self.theme.text_width
        return max((measure(w, TextStyle.LABEL, Weight.MEDIUM) for w in words), default=0)

    def _around(self) -> int:
        px = self.theme.px
        return 2 * px(_PADDING) + px(_ICON) + px(10)

    def sizeHint(self) -> QSize:
        """Return the room for the longest entry, within reason."""
        theme = self.theme
        widest = self._widest()
        height = max(
            theme.px(CONTROL_HEIGHT), theme.line_height(TextStyle.LABEL) + 2 * theme.px(8)
        )
        return QSize(min(widest, theme.px(_WIDEST)) + self._around(), height)

    def minimumSizeHint(self) -> QSize:
        """Return the room for a word."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.theme.px(110)), hint.height())

    def showPopup(self) -> None:
        """Open the list, wide enough for its entries."""
        self.view().setMinimumWidth(max(self.width(), self._widest() + self.theme.px(40)))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the closed list."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        over = self.underMouse() and self.isEnabled()
        edge = colours.control
        if self._wrong:
            edge = colours.error
        elif self._quiet and not over and not theme.high_contrast:
            edge = colours.line2
        ground = colours.hover if over else colours.surface
        paint_panel(painter, whole, px(RADIUS_CONTROL), ground, edge, theme.edge)
        ink = colours.text if self.isEnabled() else colours.text3
        side = px(_ICON)
        icon = QRectF(self.width() - px(_PADDING) - side, (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", mirrored(icon, whole, direction), colours.text2)
        room = self.width() - self._around()
        shown = theme.elided(self.currentText(), TextStyle.LABEL, Weight.MEDIUM, room)
        words = theme.paragraph(shown, TextStyle.LABEL, Weight.MEDIUM)
        place = QRectF(px(_PADDING), (self.height() - words.height) / 2, room, words.height)
        words.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
        painter.end()


class DropDownField(Themed, QWidget):
    """A drop-down with its label above.

    Signals:
        chosen: A person chose an entry. str: its key.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        label: str,
        entries: Sequence[tuple[str, str]] = (),
        shown: str = "",
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.list = DropDown(theme, label, entries, shown)
        self.list.setAccessibleDescription(hint)
        self.head = FieldHead(theme, label, hint)
        self.head.name_control(self.list)
        self._column.addWidget(self.head)
        self._column.addWidget(self.list)
        self.list.chosen.connect(self.chosen)
        self.follow(theme)
        self._column.setSpacing(theme.px(5))

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._column.setSpacing(self.theme.px(5))
        super().on_theme_changed()
