"""The roadmap as a list, and what stands beside it."""

import shutil
from datetime import date

import pytest

from excellence_app.domain.assessment import ActionState
from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.session import (
    edits,
    headlines_over_time,
    roadmap_edits,
    roadmap_rows,
    roadmap_standing,
    showing,
)
from excellence_app.session.roadmap_rows import View
from excellence_app.session.session import AssessmentSession

TODAY = date(2026, 11, 20)


@pytest.fixture
def cluster(tmp_path):
    """Return a session of the practice cluster."""
    path = tmp_path / "cluster.excellence"
    shutil.copyfile(resources_folder() / "practice" / "adriatic-mechatronics.excellence", path)
    path.chmod(0o600)
    with AssessmentSession.open(path, change=True) as session:
        yield session


@pytest.fixture
def planned(cluster):
    cluster.change(roadmap_edits.plan_gaps, "gold")
    return cluster


def look(session, order=None, target="gold"):
    order = roadmap_rows.order_of(session, View.OWN, target) if order is None else order
    plan = roadmap_rows.in_order(session, order, target, TODAY)
    return roadmap_rows.look_at(showing.shown(session, Words(), target=target), plan)


def stand(session, target="gold"):
    shown = showing.shown(session, Words(), target=target)
    return shown, session.roadmap(target, today=TODAY)


def test_a_proposal_has_rows_before_anything_is_planned(cluster):
    found = look(cluster)
    assert not found.roadmap.own
    assert [row.number for row in found.rows] == list(range(1, 10))
    assert found.rows[0].key == found.roadmap.steps[0].action
    assert found.rows[0].owner_name == ""
    assert "Ready by" in found.rows[0].spoken
    assert "No owner" not in found.rows[0].spoken


def test_rows_say_what_was_decided(planned):
    key = planned.assessment.roadmap[1].id
    planned.change(
        roadmap_edits.change_action,
        key,
        owner="chair",
        due=date(2026, 6, 30),
        effort=3,
        state=ActionState.STARTED,
        note="First line\nSecond line",
    )
    row = look(planned).rows[1]
    assert (row.owner_name, row.due_words) == ("Chair of the board (fictional)", "30 Jun 2026")
    assert (row.overdue, row.effort, row.note) == (True, 3, "First line")
    assert row.change_words == "Level 2 to 3"
    assert (row.change.value, row.change.planned, row.change.threshold) == (2, 3, 3)
    assert row.gain == "+0.8%"
    assert "Started. " in row.spoken
    assert "Overdue since 30 Jun 2026." in row.spoken


def test_the_line_stands_after_what_is_needed(planned):
    planned.change(roadmap_edits.add_own_action, "Something else")
    found = look(planned)
    assert (len(found.rows), found.cut_after) == (10, 9)
    assert found.cut.startswith("All Gold thresholds met from here, if the open indicators")
    assert found.rows[8].spoken.endswith(f"{found.cut}.")
    assert found.rows[9].gain == ""
    assert look(planned, target="silver").cut == "All Silver thresholds are met already"


def test_another_order_is_only_looked_at(planned):
    before = [one.id for one in planned.assessment.roadmap]
    order = roadmap_rows.order_of(planned, View.GAIN, "gold")
    assert list(order) != before
    assert [row.key for row in look(planned, order).rows] == list(order)
    assert [one.id for one in planned.assessment.roadmap] == before


def test_what_has_no_day_comes_last(planned):
    keys = [one.id for one in planned.assessment.roadmap]
    planned.change(roadmap_edits.change_action, keys[5], due=date(2027, 5, 1))
    planned.change(roadmap_edits.change_action, keys[7], due=date(2027, 2, 1))
    order = roadmap_rows.order_of(planned, View.DUE, "gold")
    assert order[:3] == (keys[7], keys[5], keys[0])


def test_done_and_dropped_actions_are_past(planned):
    first, second, *_ = [one.id for one in planned.assessment.roadmap]
    planned.change(roadmap_edits.change_action, first, state=ActionState.DONE)
    planned.change(roadmap_edits.change_action, second, state=ActionState.DROPPED)
    found = look(planned)
    assert [row.key for row in found.past] == [first, second]
    assert [row.number for row in found.past] == [0, 0]
    assert len(found.rows) == 7


