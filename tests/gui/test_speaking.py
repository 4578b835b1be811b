"""What screen readers are told: role, name, value, description, state, actions."""

import sys

import pytest
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.answers import (
    AnswerCard,
    AnswerGroup,
    AnswerOption,
    ChoiceCard,
    ThresholdLine,
)
from excellence_app.gui.components.breadcrumb import Breadcrumb
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.drop_down import DropDown, DropDownField
from excellence_app.gui.components.empty_page import EmptyPage
from excellence_app.gui.components.field_parts import FieldMessage
from excellence_app.gui.components.focus_ring import FocusRing
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.key_cap import KeyCap
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.components.label_mark import LabelMark
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.note_field import NoteEdit, NoteField
from excellence_app.gui.components.popover import Popover
from excellence_app.gui.components.progress_row import ProgressRow
from excellence_app.gui.components.save_state import Saved, SaveStateLabel
from excellence_app.gui.components.section_header import Fold
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.sidebar_item import SidebarItem
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.text_field import LineEdit, TextField
from excellence_app.gui.components.tick_boxes import CheckBox, RadioButton
from excellence_app.gui.components.undo_message import UndoMessage

Role = QAccessible.Role
Text = QAccessible.Text
LABELS = QAccessible.RelationFlag.Label
OPTION = AnswerOption(
    "1", "Once a year", "A yearly review.", "1", "Level 1: Once a year.", "2 of 5"
)


def speaks(widget):
    return QAccessible.queryAccessibleInterface(widget)


