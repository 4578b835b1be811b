"""Questions of surveys on a real window: every kind is answered, undone, kept, and led on from."""

import shutil
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication

from excellence_app.gui.desk import Place
from excellence_app.gui.parts import option_list
from excellence_app.gui.parts.question_head import QuestionWords
from excellence_app.locations import resources_folder
from excellence_app.session import edits, entry_edits
from excellence_app.session.questioning import questions_in_order
from excellence_app.session.session import AssessmentSession
from tests.catalog.writing import HEAD, SURVEY
from tests.gui import windows
from tests.gui.journeys.person import foot_message
from tests.gui.measuring import cut, overlapping

Key, Modifier = Qt.Key, Qt.KeyboardModifier
ALT, CTRL = Modifier.AltModifier, Modifier.ControlModifier


@pytest.fixture
def opened(theme, tmp_path, qtbot):
    """Return a function that opens a window on a survey with a question of each kind."""
    made = []

    def open_at(item, *changes, path=None, size=(1440, 900), **wishes):
        if path is None:
            source, path = tmp_path / "tried.yaml", tmp_path / "tried.excellence"
            source.write_text(HEAD.split("dimensions")[0] + SURVEY, "utf-8")
            with AssessmentSession.create(path, str(source)) as session:
                for change, *values in changes:
                    session.change(change, *values)
                session.save()
        window = windows.open_window(theme, path, tmp_path, **wishes)
        made.append(window)
        window.resize(*size)
        window.go(Place("questions", item))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.page.take_focus()
        windows.finish(window)
        return window

    yield open_at
    for window in made:
        windows.close_window(window)


@pytest.fixture
def filled(tmp_path):
    """Return a copy of an answered questionnaire of each of our surveys."""

    def copy(name):
        target = tmp_path / "filled.excellence"
        shutil.copyfile(resources_folder() / "practice" / f"{name}.excellence", target)
        target.chmod(0o600)
        return target

    return copy