def test_what_closes_gaps_is_offered_first(cluster):
    shown = showing.shown(cluster, Words())
    found = roadmap_rows.offers(shown)
    closing = [one.closes for one in found]
    assert closing == sorted(closing, reverse=True)
    assert closing[0]
    levels = roadmap_rows.levels_at(shown)
    for offer in found:
        lifts = shown.criteria.action_by_id[offer.action].lifts
        assert any(lift.to > levels.get(lift.indicator, lift.to) for lift in lifts)


def test_what_is_planned_is_not_offered_but_what_was_dropped_is(planned):
    first = planned.assessment.roadmap[0]
    shown = showing.shown(planned, Words())
    assert first.action not in {one.action for one in roadmap_rows.offers(shown)}
    planned.change(roadmap_edits.change_action, first.id, state=ActionState.DROPPED)
    shown = showing.shown(planned, Words())
    assert first.action in {one.action for one in roadmap_rows.offers(shown)}


def test_the_day_and_what_decides_it_are_told(planned):
    found = roadmap_standing.arrival(*stand(planned))
    assert found.met
    assert found.title.startswith("All Gold thresholds met by ")
    assert found.detail == "Action 8 cannot be ready sooner"
    last = planned.assessment.roadmap[7].id
    planned.change(roadmap_edits.change_action, last, due=date(2031, 1, 1))
    found = roadmap_standing.arrival(*stand(planned))
    assert found.title == "All Gold thresholds met by 1 January 2031"
    assert found.detail == "Due date of action 8"


def test_why_there_is_no_day_is_told(planned):
    first = planned.assessment.roadmap[0]
    planned.change(roadmap_edits.remove_action, first.id)
    found = roadmap_standing.arrival(*stand(planned))
    assert not found.met
    assert "1 gap has no action." in found.detail
    planned.change(roadmap_edits.add_own_action, "Our own way", indicator="4.1.5", to=2)
    found = roadmap_standing.arrival(*stand(planned))
    assert found.title == "No day yet for the Gold thresholds"
    assert found.detail == "Action 9 has no due date."


def test_nothing_is_needed_for_a_label_that_is_there(planned):
    found = roadmap_standing.arrival(*stand(planned, "silver"))
    assert (found.met, found.title) == (True, "All Silver thresholds are met")


def test_what_many_have_in_common_is_told_once(planned):
    found = roadmap_standing.concerns(*stand(planned))
    about = [one for one in found if one.no_owner]
    assert [one.text for one in about] == ["9 actions have no owner yet."]
    assert found[0].text.startswith("2.7 and 4.4 are still open.")
    for action in planned.assessment.roadmap[:7]:
        planned.change(roadmap_edits.change_action, action.id, owner="chair")
    found = roadmap_standing.concerns(*stand(planned))
    assert not any(one.no_owner for one in found)
    assert sum("Nobody is named" in one.text for one in found) == 2


def test_what_stays_open_is_told(planned):
    texts = [one.text for one in roadmap_standing.concerns(*stand(planned))]
    assert any(
        "A document is listed for every answer (25 of 28 once it is carried out)" in text
        for text in texts
    )


def test_effort_is_summed_for_each_person(planned):
    first, second, *_ = planned.assessment.roadmap
    planned.change(roadmap_edits.change_action, first.id, owner="chair", effort=3)
    planned.change(roadmap_edits.change_action, second.id, owner="expert", effort=1)
    found = roadmap_standing.loads(*stand(planned))
    assert [one.owner for one in found] == ["chair", "expert", ""]
    assert [one.effort for one in found[:2]] == [3, 1]
    assert found[2].actions == 7


# where thresholds and total are met


@pytest.fixture
def lowered(cluster):
    """Return a cluster that needs more for the total than for its thresholds."""
    for key, answer in cluster.assessment.answers.items():
        if isinstance(answer.value, int) and not isinstance(answer.value, bool):
            cluster.change(edits.answer, key, str(max(0, answer.value - 2)))
    return cluster


