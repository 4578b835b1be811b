"""The frame of a page whose table fills the window: only where that is too low it scrolls."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.theme import Theme

_WIDEST = 1240
_ROOM = 620  # pixels of the design that a window must be high
_ENOUGH = 120  # pixels of a table in view with which the page need not scroll


def show_part(part: QWidget, *, wanted: bool) -> None:
    """Show or hide a part of a page; one that is so already has nothing laid out anew."""
    if part.isHidden() == wanted:
        part.setVisible(wanted)


class FillingPage(ScrollPage):
    """A page of which whatever stretches in `column` takes the height that is left."""

    def __init__(
        self, theme: Theme, *, widest: float = _WIDEST, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, widest=widest, parent=parent)
        outer = self.content.layout()
        room = outer.itemAt(outer.count() - 1) if outer is not None else None
        if outer is not None and room is not None:
            outer.removeItem(room)  # that below the column

    def has_room(self) -> bool:
        """Tell whether a table can be read below the head of the page, without scrolling."""
        return self.window().height() >= self.theme.px(_ROOM)

    def show_whole(self, widget: QWidget) -> None:
        """Scroll to what has the focus; a table scrolls itself, some rows of it are enough."""
        if isinstance(widget, QAbstractScrollArea):
            bar = self.area.verticalScrollBar()
            top = widget.mapTo(self.content, QPoint(0, 0)).y() - bar.value()
            if 0 <= top <= self.area.viewport().height() - self.theme.px(_ENOUGH):
                return
        super().show_whole(widget)
