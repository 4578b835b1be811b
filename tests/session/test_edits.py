"""Each change a person can make, and each reason to refuse it."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import (
    Adjustment,
    Answer,
    AnswerStatus,
    Evidence,
    EvidenceState,
    Improvement,
    LabelHeld,
)
from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.session import edits, evidence
from excellence_app.session.change_names import name_of
from excellence_app.session.entered import MAX_LINE, read_day, read_threshold
from excellence_app.storage.assessment_json import MAX_TEXT, canonical
from excellence_app.storage.records import changed, difference, in_order

MAY_TWENTY_SIXTH = date(2024, 5, 26)


@pytest.fixture
def do(criteria, blank):
    """Return a function that makes an edit on what the ones before it left, and checks it."""
    present = [blank]

    def make(function, *arguments, **named):
        before = present[0]
        edit = function(criteria, before, *arguments, **named)
        present[0] = in_order(edit.apply(before))
        old, new = difference(before, present[0])
        assert json.loads(canonical({"old": old, "new": new})) == {"old": old, "new": new}
        assert (changed(before, new), changed(present[0], old)) == (present[0], before)
        name = Words().say(name_of(criteria, edit.kind, edit.item, old, new))
        assert name
        assert "{" not in name
        assert not name.startswith("Change:")
        return present[0]

    return make


def why_refused(criteria, assessment, function, *arguments, **named):
    with pytest.raises(Refused) as refused:
        function(criteria, assessment, *arguments, **named)
    return Words().say(refused.value.message)


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
