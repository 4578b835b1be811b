"""The document package: whole, checked, and kind to what a newer version wrote."""

import errno
import json
import os
import random
import re
import shutil
import stat
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from excellence_app.domain.assessment import Answer, Candidate, Evidence
from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder, state_folder
from excellence_app.storage import assessment_file, atomic, backups, document
from excellence_app.storage.assessment_file import (
    ChangedOnDisk,
    copy_to,
    damaged_attachments,
    open_attachment,
    read,
    version_of,
    write,
)
from excellence_app.storage.document import Damaged, attachment_part
from excellence_app.storage.log import LogEntry, first_break
from excellence_app.storage.package import Package
from excellence_app.storage.plain_json import canonical
from excellence_app.storage.trouble import StorageTrouble
from tests.storage.made import (
    as_bytes,
    assessments,
    example,
    example_document,
    packed_up,
    put_together,
    taken_apart,
)

ENTRY = LogEntry(
    "2026-03-01T09:00:00+01:00", "ana", "target", "", {"target": "gold"}, {"target": "silver"}
)
WHOLE = as_bytes(replace(example_document(), revision=1))
POSIX = os.name == "posix"

FIRST, SECOND = b"%PDF-1.7 minutes" + bytes(range(256)) * 20, b"a picture" * 500


def digest_of(content):
    return sha256(content).hexdigest()


def holding(*contents, **changes):
    """Return a document that keeps these files as evidence, not yet on a disk."""
    start = example()
    items = {
        f"f{number}": Evidence(f"f{number}", f"Paper {number}", file=digest_of(c), size=len(c))
        for number, c in enumerate(contents)
    }
    assessment = replace(start, evidence={**start.evidence, **items})
    attachments = {digest_of(content): len(content) for content in contents}
    return example_document(assessment=assessment, attachments=attachments, **changes)


def staged_in(folder, *contents):
    """Return files with these contents, by their hashes."""
    folder.mkdir(exist_ok=True)
    found = {}
    for content in contents:
        found[digest_of(content)] = folder / digest_of(content)
        found[digest_of(content)].write_bytes(content)
    return found


def changed(stored):
    """Return a document with one more change."""
    return replace(
        stored,
        assessment=replace(stored.assessment, target="silver"),
        log=stored.log.with_entries([ENTRY]),
    )


def content_of(path, content):
    """Return what a document gives for the file with this content."""
    with open_attachment(path, digest_of(content)) as reader:
        return reader.read()


def from_bytes(data, path):
    path.write_bytes(data)
    return read(path)


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cluster.excellence"


def said(trouble):
    """Return all that a person would read."""
    return told(trouble.value)


def told(trouble):
    return " ".join(Words().say(message) for message in trouble.sentences)


@given(assessments())
@settings(max_examples=50)
def test_a_document_comes_back_as_it_was(path_factory, assessment):
    path = path_factory()
    written = write(path, example_document(assessment=assessment))
    assert read(path) == written
    assert written.assessment == assessment


