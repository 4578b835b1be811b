"""One line of the sidebar: where it leads, how far it is, what waits there."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.state_pill import State, paint_pill, pill_size
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.components.warmth import veiled
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel, paint_progress
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Weight
from excellence_app.gui.typesetting import Paragraph

_HEIGHT = 34
_SUB_HEIGHT = 31
_ICON = 17
_PROGRESS = 14
_PADDING = 11
_INDENT = 17
_RAIL = 36
_MOST_FOR_COUNT = 0.4  # of the room of both
_STEP = 4  # pixels by which a column is tried


class SidebarItem(Pressable):
    """Leads to a page. Has an icon or, with `done` from 0 to 1, a ring that fills.

    `count` is plain text at the far side, `badge` a pill with what is to do; where the
    pill has no room its `short_badge` stands there. As `rail` it is an icon alone.
    `nested` says how many steps it stands further in than others.
    """

    accessible_role: QAccessible.Role = Role.ListItem

    def __init__(
        self,
        theme: Theme,
        caption: str,
        *,
        icon: str = "",
        number: str = "",
        nested: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, caption, parent)
        self._icon = icon
        self._number = number
        self._nested = nested
        self._done: float | None = None
        self._count = self._badge = self._short_badge = self._spoken = ""
        self._current = False
        self._rail = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._name()

    def show_state(
        self,
        *,
        count: str = "",
        badge: str = "",
        short_badge: str = "",
        done: float | None = None,
        spoken: str = "",
    ) -> None:
        """Show how far it is; `spoken` says it in words, such as "9 of 10 answered"."""
        before = self._count, self._badge, self._done, self._short_badge, self._spoken
        self._count, self._badge, self._done = count, badge, done
        self._short_badge = short_badge or badge
        self._spoken = spoken or badge or count
        if before == (count, badge, done, self._short_badge, self._spoken):
            return
        self._name()
        self.on_theme_changed()

    def _name(self) -> None:
        parts = (f"{self._number} {self.caption}".strip(), self._spoken)
        self.setAccessibleName(", ".join(part for part in parts if part))
        set_tooltip(self, self.accessibleName() if self._rail else "")

    def set_caption(self, caption: str) -> None:
        """Show and tell other words."""
        super().set_caption(caption)
        self._name()

    def show_current(self, *, current: bool) -> None:
        """Show that this is the page which is open."""
        if current != self._current:
            self._current = current
            self.update()

    def show_rail(self, *, rail: bool) -> None:
        """Show the icon alone, with the name as tooltip."""
        self._rail = rail
        self._name()
        self.on_theme_changed()

    def accessible_chosen(self) -> bool:
        """Tell screen readers whether this is the page which is open."""
        return self._current

    def _text_start(self) -> int:
        px = self.theme.px
        start = px(_PADDING)
        if self._nested:
            start += self._nested * px(_INDENT)
        if self._icon or self._done is not None:
            start += px(_ICON) + px(10)
        return start

    def _badge_words(self, width: int) -> str:
        """Return the words of the pill that leave room for the name."""
        theme = self.theme
        if not self._badge or self._badge == self._short_badge:
            return self._badge
        natural = theme.paragraph(self._words, self._style, self._weight).width
        free = width - self._text_start() - theme.px(_PADDING) - theme.px(8) - natural
        whole = pill_size(theme, State.COUNT, self._badge).width()
        return self._badge if whole <= free else self._short_badge

    def _stacked(self, width: int) -> bool:
        """Tell whether the count stands below the name, which it would leave too little room."""
        if not self._count or self._badge:
            return False
        inside = width - self._text_start() - self.theme.px(_PADDING)
        count = self.theme.text_width(self._count, TextStyle.LABEL)
        name = self.theme.text_width(self._words, self._style, Weight.STRONG)
        return name + count + self.theme.px(8) > inside and count > inside * _MOST_FOR_COUNT

    def _below(self, width: int) -> Paragraph | None:
        """Return the count set below the name, if it stands there."""
        if not self._stacked(width):
            return None
        room = max(width - self._text_start() - self.theme.px(_PADDING), self.theme.px(40))
        return self.theme.paragraph(self._count, TextStyle.LABEL, None, room)

    def _end_width(self, width: int) -> int:
        px = self.theme.px
        if self._stacked(width):
            return 0
        if self._badge:
            pill = pill_size(self.theme, State.COUNT, self._badge_words(width))
            return pill.width() + px(8)
        if self._count:
            return self.theme.paragraph(self._count, TextStyle.LABEL).width + px(8)
        return 0

    @property
    def _words(self) -> str:
        return f"{self._number}\u2002{self.caption}" if self._number else self.caption

    @property
    def _weight(self) -> Weight:
        if self._current:
            return Weight.STRONG
        return Weight.REGULAR if self._nested else Weight.MEDIUM

    @property
    def _style(self) -> TextStyle:
        return TextStyle.LABEL

    def _paragraph(self, width: int, weight: Weight) -> Paragraph:
        room = width - self._text_start() - self._end_width(width) - self.theme.px(_PADDING)
        least = self.theme.px(40)
        return self.theme.paragraph(self._words, self._style, weight, max(room, least))

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return not self._rail

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped name."""
        px = self.theme.px
        if self._rail:
            return px(_RAIL)
        below = self._below(width)
        lines = self._paragraph(width, Weight.STRONG).height + (below.height if below else 0)
        return max(px(_SUB_HEIGHT if self._nested else _HEIGHT), lines + 2 * px(6))

    def sizeHint(self) -> QSize:
        """Return the size on one line."""
        px = self.theme.px
        if self._rail:
            return QSize(px(_RAIL), px(_RAIL))
        words = self.theme.paragraph(self._words, self._style, Weight.STRONG)
        width = self._text_start() + words.width + px(_PADDING)
        width += self._end_width(10 * px(_RAIL))
        return QSize(width, max(px(_SUB_HEIGHT if self._nested else _HEIGHT), words.height))

    def width_for_lines(self, lines: int, least: int, most: int) -> int:
        """Return the least width on which the name takes no more lines, `most` if none is."""
        for width in range(least, most, _STEP):
            if self._paragraph(width, Weight.STRONG).lines <= lines:
                return width
        return most

    def minimumSizeHint(self) -> QSize:
        """Return the least width."""
        hint = self.sizeHint()
        return QSize(self.theme.px(_RAIL), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon or ring, name, count or pill."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        ground = colours.accent_tint if self._current else veiled(colours.hover, self.heat)
        if ground is not None:
            edge = colours.accent if theme.high_contrast else None
            paint_panel(painter, whole, px(RADIUS_CONTROL), ground, edge, theme.edge)
        middle = self.height() / 2
        x = (self.width() - px(_ICON)) / 2 if self._rail else px(_PADDING)
        if self._nested and not self._rail:
            x += self._nested * px(_INDENT)
        box = px(_ICON)
        ink = colours.accent if self._current and not theme.high_contrast else colours.text2
        if self._done is not None:
            side = px(_PROGRESS)
            inset = (box - side) / 2
            place = QRectF(x + inset, middle - side / 2, side, side)
            paint_progress(painter, mirrored(place, whole, direction), self._done, theme)
        elif self._icon:
            place = mirrored(QRectF(x, middle - box / 2, box, box), whole, direction)
            paint_icon(painter, self._icon, place, ink, direction)
        if not self._rail:
            self._paint_words(painter, middle, whole)
        painter.end()

    def _paint_words(self, painter: QPainter, middle: float, whole: QRectF) -> None:
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px = theme.px
        words = self._paragraph(self.width(), self._weight)
        below = self._below(self.width())
        top = middle - (words.height + (below.height if below else 0)) / 2
        ink = colours.text if self._current or not self._nested else colours.text2
        room = self.width() - self._text_start() - px(_PADDING) - self._end_width(self.width())
        place = QRectF(self._text_start(), top, room, words.height)
        words.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
        if self._badge:
            badge = self._badge_words(self.width())
            size = pill_size(theme, State.COUNT, badge)
            x = self.width() - px(_PADDING) - size.width()
            place = QRectF(x, middle - size.height() / 2, size.width(), size.height())
            place = mirrored(place, whole, direction)
            paint_pill(painter, State.COUNT, badge, place, theme, direction)
        elif below:
            place = QRectF(self._text_start(), top + words.height, room, below.height)
            place = mirrored(place, whole, direction)
            below.paint(painter, place, colours.text2, direction=direction)
        elif self._count:
            count = theme.paragraph(self._count, TextStyle.LABEL)
            x = self.width() - px(_PADDING) - count.width
            place = QRectF(x, middle - count.height / 2, count.width, count.height)
            current = self._current and not theme.high_contrast
            ink = colours.accent if current else colours.text2
            count.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
