"""A layout that goes on in the next row where a row is full, from either side."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Sets its items one after the other, each row centred on its highest item.

    The last `at_end` items stand at the far side of their row, as the main buttons of a
    footer do. Where there is more height than needed, the rows stand in its middle.
    """

    def __init__(self, parent: QWidget | None = None, *, at_end: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._across = 8
        self._down = 8
        self._at_end = at_end
        self.setContentsMargins(QMargins())

    def set_spacing(self, across: int, down: int) -> None:
        """Set the room between items of a row and between rows, in pixels."""
        self._across, self._down = across, down
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item that Qt adds."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item by its place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that a narrow layout is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        return self._set(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, area: QRect) -> None:
        """Put the items into their rows."""
        super().setGeometry(area)
        self._set(area, place=True)

    def sizeHint(self) -> QSize:
        """Return the room for everything in one row."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown)
        width += self._across * max(0, len(shown) - 1)
        margins = self.contentsMargins()
        width += margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return the room for the widest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size.grownBy(margins)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            if size.width() > width:
                narrow = max(width, item.minimumSize().width())
                high = item.heightForWidth(narrow) if item.hasHeightForWidth() else size.height()
                size = QSize(narrow, high)
            if rows and used + self._across + size.width() <= width:
                used += self._across + size.width()
                rows[-1].append((item, size))
            else:
                used = size.width()
                rows.append([(item, size)])
        return rows

    def _set(self, area: QRect, *, place: bool) -> int:
        inside = area.marginsRemoved(self.contentsMargins())
        mirrored = self._is_mirrored()
        rows = self._rows(inside.width())
        heights = [max(size.height() for _item, size in row) for row in rows]
        y = inside.top()
        if place:
            spare = inside.height() - sum(heights) - self._down * (len(rows) - 1)
            y += max(0, spare) // 2
        shown = self._shown()
        pushed = shown[len(shown) - self._at_end] if 0 < self._at_end <= len(shown) else None
        for row, height in zip(rows, heights, strict=True):
            x = 0
            for position, (item, size) in enumerate(row):
                if item is pushed or (position == 0 and self._is_after(item, pushed)):
                    rest = sum(s.width() + self._across for _i, s in row[position:])
                    x = max(x, inside.width() - rest + self._across)
                if place:
                    left = inside.width() - x - size.width() if mirrored else x
                    corner = QPoint(inside.left() + left, y + (height - size.height()) // 2)
                    item.setGeometry(QRect(corner, size))
                x += size.width() + self._across
            y += height + self._down
        if rows:
            y -= self._down
        margins = self.contentsMargins()
        return y - area.top() + margins.bottom()

    def _is_after(self, item: QLayoutItem, pushed: QLayoutItem | None) -> bool:
        """Tell whether `item` comes after the first of those that stand at the far side."""
        return pushed is not None and self._items.index(item) > self._items.index(pushed)

    def _is_mirrored(self) -> bool:
        widget = self.parentWidget()
        return widget is not None and widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
