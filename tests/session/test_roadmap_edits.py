"""The roadmap: each change a person can make in it, and each reason to refuse it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from excellence_app.catalog import library
from excellence_app.domain.assessment import ActionState, PlannedAction
from excellence_app.domain.criteria import QuestionType
from excellence_app.session import edits, evidence
from excellence_app.session import roadmap_edits as roadmap
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.records import difference, in_order
from tests.session.making_edits import Doing, why_refused


def titles(assessment):
    return [one.title for one in assessment.roadmap]


@pytest.fixture
def four(do):
    """Return the ids of four actions, named a to d."""
    for title in "abcd":
        do(roadmap.add_own_action, title)
    assert titles(do.present) == [*"abcd"]
    return {one.title: one.id for one in do.present.roadmap}


class TestAdding:
    """Actions of the set, and a person's own."""

    def test_an_action_of_the_set(self, criteria, do, blank):
        (one,) = do(roadmap.add_action, "monitor").roadmap
        assert (one.action, one.title, one.state) == ("monitor", "", ActionState.OPEN)
        assert do.name == 'Add action "Report figures twice a year"'
        assert do.touched == (f"roadmap/{one.id}",)
        again = roadmap.add_action(criteria, blank, "monitor").apply(blank)
        assert again.roadmap == (one,)  # another computer gives it the same id
        why = why_refused(criteria, do.present, roadmap.add_action, "monitor")
        assert why == '"Report figures twice a year" is in the roadmap already.'
        assert 'Did you mean "monitor"?' in why_refused(
            criteria, blank, roadmap.add_action, "monitr"
        )

    def test_what_was_dropped_is_taken_up_again(self, do):
        (one,) = do(roadmap.add_action, "monitor").roadmap
        do(roadmap.change_action, one.id, state=ActionState.DROPPED, note="Too dear")
        (again,) = do(roadmap.add_action, "monitor").roadmap
        assert (again.id, again.state, again.note) == (one.id, ActionState.OPEN, "Too dear")

    def test_an_own_action_at_a_place(self, criteria, do, four):
        do(roadmap.add_own_action, " Meet  more ", indicator="1.2", to=2, before=four["b"])
        assert titles(do.present) == ["a", "Meet more", "b", "c", "d"]
        assert do.present.planned(do.edit.item).to == 2
        do(roadmap.add_own_action, "e", after=four["d"])
        assert titles(do.present)[-1] == "e"

        def why(title="x", **about):
            return why_refused(criteria, do.present, roadmap.add_own_action, title, **about)

        assert "what is to be done" in why(" ")
        assert "levels 0 to 2; there is no level 3" in why(indicator="1.2", to=3)
        assert "choose the indicator" in why(to=1)
        assert 'no indicator "9"' in why(indicator="9")
        assert 'no action "x"' in why(before="x")


