"""A layout of tiles side by side that go on below where there is no room."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QWidget

from excellence_app.gui.components.rows_layout import RowsLayout
from excellence_app.gui.theme import Theme, Themed


class _TilesLayout(RowsLayout):
    """As many columns as fit; all tiles of a row have one height."""

    def __init__(self, parent: QWidget, shares: Sequence[float]) -> None:
        super().__init__(parent)
        self._shares = tuple(shares)
        self._least = 1
        self._gap = 0

    def set_lengths(self, least: int, gap: int) -> None:
        """Set the least width of a tile and the room between tiles, in pixels."""
        self._least, self._gap = least, gap
        self.invalidate()

    def sizeHint(self) -> QSize:
        """Return the room for all tiles in one row; how high it is follows from the width."""
        count = max(1, len(self._shown()))
        width = count * self._least + (count - 1) * self._gap
        return QSize(width, self.minimumSize().height())

    def _widths(self, width: int, count: int) -> list[int]:
        """Return the widths of the columns."""
        least = self._least
        columns = max(1, min(count, (width + self._gap) // (least + self._gap)))
        if columns < count and count == columns + 1 and columns > 1 and count % 2 == 0:
            columns = count // 2  # four as two and two rather than three and one
        shares = [1.0] * columns
        if columns == count == len(self._shares):
            shares = list(self._shares)
        room = max(0, width - (columns - 1) * self._gap)
        ends = [round(room * sum(shares[: n + 1]) / sum(shares)) for n in range(columns)]
        return [end - start for start, end in zip([0, *ends], ends, strict=False)]

    def _set(self, area: QRect, *, place: bool) -> int:
        shown = self._shown()
        if not shown:
            return 0
        widths = self._widths(area.width(), len(shown))
        mirrored = self._is_mirrored()
        y = area.top()
        for start in range(0, len(shown), len(widths)):
            row = shown[start : start + len(widths)]
            height = max(map(_height_at, row, widths))
            x = 0
            for item, width in zip(row, widths, strict=False):
                if place:
                    left = area.width() - x - width if mirrored else x
                    item.setGeometry(QRect(area.left() + left, y, width, height))
                x += width + self._gap
            y += height + self._gap
        return y - self._gap - area.top()


def _height_at(item: QLayoutItem, width: int) -> int:
    least = item.minimumSize().height()
    if item.hasHeightForWidth():
        return max(least, item.heightForWidth(width))
    return max(least, item.sizeHint().height())


class Tiles(Themed, QWidget):
    """Cards side by side, each at least `least` wide, else below each other.

    `shares` are the parts of the width that they take where all stand in one row; equal
    ones if none are given. Lengths are those of the design.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        least: float,
        gap: float = 16,
        shares: Sequence[float] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._gap = least, gap
        self._tiles = _TilesLayout(self, shares)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow(theme)
        self._set_lengths()

    def put(self, *tiles: QWidget) -> None:
        """Add tiles at the end."""
        for tile in tiles:
            self._tiles.addWidget(tile)

    def sizeHint(self) -> QSize:
        """Return what the layout says; a page never gives the width for which Qt would ask."""
        return self._tiles.sizeHint()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        self._set_lengths()
        super().on_theme_changed()

    def _set_lengths(self) -> None:
        self._tiles.set_lengths(self.theme.px(self._least), self.theme.px(self._gap))
