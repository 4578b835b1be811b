"""The choices of a long list as lines to tick, in a panel that scrolls."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QVBoxLayout, QWidget

from excellence_app.gui.painting import Box, Look, mirrored, paint_box, paint_panel
from excellence_app.gui.parts.painted_list import Index, LinesModel, PaintedList
from excellence_app.gui.theme import RADIUS_CONTROL, RADIUS_ROW, TextStyle, Theme, Themed, Weight

ROWS, FEW_ROWS = 8, 5  # choices in view at once
_BOX = 18
_TEXT_START = 45
_PADDING = 8


class Options(LinesModel):
    """The choices that fit what is typed: pairs of key and title."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[tuple[str, str]] = []
        self.chosen: frozenset[str] = frozenset()

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other choices."""
        self.beginResetModel()
        self.shown = list(options)
        self.endResetModel()

    def count(self) -> int:
        """Return the number of choices."""
        return len(self.shown)

    def words_of(self, place: int) -> str:
        """Return the title of a choice."""
        return self.shown[place][1]

    def place_of(self, key: str) -> int:
        """Return the place of a choice, -1 if it is not offered."""
        return next((n for n, one in enumerate(self.shown) if one[0] == key), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a choice in words, and for screen readers whether it is chosen."""
        if role == Qt.ItemDataRole.CheckStateRole and 0 <= index.row() < len(self.shown):
            chosen = self.shown[index.row()][0] in self.chosen
            state = Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            return state.value
        return super().data(index, role)


class OptionView(PaintedList):
    """What fits; the field above keeps the focus."""

    def __init__(self, theme: Theme, name: str, box: Box) -> None:
        super().__init__(theme, name)
        self.box = box
        self.rows = ROWS
        self.look = Look.PLAIN
        self.options = Options(self)
        self.show_model(self.options)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)

    def _room(self) -> int:
        px = self.theme.px
        return max(1, self.viewport().width() - px(_TEXT_START) - px(12))

    def height_of(self, place: int) -> int:
        """Return the height of a choice in pixels."""
        theme = self.theme
        title = self.options.shown[place][1]
        high = theme.paragraph(title, TextStyle.BODY, Weight.MEDIUM, self._room()).height
        return high + 2 * theme.px(_PADDING)

    def _line(self) -> int:
        return self.theme.line_height(TextStyle.BODY) + 2 * self.theme.px(_PADDING)

    def sizeHint(self) -> QSize:
        """Return the height of a few choices, less where fewer fit what is typed."""
        rows = min(self.rows, max(len(self.options.shown), 1))
        return QSize(self.theme.px(300), rows * self._line())

    def minimumSizeHint(self) -> QSize:
        """Return the same height."""
        return QSize(self.theme.px(120), self.sizeHint().height())

    def paint_line(self, painter: QPainter, area: QRectF, place: int) -> None:
        """Paint a choice: tinted if it is chosen, with a ground if it is the current one."""
        theme, px, colours = self.theme, self.theme.px, self.theme.colours
        direction = self.layoutDirection()
        key, title = self.options.shown[place]
        chosen = key in self.options.chosen
        inside = area.adjusted(0.5, 0.5, -0.5, -0.5)
        current = place == self.current_place
        if chosen or current:
            ground = colours.accent_tint if chosen else colours.hover
            edge = colours.accent if current else None
            paint_panel(painter, inside, px(RADIUS_CONTROL), ground, edge, theme.edge)
        side, line = px(_BOX), theme.line_height(TextStyle.BODY)
        top = area.top() + px(_PADDING)
        box = QRectF(area.left() + px(9), top + (line - side) / 2, side, side)
        where = mirrored(box, area, direction)
        paint_box(painter, self.box, where, theme, chosen=chosen, look=self.look)
        words = theme.paragraph(title, TextStyle.BODY, Weight.MEDIUM, self._room())
        where = QRectF(area.left() + px(_TEXT_START - 4), top, self._room(), words.height)
        where = mirrored(where, area, direction)
        ink = colours.text3 if self.look is Look.LOCKED else colours.text
        words.paint(painter, where, ink, direction=direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.currentIndex().isValid():
            self.show_current()  # what was chosen is in view from the beginning

    def show_current(self) -> None:
        """Scroll so that the current choice stands in the middle."""
        self.executeDelayedItemsLayout()
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)


class OptionPanel(Themed, QWidget):
    """The edge around the list and its scroll bar."""

    def __init__(self, theme: Theme, view: OptionView) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.addWidget(view)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow(theme)
        self._set_lengths()

    def _set_lengths(self) -> None:
        inset = self.theme.px(4)
        self._box.setContentsMargins(inset, inset, inset, inset)

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panel."""
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(RADIUS_ROW)
        paint_panel(painter, area, radius, colours.surface, colours.line2, theme.edge)
        painter.end()
