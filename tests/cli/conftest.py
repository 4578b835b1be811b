"""Commands in this process, on a desk of their own."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from excellence_app.cli.main import main
from excellence_app.domain.assessment import ActionState
from excellence_app.session import evidence, roadmap_edits
from excellence_app.session.session import AssessmentSession

ROOT = Path(__file__).parents[2]
PRACTICE = ROOT / "resources" / "practice" / "adriatic-mechatronics.excellence"


class Ran(NamedTuple):
    """What a command left: its exit code, and what it printed on its two streams."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def shared_state(tmp_path_factory):
    """Return one state folder for all tests, so that the criteria set is read once."""
    return tmp_path_factory.mktemp("state")


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch, shared_state):
    """Work in an empty folder, with a state folder away from that of the person here."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("EXCELLENCE_STATE", str(shared_state))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys):
    """Return a function that runs a command and returns what it left."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def practice(desk):
    """Return a copy of the practice cluster's document."""
    copy = desk / "practice.excellence"
    copy.write_bytes(PRACTICE.read_bytes())
    return copy


@pytest.fixture
def planned(practice):
    """Return the practice cluster's document with a roadmap of its own."""
    with AssessmentSession.open(practice, change=True) as session:
        session.change(roadmap_edits.plan_gaps, "gold")
        chosen = {one.action: one.id for one in session.assessment.roadmap}
        first, last = chosen["joint-2"], chosen["ask-4"]
        session.apply(
            evidence.with_person(
                session.criteria,
                session.assessment,
                "Eva Test",
                lambda after, person: roadmap_edits.change_action(
                    session.criteria, after, first, owner=person
                ),
            )
        )
        session.change(roadmap_edits.change_action, first, due=date(2026, 12, 30))
        session.change(roadmap_edits.change_action, first, state=ActionState.STARTED)
        session.change(roadmap_edits.change_action, last, state=ActionState.DROPPED)
        begin = session.assessment.roadmap[0].id
        session.change(roadmap_edits.move_action, first, before=begin)
        session.change(roadmap_edits.add_own_action, "Meet more", after=first)
        session.save()
    return practice


@pytest.fixture
def blank(run, desk):
    """Return a document without any answer."""
    made = run("new", "ecei-labels", "-o", "blank.excellence", "--date", "2026-11-16")
    assert made.code == 0, made.err
    return desk / "blank.excellence"


@pytest.fixture
def at(monkeypatch, tmp_path):
    """Return a function that goes to the computer of another person: name, state folder."""

    def at(person):
        for name in ("LOGNAME", "USER", "USERNAME"):
            monkeypatch.setenv(name, person)
        monkeypatch.setenv("EXCELLENCE_STATE", str(tmp_path / f"computer of {person}"))

    return at
