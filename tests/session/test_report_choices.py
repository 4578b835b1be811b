"""Choices of a report: from names, kept and taken back, and told in one sentence."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.reports.choices import AS_USUAL, CHAPTERS, Chapter, Choices, ReportKind
from excellence_app.session.report_choices import (
    KINDS,
    chapter_rows,
    choices_named,
    left_out,
    logo_from,
    taken_from,
    to_keep,
)
from excellence_app.storage.trouble import StorageTrouble

ALL = [one.value for one in CHAPTERS[ReportKind.FULL]]


def test_names_stand_for_chapters_and_details():
    found = choices_named("full", ["gaps", "summary", "gaps"], ["names"], colour=False)
    assert found == Choices(
        (Chapter.GAPS, Chapter.SUMMARY, Chapter.GAPS), notes=True, names=False, colour=False
    )
    assert choices_named("answers") == AS_USUAL
    without = choices_named("recommendation", None, ["evidence", "notes"])
    assert Chapter.EVIDENCE not in without.chapters
    assert Chapter.ANSWERS not in without.chapters  # nor are they usual in this kind
    assert not without.notes


@pytest.mark.parametrize("kind", ["roadmap", "answers", "documents"])
def test_a_kind_without_chapters_takes_none(kind):
    with pytest.raises(Refused):
        choices_named(kind, ["gaps"])
    assert chapter_rows(Words(), kind) == ()


@given(st.permutations(ALL), st.sets(st.sampled_from(ALL)), st.booleans(), st.booleans())
def test_what_is_kept_is_taken_back(order, ticked, notes, names):
    chosen = tuple(Chapter(one) for one in order if one in ticked)
    choices = Choices(chosen, notes=notes, names=names)
    kept = json.loads(json.dumps(to_keep(order, choices)))
    assert taken_from(kept, "full") == (tuple(order), choices)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.sampled_from(ALL),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["order", "chapters", "without", "x"]), inner, max_size=4
        )
    ),
)


@given(JSON, st.sampled_from(KINDS))
@example({"order": ["gaps", "gaps"], "chapters": ["gaps", "gaps"]}, "full")
@example({"order": [[]], "chapters": [{}], "without": [None]}, "full")
def test_nothing_that_settings_may_hold_does_harm(kept, kind):
    order, choices = taken_from(kept, kind)
    assert sorted(order) == sorted(key for key, _ in chapter_rows(Words(), kind))
    assert left_out(Words(), kind, choices) is not None


def test_a_blank_questionnaire_can_do_without_its_glossary():
    words = Words()
    rows = chapter_rows(words, "questionnaire")
    assert rows == (("questions", "Questions"), ("glossary", "Glossary"))
    without = choices_named("questionnaire", None, ["glossary"])
    assert without.chapters_of(ReportKind.QUESTIONNAIRE) == (Chapter.QUESTIONS,)
    assert left_out(words, "questionnaire", without) == "Left out: Glossary."
    with pytest.raises(Refused):
        choices_named("full", ["questions"])


def test_what_is_left_out_is_told_in_one_sentence():
    words = Words()
    assert left_out(words, "full", AS_USUAL) == ""
    assert left_out(words, "questionnaire", Choices(notes=False, names=False)) == ""
    assert left_out(words, "roadmap", Choices(names=False)) == "Left out: names of people."
    few = Choices((Chapter.SUMMARY, Chapter.GAPS, Chapter.ROADMAP, Chapter.METHOD), notes=False)
    assert left_out(words, "recommendation", few) == "Left out: Evidence, What has changed, notes."


def test_a_logo_is_read_from_an_ordinary_file_of_a_bearable_size(tmp_path):
    file = tmp_path / "logo.png"
    file.write_bytes(b"x" * 5_000_000)
    assert len(logo_from(file)) == 5_000_000
    file.write_bytes(b"x" * 5_000_001)
    for path in (file, tmp_path, tmp_path / "none.png"):
        with pytest.raises(StorageTrouble):
            logo_from(path)
