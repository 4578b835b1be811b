"""The question page on a real window: answering, the way on, evidence, notes, what is shown."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu, QRadioButton

from excellence_app.domain.assessment import AnswerStatus, Candidate, Confidence, EvidenceState
from excellence_app.gui.components.answer_cards import AnswerCard
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.desk import Place
from excellence_app.gui.parts.evidence_forms import AddPanel, CopyPanel, NamePanel, PersonPanel
from excellence_app.gui.parts.level_rows import LevelRows
from excellence_app.gui.theme import Appearance
from excellence_app.session import edits, evidence, evidence_files, roadmap_edits
from excellence_app.session.edit import Edit
from excellence_app.session.questioning import enter
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.records import records_of
from tests.catalog.writing import HEAD
from tests.gui import windows
from tests.gui.measuring import cut, overlapping

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LEVELS, NUMBER, SHARE, YES_NO = "4.1.6", "1.1.2", "1.2", "1.1.0"

FOLLOWING = (
    HEAD
    + """indicators:
  - id: "1.1"
    dimension: "1"
    title: Office
    points: 0
    questions:
      - {id: "1.1.a", type: yes_no, text: Is there an office?}
      - id: "1.1.b"
        type: number
        text: How many desks does it have?
        when: {question: "1.1.a", is: true}
      - {id: "1.1.c", type: yes_no, text: Is there a telephone?}