def press(qtbot, key, modifier=Modifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    windows.settle()


def write(qtbot, text):
    qtbot.keyClicks(QApplication.focusWidget(), text)


def value(window, key):
    stored = window.desk.document.assessment.answers.get(key)
    return None if stored is None else stored.value


def keys(window, start):
    answers = window.desk.document.assessment.answers
    return [key for key, one in answers.items() if key.startswith(start) and one.value is not None]


def paste(qtbot, text):
    QGuiApplication.clipboard().setText(text)
    press(qtbot, Key.Key_V, CTRL)


def announced(monkeypatch):
    said = []
    monkeypatch.setattr(option_list, "announce", lambda _widget, text: said.append(text))
    return said


# where one is


def test_a_survey_shows_the_place_in_its_section_and_no_effect(opened):
    window = opened("S.1")
    page = window.page
    assert page.position == "Question 1 of 9"
    assert page.title() == "What kind of partner is it?"
    assert page.side()._effect.isHidden()  # noqa: SLF001 - that it is not there
    assert page.proof.evidence.isHidden()
    assert page.proof.confidence.parentWidget().isHidden()


def test_a_question_in_a_case_is_shown_like_any_other(opened, qtbot):
    window = opened("S.8", (edits.answer, "S.7", "2"), (edits.answer, "S.8[1]/name", "Lab"))
    press(qtbot, Key.Key_Return)
    assert window.here.item == "S.8[1]/name"
    assert window.page.position == "Question 1 of 2"
    assert window.page.title() == "Agreement 1: Lab: With whom?"
    press(qtbot, Key.Key_Return, CTRL)
    assert window.here.item == "S.8[1]/land"
    press(qtbot, Key.Key_Return)
    assert window.here.item == "S.8[2]/name"
    press(qtbot, Key.Key_Return, CTRL | Modifier.ShiftModifier)
    assert window.here.item == "S.8[1]/land"


def test_a_case_that_goes_leads_to_those_that_are_left(opened):
    window = opened("S.8[1]/name", (edits.answer, "S.7", "1"))
    window.desk.document.change(entry_edits.remove_entry, "S.8[1]")
    windows.settle()
    assert window.here.item == "S.8"
    window.run("undo")
    assert value(window, "S.8[1]") == 1


def test_a_cell_leads_to_its_table(opened):
    window = opened("S.6[a]/day", (edits.answer, "S.6[a]/day", "2026-11-30"))
    assert window.here.item == "S.6"
    assert QApplication.focusWidget().accessibleName() == "Row 1, Date"


# one choice


def test_a_letter_chooses_and_the_comment_opens_in_the_card(opened, qtbot):
    window = opened("S.1")
    press(qtbot, Key.Key_B)
    assert value(window, "S.1") == "company"
    row = window.page.editor.rows["company"]
    assert row.box.hasFocus()
    press(qtbot, Key.Key_Tab)
    assert row.field.edit.hasFocus()
    write(qtbot, "A mill")
    press(qtbot, Key.Key_Return, CTRL)
    assert value(window, "S.1/company") == "A mill"
    assert window.here.item == "S.2"


def test_typing_what_else_it_is_chooses_other(opened, qtbot):
    window = opened("S.1", (edits.answer, "S.1", "cluster"))
    other = window.page.editor.rows["other"]
    other.field.focus()
    write(qtbot, "Fund")
    assert other.ticked
    assert not window.page.editor.rows["cluster"].ticked
    window.page.may_leave()
    assert (value(window, "S.1"), value(window, "S.1/other")) == ("other", "Fund")
    window.run("undo")
    assert (value(window, "S.1"), value(window, "S.1/other")) == ("cluster", None)
    assert window.page.editor.rows["cluster"].ticked


def test_of_many_countries_one_is_found_by_typing(opened, qtbot):
    window = opened("S.8[1]/land", (edits.answer, "S.7", "1"))
    editor = window.page.editor
    assert editor.rows == {}
    assert len(editor.list.shown) == 249
    write(qtbot, "new zea")
    assert editor.list.shown == ["New Zealand"]
    press(qtbot, Key.Key_Return)
    assert value(window, "S.8[1]/land") == "nz"
    assert editor.list.field.text() == "New Zealand"
    write(qtbot, "xyz")
    assert editor.list.nothing.isVisible()
    press(qtbot, Key.Key_Escape)
    assert editor.list.field.text() == "New Zealand"
    press(qtbot, Key.Key_Return)
    assert window.here.item == "S.9"


# several choices


def test_ticking_opens_a_comment_and_keeps_the_focus(opened, qtbot):
    window = opened("S.2")
    editor = window.page.editor
    press(qtbot, Key.Key_A)
    assert value(window, "S.2") == ("money",)
    assert editor.rows["money"].box.hasFocus()
    assert editor.rows["money"].field.isVisible()
    assert editor.lacking == ()
    press(qtbot, Key.Key_Down)
    windows.finish(window)
    assert [one.title for one in editor.lacking] == ["Money"]
    assert editor.rows["money"].complaint == "Describe this in a few words"
    (strip,) = window.page.strips
    assert "One answer needs a description: You can go on" in strip.accessibleName()
    qtbot.mouseClick(strip.buttons["S.2/money"], Qt.MouseButton.LeftButton)
    assert editor.rows["money"].field.edit.hasFocus()
    write(qtbot, "None left")
    window.page.may_leave()
    windows.finish(window)
    assert editor.lacking == ()
    assert window.page.strips == []


def test_an_unticked_choice_keeps_its_words(opened, qtbot):
    window = opened(
        "S.2", (edits.answer, "S.2", "money"), (edits.answer, "S.2/money", "None left")
    )
    press(qtbot, Key.Key_A)
    assert value(window, "S.2") is None
    assert value(window, "S.2/money") == "None left"
    row = window.page.editor.rows["money"]
    assert row._kept.text() == "Kept, not used: “None left”"  # noqa: SLF001 - what is shown
    press(qtbot, Key.Key_A)
    assert row.field.text == "None left"
    assert row._kept.isHidden()  # noqa: SLF001 - as above


def test_none_of_these_clears_the_rest_and_one_undo_brings_it_back(opened, qtbot):
    window = opened("S.2", (edits.answer, "S.2", "time, law"))
    editor = window.page.editor
    press(qtbot, Key.Key_N)
    assert value(window, "S.2") == ("none",)
    assert editor.chosen_now == ("none",)
    window.run("undo")
    assert value(window, "S.2") == ("time", "law")
    assert editor.chosen_now == ("time", "law")
    window.run("redo")
    press(qtbot, Key.Key_C)
    assert value(window, "S.2") == ("law",)


def test_in_a_long_list_nothing_moves_until_the_page_is_opened_anew(opened, qtbot):
    window = opened("S.9", (edits.answer, "S.9", "fr"))
    editor = window.page.editor
    view = editor.list.list
    assert list(editor.rows) == ["fr"]
    offered = editor.list.shown
    assert "France" not in offered
    where = view.visualRect(view.options.index(3, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where.center())
    windows.finish(window)
    chosen = view.options.shown[3][0]
    assert value(window, "S.9") == (chosen, "fr")
    assert editor.list.shown == offered
    there = view.visualRect(view.options.index(3, 0))
    assert (there.top(), there.bottom()) == (where.top(), where.bottom())
    assert view.options.data(view.options.index(3, 0), Qt.ItemDataRole.CheckStateRole) == 2
    assert editor.rows[chosen].y() >= 0
    below = editor.rows[chosen].mapTo(editor, QPoint(0, 0)).y()
    assert below > editor.list.mapTo(editor, QPoint(0, 0)).y()
    qtbot.mouseClick(editor.rows["fr"].box, Qt.MouseButton.LeftButton)
    assert value(window, "S.9") == (chosen,)
    assert editor.rows["fr"].isVisible()
    assert "France" not in editor.list.shown
    window.go(Place("overview"))
    window.go(Place("questions", "S.9"))
    windows.finish(window)
    assert list(editor.rows) == [chosen]
    assert "France" in editor.list.shown
    above = editor.rows[chosen].mapTo(editor, QPoint(0, 0)).y()
    assert above < editor.list.mapTo(editor, QPoint(0, 0)).y()


def test_enter_takes_and_space_takes_back_in_a_long_list(opened, qtbot):
    window = opened("S.9", (edits.answer, "S.9", "fr"))
    write(qtbot, "germ")
    press(qtbot, Key.Key_Return)
    assert value(window, "S.9") == ("fr", "de")
    write(qtbot, "germ")
    press(qtbot, Key.Key_Return)
    assert value(window, "S.9") == ("fr", "de")
    press(qtbot, Key.Key_Space)
    assert value(window, "S.9") == ("fr",)


@pytest.mark.parametrize("item", ["S.8[1]/land", "S.9"])
def test_ctrl_enter_takes_the_country_first_and_then_goes_on(opened, qtbot, item, monkeypatch):
    said = announced(monkeypatch)
    window = opened(item, (edits.answer, "S.7", "1"))
    write(qtbot, "new zea")
    press(qtbot, Key.Key_Return, CTRL)
    assert window.here.item == item
    assert value(window, item) in {"nz", ("nz",)}
    assert "New Zealand, chosen" in said
    press(qtbot, Key.Key_Return, CTRL)
    assert window.here != Place("questions", item)


def test_ctrl_enter_says_that_no_country_fits_and_keeps_what_is_typed(opened, qtbot, monkeypatch):
    said = announced(monkeypatch)
    item = "S.8[1]/land"
    window = opened(item, (edits.answer, "S.7", "1"))
    write(qtbot, "Ruritania")
    said.clear()
    press(qtbot, Key.Key_Return, CTRL)
    assert window.here.item == item
    assert said == ["Nothing in the list fits “Ruritania”."]
    assert window.page.editor.list.nothing.isVisible()
    press(qtbot, Key.Key_Return, CTRL)
    assert window.here.item == "S.9"
    window.go(Place("check"))
    waiting = {one.item: one.detail for one in window.page.waiting}
    assert waiting[item] == "Typed and not chosen: “Ruritania”"
    window.go(Place("questions", item))
    windows.finish(window)
    found = window.page.editor.list
    assert (found.field.text(), found.nothing.isVisible()) == ("Ruritania", True)
    write(qtbot, "")
    press(qtbot, Key.Key_Escape)
    write(qtbot, "germ")
    press(qtbot, Key.Key_Return)
    assert value(window, item) == "de"
    window.go(Place("check"))
    assert item not in {one.item for one in window.page.waiting}


def test_a_search_that_is_left_stays_and_says_that_nothing_is_chosen(opened, qtbot):
    item = "S.8[1]/land"
    window = opened(item, (edits.answer, "S.7", "1"), (edits.answer, item, "fr"))
    found = window.page.editor.list
    write(qtbot, "germ")
    press(qtbot, Key.Key_Tab)
    windows.finish(window)
    assert found.field.text() == "germ"
    assert found.waiting.isVisible()
    assert found.waiting.text() == "“Germany” is not chosen yet. Enter in the field takes it."
    assert value(window, item) == "fr"
    found.focus()
    press(qtbot, Key.Key_Escape)
    assert found.field.text() == "France"
    assert not found.waiting.isVisible()
    qtbot.keyClick(found.field, Key.Key_A, CTRL)
    press(qtbot, Key.Key_Delete)
    press(qtbot, Key.Key_Tab)
    assert found.field.text() == "France"


def test_rows_are_ticked_with_the_mouse_and_esc_keeps_words(opened, qtbot):
    window = opened("S.2")
    row = window.page.editor.rows["time"]
    qtbot.mouseClick(row.box, Qt.MouseButton.LeftButton)
    assert value(window, "S.2") == ("time",)
    qtbot.mouseClick(row.field.edit.viewport(), Qt.MouseButton.LeftButton)
    write(qtbot, "Too late")
    press(qtbot, Key.Key_Escape)
    assert (row.field.text, value(window, "S.2/time")) == ("Too late", "Too late")
    assert window.here == Place("questions", "S.2")
    assert isinstance(QApplication.focusWidget(), type(row.box))
    window.run("undo")
    assert (row.field.text, value(window, "S.2/time")) == ("", None)


def test_comments_far_too_long_stay_and_are_not_stored(opened, qtbot):
    window = opened("S.2", (edits.answer, "S.2", "time"))
    field = window.page.editor.rows["time"].field
    field.focus()
    paste(qtbot, "x" * 30_000)
    window.page.may_leave()
    assert "30,000 characters" in field.error
    window.go(Place("questions", "S.1"))
    window.go(Place("questions", "S.2"))
    assert len(window.page.editor.rows["time"].field.text) == 30_000
    assert value(window, "S.2/time") is None


@pytest.mark.parametrize("item", [f"S.{n}" for n in (1, 2, 4, 5, 6, 8, 9)])
def test_a_document_to_read_lets_nobody_answer(opened, item, tmp_path, qtbot):
    opened("S.1", (edits.answer, "S.7", "1"), (edits.answer, "S.6[a]/name", "Fair"))
    window = opened(item, path=tmp_path / "tried.excellence", change=False)
    before = window.desk.document.assessment
    for key in (Key.Key_A, Key.Key_Space, Key.Key_Backspace):
        focused = QApplication.focusWidget()
        if focused is not None and window.page.editor.isAncestorOf(focused):
            press(qtbot, key)
    window.page.may_leave()
    assert window.desk.document.assessment is before


# what screen readers are told


@pytest.mark.parametrize(
    ("item", "part", "role", "name"),
    [
        ("S.1", lambda editor: editor, "Grouping", "What kind of partner is it?"),
        ("S.1", lambda editor: editor.rows["company"].box, "RadioButton", "Company"),
        ("S.2", lambda editor: editor.rows["money"].box, "CheckBox", "Money"),
        ("S.2", lambda editor: editor.rows["money"].field.edit, "EditableText", "Comment: Money"),
        ("S.2", lambda editor: editor.rows["other"].field.edit, "EditableText", "Another barrier"),
        ("S.3", lambda editor: editor.field.edit, "EditableText", "When did it begin?"),
        ("S.5", lambda editor: editor.field.entries[0].edit, "EditableText", "Entry 1"),
        ("S.6", lambda editor: editor.rows[0], "Grouping", "Row 1"),
        ("S.6", lambda editor: editor.rows[0].remove, "Button", "Remove row 1"),
        ("S.6", lambda editor: editor.rows[0].cells["kind"].list, "ComboBox", "Row 1, Kind"),
        ("S.8", lambda editor: editor.rows["S.8[1]"].button, "Button", "Agreement 1"),
        ("S.8", lambda editor: editor.rows["S.8[1]"].copy, "Button", "Duplicate: Agreement 1"),
    ],
)
def test_each_part_has_a_role_and_a_name(opened, item, part, role, name):
    window = opened(item, (edits.answer, "S.2", "money"), (edits.answer, "S.7", "1"))
    told = QAccessible.queryAccessibleInterface(part(window.page.editor))
    assert told.role() == QAccessible.Role[role]
    said = (told.text(QAccessible.Text.Name), told.text(QAccessible.Text.Description))
    assert name in said


# days and texts


@pytest.mark.parametrize("text", ["2026-11-30", "30.11.2026"])
def test_a_day_is_said_in_words(opened, qtbot, text):
    window = opened("S.3")
    write(qtbot, text)
    assert window.page.editor.field.edit.accessibleDescription().startswith(
        "Monday, 30 November 2026"
    )
    press(qtbot, Key.Key_Return)
    assert value(window, "S.3") == date(2026, 11, 30)
    assert window.here.item == "S.4"


def test_what_is_no_day_is_kept_and_said(opened, qtbot):
    window = opened("S.3")
    write(qtbot, "soon")
    press(qtbot, Key.Key_Return)
    assert window.here.item == "S.3"
    assert "is not a date" in window.page.editor.field.error
    window.go(Place("questions", "S.4"))
    window.go(Place("questions", "S.3"))
    assert window.page.editor.field.text == "soon"
    assert value(window, "S.3") is None


def test_a_text_far_too_long_stays_and_is_not_stored(opened, qtbot):
    window = opened("S.4")
    paste(qtbot, "word " * 40_000)
    windows.finish(window)
    editor = window.page.editor
    assert len(editor.field.text) == 200_000
    assert editor.count.text().startswith("199,999 of 20,000 characters. What is typed is not")
    window.page.may_leave()
    assert value(window, "S.4") is None
    assert "199,999 characters" in editor.field.error
    window.go(Place("questions", "S.3"))
    window.go(Place("questions", "S.4"))
    assert len(window.page.editor.field.text) == 200_000


def test_enter_makes_a_line_in_a_text(opened, qtbot):
    window = opened("S.4")
    write(qtbot, "One")
    press(qtbot, Key.Key_Return)
    write(qtbot, "Two")
    press(qtbot, Key.Key_Return, CTRL)
    assert value(window, "S.4") == "One\nTwo"
    assert window.here.item == "S.5"


# lists


def test_a_list_is_written_entry_by_entry_and_undone_so(opened, qtbot):
    window = opened("S.5")
    for name in ("Mill", "Yard", "Forge"):
        write(qtbot, name)
        press(qtbot, Key.Key_Return)
    assert value(window, "S.5") == ("Mill", "Yard", "Forge")
    field = window.page.editor.field
    assert field.count.text() == "3 entries"
    window.run("undo")
    assert value(window, "S.5") == ("Mill", "Yard")


def test_backspace_in_an_empty_entry_removes_it(opened, qtbot):
    window = opened("S.5", (edits.answer, "S.5", "Mill\nYard"))
    field = window.page.editor.field
    field.entries[1].edit.setFocus()
    field.entries[1].edit.selectAll()
    press(qtbot, Key.Key_Backspace)
    press(qtbot, Key.Key_Backspace)
    assert value(window, "S.5") == ("Mill",)
    assert [one.edit.text() for one in field.entries] == ["Mill"]
    assert field.entries[0].edit.hasFocus()


def test_entries_move_and_several_lines_are_pasted(opened, qtbot):
    window = opened("S.5", (edits.answer, "S.5", "Mill\nYard"))
    field = window.page.editor.field
    field.entries[1].edit.setFocus()
    press(qtbot, Key.Key_Up, ALT)
    assert value(window, "S.5") == ("Yard", "Mill")
    assert field.entries[0].edit.hasFocus()
    window.run("undo")
    assert value(window, "S.5") == ("Mill", "Yard")
    field.entries[-1].edit.setFocus()
    press(qtbot, Key.Key_Return)
    paste(qtbot, "Forge\n\nDairy\n")
    assert value(window, "S.5") == ("Mill", "Yard", "Forge", "Dairy")
    window.run("undo")
    assert value(window, "S.5") == ("Mill", "Yard")


def test_too_many_entries_stay_as_a_draft(opened, qtbot):
    window = opened("S.5")
    paste(qtbot, "\n".join("abcdef"))
    field = window.page.editor.field
    assert len(field.items) == 6
    assert "at most 5" in field.error
    assert value(window, "S.5") is None


# tables


def test_a_row_comes_with_what_is_typed_and_enter_adds_the_next(opened, qtbot):
    window = opened("S.6")
    write(qtbot, "Fair")
    press(qtbot, Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "Row 1, Date"
    write(qtbot, "30.11.2026")
    press(qtbot, Key.Key_Return)
    editor = window.page.editor
    assert QApplication.focusWidget().accessibleName() == "Row 2, Event"
    assert len(editor.rows) == 2
    assert sorted(str(value(window, key)) for key in keys(window, "S.6[")) == sorted(
        ["Fair", "2026-11-30", str(Fraction(1))]
    )
    press(qtbot, Key.Key_Return)
    assert window.here.item == "S.7"


def test_a_row_is_removed_with_undo_and_moved(opened, qtbot):
    changes = [(edits.answer, f"S.6[{n}]/name", f"Event {n}") for n in "abc"]
    window = opened("S.6", *changes)
    editor = window.page.editor
    editor.focus_part("S.6[b]/name")
    press(qtbot, Key.Key_Up, ALT)
    assert [row.key for row in editor.rows] == ["S.6[b]", "S.6[a]", "S.6[c]"]
    assert QApplication.focusWidget().accessibleName() == "Row 1, Event"
    qtbot.mouseClick(editor.rows[0].remove, Qt.MouseButton.LeftButton)
    windows.settle()
    assert [row.key for row in editor.rows] == ["S.6[a]", "S.6[c]"]
    assert value(window, "S.6[b]") is None
    window.run("undo")
    assert [row.key for row in editor.rows] == ["S.6[b]", "S.6[a]", "S.6[c]"]
    assert editor.fields["S.6[b]/name"].text == "Event b"


def test_a_block_fills_the_table_and_the_rest_is_told(opened, qtbot):
    window = opened("S.6")
    said = []
    window.desk.said.connect(lambda words, _undo: said.append(words))
    paste(qtbot, "Fair\t2026-11-30\t20\tFair\tmore\nTalk\tsoon\t5\tVisit")
    editor = window.page.editor
    assert [row.cells["name"].text for row in editor.rows] == ["Fair", "Talk"]
    assert [row.cells["kind"].list.entry for row in editor.rows] == ["fair", "visit"]
    assert said[0].startswith("2 rows pasted. Row 1, column 5 was left out.")
    assert "Row 2, column 2 (“Date”) was left out." in said[0]
    window.run("undo")
    assert keys(window, "S.6") == []


def test_all_cells_that_were_left_out_can_be_listed(opened, qtbot):
    window = opened("S.6", *((edits.answer, f"S.6[{n}]/guests", "4") for n in "ab"))
    editor = window.page.editor
    editor.focus_part("S.6[a]/name")
    paste(qtbot, "Fair\tsoon\tmany\nTalk\tlater\tfew")
    assert [value(window, f"S.6[{n}]/name") for n in "ab"] == ["Fair", "Talk"]
    assert [value(window, f"S.6[{n}]/guests") for n in "ab"] == [None, None]
    shown = editor.left_out
    assert shown.isVisible()
    assert len(shown.label.text().split("\n")) == 3
    assert shown.all.accessibleName() == "Show all 4 cells"
    qtbot.mouseClick(shown.all, Qt.MouseButton.LeftButton)
    lines = shown.label.text().split("\n")
    assert len(lines) == 4
    assert sum("the cell is empty now" in line for line in lines) == 2
    qtbot.mouseClick(shown.close_list, Qt.MouseButton.LeftButton)
    assert not shown.isVisible()
    window.run("undo")
    assert [value(window, f"S.6[{n}]/guests") for n in "ab"] == [4, 4]


def test_a_cell_that_cannot_be_read_is_kept_with_its_message(opened, qtbot):
    window = opened("S.6", (edits.answer, "S.6[a]/name", "Fair"))
    editor = window.page.editor
    editor.focus_part("S.6[a]/guests")
    write(qtbot, "2.5")
    press(qtbot, Key.Key_Tab)
    assert editor.fields["S.6[a]/guests"].error == "Enter a whole number."
    window.go(Place("questions", "S.7"))
    window.go(Place("questions", "S.6"))
    assert window.page.editor.fields["S.6[a]/guests"].text == "2.5"
    assert value(window, "S.6[a]/guests") is None


def test_what_a_row_lacks_is_said_above(opened):
    window = opened("S.6", (edits.answer, "S.6[a]/day", "2026-11-30"))
    (strip,) = window.page.strips
    assert strip.accessibleName().startswith("Row 1: “Event” is missing.")


# cases


def test_a_case_is_added_with_its_number_in_one_step(opened, qtbot):
    window = opened("S.8")
    press(qtbot, Key.Key_Return)
    assert value(window, "S.7") == 1
    assert window.here.item.startswith("S.8[")
    assert window.here.item.endswith("/name")
    window.run("undo")
    assert keys(window, "S.") == []
    assert window.here.item == "S.8"
    window.run("redo")
    editor = window.page.editor
    assert [row.button.caption for row in editor.rows.values()] == ["Agreement 1"]


def test_cases_are_duplicated_moved_and_removed(opened, qtbot):
    window = opened("S.8", (edits.answer, "S.7", "2"), (edits.answer, "S.8[1]/name", "Lab"))
    editor = window.page.editor

    def titles():
        return [one.title for one in editor._cases]  # noqa: SLF001 - what is shown

    assert titles() == ["Agreement 1: Lab", "Agreement 2"]
    qtbot.mouseClick(editor.rows["S.8[1]"].copy, Qt.MouseButton.LeftButton)
    assert titles() == ["Agreement 1: Lab", "Agreement 2: Lab", "Agreement 3"]
    assert value(window, "S.7") == 3
    editor.focus_part("S.8[2]")
    press(qtbot, Key.Key_Up, ALT)
    assert titles() == ["Agreement 1: Lab", "Agreement 2", "Agreement 3: Lab"]
    assert editor.rows["S.8[2]"].button.hasFocus()
    press(qtbot, Key.Key_Delete)
    assert titles() == ["Agreement 1: Lab", "Agreement 2: Lab"]
    assert foot_message(window) == (
        "Agreement 2 removed. The answer to S.7 is 2 now; before it was 3."
    )
    assert window.undo_message.button.isVisible()
    qtbot.mouseClick(window.undo_message.button, Qt.MouseButton.LeftButton)
    assert len(titles()) == 3


@pytest.mark.parametrize("by", ["add", "duplicate", "sidebar"])
def test_a_case_more_says_what_it_does_to_the_number(opened, qtbot, by):
    window = opened("S.8", (edits.answer, "S.7", "1"), (edits.answer, "S.8[1]/name", "Lab"))
    wanted = {
        "add": window.page.editor.add,
        "duplicate": window.page.editor.rows["S.8[1]"].copy,
        "sidebar": window.sidebar.item("add/S.8"),
    }
    qtbot.mouseClick(wanted[by], Qt.MouseButton.LeftButton)
    windows.settle()
    assert value(window, "S.7") == 2
    assert foot_message(window) == "The answer to S.7 is 2 now; before it was 1."
    window.run("undo")
    assert value(window, "S.7") == 1


def test_a_lower_number_asks_which_cases_to_keep(opened, qtbot):
    window = opened(
        "S.7",
        (edits.answer, "S.7", "2"),
        (edits.answer, "S.8[1]/name", "Lab"),
        (edits.answer, "S.8[2]/name", "Mill"),
        (edits.answer, "S.7", "1"),
    )
    (strip,) = window.page.strips
    assert strip.accessibleName() == "1 case is beyond this number. Nothing is removed."
    qtbot.mouseClick(strip.buttons["S.8"], Qt.MouseButton.LeftButton)
    windows.settle()
    assert window.here.item == "S.8"
    editor = window.page.editor
    qtbot.mouseClick(editor.rows["S.8[2]"].use, Qt.MouseButton.LeftButton)
    assert [(one.key, one.used) for one in editor._cases] == [  # noqa: SLF001 - what is shown
        ("S.8[2]", True),
        ("S.8[1]", False),
    ]
    assert value(window, "S.7") == 1
    qtbot.mouseClick(editor.all, Qt.MouseButton.LeftButton)
    assert value(window, "S.7") == 2
    assert editor._beyond.isHidden()  # noqa: SLF001 - as above


# the last round


def test_all_kinds_are_copied_from_the_last_round(opened, filled, qtbot):
    window = opened("C.1", path=filled("escp-4i/cool-chain"))
    side = window.page.side()
    earlier = window.desk.document.assessment.earlier[-1].answers
    assert side.copy.isVisible()
    qtbot.mouseClick(side.copy, Qt.MouseButton.LeftButton)
    assert value(window, "C.1") == earlier["C.1"].value
    for choice in earlier["C.1"].value:
        assert value(window, f"C.1/{choice}") == earlier[f"C.1/{choice}"].value
    window.run("undo")
    assert value(window, "C.1") == ("market-knowledge", "policy-makers")


# how it looks


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (800, 560)])
@pytest.mark.parametrize("language", ["en", "long"])
@pytest.mark.parametrize("name", ["escp-4i/cool-chain", "escp-s3/care-loop"])
def test_nothing_is_cut_off(opened, filled, size, language, name):
    window = opened("C.1", path=filled(name), size=size, language=language)
    shown = window.desk.document.shown
    for question in questions_in_order(shown):
        window.go(Place("questions", question))
        windows.finish(window)
        assert cut(window.page) == [], question
        assert overlapping(window.page) == [], question


def test_showing_changes_nothing(opened, filled):
    window = opened("C.1", path=filled("escp-4i/cool-chain"))
    before = window.desk.document.assessment
    for question in questions_in_order(window.desk.document.shown):
        window.go(Place("questions", question))
        window.page.take_focus()
        windows.finish(window)
        window.page.may_leave()
    assert window.desk.document.assessment is before


def test_limits_stand_beside_the_question(opened):
    window = opened("S.6")
    (words,) = window.page.findChildren(QuestionWords)
    assert words.instruction.isVisible()
    assert words.instruction.text() == "Rows: at most 5. Guests: whole numbers only."
