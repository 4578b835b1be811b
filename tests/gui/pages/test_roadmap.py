"""Roadmap: what is shown, and everything that a person can do with actions."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from excellence_app.domain.assessment import ActionState
from excellence_app.engine.measures import add_months
from excellence_app.gui.desk import Place
from excellence_app.gui.parts import roadmap_moving
from excellence_app.gui.parts.roadmap_entries import Kind, Part, letters
from excellence_app.session import edits, roadmap_edits
from excellence_app.session.roadmap_rows import about_each, can_rise
from excellence_app.session.session import AssessmentSession
from tests.gui import windows
from tests.gui.measuring import cut, overlapping

ALT = Qt.KeyboardModifier.AltModifier


def planned_copy(folder):
    """Return a copy of the practice cluster whose gaps are planned."""
    path = windows.practice_copy(folder)
    with AssessmentSession.open(path, change=True) as session:
        session.change(roadmap_edits.plan_gaps, "gold")
        session.save()
    return path


@pytest.fixture
def make(theme, tmp_path, qapp, qtbot):
    made = []

    def open_one(
        *, item="", planned=True, change=True, language="en", size=(1440, 900), mirrored=False
    ):
        windows.mirror(qapp, mirrored=mirrored)
        path = planned_copy(tmp_path) if planned else windows.practice_copy(tmp_path)
        window = windows.open_window(theme, path, tmp_path, language=language, change=change)
        made.append(window)
        window.resize(*size)
        window.go(Place("roadmap", item))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        windows.settle()
        return window

    yield open_one
    for window in made:
        windows.close_window(window)
    windows.mirror(qapp, mirrored=False)


@pytest.fixture
def page(make):
    return make().page


def keys_of(page):
    return [row.key for row in page.list.rows]


def stored(page):
    return [one.id for one in page.desk.document.assessment.roadmap if one.active]


def planned(page, key):
    return page.desk.document.assessment.planned(key)


def choose(page, number):
    """Make the row with a number the current one and return its key."""
    page.list.setFocus()
    key = keys_of(page)[number - 1]
    assert page.list.show_current(key)
    return key


def press(control, view):
    """Choose a view of a segmented control."""
    control.show_view(view)
    control.chosen.emit(view)


def menu_entry(page, key, text):
    """Return an entry of the menu of a row, none if there is no such entry."""
    page.list.menu_asked.emit(key, QPoint(10, 10))
    menu = page.findChildren(QMenu)[-1]
    menu.close()
    found = [one for one in menu.actions() if one.text().split("\t")[0] == text]
    return found[0] if found else None


def undo(page):
    page.desk.run("undo")
    windows.settle()


def cut_place(page):
    """Return how many actions stand before the line at the label."""
    kinds = [entry.kind for entry in page.list.entries]
    return kinds[: kinds.index(Kind.CUT)].count(Kind.ACTION)


# what is shown


def test_the_plan_is_shown_in_the_cluster_s_order(page):
    assert keys_of(page) == stored(page)
    assert [row.number for row in page.list.rows] == list(range(1, 10))
    assert "Nine actions" in page.title()
    line = next(entry for entry in page.list.entries if entry.kind is Kind.CUT)
    assert line.words.startswith("All Gold thresholds met from here")
    assert cut_place(page) == 9
    assert "reached" not in line.words


def test_each_row_is_told_as_one_sentence(page):
    first = page.list.entries_model.index(0)
    spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Action 1 of 9: ")
    assert "Level 1 to 2." in spoken
    assert "No owner." in spoken
    assert "Effort 1 of 3." in spoken
    interface = QAccessible.queryAccessibleInterface(page.list)
    assert interface.text(QAccessible.Text.Name) == "Actions"
    assert interface.childCount() == len(page.list.entries)


def test_an_empty_roadmap_shows_the_proposal_and_plans_it(make):
    page = make(planned=False).page
    assert len(page.list.rows) == 9
    assert not page.plan_button.isHidden()
    assert page.add_button.isHidden()
    assert page.plan_button.caption == "Plan 9 actions for Gold"
    assert "It has 9 actions for Gold." in page.strips[0].accessibleName()
    assert page.strips[0].accessibleName().startswith("This is a proposal")
    assert page.desk.document.assessment.roadmap == ()
    page.plan_button.click()
    assert len(stored(page)) == 9
    assert page.plan_button.isHidden()
    assert not page.add_button.isHidden()
    assert page.strips == []
    undo(page)
    assert page.desk.document.assessment.roadmap == ()
    assert not page.plan_button.isHidden()


def test_one_action_of_the_proposal_can_be_taken_over(make, qtbot):
    page = make(planned=False).page
    page.list.setFocus()
    action = page.list.rows[2].key
    page.list.show_current(action)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert [one.action for one in page.desk.document.assessment.roadmap] == [action]
    assert len(page.list.rows) == 1


def test_a_read_only_document_offers_nothing_to_change(make, qtbot):
    page = make(change=False).page
    assert page.add_button.isHidden()
    assert page.keys.isHidden()
    assert Kind.ADD not in {entry.kind for entry in page.list.entries}
    choose(page, 2)
    before = stored(page)
    for key in (Qt.Key.Key_D, Qt.Key.Key_Delete, Qt.Key.Key_N, Qt.Key.Key_Space):
        qtbot.keyClick(page.list, key)
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert page.panel is None
    assert stored(page) == before


# moving


def test_alt_and_arrows_move_a_row(page, qtbot):
    key = choose(page, 3)
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert stored(page).index(key) == 1
    assert page.list.current == key
    assert page.list.rows[1].number == 2
    qtbot.keyClick(page.list, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(page.list, Qt.Key.Key_Down, ALT)
    assert stored(page).index(key) == 3
    undo(page)
    assert stored(page).index(key) == 2


def test_the_first_row_moves_no_further_up(page, qtbot):
    choose(page, 1)
    before = stored(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert stored(page) == before


def test_moves_are_announced(page, qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(roadmap_moving, "announce", lambda _widget, text: said.append(text))
    choose(page, 3)
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert said == ["Action 3, now 2 of 9"]


def test_space_picks_up_arrows_move_and_space_drops(page, qtbot):
    key = choose(page, 2)
    before = stored(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert page.list.held == key
    for _ in range(3):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert keys_of(page).index(key) == 4
    assert stored(page) == before
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert stored(page).index(key) == 4
    assert page.list.held == ""
    undo(page)
    assert stored(page) == before


def test_esc_puts_a_held_row_back(page, qtbot):
    key = choose(page, 2)
    before = stored(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    assert keys_of(page)[-1] == key
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert keys_of(page) == before == stored(page)
    assert page.desk.document.session.undo_name is None


def test_leaving_the_list_puts_a_held_row_back(page, qtbot):
    choose(page, 2)
    before = stored(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    page.add_button.setFocus()
    assert page.list.held == ""
    assert keys_of(page) == before == stored(page)


def test_a_row_is_dragged_by_its_handle(page, qtbot):
    view = page.list.viewport()
    keys = keys_of(page)
    start = page.list.part_area(keys[0], Part.HANDLE).center()
    end = page.list.visualRect(page.list.entries_model.index(3)).bottomLeft() + QPoint(20, -8)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(0, 14))
    QTest.mouseMove(view, end)
    assert page.list.held == keys[0]
    shown_then = keys_of(page)
    assert stored(page) == keys
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert page.list.held == ""
    assert stored(page) == shown_then
    assert stored(page).index(keys[0]) >= 2
    undo(page)
    assert stored(page) == keys


def test_the_line_moves_with_the_order(page, qtbot):
    document = page.desk.document
    document.change(roadmap_edits.add_own_action, "Something else")
    key = keys_of(page)[-1]
    assert cut_place(page) == 9
    page.list.setFocus()
    page.list.show_current(key)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    assert cut_place(page) == 10
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert stored(page)[0] == key
    assert cut_place(page) == 10


def test_the_menu_moves_rows_as_well(page):
    key = choose(page, 1)
    assert menu_entry(page, key, "Move up") is None
    menu_entry(page, key, "Move down").trigger()
    assert stored(page)[1] == key


# views and filters


def test_most_gain_is_a_view_until_it_is_kept(page, qtbot):
    before = stored(page)
    document = page.desk.document
    press(page.views, "gain")
    wanted = list(document.session.roadmap_by_gain("gold"))
    assert keys_of(page) == wanted != before
    assert stored(page) == before
    assert [row.number for row in page.list.rows] == list(range(1, 10))
    choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert stored(page) == before
    page.strips[0].buttons["keep"].click()
    assert stored(page) == wanted
    assert page.views.view == "own"
    assert page.strips == []
    undo(page)
    assert stored(page) == before


def test_due_dates_are_a_view(page):
    document, keys = page.desk.document, keys_of(page)
    document.change(roadmap_edits.change_action, keys[4], due=date(2027, 3, 1))
    document.change(roadmap_edits.change_action, keys[6], due=date(2027, 2, 1))
    press(page.views, "due")
    assert keys_of(page)[:2] == [keys[6], keys[4]]
    assert page.desk.remembered("roadmap_view") == "due"


def test_owner_and_state_filter(page):
    document, keys = page.desk.document, keys_of(page)
    document.change(roadmap_edits.change_action, keys[1], owner="chair")
    document.change(roadmap_edits.change_action, keys[2], state=ActionState.STARTED)
    assert page.owner.findData("chair") >= 0
    page.owner.chosen.emit("chair")
    assert keys_of(page) == [keys[1]]
    page.owner.chosen.emit("+nobody")
    assert keys[1] not in keys_of(page)
    page.state.chosen.emit("started")
    assert keys_of(page) == [keys[2]]
    page.owner.chosen.emit("chair")
    assert keys_of(page) == []
    assert not page.nothing.isHidden()
    page.show_all.click()
    assert len(keys_of(page)) == 9


def test_a_row_is_moved_past_what_a_filter_hides(page, qtbot):
    document, keys = page.desk.document, keys_of(page)
    for key in (keys[0], keys[4]):
        document.change(roadmap_edits.change_action, key, owner="chair")
    page.owner.chosen.emit("chair")
    choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_Up, ALT)
    assert keys_of(page) == [keys[4], keys[0]]
    assert stored(page)[:2] == [keys[4], keys[0]]


def test_the_label_can_be_switched(page):
    labels = page.side().labels
    press(labels, "silver")
    assert "Silver" in page.title()
    assert page.side().chart is None or "Silver" in page.side().arrival_title.text()
    press(labels, "gold")
    assert "Gold" in page.title()


# one action


def test_a_due_date_is_typed(page, qtbot):
    key = choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    field = QApplication.focusWidget()
    assert field is page.panel.due.edit
    qtbot.keyClicks(field, "in 3 months")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert planned(page, key).due == add_months(date.today(), 3)
    assert page.panel is None
    assert QApplication.focusWidget() is page.list
    assert page.list.current == key
    assert page.list.row_of(key).due_words == page.words.short_day(planned(page, key).due)


def test_a_day_that_is_none_is_refused_at_the_field(page, qtbot):
    key = choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "soon")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.panel is not None
    assert "soon" in page.panel.due.error
    assert planned(page, key).due is None
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.panel is None


def test_esc_keeps_what_was_typed(page, qtbot):
    key = choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "in 3 months")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.panel is None
    assert planned(page, key).due > date.today()
    assert QApplication.focusWidget() is page.list
    page.window().run("undo")
    assert planned(page, key).due is None


def test_esc_stays_once_with_a_day_that_is_none(page, qtbot):
    key = choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "soon")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert "soon" in page.panel.due.error
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert page.panel is None
    assert "soon" in page.window().trouble_message.accessibleName()
    assert planned(page, key).due is None


def test_a_day_is_offered(page, qtbot):
    key = choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    page.panel.due_offers[2].click()
    assert planned(page, key).due == add_months(date.today(), 6)
    assert page.panel is None


def test_an_owner_is_chosen_or_typed_anew(page, qtbot):
    key = choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_O)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "expert")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert planned(page, key).owner == "expert"
    people = len(page.desk.document.assessment.people)
    qtbot.keyClick(page.list, Qt.Key.Key_O)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "Zora Quill")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    after = page.desk.document.assessment.people
    assert len(after) == people + 1
    assert planned(page, key).owner == after[-1].id
    assert page.list.row_of(key).owner_name == "Zora Quill"
    undo(page)
    assert planned(page, key).owner == "expert"
    assert len(page.desk.document.assessment.people) == people


def test_an_effort_is_one_key(page, qtbot):
    key = choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    assert planned(page, key).effort == 3
    assert page.list.row_of(key).effort == 3
    assert page.panel is None


def test_everything_is_edited_in_one_panel(page, qtbot):
    key = choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    panel = page.panel
    assert QApplication.focusWidget() is panel.title.edit
    panel.title.edit.selectAll()
    qtbot.keyClicks(panel.title.edit, "Ask twice")
    panel.owner.chosen.emit("chair")
    press(panel.state, "started")
    press(panel.effort, "2")
    qtbot.keyClicks(panel.note.edit, "In January")
    panel.store()
    found = planned(page, key)
    assert (found.title, found.owner, found.state) == ("Ask twice", "chair", ActionState.STARTED)
    assert (found.effort, found.note) == (2, "In January")
    assert page.list.row_of(key).title == "Ask twice"
    assert "Started." in page.list.row_of(key).spoken
    panel.close()
    assert page.panel is None


def test_a_new_name_is_typed_in_the_panel(page, qtbot):
    key = choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    panel = page.panel
    assert panel.person.isHidden()
    panel.owner.list.show_entry("somebody else")
    panel.owner.chosen.emit("somebody else")
    assert QApplication.focusWidget() is panel.person.edit
    qtbot.keyClicks(panel.person.edit, "Zora Quill")
    qtbot.keyClick(panel.person.edit, Qt.Key.Key_Return)
    people = {one.id: one.name for one in page.desk.document.assessment.people}
    assert people[planned(page, key).owner] == "Zora Quill"
    assert panel.person.isHidden()
    panel.close()


def test_what_is_typed_is_stored_when_the_panel_closes(page, qtbot):
    key = choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClicks(page.panel.note.edit, "Half a sen")
    page.panel.close()
    assert planned(page, key).note == "Half a sen"


def test_going_elsewhere_stores_and_closes(page, qtbot):
    key = choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClicks(page.panel.note.edit, "Half a sen")
    page.desk.go("about")
    assert planned(page, key).note == "Half a sen"
    assert page.panel is None


def test_removing_gives_the_focus_to_the_next_row(page, qtbot):
    keys = keys_of(page)
    choose(page, 3)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert planned(page, keys[2]) is None
    assert page.list.current == keys[3]
    assert page.list.hasFocus()
    message = page.window().undo_message
    assert message.accessibleName() == "Action 3 removed"
    message.button.click()
    assert stored(page) == keys


def test_what_is_done_is_folded_below(page, qtbot):
    key = choose(page, 1)
    page.desk.document.change(roadmap_edits.change_action, key, state=ActionState.DONE)
    assert key not in keys_of(page)
    assert len(keys_of(page)) == 8
    fold = page.list.entries[-1]
    assert (fold.kind, fold.words) == (Kind.FOLD, "1 action done or dropped")
    page.list.show_current(fold.key)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert [e.key for e in page.list.entries if e.kind is Kind.PAST] == [key]
    menu_entry(page, key, "Open again").trigger()
    assert key in keys_of(page)


# adding


def test_an_own_action_is_added_and_gets_an_indicator(page, qtbot):
    choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "Invite the mayor")
    assert [one.key for one in page.panel.options] == ["+own"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    key = stored(page)[-1]
    assert planned(page, key).title == "Invite the mayor"
    assert page.list.current == key
    assert QApplication.focusWidget() is page.panel.indicator.list
    page.panel.indicator.chosen.emit("5.3")
    page.panel.level.chosen.emit("4")
    assert (planned(page, key).indicator, planned(page, key).to) == ("5.3", 4)
    page.panel.close()


def test_a_proposal_of_the_set_is_found_and_added(page, qtbot):
    choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    field, every = QApplication.focusWidget(), list(page.panel.options)
    wanted = every[-1]
    words = wanted.title.lower().split()
    qtbot.keyClicks(field, f"{words[-1]} {words[0]}")
    assert wanted in page.panel.options
    assert len(page.panel.options) < len(every)
    page.panel.search(wanted.title)
    assert page.panel.options[0] == wanted
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert planned(page, stored(page)[-1]).action == wanted.key
    assert page.list.current == stored(page)[-1]


def test_arrows_go_through_the_proposals(page, qtbot):
    choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    field, panel = QApplication.focusWidget(), page.panel
    wanted = panel.options[2].key
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert planned(page, stored(page)[-1]).action == wanted


def test_a_list_of_names_is_as_high_as_its_names(page, qtbot):
    choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_O)
    panel, field = page.panel, QApplication.focusWidget()
    some = panel.list.height()
    qtbot.keyClicks(field, "Zoe Specimen")
    assert [one.title for one in panel.options] != []
    assert panel.list.height() <= some
    assert panel.list.height() < 120
    qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_the_last_line_adds_too(page, qtbot):
    page.list.setFocus()
    page.list.show_current(page.list.entries[-1].key)
    assert page.list.entries[-1].kind is Kind.ADD
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert page.panel is not None
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.panel is None


# places


def test_a_place_is_an_action_or_an_indicator(make):
    window = make(item="5.3")
    page = window.page
    assert page.list.row_of(page.list.current).indicator == "5.3"
    key = stored(page)[7]
    window.go(Place("roadmap", key))
    assert page.list.current == key


def test_an_indicator_without_action_is_offered_one(make, qtbot):
    window = make()
    page = window.page
    shown, planned_for = page.desk.document.shown, about_each(page.desk.document.shown)
    indicator = next(
        one.id
        for one in shown.criteria.indicators
        if can_rise(shown, one.id) and one.id not in planned_for
    )
    window.go(Place("roadmap", indicator))
    assert page.strips[0].accessibleName().startswith(indicator)
    page.strips[0].buttons["add"].click()
    offered = [one.key for one in page.panel.options]
    assert offered
    actions = page.desk.document.criteria.action_by_id
    assert all(indicator in {lift.indicator for lift in actions[key].lifts} for key in offered)
    field = QApplication.focusWidget()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert planned(page, stored(page)[-1]).action == offered[0]
    assert page.strips == []


def test_an_indicator_at_its_highest_level_needs_none(make):
    assert make(item="1.2").page.strips == []


def test_undo_leads_back_to_the_page(make):
    window = make()
    key = stored(window.page)[0]
    window.desk.document.change(roadmap_edits.change_action, key, effort=3)
    window.go(Place("about"))
    window.undo()
    assert window.here.page == "roadmap"


# the right column


def test_the_right_column_tells_what_the_plan_brings(page):
    side = page.side()
    assert side.arrival_title.text().startswith("All Gold thresholds met by ")
    assert side.chart is not None
    texts = [row.concern.text for row in side.concern_rows]
    assert "9 actions have no owner yet." in texts
    row = next(r for r in side.concern_rows if r.concern.no_owner)
    row.click()
    assert page.owner.entry == "+nobody"


def test_a_removed_action_leaves_a_gap_that_can_be_planned_again(page):
    document = page.desk.document
    joint = next(one.id for one in document.assessment.roadmap if one.action == "joint-2")
    document.change(roadmap_edits.remove_action, joint)
    side = page.side()
    assert side.arrival_title.text() == "Not all Gold thresholds are met by this plan"
    assert Kind.CUT not in {entry.kind for entry in page.list.entries}
    assert not side.rest.isHidden()
    side.rest.click()
    assert len(stored(page)) == 9
    assert side.rest.isHidden()


def test_the_wanted_day_is_typed(page, qtbot):
    field = page.side().wanted
    field.focus()
    qtbot.keyClicks(field.edit, "31.12.2026")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert page.desk.document.assessment.roadmap_by == date(2026, 12, 31)
    told = [one.text for one in page.side().concerns]
    assert any(text.startswith("Wanted by 31 December 2026") for text in told)


def test_effort_is_summed_for_each_owner(page):
    document, keys = page.desk.document, keys_of(page)
    for key in keys[:2]:
        document.change(roadmap_edits.change_action, key, owner="chair", effort=3)
    first = page.side().loads[0]
    assert (first.owner, first.effort, first.actions) == ("chair", 6, 2)
    assert page.side().loads[-1].owner == ""


# looks


@pytest.mark.parametrize("size", [(1440, 900), (800, 560)])
@pytest.mark.parametrize(
    "look", [{}, {"language": "long"}, {"mirrored": True}, {"planned": False}], ids=str
)
def test_nothing_is_cut(make, size, look):
    window = make(size=size, **look)
    page = window.page
    assert [*cut(page), *overlapping(page)] == []
    if page.side().isVisible():
        assert [*cut(page.side()), *overlapping(page.side())] == []


def test_names_and_days_stay_inside_their_cells(make):
    page = make(size=(1440, 900)).page
    rooms = page.list.rooms()
    assert not rooms.narrow
    end = rooms.gain[0] + rooms.gain[1]
    assert end < page.list.viewport().width()
    page.window().resize(800, 560)
    page.desk.theme.set_zoom(150)
    windows.settle()
    assert page.list.rooms().narrow
    assert page.list.header.isHidden()


def test_keys_are_translated_letters():
    class German:
        def text(self, source):
            return {"Due date: D": "Fällig: F"}.get(source, source)

    assert letters(German()) == ("F", "O", "E", "N")


def test_copying_gives_a_table(page, qtbot):
    choose(page, 1)
    qtbot.keyClick(page.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 10
    assert lines[1].startswith("1\t")


PLAIN_SET = """
format: 1
set: {id: plain, edition: "1", language: en, title: Plain set, points: 4}
dimensions: [{id: "1", title: First}]
indicators:
  - id: "1.1"
    dimension: "1"
    title: Monitoring
    points: 4
    question:
      type: levels
      text: How are targets checked?
      levels:
        - {title: Not at all, text: No targets}
        - {title: At times, text: Now and then}
