"""Tab goes through every page as it is read, reaches whatever it can reach, and comes round."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from excellence_app.gui.desk import Place
from tests.gui import windows

SIZES = ((1440, 900), (1280, 720), (1024, 768), (800, 560))
TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
MOST = 400  # more than any page has


@pytest.fixture
def make(theme, tmp_path, qapp, qtbot):
    """Return a function that opens a window with one kind of document in it."""
    made = []

    def open_one(kind):
        if kind == "start":
            window = windows.start_window(theme, tmp_path)
        else:
            of_kind = windows.survey_copy if kind == "survey" else windows.filled_copy
            window = windows.open_window(theme, of_kind(tmp_path), tmp_path)
        made.append(window)
        window.resize(*SIZES[0])
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield open_one
    for window in made:
        windows.close_window(window)
    windows.mirror(qapp, mirrored=False)


def reachable(window):
    """Return what takes the focus by Tab, found without asking in which order."""
    return {
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.window() is window
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    }


def lap(key):
    """Press Tab until the focus is back and return what had it on the way."""
    start = QApplication.focusWidget()
    seen = [start]
    held = Qt.KeyboardModifier.ShiftModifier if key == BACKTAB else Qt.KeyboardModifier.NoModifier
    while len(seen) < MOST:
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, held, "\t")
        QApplication.sendEvent(QApplication.focusWidget(), event)
        now = QApplication.focusWidget()
        if now is start:
            return seen
        seen.append(now)
    return seen


def name(widget):
    return f"{type(widget).__name__} {widget.accessibleName()}"


def place_of(widget, other, window):
    """Return where a widget is; if it scrolls and the other does not, where that is done."""
    while (outer := scrolled_in(widget)) is not None and not outer.isAncestorOf(other):
        widget = outer
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def scrolled_in(widget):
    outer = widget.parentWidget()
    while outer is not None and not isinstance(outer, QScrollArea):
        outer = outer.parentWidget()
    return outer


def torn(stops, window):
    """Return which stops come before one that is read earlier: above, or before it in a line."""
    mirrored = window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    found = []
    for one, other in pairwise(stops):
        if one.isAncestorOf(other):
            continue
        here, there = place_of(one, other, window), place_of(other, one, window)
        after = there.right() < here.left() if mirrored else there.left() > here.right()
        before = there.left() > here.right() if mirrored else there.right() < here.left()
        above, below = there.bottom() < here.top(), there.top() > here.bottom()
        if (above and not after) or (before and not below):
            found.append(f"{name(one)} > {name(other)}")
    return found


def wrong_at(window):
    """Return what is wrong with the way of Tab on the page that is shown."""
    if window.page is not None:
        window.page.take_focus()
    start = QApplication.focusWidget()
    if start is None:
        return ["nothing has the focus"]
    ways = {key: lap(key) for key in (TAB, BACKTAB)}
    found = []
    for key, way in ways.items():
        lost = reachable(window) - set(way)
        found += [f"{key.name} does not reach {name(one)}" for one in lost]
        if len(way) >= MOST:
            found.append(f"{key.name} does not come back to {name(start)}")
    if ways[TAB][1:] != ways[BACKTAB][:0:-1]:
        found.append("the way back is another one")
    found += [one for area in window.tab_areas() for one in torn(area, window)]
    areas = [one for area in window.tab_areas() for one in area]
    if set(areas) != set(ways[TAB]):
        found.append("what the areas have is not what Tab reaches")
    return found


@pytest.mark.parametrize(
    ("kind", "places", "sizes"),
    [
        ("scored", windows.PLACES, SIZES),
        ("survey", windows.SURVEY_PLACES, SIZES[::3]),
        ("start", windows.START_PLACES, SIZES[::3]),
    ],
    ids=["scored", "survey", "start"],
)
def test_tab_reaches_everything_in_the_order_of_reading(make, kind, places, sizes):
    window = make(kind)
    found = {}
    for place in places:
        window.go(Place(*place))
        windows.finish(window)
        for size in sizes:
            window.resize(*size)
            windows.settle()
            wrong = wrong_at(window)
            if wrong:
                found[place, size] = wrong
        window.resize(*SIZES[0])
    assert found == {}


class Shown(QObject):
    """Notes what shows itself as a window of its own."""

    def __init__(self):
        super().__init__()
        self.names = []

    def eventFilter(self, watched, event):
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
        ):
            self.names.append(type(watched).__name__)
        return False


@pytest.mark.parametrize(
    ("kind", "places"), [("scored", windows.PLACES), ("survey", windows.SURVEY_PLACES)]
)
def test_no_part_of_a_page_is_a_window_before_it_has_its_place(make, qapp, kind, places):
    window = make(kind)
    seen = Shown()
    qapp.installEventFilter(seen)
    for place in places:
        window.go(Place(*place))
        windows.finish(window)
    qapp.removeEventFilter(seen)
    assert seen.names == []


def test_mirrored_pages_are_read_from_the_right(make, qapp):
    window = make("scored")
    windows.mirror(qapp, mirrored=True)
    found = {}
    for place in (("overview",), ("questions", "4.1.6"), ("roadmap",), ("report",)):
        window.go(Place(*place))
        windows.finish(window)
        wrong = wrong_at(window)
        if wrong:
            found[place] = wrong
    assert found == {}
