"""The document: an answer acknowledged, a slow disk, a large file, a long journal.

An answer is acknowledged when its line of the journal is on the disk. The yardstick is
`os.write` and `os.fsync` of the very same bytes, in the same run, in turn, to a file that grows
as the journal does, in the journal's folder. In one thread the caller waits for the disk; in the
background he waits for the thread that does, and "told" ends when that thread says so, as it does
to the window. The slow disk is one on which each flush sleeps for five seconds; what counts is
how long the caller of an edit waits.

To open a document is to read and check the index, the manifest, the criteria set, the answers and
the log, and to build the assessment: `assessment_file.read`. The yardstick is what any reader of
ZIP files does to get at the answers alone: `zipfile` reads the index and `assessment.json`, which
is parsed by `json` and held against no hash. Most of a first opening is to unpack and hash the
criteria set that the document brings along; documents that bring along one that the program has
read before are spared that. A second yardstick reads and hashes all parts but the files, to show
that these cost nothing.
"""

import json
import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path

from excellence_app.locations import STATE_VARIABLE
from excellence_app.session import edits, evidence
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file
from excellence_app.storage.attachments import Staging
from excellence_app.storage.document import CRITERIA_READ
from excellence_app.storage.journal import Journal
from excellence_app.storage.journal_lines import line_of
from excellence_app.storage.lock import journal_file
from excellence_app.storage.log import LogEntry

ANSWERS = 2_000
LINES = 10_000
ATTACHED = 100_000_000  # bytes


