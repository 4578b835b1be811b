"""Which sets there are, how they are loaded, translated and remembered."""

import dataclasses
import gc
import json
import os
import subprocess
import sys

import pytest

from excellence_app.catalog import library, overlay, reading, snapshot
from excellence_app.domain.messages import Refused
from excellence_app.domain.problems import Severity
from tests.catalog.test_builder import SURVEY, WHOLE
from tests.catalog.writing import ALL, with_indicators

RICH = WHOLE.replace("- {level: 0}\n", "- {level: 0, points: 0}\n").replace(
    "      - {kind: complete}\n", "      - {kind: complete}\n      - {kind: no_knock_out}\n"
)
PLAIN = with_indicators(ALL)


class Shelf(dict):
    """A cache in memory."""

    def put(self, key, value):
        self[key] = value


def same(one, other):
    """Return whether two criteria sets say the same."""
    names = [field.name for field in dataclasses.fields(one)]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def translation(texts, *, edition="1", set_id="tried", language="de"):
    """Return the text of an overlay; `texts` maps paths to (source text, translation)."""
    entries = {
        path: {"text": text, "of": overlay.mark_of(source)}
        for path, (source, text) in texts.items()
    }
    about = {"format": 1, "set": set_id, "edition": edition, "language": language}
    return json.dumps({"overlay": about, "texts": entries})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tried.yaml").write_text(PLAIN)
    (tmp_path / "tried.de.yaml").write_text(
        translation(
            {
                "set/title": ("A set to try", "Ein Satz zum Probieren"),
                "indicators/1.2/levels/1/title": ("Once a year", "Einmal im Jahr"),
            }
        )
    )
    (tmp_path / "other.yaml").write_text(PLAIN.replace("id: tried", "id: other"))
    (tmp_path / "notes.txt").write_text("no set")
    (tmp_path / "tried.de-broken.yml").write_text("no set")
    return tmp_path


def test_sets_are_found_and_translations_are_not_sets(folder):
    assert [path.name for path in library.available(folder)] == ["other.yaml", "tried.yaml"]
    assert library.find("tried", folder) == folder / "tried.yaml"
    assert library.find("tried.de", folder) is None
    assert library.find("../tried", folder) is None
    assert library.overlays(folder / "tried.yaml") == {"de": folder / "tried.de.yaml"}
    assert library.overlays(folder / "other.yaml") == {}


def test_our_own_sets_are_found_where_no_folder_is_named():
    assert [path.stem for path in library.available()] == [
        path.stem for path in library.available(library.criteria_folder())
    ]


def test_a_set_keeps_the_bytes_it_was_read_from(folder):
    found = library.load(folder / "tried.yaml")
    assert found.source == PLAIN.encode()
    assert len(found.criteria.sha256) == 64
    assert found.criteria.languages == ("en", "de")
    assert (found.language, found.missing, found.outdated) == ("en", 0, 0)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path):
    found = library.load(tmp_path / "none.yaml")
    assert (found.criteria, found.source) == (None, None)
    assert [problem.code for problem in found.problems] == ["file-missing"]


def test_texts_are_translated_as_far_as_they_are(folder):
    found = library.load(folder / "tried.yaml", language="de")
    assert found.problems == ()
    assert found.language == "de"
    assert found.criteria.title == "Ein Satz zum Probieren"
    levels = found.criteria.indicator_by_id["1.2"].levels
    assert [level.title for level in levels] == ["Not at all", "Einmal im Jahr", "At fixed dates"]
    assert found.outdated == 0
    assert found.missing == len(overlay.translatable(json_of(PLAIN))) - 2
    assert library.load(folder / "tried.yaml", language="fr").language == "en"


def json_of(text):
    from excellence_app.catalog import reading  # noqa: PLC0415 - imported here to be watched

    data, _ = reading.read_criteria(text.encode(), "f", None)
    return data


