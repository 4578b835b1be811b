"""The door to preload.c: build it, load it into this process, tell it which fault comes where."""

import ctypes
import errno
import mmap
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).with_name("preload.c")
MARK = "EXCELLENCE_FAULTS_LIBRARY"  # set in a process that has the library loaded

_EVENTS, _NAME, _PATH = 8192, 62, 1024


class Missing(Exception):  # noqa: N818 - a sentence for the person who started it
    """What this machine lacks, so that nothing could be tried."""


class Mode(IntEnum):
    """What happens at the chosen call."""

    COUNT = 0
    KILL_BEFORE = 1
    KILL_AFTER = 2
    TORN = 3
    SHORT = 4
    FAIL_ONCE = 5
    FAIL_ON = 6
    SLOW_FSYNC = 7
    POWER_BEFORE = 8
    POWER_AFTER = 9
    COPY = 10


POWER = frozenset({Mode.POWER_BEFORE, Mode.POWER_AFTER})


class Kind(IntEnum):
    """The kinds of system calls that have numbers."""

    OPEN = 0
    WRITE = 1
    FSYNC = 2
    RENAME = 3
    LINK = 4
    UNLINK = 5
    TRUNCATE = 6
    ATTRIBUTES = 7
    MKDIR = 8
    CLOSE = 9
    LOCK = 10
    SEND = 11
    OPEN_TO_READ = 12
    READ = 13
    END = 14  # no call: the command has returned


READS = frozenset({Kind.OPEN_TO_READ, Kind.READ})
CHANGES = frozenset(Kind) - READS
WRITES = frozenset({Kind.WRITE, Kind.SEND})

# Which calls can fail for a cause, and which of them go on failing while it lasts: a full disk
# still removes files, and what is open can still be written when the folder is forbidden.
_NAMES = {Kind.OPEN, Kind.RENAME, Kind.LINK, Kind.UNLINK, Kind.MKDIR}
_ROOM = {Kind.OPEN, Kind.WRITE, Kind.RENAME, Kind.LINK, Kind.MKDIR, Kind.SEND}
POSSIBLE = {
    errno.ENOSPC: _ROOM | {Kind.FSYNC, Kind.TRUNCATE, Kind.ATTRIBUTES, Kind.CLOSE},
    errno.EDQUOT: _ROOM | {Kind.FSYNC, Kind.TRUNCATE, Kind.ATTRIBUTES, Kind.CLOSE},
    errno.EIO: CHANGES - {Kind.END},
    errno.EROFS: CHANGES - {Kind.LOCK, Kind.CLOSE, Kind.END},
    errno.EACCES: _NAMES | {Kind.TRUNCATE, Kind.ATTRIBUTES},
}
LASTING = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EIO: CHANGES - {Kind.LOCK, Kind.END},
    errno.EROFS: CHANGES - {Kind.LOCK, Kind.CLOSE, Kind.FSYNC, Kind.END},
    errno.EACCES: _NAMES,
}


class Fault(NamedTuple):
    """One fault: what, at which call, and what its chance decides."""

    mode: Mode = Mode.COUNT
    point: int = 0
    error: int = 0
    random: int = 0
    delay: float = 0.0
    shift: int = 0  # of the clock, in seconds
    spread: int = 0
    reads: bool = False

    def __str__(self) -> str:
        words = [self.mode.name.lower().replace("_", " ")]
        if self.error:
            words.append(errno.errorcode[self.error])
        if self.point:
            words.append(f"at call {self.point}")
        if self.shift or self.spread:
            words.append(f"clock {self.shift:+d} s, jumps of {self.spread} s")
        return " ".join(words)


NO_FAULT = Fault()


class Call(NamedTuple):
    """One numbered call as it was seen."""

    kind: Kind
    name: str
    hit: bool

    def __str__(self) -> str:
        name = "/".join(self.name.split("/")[-2:])
        return f"{self.kind.name.lower().replace('_', ' ')} {name}"


class _Event(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("hit", ctypes.c_uint8),
        ("name", ctypes.c_char * _NAME),
    )


