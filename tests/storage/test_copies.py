"""Other copies beside a document: recognised by what they are, not by their names."""

import os
import sys
import zipfile
from dataclasses import replace

import pytest

from excellence_app.domain.assessment import ClusterProfile
from excellence_app.storage import copies
from excellence_app.storage.assessment_file import read, version_of, write
from excellence_app.storage.copies import other_copies
from tests.storage.made import example_document

posix = pytest.mark.skipif(os.name != "posix", reason="a thing of POSIX")

# What programs make of "cluster.excellence" when two people have changed it apart.
NAMES = {
    "Dropbox": "cluster (Ana's conflicted copy 2026-11-22).excellence",
    "Dropbox in German": "cluster (In Konflikt stehende Kopie von Ana 2026-11-22).excellence",
    "OneDrive": "cluster-LAPTOP-7.excellence",
    "Nextcloud": "cluster (conflicted copy 2026-11-22 143000).excellence",
    "ownCloud": "cluster_conflict-20261122-143000.excellence",
    "Syncthing": "cluster.sync-conflict-20261122-143000-ABCDEFG.excellence",
    "Google Drive": "cluster (1).excellence",
    "iCloud": "cluster 2.excellence",
    "Seafile": "cluster (SFConflict ana@example.org 2026-11-22-14-30-00).excellence",
    "Resilio": "cluster.Conflict.excellence",
    "git-annex": "cluster.variant-3a2f.excellence",
    "Unison": "cluster.excellence (conflict on 2026-11-22)",
    "Windows": "cluster - Copy.excellence",
    "Windows in French": "cluster - Copie (2).excellence",
    "a mail program": "cluster.excellence.zip",
    "in Greek": "cluster (αντίγραφο σε διένεξη).excellence",
    "a person": "for the board",
}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "cluster.excellence"
    write(path, example_document())
    return path


@pytest.fixture
def newer(path, tmp_path):
    """Return the bytes of another version of the document."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copy = elsewhere / path.name
    copy.write_bytes(path.read_bytes())
    document = read(copy)
    profile = ClusterProfile("Küste, Meer & Wind", document.assessment.profile.facts)
    write(copy, replace(document, assessment=replace(document.assessment, profile=profile)))
    return copy.read_bytes()


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_copy_is_recognised_whatever_it_is_called(path, newer, name):
    copy = path.with_name(name)
    copy.write_bytes(newer)
    assert other_copies(path) == [copy]
    assert other_copies(copy) == [path]


def test_all_of_them_at_once_are_sorted(path, newer):
    for name in NAMES.values():
        path.with_name(name).write_bytes(newer)
    assert other_copies(path) == sorted(path.with_name(name) for name in NAMES.values())


def test_what_is_the_same_version_or_another_document_is_no_copy(path):
    path.with_name("same.excellence").write_bytes(path.read_bytes())
    write(
        path.with_name("other.excellence"),
        example_document(id="9f0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f22"),
    )
    assert other_copies(path) == []


def test_only_the_index_of_a_copy_is_read(path, newer):
    """What is damaged beyond it shows when somebody opens the copy."""
    copy = path.with_name("cluster 2.excellence")
    copy.write_bytes(newer)
    with zipfile.ZipFile(copy) as package:
        part = package.getinfo("criteria.yaml")
        start = part.header_offset + 30 + len(part.filename)
    damaged = bytearray(newer)
    damaged[start : start + part.compress_size] = bytes(part.compress_size)
    copy.write_bytes(damaged)
    assert other_copies(path) == [copy]


def test_what_cannot_be_read_is_no_copy(path, newer):
    for name, data in {
        "cluster (empty).excellence": b"",
        "cluster (cut).excellence": newer[:-50],
        "cluster (beginning).excellence": newer[:200],
        "cluster (zeros).excellence": bytes(len(newer)),
        "cluster (text).excellence": b"criteria: " * 100,
    }.items():
        path.with_name(name).write_bytes(data)
    with zipfile.ZipFile(path.with_name("papers.zip"), "w") as package:
        package.writestr("letter.txt", "Dear all, " * 100)
    assert other_copies(path) == []


@posix
def test_what_is_no_file_is_left_alone(path, newer):
    real = path.parent / "elsewhere" / "cluster.excellence"
    os.mkfifo(path.with_name("cluster (fifo).excellence"))
    path.with_name("cluster (folder).excellence").mkdir()
    path.with_name("cluster (link).excellence").symlink_to(real)
    path.with_name("cluster (broken).excellence").symlink_to("gone")
    assert real.read_bytes() == newer
    assert other_copies(path) == []


def test_files_still_being_written_are_left_alone(path, newer):
    for name in (".excellence-0a1b2c3d4e5f-0a1b2c3d.tmp", "~cluster.excellence", "cluster.part"):
        path.with_name(name).write_bytes(newer)
    assert other_copies(path) == []


opened = None


def _notice(event, arguments):
    if opened is not None and event == "open":
        opened.append(str(arguments[0]))


sys.addaudithook(_notice)


@pytest.fixture
def noticed(monkeypatch):
    names = []
    monkeypatch.setattr(sys.modules[__name__], "opened", names)
    return names


def test_a_large_folder_is_looked_at_in_part_and_the_likely_names_first(
    path, newer, noticed, monkeypatch
):
    monkeypatch.setattr(copies, "MOST", 5)
    for number in range(20):
        path.with_name(f"a{number:02}.jpg").write_bytes(b"picture" * 100)
    late = path.with_name("cluster 2.excellence")
    late.write_bytes(newer)
    path.with_name("zz.zip").write_bytes(newer)  # it is one, but there are too many others
    noticed.clear()
    assert other_copies(path) == [late]
    pictures = [name for name in noticed if name.endswith(".jpg")]
    assert len(pictures) == 4


def test_a_file_that_is_none_of_ours_is_opened_once(path, noticed):
    picture = path.with_name("cluster.jpg")
    picture.write_bytes(b"picture" * 100)
    noticed.clear()
    assert other_copies(path) == []
    assert noticed.count(str(picture)) == 1


@posix
def test_copies_lie_beside_the_file_and_not_beside_a_link_to_it(path, newer, tmp_path):
    copy = path.with_name("cluster 2.excellence")
    copy.write_bytes(newer)
    folder = tmp_path / "desk"
    folder.mkdir()
    link = folder / "link.excellence"
    link.symlink_to(path)
    assert other_copies(link) == [copy]


def test_what_is_no_document_has_no_copies(path, newer, tmp_path):
    path.with_name("cluster 2.excellence").write_bytes(newer)
    for name, data in {"gone": None, "text.txt": b"text"}.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
        assert other_copies(tmp_path / name) == []
    assert other_copies(tmp_path / "no folder" / "x.excellence") == []
    assert version_of(path) is not None
