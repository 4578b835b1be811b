"""Assessments as JSON: nothing is lost, nothing is guessed."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from excellence_app.locations import resources_folder
from excellence_app.storage.assessment_json import assessment_to_plain, number_to_text
from excellence_app.storage.assessment_reading import assessment_from_plain
from excellence_app.storage.plain_json import Damage, canonical, parse_json
from tests.storage.made import assessments, example, json_values, numbers

SCHEMA = json.loads((resources_folder() / "schema" / "assessment-2.json").read_text("utf-8"))


def read(data):
    return assessment_from_plain(parse_json(data))


@given(assessments())
def test_what_is_written_is_read_again(assessment):
    data = canonical(assessment_to_plain(assessment))
    assert read(data) == assessment
    assert canonical(assessment_to_plain(read(data))) == data


@given(assessments())
def test_the_schema_describes_what_is_written(assessment):
    plain = parse_json(canonical(assessment_to_plain(assessment)))
    assert list(Draft202012Validator(SCHEMA).iter_errors(plain)) == []


def test_the_schema_refuses_what_the_reader_refuses():
    plain = assessment_to_plain(example())
    plain["answers"]["1.1"]["value"] = {"number": 12.5}
    assert not Draft202012Validator(SCHEMA).is_valid(plain)
    with pytest.raises(Damage) as damage:
        assessment_from_plain(plain)
    assert damage.value.place == "answers/1.1/value"


@given(numbers)
def test_numbers_are_exact_text(number):
    text = number_to_text(number)
    assert Fraction(text) == number
    assert "e" not in text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(3), "3"),
        (Fraction("12.50"), "12.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 40), "0.025"),
        (Fraction(2, 3), "2/3"),
        (Fraction(-7, 30), "-7/30"),
        (Fraction(0), "0"),
        (Fraction(1, 2**30), f"1/{2**30}"),
    ],
)
def test_short_decimals_are_written_as_such(number, text):
    assert number_to_text(number) == text


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), json_values))
def test_canonical_form_does_not_depend_on_order(plain):
    turned = dict(reversed(list(plain.items())))
    assert canonical(plain) == canonical(turned)
    assert parse_json(canonical(plain)) == plain


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b"NaN",
        b"[Infinity]",
        b"[-Infinity]",
        b"1e999",
        b"1" * 5_000,
        b"1" * 61,
        b"[" * 100_000,
        b"[" * 33 + b"]" * 33,
        b'{"a":' * 33 + b"1" + b"}" * 33,
        b'"\\ud800"',
        b'{"\\udc00x": 1}',
        "\ufeff{}".encode(),
        b'{"a": "\xff"}',
        '{"a": 1}'.encode("utf-16"),
    ],
    ids=range(18),
)
def test_json_that_no_program_of_ours_writes_is_refused(data):
    with pytest.raises(Damage):
        parse_json(data)


def test_an_escaped_pair_is_one_character():
    assert parse_json(b'"\\ud83d\\ude00"') == "\U0001f600"
    assert parse_json(b"[" * 32 + b"]" * 32)


def changed(place, value):
    plain = json.loads(canonical(assessment_to_plain(example())))
    *way, last = place
    group = plain
    for step in way:
        group = group[step]
    if value is ...:
        del group[last]
    else:
        group[last] = value
    return plain


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        (["criteria"], "tiny", "criteria"),
        (["criteria"], ..., "criteria"),
        (["criteria", "id"], "a b", "criteria/id"),
        (["dated"], "2026-02-30", "dated"),
        (["dated"], "20260228", "dated"),
        (["dated"], 2026, "dated"),
        (["profile", "name"], 5, "profile/name"),
        (["profile", "name"], "x" * 20_001, "profile/name"),
        (["profile", "facts"], {"country": 1}, "profile/facts"),
        (["profile", "facts"], {"a\u202eb": "x"}, "profile/facts"),
        (["people"], {}, "people"),
        (["people", 0, "id"], "", "people/0/id"),
        (["people"], [{"id": "p", "name": "A"}, {"id": "p", "name": "B"}], "people"),
        (["answers"], [], "answers"),
        (["answers", "../x"], {"value": 1}, "answers"),
        (["answers", "1.1"], 3, "answers/1.1"),
        (["answers", "1.1", "value"], 1_000_001, "answers/1.1/value"),
        (["answers", "1.1", "value"], 2.5, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"number": "1/0"}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"items": "ab"}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"items": {"0": "a"}}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"items": ["a", 1]}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"items": ["a", ["b"]]}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"items": ["a", ""]}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"items": ["x" * 20_001]}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"items": ["x"] * 10_001}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"items": ["a"], "text": "a"}, "answers/1.1/value"),
        (["answers", "1.1", "value"], ["a"], "answers/1.1/value"),
        (["answers", "D[1]/" + "x" * 156], {"value": 1}, "answers"),
        (["answers", "1.1", "value"], {"number": "1e5"}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"number": "٣"}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"number": "1", "more": 1}, "answers/1.1/value"),
        (["answers", "1.1", "value"], {"choices": ["a"]}, "answers/1.1/value"),
        (["answers", "1.1", "status"], "done", "answers/1.1/status"),
        (["answers", "1.1", "confidence"], 1, "answers/1.1/confidence"),
        (["answers", "1.1", "evidence"], "e1", "answers/1.1/evidence"),
        (["answers", "1.1", "evidence"], [1], "answers/1.1/evidence"),
        (["evidence", "e1", "state"], "lost", "evidence/e1/state"),
        (["adjustments", 0, "points"], 5, "adjustments/0/points"),
        (["adjustments", 0, "level"], True, "adjustments/0/level"),
        (["adjustments", 0, "level"], -1, "adjustments/0/level"),
        (["adjustments", 0, "indicator"], ..., "adjustments/0/indicator"),
        (["declarations", "eligible"], "yes", "declarations"),
        (["improvements", 0], [], "improvements/0"),
        (["labels_held", 0, "since"], ..., "labels_held/0/since"),
        (["practice"], 1, "practice"),
        (["answers", "1.1", "later"], 1, "answers/1.1/later"),
        (["roadmap"], {}, "roadmap"),
        (["roadmap", 0, "id"], ..., "roadmap/0/id"),
        (["roadmap", 0, "rank"], 1, "roadmap/0/rank"),
        (["roadmap", 0, "effort"], 0, "roadmap/0/effort"),
        (["roadmap", 0, "effort"], 4, "roadmap/0/effort"),
        (["roadmap", 0, "state"], "lost", "roadmap/0/state"),
        (["roadmap", 0, "due"], "soon", "roadmap/0/due"),
        (["roadmap_by"], "soon", "roadmap_by"),
        (["logo"], "sign.png", "logo"),
        (["logo"], {"name": "sign.png"}, "logo/file"),
        (["logo"], {"file": "../sign"}, "logo/file"),
        (["logo"], {"file": "a" * 64, "size": -1}, "logo/size"),
        (["earlier", 0, "answers", "1.1", "value"], [], "earlier/0/answers/1.1/value"),
        (["earlier", 0, "earlier"], [{}], "earlier/0/earlier"),
    ],
)
def test_a_wrong_value_is_named_by_its_place(place, value, named):
    with pytest.raises(Damage) as damage:
        assessment_from_plain(changed(place, value))
    assert damage.value.place == named


def test_two_records_of_one_thing_cannot_both_carry_unknown_fields():
    one = {"indicator": "1.1", "later": 1}
    with pytest.raises(Damage):
        assessment_from_plain(changed(["improvements"], [one, one]))
