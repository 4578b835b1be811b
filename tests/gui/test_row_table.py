"""The table of rows with thousands of them: what is measured, and what stays where it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from excellence_app.gui.components.state_pill import State, pill_size
from excellence_app.gui.parts.table.row_table import text_table
from excellence_app.gui.parts.table.rows import Cell, Head, TextRow
from excellence_app.gui.parts.table.text_rows import TextColumn
from excellence_app.gui.parts.table_page import TableCard, TablePage
from tests.gui import windows

COUNT = 3000
COLUMNS = (
    TextColumn("Question", share=1, least=100),
    TextColumn("State", most=120),
    TextColumn("", most=100),
)
LONG = "These words go on for so long that they do not fit on one line of the column. "


def words_of(place, more=""):
    """Return words that take more lines in some rows than in others."""
    return f"{place}{more} {LONG * (place * 7 % 5)}".strip()


def row(place, more=""):
    if place % 500 == 0:
        return Head(f"/{place}", f"Part {place // 500}")
    state = Cell("Not answered at all, by nobody", state=State.NOT_ANSWERED)
    return TextRow(
        str(place),
        (
            Cell(words_of(place, more)),
            state if place == 700 else Cell("Met", state=State.MET),
            Cell("Change", action="change"),
        ),
        f"Row {place}",
    )


def fill(table, count=COUNT, more=""):
    keys = [f"/{n}" if n % 500 == 0 else str(n) for n in range(count)]
    table.show_rows(keys, lambda place: row(place, more), range(0, count, 500))


@pytest.fixture
def table(theme, shown):
    table = text_table(theme, "Rows", COLUMNS)
    fill(table)
    shown(table, 600, 400)
    windows.finish(table)
    return table


@pytest.fixture
def page(theme, shown):
    """Return a page that scrolls, with a table as high as its rows."""
    page = TablePage(theme, "Page")
    page.table = text_table(theme, "Rows", COLUMNS, whole=True, titles=False)
    fill(page.table)
    page.column.addWidget(QLabel("Above"))
    page.column.addWidget(TableCard(theme, page.table))
    page.follow_rows(page.table)
    shown(page, 700, 400)
    windows.finish(page)
    return page


def wrong(table):
    """Return the rows in view that are not as high as what they hold."""
    return [
        place
        for place in in_view(table)
        if table.rowHeight(place) != table.lay.height(table.rows.entry(place))
    ]


def in_view(table):
    seen = table.viewport().visibleRegion().boundingRect()
    return [
        place for place in range(table.rows.rowCount()) if table.row_area(place).intersects(seen)
    ]


def test_only_rows_near_the_view_are_made(table):
    assert table.rows.rowCount() == COUNT
    assert table.rows.made < 200
    assert table.verticalScrollBar().maximum() > 44 * (COUNT - 100)
    assert wrong(table) == []


@pytest.mark.parametrize("share", [0.2, 0.5, 0.83, 1])
def test_rows_in_view_have_their_heights_wherever_one_scrolls(table, share):
    bar = table.verticalScrollBar()
    bar.setValue(int(bar.maximum() * share))
    windows.settle()
    assert wrong(table) == []
    assert table.rows.made < 400


def test_what_is_in_view_stays_there_while_rows_above_are_measured(table):
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    windows.settle()
    first = in_view(table)[0]
    before = {place: table.row_area(place) for place in in_view(table)}
    above = [table.rowHeight(place) for place in range(first - 40, first)]
    windows.finish(table)
    assert {place: table.row_area(place) for place in in_view(table)} == before
    assert [table.rowHeight(place) for place in range(first - 40, first)] != above


def test_scrolling_upwards_moves_by_what_the_wheel_says(table):
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    windows.settle()
    for _ in range(60):
        anchor = in_view(table)[2]
        before = table.row_area(anchor).top()
        bar.setValue(bar.value() - 50)
        windows.settle()
        assert table.row_area(anchor).top() == before + 50


@pytest.mark.parametrize("key", [Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Down])
def test_keys_bring_the_current_row_into_view(table, qtbot, key):
    table.setFocus()
    for _ in range(30):
        qtbot.keyClick(table, key)
        area = table.row_area(table.currentIndex().row())
        assert table.viewport().rect().contains(area) or area.height() > 400
    windows.finish(table)
    assert table.viewport().rect().intersects(table.row_area(table.currentIndex().row()))
    assert wrong(table) == []


def test_a_row_that_is_gone_to_by_its_key_is_in_view(table):
    assert table.show_current("1777")
    assert table.current == "1777"
    assert table.viewport().rect().contains(table.row_area(1777))
    assert not table.show_current("nothing")


def test_other_words_in_the_same_rows_leave_the_view_where_it_is(table):
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    windows.finish(table)
    first = in_view(table)[0]
    before = table.row_area(first).top()
    fill(table, more=" again")
    windows.finish(table)
    assert table.row_area(first).top() == before
    assert wrong(table) == []


def test_a_pill_that_comes_late_widens_its_column(table):
    before = table.columnWidth(1)
    table.show_current("700")
    windows.finish(table)
    assert table.columnWidth(1) > before
    pill = table.cell_places(700)[1]
    wanted = pill_size(table.theme, State.NOT_ANSWERED, "Not answered at all, by nobody").width()
    assert pill.width() >= wanted


def test_a_page_scrolls_through_a_table_as_high_as_its_rows(page):
    bar = page.area.verticalScrollBar()
    assert page.table.rows.made < 200
    assert bar.maximum() > 44 * (COUNT - 100)
    for share in (0.3, 0.7, 1):
        bar.setValue(int(bar.maximum() * share))
        windows.settle()
        assert in_view(page.table)
        assert wrong(page.table) == []
    assert page.table.rows.made < 500


def test_on_a_page_what_is_in_view_stays_there_while_rows_above_are_measured(page):
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    windows.settle()
    table, view = page.table, page.area.viewport()
    first = in_view(table)[1]

    def top():
        return table.viewport().mapTo(view, table.row_area(first).topLeft()).y()

    before, above = top(), [table.rowHeight(n) for n in range(first - 40, first - 5)]
    windows.finish(page)
    assert top() == before
    assert [table.rowHeight(n) for n in range(first - 40, first - 5)] != above


def test_on_a_page_keys_bring_the_current_row_into_view(page, qtbot):
    page.table.setFocus()
    view = page.area.viewport()
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        qtbot.keyClick(page.table, key)
        windows.finish(page)
        area = page.table.row_area(page.table.currentIndex().row())
        top = page.table.viewport().mapTo(view, area.topLeft()).y()
        assert top >= 0
        assert top + area.height() <= view.height()


def test_the_row_after_one_that_goes_is_the_current_one(table):
    table.show_current("3")
    told = []
    table.chosen.connect(told.append)
    table.show_entries([row(n) for n in (0, 1, 2, 4, 5)])
    assert table.current == "4"
    table.show_entries([row(0)])
    assert table.current == ""
    assert told == ["4", ""]
