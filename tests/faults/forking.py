"""One process with the program in it forks a child for each point; two of them share the work."""

import ctypes
import json
import os
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

PATIENCE = 40.0  # seconds until a child counts as hung: more than the program waits for a lock
_PARENT_DIED = 1  # PR_SET_PDEATHSIG
_LIBC = ctypes.CDLL(None, use_errno=True)

Event = dict[str, Any]


class Told(NamedTuple):
    """What a child reported, how it ended (a negative number is a signal), whether it hung."""

    events: list[Event]
    status: int
    hung: bool


class Child:
    """A running child whose reports are read through a pipe."""

    def __init__(self, act: Callable[[Callable[[Event], None]], None]) -> None:
        """Fork; the child calls `act` with the function that reports an event, and ends."""
        reading, writing = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(reading)
            _live(act, writing)
        os.close(writing)
        self._pipe = reading
        self._heard = b""

    def wait(self, patience: float = PATIENCE) -> Told:
        """Return what the child told when it has ended; kill it if that takes too long."""
        give_up = time.monotonic() + patience
        hung = False
        while True:
            rest = give_up - time.monotonic()
            ready, _, _ = select.select([self._pipe], [], [], max(rest, 0))
            if not ready:
                hung = True
                os.kill(self.process, signal.SIGKILL)
                break
            heard = os.read(self._pipe, 65536)
            if not heard:
                break
            self._heard += heard
        os.close(self._pipe)
        _, ended = os.waitpid(self.process, 0)
        whole, _, _ = self._heard.rpartition(b"\n")
        events = [json.loads(line) for line in whole.splitlines()]
        return Told(events, os.waitstatus_to_exitcode(ended), hung)

    def hear(self) -> Event | None:
        """Return the next event, waiting for it; none if the child has ended."""
        while b"\n" not in self._heard:
            heard = os.read(self._pipe, 1)
            if not heard:
                return None
            self._heard += heard
        line, _, self._heard = self._heard.partition(b"\n")
        event: Event = json.loads(line)
        return event


def _live(act: Callable[[Callable[[Event], None]], None], writing: int) -> None:
    """Be the child: act, report, end. Never returns."""
    code = 0
    try:
        _LIBC.prctl(_PARENT_DIED, signal.SIGKILL)
        for name in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)

        def report(event: Event) -> None:
            os.write(writing, json.dumps(event).encode() + b"\n")

        try:
            act(report)
        except KeyboardInterrupt:
            report({"interrupted": True})
        except BaseException as error:  # noqa: BLE001 - whatever the program lets out is a finding
            report({"crash": _brief(error)})
            code = 1
    finally:
        os._exit(code)


def _brief(error: BaseException) -> str:
    """Return an exception on one line: what, and where it came through, the last place first."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__}: {error} ({' < '.join(places[:-7:-1])})"


def in_child(act: Callable[[Callable[[Event], None]], None]) -> Told:
    """Fork, act in the child and return what it told."""
    return Child(act).wait()


class Broken(Exception):  # noqa: N818 - our own fault, not one of the program
    """A worker of the harness has failed; its traceback was printed."""


def spread(
    start: Callable[[int], Callable[[Any], Event]], jobs: Sequence[Any], workers: int
) -> Iterator[Event]:
    """Return the result of each job, in any order, from processes that work side by side.

    `start` makes a worker ready, given its number, and returns what does one job.
    """

    def work(number: int, report: Callable[[Event], None]) -> None:
        do = start(number)
        for place in range(number, len(jobs), workers):
            report({"job": place, **do(jobs[place])})

    children = {}
    for number in range(min(workers, len(jobs))):
        child = Child(lambda report, number=number: work(number, report))
        children[child._pipe] = child  # noqa: SLF001 - to wait for several at once
    missing = len(jobs)
    try:
        while children:
            ready, _, _ = select.select(list(children), [], [])
            for pipe in ready:
                event = children[pipe].hear()
                if event is None:
                    children.pop(pipe).wait()
                elif "crash" in event:
                    raise Broken(event["crash"])
                elif "job" in event:
                    missing -= 1
                    yield event
    finally:
        for child in children.values():
            os.kill(child.process, signal.SIGKILL)
            child.wait()
    if missing:
        raise Broken(f"{missing} points were not tried")
