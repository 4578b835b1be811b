"""Disks that run full, cannot be written, or lose their power. All of it needs root."""

import ctypes
import errno
import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults import oracle
from tests.faults.bench import POINT, Bench
from tests.faults.forking import Told
from tests.faults.injection import NO_FAULT, Fault
from tests.faults.oracle import MESSAGE, Verdict
from tests.faults.places import Place
from tests.faults.scenarios import (
    LARGE,
    Command,
    Report,
    a_document,
    commands,
    recover,
    run,
    surroundings,
)

LEVELS = range(0, 560, 4)  # kB of room beyond what is there already
SHARED = ("documents and state", "documents", "state")  # what lies on the small disk

_NEW_NAMESPACE = 0x20000
_READ_ONLY, _REMOUNT, _RECURSIVE, _PRIVATE = 1, 32, 0x4000, 1 << 18
_LATER = 2  # MNT_DETACH
_LOOP_FREE, _LOOP_SET, _LOOP_STATUS, _LOOP_GIVE_UP = 0x4C82, 0x4C00, 0x4C04, 4
_LOOP_CLEAR = 0x4C01
_FORGET_BUFFERS = 0x1261  # BLKFLSBUF
_VOLUME = 24  # MB
_LIBC = ctypes.CDLL(None, use_errno=True)


def _check(code: int, what: str) -> None:
    if code:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def _mount(source: str, target: Path, kind: str, flags: int = 0, options: str = "") -> None:
    arguments = (os.fsencode(source), os.fsencode(target), kind.encode())
    _check(_LIBC.mount(*arguments, ctypes.c_ulong(flags), options.encode()), f"mount {kind}")


def _unmount(target: Path) -> None:
    for _ in range(100):
        if _LIBC.umount2(os.fsencode(target), 0) == 0:
            return
        if ctypes.get_errno() != errno.EBUSY:
            break
        time.sleep(0.01)  # the kernel still clears up after a killed process
    _check(_LIBC.umount2(os.fsencode(target), _LATER), "umount")


def own_mounts(folder: Path) -> str:
    """Let this process have mounts of its own; return why it cannot, if it cannot."""
    if os.geteuid() != 0:
        return "needs root, to mount small disks"
    try:
        _check(_LIBC.unshare(_NEW_NAMESPACE), "unshare")
        _check(_LIBC.mount(None, b"/", None, ctypes.c_ulong(_RECURSIVE | _PRIVATE), None), "mount")
        folder.mkdir(exist_ok=True)
        _mount("tmpfs", folder, "tmpfs")
        _unmount(folder)
    except OSError as error:
        return f"this root may not mount ({error.strerror})"
    return ""


def no_volumes(folder: Path) -> str:
    """Return why no volume can lose its power here, nothing if it can."""
    if shutil.which("mkfs.ext4", path=_PATH) is None:
        return "needs mkfs.ext4 (package e2fsprogs)"
    try:
        volume = Ext4Volume(folder)
        volume.give_back()
    except OSError as error:
        return f"no loop device can be had ({error.strerror})"
    return ""


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


class Ext4Volume:
    """A small ext4 file system in a file, whose power can be cut.

    Only what was flushed survives: no commit by time, and none that a rename brings about.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / POINT
        self.folder.mkdir(parents=True, exist_ok=True)
        image = folder / "image"
        with image.open("wb") as file:
            file.truncate(_VOLUME << 20)
        maker = shutil.which("mkfs.ext4", path=_PATH) or "mkfs.ext4"
        subprocess.run([maker, "-q", "-F", str(image)], check=True, capture_output=True)
        self._device, self._loop = _loop_device(image)
        self._mount()

    def _mount(self) -> None:
        options = "noauto_da_alloc,commit=300,errors=remount-ro"
        _mount(self._device, self.folder, "ext4", options=options)

    def handle(self) -> int:
        """Return an open handle on the file system, in the process that is to be killed."""
        return os.open(self.folder, os.O_RDONLY)

    def settle(self) -> None:
        """Flush everything, so that what comes next begins on firm ground."""
        handle = self.handle()
        _LIBC.syncfs(handle)
        os.close(handle)

    def restart(self) -> None:
        """Take the file system away and mount it again; ext4 replays its journal."""
        _unmount(self.folder)
        fcntl.ioctl(self._loop, _FORGET_BUFFERS)  # what the memory held and the disk does not
        self._mount()

    def give_back(self) -> None:
        """Unmount for good and give the device back."""
        _unmount(self.folder)
        fcntl.ioctl(self._loop, _LOOP_CLEAR)
        os.close(self._loop)


def _loop_device(image: Path) -> tuple[str, int]:
    """Return a loop device for an image, and the handle with which it goes away."""
    control = os.open("/dev/loop-control", os.O_RDWR)
    backing = os.open(image, os.O_RDWR)
    try:
        for _ in range(50):
            device = f"/dev/loop{fcntl.ioctl(control, _LOOP_FREE)}"
            handle = os.open(device, os.O_RDWR)
            try:
                fcntl.ioctl(handle, _LOOP_SET, backing)
            except OSError as error:
                os.close(handle)
                if error.errno != errno.EBUSY:  # another process was quicker
                    raise
                continue
            about = bytearray(232)  # struct loop_info64
            about[52:56] = _LOOP_GIVE_UP.to_bytes(4, "little")  # lo_flags: AUTOCLEAR
            fcntl.ioctl(handle, _LOOP_STATUS, bytes(about))
            return device, handle
        raise OSError(errno.EBUSY, "no free loop device")
    finally:
        os.close(backing)
        os.close(control)


# --- full and read-only disks -----------------------------------------------------------


class _SmallDisk:
    """A tmpfs over the documents' folder, the state folder, or both."""

    def __init__(self, bench: Bench, shared: str) -> None:
        folder = bench.place.documents.parent if "and" in shared else bench.place.state
        self.folder = bench.place.documents if shared == "documents" else folder

    def room(self, kilobytes: int | None) -> None:
        """Leave this much room beyond what is there; all that is needed if none is given."""
        size = 64 << 20
        if kilobytes is not None:
            about = os.statvfs(self.folder)
            used = (about.f_blocks - about.f_bfree) * about.f_frsize
            size = used + (kilobytes << 10)
        _mount("tmpfs", self.folder, "tmpfs", _REMOUNT, f"size={max(size, 4096)}")

    def only_read(self) -> None:
        """Let nothing be written any more."""
        _mount("tmpfs", self.folder, "tmpfs", _REMOUNT | _READ_ONLY)


