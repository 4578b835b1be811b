"""Find on this page: goes through what has the words, says how many, closes with Esc."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from excellence_app.gui.desk import Place
from excellence_app.gui.find_bar import FindBar, InView, find_on_page
from tests.gui import windows
from tests.gui.measuring import cut, overlapping


@pytest.fixture
def window(theme, tmp_path):
    path = windows.practice_copy(tmp_path)
    window = windows.open_window(theme, path, tmp_path)
    window.resize(1280, 720)
    window.go(Place("settings"))
    window.show()
    window.activateWindow()
    windows.settle()
    yield window
    windows.close_window(window)


@pytest.fixture
def bar(window):
    bar = find_on_page(window)
    windows.settle()
    return bar


def frames(window):
    return [one for one in window.findChildren(QWidget, "found") if one.isVisible()]


def test_it_finds_labels_and_buttons_from_top_to_bottom(window, bar, qtbot):
    assert bar.field.hasFocus()
    qtbot.keyClicks(bar.field, "FOLDER")
    tops = [one.mapTo(window.page, one.rect().topLeft()).y() for one in bar.hits]
    assert len(tops) > 1
    assert tops == sorted(tops)
    assert bar.count.text() == f"1 of {len(tops)}"


def test_enter_goes_on_and_round_and_brings_into_sight(window, bar, qtbot):
    qtbot.keyClicks(bar.field, "folder")
    many = len(bar.hits)
    view = window.page.view if hasattr(window.page, "view") else None
    for place in [*range(1, many), 0]:
        qtbot.keyClick(bar.field, Qt.Key.Key_Return)
        assert bar.count.text() == f"{place + 1} of {many}"
        assert len(frames(window)) == 1
        assert not bar.hit.visibleRegion().isEmpty()
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == f"{many} of {many}"
    assert view is None or view.isVisible()


def test_what_is_not_there_is_said(window, bar, qtbot):
    qtbot.keyClicks(bar.field, "qqqq")
    assert bar.count.text() == "Not on this page"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert frames(window) == []


def test_esc_leads_to_what_was_found(window, bar, qtbot):
    qtbot.keyClicks(bar.field, "Choose a folder")
    button = bar.hit
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert QApplication.focusWidget() is button
    assert frames(window) == []


def test_esc_without_a_find_gives_the_focus_back(window, qtbot):
    before = QApplication.focusWidget()
    bar = find_on_page(window)
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_another_page_closes_it_and_there_is_one_bar_only(window, bar):
    window.go(Place("about"))
    assert bar.isHidden()
    assert find_on_page(window) is bar
    assert len(window.findChildren(FindBar)) == 1


def test_rows_of_tables_are_found(window, qtbot):
    window.go(Place("results"))
    bar = find_on_page(window)
    qtbot.keyClicks(bar.field, "life-long")
    found = [one for one in bar.hits if isinstance(one, InView)]
    assert len(found) == 1
    assert len(frames(window)) == 1


@pytest.mark.parametrize("language", ["en", "long"])
def test_it_stands(theme, tmp_path, language):
    path = windows.practice_copy(tmp_path)
    window = windows.open_window(theme, path, tmp_path, language=language)
    window.resize(800, 560)
    window.go(Place("settings"))
    window.show()
    bar = find_on_page(window)
    bar.field.setText("qqqq")
    bar.next()
    windows.settle()
    assert cut(bar) == []
    assert overlapping(bar) == []
    bar.dismiss()
    windows.close_window(window)