def test_a_changed_source_text_shows_itself_and_is_counted(folder):
    (folder / "tried.yaml").write_text(PLAIN.replace("Once a year", "Every year"))
    found = library.load(folder / "tried.yaml", language="de")
    assert found.outdated == 1
    assert found.criteria.indicator_by_id["1.2"].levels[1].title == "Every year"
    (problem,) = found.problems
    assert (problem.code, problem.severity) == ("overlay-outdated", Severity.WARNING)
    assert problem.file == str(folder / "tried.de.yaml")


def test_a_translation_of_another_edition_is_left_alone(folder):
    (folder / "tried.yaml").write_text(PLAIN.replace('edition: "1"', 'edition: "2"'))
    found = library.load(folder / "tried.yaml", language="de")
    assert found.criteria.title == "A set to try"
    assert (found.language, found.outdated) == ("en", 0)
    assert found.missing > 2
    assert [problem.code for problem in found.problems] == ["overlay-edition"]


@pytest.mark.parametrize("broken", ["overlay: [", "texts: {}", "\xff", ""])
def test_a_broken_translation_leaves_the_set_usable(folder, broken):
    (folder / "tried.de.yaml").write_bytes(broken.encode("latin-1"))
    found = library.load(folder / "tried.yaml", language="de")
    assert found.criteria.title == "A set to try"
    assert found.language == "en"
    assert found.problems
    assert all(problem.severity is Severity.WARNING for problem in found.problems)


def test_a_translation_that_is_no_file_is_passed_over(folder):
    (folder / "tried.de.yaml").unlink()
    (folder / "tried.de.yaml").mkdir()
    assert library.load(folder / "tried.yaml", language="de").criteria.title == "A set to try"
    assert [p.code for p in library.check(folder / "tried.de.yaml")] == ["file-special"]


def test_an_overlay_never_changes_a_number(folder):
    (folder / "tried.de.yaml").write_text(
        translation({"indicators/1.2/points": ("4", "400"), "set/id": ("tried", "tired")})
    )
    found = library.load(folder / "tried.yaml", language="de")
    assert found.criteria.indicator_by_id["1.2"].points == 4
    assert found.criteria.id == "tried"
    assert [problem.code for problem in found.problems] == ["overlay-path"] * 2


def test_checking_a_translation_or_a_set(folder):
    assert library.check(folder / "tried.yaml") == ()
    assert library.check(folder / "tried.de.yaml") == ()
    for text, code in (
        (translation({}, set_id="other"), "overlay-set"),
        (translation({}, language="fr"), "overlay-set"),
        (translation({}, edition="9"), "overlay-edition"),
        ("overlay: 5", "missing-key"),
        ("[", "yaml-syntax"),
    ):
        (folder / "tried.de.yaml").write_text(text)
        assert library.check(folder / "tried.de.yaml")[0].code == code
    (folder / "alone.de.yaml").write_text(translation({}, set_id="alone"))
    assert [p.code for p in library.check(folder / "alone.de.yaml")] == ["overlay-set"]
    (folder / "other.yaml").write_text("format: 1\n")
    (folder / "other.de.yaml").write_text(translation({}, set_id="other"))
    assert [p.code for p in library.check(folder / "other.de.yaml")] == ["overlay-set"]


def test_thousands_of_lost_paths_are_all_named(folder):
    lost = {f"indicators/9.{number}/title": ("T", "T") for number in range(500)}
    (folder / "tried.de.yaml").write_text(translation(lost))
    assert [p.code for p in library.check(folder / "tried.de.yaml")] == ["overlay-path"] * 500


