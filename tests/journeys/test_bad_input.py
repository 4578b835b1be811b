"""What is given to the program may be anything: it says what, which file, and what to do.

Whatever comes, there is no traceback, the exit code is 1, and no document loses a byte.
"""

import errno
import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from tests.journeys.conftest import PRACTICE

SAFE = "Nothing was written; what was there before is as it was."
KEPT = "Your change is kept on this computer; it goes into the document when that can be written."

# Commands that open a document, with DOC in its place.
READING = [
    ("show", "DOC"),
    ("show", "DOC", "4.1.6"),
    ("show", "DOC", "--json"),
    ("score", "DOC"),
    ("score", "DOC", "--csv"),
    ("explain", "DOC", "total"),
    ("plan", "DOC"),
    ("compare", "DOC"),
    ("compare", "GOOD", "DOC"),
    ("report", "DOC", "-o", "out.pdf"),
    ("new", "ecei-labels", "-o", "new.excellence", "--from", "DOC"),
    ("history", "DOC"),
    ("evidence", "DOC"),
    ("verify", "DOC"),
    ("merge", "GOOD", "DOC"),
    ("merge", "GOOD", "DOC", "-o", "both.excellence"),
]
CHANGING = [
    ("answer", "DOC", "4.1.6", "3"),
    ("answer", "DOC", "--from", "answers.yaml"),
    ("set", "DOC", "target", "silver"),
    ("declare", "DOC", "eligible", "no"),
    ("improve", "DOC", "2.4", "--effect", "More voices"),
    ("adjust", "DOC", "4.1.6", "gold", "1", "--source", "Official text"),
    ("attach", "DOC", "4.1.6", "answers.yaml"),
    ("undo", "DOC"),
]
# The code that opens a document is the same for all: mostly one of each sort is enough.
ONE_OF_EACH = (READING[3], READING[8], READING[10], CHANGING[1])
# Commands that read a text file, with TEXT in its place.
READING_TEXT = [
    ("check", "TEXT"),
    ("check", "TEXT", "--json"),
    ("show", "TEXT"),
    ("new", "TEXT", "-o", "new.excellence"),
    ("answer", "GOOD", "--from", "TEXT"),
]

NEEDS_FIFOS = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs on this system")


def holds(desk):
    """Return every file below a folder with its bytes, and what else is there by its kind."""
    return {
        str(path.relative_to(desk)): path.read_bytes() if path.is_file() else path.is_dir()
        for path in desk.rglob("*")
    }


def refused(ran, *said):
    """Hold that a command failed as a person can understand, saying all of `said`."""
    assert ran.code == 1, ran
    shown = " ".join((ran.err or ran.out).split())  # sentences wrap where a path is long
    assert shown
    assert "Traceback" not in ran.out + ran.err
    assert "Error" not in ran.out + ran.err
    assert "!" not in ran.err.replace("!=", "")
    for part in said:
        assert part in shown, f"{part!r} is not said in: {shown}"


