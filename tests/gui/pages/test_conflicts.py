"""Conflicts: what people entered apart is shown side by side, and one is chosen."""

import shutil

import pytest
from PySide6.QtCore import Qt

from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.desk import Place
from excellence_app.session import edits, versions
from excellence_app.session.session import AssessmentSession
from tests.gui import windows
from tests.gui.measuring import cut, overlapping
from tests.gui.pages.quiet import stands
from tests.gui.pages.waiting import said

Key = Qt.Key
OURS, THEIRS = "What Marko heard.", "What Ana heard in the same meeting."


def edited(path, *changes):
    with AssessmentSession.open(path, change=True) as session:
        for make, *arguments in changes:
            session.change(make, *arguments)
        session.save()


@pytest.fixture
def path(tmp_path):
    """Return a document in which two copies that differ were brought together."""
    path = windows.practice_copy(tmp_path)
    copy = tmp_path / "other.excellence"
    shutil.copy(path, copy)
    edited(path, (edits.note, "4.1.1", OURS), (edits.name_cluster, "Adriatic One"))
    edited(copy, (edits.note, "4.1.1", THEIRS), (edits.name_cluster, "Adriatic Two"))
    with AssessmentSession.open(path, change=True) as session:
        versions.merge_copies(session, [copy])
    return path


@pytest.fixture
def open_page(theme, tmp_path):
    made = []

    def make(path, *, change=True):
        window = windows.open_window(theme, path, tmp_path, change=change)
        made.append(window)
        window.resize(1440, 900)
        window.go(Place("conflicts"))
        window.show()
        window.activateWindow()
        windows.settle()
        return window.page

    yield make
    for window in made:
        windows.close_window(window)


def texts(card):
    return [label.text() for label in card.findChildren(PlainLabel)]


def test_all_entries_stand_side_by_side(open_page, path):
    page = open_page(path)
    assert page.title() == "People entered different things in 2 places"
    note = next(card for card in page.cards if card.place == "answers/4.1.1/note")
    assert {OURS, THEIRS} <= set(texts(note))
    assert texts(note)[0].startswith("4.1.1 ")
    assert [button.caption for button in note.buttons] == ["Keep this", "Take this"]
    assert page.cards[0].buttons[0].hasFocus()


@pytest.mark.parametrize("number", [0, 1])
def test_the_one_that_is_chosen_counts_and_that_can_be_undone(open_page, path, qtbot, number):
    page = open_page(path)
    document = page.desk.document
    card = next(one for one in page.cards if one.place == "answers/4.1.1/note")
    entries = [text for text in texts(card) if text in {OURS, THEIRS}]
    before = document.assessment.answers["4.1.1"].note
    assert before == entries[0]
    card.buttons[number].setFocus()
    qtbot.keyClick(card.buttons[number], Key.Key_Return)
    assert document.assessment.answers["4.1.1"].note == entries[number]
    assert len(page.cards) == 1
    assert page.cards[0].buttons[0].hasFocus()
    assert said(page) == "Chosen: Note on 4.1.1"
    page.window().run("undo")
    assert page.window().here.page == "conflicts"
    assert document.assessment.answers["4.1.1"].note == before
    assert len(page.cards) == 2


def test_after_the_last_choice_nothing_is_left_to_choose(open_page, path, qtbot):
    page = open_page(path)
    while page.cards:
        qtbot.mouseClick(page.cards[0].buttons[1], Qt.MouseButton.LeftButton)
    assert page.desk.document.assessment.conflicts == {}
    assert page.title() == "No different entries"
    windows.settle()
    assert page.empty.isVisible()
    assert page.empty.button.hasFocus()
    qtbot.keyClick(page.empty.button, Key.Key_Return)
    assert page.window().here.page == "versions"


def test_a_document_that_is_only_read_shows_the_entries(open_page, path):
    page = open_page(path, change=False)
    assert len(page.cards) == 2
    assert all(card.buttons == [] for card in page.cards)


def test_the_page_stands_at_every_size(theme, tmp_path, open_page, path):
    assert stands(theme, tmp_path, "conflicts") == []
    page = open_page(path)
    for size in ((1440, 900), (800, 560)):
        page.window().resize(*size)
        windows.settle()
        assert cut(page) + overlapping(page) == []