def test_a_document_brings_its_own_set(folder):
    found = library.load_bytes(PLAIN.encode(), "a.excellence/criteria.yaml", set_id="tried")
    assert found.criteria.title == "A set to try"
    translated = library.load_bytes(
        PLAIN.encode(), "criteria.yaml", set_id="tried", language="de", folder=folder
    )
    assert translated.criteria.title == "Ein Satz zum Probieren"
    assert same(library.load(folder / "tried.yaml", language="de").criteria, translated.criteria)
    other = library.load_bytes(PLAIN.encode(), "criteria.yaml", set_id="other", folder=folder)
    assert [problem.code for problem in other.problems] == ["set-id"]


@pytest.mark.parametrize("name", ["**", "a[b", "tried.again", "../tried", "tried\0", "", "de"])
def test_odd_names_of_sets_find_no_translations(folder, name):
    inner = folder / "inner"
    inner.mkdir()
    found = library.load_bytes(PLAIN.encode(), "f", set_id=name, folder=inner, language="de")
    assert found.language in {"", "en"}
    assert (found.criteria is None) == bool(name)


def test_a_file_with_an_odd_name_is_loaded_all_the_same(tmp_path):
    path = tmp_path / "**.yaml"
    path.write_text(PLAIN)
    assert [problem.code for problem in library.load(path).problems] == ["set-id"]
    assert [problem.code for problem in library.check(path)] == ["set-id"]


def test_every_text_of_a_set_can_be_translated():
    data = json_of(RICH)
    places = overlay.translatable(data)
    for path in (
        "set/title",
        "set/standing",
        "sources/STUDY/title",
        "evidence/figures/text",
        "lists/regions/south/title",
        "glossary/cluster/text",
        "dimensions/1/title",
        "indicators/1.1/question/instruction",
        "indicators/1.1/asks/1",
        "indicators/1.1/look_at",
        "indicators/1.1/thresholds/gold/reason",
        "indicators/1.2/levels/0/to_next/finding",
        "indicators/1.3/levels/1/title",
        "indicators/1.3/question/unit",
        "indicators/1.4/question/whole",
        "indicators/1.5/questions/b/levels/2/title",
        "sections/S/questions/q2/choices/x/title",
        "sections/S/questions/q2/other/title",
        "sections/S/questions/q2/none/title",
        "labels/bronze/requires/eligible/text",
        "labels/bronze/requires/eligible/asks/1",
        "labels/gold/requires/every_threshold/reason",
        "labels/gold/requires/any/text",
        "labels/bronze/steps/0/text",
        "labels/bronze/prices/0/title",
        "actions/plan/steps/1",
        "actions/plan/who",
    ):
        holder, key = places[path]
        assert isinstance(holder[key], str), path
    texts = {
        path: {"text": f"<{path}>", "of": overlay.mark_of(holder[key])}
        for path, (holder, key) in places.items()
    }
    assert overlay.apply(data, texts) == (len(texts), 0, 0)
    assert {holder[key] for holder, key in places.values()} == {f"<{path}>" for path in places}


def test_numbers_and_words_of_the_format_are_no_texts():
    for path in overlay.translatable(json_of(RICH)):
        assert path.rpartition("/")[2] not in {"id", "points", "type", "kind", "edition", "source"}


def test_a_remembered_set_is_the_same_set():
    shelf = Shelf()
    first = library.load_bytes(RICH.encode(), "first.yaml", cache=shelf)
    assert len(shelf) == 1
    second = library.load_bytes(RICH.encode(), "second.yaml", cache=shelf)
    assert second.criteria is not first.criteria
    assert same(first.criteria, second.criteria)
    assert first.problems
    assert [dataclasses.replace(p, file="first.yaml") for p in second.problems] == [
        *first.problems
    ]
    assert {problem.file for problem in second.problems} == {"second.yaml"}
    assert second.source == first.source
    assert second.criteria.indicator_by_id["1.2"] == first.criteria.indicator_by_id["1.2"]


