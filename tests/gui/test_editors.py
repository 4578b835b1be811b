"""Editors on their own: what they show, what they say when a person answers, and when not."""

from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.messages import Refused
from excellence_app.engine.scoring import evaluate
from excellence_app.gui.editors import EDITORS, editor_for
from excellence_app.gui.editors.not_yet import NotYetEditor
from excellence_app.gui.parts.editor import Asked, AskedThreshold
from excellence_app.gui.parts.level_rows import LevelRows
from excellence_app.language.catalogues import Words
from excellence_app.session.named import reference_to
from excellence_app.session.questioning import (
    Tried,
    as_typed,
    can_be_answered,
    enter,
    try_answer,
)
from excellence_app.session.showing import Shown
from tests.catalog.writing import ALL, SURVEY, built, with_indicators

Key = Qt.Key
_IN_ROWS = {QuestionType.COUNTED_LIST, QuestionType.TABLE}  # an empty row goes on
SHIFT = Qt.KeyboardModifier.ShiftModifier
WORDS = Words()
MANY = """  - id: "1.2"
    dimension: "1"
    title: Monitoring
    points: 11
    question:
      type: levels
      text: How?
      levels: [{levels}]
""".format(levels=", ".join(f"{{title: Step {n}}}" for n in range(12)))


@pytest.fixture(scope="module")
def criteria():
    """Return a set with a question of each kind."""
    return built(with_indicators(ALL, rest=SURVEY))


@pytest.fixture
def make(theme, shown):
    """Return a function that shows the editor of a question."""

    def show(criteria, item, threshold=None, words=WORDS, width=600):
        question = criteria.question_by_id[item]
        indicator = criteria.indicator_of_question[item]
        asked = Asked(words, question, indicator, threshold)
        editor = editor_for(question.type)(theme, asked)
        shown(editor, width, 500)
        editor.focus_answer()
        return editor

    return show


def look_at(criteria, assessment=None):
    assessment = assessment or Assessment(reference_to(criteria))
    return Shown(criteria, assessment, evaluate(criteria, assessment), WORDS)


def test_every_type_that_can_be_answered_has_an_editor():
    for kind in QuestionType:
        question = type("Question", (), {"type": kind})
        assert can_be_answered(question) == (kind in EDITORS)
        assert (editor_for(kind) is NotYetEditor) == (kind not in EDITORS)


def questions_with_editors(criteria):
    return [one for one in criteria.questions if one.type in EDITORS]


def test_every_editor_keeps_to_what_is_agreed(theme, shown, criteria, qtbot):
    kinds = set()
    for question in questions_with_editors(criteria):
        kinds.add(question.type)
        indicator = criteria.indicator_of_question.get(question.id)
        editor = editor_for(question.type)(theme, Asked(WORDS, question, indicator))
        shown(editor, 600, 500)
        assert editor.keys == question.keys
        parts = tuple(f"{question.id}{sign}" for sign in "/[")
        assert all(key in editor.keys or key.startswith(parts) for key in editor.fields)
        told = []
        for signal in (editor.chosen, editor.entered, editor.typed, editor.next_asked):
            signal.connect(partial(told.append, signal))
        editor.show_values({})
        editor.show_tried(Tried({}, "", None))
        editor.show_compact(compact=True)
        editor.lock(locked=True, reason="Read only")
        editor.lock(locked=False)
        assert told == []
        editor.focus_answer()
        assert editor.isAncestorOf(QApplication.focusWidget()), question.type
        for widget in editor.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName(), question.type
        if question.type is QuestionType.TEXT:  # Ctrl Enter goes on, which is the page's
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_A)
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
            assert editor.field.text == "a\n"
            continue
        if question.type is QuestionType.CASES:
            with qtbot.waitSignal(editor.made):
                qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
            continue
        with qtbot.waitSignal(editor.next_asked):
            if set(editor.fields) == set(editor.keys) and question.type not in _IN_ROWS:
                for field in editor.fields.values():
                    field.show_text("1")
            qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert kinds == set(EDITORS)


# levels


def test_a_level_is_chosen_by_its_digit(make, criteria, qtbot):
    editor = make(criteria, "1.2")
    with qtbot.waitSignal(editor.chosen) as told:
        qtbot.keyClick(editor.group.cards["0"], Key.Key_2)
    assert told.args == ["2"]


