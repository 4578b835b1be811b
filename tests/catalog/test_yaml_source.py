"""Bytes become plain data or problems; what a stranger sends is refused quickly."""

import ast
from pathlib import Path

import pytest
import yaml

from excellence_app.catalog import yaml_source
from excellence_app.catalog.showing import shown
from excellence_app.domain.problems import Position


def parse(source):
    data = source if isinstance(source, bytes) else source.encode()
    return yaml_source.parse(data, "tried.yaml")


def data_of(source):
    tree, problems = parse(source)
    assert problems == ()
    return tree.data


def problem_of(source):
    _, (problem,) = parse(source)
    return problem


@pytest.mark.parametrize(
    "text",
    ["no", "on", "Yes", "1:30", "190:20:30", "012", "0x1F", "1e3", ".inf", "2024-13-45", "~", "="],
)
def test_a_scalar_stays_the_text_that_it_is(text):
    assert data_of(f"key: {text}\n") == {"key": text}


def test_groups_lists_and_texts_in_every_style():
    source = """
a: [1, 'two', "three", {b: }]
c: |
  first
  second
d: >-
  folded
  text
? e
: f
"""
    assert data_of(source) == {
        "a": ["1", "two", "three", {"b": ""}],
        "c": "first\nsecond\n",
        "d": "folded text",
        "e": "f",
    }


def test_every_value_has_its_place():
    tree, _ = parse("a: 1\nb:\n  - x\n  - {c: 'd'}\n")
    assert tree.position_at([]) == Position(1, 1)
    assert tree.position(tree.data, "a") == Position(1, 4)
    assert tree.key_position(tree.data, "b") == Position(2, 1)
    assert tree.position_at(["b", 1, "c"]) == Position(4, 9)
    assert tree.position(tree.data["b"], 0) == Position(3, 5)
    assert tree.is_quoted(tree.data["b"][1], "c")
    assert not tree.is_quoted(tree.data, "a")


def test_columns_count_characters_not_bytes():
    assert problem_of("{ä: 1, ö: 2, ä: 3}").position == Position(1, 14)


