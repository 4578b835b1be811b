"""The window: from an answer to what is painted, page changes, scrolling, start and memory.

Windows are painted into memory (Qt's offscreen platform), so what a screen and its driver add is
not in the figures. The start is a whole process, until its first page is painted and it has ended,
against an empty window of the same Qt modules. Both run in turn, and the processor's time counts,
so that neither a machine that slows down nor other programs favour one of them.
"""

import copy
import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import yaml
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from excellence_app.domain.criteria import QuestionType
from excellence_app.gui.desk import Place
from excellence_app.gui.main_window import MainWindow
from excellence_app.gui.page import Page
from excellence_app.locations import criteria_folder, resources_folder
from excellence_app.session import edits
from excellence_app.session.questioning import questions_in_order
from excellence_app.session.session import AssessmentSession
from tests.gui import windows

ANSWERS = 200
STARTS = 15
TIMES = 100  # the set that is this many times as large has 3,100 indicators
FRAME, TWO_FRAMES, PAGE = 16.0, 33.0, 50.0  # milliseconds
OPENED = 100.0
ROUNDS, CASES = 3, 100
MANY = "escp-4i-progress"
SURVEYS = (
    ("ESCP-4i", "practice/escp-4i/ring-loop.excellence"),
    ("ESCP-S3", "practice/escp-s3/care-loop.excellence"),
)
SIZE = (1440, 900)
EMPTY = """
import sys
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets
app = QtWidgets.QApplication(sys.argv)
window = QtWidgets.QMainWindow()
window.setCentralWidget(QtWidgets.QWidget())
window.resize(1440, 900)
QtCore.QTimer.singleShot(0, app.quit)
window.show()
app.exec()
"""
MEASURE = """
import os, sys
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""
PAGES = ("overview", "results", "roadmap", "evidence", "check", "questions")


def main() -> None:
    """Print the figures as tables."""
    print("## Window\n")
    print("| indicators | what | median, ms | p99, ms | wanted, ms |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EXCELLENCE_STATE"] = folder
        small = windows.practice_copy(folder)
        large = _large(Path(folder))
        for count, path in (("31", small), ("3,100", large)):
            for row in _rows(count, path, folder):
                print(row)
        print("\n| questionnaire | what | median, ms | p99, ms | wanted, ms |")
        print("| --- | --- | --- | --- | --- |")
        for row in _survey_rows(folder):
            print(row)
        print()
        _print_starts(small)


@contextmanager
def _opened(path: Path, folder: str) -> Iterator[MainWindow]:
    app = windows.application()
    theme = windows.new_theme(app)
    window = windows.open_window(theme, path, folder)
    window.resize(*SIZE)
    window.go(Place("questions", _a_question(window)))
    window.show()
    windows.settle()
    gc.freeze()  # as the application does once its window stands
    yield window
    windows.close_window(window)
    theme.changed.disconnect()
    theme.deleteLater()


def _survey_rows(folder: str) -> list[str]:
    """Return how long any question of our questionnaires takes to open, and 100 cases."""
    rows = []
    for name, document in SURVEYS:
        path = Path(folder) / f"{name}.excellence"
        shutil.copyfile(resources_folder() / document, path)
        path.chmod(0o600)
        with _opened(path, folder) as window:
            found = [
                _to_open(window, one)
                for _ in range(ROUNDS)
                for one in questions_in_order(window.desk.document.shown)
            ]
            rows.append(_row(name, "open any question", found, (OPENED, OPENED)))
    with _opened(_many_cases(Path(folder)), folder) as window:
        found = []
        for _ in range(10 * ROUNDS):
            _to_open(window, "D.3")
            found.append(_to_open(window, "D.4"))
        rows.append(_row("ESCP-4i", f"open a list of {CASES} cases", found, (OPENED, OPENED)))
    return rows


def _to_open(window: MainWindow, question: str) -> float:
    """Return the seconds from going to a question to its being painted."""
    start = time.perf_counter()
    window.go(Place("questions", question))
    _painted()
    return time.perf_counter() - start


def _many_cases(folder: Path) -> Path:
    """Return a document of a survey that lets one describe more cases than it does in truth."""
    data = yaml.safe_load((criteria_folder() / f"{MANY}.yaml").read_text(encoding="utf-8"))
    data["set"]["id"] = "many"
    (number,) = (
        one for part in data["sections"] for one in part["questions"] if one["id"] == "D.3"
    )
    number["most"] = CASES
    source = folder / "many.yaml"
    source.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    path = folder / "many.excellence"
    with AssessmentSession.create(path, str(source), name="Many") as session:
        session.change(edits.answer, "D.2", "yes")
        session.change(edits.answer, "D.3", str(CASES))
        for number in range(1, CASES + 1):
            session.change(edits.answer, f"D.4[{number}]/name", f"Partner {number}")
        session.save()
    return path


def _rows(count: str, path: Path, folder: str) -> list[str]:
    with _opened(path, folder) as window:
        return _rows_of(count, window)


def _rows_of(count: str, window: MainWindow) -> list[str]:
    rows = [
        _row(count, "answer to painted window", _answers(window), (FRAME, TWO_FRAMES)),
        _row(count, "page change", _changes(window), (PAGE, PAGE)),
    ]
    for page, name in (("results", "the results"), ("check", "Check answers")):
        scrolled = _wheel(window, page)
        rows.append(_row(count, f"one wheel step in {name}", scrolled, (FRAME, FRAME)))
    return rows


def _a_question(window: MainWindow) -> str:
    criteria = window.desk.document.criteria
    levels = (q.id for i in criteria.indicators for q in i.questions if len(q.levels) > 3)
    return next(levels, criteria.questions[0].id)


def _row(count: str, what: str, seconds: Sequence[float], wanted: tuple[float, float]) -> str:
    ordered = sorted(seconds)
    middle = statistics.median(ordered) * 1000
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000
    return (
        f"| {count} | {what} | {middle:.1f} | {worst:.1f} "
        f"| median ≤ {wanted[0]:g}, p99 ≤ {wanted[1]:g} |"
    )


def _painted() -> None:
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def _answers(window: MainWindow) -> list[float]:
    document, question = window.desk.document, window.here.item
    found = []
    for number in range(ANSWERS):
        document.stop_merging()
        start = time.perf_counter()
        document.change(edits.answer, question, str(number % 4))
        _painted()
        found.append(time.perf_counter() - start)
    return found


def _changes(window: MainWindow) -> list[float]:
    for page in PAGES:  # a page is made when somebody goes there first
        window.go(Place(page))
        windows.settle()
    found = []
    for number in range(10 * len(PAGES)):
        start = time.perf_counter()
        window.go(Place(PAGES[number % len(PAGES)]))
        _painted()
        found.append(time.perf_counter() - start)
    return found


def _wheel(window: MainWindow, page: str) -> list[float]:
    window.go(Place(page))
    windows.settle()
    assert isinstance(window.page, Page)
    areas = [
        area
        for area in window.page.findChildren(QAbstractScrollArea)
        if area.isVisible() and area.verticalScrollBar().maximum() > 0
    ]
    area = max(areas, key=lambda one: one.verticalScrollBar().maximum())
    viewport = area.viewport()
    place = QPointF(viewport.width() / 2, viewport.height() / 2)
    found = []
    for _ in range(100):
        step = QWheelEvent(
            place,
            viewport.mapToGlobal(place),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt takes it so: not inverted
        )
        start = time.perf_counter()
        QApplication.sendEvent(viewport, step)
        _painted()
        found.append(time.perf_counter() - start)
    return found


def _large(folder: Path) -> Path:
    """Return a document of a set with every indicator a hundred times."""
    data = yaml.safe_load((criteria_folder() / "ecei-labels.yaml").read_text(encoding="utf-8"))
    data["set"]["id"] = "large"
    data["set"]["points"] = data["set"]["points"] * TIMES
    data["actions"] = []
    for indicator in data["indicators"]:  # a set may have 10 MB
        for name in ("guidance", "asks", "look_at"):
            indicator.pop(name, None)
        for level in (
            *indicator.get("levels", ()),
            *indicator.get("question", {}).get("levels", ()),
        ):
            level.pop("to_next", None)
        for holder in (indicator, indicator.get("question", {})):
            sources = holder.get("provenance", {})
            for place in [place for place in sources if "to_next" in place]:
                del sources[place]  # of what has just been taken out
    data["indicators"] = [
        {**copy.deepcopy(indicator), "id": f"{indicator['id']}-{number}"}
        for number in range(1, TIMES + 1)
        for indicator in data["indicators"]
    ]
    source = folder / "large.yaml"
    source.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    path = folder / "large.excellence"
    with AssessmentSession.create(path, str(source), name="Large") as session:
        for number, question in enumerate(session.criteria.questions):
            if question.type is QuestionType.LEVELS:
                session.change(edits.answer, question.id, str(number % len(question.levels)))
        session.save()
    return path


def _print_starts(document: Path) -> None:
    print(
        "| whole process | CPU, ms | empty window, ms | ratio | wanted "
        "| memory, MB | ratio | wanted |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    environment = {
        **os.environ,
        "EXCELLENCE_QUIT_AFTER_PAINT": "1",
        "EXCELLENCE_LANGUAGE": "en",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ours = (sys.executable, "-m", "excellence_app", "open")
    empty = (sys.executable, "-c", EMPTY)
    for name, command, wanted in (
        ("start page", ours, 1.5),
        ("practice cluster", (*ours, str(document)), 2.0),
    ):
        for one in (command, empty):
            _process(one, environment)
        pairs = [
            (_process(command, environment), _process(empty, environment)) for _ in range(STARTS)
        ]
        print(_start_row(name, pairs, wanted))


Measured = tuple[float, float]  # seconds, megabytes


def _start_row(name: str, pairs: Sequence[tuple[Measured, Measured]], wanted: float) -> str:
    def middle(pick: Callable[[tuple[Measured, Measured]], float]) -> float:
        return statistics.median(map(pick, pairs))

    return (
        f"| `excellence open`, {name} | {middle(lambda p: p[0][0]) * 1000:.0f} "
        f"| {middle(lambda p: p[1][0]) * 1000:.0f} "
        f"| {middle(lambda p: p[0][0] / p[1][0]):.2f} | ≤ {wanted:g} "
        f"| {middle(lambda p: p[0][1]):.0f} "
        f"| {middle(lambda p: p[0][1] / p[1][1]):.2f} | ≤ 1.6 |"
    )


def _process(command: Sequence[str], environment: dict[str, str]) -> Measured:
    """Return the processor's seconds of a process, and the most memory that it had, in megabytes.

    A small process starts it: a new one counts the memory of who starts it as its own.
    """
    done = subprocess.run(
        (sys.executable, "-S", "-c", MEASURE, *command),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command} has failed: {done.stderr}")
    seconds, memory = done.stdout.split()[-2:]
    return float(seconds), int(memory) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
