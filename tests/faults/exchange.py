"""The file of an open document is exchanged by a synchronisation: nothing of either side goes."""

import shutil
from pathlib import Path
from typing import Any, NamedTuple

from excellence_app.session import edits
from excellence_app.session.opened import seen
from tests.faults.bench import Bench, seeded
from tests.faults.crowds import complaints
from tests.faults.forking import Child, Event, Told
from tests.faults.oracle import LOST, UNREADABLE, WRONG, State, Verdict
from tests.faults.places import Place
from tests.faults.scenarios import (
    TROUBLES,
    Command,
    Report,
    Sitting,
    facts_in,
    in_a_hurry,
    must,
    next_version,
    recover,
    sentences_of,
    surroundings,
    with_a_copy,
)

SCHEDULES = 500
_OTHERS = ("4.2", "4.3", "4.4", "2.6/part", "5.1")  # what the other person answers
_MINE = ("4.1.1", "4.1.2", "4.1.3", "4.2")  # one of them is the same


class Schedule(NamedTuple):
    """Who answers what, and when the file is exchanged, and how."""

    theirs: dict[str, str]
    mine: list[tuple[str, str]]
    at: int  # before which of my answers, or after all of them
    background: bool
    in_place: bool

    @property
    def known(self) -> set[str]:
        """Return what is answered when theirs may be in the document already: then mine counts."""
        first = self.at if self.background else self.at + 1
        return {key for key, _ in self.mine[first:]}

    def __str__(self) -> str:
        how = "in the background" if self.background else "saved"
        return f"{how}, step {self.at}, {'in place' if self.in_place else 'by rename'}"


def lines(line: Any) -> list[Any]:
    """Return the lines of this kind."""
    return [
        line(
            "exchanged while open",
            [Command("exchange", recover, with_a_copy)],
            lambda _bench, _command, seed: [
                _schedule(seed, number) for number in range(SCHEDULES)
            ],
            _exchanged,
        )
    ]


def _schedule(seed: int, number: int) -> Schedule:
    chance = seeded(seed, "exchange", number)
    theirs = {key: str(chance.randrange(2)) for key in chance.sample(_OTHERS, 2)}
    mine = [(key, "2") for key in chance.sample(_MINE, 3)]
    background = chance.random() < 0.5
    at = chance.randrange(len(mine) + background)  # a window stays open after the last save
    return Schedule(theirs, mine, at, background, chance.random() < 0.5)


def _exchanged(bench: Bench, command: Command, schedule: Schedule) -> Verdict:
    start = bench.start(command)
    told = Child(lambda report: _live(bench.place, schedule, report)).wait()
    saved = _acknowledged(told)
    findings = complaints(told, "exchange")
    found, conflicts = _facts_and_conflicts(bench, findings)
    for key in {**schedule.theirs, **saved}:
        wanted = {schedule.theirs.get(key), saved.get(key)} - {None}
        if key in schedule.known:
            wanted = {saved[key]} if key in saved else set()
        seen = {found.get(f"answer {key}"), *conflicts.get(key, ())}
        if not wanted <= seen:
            findings.append((LOST, f"{key}: {seen} instead of {wanted}"))
    touched = {f"answer {key}" for key in {**schedule.theirs, **dict(schedule.mine)}}
    findings += [
        (WRONG, f"{place}: {found.get(place)} instead of {value}")
        for place, value in start.items()
        if place not in touched and found.get(place) != value
    ]
    return Verdict(findings, where=str(schedule))


def _live(place: Place, schedule: Schedule, report: Report) -> None:
    """Make their copy elsewhere, then sit at the document while it is exchanged for that."""
    copy = next_version(place)
    shutil.copy(place.document, copy)
    surroundings(place._replace(state=place.outside / "state"))
    for key, value in schedule.theirs.items():
        must("answer", copy, key, value)
    surroundings(place)
    in_a_hurry()
    how = {"in_background": True} if schedule.background else {}
    with Sitting(place, report, lambda: None, **how) as sitting:
        for step, (key, value) in enumerate(schedule.mine):
            if step == schedule.at:
                _exchange(copy, place.document, in_place=schedule.in_place)
            report({"mine": [key, value]})
            sitting.session.change(edits.answer, key, value)
            sitting.make_safe()
        if schedule.at == len(schedule.mine):
            _exchange(copy, place.document, in_place=schedule.in_place)


def _exchange(copy: Path, document: Path, *, in_place: bool) -> None:
    if in_place:
        document.write_bytes(copy.read_bytes())
    else:
        aside = document.with_name("from elsewhere.part")
        shutil.copy(copy, aside)
        aside.replace(document)


def _acknowledged(told: Told) -> dict[str, str]:
    """Return my answers of which the program said that they are saved."""
    saved: dict[str, str] = {}
    waiting: dict[str, str] = {}
    for event in told.events:
        if "mine" in event:
            key, value = event["mine"]
            waiting[key] = value
        elif "saved" in event:
            saved |= waiting
            waiting = {}
    return saved


def _facts_and_conflicts(
    bench: Bench, findings: list[tuple[str, str]]
) -> tuple[State, dict[str, list[str]]]:
    def look(report: Report) -> None:
        surroundings(bench.place)
        try:
            opened = seen(bench.place.document)
            conflicts = {
                place.split("/")[1]: [
                    str(one.value["value"]) if isinstance(one.value, dict) else str(one.value)
                    for one in candidates
                ]
                for place, candidates in opened.assessment.conflicts.items()
                if place.startswith("answers/")
            }
            facts = facts_in(bench.place.document, opened.document, opened.assessment)
            report({"facts": facts, "conflicts": conflicts})
        except TROUBLES as trouble:
            report({"unreadable": sentences_of(trouble)})

    event: Event = Child(look).wait().events[-1]
    if "facts" not in event:
        findings.append((UNREADABLE, str(event)))
        return {}, {}
    return event["facts"], event["conflicts"]
