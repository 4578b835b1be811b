"""Damaged documents, long use and sockets: `python3 dev.py fuzz [--share ci|full] [--seed N]`.

Prints one line for each kind: how many were tried, how many went wrong, seed and seconds. The exit
code is 1 if anything went wrong.
"""

import argparse
import ctypes
import gc
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from excellence_app.locations import STATE_VARIABLE
from excellence_app.session import edits, evidence
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file
from excellence_app.storage.attachments import Staging
from excellence_app.storage.trouble import StorageTrouble

SHARES = {"ci": (400, 2_000), "full": (10_000, 100_000)}  # damaged documents, answers
MOST_GROWTH = 10_000_000  # bytes of memory over a long use
BETWEEN_SAVES = 100  # answers


def main() -> int:
    """Try everything and return the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py fuzz")
    parser.add_argument("--share", choices=SHARES, default="full")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    documents, answers = SHARES[given.share]
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ[STATE_VARIABLE] = str(Path(folder) / "state")
        for name, count, attempt in (
            ("damaged documents", documents, damaged),
            ("answers in one sitting", answers, long_use),
            ("commands without a network", 8, sockets),
        ):
            start = time.monotonic()
            chance = random.Random(given.seed)  # noqa: S311 - no secret
            found = attempt(Path(folder), count, chance)
            took = time.monotonic() - start
            say(f"{name:28} {count:>8,} tried  {found}  seed {given.seed}  {took:.0f} s")
            wrong += found.startswith("wrong")
    return 1 if wrong else 0


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def made(folder: Path, name: str) -> Path:
    """Return a document with answers, notes and a file that proves something."""
    path = folder / f"{name}.excellence"
    paper = folder / "minutes.pdf"
    paper.write_bytes(b"%PDF-1.4\n" + random.Random(7).randbytes(20_000))  # noqa: S311 - no secret
    with AssessmentSession.create(path, "ecei-labels", dated=date(2026, 6, 1)) as session:
        for number in range(12):
            session.change(edits.note, "4.1.6", f"Note {number} " + "long " * number)
        taken = Staging(session.document.id, path).take_in(paper)
        about = {"place": taken.name, "file": taken.sha256, "size": taken.size}
        session.change(evidence.add_evidence, "4.1.6", "Minutes", **about)
        session.save()
    return path


def damaged(folder: Path, count: int, chance: random.Random) -> str:
    """Cut, flip, zero, double and move bytes of a document: it is refused, or read as it was."""
    path = made(folder, "damaged")
    whole = path.read_bytes()
    before = assessment_file.read(path)
    refused = silent = crashed = 0
    copy = folder / "copy.excellence"
    for _ in range(count):
        copy.write_bytes(_spoilt(whole, chance))
        try:
            found = assessment_file.read(copy)
            for file in found.attachments:
                with assessment_file.open_attachment(copy, file) as content:
                    for _piece in content.pieces():
                        pass
            same = (found.assessment, found.log, found.criteria, found.attachments) == (
                before.assessment,
                before.log,
                before.criteria,
                before.attachments,
            )
            silent += not same
        except StorageTrouble:
            refused += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a fault
            say(f"  {type(error).__name__}: {error}")
            crashed += 1
    said = f"{refused:,} refused, {silent} silent, {crashed} crashed"
    return f"wrong: {said}" if silent or crashed else said


def _spoilt(whole: bytes, chance: random.Random) -> bytes:
    data = bytearray(whole)
    place = chance.randrange(len(data))
    length = min(chance.choice((1, 1, 2, 16, 512)), len(data) - place)
    ways: tuple[Callable[[], object], ...] = (
        lambda: data.__delitem__(slice(place, None)),
        lambda: data.__setitem__(place, data[place] ^ (1 << chance.randrange(8))),
        lambda: data.__setitem__(slice(place, place + length), bytes(length)),
        lambda: data.__delitem__(slice(place, place + length)),
        lambda: data.__setitem__(slice(place, place), data[place : place + length]),
        lambda: data.__setitem__(slice(place, place + length), chance.randbytes(length)),
    )
    chance.choice(ways)()
    return bytes(data)


def long_use(folder: Path, count: int, _chance: random.Random) -> str:
    """Answer again and again, save now and then: memory and open files stay as they are.

    What the log of the document itself has grown by is no loss of memory, and told apart.
    """
    path = made(folder, "long")
    with AssessmentSession.open(path, change=True) as session:
        for number in range(count):
            if number == count // 4:
                start = _memory(), _handles(), len(session.document.log.lines)
            session.stop_merging()
            session.change(edits.answer, "4.1.6", str(1 + number % 2))
            session.undo()
            session.keep()
            if number % BETWEEN_SAVES == 0:
                session.save()
        end = _memory(), _handles(), len(session.document.log.lines)
    more, handles, log = (after - before for after, before in zip(end, start, strict=True))
    grown = more - log
    said = (
        f"{grown / 1e6:.1f} MB and {handles} handles more after three quarters of them, "
        f"besides {log / 1e6:.1f} MB of log"
    )
    return f"wrong: {said}" if grown > MOST_GROWTH or handles > 0 else said


def _memory() -> int:
    """Return the bytes in use, without those that the C library keeps ready for the next need."""
    gc.collect()
    with suppress(OSError, AttributeError):  # a library that cannot be asked to
        ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path of ours
        return int(file.read().split()[1]) * resource.getpagesize()


def _handles() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def sockets(folder: Path, _count: int, _chance: random.Random) -> str:
    """Run commands under strace: none opens a socket to a network.

    The system itself may ask its own name service for the name of the account, through
    a socket of this computer.
    """
    strace = shutil.which("strace")
    if strace is None:
        return "not tried: strace is not installed"
    path = made(folder, "quiet")
    commands = [
        ["score", path],
        ["answer", path, "4.1.6", "2"],
        ["undo", path],
        ["history", path],
        ["evidence", path],
        ["versions", path],
        ["verify", path],
        ["report", path, "-o", folder / "quiet.pdf"],
    ]
    opened = 0
    for command in commands:
        trace = folder / "trace.txt"
        traced = [strace, "-f", "-e", "trace=socket,connect", "-o", trace, sys.executable, "-m"]
        subprocess.run([*traced, "excellence_app", *command], check=True, capture_output=True)
        calls = trace.read_text("utf-8").splitlines()
        opened += sum("socket(" in call and "AF_UNIX" not in call for call in calls)
    return f"wrong: {opened} opened" if opened else "none opened"


if __name__ == "__main__":
    sys.exit(main())
