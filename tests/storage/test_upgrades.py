"""Documents of older formats: every one ever written opens, and its file is kept."""

import json
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

from excellence_app.domain.assessment import Answer
from excellence_app.storage import backups
from excellence_app.storage.assessment_file import FORMAT, read, version_of, write
from excellence_app.storage.assessment_json import assessment_to_plain
from excellence_app.storage.log import Log, LogEntry, first_break, read_log
from excellence_app.storage.plain_json import Damage, canonical
from excellence_app.storage.record_places import assembled, records_of
from excellence_app.storage.trouble import StorageTrouble
from excellence_app.storage.upgrades import PLAIN_FORMAT, STEPS, Content, upgraded
from tests.storage.made import example_document, taken_apart
from tests.storage.worlds import edited

FOLDER = Path(__file__).parents[1] / "old_files"
OLD_FILES = sorted(FOLDER.glob("format-*/*.excellence"))


def of_files(found):
    """Return the decorator of a test that is about each of some old files."""
    names = [f"{file.parent.name}-{file.stem}" for file in found]
    return pytest.mark.parametrize("old", found, ids=names)


each = of_files(OLD_FILES)
each_of_format_1 = of_files([file for file in OLD_FILES if file.parent.name == "format-1"])
each_of_format_2 = of_files([file for file in OLD_FILES if file.parent.name == "format-2"])


def plain_document():
    """Return a document with nothing that format 3 added."""
    document = example_document()
    start = replace(document.assessment, answers={})
    entry = LogEntry("2026-01-01T00:00:00+00:00", "ana", "new", "tiny", None, records_of(start))
    return replace(document, assessment=start, log=Log().with_entries([entry]))


def needed_by(path):
    """Return the oldest format that a program must know to read the document of a file."""
    return json.loads(taken_apart(path.read_bytes())["manifest.json"])["min_reader"]


def test_there_are_files_of_every_older_format():
    formats = {int(file.parent.name.removeprefix("format-")) for file in OLD_FILES}
    assert formats == set(range(1, FORMAT))
    assert set(STEPS) == set(range(1, PLAIN_FORMAT))


@each
def test_an_old_file_says_what_it_always_said(old):
    wanted = json.loads(old.with_suffix(".json").read_text("utf-8"))
    found = read(old)
    assert json.loads(canonical(assessment_to_plain(found.assessment))) == wanted["assessment"]
    assert found.id == wanted["document"]
    assert found.revision == wanted["revision"]
    assert found.parent == wanted["parent"]
    assert dict(found.carried) == wanted["carried"]
    assert sha256(found.criteria).hexdigest() == wanted["criteria"]
    parts = {name: sha256(data).hexdigest() for name, data in found.parts.items()}
    assert parts == wanted["parts"]
    lines = found.log.lines.splitlines(keepends=True)
    before = b"".join(lines[: wanted["log"]["entries"]])
    assert sha256(before).hexdigest() == wanted["log"]["sha256"]
    assert (found.form, found.min_reader) == (FORMAT, PLAIN_FORMAT)


@each_of_format_1
def test_the_log_goes_on_from_the_whole_assessment(old):
    found = read(old)
    *before, last = read_log(found.log)
    assert first_break(found.log) is None
    assert {line.form for line in before} == {1}
    assert (last.edit, last.item, last.actor, last.form) == ("upgrade", "2", "", 2)
    assert last.time == before[-1].time
    assert last.old is None
    assert last.new == records_of(found.assessment)
    assert assembled(last.new) == found.assessment
    assert (found.log.entries, found.log.last_n) == (len(before) + 1, last.n)


@each
def test_copies_that_are_upgraded_apart_say_the_same(old, tmp_path):
    copies = [tmp_path / "one.excellence", tmp_path / "other.excellence"]
    for copy in copies:
        copy.write_bytes(old.read_bytes())
        write(copy, read(copy))
    assert copies[0].read_bytes() == copies[1].read_bytes()


