"""PySide6 and the references to None that it takes away before Python 3.12."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MANY_CALLS = """
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(100_000):
    thing.setObjectName("x")
print("alive")
"""


def run(program):
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_window_outlives_any_number_of_calls():
    done = run("import excellence_app.gui" + MANY_CALLS)
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there")
def test_our_remedy_is_still_needed():
    # If this fails, PySide6 has been mended: take the remedy out of excellence_app/gui/.
    assert "deallocating None" in run(MANY_CALLS).stderr


def test_the_remedy_does_not_load_qt():
    done = run("import sys, excellence_app.gui; print('PySide6' in sys.modules)")
    assert done.stdout == "False\n"