@pytest.fixture(scope="module")
def path_factory(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("random") / "a.excellence"


def test_equal_documents_are_equal_bytes(tmp_path):
    one, other = tmp_path / "one.excellence", tmp_path / "other.excellence"
    staged = staged_in(tmp_path / "staged", FIRST, SECOND)
    given = holding(FIRST, SECOND)
    first = write(one, given, staged=staged)
    mirrored = dict(reversed(given.attachments.items()))
    write(other, replace(given, attachments=mirrored), staged=staged)
    assert one.read_bytes() == other.read_bytes() == as_bytes(first, [FIRST, SECOND])
    second = write(one, first)
    assert one.read_bytes() == as_bytes(second, [FIRST, SECOND])


def test_the_parts_stand_in_their_order_and_the_kind_of_file_can_be_told():
    assert list(taken_apart(WHOLE)) == [
        "mimetype",
        "manifest.json",
        "criteria.yaml",
        "assessment.json",
        "log.jsonl",
    ]
    assert WHOLE[38:79] == b"application/vnd.excellence.assessment+zip"


def faults(part, data):
    """Return what the schema of a part finds wrong with it."""
    schema = json.loads((resources_folder() / "schema" / f"{part}-2.json").read_text("utf-8"))
    return list(Draft202012Validator(schema).iter_errors(json.loads(data)))


def test_the_schemas_describe_what_is_written(path, tmp_path):
    given = holding(FIRST)
    conflicts = {"target": (Candidate("gold", "2026-03-01", "ana"), Candidate(None, "", "bo"))}
    given = replace(given, assessment=replace(given.assessment, conflicts=conflicts))
    write(path, given, staged=staged_in(tmp_path / "staged", FIRST))
    write(path, read(path))
    parts = taken_apart(path.read_bytes())
    assert faults("manifest", parts["manifest.json"]) == []
    assert faults("assessment", parts["assessment.json"]) == []
    assert json.loads(parts["manifest.json"])["revision"] == 2
    assert b'"conflicts"' in parts["assessment.json"]
    assert faults("manifest", parts["manifest.json"].replace(b'"size": ', b'"size": -')) != []
    assert (
        faults("assessment", parts["assessment.json"].replace(b'"actor": "bo"', b'"x": 1')) != []
    )


def test_each_version_names_the_one_before(path):
    first = write(path, example_document())
    assert first.version == sha256(taken_apart(path.read_bytes())["manifest.json"]).hexdigest()
    assert version_of(path) == (first.id, first.version)
    second = write(path, changed(first))
    assert (first.revision, first.parent) == (1, "")
    assert (second.revision, second.parent) == (2, first.version)
    assert second.id == first.id
    assert second.version != first.version
    assert read(path).log.entries == first.log.entries + 1
    assert first_break(read(path).log) is None
    assert read(path).log.last_n == first.log.last_n + 1


def test_the_version_of_what_is_not_there_is_none(path):
    assert version_of(path) is None
    path.write_bytes(b"no document")
    with pytest.raises(Damaged):
        version_of(path)


def test_a_new_document_replaces_nothing(path):
    path.write_text("precious")
    with pytest.raises(StorageTrouble) as trouble:
        write(path, example_document())
    assert "exists already" in said(trouble)
    assert path.read_text() == "precious"


def test_a_file_changed_by_somebody_else_is_not_overwritten(path):
    mine = write(path, example_document())
    write(path, changed(read(path)))
    theirs = path.read_bytes()
    with pytest.raises(ChangedOnDisk) as trouble:
        write(path, mine)
    assert "changed by somebody else" in said(trouble)
    assert trouble.value.path == path
    assert path.read_bytes() == theirs
    assert names(path.parent) == [path.name]


def test_a_file_changed_while_the_new_one_is_written_is_not_overwritten(path):
    mine = write(path, example_document())
    theirs = as_bytes(replace(changed(mine), revision=2, parent=mine.version))

    def interfere(_handle):
        other = path.with_name("synchronised")
        other.write_bytes(theirs)
        other.replace(path)

    with pytest.raises(ChangedOnDisk):
        write(path, changed(mine), carry_over=interfere)
    assert path.read_bytes() == theirs
    assert names(path.parent) == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed there")
def test_a_file_changed_while_the_old_one_is_kept_is_not_overwritten(path, monkeypatch):
    """Keeping it waits for the disk, which is long enough for somebody else to come."""
    mine = write(path, example_document())
    theirs = as_bytes(replace(changed(mine), revision=2, parent=mine.version))
    real, left = os.fsync, [theirs]

    def slow(handle):
        real(handle)
        if left and stat.S_ISDIR(os.fstat(handle).st_mode):
            other = path.with_name("synchronised")
            other.write_bytes(left.pop())
            other.replace(path)

    monkeypatch.setattr(os, "fsync", slow)
    with pytest.raises(ChangedOnDisk):
        write(path, changed(mine))
    assert not left
    assert path.read_bytes() == theirs
    assert names(path.parent) == [path.name]


def test_a_file_written_over_right_after_it_was_looked_at_is_not_overwritten(path, monkeypatch):
    mine = write(path, example_document())
    theirs = as_bytes(replace(changed(mine), revision=2, parent=mine.version))
    real, left = assessment_file.read_manifest, [theirs]

    def slow(package, where):
        found = real(package, where)
        if left:
            path.write_bytes(left.pop())
        return found

    monkeypatch.setattr(assessment_file, "read_manifest", slow)
    with pytest.raises(ChangedOnDisk):
        write(path, mine)
    assert path.read_bytes() == theirs


def test_a_file_that_was_only_touched_meanwhile_is_overwritten(path):
    mine = write(path, example_document())
    write(path, changed(mine), carry_over=lambda _handle: os.utime(path, (1, 1)))
    assert read(path).assessment.target == "silver"


def test_a_new_document_replaces_nothing_that_came_meanwhile(path):
    with pytest.raises(StorageTrouble) as trouble:
        write(path, example_document(), carry_over=lambda _handle: path.write_bytes(b"precious"))
    assert "exists already" in said(trouble)
    assert path.read_bytes() == b"precious"


def test_another_document_in_its_place_is_not_overwritten(path):
    mine = write(path, example_document())
    path.unlink()
    write(path, example_document(id=assessment_file.new_id()))
    theirs = path.read_bytes()
    with pytest.raises(StorageTrouble) as trouble:
        write(path, mine)
    assert "is another document by now" in said(trouble)
    assert not isinstance(trouble.value, ChangedOnDisk)
    assert path.read_bytes() == theirs


def test_a_file_that_was_moved_away_is_written_again(path):
    document = write(path, example_document())
    path.rename(path.with_name("elsewhere.excellence"))
    write(path, changed(document))
    assert read(path).log.entries == document.log.entries + 1


@pytest.mark.skipif(not POSIX, reason="an open file cannot be replaced elsewhere")
def test_the_lock_can_be_carried_over_to_the_new_file(path):
    first = write(path, example_document())
    seen = []

    def carry_over(handle):
        seen.append(os.fstat(handle))
        assert read(path).version == first.version

    write(path, changed(first), carry_over=carry_over)
    assert [(one.st_dev, one.st_ino) for one in seen] == [(path.stat().st_dev, path.stat().st_ino)]


def test_what_a_newer_version_wrote_survives_a_change(path):
    parts = taken_apart(WHOLE)
    plain = json.loads(parts["assessment.json"])
    plain["mood"] = {"of": ["the", "day", 1]}
    plain["answers"]["1.1"]["colour"] = "blue"
    plain["people"][0]["phone"] = "+385 1"
    plain["earlier"][0]["answers"]["1.1"]["colour"] = "red"
    parts["assessment.json"] = json.dumps(plain).encode()
    parts["attachments/4f"] = bytes(range(256)) * 9
    manifest = json.loads(parts["manifest.json"])
    manifest |= {"format": 4, "theme": "dark"}
    parts["manifest.json"] = json.dumps(manifest).encode()
    path.write_bytes(put_together(parts))

    document = read(path)
    answers = {**document.assessment.answers, "1.2": Answer(value=False)}
    write(path, replace(document, assessment=replace(document.assessment, answers=answers)))

    after = taken_apart(path.read_bytes())
    written = json.loads(after["assessment.json"])
    assert written["mood"] == {"of": ["the", "day", 1]}
    assert written["answers"]["1.1"]["colour"] == "blue"
    assert written["answers"]["1.2"]["value"] is False
    assert written["people"][0]["phone"] == "+385 1"
    assert written["earlier"][0]["answers"]["1.1"]["colour"] == "red"
    assert after["attachments/4f"] == bytes(range(256)) * 9
    kept = json.loads(after["manifest.json"])
    assert (kept["format"], kept["min_reader"], kept["theme"]) == (4, 2, "dark")
    assert "attachments/4f" in kept["parts"]


def test_unknown_fields_go_with_the_record_they_belong_to(path):
    parts = taken_apart(WHOLE)
    plain = json.loads(parts["assessment.json"])
    plain["answers"]["1.1"]["colour"] = "blue"
    path.write_bytes(put_together({**parts, "assessment.json": json.dumps(plain).encode()}))
    document = read(path)
    answers = {key: one for key, one in document.assessment.answers.items() if key != "1.1"}
    written = write(
        path, replace(document, assessment=replace(document.assessment, answers=answers))
    )
    assert read(path) == written
    assert b"blue" not in taken_apart(path.read_bytes())["assessment.json"]


def with_part(name, data, *, seal=True):
    return put_together({**taken_apart(WHOLE), name: data}, seal=seal)


def without(name, *, seal=False):
    parts = taken_apart(WHOLE)
    del parts[name]
    return put_together(parts, seal=seal)


def with_manifest(**changes):
    manifest = json.loads(taken_apart(WHOLE)["manifest.json"])
    return with_part("manifest.json", json.dumps({**manifest, **changes}).encode(), seal=False)


def listing_itself():
    """Return a document whose manifest names a part that it must not name."""
    parts = taken_apart(WHOLE)
    manifest = json.loads(parts["manifest.json"])
    kind = parts["mimetype"]
    manifest["parts"]["mimetype"] = {"sha256": digest_of(kind), "size": len(kind)}
    return with_manifest(parts=manifest["parts"])


NEWER = {"format": 7, "min_reader": 7, "written_by": "9.1", "parts": "in another form"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["is empty"]),
        (b"format: 1\n", ["not a document of Excellence"]),
        (b"PK\x05\x06" + b"\x00" * 18, ["ZIP file, but not a document"]),
        (put_together({"word/document.xml": b"<w/>"}, seal=False), ["not a document"]),
        (WHOLE[:-1], ["damaged"]),
        (WHOLE[: len(WHOLE) // 2], ["damaged", "cut off"]),
        (without("manifest.json"), ["damaged", '"manifest.json" is missing']),
        (without("mimetype"), ["damaged", '"mimetype"']),
        (without("assessment.json"), ['"assessment.json" is missing']),
        (without("log.jsonl", seal=True), ['"log.jsonl" is missing']),
        (with_part("mimetype", b"application/zip"), ['"mimetype"']),
        (with_part("criteria.yaml", b"format: 2", seal=False), ['"criteria.yaml"']),
        (with_part("criteria.yaml", b"format: 2"), ['"criteria.yaml"']),
        (with_part("log.jsonl", b"", seal=False), ['"log.jsonl"']),
        (with_part("extra.txt", b"hello", seal=False), ['"extra.txt"']),
        (with_part("assessment.json", b"{}"), ['"assessment.json"', '"criteria"']),
        (with_part("assessment.json", b"[" * 99_999), ['"assessment.json"']),
        (with_part("assessment.json", b'{"a":1,"a":2}'), ['"assessment.json"', '"a"']),
        (with_part("manifest.json", b"[]", seal=False), ['"manifest.json"']),
        (with_part("manifest.json", b"{", seal=False), ['"manifest.json"']),
        (with_part("manifest.json", b'"' + b"x" * 1_000_000 + b'"', seal=False), ["manifest"]),
        (with_manifest(revision=0), ['"manifest.json"']),
        (with_manifest(format=0), ['"manifest.json"']),
        (with_manifest(parent=5), ['"manifest.json"']),
        (with_manifest(parts={"criteria.yaml": 3}), ['"manifest.json"']),
        (with_manifest(log={"entries": -1, "head": "0" * 64}), ['"manifest.json"']),
        (with_manifest(log={"entries": 2, "head": '","old":"'}), ['"manifest.json"']),
        (with_manifest(log={"entries": 2, "head": "0" * 63}), ['"manifest.json"']),
        (listing_itself(), ['"mimetype" is missing']),
        (with_part("log.jsonl", b'{"n":1}\n'), ['"log.jsonl"']),
        (with_manifest(**NEWER), ["newer version", "(9.1)", "format 7", "format 3"]),
        (with_manifest(**NEWER | {"written_by": "\x1b[31m"}), ["newer version"]),
    ],
    ids=range(32),
)
def test_what_is_no_document_is_refused_with_the_reason(path, data, words):
    path.write_bytes(data)
    with pytest.raises(StorageTrouble) as trouble:
        read(path)
    text = said(trouble)
    for word in [path.name, *words]:
        assert word in text
    assert text.isprintable()
    assert path.read_bytes() == data


WITH_FILES = as_bytes(replace(holding(FIRST, SECOND), revision=1), [FIRST, SECOND])


@pytest.mark.parametrize("seed", range(4))
def test_no_damage_goes_unseen(path, seed):
    """Cut, flip and zero bytes: refused, or what is read is what was written."""
    rolled = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    whole = from_bytes(WITH_FILES, path)
    refused = 0
    for _ in range(250):
        data = bytearray(WITH_FILES)
        start = rolled.randrange(len(data))
        match rolled.choice(["flip", "zero", "cut", "drop", "repeat"]):
            case "flip":
                data[start] ^= 1 << rolled.randrange(8)
            case "zero":
                data[start : start + rolled.randrange(1, 40)] = bytes(1)
            case "cut":
                del data[start:]
            case "drop":
                del data[start : start + rolled.randrange(1, 40)]
            case "repeat":
                data[start:start] = data[start : start + rolled.randrange(1, 40)]
        path.write_bytes(data)
        try:
            assert read(path) == whole
        except StorageTrouble:
            refused += 1
            continue
        damaged = damaged_attachments(path)
        for content in (FIRST, SECOND):
            if digest_of(content) in damaged:
                with pytest.raises(StorageTrouble):
                    content_of(path, content)
            else:
                assert content_of(path, content) == content
    assert refused > 150


def test_a_missing_file_is_named(path):
    with pytest.raises(StorageTrouble) as trouble:
        read(path)
    assert f"{path} does not exist." in said(trouble)


def test_a_folder_is_named(tmp_path):
    with pytest.raises(StorageTrouble) as trouble:
        read(tmp_path)
    assert "is a folder" in said(trouble)


def test_a_file_below_a_file_is_named(path):
    path.write_text("")
    with pytest.raises(StorageTrouble) as trouble:
        read(path / "inner.excellence")
    assert "part of its path is not a folder" in said(trouble)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_is_not_waited_for(path):
    os.mkfifo(path)
    with pytest.raises(StorageTrouble) as trouble:
        read(path)
    assert "not an ordinary file" in said(trouble)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no devices")
def test_a_device_is_refused():
    with pytest.raises(StorageTrouble) as trouble:
        read(Path("/dev/zero"))
    assert "not an ordinary file" in said(trouble)


def test_a_name_that_no_file_can_have_is_refused(tmp_path):
    with pytest.raises(StorageTrouble):
        read(tmp_path / "a\x00b.excellence")
    with pytest.raises(StorageTrouble) as trouble:
        read(tmp_path / ("a" * 300 + ".excellence"))
    assert "too long" in said(trouble)


def test_a_link_in_a_circle_is_refused(path):
    path.symlink_to(path.name)
    with pytest.raises(StorageTrouble):
        read(path)


def test_a_huge_file_is_refused_before_it_is_read(path):
    with path.open("wb") as file:
        file.truncate(assessment_file.MAX_FILE + 1)
    with pytest.raises(StorageTrouble) as trouble:
        read(path)
    assert "larger than a document" in said(trouble)


def test_ids_of_documents_differ():
    assert len({assessment_file.new_id() for _ in range(20)}) == 20


def test_the_criteria_are_kept_to_the_byte(path):
    write(path, example_document())
    assert taken_apart(path.read_bytes())["criteria.yaml"] == example_document().criteria
    assert (
        canonical(json.loads(taken_apart(path.read_bytes())["assessment.json"])) + b"\n"
        == (taken_apart(path.read_bytes())["assessment.json"])
    )


def test_files_go_in_and_come_out(path, tmp_path):
    staged = staged_in(tmp_path / "staged", FIRST, SECOND)
    written = write(path, holding(FIRST, SECOND), staged=staged)
    shutil.rmtree(tmp_path / "staged")
    assert read(path) == written
    assert written.attachments == {digest_of(one): len(one) for one in (FIRST, SECOND)}
    after = write(path, changed(written))
    assert read(path).attachments == after.attachments == written.attachments
    for content in (FIRST, SECOND):
        assert content_of(path, content) == content
    assert damaged_attachments(path) == []
    assert [name for name in taken_apart(path.read_bytes()) if "/" in name] == sorted(
        attachment_part(digest) for digest in written.attachments
    )


def test_a_file_that_is_no_longer_wanted_goes(path, tmp_path):
    staged = staged_in(tmp_path / "staged", FIRST, SECOND)
    written = write(path, holding(FIRST, SECOND), staged=staged)
    less = {digest_of(FIRST): len(FIRST)}
    write(path, replace(written, attachments=less))
    assert read(path).attachments == less
    assert SECOND not in path.read_bytes()
    with pytest.raises(StorageTrouble) as trouble, open_attachment(path, digest_of(SECOND)):
        pass
    assert "does not hold the file" in said(trouble)


def test_a_file_can_come_back_from_an_earlier_version(path, tmp_path):
    staged = staged_in(tmp_path / "staged", FIRST)
    written = write(path, holding(FIRST), staged=staged)
    without_it = write(path, replace(written, attachments={}))
    write(path, replace(without_it, attachments=written.attachments))
    assert content_of(path, FIRST) == FIRST


@pytest.mark.parametrize("left", [b"", b"other content", FIRST[:-1] + b"x"])
def test_a_file_that_is_nowhere_is_named_and_nothing_is_written(path, tmp_path, left):
    before = write(path, example_document())
    whole = path.read_bytes()
    staged = staged_in(tmp_path / "staged", FIRST)
    staged[digest_of(FIRST)].write_bytes(left)
    wanted = holding(FIRST, version=before.version, revision=1)
    with pytest.raises(StorageTrouble) as trouble:
        write(path, wanted, staged=staged)
    assert 'the file "Paper 0"' in said(trouble)
    assert path.read_bytes() == whole
    assert names(path.parent) == [path.name, "staged"]


def test_what_is_read_in_pieces_is_the_same(path, tmp_path):
    content = bytes(range(256)) * 12_000
    write(path, holding(content), staged=staged_in(tmp_path / "staged", content))
    with open_attachment(path, digest_of(content)) as reader:
        assert reader.size == len(content)
        start = reader.read(10) + reader.read(0) + reader.read(1 << 20)
        assert start == content[: 10 + (1 << 20)]
        assert start + b"".join(reader.pieces()) == content
        assert reader.read() == b""


def spoilt(path, content, *, at=100):
    """Change one byte of a file that a document keeps, and nothing else."""
    data = bytearray(path.read_bytes())
    data[data.index(content) + at] ^= 0xFF
    path.write_bytes(data)
    return bytes(data)


def test_damage_in_a_file_shows_when_it_is_read_and_not_before(path, tmp_path):
    write(path, holding(FIRST, SECOND), staged=staged_in(tmp_path / "staged", FIRST, SECOND))
    spoilt(path, FIRST)
    assert read(path).attachments.keys() == {digest_of(FIRST), digest_of(SECOND)}
    assert damaged_attachments(path) == [digest_of(FIRST)]
    with pytest.raises(StorageTrouble) as trouble:
        content_of(path, FIRST)
    assert "is not what was taken in" in said(trouble)
    assert digest_of(FIRST)[:12] in said(trouble)
    assert content_of(path, SECOND) == SECOND


def test_a_damaged_file_stops_nobody_from_saving_and_stays_known_as_damaged(path, tmp_path):
    staged = staged_in(tmp_path / "staged", FIRST, SECOND)
    written = write(path, holding(FIRST, SECOND), staged=staged)
    data = spoilt(path, FIRST)
    for _ in range(2):
        written = write(path, changed(written))
    assert read(path) == written
    assert written.assessment.target == "silver"
    assert damaged_attachments(path) == [digest_of(FIRST)]
    part = attachment_part(digest_of(FIRST))
    with path.open("rb") as file:
        stored = b"".join(Package(file).stream(part))
    assert stored in data
    assert stored != FIRST


@pytest.mark.parametrize("good", ["staged", "earlier"])
def test_a_damaged_file_is_mended_from_a_good_copy(path, tmp_path, good):
    staged = staged_in(tmp_path / "staged", FIRST, SECOND)
    written = write(path, holding(FIRST, SECOND), staged=staged)
    if good == "earlier":
        written = write(path, changed(written))
    spoilt(path, FIRST)
    write(path, changed(written), staged=staged if good == "staged" else {})
    assert damaged_attachments(path) == []
    assert content_of(path, FIRST) == FIRST


def test_a_damaged_header_of_a_file_is_mended(path, tmp_path):
    written = write(path, holding(FIRST), staged=staged_in(tmp_path / "staged", FIRST))
    data = bytearray(path.read_bytes())
    data[data.index(FIRST) - 80] ^= 1  # in the name in front of the content
    path.write_bytes(data)
    assert damaged_attachments(path) == [digest_of(FIRST)]
    write(path, changed(written))
    assert content_of(path, FIRST) == FIRST


def test_neither_reading_nor_writing_takes_a_large_file_into_memory(path, tmp_path):
    content = bytes(range(256)) * 100_000
    staged = staged_in(tmp_path / "staged", content)
    given = holding(content)
    tracemalloc.start()
    try:
        written = write(path, given, staged=staged)
        write(path, changed(written))
        read(path)
        assert damaged_attachments(path) == []
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


THE_FILE = attachment_part(digest_of(FIRST))


def with_file(part=THE_FILE, *, stored=True, **listed):
    """Return a document with one file, of which index or manifest says something odd."""
    parts = taken_apart(as_bytes(replace(holding(FIRST), revision=1), [FIRST]))
    del parts[THE_FILE]
    manifest = json.loads(parts["manifest.json"])
    about = manifest["parts"].pop(THE_FILE) | listed
    if part:
        parts[part] = FIRST
        manifest["parts"][part] = about
    else:
        manifest["parts"][THE_FILE] = about
    parts["manifest.json"] = json.dumps(manifest).encode()
    return packed_up(parts, stored=[part] if stored else [])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (with_file(size=5), ['"attachments/']),
        (with_file(stored=False), ['"attachments/']),
        (with_file(attachment_part("0" * 64)), ['"attachments/0000']),
        (with_file(sha256="0" * 64), ['"attachments/']),
        (with_file(part=""), ['"attachments/', "is missing"]),
        (with_file(part="attachments/short", sha256="0" * 64), ['"attachments/short"']),
    ],
    ids=range(6),
)
def test_a_file_that_is_not_as_the_manifest_lists_it_is_refused_at_opening(path, data, words):
    path.write_bytes(data)
    with pytest.raises(Damaged) as trouble:
        read(path)
    assert all(word in said(trouble) for word in words)
    assert trouble.value.document == example_document().id


