"""A table of Qt without what ours paints and does itself, and the titles of its columns."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QTableView,
)

from excellence_app.gui.theme import TextStyle, Themed

if TYPE_CHECKING:  # it has these titles
    from excellence_app.gui.parts.table.view import RowView


class Titles(Themed, QHeaderView):
    """The titles of the columns."""

    def __init__(self, table: "RowView") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.follow(table.theme)

    def sizeHint(self) -> QSize:
        """Return the height of a line with the hairline below."""
        theme, least = self.theme, self._table.lay.header
        height = max(theme.px(least), theme.line_height(TextStyle.CAPTION) + theme.px(12))
        return QSize(theme.px(100), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint all titles and the line below them."""
        table, area = self._table, QRectF(self.viewport().rect())
        painter = QPainter(self.viewport())
        table.lay.paint_titles(painter, area, table.rows, table.layoutDirection())
        painter.end()


def sized_as(view: QTableView, *, whole: bool) -> None:
    """Let a table scroll, or be as high as its rows."""
    bars = Qt.ScrollBarPolicy
    view.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOff if whole else bars.ScrollBarAsNeeded)
    policy = QSizePolicy.Policy
    view.setSizePolicy(policy.Expanding, policy.Fixed if whole else policy.Expanding)


def plain(view: QTableView, *, whole: bool) -> None:
    """Take from a table of Qt what ours paints and does itself; a `whole` one does not scroll."""
    rows = view.verticalHeader()
    rows.hide()
    rows.setMinimumSectionSize(1)
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setCornerButtonEnabled(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setAutoFillBackground(False)
    view.viewport().setAutoFillBackground(False)
    view.viewport().setMouseTracking(True)
    sized_as(view, whole=whole)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    view.setPalette(palette)