@contextmanager
def _on_small_disk(bench: Bench, command: Command, shared: str) -> Iterator[_SmallDisk]:
    disk = _SmallDisk(bench, shared)
    bench.start(command)  # makes it ready, at the first time
    _mount("tmpfs", disk.folder, "tmpfs", options="size=64m,mode=700")
    try:
        for folder in bench.place:
            folder.mkdir(exist_ok=True)
        bench.start(command)
        yield disk
    finally:
        _unmount(disk.folder)


def _full(bench: Bench, command: Command, how: tuple[str, int]) -> Verdict:
    shared, level = how
    start = bench.start(command)
    with _on_small_disk(bench, command, shared) as disk:
        disk.room(level)

        def act(place: Place, report: Report, _relief: object) -> None:
            command.act(place, report, lambda: disk.room(None))

        met = bench.disturb(act, NO_FAULT)
        disk.room(None)
        return _judged_as(bench, start, errno.ENOSPC, met.told)


def _judged_as(bench: Bench, start: oracle.State, error: int, told: Told) -> Verdict:
    after = bench.disturb(recover, NO_FAULT).told
    fault = Fault(error=error)
    verdict = oracle.judge(start, fault, 1, told, after, names=bench.names())
    return verdict._replace(fired=int(bool(verdict.told)))


def _read_only(bench: Bench, command: Command, shared: str) -> Verdict:
    start = bench.start(command)
    with _on_small_disk(bench, command, shared) as disk:
        disk.only_read()

        def act(place: Place, report: Report, _relief: object) -> None:
            command.act(place, report, lambda: disk.room(None))

        met = bench.disturb(act, NO_FAULT)
        disk.room(None)
        return _judged_as(bench, start, errno.EROFS, met.told)


READING = ("show", "score", "plan")


def _reading_works(bench: Bench, command: Command, shared: str) -> Verdict:
    with _on_small_disk(bench, command, shared) as disk:
        disk.only_read()

        def act(place: Place, report: Report, _relief: object) -> None:
            surroundings(place)
            for word in READING:
                code, _, complaint = run(word, place.document)
                if code:
                    report({"bad": f"{word}: {complaint.strip()}"})

        told = bench.disturb(act, NO_FAULT).told
    findings = [(MESSAGE, event["bad"]) for event in told.events if "bad" in event]
    findings += [(MESSAGE, event["crash"]) for event in told.events if "crash" in event]
    return Verdict(findings, points=len(READING))


def lines(line: Any) -> list[Any]:
    """Return the lines of this kind."""
    filling = [LARGE, *(one for one in commands() if one.name in {"new", "window", "attach"})]
    return [
        line(
            "full disk",
            filling,
            lambda _bench, _command, _seed: [(how, level) for level in LEVELS for how in SHARED],
            _full,
            mounts=True,
            quick=60,
        ),
        line("read-only disk", commands(), _each_shared, _read_only, mounts=True, quick=12),
        line(
            "reading on a read-only disk",
            [Command("reading", recover, a_document)],
            _each_shared,
            _reading_works,
            mounts=True,
            quick=3,
        ),
    ]


def _each_shared(_bench: Bench, _command: Command, _seed: int) -> tuple[str, ...]:
    return SHARED
