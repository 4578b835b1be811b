"""The reference of the format: its examples load, and it leaves nothing out."""

import re
from pathlib import Path

import pytest

from excellence_app.catalog import condition_sense, files, library, schemas, yaml_source
from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.levels import RequirementKind
from tests.benchmarks.bench_loading import generated_set

PAGE = (Path(__file__).parents[2] / "docs" / "criteria-format.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
SETS = [block for block in BLOCKS if "format: 1\nset:" in block]
OVERLAYS = [block for block in BLOCKS if block.startswith("overlay:")]
_, _, AFTER = PAGE.partition("\n## Files of answers\n")
ANSWERS = re.findall(
    r"^```yaml\n(.*?)^```$", AFTER.partition("\n## ")[0], re.DOTALL | re.MULTILINE
)


def test_the_page_has_examples():
    assert len(SETS) >= 10
    assert len(OVERLAYS) == 1
    assert len(SETS) + len(OVERLAYS) + len(ANSWERS) == len(BLOCKS)


@pytest.mark.parametrize("text", SETS, ids=lambda text: re.search(r"title: ([\w ]+)", text)[1])
def test_every_example_is_a_sound_set(text):
    found = library.load_bytes(text.encode(), "example.yaml")
    assert found.problems == ()
    assert found.criteria is not None


def test_the_translation_fits_the_first_example(tmp_path):
    (tmp_path / "my-set.yaml").write_text(SETS[0], "utf-8")
    (tmp_path / "my-set.de.yaml").write_text(OVERLAYS[0], "utf-8")
    assert library.check(tmp_path / "my-set.de.yaml") == ()
    found = library.load(tmp_path / "my-set.yaml", language="de")
    assert found.criteria.title == "Mein erster Satz"
    assert found.outdated == 0


def names_in(part):
    for key, sub in part.get("properties", {}).items():
        yield key
        yield from names_in(sub)
    for key in ("items", "additionalProperties"):
        if isinstance(part.get(key), dict):
            yield from names_in(part[key])


@pytest.mark.parametrize("name", [schemas.CRITERIA_SCHEMA, schemas.OVERLAY_SCHEMA])
def test_every_name_of_the_schema_is_on_the_page(name):
    whole = schemas.schema(name)
    names = {*names_in(whole)}
    for definition in whole["$defs"].values():
        names |= {*names_in(definition)}
    assert names
    missing = {n for n in names if not re.search(rf"(?<![\w-]){re.escape(n)}(?![\w-])", PAGE)}
    assert missing == set()


def test_every_word_of_the_format_is_on_the_page():
    words = {kind.value for kind in QuestionType} | {*condition_sense.WORDS}
    words |= {kind.value for kind in RequirementKind}
    assert {word for word in words if f"`{word}`" not in PAGE and f"`{word}:" not in PAGE} == set()


def test_the_limits_on_the_page_are_those_of_the_code():
    for limit in (
        f"{files.MAX_BYTES // 1_000_000} MB",
        f"{yaml_source.MAX_DEPTH} levels of nesting",
        f"{yaml_source.MAX_VALUES:,} values",
        f"{yaml_source.MAX_TEXT:,} characters",
    ):
        assert limit in PAGE


def test_the_set_of_the_benchmark_is_sound():
    found = library.load_bytes(generated_set(30).encode(), "generated.yaml")
    assert found.problems == ()
    assert len(found.criteria.indicators) == len(found.criteria.actions) == 30
