"""What the Start page offers, and how documents come into a window."""

import json
import os
import platform
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from excellence_app.domain.messages import Refused
from excellence_app.language.catalogues import Words
from excellence_app.locations import STATE_VARIABLE, resources_folder, state_folder
from excellence_app.session import edits, versions
from excellence_app.session.glances import GlanceState, glance
from excellence_app.session.session import AssessmentSession
from excellence_app.session.starting import (
    criteria_sets,
    documents_folder,
    new_document,
    open_practice,
    practice_clusters,
    recent_from,
    rename,
    reset_practice,
    suggested_path,
)
from excellence_app.session.window_opening import OpeningState, Reason, open_for_window
from excellence_app.storage.settings import Preferences, SettingsStore
from excellence_app.storage.trouble import StorageTrouble

WORDS = Words()
TINY = Path(__file__).with_name("tiny.yaml")
PRACTICE = resources_folder() / "practice"
KEY = "adriatic-mechatronics"
TODAY = date(2026, 11, 22)

ALL_MET = {"1.1": "yes", "1.2": "2", "2.1": "20", "2.2/part": "40", "2.2/whole": "100"}
BOTH = {"2.3.a": "yes", "2.3.b": "yes"}


@pytest.fixture
def document(path):
    """Return the path of a document that nobody has open."""
    AssessmentSession.create(path, str(TINY), name="Coast", dated=date(2026, 6, 1)).close()
    return path


def answer(path, values):
    with AssessmentSession.open(path, change=True) as session:
        for key, text in values.items():
            session.change(edits.answer, key, text)
        session.save()


def cut_off(path):
    path.write_bytes(path.read_bytes()[:-200])


# a document at a glance


def test_a_glance_at_a_document(document):
    answer(document, {"1.1": "yes"})
    found = glance(WORDS, document)
    assert (found.name, found.set_title) == ("Coast", "Tiny set")
    assert (found.state, found.words) == (GlanceState.OPEN, "1 of 6 answered")
    assert [len(group.columns) for group in found.skyline.groups] == [2, 3]
    assert found.advice == ()
    assert found.elsewhere == ""
    assert not found.practice


def test_when_a_document_was_changed():
    source = PRACTICE / f"{KEY}.excellence"
    found = glance(WORDS, source, TODAY)
    assert found.when == "16 Nov 2026"
    assert found.practice
    assert glance(WORDS, source, date(2026, 11, 16)).when.count(":") == 1


@pytest.mark.parametrize(
    ("values", "state", "words"),
    [
        ({**ALL_MET, **BOTH}, GlanceState.MET, "All thresholds met"),
        ({**ALL_MET, **BOTH, "1.2": "0"}, GlanceState.GAPS, "1 gap for Gold"),
        ({**ALL_MET, "1.2": "0"}, GlanceState.GAPS, "1 gap for Gold"),
        ({"1.2": "0"}, GlanceState.OPEN, "1 of 6 answered"),
    ],
)
def test_where_a_document_stands_in_a_few_words(document, values, state, words):
    answer(document, values)
    found = glance(WORDS, document)
    assert (found.state, found.words) == (state, words)


def test_a_cluster_without_a_name_is_called_after_its_file(path):
    AssessmentSession.create(path, str(TINY)).close()
    assert glance(WORDS, path).name == "cluster"


def test_what_only_the_journal_has_is_seen(path):
    with AssessmentSession.create(path, str(TINY), name="Coast") as session:
        session.change(edits.answer, "1.1", "yes")
        session.keep()
        assert glance(WORDS, path).words == "1 of 6 answered"


def test_a_damaged_document_has_words_too(document):
    answer(document, {"1.1": "yes"})
    cut_off(document)
    found = glance(WORDS, document)
    assert (found.state, found.words, found.skyline) == (GlanceState.DAMAGED, "Damaged", None)
    assert found.advice[-1] == "Open it to see which earlier versions are kept."
    assert found.name == "cluster"


def test_a_document_that_is_gone_has_words_too(tmp_path):
    for path in (tmp_path / "gone.excellence", tmp_path / "no folder" / "x.excellence"):
        found = glance(WORDS, path)
        assert (found.state, found.words) == (GlanceState.MISSING, "Not found")
        assert found.advice


