"""Official thresholds: entered with their source, shown, and given back to the set."""

from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui import windows
from tests.gui.pages.quiet import segment, shown_page, stands

SOURCE = "Handbook, edition 3, page 14"


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "thresholds_own") as page:
        yield page


def assessment(page):
    return page.desk.document.assessment


def graded(page):
    """Return the first row of an indicator with levels up to 3 at least."""
    return next(row for row in page.rows.values() if len(row.indicator.levels) > 3)


def choose(row, key):
    assert row.list.findData(key) >= 0
    row.list.setCurrentIndex(row.list.findData(key))
    row.list.activated.emit(row.list.currentIndex())


def entered(page, key="level 2"):
    page.source.show_text(SOURCE)
    row = graded(page)
    choose(row, key)
    return row


def test_the_headline_says_whose_thresholds_count(page):
    assert page.title() == "All thresholds are illustrative ones of this set"
    entered(page)
    assert page.title() == "One threshold comes from your own text"


def test_only_labels_that_ask_for_thresholds_are_offered(page):
    assert list(page.labels) == ["silver", "gold"]
    assert page.switch.view == "gold"


def test_a_level_is_entered_with_source_day_and_person(page, qtbot):
    qtbot.keyClicks(page.source.edit, SOURCE)
    qtbot.keyClicks(page.who.edit, "Cluster expert")
    page.made.show_text("3.11.2026")
    row = graded(page)
    choose(row, "level 3")
    one = assessment(page).adjustment_for(row.indicator.id, "gold")
    assert (one.level, one.points) == (3, None)
    assert (one.source, one.who, one.made) == (SOURCE, "Cluster expert", date(2026, 11, 3))
    assert row.list.entry == "level 3"
    assert page.where(one) == f"{SOURCE}, 3 Nov 2026, Cluster expert"
    assert page.where(one) in row.row.hint.text()
    assert page.desk.document.card.label("gold").adjustments == (one,)
    assert list(page.entered) == [(row.indicator.id, "gold")]


def test_nothing_is_entered_without_a_source(page):
    row = graded(page)
    choose(row, "level 3")
    assert assessment(page).adjustments == ()
    assert page.source.error
    assert QApplication.focusWidget() is page.source.edit
    assert row.list.entry == ""


def test_nothing_is_entered_with_a_day_that_is_none(page):
    page.source.show_text(SOURCE)
    page.made.show_text("whenever")
    choose(graded(page), "level 3")
    assert assessment(page).adjustments == ()
    assert "whenever" in page.made.error


def test_points_are_entered_in_a_field_of_their_own(page, qtbot):
    page.source.show_text(SOURCE)
    row = graded(page)
    choose(row, "other points")
    assert QApplication.focusWidget() is row.points.edit
    qtbot.keyClicks(row.points.edit, "many")
    qtbot.keyClick(row.points.edit, Qt.Key.Key_Return)
    assert row.points.error
    row.points.edit.clear()
    qtbot.keyClicks(row.points.edit, "999")
    qtbot.keyClick(row.points.edit, Qt.Key.Key_Return)
    assert "at most" in row.points.error
    row.points.edit.clear()
    qtbot.keyClicks(row.points.edit, "2,5")
    qtbot.keyClick(row.points.edit, Qt.Key.Key_Return)
    assert assessment(page).adjustment_for(row.indicator.id, "gold").points == Fraction(5, 2)
    assert row.list.entry == "points"
    assert row.in_points.isHidden()


def test_one_goes_back_to_the_set_in_the_list_and_beside_the_entry(page, qtbot):
    row = entered(page)
    choose(row, "")
    assert assessment(page).adjustments == ()
    page.desk.run("undo")
    assert len(assessment(page).adjustments) == 1
    assert row.list.entry == "level 2"
    _, shown = page.entered[row.indicator.id, "gold"]
    qtbot.mouseClick(shown.control, Qt.MouseButton.LeftButton)
    assert assessment(page).adjustments == ()
    assert page.entered == {}
    assert page.entered_section.isHidden()


def test_each_label_has_thresholds_of_its_own(page):
    row = entered(page)
    segment(page.switch, "silver").click()
    assert row.list.entry == ""
    choose(row, "level 1")
    levels = {one.label: one.level for one in assessment(page).adjustments}
    assert levels == {"gold": 2, "silver": 1}
    assert page.title() == "Two thresholds come from your own text"


def test_the_source_of_the_last_entry_is_offered_again(theme, tmp_path):
    with shown_page(theme, tmp_path, "thresholds_own") as page:
        entered(page)
        path = page.desk.document.session.path
    window = windows.open_window(theme, path, tmp_path)
    try:
        window.run("thresholds_own")
        assert window.page.source.text == SOURCE
    finally:
        windows.close_window(window)


def test_dimensions_fold_and_a_search_opens_them(page, qtbot):
    first, second = list(page.folds)[:2]
    wanted = page.rows_of[second][0]
    assert wanted.id not in page.rows
    page.desk.run("find")
    assert QApplication.focusWidget() is page.search
    qtbot.keyClicks(page.search, wanted.title)
    assert not page.rows[wanted.id].isHidden()
    assert page.folds[first].isHidden()
    page.search.clear()
    page.search.textEdited.emit("")
    assert not page.folds[first].isHidden()


def test_a_document_that_is_only_read_offers_no_change(theme, tmp_path):
    with shown_page(theme, tmp_path, "thresholds_own", change=False) as page:
        assert page.source_section.isHidden()
        assert not graded(page).list.isEnabled()


def test_the_page_stands_in_every_window(theme, tmp_path):
    def open_all(page):
        row = entered(page)
        choose(row, "other points")

    assert stands(theme, tmp_path, "thresholds_own", open_all) == []


def test_the_page_stands_mirrored(theme, tmp_path, qapp):
    windows.mirror(qapp, mirrored=True)
    try:
        assert stands(theme, tmp_path, "thresholds_own") == []
    finally:
        windows.mirror(qapp, mirrored=False)
