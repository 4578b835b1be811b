"""A table of contents: titles with their pages, each of which leads there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.warmth import veiled
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Themed, Weight

_INSET = 8
_DOWN = 5
_NESTED = 14


class Entry(Pressable):
    """One title; `accessible_chosen` says that its page is in view."""

    def __init__(
        self, theme: Theme, title: str, page: str, spoken: str, *, nested: bool, parent: QWidget
    ) -> None:
        super().__init__(theme, title, parent)
        self._page = page
        self._nested = nested
        self._current = False
        self.setAccessibleDescription(spoken)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_current(self, *, current: bool) -> None:
        """Show whether its page is the one in view."""
        if current != self._current:
            self._current = current
            self.update()

    @property
    def is_current(self) -> bool:
        """Whether its page is the one in view."""
        return self._current

    @property
    def _weight(self) -> Weight:
        return Weight.REGULAR if self._nested else Weight.MEDIUM

    def _start(self) -> int:
        return self.theme.px(_INSET) + (self.theme.px(_NESTED) if self._nested else 0)

    def _page_width(self) -> int:
        return self.theme.text_width(self._page, TextStyle.LABEL)

    def _room(self, width: int) -> int:
        gap = self.theme.px(10)
        return max(1, width - self._start() - self._page_width() - gap - self.theme.px(_INSET))

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped title."""
        words = self.theme.paragraph(
            self.caption, TextStyle.LABEL, self._weight, self._room(width)
        )
        return words.height + 2 * self.theme.px(_DOWN)

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        words = self.theme.paragraph(self.caption, TextStyle.LABEL, self._weight)
        width = words.width + self._start() + self._page_width()
        return QSize(width + self.theme.px(10 + _INSET), words.height + 2 * self.theme.px(_DOWN))

    def minimumSizeHint(self) -> QSize:
        """Return the least width."""
        return QSize(self.theme.px(110), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title and page."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        ground = colours.accent_tint if self._current else veiled(colours.hover, self.heat)
        if ground is not None:
            edge = colours.text if theme.high_contrast else None
            paint_panel(painter, whole, px(RADIUS_CONTROL), ground, edge, theme.edge)
        room = self._room(self.width())
        words = theme.paragraph(self.caption, TextStyle.LABEL, self._weight, room)
        ink = colours.accent if self._current and not theme.high_contrast else colours.text
        place = QRectF(self._start(), px(_DOWN), room, words.height)
        words.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
        page = theme.paragraph(self._page, TextStyle.LABEL)
        x = self.width() - px(_INSET) - page.width
        place = QRectF(x, px(_DOWN), page.width, page.height)
        page.paint(painter, mirrored(place, whole, direction), colours.text2, direction=direction)
        painter.end()


class ContentsList(Themed, QWidget):
    """Titles one below the other; one Tab stop, arrows move.

    Signals:
        chosen(int): A person chose a title: its place in the list.
    """

    accessible_role: QAccessible.Role = Role.List

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._entries: list[Entry] = []
        self._shown: list[tuple[str, str, str, bool]] = []
        self.follow(theme)
        self._column.setSpacing(theme.px(1))

    @property
    def entries(self) -> Sequence[Entry]:
        """The titles, as they stand."""
        return self._entries

    def show_entries(self, shown: Sequence[tuple[str, str, str, bool]]) -> None:
        """Show titles with page, page in words, and whether they belong to the one before."""
        if list(shown) == self._shown:
            return
        self._shown = list(shown)
        focused = next((n for n, one in enumerate(self._entries) if one.hasFocus()), None)
        for entry in self._entries:
            self._column.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = []
        for title, page, spoken, nested in shown:
            entry = Entry(self.theme, title, page, spoken, nested=nested, parent=self)
            entry.clicked.connect(self._on_clicked)
            entry.installEventFilter(self)
            self._entries.append(entry)
            self._column.addWidget(entry)
            entry.show()
        self._stop_at(0)
        if focused is not None and self._entries:
            self._move_to(min(focused, len(self._entries) - 1))

    def show_current(self, place: int) -> None:
        """Show which title is the one in view."""
        for number, entry in enumerate(self._entries):
            entry.show_current(current=number == place)
        if not any(entry.hasFocus() for entry in self._entries):
            self._stop_at(max(0, place))

    def _stop_at(self, place: int) -> None:
        for number, entry in enumerate(self._entries):
            policy = Qt.FocusPolicy
            entry.setFocusPolicy(policy.StrongFocus if number == place else policy.ClickFocus)

    def _move_to(self, place: int) -> None:
        self._stop_at(place)
        self._entries[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self) -> None:
        entry = self.sender()
        if isinstance(entry, Entry):
            place = self._entries.index(entry)
            self._stop_at(place)
            self.chosen.emit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move, Home and End to the first and the last."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and isinstance(watched, Entry)
        ):
            here, last = self._entries.index(watched), len(self._entries) - 1
            there = {
                Qt.Key.Key_Down: min(here + 1, last),
                Qt.Key.Key_Up: max(here - 1, 0),
                Qt.Key.Key_Home: 0,
                Qt.Key.Key_End: last,
            }.get(Qt.Key(event.key()))
            if there is not None:
                self._move_to(there)
                return True
        return False

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._column.setSpacing(self.theme.px(1))
        super().on_theme_changed()
