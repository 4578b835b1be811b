"""Search or jump to: typed, chosen with the arrows, gone to with Enter, closed with Esc."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from excellence_app.gui.desk import Place
from excellence_app.gui.jump import JumpList
from excellence_app.session.searching import Entry, Index, Kind
from tests.gui import windows
from tests.gui.measuring import cut, overlapping


@pytest.fixture
def window(theme, tmp_path):
    path = windows.practice_copy(tmp_path)
    window = windows.open_window(theme, path, tmp_path)
    window.go(Place("settings"))
    window.show()
    window.activateWindow()
    windows.settle()
    yield window
    windows.close_window(window)


@pytest.fixture
def jump(window):
    jump = JumpList(window)
    jump.open()
    windows.settle()
    return jump


def titles(jump):
    return [one.entry.title for one in jump.list.results.found]


def jumps(window):
    windows.settle()
    return [one for one in window.findChildren(JumpList) if one.isVisible()]


def test_it_opens_with_pages_and_takes_the_focus(jump):
    assert jump.field.hasFocus()
    assert titles(jump)[:3] == ["Next open question", "Overview", "Questions"]
    assert jump.current.key == "next_open"


def test_a_number_and_enter_lead_to_the_question(window, jump, qtbot):
    qtbot.keyClicks(jump.field, "2.2.3")
    assert jump.current == jump.list.results.found[0].entry
    assert jump.current.number == "2.2.3"
    qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    assert window.here.page == "questions"
    assert window.here.item == "2.2.3"
    assert jumps(window) == []


def test_words_find_titles_texts_evidence_terms_and_commands(jump, qtbot):
    qtbot.keyClicks(jump.field, "member")
    kinds = {one.entry.kind for one in jump.list.results.found}
    assert {Kind.QUESTION, Kind.EVIDENCE, Kind.TERM} <= kinds
    jump.field.clear()
    qtbot.keyClicks(jump.field, "zoom")
    assert {"zoom_in", "zoom_out"} <= {one.entry.key for one in jump.list.results.found}


def test_pages_are_found_by_what_is_on_them(jump, qtbot):
    for words, key in (("profile", "profile"), ("backups", "versions"), ("dark", "settings")):
        jump.field.clear()
        qtbot.keyClicks(jump.field, words)
        assert key in {one.entry.key for one in jump.list.results.found}


def test_a_word_of_the_glossary_is_shown_alone(window, jump, qtbot):
    qtbot.keyClicks(jump.field, "profile")
    assert jump.current.kind is Kind.TERM
    qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    shown = [row for row in window.page.terms if not row.isHidden()]
    assert 0 < len(shown) < len(window.page.terms)
    assert window.page.search.text() == "Profile"
    assert window.page.search.selectedText() == "Profile"


def test_arrows_go_round_and_pages_stop_at_the_ends(jump, qtbot):
    last = len(titles(jump)) - 1
    for key, row in (
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, last),
        (Qt.Key.Key_Down, 0),
        (Qt.Key.Key_PageDown, 8),
        (Qt.Key.Key_PageDown, last),
        (Qt.Key.Key_PageUp, last - 8),
    ):
        qtbot.keyClick(jump.field, key)
        assert jump.list.currentIndex().row() == row
    assert jump.field.hasFocus()


def test_a_command_is_done_after_the_list_has_closed(window, jump, qtbot, theme):
    qtbot.keyClicks(jump.field, "zoom in")
    qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: theme.zoom > 100)
    assert jumps(window) == []
    theme.set_zoom(100)


def test_a_page_is_gone_to(window, jump, qtbot):
    qtbot.keyClicks(jump.field, "glossary")
    assert jump.current.key == "glossary"
    qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.here == Place("help", "glossary"))


def test_esc_closes_and_gives_the_focus_back(window, qtbot):
    field = window.page.findChildren(type(window.sidebar.search))
    before = QApplication.focusWidget()
    jump = JumpList(window)
    jump.open()
    qtbot.keyClick(jump.field, Qt.Key.Key_Escape)
    assert jumps(window) == []
    assert QApplication.focusWidget() is before
    assert window.here.page == "settings"
    assert field == []


def test_a_press_beside_it_and_a_second_ctrl_k_close_it(window, jump, qtbot):
    qtbot.mouseClick(jump, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert jumps(window) == []
    JumpList(window).open()
    assert len(jumps(window)) == 1
    JumpList(window).open()
    assert jumps(window) == []


def test_a_click_goes_to_a_result(window, jump, qtbot):
    qtbot.keyClicks(jump.field, "settings")
    jump.field.clear()
    qtbot.keyClicks(jump.field, "report")
    area = jump.list.visualRect(jump.list.results.index(0, 0))
    expected = jump.list.results.found[0].entry
    qtbot.mouseClick(jump.list.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert expected.kind is Kind.PAGE
    qtbot.waitUntil(lambda: window.here.page == "report")


def test_nothing_found_is_said_in_words(jump, qtbot):
    qtbot.keyClicks(jump.field, "qqqq")
    assert jump.list.isHidden()
    assert jump.current is None
    qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    assert jump.isVisible()


def test_screen_readers_hear_each_result_and_its_place(jump, qtbot):
    qtbot.keyClicks(jump.field, "2.2.3")
    field = QAccessible.queryAccessibleInterface(jump.field)
    told = field.text(QAccessible.Text.Description)
    assert told == "2.2.3 Life-long learning of the team, Question, 1 of 1"
    told = QAccessible.queryAccessibleInterface(jump.list)
    assert told.role() == QAccessible.Role.List
    assert "2.2.3 Life-long learning" in told.child(0).text(QAccessible.Text.Name)


def test_a_window_without_a_document_has_its_commands(theme, tmp_path):
    window = windows.start_window(theme, tmp_path)
    jump = JumpList(window)
    assert {one.entry.key for one in jump.index.find("new")} == {"new"}
    assert jump.index.find("overview") == ()
    windows.close_window(window)


def test_it_stays_quick_with_3100_questions(jump, qtbot):
    jump.index = Index(
        Entry(Kind.QUESTION, f"{n}", f"Question about {n}", f"{n}", "What is done? " * 12)
        for n in range(3100)
    )
    qtbot.keyClicks(jump.field, "question 31")
    assert len(titles(jump)) == 40
    assert titles(jump)[0].startswith("Question about 31")


@pytest.mark.parametrize("language", ["en", "long"])
@pytest.mark.parametrize("size", [(1440, 900), (800, 560)], ids=str)
def test_it_stands(theme, tmp_path, language, size):
    path = windows.practice_copy(tmp_path)
    window = windows.open_window(theme, path, tmp_path, language=language)
    window.resize(*size)
    window.go(Place("settings"))
    window.show()
    jump = JumpList(window)
    jump.open()
    for text in ("", "member", "qqqq"):
        jump.field.setText(text)
        windows.settle()
        assert cut(jump) == []
        assert overlapping(jump) == []
        assert window.rect().contains(jump.panel.geometry())
    jump.close_list()
    windows.close_window(window)
