"""Every line of the harness: one kind of disturbance, and all the points where it can come."""

import errno
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from tests.faults import crowds, damage, disks, exchange, surroundings
from tests.faults.bench import Bench, at_one_call, judged, seeded, twice
from tests.faults.injection import NO_FAULT, POSSIBLE, READS, WRITES, Fault, Kind, Mode
from tests.faults.oracle import Verdict
from tests.faults.scenarios import BAD_EXAMPLES, Command, commands

TEARS = 4  # ways to tear each write
SECOND_CRASHES = 600  # of each command
SECOND_POWER_CUTS = 100
_READ_ERRORS = {errno.EIO: READS, errno.EACCES: {Kind.OPEN_TO_READ}}
SLOW = 1.0  # seconds that a slow disk needs


class Point(NamedTuple):
    """One thing to try: a command, and what happens to it."""

    command: Command
    what: Any


class Line(NamedTuple):
    """One line of the output.

    `whats` names all that can happen to a command, given a bench to count on and a seed.
    `attempt` lets one of it happen. `quick` is how many points are enough where time is short.
    """

    name: str
    commands: Sequence[Command]
    whats: Callable[[Bench, Command, int], Sequence[Any]]
    attempt: Callable[[Bench, Command, Any], Verdict]
    quick: int = 30
    mounts: bool = False  # needs the right to mount file systems
    power: bool = False  # needs a volume whose power can be cut

    def points(self, bench: Bench, seed: int) -> Iterator[Point]:
        """Yield every point of every command."""
        for command in self.commands:
            for what in self.whats(bench, command, seed):
                yield Point(command, what)


def lines(*, bad_examples: bool = False) -> list[Line]:
    """Return all lines in their order; or those that show that bad examples are caught."""
    every = list(BAD_EXAMPLES) if bad_examples else commands()
    found = [
        Line("kill", every, _kills, at_one_call, quick=80),
        Line("torn write", every, _tears, at_one_call, quick=60),
        Line("failing call", every, _errors, at_one_call, quick=90),
        Line("power cut", every, _power_cuts, at_one_call, quick=60, mounts=True, power=True),
        Line("copy", every, _one, _copied, quick=5),
    ]
    if bad_examples:
        return found
    return [
        *found,
        Line("failing read", every, _read_errors, at_one_call, quick=40),
        Line("second crash", every, _second_crashes, twice, quick=60),
        Line("second power cut", every, _second_power_cuts, twice, mounts=True, power=True),
        Line("slow disk", every, _slow, at_one_call, quick=0),
        *crowds.lines(Line),
        *exchange.lines(Line),
        *disks.lines(Line),
        *surroundings.lines(Line),
        *damage.lines(Line),
    ]


def _calls(bench: Bench, command: Command) -> range:
    return range(1, len(bench.calls(command)) + 1)


def _one(_bench: Bench, _command: Command, seed: int) -> list[int]:
    return [seed]


def _kills(bench: Bench, command: Command, _seed: int) -> list[Fault]:
    modes = (Mode.KILL_BEFORE, Mode.KILL_AFTER)
    return [Fault(mode, point) for point in _calls(bench, command) for mode in modes]


def _power_cuts(bench: Bench, command: Command, _seed: int) -> list[Fault]:
    modes = (Mode.POWER_BEFORE, Mode.POWER_AFTER)
    return [Fault(mode, point) for point in _calls(bench, command) for mode in modes]


def _tears(bench: Bench, command: Command, seed: int) -> list[Fault]:
    return [
        Fault(mode, point, random=seeded(seed, command.name, point, mode, tear).getrandbits(64))
        for point, call in enumerate(bench.calls(command), 1)
        if call.kind in WRITES
        for mode in (Mode.TORN, Mode.SHORT)
        for tear in range(TEARS)
    ]


def _errors(bench: Bench, command: Command, _seed: int) -> list[Fault]:
    return [
        Fault(mode, point, error)
        for point, call in enumerate(bench.calls(command), 1)
        for error, kinds in POSSIBLE.items()
        if call.kind in kinds
        for mode in (Mode.FAIL_ONCE, Mode.FAIL_ON)
    ]


def _read_errors(bench: Bench, command: Command, _seed: int) -> list[Fault]:
    return [
        Fault(Mode.FAIL_ONCE, point, error, reads=True)
        for point, call in enumerate(bench.calls(command, reads=True), 1)
        for error, kinds in _READ_ERRORS.items()
        if call.kind in kinds
    ]


def _slow(_bench: Bench, _command: Command, _seed: int) -> list[Fault]:
    return [Fault(Mode.SLOW_FSYNC, delay=SLOW)]


def _second_crashes(
    bench: Bench, command: Command, seed: int, most: int = SECOND_CRASHES
) -> list[tuple[Fault, Fault]]:
    calls = len(bench.calls(command))
    recovery = len(bench.calls_after(command, Fault(Mode.KILL_AFTER, calls // 2)))
    drawn = seeded(seed, "second", command.name).sample(
        range(calls * recovery), min(most, calls * recovery)
    )
    return [
        (
            Fault(Mode.KILL_AFTER, number // recovery + 1),
            Fault(Mode.KILL_BEFORE, number % recovery + 1),
        )
        for number in sorted(drawn)
    ]


def _second_power_cuts(bench: Bench, command: Command, seed: int) -> list[tuple[Fault, Fault]]:
    return [
        (one._replace(mode=Mode.POWER_AFTER), two._replace(mode=Mode.POWER_BEFORE))
        for one, two in _second_crashes(bench, command, seed, SECOND_POWER_CUTS)
    ]


def _copied(bench: Bench, command: Command, seed: int) -> Verdict:
    """Copy the document at each call, at once and slowly; every copy has to open."""
    start = bench.start(command)
    copies = bench.folder / "copies"
    copies.mkdir(exist_ok=True)
    for old in copies.iterdir():
        old.unlink()
    fault = Fault(Mode.COPY, random=seed)
    met = bench.disturb(command.act, fault, visible=bench.place.document, copies=copies)
    verdict = judged(bench, start, NO_FAULT, met)
    made = sorted(copies.iterdir())
    findings = [*verdict.findings, *damage.unreadable(bench, made)]
    return verdict._replace(findings=findings, points=len(made), fired=len(made))
