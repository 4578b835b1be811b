"""Earlier versions: go back, save one, bring in other copies."""

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from excellence_app.gui.desk import Place
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession
from tests.gui import windows
from tests.gui.pages.quiet import stands
from tests.gui.pages.waiting import choose_file, said, until, until_done

Key = Qt.Key


def level(document, key):
    return document.assessment.answers[key].value


def edited(path, *changes):
    """Change a document in a sitting of its own."""
    with AssessmentSession.open(path, change=True) as session:
        for make, *arguments in changes:
            session.change(make, *arguments)
        session.save()


@pytest.fixture
def path(tmp_path):
    """Return a document that was changed, so that there is a version before that."""
    path = windows.practice_copy(tmp_path)
    edited(path, (edits.answer, "2.1", "1"))
    return path


@pytest.fixture
def open_page(theme, tmp_path, qtbot):
    made = []

    def make(path, *, change=True):
        window = windows.open_window(theme, path, tmp_path, change=change)
        made.append(window)
        window.resize(1440, 900)
        window.go(Place("versions"))
        window.show()
        window.activateWindow()
        until_done(qtbot, window.page)
        return window.page

    yield make
    for window in made:
        windows.close_window(window)


def test_versions_are_listed_with_when_and_who(open_page, path):
    page = open_page(path)
    model = page.table.model()
    assert model.rowCount() == len(page.kept) >= 1
    when, who, answers = (model.index(0, column).data() for column in range(3))
    assert "2026" in when
    assert who
    assert answers == "28 answers"
    assert page.table.hasFocus()


def test_going_back_is_one_step_that_can_be_undone(open_page, path, qtbot):
    page = open_page(path)
    document = page.desk.document
    assert level(document, "2.1") == 1
    page.table.show_first()
    qtbot.keyClick(page.table, Key.Key_Return)
    assert level(document, "2.1") == 3
    assert said(page).startswith("Back to the version of ")
    page.window().run("undo")
    assert level(document, "2.1") == 1


def test_a_version_becomes_a_file_of_its_own(open_page, path, tmp_path, qtbot):
    page = open_page(path)
    target, seen = tmp_path / "from before.excellence", []
    page.open_menu(page.table.rows.keys[0], QPoint(0, 0))
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    save = next(one for one in menu.actions() if one.text() == "Save as a file…")
    choose_file(target, seen)
    save.trigger()
    until(qtbot, target.exists)
    assert seen[0].endswith(".excellence")
    assert seen[0] != str(path)
    with AssessmentSession.open(target) as session:
        assert session.assessment.answers["2.1"].value == 3
    assert said(page) == "Version saved as from before.excellence."
    page.save_as(1, tmp_path / "wrong.pdf")
    assert "ends in" in said(page)
    assert not (tmp_path / "wrong.pdf").exists()


def test_another_copy_is_offered_and_brought_in(open_page, path, tmp_path, qtbot):
    copy = tmp_path / "adriatic (copy of Ana).excellence"
    shutil.copy(path, copy)
    edited(copy, (edits.answer, "5.1", "4"))
    page = open_page(path)
    document = page.desk.document
    strip = next(one for one in page.strips.children() if hasattr(one, "buttons"))
    assert "It has 1 change that is missing here." in strip.accessibleName()
    qtbot.mouseClick(strip.buttons[copy.name], Qt.MouseButton.LeftButton)
    assert level(document, "5.1") == 4
    assert said(page) == "1 change brought in"
    until_done(qtbot, page)
    assert not page.strips.isVisible()
    page.window().run("undo")
    assert level(document, "5.1") != 4


def test_what_differs_leads_to_the_conflicts(open_page, path, tmp_path):
    copy = tmp_path / "other.excellence"
    shutil.copy(path, copy)
    edited(copy, (edits.note, "4.1.1", "What Ana heard."))
    edited(path, (edits.note, "4.1.1", "What Marko heard."))
    page = open_page(path)
    page.merge(copy)
    assert page.window().here.page == "conflicts"
    assert list(page.desk.document.assessment.conflicts) == ["answers/4.1.1/note"]


def test_a_copy_of_another_document_is_refused_in_words(open_page, path, tmp_path):
    other = tmp_path / "another.excellence"
    with AssessmentSession.create(other, "ecei-labels", name="Another cluster") as session:
        session.save()
    page = open_page(path)
    before = page.desk.document.assessment
    page.merge(other)
    assert "copy of another document" in said(page)
    assert page.desk.document.assessment == before


def test_a_document_without_versions_says_so(open_page, tmp_path):
    page = open_page(windows.practice_copy(tmp_path))
    assert page.kept == ()
    assert page.empty.isVisible()
    assert not page.card.isVisible()


def test_a_document_that_is_only_read_goes_back_to_nothing(open_page, path):
    page = open_page(path, change=False)
    assert not page.merge_button.isVisible()
    assert page.table.rows.entry(0).cells[4].action == ""
    before = page.desk.document.assessment
    page.restore(1)
    assert page.desk.document.assessment == before
    assert said(page) == "This document is open to be read only."


def test_the_page_stands_at_every_size(theme, tmp_path):
    assert stands(theme, tmp_path, "versions") == []
