"""Nothing stays behind: no remark of Qt, no widget, timer, thread or document, no memory."""

import gc
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from excellence_app.gui.desk import Place
from excellence_app.gui.document import AssessmentDocument
from excellence_app.gui.main_window import SMALLEST, MainWindow
from excellence_app.session.session import AssessmentSession
from tests.gui import windows

WINDOWS = 20
ANSWERS = 2_000
MOST_GROWTH = 10_000_000  # bytes of memory, as over as many answers without a window
_NOT_OURS = ("This plugin does not support ",)  # of windows that are painted into memory


@pytest.fixture
def remarks():
    """Return what Qt has remarked."""
    said = []
    before = qInstallMessageHandler(lambda _kind, _where, text: said.append(text))
    yield said
    qInstallMessageHandler(before)


def swept():
    """Return how many of our things there are, by their kinds."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    found = Counter(
        type(thing).__name__
        for thing in gc.get_objects()
        if isinstance(thing, QObject | AssessmentSession)
        and (not isinstance(thing, QObject) or isValid(thing))
    )
    found["all widgets"] = len(QApplication.allWidgets())
    found["threads"] = threading.active_count()
    return found


def test_qt_remarks_nothing_on_any_page(office, person, documents, remarks):
    path = windows.filled_copy(documents)
    start = office.open_start()
    for place in windows.START_PLACES:
        start.go(Place(*place))
        person.wait_for(start)
    window = office.open_document(path)
    for size in ((1440, 900), (800, 560)):
        window.resize(*size)
        for place in windows.PLACES:
            window.go(Place(*place))
            person.wait_for(window)
            person.press("F4")
            person.press("Esc")
    person.press("Ctrl+W")
    assert [one for one in remarks if not one.startswith(_NOT_OURS)] == []


def test_windows_that_are_closed_leave_nothing(office, person, documents):
    path = windows.practice_copy(documents)
    places = [Place(*place) for place in windows.PLACES]

    def use(*seen):
        window = office.open_document(path)
        for place in seen:
            window.go(place)
            person.wait_for(window)
        window.close()
        assert office.windows == []

    use(*places)  # what is made only once is there now
    before = swept()
    for number in range(WINDOWS):
        use(places[number % len(places)])
    after = swept()
    assert after[MainWindow.__name__] == after[AssessmentDocument.__name__] == 0
    assert after[AssessmentSession.__name__] == 0
    assert {name: (before[name], n) for name, n in after.items() if n > before[name]} == {}


def test_no_timer_runs_in_a_window_that_rests(office, person, documents):
    window = office.open_document(windows.practice_copy(documents))
    for place in windows.PLACES:
        window.go(Place(*place))
        person.wait_for(window)
    person.wait(lambda: window.desk.document.session.saved)
    window.undo_message.dismiss()
    windows.settle()
    running = [one for one in window.findChildren(QTimer) if one.isActive()]
    assert [(type(one.parent()).__name__, one.interval()) for one in running] == []


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_typing_for_long_takes_no_more_memory(office, person, documents):
    window = office.open_document(windows.practice_copy(documents), Place("questions", "4.1.6"))
    window.resize(*SMALLEST)  # the less there is to paint the sooner it is done
    person.wait_for(window)
    document = window.desk.document
    levels = "1234"

    def answer(count):
        for number in range(count):
            person.press(levels[number % len(levels)])
            if number % 100 == 0:
                windows.settle()
        assert document.session.wait_until_safe()

    answer(ANSWERS // 4)
    before = memory()
    answer(ANSWERS - ANSWERS // 4)
    grown = memory() - before
    assert grown < MOST_GROWTH
    assert document.assessment.answers["4.1.6"].value == int(levels[-1])


def memory():
    """Return how many bytes of memory this process holds."""
    gc.collect()
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("the system does not tell")
