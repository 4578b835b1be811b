"""Every component in every look: nothing is cut, nothing overlaps, nothing shows itself early."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from excellence_app.gui.components.label import PlainLabel
from tests.gui import gallery
from tests.gui.measuring import cut, overlapping, parts

CASES = [(page, look) for page in gallery.PAGES for look in gallery.looks()]


@pytest.fixture
def make(qtbot, theme):
    def make(name, look, size=None):
        page = gallery.make_page(theme, name, look, size)
        qtbot.addWidget(page)
        return page

    return make


@pytest.mark.parametrize(("name", "look"), CASES)
def test_nothing_is_cut_and_nothing_overlaps(make, name, look):
    page = make(name, look)
    assert len(parts(page)) > 30
    assert cut(page) == []
    assert overlapping(page) == []


@pytest.mark.parametrize("look", ["zoom-200", "zoom-200-long"])
def test_nothing_is_cut_in_a_small_window_at_200_percent(qtbot, theme, look, monkeypatch):
    monkeypatch.setattr(gallery, "looks", with_long_zoom)
    page = gallery.make_page(theme, "column", look, (800, 560))
    qtbot.addWidget(page)
    assert cut(page) == []
    assert overlapping(page) == []


def with_long_zoom(made=gallery.looks()):  # noqa: B008 - as it is before it is replaced
    light, contrast, _say, direction, zoom = made["zoom-200"]
    return made | {"zoom-200-long": (light, contrast, gallery.at_length, direction, zoom)}


@pytest.mark.parametrize("zoom", [80, 125, 200])
def test_a_new_zoom_reaches_every_part(qtbot, make, theme, zoom):
    page = make("column", "light", (1200, 900))
    theme.set_zoom(zoom)
    gallery.settle(page)
    fresh = gallery.column_alone(theme, gallery.plainly)
    qtbot.addWidget(fresh)
    fresh.resize(page.size())
    fresh.show()
    gallery.settle(fresh)
    assert cut(page) == []
    sizes, wanted = ([(type(w), w.size()) for w in parts(whole)] for whole in (page, fresh))
    assert sizes == wanted


def test_mirrored_pages_are_mirrored(make):
    there = make("states", "light")
    back = make("states", "mirrored")
    first, mirrored = (page.findChildren(PlainLabel)[0] for page in (there, back))
    assert first.x() < there.width() / 3
    assert mirrored.geometry().right() > back.width() * 2 / 3


@pytest.mark.parametrize("name", gallery.PAGES)
def test_dark_pages_are_dark(make, name):
    image = make(name, "dark").grab().toImage()
    bright = [
        QColor(image.pixel(x, y)).lightness() > 128
        for x in range(0, image.width(), 7)
        for y in range(0, image.height(), 7)
    ]
    assert sum(bright) < 0.1 * len(bright)


def test_a_page_that_is_gone_leaves_nothing_behind(theme):
    def labels():
        return sum(isinstance(thing, PlainLabel) for thing in gc.get_objects())

    counts = []
    for _ in range(3):
        page = gallery.make_page(theme, "question", "light")
        page.close()
        page.deleteLater()
        del page
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        theme.set_zoom(110)  # nobody who is gone may be asked to measure again
        gc.collect()
        counts.append(labels())
    assert counts[0] == counts[1] == counts[2]


class Windows(QObject):
    """Counts windows that open."""

    def __init__(self):
        super().__init__()
        self.opened = []

    def eventFilter(self, watched, event):
        opens = event.type() is QEvent.Type.Show and isinstance(watched, QWidget)
        if opens and watched.isWindow():
            self.opened.append(watched)
        return False


@pytest.mark.parametrize("name", gallery.PAGES)
def test_making_a_page_opens_no_window_but_its_own(qapp, make, name):
    windows = Windows()
    qapp.installEventFilter(windows)
    page = make(name, "light")
    qapp.removeEventFilter(windows)
    assert windows.opened == [page]


@pytest.mark.parametrize("name", gallery.PAGES)
def test_all_labels_are_ours_and_plain(make, name):
    labels = make(name, "light").findChildren(QLabel)
    assert labels
    assert [label for label in labels if not isinstance(label, PlainLabel)] == []


@pytest.mark.parametrize("name", gallery.PAGES)
def test_whatever_takes_the_focus_has_a_name(make, name):
    page = make(name, "light")
    nameless = [
        widget
        for widget in parts(page)
        if widget.focusPolicy().value and not widget.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize("name", gallery.PAGES)
def test_whatever_can_be_pressed_is_large_enough(make, name):
    page = make(name, "light")
    small = [
        f"{widget.accessibleName()}: {widget.width()} x {widget.height()}"
        for widget in parts(page)
        if widget.focusPolicy().value and min(widget.width(), widget.height()) < 24
    ]
    assert small == []
