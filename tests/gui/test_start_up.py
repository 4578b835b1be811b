"""How the window starts: nothing is loaded, and nothing of Qt made, that its first page lacks."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from excellence_app.storage.settings import Recent, SettingsStore

ROOT = Path(__file__).parents[2]

# Runs the program, then says which modules it has loaded and which of Qt's enums were made.
STARTED = """
import enum, json, linecache, sys
made = set()
make = enum.EnumType._create_
def seen(cls, name, *arguments, **named):
    made.add(name)
    return make(cls, name, *arguments, **named)
enum.EnumType._create_ = seen
sys.argv = ["excellence", "open"]
from excellence_app.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(json.dumps([sorted(sys.modules), sorted(made), sorted(linecache.cache)]))
"""

FOR_LATER = {  # each with all that is in it
    *("excellence_app.catalog", "excellence_app.cli", "excellence_app.engine"),
    *("excellence_app.reports", "excellence_app.session"),
    "excellence_app.domain.assessment",
    "excellence_app.domain.criteria",
    "excellence_app.domain.results",
    "excellence_app.storage.assessment_json",
    "excellence_app.storage.document",
    "excellence_app.storage.lock",
    *("PySide6.QtNetwork", "PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtTest"),
    *("babel", "click", "docx", "jinja2", "jsonschema_rs", "platformdirs", "reportlab"),
    *("xlsxwriter", "yaml"),
    *("argparse", "concurrent.futures", "decimal", "fractions", "html.entities", "logging"),
}


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """Return what is loaded and made when the start page has been painted."""
    folder = tmp_path_factory.mktemp("state")
    document = folder / "alps.excellence"
    settings = SettingsStore(folder / "settings.json")
    settings.add_recent(Recent(document, "1", "Alps", "ECEI labels", "2026-03-12T10:00+01:00"))
    environment = {
        **os.environ,
        "EXCELLENCE_STATE": str(folder),
        "EXCELLENCE_LANGUAGE": "en",
        "EXCELLENCE_QUIT_AFTER_PAINT": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [set(found) for found in json.loads(done.stdout)]


def test_the_start_page_loads_nothing_that_reads_documents(started):
    modules = started[0]
    assert "excellence_app.gui.pages.start" in modules
    loaded = {name for name in modules for one in FOR_LATER if f"{name}.".startswith(f"{one}.")}
    assert loaded == set()


def test_qts_classes_are_not_all_loaded_to_find_the_one_of_a_widget(started):
    # That comes of a widget which Qt has made: see components/see_through.py.
    assert "Key" in started[1]
    assert started[1].isdisjoint({"ProcessError", "WizardStyle", "SubWindowOption"})


def test_no_source_of_ours_is_read(started):
    assert not [name for name in started[2] if "excellence_app" in name]


WRONG_CALL = """
import sys
if "with" in sys.argv:
    from excellence_app.gui.loading import import_qt
    import_qt()
from PySide6.QtCore import QRect, QUrl
for wrong in (lambda: QRect("?"), lambda: QRect(1, 2), lambda: QUrl.fromUserInput):
    try:
        print(type(wrong()))
    except TypeError as error:
        print(error)
print(QUrl.fromLocalFile.__doc__)
from PySide6.support.signature.lib import pyi_generator
print(pyi_generator.Formatter, hasattr(pyi_generator, "nothing"))
"""


def test_qt_explains_a_wrong_call_as_ever():
    told = printed_by("-c", WRONG_CALL, "with")
    assert "Supported signatures" in told
    assert "localfile: str" in told
    assert told == printed_by("-c", WRONG_CALL, "without")


def test_our_remedies_are_still_needed():
    # If this fails, PySide6 has been mended: take out of `import_qt` what is needed no more.
    listing = (
        "import linecache, sys, excellence_app.gui.theme;"
        "print(*linecache.cache); print('argparse' in sys.modules)"
    )
    read, loaded = printed_by("-c", listing).splitlines()
    assert "excellence_app" in read
    assert loaded == "True"


def printed_by(*arguments):
    """Return what a process of Python's prints."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