def test_questions_inside_questions_are_remembered():
    shelf = Shelf()
    first = library.load_bytes(SURVEY.encode(), "first.yaml", cache=shelf)
    second = library.load_bytes(SURVEY.encode(), "first.yaml", cache=shelf)
    assert len(shelf) == 1
    assert second.criteria is not first.criteria
    assert same(first.criteria, second.criteria)
    cases = second.criteria.question_by_id["c"]
    assert cases == first.criteria.question_by_id["c"]
    assert [column.id for column in cases.questions[-1].columns][:2] == ["what", "sum"]


def test_the_list_of_countries_is_in_the_language_of_the_texts(folder):
    (folder / "tried.yaml").write_text(SURVEY)
    texts = {"set/title": ("A survey to try", "Eine Umfrage zum Probieren")}
    texts["tally/notes/1/text"] = ("Few.", "Wenige.")
    at = "sections/S/questions/c/questions/t/columns"
    texts[f"{at}/sum/title"] = ("Sum", "Summe")
    texts[f"{at}/sum/unit"] = ("EUR", "Euro")
    texts[f"{at}/how/choices/a/title"] = ("A", "Ä")
    (folder / "tried.de.yaml").write_text(translation(texts))
    assert library.check(folder / "tried.de.yaml") == ()
    english = library.load(folder / "tried.yaml").criteria
    german = library.load(folder / "tried.yaml", language="de").criteria
    named = {choice.id: choice.title for choice in german.question_by_id["where"].choices}
    assert (named["at"], named["no"], named["hr"]) == ("Österreich", "Norwegen", "Kroatien")
    assert [c.id for c in english.lists["countries"]] == [*named]
    assert german.tally.notes[1].text == "Wenige."
    column = german.question_by_id["c"].questions[-1].columns[1]
    assert (column.text, column.unit) == ("Summe", "Euro")
    other = library.load(folder / "tried.yaml", language="fr").criteria
    assert {c.id: c.title for c in other.lists["countries"]}["at"] == "Austria"
    assert not [path for path in overlay.translatable(read(SURVEY)) if "countries" in path]


def read(text):
    """Return the checked data of a set."""
    data, problems = reading.read_criteria(text.encode(), "tried.yaml", None)
    assert problems == ()
    return data


def test_what_is_remembered_depends_on_everything_that_counts(folder):
    shelf = Shelf()
    path = folder / "tried.yaml"
    library.load(path, cache=shelf)
    library.load(path, cache=shelf)
    assert len(shelf) == 1
    german = library.load(path, language="de", cache=shelf)
    again = library.load(path, language="de", cache=shelf)
    assert len(shelf) == 2
    assert same(german.criteria, again.criteria)
    assert (again.language, again.missing, again.outdated) == ("de", german.missing, 0)
    (folder / "tried.de.yaml").write_text(translation({"set/title": ("A set to try", "Neu")}))
    assert library.load(path, language="de", cache=shelf).criteria.title == "Neu"
    (folder / "tried.fr.yaml").write_text(translation({}, language="fr"))
    assert library.load(path, cache=shelf).criteria.languages == ("en", "de", "fr")
    path.rename(folder / "renamed.yaml")
    found = library.load(folder / "renamed.yaml", cache=shelf)
    assert [problem.code for problem in found.problems] == ["set-id"]
    assert all(len(key) == 64 for key in shelf)


def test_a_set_with_mistakes_is_not_remembered():
    shelf = Shelf()
    library.load_bytes(b"format: 1\n", "f", cache=shelf)
    assert shelf == {}


def test_warnings_about_a_translation_are_remembered_with_its_file(folder):
    (folder / "tried.yaml").write_text(PLAIN.replace("Once a year", "Every year"))
    shelf = Shelf()
    first = library.load(folder / "tried.yaml", language="de", cache=shelf)
    again = library.load(folder / "tried.yaml", language="de", cache=shelf)
    assert first.problems == again.problems
    assert again.outdated == 1


