"""Evidence: the table of items, what can be done with one, files dropped, files not found."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from excellence_app.domain.assessment import EvidenceState
from excellence_app.gui.desk import Place
from excellence_app.gui.parts.evidence_forms import AddPanel, CopyPanel, NamePanel, PersonPanel
from excellence_app.gui.parts.question_chooser import QuestionChooser
from excellence_app.session import evidence, evidence_files
from excellence_app.session.evidence_rows import EvidenceStanding
from tests.gui import windows
from tests.gui.pages.quiet import shown_page, stands
from tests.gui.pages.waiting import choose_file, said, until, until_done

Key = Qt.Key


@pytest.fixture
def page(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "evidence") as page:
        until_done(qtbot, page)
        yield page


@pytest.fixture
def files(tmp_path):
    """Return files to be taken in: a picture, a PDF that is none, a script."""
    folder = tmp_path / "files"
    folder.mkdir()
    Image.new("RGB", (640, 400), "#3366cc").save(folder / "wall.png")
    (folder / "notes.txt").write_text("Seen in May.", encoding="utf-8")
    (folder / "run.sh").write_text("echo", encoding="utf-8")
    return folder


def items(page):
    return page.desk.document.assessment.evidence


def called(page, title):
    return evidence.evidence_called(page.desk.document.assessment, title)


def drop(page, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    page.dropEvent(event)
    return event


def take(page, qtbot, *paths):
    drop(page, *paths)
    until_done(qtbot, page)


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def panel(page, kind):
    found = [one for one in page.findChildren(kind) if one.isVisible()]
    assert found
    return found[-1]


def choose(page, title):
    assert page.table.show_current(called(page, title).id)


# the table


def test_the_table_has_a_row_for_each_item(page):
    model = page.table.model()
    assert model.rowCount() == len(items(page)) == 30
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(4)] == [
        "Item",
        "Used for",
        "State",
        "Date",
    ]
    row = page.rows[0]
    assert model.index(0, 0).data().startswith(row.title)
    assert model.index(0, 1).data() == ", ".join(row.uses)
    assert model.index(0, 2).data() == "Seen on site"
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row.title in spoken
    assert "used for" in spoken
    assert page.title().startswith("30 items")


def test_states_and_words_filter(page, qtbot):
    seen = sum(1 for one in items(page).values() if one.state is EvidenceState.SEEN)
    page.only.show_view(EvidenceStanding.SEEN.value)
    page.only.chosen.emit(EvidenceStanding.SEEN.value)
    assert page.table.model().rowCount() == seen
    page.only.show_view("all")
    page.window().run("find")
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "4.1.6")
    rows = page.shown
    assert rows
    assert all(any(use.startswith("4.1.6") for use in row.uses) for row in rows)
    assert len(rows) < 30


def test_arrows_go_through_the_rows_and_the_right_column_follows(page, qtbot):
    assert page.table.hasFocus()
    assert page.details.title.text() == page.rows[0].title
    qtbot.keyClick(page.table, Key.Key_Down)
    assert page.details.title.text() == page.rows[1].title
    assert [chip.caption for chip in page.details.uses] == list(page.rows[1].uses)
    qtbot.keyClick(page.table, Key.Key_End)
    assert page.details.title.text() == page.rows[-1].title


def test_a_place_names_an_item(page):
    wanted = page.rows[12]
    page.window().go(Place("evidence", wanted.item))
    assert page.table.current == wanted.item
    assert page.details.title.text() == wanted.title


def test_the_rows_of_a_narrow_window_have_all_cells(page):
    page.window().resize(800, 560)
    windows.settle()
    page.desk.theme.set_zoom(150)
    windows.settle()
    assert page.table.is_narrow
    places = page.table.cell_places(0)
    whole = page.table.viewport().rect()
    assert all(whole.left() <= one.left() and one.right() <= whole.right() for one in places)
    tops = [one.top() for one in places[1:4]]
    assert min(tops) >= places[0].bottom()


# adding


def test_dropped_files_are_copied_into_the_assessment(page, qtbot, files):
    take(page, qtbot, files / "wall.png", files / "notes.txt")
    found = called(page, "wall.png")
    assert (found.place, found.size) == ("wall.png", (files / "wall.png").stat().st_size)
    assert called(page, "notes.txt") is not None
    assert page.table.current in {found.id, called(page, "notes.txt").id}
    assert "copied into the assessment" in said(page)
    page.window().run("undo")
    page.window().run("undo")
    assert len(items(page)) == 30


def test_what_is_held_over_the_page_shows_where_it_can_be_dropped(page, files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files / "wall.png"))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPointF(9, 9), copy, data, left, Qt.KeyboardModifier.NoModifier)
    page.dragEnterEvent(entering)
    assert page.card.is_over
    assert page.busy.text() == "Drop to add as evidence"
    page.dragLeaveEvent(QDragLeaveEvent())
    assert not page.card.is_over
    assert not page.busy.isVisible()


def test_files_of_one_name_get_titles_of_their_own(page, qtbot, files):
    take(page, qtbot, files / "notes.txt")
    (files / "notes.txt").write_text("Another one.", encoding="utf-8")
    take(page, qtbot, files / "notes.txt")
    assert called(page, "notes.txt (2)").file != called(page, "notes.txt").file


def test_what_cannot_be_taken_in_is_told(page, qtbot, files):
    (files / "empty.pdf").touch()
    take(page, qtbot, files / "empty.pdf")
    assert "is empty" in said(page)
    assert len(items(page)) == 30


def test_pasting_adds_files_and_links(page, qtbot):
    QGuiApplication.clipboard().setText("https://example.org/minutes")
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert called(page, "example.org/minutes").place == "https://example.org/minutes"
    QGuiApplication.clipboard().setText("just some words")
    qtbot.keyClick(page.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(items(page)) == 31


def test_the_button_adds_a_link_or_a_title(page, qtbot):
    click(qtbot, page.add_button)
    form = panel(page, AddPanel)
    qtbot.keyClicks(form.field.edit, "javascript:alert(1)")
    qtbot.keyClick(form.field.edit, Key.Key_Return)
    assert form.field.error
    form.field.show_text("")
    qtbot.keyClicks(form.field.edit, "Minutes of June")
    qtbot.keyClick(form.field.edit, Key.Key_Return)
    assert called(page, "Minutes of June") is not None
    assert page.details.title.text() == "Minutes of June"


def test_a_promise_names_who_and_when(page, qtbot):
    click(qtbot, page.add_button)
    form = panel(page, AddPanel)
    qtbot.keyClicks(form.field.edit, "Half-yearly report")
    click(qtbot, form.promise)
    asked = panel(page, PersonPanel)
    qtbot.keyClicks(asked.person.edit, "Project officer (fictional)")
    asked.day.show_text("2027-01-31")
    qtbot.keyClick(asked.day.edit, Key.Key_Return)
    found = called(page, "Half-yearly report")
    assert found.state is EvidenceState.PROMISED
    assert (found.person, found.due) == ("projects", date(2027, 1, 31))
    assert "Promised 1" in [
        one.accessibleName() for one in page.only.findChildren(QAbstractButton)
    ]


# one item


def test_states_are_set_in_the_right_column(page, qtbot):
    choose(page, page.rows[0].title)
    item = page.current_item.id
    click(qtbot, page.details.states[EvidenceState.LISTED])
    assert items(page)[item].state is EvidenceState.LISTED
    assert items(page)[item].seen is None
    click(qtbot, page.details.states[EvidenceState.SEEN])
    asked = panel(page, PersonPanel)
    asked.person.show_text("Eva Horvat")
    asked.day.show_text("2026-03-12")
    qtbot.keyClick(asked.day.edit, Key.Key_Return)
    found = items(page)[item]
    assert (found.state, found.seen) == (EvidenceState.SEEN, date(2026, 3, 12))
    assert page.details.who.text() == "By Eva Horvat, 12 March 2026"


def test_a_panel_that_is_closed_leaves_the_state(page, qtbot):
    click(qtbot, page.details.states[EvidenceState.PROMISED])
    qtbot.keyClick(panel(page, PersonPanel), Key.Key_Escape)
    windows.settle()
    assert page.current_item.state is EvidenceState.SEEN
    assert page.details.states[EvidenceState.SEEN].isChecked()


def test_renaming_with_f2(page, qtbot):
    item = page.current_item.id
    qtbot.keyClick(page.table, Key.Key_F2)
    form = panel(page, NamePanel)
    form.field.edit.selectAll()
    qtbot.keyClicks(form.field.edit, "Participants in November")
    qtbot.keyClick(form.field.edit, Key.Key_Return)
    assert items(page)[item].title == "Participants in November"
    assert page.table.current == item


def test_esc_keeps_another_title_and_stays_once_without_one(page, qtbot):
    item, before = page.current_item.id, page.current_item.title
    qtbot.keyClick(page.table, Key.Key_F2)
    form = panel(page, NamePanel)
    form.field.edit.selectAll()
    qtbot.keyClick(form.field.edit, Key.Key_Delete)
    qtbot.keyClick(form.field.edit, Key.Key_Escape)
    assert form.isVisible()
    assert form.field.error
    qtbot.keyClicks(form.field.edit, "Participants")
    form.field.show_error("")
    qtbot.keyClick(form.field.edit, Key.Key_Escape)
    assert items(page)[item].title == "Participants" != before
    page.window().run("undo")
    assert items(page)[item].title == before


def test_one_item_serves_several_questions(page, qtbot):
    item = page.current_item.id
    before = page.rows[0].uses
    click(qtbot, page.details.add_use)
    chooser = panel(page, QuestionChooser)
    qtbot.keyClicks(chooser.search, "5.2")
    qtbot.keyClick(chooser.search, Key.Key_Return)
    assert item in page.desk.document.assessment.answers["5.2"].evidence
    qtbot.keyClick(chooser.search, Key.Key_Return)
    assert item not in page.desk.document.assessment.answers["5.2"].evidence
    qtbot.keyClick(chooser.search, Key.Key_Escape)
    assert page.rows[0].uses == before


def test_removing_moves_on_and_can_be_undone(page, qtbot):
    gone, following = page.rows[0], page.rows[1]
    qtbot.keyClick(page.table, Key.Key_Delete)
    assert gone.item not in items(page)
    assert page.table.current == following.item
    assert page.table.hasFocus()
    assert said(page) == f"“{gone.title}” removed"
    page.window().run("undo")
    assert gone.item in items(page)
    assert page.window().here.page == "evidence"
    assert next(row for row in page.rows if row.item == gone.item).uses == gone.uses


def test_the_menu_of_a_row_has_everything(page, qtbot, files):
    take(page, qtbot, files / "notes.txt")
    choose(page, "notes.txt")
    page.open_menu(page.table.current, QPoint(0, 0))
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    texts = [action.text().partition("\t")[0] for action in menu.actions()]
    for wanted in ("Open a copy…", "Save a copy…", "Promised…", "Rename…", "Remove"):
        assert wanted in texts
    menu.close()


def test_a_number_leads_to_its_question(page, qtbot):
    question = page.details.uses[0].caption
    click(qtbot, page.details.uses[0])
    assert page.window().here == Place("questions", question, "evidence")


# files


def test_a_picture_is_shown_and_other_files_are_an_icon(page, qtbot, files):
    take(page, qtbot, files / "wall.png")
    choose(page, "wall.png")
    until(qtbot, lambda: page.details.preview.image is not None)
    shown = page.details.preview.image
    assert shown.pixelColor(5, 5).name() == "#3366cc"
    take(page, qtbot, files / "notes.txt")
    choose(page, "notes.txt")
    assert page.details.preview.image is None


def test_the_first_page_of_a_pdf_is_shown(page, qtbot, files):
    report = files / "report.pdf"
    report.write_bytes(page.desk.document.session.report(page.words, "documents"))
    take(page, qtbot, report)
    choose(page, "report.pdf")
    until(qtbot, lambda: page.details.preview.image is not None)
    size = page.details.preview.image.size()
    assert abs(size.height() / size.width() - 2**0.5) < 0.01


def test_only_a_copy_is_opened_and_programs_never_are(page, qtbot, files):
    take(page, qtbot, files / "run.sh")
    choose(page, "run.sh")
    qtbot.keyClick(page.table, Key.Key_Return)
    asked = panel(page, CopyPanel)
    captions = [button.caption for button in asked.column.findChildren(type(page.add_button))]
    assert captions == ["Save a copy…"]
    qtbot.keyClick(asked, Key.Key_Escape)


def test_a_copy_goes_where_it_was_asked_for(page, qtbot, files, tmp_path):
    take(page, qtbot, files / "notes.txt")
    choose(page, "notes.txt")
    target = tmp_path / "copy.txt"
    choose_file(target)
    click(qtbot, page.details.save_button)
    until(qtbot, target.exists)
    assert target.read_text(encoding="utf-8") == "Seen in May."


def test_all_files_are_copied_into_a_folder(page, qtbot, files, tmp_path):
    take(page, qtbot, files / "notes.txt", files / "wall.png")
    folder = tmp_path / "handed over"
    folder.mkdir()
    (folder / "notes.txt").write_text("older", encoding="utf-8")
    page.doing.copy_all_to(folder)
    until_done(qtbot, page)
    assert sorted(one.name for one in folder.iterdir()) == ["notes 2.txt", "notes.txt", "wall.png"]
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "older"
    assert said(page) == "2 files copied."


@pytest.mark.parametrize("place", ["../../outside.txt", "C:\\temp\\outside.txt", "..", "/"])
def test_a_document_does_not_say_where_a_copy_goes(page, place):
    page.desk.document.change(evidence.list_evidence, "Outside", place=place, file="ab" * 32)
    name = evidence_files.file_name(called(page, "Outside"))
    assert Path(name).name == name
    assert name not in {"", ".", ".."}


def test_a_file_that_cannot_be_found_is_told_and_can_be_found(page, qtbot, files):
    page.desk.document.change(
        evidence.add_evidence, "4.1.1", "Plan", place="plan.txt", file="ab" * 32, size=12
    )
    until_done(qtbot, page)
    assert "“Plan” cannot be found" in page.strip.accessibleName()
    row = next(one for one in page.rows if one.title == "Plan")
    assert row.standing is EvidenceStanding.NOT_FOUND
    assert row.state == "File not found"
    choose_file(files / "notes.txt")
    click(qtbot, page.strip.buttons["find"])
    until(qtbot, lambda: called(page, "Plan").place == "notes.txt")
    until_done(qtbot, page)
    assert page.strip is None
    assert "Plan" in page.desk.document.undo_name


def test_an_item_whose_file_is_gone_can_be_removed(page, qtbot):
    page.desk.document.change(
        evidence.add_evidence, "4.1.1", "Plan", place="plan.txt", file="ab" * 32, size=12
    )
    until_done(qtbot, page)
    level = page.desk.document.card.indicators["4.1.1"].lowest_level
    click(qtbot, page.strip.buttons["remove"])
    assert called(page, "Plan") is None
    assert page.desk.document.card.indicators["4.1.1"].lowest_level == level
    assert page.strip is None


# the page


def test_an_empty_list_has_one_way_on(page, qtbot):
    for item in list(items(page)):
        page.desk.document.change(evidence.drop_evidence, item)
    windows.settle()
    assert page.empty.isVisible()
    assert not page.card.isVisible()
    page.take_focus()
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert panel(page, AddPanel)


def test_a_document_that_is_only_read_offers_no_change(theme, tmp_path, qtbot):
    with shown_page(theme, tmp_path, "evidence", change=False) as page:
        until_done(qtbot, page)
        assert not page.add_button.isVisible()
        qtbot.keyClick(page.table, Key.Key_Delete)
        assert len(items(page)) == 30
        assert not drop(page, tmp_path / "x.pdf").isAccepted()
        assert not page.details.remove_button.isVisible()


def test_of_many_items_only_those_in_view_are_made(page):
    document = page.desk.document
    for number in range(260):
        document.change(evidence.list_evidence, f"Paper {number:03}")
    page.refresh(None)
    windows.finish(page.window())
    assert len(page.rows) == page.table.rows.rowCount() == 290
    assert page.table.rows.made < 150
    assert page.table.show_current(page.rows[-1].item)
    assert page.table.current == page.rows[-1].item
    row = page.table.row_area(289)
    assert page.table.viewport().rect().contains(row)
    windows.finish(page.window())
    assert page.table.row_area(289) == row


def test_the_page_stands_at_every_size(theme, tmp_path):
    assert stands(theme, tmp_path, "evidence") == []
