"""What the commands print for other programs is what the schemas in `resources/schema/` say."""

import json
from pathlib import Path

import jsonschema
import pytest
import referencing

FOLDER = Path(__file__).parents[2] / "resources" / "schema"
NAMES = (
    *("list", "set", "document", "score", "roadmap"),
    *("explanation", "comparison", "problems"),
    *("history", "versions", "evidence"),
)
SCHEMAS = {name: json.loads((FOLDER / f"{name}-1.json").read_text("utf-8")) for name in NAMES}
REGISTRY = referencing.Registry().with_contents((s["$id"], s) for s in SCHEMAS.values())

MISTAKEN = Path(__file__).parents[1] / "bad_criteria" / "unknown-question.yaml"


def validate(name, data):
    jsonschema.Draft202012Validator(SCHEMAS[name], registry=REGISTRY).validate(data)


def objects(schema):
    """Return every part of a schema that describes an object with named fields."""
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    here = [schema] if "properties" in schema else []
    return here + [found for part in schema.values() for found in objects(part)]


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_sound_and_leave_nothing_open(name):
    schema = SCHEMAS[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:excellence:{name}-1"
    assert "`excellence " in schema["title"]
    for part in objects(schema):
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])


def test_a_schema_refuses_what_it_does_not_name():
    with pytest.raises(jsonschema.ValidationError):
        validate("list", [{"id": "x", "title": "X", "edition": "1", "status": "own"}])


def busy(run, practice):
    """Give the practice document one of everything that JSON can hold."""
    steps = [
        ("adjust", practice, "4.1.6", "gold", "2.5 points", "--source", "Official text"),
        ("adjust", practice, "2.2.3", "gold", "1", "--source", "Official text"),
        ("answer", practice, "3.2", "--unknown"),
        ("answer", practice, "5.3", "--clear"),
        ("declare", practice, "eligible", "no"),
    ]
    assert [run(*step).code for step in steps] == [0] * len(steps)


OUTPUTS = [
    ("list", ["list"]),
    ("set", ["show", "ecei-labels"]),
    ("document", ["show", "FILE"]),
    ("score", ["score", "FILE"]),
    ("score", ["score", "FILE", "--on", "2030-01-01"]),
    ("explanation", ["explain", "FILE", "total"]),
    ("explanation", ["explain", "FILE", "4.1.6"]),
    ("explanation", ["explain", "FILE", "3.2"]),
    ("explanation", ["explain", "FILE", "silver"]),
    ("explanation", ["explain", "FILE", "gold/total"]),
    ("explanation", ["explain", "unknown-question"]),
    ("history", ["history", "FILE"]),
    ("versions", ["versions", "FILE"]),
    ("evidence", ["evidence", "FILE"]),
    ("roadmap", ["plan", "FILE"]),
    ("roadmap", ["plan", "FILE", "--target", "silver", "--by", "2026-12-01"]),
]


@pytest.mark.parametrize("state", ["practice", "busy", "blank"])
@pytest.mark.parametrize(("schema", "arguments"), OUTPUTS)
def test_json_is_what_its_schema_says(run, practice, blank, schema, arguments, state):
    if state == "busy":
        busy(run, practice)
    file = blank if state == "blank" else practice
    ran = run(*[file if argument == "FILE" else argument for argument in arguments], "--json")
    assert (ran.code, ran.err) == (0, "")
    validate(schema, json.loads(ran.out))


def test_a_roadmap_of_one_s_own(run, planned):
    found = json.loads(run("plan", planned, "--json").out)
    validate("roadmap", found)
    assert found["own"] is True
    first, second = found["steps"][:2]
    assert (first["action"], first["planned"]["due"]) == ("joint-2", "2026-12-30")
    assert (first["planned"]["state"], first["planned"]["effort"]) == ("started", None)
    assert (second["action"], second["title"], second["planned"]["action"]) == (
        *("", "Meet more"),
        None,
    )
    assert [one["action"] for one in found["dropped"]] == ["ask-4"]
    kinds = {one["kind"] for one in found["warnings"]}
    assert {"too_early", "no_owner"} <= kinds
    assert all(one["text"] for one in found["warnings"])


def test_the_list_has_what_other_programs_need(run):
    found = json.loads(run("list", "--json").out)
    assert [one["id"] for one in found] == ["ecei-labels", "escp-4i-progress", "escp-s3-progress"]
    assert found[0] == {
        "id": "ecei-labels",
        "title": "ECEI labels",
        "edition": "2026.1",
        "status": "illustrative",
        "languages": json.loads(run("show", "ecei-labels", "--json").out)["languages"],
    }


def test_comparison(run, practice, blank):
    ran = run("compare", practice, "--json")
    assert ran.code == 0
    found = json.loads(ran.out)
    validate("comparison", found)
    assert (found["before"], found["after"]) == ("2025-01-21", "2026-11-16")
    moved = {change["indicator"]: change for change in found["changes"]}
    assert moved["4.5"]["levels"] == 3
    assert moved["4.5"]["final"] is True
    assert moved["2.7"]["final"] is False  # unknown today
    assert moved["1.2"]["points"] is None  # does not apply today
    run("set", blank, "date", "2028-01-01")
    two = json.loads(run("compare", practice, blank, "--json").out)
    validate("comparison", two)
    assert (two["before"], two["after"]) == ("2026-11-16", "2028-01-01")


def test_problems(run):
    ran = run("check", MISTAKEN, "--json")
    assert ran.code == 1
    found = json.loads(ran.out)
    validate("problems", found)
    assert [problem["code"] for problem in found["problems"]] == ["unknown-question"]
    assert found["problems"][0]["line"] > 1
    sound = json.loads(run("show", "ecei-labels", "--json").out)
    assert sound["id"] == "ecei-labels"


def test_a_sound_file_has_no_problems(run):
    ran = run("check", FOLDER.parents[1] / "criteria" / "ecei-labels.yaml", "--json")
    found = json.loads(ran.out)
    validate("problems", found)
    assert (ran.code, found["problems"]) == (0, [])


def test_figures_are_exact(run, practice):
    total = json.loads(run("score", practice, "--json").out)["total"]
    assert (total["lowest"], total["highest"], total["maximum"]) == ("405/4", "445/4", "145")
    assert total["share_lowest"] == {"exact": "81/116", "percent": "69.8"}  # 69.827…
    assert total["final"] is False


def test_json_comes_in_the_language(run, practice):
    english = json.loads(run("score", practice, "--json").out)
    german = json.loads(run("score", practice, "--json", "--language", "de").out)
    validate("score", german)
    assert german["total"] == english["total"]
    assert [i["id"] for i in german["indicators"]] == [i["id"] for i in english["indicators"]]
