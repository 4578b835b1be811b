"""The schema gets what it asks for, and says in plain words what it misses."""

import copy
import json
import random
import re
import subprocess
import sys

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing.exceptions import Unresolvable

from excellence_app.catalog import conversion, schema_check, schema_forms, schemas, yaml_source
from excellence_app.locations import criteria_folder, resources_folder
from tests.catalog.writing import ALL, codes, places, sentences, with_indicators

LABELS = """labels:
  - id: gold
    title: Gold
    requires: [{kind: every_threshold}, {kind: total, least: "80 %"}]
"""


def converted(text, name=schemas.CRITERIA_SCHEMA):
    tree, problems = yaml_source.parse(text.encode(), "tried.yaml")
    assert problems == ()
    conversion.convert(tree, name)
    return tree.data


def question(field):
    text = f"indicators: [{{question: {{{field}}}}}]"
    return converted(text)["indicators"][0]["question"]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("weight: 3", {"weight": 3}),
        ("weight: -3", {"weight": -3}),
        ("weight: '3'", {"weight": "3"}),
        ("weight: 012", {"weight": "012"}),
        ("weight: +3", {"weight": "+3"}),
        ("weight: 3.0", {"weight": "3.0"}),
        ("weight: 1e3", {"weight": "1e3"}),
        ("weight: ٣", {"weight": "٣"}),
        ("weight: true", {"weight": "true"}),
        ("weight: " + "9" * 15, {"weight": 10**15 - 1}),
        ("weight: " + "9" * 5000, {"weight": "9" * 5000}),
        ("required: true", {"required": True}),
        ("required: false", {"required": False}),
        ("required: 'true'", {"required": "true"}),
        ("required: yes", {"required": "yes"}),
        ("required: True", {"required": "True"}),
        ("required: 1", {"required": "1"}),
        ("text: true", {"text": "true"}),
        ("text: 3", {"text": "3"}),
        ("whole: true", {"whole": True}),
        ("whole: All income", {"whole": "All income"}),
        (
            "when: {is: true, at_least: 3, is_not: '3'}",
            {"when": {"is": True, "at_least": 3, "is_not": "3"}},
        ),
        (
            "when: {all: [{not: {one_of: [1, a, false]}}]}",
            {"when": {"all": [{"not": {"one_of": [1, "a", False]}}]}},
        ),
        (
            "questions: [{questions: [{weight: 2}]}]",
            {"questions": [{"questions": [{"weight": 2}]}]},
        ),
        ("weight: [3]", {"weight": ["3"]}),
        ("when: [3]", {"when": ["3"]}),
        ("questions: {weight: 2}", {"questions": {"weight": "2"}}),
    ],
)
def test_plain_scalars_become_what_the_schema_calls_them(field, expected):
    assert question(field) == expected


def test_points_stay_text_for_the_pattern_to_judge():
    assert converted("indicators: [{points: 5}]") == {"indicators": [{"points": "5"}]}


def test_a_schema_that_converts_nothing_leaves_everything():
    assert converted("[1, true]") == ["1", "true"]
    assert converted("overlay: {format: 1}", schemas.OVERLAY_SCHEMA) == {"overlay": {"format": 1}}


def one(text):
    (found,) = places(text)
    return found


def test_a_misspelt_key_is_one_mistake():
    text = with_indicators(ALL).replace("title: Monitoring", "titel: Monitoring")
    assert one(text) == ((12, 5), "unknown-key")
    text = with_indicators(ALL).replace("type: number", "typ: number")
    assert one(text)[1] == "unknown-key"


def test_an_unknown_key_without_a_resemblance_leaves_the_missing_one():
    text = with_indicators(ALL).replace("title: Monitoring", "colour: Monitoring")
    assert codes(text) == ["missing-key", "unknown-key"]


def test_all_mistakes_of_one_group_are_named_at_once():
    text = with_indicators(ALL).replace('edition: "1", language: en, ', "speech: de, ")
    assert codes(text) == ["missing-key", "missing-key", "unknown-key"]


def test_no_later_stage_speaks_of_a_file_that_breaks_the_schema():
    text = with_indicators(ALL).replace('dimension: "1"', 'dimension: "none"', 1)
    assert codes(text) == ["unknown-dimension"]
    assert codes(text.replace("points: 4", "points: four")) == ["bad-number"]


