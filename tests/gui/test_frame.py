"""Focus ring, scrolling page, pop-over, segmented control, sidebar, buttons, labels."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from excellence_app.gui.components.breadcrumb import Breadcrumb
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.flow import FlowLayout
from excellence_app.gui.components.focus_ring import FocusRing
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.initials import initials
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.popover import Popover
from excellence_app.gui.components.scroll_page import ScrollPage
from excellence_app.gui.components.section_header import Fold
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.components.sidebar_item import SidebarItem
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.components.tooltip import as_markup, set_tooltip, tooltip_of
from excellence_app.gui.painting import ring_reach
from excellence_app.gui.sidebar import Sidebar
from excellence_app.gui.theme import TextStyle
from tests.gui import windows

Key = Qt.Key
LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def page(shown):
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(20, 20, 20, 20)
    shown(page, 400, 300)
    return page


def put(page, *widgets):
    for widget in widgets:
        page.layout().addWidget(widget)
    QApplication.processEvents()
    return widgets[0]


def around(widget, window, reach):
    corner = widget.mapTo(window, QPoint(0, 0))
    return QRect(corner, widget.size()).adjusted(-reach, -reach, reach, reach)


def ring_in(ring, window):
    return QRect(ring.mapTo(window, QPoint(0, 0)), ring.size())


def test_the_ring_stands_around_what_has_the_focus(theme, page):
    ring = FocusRing(theme, page)
    ring.follow_focus()
    one, other = Button(theme, "One"), Button(theme, "Other")
    put(page, one, other)
    for widget in (one, other, one):
        widget.setFocus()
        assert ring.isVisible()
        assert ring_in(ring, page) == around(widget, page, ring_reach(theme))


def test_the_ring_moves_with_the_control_and_goes_with_it(theme, page):
    ring = FocusRing(theme, page)
    ring.follow_focus()
    one, other = Button(theme, "One"), Button(theme, "Other")
    put(page, one, other)
    other.setFocus()
    one.hide()
    QApplication.processEvents()
    assert ring_in(ring, page) == around(other, page, ring_reach(theme))
    theme.set_zoom(200)
    QApplication.processEvents()
    assert ring_in(ring, page) == around(other, page, ring_reach(theme))
    assert ring_reach(theme) == 8
    other.hide()
    QApplication.processEvents()
    assert not ring.isVisible()


def test_the_ring_survives_the_control(theme, page):
    ring = FocusRing(theme, page)
    ring.follow_focus()
    one = put(page, Button(theme, "One"))
    one.setFocus()
    assert ring.isVisible()
    one.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert not ring.isVisible()
    other = put(page, Button(theme, "Other"))
    other.setFocus()
    assert ring.isVisible()


def test_a_field_shows_the_focus_itself(theme, page):
    ring = FocusRing(theme, page)
    ring.follow_focus()
    field = put(page, TextField(theme, "Name"))
    field.focus()
    assert field.edit.hasFocus()
    assert not ring.isVisible()


def test_the_ring_has_room_where_the_parent_has_none(theme, page):
    tight = QWidget()
    layout = QHBoxLayout(tight)
    layout.setContentsMargins(0, 0, 0, 0)
    button = Button(theme, "One")
    layout.addWidget(button)
    put(page, tight)
    ring = FocusRing(theme, page)
    ring.hold(button)
    wanted = around(button, page, ring_reach(theme))
    assert ring_in(ring, page) == wanted


def test_the_ring_ends_where_what_scrolls_ends(theme, shown):
    page = ScrollPage(theme, "Question")
    for number in range(12):
        page.column.addWidget(Button(theme, f"Button {number}"))
    page.set_foot(Button(theme, "Next", Kind.PRIMARY))
    shown(page, 400, 260)
    first = page.column.itemAt(0).widget()
    ring = FocusRing(theme, page)
    ring.hold(first)
    accent = theme.colours.accent.name()

    def coloured():
        image = page.grab().toImage()
        band = page.area.geometry()
        return [
            y
            for y in range(image.height())
            if image.pixelColor(first.mapTo(page, QPoint(30, 0)).x(), y).name() == accent
            and not band.contains(band.left(), y)
        ]

    before = coloured()
    for value in range(0, 120, 7):
        page.area.verticalScrollBar().setValue(value)
        assert coloured() == before


def test_what_gets_the_focus_is_in_view(theme, shown):
    page = ScrollPage(theme, "Question")
    buttons = [Button(theme, f"Button {number}") for number in range(40)]
    for button in buttons:
        page.column.addWidget(button)
    page.set_foot(Button(theme, "Next", Kind.PRIMARY))
    shown(page, 500, 300)
    view = page.area.viewport()
    for button in (buttons[20], buttons[39], buttons[3], buttons[0]):
        button.setFocus()
        place = around(button, view, ring_reach(theme))
        assert view.rect().contains(place), button.caption


def test_what_has_the_focus_stays_in_view_when_something_opens_above(theme, shown):
    page = ScrollPage(theme, "Question")
    note = PlainLabel(theme, "A long note. " * 80)
    note.hide()
    page.column.addWidget(note)
    buttons = [Button(theme, f"Button {number}") for number in range(9)]
    for button in buttons:
        page.column.addWidget(button)
    shown(page, 300, 260)
    buttons[4].setFocus()
    note.show()
    QApplication.processEvents()
    place = around(buttons[4], page.area.viewport(), 0)
    assert page.area.viewport().rect().contains(place)


def test_the_column_is_centred_and_not_too_wide(theme, shown):
    page = ScrollPage(theme, "Question")
    button = PlainLabel(theme, "Words")
    page.column.addWidget(button)
    shown(page, 1400, 400)
    margins = page.column.contentsMargins()
    assert page.width() - margins.left() - margins.right() == 780
    page.resize(700, 400)
    QApplication.processEvents()
    assert page.column.contentsMargins().left() == 28


def test_running_text_is_no_wider_than_75_characters(theme):
    words = "word " * 100
    label = PlainLabel(theme, words)
    widest = 75 * theme.text_width("n", TextStyle.BODY)
    assert label.heightForWidth(4000) == label.heightForWidth(widest)
    assert label.heightForWidth(4000) > 3 * theme.line_height(TextStyle.BODY)
    assert label.sizeHint().width() <= widest
    label.most_characters = None
    assert label.heightForWidth(8000) == theme.line_height(TextStyle.BODY)


def test_a_name_is_cut_and_the_tooltip_has_the_whole_of_it(theme, page):
    name = "Annual report of the organisation for the year 2025, page 14.pdf"
    label = put(page, PlainLabel(theme, name).as_name())
    label.setFixedWidth(120)
    QApplication.processEvents()
    assert tooltip_of(label) == name
    label.setFixedWidth(label.sizeHint().width())
    QApplication.processEvents()
    assert tooltip_of(label) == ""


def test_labels_show_markup_as_text(theme, page):
    label = put(page, PlainLabel(theme, "<b>R&D</b> & more"))
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>R&D</b> & more"


def test_tooltips_show_markup_as_text(theme, page):
    button = put(page, Button(theme, "One"))
    set_tooltip(button, "<b>R&D</b>")
    assert button.toolTip() == ""
    place = QPoint(5, 5)
    asked = QHelpEvent(QEvent.Type.ToolTip, place, button.mapToGlobal(place))
    QApplication.sendEvent(button, asked)
    assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in QToolTip.text()
    QToolTip.hideText()
    assert as_markup("") == ""


def test_an_icon_button_tells_its_name_and_key(theme, page):
    button = put(page, IconButton(theme, "Help and keys", "circle-question-mark", key="F1"))
    assert tooltip_of(button) == "Help and keys  F1"
    button.set_icon("x", "Close")
    assert (button.accessibleName(), tooltip_of(button)) == ("Close", "Close  F1")
    assert min(button.width(), button.height()) >= 28


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_buttons_are_pressed_by_key(qtbot, theme, page, key):
    button = put(page, Button(theme, "Add action"))
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_button_with_very_long_words_wraps_them(theme):
    short, long = Button(theme, "Add"), Button(theme, "Add this file and that link " * 6)
    assert long.sizeHint().height() > short.sizeHint().height()
    assert long.sizeHint().width() <= theme.px(400)


def test_arrows_choose_a_view(qtbot, theme, page):
    control = SegmentedControl(theme, "Label", [("b", "Bronze"), ("s", "Silver"), ("g", "Gold")])
    put(page, control)
    with qtbot.assertNotEmitted(control.chosen):
        control.show_view("s")
    control.findChildren(QWidget)[1].setFocus()
    for key, expected in ((Key.Key_Right, "g"), (Key.Key_Right, "b"), (Key.Key_Left, "g")):
        with qtbot.waitSignal(control.chosen) as told:
            qtbot.keyClick(QApplication.focusWidget(), key)
        assert told.args == [expected]
        assert control.view == expected
    with qtbot.waitSignal(control.chosen):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Home)
    assert control.view == "b"


def test_views_stand_in_the_direction_of_reading(qtbot, theme, page):
    page.setLayoutDirection(RIGHT_TO_LEFT)
    control = SegmentedControl(theme, "Label", [("b", "Bronze"), ("g", "Gold")])
    put(page, control)
    first, second = control.findChildren(QWidget)
    assert first.x() > second.x()
    first.setFocus()
    with qtbot.waitSignal(control.chosen) as told:
        qtbot.keyClick(first, Key.Key_Left)
    assert told.args == ["g"]


def test_a_badge_gives_way_to_the_name(theme, page):
    item = put(page, SidebarItem(theme, "Results and gaps", icon="results"))
    item.show_state(badge="7 gaps", short_badge="7")
    item.resize(256, 40)
    lines = item.heightForWidth(256)
    assert item.heightForWidth(200) == lines  # the pill says "7" there
    assert item.accessibleName() == "Results and gaps, 7 gaps"


def test_a_long_count_stands_below_the_name(theme, page):
    item = put(page, SidebarItem(theme, "Questions", icon="list-checks"))
    item.show_state(count="29 of 31")
    short = item.heightForWidth(240)
    item.show_state(count="29 of 31 are answered by now")
    assert item.heightForWidth(240) > short
    assert item.heightForWidth(600) == short


@pytest.mark.parametrize("direction", [LEFT_TO_RIGHT, RIGHT_TO_LEFT])
def test_the_foot_is_as_wide_as_the_column(theme, shown, direction):
    page = ScrollPage(theme, "Question")
    page.setLayoutDirection(direction)
    for number in range(30):
        page.column.addWidget(Button(theme, f"Button {number}"))
    foot = QWidget()
    page.set_foot(foot)
    shown(page, 600, 300)
    QApplication.processEvents()
    assert page.area.verticalScrollBar().isVisible()
    first = page.column.itemAt(0).widget()
    left = first.mapTo(page, QPoint(0, 0)).x()
    assert (left, first.width()) == (foot.mapTo(page, QPoint(0, 0)).x(), foot.width())


def test_the_pointer_warms_a_button_only_where_motion_is_welcome(qtbot, theme, page):
    button = put(page, Button(theme, "One"))
    middle = QPointF(button.rect().center())

    def enter():
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        QApplication.sendEvent(button, QEnterEvent(middle, middle, middle))

    enter()
    assert button.warmth == 1
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    assert button.warmth == 0
    theme.set_reduced_motion(wanted=False)
    enter()
    assert button.warmth < 1
    qtbot.waitUntil(lambda: button.warmth == 1)


def test_as_rail_the_name_is_the_tooltip(theme, page):
    item = put(page, SidebarItem(theme, "Roadmap", icon="route"))
    wide = item.sizeHint().width()
    item.show_rail(rail=True)
    assert item.sizeHint().width() < wide
    assert tooltip_of(item) == "Roadmap"
    item.show_rail(rail=False)
    assert tooltip_of(item) == ""


def test_a_breadcrumb_leads_back(qtbot, theme, page):
    crumb = put(page, Breadcrumb(theme, "Place"))
    crumb.show_steps([("4", "4 Strategy")], "Question 22 of 31")
    crumb.show_steps([("5", "5 Recognition")], "Question 23 of 31")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (step,) = crumb.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[:1]
    with qtbot.waitSignal(crumb.chosen) as told:
        qtbot.keyClick(step, Key.Key_Return)
    assert told.args == ["5"]


def test_a_fold_opens_and_folds(qtbot, theme, page):
    fold = put(page, Fold(theme, "Guidance", ("Open", "Folded")))
    inside = PlainLabel(theme, "What counts")
    fold.body.addWidget(inside)
    QApplication.processEvents()
    assert inside.isVisible()
    with qtbot.assertNotEmitted(fold.opened):
        fold.show_open(is_open=True)
    with qtbot.waitSignal(fold.opened) as told:
        qtbot.keyClick(fold.header, Key.Key_Space)
    assert told.args == [False]
    assert not inside.isVisible()


def test_a_popover_is_plain_where_nothing_can_be_seen_through(theme, page):
    whole = Popover(theme, "Options", page)
    plain = Popover(theme, "Options", page, see_through=False)
    assert whole.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert not plain.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert plain.body.contentsMargins().left() < whole.body.contentsMargins().left()
    plain.resize(80, 60)
    image = plain.grab().toImage()
    ground = theme.colours.surface
    assert image.pixelColor(4, 4) == image.pixelColor(40, 30) == ground


def test_the_sidebar_grows_for_names_that_would_take_three_lines(theme, shown):
    sidebar = shown(Sidebar(theme, "Sidebar"), 264, 400)
    sidebar.add_item("1", "Structure", number="1", nested=1).show_state(count="3/3", done=1.0)
    narrow = sidebar.wanted_width()
    long = sidebar.add_item("2", "Typology, governance, cooperation", number="2", nested=1)
    long.show_state(count="9/10", done=0.9)
    wide = sidebar.wanted_width()
    assert narrow < wide <= theme.px(300)
    inside = wide - 2 * theme.px(12)
    assert long.heightForWidth(inside) < long.heightForWidth(narrow - 2 * theme.px(12))


def test_a_popover_closes_with_escape_and_gives_the_focus_back(qtbot, theme, page):
    opener = put(page, Button(theme, "Filter"))
    opener.setFocus()
    popover = Popover(theme, "Filter", page)
    inside = Button(theme, "All")
    popover.body.addWidget(inside)
    popover.open_at(opener)
    assert popover.isVisible()
    with qtbot.waitSignal(popover.closed):
        qtbot.keyClick(popover, Key.Key_Escape)
    assert not popover.isVisible()
    assert opener.hasFocus()


def test_a_popover_grows_with_a_message_of_several_lines(theme, page):
    opener = put(page, Button(theme, "Promise"))
    popover = Popover(theme, "Promised", page)
    field = TextField(theme, "By when")
    field.setFixedWidth(theme.px(240))
    popover.body.addWidget(field)
    popover.open_at(opener)
    windows.settle()
    before = popover.height()
    field.show_error("That is no day that can be read. Please write it as 30.9.2026. " * 2)
    windows.settle()
    assert field.height() >= field.heightForWidth(field.width())
    assert popover.height() - before >= 3 * theme.line_height(TextStyle.LABEL)
    popover.close()


@pytest.mark.parametrize("direction", [LEFT_TO_RIGHT, RIGHT_TO_LEFT])
def test_a_flow_goes_on_in_the_next_row_and_pushes_its_last_items(theme, page, direction):
    page.setLayoutDirection(direction)
    row = QWidget()
    flow = FlowLayout(row, at_end=1)
    flow.set_spacing(8, 8)
    buttons = [Button(theme, word) for word in ("Back", "Later", "Next")]
    for button in buttons:
        flow.addWidget(button)
    put(page, row)
    back, later, following = (button.geometry() for button in buttons)
    if direction is LEFT_TO_RIGHT:
        assert back.left() == 0
        assert later.left() == back.right() + 9
        assert following.right() == row.width() - 1
    else:
        assert back.right() == row.width() - 1
        assert following.left() == 0
    assert flow.heightForWidth(row.width()) == buttons[0].height()
    assert flow.heightForWidth(back.width() + 20) == 3 * buttons[0].height() + 16


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Adriatic Mechatronics", "AM"),
        ("Delta", "DE"),
        ("Žito i Vino", "ŽI"),
        ("(the) Big One", "BO"),
        ("", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters
