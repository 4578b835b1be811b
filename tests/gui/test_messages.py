"""Messages in the page and over it."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from excellence_app.gui.components.button import Button
from excellence_app.gui.components.message_strip import MessageStrip, Tone
from excellence_app.gui.components.save_state import Saved, SaveStateLabel
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.undo_message import SHOWN_FOR, UndoMessage


@pytest.fixture
def page(shown):
    return shown(QWidget(), 600, 400)


@pytest.fixture
def message(theme, page):
    message = UndoMessage(theme, "Undo", "Ctrl Z", page)
    message.show_message("Action 3 removed")
    return message


def timer_of(message):
    (timer,) = (child for child in message.children() if child.inherits("QTimer"))
    return timer


def test_it_lies_at_the_foot_in_the_middle(page, message):
    assert message.isVisible()
    assert abs(message.geometry().center().x() - page.rect().center().x()) <= 1
    assert page.height() - message.geometry().bottom() < 40
    page.resize(900, 500)
    assert abs(message.geometry().center().x() - page.rect().center().x()) <= 1


def test_it_goes_by_itself_after_eight_seconds(qtbot, message):
    timer = timer_of(message)
    assert timer.isActive()
    assert timer.interval() == SHOWN_FOR == 8000
    with qtbot.waitSignal(message.gone):
        timer.timeout.emit()
    assert not message.isVisible()
    message.dismiss()


def test_it_stays_while_focused(page, message):
    timer = timer_of(message)
    message.take_focus()
    timer.timeout.emit()
    assert message.isVisible()
    page.setFocus()
    message.button.clearFocus()
    assert timer.isActive()
    message.dismiss()


def test_it_stays_while_pointed_at(message):
    timer = timer_of(message)
    middle = QPointF(5, 5)
    QApplication.sendEvent(message, QEnterEvent(middle, middle, middle))
    assert not timer.isActive()
    QApplication.sendEvent(message, QEvent(QEvent.Type.Leave))
    assert timer.isActive()
    message.dismiss()


def test_while_pointed_at_only_undo_goes_with_the_next_change(page, message, qtbot):
    QTest.mouseMove(message, QPoint(8, 8))
    qtbot.waitUntil(message.underMouse)
    message.leave()
    assert message.isVisible()
    assert not message.button.isVisible()
    QTest.mouseMove(page, QPoint(5, 5))
    qtbot.waitUntil(lambda: not message.underMouse())
    message.leave()
    assert message.isHidden()


def test_undo_is_asked_for_once(qtbot, message):
    with qtbot.waitSignals([message.undo_asked, message.gone]):
        qtbot.mouseClick(message.button, Qt.MouseButton.LeftButton)
    assert not message.isVisible()


def test_escape_closes_it_and_gives_the_focus_back(qtbot, theme, page, message):
    opener = Button(theme, "Remove", parent=page)
    opener.show()
    opener.setFocus()
    message.take_focus()
    assert message.button.hasFocus()
    qtbot.keyClick(message.button, Qt.Key.Key_Escape)
    assert not message.isVisible()
    assert opener.hasFocus()


def test_a_new_message_takes_the_place_of_the_last(message):
    message.show_message("27 answers set to “Does not apply”", can_undo=False)
    assert message.accessibleName() == "27 answers set to “Does not apply”"
    assert not message.button.isVisible()
    message.dismiss()


@pytest.mark.parametrize("tall", [False, True])
def test_a_strip_tells_which_button_was_pressed(qtbot, theme, tall):
    strip = MessageStrip(
        theme,
        Tone.ERROR,
        "The file has moved.",
        actions=[("find", "Find the file"), ("remove", "Remove")],
        links=[("history", "History")],
        tall=tall,
    )
    qtbot.addWidget(strip)
    assert set(strip.buttons) == {"find", "remove", "history"}
    for key, button in strip.buttons.items():
        with qtbot.waitSignal(strip.pressed) as told:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert told.args == [key]


def test_the_save_state_can_be_pressed_only_where_that_helps(theme, page):
    label = SaveStateLabel(theme, page)
    label.show_state(Saved.SAVED, "Saved at 14:32")
    assert label.focusPolicy() == Qt.FocusPolicy.NoFocus
    label.show_state(Saved.NOT_SAVED, "Not saved since 14:30", "Save a copy", acts=True)
    assert label.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert label.state is Saved.NOT_SAVED


def test_a_pill_takes_the_room_of_its_words(theme, page):
    pill = StatePill(theme, State.SHORT, "1 level short", page)
    narrow = pill.sizeHint().width()
    pill.set_state(State.SHORT, "10 levels short")
    assert pill.sizeHint().width() > narrow
    assert pill.accessibleName() == "10 levels short"
    assert pill.state is State.SHORT