def test_what_is_no_document_has_words_too(tmp_path):
    (tmp_path / "folder.excellence").mkdir()
    (tmp_path / "text.excellence").write_text("Text")
    (tmp_path / "empty.excellence").write_text("")
    found = [glance(WORDS, path) for path in sorted(tmp_path.iterdir())]
    states = [GlanceState.DAMAGED, GlanceState.UNREADABLE, GlanceState.DAMAGED]
    assert [one.state for one in found] == states
    assert all(one.advice and one.skyline is None for one in found)


def newer(path):
    """Make a document into one that only a newer version of the program reads."""
    parts = {}
    with zipfile.ZipFile(path) as package:
        for info in package.infolist():
            parts[info.filename] = package.read(info)
    manifest = json.loads(parts["manifest.json"])
    manifest |= {"format": 99, "min_reader": 99, "written_by": "9.9"}
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_a_document_of_a_newer_version_has_words_too(document):
    newer(document)
    found = glance(WORDS, document)
    assert (found.state, found.words) == (GlanceState.UNREADABLE, "Cannot be read")
    assert "(9.9)" in found.advice[0]
    opening = open_for_window(WORDS, document)
    assert (opening.state, opening.reason) == (OpeningState.NOT_OPENED, Reason.NEWER)
    assert opening.session is None
    assert "newer version" in opening.sentences[-1]


def test_a_glance_says_who_works_on_it_elsewhere(document):
    note = document.with_name(f".~lock.{document.name}#")
    holder = {"account": "ana", "host": "harbour", "pid": 3, "since": "2026-11-22T08:00:00+01:00"}
    note.write_text(json.dumps(holder))
    assert glance(WORDS, document).elsewhere == "Open on the computer harbour."


# documents that were open


def test_the_entry_of_a_document_on_the_list(document):
    of_glance = recent_from(glance(WORDS, document))
    with AssessmentSession.open(document, change=True) as session:
        of_session = recent_from(session)
    assert of_glance._replace(opened="") == of_session._replace(opened="")
    assert of_session.name == "Coast"
    store = SettingsStore()
    store.add_recent(of_session)
    assert SettingsStore().recent == (of_session,)


def test_renaming_a_cluster_can_be_taken_back(document):
    done = rename(document, "  Harbour  ")
    assert (done.before, done.after) == ("Coast", "Harbour")
    assert glance(WORDS, document).name == "Harbour"
    rename(done.path, done.before)
    assert glance(WORDS, document).name == "Coast"


def test_a_document_that_is_open_is_not_renamed(session):
    with pytest.raises(StorageTrouble, match="is being changed"):
        rename(session.path, "Harbour")
    assert session.assessment.profile.name == "Coast"


# criteria sets and practice clusters


def test_criteria_sets_to_start_from():
    (offer,) = [one for one in criteria_sets(WORDS) if one.id == "ecei-labels"]
    assert (offer.indicators, offer.illustrative) == (31, True)
    ending = f"edition {offer.edition}, illustrative values"
    assert offer.facts == f"Towards labels, 31 indicators, {ending}"
    assert offer.languages[0] == "en"


def test_practice_clusters_to_try():
    found = {one.key: one for one in practice_clusters(WORDS)}
    assert found[KEY].name == "Adriatic Mechatronics (fictional)"
    assert found[KEY].facts == "7 gaps for Gold"


def test_a_practice_cluster_is_opened_as_a_copy_of_ones_own(tmp_path):
    source = PRACTICE / f"{KEY}.excellence"
    before = source.read_bytes()
    own = open_practice(KEY, tmp_path / "new folder")
    assert own == tmp_path / "new folder" / source.name
    rename(own, "Changed")
    assert source.read_bytes() == before
    assert open_practice(KEY, tmp_path / "new folder") == own
    assert glance(WORDS, own).name == "Changed"


def test_without_a_folder_it_goes_to_the_documents(own_home):
    assert open_practice(KEY).is_relative_to(own_home)


