"""Fields: what a person types is told, what a program shows is not."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from excellence_app.gui.components.drop_down import DropDown, DropDownField
from excellence_app.gui.components.note_field import NoteField
from excellence_app.gui.components.text_field import TextField
from excellence_app.gui.components.tick_boxes import CheckBox, RadioButton
from excellence_app.gui.theme import TextStyle

Key = Qt.Key


@pytest.fixture
def page(shown):
    page = QWidget()
    QVBoxLayout(page)
    shown(page, 400, 300)
    return page


def put(page, *widgets):
    for widget in widgets:
        page.layout().addWidget(widget)
    QApplication.processEvents()  # what comes later is shown by a queued call
    return widgets[0]


@pytest.fixture(params=[TextField, NoteField])
def field(request, theme, page):
    field = put(page, request.param(theme, "Notes"))
    field.focus()
    return field


def test_showing_text_tells_nobody(qtbot, field):
    with qtbot.assertNotEmitted(field.edited):
        field.show_text("From the file")
    assert field.text == "From the file"


def test_typing_is_told(qtbot, field):
    field.show_text("ab")
    qtbot.keyClick(field.edit, Key.Key_End)
    with qtbot.waitSignal(field.edited) as told:
        qtbot.keyClicks(field.edit, "c")
    assert told.args == ["abc"]


def test_showing_what_was_typed_leaves_the_cursor(qtbot, field):
    field.show_text("abcdef")
    qtbot.keyClick(field.edit, Key.Key_Home)
    qtbot.keyClicks(field.edit, "x")
    field.show_text("yabcdef")
    qtbot.keyClicks(field.edit, "!")
    assert field.text == "y!abcdef"


def test_leaving_is_told(qtbot, theme, page, field):
    other = put(page, TextField(theme, "Other"))
    with qtbot.waitSignal(field.left):
        other.focus()


def test_tab_leaves(qtbot, theme, page, field):
    other = put(page, TextField(theme, "Other"))
    qtbot.keyClick(field.edit, Key.Key_Tab)
    assert other.edit.hasFocus()
    assert field.text == ""


def test_undo_belongs_to_the_window(qtbot, page, field):
    asked = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page)
    qtbot.keyClicks(field.edit, "abc")
    with qtbot.waitSignal(asked.activated):
        qtbot.keyClick(field.edit, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text == "abc"


def test_an_error_stands_below_in_words(field):
    assert field.error == ""
    before = field.sizeHint().height()
    field.show_error("Enter a number from 0 to 100")
    assert field.error == "Enter a number from 0 to 100"
    assert field.sizeHint().height() > before
    field.show_error("")
    assert field.sizeHint().height() == before


def test_a_message_stands_beside_a_number_where_there_is_room(theme, page):
    field = put(page, TextField(theme, "Share", unit="%", number=True))
    field.show_error("Enter a number")
    page.resize(600, 300)
    QApplication.sendPostedEvents()
    wide = field.heightForWidth(600)
    assert field.heightForWidth(150) > wide


def test_markup_is_pasted_as_it_is_read(field):
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b>")
    pasted.setText("<i>plain</i>")
    QApplication.clipboard().setMimeData(pasted)
    field.edit.paste()
    assert field.text == "<i>plain</i>"
    QApplication.clipboard().clear()


def test_notes_grow_line_by_line(theme, page):
    field = put(page, NoteField(theme, "Notes"))
    heights = []
    for lines in (1, 2, 3, 8):
        field.show_text("\n".join(["A line"] * lines))
        QApplication.sendPostedEvents()
        heights.append(field.edit.sizeHint().height())
    assert heights[0] == heights[1] < heights[2] < heights[3]
    field.show_text("\n".join(["A line"] * 500))
    assert field.edit.sizeHint().height() < 20 * theme.line_height(TextStyle.BODY)


def test_a_drop_down_tells_what_a_person_chose(qtbot, theme, page):
    field = put(page, DropDownField(theme, "Language", [("en", "English"), ("de", "Deutsch")]))
    with qtbot.assertNotEmitted(field.chosen):
        field.list.show_entry("de")
        field.list.set_entries([("en", "English"), ("de", "Deutsch")], "en")
    assert field.list.entry == "en"
    field.list.setFocus()
    with qtbot.waitSignal(field.chosen) as told:
        qtbot.keyClick(field.list, Key.Key_Down)
    assert told.args == ["de"]


def test_the_wheel_over_a_drop_down_changes_nothing(qtbot, theme, page):
    box = put(page, DropDown(theme, "Sort", [("a", "A"), ("b", "B")]))
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's signature
    )
    with qtbot.assertNotEmitted(box.chosen):
        QApplication.sendEvent(box, turn)
    assert box.entry == "a"


def test_the_list_of_a_drop_down_opens_and_closes(qtbot, theme, page):
    box = put(page, DropDown(theme, "Sort", [("a", "A"), ("b", "A much longer entry than that")]))
    box.showPopup()
    assert box.view().isVisible()
    assert box.view().width() >= theme.px(100)
    qtbot.keyClick(box.view(), Key.Key_Escape)
    assert not box.view().isVisible()


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_a_check_box_is_ticked_by_key(qtbot, theme, page, key):
    box = put(page, CheckBox(theme, "Notes marked private"))
    with qtbot.waitSignal(box.clicked):
        qtbot.keyClick(box, key)
    assert box.isChecked()


def test_the_words_of_a_box_react_too(qtbot, theme, page):
    box = put(page, CheckBox(theme, "Notes marked private", hint="Never printed"))
    with qtbot.waitSignal(box.clicked):
        qtbot.mouseClick(
            box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 2, box.height() // 2)
        )


def test_radio_buttons_exclude_each_other(qtbot, theme, page):
    one, other = RadioButton(theme, "Listed"), RadioButton(theme, "Promised")
    put(page, one, other)
    qtbot.mouseClick(one, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    assert (one.isChecked(), other.isChecked()) == (False, True)