def truncated():
    whole = PRACTICE.read_bytes()
    return whole[: len(whole) // 2]


def other_archive():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


def damaged():
    """Return a document in which one byte of a part is another one."""
    data = bytearray(PRACTICE.read_bytes())
    place = data.find(b"criteria.yaml") + 2000
    data[place] ^= 0xFF
    return bytes(data)


_NO_DOCUMENT = "bad.excellence is not a document of Excellence."
BAD_DOCUMENTS = {
    "empty": (lambda: b"", "bad.excellence is empty."),
    "text": (lambda: b"My Cluster\n", _NO_DOCUMENT),
    "Latin-1": (lambda: "Vallem\xe4r".encode("latin-1"), _NO_DOCUMENT),
    "brackets": (lambda: b"[" * 200_000, _NO_DOCUMENT),
    "truncated": (truncated, "bad.excellence is damaged: it was cut off or its index cannot be"),
    "another archive": (other_archive, "bad.excellence is a ZIP file, but not a document of"),
    "damaged": (damaged, "the damaged one was not touched."),
}


@pytest.fixture
def answers(desk):
    """Lay a sound file of answers beside the documents."""
    (desk / "answers.yaml").write_text('"4.1.6": 3\n', encoding="utf-8")


def with_names(arguments, document="bad.excellence", text="bad.yaml", good="mycluster.excellence"):
    names = {"DOC": document, "TEXT": text, "GOOD": good}
    return [names.get(argument, argument) for argument in arguments]


@pytest.mark.usefixtures("answers", "document")
class TestDocuments:
    """Every command that opens a document, with one that is none."""

    @pytest.mark.parametrize("kind", BAD_DOCUMENTS)
    def test_a_file_that_is_none(self, run, desk, kind):
        make, sentence = BAD_DOCUMENTS[kind]
        (desk / "bad.excellence").write_bytes(make())
        before = holds(desk)
        for arguments in ONE_OF_EACH:
            refused(run(*with_names(arguments)), sentence)
            assert holds(desk) == before

    def test_a_missing_one(self, run, desk):
        before = holds(desk)
        for arguments in (*READING, *CHANGING):
            ran = run(*with_names(arguments))
            refused(ran, "bad.excellence does not exist. Please check the name and the folder.")
            assert holds(desk) == before

    def test_a_folder(self, run, desk):
        (desk / "bad.excellence").mkdir()
        before = holds(desk)
        for arguments in ONE_OF_EACH:
            refused(run(*with_names(arguments)), "bad.excellence is a folder. Please name a file.")
            assert holds(desk) == before

    @NEEDS_FIFOS
    def test_a_fifo_is_not_waited_for(self, run, desk):
        os.mkfifo(desk / "bad.excellence")
        for arguments in (*READING[-3:], *CHANGING[:2]):
            refused(run(*with_names(arguments)), "bad.excellence is not an ordinary file.")

    def test_an_unknown_id_and_an_answer_out_of_range(self, run, desk):
        before = holds(desk)
        for arguments, sentence in [
            (("answer", "GOOD", "4.1.66", "2"), 'There is no question "4.1.66" in this criteria'),
            (("answer", "GOOD", "4.1.6", "5"), "Enter a number from 0 to 4."),
            (("answer", "GOOD", "2.2.1", "1e9"), '"1e9" is not a number.'),
            (("explain", "GOOD", "9.9"), 'There is nothing called "9.9" to explain.'),
            (
                ("show", "GOOD", "9.9"),
                'There is no question, label or term "9.9" in this criteria set.',
            ),
            (("plan", "GOOD", "--target", "platinum"), 'There is no label "platinum" in this'),
            (("declare", "GOOD", "rich", "yes"), 'There is no statement "rich" in this'),
            (("adjust", "GOOD", "9.9", "gold", "1", "--source", "x"), "There is no indicator"),
            (("improve", "GOOD", "9.9", "--effect", "x"), "There is no indicator"),
        ]:
            refused(run(*with_names(arguments)), sentence)
            assert holds(desk) == before


BAD_TEXTS = {
    "empty": (b"", "[file-empty]"),
    "Latin-1": ('title: "Vallem\xe4r"\n'.encode("latin-1"), "[encoding]"),
    "broken": (b'a: "b\nc: [d\n', "[yaml-syntax]"),
    "brackets": (b"[" * 200_000, "[too-deep]"),
    "no mapping": (b"- 1\n- 2\n", "[wrong-type]"),
}


@pytest.mark.usefixtures("document")
class TestTexts:
    """Every command that reads a criteria set or a file of answers, with one that is none."""

    @pytest.mark.parametrize("kind", BAD_TEXTS)
    def test_a_file_that_is_none(self, run, desk, kind):
        data, code = BAD_TEXTS[kind]
        (desk / "bad.yaml").write_bytes(data)
        before = holds(desk)
        for arguments in READING_TEXT:
            ran = run(*with_names(arguments))
            if "--json" in arguments:
                refused(ran, f'"code": "{code[1:-1]}"')
            else:
                refused(ran, "bad.yaml:", f"error {code}", "More: excellence explain")
            assert holds(desk) == before

    def test_a_missing_one_and_a_folder(self, run, desk):
        for sentence in ("There is no file with this name.", "This is a folder, not a file."):
            before = holds(desk)
            for arguments in READING_TEXT:
                refused(run(*with_names(arguments)), "bad.yaml", sentence)
                assert holds(desk) == before
            if not (desk / "bad.yaml").exists():
                (desk / "bad.yaml").mkdir()

    @NEEDS_FIFOS
    def test_a_fifo_is_not_waited_for(self, run, desk):
        os.mkfifo(desk / "bad.yaml")
        for arguments in READING_TEXT:
            refused(run(*with_names(arguments)), "bad.yaml", "This is a device or a pipe")

    def test_fifty_mistakes_are_all_told_at_once_in_order(self, run, desk):
        mistakes = "".join(
            f'  - id: "1.{n}"\n'
            '    dimension: "2"\n'  # there is none
            f"    title: Indicator {n}\n"
            "    points: 1\n"
            "    question: {type: yes_no, text: Is it so?}\n"
            for n in range(50)
        )
        (desk / "bad.yaml").write_text(
            'format: 1\nset: {id: bad, edition: "1", language: en, title: T, status: own}\n'
            'dimensions: [{id: "1", title: D}]\nlabels: []\nindicators:\n' + mistakes,
            encoding="utf-8",
        )
        ran = run("check", "bad.yaml")
        refused(ran)
        places = [
            int(line.split(":")[1])
            for line in ran.out.split("\n")
            if "error [unknown-dimension]" in line
        ]
        assert places == [7 + 5 * n for n in range(50)]
        refused(run("new", "bad.yaml", "-o", "new.excellence"), "error [unknown-dimension]")
        assert not (desk / "new.excellence").exists()


class TestTargets:
    """Files that cannot be written: the older ones stay, and no rest of a new one lies about."""

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("missing/out.pdf", "The folder missing does not exist, so missing/out.pdf could not"),
            ("folder.pdf", "folder.pdf is a folder."),
            ("mycluster.excellence/out.pdf", "part of its path is not a folder."),
            ("mycluster.excellence", "mycluster.excellence is a document; a report would replace"),
            ("x" * 300 + ".pdf", "is too long."),
        ],
    )
    def test_a_report(self, run, desk, document, target, said):
        (desk / "folder.pdf").mkdir()
        before = holds(desk)
        refused(run("report", document, "-o", target), said, SAFE)
        assert holds(desk) == before

    @pytest.mark.parametrize(
        ("target", "said"),
        [
            ("missing/new.excellence", "The folder missing does not exist, so"),
            ("folder.excellence", "folder.excellence"),
            ("mycluster.excellence", "mycluster.excellence exists already."),
        ],
    )
    def test_a_new_document(self, run, desk, document, target, said):
        (desk / "folder.excellence").mkdir()
        before = holds(desk)
        refused(run("new", "ecei-labels", "-o", target), said, SAFE)
        assert document.exists()
        assert holds(desk) == before

    @NEEDS_FIFOS
    def test_a_report_into_a_fifo_is_not_waited_for(self, run, desk, document):
        os.mkfifo(desk / "out.pdf")
        refused(run("report", document, "-o", "out.pdf"), "out.pdf is not an ordinary file.", SAFE)


MOUNT, UNMOUNT = shutil.which("mount"), shutil.which("umount")


def mounted(place, options):
    """Mount a small disk at a folder; return whether that is allowed here."""
    if sys.platform != "linux" or MOUNT is None or UNMOUNT is None:
        return False
    command = [MOUNT, "-t", "tmpfs", "-o", options, "none", place]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture
def skip(capfd):
    """Return a function that skips a test and says so even where nobody lists skipped ones."""

    def skip(why):
        with capfd.disabled():
            sys.stderr.write(f"\nskipped: {why}\n")
        pytest.skip(why)

    return skip


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a disk of 1 MB, or none where no disk can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    if not mounted(place, "size=1m,mode=777"):
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run([UNMOUNT, "--lazy", place], check=True)


# The commands write; `os.write` is what fails, as it does on a full disk.
INJECTED = f"""
import os, sys
real = os.write
def write(handle, data):
    if handle > 2:
        raise OSError({errno.ENOSPC}, "No space left on device")
    return real(handle, data)
from excellence_app.cli.main import main
os.write = write
sys.exit(main(sys.argv[1:]))
"""

WRITING = [
    *CHANGING,
    ("report", "DOC", "-o", "out.pdf"),
    ("new", "ecei-labels", "-o", "new.excellence"),
    ("new", "ecei-labels", "-o", "next.excellence", "--from", "DOC", "--date", "2028-10-01"),
]


