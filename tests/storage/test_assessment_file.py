"""The document package: whole, checked, and kind to what a newer version wrote."""

import json
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from excellence_app.domain.assessment import Answer
from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.storage import assessment_file
from excellence_app.storage.assessment_file import from_bytes, read, to_bytes, write
from excellence_app.storage.assessment_json import canonical
from excellence_app.storage.log import LogEntry, first_break
from excellence_app.storage.trouble import StorageTrouble
from tests.storage.made import (
    assessments,
    example_document,
    put_together,
    taken_apart,
)

ENTRY = LogEntry("2026-03-01T09:00:00+01:00", "ana", "answer", "1.1", 3, 4)
WHOLE = to_bytes(replace(example_document(), revision=1))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cluster.excellence"


def said(trouble):
    """Return all that a person would read."""
    return " ".join(Words().say(message) for message in trouble.value.sentences)


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


def test_equal_documents_are_equal_bytes():
    assert to_bytes(replace(example_document(), revision=1)) == WHOLE


def test_the_parts_stand_in_their_order_and_the_kind_of_file_can_be_told():
    assert list(taken_apart(WHOLE)) == [
        "mimetype",
        "manifest.json",
        "criteria.yaml",
        "assessment.json",
        "log.jsonl",
    ]
    assert WHOLE[38:79] == b"application/vnd.excellence.assessment+zip"


def test_the_schema_describes_the_manifest(path):
    schema = json.loads((resources_folder() / "schema" / "manifest-1.json").read_text("utf-8"))
    write(path, read_after_first_save(path))
    manifest = json.loads(taken_apart(path.read_bytes())["manifest.json"])
    assert list(Draft202012Validator(schema).iter_errors(manifest)) == []
    assert manifest["revision"] == 2


def read_after_first_save(path):
    write(path, example_document())
    return read(path)


def test_each_version_names_the_one_before(path):
    first = write(path, example_document())
    second = write(path, first, [ENTRY])
    assert (first.revision, first.parent) == (1, "")
    assert (second.revision, second.parent) == (2, first.sha256)
    assert second.id == first.id
    assert read(path).log.entries == first.log.entries + 1
    assert first_break(read(path).log) is None


def test_a_new_document_replaces_nothing(path):
    path.write_text("precious")
    with pytest.raises(StorageTrouble) as trouble:
        write(path, example_document())
    assert "exists already" in said(trouble)
    assert path.read_text() == "precious"


def test_a_file_changed_by_somebody_else_is_not_overwritten(path):
    mine = write(path, example_document())
    write(path, read(path), [ENTRY])
    theirs = path.read_bytes()
    with pytest.raises(StorageTrouble) as trouble:
        write(path, mine, [ENTRY._replace(actor="bo")])
    assert "changed by somebody else" in said(trouble)
    assert path.read_bytes() == theirs
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_file_that_was_moved_away_is_written_again(path):
    document = write(path, example_document())
    path.rename(path.with_name("elsewhere.excellence"))
    write(path, document, [ENTRY])
    assert read(path).log.entries == document.log.entries + 1


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
    manifest |= {"format": 3, "theme": "dark"}
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
    assert (kept["format"], kept["min_reader"], kept["theme"]) == (3, 1, "dark")
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
        (with_manifest(log={"entries": -1, "head": ""}), ['"manifest.json"']),
        (with_manifest(**NEWER), ["newer version", "(9.1)", "format 7", "format 1"]),
        (with_manifest(**NEWER | {"written_by": "\x1b[31m"}), ["newer version"]),
    ],
    ids=range(28),
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


@pytest.mark.parametrize("seed", range(4))
def test_no_damage_goes_unseen(path, seed):
    """Cut, flip and zero bytes: refused, or what is read is what was written."""
    rolled = random.Random(seed)  # noqa: S311 - no secret, a repeatable choice
    whole = from_bytes(WHOLE, path)
    for _ in range(250):
        data = bytearray(WHOLE)
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
        try:
            found = from_bytes(bytes(data), path)
        except StorageTrouble:
            continue
        assert replace(found, sha256="") == replace(whole, sha256="")


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
