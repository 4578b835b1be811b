"""Typing, clicking and going on in the editors of surveys loses nothing and lands where meant."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from excellence_app.gui.desk import Place
from excellence_app.gui.parts.pressable_rows import StepRow
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession
from tests.catalog.writing import HEAD, SURVEY
from tests.gui import windows
from tests.gui.pages.test_survey_questions import (
    CTRL,
    Key,
    opened,  # noqa: F401 - a fixture
    paste,
    press,
    value,
    write,
)

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def type_fast(text, start, step=90):
    """Type letters, each so many milliseconds after the one before."""
    for number, letter in enumerate(text):
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        for kind in kinds:
            code = ord(letter.upper())
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(start + number * step)
            QApplication.sendEvent(QApplication.focusWidget(), event)
    windows.settle()


@pytest.fixture
def with_other(opened, tmp_path):  # noqa: F811
    """Return a window on a choice of more than a few, with "other"."""
    more = "".join(f"\n          - {{id: n{n}, title: Group {n}}}" for n in range(9))
    first = "          - {id: cluster, title: Cluster}"
    source, path = tmp_path / "tried.yaml", tmp_path / "long.excellence"
    text = HEAD.split("dimensions", maxsplit=1)[0] + SURVEY.replace(first, more[1:])
    source.write_text(text, "utf-8")
    with AssessmentSession.create(path, str(source)) as session:
        session.save()
    return opened("S.1", path=path)


# words and boxes


def test_a_click_on_a_choice_leads_into_its_comment(opened, qtbot):  # noqa: F811
    window = opened("S.2")
    row = window.page.editor.rows["time"]
    qtbot.mouseClick(row.box, LEFT)
    assert row.field.edit.hasFocus()
    write(qtbot, "and a law")
    window.page.may_leave()
    assert value(window, "S.2") == ("time",)
    assert value(window, "S.2/time") == "and a law"


def test_a_space_on_a_choice_keeps_the_focus_on_the_box(opened, qtbot):  # noqa: F811
    window = opened("S.2")
    row = window.page.editor.rows["money"]
    assert row.box.hasFocus()
    press(qtbot, Key.Key_Space)
    assert value(window, "S.2") == ("money",)
    assert row.box.hasFocus()


def test_a_click_around_a_comment_leads_into_it_and_unticks_nothing(opened, qtbot):  # noqa: F811
    window = opened("S.2", (edits.answer, "S.2", "time"))
    row = window.page.editor.rows["time"]
    field = row.field.geometry()
    around = [
        QPoint(field.left() - 3, field.center().y()),
        QPoint(2, field.center().y()),
        QPoint(row.width() - 2, field.center().y()),
        QPoint(field.center().x(), row.height() - 1),
        QPoint(field.center().x(), field.top() - 2),
    ]
    for place in around:
        row.box.setFocus()
        at = row.childAt(place) or row
        qtbot.mouseClick(at, LEFT, pos=at.mapFrom(row, place))
        assert row.field.edit.hasFocus(), place
        assert value(window, "S.2") == ("time",)


def test_words_typed_on_a_box_go_into_its_comment_and_tick_nothing(opened):  # noqa: F811
    window = opened("S.2", (edits.answer, "S.2", "time"))
    editor = window.page.editor
    editor.rows["time"].box.setFocus()
    type_fast("a law can", 5000)
    assert editor.rows["time"].field.edit.hasFocus()
    assert editor.rows["time"].field.text == "a law can"
    window.page.may_leave()
    assert value(window, "S.2") == ("time",)
    assert value(window, "S.2/time") == "a law can"
    assert value(window, "S.2/money") is None


def test_two_letters_in_a_row_on_the_first_choice_lose_nothing(opened):  # noqa: F811
    window = opened("S.2")
    editor = window.page.editor
    assert editor.rows["money"].box.hasFocus()
    type_fast("ab", 5000)
    assert editor.rows["money"].field.edit.hasFocus()
    window.page.may_leave()
    assert value(window, "S.2") == ("money",)
    assert value(window, "S.2/money") == "b"


def test_words_typed_where_no_comment_is_open_tick_nothing(opened):  # noqa: F811
    window = opened("S.2", (edits.answer, "S.2", "law"))
    editor = window.page.editor
    editor.rows["money"].box.setFocus()
    type_fast("nacab", 5000)
    assert value(window, "S.2") == ("law",)
    assert editor.chosen_now == ("law",)
    assert editor.rows["money"].box.hasFocus()


def test_words_typed_after_a_letter_go_to_what_it_chose(opened):  # noqa: F811
    window = opened("S.2")
    editor = window.page.editor
    editor.rows["time"].box.setFocus()
    type_fast("afund list", 5000)
    assert editor.rows["money"].field.edit.hasFocus()
    window.page.may_leave()
    assert value(window, "S.2") == ("money",)
    assert value(window, "S.2/money") == "fund list"


def test_quick_letters_choose_where_no_words_are_wanted(opened):  # noqa: F811
    window = opened("S.2")
    type_fast("ca", 5000, step=250)
    assert value(window, "S.2") == ("money", "law")


def test_letters_one_after_the_other_still_choose(opened):  # noqa: F811
    window = opened("S.2")
    type_fast("ab", 5000, step=600)
    assert value(window, "S.2") == ("money", "time")


def test_words_typed_on_one_of_few_keep_what_was_chosen(opened):  # noqa: F811
    window = opened("S.1", (edits.answer, "S.1", "company"))
    editor = window.page.editor
    assert editor.rows["company"].box.hasFocus()
    type_fast("a mill", 5000)
    window.page.may_leave()
    assert value(window, "S.1") == "company"
    assert value(window, "S.1/company") == "a mill"


def test_letters_with_another_key_between_them_choose(opened):  # noqa: F811
    window = opened("S.2")
    type_fast("a", 5000)
    windows.settle()
    up = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Up, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(QApplication.focusWidget(), up)
    type_fast("b", 5200)
    assert value(window, "S.2") == ("money", "time")


# tables


def test_after_pasting_the_focus_stays_and_enter_adds_a_row(opened, qtbot):  # noqa: F811
    window = opened("S.6")
    editor = window.page.editor
    paste(qtbot, "Fair\nForum\nDay of the sea")
    windows.finish(window)
    assert [row.cells["name"].text for row in editor.rows] == ["Fair", "Forum", "Day of the sea"]
    last = editor.rows[-1]
    assert last.isAncestorOf(QApplication.focusWidget())
    assert QApplication.focusWidget() is not last.cells["name"].edit
    press(qtbot, Key.Key_Return)
    assert len(editor.rows) == 4
    assert editor.rows[-1].isAncestorOf(QApplication.focusWidget())


# what is missing


@pytest.mark.parametrize(
    ("changes", "item", "lands"),
    [
        (
            [("S.2", "money"), ("S.2/money", "x"), ("S.2", "money, time, law, other")],
            "S.2",
            lambda editor: editor.rows["other"].field.edit,
        ),
        ([("S.2", "law, money")], "S.2", lambda editor: editor.rows["money"].field.edit),
        ([("S.6[a]/kind", "fair")], "S.6", lambda editor: editor.rows[0].cells["name"].edit),
    ],
)
def test_checking_leads_to_what_is_missing(opened, qtbot, changes, item, lands):  # noqa: F811
    window = opened("S.1", *((edits.answer, *one) for one in changes), size=(1100, 640))
    window.go(Place("check"))
    windows.finish(window)
    step = next(
        one for one in window.page.findChildren(StepRow) if one.key == item and one.isVisible()
    )
    qtbot.mouseClick(step, LEFT)
    windows.finish(window)
    wanted = lands(window.page.editor)
    assert wanted.hasFocus()
    assert not wanted.visibleRegion().isEmpty()


# long lists


def test_after_a_find_tab_leads_to_its_comment(opened, qtbot):  # noqa: F811
    window = opened("S.9")
    write(qtbot, "germ")
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Tab)
    row = window.page.editor.rows["de"]
    assert row.field.edit.hasFocus()
    window.page.editor.list.focus()
    press(qtbot, Key.Key_Tab)
    assert row.box.hasFocus()  # once: now it is what stands below the list


def test_enter_stays_where_nothing_fits(opened, qtbot):  # noqa: F811
    window = opened("S.8[1]/land", (edits.answer, "S.7", "1"))
    write(qtbot, "xyz")
    press(qtbot, Key.Key_Return)
    assert window.here.item == "S.8[1]/land"
    assert value(window, "S.8[1]/land") is None


def test_space_chooses_what_the_arrows_reached(opened, qtbot):  # noqa: F811
    window = opened("S.8[1]/land", (edits.answer, "S.7", "1"))
    editor = window.page.editor
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Down)
    wanted = editor.list.shown[1]
    press(qtbot, Key.Key_Space)
    assert editor.list.field.text() == wanted
    assert value(window, "S.8[1]/land") is not None
    write(qtbot, "new")
    press(qtbot, Key.Key_Space)
    write(qtbot, "zea")
    assert editor.list.shown == ["New Zealand"]


def test_what_is_in_no_list_is_taken_for_other(with_other, qtbot):
    window = with_other
    editor = window.page.editor
    write(qtbot, "Blue  Fjord")
    assert editor.list.shown == ["Use “Blue Fjord”"]
    assert not editor.list.nothing.isVisible()
    press(qtbot, Key.Key_Return)
    assert editor.rows["other"].field.edit.hasFocus()
    assert (value(window, "S.1"), value(window, "S.1/other")) == ("other", "Blue Fjord")
    assert editor.list.field.text() == ""
    press(qtbot, Key.Key_Return)
    assert window.here.item == "S.2"


def test_a_click_takes_what_is_in_no_list(with_other, qtbot):
    editor = with_other.page.editor
    write(qtbot, "Fjord")
    view = editor.list.list
    at = view.visualRect(view.model().index(0, 0)).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=at)
    assert editor.rows["other"].ticked
    assert editor.rows["other"].field.edit.hasFocus()
    assert value(with_other, "S.1/other") == "Fjord"


def test_a_click_in_a_long_list_leads_into_the_comment(opened, qtbot):  # noqa: F811
    window = opened("S.9")
    view = window.page.editor.list.list
    at = view.visualRect(view.model().index(1, 0)).center()
    chosen = view.options.shown[1][0]
    qtbot.mouseClick(view.viewport(), LEFT, pos=at)
    windows.finish(window)
    assert value(window, "S.9") == (chosen,)
    assert window.page.editor.rows[chosen].field.edit.hasFocus()


def test_a_click_in_a_long_list_scrolls_nothing_in_a_low_window(opened, qtbot):  # noqa: F811
    window = opened("S.9", (edits.answer, "S.9", "fr, de"), size=(800, 560))
    view = window.page.editor.list.list
    index = view.options.index(1, 0)
    before = view.viewport().mapTo(window, view.visualRect(index).center())
    chosen = view.options.shown[1][0]
    qtbot.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
    windows.finish(window)
    assert chosen in value(window, "S.9")
    assert view.viewport().mapTo(window, view.visualRect(index).center()).y() == before.y()
    press(qtbot, Key.Key_Tab)
    assert window.page.editor.rows[chosen].field.edit.hasFocus()


# the way on


def test_enter_goes_on_from_other_after_storing(opened, qtbot):  # noqa: F811
    window = opened("S.1")
    window.page.editor.rows["other"].field.focus()
    write(qtbot, "Fund")
    press(qtbot, Key.Key_Return)
    assert window.here.item == "S.2"
    assert (value(window, "S.1"), value(window, "S.1/other")) == ("other", "Fund")


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ("S.1", "Enter"),
        ("S.2", "Enter"),
        ("S.3", "Enter"),
        ("S.4", "Ctrl Enter"),
        ("S.5", "Ctrl Enter"),
        ("S.6", "Ctrl Enter"),
        ("S.7", "Enter"),
        ("S.9", "Enter"),
    ],
)
def test_the_key_beside_the_way_on_leads_on(opened, qtbot, item, key):  # noqa: F811
    window = opened(item)
    assert window.page.foot.next._key == key  # noqa: SLF001 - what is shown
    press(qtbot, Key.Key_Return, CTRL if key.startswith("Ctrl") else PLAIN)
    assert window.here.item != item


def test_in_a_comment_the_key_on_is_another(opened):  # noqa: F811
    window = opened("S.2", (edits.answer, "S.2", "money"))
    row = window.page.editor.rows["money"]
    row.field.focus()
    windows.settle()
    assert window.page.foot.next._key == "Ctrl Enter"  # noqa: SLF001 - what is shown
    row.box.setFocus()
    windows.settle()
    assert window.page.foot.next._key == "Enter"  # noqa: SLF001 - as above


def test_a_new_case_is_opened_for_typing(opened, qtbot):  # noqa: F811
    window = opened("S.8")
    qtbot.mouseClick(window.page.editor.add, LEFT)
    windows.finish(window)
    assert window.here.item.startswith("S.8[")
    assert window.here.item.endswith("/name")
    write(qtbot, "Harbour")
    window.page.may_leave()
    assert value(window, window.here.item) == "Harbour"