def before(part, code, said):
    """Return a case in which a part stands before the indicators."""
    return "indicators:", f"{part}\nindicators:", code, said


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        (
            "format: 1",
            "format: 2",
            "format-version",
            "This file says format 2, and this program reads format 1.",
        ),
        ("format: 1", 'format: "1"', "wrong-type", '"format" needs a whole number.'),
        ("points: 4", "points: [4]", "wrong-type", 'A single text or number belongs at "points".'),
        (
            "type: number",
            "type: [number]",
            "wrong-type",
            'A single text or number belongs at "type".',
        ),
        (
            "format: 1",
            "format: {a: 1}",
            "wrong-type",
            '"format" needs a whole number.',
        ),
        ("points: 4", "points:", "empty-value", 'Nothing stands after "points".'),
        ("points: 4", 'points: ""', "bad-number", '"" is not a number of points.'),
        ("title: Monitoring", "title: ''", "empty-value", 'The text of "title" is empty.'),
        ("title: Monitoring", "title:", "empty-value", 'Nothing stands after "title".'),
        ('id: "1.2"', 'id: "1.2\\n"', "bad-id", '"1.2<U+000A>" cannot be an id.'),
        ('id: "1.2"', 'id: "1\u202e2"', "bad-id", '"1<U+202E>2" cannot be an id.'),
        ("least: 0", "least: none", "bad-number", '"none" is not a number that "least" can hold.'),
        before("sections: {}", "wrong-type", 'A list belongs at "sections".'),
        before("sources: []", "wrong-type", 'A group of entries belongs at "sources".'),
        before("sources: {x y: {title: T}}", "bad-id", '"x y" cannot be an id.'),
        before(
            "sources: {x: {title: T, address: www}}",
            "bad-form",
            '"www" is not an address on the web.',
        ),
        before(
            "sources: {x: {title: T, seen: May}}", "bad-date", '"May" is not a month or a date.'
        ),
        before("lists: {a: []}", "too-few", '"a" needs at least 1 entries and has 0.'),
        before("lists: {a: [{id: '*', title: T}]}", "bad-id", '"*" cannot be an id.'),
        (
            "type: number",
            "type: numbr",
            "unknown-word",
            '"numbr" is not a word that "type" knows.',
        ),
        (
            "whole: true",
            "weight: 1001, whole: true",
            "out-of-range",
            '"weight" is at most 1000, and 1001 stands here.',
        ),
        (
            "whole: true",
            "required: no, whole: true",
            "wrong-type",
            '"required" is either true or false.',
        ),
        (
            "whole: true",
            "when: {}, whole: true",
            "too-few",
            '"when" needs at least 1 entries and has 0.',
        ),
        (
            'edition: "1"',
            f'edition: "{"x" * 41}"',
            "text-too-long",
            'The text of "edition" has 41 characters; 40 are allowed.',
        ),
    ],
)
def test_each_kind_of_mistake_is_said_in_plain_words(old, new, code, said):
    text = with_indicators(ALL).replace(old, new, 1)
    assert codes(text) == [code]
    assert sentences(text) == [said]


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n", "[]"])
def test_a_file_that_is_no_group_at_all(text):
    assert places(text) == [((1, 1), "wrong-type")]


def test_more_than_the_most_items_are_named_once():
    dimensions = ", ".join(f'{{id: "{n}", title: T}}' for n in range(101))
    text = with_indicators(ALL).replace('{id: "1", title: Structure}', dimensions)
    assert codes(text) == ["too-many"]
    assert sentences(text) == ['"dimensions" may have 100 entries and has 101.']


def test_mistakes_deep_in_long_lists_have_their_places():
    text = with_indicators(
        ALL, rest=LABELS.replace("every_threshold", "every").replace("80 %", "80%%")
    )
    lines = text.split("\n")
    assert places(text) == [
        ((len(lines) - 1, 23), "unknown-word"),
        ((len(lines) - 1, 52), "bad-number"),
    ]


def test_a_list_far_too_long_is_counted_to_its_end():
    choices = "{id: a, title: T}, " * 12_000
    question = f"{{id: q, type: choice, text: T, choices: [{choices}]}}"
    text = with_indicators(ALL, rest=f"sections: [{{id: S, title: T, questions: [{question}]}}]\n")
    assert sentences(text) == ['"choices" may have 500 entries and has 12000.']
    longest = [int(n) for n in re.findall(r'"maxItems": (\d+)', json.dumps(whole_schema()))]
    assert max(longest) == schema_check.LONGEST_LIST


def whole_schema():
    return schemas.schema(schemas.CRITERIA_SCHEMA)


def test_many_unknown_names_in_one_group_are_named_up_to_a_limit():
    names = "".join(f"k{number}: 1\n" for number in range(20_000))
    found = codes(with_indicators(ALL) + names)
    assert found == ["unknown-key"] * yaml_source.MAX_PROBLEMS


def test_every_pattern_of_the_schemas_has_its_words():
    for name in (schemas.CRITERIA_SCHEMA, schemas.OVERLAY_SCHEMA):
        for kind in schema_forms.kinds_of_patterns(name).values():
            assert kind in schema_forms.FORMS