@pytest.mark.parametrize("spoil", [
    lambda _: b"",
    lambda entry: entry[:-1],
    lambda entry: entry[:100],
    lambda entry: entry.replace(b"Commitment", b"Commitmint", 1),
    lambda entry: b"0" * 64 + entry[64:],
    lambda _: sealed(b"{}"),
    lambda _: sealed(b"[]"),
    lambda _: sealed(b"\xff"),
    lambda entry: sealed(entry[64:].replace(b'"title"', b'"titel"', 1)),
    lambda entry: sealed(entry[64:].replace(b"Indicator", b"Indicater", 1)),
    lambda entry: sealed(entry[64:].replace(b'"look_at"', b'"look_on"', 1)),
    lambda entry: sealed(entry[64:].replace(b'"default_provenance"', b'"default"', 1)),
    lambda entry: sealed(entry[64:].replace(b'"QuestionType"', b'"Question"', 1)),
])  # fmt: skip
def test_a_damaged_entry_is_passed_over_and_replaced(spoil):
    shelf = Shelf()
    first = library.load_bytes(RICH.encode(), "f", cache=shelf)
    ((key, entry),) = shelf.items()
    shelf[key] = spoil(entry)
    assert shelf[key] != entry
    found = library.load_bytes(RICH.encode(), "f", cache=shelf)
    assert same(first.criteria, found.criteria)
    assert shelf[key] == entry


def sealed(body):
    from hashlib import sha256  # noqa: PLC0415 - imported here to be watched

    return sha256(body).hexdigest().encode() + body


def test_a_snapshot_of_nothing_much():
    found = library.load_bytes(
        with_indicators(ALL.split("  - id")[1].join(["  - id", ""])).encode(), "f"
    )
    again, warnings, figures = snapshot.decode(snapshot.encode(found.criteria, (), (1, 2)))
    assert same(found.criteria, again)
    assert (warnings, figures) == ((), (1, 2))


def test_loading_leaves_the_collector_as_it_was():
    library.load_bytes(PLAIN.encode(), "f")
    assert gc.isenabled()
    gc.disable()
    try:
        library.load_bytes(PLAIN.encode(), "f")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_remembered_set_loads_without_the_libraries_for_reading(tmp_path):
    (tmp_path / "tried.yaml").write_text(PLAIN)
    program = """
import sys
from pathlib import Path
from excellence_app.catalog import library

class Folder:
    def get(self, key):
        path = Path("kept") / key
        return path.read_bytes() if path.exists() else None
    def put(self, key, value):
        Path("kept").mkdir()
        (Path("kept") / key).write_bytes(value)

found = library.load(Path("tried.yaml"), cache=Folder())
heavy = {"yaml", "jsonschema", "jsonschema_rs", "referencing"} & set(sys.modules)
print(found.criteria.title, sorted(heavy))
"""
    checkout = os.path.dirname(os.path.dirname(library.__file__))  # noqa: PTH120 - text, as the environment wants it
    surroundings = os.environ | {"PYTHONPATH": os.path.dirname(checkout)}  # noqa: PTH120 - text, as the environment wants it
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env=surroundings,
        ).stdout
        for _ in range(2)
    ]
    assert said == ["A set to try ['jsonschema_rs', 'yaml']\n", "A set to try []\n"]


def test_help_pages_in_the_language_that_is_there():
    assert library.problem_page("unknown-question").startswith("# unknown-question\n")
    assert library.problem_page("unknown-question", "xx") == library.problem_page(
        "unknown-question"
    )
    assert list(library.problem_codes()) == sorted(library.problem_codes())


@pytest.mark.parametrize(
    "code", ["nonsense", "../problems/unknown-question", "", "de", "de/bad-id"]
)
def test_a_code_that_no_problem_has(code):
    with pytest.raises(Refused, match="No problem has the code"):
        library.problem_page(code)


def test_a_misspelt_code_is_recognised():
    with pytest.raises(Refused) as refused:
        library.problem_page("unknown-qestion")
    assert refused.value.message.values["meant"] == "unknown-question"
