"""The initials of a person or a cluster in a tinted circle, or in a square on the accent."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import RADIUS_CONTROL, TextStyle, Theme, Themed, Weight
from excellence_app.gui.typesetting import Align

_SIDE = 34
_INKS = ("accent", "met", "gap", "silver", "bronze")  # each is read on its own tint
_TEXT_FROM = 32  # pixels of the design from which on the letters have the size of labels


class Initials(Themed, QWidget):
    """Stands before a name; screen readers hear that whole name of it."""

    accessible_role: QAccessible.Role = Role.Graphic

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        side: float = _SIDE,
        solid: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._side = side
        self._solid = solid
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def show_name(self, name: str) -> None:
        """Show the initials of another name."""
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of circle or square."""
        side = self.theme.px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and letters."""
        theme, colours = self.theme, self.theme.colours
        area = QRectF(self.rect())
        painter = QPainter(self)
        if self._solid:
            ink = colours.on_accent
            paint_panel(painter, area, theme.px(RADIUS_CONTROL), colours.accent)
        else:
            name = _INKS[sum(map(ord, self._name)) % len(_INKS)]
            ink = colours.named(name)
            edge = colours.text if theme.high_contrast else None
            ground = colours.named(f"{name}_tint")
            paint_panel(painter, area, area.width() / 2, ground, edge, theme.edge)
        style = TextStyle.LABEL if self._side >= _TEXT_FROM else TextStyle.CAPTION
        letters = theme.paragraph(initials(self._name), style, Weight.STRONG)
        top = (self.height() - letters.height) / 2
        place = QRectF(0, top, self.width(), letters.height)
        letters.paint(painter, place, ink, Align.CENTRE)
        painter.end()


def initials(name: str) -> str:
    """Return the first letters of the first two words of a name, or of its only word."""
    words = [word for word in name.split() if word[0].isalnum()]
    if len(words) == 1:
        return words[0][:2].upper()
    return "".join(word[0] for word in words[:2]).upper()