def test_every_keyword_of_the_schemas_has_its_words():
    structure = {"$schema", "$id", "$ref", "$defs", "title", "description", "items"}
    structure |= {"properties", "propertyNames", "additionalProperties", "required"}

    def keywords(part):
        for key, value in part.items():
            yield key
            if key in {"properties", "$defs"}:
                for sub in value.values():
                    yield from keywords(sub)
            elif isinstance(value, dict):
                yield from keywords(value)

    for name in (schemas.CRITERIA_SCHEMA, schemas.OVERLAY_SCHEMA):
        found = set(keywords(schemas.schema(name)))
        assert found - structure <= set(schema_check.BY_KEYWORD)


def test_the_schemas_say_what_they_are_and_keep_to_their_own():
    for path in (resources_folder() / "schema").glob("*-1.json"):
        whole = json.loads(path.read_bytes())
        if whole["$id"].startswith("urn:excellence:criteria") or "overlay" in whole["$id"]:
            jsonschema_rs.meta.validate(whole)
            assert '"$ref": "http' not in path.read_text("utf-8")


def seed_documents():
    yield from sorted(criteria_folder().glob("*.yaml"))


def documents():
    for path in seed_documents():
        if "." not in path.stem:
            tree, _ = yaml_source.parse(path.read_bytes(), path.name)
            conversion.convert(tree)
            yield tree.data
    yield converted(with_indicators(ALL, rest=LABELS))


JUNK = (
    "",
    "x",
    "1",
    "\n",
    "1.1\n",
    "é",
    "80 %",
    "2026-11",
    -1,
    0,
    1,
    5,
    10**9,
    True,
    False,
    [],
    {},
    ["a"],
    {"a": "b"},
)


def mutate(data, chance):
    """Return a copy of a document with one to three random changes."""
    changed = copy.deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        holder = changed
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            if not keys:
                break
            key = chance.choice(keys)
            if isinstance(holder[key], dict | list) and holder[key] and chance.random() < 0.8:
                holder = holder[key]
                continue
            match chance.randint(0, 2):
                case 0:
                    holder[key] = copy.deepcopy(chance.choice(JUNK))
                case 1:
                    del holder[key]
                case _ if isinstance(holder, dict):
                    holder[chance.choice(["titel", "id", "points", "kind", "\n", "a b"])] = (
                        chance.choice(JUNK)
                    )
                case _:
                    holder.append(copy.deepcopy(chance.choice(JUNK)))
            break
    return changed


def test_both_validators_agree_on_many_spoilt_documents():
    chance = random.Random(2026)  # noqa: S311 - the same documents each time
    fast = schemas.gate(schemas.CRITERIA_SCHEMA)
    slow = schemas.reference_validator(schemas.CRITERIA_SCHEMA)
    assert type(fast).__module__ != type(slow).__module__
    small = converted(with_indicators(ALL, rest=LABELS))
    refused = 0
    for number in range(1500):
        data = mutate(small, chance)
        assert fast.is_valid(data) == slow.is_valid(data), f"document {number}: {data}"
        refused += not fast.is_valid(data)
    assert 300 < refused < 1500
    for data in documents():
        assert fast.is_valid(data)
        assert slow.is_valid(data)


VALUES = st.recursive(
    st.booleans()
    | st.integers(-10, 10**6)
    | st.text(max_size=5)
    | st.sampled_from(["1.1\n", "1.1", "gold"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "not", "question", "is", "one_of", "kind", "any", "x"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(VALUES, st.sampled_from(["condition", "requirement"]))
def test_both_validators_agree_on_what_hypothesis_thinks_of(value, kind):
    small = converted(with_indicators(ALL, rest=LABELS))
    if kind == "condition":
        small["indicators"][0]["when"] = value
    else:
        small["labels"][0]["requires"] = [value]
    fast = schemas.gate(schemas.CRITERIA_SCHEMA)
    slow = schemas.reference_validator(schemas.CRITERIA_SCHEMA)
    assert fast.is_valid(small) == slow.is_valid(small)


def test_where_the_fast_validator_is_missing_the_other_does_both():
    program = """
import sys
sys.modules["jsonschema_rs"] = None
from excellence_app.catalog import library
from tests.catalog.writing import ALL, with_indicators
good = library.load_bytes(with_indicators(ALL).encode(), "f")
assert good.criteria is not None, good.problems
bad = library.load_bytes(with_indicators(ALL).replace("title", "titel", 2).encode(), "f")
print([(p.position.line, p.code) for p in bad.problems])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[(2, 'unknown-key'), (3, 'unknown-key')]\n"


def test_neither_validator_fetches_anything():
    away = {"$ref": "http://localhost:9/schema.json"}
    with pytest.raises(jsonschema_rs.ValidationError, match="refer to nothing outside"):
        schemas.fast_validator(away)
    with pytest.raises(Unresolvable):
        schemas.slow_validator(away).is_valid({})
