"""What goes wrong with documents is said in the page, with what is safe, and nothing is lost."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from excellence_app.gui.components.save_state import Saved
from excellence_app.gui.desk import Place
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession
from tests.gui import windows
from tests.gui.journeys.disks import full_disk
from tests.gui.journeys.person import Dialogs, foot_message, pages_shown, strips
from tests.storage.made import put_together, taken_apart

LEVELS = "4.1.6"

HOLDING = """
import sys
from pathlib import Path
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession

with AssessmentSession.open(Path(sys.argv[1]), change=True, in_background=True):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def dialogs(qapp):  # noqa: ARG001 - there is nothing to watch before the application
    """Return the dialogs that are shown."""
    seen = Dialogs()
    yield seen.shown
    seen.stop()


@pytest.fixture
def document(documents):
    return windows.practice_copy(documents)


@pytest.fixture
def at_a_question(office, person, document):
    """Return a window on the practice cluster in which a question with levels is shown."""
    window = office.open_document(document, Place("questions", LEVELS))
    person.wait_for(window)
    return window


def told(strip):
    return strip.accessibleName()


def value_in(path, question=LEVELS):
    """Return the answer that a file has."""
    return AssessmentSession.open(path).document.assessment.answers[question].value


# documents that cannot be opened


def damaged():
    data = bytearray((windows.resources_folder() / windows.PRACTICE).read_bytes())
    data[data.find(b"criteria.yaml") + 2000] ^= 0xFF
    return bytes(data)


def other_archive():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


def newer():
    parts = taken_apart((windows.resources_folder() / windows.PRACTICE).read_bytes())
    manifest = json.loads(parts["manifest.json"])
    manifest |= {"format": 7, "min_reader": 7, "written_by": "9.1"}
    parts["manifest.json"] = json.dumps(manifest).encode()
    return put_together(parts)


BAD = {
    "empty": (lambda: b"", "bad.excellence is empty."),
    "text": (lambda: b"My Cluster\n", "bad.excellence is not a document of Excellence."),
    "archive": (other_archive, "bad.excellence is a ZIP file, but not a document of"),
    "damaged": (damaged, "bad.excellence is damaged"),
    "newer": (newer, "bad.excellence was written by a newer version of Excellence (9.1)"),
    "gone": (None, "bad.excellence does not exist. Please check the name and the folder."),
    "folder": (Path.mkdir, "bad.excellence is a folder."),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_opened_is_told_on_the_start_page(office, person, documents, dialogs, kind):
    make, sentence = BAD[kind]
    path = documents / "bad.excellence"
    data = None
    if make is Path.mkdir:
        path.mkdir()
    elif make is not None:
        data = make()
        path.write_bytes(data)
    window = office.open_start()
    person.wait_for(window)
    for _ in range(2):  # the second time in place of the first
        assert office.open_document(path) is window
        assert sentence in told(strips(window)["not opened"])
        assert len(strips(window)) == 1
    assert strips(window)["not opened"].isVisible()
    assert "Error" not in told(strips(window)["not opened"])
    assert (window.here.page, office.windows, dialogs) == ("start", [window], [])
    assert office.settings.recent == ()
    assert data is None or path.read_bytes() == data
    person.press("Ctrl+N")
    assert strips(window) == {}  # it was about what was wanted then


def test_a_damaged_document_is_replaced_by_an_earlier_version(office, person, document):
    with AssessmentSession.open(document, change=True) as session:
        session.change(edits.note, LEVELS, "Kept.")
        session.save()
    document.write_bytes(document.read_bytes()[:-3000])
    office.open_document(document)
    window = office.windows[0]
    person.wait_for(window)
    strip = strips(window)["not opened"]
    offer = next(button for name, button in strip.buttons.items() if name.startswith("version"))
    assert "damaged file is kept" in told(strip)
    person.tab_to(offer)
    person.press("Space")
    person.wait(lambda: [one.desk.has_document for one in office.windows] == [True])
    window = office.windows[0]
    assert window.desk.document.may_change
    assert window.desk.document.assessment.answers[LEVELS]
    assert foot_message(window).startswith("The damaged file is kept as ")
    assert len(list(document.parent.glob("*damaged*"))) == 1


def test_a_row_of_a_folder_that_is_gone_says_so(office, person, documents):
    folder = documents / "away"
    folder.mkdir()
    path = windows.practice_copy(folder)
    person.wait_for(office.open_document(path))
    person.press("Ctrl+W")
    shutil.rmtree(folder)
    window = office.open_start()
    person.wait_for(window)
    (row,) = window.page.list.entries
    assert row.standing == "Not found"
    person.press("Return")
    assert "adriatic-mechatronics.excellence does not exist" in told(strips(window)["not opened"])
    person.wait_for(window)


# documents that can only be read


def test_what_comes_with_the_program_is_read_and_can_be_copied(office, person, documents):
    source = windows.resources_folder() / windows.PRACTICE
    before = source.read_bytes()
    window = office.open_document(source, Place("questions", LEVELS))
    person.wait_for(window)
    assert "comes with the program and can only be read" in told(strips(window)["read only"])
    assert window.sidebar.save_state.state is Saved.READ_ONLY
    value = window.desk.document.assessment.answers[LEVELS].value
    person.press(str(0 if value else 1))
    assert window.desk.document.assessment.answers[LEVELS].value == value
    copy = documents / "mine.excellence"
    person.choose_file(copy)
    person.press("Ctrl+Shift+S")
    assert foot_message(window) == "Copy saved as mine.excellence."
    assert value_in(copy) == value
    assert source.read_bytes() == before


def test_a_document_that_another_process_has_open_is_read(office, person, document, dialogs):
    command = [sys.executable, "-c", HOLDING, document]
    root = Path(__file__).parents[3]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True) as other:
        try:
            assert other.stdout.readline() == "held\n"
            window = office.open_document(document)
            person.wait_for(window)
            said = told(strips(window)["read only"])
        finally:
            other.communicate()
    assert "Open on " in said
    assert "here it can only be read" in said
    assert not window.desk.document.may_change
    person.press("Ctrl+W")
    window = office.open_document(document)
    assert window.desk.document.may_change
    assert (strips(window), dialogs) == ({}, [])


