"""Cluster and people: what is typed becomes the assessment, and can be undone."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.desk import Place
from excellence_app.gui.parts.profile_rows import breaking, fact_key, fact_name
from excellence_app.gui.theme import TextStyle
from excellence_app.session import edits
from excellence_app.session.people_edits import named_in
from tests.gui import windows
from tests.gui.journeys.person import foot_message
from tests.gui.pages.quiet import shown_page, stands


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "profile") as page:
        yield page


def typed(qtbot, field, text):
    field.focus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, text)


def assessment(page):
    return page.desk.document.assessment


def test_the_headline_counts_the_people(page):
    assert page.title() == "Five people answer for Adriatic Mechatronics (fictional)"


def test_a_name_counts_once_the_field_is_left(page, qtbot):
    typed(qtbot, page.name, "Blue Coast ")
    assert assessment(page).profile.name == "Adriatic Mechatronics (fictional)"
    qtbot.keyClick(page.name.edit, Qt.Key.Key_Tab)
    assert assessment(page).profile.name == "Blue Coast"
    assert page.title() == "Five people answer for Blue Coast"
    page.desk.run("undo")
    assert page.name.text == "Adriatic Mechatronics (fictional)"


def test_what_is_typed_is_stored_after_a_pause_and_left_alone_in_the_field(page, qtbot):
    typed(qtbot, page.name, "Blue ")
    qtbot.waitUntil(lambda: assessment(page).profile.name == "Blue", timeout=3000)
    assert page.name.text == "Blue "
    qtbot.keyClicks(page.name.edit, "Coast")
    page.may_leave()
    assert assessment(page).profile.name == "Blue Coast"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3.12.2026", date(2026, 12, 3)),
        ("3 December 2026", date(2026, 12, 3)),
        ("2026-12-03", date(2026, 12, 3)),
    ],
)
def test_a_date_is_read_as_people_type_it(page, qtbot, text, day):
    typed(qtbot, page.dated, text)
    qtbot.keyClick(page.dated.edit, Qt.Key.Key_Return)
    assert assessment(page).dated == day
    assert page.dated.text == "3 December 2026"
    assert page.dated.error == ""


def test_a_wrong_date_is_told_on_leaving_and_changes_nothing(page, qtbot):
    before = assessment(page).dated
    typed(qtbot, page.dated, "soon")
    assert page.dated.error == ""
    qtbot.keyClick(page.dated.edit, Qt.Key.Key_Tab)
    assert "soon" in page.dated.error
    assert assessment(page).dated == before
    typed(qtbot, page.dated, "1.1.2020")  # before the earlier assessment
    qtbot.keyClick(page.dated.edit, Qt.Key.Key_Tab)
    assert "21 January 2025" in page.dated.error
    assert assessment(page).dated == before


def test_facts_are_stored_by_their_keys_and_an_empty_one_goes(page, qtbot):
    typed(qtbot, page.fields["founded"], "2017")
    page.may_leave()
    assert assessment(page).profile.facts["founded"] == "2017"
    page.fields["founded"].edit.clear()
    page.fields["founded"].edit.textEdited.emit("")
    page.may_leave()
    assert "founded" not in assessment(page).profile.facts


def test_a_fact_of_ones_own_is_added_and_removed(page, qtbot):
    qtbot.keyClicks(page.new_name.edit, "Seats in the board")
    qtbot.keyClicks(page.new_text.edit, "nine")
    qtbot.keyClick(page.new_text.edit, Qt.Key.Key_Return)
    assert assessment(page).profile.facts["Seats_in_the_board"] == "nine"
    assert list(page.own) == ["fictional", "Seats_in_the_board"]
    assert page.new_name.text == ""
    qtbot.mouseClick(page.own["Seats_in_the_board"].remove, Qt.MouseButton.LeftButton)
    assert "Seats_in_the_board" not in assessment(page).profile.facts
    assert QApplication.focusWidget() is page.own["fictional"].remove
    page.desk.run("undo")
    assert assessment(page).profile.facts["Seats_in_the_board"] == "nine"
    assert "Seats_in_the_board" in page.own


def test_a_fact_needs_a_name_that_is_new(page, qtbot):
    qtbot.keyClicks(page.new_text.edit, "nine")
    qtbot.keyClick(page.new_text.edit, Qt.Key.Key_Return)
    assert page.new_name.error
    qtbot.keyClicks(page.new_name.edit, "founded")
    qtbot.keyClick(page.new_name.edit, Qt.Key.Key_Return)
    assert page.new_name.error == "There is a fact of this name already."
    assert assessment(page).profile.facts["founded"] == "2016"


def test_keys_of_facts_are_plain_and_shown_as_words():
    assert fact_key("  Gründung, Ort ") == "Grundung_Ort"
    assert fact_key("Größe") == "Grosse"
    assert fact_key("Μέλη") == ""
    assert fact_name("seats_in_the_board") == "Seats in the board"


def test_a_person_is_added_by_the_keyboard(page, qtbot):
    qtbot.mouseClick(page.add_person_button, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is page.new_person.name.edit
    qtbot.keyClicks(page.new_person.name.edit, "Treasurer")
    qtbot.keyClicks(page.new_person.email.edit, "money@example.org")
    qtbot.keyClick(page.new_person.email.edit, Qt.Key.Key_Return)
    added = assessment(page).people[-1]
    assert (added.name, added.role, added.email) == ("Treasurer", "", "money@example.org")
    assert page.new_person.isHidden()
    assert QApplication.focusWidget() is page.add_person_button
    assert page.title().startswith("Six people")


def test_nobody_is_added_twice_or_without_a_name(page, qtbot):
    qtbot.mouseClick(page.add_person_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.new_person.name.edit, Qt.Key.Key_Return)
    assert page.new_person.name.error
    qtbot.keyClicks(page.new_person.name.edit, "chair of the board (FICTIONAL)")
    qtbot.keyClick(page.new_person.name.edit, Qt.Key.Key_Return)
    assert "already" in page.new_person.name.error
    assert len(assessment(page).people) == 5


def test_role_and_address_of_a_person_are_changed_in_place(page, qtbot):
    row = page.people["manager"]
    qtbot.mouseClick(row.change, Qt.MouseButton.LeftButton)
    assert row.view.isHidden()
    typed(qtbot, row.form.role, "Manager since 2020")
    qtbot.keyClick(row.form.role.edit, Qt.Key.Key_Return)
    assert page.person("manager").role == "Manager since 2020"
    assert row.role.text() == "Manager since 2020"
    assert not row.view.isHidden()
    assert QApplication.focusWidget() is row.change
    page.desk.run("undo")
    assert page.person("manager").role.startswith("Leads the team")


def test_a_person_keeps_a_name_of_its_own(page, qtbot):
    row = page.people["manager"]
    row.open_form()
    typed(qtbot, row.form.name, "Cluster expert (fictional)")
    qtbot.keyClick(row.form.name.edit, Qt.Key.Key_Tab)
    assert "already" in row.form.name.error
    assert page.person("manager").name == "Cluster manager (fictional)"
    row.close_form()
    assert row.is_open  # what cannot be stored stays in sight


def test_a_person_is_removed_and_undo_brings_it_back(page, qtbot):
    qtbot.mouseClick(page.people["expert"].remove, Qt.MouseButton.LeftButton)
    assert page.person("expert") is None
    assert "expert" not in page.people
    assert "removed" in page.window().undo_message.accessibleName() or not (
        page.window().undo_message.isHidden()
    )
    page.desk.run("undo")
    assert page.person("expert").name == "Cluster expert (fictional)"
    assert "expert" in page.people


def test_what_cannot_be_true_is_told_at_its_field_and_stays_typed(page, qtbot):
    before = assessment(page).profile
    for field, text, said in (
        (page.fields["participants"], "-5", "not negative"),
        (page.fields["founded"], "3000", "1800"),
        (page.dated, "1.1.3000", "1990"),
    ):
        typed(qtbot, field, text)
        qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
        assert said in field.error
        assert field.text == text
    assert assessment(page).profile == before
    page.window().go(Place("overview"))
    page.window().go(Place("profile"))
    assert page.fields["founded"].text == "3000"
    assert page.fields["founded"].error
    typed(qtbot, page.fields["founded"], "2003")
    qtbot.keyClick(page.fields["founded"].edit, Qt.Key.Key_Tab)
    assert page.fields["founded"].error == ""
    assert assessment(page).profile.facts["founded"] == "2003"


def test_removing_says_where_else_the_person_was_named(page, qtbot):
    page.desk.document.change(edits.set_respondent, "4.1.6", "expert")
    count = named_in(assessment(page), "expert")
    qtbot.mouseClick(page.people["expert"].remove, Qt.MouseButton.LeftButton)
    assert f"also from {count} place" in foot_message(page.window())
    assert named_in(assessment(page), "expert") == 0
    page.desk.run("undo")
    assert named_in(assessment(page), "expert") == count


def test_a_document_that_is_only_read_offers_no_change(theme, tmp_path):
    with shown_page(theme, tmp_path, "profile", change=False) as page:
        assert not page.name.isEnabled()
        assert page.add_person_button.isHidden()
        assert all(row.remove.isHidden() for row in page.people.values())


def test_the_page_stands_in_every_window(theme, tmp_path):
    def open_all(page):
        page.people["manager"].open_form()
        page.open_new_person()

    assert stands(theme, tmp_path, "profile", open_all) == []


def test_the_page_stands_mirrored(theme, tmp_path, qapp):
    windows.mirror(qapp, mirrored=True)
    try:
        assert stands(theme, tmp_path, "profile") == []
    finally:
        windows.mirror(qapp, mirrored=False)


def test_an_address_without_room_breaks_at_its_signs_and_stays_whole(theme):
    address = "communication@adriatic-mechatronics.example"
    shown = breaking(address)
    label = PlainLabel(theme, shown, TextStyle.LABEL)
    whole = theme.paragraph(shown, TextStyle.LABEL)
    assert whole.width == theme.text_width(address, TextStyle.LABEL)
    first = theme.text_width("communication@adriatic-mechatronics", TextStyle.LABEL)
    broken = theme.paragraph(shown, TextStyle.LABEL, None, whole.width - 4)
    assert broken.lines == 2
    assert broken.width == first
    longest = theme.text_width("communication@", TextStyle.LABEL)
    assert label.minimumSizeHint().width() == longest
    assert label.heightForWidth(whole.width - 4) == 2 * theme.line_height(TextStyle.LABEL)


def test_addresses_are_not_cut(theme, tmp_path):
    with shown_page(theme, tmp_path, "profile") as page:
        for row in page.people.values():
            email = row.email
            assert email.height() >= email.heightForWidth(email.width())
            assert "\u200b" not in email.accessibleName()