def test_showing_a_level_tells_nobody(make, criteria, qtbot):
    editor = make(criteria, "1.2")
    with qtbot.assertNotEmitted(editor.chosen):
        editor.show_values({"1.2": 1})
        assert editor.group.answers == {"1"}
        editor.show_values({})
        assert editor.group.answers == set()


def test_levels_above_nine_have_letters(make, qtbot):
    editor = make(built(with_indicators(MANY)), "1.2")
    assert [card.option.cap for card in editor.group.cards.values()][-3:] == ["9", "A", "B"]
    with qtbot.waitSignal(editor.chosen) as told:
        qtbot.keyClick(editor.group.cards["0"], Key.Key_B)
    assert told.args == ["11"]


def test_a_card_tells_number_title_place_and_threshold(make, criteria):
    threshold = AskedThreshold(1, "Gold", "Gold threshold: level 1", "From here on")
    editor = make(criteria, "1.2", threshold)
    cards = editor.group.cards
    assert cards["1"].accessibleName() == "Level 1: Once a year"
    assert cards["1"].accessibleDescription() == "2 of 3. From here on"
    assert cards["2"].accessibleDescription() == "3 of 3"


def test_a_level_chosen_from_elsewhere_leaves_the_focus(make, criteria, qtbot):
    editor = make(criteria, "1.2")
    with qtbot.waitSignal(editor.chosen):
        assert editor.choose_level(2)
    assert not editor.group.cards["2"].hasFocus()
    assert not editor.choose_level(7)


# yes and no


@pytest.mark.parametrize(("key", "answer"), [(Key.Key_Y, "yes"), (Key.Key_N, "no")])
def test_yes_and_no_by_their_letters(make, criteria, qtbot, key, answer):
    editor = make(criteria, "1.1")
    with qtbot.waitSignal(editor.chosen) as told:
        qtbot.keyClick(editor.group.cards["yes"], key)
    assert told.args == [answer]


@pytest.mark.parametrize(("value", "card"), [(True, {"yes"}), (False, {"no"}), (None, set())])
def test_yes_and_no_are_shown(make, criteria, qtbot, value, card):
    editor = make(criteria, "1.1")
    with qtbot.assertNotEmitted(editor.chosen):
        editor.show_values({} if value is None else {"1.1": value})
    assert editor.group.answers == card


def test_titles_of_yes_and_no_stand_at_one_height(make, criteria):
    editor = make(criteria, "1.1", width=700)
    yes, no = editor.group.cards.values()
    no.option = replace(no.option, text="Longer than the other. " * 12)
    no.updateGeometry()
    editor.layout().activate()
    editor.group.layout().activate()
    assert yes.height() == no.height() > yes.heightForWidth(yes.width())
    rows = []
    for card in (yes, no):
        image = card.grab().toImage()
        ground = image.pixelColor(image.width() - 60, image.height() // 2)
        columns = range(50, 70)  # within the first letter of the title
        rows.append(
            next(
                y
                for y in range(6, image.height())
                if any(image.pixelColor(x, y) != ground for x in columns)
            )
        )
    assert abs(rows[0] - rows[1]) <= 4  # of capital letters that differ


def test_yes_and_no_stand_side_by_side_where_there_is_room(make, criteria):
    editor = make(criteria, "1.1", width=700)
    yes, no = editor.group.cards.values()
    assert yes.y() == no.y()
    assert abs(yes.width() - no.width()) <= 1
    editor.resize(300, 400)
    editor.layout().activate()
    editor.group.layout().activate()
    assert yes.y() < no.y()


# numbers


def tried(criteria, item, *texts):
    question = criteria.question_by_id[item]
    shown = look_at(criteria)
    return try_answer(
        shown, shown.assessment, question, dict(zip(question.keys, texts, strict=True))
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2.5", "Enter a whole number."),
        ("101", "Enter a number from 0 to 100."),
        ("-1", "Enter a number from 0 to 100."),
        ("many", '"many" is not a number. Write it in digits, such as 12 or 2.5.'),
    ],
)
def test_what_is_wrong_with_a_number_is_said(criteria, text, message):
    assert tried(criteria, "1.3", text).refused == {"1.3": message}


def test_nothing_typed_comes_to_nothing(criteria):
    assert tried(criteria, "1.3", "") == ({}, "", None)
    assert tried(criteria, "1.4", "3", "") == ({}, "", None)


