"""The program as people start it: a process of its own, in a folder of theirs."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PRACTICE = ROOT / "resources" / "practice" / "adriatic-mechatronics.excellence"


class Ran(NamedTuple):
    """What a command left: its exit code, and what it printed on its two streams."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def shared_state(tmp_path_factory):
    """Return one state folder for all journeys, so that the criteria set is read once."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(autouse=True)
def state(monkeypatch, shared_state):
    monkeypatch.setenv("EXCELLENCE_STATE", str(shared_state))
    return shared_state


@pytest.fixture
def desk(tmp_path):
    """Return an empty folder, in which the commands run."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.fixture
def run(desk):
    """Return a function that runs a command in the folder; one that hangs fails the test."""

    def run(*arguments, folder=desk):
        command = [sys.executable, "-W", "default", "-m", "excellence_app", *map(str, arguments)]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=60
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def document(desk):
    """Return a copy of the practice cluster's document."""
    copy = desk / "mycluster.excellence"
    copy.write_bytes(PRACTICE.read_bytes())
    return copy