"""


def test_a_set_without_labels_has_no_roadmap(theme, tmp_path):
    criteria = tmp_path / "plain.yaml"
    criteria.write_text(PLAIN_SET, encoding="utf-8")
    path = tmp_path / "plain.excellence"
    AssessmentSession.create(path, str(criteria), name="Coast").close()
    window = windows.open_window(theme, path, tmp_path)
    window.go(Place("roadmap"))
    window.show()
    windows.settle()
    page = window.page
    said = page.title(), page.strips[0].accessibleName(), page.list.isVisible()
    wrong = [*cut(page), *overlapping(page)]
    windows.close_window(window)
    assert said[0] == "No label to plan for"
    assert "no labels" in said[1]
    assert not said[2]
    assert wrong == []


def test_the_day_on_which_it_can_be_ready_is_offered(page, qtbot):
    key = choose(page, 2)
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    ready = next(one.ready for one in page.desk.document.roadmap.steps if one.planned == key)
    assert page.panel.due_offers[0].caption == f"Ready {page.words.short_day(ready)}"
    page.panel.due_offers[0].click()
    assert planned(page, key).due == ready


def test_a_visit_without_a_change_works_nothing_out(page):
    window = page.window()
    seen = page.list.rows[0]
    window.go(Place("overview"))
    window.go(Place("roadmap"))
    assert page.list.rows[0] is seen
    page.desk.document.change(edits.note, "4.1.6", "Asked.")
    assert page.list.rows[0] is not seen


def in_view(page):
    """Tell whether the current row is in view as a whole."""
    area = page.list.visualRect(page.list.currentIndex())
    return page.list.viewport().rect().contains(area)


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)])
def test_the_current_row_is_in_view_whatever_key_leads_there(make, qtbot, size):
    page = make(size=size).page
    choose(page, 1)
    keys = Qt.Key
    steps = [keys.Key_End, keys.Key_Home, keys.Key_PageDown, keys.Key_PageUp]
    steps += [keys.Key_Down] * 9 + [keys.Key_Up] * 9
    for key in steps:
        qtbot.keyClick(page.list, key)
        assert in_view(page), key
    for key in [keys.Key_Down] * 8 + [keys.Key_Up] * 8:
        qtbot.keyClick(page.list, key, ALT)
        assert in_view(page), key


def test_nothing_slips_from_under_the_pointer(make, qtbot):
    page = make(size=(1440, 700)).page
    choose(page, 1)
    view = page.list.viewport()
    last = QPoint(view.width() // 3, view.height() - 3)
    clicked = page.list.indexAt(last)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=last)
    assert page.list.currentIndex() == clicked
    assert page.list.verticalScrollBar().value() == 0


def test_eight_rows_and_the_line_of_the_label_are_in_the_first_view(page):
    view = page.list
    high = view.viewport().rect()
    tops = [view.visualRect(view.entries_model.index(place)).top() for place in range(8)]
    assert all(high.top() <= top < high.bottom() for top in tops)
    assert view.height_of(1) <= 62
    assert view.cut_below.isVisible()
    assert view.cut_below.y() > view.viewport().geometry().bottom()


def test_the_line_goes_to_its_place_when_that_comes_into_view(page):
    view = page.list
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    windows.settle()
    assert view.cut_below.isHidden()
    assert bar.value() == bar.maximum()
    place = next(n for n, one in enumerate(view.entries) if one.kind is Kind.CUT)
    index = view.entries_model.index(place)
    assert view.viewport().rect().contains(view.visualRect(index))
    bar.setValue(0)
    windows.settle()
    assert view.cut_below.isVisible()


@pytest.mark.parametrize("size", [(800, 560), (800, 900), (1280, 600)])
def test_in_small_windows_the_page_alone_scrolls_and_follows_the_row(make, size):
    page = make(size=size).page
    view = page.list
    assert view.verticalScrollBar().maximum() == 0
    assert view.viewport().height() >= sum(view.height_of(n) for n in range(len(view.entries)))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    windows.settle()
    area = view.current_area()
    top = view.mapTo(page, area.topLeft()).y()
    assert top >= 0
    assert top + area.height() <= page.height()


def test_a_large_window_has_the_list_scroll_again(make):
    window = make(size=(800, 560))
    view = window.page.list
    window.resize(1440, 900)
    windows.settle()
    assert view.verticalScrollBar().maximum() > 0
    assert view.height() < sum(view.height_of(n) for n in range(len(view.entries)))
