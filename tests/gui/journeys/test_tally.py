"""Counting a folder of answers by keyboard, from the start page to the report; and bad folders."""

import shutil

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from excellence_app.gui.parts.tally_places import item_of
from excellence_app.locations import resources_folder
from excellence_app.session.session import AssessmentSession
from tests.gui.journeys.person import Dialogs, foot_message

FOLDER = resources_folder() / "practice/escp-4i"
ACTION = "Count a folder of answers…"
CARD = "Practice answers of 19 fictional partnerships. ESCP-4i progress survey"


def begin(office, person):
    """Go from the start page to where answers are counted."""
    window = office.open_start()
    person.wait_for(window)
    person.tab_to(ACTION)
    person.press("Space")
    person.wait_for(window)
    assert window.here.page == "tally"
    return window


def count_folder(person, window, folder):
    """Choose a folder in the dialog, from the button that has the focus."""
    person.tab_to("Choose a folder…")
    person.choose_file(folder)
    person.press("Space")
    person.wait_for(window)


def test_practice_answers_are_counted_split_and_saved_as_pdf(office, person, documents):
    window = begin(office, person)
    page = window.page
    person.tab_to(CARD)
    person.press("Space")
    person.wait_for(window)
    assert page.head.heading.text() == "19 documents counted"
    assert page.head.heading.hasFocus()

    person.tab_to("Split by")
    person.press("Home")
    person.wait_for(window)
    assert page.shown.split == ""
    while page.split.entry != "A.2":
        person.press("Down")
        person.wait_for(window)
    assert [one.title for one in page.shown.tally.groupings[0].groups] == ["Strand 1", "Strand 2"]

    person.tab_to("A Identification")
    person.press("Down")
    person.press("Space")
    assert page.heading.text() == "B Activities of the partnership"
    whole, split = ([one.title for one in table.grid.columns] for table in page.blocks[0].tables)
    assert whole == ["First survey", "Second survey"]
    assert split == [
        f"{strand}, {survey}"
        for strand in ("Strand 1", "Strand 2")
        for survey in ("first survey", "second survey")
    ]

    target = documents / "progress.pdf"
    person.tab_to("Save")
    person.press("Space")
    menu = QApplication.activePopupWidget()
    assert menu.actions()[0].text() == "Report as PDF…"
    person.choose_file(target)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    person.wait_for(window)
    assert target.read_bytes().startswith(b"%PDF")
    assert foot_message(window) == "Saved as progress.pdf."


def test_folders_that_hold_nothing_to_count_are_told_and_the_next_one_works(
    office, person, documents
):
    window = begin(office, person)
    page = window.page
    empty, other, damaged = (documents / name for name in ("empty", "other", "damaged"))
    for folder in (empty, other, damaged):
        folder.mkdir()
    (other / "minutes.txt").write_text("No questionnaire.", encoding="utf-8")
    for number in range(3):
        (damaged / f"{number}.excellence").write_bytes(b"PK\x03\x04 no archive")
    counter = Dialogs()
    for folder, files in ((empty, 0), (other, 0), (damaged, 3)):
        count_folder(person, window, folder)
        assert page.shown is None
        assert folder.name in page.strip.accessibleName()
        listed = [row for one in page.blocks for _, rows in one.block.texts.groups for row in rows]
        assert len(listed) == files
    shutil.copyfile(FOLDER / "ring-loop.excellence", damaged / "good.excellence")
    count_folder(person, window, damaged)
    counter.stop()
    assert set(counter.shown) == {"QFileDialog"}
    assert page.head.heading.text() == "1 document counted"
    assert "3 files are left out" in page.strip.accessibleName()
    person.press("Shift+Tab")
    person.tab_to("Show the list")
    person.press("Space")
    assert page.heading.text() == "Documents counted"


def test_two_hundred_documents_are_counted_and_may_be_cancelled(office, person, documents):
    for number in range(200):
        path = documents / f"{number:03}.excellence"
        with AssessmentSession.create(path, "escp-4i-progress") as session:
            session.save()
    window = begin(office, person)
    page = window.page
    page.count([documents])
    person.press("Esc")
    person.wait_for(window)
    assert page.shown is None
    assert page.choice.isVisible()
    window.go(window.here._replace(item=item_of([documents])))
    person.wait_for(window)
    assert page.head.heading.text() == "200 documents counted"
    page.show_chapter(page.shown.chapters[-1].key)
    person.wait_for(window)
    assert len(page.blocks[0].tables[0].rows.keys) == 200
