"""What the window shows of a session: charts as blocks, rows, and sentences made from results."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from excellence_app.domain.assessment import ActionState, Confidence, EvidenceState, PlannedAction
from excellence_app.domain.levels import Verdict
from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.reports.blocks import BarKind, Mark, Staircase
from excellence_app.session import (
    compared,
    edits,
    effect,
    evidence,
    headlines,
    headlines_over_time,
    ladder,
    next_steps,
    result_rows,
    roadmap_edits,
    roadmap_standing,
    showing,
)
from excellence_app.session.next_steps import StepKind
from excellence_app.session.result_rows import Group, Only, Proof, RowState, Sort
from excellence_app.session.session import AssessmentSession

WORDS = Words()
TODAY = date(2026, 11, 22)
TINY = Path(__file__).with_name("tiny.yaml")
PRACTICE = resources_folder() / "practice" / "adriatic-mechatronics.excellence"

ALL_MET = {"1.1": "yes", "1.2": "2", "2.1": "20", "2.2/part": "40", "2.2/whole": "100"}
BOTH = {"2.3.a": "yes", "2.3.b": "yes"}
GAPS = {**ALL_MET, **BOTH, "1.1": "no", "1.2": "0"}


@pytest.fixture(scope="module")
def practice():
    return AssessmentSession.open(PRACTICE)


def answered(session, values):
    for key, text in values.items():
        session.change(edits.answer, key, text)
    return showing.shown(session, WORDS)


@pytest.fixture
def shown(practice):
    return showing.shown(practice, WORDS)


# what is looked at


def test_the_result_of_the_earlier_assessment_is_worked_out_once(practice):
    first = showing.shown(practice, WORDS)
    card = practice.score()
    again = showing.shown(practice, WORDS, card=card, last=first)
    assert first.earlier is not None
    assert again.earlier is first.earlier
    assert again.scorecard is card


def test_another_label_can_be_looked_at(practice):
    assert showing.shown(practice, WORDS).target.id == "gold"
    other = showing.shown(practice, WORDS, target="silver")
    assert other.target.id == "silver"
    assert practice.assessment.target != "silver"
    assert {t.threshold.knock_out for t in other.thresholds.values()} == {True}


def test_every_page_says_whose_values_these_are(practice, session):
    assert "illustrative" in showing.banner(showing.shown(practice, WORDS))
    assert "fictional" in showing.banner(showing.shown(practice, WORDS))
    assert "fictional" not in showing.banner(showing.shown(session, WORDS))
    assert "awards" in showing.preparatory(showing.shown(session, WORDS))


# charts


def test_the_skyline_has_every_indicator_with_its_sentence(shown):
    drawn = showing.skyline(shown)
    columns = [column for group in drawn.groups for column in group.columns]
    assert [one.indicator for one in columns] == [one.id for one in shown.criteria.indicators]
    assert all(one.sentence.startswith(one.indicator) for one in columns)
    assert drawn.groups[0].value == "87.5%"
    assert drawn.alternative.count("\n") == len(columns) - 1


def test_the_small_skyline_is_the_same_without_words(shown):
    large, small = showing.skyline(shown), showing.small_skyline(shown)
    bare = [
        replace(column, label="", sentence="")
        for group in large.groups
        for column in group.columns
    ]
    assert bare == [column for group in small.groups for column in group.columns]


def test_the_bars_are_those_of_all_dimensions_and_the_total(shown):
    bars = showing.dimension_bars(shown).bars
    assert [bar.total for bar in bars] == [False] * 5 + [True]
    assert bars[-1].bar == showing.total_bullet(shown)
    assert bars[0].bar == showing.dimension_bullet(shown, "1")
    assert bars[-1].bar.threshold == Fraction(4, 5)
    with pytest.raises(KeyError):
        showing.dimension_bullet(shown, "nine")


def test_a_dimension_says_how_many_gaps_and_open_questions_it_has(shown):
    rows = {row.dimension: row for row in showing.dimensions(shown)}
    assert (rows["1"].gaps_words, rows["1"].met) == ("All met", True)
    assert (rows["2"].gaps_words, rows["2"].open_words) == ("2 gaps", "1 open")
    assert (rows["3"].gaps_words, rows["3"].open_words, rows["3"].met) == ("1 gap", "", False)
    result = shown.scorecard.label("gold")
    missed = [gap for gap in result.gaps if gap.result.verdict is Verdict.MISSED]
    assert sum(row.gaps for row in rows.values()) == len(missed)


def test_an_indicator_that_does_not_apply_has_no_bar(shown):
    assert showing.indicator_bullet(shown, "1.2") is None
    bar = showing.indicator_bullet(shown, "4.1.6")
    assert (bar.value, bar.threshold, bar.kind) == (1, 3, BarKind.BELOW)


def test_the_staircase_follows_the_roadmap(practice, shown):
    plan = practice.plan()
    stairs = showing.staircase(shown, plan)
    assert isinstance(stairs, Staircase)
    assert stairs.after == tuple(step.after.share_lowest for step in plan.steps)
    assert stairs.reached_after == plan.reached_after
    assert showing.staircase(shown, replace(plan, steps=())) is None


# two assessments


def test_two_assessments_are_compared_in_groups_largest_change_first(practice):
    found = compared.comparison(practice, WORDS, practice.compare())
    assert [group.key for group in found.groups] == ["rose", "fell", "unchanged", "before_only"]
    for group in found.groups[:2]:
        sizes = [abs(row.dumbbell.now - row.dumbbell.before) for row in group.rows]
        assert all(one >= other for one, other in pairwise(sizes))
    rose = found.groups[0].rows[0]
    assert (rose.indicator, rose.change, rose.before, rose.now) == ("4.5", "+3", "1", "4")
    assert found.groups[1].rows[0].change == "−1"
    assert {row.change for row in found.groups[2].rows} == {"same"}
    assert found.count("rose") == 20
    assert found.days == ("21 January 2025", "16 November 2026")
    assert (found.dimensions[0].before, found.dimensions[0].now) == ("62.5%", "87.5%")


def test_nothing_has_changed_between_two_assessments(practice, shown):
    same = practice.compare()._replace(before=practice.assessment, card_before=practice.score())
    found = compared.comparison(practice, WORDS, same, target="silver")
    assert [group.key for group in found.groups] == ["unchanged"]
    told = headlines_over_time.compare(shown, found)
    assert told == ("From 69.8% so far to 69.8% so far", "No indicator has changed.")


def test_the_headline_of_compare(practice, shown):
    found = compared.comparison(practice, WORDS, practice.compare())
    told = headlines_over_time.compare(shown, found)
    assert told.title == "From 43.9% to 69.8% so far in 21 months"
    assert told.lead == "20 indicators rose. One indicator fell. 7 are unchanged."


# sentences


def test_numbers_up_to_twelve_are_words():
    assert [headlines.in_words(WORDS, n) for n in (2, 7, 12)] == ["Two", "Seven", "Twelve"]
    assert [headlines.in_words(WORDS, n) for n in (0, 1, 13, 3100)] == ["0", "1", "13", "3,100"]


def test_without_an_answer(session):
    shown = showing.shown(session, WORDS)
    title, lead = headlines.overview(shown)
    assert title == "No question is answered yet"
    assert lead == "The criteria set asks 6 questions. Any order will do."
    assert headlines.results(shown).title == title
    assert headlines.check_answers(shown).title == "Six questions are not answered"


def test_with_answers_missing(session):
    shown = answered(session, {"1.1": "no", "1.2": "2"})
    title, lead = headlines.overview(shown)
    assert title == "You meet 1 of the 5 thresholds for Gold"
    assert lead == (
        "One indicator is below its threshold. Four questions are not answered. "
        "The total is 25 to 100%; Gold needs 80%."
    )
    assert headlines.results(shown).title == "One gap to close for Gold"
    shown = answered(session, {"1.2": "0", "2.2/part": "40", "2.2/whole": "100"})
    assert headlines.overview(shown).lead.endswith(
        "Three questions are not answered. Closing the gaps brings at least 50%; Gold needs 80%."
    )


def test_with_no_gap_so_far(session):
    shown = answered(session, {"1.1": "yes"})
    assert headlines.results(shown).title == "No gap for Gold so far"


def test_with_gaps(session):
    shown = answered(session, GAPS)
    title, lead = headlines.overview(shown)
    assert title == "Two gaps to close for Gold"
    assert lead == (
        "Two indicators are below their threshold. Closing the gaps brings 100%; Gold needs 80%."
    )
    told = headlines.results(shown, Sort.NUMBER)
    assert told == (title, "By number. Thresholds: Tiny set, edition 1.")


def test_closing_the_gaps_brings_what_the_engine_says_it_brings(session):
    shown = answered(session, GAPS)
    closed = session.score(lifted={"1.1": 1, "1.2": 2}).total.share_lowest
    assert f"brings {WORDS.percent(closed)};" in headlines.overview(shown).lead


def test_with_all_met_nobody_says_that_a_label_is_reached(session):
    shown = answered(session, {**ALL_MET, **BOTH})
    title, lead = headlines.overview(shown)
    assert title == "All Gold thresholds met"
    assert lead == "The total is 100%; Gold needs 80%."
    assert headlines.check_answers(shown).title == "All 6 questions are answered"


def test_a_label_without_thresholds_counts_answers(session):
    answered(session, {"1.1": "yes"})
    shown = showing.shown(session, WORDS, target="bronze")
    assert headlines.overview(shown) == (
        "1 of 6 questions answered",
        "Five questions are not answered.",
    )


def test_entered_thresholds_are_named_in_the_lead(session):
    session.change(edits.answer, "1.1", "yes")
    session.change(edits.adjust, "1.2", "gold", level=1, points=None, source="Letter")
    lead = headlines.results(showing.shown(session, WORDS)).lead
    assert lead.endswith("1 of them was entered for this assessment.")


def test_the_headline_of_evidence(session, practice):
    assert headlines.evidence(showing.shown(session, WORDS)).title == "No evidence is listed yet"
    title, lead = headlines.evidence(showing.shown(practice, WORDS), missing=1)
    assert title == "30 items for 25 of 27 answers"
    assert lead == "1 file cannot be found. 2 answers have no evidence yet."


def test_a_promise_is_no_evidence_yet(session):
    session.change(edits.answer, "1.2", "1")
    session.change(
        evidence.add_evidence, "1.2", "Minutes", state=EvidenceState.PROMISED, due=TODAY
    )
    shown = showing.shown(session, WORDS)
    title, lead = headlines.evidence(shown)
    assert title == "1 item for 0 of 1 answers"
    assert lead == "1 item is promised. 1 answer has no evidence yet."
    row = next(row for row in result_rows.rows(shown) if row.indicator == "1.2")
    assert (row.evidence, row.proof) == (1, Proof.PROMISED)


def test_the_headlines_of_a_roadmap(practice, shown):
    plan = practice.plan()
    title, lead = headlines_over_time.roadmap(shown, plan)
    assert title == "Nine actions lead to all Gold thresholds"
    first = "2 questions are open. Answer them first; the plan below assumes their levels."
    met = "All are met by 15 May 2028, with a total of 82.7 to 86.2%."
    assert lead == f"{first} {met}"
    short = replace(plan, steps=plan.steps[:3], reached_after=None)
    left = plan.steps[2].gaps_left
    assert headlines_over_time.roadmap(shown, short).title == (
        f"Three actions leave {left} gaps for Gold"
    )
    undated = replace(plan, ready=None)
    assert headlines_over_time.roadmap(shown, undated).lead == (
        f"{first} The total is then 82.7 to 86.2%."
    )
    none = replace(plan, steps=(), reached_after=None)
    assert headlines_over_time.roadmap(shown, none).title == "No action is planned for Gold yet"
    done = replace(plan, reached_after=0)
    assert headlines_over_time.roadmap(shown, done) == (
        "No action is needed for the Gold thresholds",
        "2 open indicators are taken at their thresholds.",
    )


def test_actions_after_the_line_are_not_counted(practice, shown):
    plan = replace(practice.plan(), reached_after=7, own=True)
    title, lead = headlines_over_time.roadmap(shown, plan)
    assert title.startswith("Seven actions lead")
    assert WORDS.percent(plan.steps[6].after.share_lowest).removesuffix("%") in lead


@pytest.mark.parametrize(
    ("steps", "gaps_left", "reached", "title"),
    [
        (1, 2, None, "One action leaves 2 gaps for Gold"),
        (1, 0, None, "One action leaves the total too low for Gold"),
        (2, 0, None, "Two actions leave the total too low for Gold"),
        (2, 1, None, "Two actions leave 1 gap for Gold"),
        (1, 0, 1, "One action leads to all Gold thresholds"),
    ],
)
def test_each_end_of_a_roadmap_has_its_sentence(practice, shown, steps, gaps_left, reached, title):
    plan = practice.plan()
    cut = tuple(replace(step, gaps_left=gaps_left) for step in plan.steps[:steps])
    found = replace(plan, steps=cut, ready=None, reached_after=reached)
    assert headlines_over_time.roadmap(shown, found).title == title


def test_gaps_without_an_action_are_told(practice, shown):
    proposal = replace(practice.plan(), without_action=("5.3",))
    assert headlines_over_time.roadmap(shown, proposal).lead.endswith(
        "No known action closes 1 gap."
    )
    own = replace(proposal, own=True)
    assert headlines_over_time.roadmap(shown, own).lead.endswith("1 gap has no action.")


def test_actions_of_ones_own_have_a_staircase(session):
    answered(session, GAPS)
    session.change(roadmap_edits.add_own_action, "Sign the papers", indicator="1.1", to=1)
    session.change(roadmap_edits.add_action, "monitor")
    shown = showing.shown(session, WORDS)
    plan = session.roadmap()
    assert plan.own
    assert len(showing.staircase(shown, plan).after) == 2
    title, lead = headlines_over_time.roadmap(shown, plan)
    assert title == "Two actions lead to all Gold thresholds"  # one of them has no day yet
    assert lead == "The total is then 100%."


def test_one_action_has_sentences_of_its_own(session):
    shown = answered(session, {**ALL_MET, **BOTH, "1.2": "0"})
    title, lead = headlines_over_time.roadmap(shown, session.plan())
    assert title == "One action leads to all Gold thresholds"
    assert lead.startswith("All are met by 30 November 2026, with a total of ")
    assert roadmap_standing.plan_button(shown, 1) == "Plan 1 action for Gold"
    assert headlines.continue_button(WORDS, "2.10") == "Continue with 2.10"


@pytest.mark.parametrize("language", ["de"])
def test_every_sentence_can_be_made_in_other_languages(practice, language):
    words = Words(language)
    shown = showing.shown(practice, words)
    assert words.percent(Fraction(4, 5)) in headlines.overview(shown).lead
    assert len(ladder.ladder(shown)) == 3
    assert effect.effect(shown, "4.1.6").announcement


# the ladder


def test_each_label_has_a_card_with_what_is_missing(shown):
    bronze, silver, gold = ladder.ladder(shown)
    assert (bronze.title, bronze.bars, bronze.verdict) == ("Bronze", 1, Verdict.OPEN)
    assert bronze.sentence == silver.sentence == "2 answers to go"
    assert gold.sentence == "7 gaps, 10.2 percentage points and 1 more rule to go"
    rule = gold.rules[0]
    assert (rule.mark, rule.short, rule.value) == (Mark.MISSED, "Every threshold met", "21 of 30")


def test_what_is_missing_is_rounded_up(session):
    shown = answered(session, {**ALL_MET, **BOTH, "2.1": "10", "1.2": "1"})
    gold = ladder.ladder(shown)[2]
    assert gold.sentence == "1 gap and 5 percentage points to go"


def test_a_label_whose_rules_are_met(session):
    shown = answered(session, {**ALL_MET, **BOTH})
    bronze, silver, gold = ladder.ladder(shown)
    assert gold.sentence == "All Gold thresholds met"
    assert bronze.sentence == "1 declaration to go"
    assert silver.sentence == "1 date to go"
    session.change(edits.declare, "eligible", declared=True)
    assert ladder.ladder(showing.shown(session, WORDS))[0].sentence == "All rules met"


def test_a_window_in_time_is_named(session):
    answered(session, {**ALL_MET, **BOTH})
    session.change(edits.hold_label, "bronze", date(2026, 3, 1))

    def told(day):
        shown = replace(showing.shown(session, WORDS), scorecard=session.score(on=day))
        return ladder.ladder(shown)[1].sentence

    early = "an assessment between 1 Sep 2027 and 1 Mar 2028 to go"
    assert told(date(2026, 6, 1)) == early
    assert told(date(2027, 9, 1)) == "All Silver thresholds met"
    assert told(date(2028, 6, 1)) == "1 rule to go"


def test_before_the_first_answer_a_card_says_so(session):
    cards = ladder.ladder(showing.shown(session, WORDS))
    assert {card.sentence for card in cards} == {"Nothing answered yet"}


def test_the_strip_names_rules_that_are_no_thresholds(shown):
    found = ladder.other_rules(shown)
    assert [rule.short for rule in found] == [
        "Total score of at least 80%",
        "Evidence for every answer above level 0",
    ]


def test_a_label_that_is_held(session):
    session.change(edits.hold_label, "silver", date(2025, 1, 15))
    shown = showing.shown(session, WORDS)

    def told(today):
        (held,) = ladder.validity(shown, today)
        return held.sentence, held.lapsed, held.soon

    now = "Silver since 15 January 2025, valid until 15 January 2027."
    assert told(date(2026, 6, 1)) == (now, False, False)
    assert told(date(2027, 1, 5)) == (f"{now} It lapses in 10 days.", False, True)
    assert told(date(2027, 1, 15)) == (f"{now} It lapses today.", False, True)
    assert told(date(2027, 1, 16)) == ("Silver lapsed on 15 January 2027.", True, False)


def test_a_label_that_can_be_extended(shown):
    (held,) = ladder.validity(shown, date(2027, 3, 1))
    assert held.sentence == (
        "Bronze lapsed on 31 January 2027. It can be extended by 36 months until 31 January 2028."
    )
    (later,) = ladder.validity(shown, date(2029, 3, 1))
    assert later.sentence == "Bronze lapsed on 31 January 2027."


# rows


def row_of(shown, indicator):
    return next(row for row in result_rows.rows(shown) if row.indicator == indicator)


def test_a_row_says_level_distance_and_proof(shown):
    short, met = row_of(shown, "4.1.6"), row_of(shown, "1.1.1")
    assert (short.state, short.level, short.level_words) == (RowState.SHORT, 1, "1 of 4")
    assert (short.distance, short.evidence, short.proof) == ("2 levels short", 1, Proof.LISTED)
    assert (met.state, met.distance, met.proof) == (RowState.MET, "Met, 2 above", Proof.SEEN)
    assert row_of(shown, "1.2").state is RowState.ASIDE
    unknown = row_of(shown, "2.7")
    assert (unknown.state, unknown.level, unknown.level_words) == (RowState.OPEN, None, "–")
    assert unknown.distance == "Unknown"


def test_rows_of_points_and_of_a_range(session):
    shown = answered(session, {"2.3.a": "no"})
    row = row_of(shown, "2.3")
    assert (row.level, row.level_words) == (None, "0 to 2 points of 4")
    assert (row.state, row.distance) == (RowState.OPEN, "Partly answered")
    shown = answered(session, {"2.3.b": "no"})
    row = row_of(shown, "2.3")
    assert (row.state, row.distance) == (RowState.SHORT, "1 point short")


def test_an_indicator_of_which_the_label_asks_nothing(session):
    answered(session, {"1.2": "1"})
    shown = showing.shown(session, WORDS, target="silver")
    row = row_of(shown, "1.2")
    assert (row.state, row.distance) == (RowState.NO_THRESHOLD, "No threshold")
    assert row_of(shown, "2.1").state is RowState.OPEN


def test_rows_agree_with_the_engine_on_everything(shown):
    rows = result_rows.rows(shown)
    assert [row.place for row in rows] == list(range(len(rows)))
    wanted = {Verdict.MET: RowState.MET, Verdict.MISSED: RowState.SHORT}
    for row in rows:
        asked = shown.thresholds.get(row.indicator)
        if asked is None:
            assert row.state in {RowState.ASIDE, RowState.NO_THRESHOLD, RowState.OPEN}
        else:
            assert row.state is wanted.get(asked.verdict, RowState.OPEN)


def test_groups_by_state_largest_gap_first(shown):
    rows = result_rows.rows(shown)
    groups = result_rows.arranged(rows, shown)
    assert [(one.key, len(one.rows)) for one in groups] == [
        ("short", 7),
        ("open", 2),
        ("met", 21),
        ("aside", 1),
    ]
    gaps = shown.scorecard.label("gold").gaps
    named = [row.indicator for one in groups[:2] for row in one.rows]
    assert named == [gap.indicator for gap in gaps]
    assert sum(len(one.rows) for one in groups) == len(rows)


def test_groups_by_dimension_in_the_order_of_the_set(shown):
    rows = result_rows.rows(shown)
    groups = result_rows.arranged(rows, shown, sort=Sort.NUMBER, group=Group.DIMENSION)
    assert [one.key for one in groups] == ["1", "2", "3", "4", "5"]
    assert groups[2].title == "3 Financing"
    assert [row for one in groups for row in one.rows] == sorted(rows, key=lambda row: row.place)


def test_rows_can_be_filtered(shown):
    rows = result_rows.rows(shown)

    def found(**wanted):
        groups = result_rows.arranged(rows, shown, group=Group.NONE, **wanted)
        return [row.indicator for one in groups for row in one.rows]

    assert len(found(only=Only.BELOW)) == 7
    assert found(only=Only.OPEN) == ["2.7", "4.4"]
    assert found(text=" PERFORMANCE monit") == ["4.1.6"]
    assert set(found(text="3.", sort=Sort.DIMENSION)) == {"3.1", "3.2"}
    assert found(text="nothing like it") == []


def test_rows_are_counted(shown):
    rows = result_rows.rows(shown)
    assert result_rows.counts(rows) == (31, 7, 2, 21)
    assert result_rows.attention(WORDS, rows) == "9 of 31 rows need attention"


# next steps


def kinds(shown):
    return [
        (group.kind, [step.question for step in group.steps])
        for group in next_steps.next_steps(shown, TODAY)
    ]


def test_next_steps_share_their_room(shown):
    assert kinds(shown) == [
        (StepKind.OPEN, ["4.4", "2.7"]),
        (StepKind.GAPS, ["5.3", "3.2", "4.1.6"]),
    ]
    group = next_steps.next_steps(shown, TODAY)[1]
    assert group.steps[0].detail == "Level 0, needs 3"


def test_one_kind_alone_takes_all_the_room(session):
    (only,) = kinds(showing.shown(session, WORDS))
    assert only == (StepKind.OPEN, ["1.1", "1.2", "2.1", "2.2", "2.3.a"])


def test_what_was_marked_for_later_has_a_group_of_its_own(session):
    session.change(edits.mark_later, "1.1", later=True)
    session.change(edits.answer, "2.1", "3")
    session.change(edits.mark_later, "2.1", later=True)
    shown = showing.shown(session, WORDS)
    assert next_steps.marked_later(shown) == ("1.1", "2.1")
    found = dict(kinds(shown))
    assert found[StepKind.LATER] == ["1.1", "2.1"]
    assert found[StepKind.OPEN] == ["1.2", "2.2"]
    assert found[StepKind.GAPS] == ["2.1"]


def test_overdue_actions_come_first(session):
    answered(session, GAPS)
    late = PlannedAction("a", action="monitor", due=date(2026, 11, 1))
    done = replace(late, id="b", state=ActionState.DONE)
    future = PlannedAction("c", title="Sign", indicator="1.1", to=1, due=date(2026, 12, 31))
    shown = showing.shown(session, WORDS)
    shown = replace(shown, assessment=replace(shown.assessment, roadmap=(late, done, future)))
    overdue, gaps = next_steps.next_steps(shown, TODAY)
    assert overdue.kind is StepKind.OVERDUE
    assert overdue.steps == (("1.2", "1.2", "Report figures twice a year", "Due 1 Nov 2026"),)
    assert [step.detail for step in gaps.steps] == [
        "Level 0, needs 2. Action due 1 Nov 2026",
        "Level 0, needs 1. Action due 31 Dec 2026",
    ]


def test_the_next_open_question_goes_round(session):
    shown = answered(session, {"1.1": "yes", "2.1": "3"})
    assert next_steps.next_open(shown) == "1.2"
    assert next_steps.next_open(shown, after="1.2") == "2.2"
    assert next_steps.next_open(shown, after="2.3.b") == "1.2"
    assert next_steps.next_open(shown, after="no such") == "1.2"
    assert next_steps.next_open(answered(session, {**ALL_MET, **BOTH})) == ""


def test_unknown_ones_are_open_when_nothing_else_is(session):
    answered(session, {**ALL_MET, **BOTH})
    session.change(edits.unknown, "2.1")
    assert next_steps.next_open(showing.shown(session, WORDS)) == "2.1"


# what an answer does


def test_the_effect_of_an_answer(shown):
    found = effect.effect(shown, "4.1.6")
    assert (found.level_words, found.met) == ("1 of 4", False)
    assert found.standing == "Two levels below the Gold threshold"
    assert found.announcement == "Level 1. 2 levels short. Total 69.8 to 76.7%."
    assert found.bullet == showing.indicator_bullet(shown, "4.1.6")
    assert found.dimension == showing.dimension_bullet(shown, "4")
    assert found.total == showing.total_bullet(shown)
    assert (found.dimension_share, found.total_share) == ("75 to 83.3%", "69.8 to 76.7%")


@pytest.mark.parametrize(
    ("values", "question", "standing", "announcement"),
    [
        ({}, "1.1", "Gold asks for a yes", "Not answered. Total 0 to 100%."),
        ({"1.1": "no"}, "1.1", "Below the Gold threshold", "Level 0. 1 level short."),
        ({"1.1": "yes"}, "1.1", "Gold threshold met", "Level 1. Threshold met."),
        ({}, "1.2", "Gold asks for level 2", "Not answered. Total 0 to 100%."),
        ({"1.2": "1"}, "1.2", "One level below the Gold threshold", "Level 1. 1 level short."),
        ({"1.2": "2"}, "1.2", "Gold threshold met", "Level 2. Threshold met."),
        ({"2.1": "20"}, "2.1", "One level above the Gold threshold", "Level 2. Threshold met."),
        (
            {"2.3.a": "no", "2.3.b": "no"},
            "2.3.b",
            "1 point below the Gold threshold",
            "1 point short. Total",
        ),
    ],
)
def test_where_an_answer_leads(session, values, question, standing, announcement):
    found = effect.effect(answered(session, values), question)
    assert found.standing == standing
    assert found.announcement.startswith(announcement)


def test_the_effect_of_what_does_not_apply(session):
    session.change(edits.not_applicable, "1.2", "There is none.")
    found = effect.effect(showing.shown(session, WORDS), "1.2")
    assert (found.standing, found.met, found.bullet) == ("Does not apply", None, None)


def test_a_label_that_sets_no_threshold_there(session):
    answered(session, {"1.2": "1"})
    found = effect.effect(showing.shown(session, WORDS, target="silver"), "1.2")
    assert (found.standing, found.met) == ("Silver sets no threshold here", None)


def test_a_question_of_no_indicator_has_no_effect(shown):
    assert effect.effect(shown, "no such question") is None


def test_confidence_changes_no_row(session):
    before = result_rows.rows(answered(session, GAPS))
    session.change(edits.set_confidence, "1.2", Confidence.LOW)
    assert result_rows.rows(showing.shown(session, WORDS)) == before