def test_another_file_of_that_name_stays(tmp_path):
    other = tmp_path / f"{KEY}.excellence"
    other.write_text("Mine")
    assert open_practice(KEY, tmp_path) == tmp_path / f"{KEY} 2.excellence"
    assert other.read_text() == "Mine"


@pytest.mark.parametrize("key", ["nobody", "", "../practice/adriatic-mechatronics"])
def test_there_is_no_other_practice_cluster(tmp_path, key):
    with pytest.raises(KeyError):
        open_practice(key, tmp_path)


def test_a_practice_cluster_is_reset_by_a_step_that_can_be_undone(tmp_path):
    own = open_practice(KEY, tmp_path)
    shipped = AssessmentSession.open(PRACTICE / f"{KEY}.excellence").assessment
    with AssessmentSession.open(own, change=True) as session:
        session.change(edits.name_cluster, "Changed")
        item = next(iter(session.assessment.answers))
        session.change(edits.note, item, "Mine")
        session.save()
        changed = session.assessment
    assert reset_practice(own) == own
    with AssessmentSession.open(own, change=True, whole_history=True) as session:
        assert session.assessment == shipped
        assert WORDS.say(session.undo_name) == "Go back to the version of 2026-11-16 10:00"
        session.undo()
        assert session.assessment == changed


def test_of_a_damaged_practice_cluster_a_new_copy_is_made(tmp_path):
    own = open_practice(KEY, tmp_path)
    rename(own, "Changed")
    cut_off(own)
    damaged = own.read_bytes()
    again = reset_practice(own)
    assert again == tmp_path / f"{KEY} 2.excellence"
    assert glance(WORDS, again).name == "Adriatic Mechatronics (fictional)"
    assert own.read_bytes() == damaged


def test_only_practice_clusters_are_reset(document):
    with pytest.raises(Refused):
        reset_practice(document)


# new documents


def test_a_new_document_is_named_after_its_cluster(tmp_path):
    folder = tmp_path / "a" / "b"
    made = new_document(str(TINY), name="Coast: east", folder=folder, dated=TODAY)
    assert made == folder / "Coast east.excellence"
    again = new_document(str(TINY), name="Coast: east", folder=folder)
    assert again == folder / "Coast east 2.excellence"
    opened = AssessmentSession.open(made).assessment
    assert (opened.profile.name, opened.dated) == ("Coast: east", TODAY)


