"""Results and gaps on a real window: rows, filters, the way to a question and back, planning."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMenu

from excellence_app.gui.components.message_strip import MessageStrip
from excellence_app.gui.desk import Place
from excellence_app.gui.parts.table.rows import Head, Line
from excellence_app.gui.theme import TextStyle, Weight
from excellence_app.session import edits
from excellence_app.session.gap_planning import planned_for
from tests.gui import windows
from tests.gui.pages.result_pages import PLAIN, SURVEY, document, faults, shown_page

Key, Modifier = Qt.Key, Qt.KeyboardModifier
BELOW = ["5.3", "3.2", "4.1.6", "2.2.3", "2.6", "4.1.5", "5.1"]


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "results") as shown:
        yield shown


def heads(page):
    return [entry.title for entry in page.table.rows.entries if isinstance(entry, Head)]


def strips(page):
    return [strip for strip in page.findChildren(MessageStrip) if strip.isVisibleTo(page)]


def press(qtbot, widget, key, modifier=Modifier.NoModifier):
    qtbot.keyClick(widget, key, modifier)
    windows.settle()


def test_gaps_come_first_the_widest_on_top(page):
    assert page.title() == "Seven gaps to close for Gold"
    assert heads(page)[:3] == ["Below the threshold", "Not answered", "Threshold met"]
    assert list(page.table.rows.keys)[:9] == [*BELOW, "2.7", "4.4"]
    assert page.table.hasFocus()
    assert page.table.current == "5.3"


def test_filters_show_some_of_the_rows(page):
    page.only.chosen.emit("below")
    assert list(page.table.rows.keys) == BELOW
    page.only.chosen.emit("open")
    assert list(page.table.rows.keys) == ["2.7", "4.4"]
    page.only.chosen.emit("all")
    assert len(page.table.rows.keys) == 31


def test_ctrl_f_finds_by_number_and_name(page, qtbot):
    page.window().run("find")
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "finan")
    press(qtbot, page.search, Key.Key_Return)
    found = {
        page.table.rows.line_at(page.table.rows.place_of(k)).title for k in page.table.rows.keys
    }
    assert found
    assert all("financ" in title.casefold() for title in found)
    qtbot.keyClicks(page.search, "no such thing")
    press(qtbot, page.search, Key.Key_Return)
    assert page.table.isHidden()
    assert not page.nothing.isHidden()
    page.show_all.click()
    assert len(page.table.rows.keys) == 31
    assert page.table.hasFocus()


def test_order_and_groups_are_remembered(theme, tmp_path):
    path = windows.practice_copy(tmp_path)
    with shown_page(theme, tmp_path, "results", path=path) as page:
        page.sort.chosen.emit("number")
        page.group.chosen.emit("none")
        assert heads(page) == []
        assert list(page.table.rows.keys)[:2] == ["1.1.0", "1.1.1"]
    with shown_page(theme, tmp_path, "results", path=path) as page:
        assert page.sort.entry == "number"
        assert page.group.entry == "none"
        assert list(page.table.rows.keys)[:2] == ["1.1.0", "1.1.1"]


def test_groups_by_dimension(page):
    page.group.chosen.emit("dimension")
    assert len(heads(page)) == 5
    assert heads(page)[0].startswith("1 ")


def test_enter_opens_the_question_and_esc_returns_to_the_row(page, qtbot):
    window = page.window()
    for _ in range(2):
        press(qtbot, page.table, Key.Key_Down)
    assert page.table.current == "4.1.6"
    press(qtbot, page.table, Key.Key_Return)
    assert window.here == Place("questions", "4.1.6")
    window.go_back()
    windows.settle()
    assert window.page is page
    assert page.table.hasFocus()
    assert page.table.current == "4.1.6"


def test_arrows_skip_the_heads(page, qtbot):
    page.table.show_current("5.1")
    press(qtbot, page.table, Key.Key_Down)
    assert page.table.current == "2.7"
    press(qtbot, page.table, Key.Key_Up)
    assert page.table.current == "5.1"
    press(qtbot, page.table, Key.Key_Home)
    assert page.table.current == "5.3"
    assert page.table.verticalScrollBar().value() == 0
    press(qtbot, page.table, Key.Key_End)
    assert page.table.current == page.table.rows.keys[-1]
    press(qtbot, page.table, Key.Key_PageUp)
    assert page.table.current != page.table.rows.keys[-1]
    assert page.table.rows.line_at(page.table.currentIndex().row()) is not None


def test_a_gap_gets_an_action_and_undo_takes_it_back_here(page, qtbot):
    window, document_ = page.window(), page.desk.document
    page.table.show_current("3.2")
    press(qtbot, page.table, Key.Key_Return, Modifier.ControlModifier)
    planned = planned_for(document_.criteria, document_.assessment)
    assert len(document_.assessment.roadmap) == 1
    assert planned["3.2"].number == 1
    index = page.table.rows.index(page.table.rows.place_of("3.2"), 5)
    assert index.data() == "Open action 1"
    assert page.table.current == "3.2"
    window.run("undo")
    assert window.page is page
    assert document_.assessment.roadmap == ()
    assert index.data() == "Add to roadmap"


def test_the_button_in_a_row_can_be_pressed(page, qtbot):
    area = page.table.cell_area("5.3", 5)
    at = QPointF(area.left() + 20, area.center().y()).toPoint()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(page.desk.document.assessment.roadmap) == 1
    area = page.table.cell_area("2.7", 5)
    at = QPointF(area.left() + 20, area.center().y()).toPoint()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.window().here == Place("questions", "2.7")


def test_a_click_beside_the_button_only_chooses_the_row(page, qtbot):
    area = page.table.cell_area("2.7", 2)
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=area.center().toPoint())
    assert page.table.current == "2.7"
    assert page.window().here.page == "results"
    qtbot.mouseDClick(
        page.table.viewport(), Qt.MouseButton.LeftButton, pos=area.center().toPoint()
    )
    assert page.window().here == Place("questions", "2.7")


def test_who_may_not_change_is_offered_no_change(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "results", change=False) as page:
        texts = {page.table.rows.index(page.table.rows.place_of(key), 5).data() for key in BELOW}
        assert texts == {"Open question"}
        press(qtbot, page.table, Key.Key_Return, Modifier.ControlModifier)
        assert page.window().here == Place("questions", "5.3")


def test_another_label_is_looked_at_and_the_target_stays(page):
    target = page.desk.document.target
    page.labels_switch.chosen.emit("silver")
    titles = page.table.rows.headerData(3, Qt.Orientation.Horizontal)
    assert titles == "Against Silver"
    assert page.desk.document.target == target
    assert page.desk.document.undo_name == ""
    page.labels_switch.chosen.emit("gold")
    assert list(page.table.rows.keys)[:7] == BELOW


def test_a_strip_names_rules_that_are_no_indicators(page):
    (strip,) = strips(page)
    assert strip.accessibleName().startswith("Gold has 2 more rules that are not met yet")
    assert "69.8 to 76.7%" in strip.accessibleName()


def test_one_dimension_alone_and_all_again(theme, tmp_path):
    with shown_page(theme, tmp_path, "results/3") as page:
        assert list(page.table.rows.keys) == ["3.2", "3.1"]
        first = strips(page)[0]
        first.buttons["all"].click()
        windows.settle()
        assert len(page.table.rows.keys) == 31


def test_rows_are_copied_as_a_table(page, qtbot):
    press(qtbot, page.table, Key.Key_C, Modifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 32
    assert lines[0].split("\t")[1] == "Indicator"
    assert lines[1].split("\t")[:2] == ["5.3", "Participant satisfaction assessment"]


def test_the_menu_of_a_row_has_what_can_be_done(page):
    page.table.menu_asked.emit("3.2", QPoint(5, 5))
    (menu,) = page.findChildren(QMenu)
    names = [action.text().split("\t")[0] for action in menu.actions()]
    assert names == ["Open question 3.2", "Add to roadmap", "Copy as table"]
    menu.actions()[1].trigger()
    menu.close()
    assert len(page.desk.document.assessment.roadmap) == 1


def test_an_answer_changes_its_row_and_nothing_moves_away(page):
    document_ = page.desk.document
    page.table.show_current("3.2")
    assert document_.change(edits.answer, "4.4", "4") is None
    assert "4.4" in list(page.table.rows.keys)
    place = page.table.rows.place_of("4.4")
    assert page.table.rows.index(place, 2).data() == "4 of 4"
    assert page.table.current == "3.2"


def test_small_windows_have_rows_of_two_lines(page):
    page.window().resize(800, 560)
    windows.settle()
    table = page.table
    assert table.is_narrow
    assert table.horizontalHeader().isHidden()
    for key in BELOW[:2]:
        row = table.visualRect(table.rows.index(table.rows.place_of(key), 0))
        for column in range(1, 6):
            area = table.cell_area(key, column).toAlignedRect()
            assert row.contains(area), (key, column)
    page.window().resize(1440, 900)
    windows.settle()
    assert not table.is_narrow


def test_names_are_never_cut(page):
    table, style = page.table, TextStyle.BODY
    for width in (1440, 1100, 1000, 800):
        page.window().resize(width, 900)
        windows.settle()
        for place, entry in enumerate(table.rows.entries):
            if isinstance(entry, Line):
                weight = Weight.REGULAR if entry.calm else Weight.MEDIUM
                words = page.theme.paragraph(entry.title, style, weight, table.lay.name_room())
                assert words.height <= table.rowHeight(place), (width, entry.title)


def test_screen_readers_hear_a_table_with_sentences(page):
    interface = QAccessible.queryAccessibleInterface(page.table)
    assert interface.role() is QAccessible.Role.Table
    place = page.table.rows.place_of("3.2")
    spoken = page.table.rows.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "level 1 of 4" in spoken
    assert "2 levels short" in spoken
    assert "1 item of evidence" in spoken


def test_before_the_first_answer_one_button_leads_to_it(theme, tmp_path):
    with shown_page(theme, tmp_path, "results", path=document(tmp_path)) as page:
        assert not page.empty.isHidden()
        assert page.table.isHidden() or page.card.isHidden()
        assert strips(page) == []
        page.empty.button.click()
        assert page.window().here == Place("questions", "1.1")


def test_a_set_without_labels_and_one_without_indicators(theme, tmp_path):
    path = document(tmp_path, PLAIN, [("1.1", "1")])
    with shown_page(theme, tmp_path, "results", path=path) as page:
        assert list(page.table.rows.keys) == ["1.2", "1.1"]
        assert page.labels_switch is None
        assert page.roadmap_button.isHidden()
    other = tmp_path / "other"
    other.mkdir()
    path = document(other, SURVEY, [("q1", "yes")])
    with shown_page(theme, other, "results", path=path) as page:
        assert not page.empty.isHidden()


def test_nothing_is_cut_and_nothing_overlaps(theme, tmp_path):
    assert faults(theme, tmp_path, "results") == []


def test_in_small_windows_the_page_alone_scrolls_and_follows_the_row(page, qtbot):
    page.window().resize(800, 560)
    windows.settle()
    table = page.table
    assert table.verticalScrollBar().maximum() == 0
    assert page.frame.area.verticalScrollBar().maximum() > 1000
    table.setFocus()
    qtbot.keyClick(table, Key.Key_End)
    windows.finish(page.window())
    area = table.current_area()
    top = table.mapTo(page, area.topLeft()).y()
    assert top >= 0
    assert top + area.height() <= page.height()
    page.window().resize(1440, 900)
    windows.settle()
    assert table.verticalScrollBar().maximum() > 0
