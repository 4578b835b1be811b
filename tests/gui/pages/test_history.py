"""History: all changes, told when they are looked at, by person and by question."""

import pytest
from PySide6.QtCore import Qt

from excellence_app.gui.desk import Place
from excellence_app.session import edits
from tests.gui.pages.quiet import shown_page, stands
from tests.gui.pages.waiting import until_done

Key = Qt.Key


@pytest.fixture
def page(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "history") as page:
        until_done(qtbot, page)
        yield page


def rows(page):
    """Return the texts of all rows that are no titles of days."""
    model = page.table.model()
    while model.canFetchMore(page.table.rootIndex()):
        model.fetchMore(page.table.rootIndex())
    found = [[model.index(n, c).data() for c in range(3)] for n in range(model.rowCount())]
    return [row for n, row in enumerate(found) if page.table.rows.is_row(n)]


def test_every_line_of_the_log_is_a_row_the_newest_first(page):
    lines = page.desk.document.session.log_lines()
    found = rows(page)
    assert len(found) == len(lines)
    assert found[-1][0].startswith("New assessment")
    assert page.head.heading.text() == f"{len(lines)} changes"
    assert page.table.hasFocus()


def test_a_change_says_from_what_to_what_and_who(page, qtbot):
    page.desk.document.change(edits.answer, "2.1", "1")
    until_done(qtbot, page)
    what, who, when = rows(page)[0]
    assert what.startswith("Answer 2.1. from “Level 3: In use for a year” to “Level 1")
    assert who
    assert len(when) == 5
    assert " by 2 people" in page.head.heading.text()
    spoken = page.table.rows.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert who in spoken


def test_only_what_is_looked_at_is_told(page):
    assert page.table.rows.made <= 110 < len(page.lines)


def test_what_was_taken_back_says_so(page, qtbot):
    page.desk.document.change(edits.answer, "2.1", "1")
    page.desk.document.undo()
    until_done(qtbot, page)
    assert rows(page)[0][0].startswith("Taken back: Answer 2.1")


def test_changes_of_one_person(page, qtbot):
    page.desk.document.change(edits.answer, "2.1", "1")
    until_done(qtbot, page)
    names = [page.person.itemData(n) for n in range(page.person.count())]
    assert "practice" in names
    own = next(name for name in names if name not in {"*", "practice"})
    page.person.show_entry(own)
    page.person.chosen.emit(own)
    assert len(rows(page)) == 1
    assert rows(page)[0][1] == own


def test_changes_about_a_question_and_those_below_it(page, qtbot):
    page.window().run("find")
    qtbot.keyClicks(page.search, "4.1")
    found = rows(page)
    assert found
    assert all("4.1" in row[0] for row in found)
    assert not any("4.10" in row[0].split(".")[0] for row in found)
    page.search.clear()
    qtbot.keyClicks(page.search, "no such words")
    assert not page.card.isVisible()
    assert page.nothing.isVisible()


def test_a_place_names_a_question(page, qtbot):
    page.window().go(Place("history", "2.1"))
    until_done(qtbot, page)
    assert page.search.text() == "2.1"
    assert all("2.1" in row[0] for row in rows(page))


def test_a_row_leads_to_what_it_is_about(page, qtbot):
    page.desk.document.change(edits.answer, "2.1", "1")
    until_done(qtbot, page)
    page.table.show_first()
    page.table.show_current(page.lines[1].link)
    qtbot.keyClick(page.table, Key.Key_Return)
    assert page.window().here == Place("questions", "2.1")


def test_a_document_that_is_only_read_has_a_history(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "history", change=False) as page:
        until_done(qtbot, page)
        assert len(rows(page)) > 200


def test_the_page_stands_at_every_size(theme, tmp_path):
    assert stands(theme, tmp_path, "history") == []
