"""Two people, two computers, one document that goes back and forth by mail."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.journeys.conftest import Ran

LEVEL_2, LEVEL_3 = "Level 2: Checked once a year", "Level 3: Checked at fixed dates with targets"


class Computer:
    """A desk of a person's own, with a state folder that nobody else has."""

    def __init__(self, person, folder):
        self.desk = folder / person
        self.desk.mkdir()
        self._environment = {
            **os.environ,
            "EXCELLENCE_STATE": str(folder / f"state of {person}"),
            "COLUMNS": "100",
            **dict.fromkeys(("LOGNAME", "USER", "USERNAME"), person),
        }

    def __call__(self, *arguments):
        """Run a command at this desk and return what it left."""
        done = subprocess.run(
            [sys.executable, "-W", "default", "-m", "excellence_app", *map(str, arguments)],
            cwd=self.desk,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def does(self, *arguments):
        """Run a command that works without a remark, and return what it printed."""
        ran = self(*arguments)
        assert (ran.code, ran.err) == (0, ""), f"{arguments}\n{ran.out}{ran.err}"
        return ran.out


@pytest.fixture
def ana(tmp_path):
    return Computer("ana", tmp_path)


@pytest.fixture
def ivo(tmp_path):
    return Computer("ivo", tmp_path)


def mail(sender, file, receiver, name):
    """Send a file; it arrives under a name that the receiver gives it."""
    shutil.copy(sender.desk / file, receiver.desk / name)


def test_one_document_goes_back_and_forth(ana, ivo):
    both_change_it(ana, ivo)
    it_is_merged(ana, ivo)
    the_merge_goes_back_and_comes_again(ana)
    one_entry_is_chosen(ana, ivo)
    an_earlier_version_comes_back(ana)


def both_change_it(ana, ivo):
    # Ana begins and asks Ivo for what he knows.
    ana.does("new", "ecei-labels", "-o", "coast.excellence", "--name", "Coast")
    ana.does("answer", "coast.excellence", "4.1.6", "2", "--note", "Board review every autumn")
    (ana.desk / "minutes.pdf").write_bytes(b"%PDF minutes of the board")
    ana.does("attach", "coast.excellence", "4.1.6", "minutes.pdf", "--title", "Board minutes")
    mail(ana, "coast.excellence", ivo, "from-ana.excellence")

    # Both go on, each at a computer that knows nothing of the other one.
    ivo.does("answer", "from-ana.excellence", "4.1.6", "3")
    ivo.does("answer", "from-ana.excellence", "5.3", "1")
    (ivo.desk / "survey.csv").write_bytes(b"question;answer\n")
    ivo.does("attach", "from-ana.excellence", "5.3", "survey.csv")
    seen = ("--seen-by", "Ivo", "--on", "2026-11-20")
    ivo.does("evidence", "from-ana.excellence", "Board minutes", *seen)
    ana.does("answer", "coast.excellence", "4.1.6", "1")
    ana.does("answer", "coast.excellence", "2.7", "--unknown")


def it_is_merged(ana, ivo):
    # Ivo mails his copy back; the next command mentions it, and it is merged.
    mail(ivo, "from-ana.excellence", ana, "from-ivo.excellence")
    ran = ana("answer", "coast.excellence", "2.1", "1")
    assert ran.code == 0
    assert "lies a copy with changes that it does not have: from-ivo.excellence." in ran.err
    told = ana.does("merge", "coast.excellence")
    assert told.startswith("Merged into coast.excellence: 4 changes by ivo.\n")
    assert "5.3: Level 1: Asked after events" in told
    told = " ".join(told.split())
    assert "▲ 4.1.6: 2 entries: " in told
    assert "Until you choose, the first one counts." in told
    assert "To choose: excellence answer coast.excellence 4.1.6 VALUE" in told
    told = ana.does("merge", "coast.excellence")
    assert told == "There was nothing new in the copies beside coast.excellence.\n"

    # All of both is there, the files too.
    rows = " ".join(ana.does("evidence", "coast.excellence").split())
    assert "Board minutes seen on site by Ivo, 20 November 2026 4.1.6" in rows
    assert "survey.csv (16 bytes)" in rows
    assert "2 entries: " in ana.does("score", "coast.excellence")
    ana.does("verify", "coast.excellence")


def the_merge_goes_back_and_comes_again(ana):
    # The merge goes back as one step and comes again, each in a process of its own.
    assert ana.does("undo", "coast.excellence").startswith(
        "Taken back: Merge from-ivo.excellence."
    )
    shown = ana.does("show", "coast.excellence")
    assert "Level 1: Checked when a funder asks" in " ".join(shown.split())
    assert "entries" not in shown
    assert "survey.csv" not in shown
    ana.does("redo", "coast.excellence")
    ana.does("evidence", "coast.excellence", "survey.csv", "-o", "survey.csv")
    assert (ana.desk / "survey.csv").read_bytes() == b"question;answer\n"


def one_entry_is_chosen(ana, ivo):
    # Ana chooses; Ivo gets it, and nobody is asked again.
    told = ana.does("answer", "coast.excellence", "4.1.6", "3")
    assert told.startswith(f"Saved. 4.1.6: {LEVEL_3}")
    assert "entries" not in ana.does("score", "coast.excellence")
    mail(ana, "coast.excellence", ivo, "back.excellence")
    told = ivo.does("merge", "from-ana.excellence", "back.excellence")
    assert "entries" not in told
    assert f"Answer: {LEVEL_3}" in ivo.does("show", "from-ana.excellence", "4.1.6")
    history = " ".join(ivo.does("history", "from-ana.excellence").split())
    for part in (
        f"ana Answer 4.1.6: {LEVEL_2}",
        f'ivo Answer 4.1.6: from "{LEVEL_2}" to "{LEVEL_3}"',
        "ana Merge from-ivo.excellence",
        "ana Taken back: Merge from-ivo.excellence",
        "ana Made again: Merge from-ivo.excellence",
    ):
        assert part in history


def an_earlier_version_comes_back(ana):
    # An earlier version comes back and goes again; what is not whole is found out.
    ana.does("restore", "coast.excellence", "1")
    ana.does("undo", "coast.excellence")
    assert f"Answer: {LEVEL_3}" in ana.does("show", "coast.excellence", "4.1.6")
    assert ana.does("verify", "coast.excellence").endswith("The document is as it was written.\n")
    whole = (ana.desk / "coast.excellence").read_bytes()
    (ana.desk / "coast.excellence").write_bytes(whole[:-2000])
    ran = ana("verify", "coast.excellence")
    assert ran.code == 1
    assert ran.err.startswith("coast.excellence is damaged:")
    assert "excellence versions coast.excellence" in ran.err
    assert "  ana  " in ana("versions", "coast.excellence").out
    told = ana.does("restore", "coast.excellence", "1")
    assert "The damaged file is kept as coast (damaged " in told
    ana.does("verify", "coast.excellence")
    ana.does("merge", "coast.excellence", "from-ivo.excellence")
    assert "survey.csv" in ana.does("evidence", "coast.excellence")
