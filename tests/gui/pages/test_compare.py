"""Compare on a real window: what rose and fell, the dimensions beside it, and without a past."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.desk import Place
from excellence_app.gui.parts.table.rows import Head
from excellence_app.session import edits
from tests.gui import windows
from tests.gui.pages.result_pages import document, faults, shown_page

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "compare") as shown:
        yield shown


def heads(page):
    return [
        (entry.title, entry.amount) for entry in page.table.rows.entries if isinstance(entry, Head)
    ]


def cell(page, key, column):
    return page.table.rows.index(page.table.rows.place_of(key), column).data()


def test_what_rose_fell_and_stayed(page):
    assert page.title() == "From 43.9% to 69.8% so far in 21 months"
    assert heads(page) == [
        ("Risen", "20"),
        ("Fallen", "1"),
        ("Unchanged", "7"),
        ("Known only before", "2"),
    ]
    assert list(page.table.rows.keys)[:2] == ["4.5", "5.2"]
    assert cell(page, "4.5", 2) == "1, then 4"
    assert cell(page, "4.5", 3) == "+3"
    assert cell(page, "2.3", 3) == "−1"
    assert cell(page, "1.1.0", 3) == "same"


def test_dimensions_stand_beside_the_table_or_in_it(page):
    assert page.side().isVisible()
    words = [label.text() for label in page.side().findChildren(PlainLabel)]
    assert "69.8 to 76.7%" in words
    assert "62.5%" in words
    page.window().resize(1280, 720)
    windows.settle()
    assert heads(page)[0][0] == "Total and dimensions, 0 to 100%"
    assert cell(page, "dimension ", 2) == "43.9%, then 69.8 to 76.7%"
    page.window().resize(1440, 900)
    windows.settle()
    assert heads(page)[0][0] == "Risen"


def test_enter_opens_a_question_and_a_dimension_its_results(page, qtbot):
    window = page.window()
    qtbot.keyClick(page.table, Key.Key_Down)
    qtbot.keyClick(page.table, Key.Key_Return)
    assert window.here == Place("questions", "5.2")
    window.go_back()
    windows.settle()
    assert page.table.current == "5.2"
    assert page.table.hasFocus()
    window.resize(1280, 720)
    windows.settle()
    page.table.show_current("dimension 3")
    qtbot.keyClick(page.table, Key.Key_Return)
    assert window.here == Place("results", "3")


def test_order_is_remembered_and_rows_are_found(page, qtbot):
    page.sort.chosen.emit("number")
    assert page.table.first_key() == "1.1.1"
    assert page.desk.remembered("compare_sort") == "number"
    page.window().run("find")
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "5.")
    qtbot.keyClick(page.search, Key.Key_Return)
    assert set(page.table.rows.keys) == {"5.1", "5.2", "5.3"}
    qtbot.keyClicks(page.search, "no such thing")
    qtbot.keyClick(page.search, Key.Key_Return)
    assert page.table.isHidden()


def test_a_change_moves_its_row(page):
    assert page.desk.document.change(edits.answer, "4.5", "1") is None
    assert cell(page, "4.5", 3) == "same"
    assert ("Unchanged", "8") in heads(page)


def test_rows_are_copied_as_a_table(page, qtbot):
    qtbot.keyClick(page.table, Key.Key_C, Modifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 31
    assert lines[1].split("\t")[:2] == ["4.5", "Working groups"]


def test_without_an_earlier_assessment_it_says_how_one_comes_about(theme, tmp_path):
    with shown_page(theme, tmp_path, "compare", path=document(tmp_path)) as page:
        assert page.side() is None
        assert not page.empty.isHidden()
        assert page.card.isHidden()
        asked = []
        page.desk.asked.connect(asked.append)
        page.empty.button.click()
        assert asked == ["new"]


def test_who_may_not_change_sees_the_same(theme, tmp_path):
    with shown_page(theme, tmp_path, "compare", change=False) as page:
        assert heads(page)[0] == ("Risen", "20")


def test_nothing_is_cut_and_nothing_overlaps(theme, tmp_path):
    assert faults(theme, tmp_path, "compare") == []