def test_the_same_document_comes_to_the_front(office, person, document, documents):
    window = office.open_document(document)
    other = documents / "other name.excellence"
    other.symlink_to(document)
    for path in (document, other, documents / "." / document.name):
        assert office.open_document(path, Place("results")) is window
    person.wait_for(window)
    assert window.here.page == "results"
    assert len(office.windows) == 1


# documents that change or go while they are open


def test_what_others_changed_meanwhile_is_merged_and_shown(office, person, document, tmp_path):
    copy = tmp_path / "theirs.excellence"
    shutil.copyfile(document, copy)
    window = office.open_document(document, Place("questions", "4.1.2"))
    person.wait_for(window)
    program = [sys.executable, "-m", "excellence_app"]
    for arguments in (
        ("answer", copy, LEVELS, "1", "--note", "Said Ivo."),
        ("answer", copy, "4.1.2", "0"),
    ):
        command = [*program, *map(str, arguments)]
        their_state = {**os.environ, "EXCELLENCE_STATE": str(tmp_path / "their state")}
        root = Path(__file__).parents[3]
        subprocess.run(command, cwd=root, env=their_state, check=True, capture_output=True)
    copy.replace(document)
    person.press("1")
    person.wait(lambda: window.desk.document.assessment.answers[LEVELS].note == "Said Ivo.")
    answers = window.desk.document.assessment.answers
    assert answers[LEVELS].value == 1
    assert answers["4.1.2"].value in {0, 1}
    assert window.desk.document.assessment.conflicts
    assert [told(strip) for strip in window.page.strips if "2 different entries" in told(strip)]
    person.press("Ctrl+Z")
    assert window.desk.document.assessment.answers[LEVELS].note != "Said Ivo."
    person.press("Ctrl+Shift+Z")
    person.press("Ctrl+W")
    assert value_in(document) == 1


def test_a_document_that_goes_while_it_is_open_is_kept(at_a_question, person, document, office):
    window = at_a_question
    document.unlink()
    person.press("3")
    person.wait(lambda: document.exists() or "save" in strips(window))
    person.press("Ctrl+W")
    assert pages_shown(office) == ["start"]
    assert value_in(document) == 3


def test_a_folder_that_goes_while_its_document_is_open(
    office, person, documents, tmp_path, dialogs
):
    folder = documents / "away"
    folder.mkdir()
    path = windows.practice_copy(folder)
    window = office.open_document(path, Place("questions", LEVELS))
    person.wait_for(window)
    folder.rename(tmp_path / "elsewhere")
    person.press("3")
    person.wait(lambda: "save" in strips(window))
    strip = strips(window)["save"]
    assert "does not exist" in told(strip)
    person.wait(lambda: window.sidebar.save_state.state is Saved.SAVED)  # it is on this computer
    copy = documents / "saved.excellence"
    person.choose_file(copy)
    strip.buttons["save_copy"].click()
    assert foot_message(window) == "Copy saved as saved.excellence."
    assert value_in(copy) == 3
    person.wait_for(window)
    person.press("Ctrl+W")
    (start,) = office.windows
    assert "does not exist" in told(strips(start)["closing"])
    (tmp_path / "elsewhere").rename(folder)
    window = office.open_document(path)
    assert window.desk.document.assessment.answers[LEVELS].value == 3
    assert "Restored to" in told(strips(window)["notice 0"])
    assert dialogs == ["QFileDialog"]


