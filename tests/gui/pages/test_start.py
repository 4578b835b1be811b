"""Start: what was open last, with its state; opened, renamed, taken off the list by keys."""

from contextlib import contextmanager
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from excellence_app.gui.desk import Place
from excellence_app.session import edits, starting
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.settings import Recent
from tests.gui import windows
from tests.gui.pages.quiet import SIZES, faults

LONG = "Harbour and Coast Logistics Network of the Northern Adriatic"


@pytest.fixture
def ready(qtbot):
    """Return a function that waits until the page has read and done everything."""

    def wait(page):
        qtbot.waitUntil(lambda: not page.is_busy)
        windows.settle()

    return wait


@pytest.fixture
def opened():
    return []


@pytest.fixture
def documents(tmp_path):
    """Return the paths of a filled document, a new one, a damaged one and one that is gone."""
    filled = windows.practice_copy(tmp_path)
    new = tmp_path / "harbour.excellence"
    with AssessmentSession.create(new, "ecei-labels", name=LONG, dated=date(2026, 3, 1)) as one:
        one.change(edits.answer, "1.1.0", "yes")
        one.save()
    damaged = tmp_path / "damaged.excellence"
    damaged.write_bytes(b"PK\x03\x04" + b"x" * 400)
    return {
        "filled": filled,
        "new": new,
        "damaged": damaged,
        "gone": tmp_path / "gone.excellence",
    }


@contextmanager
def start_page(theme, folder, opened, documents=(), language="en", item=""):
    window = windows.start_window(theme, folder, language=language)
    window.desk.opened.connect(opened.append)
    for number, path in enumerate(documents):
        day = f"2026-03-{number + 1:02}T10:00:00+01:00"
        name = "" if path.stem == "adriatic-mechatronics" else path.stem.capitalize()
        window.desk.settings.add_recent(Recent(path, "", name, "ECEI labels", day))
    try:
        window.go(Place("start", item))
        window.show()
        window.activateWindow()
        yield window.page
    finally:
        windows.close_window(window)


@pytest.fixture
def page(theme, tmp_path, opened, documents, ready):
    with start_page(theme, tmp_path, opened, documents.values()) as page:
        ready(page)
        yield page


def row_of(page, path):
    return next(one for one in page.list.entries if one.path == path)


def rows(page):
    return [one.path for one in page.list.entries]


def test_names_stand_at_once_and_states_follow(theme, tmp_path, opened, documents, ready):
    with start_page(theme, tmp_path, opened, documents.values()) as page:
        assert [one.name for one in page.list.entries][:2] == ["Gone", "Damaged"]
        assert all(one.state is None for one in page.list.entries)
        ready(page)
        filled = row_of(page, documents["filled"])
        assert filled.name == "Adriatic Mechatronics (fictional)"
        assert filled.standing == "7 gaps for Gold"
        assert sum(len(group.columns) for group in filled.skyline.groups) == 31
        assert row_of(page, documents["new"]).standing == "1 of 31 answered"
        assert page.head.heading.text() == "Pick up where you left off"


def test_what_cannot_be_read_says_so_in_words(page, documents):
    damaged, gone = row_of(page, documents["damaged"]), row_of(page, documents["gone"])
    assert (damaged.standing, gone.standing) == ("Damaged", "Not found")
    assert gone.day == "4 Mar 2026"
    assert str(documents["gone"]) in gone.tip
    assert gone.detail.endswith(documents["gone"].parent.name)
    assert not gone.may_rename


def test_without_any_document_there_is_one_way_on(theme, tmp_path, opened, ready):
    with start_page(theme, tmp_path, opened) as page:
        ready(page)
        assert page.empty.isVisible()
        assert not page.card.isVisible()
        assert page.head.heading.text() == "Start with a first assessment"
        page.try_button.click()
        ready(page)
        assert [path.name for path in opened] == ["adriatic-mechatronics.excellence"]
        assert opened[0].is_file()
        assert opened[0] != windows.resources_folder() / windows.PRACTICE


def test_enter_opens_and_arrows_move(page, qtbot, opened):
    assert page.list.hasFocus()
    first, second = rows(page)[:2]
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Enter)
    assert opened == [first, second]


def test_a_click_opens_but_not_on_the_menu(page, qtbot, opened, documents):
    page.list.show_current(documents["new"])
    area = page.list.visualRect(page.list.currentIndex())
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(page.list.viewport(), left, pos=area.topLeft() + QPoint(80, 20))
    assert opened == [documents["new"]]
    asked = []
    page.list.menu_asked.disconnect()
    page.list.menu_asked.connect(lambda path, _at: asked.append(path))
    at = QPoint(area.right() - 20, area.center().y())
    qtbot.mouseClick(page.list.viewport(), left, pos=at)
    assert (asked, len(opened)) == ([documents["new"]], 1)