class _Block(ctypes.Structure):
    _fields_ = (
        ("armed", ctypes.c_int32),
        ("mode", ctypes.c_int32),
        ("fired", ctypes.c_int32),
        ("error", ctypes.c_int32),
        ("count", ctypes.c_int64),
        ("point", ctypes.c_int64),
        ("counted", ctypes.c_uint32),
        ("failing", ctypes.c_uint32),
        ("delay_ms", ctypes.c_uint32),
        ("volume", ctypes.c_uint32),
        ("random", ctypes.c_uint64),
        ("clock_shift", ctypes.c_int64),
        ("clock_spread", ctypes.c_int64),
        ("roots", ctypes.c_char * _PATH * 2),
        ("visible", ctypes.c_char * _PATH),
        ("copies", ctypes.c_char * _PATH),
        ("events", _Event * _EVENTS),
    )


def build(folder: Path) -> Path:
    """Compile the library into a folder and return it; raises `Missing`."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if sys.platform != "linux":
        raise Missing("Faults are injected on Linux only, so nothing was tried.")
    if compiler is None:
        raise Missing("There is no C compiler (gcc) on this machine, so nothing was tried.")
    library = folder / "preload.so"
    options = ["-O2", "-Wall", "-Wextra", "-shared", "-fPIC"]
    done = subprocess.run(
        [compiler, *options, "-o", str(library), str(SOURCE), "-ldl", "-pthread"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise Missing(f"{SOURCE.name} could not be compiled, so nothing was tried.\n{done.stderr}")
    return library


class Injector:
    """The control block that this process and its children share with the library."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._library = ctypes.CDLL(os.environ[MARK])
        self._library.faults_size.restype = ctypes.c_size_t
        size = self._library.faults_size()
        if size != ctypes.sizeof(_Block):
            raise AssertionError(f"preload.c and injection.py disagree: {size} bytes")
        self._memory = mmap.mmap(-1, size)
        self._block = _Block.from_buffer(self._memory)
        for place, root in enumerate(roots):
            self._block.roots[place].value = os.fsencode(root)
        for function in (self._library.faults_control, self._library.faults_release):
            function.argtypes = [ctypes.c_void_p]
        self.use()

    def use(self) -> None:
        """Let the library obey this block from now on, and no other."""
        self._library.faults_control(ctypes.addressof(self._block))

    def __del__(self) -> None:
        """Let the library forget the block before its memory goes."""
        self._library.faults_release(ctypes.addressof(self._block))

    def prepare(self, fault: Fault, visible: Path | None = None, copies: Path | None = None):
        """Set the fault for the next child; it waits for `arm`."""
        block = self._block
        block.armed = block.fired = block.count = 0
        block.mode, block.point, block.error = fault.mode, fault.point, fault.error
        counted = frozenset(Kind) if fault.reads else CHANGES
        block.counted = _mask(counted)
        block.failing = _mask(
            LASTING.get(fault.error, CHANGES) | (READS if fault.reads else set())
        )
        block.delay_ms = int(fault.delay * 1000)
        block.random = fault.random & (2**64 - 1)
        block.clock_shift = block.clock_spread = 0
        block.visible = os.fsencode(visible) if visible else b""
        block.copies = os.fsencode(copies) if copies else b""

    def arm(self, fault: Fault, volume: int = 0) -> None:
        """Let the fault come; called in the child, which gives its handle on the volume."""
        block = self._block
        block.volume = volume
        block.clock_shift, block.clock_spread = fault.shift, fault.spread
        block.armed = 1

    def disarm(self) -> None:
        """Let nothing more come."""
        self._block.armed = 0
        self._block.clock_shift = self._block.clock_spread = 0

    def end(self) -> None:
        """Let the last fault come, and slow copies to their end; called in the child."""
        self._library.faults_end()
        self._library.faults_finish_copies()

    @property
    def fired(self) -> int:
        """Return how often the fault came."""
        return int(self._block.fired)

    @property
    def count(self) -> int:
        """Return how many calls were numbered."""
        return int(self._block.count)

    def calls(self) -> list[Call]:
        """Return the numbered calls in their order."""
        seen = min(self.count, _EVENTS)
        return [
            Call(Kind(one.kind), one.name.decode("utf-8", "replace"), bool(one.hit))
            for one in self._block.events[:seen]
        ]


def _mask(kinds) -> int:
    return sum(1 << kind for kind in kinds)
