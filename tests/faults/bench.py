"""The bench on which one point after the other is tried: restore, disturb, recover, judge."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from tests.faults import oracle
from tests.faults.forking import Event, Told, in_child
from tests.faults.injection import NO_FAULT, POWER, Call, Fault, Injector
from tests.faults.oracle import Verdict
from tests.faults.places import Place, Snapshot
from tests.faults.scenarios import Command, Relief, Report, recover, state_of, surroundings

POINT = "point"  # the folder of a bench to which faults come

Act = Callable[[Place, Report, Relief], None]


class Met(NamedTuple):
    """What a child told, and what the library saw meanwhile."""

    told: Told
    fired: int
    count: int
    where: str  # the call that was hit


class Volume(Protocol):
    """A file system that can lose its power."""

    folder: Path

    def settle(self) -> None:
        """Flush everything that is there."""

    def handle(self) -> int:
        """Return an open handle on it, for the child that cuts its power."""

    def restart(self) -> None:
        """Take the file system away and mount it again, as after a power cut."""


class Bench:
    """The folders, the library and the ready-made starting points of one worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        point = folder / POINT
        self.place = Place(point / "documents", point / "state", folder / "outside")
        self.injector = Injector((self.place.documents, self.place.state))
        self._volume: Volume | None = None
        self._ready: dict[str, tuple[Snapshot, Mapping[str, str]]] = {}
        self._calls: dict[tuple[str, bool, Fault], list[Call]] = {}

    def take_over(self, volume: Volume | None) -> None:
        """Use the library for this bench from now on, and a volume that can lose its power."""
        self.injector.use()
        self._volume = volume
        for folder in self.place:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def make_ready(self, command: Command) -> None:
        """Make the starting point of a command, unless it is there already."""
        if command.prepare.__name__ in self._ready:
            return
        self.injector.use()
        self.injector.disarm()

        def prepare(report: Report) -> None:
            command.prepare(self.place)
            report({"facts": state_of(self.place.document)})

        told = in_child(prepare)
        if told.status or "facts" not in told.events[-1]:
            raise AssertionError(f"{command.name} could not be prepared: {told}")
        ready = Snapshot(tuple(self.place)), told.events[-1]["facts"]
        self._ready[command.prepare.__name__] = ready

    def start(self, command: Command) -> Mapping[str, str]:
        """Put the place into the state before a command, and return what the document says."""
        self.make_ready(command)
        snapshot, facts = self._ready[command.prepare.__name__]
        snapshot.put_back()
        return facts

    def calls(self, command: Command, *, reads: bool = False) -> list[Call]:
        """Return the calls that have a number when a command is not disturbed."""
        return self._counted(command, reads=reads)

    def calls_after(self, command: Command, fault: Fault) -> list[Call]:
        """Return the calls of the recovery from a fault."""
        return self._counted(command, after=fault)

    def _counted(
        self, command: Command, *, reads: bool = False, after: Fault = NO_FAULT
    ) -> list[Call]:
        key = (command.name, reads, after)
        if key not in self._calls:
            self.start(command)
            act = command.act
            if after != NO_FAULT:
                self.disturb(act, after)
                act = recover
            self.disturb(act, NO_FAULT._replace(reads=reads))
            self._calls[key] = self.injector.calls()
        return self._calls[key]

    def disturb(self, act: Act, fault: Fault, **spying: Path) -> Met:
        """Run a command or a recovery in a child that meets a fault."""
        self.injector.prepare(fault, **spying)
        if self._volume:
            self._volume.settle()

        def live(tell: Report) -> None:
            def report(event: Event) -> None:
                # Without power nobody hears anything any more; and a flush that is under way
                # while ext4 is shut down may return as if it had come about.
                if "try" in event or fault.mode not in POWER or not self.injector.fired:
                    tell(event)

            surroundings(self.place)
            self.injector.arm(fault, self._volume.handle() if self._volume else 0)
            act(self.place, report, self.injector.disarm)
            self.injector.end()

        told = in_child(live)
        self.injector.disarm()
        hit = [str(call) for call in self.injector.calls() if call.hit]
        met = Met(told, self.injector.fired, self.injector.count, hit[0] if hit else "")
        if self._volume:
            self._volume.restart()
        return met

    def names(self) -> tuple[str, ...]:
        """Return the words of which a message about this place must hold one."""
        return (self.place.document.name, str(self.place.documents), str(self.place.state))


def seeded(*parts: object) -> random.Random:
    """Return a chance that is the same for the same parts."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311 - to repeat, not to hide


def judged(bench: Bench, start: Mapping[str, str], fault: Fault, met: Met, *more: Told) -> Verdict:
    """Let the program recover and return the verdict on all that happened."""
    after = bench.disturb(recover, NO_FAULT).told
    verdict = oracle.judge(start, fault, met.fired, met.told, *more, after, names=bench.names())
    return verdict._replace(where=met.where)


def at_one_call(bench: Bench, command: Command, fault: Fault) -> Verdict:
    """Disturb a command once, and judge."""
    start = bench.start(command)
    met = bench.disturb(command.act, fault)
    return judged(bench, start, fault, met)


def twice(bench: Bench, command: Command, both: tuple[Fault, Fault]) -> Verdict:
    """Disturb a command, then the recovery from that, and judge the one after it."""
    fault, second = both
    start = bench.start(command)
    met = bench.disturb(command.act, fault)
    again = bench.disturb(recover, second)
    return judged(bench, start, fault, met, again.told)
