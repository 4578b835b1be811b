"""One mistake for each file, one file and one help page for each code."""

import os
import re
from pathlib import Path

import pytest

from excellence_app.catalog import (
    checks,
    files,
    library,
    reading,
    schema_check,
    yaml_source,
)
from excellence_app.domain.problems import Severity
from excellence_app.locations import resources_folder

BAD = Path(__file__).parents[1] / "bad_criteria"
EXPECTED = re.compile(rb"# (?:(\d+):(\d+)|-) ([a-z-]+)\n")
# What a file in a repository cannot show; the tests of its module do.
SHOWN_ELSEWHERE = files.CODES | {"too-many-values"}
# What is reported about files of answers, in words of the catalogue.
OF_ANSWERS = {"answer-refused"}

ALL_CODES = files.CODES | yaml_source.CODES | schema_check.CODES | checks.CODES | reading.CODES


def expectation(path):
    """Return (line, column, code) that the first line of a bad file promises, or none."""
    found = EXPECTED.match(path.read_bytes())
    if found is None:
        return None
    line, column, code = found.groups()
    place = None if line is None else (int(line), int(column))
    return place, code.decode()


BAD_FILES = [path for path in sorted(BAD.glob("*.yaml")) if expectation(path)]


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.stem)
def test_a_bad_file_gives_one_problem_at_its_place(path):
    problems = library.check(path)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    found = [
        (p.position and (p.position.line, p.position.column), p.code) for p in errors or problems
    ]
    assert found == [expectation(path)]


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.stem)
def test_every_problem_says_what_to_do(path):
    for problem in library.check(path):
        assert problem.message.text.format(**problem.message.values)
        assert problem.hint is not None
        assert problem.hint.text.format(**problem.hint.values)
        assert problem.file == str(path)


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda path: path.stem)
def test_only_warnings_let_a_set_through(path):
    if "." in path.stem or path.stem == "overlay-alone":
        return
    loaded = library.load(path)
    errors = [p for p in loaded.problems if p.severity is Severity.ERROR]
    assert (loaded.criteria is None) == bool(errors)


def test_files_without_a_promise_are_sound_sets_that_the_others_need():
    others = [path for path in BAD.glob("*.yaml") if path not in BAD_FILES]
    assert others
    for path in others:
        assert library.check(path) == ()


def test_each_code_has_a_bad_file_and_no_file_is_left_over():
    shown = {expectation(path)[1] for path in BAD_FILES}
    assert shown == ALL_CODES - SHOWN_ELSEWHERE


def test_each_code_has_a_help_page_and_no_page_is_left_over():
    assert set(library.problem_codes()) == ALL_CODES | OF_ANSWERS


@pytest.mark.parametrize("code", sorted(ALL_CODES | OF_ANSWERS))
def test_a_help_page_names_its_code_and_shows_right_and_wrong(code):
    page = library.problem_page(code)
    assert page.startswith(f"# {code}\n")
    assert len(page.split()) > 25
    for heading in ("What it means", "How to mend it"):
        assert f"\n## {heading}\n" in page


def test_translated_pages_exist_for_existing_pages_only():
    for folder in (resources_folder() / "problems").iterdir():
        if folder.is_dir():
            names = {path.stem for path in folder.glob("*.md")}
            assert names <= set(library.problem_codes())


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.rule.__name__)
def test_a_check_finds_only_what_it_announces(check):
    seen = set()
    for path in BAD_FILES:
        tree, problems = yaml_source.parse(path.read_bytes(), path.name)
        if problems or schema_check.check(tree):
            continue
        contents = checks.Contents(tree, path.stem)
        seen |= {problem.code for problem in check.rule(contents)}
    assert seen <= set(check.codes)


def test_a_check_is_named_once():
    rules = [check.rule for check in checks.CHECKS]
    assert len(rules) == len(set(rules))


def test_bad_files_are_kept_as_they_are():
    attributes = (BAD.parents[1] / ".gitattributes").read_text("utf-8")
    assert "tests/bad_criteria/** -text" in attributes.split(os.linesep)
