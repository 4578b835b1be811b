"""The frame around the pages: columns by width, commands, undo, what is said about saving."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from excellence_app.domain.assessment import ActionState
from excellence_app.gui.commands import BY_ID, COMMANDS
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.save_state import Form, Saved
from excellence_app.gui.components.sidebar_head import Switcher
from excellence_app.gui.components.sidebar_item import SidebarItem
from excellence_app.gui.components.tooltip import tooltip_of
from excellence_app.gui.desk import Place
from excellence_app.gui.pages import PAGES
from excellence_app.session import edits, roadmap_edits
from tests.gui import windows


@pytest.fixture
def window(theme, tmp_path, qtbot):
    """Return a shown window on the practice cluster."""
    path = windows.practice_copy(tmp_path)
    window = windows.open_window(theme, path, tmp_path)
    window.resize(1440, 900)
    window.go(Place("overview"))
    with qtbot.waitExposed(window):
        window.show()
    yield window
    windows.close_window(window)


def test_keys_are_given_once():
    taken = [QKeySequence(key).toString() for command in COMMANDS for key in command.keys]
    assert len(taken) == len(set(taken))
    assert all(taken)


def test_every_command_leads_somewhere(window):
    for name in window.actions_by_id:
        assert name in BY_ID


def test_a_window_is_no_larger_than_the_screen(window):
    window.resize(1440, 900)
    for room, size in (
        ((1366, 728), (1366, 728)),
        ((2560, 1400), (1366, 728)),
        ((640, 480), (800, 560)),
    ):
        window.fit_into(QSize(*room))
        assert (window.width(), window.height()) == size


def test_columns_follow_the_width(window):
    window.go(Place("questions", "4.1.6"))
    for width, sidebar, beside in (
        (1440, 256, True),
        (1280, 256, False),
        (1024, 56, False),
        (820, None, False),
    ):
        window.resize(width, 720)
        windows.settle()
        assert window.frame.side_is_beside is beside
        if sidebar is None:
            assert not window.sidebar.isVisible()
        else:
            assert window.sidebar.width() >= sidebar
            assert window.sidebar.width() < sidebar + 60
        assert window.frame.centre.width() > 700
    window.run("sidebar")
    assert window.sidebar.isVisible()
    assert window.sidebar.width() > 200
    window.frame.close_panels()
    assert not window.sidebar.isVisible()


def test_the_right_column_opens_over_narrow_windows(window, qtbot):
    window.go(Place("questions", "4.1.6"))
    window.resize(1280, 720)
    windows.settle()
    assert not window.frame.side.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert window.frame.side.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.frame.side.isVisible()


def test_undo_has_a_name_and_leads_to_the_change(window, qtbot):
    document = window.desk.document
    document.change(edits.answer, "4.1.6", "4")
    undo = window.actions_by_id["undo"]
    assert "4.1.6" in undo.text()
    window.go(Place("report"))
    window.run("undo")
    assert window.here == Place("questions", "4.1.6")
    assert document.assessment.answers["4.1.6"].value != 4
    window.run("redo")
    assert document.assessment.answers["4.1.6"].value == 4
    qtbot.waitUntil(lambda: window.sidebar.save_state.state is Saved.SAVED)


def test_a_message_goes_with_the_next_change_and_on_the_way_elsewhere(window):
    document, message = window.desk.document, window.undo_message
    window.go(Place("questions", "4.1.6"))
    window.desk.say("Told")
    assert message.isVisible()
    document.change(edits.answer, "5.1", "4")
    assert message.isHidden()
    for place in (Place("questions", "4.1.4"), Place("report")):
        window.desk.say("Told")
        window.go(window.here)
        assert message.isVisible()
        window.go(place)
        assert message.isHidden()
    window.desk.say("Told")
    window.run("undo")
    assert message.accessibleName().startswith("Undone: ")


def test_esc_leads_to_what_a_place_was_opened_from_and_no_further(window, qtbot):
    window.run("roadmap")
    window.run("results")  # this is where work begins now
    first = window.here
    window.desk.go("questions", "4.1.6")
    window.run("next_question")
    window.run("next_question")
    assert window.here.item not in {"", "4.1.6"}
    there = window.here
    window.run("settings")  # and this is looked at besides
    for expected in (there, first, first):
        window.page.focus_headline()  # in a field Esc would leave that first
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        assert window.here == expected
    window.desk.go("questions", "4.1.6")
    qtbot.mouseClick(window.sidebar.item("overview"), Qt.MouseButton.LeftButton)
    window.go_back()
    assert window.here.page == "overview"


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768), (800, 560)])
def test_messages_cover_neither_the_footer_nor_the_line_of_keys(window, size):
    document = window.desk.document
    document.change(roadmap_edits.plan_gaps, "gold")
    document.change(edits.mark_later, "3.2", later=True)
    window.resize(*size)
    window.run("undo")  # to a page that is made only now
    assert window.here.item == "3.2"
    windows.settle()
    for place in (None, ("questions", "4.1.6"), ("roadmap",)):
        window.resize(*size)
        if place is not None:
            window.go(Place(*place))
            window.desk.say("Undone: something with a name of some length")
        for width in (window.width(), 900):
            window.resize(width, window.height())
            windows.settle()
            page = window.page
            assert window.undo_message.isVisible()
            foot = page.keys if page.key == "roadmap" else page.foot
            assert not (foot.isVisible() and placed(foot).intersects(placed(window.undo_message)))


def placed(widget):
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def test_a_message_with_the_focus_stays(window, qtbot):
    message = window.undo_message
    window.desk.say("Told")
    window.page.take_focus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert message.button.hasFocus()
    window.go(Place("report"))
    assert message.isVisible()
    qtbot.keyClick(message.button, Qt.Key.Key_Escape)
    assert message.isHidden()


def test_what_could_not_be_done_stays_until_it_is_closed(window, qtbot):
    trouble = window.trouble_message
    window.desk.warn("The disk is full.")
    assert not [one for one in trouble.children() if one.inherits("QTimer") and one.isActive()]
    window.desk.document.change(edits.answer, "5.1", "4")
    window.go(Place("report"))
    window.desk.say("Told")
    assert trouble.isVisible()
    assert trouble.geometry().bottom() < window.undo_message.geometry().top()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.undo_message.isHidden()
    assert trouble.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert trouble.isHidden()
    assert window.here.page == "report"


def test_the_title_says_whose_document_it_is(window):
    assert "Adriatic Mechatronics (fictional)" in window.windowTitle()
    assert window.windowTitle().endswith("Excellence")


def test_gaps_and_answers_are_counted(window):
    document = window.desk.document
    window.desk.document.change(edits.clear_answer, "5.1")
    card = document.card
    item = window.sidebar.item("questions")
    assert f"{card.answered} of {card.asked} answered" in item.accessibleName()
    gaps = sum(not gap.closed_only_by_answering for gap in card.label("gold").gaps)
    assert f"{gaps} gaps" in window.sidebar.item("results").accessibleName()


def test_every_page_can_be_gone_to_and_left(window):
    for key in PAGES:
        window.go(Place(key))
        assert window.here.page == key
        assert window.page.title()
    for _ in range(len(PAGES) + 1):
        window.go_back()
    assert window.here.page == "overview"


def test_the_place_and_the_look_are_remembered(window, theme, tmp_path):
    window.go(Place("questions", "4.1.6"))
    window.frame.want_side(wanted=False)
    kept = window.state_to_keep()
    other = windows.start_window(theme, tmp_path)
    assert other.restore(kept) == Place("questions", "4.1.6")
    assert not other.frame.side_wanted
    assert other.restore({"place": ["nowhere", "", ""], "geometry": "?"}) is None
    windows.close_window(other)


def test_a_document_to_be_read_only_says_so(theme, tmp_path):
    path = windows.practice_copy(tmp_path)
    window = windows.open_window(theme, path, tmp_path, change=False)
    window.go(Place("overview"))
    assert window.sidebar.save_state.state is Saved.READ_ONLY
    assert "read only" in window.windowTitle()
    assert window.desk.document.change(edits.answer, "4.1.6", "4") is not None
    windows.close_window(window)


def marked(window):
    """Return what the sidebar marks as leading to the page that is shown."""
    kinds = (SidebarItem, IconButton, Switcher)
    parts = [part for kind in kinds for part in window.sidebar.findChildren(kind)]
    return [part.caption for part in parts if part.accessible_chosen()]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("overview",), "Overview"),
        (("questions", "4.1.6"), "Strategy, objectives, services"),
        (("settings",), "Settings"),
        (("profile",), "Adriatic Mechatronics (fictional)"),
        (("history",), "Adriatic Mechatronics (fictional)"),
        (("help", "glossary"), "Help and keys"),
        (("about",), "Help and keys"),
        (("labels",), "Results and gaps"),
        (("thresholds_own",), "Results and gaps"),
        (("check",), "Questions"),
    ],
)
def test_the_sidebar_marks_what_every_page_belongs_to(window, place, line):
    window.go(Place(*place))
    assert marked(window) == [line]


def test_the_sidebar_counts_the_actions_that_are_still_to_be_done(window):
    document = window.desk.document
    document.change(roadmap_edits.plan_gaps, "gold")
    first, second, *rest = [one.id for one in document.assessment.roadmap]
    item = window.sidebar.item("roadmap")
    assert f"{len(rest) + 2} actions to do" in item.accessibleName()
    document.change(roadmap_edits.change_action, first, state=ActionState.DONE)
    document.change(roadmap_edits.change_action, second, state=ActionState.DROPPED)
    assert f"{len(rest)} actions to do" in item.accessibleName()


@pytest.mark.parametrize("width", [1440, 1024, 800, 640])
def test_whether_all_is_saved_can_be_seen_in_every_width(window, theme, width):
    if width == 640:  # as wide as a small window can be, twice as large
        theme.set_zoom(200)
        width = 1280
    window.resize(width, 720)
    windows.settle()
    states = [window.sidebar.save_state, window.frame.bar.save_state]
    shown = [one for one in states if one.isVisible()]
    assert len(shown) == 1
    (state,) = shown
    assert state.accessibleName().startswith("Saved at")
    whole = state.form is not Form.SIGN
    assert whole or tooltip_of(state).startswith("Saved at")
    assert state.width() >= state.minimumSizeHint().width()


def test_what_is_not_saved_can_be_pressed_in_one_column(window):
    window.resize(800, 560)
    windows.settle()
    bar = window.frame.bar
    bar.show_saved(Saved.NOT_SAVED, "Not saved since 14:30", "Save a copy elsewhere", acts=True)
    windows.settle()
    assert bar.save_state.form is Form.LINE
    pressed = []
    window.sidebar.save_asked.disconnect()
    window.sidebar.save_asked.connect(lambda: pressed.append(True))
    bar.save_state.click()
    assert pressed == [True]


def test_chosen_keys_count_at_once_and_stand_wherever_keys_are_shown(window):
    window.go(Place("questions", "4.1.6"))
    window.go(Place("settings"))
    window.take_keys({"mark_later": ("Ctrl+D",), "jump": ("F7",)})
    window.desk.prefer(keys={"mark_later": "Ctrl+D", "jump": "F7"})
    shortcuts = window.actions_by_id["mark_later"].shortcuts()
    assert [one.toString() for one in shortcuts] == ["Ctrl+D"]
    assert window.key_text("jump") == "F7"
    assert window.page is not None
    assert window.page.key == "settings"
    window.go(Place("questions", "4.1.6"))
    assert window.page.foot.later.key == "Ctrl D"
    window.go(Place("settings"))
    window.take_keys({})
    window.desk.prefer(keys={})
    window.go_back()
    assert window.page.foot.later.key == "Ctrl M"
