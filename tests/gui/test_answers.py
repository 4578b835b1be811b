"""Choosing answers: pointer, keys, what is told and what is not."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from excellence_app.gui.components.answers import AnswerGroup, AnswerOption
from excellence_app.gui.painting import Look

OPTIONS = [
    AnswerOption(str(level), title, f"Text of level {level}.", str(level))
    for level, title in enumerate(("Never", "When asked", "Once a year", "At fixed dates"))
]
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def group(theme, shown):
    group = AnswerGroup(theme, "How often is it checked?", OPTIONS)
    group.set_threshold("3", "Gold threshold: level 3", "From here on meets the threshold")
    shown(group, 500)
    group.focus_answer()
    return group


@pytest.fixture
def several(theme, shown):
    group = AnswerGroup(theme, "Which?", OPTIONS, several=True)
    shown(group, 500)
    group.focus_answer()
    return group


def focused(group):
    return next((key for key, card in group.cards.items() if card.hasFocus()), None)


def test_showing_an_answer_tells_nobody(qtbot, group):
    with qtbot.assertNotEmitted(group.chosen):
        group.show_answer("2")
        group.show_answer(None)
        group.show_answer("1")
    assert group.answers == {"1"}


@pytest.mark.parametrize("place", ["left", "middle", "right"])
def test_the_whole_card_can_be_clicked(qtbot, group, place):
    card = group.cards["2"]
    x = {"left": 3, "middle": card.width() // 2, "right": card.width() - 3}[place]
    with qtbot.waitSignal(group.chosen) as told:
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(x, card.height() - 4))
    assert told.args == ["2"]
    assert group.answers == {"2"}


@pytest.mark.parametrize("key", ["0", "1", "2", "3"])
def test_the_digit_on_a_card_chooses_it(qtbot, group, key):
    with qtbot.waitSignal(group.chosen) as told:
        qtbot.keyClicks(group.cards[focused(group)], key)
    assert told.args == [key]
    assert group.answers == {key}
    assert focused(group) == key


def test_a_digit_that_no_card_has_does_nothing(qtbot, group):
    with qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClicks(group.cards["0"], "9x")


def test_choosing_the_same_again_is_no_edit(qtbot, group):
    group.show_answer("1")
    with qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClicks(group.cards["1"], "1")
        qtbot.mouseClick(group.cards["1"], Qt.MouseButton.LeftButton)


def test_arrows_move_the_focus_and_choose_nothing(qtbot, group):
    with qtbot.assertNotEmitted(group.chosen):
        for expected in ("1", "2", "3", "0"):
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
            assert focused(group) == expected
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Up)
    assert focused(group) == "3"
    assert group.answers == set()


def test_space_chooses_what_has_the_focus(qtbot, group):
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Down)
    with qtbot.waitSignal(group.chosen) as told:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert told.args == ["1"]


@pytest.mark.parametrize(
    ("modifier", "signal"),
    [(Qt.KeyboardModifier.NoModifier, "next_asked"), (SHIFT, "back_asked")],
)
def test_enter_goes_on_and_shift_enter_back(qtbot, group, modifier, signal):
    with qtbot.waitSignal(getattr(group, signal)), qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClick(group.cards["0"], Key.Key_Return, modifier)


def test_keys_with_control_are_left_to_the_window(qtbot, group):
    with qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClick(group.cards["0"], Key.Key_2, Qt.KeyboardModifier.ControlModifier)


def type_at(group, text, start, step):
    """Press letters on the first card, each so many milliseconds after the one before."""
    for number, letter in enumerate(text):
        press = QKeyEvent(
            QEvent.Type.KeyPress, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter
        )
        press.setTimestamp(start + number * step)
        QApplication.sendEvent(next(iter(group.cards.values())), press)


@pytest.mark.parametrize(("step", "answers"), [(90, set()), (700, {"no"})])
def test_words_typed_by_mistake_answer_nothing(theme, shown, step, answers):
    options = [AnswerOption("yes", "Yes", cap="Y"), AnswerOption("no", "No", cap="N")]
    group = AnswerGroup(theme, "May names appear?", options)
    shown(group, 500)
    group.focus_answer()
    type_at(group, "ivan", 5000, step)
    assert group.answers == answers


class Around(QWidget):
    """What lies around cards, and hears what they do not want."""

    def __init__(self):
        super().__init__()
        self.heard = []
        self.inside = QVBoxLayout(self)

    def keyPressEvent(self, event):
        self.heard.append(event.key())


@pytest.mark.parametrize(("key", "text"), [(Key.Key_Escape, "\x1b"), (Key.Key_X, "x")])
def test_keys_that_mean_nothing_here_are_heard_around(theme, shown, key, text):
    around = Around()
    group = AnswerGroup(theme, "How often is it checked?", OPTIONS)
    around.inside.addWidget(group)
    shown(around, 500, 600)
    group.focus_answer()
    press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    press.setTimestamp(70_000)  # as a keyboard does it: with its text and its time
    QApplication.sendEvent(QApplication.focusWidget(), press)
    assert around.heard == [key]


def test_the_group_is_one_tab_stop(theme, qtbot, shown):
    page = QWidget()
    layout = QVBoxLayout(page)
    before, after = QLineEdit(), QLineEdit()
    group = AnswerGroup(theme, "How often?", OPTIONS)
    group.show_answer("2")
    for widget in (before, group, after):
        layout.addWidget(widget)
    shown(page, 500)
    before.setFocus()
    qtbot.keyClick(before, Key.Key_Tab)
    assert focused(group) == "2"
    qtbot.keyClick(group.cards["2"], Key.Key_Up)
    assert focused(group) == "1"
    qtbot.keyClick(group.cards["1"], Key.Key_Tab)
    assert after.hasFocus()


def test_several_answers_are_ticked_one_by_one(qtbot, several):
    for key, ticked in (("1", True), ("3", True), ("1", False)):
        with qtbot.waitSignal(several.ticked) as told:
            qtbot.keyClicks(several.cards[focused(several)], key)
        assert told.args == [key, ticked]
    assert several.answers == {"3"}


def test_cards_take_less_room_where_there_is_little(group):
    cards = list(group.cards.values())
    roomy = [card.heightForWidth(600) for card in cards]
    group.show_compact(compact=True)
    compact = [card.heightForWidth(600) for card in cards]
    assert all(one < other for one, other in zip(compact, roomy, strict=True))
    group.show_compact(compact=False)
    assert [card.heightForWidth(600) for card in cards] == roomy


def test_a_locked_group_takes_no_answer(qtbot, group):
    group.lock(locked=True, reason="Locked after the reveal")
    with qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClicks(group.cards["0"], "2")
        qtbot.mouseClick(group.cards["1"], Qt.MouseButton.LeftButton)
        qtbot.keyClick(group.cards["0"], Key.Key_Space)
    assert group.answers == set()
    assert group.cards["1"].accessibleDescription() == "Locked after the reveal"
    group.lock(locked=False)
    with qtbot.waitSignal(group.chosen):
        qtbot.keyClicks(group.cards["0"], "2")


def test_an_error_shows_its_words_and_goes(group):
    card = group.cards["1"]
    before = card.heightForWidth(400)
    group.show_error("1", "Describe this barrier in a few words")
    assert card.look is Look.ERROR
    assert card.heightForWidth(400) > before
    group.clear_errors()
    assert card.look is Look.PLAIN
    assert card.heightForWidth(400) == before


def test_the_line_stands_before_the_answer_that_meets_the_threshold(group):
    line = group.layout().itemAt(3).widget()
    assert line.accessibleName() == "Gold threshold: level 3"
    assert line.y() > group.cards["2"].y()
    assert line.y() < group.cards["3"].y()
    assert line.isVisible()
    group.show_thresholds(shown=False)
    assert not line.isVisible()


def test_choosing_moves_nothing(group):
    places = {key: card.geometry() for key, card in group.cards.items()}
    group.show_answer("2")
    QApplication.sendPostedEvents()
    assert {key: card.geometry() for key, card in group.cards.items()} == places


def test_arrows_follow_the_direction_of_reading(theme, qtbot, shown):
    group = AnswerGroup(theme, "Yes or no?", OPTIONS[:2], side_by_side=True)
    group.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(group, 600)
    group.focus_answer()
    assert group.cards["0"].x() > group.cards["1"].x()
    qtbot.keyClick(group.cards["0"], Key.Key_Left)
    assert focused(group) == "1"
