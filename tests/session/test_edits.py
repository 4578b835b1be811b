"""Each change a person can make, and each reason to refuse it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import (
    ActionState,
    Adjustment,
    Answer,
    AnswerStatus,
    Confidence,
    Evidence,
    EvidenceState,
    Improvement,
    LabelHeld,
)
from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.session import edits, evidence, roadmap_edits
from excellence_app.session.entered import MAX_LINE, read_day, read_due, read_threshold
from excellence_app.storage.assessment_json import MAX_TEXT
from tests.session.making_edits import why_refused

MAY_TWENTY_SIXTH = date(2024, 5, 26)


class TestAnswers:
    """Values, notes, and what sets a question aside."""

    def test_a_value_is_stored_exactly(self, do):
        assert do(edits.answer, "1.1", "yes").answers["1.1"] == Answer(value=True)
        assert do(edits.answer, "1.2", "2").answers["1.2"] == Answer(2)
        assert do(edits.answer, "2.1", "12").answers["2.1"] == Answer(Fraction(12))
        assert do(edits.answer, "2.2/whole", "0.3").answers["2.2/whole"] == Answer(Fraction(3, 10))

    def test_an_answer_leaves_note_and_evidence_alone(self, do):
        do(edits.answer, "1.2", "1")
        do(edits.note, "1.2", " Seen in May ")
        do(evidence.add_evidence, "1.2", "Minutes of 3 May")
        stored = do(edits.answer, "1.2", "2").answers["1.2"]
        assert (stored.value, stored.note, len(stored.evidence)) == (2, "Seen in May", 1)

    def test_taking_an_answer_back_leaves_the_note(self, do):
        do(edits.answer, "1.2", "1")
        do(edits.note, "1.2", "Why")
        after = do(edits.clear_answer, "1.2")
        assert after.answers == {"1.2": Answer(status=AnswerStatus.UNANSWERED, note="Why")}
        assert do(edits.note, "1.2", "").answers == {}

    def test_taking_back_a_share_takes_back_both_amounts(self, do):
        do(edits.answer, "2.2/whole", "10")
        do(edits.answer, "2.2/part", "5")
        assert set(do(edits.clear_answer, "2.2/part").answers) == {"2.2/whole"}
        do(edits.answer, "2.2/part", "5")
        assert do(edits.clear_answer, "2.2").answers == {}

    def test_unknown_is_not_unanswered_and_an_answer_ends_it(self, do):
        do(edits.answer, "1.2", "1")
        assert do(edits.unknown, "1.2").answers["1.2"] == Answer(status=AnswerStatus.UNKNOWN)
        assert do(edits.answer, "1.2", "1").answers["1.2"] == Answer(1)

    def test_not_applicable_has_a_reason_and_an_answer_ends_it(self, do):
        stored = do(edits.not_applicable, "1.2", "No board yet").answers["1.2"]
        assert stored.status is AnswerStatus.NOT_APPLICABLE
        assert (stored.value, stored.justification) == (None, "No board yet")
        assert do(edits.answer, "1.2", "0").answers["1.2"] == Answer(0)

    @pytest.mark.parametrize("aside", [edits.unknown, edits.not_applicable])
    def test_a_share_is_set_aside_as_a_whole(self, do, aside):
        do(edits.answer, "2.2/whole", "10")
        do(edits.answer, "2.2/part", "5")
        more = ["No income"] if aside is edits.not_applicable else []
        answers = do(aside, "2.2/part", *more).answers
        assert set(answers) == {"2.2"}
        assert answers["2.2"].status in {AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE}
        assert set(do(edits.answer, "2.2/whole", "10").answers) == {"2.2/whole"}

    def test_a_mark_for_later_stays_until_it_is_taken_off(self, do):
        marked = Answer(status=AnswerStatus.UNANSWERED, later=True)
        assert do(edits.mark_later, "1.2", later=True).answers == {"1.2": marked}
        assert (do.touched, do.name) == (("answers/1.2/later",), "Mark 1.2 for later")
        assert do(edits.answer, "1.2", "1").answers["1.2"] == Answer(1, later=True)
        assert do.touched == ("answers/1.2/value",)
        assert do(edits.clear_answer, "1.2").answers == {"1.2": marked}
        assert do(edits.unknown, "1.2").answers["1.2"].later
        do(edits.clear_answer, "1.2")
        assert do(edits.mark_later, "1.2", later=False).answers == {}
        assert do.name == "Take the mark for later off 1.2"

    def test_how_sure_an_answer_is_and_who_gave_it(self, do):
        do(edits.answer, "1.2", "1")
        after = do(edits.set_confidence, "1.2", Confidence.LOW)
        assert after.answers["1.2"] == Answer(1, confidence=Confidence.LOW)
        assert do.touched == ("answers/1.2/confidence",)
        assert do(edits.set_confidence, "1.2", None).answers["1.2"] == Answer(1)
        (ana,) = do(edits.add_person, "Ana").people
        assert do(edits.set_respondent, "1.2", ana.id).answers["1.2"].respondent == ana.id
        assert do.name == "Who answered 1.2"
        assert do(edits.set_respondent, "1.2", "").answers["1.2"] == Answer(1)

    def test_refusals_of_marks(self, criteria, blank):
        for function, value in (
            (edits.mark_later, True),
            (edits.set_confidence, None),
            (edits.set_respondent, ""),
        ):
            assert 'no question "9.9"' in why_refused(criteria, blank, function, "9.9", value)
        assert 'no person "p9"' in why_refused(criteria, blank, edits.set_respondent, "1.2", "p9")

    def test_refusals(self, criteria, blank):
        def why(function, *arguments):
            return why_refused(criteria, blank, function, *arguments)

        assert 'Did you mean "1.2"?' in why(edits.answer, "1.2.", "1")
        assert why(edits.answer, "zzz", "1").endswith("in this criteria set.")
        assert "a number from 0 to 2" in why(edits.answer, "1.2", "3")
        assert "yes or no" in why(edits.answer, "1.1", "perhaps")
        assert "whole number" in why(edits.answer, "2.1", "2.5")
        assert "from 0 to 500" in why(edits.answer, "2.1", "501")
        assert "2.2/part" in why(edits.answer, "2.2", "5")
        assert "always applies" in why(edits.not_applicable, "1.1", "Because")
        assert "give a reason" in why(edits.not_applicable, "1.2", "  ")
        assert "no Unicode" in why(edits.note, "1.2", "a\udcffb")
        assert "no Unicode" in why(edits.answer, "1.2", "\udcff")
        assert "20,001 characters; 20,000" in why(edits.note, "1.2", "x" * (MAX_TEXT + 1))
        for function in (edits.clear_answer, edits.unknown):
            assert "There is no question" in why(function, "zzz")
        for function in (edits.note, edits.not_applicable, evidence.add_evidence):
            assert "There is no question" in why(function, "zzz", "text")

    def test_a_part_larger_than_its_whole_is_refused(self, criteria, do):
        after = do(edits.answer, "2.2/whole", "10")
        assert "larger than its whole" in why_refused(
            criteria, after, edits.answer, "2.2/part", "11"
        )


class TestEvidence:
    """Items of evidence, shared by questions."""

    def test_the_same_title_is_the_same_item(self, do):
        do(evidence.add_evidence, "1.2", "Minutes of 3 May")
        after = do(evidence.add_evidence, "2.1", " minutes of  3 MAY ")
        assert [item.title for item in after.evidence.values()] == ["Minutes of 3 May"]
        assert after.answers["1.2"].evidence == after.answers["2.1"].evidence
        assert do(evidence.add_evidence, "2.1", "Minutes of 3 May") == after

    def test_an_id_or_a_title_of_a_kind_makes_the_item_of_that_kind(self, do):
        do(evidence.add_evidence, "1.2", "minutes")
        do(evidence.add_evidence, "1.2", "sheet of FIGURES")
        after = do(evidence.add_evidence, "1.2", "Something else")
        assert sorted(item.kind for item in after.evidence.values()) == ["", "figures", "minutes"]

    def test_two_computers_give_the_same_title_the_same_id(self, criteria, blank):
        one = evidence.add_evidence(criteria, blank, "1.2", "Minutes").apply(blank)
        two = evidence.add_evidence(criteria, blank, "2.1", "MINUTES").apply(blank)
        assert set(one.evidence) == set(two.evidence)

    def test_an_item_is_described(self, do):
        do(evidence.add_evidence, "1.2", "Minutes of 3 May")
        after = do(
            evidence.describe_evidence,
            "Minutes of 3 May",
            kind="minutes",
            place="Folder A",
            dated=date(2026, 5, 3),
            state=EvidenceState.SEEN,
        )
        (item,) = after.evidence.values()
        assert item == Evidence(
            item.id,
            "Minutes of 3 May",
            "minutes",
            "Folder A",
            EvidenceState.SEEN,
            date(2026, 5, 3),
        )
        assert do(evidence.describe_evidence, "Minutes of 3 May") == after

    def test_an_item_that_no_question_has_any_more_goes(self, do):
        do(evidence.add_evidence, "1.2", "Minutes")
        do(evidence.add_evidence, "2.1", "Minutes")
        assert len(do(evidence.remove_evidence, "1.2", "minutes").evidence) == 1
        after = do(evidence.remove_evidence, "2.1", "Minutes")
        assert (after.evidence, after.answers) == ({}, {})

    def test_an_item_gets_another_title(self, criteria, do):
        (item,) = do(evidence.add_evidence, "1.2", "Minutes").evidence
        after = do(evidence.rename_evidence, item, " Minutes of  May ")
        assert after.evidence[item].title == "Minutes of May"
        assert do.name == 'Rename evidence: "Minutes of May"'
        do(evidence.rename_evidence, item, "MINUTES OF MAY")
        do(evidence.add_evidence, "1.2", "Budget")
        why = why_refused(criteria, do.present, evidence.rename_evidence, item, "budget")
        assert why == 'There is evidence with the title "budget" already.'
        assert "a title" in why_refused(criteria, do.present, evidence.rename_evidence, item, " ")

    def test_how_far_an_item_is_at_hand(self, criteria, do):
        (item,) = do(evidence.add_evidence, "1.2", "Minutes").evidence
        (ana,) = do(edits.add_person, "Ana").people
        day = date(2026, 9, 30)

        def put(state, **about):
            stored = do(evidence.evidence_state, item, state, **about).evidence[item]
            return stored.state, stored.person, stored.due, stored.seen

        promised, seen = EvidenceState.PROMISED, EvidenceState.SEEN
        assert put(promised, person=ana.id, day=day) == (promised, ana.id, day, None)
        assert put(seen, person=ana.id, day=day) == (seen, ana.id, None, day)
        assert put(EvidenceState.LISTED) == (EvidenceState.LISTED, "", None, None)
        assert do.name == 'State of the evidence "Minutes"'
        why = why_refused(
            criteria, do.present, evidence.evidence_state, item, promised, person="p9"
        )
        assert 'no person "p9"' in why

    def test_a_typed_name_is_a_person_from_then_on(self, do):
        (item,) = do(evidence.add_evidence, "1.2", "Minutes").evidence

        def seen_by(criteria, assessment, name):
            return evidence.with_person(
                criteria,
                assessment,
                name,
                lambda after, person: evidence.evidence_state(
                    criteria, after, item, EvidenceState.SEEN, person=person
                ),
            )

        after = do(seen_by, "Bo")
        assert after.evidence[item].person == after.people[0].id

    def test_the_kind_of_an_item(self, criteria, do):
        (item,) = do(evidence.add_evidence, "1.2", "Something").evidence
        assert do(evidence.evidence_kind, item, "minutes").evidence[item].kind == "minutes"
        assert do(evidence.evidence_kind, item, "").evidence[item].kind == ""
        why = why_refused(criteria, do.present, evidence.evidence_kind, item, "minute")
        assert 'Did you mean "minutes"?' in why

    def test_an_item_that_is_taken_from_a_question_stays_in_the_list(self, criteria, do):
        (item,) = do(evidence.add_evidence, "1.2", "Minutes").evidence
        after = do(evidence.detach_evidence, "1.2", item)
        assert (set(after.evidence), after.answers) == ({item}, {})
        why = why_refused(criteria, after, evidence.detach_evidence, "1.2", item)
        assert why == '1.2 has no evidence "Minutes".'
        after = do(evidence.attach_evidence, "2.1", item)
        assert after.answers["2.1"].evidence == (item,)
        assert do(evidence.attach_evidence, "2.1", item) == after
        assert 'no evidence "e9"' in why_refused(
            criteria, after, evidence.attach_evidence, "2.1", "e9"
        )

    def test_an_item_is_removed_everywhere_in_one_step(self, do):
        (item,) = do(evidence.add_evidence, "1.2", "Minutes").evidence
        do(edits.answer, "2.1", "12")
        do(evidence.attach_evidence, "2.1", item)
        after = do(evidence.drop_evidence, item)
        assert (after.evidence, after.answers) == ({}, {"2.1": Answer(Fraction(12))})
        assert do.name == 'Remove the evidence "Minutes"'

    def test_an_item_may_serve_no_question_yet(self, criteria, do):
        after = do(evidence.list_evidence, "minutes", place="https://example.org/m")
        (item,) = after.evidence.values()
        assert (item.kind, item.place, after.answers) == ("minutes", "https://example.org/m", {})
        why = why_refused(criteria, after, evidence.list_evidence, "MINUTES")
        assert 'the title "MINUTES" already' in why

    def test_another_file_takes_the_place_of_one_and_keeps_a_promise(self, do):
        (item,) = do(evidence.add_evidence, "1.2", "Minutes", place="https://example.org").evidence
        do(evidence.evidence_state, item, EvidenceState.PROMISED, day=date(2026, 9, 30))
        stored = do(evidence.replace_file, item, "m.pdf", "f" * 64, 2048).evidence[item]
        assert stored == Evidence(item, "Minutes", place="m.pdf", file="f" * 64, size=2048)
        do(evidence.evidence_state, item, EvidenceState.SEEN, day=date(2026, 9, 30))
        stored = do(evidence.replace_file, item, "n.pdf", "e" * 64, 1).evidence[item]
        assert (stored.state, stored.seen) == (EvidenceState.SEEN, date(2026, 9, 30))

    def test_refusals(self, criteria, do):
        after = do(evidence.add_evidence, "1.2", "Minutes")

        def why(function, *arguments, **named):
            return why_refused(criteria, after, function, *arguments, **named)

        assert "a title" in why(evidence.add_evidence, "1.2", "  ")
        assert "500 are allowed" in why(evidence.add_evidence, "1.2", "x" * (MAX_LINE + 1))
        assert 'Did you mean "Minutes"?' in why(evidence.remove_evidence, "1.2", "Minute")
        assert 'has no evidence "Minutes"' in why(evidence.remove_evidence, "2.1", "Minutes")
        assert 'Did you mean "Minutes"?' in why(evidence.describe_evidence, "Minuts")
        assert 'Did you mean "minutes"?' in why(
            evidence.describe_evidence, "Minutes", kind="minute"
        )


class TestFacts:
    """Profile, date, people, target and declarations."""

    def test_name_and_profile(self, do):
        assert do(edits.name_cluster, " Coast\nand  Sea ").profile.name == "Coast and Sea"
        after = do(edits.profile_fact, "country", "Croatia")
        assert (after.profile.name, after.profile.facts) == (
            "Coast and Sea",
            {"country": "Croatia"},
        )
        assert do(edits.profile_fact, "country", "").profile.facts == {}

    @pytest.mark.parametrize("key", ["", "a b", "é", "-a", "a" * 41, "a/b"])
    def test_odd_names_of_facts_are_refused(self, criteria, blank, key):
        assert "cannot name" in why_refused(criteria, blank, edits.profile_fact, key, "x")

    def test_a_date(self, criteria, do, blank):
        assert do(edits.set_date, date(2026, 7, 1)).dated == date(2026, 7, 1)
        later = edits.next_assessment(criteria, blank, None)
        why = why_refused(criteria, later, edits.set_date, date(2026, 6, 1))
        assert "after that of the earlier assessment, 1 June 2026" in why

    def test_people(self, do):
        do(edits.add_person, "Ana Primjer")
        (person,) = do(edits.add_person, "ana primjer", "manager").people
        assert (person.name, person.role) == ("Ana Primjer", "manager")
        after = do(edits.add_person, "Bo", email="bo@example.org")
        assert [one.email for one in after.people] == ["", "bo@example.org"]
        assert "Ana" not in person.id
        assert [one.name for one in do(edits.remove_person, "ANA primjer").people] == ["Bo"]

    def test_refusals_of_people(self, criteria, do):
        after = do(edits.add_person, "Ana")
        assert "name of the person" in why_refused(criteria, after, edits.add_person, " ")
        assert 'Did you mean "Ana"?' in why_refused(criteria, after, edits.remove_person, "Anna")

    def test_a_target(self, criteria, do, blank):
        assert do(edits.set_target, "gold").target == "gold"
        assert 'Did you mean "gold"?' in why_refused(criteria, blank, edits.set_target, "golf")

    def test_a_declaration_is_made_and_taken_back(self, criteria, do, blank):
        assert do(edits.declare, "eligible", declared=True).declarations == {"eligible": True}
        assert do(edits.declare, "eligible", declared=False).declarations == {"eligible": False}
        assert do(edits.declare, "eligible", declared=None).declarations == {}
        why = why_refused(criteria, blank, edits.declare, "eligable", declared=True)
        assert 'Did you mean "eligible"?' in why


class TestLabelsHeld:
    """Labels that the cluster was given."""

    @pytest.mark.parametrize(
        ("label", "since", "until"),
        [
            ("bronze", date(2024, 5, 26), date(2026, 5, 31)),
            ("bronze", date(2024, 2, 29), date(2026, 2, 28)),
            ("bronze", date(2026, 2, 1), date(2028, 2, 29)),
            ("bronze", date(2024, 12, 31), date(2026, 12, 31)),
            ("silver", date(2024, 5, 26), date(2026, 5, 26)),
            ("silver", date(2024, 2, 29), date(2026, 2, 28)),
            ("gold", date(2024, 5, 26), None),
        ],
    )
    def test_the_end_follows_from_how_long_a_label_lasts(self, do, label, since, until):
        assert do(edits.hold_label, label, since).labels_held == (LabelHeld(label, since, until),)

    def test_an_end_that_is_known_wins_and_the_same_day_replaces(self, do):
        do(edits.hold_label, "bronze", MAY_TWENTY_SIXTH)
        after = do(edits.hold_label, "bronze", MAY_TWENTY_SIXTH, date(2027, 1, 1))
        assert after.labels_held == (LabelHeld("bronze", MAY_TWENTY_SIXTH, date(2027, 1, 1)),)

    def test_awards_stand_in_the_order_of_their_days(self, do):
        for day in (date(2024, 1, 1), date(2020, 1, 1), date(2022, 1, 1)):
            after = do(edits.hold_label, "gold", day)
        assert [award.since.year for award in after.labels_held] == [2020, 2022, 2024]
        assert len(do(edits.remove_label_held, "gold", date(2022, 1, 1)).labels_held) == 2
        assert do(edits.remove_label_held, "gold").labels_held == ()

    def test_refusals(self, criteria, blank):
        def why(function, *arguments):
            return why_refused(criteria, blank, function, *arguments)

        early = date(2024, 5, 25)
        assert "first day, 26 May 2024" in why(edits.hold_label, "bronze", MAY_TWENTY_SIXTH, early)
        assert 'Did you mean "bronze"?' in why(edits.hold_label, "bronce", MAY_TWENTY_SIXTH)
        assert "No such date" in why(edits.remove_label_held, "bronze")


class TestImprovements:
    """Described improvements."""

    def test_texts_are_written_one_after_the_other(self, do):
        do(edits.improve, "1.2", "More meetings")
        after = do(edits.improve, "1.2", effect="Faster")
        assert after.improvements == (Improvement("1.2", "More meetings", "Faster"),)
        do(edits.improve, "2.1", "x", "y")
        after = do(edits.improve, "1.2", "Other")
        assert [one.indicator for one in after.improvements] == ["1.2", "2.1"]
        assert len(do(edits.remove_improvement, "1.2").improvements) == 1

    def test_refusals(self, criteria, blank):
        def why(function, *arguments):
            return why_refused(criteria, blank, function, *arguments)

        assert 'Did you mean "1.2"?' in why(edits.improve, "1.22", "x")
        assert "describe the improvement" in why(edits.improve, "1.2")
        assert "describe the improvement" in why(edits.improve, "1.2", " ", "")
        assert "No improvement of 1.2" in why(edits.remove_improvement, "1.2")


class TestThresholds:
    """Thresholds from an official text."""

    def test_a_threshold_is_entered_replaced_and_removed(self, do):
        made = date(2026, 1, 2)
        after = do(edits.adjust, "1.2", "gold", level=1, source="p. 4", made=made, who="Ana  P.")
        assert after.adjustments == (Adjustment("1.2", "gold", 1, None, "p. 4", made, "Ana P."),)
        half = Fraction(1, 2)
        after = do(edits.adjust, "1.2", "gold", points=half, source="p. 5")
        assert after.adjustments == (Adjustment("1.2", "gold", None, half, "p. 5"),)
        assert do(edits.remove_adjustment, "1.2", "gold").adjustments == ()

    def test_refusals(self, criteria, blank):
        def why(indicator="1.2", label="gold", source="p. 4", **threshold):
            return why_refused(
                criteria, blank, edits.adjust, indicator, label, source=source, **threshold
            )

        assert "levels 0 to 2; there is no level 3" in why(level=3)
        assert "levels 0 to 2; there is no level -1" in why(level=-1)
        assert "2.3 has no levels" in why("2.3", level=1)
        assert "at most 4 points; 5 cannot" in why(points=Fraction(5))
        assert "at most 4 points" in why(points=Fraction(-1))
        assert "either a level or points" in why()
        assert "either a level or points" in why(level=1, points=Fraction(1))
        assert "where this threshold stands" in why(level=1, source=" ")
        assert 'no indicator "9.9"' in why("9.9", level=1)
        assert 'Did you mean "gold"?' in why(label="Gold", level=1)
        removal = why_refused(criteria, blank, edits.remove_adjustment, "1.2", "gold")
        assert "No threshold of 1.2 for Gold has been entered" in removal


class TestNextAssessment:
    """A later assessment that starts from an earlier one."""

    @pytest.fixture
    def old(self, do):
        do(edits.answer, "1.2", "1")
        do(evidence.add_evidence, "1.2", "Minutes")
        do(edits.hold_label, "bronze", MAY_TWENTY_SIXTH)
        do(edits.adjust, "1.2", "gold", level=1, source="p. 4")
        return do(edits.declare, "eligible", declared=True)

    def test_it_keeps_a_dated_copy_and_starts_from_its_answers(self, criteria, old):
        new = edits.next_assessment(criteria, old, date(2028, 6, 1))
        assert new.earlier == (old,)
        assert (new.answers, new.evidence) == (old.answers, old.evidence)
        assert (new.labels_held, new.adjustments) == (old.labels_held, old.adjustments)
        assert new.dated == date(2028, 6, 1)
        assert new.declarations == {}
        third = edits.next_assessment(criteria, new, None)
        assert [copy.dated.year for copy in third.earlier] == [2026, 2028]
        assert [copy.earlier for copy in third.earlier] == [(), ()]
        assert third.dated is None

    def test_what_is_still_to_do_is_taken_over_and_marks_are_not(self, criteria, do, old):
        do(edits.mark_later, "1.2", later=True)
        do(edits.mark_later, "2.1", later=True)
        do(roadmap_edits.set_roadmap_by, date(2027, 1, 1))
        (left,) = do(roadmap_edits.add_action, "monitor").roadmap
        done = do(roadmap_edits.add_own_action, "Meet").roadmap[1]
        now = do(roadmap_edits.change_action, done.id, state=ActionState.DONE)
        new = edits.next_assessment(criteria, now, None)
        assert (new.roadmap, new.roadmap_by) == ((left,), None)
        assert new.answers == old.answers
        assert new.earlier == (now,)

    def test_answers_that_the_set_no_longer_knows_stay_in_the_copy(self, criteria, old):
        old = replace(old, answers={**old.answers, "7.7": Answer(1)})
        new = edits.next_assessment(criteria, old, None)
        assert set(new.answers) == {"1.2"}
        assert set(new.earlier[0].answers) == {"1.2", "7.7"}

    def test_refusals(self, criteria, old):
        def why(old, dated):
            with pytest.raises(Refused) as refused:
                edits.next_assessment(criteria, old, dated)
            return Words().say(refused.value.message)

        assert "has no date yet" in why(replace(old, dated=None), None)
        assert "must lie after" in why(old, old.dated)
        other = replace(old, criteria=replace(old.criteria, id="other"))
        assert 'answers "other", not "tiny"' in why(other, None)


@pytest.mark.parametrize("text", ["2026-11-30", " 2024-02-29 "])
def test_days_are_read(text):
    assert read_day(text).isoformat() == text.strip()


@pytest.mark.parametrize(
    "text", ["", "30.11.2026", "2026-02-29", "20261130", "2026-W01-1", "2026-1-1", "x" * 999]
)
def test_other_days_are_refused(text):
    with pytest.raises(Refused) as refused:
        read_day(text)
    sentence = Words().say(refused.value.message)
    assert "such as 2026-11-30" in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize(
    ("text", "level", "points"),
    [
        ("3", 3, None),
        (" 0 ", 0, None),
        ("2.5 points", None, Fraction(5, 2)),
        ("1 point", None, Fraction(1)),
        ("2/3 points", None, Fraction(2, 3)),
        ("2,5 points", None, Fraction(5, 2)),
    ],
)
def test_thresholds_are_read(text, level, points):
    assert read_threshold(text) == (level, points)


@pytest.mark.parametrize("text", ["", "-1", "2.5", "two", "1/0 points", "3 levels", "٣", "1e3"])
def test_other_thresholds_are_refused(text):
    with pytest.raises(Refused) as refused:
        read_threshold(text)
    assert '"2.5 points"' in Words().say(refused.value.message)


SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-30", date(2026, 9, 30)),
        (" 30.9. ", date(2027, 9, 30)),
        ("22.11", SUNDAY),
        ("21.11.", date(2027, 11, 21)),
        ("1. 12.", date(2026, 12, 1)),
        ("30.9.2026", date(2026, 9, 30)),
        ("30.9.26", date(2026, 9, 30)),
        ("29.2.", date(2028, 2, 29)),
        ("30 September", date(2027, 9, 30)),
        ("1. dec", date(2026, 12, 1)),
        ("30 sept. 2026", date(2026, 9, 30)),
        ("today", SUNDAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("in 3 months", date(2027, 2, 22)),
        ("1 day", date(2026, 11, 23)),
        ("in 2 Weeks", date(2026, 12, 6)),
        ("in 1 year", date(2027, 11, 22)),
        ("", None),
        ("  ", None),
    ],
)
def test_days_to_come_are_read_as_people_write_them(text, day):
    assert read_due(text, SUNDAY, Words("en")) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30. Oktober", date(2027, 10, 30)),
        ("1 März 2027", date(2027, 3, 1)),
        ("3. Dez.", date(2026, 12, 3)),
        ("30 October", date(2027, 10, 30)),
        ("in 3 months", date(2027, 2, 22)),
    ],
)
def test_days_may_be_written_in_the_language_and_in_english(text, day):
    assert read_due(text, SUNDAY, Words("de")) == day


@pytest.mark.parametrize(
    "text",
    [
        *("soon", "30", "31.2.", "31.2.2027", "0.1.", "2026-02-30", "30.13.", "30 Oktober"),
        *("in 3 moons", "by 3 months", "in months", "3 Ju 2026x", "30.9.202"),
    ],
)
def test_what_is_no_day_is_refused_with_examples(text):
    with pytest.raises(Refused) as refused:
        read_due(text, SUNDAY, Words("en"))
    sentence = Words().say(refused.value.message)
    assert sentence == f'"{text}" is not a day. Write 30.9., 2026-09-30 or "in 3 months".'


def test_the_calendar_has_an_end():
    assert read_due("in 999 weeks", date(9999, 12, 1), Words("en")) == date.max
    with pytest.raises(Refused):
        read_due("1.1.", date(9999, 12, 1), Words("en"))
