"""A process that is killed while it saves: the old answers or the new ones, nothing between."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from excellence_app.locations import state_folder
from excellence_app.session import edits
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file
from excellence_app.storage.log import first_break

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kill -9 is a thing of POSIX")

ROOT = Path(__file__).parents[2]

SAVING = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from excellence_app.session import edits
    from excellence_app.session.session import AssessmentSession

    wanted, count = int(sys.argv[2]), 0

    def watch(frame, event, argument):
        global count
        if event == "c_call" and argument.__module__ in ("posix", "fcntl", None):
            count += 1
            if count == wanted:
                os.kill(os.getpid(), signal.SIGKILL)

    with AssessmentSession.open(Path(sys.argv[1]), change=True) as session:
        session.change(edits.answer, "1.2", "2")
        sys.setprofile(watch)
        session.save()
        sys.setprofile(None)
    print(count)
    """
)


def save_in_a_process(path, call):
    """Answer and save in a process that is killed at this call; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", SAVING, path, str(call)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == (-signal.SIGKILL if call else 0), done.stderr
    return done.stdout


def test_old_or_new_at_every_point_and_the_next_change_goes_through(session, path, tmp_path):
    session.change(edits.answer, "1.2", "1")
    session.save()
    session.close()
    before, state = path.read_bytes(), tmp_path / "state before"
    shutil.copytree(state_folder(), state)
    calls = int(save_in_a_process(path, 0))
    assert calls > 20
    # the last calls are those that write, so every one of them is tried
    points = {*range(1, calls + 1, max(1, calls // 15)), *range(calls - 40, calls - 2)}
    seen = set()
    for call in sorted(points):
        path.write_bytes(before)
        shutil.rmtree(state_folder())
        shutil.copytree(state, state_folder())  # or the calls are not as many each time
        save_in_a_process(path, call)
        found = AssessmentSession.open(path)
        seen.add((found.assessment.answers["1.2"].value, found.restored is not None))
        document = assessment_file.read(path)
        assert first_break(document.log) is None
        value = found.assessment.answers["1.2"].value
        in_file = document.assessment.answers["1.2"].value
        assert document.log.entries == 1 + in_file
        assert in_file <= value
        with AssessmentSession.open(path, change=True) as again:
            again.change(edits.answer, "1.1", "yes")
            again.save()
        assert AssessmentSession.open(path).assessment.answers["1.2"].value == value
        assert [entry.name for entry in path.parent.iterdir() if entry != state] == [path.name]
    assert seen == {(1, False), (2, True), (2, False)}
