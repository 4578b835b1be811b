"""Overview on a real window: what it says, where its parts lead, what stands there at first."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from excellence_app.gui.components.tooltip import tooltip_of
from excellence_app.gui.desk import Place
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession
from tests.gui import windows
from tests.gui.pages.result_pages import PLAIN, SURVEY, document, faults, shown_page

Key = Qt.Key


@pytest.fixture
def page(theme, tmp_path):
    with shown_page(theme, tmp_path, "overview") as shown:
        yield shown


def rows_of(card):
    return [row for row in card.rows if not row.isHidden()]


def test_the_headline_is_the_result(page):
    assert page.title() == "You meet 21 of the 30 thresholds for Gold"
    assert page.window().windowTitle().startswith("You meet 21 of the 30 thresholds for Gold")
    assert page.head.heading.hasFocus()


def test_the_primary_button_leads_to_the_first_open_question(page):
    assert page.go_on.caption == "Continue with 4.4"
    page.go_on.click()
    assert page.window().here == Place("questions", "4.4")


def test_each_label_has_a_card_with_its_rules(page):
    assert list(page.cards) == ["bronze", "silver", "gold"]
    gold = page.cards["gold"]
    names = [row.accessibleName() for row in rows_of(gold)]
    assert names[0] == "The threshold of every indicator is met: 21 of 30"
    assert tooltip_of(rows_of(gold)[0]) == "The threshold of every indicator is met"
    assert gold.sentence.text().startswith("7 gaps")


def test_a_label_that_is_held_says_when_it_lapses(page):
    bronze, gold = page.cards["bronze"], page.cards["gold"]
    assert bronze.held_words.text().startswith("Bronze laps")
    assert "valid until 31 January 2027" in tooltip_of(bronze.held_words)
    assert gold.held.isHidden()
    bronze.more.click()
    assert page.window().here.page == "labels"


def test_rules_that_are_met_share_a_line_where_there_are_many(page):
    silver = rows_of(page.cards["silver"])
    assert [row.rule.text for row in silver][1:] == ["4 rules met"]
    assert len(tooltip_of(silver[1]).splitlines()) == 4
    assert "21 months" in silver[1].accessibleName()
    assert len(rows_of(page.cards["bronze"])) == 2


def test_labels_indicators_and_dimensions_are_in_the_first_view(page):
    page.window().resize(1440, 900)
    windows.settle()
    assert page.chart.height() < 200
    last = page.dimensions.rows[-1]
    top = last.mapTo(page, QPoint(0, 0)).y()
    assert top + last.height() <= page.height()


def test_a_column_of_the_skyline_opens_its_question(page):
    page.chart.chart.chosen.emit("5.3")
    assert page.window().here == Place("questions", "5.3")


def test_a_dimension_leads_to_its_results(page, qtbot):
    row = page.dimensions.rows[1]
    assert row.accessibleName() == (
        "2 Typology, governance, cooperation, 70 to 80%, 2 gaps, 1 open"
    )
    row.setFocus()
    qtbot.keyClick(row, Key.Key_Return)
    assert page.window().here == Place("results", "2")


def test_next_steps_lead_to_their_questions(page):
    titles = [steps.title.text() for steps in page.steps.lists if not steps.isHidden()]
    assert titles == ["Not answered yet", "Largest gaps"]
    rows = [row for steps in page.steps.lists for row in steps.rows if row.isVisibleTo(page)]
    assert [row.key for row in rows] == ["4.4", "2.7", "5.3", "3.2", "4.1.6"]
    rows[2].click()
    assert page.window().here == Place("questions", "5.3")


def test_a_change_is_seen_at_once_and_can_be_undone(page):
    window, document_ = page.window(), page.desk.document
    assert page.last.undo.isHidden()
    assert "16 Nov 2026" in page.last.words
    assert document_.change(edits.answer, "4.4", "4") is None
    windows.settle()
    assert page.title() == "You meet 22 of the 30 thresholds for Gold"
    assert page.go_on.caption == "Continue with 2.7"
    assert page.last.words.startswith("Answer 4.4")
    page.last.undo.click()
    assert "4.4" in document_.card.unanswered
    assert window.here == Place("questions", "4.4")


def test_all_changes_are_one_press_away(page):
    asked = []
    page.desk.went.disconnect(page.window().go)
    page.desk.went.connect(asked.append)
    page.last.history.click()
    assert asked == [Place("history")]


def test_an_empty_assessment_says_what_to_do_first(theme, tmp_path):
    with shown_page(theme, tmp_path, "overview", path=document(tmp_path)) as page:
        assert page.title() == "No question is answered yet"
        assert page.go_on.caption == "Begin with 1.1"
        assert page.begin.isVisible()
        assert not page.chart.isVisible()
        assert not page.dimensions.isVisible()
        page.begin.rows[1].click()
        assert page.window().here == Place("questions", "1.1")


def test_after_the_first_answer_the_charts_come(theme, tmp_path):
    with shown_page(theme, tmp_path, "overview", path=document(tmp_path)) as page:
        assert page.desk.document.change(edits.answer, "1.1", "yes") is None
        windows.settle()
        assert page.chart.isVisible()
        assert page.dimensions.isVisible()
        assert not page.begin.isVisible()


def test_sets_without_labels_and_without_indicators(theme, tmp_path):
    path = document(tmp_path, PLAIN, [("1.1", "1")])
    with shown_page(theme, tmp_path, "overview", path=path) as page:
        assert not page.labels.isVisible()
        assert page.chart.isVisible()
    other = tmp_path / "other"
    other.mkdir()
    path = document(other, SURVEY, [("q1", "yes")])
    with shown_page(theme, other, "overview", path=path) as page:
        assert page.go_on.caption == "Continue with q2"
        assert page.sections.isVisible()


def test_who_may_not_change_is_not_offered_to_undo(theme, tmp_path):
    with shown_page(theme, tmp_path, "overview", change=False) as page:
        assert page.last.undo.isHidden()
        assert page.title() == "You meet 21 of the 30 thresholds for Gold"


def test_cards_stand_below_each_other_where_there_is_no_room(page):
    first, last = page.cards["bronze"], page.cards["gold"]
    assert first.y() == last.y()
    page.window().resize(800, 560)
    windows.settle()
    assert last.y() > first.y()
    assert page.steps.y() > page.dimensions.y()


def test_nothing_is_cut_and_nothing_overlaps(theme, tmp_path):
    assert faults(theme, tmp_path, "overview") == []


def test_the_interview_opens_before_the_first_answer(theme, tmp_path):
    path = tmp_path / "labels.excellence"
    with AssessmentSession.create(path, "ecei-labels", dated=date(2026, 11, 16)) as made:
        made.save()
    with shown_page(theme, tmp_path, "overview", path=path) as page:
        assert page.interview.isVisible()
        said = [one.text() for one in page.interview.paragraphs]
        assert said[0].startswith("Thank you for your time.")
        page.desk.document.try_change(edits.answer, "4.2", "1")
        windows.settle()
        assert not page.interview.isVisible()
