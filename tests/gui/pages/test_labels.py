"""Labels: rules with their states, declarations, improvements, target, and labels held."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from excellence_app.domain.levels import Verdict
from excellence_app.gui.components.state_pill import State
from excellence_app.gui.desk import Place
from tests.gui import windows
from tests.gui.pages.quiet import segment, shown_page, stands


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "labels/silver") as page:
        yield page


def assessment(page):
    return page.desk.document.assessment


def result(page, label):
    return page.desk.document.card.label(label)


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_rule_of_the_label_is_shown_with_its_state(page):
    rules = result(page, "silver").requirements
    assert [row.title.text() for row in page.view.rules] == [
        rule.requirement.text.removesuffix(".") for rule in rules
    ]
    states = {
        Verdict.MET: State.MET,
        Verdict.MISSED: State.SHORT,
        Verdict.OPEN: State.NOT_ANSWERED,
    }
    assert [row.pill.state for row in page.view.rules] == [states[r.verdict] for r in rules]
    met = sum(rule.verdict is Verdict.MET for rule in rules)
    assert page.view.met.hint.text() == f"{met} of {len(rules)} met"


def test_another_label_is_shown_by_its_segment_and_by_its_place(page):
    assert page.view.label.id == "silver"
    segment(page.switch, "gold").click()
    assert page.view.label.id == "gold"
    assert not page.view.isHidden()
    assert page.views["silver"].isHidden()
    page.window().go(Place("labels", "bronze"))
    assert page.view.label.id == "bronze"
    page.window().go(Place("labels", "platinum"))
    assert page.view.label.id == "bronze"


def test_a_declaration_is_yes_no_or_not_said(page):
    one = page.view.declarations[0]
    assert one.choice.view == "yes"
    segment(one.choice, "no").click()
    assert assessment(page).declarations == {"eligible": False}
    declared = next(
        r for r in result(page, "silver").requirements if r.requirement.key == "eligible"
    )
    assert declared.verdict is Verdict.MISSED
    assert State.SHORT in {row.pill.state for row in page.view.rules}
    segment(one.choice, "unsaid").click()
    assert dict(assessment(page).declarations) == {}
    page.desk.run("undo")
    assert assessment(page).declarations == {"eligible": False}
    assert one.choice.view == "no"


def test_what_to_ask_oneself_stands_with_the_declaration(page):
    rule = next(r for r in page.view.label.requires if r.key == "eligible")
    texts = [
        label.text() for label in page.view.declarations[0].findChildren(type(page.view.sentence))
    ]
    assert len(rule.asks) == 8
    assert set(rule.asks) <= set(texts)


def test_the_target_is_changed_here(page, qtbot):
    assert page.view.is_target.isHidden()
    press(qtbot, page.view.target)
    assert assessment(page).target == "silver"
    assert page.view.target.isHidden()
    assert not page.view.is_target.isHidden()
    assert page.title().startswith("Silver")
    page.desk.run("undo")
    assert assessment(page).target == "gold"


def test_three_improvements_count(page):
    assert set(page.view.improvements) == {"2.5", "4.3", "4.5"}
    assert {row.pill.state for row in page.view.improvements.values()} == {State.MET}
    assert page.view.improvements_section.header.hint.text() == "3 of 3 count"


def test_without_the_award_there_is_nothing_to_compare_with(page):
    page.held.remove_held(assessment(page).labels_held[0])
    assert page.doing.scores_at("bronze") is None
    assert {row.pill.state for row in page.view.improvements.values()} == {State.SHORT}
    assert page.view.improvements_section.header.hint.text() == "0 of 3 count"
    rule = next(r for r in result(page, "silver").requirements if r.requirement.described)
    assert rule.verdict is Verdict.OPEN


def test_the_text_of_an_improvement_is_stored_as_it_is_typed(page, qtbot):
    field = page.view.improvements["2.5"].effect
    field.focus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "Twelve new members")
    page.may_leave()
    stored = {one.indicator: one for one in assessment(page).improvements}
    assert stored["2.5"].effect == "Twelve new members"
    assert stored["2.5"].description.startswith("Each of the 47")


def test_an_improvement_is_removed_and_its_indicator_is_suggested_again(page, qtbot):
    assert page.view.suggested.findData("4.5") < 0
    press(qtbot, page.view.improvements["4.5"].remove)
    assert {one.indicator for one in assessment(page).improvements} == {"2.5", "4.3"}
    assert "4.5" not in page.view.improvements
    assert page.view.suggested.itemText(0).startswith("4.5")
    assert "level 1 to 4" in page.view.suggested.itemText(0)
    assert page.view.improvements_section.header.hint.text() == "2 of 3 count"
    page.desk.run("undo")
    assert "4.5" in page.view.improvements


def test_an_improvement_is_begun_from_the_suggestions(page, qtbot):
    indicator = page.view.suggested.entry
    press(qtbot, page.view.describe)
    row = page.view.improvements[indicator]
    assert QApplication.focusWidget() is row.description.edit
    assert row.pill.state is State.NOT_ANSWERED
    assert all(one.indicator != indicator for one in assessment(page).improvements)
    qtbot.keyClicks(row.description.edit, "New rules")
    page.may_leave()
    assert assessment(page).improvements[-1].description == "New rules"
    assert row.pill.state is State.NOT_ANSWERED
    row.effect.focus()
    qtbot.keyClicks(row.effect.edit, "Faster decisions")
    page.may_leave()
    assert row.pill.state is State.MET


def test_what_did_not_rise_does_not_count(page, qtbot):
    view = page.view
    view.suggested.setCurrentIndex(view.suggested.count() - 1)
    indicator = view.suggested.entry
    press(qtbot, view.describe)
    assert view.improvements[indicator].pill.state is State.SHORT
    press(qtbot, view.improvements[indicator].remove)
    assert indicator not in view.improvements


def test_a_label_held_is_recorded_with_the_end_that_the_rules_give(page, qtbot):
    press(qtbot, page.held.add_held_button)
    qtbot.keyClick(page.held.since.edit, Qt.Key.Key_Return)
    assert page.held.since.error
    qtbot.keyClicks(page.held.since.edit, "15.3.2026")
    qtbot.keyClick(page.held.since.edit, Qt.Key.Key_Return)
    held = assessment(page).held("silver")
    assert (held.since, held.until) == (date(2026, 3, 15), date(2028, 3, 31))
    assert len(page.held.held_rows) == 2
    assert page.held.held_form.isHidden()
    page.desk.run("undo")
    assert assessment(page).held("silver") is None
    assert len(page.held.held_rows) == 1


def test_a_label_cannot_end_before_it_begins(page, qtbot):
    press(qtbot, page.held.add_held_button)
    qtbot.keyClicks(page.held.since.edit, "15.3.2026")
    qtbot.keyClicks(page.held.until.edit, "1.1.2026")
    qtbot.keyClick(page.held.until.edit, Qt.Key.Key_Return)
    assert "15 March 2026" in page.held.until.error
    assert assessment(page).held("silver") is None


def test_the_record_of_a_label_is_removed(page):
    page.held.remove_held(assessment(page).labels_held[0])
    assert assessment(page).labels_held == ()
    assert not page.held.none_held.isHidden()
    page.desk.run("undo")
    assert assessment(page).held("bronze").until == date(2027, 1, 31)
    assert page.held.none_held.isHidden()


def test_a_document_that_is_only_read_offers_no_change(theme, tmp_path):
    with shown_page(theme, tmp_path, "labels/silver", change=False) as page:
        assert page.view.target.isHidden()
        assert page.held.add_held_button.isHidden()
        assert not page.view.declarations[0].choice.isEnabled()
        assert page.view.adding.isHidden()


@pytest.mark.parametrize("label", ["silver", "gold"])
def test_the_page_stands_in_every_window(theme, tmp_path, label):
    assert stands(theme, tmp_path, f"labels/{label}", lambda page: page.held.open_held()) == []


def test_the_page_stands_mirrored(theme, tmp_path, qapp):
    windows.mirror(qapp, mirrored=True)
    try:
        assert stands(theme, tmp_path, "labels/silver") == []
    finally:
        windows.mirror(qapp, mirrored=False)
