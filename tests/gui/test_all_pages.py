"""Every page at every size, in three languages, mirrored, dark: nothing cut, nothing unnamed."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from excellence_app.gui.charts.chart import Chart
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.desk import Place
from excellence_app.gui.parts.page_view import PageView
from excellence_app.gui.theme import Appearance
from tests.gui import windows
from tests.gui.measuring import cut, overlapping, parts

SIZES = ((1440, 900), (1280, 720), (1024, 768), (800, 560))
LOOKS = ("en", "de", "long", "mirrored", "zoom")
PLACES = windows.PLACES
START = windows.START_PLACES
SURVEY = [(windows.IN_SURVEY, *place) for place in windows.SURVEY_PLACES]
EVERY = [*PLACES, *START, *SURVEY]


@pytest.fixture
def make(theme, tmp_path, qapp):
    """Return a function that opens a window on the filled practice cluster, or without one."""
    made = []

    def open_one(place, look="en"):
        windows.mirror(qapp, mirrored=look == "mirrored")
        theme.set_zoom(200 if look == "zoom" else 100)
        language = look if look in {"de", "long"} else "en"
        if place in START:
            window = windows.start_window(theme, tmp_path, language=language)
        else:
            survey = place[0] == windows.IN_SURVEY
            place = place[1:] if survey else place
            path = windows.survey_copy(tmp_path) if survey else windows.filled_copy(tmp_path)
            window = windows.open_window(theme, path, tmp_path, language=language)
        made.append(window)
        window.resize(1440, 900)
        window.go(Place(*place))
        window.show()
        windows.settle()
        return window

    yield open_one
    for window in made:
        windows.close_window(window)
    windows.mirror(qapp, mirrored=False)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("place", EVERY, ids="-".join)
def test_nothing_is_cut_and_nothing_overlaps(make, place, look):
    window = make(place, look)
    found = {}
    for size in SIZES:
        window.resize(*size)
        windows.settle()
        assert len(parts(window.page)) > 3
        wrong = [*cut(window.page), *overlapping(window.page)]
        side = window.page.side()
        if side is not None and side.isVisible():
            wrong += [*cut(side), *overlapping(side)]
        wrong += cut(window.sidebar) if window.sidebar.isVisible() else []
        if wrong:
            found[size] = wrong
    assert found == {}


@pytest.mark.parametrize("place", EVERY, ids="-".join)
def test_dark_pages_are_dark(make, theme, place):
    window = make(place)
    theme.set_appearance(Appearance.DARK)
    windows.settle()
    image = window.frame.grab().toImage()
    paper = [  # in the preview of a report it stays white
        QRect(view.mapTo(window.frame, QPoint()), view.size())
        for view in window.frame.findChildren(PageView)
    ]
    bright = [
        QColor(image.pixel(x, y)).lightness() > 128
        for x in range(0, image.width(), 9)
        for y in range(0, image.height(), 9)
        if not any(area.contains(x, y) for area in paper)
    ]
    assert len(bright) > 3000
    assert sum(bright) < 0.1 * len(bright)


def walked(interface):
    """Return an accessible thing and all that is in it."""
    found = [interface]
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            found += walked(child)
    return found


@pytest.mark.parametrize("place", EVERY, ids="-".join)
def test_whatever_takes_the_focus_has_a_role_and_a_name(make, place):
    window = make(place)
    nameless = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy().value:
            continue
        inside = widget.parentWidget()
        if inside is not None and inside.focusProxy() is widget:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        role, name = interface.role(), interface.text(QAccessible.Text.Name)
        if role in {QAccessible.Role.NoRole, QAccessible.Role.Client} or not name:
            nameless.append(f"{type(widget).__name__} {role.name} {name!r}")
    assert nameless == []


@pytest.mark.parametrize("place", EVERY, ids="-".join)
def test_charts_are_told(make, place):
    window = make(place)
    silent = []
    for chart in window.findChildren(Chart):
        if chart.isVisible():
            interface = QAccessible.queryAccessibleInterface(chart)
            if not interface.text(QAccessible.Text.Name):
                silent.append(type(chart).__name__)
    assert silent == []


@pytest.mark.parametrize("place", EVERY, ids="-".join)
def test_all_labels_show_plain_text(make, place):
    labels = [one for one in make(place).findChildren(QLabel) if one.isVisible()]
    assert labels
    assert [one.text() for one in labels if not isinstance(one, PlainLabel)] == []


@pytest.mark.parametrize("place", EVERY, ids="-".join)
def test_something_has_the_focus_and_it_is_on_the_page(make, place, qtbot):
    window = make(place)
    with qtbot.waitActive(window):
        window.activateWindow()
    window.page.take_focus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.page.isAncestorOf(focused)
