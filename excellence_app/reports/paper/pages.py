"""Putting boxes on pages: rows stay whole, heads repeat, no heading stays alone."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace

from excellence_app.reports.paper.boxes import Box

_LEAST_PART = 40.0  # what is divided leaves at least so much on its first page


@dataclass(frozen=True, slots=True)
class Flow:
    """A box on its way to a page.

    `before` is the space above it, left out at the top of a page. `divisible` boxes
    use up the rest of a page, the others are divided only where no page can hold
    them. `head` stands above the box again when it begins a page.
    """

    box: Box
    before: float = 0
    keep_with_next: bool = False
    divisible: bool = False
    head: Box | None = None
    at_foot: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A box in its place; `top` counts from the upper edge of the text area."""

    top: float
    box: Box


Page = tuple[Placed, ...]


def paginate(flows: Iterable[Flow], height: float) -> tuple[Page, ...]:
    """Return the pages, each at most `height` high unless a box cannot be divided."""
    pages = _Pages(height)
    waiting = deque(flows)
    while waiting:
        flow = waiting.popleft()
        rest = pages.add(flow, waiting)
        if rest is not None:
            waiting.appendleft(rest)
    return pages.finish()


class _Pages:
    def __init__(self, height: float) -> None:
        self._height = height
        self._done: list[Page] = []
        self._page: list[Placed] = []
        self._used = 0.0

    def finish(self) -> tuple[Page, ...]:
        if self._page or not self._done:
            self._end_page()
        return tuple(self._done)

    def add(self, flow: Flow, following: deque[Flow]) -> Flow | None:
        """Place a box, or its first part; return what is left for the next page."""
        if self._page and (flow.new_page or self._too_high(flow, following)):
            self._end_page()
        if not self._page and flow.head is not None:
            self._place(flow.head, 0)
        room = self._room(flow)
        if flow.box.height <= room + 0.01:
            top = self._height - flow.box.height if flow.at_foot else None
            self._place(flow.box, flow.before, top)
            return None
        halves = flow.box.split(room)
        if halves is None:
            if self._holds_more_than_head(flow):
                self._end_page()
                return flow
            self._place(flow.box, flow.before)
            return None
        self._place(halves[0], flow.before)
        self._end_page()
        return replace(flow, box=halves[1], before=0, new_page=False)

    def _holds_more_than_head(self, flow: Flow) -> bool:
        return len(self._page) > (0 if flow.head is None else 1)

    def _room(self, flow: Flow) -> float:
        return self._height - self._used - (flow.before if self._page else 0)

    def _too_high(self, flow: Flow, following: deque[Flow]) -> bool:
        need, kept = self._least(flow), flow.keep_with_next
        for later in following:
            if not kept:
                break
            need += later.before + self._least(later)
            kept = later.keep_with_next
        if need > self._height:  # together they would not fit on a new page either
            need = self._least(flow)
        return need > self._room(flow) + 0.01

    def _least(self, flow: Flow) -> float:
        height = flow.box.height
        if flow.divisible:
            return min(height, _LEAST_PART)
        head = flow.head.height if flow.head is not None else 0.0
        return min(height, _LEAST_PART * 3) if height + head > self._height else height

    def _place(self, box: Box, before: float, top: float | None = None) -> None:
        if self._page:
            self._used += before
        at = self._used if top is None else max(top, self._used)
        self._page.append(Placed(at, box))
        self._used = at + box.height

    def _end_page(self) -> None:
        self._done.append(tuple(self._page))
        self._page, self._used = [], 0.0