def test_f2_renames_and_undo_gives_the_name_back(page, qtbot, documents, ready):
    path = documents["new"]
    page.list.show_current(path)
    qtbot.keyClick(page.list, Qt.Key.Key_F2)
    field = page.list.viewport().findChild(type(page.filter))
    assert field.selectedText() == LONG
    qtbot.keyClicks(field, "Harbour Network")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: row_of(page, path).name == "Harbour Network")
    ready(page)
    assert AssessmentSession.open(path).assessment.profile.name == "Harbour Network"
    message = page.window().undo_message
    assert message.accessibleName() == "The name is “Harbour Network” now."
    message.button.click()
    ready(page)
    assert AssessmentSession.open(path).assessment.profile.name == LONG
    assert row_of(page, path).name == LONG


def test_esc_keeps_the_name_that_was_typed(page, qtbot, documents):
    page.list.show_current(documents["new"])
    qtbot.keyClick(page.list, Qt.Key.Key_F2)
    field = page.list.viewport().findChild(type(page.filter))
    qtbot.keyClicks(field, "Other")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: row_of(page, documents["new"]).name == "Other")
    assert page.list.hasFocus()
    assert page.window().undo_message.button.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: row_of(page, documents["new"]).name == LONG)


def test_a_document_that_is_open_elsewhere_keeps_its_name(page, documents, ready):
    with AssessmentSession.open(documents["new"], change=True):
        page.list.renamed.emit(documents["new"], "Other")
        ready(page)
        assert "changed by another window" in page.window().trouble_message.accessibleName()
    assert row_of(page, documents["new"]).name == LONG


def test_delete_takes_off_the_list_and_undo_puts_back(page, qtbot, documents):
    before = rows(page)
    page.list.show_current(before[1])
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert rows(page) == [before[0], *before[2:]]
    assert page.list.current == before[2]
    assert documents["damaged"].exists()
    qtbot.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rows(page) == before
    assert [one.path for one in page.desk.settings.recent] == before
    assert page.list.current == before[1]


def test_the_menu_has_everything(page, documents):
    def texts(path):
        return [one.text() for one in page.menu_of(path).actions() if one.text()]

    assert "Reset this practice cluster" in texts(documents["filled"])
    assert texts(documents["new"]) == [
        "Open",
        "Rename",
        "New assessment with these answers…",
        "Show the folder",
        "Remove from the list",
    ]
    assert "Rename" not in texts(documents["gone"])


def test_a_practice_cluster_is_reset_from_its_row(page, documents, ready):
    path = documents["filled"]
    with AssessmentSession.open(path, change=True) as session:
        session.change(edits.name_cluster, "Changed")
        session.save()
    action = next(
        one for one in page.menu_of(path).actions() if one.text().startswith("Reset this")
    )
    action.trigger()
    ready(page)
    assert AssessmentSession.open(path).assessment.profile.name.startswith("Adriatic")


def test_the_filter_narrows_and_esc_shows_all(page, qtbot, opened, tmp_path):
    assert page.filter.isHidden()
    page.desk.settings.add_recent(Recent(tmp_path / "wine.excellence", "", "Istria Wine", "", ""))
    page.refresh(None)
    qtbot.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.hasFocus()
    qtbot.keyClicks(page.filter, "NETW")
    assert [one.name for one in page.list.entries] == [LONG]
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert [path.name for path in opened] == ["harbour.excellence"]
    qtbot.keyClicks(page.filter, "xyz")
    assert not page.list.isVisible()
    assert page.filter.hasFocus()
    qtbot.keyClick(page.filter, Qt.Key.Key_Escape)
    assert len(page.list.entries) == 5
    assert page.list.hasFocus()
    qtbot.waitUntil(lambda: not page.is_busy)


def test_a_document_that_is_dropped_is_opened(page, opened, documents):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(documents["new"])), QUrl.fromLocalFile("/notes.txt")])
    drop = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    assert opened == [documents["new"]]


def test_criteria_sets_and_practice_clusters_lead_on(page, opened, ready):
    offer = starting.criteria_sets(page.words)[0]
    cards = [one for one in page.offers.children() if getattr(one, "caption", "") == offer.title]
    cards[0].click()
    assert page.window().here == Place("new", offer.id)
    page.window().go(Place("start"))
    ready(page)
    page.open_practice("adriatic-mechatronics")
    ready(page)
    assert [path.name for path in opened] == ["adriatic-mechatronics.excellence"]


def test_a_place_leads_to_a_part(theme, tmp_path, opened, ready):
    with start_page(theme, tmp_path, opened, item="practice") as page:
        ready(page)
        assert page.practice_heading.hasFocus()
        page.window().go(Place("start", "sets"))
        assert page.sets_heading.hasFocus()


def test_a_row_is_told_as_a_sentence(page, documents):
    page.list.show_current(documents["filled"])
    told = page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("Adriatic Mechatronics (fictional), Practice cluster, ECEI labels")
    assert "7 gaps for Gold" in told


@pytest.mark.parametrize("mirrored", [False, True], ids=["from left", "from right"])
@pytest.mark.parametrize("language", ["en", "long"])
def test_it_stands(theme, tmp_path, documents, ready, language, mirrored):
    windows.mirror(QApplication.instance(), mirrored=mirrored)
    try:
        with start_page(theme, tmp_path, [], documents.values(), language) as page:
            ready(page)
            for size in (*SIZES, (1280, 720), (1024, 768)):
                page.window().resize(*size)
                assert faults(page) == []
    finally:
        windows.mirror(QApplication.instance(), mirrored=False)
