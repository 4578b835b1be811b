"""The order in which Tab goes through a window: as things stand there, not as they were made.

Qt puts what is made later, such as an editor for another question, at the end of its own order,
and a page that grows keeps the order of its first day. So nothing is kept: at each press of Tab
the order is read from where things are. Inside an area that is from top to bottom, and in a line
in the direction of reading; what lies in one part of the page stays together.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

_Part = tuple[QRect, list[QWidget]]  # where it is, and what in it Tab can reach

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_OVERLAP = 2  # pixels that neighbours may overlap, and still are one after the other


def tab_stops(
    root: QWidget, *, without: Collection[QWidget] = (), also: QWidget | None = None
) -> list[QWidget]:
    """Return what Tab can reach in a part of the window, in the order of reading.

    `without` are parts that are left out with all that is in them. `also` is found although
    Tab does not reach it: where the focus is now.
    """
    found = [root] if root is also or _is_stop(root) else []
    parts: list[_Part] = []
    for child in root.findChildren(QWidget, options=_DIRECT):
        if child.isWindow() or not child.isVisible():
            continue
        if child not in without:
            stops = tab_stops(child, without=without, also=also)
            if stops:
                parts.append((child.geometry(), stops))
    mirrored = root.layoutDirection() is Qt.LayoutDirection.RightToLeft
    for stops in _read(parts, mirrored=mirrored):
        found += stops
    return found


def _is_stop(widget: QWidget) -> bool:
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab) and widget.isEnabled() and widget.focusProxy() is None


def _read(parts: Sequence[_Part], *, mirrored: bool) -> Iterator[list[QWidget]]:
    """Yield parts line by line, in each line column by column."""
    for line in _split(parts, lambda place: (place.top(), place.height())):
        columns = _split(line, lambda place: (place.left(), place.width()))
        for column in reversed(columns) if mirrored else columns:
            if len(column) < len(parts):
                yield from _read(column, mirrored=mirrored)
            else:  # one lies over the other
                yield from (stops for _, stops in column)


def _split(
    parts: Iterable[_Part], extent: Callable[[QRect], tuple[int, int]]
) -> list[list[_Part]]:
    """Return groups of parts between which nothing lies in one direction, in its order."""
    groups: list[list[_Part]] = []
    end = 0
    for part in sorted(parts, key=lambda one: extent(one[0])[0]):
        start, length = extent(part[0])
        if not groups or start >= end - _OVERLAP:
            groups.append([])
            end = start + length
        groups[-1].append(part)
        end = max(end, start + length)
    return groups


def go_on(focused: QWidget | None, stops: Sequence[QWidget], *, forward: bool) -> bool:
    """Give the focus to what comes after, or before, what has it; after the last the first.

    False if there is nothing that could get it.
    """
    if not stops or list(stops) == [focused]:
        return False
    here = next((n for n, one in enumerate(stops) if one is focused), -1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(here + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True
