"""A panel that leads somewhere: icon, title, a line about it, and an arrow."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.warmth import mixed
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import mirrored, paint_panel
from excellence_app.gui.theme import (
    RADIUS_CONTROL,
    RADIUS_PANEL,
    TextStyle,
    Theme,
    Weight,
)

_TILE = 40
_ICON = 18
_ARROW = 16
_LEAST = 66


class OfferCard(Pressable):
    """One press starts from what it names."""

    def __init__(
        self, theme: Theme, title: str, facts: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, title, parent)
        self._facts, self._icon = facts, icon
        self.setAccessibleName(f"{title}. {facts}" if facts else title)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def focus_outline(self) -> float | None:
        """Return the radius that the focus ring goes around."""
        return RADIUS_PANEL

    def _start(self) -> int:
        px = self.theme.px
        return px(13) + px(_TILE) + px(12)

    def _room(self, width: int) -> int:
        px = self.theme.px
        return max(px(60), width - self._start() - px(8) - px(_ARROW) - px(13))

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the wrapped words."""
        theme, room = self.theme, self._room(width)
        title = theme.paragraph(self.caption, TextStyle.LABEL, Weight.STRONG, room)
        facts = theme.paragraph(self._facts, TextStyle.CAPTION, None, room)
        words = title.height + (theme.px(3) + facts.height if self._facts else 0)
        return max(theme.px(_LEAST), words + 2 * theme.px(12))

    def sizeHint(self) -> QSize:
        """Return a common size."""
        width = self.theme.px(330)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        return QSize(self.theme.px(200), self.theme.px(_LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint panel, icon, words and arrow."""
        theme, colours, direction = self.theme, self.theme.colours, self.layoutDirection()
        px, whole = theme.px, QRectF(self.rect())
        painter = QPainter(self)
        ground = mixed(colours.surface, colours.hover, self.heat)
        edge = (
            colours.text
            if theme.high_contrast
            else mixed(colours.line, colours.control, self.heat)
        )
        paint_panel(painter, whole, px(RADIUS_PANEL), ground, edge, theme.edge)
        side = px(_TILE)
        tile = QRectF(px(13), (self.height() - side) / 2, side, side)
        tile = mirrored(tile, whole, direction)
        frame = colours.text if theme.high_contrast else None
        paint_panel(painter, tile, px(RADIUS_CONTROL), colours.accent_tint, frame, theme.edge)
        side = px(_ICON)
        ink = colours.text if theme.high_contrast else colours.accent
        place = QRectF(tile.center().x() - side / 2, tile.center().y() - side / 2, side, side)
        paint_icon(painter, self._icon, place, ink, direction)
        room = self._room(self.width())
        title = theme.paragraph(self.caption, TextStyle.LABEL, Weight.STRONG, room)
        facts = theme.paragraph(self._facts, TextStyle.CAPTION, None, room)
        height = title.height + (px(3) + facts.height if self._facts else 0)
        y = (self.height() - height) / 2
        place = mirrored(QRectF(self._start(), y, room, title.height), whole, direction)
        title.paint(painter, place, colours.text, direction=direction)
        if self._facts:
            y += title.height + px(3)
            place = mirrored(QRectF(self._start(), y, room, facts.height), whole, direction)
            facts.paint(painter, place, colours.text2, direction=direction)
        side = px(_ARROW)
        arrow = QRectF(self.width() - px(13) - side, (self.height() - side) / 2, side, side)
        arrow = mirrored(arrow, whole, direction)
        paint_icon(painter, "chevron-right", arrow, colours.text2, direction)
        painter.end()