class TestOrder:
    """A moved action changes alone."""

    @pytest.mark.parametrize(
        ("moved", "place", "order"),
        [
            ("a", {"after": "b"}, "bacd"),
            ("a", {"after": "d"}, "bcda"),
            ("d", {"before": "a"}, "dabc"),
            ("d", {"before": "b"}, "adbc"),
            ("c", {"before": "b"}, "acbd"),
            ("c", {}, "abdc"),
        ],
    )
    def test_an_action_is_moved(self, do, four, moved, place, order):
        place = {side: four[title] for side, title in place.items()}
        assert titles(do(roadmap.move_action, four[moved], **place)) == [*order]
        assert do.touched == (f"roadmap/{four[moved]}",)
        assert do.name == f'Move action "{moved}"'

    def test_where_it_stands_already_nothing_changes(self, do, four):
        do(roadmap.move_action, four["a"], before=four["b"])
        assert do.touched == ()

    def test_refusals(self, criteria, do, four):
        def why(*arguments, **named):
            return why_refused(criteria, do.present, roadmap.move_action, *arguments, **named)

        assert 'no action "x"' in why("x")
        assert 'no action "x"' in why(four["a"], before="x")
        assert "before or after itself" in why(four["a"], after=four["a"])

    def test_an_order_is_kept_with_as_few_changes_as_can_be(self, do, four):
        order = [four[title] for title in "bacd"]
        assert titles(do(roadmap.keep_order, order)) == [*"bacd"]
        assert len(do.touched) == 1
        assert titles(do(roadmap.keep_order, [four["d"], four["c"]])) == [*"dcba"]
        assert do.name == "Order of the actions"
        do(roadmap.keep_order, [four[title] for title in "dcba"])
        assert do.touched == ()

    def test_between_actions_of_one_rank_the_second_gives_way(self, criteria, blank):
        tied = tuple(PlannedAction(name, Fraction(1), title=name) for name in "abc")
        do = Doing(criteria, replace(blank, roadmap=(*tied, PlannedAction("d", Fraction(2)))))
        do(roadmap.move_action, "d", before="b")
        assert [one.id for one in do.present.roadmap] == [*"adbc"]
        assert "roadmap/a" not in do.touched

    def test_ranks_that_become_too_fine_are_made_whole(self, criteria, blank):
        fine = Fraction(1, 10**12)
        ranks = {"a": Fraction(0), "b": fine, "c": Fraction(5)}
        chosen = tuple(PlannedAction(name, rank) for name, rank in ranks.items())
        do = Doing(criteria, replace(blank, roadmap=chosen))
        do(roadmap.move_action, "c", before="b")
        assert [(one.id, one.rank) for one in do.present.roadmap] == [("a", 1), ("c", 2), ("b", 3)]

    @given(data=st.data())
    @settings(
        max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
    )
    def test_any_moves_lead_where_they_should(self, criteria, blank, data):
        ranks = data.draw(st.lists(st.sampled_from([0, 1, 1, 2, Fraction(1, 3)]), min_size=2))
        chosen = tuple(PlannedAction(f"o{n}", Fraction(rank)) for n, rank in enumerate(ranks))
        present = in_order(replace(blank, roadmap=chosen))
        for _ in range(5):
            expected = [one.id for one in present.roadmap]
            moved, beside = data.draw(
                st.lists(st.sampled_from(expected), min_size=2, max_size=2, unique=True)
            )
            side = data.draw(st.sampled_from(["before", "after"]))
            expected.remove(moved)
            expected.insert(expected.index(beside) + (side == "after"), moved)
            edit = roadmap.move_action(criteria, present, moved, **{side: beside})
            after = in_order(edit.apply(present))
            assert [one.id for one in after.roadmap] == expected
            if len({one.rank for one in present.roadmap}) == len(ranks):
                assert len(difference(present, after)[1]) <= 1
            present = after
        order = data.draw(st.permutations(expected))
        kept = in_order(roadmap.keep_order(criteria, present, order).apply(present))
        assert [one.id for one in kept.roadmap] == order


