"""The left column: whose assessment this is, the pages, how far each is, whether all is saved."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.save_state import Form, SaveStateLabel
from excellence_app.gui.components.see_through import see_through
from excellence_app.gui.components.sidebar_head import FULL, MARGIN, SearchButton, Switcher
from excellence_app.gui.components.sidebar_item import SidebarItem
from excellence_app.gui.theme import TextStyle, Theme, Themed, Weight

SWITCHER = "switcher"  # for `show_current`: a page that its menu leads to
_WIDEST = 300  # for longer words
RAIL = 56
_BAR = 12  # the scroll bar of the style sheet
_LOW = 480  # a window so low scrolls the whole list


class Line(NamedTuple):
    """A line below another one that comes and goes, such as a case; as in `SidebarItem`."""

    key: str
    caption: str
    icon: str = ""
    amount: str = ""
    done: float | None = None
    spoken: str = ""


def _items_in(column: Column) -> Iterator[SidebarItem]:
    """Yield the lines of a column and of the groups in it, from top to bottom."""
    for number in range(column.box.count()):
        found = column.box.itemAt(number)
        widget = found.widget() if found is not None else None
        if isinstance(widget, SidebarItem):
            yield widget
        elif isinstance(widget, Column):
            yield from _items_in(widget)


class Sidebar(Themed, QWidget):
    """The column itself. The window fills it by `add_item` and tells each item how far it is.

    Signals:
        chosen(str): A line was pressed; its key as given to `add_item`.
        search_asked: The search was pressed.
        menu_asked: The name of the assessment was pressed.
        save_asked: The save state was pressed where that does something.
    """

    accessible_role: QAccessible.Role = Role.Grouping

    chosen = Signal(str)
    search_asked = Signal()
    menu_asked = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rail = False
        self._low = False
        self._items: dict[str, SidebarItem] = {}
        self._nested: set[str] = set()
        self._left_out: set[str] = set()
        self._groups: dict[str, tuple[Column, int, list[str]]] = {}
        self._parked: dict[str, dict[str, SidebarItem]] = {}  # lines of groups out of sight
        self._current: frozenset[str] = frozenset()
        self.title: PlainLabel | None = None
        self.switcher: Switcher | None = None
        self.search: SearchButton | None = None
        self._head = Column(theme, spacing=8)
        self._list = Column(theme, spacing=2)
        self._lower = Column(theme, spacing=2)  # always in sight, unless there is no room
        self._lower.hide()
        self._into = self._list
        self._area = QScrollArea(self)
        see_through(self._area)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setAutoFillBackground(False)
        self._inside = QVBoxLayout(inside)
        self._inside.setSpacing(0)
        self._inside.addWidget(self._list)
        self._inside.addStretch(1)
        self._area.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.save_state = SaveStateLabel(theme)
        self.save_state.clicked.connect(self.save_asked)
        self._foot = Row(theme, spacing=4)
        self._foot.put(self.save_state, stretch=1)
        self._foot_buttons: dict[str, IconButton] = {}
        self._layout = QVBoxLayout(self)
        self._head_box, self._lower_box, self._foot_box = (QVBoxLayout() for _ in range(3))
        self._head_box.addWidget(self._head)
        self._lower_box.addWidget(self._lower)
        self._foot_box.addWidget(self._foot)
        self._layout.addLayout(self._head_box)
        self._layout.addWidget(self._area, 1)
        self._layout.addLayout(self._lower_box)
        self._layout.addLayout(self._foot_box)
        self.follow(theme)
        self._set_lengths()

    def add_switcher(self) -> Switcher:
        """Put the name of the assessment at the top."""
        self.switcher = Switcher(self.theme)
        self.switcher.clicked.connect(self.menu_asked)
        self._head.put(self.switcher)
        return self.switcher

    def add_title(self, words: str) -> None:
        """Put words at the top, where there is no document."""
        self.title = PlainLabel(self.theme, words, TextStyle.H3, weight=Weight.STRONG)
        self._head.put(self.title)

    def add_search(self, caption: str, key: str) -> None:
        """Put what opens the search under the name."""
        self.search = SearchButton(self.theme, caption, key)
        self.search.clicked.connect(self.search_asked)
        self._head.put(self.search)

    def show_no_state(self) -> None:
        """Leave out the save state, where there is no document."""
        self.save_state.hide()
        self._foot.stretch()

    def add_item(
        self,
        key: str,
        caption: str,
        *,
        icon: str = "",
        number: str = "",
        nested: int = 0,
    ) -> SidebarItem:
        """Add a line at the end of the list."""
        item = self._make_item(key, caption, icon=icon, number=number, nested=nested)
        self._into.put(item)
        return item

    def _make_item(
        self, key: str, caption: str, *, icon: str = "", number: str = "", nested: int = 0
    ) -> SidebarItem:
        item = SidebarItem(self.theme, caption, icon=icon, number=number, nested=nested)
        item.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self._items[key] = item
        if nested:
            self._nested.add(key)
        return item

    def begin_lower(self) -> None:
        """Put what is added from now on below the list, where it stays while that scrolls."""
        self._into = self._lower
        self._lower.show()

    def add_separator(self) -> None:
        """Add a thin line at the end of the list."""
        line = Row(self.theme, margins=(0, 6, 0, 6))
        line.put(Hairline(self.theme), stretch=1)
        self._into.put(line)

    def add_group(self, group: str, nested: int = 1) -> None:
        """Add a place at the end of the list where lines come and go."""
        column = Column(self.theme, spacing=2)
        column.hide()
        self._groups[group] = (column, nested, [])
        self._into.put(column)

    def show_group(self, group: str, lines: Sequence[Line]) -> None:
        """Show these lines in the place of a group, in this order.

        Where there are none the ones before stay in hiding: they most often come back.
        """
        column, nested, keys = self._groups[group]
        column.setVisible(bool(lines) and not self._rail)
        if not lines:
            self._parked.setdefault(group, {}).update({key: self._items.pop(key) for key in keys})
            keys.clear()
            return
        parked = self._parked.pop(group, {})
        self._items |= parked
        keys += parked
        for item in parked.values():  # they may have been parked before the rail came or went
            item.show_rail(rail=self._rail)
            item.setVisible(not self._rail)
        wanted = [line.key for line in lines]
        if wanted != keys:
            self._change_group(column, keys, lines, nested)
            keys[:] = wanted
        for line in lines:
            item = self._items[line.key]
            if item.caption != line.caption:
                item.set_caption(line.caption)
                item.on_theme_changed()
            item.show_state(count=line.amount, done=line.done, spoken=line.spoken)
            item.show_current(current=line.key in self._current)

    def _change_group(
        self, column: Column, keys: Sequence[str], lines: Sequence[Line], nested: int
    ) -> None:
        wanted = {line.key for line in lines}
        for key in keys:
            item = self._items[key]
            column.box.removeWidget(item)
            if key not in wanted:
                del self._items[key]
                self._nested.discard(key)
                item.hide()
                item.deleteLater()
        for line in lines:
            item = self._items.get(line.key) or self._make_item(
                line.key, line.caption, icon=line.icon, nested=nested
            )
            column.put(item)
            item.show_rail(rail=self._rail)
            item.setVisible(not self._rail)
        self._chain()

    def _chain(self) -> None:
        """Let Tab go through the lines in the order in which they stand."""
        before: QWidget | None = None
        for item in (*_items_in(self._list), *_items_in(self._lower)):
            if before is not None:
                self.setTabOrder(before, item)
            before = item

    def add_button(self, caption: str, icon: str, key: str) -> IconButton:
        """Add a button beside the save state."""
        button = IconButton(self.theme, caption, icon)
        button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self._foot.put(button)
        self._foot_buttons[key] = button
        return button

    def item(self, key: str) -> SidebarItem:
        """Return the line of a key."""
        return self._items[key]

    def leave_out(self, key: str, *, out: bool) -> None:
        """Take a line out of sight, or show it again."""
        if out is not (key in self._left_out):
            (self._left_out.add if out else self._left_out.discard)(key)
            self._items[key].setVisible(not out and not (self._rail and key in self._nested))

    def show_current(self, keys: Iterable[str]) -> None:
        """Show which lines lead to the page that is open."""
        wanted, before = frozenset(keys), self._current
        self._current = wanted
        for key, item in self._items.items():
            item.show_current(current=key in wanted)
            if key in wanted and wanted != before:  # once its place is known
                QTimer.singleShot(0, item, partial(self._see, item))
        for key, button in self._foot_buttons.items():
            button.show_current(current=key in wanted)
        if self.switcher is not None:
            self.switcher.show_current(current=SWITCHER in wanted)

    def _see(self, item: SidebarItem) -> None:
        if self._area.isAncestorOf(item):  # the lower lines are in sight anyway
            self._area.ensureWidgetVisible(item, 0, 40)

    def show_rail(self, *, rail: bool) -> None:
        """Show icons alone."""
        if rail == self._rail:
            return
        self._rail = rail
        for key, item in self._items.items():
            item.show_rail(rail=rail)
            item.setVisible(key not in self._left_out and not (rail and key in self._nested))
        for column, _, keys in self._groups.values():
            column.setVisible(bool(keys) and not rail)
        for part in (self.switcher, self.search):
            if part is not None:
                part.show_rail(rail=rail)
        if self.title is not None:
            self.title.setVisible(not rail)
        self.save_state.show_form(Form.SIGN if rail else Form.FULL)
        directions = QBoxLayout.Direction
        self._foot.box.setDirection(directions.TopToBottom if rail else directions.LeftToRight)
        self._set_lengths()

    def wanted_width(self) -> int:
        """Return the width that the column wants: longer words may need up to 300."""
        px = self.theme.px
        if self._rail:
            return px(RAIL)
        widest = max(
            (
                item.sizeHint().width()
                for key, item in self._items.items()
                if key not in self._nested
            ),
            default=0,
        )
        margins, most = 2 * px(MARGIN), px(_WIDEST)
        wanted = min(most, max(px(FULL), widest + margins))
        for key in self._nested & self._items.keys():  # names out of the set wrap, once
            inside = self._items[key].width_for_lines(2, wanted - margins, most - margins)
            wanted = max(wanted, inside + margins)
        return wanted

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        px = self.theme.px
        margin = px(10 if self._rail else MARGIN)
        self._layout.setContentsMargins(0, px(14), 0, px(12))
        for box in (self._head_box, self._lower_box, self._foot_box):
            box.setContentsMargins(margin, 0, margin, 0)
        self._layout.setSpacing(px(10))
        self._list_margin()

    def _on_range(self, _least: int, _most: int) -> None:
        self._list_margin()

    def _list_margin(self) -> None:
        """Let the scroll bar stand in the margin, so that no name is set anew when it comes."""
        px = self.theme.px
        margin = px(10 if self._rail else MARGIN)
        bar = px(_BAR) if self._area.verticalScrollBar().maximum() > 0 else 0
        end = max(margin - bar, 0)
        left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._inside.setContentsMargins(end if left else margin, 0, margin if left else end, 0)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Let the lower lines scroll with the others where there is little room."""
        low = self.height() < self.theme.px(_LOW)
        if low is not self._low:
            self._low = low
            before, after = self._lower_box, self._inside
            if not low:
                before, after = after, before
            before.removeWidget(self._lower)
            after.insertWidget(1 if low else 0, self._lower)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        painter = QPainter(self)
        colours = self.theme.colours
        painter.fillRect(self.rect(), colours.sidebar)
        painter.setPen(QPen(colours.line, self.theme.edge))
        left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = 0 if left else self.width() - 1
        painter.drawLine(x, 0, x, self.height())
        top = self._foot.y() - self.theme.px(6)
        margin = self.theme.px(MARGIN)
        painter.drawLine(margin, top, self.width() - margin, top)
        painter.end()