def test_the_well_formed_one_of_those_is_read(path):
    path.write_bytes(with_file())
    assert content_of(path, FIRST) == FIRST


def test_a_package_with_parts_beyond_all_measure_is_refused(path, monkeypatch):
    path.write_bytes(WHOLE)
    monkeypatch.setattr(document, "MAX_IN_MEMORY", 500)
    with pytest.raises(Damaged) as trouble:
        read(path)
    assert "larger than any of ours" in said(trouble)


def test_a_part_that_unpacks_to_far_too_much_is_told_apart_from_a_large_one(path):
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("assessment.json", b" " * 200_000)
    path.write_bytes(data.getvalue())
    with pytest.raises(Damaged) as trouble:
        read(path)
    assert '"assessment.json" unpacks to more than ours ever do' in said(trouble)
    assert "larger" not in said(trouble)


def test_a_document_that_would_become_too_large_is_not_written(path, tmp_path, monkeypatch):
    written = write(path, example_document())
    whole = path.read_bytes()
    monkeypatch.setattr(assessment_file, "MAX_FILE", len(whole) + 2_000)
    wanted = holding(FIRST, version=written.version)
    with pytest.raises(StorageTrouble) as trouble:
        write(path, wanted, staged=staged_in(tmp_path / "staged", FIRST))
    assert "would become larger" in said(trouble)
    assert path.read_bytes() == whole


