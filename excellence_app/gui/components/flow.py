"""A layout that goes on in the next row where a row is full, from either side."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from excellence_app.gui.components.rows_layout import RowsLayout


class FlowLayout(RowsLayout):
    """Sets its items one after the other, each row centred on its highest item.

    The last `at_end` items stand at the far side of their row, as the main buttons of a
    footer do. Where there is more height than needed, the rows stand in its middle.
    """

    def __init__(self, parent: QWidget | None = None, *, at_end: int = 0) -> None:
        super().__init__(parent)
        self._across = 8
        self._down = 8
        self._at_end = at_end

    def set_spacing(self, across: int, down: int) -> None:
        """Set the room between items of a row and between rows, in pixels."""
        self._across, self._down = across, down
        self.invalidate()

    def sizeHint(self) -> QSize:
        """Return the room for everything in one row."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown)
        width += self._across * max(0, len(shown) - 1)
        margins = self.contentsMargins()
        width += margins.left() + margins.right()
        return QSize(width, self.heightForWidth(width))

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
