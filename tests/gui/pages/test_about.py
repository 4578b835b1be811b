"""About: versions, places, licences, and details that name nobody."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication

from excellence_app import __version__
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.note_field import NoteEdit
from excellence_app.gui.pages.about import LICENCES
from excellence_app.locations import resources_folder
from tests.gui import windows
from tests.gui.pages.quiet import shown_page, stands


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "about") as page:
        yield page


def texts(page):
    return [label.text() for label in page.findChildren(PlainLabel) if label.isVisibleTo(page)]


def test_versions_and_places_are_told(page):
    shown = texts(page)
    assert page.title() == f"Excellence {__version__}"
    assert qVersion() in shown
    assert "ECEI labels, edition 2026.1, illustrative values" in shown
    assert str(page.desk.document.session.path) in shown


def test_details_for_support_name_nobody(page, qtbot, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: resources_folder().parent)
    qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied == page.details()
    assert f"Excellence {__version__}" in copied
    assert "ecei-labels, edition 2026.1" in copied
    document = page.desk.document
    names = [person.name for person in document.assessment.people]
    for secret in (*names, document.assessment.profile.name, document.session.path.stem):
        assert secret not in copied
    assert str(resources_folder().parent) not in copied
    assert "Program ~/" in copied
    assert not page.window().undo_message.isHidden()


@pytest.mark.parametrize("number", range(len(LICENCES)))
def test_every_licence_is_read_when_it_is_opened(page, number):
    fold = page.licences[number]
    assert fold.findChildren(NoteEdit) == []
    fold.header.click()
    text = fold.findChildren(NoteEdit)[0].toPlainText()
    for file in LICENCES[number].files:
        assert (resources_folder() / file).read_text(encoding="utf-8").strip()[:200] in text
    fold.header.click()
    fold.header.click()
    assert len(fold.findChildren(NoteEdit)) == 1


def test_a_window_without_a_document_tells_of_no_set(theme, tmp_path):
    with shown_page(theme, tmp_path, "about", bare=True) as page:
        assert "Criteria set" not in texts(page)
        assert "Criteria set" not in page.details()


def test_the_page_stands_in_every_window(theme, tmp_path):
    def open_one(page):
        page.licences[0].header.click()

    assert stands(theme, tmp_path, "about", open_one) == []


def test_the_page_stands_mirrored(theme, tmp_path, qapp):
    windows.mirror(qapp, mirrored=True)
    try:
        assert stands(theme, tmp_path, "about") == []
    finally:
        windows.mirror(qapp, mirrored=False)
