"""Buttons with words: primary, secondary, quiet and as plain coloured words."""

from enum import Enum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.warmth import mixed, veiled
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import (
    key_cap_height,
    key_cap_width,
    mirrored,
    paint_key_cap,
    paint_panel,
)
from excellence_app.gui.theme import (
    CONTROL_HEIGHT,
    RADIUS_CONTROL,
    SMALLEST_HIT,
    TextStyle,
    Theme,
    Weight,
)

_WIDEST = 340  # then the words wrap
_WIDEST_AT_ALL = 530  # pixels of the screen: the smallest window is as wide at every zoom
_ICON = 16
_GAP = 8


class Kind(Enum):
    """How much a button stands out; a page has one primary button at most."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    WORDS = "words"  # coloured words in a row of others
    INVERSE = "inverse"  # on the dark ground of a message over the page


_PADDING = {
    Kind.PRIMARY: 14,
    Kind.SECONDARY: 14,
    Kind.QUIET: 14,
    Kind.WORDS: 4,
    Kind.INVERSE: 4,
}


class Button(Pressable):
    """A verb and its object, with an icon and the key that does the same."""

    def __init__(
        self,
        theme: Theme,
        caption: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str = "",
        icon_after: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, caption, parent)
        self._kind = kind
        self._icon = icon
        self._icon_after = icon_after
        self._key = key
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    @property
    def kind(self) -> Kind:
        """How much the button stands out."""
        return self._kind

    @property
    def key(self) -> str:
        """The key that does the same, as shown."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show another key that does the same."""
        self._key = key
        self.on_theme_changed()

    def set_icon(self, icon: str) -> None:
        """Show another icon before the words."""
        self._icon = icon
        self.on_theme_changed()

    @property
    def _weight(self) -> Weight:
        return Weight.STRONG if self._kind in {Kind.PRIMARY, Kind.INVERSE} else Weight.MEDIUM

    def _extras(self) -> int:
        """Return the width of everything but the words."""
        px = self.theme.px
        width = 2 * px(_PADDING[self._kind])
        width += sum(px(_ICON) + px(_GAP) for icon in (self._icon, self._icon_after) if icon)
        if self._key:
            width += px(_GAP) + key_cap_width(self._key, self.theme)
            width -= max(0, px(_PADDING[self._kind]) - px(8))
        return width

    def _words_width(self) -> int:
        natural = self.theme.paragraph(self.caption, TextStyle.LABEL, self._weight).width
        return min(natural, self.theme.px(_WIDEST), _WIDEST_AT_ALL)

    def sizeHint(self) -> QSize:
        """Return the room that words, icons and key take."""
        theme = self.theme
        words = self._words_width()
        paragraph = theme.paragraph(self.caption, TextStyle.LABEL, self._weight, words)
        inside = max(paragraph.height, key_cap_height(theme) if self._key else 0)
        if self._kind in {Kind.WORDS, Kind.INVERSE}:
            height = max(theme.px(SMALLEST_HIT), inside + 2 * theme.px(4))
        else:
            height = max(theme.px(CONTROL_HEIGHT), inside + 2 * theme.px(8))
        return QSize(words + self._extras(), height)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words never leave their button."""
        return self.sizeHint()

    def _paints(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Return the colours of ground, edge and words."""
        colours, heat = self.theme.colours, self.heat
        enabled = self.isEnabled()
        if self._kind is Kind.PRIMARY:
            if not enabled:
                return colours.hover, colours.line2, colours.text3
            return mixed(colours.accent, colours.accent_hover, heat), None, colours.on_accent
        if self._kind is Kind.SECONDARY:
            ground = mixed(colours.surface, colours.hover, heat)
            cold = colours.control if self.theme.high_contrast else colours.line2
            edge = mixed(cold, colours.control, heat)
            return ground, edge, colours.text if enabled else colours.text3
        if self._kind is Kind.INVERSE:
            return None, veiled(colours.inverse_accent, heat), colours.inverse_accent
        words = colours.accent
        if self._kind is Kind.QUIET:
            words = mixed(colours.text2, colours.text, heat)
        edge_over = veiled(colours.text, heat) if self.theme.high_contrast else None
        return veiled(colours.hover, heat), edge_over, words if enabled else colours.text3

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icons, words and key."""
        theme = self.theme
        px, direction = theme.px, self.layoutDirection()
        ground, edge, ink = self._paints()
        painter = QPainter(self)
        whole = QRectF(self.rect())
        paint_panel(painter, whole, px(RADIUS_CONTROL), ground, edge, theme.edge)
        words = self._words_width()
        paragraph = theme.paragraph(self.caption, TextStyle.LABEL, self._weight, words)
        x = px(_PADDING[self._kind]) + max(0, (self.width() - self._extras() - words) // 2)
        side = px(_ICON)
        middle = self.height() / 2

        def place(width: int, height: int) -> QRectF:
            part = QRectF(x, middle - height / 2, width, height)
            return mirrored(part, whole, direction)

        if self._icon:
            paint_icon(painter, self._icon, place(side, side), ink, direction)
            x += side + px(_GAP)
        area = place(words, paragraph.height)
        paragraph.paint(painter, area, ink, direction=direction)
        x += words + px(_GAP)
        if self._icon_after:
            paint_icon(painter, self._icon_after, place(side, side), ink, direction)
            x += side + px(_GAP)
        if self._key:
            width, height = key_cap_width(self._key, theme), key_cap_height(theme)
            on = ink if self._kind is Kind.PRIMARY else None
            paint_key_cap(painter, self._key, place(width, height), theme, on=on)
        painter.end()
