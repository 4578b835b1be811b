"""Settings: applied at once, remembered, with keys that conflicts are told of."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from excellence_app.gui.commands import BY_ID
from excellence_app.gui.parts.chosen_keys import keys_of, objection, with_key
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.theme import Appearance
from excellence_app.language.catalogues import Words
from tests.gui import windows
from tests.gui.pages.quiet import segment, shown_page, stands

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "settings") as page:
        yield page
    theme.set_appearance(Appearance.SYSTEM)
    theme.set_zoom(100)


def choose(drop_down, key):
    drop_down.setCurrentIndex(drop_down.findData(key))
    drop_down.activated.emit(drop_down.currentIndex())


def press_keys(qtbot, field, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.waits
    qtbot.keyClick(field, key, modifiers)


def test_the_theme_changes_at_once_and_is_remembered(page):
    segment(page.appearance, "dark").click()
    assert page.theme.dark
    assert page.desk.preferences.theme == "dark"
    segment(page.appearance, "light").click()
    assert not page.theme.dark


def test_the_zoom_changes_at_once_and_follows_the_keys(page):
    choose(page.zoom, "150")
    assert page.theme.zoom == 150
    assert page.desk.preferences.zoom == 150
    page.desk.run("zoom_normal")
    assert page.zoom.entry == "100"


def test_another_language_is_remembered_and_the_windows_are_asked_for_it(page):
    asked = []
    page.desk.asked.connect(asked.append)
    assert page.language.entry == ""
    choose(page.language, "de")
    assert page.desk.preferences.language == "de"
    choose(page.language, "")
    assert page.desk.preferences.language == ""
    assert asked == ["speak", "speak"]


def test_thresholds_while_answering_are_switched_here_and_in_the_menu(page, qtbot):
    action = page.window().actions_by_id["thresholds"]
    qtbot.mouseClick(page.thresholds, Qt.MouseButton.LeftButton)
    assert page.desk.preferences.show_thresholds is False
    assert not action.isChecked()
    action.trigger()
    assert page.thresholds.isChecked()


def test_a_folder_is_taken_and_given_back(page, tmp_path):
    usual = page.folder.text()
    page.take_folder(str(tmp_path))
    assert page.desk.preferences.folder == str(tmp_path)
    assert page.folder.text() == str(tmp_path)
    assert not page.usual_folder.isHidden()
    page.usual_folder.click()
    assert page.desk.preferences.folder == ""
    assert page.folder.text() == usual


def test_a_key_is_chosen_by_pressing_it(page, qtbot):
    page.open_keys()
    row = page.key_rows["history"]
    press_keys(qtbot, row.field, Qt.Key.Key_H, CONTROL)
    assert dict(page.desk.preferences.keys) == {"history": "Ctrl+H"}
    assert row.field.accessibleName() == "History: Ctrl H"
    assert not row.usual.isHidden()
    row.usual.click()
    assert dict(page.desk.preferences.keys) == {}
    assert row.field.accessibleName() == "History: No key"


def test_keys_that_are_waited_for_run_no_command(page, qtbot):
    page.open_keys()
    page.window().activateWindow()
    row = page.key_rows["check"]
    press_keys(qtbot, row.field, Qt.Key.Key_1, CONTROL)  # else Overview
    assert page.window().page is page
    assert "Overview" in row.message.text
    assert dict(page.desk.preferences.keys) == {}


def test_escape_leaves_a_key_and_backspace_takes_it_away(page, qtbot):
    page.open_keys()
    row = page.key_rows["jump"]
    press_keys(qtbot, row.field, Qt.Key.Key_Escape)
    assert not row.field.waits
    assert dict(page.desk.preferences.keys) == {}
    press_keys(qtbot, row.field, Qt.Key.Key_Backspace)
    assert dict(page.desk.preferences.keys) == {"jump": ""}
    press_keys(qtbot, page.key_rows["check"].field, Qt.Key.Key_K, CONTROL)
    assert dict(page.desk.preferences.keys) == {"jump": "", "check": "Ctrl+K"}
    row.usual.click()  # somebody else has it now
    assert "Check answers" in row.message.text
    assert page.desk.preferences.keys["jump"] == ""
    page.all_usual.click()
    assert dict(page.desk.preferences.keys) == {}


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", ""),
        ("Ctrl+H", ""),
        ("F7", ""),
        ("H", "Plain characters"),
        ("Shift+H", "Plain characters"),
        ("Ctrl+Alt+H", "many keyboards"),
        ("Alt+3", "level"),
        ("Ctrl+C", "text fields"),
        ("Ctrl+Return", "question"),
        ("Ctrl+Y", "Redo"),
        ("Ctrl+=", "Zoom in"),
    ],
)
def test_some_keys_cannot_be_chosen(qapp, key, said):
    assert qapp is not None
    found = objection(BY_ID["history"], key, {}, Words())
    assert bool(found) == bool(said)
    assert said in found


def test_chosen_keys_take_the_place_of_ours():
    assert keys_of(BY_ID["redo"], {}) == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert keys_of(BY_ID["redo"], {"redo": "F7"}) == ("F7",)
    assert keys_of(BY_ID["redo"], {"redo": ""}) == ()
    assert with_key(BY_ID["redo"], "F7", {"undo": "F8"}) == {"undo": "F8", "redo": "F7"}
    assert with_key(BY_ID["redo"], "Ctrl+Shift+Z", {"redo": "F7"}) == {}


def test_key_caps_keep_a_plus(qapp):
    assert qapp is not None
    assert key_words("Ctrl++") == "Ctrl +"
    assert key_words("Ctrl+Shift+Z") == "Ctrl Shift Z"
    assert key_words("") == ""


def test_a_window_without_a_document_has_settings_as_well(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "settings", bare=True) as page:
        qtbot.mouseClick(page.thresholds, Qt.MouseButton.LeftButton)
        assert page.desk.preferences.show_thresholds is False
        qtbot.mouseClick(page.change_keys, Qt.MouseButton.LeftButton)
        assert QApplication.focusWidget() is page.key_rows["new"].field


def test_the_page_stands_in_every_window(theme, tmp_path):
    def open_all(page):
        page.open_keys()
        page.take_key(page.key_rows["history"], "Ctrl+Z")
        page.take_folder(str(tmp_path))

    assert stands(theme, tmp_path, "settings", open_all) == []


def test_the_page_stands_mirrored(theme, tmp_path, qapp):
    windows.mirror(qapp, mirrored=True)
    try:
        assert stands(theme, tmp_path, "settings", lambda page: page.open_keys()) == []
    finally:
        windows.mirror(qapp, mirrored=False)
