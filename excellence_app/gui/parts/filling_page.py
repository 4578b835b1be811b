"""The frame of a page whose table fills the window: only where that is too low it scrolls."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from excellence_app.gui.parts.table_page import Rows, TablePage
from excellence_app.gui.theme import Theme

_WIDEST = 1240
_ROOM = 620  # pixels of the design that a window must be high
_WIDE = 900  # below that there is one column, and a head takes much of the height
_ENOUGH = 120  # pixels of a table in view with which the page need not scroll


def show_part(part: QWidget, *, wanted: bool) -> None:
    """Show or hide a part of a page; one that is so already has nothing laid out anew."""
    if part.isHidden() == wanted:
        part.setVisible(wanted)


class FillingPage(TablePage):
    """A page of which whatever stretches in `column` takes the height that is left.

    In small windows the rows that it follows do not scroll by themselves but with the page.
    """

    def __init__(
        self, theme: Theme, *, widest: float = _WIDEST, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "", widest=widest)
        if parent is not None:
            self.setParent(parent)
        outer = self.content.layout()
        room = outer.itemAt(outer.count() - 1) if outer is not None else None
        if outer is not None and room is not None:
            outer.removeItem(room)  # that below the column

    def has_room(self) -> bool:
        """Tell whether a table can be read below the head of the page, without scrolling."""
        return self.window().height() >= self.theme.px(_ROOM)

    @property
    def whole(self) -> bool:
        """Whether all rows scroll with the page."""
        return not self.has_room() or self.window().width() < self.theme.px(_WIDE)

    def follow_rows(self, table: Rows) -> None:
        """Keep the current row in view while the page is what scrolls."""
        super().follow_rows(table)
        table.show_whole(whole=self.whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See what scrolls."""
        super().resizeEvent(event)
        self._see_rows()

    def on_theme_changed(self) -> None:
        """See what scrolls."""
        super().on_theme_changed()
        self._see_rows()

    def _see_rows(self) -> None:
        for table in self._tables:
            table.show_whole(whole=self.whole)

    def _on_placed(self, table: Rows) -> None:
        if self.whole:
            super()._on_placed(table)

    def show_whole(self, widget: QWidget) -> None:
        """Scroll to what has the focus; a table scrolls itself, some rows of it are enough."""
        if isinstance(widget, QAbstractScrollArea):
            if self.whole and self.follows(widget):
                return  # its current row is what is in view
            bar = self.area.verticalScrollBar()
            top = widget.mapTo(self.content, QPoint(0, 0)).y() - bar.value()
            if 0 <= top <= self.area.viewport().height() - self.theme.px(_ENOUGH):
                return
        super().show_whole(widget)
