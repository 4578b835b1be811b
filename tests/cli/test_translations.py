"""A translation that is not used: told once, on the error stream; the set speaks its language."""

import pytest

from excellence_app.catalog import library
from excellence_app.language.catalogues import Words
from excellence_app.session.session import AssessmentSession
from excellence_app.session.translation_left_out import translation_left_out
from excellence_app.session.window_opening import open_for_window

SET = """
format: 1
set: {id: myset, edition: "2026.1", language: en, title: My set}
dimensions: [{id: "1", title: Structure}]
indicators:
  - {id: "1.1", dimension: "1", title: One, points: 5, question: {type: yes_no, text: A sign?}}
"""
OVERLAY = """
overlay: {format: 1, set: myset, edition: "EDITION", language: de}
texts:
  set/title: {text: Mein Satz, of: "00000000"}
"""


@pytest.fixture
def beside(desk):
    """Return a function that puts a translation beside the set."""
    (desk / "myset.yaml").write_text(SET)

    def beside(text):
        (desk / "myset.de.yaml").write_text(text)

    return beside


def test_one_for_another_edition(run, beside):
    beside(OVERLAY.replace("EDITION", "2025.1"))
    ran = run("show", "myset.yaml", "--language", "de")
    assert ran.code == 0
    assert "My set" in ran.out
    assert ran.err.count("\n") == 1
    for part in ("2025.1", "myset.de.yaml", "excellence check"):
        assert part in ran.err
    assert run("show", "myset.yaml").err == ""


@pytest.mark.parametrize("damage", ["overlay: {", "overlay: {format: 1}\n", "\x00"])
def test_a_damaged_one(run, beside, damage):
    beside(damage)
    ran = run("show", "myset.yaml", "--language", "de")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "myset.de.yaml" in ran.err


def test_one_with_a_text_that_has_changed_is_used(run, beside):
    beside(OVERLAY.replace("EDITION", "2026.1"))
    assert run("show", "myset.yaml", "--language", "de").err == ""


def test_in_words(beside, desk):
    beside(OVERLAY.replace("EDITION", "2025.1"))
    problems = library.load(desk / "myset.yaml", language="de").problems
    said = translation_left_out(Words("en"), problems)
    assert "translation of this set is for edition 2025.1 and is not used;" in said
    beside("overlay: {")
    problems = library.load(desk / "myset.yaml", language="de").problems
    assert "has mistakes and is not used;" in translation_left_out(Words("en"), problems)


def test_a_document_whose_set_has_one(run, beside, desk, monkeypatch):
    beside(OVERLAY.replace("EDITION", "2025.1"))
    monkeypatch.setattr("excellence_app.catalog.library.criteria_folder", lambda: desk)
    assert run("new", "myset", "-o", "my.excellence", "--date", "2026-11-16").code == 0
    ran = run("score", "my.excellence", "--language", "de")
    assert (ran.code, ran.err.count("\n")) == (0, 1)
    assert "2025.1" in ran.err
    assert (
        run("answer", "my.excellence", "1.1", "yes", "--language", "de").err.count("2025.1") == 1
    )
    opening = open_for_window(Words("de"), desk / "my.excellence")
    try:
        assert any("2025.1" in one for one in opening.notices)
    finally:
        if isinstance(opening.session, AssessmentSession):
            opening.session.close()
