"""The main job as a screen reader has it: names, states and actions instead of pixels."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton

from excellence_app.domain.assessment import Confidence
from excellence_app.gui.desk import Place
from excellence_app.session.session import AssessmentSession
from tests.gui import windows

LISTENER = Path(__file__).with_name("listener.py")
ROOT = Path(__file__).parents[3]
LEVELS = "4.1.6"
TITLE = "How does the cluster organisation check whether it reaches its own targets?"
PAGES = ["Overview", "Questions", "Evidence", "Results and gaps", "Roadmap", "Compare", "Report"]


def why_not():
    """Return what of a screen reader's surroundings this system lacks, nothing if it has all."""
    if sys.platform != "linux":
        return "AT-SPI is how Linux speaks to screen readers"
    for program, package in (("Xvfb", "xvfb"), ("dbus-run-session", "dbus")):
        if shutil.which(program) is None:
            return f"{package} is not installed"
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").is_file():
        return "at-spi2-core is not installed"
    command = ["/usr/bin/python3", "-c", "from gi.repository import Gio"]
    if (
        not Path(command[0]).is_file()
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        return "python3-gi is not installed"
    return ""


@pytest.fixture
def told(documents, tmp_path):
    """Return what a screen reader was told, and the document with which it was."""
    lacking = why_not()
    if lacking:
        pytest.skip(lacking)
    document = windows.practice_copy(documents)
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DBUS_", "QT_", "WAYLAND_"))
    }
    done = subprocess.run(
        ["dbus-run-session", "--", "/usr/bin/python3", LISTENER, sys.executable, document],  # noqa: S607 - wherever the system has it
        cwd=ROOT,
        env=environment | {"XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), document


@pytest.mark.xdist_group("display")
def test_a_question_is_answered_through_at_spi(told):
    told, document = told
    assert [name for name in PAGES if not any(one.startswith(name) for one in told["pages"])] == []
    assert told["title"].startswith(f"{LEVELS} {TITLE}")

    assert [one["name"].partition(":")[0] for one in told["answers"]] == [
        f"Level {level}" for level in range(5)
    ]
    assert [one["description"].partition(".")[0] for one in told["answers"]] == [
        f"{number} of 5" for number in range(1, 6)
    ]
    assert "From here on meets the Gold threshold" in told["answers"][3]["description"]
    assert [one["checked"] for one in told["answers"]] == [False, True, False, False, False]
    assert [one["checked"] for one in told["answers after"]] == [False, False, False, True, False]

    assert "level 1 of 4, Gold asks for level 3, 2 levels short" in told["effect before"]
    assert "level 3 of 4, Gold asks for level 3, Met" in told["effect after"]
    assert told["saved"].startswith("Saved at ")
    assert told["results"] == "Results and gaps, 6 gaps"  # before that one more
    assert "Below the threshold 6" in told["cells"]
    row = next(one for one in told["cells"] if one.startswith("5.3"))
    assert "level 0 of 4, Gold asks for level 3, 3 levels short" in row
    assert told["nameless"] == []
    with AssessmentSession.open(document) as session:
        assert session.assessment.answers[LEVELS].value == 3


def told_of(widget):
    """Return what screen readers see of a widget."""
    return QAccessible.queryAccessibleInterface(widget)


def part_of(control, name):
    """Return what screen readers see of the part of a control with that name."""
    found = [told_of(one) for one in control.findChildren(QAbstractButton)]
    return next(one for one in found if one.text(QAccessible.Text.Name).startswith(name))


def toggle(interface):
    interface.actionInterface().doAction("Toggle")


@pytest.fixture
def window(office, person, documents):
    document = windows.practice_copy(documents)
    window = office.open_document(document, Place("questions", LEVELS))
    person.wait_for(window)
    return window


def test_an_answer_that_a_screen_reader_chooses_is_stored(window, person):
    document, cards = window.desk.document, window.page.editor.group.cards
    interface = told_of(cards["3"])
    assert interface.role() is QAccessible.Role.RadioButton
    assert interface.state().checkable
    assert not interface.state().checked
    toggle(interface)
    person.wait(lambda: document.assessment.answers[LEVELS].value == 3)
    assert interface.state().checked
    assert not told_of(cards["1"]).state().checked
    assert f"Answer {LEVELS}" in window.actions_by_id["undo"].text()


def test_what_a_screen_reader_turns_on_works_as_with_a_click(window, person):
    document = window.desk.document
    later = part_of(window.page, "Come back later")
    assert later.role() is QAccessible.Role.CheckBox
    toggle(later)
    person.wait(lambda: document.assessment.answers[LEVELS].later)
    assert later.state().checked
    toggle(part_of(window.page.proof.confidence, "High"))
    person.wait(lambda: document.assessment.answers[LEVELS].confidence is Confidence.HIGH)
    window.go(Place("results"))
    person.wait_for(window)
    rows = window.page.table.rows
    before = len(rows.keys)
    toggle(part_of(window.page.only, "Below"))
    person.wait(lambda: len(rows.keys) < before)