def test_windows_line_ends_and_a_byte_order_mark_are_fine():
    assert data_of(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n") == {"a": "1", "b": "2"}


def test_both_parsers_of_pyyaml_give_the_same(monkeypatch):
    source = "a: [1, 'two', \"three\", {b: c}]\nd: |\n  text\n"
    fast, _ = parse(source)
    monkeypatch.delattr(yaml, "CSafeLoader")
    slow, problems = parse(source)
    assert problems == ()
    assert slow.data == fast.data
    assert slow.is_quoted(slow.data["a"], 1)
    assert not slow.is_quoted(slow.data["a"], 0)
    assert slow.position_at(["a", 3, "b"]) == fast.position_at(["a", 3, "b"])
    assert yaml_source.parse(b"a: [1\n", "f")[1][0].code == "yaml-syntax"


@pytest.mark.parametrize(
    ("source", "line", "column", "code"),
    [
        ("a: &x 1\n", 1, 4, "yaml-alias"),
        ("a: &x [1]\n", 1, 4, "yaml-alias"),
        ("&x a: 1\n", 1, 1, "yaml-alias"),
        ("a: *x\n", 1, 4, "yaml-alias"),
        ("*x : 1\n", 1, 1, "yaml-alias"),
        ("<<: {a: 1}\n", 1, 1, "yaml-alias"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, 4, "yaml-tag"),
        ("a: !!binary aGVsbG8=\n", 1, 4, "yaml-tag"),
        ("a: !!timestamp 2024-01-01\n", 1, 4, "yaml-tag"),
        ("a: !own {b: 1}\n", 1, 4, "yaml-tag"),
        ("!!str a: 1\n", 1, 1, "yaml-tag"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "duplicate-key"),
        ("a: 1\n---\nb: 2\n", 2, 1, "yaml-documents"),
        ("[a, b]: 1\n", 1, 1, "yaml-key"),
        ("? {a: 1}\n: 2\n", 1, 3, "yaml-key"),
        ("a: 1\n\tb: 2\n", 2, 1, "yaml-tab"),
        ("a:\n\t- 1\n", 2, 1, "yaml-tab"),
        ("a: 'open\n", 2, 1, "yaml-syntax"),
        ("a: [1, 2\nb: 3\n", 2, 2, "yaml-syntax"),
        ("a: {b: 1\nc: 2\n", 2, 2, "yaml-syntax"),
        ("a: b: c\n", 1, 5, "yaml-syntax"),
        ("a\nb: 1\n", 2, 2, "yaml-syntax"),
        ("a: 1\n b: 2\n", 2, 3, "yaml-syntax"),
        ("a: - 1\n", 1, 4, "yaml-syntax"),
        ("a: 1\n- 2\n", 2, 1, "yaml-syntax"),
        ("- 1\nb: 2\n", 2, 1, "yaml-syntax"),
        ("a: @b\n", 1, 4, "yaml-syntax"),
        ("a: `b`\n", 1, 4, "yaml-syntax"),
        ("a: &\n", 1, 5, "yaml-syntax"),
        ("a: * b\n", 1, 5, "yaml-syntax"),
        ("a: !x!y z\n", 1, 4, "yaml-syntax"),
        ("%BAD\n---\na: 1\n", 1, 5, "yaml-syntax"),
        ("a: | text\n", 1, 6, "yaml-syntax"),
        ('a: "\\q"\n', 1, 5, "yaml-syntax"),
        ('a: "\\ud800"\n', 1, 7, "yaml-syntax"),
        ('a: "\\x1b[31m"\n', 1, 4, "control-character"),
        ('a: "\\0"\n', 1, 4, "control-character"),
        ('"\\a": 1\n', 1, 1, "control-character"),
        ("a: 1\nb: x\0y\n", 2, 5, "control-character"),
        ("a: x\x07y\n", 1, 5, "control-character"),
    ],
)
def test_what_no_criteria_file_needs_is_refused_with_its_place(source, line, column, code):
    problem = problem_of(source)
    assert (problem.position, problem.code) == (Position(line, column), code)
    assert problem.hint is not None


def test_a_duplicate_names_both_lines():
    problem = problem_of("a: 1\nb: 2\n\na: 3\n")
    assert problem.position == Position(4, 1)
    assert problem.message.values == {"key": "a", "line": 1}


def test_reading_goes_on_after_what_hides_nothing():
    source = "a: &x 1\nb: *x\nc: !t 1\na: [{d: 1, d: 2}]\n? [x]\n: y\n"
    _, problems = parse(source)
    assert [(p.position.line, p.code) for p in problems] == [
        (1, "yaml-alias"),
        (2, "yaml-alias"),
        (3, "yaml-tag"),
        (4, "duplicate-key"),
        (4, "duplicate-key"),
        (5, "yaml-key"),
    ]


def test_a_flood_of_problems_ends():
    _, problems = parse("a: 1\n" * 5_000)
    assert len(problems) == yaml_source.MAX_PROBLEMS


@pytest.mark.parametrize("source", [b"", b"   \n\n", b"\xef\xbb\xbf", b"# only this\n"])
def test_an_empty_file_is_called_empty(source):
    problem = problem_of(source)
    assert (problem.code, problem.position) == ("file-empty", None)


def test_latin_1_is_named_with_its_place_and_letter():
    problem = problem_of("a: 1\nbä: Größe\n".encode().replace("ö".encode(), b"\xf6"))
    assert (problem.code, problem.position) == ("encoding", Position(2, 7))
    assert problem.message.values == {"byte": "0xF6", "letter": "ö"}


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_refused(name):
    assert problem_of("a: 1\n".encode(name)).code in {"encoding", "control-character"}


def test_what_a_message_shows_is_harmless_and_short():
    assert shown("a\x1b[31m\u202eb\n") == "a<U+001B>[31m<U+202E>b<U+000A>"
    assert shown("x" * 200) == "x" * 80 + "…"
    assert shown(7) == "7"


def test_depth_ends_at_the_limit():
    deep = yaml_source.MAX_DEPTH
    assert data_of("[" * deep + "]" * deep)
    problem = problem_of("[" * (deep + 1) + "]" * (deep + 1))
    assert (problem.code, problem.position) == ("too-deep", Position(1, deep + 1))


def test_values_end_at_the_limit():
    most = yaml_source.MAX_VALUES
    assert len(data_of("[" + "1," * (most - 1) + "]")) == most - 1
    problem = problem_of("[" + "1," * most + "]")
    assert problem.code == "too-many-values"


def test_texts_and_keys_end_at_the_limit():
    most = yaml_source.MAX_TEXT
    assert data_of("a: " + "x" * most) == {"a": "x" * most}
    assert problem_of("a: " + "x" * (most + 1)).code == "text-too-long"
    assert problem_of("? " + "x" * (most + 1) + "\n: 1\n").code == "text-too-long"


def bomb(levels):
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "source",
    [
        "[" * 200_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        bomb(40),
        "\n".join(f"b{n}: &b{n} {{<<: *b{n - 1}}}" for n in range(1, 300)),
        "a: &a [*a]",
        "x" * 5_000_000,
        '"' + "x" * 5_000_000,
        "a: 1\n" * 1_000_000,
        "- [\n" * 100_000,
        ("é" * 1_000_000).encode("latin-1"),
        b"\0" * 5_000_000,
    ],
    ids=lambda source: repr(source[:8]),
)
def test_hostile_files_are_refused_before_they_cost_anything(source):
    _, problems = parse(source)
    assert problems


def test_nothing_of_pyyaml_that_builds_objects_is_used():
    syntax = ast.parse(Path(yaml_source.__file__).read_text("utf-8"))
    used = {node.attr for node in ast.walk(syntax) if isinstance(node, ast.Attribute)}
    used |= {node.id for node in ast.walk(syntax) if isinstance(node, ast.Name)}
    assert "get_event" in used
    assert not used & {"load", "load_all", "safe_load", "compose", "get_data", "get_single_data"}
