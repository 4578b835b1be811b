"""Files on their way into a document and out of it."""

import errno
import os
import stat
from hashlib import sha256
from pathlib import Path

import pytest

from excellence_app.domain.assessment import Evidence
from excellence_app.language.catalogues import Words
from excellence_app.locations import state_folder
from excellence_app.storage import attachments
from excellence_app.storage.assessment_file import open_attachment, write
from excellence_app.storage.attachments import Attachment, Staging, copy_out, may_be_opened
from excellence_app.storage.ordinary_files import Kind
from excellence_app.storage.trouble import StorageTrouble
from tests.storage.made import example_document

POSIX = os.name == "posix"
CONTENT = b"%PDF-1.7 minutes" + bytes(range(256)) * 20
DIGEST = sha256(CONTENT).hexdigest()
DOCUMENT = example_document().id


def said(trouble):
    return " ".join(Words().say(message) for message in trouble.value.sentences)


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "Sitzung März.pdf"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cluster.excellence"


@pytest.fixture
def staging(path):
    return Staging(DOCUMENT, path)


def all_files():
    """Return all files in the state folder."""
    return sorted(entry for entry in state_folder().rglob("*") if entry.is_file())


def test_a_file_is_taken_in_under_its_hash(staging, paper):
    assert staging.take_in(paper) == Attachment(DIGEST, len(CONTENT), "Sitzung März.pdf")
    paper.write_bytes(b"changed afterwards")
    assert staging.path_of(DIGEST).read_bytes() == CONTENT
    assert staging.staged() == {DIGEST: staging.path_of(DIGEST)}
    assert staging.path_of("0" * 64) is None


def test_the_same_content_is_kept_once(staging, paper):
    staging.take_in(paper)
    before = staging.path_of(DIGEST).stat()
    other = paper.with_name("other.pdf")
    other.write_bytes(CONTENT)
    assert staging.take_in(other).name == "other.pdf"
    assert len(all_files()) == 1
    after = staging.path_of(DIGEST).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.skipif(not POSIX, reason="permissions are those of POSIX")
def test_what_is_taken_in_is_private(staging, paper):
    paper.chmod(0o644)
    staging.take_in(paper)
    file = staging.path_of(DIGEST)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for folder in (file.parent, file.parent.parent, file.parent.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(not POSIX, reason="links need rights on other systems")
def test_a_link_to_a_file_is_followed(staging, paper):
    link = paper.with_name("link.pdf")
    link.symlink_to(paper)
    assert staging.take_in(link) == Attachment(DIGEST, len(CONTENT), "link.pdf")


def fifo(path):
    os.mkfifo(path)


def circle(path):
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (Path.exists, "does not exist"),
        (Path.mkdir, "is a folder"),
        (lambda path: path.write_bytes(b""), "is empty"),
        pytest.param(
            fifo, "not an ordinary file", marks=pytest.mark.skipif(not POSIX, reason="no FIFOs")
        ),
        pytest.param(
            circle, "back to itself", marks=pytest.mark.skipif(not POSIX, reason="no links")
        ),
    ],
)
def test_what_is_no_file_is_refused(staging, tmp_path, make, words):
    path = tmp_path / "strange"
    make(path)
    with pytest.raises(StorageTrouble) as trouble:
        staging.take_in(path)
    assert words in said(trouble)
    assert str(path) in said(trouble)
    assert all_files() == []


@pytest.mark.parametrize("name", ["/dev/zero", "a\x00b"])
def test_devices_and_impossible_names_are_refused(staging, name):
    with pytest.raises(StorageTrouble):
        staging.take_in(Path(name))


def test_a_file_that_is_too_large_is_refused_before_it_is_read(staging, tmp_path):
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    with pytest.raises(StorageTrouble) as trouble:
        staging.take_in(path)
    assert "larger than the 200 MB" in said(trouble)
    assert all_files() == []


def test_a_file_that_grows_while_it_is_read_is_refused(paper, monkeypatch):
    kind = attachments._EVIDENCE  # noqa: SLF001 - a limit low enough for a test
    monkeypatch.setattr(attachments, "_EVIDENCE", Kind(len(CONTENT) - 1, *kind[1:]))
    with paper.open("rb") as file, pytest.raises(StorageTrouble) as trouble:
        list(attachments._pieces(file, paper))  # noqa: SLF001 - what comes after the first look
    assert "larger than" in said(trouble)


def test_a_full_disk_leaves_nothing_half_done(staging, paper, monkeypatch):
    def failing(_handle, _data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", failing)
        with pytest.raises(StorageTrouble) as trouble:
            staging.take_in(paper)
    assert "The disk is full" in said(trouble)
    assert staging.staged() == {}
    assert all_files() == []
    assert staging.take_in(paper).sha256 == DIGEST


@pytest.mark.skipif(not POSIX, reason="the calls are those of POSIX")
def test_a_file_that_changes_while_it_is_taken_in_is_not_taken(staging, paper, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(len(data))))
    with pytest.raises(StorageTrouble) as trouble:
        staging.take_in(paper)
    assert "changed while it was taken in" in said(trouble)
    assert all_files() == []


@pytest.mark.skipif(not POSIX, reason="other systems allow fewer names")
def test_a_name_out_of_control_is_made_printable(staging, tmp_path):
    path = tmp_path / "a\x1b[31m\u202efdp.exe"
    path.write_bytes(CONTENT)
    assert staging.take_in(path).name == "a_[31m_fdp.exe"


