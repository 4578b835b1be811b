"""What stands at the top of the sidebar: whose assessment this is, and the search."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.components.initials import Initials
from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import key_cap_height as cap_height
from excellence_app.gui.painting import (
    key_cap_width,
    mirrored,
    paint_key_cap,
    paint_panel,
)
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Weight

FULL = 264  # pixels of the design that the sidebar is wide
MARGIN = 12
_SEARCH_HEIGHT = 36


class SearchButton(Pressable):
    """Looks like a field and opens the search over the whole window."""

    def __init__(
        self, theme: Theme, caption: str, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, caption, parent)
        self._key = key
        self._rail = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.update()

    def show_rail(self, *, rail: bool) -> None:
        """Show the icon alone."""
        self._rail = rail
        self.on_theme_changed()

    def sizeHint(self) -> QSize:
        """Return the size of a field."""
        px = self.theme.px
        height = max(px(_SEARCH_HEIGHT), self.theme.line_height(TextStyle.LABEL) + px(12))
        return QSize(px(36) if self._rail else px(200), height)

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self.theme.px(36), self.sizeHint().height())

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return self.theme.px(RADIUS_CONTROL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, lens, words and key."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        paint_panel(painter, whole, px(RADIUS_CONTROL), colours.surface, colours.line2, theme.edge)
        side = px(15)
        middle = self.height() / 2
        x = (self.width() - side) / 2 if self._rail else px(11)
        lens = mirrored(QRectF(x, middle - side / 2, side, side), whole, direction)
        paint_icon(painter, "search", lens, colours.text2, direction)
        if not self._rail:
            end = px(8)
            if self._key:
                width, height = key_cap_width(self._key, theme), cap_height(theme)
                cap = QRectF(self.width() - width - px(8), middle - height / 2, width, height)
                paint_key_cap(painter, self._key, mirrored(cap, whole, direction), theme)
                end += width + px(8)
            start = px(11) + side + px(10)
            room = self.width() - start - end
            shown = theme.elided(self.caption, TextStyle.LABEL, Weight.REGULAR, room)
            words = theme.paragraph(shown, TextStyle.LABEL)
            place = QRectF(start, middle - words.height / 2, room, words.height)
            words.paint(
                painter, mirrored(place, whole, direction), colours.text2, direction=direction
            )
        painter.end()


class Switcher(Pressable):
    """The name of the cluster and what kind of assessment this is; opens a menu."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._detail = ""
        self._rail = False
        self._current: bool | None = None
        self._badge = Initials(theme, "?", side=36, solid=True, parent=self)
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_names(self, name: str, detail: str) -> None:
        """Show the name of the cluster and a line about the assessment."""
        if (name, detail) == (self.caption, self._detail):
            return
        self._detail = detail
        self._badge.show_name(name)
        self.set_caption(name)
        self.setAccessibleName(f"{name}, {detail}" if detail else name)
        self.on_theme_changed()

    def show_rail(self, *, rail: bool) -> None:
        """Show the initials alone."""
        self._rail = rail
        self.on_theme_changed()

    def show_current(self, *, current: bool) -> None:
        """Show whether a page of its menu is open."""
        if current != self._current:
            self._current = current
            self.update()

    def accessible_chosen(self) -> bool | None:
        """Tell screen readers whether one is."""
        return self._current

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return self.theme.px(RADIUS_CONTROL)

    def _start(self) -> int:
        return self.theme.px(10 + 36 + 10)

    def _room(self, width: int) -> int:
        return max(width - self._start() - self.theme.px(28), self.theme.px(40))

    def hasHeightForWidth(self) -> bool:
        """Tell that a long name makes it higher."""
        return not self._rail

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped name."""
        px, room = self.theme.px, self._room(width)
        name = self.theme.paragraph(self.caption, TextStyle.LABEL, Weight.STRONG, room)
        detail = self.theme.paragraph(self._detail, TextStyle.CAPTION, None, room)
        return max(px(36), name.height + detail.height) + 2 * px(7)

    def sizeHint(self) -> QSize:
        """Return the size in the full or the narrow column."""
        px = self.theme.px
        if self._rail:
            return QSize(px(36), px(50))
        width = px(FULL - 2 * MARGIN)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self.theme.px(36), self.theme.px(50))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Put the initials in their place."""
        self._place_badge()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        super().on_theme_changed()
        self._place_badge()

    def _place_badge(self) -> None:
        if not hasattr(self, "_badge"):
            return
        size = self._badge.sizeHint()
        x = (self.width() - size.width()) // 2 if self._rail else self.theme.px(10)
        if not self._rail and self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - size.width()
        self._badge.setGeometry(
            x, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        if self._current:
            edge = colours.accent if theme.high_contrast else None
            paint_panel(painter, whole, px(RADIUS_CONTROL), colours.accent_tint, edge, 2)
        elif self.heat > 0:
            paint_panel(painter, whole, px(RADIUS_CONTROL), colours.hover)
        if not self._rail:
            room = self._room(self.width())
            name = theme.paragraph(self.caption, TextStyle.LABEL, Weight.STRONG, room)
            detail = theme.paragraph(self._detail, TextStyle.CAPTION, None, room)
            y = (self.height() - name.height - detail.height) / 2
            for words, ink in ((name, colours.text), (detail, colours.text2)):
                place = QRectF(self._start(), y, room, words.height)
                words.paint(painter, mirrored(place, whole, direction), ink, direction=direction)
                y += words.height
            side = px(14)
            sign = QRectF(self.width() - px(10) - side, (self.height() - side) / 2, side, side)
            paint_icon(
                painter,
                "chevrons-up-down",
                mirrored(sign, whole, direction),
                colours.text2,
                direction,
            )
        painter.end()
