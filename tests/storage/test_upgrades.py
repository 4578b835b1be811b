"""Documents of older formats: every one ever written opens, and its file is kept."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from excellence_app.storage import backups
from excellence_app.storage.assessment_file import FORMAT, read, version_of, write
from excellence_app.storage.assessment_json import Damage, assessment_to_plain, canonical
from excellence_app.storage.log import Log, first_break, read_log
from excellence_app.storage.records import assembled, records_of
from excellence_app.storage.trouble import StorageTrouble
from excellence_app.storage.upgrades import STEPS, Content, upgraded
from tests.storage.made import taken_apart

FOLDER = Path(__file__).parents[1] / "old_files"
OLD_FILES = sorted(FOLDER.glob("format-*/*.excellence"))

each = pytest.mark.parametrize(
    "old", OLD_FILES, ids=[f"{file.parent.name}-{file.stem}" for file in OLD_FILES]
)


def test_there_are_files_of_every_older_format():
    formats = {int(file.parent.name.removeprefix("format-")) for file in OLD_FILES}
    assert formats == set(range(1, FORMAT)) == set(STEPS)


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
    assert (found.form, found.min_reader) == (FORMAT, FORMAT)


@each
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


@each
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
    assert json.loads(taken_apart(path.read_bytes())["manifest.json"])["min_reader"] == FORMAT
    for _ in range(40):
        written = write(path, written)
    originals = [one for one in backups.versions(document.id) if "-format-1" in one.path.name]
    assert [one.path.read_bytes() for one in originals] == [old.read_bytes()]
    assert read(originals[0].path) == document
    last = read_log(document.log)[-2]  # before the upgrade, which nobody made
    assert (originals[0].time, originals[0].actor) == (last.time, last.actor)
    assert last.actor != ""


@each
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
