"""Check answers: problems first, every answer below, and back to the same row."""

import pytest
from PySide6.QtCore import Qt

from excellence_app.gui.desk import Place
from excellence_app.session import edits
from tests.gui import windows
from tests.gui.pages.quiet import shown_page, stands

Key = Qt.Key


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "check") as page:
        yield page


def steps(page):
    return [one for one in page.steps if one.isVisible()]


def test_problems_come_first_and_lead_to_their_questions(page, qtbot):
    card = page.desk.document.card
    waiting = [*card.unanswered, *card.unknown]
    assert [one.key for one in steps(page)] == waiting
    assert steps(page)[0].hasFocus()
    qtbot.keyClick(steps(page)[0], Key.Key_Return)
    assert page.window().here == Place("questions", waiting[0])


def test_every_question_has_its_row(page):
    criteria = page.desk.document.criteria
    model = page.table.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    heads = [f"{one.id} {one.title}" for one in criteria.dimensions]
    assert [text for text in texts if text in heads] == heads
    assert len(texts) == len(heads) + len(criteria.questions)
    row = next(n for n, text in enumerate(texts) if text.startswith("2.1 "))
    assert model.index(row, 1).data().startswith("Level 3: In use for a year")
    assert model.index(row, 2).data() == "Met"


def test_change_opens_the_question_and_esc_comes_back_to_the_row(page, qtbot):
    window = page.window()
    assert page.table.show_current("4.1.6")
    page.table.setFocus()
    windows.settle()
    qtbot.keyClick(page.table, Key.Key_Return)
    assert window.here == Place("questions", "4.1.6")
    window.desk.document.change(edits.answer, "4.1.6", "4")
    window.go_back()
    assert window.here.page == "check"
    assert page.table.hasFocus()
    assert page.table.current == "4.1.6"
    model = page.table.model()
    row = page.table.currentIndex().row()
    assert model.index(row, 1).data().startswith("Level 4")


def test_the_button_of_a_row_does_the_same(page, qtbot):
    page.table.show_current("1.1.1")
    place = page.table.currentIndex().row()
    spot = page.table.cell_places(place)[3].center().toPoint()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.window().here == Place("questions", "1.1.1")


def test_the_current_row_is_always_in_view(page, qtbot):
    page.table.setFocus()
    area = page.frame.area.viewport()
    for key in (Key.Key_End, Key.Key_Home, Key.Key_PageDown, Key.Key_PageDown):
        qtbot.keyClick(page.table, key)
        windows.settle()
        row = page.table.row_area(page.table.currentIndex().row())
        top = page.table.viewport().mapTo(area, row.topLeft()).y()
        assert top >= 0
        assert top + row.height() <= area.height()


def test_an_answered_question_is_no_problem_any_more(page):
    document = page.desk.document
    for question in (*document.card.unanswered, *document.card.unknown):
        document.change(edits.answer, question, "1")
    windows.settle()
    assert not page.problems.isVisible()
    assert page.title() == "All 30 questions are answered"
    page.take_focus()
    assert page.table.hasFocus()


def test_marks_and_missing_reasons_are_problems(page):
    document = page.desk.document
    document.change(edits.mark_later, "2.1", later=True)
    document.change(edits.name_cluster, "")
    windows.settle()
    assert {"2.1", "profile"} <= {one.key for one in steps(page)}


def test_many_problems_are_shown_on_demand(page, qtbot):
    document = page.desk.document
    for question in [one.id for one in document.criteria.questions][:12]:
        for key in document.criteria.question_by_id[question].keys:
            document.change(edits.clear_answer, key)
    windows.settle()
    assert len(steps(page)) == 6
    count = len(page.waiting)
    assert page.more.caption == f"Show all {count}"
    qtbot.mouseClick(page.more, Qt.MouseButton.LeftButton)
    assert len(steps(page)) == count > 12
    assert steps(page)[6].hasFocus()
    assert not page.more.isVisible()


def test_a_document_that_is_only_read_shows_its_answers(theme, tmp_path):
    with shown_page(theme, tmp_path, "check", change=False) as page:
        model = page.table.model()
        assert model.index(1, 3).data() == "Show"


def test_the_page_stands_at_every_size(theme, tmp_path):
    assert stands(theme, tmp_path, "check") == []