@pytest.mark.parametrize(
    ("part", "whole", "sentence", "level"),
    [
        ("1", "8", "12.5% is level 1", 1),
        ("2,5", "10", "25% is level 2", 2),
        ("2.5", "10", "25% is level 2", 2),
        ("0", "0", "Of 0 there is no share.", None),
    ],
)
def test_a_share_comes_to_a_level(criteria, part, whole, sentence, level):
    assert tried(criteria, "1.4", part, whole) == ({}, sentence, level)


def test_a_part_above_its_whole_is_refused(criteria):
    assert set(tried(criteria, "1.4", "9", "3").refused) == {"1.4/whole"}


def test_the_level_of_a_share_is_marked(make, criteria):
    threshold = AskedThreshold(1, "Gold", "Gold threshold: level 1", "From here on")
    editor = make(criteria, "1.4", threshold)
    rows = editor.findChild(LevelRows)
    editor.show_tried(tried(criteria, "1.4", "1", "8"))
    assert rows.level == 1
    assert editor.sentence == "12.5% is level 1"
    editor.show_tried(tried(criteria, "1.4", "", ""))
    assert rows.level is None
    assert editor.sentence == ""


def test_enter_goes_on_from_a_number_and_shift_enter_back(make, criteria, qtbot):
    editor = make(criteria, "1.3")
    qtbot.keyClicks(editor.field.edit, "7")
    with qtbot.waitSignal(editor.next_asked), qtbot.assertNotEmitted(editor.back_asked):
        qtbot.keyClick(editor.field.edit, Key.Key_Return)
    with qtbot.waitSignal(editor.back_asked), qtbot.assertNotEmitted(editor.next_asked):
        qtbot.keyClick(editor.field.edit, Key.Key_Return, SHIFT)


def test_enter_in_the_part_leads_to_an_empty_whole(make, criteria, qtbot):
    editor = make(criteria, "1.4")
    part, whole = editor.fields.values()
    assert part.edit.hasFocus()
    with qtbot.assertNotEmitted(editor.next_asked):
        qtbot.keyClick(part.edit, Key.Key_Return)
    assert whole.edit.hasFocus()
    with qtbot.waitSignal(editor.next_asked):
        qtbot.keyClick(whole.edit, Key.Key_Return)


def test_a_locked_field_takes_nothing(make, criteria, qtbot):
    editor = make(criteria, "1.3")
    editor.lock(locked=True, reason="Read only")
    with qtbot.assertNotEmitted(editor.typed):
        qtbot.keyClicks(editor.field.edit, "7")
    assert editor.field.text == ""
    assert editor.field.edit.accessibleDescription() == "Read only"


# texts and values


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (Fraction(12), "12", "12"),
        (Fraction(120000), "120000", "120000"),
        (Fraction(5, 2), "2.5", "2,5"),
        (Fraction(-5, 4), "-1.25", "-1,25"),
        (Fraction(1234, 1000), "1.2340", "1,2340"),
        (Fraction(0), "0", "0"),
    ],
)
def test_a_number_is_written_as_it_can_be_typed(criteria, value, english, german):
    assert as_typed(WORDS, value) == english
    assert as_typed(Words("de"), value) == german
    for text in (english, german):
        if value >= 0:
            shown = look_at(criteria)
            edit = enter(criteria, shown.assessment, "1.4", {"1.4/part": text})
            assert edit.apply(shown.assessment).answers["1.4/part"].value == value


def test_part_and_whole_are_entered_in_one_step(criteria):
    start = Assessment(reference_to(criteria))
    texts = {"1.4/part": "10", "1.4/whole": "20"}
    after = enter(criteria, start, "1.4", texts).apply(start)
    texts = {"1.4/part": "50", "1.4/whole": "100"}
    larger = enter(criteria, after, "1.4", texts).apply(after)
    assert larger.answers["1.4/part"].value == 50
    assert enter(criteria, larger, "1.4", {}).apply(larger).answers == {}
    with pytest.raises(Refused):
        enter(criteria, larger, "1.4", {"1.4/part": "9", "1.4/whole": "3"})


def test_a_question_of_another_kind_says_so(theme, shown, criteria):
    asked = Asked(WORDS, criteria.question_by_id["1.3"])
    editor = NotYetEditor(theme, asked)
    shown(editor, 500, 300)
    editor.show_values({"1.3": "kept"})
    texts = [label.text() for label in editor.findChildren(type(editor.stored))]
    assert any("cannot take in" in text for text in texts)
    assert "Stored: kept" in texts