@pytest.mark.parametrize("planned_first", [False, True])
def test_a_line_says_from_where_the_rest_is_for_the_total(lowered, planned_first):
    if planned_first:
        lowered.change(roadmap_edits.plan_gaps, "gold")
    found = look(lowered)
    gaps = [step.gaps_left for step in found.roadmap.steps]
    assert found.thresholds_after == gaps.index(0) + 1
    assert found.thresholds_after < found.cut_after == len(found.rows)
    assert found.thresholds == (
        "From here all Gold thresholds are met; the rest is for the total of 80%"
    )
    assert found.cut.startswith("The Gold total is met from here as well, if the open indicators")


def test_there_is_no_such_line_where_the_last_gap_decides(cluster):
    found = look(cluster)
    assert (found.thresholds_after, found.thresholds) == (None, "")


def test_a_proposal_says_what_taking_it_over_does(lowered):
    shown, plan = stand(lowered)
    count = len(plan.steps) + len(plan.without_action)
    after = look(lowered).thresholds_after
    said = roadmap_standing.proposal_words(shown, plan)
    assert said.startswith(f"It has {count} actions for Gold.")
    assert f"The first {after} meet all thresholds; the others are for the total of 80%." in said
    lowered.change(roadmap_edits.plan_gaps, "gold")
    assert len(lowered.assessment.roadmap) == count


def test_what_is_taken_over_shows_when_it_can_be_ready(planned):
    row = look(planned).rows[0]
    assert (row.due_words, row.ready_words) == ("", "Ready 25 Jan 2027")
    assert "Ready 25 Jan 2027." in row.spoken
    planned.change(roadmap_edits.change_action, row.key, due=date(2027, 3, 31))
    row = look(planned).rows[0]
    assert (row.due_words, row.ready_words) == ("31 Mar 2027", "")
    planned.undo()
    planned.undo()
    assert planned.assessment.roadmap == ()


def test_a_plan_is_worked_out_once_for_each_state(planned):
    first = planned.roadmap("gold", today=TODAY)
    assert planned.roadmap("gold", today=TODAY) is first
    assert planned.roadmap("silver", today=TODAY) is not first
    assert planned.roadmap("gold", today=date(2027, 11, 20)) is not first
    planned.change(edits.answer, "4.1.6", "2")
    second = planned.roadmap("gold", today=TODAY)
    assert second != first
    planned.undo()
    assert planned.roadmap("gold", today=TODAY) == first


def test_rows_say_when_an_action_can_begin(cluster):
    proposal = look(cluster)
    assert {row.begin_words for row in proposal.rows} >= {"From 16 Nov 2026", "From 11 Jan 2027"}
    assert "From 11 Jan 2027. Ready by " in " ".join(row.spoken for row in proposal.rows)


def test_the_order_of_the_start(planned):
    order = roadmap_rows.order_of(planned, View.START, "gold")
    assert sorted(order) == sorted(one.id for one in planned.assessment.roadmap)
    steps = {step.planned: step for step in planned.roadmap("gold", today=TODAY).steps}
    days = [steps[key].begin for key in order]
    assert days == sorted(days)
    shown = showing.shown(planned, Words(), target="gold")
    plan = roadmap_rows.in_order(planned, order, "gold", TODAY)
    row = roadmap_rows.look_at(shown, plan, starts=True).rows[-1]
    assert (row.due_words, row.ready_words) == ("", f"From {Words().short_day(days[-1])}")


def test_open_questions_come_before_any_advice(planned):
    headline = headlines_over_time.roadmap(*stand(planned))
    assert headline.lead.startswith("2 questions are open. Answer them first; the plan below")


def test_a_label_without_thresholds_says_so(planned):
    found = stand(planned, "bronze")
    assert roadmap_standing.arrival(*found).title == "Bronze asks for no thresholds"
    assert headlines_over_time.roadmap(*found).title == "Bronze asks for no thresholds"
    assert look(planned, target="bronze").cut == "Bronze asks for no thresholds"