# disks that run full


def test_a_full_disk_under_the_document_keeps_the_change(
    at_a_question, person, document, dialogs, monkeypatch
):
    window = at_a_question
    before = document.read_bytes()
    with full_disk(monkeypatch, document.parent):
        person.press("3")
        person.wait(lambda: "save" in strips(window))
        said = told(strips(window)["save"])
        assert "The disk is full" in said
        assert "kept on this computer" in window.sidebar.save_state.accessibleName().lower()
        assert document.read_bytes() == before
        person.press("2")
        person.press("4")
        assert len(strips(window)) == 1
    person.wait(lambda: "save" not in strips(window))
    person.wait(lambda: window.sidebar.save_state.state is Saved.SAVED)
    person.wait(lambda: value_in(document) == 4)
    assert dialogs == []


def test_a_disk_that_is_full_everywhere_loses_nothing_that_is_still_open(
    at_a_question, person, office, document, dialogs, monkeypatch
):
    window = at_a_question
    before = document.read_bytes()
    with full_disk(monkeypatch):
        person.press("Ctrl+T")
        person.press("Ctrl+A")
        person.type("Asked the board.")
        person.press("Alt+3")
        person.wait(lambda: window.sidebar.save_state.state is Saved.NOT_SAVED)
        assert "Save a copy elsewhere" in strips(window)["save"].buttons["save_copy"].caption
        said = person.answer_dialog("Stay here")
        person.press("Ctrl+W")
        assert said[0] == "The last changes are not on any disk yet."
        assert office.windows == [window]
        assert window.desk.document.assessment.answers[LEVELS].value == 3
        assert document.read_bytes() == before
        person.wait_for(window)
        person.press("Alt+2")  # work goes on
    person.wait(lambda: strips(window) == {})
    person.wait(lambda: window.sidebar.save_state.state is Saved.SAVED)
    person.press("Ctrl+W")
    assert pages_shown(office) == ["start"]
    assert value_in(document) == 2
    assert AssessmentSession.open(document).assessment.answers[LEVELS].note == "Asked the board."
    assert dialogs == ["QMessageBox"]


def test_on_a_full_disk_a_copy_elsewhere_lets_the_window_close(
    at_a_question, person, office, document, tmp_path, monkeypatch
):
    window, copy = at_a_question, tmp_path / "stick" / "copy.excellence"
    copy.parent.mkdir()
    before = document.read_bytes()
    with full_disk(monkeypatch):
        person.press("3")
        said = person.answer_dialog("Save a copy…")
        person.choose_file(copy)
        person.press("Ctrl+W")  # at once, while the change is on its way
        assert said
        assert not copy.exists()
        assert office.windows == [window]
        assert "The disk is full" in told(strips(window)["copy"])
    with full_disk(monkeypatch, but=copy.parent):
        person.wait_for(window)
        person.press("2")
        person.answer_dialog("Save a copy…")
        person.choose_file(copy)
        person.press("Ctrl+W")
        assert pages_shown(office) == ["start"]
    assert value_in(copy) == 2
    assert document.read_bytes() == before


@pytest.mark.usefixtures("at_a_question")
def test_on_a_full_disk_a_person_may_give_up_the_last_change(
    person, office, document, monkeypatch
):
    before = document.read_bytes()
    with full_disk(monkeypatch):
        person.press("3")
        person.answer_dialog("Close without them")
        person.press("Ctrl+W")
        assert pages_shown(office) == ["start"]
    assert document.read_bytes() == before
    window = office.open_document(document)
    assert window.desk.document.may_change
    assert strips(window) == {}


def test_a_file_that_may_not_be_written_is_read(office, person, document):
    document.chmod(0o400)
    if os.access(document, os.W_OK):
        document.chmod(0o600)
        pytest.skip("permissions mean nothing to this user")
    window = office.open_document(document)
    person.wait_for(window)
    assert "can only be read where it is" in told(strips(window)["read only"])
    document.chmod(0o600)
