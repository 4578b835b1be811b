"""How high the rows of a table are: measured near what is in view, and else estimated."""

from collections.abc import Iterable

from PySide6.QtWidgets import QHeaderView

from excellence_app.gui.parts.table.layout import RowLayout
from excellence_app.gui.parts.table.rows import Entry, RowsModel

_SAMPLE = 20  # rows of which the one in the middle is the estimate of the others


class RowHeights:
    """Gives the rows of a table their heights, in the header that Qt's view takes them from.

    What was measured is remembered with the row: if that is shown again as it was, nothing is
    measured anew.
    """

    def __init__(self, header: QHeaderView, model: RowsModel, layout: RowLayout) -> None:
        self._header = header
        self._model = model
        self._layout = layout
        self._known: dict[str, tuple[Entry, int]] = {}
        self._measured: set[int] = set()

    def forget(self) -> None:
        """Forget all heights, as rows have another width or other letters."""
        self._known.clear()

    def begin(self, *, keep: bool) -> None:
        """Estimate all heights, from now on measured by `measure`.

        With `keep` the same rows as before are shown, and what they needed is the estimate.
        """
        self._measured.clear()
        count = self._model.rowCount()
        if keep and self._known:
            return
        sample = [n for n in range(min(count, _SAMPLE)) if self._model.is_row(n)]
        heights = sorted(self._height(place) for place in sample)
        usual = heights[len(heights) // 2] if heights else self._layout.least_height()
        header = self._header
        blocked = header.blockSignals(True)  # noqa: FBT003 - Qt takes it so; thousands of them
        header.setDefaultSectionSize(usual)
        for place in self._model.heads:
            self._set(place)
        header.blockSignals(blocked)
        self._measured.difference_update(self._model.heads)

    def unmeasured(self, places: Iterable[int]) -> list[int]:
        """Return which of these rows have only an estimate."""
        return [place for place in places if place not in self._measured]

    def is_measured(self, place: int) -> bool:
        """Return whether a row has the height that it needs."""
        return place in self._measured

    def measure(self, places: Iterable[int]) -> bool:
        """Give rows the heights that they need and return whether any had another one."""
        header = self._header
        blocked = header.blockSignals(True)  # noqa: FBT003 - Qt takes it so; the view lays out once
        changed = [self._set(place) for place in places]
        header.blockSignals(blocked)
        return any(changed)

    def total(self) -> int:
        """Return the height of all rows, measured or estimated."""
        return self._header.length()

    def _set(self, place: int) -> bool:
        height = self._height(place)
        self._measured.add(place)
        if self._header.sectionSize(place) == height:
            return False
        self._header.resizeSection(place, height)
        return True

    def _height(self, place: int) -> int:
        entry = self._model.entry(place)
        known = self._known.get(entry.key)
        if known is not None and known[0] == entry:
            return known[1]
        height = self._layout.height(entry)
        self._known[entry.key] = entry, height
        return height
