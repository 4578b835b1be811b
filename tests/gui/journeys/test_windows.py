"""Windows come and go: the start page, the end, another language, files that are dropped."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from excellence_app.gui.desk import Place
from excellence_app.session import edits
from tests.gui import windows
from tests.gui.journeys.disks import full_disk
from tests.gui.journeys.person import foot_message, pages_shown, strips

LEVELS = "4.1.6"


@pytest.fixture
def document(documents):
    return windows.practice_copy(documents)


@pytest.fixture
def ended(qapp, monkeypatch):
    """Return a list that gets an entry when the program is told to end."""
    told = []
    monkeypatch.setattr(qapp, "quit", lambda: told.append(True))
    return told


def choose_language(window, code):
    """Choose a language in the settings and let the windows be made anew."""
    window.go(Place("settings"))
    drop_down = window.page.language
    drop_down.setFocus()
    drop_down.setCurrentIndex(drop_down.findData(code))
    drop_down.activated.emit(drop_down.currentIndex())
    windows.settle()


def dropped(target, *paths):
    """Drop files on a widget as the system does, and return whether they were taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, action = QPointF(5, 5), Qt.DropAction.CopyAction
    held = (data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(place, action, *held)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(place, action, *held))
    return True


# the start page and the end


def test_after_the_last_document_comes_the_start_page(office, person, document, ended):
    window = office.open_document(document)
    person.wait_for(window)
    window.resize(800, 600)
    person.press("Ctrl+W")
    (start,) = office.windows
    assert pages_shown(office) == ["start"]
    assert (start.width(), start.height()) == (800, 600)
    assert ended == []
    person.wait_for(start)
    person.press("Ctrl+W")
    assert (office.windows, ended) == ([], [True])


@pytest.mark.parametrize("full", [False, True])
def test_the_full_screen_is_kept_on_the_way_to_a_document_and_back(
    office, person, document, ended, full
):
    start = office.open_start()
    person.wait_for(start)
    if full:
        person.press("F11")
        assert start.isFullScreen()
    window = office.open_document(document)
    person.wait_for(window)
    assert window.isFullScreen() is full
    person.press("Ctrl+W")
    (start,) = office.windows
    assert start.isFullScreen() is full
    assert ended == []


def test_closing_one_of_two_documents_shows_no_start_page(office, person, document, tmp_path):
    (tmp_path / "other").mkdir()
    office.open_document(windows.practice_copy(tmp_path / "other"))
    person.wait_for(office.open_document(document))
    person.press("Ctrl+W")
    assert pages_shown(office) == ["overview"]


def test_quitting_ends_the_program(office, person, document, ended):
    person.wait_for(office.open_document(document))
    person.press("Ctrl+Q")
    assert office.windows == []
    assert ended


def test_quitting_opens_no_window_where_the_documents_disk_is_full(
    office, person, document, ended, monkeypatch
):
    window = office.open_document(document, Place("questions", LEVELS))
    person.wait_for(window)
    with full_disk(monkeypatch, document.parent):
        person.press("3")
        person.wait(lambda: "save" in strips(window))
        person.press("Ctrl+Q")
        assert office.windows == []
        assert ended
    window = office.open_document(document)  # the journal has it
    assert window.desk.document.assessment.answers[LEVELS].value == 3


# another language


def test_another_language_counts_at_once_and_nothing_is_lost(office, person, document):
    window = office.open_document(document, Place("results"))
    person.wait_for(window)
    title = window.desk.document.criteria.title
    before = window.desk.document.assessment
    window.desk.document.change(edits.note, LEVELS, "Asked the board.")
    changed = window.desk.document.assessment
    window.resize(800, 620)
    choose_language(window, "de")
    (anew,) = office.windows
    assert anew is not window
    person.wait_for(anew)
    assert anew.here == Place("settings")
    assert anew.page.title() == "Einstellungen"
    assert anew.page.language.entry == "de"
    assert anew.focusWidget() is anew.page.language
    assert (anew.width(), anew.height()) == (800, 620)
    shown = anew.desk.document
    assert shown.assessment is changed
    assert shown.criteria.title != title
    anew.page.setFocus()
    person.press("Ctrl+Z")
    assert shown.assessment == before
    person.press("Ctrl+Shift+Z")
    assert shown.assessment == changed
    shown.change(edits.note, LEVELS, "Said twice.")
    person.wait(lambda: shown.session.saved)
    anew.go_back()
    anew.go_back()
    assert anew.here.page in {"settings", "results"}
    choose_language(anew, "en")
    (again,) = office.windows
    assert again.desk.document.criteria.title == title
    assert again.page.title() == "Settings"


def test_what_is_told_about_a_document_is_told_in_the_other_language(office, person):
    window = office.open_document(windows.resources_folder() / windows.PRACTICE)
    person.wait_for(window)
    said = strips(window)["read only"].accessibleName()
    choose_language(window, "de")
    (anew,) = office.windows
    assert list(strips(anew)) == ["read only"]
    assert strips(anew)["read only"].accessibleName() != said


def test_what_is_typed_for_a_new_assessment_stays_in_another_language(office, person, document):
    window = office.open_document(document)
    start = office.open_start(Place("new"))
    person.wait_for(start)
    start.page.name.focus()
    person.type("Delta Nautica")
    choose_language(window, "de")
    anew = next(one for one in office.windows if not one.desk.has_document)
    assert anew.here.page == "new"
    assert anew.page.name.text == "Delta Nautica"
    assert len(office.windows) == 2


# files that are dropped


def test_files_are_dropped_anywhere_on_the_window(office, person, document, tmp_path):
    proof = tmp_path / "minutes.txt"
    proof.write_text("Board, 3 May.", encoding="utf-8")
    window = office.open_document(document, Place("questions", LEVELS))
    person.wait_for(window)
    before = len(window.desk.document.assessment.evidence)
    assert dropped(window, proof)
    person.wait(lambda: len(window.desk.document.assessment.evidence) == before + 1)
    window.go(Place("results"))
    assert not dropped(window, proof)
    (tmp_path / "other").mkdir()
    other = windows.practice_copy(tmp_path / "other")
    assert dropped(window, other)
    assert [one.desk.document.session.path for one in office.windows] == [document, other]


def test_a_document_is_dropped_beside_the_start_page(office, person, document):
    window = office.open_start()
    person.wait_for(window)
    assert dropped(window, document)
    person.wait(lambda: [one.desk.has_document for one in office.windows] == [True])


def test_nothing_is_said_twice_at_the_foot_after_another_language(office, person, document):
    window = office.open_document(document)
    person.wait_for(window)
    choose_language(window, "de")
    assert foot_message(office.windows[0]) == ""
