"""The tally of a folder: what it shows, what can be chosen, in every size and language."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from excellence_app.gui.desk import Place
from excellence_app.gui.parts.count_table import CountTable
from excellence_app.gui.parts.tally_places import item_of, paths_of
from excellence_app.locations import resources_folder
from excellence_app.session.tally_shown import DOCUMENTS, LEFT_OUT, LINKS, TOTALS
from tests.gui import windows
from tests.gui.measuring import cut, overlapping, parts
from tests.gui.pages.waiting import choose_file, said, until_done

PRACTICE = resources_folder() / "practice"
FOLDER = PRACTICE / "escp-4i"
SIZES = ((1440, 900), (1280, 720), (1024, 768), (800, 560))
LOOKS = ("en", "de", "long", "mirrored", "zoom")


@pytest.fixture
def make(theme, tmp_path, qapp):
    """Return a function that opens a window on a tally and waits until it is there."""
    made = []

    def open_one(item="practice/escp-4i", *, look="en", size=(1440, 900), survey=False):
        windows.mirror(qapp, mirrored=look == "mirrored")
        theme.set_zoom(200 if look == "zoom" else 100)
        language = look if look in {"de", "long"} else "en"
        if survey:
            path = windows.survey_copy(tmp_path)
            window = windows.open_window(theme, path, tmp_path, language=language)
        else:
            window = windows.start_window(theme, tmp_path, language=language)
        made.append(window)
        window.resize(*size)
        window.go(Place("tally", item))
        window.show()
        windows.finish(window)
        return window

    yield open_one
    for window in made:
        windows.close_window(window)
    windows.mirror(qapp, mirrored=False)


def chapter_keys(page):
    return [one.key for one in page.shown.chapters]


def block(page, key):
    return next(one for one in page.blocks if one.block.key == key)


def show_chapter_with(page, question):
    for chapter in page.shown.chapters:
        if question in {one.key for one in chapter.blocks}:
            page.show_chapter(chapter.key)
            windows.settle()
            return block(page, question)
    raise LookupError(question)


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_cut_and_nothing_overlaps_in_any_chapter(make, look):
    window = make(look=look)
    page = window.page
    found = {}
    for size in SIZES:
        window.resize(*size)
        windows.settle()
        for key in chapter_keys(page):
            page.show_chapter(key)
            windows.finish(window)  # rows out of sight are measured when there is time
            assert len(parts(page)) > 10
            wrong = [*cut(page), *overlapping(page)]
            if page.side().isVisible():
                wrong += [*cut(page.side()), *overlapping(page.side())]
            if wrong:
                found[size, key] = wrong
    assert found == {}


@pytest.mark.parametrize("survey", [False, True])
def test_all_that_takes_the_focus_has_a_role_and_a_name(make, survey):
    item = item_of([FOLDER]) if survey else "practice/escp-4i"
    window = make(item, survey=survey)
    page = window.page
    nameless = []
    for key in chapter_keys(page):
        page.show_chapter(key)
        for one in page.blocks:
            if one.fold is not None:
                one.fold.header.click()
        windows.settle()
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy().value:
                interface = QAccessible.queryAccessibleInterface(widget)
                role, name = interface.role(), interface.text(QAccessible.Text.Name)
                if role in {QAccessible.Role.NoRole, QAccessible.Role.Client} or not name:
                    nameless.append(f"{type(widget).__name__} {role} {name!r}")
    assert nameless == []


def test_each_answer_has_its_figures_its_bar_and_a_sentence(make):
    page = make().page
    activities = show_chapter_with(page, "B.1")
    table, split = (one for one in activities.tables if isinstance(one, CountTable))
    rows = {row.title: row for row in table.grid.rows}
    partners = rows["Finding strategic partners in third countries"]
    assert partners.cells == ("10 (52.6%)", "17 (89.5%)")
    assert [(one.title, one.size) for one in split.grid.columns] == [
        ("Strand 1, first survey", "n\u00a0=\u00a012"),
        ("Strand 1, second survey", "n\u00a0=\u00a012"),
        ("Strand 2, first survey", "n\u00a0=\u00a07"),
        ("Strand 2, second survey", "n\u00a0=\u00a07"),
    ]
    (by_strand,) = (row for row in split.grid.rows if row.title == partners.title)
    assert by_strand.cells == ("4 (33.3%)", "10 (83.3%)", "6 (85.7%)", "7 (100%)")
    assert [float(share) for share, _ in partners.bar.shares] == pytest.approx([10 / 19, 17 / 19])
    assert "Second survey, n\u00a0=\u00a019: 17 (89.5%)" in partners.spoken
    index = table.rows.index(0, 0)
    assert table.rows.data(index, Qt.ItemDataRole.AccessibleTextRole) == table.grid.rows[0].spoken
    in_set = [one.title for one in page.shown.gathered.criteria.question_by_id["B.1"].choices]
    assert list(rows) == [*in_set, "Not answered"]


def test_comments_stand_under_their_answer_and_can_be_found(make, qtbot):
    page = make().page
    activities = show_chapter_with(page, "B.1")
    assert activities.fold.header.caption == "58 texts"
    shown = len(activities.tables)
    activities.fold.header.click()
    windows.settle()
    texts = activities.tables[shown]
    assert len(texts.rows.keys) == 58
    assert texts.rows.entry(0).title.endswith(")")
    page.focus_search()
    qtbot.keyClicks(page.search, "Halifax")
    windows.finish(page.window())
    found = [
        " ".join(row) for one in page.blocks for _, rows in one.block.texts.groups for row in rows
    ]
    assert found
    assert all("halifax" in one.casefold() for one in found)
    assert page.heading.text() == f"{len(found)} texts found"
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert block(page, "B.1")


def test_totals_have_sums_and_links_say_who_says_so(make):
    page = make().page
    page.show_chapter(TOTALS)
    rows = page.blocks[0].block.grids[0].rows
    assert rows[-1].title == "Sum, agreements"
    assert rows[-1].strong
    assert rows[-1].cells[-3:] == ("15", "43", "+28")
    assert [row.title for row in rows[-3:-1]] == ["Sum, Strand 1", "Sum, Strand 2"]
    assert [row.cells[-3:] for row in rows[-3:-1]] == [("4", "17", "+13"), ("11", "26", "+15")]
    assert sum(int(row.cells[-2]) for row in rows[:-3]) == 43
    page.show_chapter(LINKS)
    (_, links), *_ = page.blocks[0].block.texts.groups
    assert len(links) == 35
    assert {"Both say so", "Only this side says so"} <= {row[2] for row in links}
    assert any(text.startswith("Note: For comparison") for text in page.blocks[0].block.notes)


def test_counts_are_split_by_another_question_and_by_none(make):
    window = make()
    page = window.page
    assert page.split.entry == "A.2"
    page.split.chosen.emit("")
    windows.finish(window)
    table = show_chapter_with(page, "D.2").tables[0]
    assert [one.title for one in table.grid.columns] == ["First survey", "Second survey"]
    page.split.chosen.emit("C.1")  # many groups stand in tables of their own
    windows.finish(window)
    tables = show_chapter_with(page, "D.2").tables
    assert len(tables) > 2
    assert not any(one.grid.chart for one in tables[1:])
    assert any("small group" in c.size for one in tables for c in one.grid.columns)
    assert any("marked as a small" in text for text in page.shown.remarks)


def test_figures_are_copied_as_table_and_as_picture(make):
    page = make().page
    asked = show_chapter_with(page, "D.2")
    table = asked.tables[0]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Answer\tFirst survey")
    assert lines[1].startswith("Yes\t9 (47.4%)\t15 (78.9%)")
    asked.copy_picture([table])
    image = QApplication.clipboard().image()
    assert image.width() >= table.width()
    assert image.height() >= table.height()


def test_all_tables_of_a_question_are_copied(make, qtbot):
    page = make().page
    page.split.chosen.emit("C.1")
    windows.finish(page.window())
    asked = show_chapter_with(page, "D.2")
    assert len(asked.tables) > 2
    qtbot.mouseClick(asked.copy, Qt.MouseButton.LeftButton)
    (menu,) = asked.findChildren(QMenu)
    as_table, as_picture = menu.actions()
    as_table.trigger()
    copied = QApplication.clipboard().text()
    for table in asked.tables:
        for row in table.texts():
            assert "\t".join(row) in copied
    captions = [grid.caption for grid in asked.block.grids if grid.caption]
    assert captions
    assert all(caption in copied for caption in captions)
    as_picture.trigger()
    image = QApplication.clipboard().image()
    menu.close()
    assert image.width() >= max(one.width() for one in asked.tables)
    assert image.height() > sum(one.height() for one in asked.tables)


@pytest.mark.parametrize(
    ("form", "start"),
    [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype html>"), ("csv", b"\xef\xbb\xbf")],
)
def test_what_was_counted_is_saved(make, tmp_path, qtbot, form, start):
    window = make("practice/escp-s3")
    page = window.page
    target = tmp_path / f"counted.{form}"
    choose_file(target)
    page.ask_where_to_save(form)
    until_done(qtbot, page)
    assert target.read_bytes().startswith(start)
    assert said(page) == f"Saved as counted.{form}."


def test_a_document_is_never_replaced(make, tmp_path):
    document = shutil.copyfile(FOLDER / "ring-loop.excellence", tmp_path / "own.excellence")
    before = Path(document).read_bytes()
    window = make(item_of([tmp_path]))
    window.page.write(Path(document))
    windows.finish(window)
    assert Path(document).read_bytes() == before
    assert window.page.strip is not None


def test_a_folder_of_its_own_is_the_first_survey(make, tmp_path):
    before, now = tmp_path / "before", tmp_path / "now"
    for folder, names in ((before, ["ring-loop"]), (now, ["ring-loop", "deep-current"])):
        folder.mkdir()
        for name in names:
            shutil.copyfile(FOLDER / f"{name}.excellence", folder / f"{name}.excellence")
    window = make(item_of([now]))
    page = window.page
    assert page.alone.isHidden()
    page.count(page.places, [before])
    windows.finish(window)
    assert page.shown.tally.earlier == 1
    assert page.compare.caption == "Compared with before"
    page.alone.click()
    windows.finish(window)
    assert page.against == []
    assert page.shown.tally.earlier == 2


def test_files_left_out_are_listed_with_the_reason(make, tmp_path):
    shutil.copyfile(FOLDER / "ring-loop.excellence", tmp_path / "good.excellence")
    (tmp_path / "broken.excellence").write_bytes(b"not a document")
    page = make(item_of([tmp_path])).page
    assert len(page.shown.tally.documents) == 1
    page.strip.pressed.emit("list")
    assert page.chapter.key == DOCUMENTS
    (_, rows), *_ = block(page, LEFT_OUT).block.texts.groups
    assert [row[0] for row in rows] == ["broken.excellence"]
    assert rows[0][1]


def test_a_folder_without_documents_says_so_and_leaves_the_choice(make, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    page = make(item_of([empty])).page
    assert page.shown is None
    assert page.strip is not None
    assert page.choice.isVisible()
    assert page.blocks == []


def test_damaged_files_alone_are_named(make, tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.excellence").write_bytes(b"PK damaged")
    page = make(item_of([tmp_path])).page
    assert page.shown is None
    assert page.choice.isVisible()
    (_, rows), *_ = page.blocks[0].block.texts.groups
    assert len(rows) == 3


def test_reading_can_be_cancelled_and_what_was_there_stays(make):
    window = make("practice/escp-s3")
    page = window.page
    before = page.shown
    page.count([FOLDER])
    assert page.cancel.isVisible()
    assert page.cancel.hasFocus()
    QTest.keyClick(page.cancel, Qt.Key.Key_Escape)
    windows.finish(window)
    assert page.shown is before
    assert not page.cancel.isVisible()
    assert page.heading.isVisible()


def test_esc_brings_back_what_was_counted(make):
    window = make("practice/escp-s3")
    page = window.page
    page.other.click()
    assert page.choice.isVisible()
    assert not page.heading.isVisible()
    QTest.keyClick(page.choice.folder, Qt.Key.Key_Escape)
    assert page.heading.isVisible()
    assert not page.choice.isVisible()


def test_folders_to_practise_with_are_offered_and_counted(make):
    window = make("")
    page = window.page
    assert list(page.choice.cards) == ["escp-4i", "escp-s3"]
    assert page.choice.folder.hasFocus() or not window.isActiveWindow()
    page.choice.cards["escp-s3"].click()
    windows.finish(window)
    assert len(page.shown.tally.documents) == 8


def test_the_folder_of_the_document_is_proposed(make, tmp_path):
    window = make("", survey=True)
    page = window.page
    page.choice.own.click()
    windows.finish(window)
    assert page.places == [tmp_path]
    assert len(page.shown.tally.documents) == 1
    assert window.sidebar.item("tally").accessible_chosen()


def test_two_hundred_documents_are_counted(make, tmp_path):
    source = FOLDER / "ring-loop.excellence"
    for number in range(200):
        shutil.copyfile(source, tmp_path / f"{number:03}.excellence")
    window = make(item_of([tmp_path]))
    page = window.page
    # all are copies of one document, so that one counts
    assert len(page.shown.gathered.left_out) == 199
    page.show_chapter(DOCUMENTS)
    windows.settle()
    assert len(block(page, LEFT_OUT).tables[0].rows.keys) == 199


def drop(page, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    return event


def test_what_is_dropped_is_counted(make):
    window = make("")
    drop(window.page, [PRACTICE / "escp-s3"])
    windows.finish(window)
    assert len(window.page.shown.tally.documents) == 8
    drop(window.page, sorted(FOLDER.glob("*.excellence"))[:3])
    windows.finish(window)
    assert len(window.page.shown.tally.documents) == 3


def test_a_place_names_folders_and_nothing_else():
    paths = [Path("/a b/c"), Path("/d\n/e")]
    assert paths_of(item_of(paths)) == paths
    assert paths_of("practice/escp-4i") == [FOLDER]
    assert paths_of("") == []
    assert paths_of("{}") == []


def test_several_documents_and_folders_dropped_on_the_start_page_are_counted(make, qtbot):
    window = make("")
    window.go(Place("start"))
    until_done(qtbot, window.page)
    opened = []
    window.desk.opened.connect(opened.append)
    documents = sorted(FOLDER.glob("*.excellence"))
    drop(window.page, documents[:1])
    assert opened == documents[:1]
    assert window.here.page == "start"
    drop(window.page, documents[:2])
    windows.finish(window)
    assert window.here.page == "tally"
    assert len(window.page.shown.tally.documents) == 2
    window.go(Place("start"))
    drop(window.page, [FOLDER])
    windows.finish(window)
    assert len(window.page.shown.tally.documents) == 19
    assert opened == documents[:1]
