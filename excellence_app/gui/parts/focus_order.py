"""The order in which Tab goes through a page: as things are read, not as they were made.

Qt puts what is made later, such as an editor for another question, at the end of its own order.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_stops(root: QWidget) -> Iterator[QWidget]:
    """Yield what Tab can reach in a part of the window, in the order of its parts."""
    for child in root.children():
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        if child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield child
        yield from tab_stops(child)


def go_on(focused: QWidget | None, areas: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the focus to what comes next in some areas, read one after the other.

    After the last of them comes the rest of the window. False if nothing can be found.
    """
    stops = [stop for area in areas if area.isVisible() for stop in tab_stops(area)]
    if focused is None or not stops:
        return False
    here = next((n for n, one in enumerate(stops) if one is focused), None)
    if here is None:
        return False
    there = here + (1 if forward else -1)
    if not 0 <= there < len(stops):
        inside = set(stops)
        rest = [one for one in tab_stops(focused.window()) if one not in inside]
        stops = [*rest, *stops] if forward else [*stops, *rest]
        there = 0 if forward else len(stops) - 1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[there].setFocus(reason)
    return True
