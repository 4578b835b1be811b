"""Panels: an area with an edge that holds other things, and the thin line between them."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.painting import paint_hairline, paint_panel
from excellence_app.gui.theme import RADIUS_PANEL, Theme, Themed


class Card(Themed, QWidget):
    """A panel. What it holds goes into `body`, a vertical layout; `name` is for screen readers.

    A `sunken` one has no edge and lies deeper than the page, a `bare` one is no panel at all.
    """

    accessible_role: QAccessible.Role = Role.Grouping

    def __init__(  # noqa: PLR0913 - all but two have a common value
        self,
        theme: Theme,
        name: str = "",
        *,
        padding: float = 20,
        lower_padding: float | None = None,
        spacing: float = 8,
        sunken: bool = False,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._padding = padding
        self._lower_padding = lower_padding
        self._spacing = spacing
        self._sunken = sunken
        self._bare = bare
        self.setAccessibleName(name)
        self.body = QVBoxLayout(self)
        self.follow(theme)
        self._set_lengths()

    def _set_lengths(self) -> None:
        padding = self.theme.px(self._padding)
        lower = padding if self._lower_padding is None else self.theme.px(self._lower_padding)
        self.body.setContentsMargins(padding, padding, padding, lower)
        self.body.setSpacing(self.theme.px(self._spacing))

    def show_bare(self, *, bare: bool, padding: float) -> None:
        """Be a panel or none, with another padding."""
        self._bare, self._padding = bare, padding
        self.on_theme_changed()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        if self._bare:
            return
        theme = self.theme
        colours = theme.colours
        ground, edge = colours.surface, colours.line
        if self._sunken:
            ground = colours.sunken
        painter = QPainter(self)
        shown = None if self._sunken and not theme.high_contrast else edge
        paint_panel(
            painter, QRectF(self.rect()), theme.px(RADIUS_PANEL), ground, shown, theme.edge
        )
        painter.end()


class Hairline(Themed, QWidget):
    """A thin horizontal line."""

    accessible_role: QAccessible.Role = Role.Separator

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Return the height of the line; it takes whatever width there is."""
        return QSize(self.theme.px(24), self.theme.edge)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        paint_hairline(painter, 0, 0, self.width(), self.theme)
        painter.end()
