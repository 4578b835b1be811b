"""A panel at a row of the roadmap, as high as the screen allows."""

from PySide6.QtCore import (
    QEvent,
    QObject,
    Qt,
)
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QWidget,
)

from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.label import Heading
from excellence_app.gui.components.popover import Popover
from excellence_app.gui.theme import TextStyle, Theme

_WIDTH = 372
_INSET = 4  # room for the focus ring beside fields
_SCREEN = 60  # pixels of the design between a panel and the ends of the screen


class RoadmapPanel(Popover):
    """A panel with a title that scrolls where the screen is low, and goes for good when closed."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(theme, title, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = Heading(theme, title, TextStyle.H3)
        self.column = Column(theme, spacing=12)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        inside = Column(theme, spacing=0, margins=(_INSET, 4, _INSET, 4))
        inside.put(self.column)
        inside.stretch()
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._inside = inside
        inset = theme.px(_INSET)
        self.heading.setContentsMargins(inset, 0, inset, 0)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.area)
        inside.installEventFilter(self)

    def fit(self) -> None:
        """Be as high as what is shown, as far as the screen allows."""
        px = self.theme.px
        screen = self.screen().availableGeometry()
        width = min(px(_WIDTH), screen.width() - 2 * px(_SCREEN))
        layout = self._inside.layout()
        wanted = width
        high = layout.totalHeightForWidth(wanted) if layout is not None else 0
        if high < 0 and layout is not None:
            high = layout.totalSizeHint().height()
        around = self.heading.heightForWidth(width) + px(96)
        self.heading.setFixedWidth(width)
        most = max(px(120), screen.height() - around)
        if high > most:
            width += self.area.verticalScrollBar().sizeHint().width()
        self.area.setFixedSize(width, min(high, most))
        self.adjustSize()

    def open_at(self, opener: QWidget) -> None:
        """Open at a row, as large as needed."""
        self.fit()
        super().open_at(opener)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with a message or a field that appears."""
        grown = watched is self._inside and event.type() is QEvent.Type.LayoutRequest
        if grown and self.isVisible():
            self.fit()
            self.place()
        return super().eventFilter(watched, event)
