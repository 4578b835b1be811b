"""A button that shows an icon alone; its name is the tooltip."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.components.pressable import Pressable
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.components.warmth import veiled
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, Theme

_SIDE = 32
_ICON = 17


class IconButton(Pressable):
    """A square button with an icon. Checkable ones stay pressed; `key` is told in the tooltip."""

    def __init__(
        self,
        theme: Theme,
        caption: str,
        icon: str,
        *,
        key: str = "",
        colour: str = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, caption, parent)
        self._icon = icon
        self._key = key
        self._colour = colour
        self._current: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._show_tip()

    def set_icon(self, icon: str, caption: str) -> None:
        """Show another icon with another name."""
        self._icon = icon
        self.set_caption(caption)
        self._show_tip()
        self.update()

    def show_current(self, *, current: bool) -> None:
        """Show whether what the button leads to is open."""
        if current != self._current:
            self._current = current
            self.update()

    def accessible_chosen(self) -> bool | None:
        """Tell screen readers whether it is; none for a button that leads nowhere."""
        return self._current

    def _show_tip(self) -> None:
        set_tooltip(self, f"{self.caption}  {self._key}".strip())

    def sizeHint(self) -> QSize:
        """Return the area that reacts."""
        side = self.theme.px(_SIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon, and a ground while pointed at or pressed."""
        colours, px = self.theme.colours, self.theme.px
        painter = QPainter(self)
        whole = QRectF(self.rect())
        marked = self.isChecked() or self._current
        if marked:
            edge = colours.accent if self.theme.high_contrast else None
            paint_panel(painter, whole, px(RADIUS_CONTROL), colours.accent_tint, edge, 2)
        elif ground := veiled(colours.hover, self.heat):
            edge = colours.text if self.theme.high_contrast else None
            paint_panel(painter, whole, px(RADIUS_CONTROL), ground, edge, 2)
        ink = colours.named(self._colour)
        if not self.isEnabled():
            ink = colours.text3
        elif marked:
            ink = colours.accent if not self.theme.high_contrast else colours.text
        side = px(_ICON)
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        paint_icon(painter, self._icon, area, ink, self.layoutDirection())
        painter.end()
