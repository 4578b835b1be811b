"""Records of an assessment: nothing is lost, and a change is exactly what differs."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excellence_app.domain.assessment import (
    Answer,
    AnswerStatus,
    Assessment,
    Candidate,
    ClusterProfile,
    CriteriaReference,
    Evidence,
    Respondent,
    changes_between,
)
from excellence_app.storage.assessment_json import assessment_to_plain
from excellence_app.storage.assessment_reading import assessment_from_plain
from excellence_app.storage.plain_json import Damage, canonical, parse_json
from excellence_app.storage.record_order import in_order
from excellence_app.storage.record_places import (
    CONFLICTS,
    assembled,
    names_in,
    place_of,
    records_of,
)
from excellence_app.storage.records import change_set, changed, difference, joined, without_settled
from tests.storage.assessments import SHA256, assessments, exactly, example

REFERENCE = CriteriaReference("tiny", "1", SHA256)


@given(assessments())
def test_records_make_up_what_they_were_taken_from(assessment):
    records = parse_json(canonical(records_of(assessment)))
    assert exactly(assembled(records)) == exactly(in_order(assessment))
    assert assembled(records_of(assessment)) == in_order(assessment)


@given(assessments())
def test_order_changes_no_record(assessment):
    ordered = in_order(assessment)
    assert canonical(records_of(ordered)) == canonical(records_of(assessment))
    assert in_order(ordered) is ordered


@given(assessments())
def test_what_is_in_order_is_the_same_after_it_was_written_and_read(assessment):
    ordered = in_order(assessment)
    again = assessment_from_plain(parse_json(exactly(ordered)))
    assert again == ordered
    assert in_order(again) is again


def plain_difference(before, after):
    """Return what `difference` should, slowly."""
    one, other = records_of(before), records_of(after)
    unlike = {
        place
        for place in one.keys() | other.keys()
        if canonical(one.get(place)) != canonical(other.get(place))
    }
    about = {place.removeprefix(CONFLICTS) for place in unlike}
    for place in about:
        unlike.add(place)
        if CONFLICTS + place in one.keys() | other.keys():
            unlike.add(CONFLICTS + place)
    return {place: one.get(place) for place in unlike}, {p: other.get(p) for p in unlike}


@given(assessments(), assessments())
def test_the_difference_is_what_differs(before, after):
    assert canonical(difference(before, after)) == canonical(plain_difference(before, after))


@given(assessments(), assessments())
def test_a_change_leads_there_and_back(before, after):
    old, new = difference(before, after)
    assert exactly(changed(before, new)) == exactly(in_order(after))
    assert exactly(changed(after, old)) == exactly(in_order(before))


@given(assessments(), assessments(), st.data())
def test_the_records_that_differ_say_what_was_changed(before, after, data):
    before = in_order(before)
    _, new = difference(before, after)
    abouts = sorted({place.removeprefix(CONFLICTS) for place in new})
    chosen = set(data.draw(st.lists(st.sampled_from(abouts), max_size=2)) if abouts else ())
    part = {place: one for place, one in new.items() if place.removeprefix(CONFLICTS) in chosen}
    after = changed(before, part)
    found = change_set(difference(before, after)[1], before, after)
    expected = changes_between(before, after)
    assert found.fields == expected.fields
    assert found.answers >= expected.answers
    for key in found.answers - expected.answers:  # 1 and true are equal, but not the same
        assert type(before.answers[key].value) is not type(after.answers[key].value)


@given(assessments(), assessments(), st.data())
def test_what_is_not_named_stays_as_it_is(before, after, data):
    before = in_order(before)
    _, new = difference(before, after)
    abouts = sorted({place.removeprefix(CONFLICTS) for place in new})
    chosen = set(data.draw(st.lists(st.sampled_from(abouts), max_size=3)) if abouts else ())
    part = {place: one for place, one in new.items() if place.removeprefix(CONFLICTS) in chosen}
    result = changed(before, part)
    one, other = records_of(before), records_of(result)
    for place in one.keys() | other.keys():
        if place.startswith("earlier/"):
            continue  # the second copy of a day becomes the first one if that goes
        expected = part if place in part else one
        assert canonical(other.get(place)) == canonical(expected.get(place)), place


def test_what_is_not_named_stays_the_same_object():
    before = in_order(
        replace(example(), carried={"answers/1.2": {"tomorrow": 1}, "": {"more": 2}})
    )
    after = changed(before, {"answers/1.1/note": "new", "evidence/e2": {"title": "Letter"}})
    assert after.answers["1.1"] == replace(before.answers["1.1"], note="new")
    assert after.evidence["e2"] == Evidence("e2", "Letter")
    assert after.carried == before.carried
    for key in before.answers.keys() - {"1.1"}:
        assert after.answers[key] is before.answers[key]
    assert after.evidence["e1"] is before.evidence["e1"]
    for name in ("profile", "people", "adjustments", "earlier", "declarations", "conflicts"):
        assert getattr(after, name) is getattr(before, name)
    assert changed(before, {}) is before
    bare = replace(example(), carried={})
    other = changed(bare, {"target": "silver"})
    assert other == replace(bare, target="silver")
    for name in ("answers", "evidence", "carried", "conflicts", "people"):
        assert getattr(other, name) is getattr(bare, name)


def test_one_and_true_are_two_answers():
    before = Assessment(REFERENCE, answers={"1": Answer(1), "2": Answer(Fraction(1))})
    after = Assessment(REFERENCE, answers={"1": Answer(True), "2": Answer(1)})  # noqa: FBT003
    old, new = difference(before, after)
    assert old == {"answers/1/value": {"value": 1}, "answers/2/value": {"value": {"number": "1"}}}
    assert new["answers/1/value"]["value"] is True
    before = replace(before, answers={}, carried={"": {"later": [1]}})
    after = replace(before, carried={"": {"later": [True]}})
    assert difference(before, after)[1]["later"][0] is True
    assert difference(before, replace(before)) == difference(before, before) == ({}, {})


def test_each_thing_has_its_place():
    assessment = replace(
        example(),
        conflicts={"target": (Candidate("gold", "t", "ana"), Candidate("silver", "u", "bo"))},
        carried={
            "": {"later": [1]},
            "answers/9/part": {"a/b": 2},
            "profile": {"motto": "so"},
            "evidence/e1": {"colour": "red"},
        },
    )
    records = records_of(assessment)
    assert sorted(records) == [
        "adjustments/1.1/gold",
        "answers/1.1/confidence",
        "answers/1.1/evidence/e1",
        "answers/1.1/note",
        "answers/1.1/value",
        "answers/1.2/later",
        "answers/1.2/value",
        "answers/1.3/value",
        "answers/1.4/value",
        "answers/10/value",
        "answers/11/value",
        "answers/12/value",
        "answers/12~1markets/value",
        "answers/13[1]/value",
        "answers/13[1]~1events[9f3a]~1day/value",
        "answers/13[1]~1name/value",
        "answers/9~1part/a~1b",
        "answers/9~1part/value",
        "answers/9~1whole/value",
        "conflicts/target",
        "criteria",
        "dated",
        "declarations/eligible",
        "earlier/2024-03-01",
        "evidence/e1",
        "improvements/1.1",
        "labels_held/bronze/2024-05-02",
        "later",
        "logo",
        "people/p1",
        "profile/facts/country",
        "profile/motto",
        "profile/name",
        "roadmap/a1",
        "roadmap/o1",
        "roadmap_by",
        "target",
    ]
    assert records["answers/1.3/value"] == {
        "status": "not_applicable",
        "justification": "no members abroad",
    }
    assert records["answers/1.4/value"] == {"status": "unknown"}
    assert records["evidence/e1"]["colour"] == "red"
    assert records["conflicts/target"][1] == {"value": "silver", "time": "u", "actor": "bo"}


def test_an_answer_that_says_nothing_has_no_record():
    empty = Answer(status=AnswerStatus.UNANSWERED)
    assessment = Assessment(REFERENCE, answers={"1": empty, "2": Answer(), "3": empty})
    assessment = replace(assessment, carried={"answers/3": {"tomorrow": 1}})
    assert records_of(assessment) == {
        "criteria": records_of(Assessment(REFERENCE))["criteria"],
        "answers/2/value": {},
        "answers/3/tomorrow": 1,
    }
    assert in_order(assessment).answers.keys() == {"2", "3"}


def test_unknown_fields_stay_with_what_they_belong_to():
    places = [
        *("", "criteria", "profile", "people/p1", "answers/1.1", "evidence/e1"),
        *("adjustments/1.1/gold", "improvements/1.1", "labels_held/bronze/2024-05-02"),
        *("roadmap/a1", "logo"),
    ]
    whole = replace(example(), carried={place: {"tomorrow": place} for place in places})
    assert in_order(whole) is whole
    assert assembled(records_of(whole)) == whole
    bare = replace(Assessment(REFERENCE), carried=whole.carried)
    assert in_order(bare).carried.keys() == {"", "criteria", "profile"}
    assert changed(bare, {}).carried.keys() == {"", "criteria", "profile"}
    nulls = {place: {"tomorrow": None, "other": 1} for place in places}
    kept = in_order(replace(whole, carried=nulls)).carried
    assert kept[""] == kept["profile"] == kept["answers/1.1"] == {"other": 1}
    assert kept["evidence/e1"] == {"tomorrow": None, "other": 1}
    for place, record in records_of(whole).items():
        gone = changed(whole, {place: None}) if place != "criteria" else whole
        assert records_of(gone) == {
            at: one for at, one in records_of(whole).items() if at != place or gone is whole
        }, record


def test_things_stand_in_one_order():
    people = [Respondent("p1", "bo"), Respondent("p2", "Ana"), Respondent("p0", "BO")]
    copies = [Assessment(REFERENCE, dated=day) for day in (date(2025, 1, 1), None)]
    assessment = Assessment(
        REFERENCE,
        people=tuple(people),
        answers={"1": Answer(1, evidence=("e2", "e1", "e2"))},
        earlier=tuple(copies),
    )
    ordered = in_order(assessment)
    assert [person.id for person in ordered.people] == ["p2", "p0", "p1"]
    assert ordered.answers["1"].evidence == ("e1", "e2")
    assert ordered.earlier == (copies[1], copies[0])
    assert [place for place in records_of(ordered) if place.startswith("earlier")] == [
        "earlier/undated",
        "earlier/2025-01-01",
    ]


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=4) | st.sampled_from(
    ["/", "~", "~0", "~1", "", "value", "evidence"]
)


@given(st.lists(names, min_size=1, max_size=4))
def test_a_place_tells_its_names(parts):
    place = place_of(*parts)
    if parts[0] != "conflicts":
        assert names_in(place) == tuple(parts)
    assert names_in(CONFLICTS + place) == ("conflicts", place)


@pytest.mark.parametrize(
    ("place", "record"),
    [
        ("answers", {}),
        ("answers/1.1", {}),
        ("answers/1.1/value", 3),
        ("answers/1.1/value", {"note": "x"}),
        ("answers/1.1/status", "unknown"),
        ("answers/1.1/justification", "x"),
        ("answers/1.1/evidence", ["e1"]),
        ("answers/1.1/evidence/e1", 1),
        ("answers/1.1/evidence/e1/more", True),
        ("answers/9~2part/note", "x"),
        ("answers/1~/note", "x"),
        ("profile", {}),
        ("profile/facts", {}),
        ("profile/facts/a/b", "x"),
        ("people", []),
        ("people/p1", {"id": "p2", "name": "Ana"}),
        ("people/p1", "Ana"),
        ("people/p1/name", "Ana"),
        ("adjustments/1.1", {"indicator": "1.1", "label": "gold"}),
        ("adjustments/1.1/gold", {"indicator": "1.1", "label": "silver"}),
        ("labels_held/bronze/2024-05-02", {"label": "bronze", "since": "2024-05-03"}),
        ("improvements/1.1/x", {"indicator": "1.1"}),
        ("earlier", []),
        ("earlier/2024-03-01", {"criteria": {"id": "tiny"}}),
        ("earlier/2024-03-01.1", {"criteria": {"id": "tiny"}, "dated": "2024-03-01"}),
        ("earlier/2024-03-01.02", {"criteria": {"id": "tiny"}, "dated": "2024-03-01"}),
        ("earlier/2024-03-01.", {"criteria": {"id": "tiny"}, "dated": "2024-03-01"}),
        ("earlier/undated", 3),
        ("conflicts", {}),
        ("evidence/e1/title", "x"),
        ("declarations", {}),
        ("later/deeper", 1),
        ("answers/1.1/later", 1),
        ("roadmap", []),
        ("roadmap/a1", {"id": "a2"}),
        ("roadmap/a1/owner", "p1"),
    ],
)
def test_a_record_out_of_place_is_refused(place, record):
    with pytest.raises(Damage) as damage:
        assembled({**records_of(example()), place: record})
    assert damage.value.place == place


@pytest.mark.parametrize(
    ("place", "record", "named"),
    [
        ("answers/1.1/value", {"value": 2.5}, "answers/1.1/value"),
        ("answers/1.1/note", 3, "answers/1.1/note"),
        ("answers/..~1x/note", "x", "answers"),
        ("declarations/eligible", "yes", "declarations"),
        ("dated", "2026-02-30", "dated"),
        ("conflicts/target", [], "conflicts/target"),
        ("people/p1", {"id": "p1", "name": 1}, "people/0/name"),
    ],
)
def test_a_record_that_is_not_what_the_format_says_is_refused(place, record, named):
    for make in (lambda records: assembled({**records_of(example()), **records}), _changed):
        with pytest.raises(Damage) as damage:
            make({place: record})
        assert damage.value.place == named


def _changed(records):
    return changed(example(), records)


def test_records_without_a_criteria_set_are_no_assessment():
    with pytest.raises(Damage):
        assembled({"dated": "2026-02-28"})
    with pytest.raises(Damage):
        changed(example(), {"criteria": None})


CONFLICT = (Candidate("gold", "t", "ana"), Candidate("silver", "u", "bo"))
NOTES = (Candidate("a", "t", "ana"), Candidate("b", "u", "bo"))


def test_a_change_of_a_place_settles_its_conflict_and_no_other():
    before = Assessment(
        REFERENCE, target="gold", conflicts={"target": CONFLICT, "answers/1/note": NOTES}
    )
    after = without_settled(before, replace(before, target="silver"))
    assert after.conflicts == {"answers/1/note": NOTES}
    old, new = difference(before, after)
    assert new == {"target": "silver", "conflicts/target": None}
    assert old["target"] == "gold"
    assert [one["value"] for one in old["conflicts/target"]] == ["gold", "silver"]
    assert changed(after, old) == before
    assert without_settled(after, before) is before  # an undo brings it back
    assert without_settled(before, before) is before
    assert without_settled(Assessment(REFERENCE), before) is before
    other = replace(before, practice=True)
    assert without_settled(before, other) is other


def test_a_place_that_is_named_without_its_conflict_has_none_any_more():
    before = Assessment(REFERENCE, target="gold", conflicts={"target": CONFLICT})
    assert changed(before, {"target": "gold"}).conflicts == {}
    assert changed(before, {"practice": True}).conflicts == {"target": CONFLICT}


def test_choosing_the_value_that_counts_already_is_a_change():
    before = Assessment(
        REFERENCE, profile=ClusterProfile("A"), conflicts={"profile/name": CONFLICT}
    )
    old, new = difference(before, replace(before, conflicts={}))
    assert new == {"profile/name": "A", "conflicts/profile/name": None}
    assert old["profile/name"] == "A"
    assert changed(replace(before, conflicts={}), old) == before


def test_plain_data_of_records_stay_plain():
    assert parse_json(canonical(records_of(example()))) == records_of(example())
    assert assessment_to_plain(assembled(records_of(example()))) == assessment_to_plain(
        in_order(example())
    )


@given(st.data())
def test_several_changes_joined_are_what_they_do_one_after_another(data):
    states = [data.draw(assessments()) for _ in range(4)]
    halves = [difference(one, other)[1] for one, other in pairwise(states)]
    for new in halves:  # a change may name a place without its conflict, and the other way round
        single = [place for place in sorted(new) if not place.startswith("earlier/")]
        for place in data.draw(st.sets(st.sampled_from(single or [""]))):
            left_out = new.pop(place, None)
            if candidates := new.get(CONFLICTS + place):  # their first value counts then
                candidates[0]["value"] = left_out
    after = states[0]
    for new in halves:
        after = changed(after, new)
    assert changed(states[0], joined(halves)) == after


def test_of_a_conflict_that_came_and_went_alone_the_first_value_stays():
    came = {CONFLICTS + "target": [{"value": "gold", "time": "t", "actor": "ana"}]}
    went = {CONFLICTS + "target": None}
    assert joined([came, went]) == {"target": "gold", CONFLICTS + "target": None}
    assert joined([{"target": "silver"}, came, {"target": "bronze", **went}])["target"] == "bronze"
    assert changed(example(), joined([came, went])) == changed(changed(example(), came), went)
