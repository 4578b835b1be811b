"""What layouts share that set their items in rows: the items, and which side they begin at."""

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class RowsLayout(QLayout):
    """Keeps items whose height together depends on the width; `_set` puts them into their rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width; layouts around this one try the same often
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item that Qt adds."""
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item by its place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow layout is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._set(QRect(0, 0, width, 0), place=False)
        return height

    def invalidate(self) -> None:
        """Measure anew: an item is no longer what it was."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, area: QRect) -> None:
        """Put the items into their rows."""
        super().setGeometry(area)
        self._set(area, place=True)

    def minimumSize(self) -> QSize:
        """Return the room for the widest item on its own."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _set(self, area: QRect, *, place: bool) -> int:
        """Return the height of all rows, which are put in their places if that is wanted."""
        raise NotImplementedError

    def _is_mirrored(self) -> bool:
        widget = self.parentWidget()
        return widget is not None and widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