@pytest.fixture
def host(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    return host


MAKERS = {
    "label": (lambda t, p: PlainLabel(t, "Words", parent=p), Role.StaticText, "Words"),
    "heading": (lambda t, p: Heading(t, "Title", parent=p), Role.Heading, "Title"),
    "button": (lambda t, p: Button(t, "R&D budget", parent=p), Role.Button, "R&D budget"),
    "icon button": (lambda t, p: IconButton(t, "More", "ellipsis", parent=p), Role.Button, "More"),
    "key cap": (lambda t, p: KeyCap(t, "Ctrl K", parent=p), Role.StaticText, "Ctrl K"),
    "pill": (lambda t, p: StatePill(t, State.MET, "Met", parent=p), Role.StaticText, "Met"),
    "mark": (lambda t, p: LabelMark(t, "Gold", rank=3, parent=p), Role.Graphic, "Gold"),
    "card": (lambda t, p: Card(t, "Evidence", parent=p), Role.Grouping, "Evidence"),
    "line": (lambda t, p: Hairline(t, parent=p), Role.Separator, ""),
    "answer": (lambda t, p: AnswerCard(t, OPTION, p), Role.RadioButton, "Level 1: Once a year."),
    "choice": (lambda t, p: ChoiceCard(t, OPTION, p), Role.CheckBox, "Level 1: Once a year."),
    "threshold": (
        lambda t, p: ThresholdLine(t, "Gold: level 3", p),
        Role.StaticText,
        "Gold: level 3",
    ),
    "group": (
        lambda t, p: AnswerGroup(t, "How often?", [OPTION], parent=p),
        Role.Grouping,
        "How often?",
    ),
    "segmented": (
        lambda t, p: SegmentedControl(t, "Show", [("a", "All")], parent=p),
        Role.Grouping,
        "Show",
    ),
    "line edit": (lambda t, p: LineEdit(t, "Search", parent=p), Role.EditableText, "Search"),
    "note edit": (lambda t, p: NoteEdit(t, "Notes", parent=p), Role.EditableText, "Notes"),
    "check box": (lambda t, p: CheckBox(t, "Colour", parent=p), Role.CheckBox, "Colour"),
    "radio": (lambda t, p: RadioButton(t, "Listed", parent=p), Role.RadioButton, "Listed"),
    "empty": (
        lambda t, p: EmptyPage(t, "route", "No actions yet", "x", parent=p),
        Role.Grouping,
        "No actions yet",
    ),
    "undo": (lambda t, p: UndoMessage(t, "Undo", "Ctrl Z", p), Role.Notification, ""),
    "sidebar": (lambda t, p: SidebarItem(t, "Roadmap", parent=p), Role.ListItem, "Roadmap"),
    "breadcrumb": (lambda t, p: Breadcrumb(t, "Place", parent=p), Role.Grouping, "Place"),
    "progress": (lambda t, p: ProgressRow(t, "Strategy", parent=p), Role.ProgressBar, "Strategy"),
    "popover": (lambda t, p: Popover(t, "Filter", p), Role.Dialog, "Filter"),
    "message": (lambda t, p: FieldMessage(t, parent=p), Role.AlertMessage, ""),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_role_and_name(theme, host, kind):
    make, role, name = MAKERS[kind]
    interface = speaks(make(theme, host))
    assert interface.role() == role
    assert interface.text(Text.Name) == name


def test_a_strip_is_an_alert_with_all_its_words(theme, qtbot):
    strip = MessageStrip(theme, Tone.ERROR, "The file has moved.", "The answer stays.")
    qtbot.addWidget(strip)
    assert speaks(strip).role() == Role.AlertMessage
    assert speaks(strip).text(Text.Name) == "The file has moved. The answer stays."


def test_an_answer_tells_its_place_the_threshold_and_what_is_wrong(theme, host):
    group = AnswerGroup(theme, "How often?", [OPTION], parent=host)
    card = group.cards["1"]
    assert speaks(card).text(Text.Description) == "2 of 5"
    group.set_threshold("1", "Gold threshold: level 1", "From here on meets the Gold threshold")
    assert speaks(card).text(Text.Description) == "2 of 5. From here on meets the Gold threshold"
    group.show_error("1", "Describe this in a few words")
    assert speaks(card).text(Text.Description).endswith("Describe this in a few words")
    group.show_thresholds(shown=False)
    assert "Gold" not in speaks(card).text(Text.Description)


def test_without_spoken_words_an_answer_is_told_by_title_and_text(theme, host):
    card = AnswerCard(theme, AnswerOption("1", "Once", "A review."), host)
    assert speaks(card).text(Text.Name) == "Once. A review."


def test_a_chosen_answer_says_so(theme, host):
    card = AnswerCard(theme, OPTION, host)
    assert not speaks(card).state().checked
    card.setChecked(True)
    assert speaks(card).state().checked


def test_the_open_page_is_told_as_chosen(theme, host):
    item = SidebarItem(theme, "Governance", number="2", parent=host)
    item.show_state(count="9/10", done=0.9, spoken="9 of 10 answered")
    assert speaks(item).text(Text.Name) == "2 Governance, 9 of 10 answered"
    assert not speaks(item).state().selected
    item.show_current(current=True)
    assert speaks(item).state().selected


def test_what_can_be_pressed_can_be_pressed_by_a_screen_reader(theme, host, qtbot):
    for widget in (
        Button(theme, "Add", parent=host),
        IconButton(theme, "More", "ellipsis", parent=host),
        SidebarItem(theme, "Roadmap", parent=host),
    ):
        actions = speaks(widget).actionInterface()
        assert actions.actionNames()[0] == "Press"
        with qtbot.waitSignal(widget.clicked):
            actions.doAction("Press")


def test_progress_tells_its_words_as_value(theme, host):
    row = ProgressRow(theme, "Governance", parent=host)
    row.show_progress(0.9, "9 of 10 answered")
    assert speaks(row).text(Text.Value) == "9 of 10 answered"


def test_the_save_state_is_a_button_only_where_it_does_something(theme, host):
    label = SaveStateLabel(theme, host)
    label.show_state(Saved.SAVED, "Saved at 14:32", "On this computer only")
    assert speaks(label).role() == Role.StaticText
    assert speaks(label).text(Text.Name) == "Saved at 14:32. On this computer only"


def test_the_save_state_as_a_button(theme, host):
    label = SaveStateLabel(theme, host)
    label.show_state(Saved.NOT_SAVED, "Not saved", "Disk full. Save a copy", acts=True)
    assert speaks(label).role() == Role.Button


def test_a_field_tells_hint_unit_and_error(theme, qtbot):
    field = TextField(theme, "Share", hint="year 2025", unit="%", number=True)
    qtbot.addWidget(field)
    field.show_text("180")
    field.show_error("Enter a number from 0 to 100")
    interface = speaks(field.edit)
    assert interface.text(Text.Name) == "Share"
    assert interface.text(Text.Value) == "180"
    described = interface.text(Text.Description)
    assert described == "%. year 2025. Enter a number from 0 to 100"
    field.show_error("")
    assert speaks(field.edit).text(Text.Description) == "%. year 2025"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others tell the name itself")
def test_a_drop_down_tells_its_entry_and_what_it_is_for(theme, host):
    interface = speaks(DropDown(theme, "Sort", [("gap", "Largest gap")], parent=host))
    assert interface.role() == Role.ComboBox
    assert interface.text(Text.Name) == "Largest gap"
    assert interface.text(Text.Description) == "Sort"


@pytest.mark.parametrize("make", [TextField, NoteField, DropDownField])
def test_the_label_of_a_field_is_related_to_it(theme, qtbot, make):
    field = make(theme, "R&D budget")
    qtbot.addWidget(field)
    (control,) = field.findChildren(LineEdit) + field.findChildren(NoteEdit) or [field.list]
    labels = [label.object() for label, kind in speaks(control).relations() if kind == LABELS]
    assert [label.text() for label in labels] == ["R&D budget"]
    assert speaks(labels[0]).text(Text.Name) == "R&D budget"
    assert field.findChildren(QShortcut) == []


def test_a_fold_tells_whether_it_is_open(theme, qtbot):
    fold = Fold(theme, "Guidance", ("Open", "Folded"))
    qtbot.addWidget(fold)
    assert speaks(fold.header).text(Text.Description) == "Open"
    fold.header.click()
    assert speaks(fold.header).text(Text.Description) == "Folded"


def test_the_ring_is_no_part_of_what_is_told(theme, host):
    Button(theme, "Add", parent=host)
    ring = FocusRing(theme, host)
    ring.show()
    told = speaks(host)
    names = [told.child(number).text(Text.Name) for number in range(told.childCount())]
    assert names == ["Add"]