class TestDeciding:
    """Who, until when, and how far."""

    def test_each_decision_has_its_name(self, do, four):
        (ana,) = do(edits.add_person, "Ana").people
        decisions = [
            ({"title": " Other  words "}, 'Wording of "Other words"'),
            ({"owner": ana.id}, 'Owner of "Other words"'),
            ({"due": date(2026, 9, 30)}, 'Due date of "Other words"'),
            ({"effort": 3}, 'Effort of "Other words"'),
            ({"state": ActionState.STARTED}, 'State of "Other words"'),
            ({"note": "Ask Bo"}, 'Note on "Other words"'),
            ({"indicator": "1.2", "to": 2}, 'Target level of "Other words"'),
            ({"owner": "", "due": None}, 'Change action "Other words"'),
        ]
        for fields, name in decisions:
            do(roadmap.change_action, four["a"], **fields)
            assert do.name == name
            assert do.touched == (f"roadmap/{four['a']}",)
        stored = do.present.planned(four["a"])
        assert stored == PlannedAction(
            four["a"],
            stored.rank,
            title="Other words",
            indicator="1.2",
            to=2,
            effort=3,
            state=ActionState.STARTED,
            note="Ask Bo",
        )

    def test_the_words_of_the_set_are_not_kept_twice(self, do):
        (one,) = do(roadmap.add_action, "monitor").roadmap
        assert titles(do(roadmap.change_action, one.id, title="Ours")) == ["Ours"]
        assert titles(do(roadmap.change_action, one.id, title="")) == [""]
        do(roadmap.change_action, one.id, title="Ours")
        after = do(roadmap.change_action, one.id, title="Report figures twice a year")
        assert titles(after) == [""]

    def test_an_owner_who_is_typed_takes_part_from_then_on(self, do, four):
        def owner(criteria, assessment, name):
            return evidence.with_person(
                criteria,
                assessment,
                name,
                lambda after, person: roadmap.change_action(
                    criteria, after, four["a"], owner=person
                ),
            )

        after = do(owner, "Bo")
        assert after.planned(four["a"]).owner == after.people[0].id

    def test_refusals(self, criteria, do, four):
        def why(action=four["a"], **fields):
            return why_refused(criteria, do.present, roadmap.change_action, action, **fields)

        assert 'no action "x"' in why("x", note="y")
        assert 'no person "p9"' in why(owner="p9")
        assert why(effort=4) == why(effort=0) == "The effort is a number from 1 to 3."
        assert "what is to be done" in why(title=" ")
        assert "there is no level 7" in why(indicator="1.2", to=7)
        assert "choose the indicator" in why(to=1)
        assert "20,000 are allowed" in why(note="x" * 20_001)

    def test_an_action_is_removed(self, criteria, do, four):
        assert titles(do(roadmap.remove_action, four["b"])) == [*"acd"]
        assert do.name == 'Remove action "b"'
        assert 'no action "x"' in why_refused(criteria, do.present, roadmap.remove_action, "x")

    def test_a_day_by_which_all_is_wanted(self, do):
        day = date(2027, 1, 31)
        assert do(roadmap.set_roadmap_by, day).roadmap_by == day
        assert (do.touched, do.name) == (("roadmap_by",), "Day by which the roadmap is wanted")
        assert do(roadmap.set_roadmap_by, None).roadmap_by is None

    def test_typing_is_undone_as_one_but_decisions_one_by_one(self, criteria, do, four):
        def merge_key(**fields):
            return roadmap.change_action(criteria, do.present, four["a"], **fields).merge_key

        assert merge_key(note="x") == merge_key(note="y") != merge_key(title="y")
        assert merge_key(effort=1) == merge_key(state=ActionState.DONE) == ""


class TestPlanningGaps:
    """Every gap gets its action in one step."""

    def test_a_gap_without_an_action_of_the_set_gets_an_own_one(self, criteria, do):
        for key, value in {
            "1.1": "no",
            "1.2": "0",
            "2.1": "5",
            "2.3.a": "no",
            "2.3.b": "no",
        }.items():
            do(edits.answer, key, value)
        after = do(roadmap.plan_gaps, "gold")
        assert do.name == "Plan the gaps to Gold"
        assert [(one.action, one.indicator, one.to) for one in after.roadmap] == [
            ("monitor", "1.2", 2),
            ("", "1.1", 1),
            ("", "2.1", 1),
            ("", "2.3", None),
        ]
        assert len({one.id for one in after.roadmap}) == 4
        why = why_refused(criteria, after, roadmap.plan_gaps, "gold")
        assert why == "No gap to Gold is left to be planned."

    def test_what_is_planned_already_stays_where_it_is(self, do):
        for key, value in {"1.1": "no", "1.2": "0"}.items():
            do(edits.answer, key, value)
        do(roadmap.add_own_action, "Sign", indicator="1.1", to=1)
        after = do(roadmap.plan_gaps, "gold")
        assert [(one.title, one.action) for one in after.roadmap] == [
            ("Sign", ""),
            ("", "monitor"),
        ]

    def test_refusals(self, criteria, blank):
        assert 'Did you mean "gold"?' in why_refused(criteria, blank, roadmap.plan_gaps, "golf")

    def test_the_label_set_is_planned_as_the_proposal_says(self, tmp_path):
        (path,) = [path for path in library.available() if path.stem == "ecei-labels"]
        made = AssessmentSession.create(
            tmp_path / "c.excellence", str(path), dated=date(2026, 6, 1)
        )
        with made as session:
            for question in session.criteria.questions:
                if question.type is QuestionType.LEVELS:
                    session.change(edits.answer, question.id, "0")
            proposal = session.plan("gold")
            assert len(proposal.steps) > 20
            assert session.roadmap("gold") == proposal
            session.change(roadmap.plan_gaps, "gold")
            own = session.roadmap("gold")
            assert own.own
            assert [step.action for step in own.steps][: len(proposal.steps)] == [
                step.action for step in proposal.steps
            ]
            order = session.roadmap_by_gain("gold")
            assert sorted(order) == sorted(step.planned for step in own.steps)
            session.undo()
            assert session.assessment.roadmap == ()