@pytest.mark.skipif(not POSIX, reason="the calls are those of POSIX")
@pytest.mark.parametrize("number", range(1, 14))
def test_every_failing_write_leaves_the_old_document(path, tmp_path, monkeypatch, number):
    staged = staged_in(tmp_path / "staged", FIRST, SECOND)
    written = write(path, holding(FIRST), staged=staged)
    whole = path.read_bytes()
    wanted = holding(FIRST, SECOND, version=written.version, revision=1)
    real, calls = os.write, []

    def failing(handle, data):
        calls.append(handle)
        if len(calls) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(handle, data)

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", failing)
        with pytest.raises(StorageTrouble) as trouble:
            write(path, wanted, staged=staged)
    assert "The disk is full" in said(trouble)
    assert path.read_bytes() == whole
    assert names(path.parent) == [path.name, "staged"]
    write(path, wanted, staged=staged)
    assert content_of(path, SECOND) == SECOND


@pytest.mark.skipif(not POSIX, reason="the calls are those of POSIX")
@pytest.mark.parametrize("part", ["mimetype", "assessment.json", "attachment"])
def test_what_the_disk_gives_back_otherwise_replaces_nothing(path, tmp_path, monkeypatch, part):
    staged = staged_in(tmp_path / "staged", FIRST)
    written = write(path, holding(FIRST), staged=staged)
    whole = path.read_bytes()
    mark = {"mimetype": b"vnd.excellence", "attachment": FIRST[:40]}.get(part)
    real, count = os.write, []

    def lying(handle, data):
        found = bytearray(data)
        count.append(1)
        if (mark and mark in found) or (mark is None and len(count) == 8):
            found[len(found) // 2] ^= 0xFF
        return real(handle, bytes(found))

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", lying)
        with pytest.raises(StorageTrouble) as trouble:
            write(path, changed(written))
    assert "could not be read again" in said(trouble)
    assert path.read_bytes() == whole
    assert names(path.parent) == [path.name, "staged"]


def test_leftovers_of_a_crash_are_removed(path):
    leftover = path.with_name(f"{atomic._prefix(path)}01234567.tmp")  # noqa: SLF001 - the name that a leftover file has
    leftover.write_bytes(b"half")
    write(path, example_document())
    assert names(path.parent) == [path.name]


def hold(path, monkeypatch):
    """Let the system refuse to replace a document for good, as Windows does."""
    real = os.replace

    def holding_it(source, target, **named):
        if Path(target) == path:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = 32
            raise error
        return real(source, target, **named)

    monkeypatch.setattr(os, "replace", holding_it)
    monkeypatch.setattr(atomic, "PATIENCE", 0)


def test_a_document_that_another_program_holds_is_rescued_once(path, tmp_path, monkeypatch):
    staged = staged_in(tmp_path / "staged", FIRST)
    written = write(path, holding(FIRST), staged=staged)
    whole = path.read_bytes()
    mine = changed(written)
    with monkeypatch.context() as patched:
        hold(path, patched)
        for _ in range(3):
            with pytest.raises(StorageTrouble) as trouble:
                write(path, mine)
            mine = changed(mine)
    rescued, original, _ = sorted(path.parent.iterdir())
    assert original == path
    assert re.fullmatch(
        r"cluster \(rescued \d{4}-\d\d-\d\d \d\d\.\d\d\)\.excellence", rescued.name
    )
    assert f"your answers are in {rescued}." in said(trouble)
    assert "in use by another program" in said(trouble)
    assert path.read_bytes() == whole
    assert read(rescued).log.entries == written.log.entries + 3
    assert content_of(rescued, FIRST) == FIRST
    write(path, mine)
    assert read(path).log.entries == written.log.entries + 4


def test_a_rescued_copy_that_holds_more_is_not_replaced(path, monkeypatch):
    written = write(path, example_document())
    other = LogEntry(*ENTRY[:1], "bo", *ENTRY[2:])
    theirs = replace(changed(written), log=written.log.with_entries([other]))
    with monkeypatch.context() as patched:
        hold(path, patched)
        for one in (theirs, changed(written)):
            with pytest.raises(StorageTrouble):
                write(path, one)
    rescued = [name for name in path.parent.iterdir() if name != path]
    assert len(rescued) == 2
    assert {read(one).log.entries for one in rescued} == {written.log.entries + 1}


def test_the_version_before_is_kept(path):
    first = write(path, example_document())
    whole = path.read_bytes()
    write(path, changed(first))
    (kept,) = backups.versions(first.id)
    assert kept.path.read_bytes() == whole
    assert read(kept.path) == first


def test_a_rescued_copy_that_holds_more_files_is_not_replaced(path, tmp_path, monkeypatch):
    staged = staged_in(tmp_path / "staged", FIRST)
    written = write(path, example_document())
    with monkeypatch.context() as patched:
        hold(path, patched)
        for attachments in ({digest_of(FIRST): len(FIRST)}, {}):
            with pytest.raises(StorageTrouble):
                write(path, replace(written, attachments=attachments), staged=staged)
    rescued = sorted(path.parent.glob("*rescued*"), key=lambda one: one.stat().st_size)
    assert [list(read(one).attachments) for one in rescued] == [[], [digest_of(FIRST)]]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files cannot be listed")
def test_no_file_is_open_when_the_new_one_is_moved_into_place(path, tmp_path, monkeypatch):
    """Windows replaces no file that is open, and moves none."""
    staged = staged_in(tmp_path / "staged", FIRST)
    written = write(path, holding(FIRST), staged=staged)
    real, seen = os.replace, []

    def replacing(source, target, **named):
        for entry in list(Path("/proc/self/fd").iterdir()):
            with suppress(OSError):  # that of the list itself
                seen.append(str(entry.readlink()))
        return real(source, target, **named)

    monkeypatch.setattr(os, "replace", replacing)
    write(path, changed(written))
    assert seen != []
    assert [one for one in seen if str(tmp_path) in one] == []


def test_a_version_that_cannot_be_kept_is_told_of_and_stops_nobody(path, monkeypatch, tmp_path):
    first = write(path, example_document())
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EXCELLENCE_STATE", str(tmp_path / "file"))
    heard = []
    write(path, changed(first), tell=heard.append)
    assert len(heard) == 1
    assert str(tmp_path / "file") in told(heard[0])
    assert read(path).assessment.target == "silver"
    write(path, changed(read(path)))


@pytest.mark.parametrize("damage", ["manifest", "assessment", "cut", "gone", "emptied"])
def test_where_a_document_is_damaged_or_gone_the_advice_names_what_is_kept(path, damage):
    first = write(path, example_document())
    write(path, changed(first))
    data = path.read_bytes()
    match damage:
        case "manifest":
            path.write_bytes(with_manifest(revision=0))
        case "assessment":
            path.write_bytes(with_part("assessment.json", b"{}"))
        case "cut":
            path.write_bytes(data[:-200])
        case "emptied":
            path.write_bytes(b"")
        case "gone":
            path.unlink()
    with pytest.raises(StorageTrouble) as trouble:
        read(path)
    text = said(trouble)
    assert "An earlier version of it is kept, of 2026-02-28 10:01." in text
    assert f'"excellence versions {path}"' in text
    with pytest.raises(StorageTrouble) as trouble:
        read(path.with_name("other.excellence"))
    assert "earlier version" not in said(trouble)


def test_where_the_disk_cannot_read_a_document_the_advice_names_what_is_kept(path, monkeypatch):
    first = write(path, example_document())
    write(path, changed(first))
    real = os.open

    def failing(name, *given, **named):
        if Path(name) == path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(name, *given, **named)

    monkeypatch.setattr(os, "open", failing)
    with pytest.raises(StorageTrouble) as trouble:
        read(path)
    assert "reported a fault" in said(trouble)
    assert "An earlier version of it is kept" in said(trouble)


def test_only_a_good_version_is_offered(path):
    first = write(path, example_document())
    write(path, changed(first))
    (kept,) = backups.versions(first.id)
    kept.path.write_bytes(b"PK damaged as well")
    path.unlink()
    with pytest.raises(StorageTrouble) as trouble:
        assessment_file.refuse_what_is_no_file(path)
    assert "earlier version" not in said(trouble)


def test_a_copy_is_a_new_file_and_the_same(path, tmp_path):
    write(path, holding(FIRST), staged=staged_in(tmp_path / "staged", FIRST))
    copy = tmp_path / "copy.excellence"
    copy_to(path, copy)
    assert copy.read_bytes() == path.read_bytes()
    copy.write_bytes(b"mine")
    with pytest.raises(StorageTrouble) as trouble:
        copy_to(path, copy)
    assert "exists already" in said(trouble)
    assert copy.read_bytes() == b"mine"


def test_what_is_damaged_is_not_copied(path, tmp_path):
    path.write_bytes(WHOLE[:-40])
    with pytest.raises(Damaged):
        copy_to(path, tmp_path / "copy.excellence")
    assert names(tmp_path) == [path.name]


def test_what_is_no_file_name_is_never_taken_for_a_folder(path):
    """The id of a document may be anything in a stranger's file."""
    strange = "../../../elsewhere"
    first = write(path, example_document(id=strange))
    write(path, changed(first))
    (kept,) = backups.versions(strange)
    assert kept.path.parent.parent == state_folder() / "backups"