"""
)


@pytest.fixture
def opened(theme, tmp_path, qtbot):
    """Return a function that opens a window at a question."""
    made = []

    def open_at(item=LEVELS, *, path=None, size=(1440, 900), part="", **wishes):
        path = path or windows.practice_copy(tmp_path)
        window = windows.open_window(theme, path, tmp_path, **wishes)
        made.append(window)
        window.resize(*size)
        window.go(Place("questions", item, part))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.page.take_focus()
        windows.settle()
        return window

    yield open_at
    for window in made:
        windows.close_window(window)


@pytest.fixture
def following(opened, tmp_path):
    """Return a window on a set whose second question hangs on the first."""
    source, path = tmp_path / "tried.yaml", tmp_path / "tried.excellence"
    source.write_text(FOLLOWING, "utf-8")
    AssessmentSession.create(path, str(source)).close()
    return opened("1.1.a", path=path)


def press(qtbot, key, modifier=Modifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)
    windows.settle()


def stored(window, key):
    return window.desk.document.assessment.answers.get(key)


def part(window, kind):
    return next(one for one in window.page.findChildren(kind) if one.isVisible())


def panel(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


# showing


def test_it_shows_the_question_and_where_it_is(opened):
    window = opened()
    page, criteria = window.page, window.desk.document.criteria
    question = criteria.question_by_id[LEVELS]
    assert page.title() == f"{LEVELS} {question.text}"
    assert page.heading == question.text
    assert page.position == "Question 21 of 30"
    assert page.editor.group.answers == {"1"}
    assert page.editor.group.cards["1"].hasFocus()


def test_showing_changes_nothing(opened):
    window = opened()
    before = window.desk.document.assessment
    for question in window.desk.document.criteria.questions:
        window.go(Place("questions", question.id))
    assert window.desk.document.assessment is before


def test_without_a_question_it_goes_to_the_next_open_one(opened):
    window = opened("1.1.1")
    still_open = window.desk.document.card.unanswered or window.desk.document.card.unknown
    window.go(Place("questions"))
    assert window.here.item == still_open[0]


def test_the_threshold_can_be_hidden(opened):
    window = opened()
    lines = lambda: window.page.editor.asked.threshold  # noqa: E731 - asked twice
    assert lines().words == "Gold threshold: level 3"
    assert window.page.side().standing.isVisible()
    window.run("thresholds")
    assert lines() is None
    assert not window.page.side().standing.isVisible()
    assert window.page.editor.group.cards["1"].hasFocus()


# answering


def test_a_digit_answers_and_shows_what_that_does(opened, qtbot):
    window = opened()
    side = window.page.side()
    assert side.indicator.value == "1 of 4"
    press(qtbot, Key.Key_3)
    assert stored(window, LEVELS).value == 3
    assert side.indicator.value == "3 of 4"
    assert side.standing.text() == "Gold threshold met"
    window.run("undo")
    assert stored(window, LEVELS).value == 1
    assert side.indicator.value == "1 of 4"
    assert window.page.editor.group.answers == {"1"}


def test_each_answer_is_an_undo_of_its_own(opened, qtbot):
    window = opened()
    for key in (Key.Key_0, Key.Key_4):
        press(qtbot, key)
    window.run("undo")
    assert stored(window, LEVELS).value == 0


def test_an_answer_keeps_the_editor_and_the_focus(opened, qtbot):
    window = opened()
    editor = window.page.editor
    press(qtbot, Key.Key_2)
    assert window.page.editor is editor
    assert editor.group.cards["2"].hasFocus()


def test_alt_and_a_digit_answer_without_leaving_the_text(opened, qtbot):
    window = opened(part="note")
    field = QApplication.focusWidget()
    press(qtbot, Key.Key_4, Modifier.AltModifier)
    assert stored(window, LEVELS).value == 4
    assert QApplication.focusWidget() is field


def test_enter_goes_on_and_shift_enter_back(opened, qtbot):
    window = opened()
    order = [q.id for q in window.desk.document.criteria.questions]
    here = order.index(LEVELS)
    press(qtbot, Key.Key_Return)
    assert window.here.item == order[here + 1]
    press(qtbot, Key.Key_Return, Modifier.ShiftModifier)
    assert window.here.item == LEVELS
    assert window.page.editor.group.cards["1"].hasFocus()


@pytest.mark.parametrize(
    ("key", "modifier", "step"),
    [
        (Key.Key_Return, Modifier.ControlModifier, 1),
        (Key.Key_Return, Modifier.ControlModifier | Modifier.ShiftModifier, -1),
        (Key.Key_PageDown, Modifier.AltModifier, 1),
        (Key.Key_PageUp, Modifier.AltModifier, -1),
    ],
)
def test_keys_lead_on_from_inside_a_text(opened, qtbot, key, modifier, step):
    window = opened(part="note")
    order = [q.id for q in window.desk.document.criteria.questions]
    qtbot.keyClicks(QApplication.focusWidget(), "Typed.")
    press(qtbot, key, modifier)
    assert window.here.item == order[order.index(LEVELS) + step]
    assert stored(window, LEVELS).note.count("Typed.") == 1


def test_the_position_counts_what_the_sidebar_counts(opened):
    window = opened(SHARE)
    page, document = window.page, window.desk.document
    assert page.position == "Does not apply, not counted"
    assert document.card.answered < document.card.asked == 30
    window.desk.document.change(edits.clear_answer, SHARE)
    assert document.card.asked == 31
    assert page.position == "Question 4 of 31"
    window.go(Place("questions", document.criteria.questions[-1].id))
    assert page.position == "Question 31 of 31"


def answer_all(document):
    for item in document.card.unanswered:
        document.change(edits.answer, item, "2")
    assert document.card.unanswered == ()


def test_the_last_question_leads_to_the_check_of_answers(opened):
    window = opened()
    document = window.desk.document
    answer_all(document)
    last = document.criteria.questions[-1].id
    window.go(Place("questions", last))
    assert window.page.foot.next.caption == "Check answers"
    asked = []
    window.desk.went_on.disconnect()
    window.desk.went_on.connect(asked.append)
    window.run("next_question")
    assert asked == [Place("check")]


def test_the_last_question_leads_to_what_is_open_before_that(opened):
    window = opened()
    document = window.desk.document
    answer_all(document)
    document.change(edits.clear_answer, LEVELS)
    last = document.criteria.questions[-1].id
    window.go(Place("questions", last))
    assert window.page.foot.next.caption == "Next open question"
    window.run("next_question")
    assert window.here.item == LEVELS
    document.change(edits.answer, LEVELS, "2")
    document.change(edits.clear_answer, last)
    window.go(Place("questions", last))
    assert window.page.foot.next.caption == "Check answers"


def test_the_next_open_question_is_found(opened, qtbot):
    window = opened("1.1.1")
    card = window.desk.document.card
    press(qtbot, Key.Key_J, Modifier.ControlModifier)
    assert window.here.item == (card.unanswered or card.unknown)[0]


def test_tab_goes_as_the_page_is_read(opened, qtbot):
    window = opened("1.1.1")
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return, Modifier.ShiftModifier)
    page, passed = window.page, []
    for _ in range(19):
        passed.append(QApplication.focusWidget())
        press(qtbot, Key.Key_Tab)
    rows = list(page.proof.evidence.rows)
    expected = [page.editor.group.cards["4"], page.proof.evidence.add_button]
    for row in rows:
        expected += [row, row.menu]
    expected += [page.proof.note.edit]
    assert passed[: len(expected)] == expected
    rest = passed[len(expected) :]
    assert rest[0].accessibleName() == "Not said"
    foot = page.foot
    assert [page.side().isAncestorOf(one) for one in rest[1:4]] == [True, True, True]
    assert rest[4:8] == [foot.back, foot.unknown, foot.later, foot.next]
    assert not page.isAncestorOf(rest[8])
    press(qtbot, Key.Key_Backtab)
    assert QApplication.focusWidget() is passed[-1]


def test_screen_readers_come_to_the_content_before_the_right_column(opened):
    window = opened()
    frame = window.frame
    expected = [frame.centre, frame.side, frame.sidebar]  # Qt tells children in their own order
    assert [one for one in frame.children() if one in expected] == expected
    for size in ((1280, 720), (800, 600)):
        window.resize(*size)
        frame.toggle_side()
        windows.settle()
        assert frame.side.isVisible()
        assert [one for one in frame.children() if one in expected] == expected
        frame.close_panels()


# numbers and shares


def test_a_number_is_stored_soon_after_the_last_key(opened, qtbot):
    window = opened(NUMBER)
    field = window.page.editor.field
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "12")
    assert window.page.editor.sentence == "12 participants is level 1"
    qtbot.waitUntil(lambda: stored(window, NUMBER).value == 12)
    assert window.page.side().indicator.value == "1 of 4"


def test_a_wrong_number_is_told_on_leaving_and_comes_back(opened, qtbot):
    window = opened(NUMBER)
    field = window.page.editor.field
    before = stored(window, NUMBER).value
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "2.5")
    assert field.error == ""
    press(qtbot, Key.Key_Return)
    assert field.error == "Enter a whole number."
    assert window.here.item == NUMBER
    window.run("next_question")
    assert window.here.item != NUMBER
    window.go(Place("questions", NUMBER))
    assert window.page.editor.field.text == "2.5"
    assert window.page.editor.field.error == "Enter a whole number."
    assert stored(window, NUMBER).value == before


def test_esc_leaves_a_figure_as_it_is_typed(opened, qtbot):
    window = opened("1.1.0")
    window.go(Place("questions", NUMBER))
    window.page.take_focus()
    field = window.page.editor.field
    before = stored(window, NUMBER).value
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "12")
    press(qtbot, Key.Key_Escape)
    assert window.here.item == NUMBER
    assert (field.text, field.error) == ("12", "")
    assert stored(window, NUMBER).value == 12
    assert QApplication.focusWidget() is window.page.findChild(Heading)
    press(qtbot, Key.Key_Escape)
    assert window.here.item != NUMBER
    window.run("undo")
    assert window.here.item == NUMBER
    assert stored(window, NUMBER).value == before


def test_esc_says_what_is_wrong_with_a_figure_and_keeps_it(opened, qtbot):
    window = opened(NUMBER)
    field, before = window.page.editor.field, stored(window, NUMBER).value
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "12.5")
    press(qtbot, Key.Key_Escape)
    assert (field.text, field.error) == ("12.5", "Enter a whole number.")
    assert stored(window, NUMBER).value == before


def test_esc_leads_from_the_notes_to_the_answer_and_keeps_them(opened, qtbot):
    window = opened(LEVELS)
    before, was = stored(window, LEVELS).note, stored(window, LEVELS).value
    press(qtbot, Key.Key_T, Modifier.ControlModifier)
    note = window.page.proof.note
    assert note.edit.hasFocus()
    qtbot.keyClicks(note.edit, "Seen. ")
    typed = note.text
    press(qtbot, Key.Key_Escape)
    assert note.text == typed != before
    assert stored(window, LEVELS).note == typed.strip()
    assert window.page.answer.isAncestorOf(QApplication.focusWidget())
    press(qtbot, Key.Key_0)
    assert stored(window, LEVELS).value == 0 != was
    window.run("undo")
    assert "note" in window.actions_by_id["undo"].text().casefold()
    window.run("undo")
    assert stored(window, LEVELS).note == before


def test_esc_keeps_a_reason_and_closes_an_empty_one(opened, qtbot):
    window = opened(SHARE)
    window.desk.document.change(edits.clear_answer, SHARE)
    aside = window.page.answer.aside
    for reason in ("", "No members abroad"):
        window.page.answer.toggle_not_applicable()
        qtbot.keyClicks(aside.field.edit, reason)
        press(qtbot, Key.Key_Escape)
        windows.settle()
        found = stored(window, SHARE)
        aside_now = found is not None and found.status is AnswerStatus.NOT_APPLICABLE
        assert aside_now is bool(reason)
        assert aside.isVisible() is bool(reason)
    assert aside.field.text == "No members abroad"
    assert window.here.item == SHARE


@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize(("item", "field"), [(NUMBER, 0), (SHARE, 0), (SHARE, 1)])
def test_undo_first_takes_back_what_cannot_be_saved(opened, qtbot, item, field, left):
    window = opened(item)
    document = window.desk.document
    document.change(roadmap_edits.plan_gaps, "gold")
    planned, answered = document.assessment.roadmap, stored(window, item)
    field = list(window.page.editor.fields.values())[field]
    before = [one.text for one in window.page.editor.fields.values()]
    field.focus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "abc")
    if left:
        press(qtbot, Key.Key_Tab)
        assert field.error
    press(qtbot, Key.Key_Z, Modifier.ControlModifier)
    assert [one.text for one in window.page.editor.fields.values()] == before
    assert field.error == ""
    assert field.edit.hasFocus()
    assert window.desk.drafts == {}
    assert stored(window, item) == answered
    assert document.assessment.roadmap == planned
    assert window.undo_message.accessibleName().startswith("Undone")
    press(qtbot, Key.Key_Z, Modifier.ControlModifier)
    assert document.assessment.roadmap != planned
    assert window.here.page == "roadmap"


def test_what_is_saved_is_said_while_something_wrong_is_typed(opened, qtbot):
    window = opened(NUMBER)
    editor, side = window.page.editor, window.page.side()
    editor.field.edit.selectAll()
    qtbot.keyClicks(editor.field.edit, "12")
    qtbot.waitUntil(lambda: stored(window, NUMBER).value == 12)
    assert side.title == "What this answer does"
    qtbot.keyClicks(editor.field.edit, ".5")
    said = "What is typed is not saved. Still saved: 12 participants is level 1"
    assert editor.sentence == said
    assert editor.findChild(LevelRows).level == 1
    assert side.title == "What the saved answer does"
    press(qtbot, Key.Key_Backspace)
    press(qtbot, Key.Key_Backspace)
    assert editor.sentence == "12 participants is level 1"
    assert side.title == "What this answer does"


def test_a_share_takes_both_amounts_in_one_step(opened, qtbot):
    window = opened(SHARE)
    document, editor = window.desk.document, window.page.editor
    for field, text in zip(editor.fields.values(), ("12,5", "50"), strict=True):
        field.edit.setFocus()
        qtbot.keyClicks(field.edit, text)
    assert editor.sentence == "25% is level 0"
    press(qtbot, Key.Key_Return)
    assert stored(window, f"{SHARE}/part").value * 2 == 25
    assert stored(window, f"{SHARE}/whole").value == 50
    assert document.assessment.answers.get(SHARE) is None
    assert window.here.item != SHARE


def test_an_editor_may_enter_several_answers_at_once(opened):
    window = opened(SHARE)
    document, editor = window.desk.document, window.page.editor
    part, whole = editor.keys
    editor.entered.emit({part: "3", whole: "4"})
    assert (stored(window, part).value, stored(window, whole).value) == (3, 4)
    assert [field.text for field in editor.fields.values()] == ["3", "4"]
    before = document.assessment
    editor.entered.emit({part: "5", whole: "4"})
    assert document.assessment is before
    assert window.trouble_message.isVisible()
    window.run("undo")
    assert stored(window, part) is None


def test_an_empty_number_is_no_answer(opened, qtbot):
    window = opened(NUMBER)
    field = window.page.editor.field
    field.edit.selectAll()
    press(qtbot, Key.Key_Delete)
    window.page.may_leave()
    assert stored(window, NUMBER).value is None
    assert stored(window, NUMBER).evidence != ()


# set aside, unknown, later, how sure


def test_does_not_apply_asks_for_a_reason(opened, qtbot):
    window = opened(SHARE)
    window.desk.document.change(edits.clear_answer, SHARE)
    page = window.page
    page.foot.not_applicable.click()
    windows.settle()
    field = page.answer.aside.field
    assert field.edit.hasFocus()
    press(qtbot, Key.Key_Return)
    assert field.error != ""
    qtbot.keyClicks(field.edit, "A whole country")
    press(qtbot, Key.Key_Return)
    assert stored(window, SHARE).status is AnswerStatus.NOT_APPLICABLE
    assert stored(window, SHARE).justification == "A whole country"
    page.foot.not_applicable.click()
    assert stored(window, SHARE) is None
    assert page.answer.aside.isHidden()


def test_questions_that_always_apply_do_not_offer_it(opened):
    assert not opened().page.foot.not_applicable.isVisible()


def test_do_not_know_is_kept_apart_from_no_answer(opened):
    window = opened()
    window.page.foot.unknown.click()
    assert stored(window, LEVELS).status is AnswerStatus.UNKNOWN
    assert window.page.editor.group.answers == set()
    assert window.page.answer.aside.isVisible()
    window.page.foot.unknown.click()
    assert stored(window, LEVELS).status is AnswerStatus.UNANSWERED
    assert stored(window, LEVELS).note != ""


def test_marked_for_later(opened, qtbot):
    window = opened()
    press(qtbot, Key.Key_M, Modifier.ControlModifier)
    assert stored(window, LEVELS).later
    assert window.page.foot.later.caption == "Marked for later"
    press(qtbot, Key.Key_M, Modifier.ControlModifier)
    assert not stored(window, LEVELS).later


@pytest.mark.parametrize(
    ("item", "keys"), [(LEVELS, "3"), (NUMBER, "12"), (YES_NO, "n")], ids=["level", "number", "no"]
)
def test_answering_takes_the_mark_for_later_off_in_the_same_step(opened, qtbot, item, keys):
    window = opened(item)
    press(qtbot, Key.Key_M, Modifier.ControlModifier)
    before = stored(window, item)
    focused = QApplication.focusWidget()
    qtbot.keyClicks(focused, keys)
    window.page.may_leave()
    assert stored(window, item).value != before.value
    assert not stored(window, item).later
    assert window.page.foot.later.caption == "Come back later"
    window.run("undo")
    assert stored(window, item) == before


def test_half_a_share_keeps_the_mark_for_later(opened):
    window = opened(SHARE)
    document = window.desk.document
    document.change(edits.clear_answer, SHARE)
    document.change(edits.mark_later, SHARE, True)  # noqa: FBT003 - what a person enters
    document.change(enter, SHARE, {f"{SHARE}/part": "1"})
    assert stored(window, SHARE).later
    document.change(enter, SHARE, {f"{SHARE}/part": "1", f"{SHARE}/whole": "2"})
    assert stored(window, SHARE) is None


def test_what_does_not_apply_is_not_for_later(opened, qtbot):
    window = opened(SHARE)
    window.desk.document.change(edits.clear_answer, SHARE)
    window.run("mark_later")
    window.page.foot.not_applicable.click()
    windows.settle()
    qtbot.keyClicks(QApplication.focusWidget(), "A whole country")
    press(qtbot, Key.Key_Return)
    assert stored(window, SHARE).status is AnswerStatus.NOT_APPLICABLE
    assert not stored(window, SHARE).later


def test_enter_goes_on_from_how_sure(opened, qtbot):
    window = opened()
    order = [q.id for q in window.desk.document.criteria.questions]
    here = order.index(LEVELS)
    for modifier, step in ((Modifier.NoModifier, 1), (Modifier.ShiftModifier, -1)):
        window.go(Place("questions", LEVELS))
        part_of = window.page.proof.confidence
        chosen = next(one for one in part_of.findChildren(QRadioButton) if one.isChecked())
        chosen.setFocus()
        press(qtbot, Key.Key_Right)
        press(qtbot, Key.Key_Return, modifier)
        assert window.here.item == order[here + step]
    assert stored(window, LEVELS).confidence is not None


def test_who_answered_can_be_said(opened):
    window = opened()
    document = window.desk.document
    document.change(edits.add_person, "Ana Example")
    person = next(one for one in document.assessment.people if one.name == "Ana Example")
    for name, expected in (("Ana Example", person.id), ("Not said", "")):
        window.page._open_menu()  # noqa: SLF001 - what the button does, without its animation
        menu = next(m for m in window.page.findChildren(QMenu) if m.isVisible())
        people = next(a.menu() for a in menu.actions() if a.text() == "Answered by")
        next(a for a in people.actions() if a.text() == name).trigger()
        menu.close()
        assert stored(window, LEVELS).respondent == expected
        said = [one.text() for one in window.page.findChildren(PlainLabel) if one.isVisible()]
        assert ("Answered by Ana Example" in said) is bool(expected)


def test_how_sure_an_answer_is(opened):
    window = opened()
    window.page.proof.confidence.chosen.emit("low")
    assert stored(window, LEVELS).confidence is Confidence.LOW
    assert window.page.proof.confidence.view == "low"
    window.page.proof.confidence.chosen.emit("")
    assert stored(window, LEVELS).confidence is None


# notes, the earlier answer


def test_notes_are_stored_soon_and_undone_in_one_step(opened, qtbot):
    window = opened()
    before = stored(window, LEVELS).note
    press(qtbot, Key.Key_T, Modifier.ControlModifier)
    edit = QApplication.focusWidget()
    press(qtbot, Key.Key_End, Modifier.ControlModifier)
    qtbot.keyClicks(edit, " More.")
    qtbot.waitUntil(lambda: stored(window, LEVELS).note == f"{before} More.")
    window.run("undo")
    assert stored(window, LEVELS).note == before
    assert edit.toPlainText() == before


def test_the_earlier_answer_can_be_copied(opened):
    window = opened("1.1.1")
    side = window.page.side()
    earlier = window.desk.document.assessment.earlier[-1].answers["1.1.1"].value
    assert stored(window, "1.1.1").value != earlier
    side.copy.click()
    assert stored(window, "1.1.1").value == earlier
    assert window.page.editor.group.answers == {str(earlier)}


# follow-up questions


def test_follow_ups_appear_and_stay_stored(following, qtbot):
    window = following
    page, document = window.page, window.desk.document
    assert page.position == "Question 1 of 3"
    press(qtbot, Key.Key_Y)
    assert page.follow_ups.isVisible()
    press(qtbot, Key.Key_Return)
    assert window.here.item == "1.1.b"
    qtbot.keyClicks(QApplication.focusWidget(), "4")
    press(qtbot, Key.Key_Return, Modifier.ShiftModifier)
    assert stored(window, "1.1.b").value == 4
    press(qtbot, Key.Key_N)
    assert page.position == "Question 1 of 2"
    assert stored(window, "1.1.b").value == 4
    press(qtbot, Key.Key_Return)
    assert window.here.item == "1.1.c"
    window.go(Place("questions", "1.1.b"))
    assert page.position == "Not asked at the moment"
    edit = page.editor.field.edit
    assert edit.isReadOnly()
    assert edit.accessibleDescription() == "This cannot be changed here."
    assert document.card.asked == 2
    document.change(edits.answer, "1.1.a", "yes")
    assert page.editor.field.edit is edit
    assert not edit.isReadOnly()
    assert edit.accessibleDescription() != "This cannot be changed here."


# several people


def test_entries_made_apart_can_be_chosen_from(opened):
    window = opened()
    document = window.desk.document
    place = f"answers/{LEVELS}/value"
    entries = tuple(
        Candidate(record_of_level(document, level), f"2026-11-0{level}T10:00:00+01:00", actor)
        for level, actor in ((1, "ana"), (3, "bo"))
    )

    def conflict(before):
        return replace(before, conflicts={place: entries})

    assert document.apply(Edit("merge", "test", conflict)) is None
    strip = window.page.strips[0]
    assert len(strip.buttons) == 2
    strip.buttons[f"1/{place}"].click()
    assert stored(window, LEVELS).value == 3
    assert not document.assessment.conflicts
    assert window.page.strips == []


def record_of_level(document, level):
    """Return what the document would write for an answer."""
    before = document.assessment
    after = edits.answer(document.criteria, before, LEVELS, str(level)).apply(before)
    return records_of(after)[f"answers/{LEVELS}/value"]


# evidence


def titles(window):
    return [row.title.text() for row in window.page.proof.evidence.rows]


def row_of(window, title):
    return next(row for row in window.page.proof.evidence.rows if row.title.text() == title)


def test_a_link_and_a_title_are_added(opened, qtbot):
    window = opened()
    for text in ("https://example.org/minutes", "Folder C, page 3"):
        press(qtbot, Key.Key_E, Modifier.ControlModifier)
        qtbot.keyClicks(panel(AddPanel).field.edit, text)
        qtbot.keyClick(panel(AddPanel).field.edit, Key.Key_Return)
        windows.settle()
    assert {"example.org/minutes", "Folder C, page 3"} < set(titles(window))
    items = window.desk.document.assessment.evidence
    link = next(one for one in items.values() if one.title == "example.org/minutes")
    assert link.id in stored(window, LEVELS).evidence
    assert link.place == "https://example.org/minutes"
    assert window.page.proof.evidence.count == 3


def test_after_adding_evidence_enter_goes_on(opened, qtbot):
    window = opened()
    press(qtbot, Key.Key_E, Modifier.ControlModifier)
    qtbot.keyClicks(panel(AddPanel).field.edit, "Folder C")
    qtbot.keyClick(panel(AddPanel).field.edit, Key.Key_Return)
    windows.settle()
    assert window.page.editor.group.cards["1"].hasFocus()
    press(qtbot, Key.Key_Return)
    assert window.here.item != LEVELS


def test_a_panel_that_added_nothing_gives_the_focus_back(opened, qtbot):
    window = opened()
    press(qtbot, Key.Key_E, Modifier.ControlModifier)
    qtbot.keyClick(panel(AddPanel), Key.Key_Escape)
    windows.settle()
    assert window.page.proof.evidence.add_button.hasFocus()
    assert window.undo_message.isHidden()


def test_what_was_typed_in_a_panel_is_there_when_it_is_opened_again(opened, qtbot):
    window = opened()
    count = window.page.proof.evidence.count

    def add():
        press(qtbot, Key.Key_E, Modifier.ControlModifier)
        return panel(AddPanel)

    qtbot.keyClicks(add().field.edit, "Board minutes")
    qtbot.keyClick(panel(AddPanel).field.edit, Key.Key_Escape)
    windows.settle()
    assert "What you typed is there" in window.undo_message.accessibleName()
    form = add()
    assert form.field.text == "Board minutes"
    form.promise.click()
    qtbot.keyClick(panel(PersonPanel).person.edit, Key.Key_Escape)
    windows.settle()
    form = add()
    assert form.field.text == "Board minutes"
    qtbot.keyClick(form.field.edit, Key.Key_Return)
    windows.settle()
    assert window.page.proof.evidence.count == count + 1
    assert add().field.text == ""


def test_a_promise_offers_the_people_and_takes_another_name(opened, qtbot):
    window = opened()
    document = window.desk.document
    for name in ("Ana Example", "Bo Sample"):
        document.change(edits.add_person, name)
    for title, typed, person in (
        ("Minutes", "ana ex", "Ana Example"),
        ("Plan", "Cy Specimen", "Cy Specimen"),
    ):
        press(qtbot, Key.Key_E, Modifier.ControlModifier)
        form = panel(AddPanel)
        qtbot.keyClicks(form.field.edit, title)
        form.promise.click()
        asked = panel(PersonPanel)
        names = [button.caption for button in asked.offers.buttons]
        assert {"Ana Example", "Bo Sample"} <= set(names)
        qtbot.keyClicks(asked.person.edit, typed)
        if typed != person:
            assert [button.caption for button in asked.offers.buttons] == [person]
            asked.offers.buttons[0].click()
            assert asked.day.edit.hasFocus()
        assert asked.person.text == person
        qtbot.keyClicks(asked.day.edit, "2026-12-01")
        qtbot.keyClick(asked.day.edit, Key.Key_Return)
        windows.settle()
        items = document.assessment.evidence.values()
        item = next(one for one in items if one.title == title)
        people = {one.id: one.name for one in document.assessment.people}
        assert people[item.person] == person
        assert item.due == date(2026, 12, 1)
        assert window.page.editor.group.cards["1"].hasFocus()


def test_a_picture_that_is_pasted_becomes_a_file(opened, qtbot):
    window = opened()
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    data = QMimeData()
    data.setImageData(image)
    QApplication.clipboard().setMimeData(data)
    press(qtbot, Key.Key_V, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: window.page.proof.evidence.count == 2)
    QApplication.clipboard().clear()
    document = window.desk.document
    item = next(one for one in document.assessment.evidence.values() if one.file)
    assert item.place.endswith(".png")
    kept = QImage.fromData(evidence_files.content(document.session, item))
    assert (kept.width(), kept.height()) == (3, 2)
    assert kept.pixelColor(1, 1) == Qt.GlobalColor.red


def test_a_link_of_a_wrong_kind_is_refused_in_words(opened, qtbot):
    window = opened()
    window.page.proof.evidence.add()
    form = panel(AddPanel)
    qtbot.keyClicks(form.field.edit, "ftp://example.org/x")
    qtbot.keyClick(form.field.edit, Key.Key_Return)
    assert "https" in form.field.error
    assert window.page.proof.evidence.count == 1
    form.close()


def test_an_item_that_is_listed_already_is_used(opened):
    window = opened()
    window.page.proof.evidence.add()
    form = panel(AddPanel)
    offered = form.buttons[0]
    item = offered.objectName()
    offered.click()
    assert item in stored(window, LEVELS).evidence
    assert len(titles(window)) == 2


def test_dropped_files_are_copied_into_the_document(opened, qtbot, tmp_path):
    window = opened()
    file = tmp_path / "minutes.pdf"
    file.write_bytes(b"%PDF-1.4 minutes")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPoint(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Modifier.NoModifier,
    )
    assert window.page.acceptDrops()
    window.page.dropEvent(event)
    qtbot.waitUntil(lambda: "minutes.pdf" in titles(window))
    row = row_of(window, "minutes.pdf")
    item = window.desk.document.assessment.evidence[row.item]
    assert item.id in stored(window, LEVELS).evidence
    assert item.size == len(b"%PDF-1.4 minutes")
    assert "opied into the assessment" in row.where.text()


def test_pasted_files_are_added(opened, qtbot, tmp_path):
    window = opened()
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(b"cells")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    QApplication.clipboard().setMimeData(data)
    press(qtbot, Key.Key_V, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: "sheet.xlsx" in titles(window))
    QApplication.clipboard().clear()


def test_two_files_of_one_name_stay_two(opened, qtbot, tmp_path):
    window = opened()
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "minutes.pdf").write_bytes(b"%PDF " + bytes([64 + number]))
        window.page.proof.evidence.take_files([folder / "minutes.pdf"])
    qtbot.waitUntil(lambda: {"minutes.pdf", "minutes.pdf (2)"} < set(titles(window)))


def test_what_cannot_be_taken_in_is_told(opened, qtbot, tmp_path):
    window = opened()
    window.page.proof.evidence.take_files([tmp_path / "nowhere.pdf"])
    qtbot.waitUntil(window.trouble_message.isVisible)
    assert window.page.proof.evidence.count == 1


def test_removing_can_be_undone_and_the_focus_stays_near(opened, qtbot):
    window = opened("1.1.1", part="evidence")
    before = titles(window)
    row = window.page.proof.evidence.rows[0]
    assert row.hasFocus()
    press(qtbot, Key.Key_Delete)
    assert titles(window) == before[1:]
    assert window.page.proof.evidence.rows[0].hasFocus()
    window.run("undo")
    assert titles(window) == before


def test_renaming(opened, qtbot):
    window = opened(part="evidence")
    press(qtbot, Key.Key_F2)
    form = panel(NamePanel)
    form.field.edit.selectAll()
    qtbot.keyClicks(form.field.edit, "Report of 2025")
    qtbot.keyClick(form.field.edit, Key.Key_Return)
    assert titles(window) == ["Report of 2025"]


def test_seen_and_promised_have_a_person_and_a_day(opened, qtbot):
    window = opened()
    row = window.page.proof.evidence.rows[0]
    item = row.item

    def evidence_now():
        return window.desk.document.assessment.evidence[item]

    for entry, state in (
        ("Seen on site…", EvidenceState.SEEN),
        ("Promised…", EvidenceState.PROMISED),
    ):
        row.menu.click()
        menu = next(m for m in window.page.proof.evidence.findChildren(QMenu) if m.isVisible())
        next(a for a in menu.actions() if a.text() == entry).trigger()
        menu.close()
        form = panel(PersonPanel)
        qtbot.keyClicks(form.person.edit, "Ana Example")
        form.day.edit.selectAll()
        qtbot.keyClicks(form.day.edit, "2026-12-01")
        qtbot.keyClick(form.day.edit, Key.Key_Return)
        assert evidence_now().state is state
        assert (evidence_now().seen or evidence_now().due) == date(2026, 12, 1)
        names = {p.id: p.name for p in window.desk.document.assessment.people}
        assert names[evidence_now().person] == "Ana Example"
        assert "Ana Example" in row.where.text()


@pytest.mark.parametrize(("name", "may_open"), [("minutes.pdf", True), ("macro.exe", False)])
def test_a_file_is_opened_as_a_copy_after_a_question(opened, qtbot, tmp_path, name, may_open):
    window = opened()
    file = tmp_path / name
    file.write_bytes(b"content")
    window.page.proof.evidence.take_files([file])
    qtbot.waitUntil(lambda: name in titles(window))
    row_of(window, name).asked.emit("open")
    form = panel(CopyPanel)
    captions = [button.caption for button in form.buttons]
    assert ("Open the copy" in captions) is may_open
    assert "Save a copy…" in captions
    form.close()


def test_a_file_that_is_gone_is_told_and_can_be_removed(opened):
    window = opened()
    document = window.desk.document
    about = {"place": "plan.pdf", "file": "0" * 64, "size": 10}
    document.change(evidence.add_evidence, LEVELS, "plan.pdf", **about)
    box = window.page.proof.evidence
    assert row_of(window, "plan.pdf").pill.state.name == "NOT_FOUND"
    strip = box.strip
    assert "plan.pdf" in strip.accessibleName()
    key = next(key for key in strip.buttons if key.startswith("remove/"))
    strip.buttons[key].click()
    assert box.strip is None
    assert titles(window) == ["Report to the ministry, 2025"]


# reading alone, narrow windows, looks


def test_a_document_that_is_only_read_is_shown(opened, qtbot):
    window = opened(change=False)
    page = window.page
    before = window.desk.document.assessment
    assert page.editor.group.answers == {"1"}
    press(qtbot, Key.Key_Tab)
    page.editor.group.cards["3"].click()
    window.run("mark_later")
    window.run("add_evidence")
    assert window.desk.document.assessment is before
    assert not page.foot.later.isVisible()
    assert not page.proof.evidence.add_button.isVisible()
    for number in (NUMBER, SHARE, YES_NO):
        window.go(Place("questions", number))


def test_narrow_windows_show_the_effect_in_the_footer(opened, qtbot):
    window = opened(size=(1280, 720))
    page = window.page
    assert page.foot.line.isVisible()
    assert page.foot.line.standing.text() == "Two levels below the Gold threshold"
    assert page.proof.evidence.isHidden()
    press(qtbot, Key.Key_3)
    assert page.foot.line.standing.text() == "Gold threshold met"
    window.resize(1440, 900)
    windows.settle()
    assert not page.foot.line.isVisible()
    assert page.proof.evidence.isVisible()


@pytest.mark.parametrize("language", ["en", "long"])
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("item", [LEVELS, NUMBER, SHARE, YES_NO])
def test_nothing_is_cut(opened, qapp, theme, language, mirrored, item):
    windows.mirror(qapp, mirrored=mirrored)
    try:
        window = opened(item, language=language)
        QApplication.focusWidget().clearFocus()  # nothing scrolls on its own then
        for size in ((1440, 900), (1280, 720), (800, 560)):
            window.resize(*size)
            windows.settle()
            window.page.scroll_page.area.verticalScrollBar().setValue(0)
            windows.settle()
            assert cut(window.page) == []
            assert overlapping(window.page) == []
        theme.set_appearance(Appearance.DARK)
        windows.settle()
        assert cut(window.page) == []
    finally:
        windows.mirror(qapp, mirrored=False)


def test_everything_has_a_name(opened):
    window = opened()
    for widget in window.page.findChildren(object):
        if getattr(widget, "focusPolicy", None) and widget.isVisible():
            policy = widget.focusPolicy()
            if policy & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName(), widget


@pytest.mark.parametrize(
    ("size", "language", "words"),
    [
        ((1280, 720), "en", "Two levels below the Gold threshold"),
        ((800, 560), "en", "Two levels below the Gold threshold"),
        ((800, 560), "de", "Zwei Stufen unter der Schwelle für Gold"),
    ],
)
def test_the_footer_says_the_effect_in_words(opened, size, language, words):
    window = opened("4.1.6", size=size, language=language)
    line = window.page.foot.line
    assert line.isVisible()
    assert line.standing.isVisible()
    assert line.standing.text() == words
    assert line.geometry().right() <= line.parentWidget().width()


def test_fewer_words_come_before_none(opened):
    line = opened("4.1.6", size=(1280, 720)).page.foot.line
    found = []
    for room in range(600, 0, -10):
        fits = line.fit(room)
        found.append((line.standing.text() if fits else "", line.sizeHint().width() <= room))
    assert [words for words, _ in found][-1] == ""
    assert "1 of 4, 2 short" in {words for words, _ in found}
    assert all(inside for words, inside in found if words)


def test_every_answer_is_in_view_in_a_folded_window(opened):
    window = opened("4.1.6", size=(1280, 720), language="de")
    last = window.page.editor.findChildren(AnswerCard)[-1]
    bottom = last.mapTo(window.page, last.rect().bottomLeft()).y()
    notes = window.page.proof
    assert bottom < window.page.height() - window.page.scroll_page.foot_height()
    top = notes.mapTo(window.page, notes.rect().topLeft()).y()
    assert top + 30 < window.page.height() - window.page.scroll_page.foot_height()