def test_copies_of_a_document_find_each_others_files_and_leave_them(tmp_path, path, paper):
    mine = Staging(DOCUMENT, path)
    copy = Staging(DOCUMENT, tmp_path / "copy.excellence")
    another = Staging("9f0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f22", path)
    mine.take_in(paper)
    assert another.staged() == {}
    assert copy.staged() == mine.staged()
    copy.take_in(paper)
    mine.clear()
    assert copy.path_of(DIGEST).read_bytes() == CONTENT
    assert mine.path_of(DIGEST) == copy.path_of(DIGEST)
    copy.clear()
    copy.clear()
    assert mine.staged() == {}
    assert not (state_folder() / "attachments" / DOCUMENT).exists()


def test_a_file_is_taken_from_another_document(tmp_path, path, paper):
    other = tmp_path / "other.excellence"
    with Staging(DOCUMENT, other) as staging:
        staging.take_in(paper)
        write(other, document_with_paper(), staged=staging.staged())
    assert all_files() == [file for file in all_files() if "attachments" not in file.parts]
    with Staging("9f0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f22", path) as staging:
        staging.take_from(other, DIGEST)
        assert staging.path_of(DIGEST).read_bytes() == CONTENT
        with pytest.raises(StorageTrouble):
            staging.take_from(other, "0" * 64)


def document_with_paper():
    start = example_document()
    start.assessment.evidence["f"] = Evidence("f", "Paper", file=DIGEST, size=len(CONTENT))
    return example_document(assessment=start.assessment, attachments={DIGEST: len(CONTENT)})


@pytest.fixture
def document(path, staging, paper):
    staging.take_in(paper)
    write(path, document_with_paper(), staged=staging.staged())
    staging.clear()
    return path


def spoil(document):
    data = bytearray(document.read_bytes())
    data[data.index(CONTENT) + 900] ^= 1
    document.write_bytes(data)


def test_a_damaged_file_is_not_taken_from_a_document(document, path):
    spoil(document)
    staging = Staging("9f0b7f60-98b5-4a2f-a2d5-9d8f2f3e6f22", path)
    with pytest.raises(StorageTrouble):
        staging.take_from(document, DIGEST)
    assert staging.staged() == {}


def test_a_file_comes_out_as_it_went_in(document, tmp_path):
    target = tmp_path / "out.pdf"
    copy_out(document, DIGEST, target)
    assert target.read_bytes() == CONTENT


def test_a_file_that_is_only_taken_in_comes_out_as_well(path, staging, paper, tmp_path):
    staging.take_in(paper)
    copy_out(path, DIGEST, tmp_path / "out.pdf", staged=staging.path_of(DIGEST))
    assert (tmp_path / "out.pdf").read_bytes() == CONTENT


def test_a_damaged_file_does_not_come_out(document, tmp_path):
    spoil(document)
    target = tmp_path / "out.pdf"
    target.write_bytes(b"before")
    with pytest.raises(StorageTrouble) as trouble:
        copy_out(document, DIGEST, target, overwrite=True)
    assert "not what was taken in" in said(trouble)
    assert target.read_bytes() == b"before"
    assert sorted(tmp_path.iterdir()) == sorted([document, target, tmp_path / "Sitzung März.pdf"])


def test_an_existing_file_is_replaced_only_if_that_is_wanted(document, tmp_path):
    target = tmp_path / "out.pdf"
    target.write_bytes(b"before")
    with pytest.raises(StorageTrouble) as trouble:
        copy_out(document, DIGEST, target)
    assert "exists already" in said(trouble)
    copy_out(document, DIGEST, target, overwrite=True)
    assert target.read_bytes() == CONTENT


def test_a_document_is_never_replaced(document, tmp_path):
    other = tmp_path / "other.excellence"
    other.write_bytes(b"precious")
    whole = document.read_bytes()
    for target in (document, other):
        with pytest.raises(StorageTrouble) as trouble:
            copy_out(document, DIGEST, target, overwrite=True)
        assert "is a document" in said(trouble)
    assert (document.read_bytes(), other.read_bytes()) == (whole, b"precious")


def test_what_is_read_is_what_open_attachment_gives(document):
    with open_attachment(document, DIGEST) as reader:
        assert b"".join(reader.pieces()) == CONTENT


@pytest.mark.parametrize(
    "name", ["a.pdf", "Sitzung März.DOCX", "b.x.jpeg", "figures.csv", "film.mp4", "mail.eml"]
)
def test_papers_may_be_opened(name):
    assert may_be_opened(name)


RUN = """
    exe EXE com bat cmd ps1 vbs vbe js jse wsf wsh hta lnk url pif scr cpl msi msp msc reg jar jnlp
    sh bash py pyw pl rb php desktop app command webloc workflow scpt dmg pkg deb rpm appimage run
    bin so dll sys drv gadget scf inf library-ms settingcontent-ms appref-ms chm hlp xll xlam xlsm
    docm dotm pptm potm ppam sldm iqy slk accdb mdb html htm xhtml mht svg xml swf zip 7z rar iso
    img vhd tar gz excellence torrent rdp ps unheard-of
"""


@pytest.mark.parametrize("ending", RUN.split())
def test_programs_scripts_shortcuts_and_the_unknown_may_not(ending):
    assert not may_be_opened(f"a.{ending}")
    assert not may_be_opened(f"a.pdf.{ending}")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "pdf",
        ".pdf",
        "a",
        "a.exe ",
        "a.pdf ",
        "a.exe.",
        "a.pdf.",
        "a.pdf:b.exe",
        "a\u202efdp.exe",
        "a\u202eexe.pdf",
    ],
)
def test_names_that_deceive_may_not(name):
    assert not may_be_opened(name)
