"""What stands where nothing is yet: an icon, what comes here, one way on."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.components.boxes import Gap
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.icons import paint_icon
from excellence_app.gui.painting import paint_panel
from excellence_app.gui.theme import TextStyle, Theme, Themed
from excellence_app.gui.typesetting import Align

_TILE = 56
_ICON = 24
_CHARACTERS = 48


class IconTile(Themed, QWidget):
    """An icon on a tinted square; decoration, so screen readers hear nothing of it."""

    def __init__(
        self, theme: Theme, icon: str, side: float = _TILE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def sizeHint(self) -> QSize:
        """Return the size of the square."""
        side = self.theme.px(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint square and icon."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        edge = colours.text if theme.high_contrast else None
        area = QRectF(self.rect())
        radius = area.width() * 0.25
        paint_panel(painter, area, radius, colours.accent_tint, edge, theme.edge)
        side = area.width() * _ICON / _TILE
        place = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
        ink = colours.text if theme.high_contrast else colours.accent
        paint_icon(painter, self._icon, place, ink, self.layoutDirection())
        painter.end()


class EmptyPage(Card):
    """Says in one sentence what comes here and offers one button."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        button: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, padding=32, spacing=4, parent=parent)
        self.button = button
        centre = Qt.AlignmentFlag.AlignHCenter
        self._words = PlainLabel(theme, text, TextStyle.LABEL, colour="text2", align=Align.CENTRE)
        self._words.most_characters = _CHARACTERS
        heading = Heading(theme, title, TextStyle.H2, align=Align.CENTRE)
        self.body.addStretch(1)
        self.body.addWidget(IconTile(theme, icon), 0, centre)
        self.body.addWidget(Gap(theme, 12), 0, centre)
        self.body.addWidget(heading)
        self.body.addLayout(_centred(self._words))
        if button is not None:
            self.body.addWidget(Gap(theme, 14), 0, centre)
            self.body.addWidget(button, 0, centre)
        self.body.addStretch(1)


def _centred(label: PlainLabel) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(label)
    return layout
