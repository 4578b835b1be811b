"""More than one at work: signals that end a sitting, many commands at the same moment."""

import os
import signal
import time
from typing import Any, NamedTuple

from excellence_app.session import edits
from tests.faults import oracle
from tests.faults.bench import Bench, seeded
from tests.faults.forking import Child, Event, Told
from tests.faults.injection import NO_FAULT
from tests.faults.oracle import LOST, MESSAGE, UNREADABLE, Verdict
from tests.faults.scenarios import (
    TROUBLES,
    Command,
    Report,
    Sitting,
    a_document,
    by_command,
    commands,
    in_a_hurry,
    recover,
    sentences_of,
    state_of,
    surroundings,
)

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
SIGNALLED = 300
ROUNDS = 200
SAME_DOCUMENT = 10  # rounds on one document
QUESTIONS = ("4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.1.5", "4.1.6", "2.1", "2.4")


def lines(line: Any) -> list[Any]:
    """Return the lines of this kind."""
    sittings = [one for one in commands() if one.name in {"window", "three answers"}]
    document = Command("document", recover, a_document)
    found = [line("signal", sittings, _moments, _signalled, quick=40)]
    for count in (2, 8):
        for with_window in (False, True):
            found.append(
                line(
                    f"{count} at once{', one a window' if with_window else ''}",
                    [document],
                    lambda _bench, _command, seed: [
                        (seed, first) for first in range(0, ROUNDS, SAME_DOCUMENT)
                    ],
                    lambda bench, document, rounds, count=count, with_window=with_window: _at_once(
                        bench, document, *rounds, count, with_window=with_window
                    ),
                    quick=2 if count == 2 else 1,
                )
            )
    return found


# --- signals ----------------------------------------------------------------------------


class Moment(NamedTuple):
    """A signal, and when it comes: seconds after the program has begun."""

    which: signal.Signals
    delay: float


def _moments(bench: Bench, command: Command, seed: int) -> list[Moment]:
    """Return moments all over the time that a command takes here when it is left alone."""
    bench.start(command)
    began = time.monotonic()
    bench.disturb(command.act, NO_FAULT)
    lasts = time.monotonic() - began
    chance = seeded(seed, "signal", command.name)
    return [Moment(chance.choice(SIGNALS), chance.uniform(0, lasts)) for _ in range(SIGNALLED)]


def _signalled(bench: Bench, command: Command, moment: Moment) -> Verdict:
    start = bench.start(command)

    def live(report: Report) -> None:
        surroundings(bench.place)
        command.act(bench.place, report, lambda: None)

    child = Child(live)
    first = child.hear()
    time.sleep(moment.delay)
    os.kill(child.process, moment.which)
    told = child.wait()
    told = Told([*([first] if first else []), *told.events], told.status, told.hung)
    after = bench.disturb(recover, NO_FAULT).told
    interrupted = int(told.status != 0 or any("interrupted" in event for event in told.events))
    verdict = oracle.judge(start, NO_FAULT, 0, told, after, names=bench.names())
    return verdict._replace(fired=interrupted, where=moment.which.name)


# --- many processes ---------------------------------------------------------------------


def _at_once(
    bench: Bench, document: Command, seed: int, first: int, count: int, *, with_window: bool
) -> Verdict:
    """Let processes answer different questions at the same moment, several rounds long."""
    facts = dict(bench.start(document))
    findings: list[tuple[str, str]] = []
    acknowledged = 0
    for number in range(first, first + SAME_DOCUMENT):
        values = {key: str((number + place) % 3) for place, key in enumerate(QUESTIONS[:count])}
        gate, opener = os.pipe()
        children = {
            key: Child(_answering(bench, gate, key, value, window=with_window and place == 0))
            for place, (key, value) in enumerate(values.items())
        }
        time.sleep(seeded(seed, "gate", number).uniform(0, 0.01))
        os.write(opener, b"." * count)  # now all of them go
        os.close(gate)
        os.close(opener)
        for key, child in children.items():
            told = child.wait()
            saved = any("saved" in event for event in told.events)
            acknowledged += saved
            if saved:
                facts[f"answer {key}"] = values[key]
            findings += complaints(told, key)
        found = _facts(bench, findings)
        if found != facts:
            wrong = sorted(
                f"{place}: {found.get(place, 'nothing')} instead of {facts.get(place, 'nothing')}"
                for place in {*facts, *found}
                if facts.get(place) != found.get(place)
            )
            findings.append((LOST, f"round {number}: {', '.join(wrong)}"))
            facts = found
    return Verdict(findings, fired=acknowledged, points=SAME_DOCUMENT * count)


def _answering(bench: Bench, gate: int, key: str, value: str, *, window: bool) -> Any:
    def live(report: Report) -> None:
        surroundings(bench.place)
        os.read(gate, 1)
        if not window:
            by_command(report, {}, "answer", bench.place.document, key, value)
            return
        in_a_hurry()
        with Sitting(bench.place, report, lambda: None, in_background=True) as sitting:
            if sitting:
                sitting.session.change(edits.answer, key, value)
                sitting.wait()

    return live


def complaints(told: Told, key: str) -> list[tuple[str, str]]:
    """Return a finding for all that a child was told, except to wait for another process."""
    found = []
    for event in told.events:
        if "told" in event and "another window or command" not in event["told"]:
            found.append((MESSAGE, f"{key}: {event['told']}"))
        if "silent" in event or "crash" in event or "stuck" in event:
            found.append((MESSAGE, f"{key}: {event}"))
    if told.hung:
        found.append((LOST, f"{key}: hung"))
    return found


def _facts(bench: Bench, findings: list[tuple[str, str]]) -> dict[str, str]:
    def look(report: Report) -> None:
        surroundings(bench.place)
        try:
            report({"facts": state_of(bench.place.document)})
        except TROUBLES as trouble:
            report({"unreadable": sentences_of(trouble)})

    event: Event = Child(look).wait().events[-1]
    if "facts" not in event:
        findings.append((UNREADABLE, str(event)))
    return dict(event.get("facts", {}))