def test_answers_of_an_earlier_document_are_taken_over(document, tmp_path):
    answer(document, {"1.1": "yes"})
    made = new_document(
        str(TINY),
        name="",
        folder=tmp_path,
        dated=TODAY,
        earlier=document,
        path=tmp_path / "n.excellence",
    )
    opened = AssessmentSession.open(made).assessment
    assert opened.answers["1.1"].value is True
    assert opened.profile.name == "Coast"
    assert opened.earlier[0].dated == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Küste & Söhne", "Küste & Söhne"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("../../etc", "etc"),
        ("con", "con assessment"),
        ("LPT1.x", "LPT1.x assessment"),
        (" . ", "assessment"),
        ("", "assessment"),
        ("~hidden.", "hidden"),
        ("a\u202eb\x00\nc", "ab c"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_file_name_that_every_system_allows(tmp_path, name, stem):
    assert suggested_path(name, tmp_path) == tmp_path / f"{stem}.excellence"


def test_a_suggested_name_is_new_whatever_its_letters(tmp_path):
    (tmp_path / "COAST.excellence").write_text("")
    (tmp_path / "coast 2.excellence").write_text("")
    assert suggested_path("Coast", tmp_path).name == "Coast 3.excellence"


def test_where_new_documents_go(tmp_path, own_home):
    assert documents_folder(Preferences(folder=str(tmp_path))) == tmp_path
    assert documents_folder(Preferences()).is_relative_to(own_home)


# opening for a window


def test_a_document_opens_to_be_changed(document):
    opening = open_for_window(WORDS, document)
    try:
        assert (opening.state, opening.reason) == (OpeningState.CHANGE, Reason.NONE)
        assert (opening.sentences, opening.notices, opening.versions) == ((), (), ())
        opening.session.change(edits.answer, "1.1", "yes")
        assert opening.session.wait_until_safe()
    finally:
        opening.session.close()
    assert glance(WORDS, document).words == "1 of 6 answered"


def test_whoever_comes_second_reads_only(session):
    opening = open_for_window(WORDS, session.path)
    assert (opening.state, opening.reason) == (OpeningState.READ_ONLY, Reason.BUSY)
    assert not opening.session.may_change
    (why,) = opening.sentences
    assert why.startswith("Open on ")
    assert platform.node() in why


def test_what_a_crash_left_is_told(document):
    with AssessmentSession.open(document, change=True) as session:
        session.change(edits.answer, "1.1", "yes")
        session.keep()
    opening = open_for_window(WORDS, document)
    opening.session.close()
    (notice,) = opening.notices
    assert notice.startswith("Restored to ")


def test_who_works_on_it_elsewhere_is_told(document):
    note = document.with_name(f".~lock.{document.name}#")
    holder = {"account": "ana", "host": "harbour", "pid": 3, "since": "2026-11-22T08:00:00+01:00"}
    note.write_text(json.dumps(holder))
    opening = open_for_window(WORDS, document)
    opening.session.close()
    assert opening.state is OpeningState.CHANGE
    assert opening.notices[0].startswith("ana seems to have this document open on the computer")
    assert note.exists()


def test_what_cannot_be_written_is_read_only(document, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != document.parent)
    opening = open_for_window(WORDS, document)
    assert (opening.state, opening.reason) == (OpeningState.READ_ONLY, Reason.MEDIUM)
    assert opening.sentences[0].startswith("This document can only be read where it is.")


def test_what_comes_with_the_program_is_read_only():
    opening = open_for_window(WORDS, PRACTICE / f"{KEY}.excellence")
    assert (opening.state, opening.reason) == (OpeningState.READ_ONLY, Reason.SHIPPED)
    assert "Save a copy" in opening.sentences[0]


def test_without_a_folder_of_its_own_the_program_still_reads(document, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "file"))
    opening = open_for_window(WORDS, document)
    assert (opening.state, opening.reason) == (OpeningState.READ_ONLY, Reason.MEDIUM)
    assert "cannot use its own folder" in opening.sentences[0]


def test_a_damaged_document_comes_with_its_earlier_versions(document):
    answer(document, {"1.1": "yes"})
    answer(document, {"1.2": "2"})
    cut_off(document)
    opening = open_for_window(WORDS, document)
    assert (opening.state, opening.reason) == (OpeningState.NOT_OPENED, Reason.DAMAGED)
    assert "An earlier version can take its place" in opening.sentences[-1]
    assert "excellence versions" not in " ".join(opening.sentences)
    assert opening.versions[0].text.endswith(", 1 answer")
    versions.restore_damaged(document, opening.versions[0].number)
    again = open_for_window(WORDS, document)
    again.session.close()
    assert again.state is OpeningState.CHANGE


def test_a_document_that_is_gone_comes_with_its_earlier_versions(document):
    answer(document, {"1.1": "yes"})
    document.unlink()
    opening = open_for_window(WORDS, document)
    assert opening.reason is Reason.MISSING
    assert len(opening.versions) == 1


def test_of_a_stranger_file_there_are_no_versions(tmp_path):
    path = tmp_path / "text.excellence"
    path.write_text("Text")
    opening = open_for_window(WORDS, path)
    assert (opening.reason, opening.versions) == (Reason.DAMAGED, ())
    assert opening.sentences[-1].startswith("Please name a document")
    gone = open_for_window(WORDS, tmp_path / "gone.excellence")
    assert (gone.reason, gone.versions) == (Reason.MISSING, ())


def test_nothing_is_written_for_a_document_that_is_read_only(session):
    def written():
        found = sorted(state_folder().rglob("*"))  # but for sets that were loaded, which are kept
        return [path for path in found if "sets" not in {path.name, path.parent.name}]

    before = written()
    open_for_window(WORDS, session.path)
    copy = session.path.with_name("copy.excellence")
    shutil.copyfile(session.path, copy)
    glance(WORDS, copy)
    assert before
    assert written() == before