def main() -> None:
    """Print the figures as tables."""
    before = os.environ.get(STATE_VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[STATE_VARIABLE] = str(Path(folder) / "state")
        print("## Document\n")
        print("| what | here | yardstick | ratio | wanted |")
        print("| --- | --- | --- | --- | --- |")
        for measure in (
            *(_answer_kept, _answer_in_background, _answer_told, _answer_without_disk),
            *(_slow_flush, _opening, _replay),
        ):
            print(measure(Path(folder)))
    if before is None:
        del os.environ[STATE_VARIABLE]
    else:
        os.environ[STATE_VARIABLE] = before


def _made(folder: Path, name: str) -> Path:
    path = folder / f"{name}.excellence"
    AssessmentSession.create(path, "ecei-labels", dated=date(2026, 6, 1)).close()
    return path


def _answer_kept(folder: Path) -> str:
    """Measure an answer in a running program that waits for the disk itself."""
    path = _made(folder, "kept")
    with AssessmentSession.open(path, change=True) as session:
        return _row("answer acknowledged, in one thread", *_answers(session, session.keep))


def _answer_in_background(folder: Path) -> str:
    """Measure an answer in the window, where the journal has a thread of its own."""
    path = _made(folder, "background")
    with AssessmentSession.open(path, change=True, in_background=True) as session:
        return _row(
            "answer acknowledged, in background", *_answers(session, session.wait_until_safe)
        )


def _answer_told(folder: Path) -> str:
    """Measure when the thread of the journal tells the window that an answer is safe."""
    path = _made(folder, "told")
    told: list[float] = []
    with AssessmentSession.open(
        path, change=True, in_background=True, on_change=lambda: told.append(time.perf_counter())
    ) as session:

        def wait() -> float:
            session.wait_until_safe()
            while not told:  # the last to be told is the window
                time.sleep(0)
            first = told[0]
            told.clear()
            return first

        return _row("answer acknowledged, in background, told", *_answers(session, wait))


def _answers(session: AssessmentSession, wait: Callable[[], object]) -> tuple[float, float]:
    """Return the medians of an acknowledged answer and of the yardstick, in seconds.

    `wait` may return when it was acknowledged.
    """
    journal = journal_file(session.path)
    file = journal.with_suffix(".yardstick")
    raw = os.open(file, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    ours, theirs = [], []
    for number in range(ANSWERS):
        session.stop_merging()
        start = time.perf_counter()
        session.change(edits.answer, "4.1.6", str(1 + number % 2))
        when = wait()
        end = time.perf_counter()
        ours.append((when if isinstance(when, float) else end) - start)
        data = _last_line(journal)
        start = time.perf_counter()
        os.write(raw, data)
        os.fsync(raw)
        theirs.append(time.perf_counter() - start)
    os.close(raw)
    file.unlink()
    return statistics.median(ours), statistics.median(theirs)


def _last_line(journal: Path) -> bytes:
    """Return what the last answer has put into the journal."""
    with journal.open("rb") as file:
        file.seek(-min(_LONGEST, file.seek(0, os.SEEK_END)), os.SEEK_END)
        return file.read().splitlines(keepends=True)[-1]


_LONGEST = 1_000  # bytes of one answer in the journal


_NOW = "2026-06-01T10:00:00+02:00"
_OLD = {"answers/4.1.6/value": {"value": 1}}
_NEW = {"answers/4.1.6/value": {"value": 2}}


def _row(what: str, here: float, yardstick: float) -> str:
    return (
        f"| {what} | {here * 1e6:.0f} µs | write + fsync of the same bytes: "
        f"{yardstick * 1e6:.0f} µs | {here / yardstick:.2f} | ≤ 2 |"
    )


def _answer_without_disk(folder: Path) -> str:
    """Measure what the program itself adds to the disk: an answer whose flush takes no time."""
    path = _made(folder, "quick")
    took = []
    with (
        AssessmentSession.open(path, change=True) as session,
        _flushing(lambda _handle: None),
    ):
        for number in range(ANSWERS):
            session.stop_merging()
            start = time.perf_counter()
            session.change(edits.answer, "4.1.6", str(1 + number % 2))
            session.keep()
            took.append(time.perf_counter() - start)
    return f"| the same in one thread, without the flush | {_micro(took)} µs | | | |"


def _micro(times: Sequence[float]) -> int:
    return round(statistics.median(times) * 1e6)


@contextmanager
def _flushing(way: Callable[[int], None]) -> Iterator[None]:
    """Let each flush of this program go another way."""
    real = {name: getattr(os, name) for name in ("fsync", "fdatasync") if hasattr(os, name)}
    for name in real:
        setattr(os, name, way)
    try:
        yield
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def _slow_flush(folder: Path) -> str:
    """Measure how long the caller of an edit waits while each flush takes five seconds."""
    path = _made(folder, "slow")
    waited = []
    with (
        AssessmentSession.open(path, change=True, in_background=True) as session,
        _flushing(lambda _handle: time.sleep(5)),
    ):
        for number in range(200):
            start = time.perf_counter()
            session.change(edits.answer, "4.1.6", str(1 + number % 2))
            waited.append(time.perf_counter() - start)
            time.sleep(0.01)
    return f"| longest wait of an edit, 5 s fsync | {max(waited) * 1e3:.1f} ms | | | ≤ 100 ms |"


def _opening(folder: Path) -> str:
    """Measure opening a document with 100 MB of files: again, and the first of its set."""
    path = _made(folder, "large")
    file = folder / "large.bin"
    file.write_bytes(os.urandom(ATTACHED // 100) * 100)
    with AssessmentSession.open(path, change=True) as session:
        _attach(session, file)
        session.save()
    again, first, answers, parts = [], [], [], []
    for _ in range(100):
        for times, forgetful, way in (
            (first, True, assessment_file.read),
            (answers, False, _answers_alone),
            (again, False, assessment_file.read),
            (parts, False, _all_but_files),
        ):
            if forgetful:
                CRITERIA_READ.forget()
            start = time.perf_counter()
            way(path)
            times.append(time.perf_counter() - start)
    size = f"with {ATTACHED // 1_000_000} MB of files"
    alone, every = "index, assessment.json", "index, all parts but the files"
    return "\n".join(
        [
            _opened(f"open, {size}, its set read before", again, alone, answers, "≤ 2"),
            _opened(f"open, {size}, the first of its set", first, alone, answers, "≤ 2"),
            _opened(f"open, {size}, the first of its set", first, every, parts, ""),
        ]
    )


def _answers_alone(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        json.loads(package.read("assessment.json"))


def _all_but_files(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        manifest = json.loads(package.read("manifest.json"))
        for name, about in manifest["parts"].items():
            if not name.startswith("attachments/"):
                data = package.read(name)
                if sha256(data).hexdigest() != about["sha256"]:
                    raise ValueError(path)
                if name == "assessment.json":
                    json.loads(data)


def _opened(
    what: str, ours: Sequence[float], against: str, theirs: Sequence[float], wanted: str
) -> str:
    here, yardstick = statistics.median(ours), statistics.median(theirs)
    return (
        f"| {what} | {here * 1e3:.2f} ms | {against}: {yardstick * 1e3:.2f} ms | "
        f"{here / yardstick:.2f} | {wanted} |"
    )


def _attach(session: AssessmentSession, file: Path) -> None:
    taken = Staging(session.document.id, session.path).take_in(file)
    about = {"place": taken.name, "file": taken.sha256, "size": taken.size}
    session.change(evidence.add_evidence, "4.1.6", taken.name, **about)


def _replay(folder: Path) -> str:
    """Measure opening a document after a crash with a long journal."""
    path = _made(folder, "long")
    document = assessment_file.read(path)
    journal = Journal(path)
    journal.acquire()
    journal.start(document.id, document.log.head, "00000000")
    first = document.log.with_entries([]).last_n + 1
    entry = LogEntry(_NOW, "somebody", "answer", "4.1.6", _OLD, _NEW)
    journal.append([line_of(entry, first + number) for number in range(LINES)])
    journal.release(clean=False)
    start = time.perf_counter()
    with AssessmentSession.open(path, change=True) as session:
        took = time.perf_counter() - start
        if session.restored is None or session.restored.changes != LINES:
            raise ValueError(session.restored)
    return f"| open, with {LINES:,} lines in the journal | {took:.2f} s | | | ≤ 1 s |"


if __name__ == "__main__":
    main()