def test_a_full_disk_keeps_every_document(run, small_disk, skip):
    if small_disk is None:
        skip("no disk can be mounted here, so the next test injects the error of a full one")
    document = small_disk / "mycluster.excellence"
    document.write_bytes(PRACTICE.read_bytes())
    (small_disk / "answers.yaml").write_text('"4.1.6": 3\n', encoding="utf-8")
    (small_disk / "out.pdf").write_bytes(b"older")
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file:
        while file.write(b"x" * 65_536) == 65_536:
            pass
        with pytest.raises(OSError, match="No space left"):
            file.write(b"x")
    before = holds(small_disk)
    for arguments in WRITING:
        words = with_names(arguments, document="mycluster.excellence")
        ran = run(*words, folder=small_disk)
        safe = KEPT if arguments in CHANGING else SAFE
        refused(ran, "The disk is full, so ", "could not be written.", safe, "make room")
        assert holds(small_disk) == before
    filler.unlink()
    for arguments in (WRITING[0], WRITING[-2]):
        words = with_names(arguments, document="mycluster.excellence")
        assert run(*words, folder=small_disk).code == 0


def test_a_write_that_finds_no_room_keeps_every_document(desk, document):
    (desk / "answers.yaml").write_text('"4.1.6": 3\n', encoding="utf-8")
    before = holds(desk)
    for arguments in (*CHANGING[:2], *WRITING[-3:]):
        words = with_names(arguments, document=document.name)
        done = subprocess.run(
            [sys.executable, "-c", INJECTED, *words],
            cwd=desk,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 1
        assert done.stderr.startswith("The disk is full, so ")
        assert SAFE in done.stderr
        assert "Traceback" not in done.stderr
        assert holds(desk) == before


def test_a_folder_that_can_only_be_read(run, small_disk, tmp_path, skip):
    """A disk mounted for reading stops even the administrator, whom permissions do not."""
    folder = small_disk or tmp_path
    document = folder / "mycluster.excellence"
    document.write_bytes(PRACTICE.read_bytes())
    (folder / "answers.yaml").write_text('"4.1.6": 3\n', encoding="utf-8")
    if small_disk is not None:
        said = "lies on a disk that can only be read."
        subprocess.run([MOUNT, "-o", "remount,ro", folder], check=True)
    else:
        said = "You have no permission for "
        folder.chmod(0o555)
        if os.access(folder, os.W_OK):
            folder.chmod(0o755)
            skip("permissions mean nothing to this user, and no disk can be mounted")
    before = holds(folder)
    try:
        for arguments in WRITING:
            words = with_names(arguments, document="mycluster.excellence")
            safe = KEPT if arguments in CHANGING else SAFE
            refused(run(*words, folder=folder), said, safe, "choose another folder")
            assert holds(folder) == before
        for arguments in (READING[3], READING[5]):
            words = with_names(arguments, "mycluster.excellence")
            assert run(*words, folder=folder).code == 0  # reading goes on as before
    finally:
        if small_disk is None:
            folder.chmod(0o755)


def test_a_state_folder_that_cannot_be_made_does_not_stop_reading(
    run, desk, document, monkeypatch
):
    (desk / "file").write_bytes(b"")
    monkeypatch.setenv("EXCELLENCE_STATE", str(desk / "file" / "state"))
    assert run("score", document).code == 0
    before = document.read_bytes()
    ran = run("answer", document, "4.1.6", "3")  # the lock of a change lies there
    refused(ran, "Excellence cannot use its own folder", SAFE, "EXCELLENCE_STATE")
    assert document.read_bytes() == before