@each_of_format_1
def test_reading_leaves_the_file_and_writing_keeps_it_for_ever(old, tmp_path):
    path = tmp_path / "cluster.excellence"
    path.write_bytes(old.read_bytes())
    document = read(path)
    assert path.read_bytes() == old.read_bytes()
    assert version_of(path) == (document.id, document.version)
    written = write(path, document)
    assert written.parent == document.version
    again = read(path)
    assert again == written
    assert again.assessment == document.assessment
    assert again.log == document.log
    assert needed_by(path) == PLAIN_FORMAT
    for _ in range(40):
        written = write(path, written)
    originals = [one for one in backups.versions(document.id) if "-format-1" in one.path.name]
    assert [one.path.read_bytes() for one in originals] == [old.read_bytes()]
    assert read(originals[0].path) == document
    last = read_log(document.log)[-2]  # before the upgrade, which nobody made
    assert (originals[0].time, originals[0].actor) == (last.time, last.actor)
    assert last.actor != ""


@each_of_format_2
def test_programs_of_format_2_read_what_has_nothing_new(old, tmp_path):
    path = tmp_path / "cluster.excellence"
    path.write_bytes(old.read_bytes())
    document = read(path)
    write(path, edited(document, lambda before: replace(before, target="gold!")))
    assert needed_by(path) == 2
    assert read(path).log.lines.startswith(document.log.lines)
    assert not [one for one in backups.versions(document.id) if "-format-" in one.path.name]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("C.3", ("markets", "time")),
        ("C.3", ()),
        ("C.2[1]", Fraction(1)),
        ("C.2[1]/name", "Marine Renewables"),
    ],
)
@pytest.mark.parametrize("way", ["now", "earlier", "undone"])
def test_what_format_2_does_not_know_asks_for_a_newer_program(key, value, way, tmp_path):
    path = tmp_path / "cluster.excellence"
    document = write(path, plain_document())
    assert needed_by(path) == 2
    answers = {key: Answer(value)}
    if way == "earlier":
        copy = replace(document.assessment.frozen_copy(), answers=answers)
        document = edited(document, lambda before: replace(before, earlier=(copy,)))
    else:
        document = edited(document, lambda before: replace(before, answers=answers))
    if way == "undone":
        document = edited(document, lambda before: replace(before, answers={}))
        assert document.assessment.answers == {}
    document = write(path, document)
    assert read(path) == document
    kept = way != "undone" or type(value) is tuple  # such a value stays in the log
    assert (needed_by(path) == 3) is kept
    again = write(path, edited(document, lambda before: replace(before, answers={})))
    assert again.min_reader == document.min_reader


def test_a_text_that_looks_like_a_list_is_read_by_programs_of_format_2(tmp_path):
    path = tmp_path / "cluster.excellence"
    answers = {"1.1": Answer('{"items":["a"]}')}
    write(path, edited(plain_document(), lambda before: replace(before, answers=answers)))
    assert needed_by(path) == 2


@each_of_format_1
def test_without_a_place_for_the_original_it_is_not_replaced(old, tmp_path, monkeypatch):
    path = tmp_path / "cluster.excellence"
    path.write_bytes(old.read_bytes())
    document = read(path)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EXCELLENCE_STATE", str(tmp_path / "file"))
    with pytest.raises(StorageTrouble):
        write(path, document)
    assert path.read_bytes() == old.read_bytes()


def test_a_log_without_lines_is_upgraded_as_well():
    content = Content(assessment_to_plain(read(OLD_FILES[0]).assessment), Log())
    found = upgraded(content, 1)
    (line,) = read_log(found.log)
    assert line.time == "1970-01-01T00:00:00+00:00"
    assert line.prev == ()


def test_what_is_of_today_or_later_stays_as_it_is():
    content = Content({"criteria": 5}, Log(b"anything"))
    assert upgraded(content, FORMAT) is content
    assert upgraded(content, FORMAT + 5) is content
    with pytest.raises(Damage):
        upgraded(content, 1)
