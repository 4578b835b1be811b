"""Bytes that were cut, turned or lost on the way: refused, or read as what they were."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from excellence_app.storage import assessment_file
from excellence_app.storage.trouble import StorageTrouble
from tests.faults.bench import Bench, seeded
from tests.faults.forking import in_child
from tests.faults.oracle import MESSAGE, UNREADABLE, WRONG, Verdict
from tests.faults.scenarios import (
    Command,
    Report,
    a_document,
    commands,
    sentences_of,
    surroundings,
)

VARIANTS = 10_000
BATCH = 250


def unreadable(bench: Bench, files: Sequence[Path]) -> list[tuple[str, str]]:
    """Return a finding for each document that cannot be opened."""

    def read(report: Report) -> None:
        surroundings(bench.place)
        seen: dict[bytes, bool] = {}
        for path in files:
            data = path.read_bytes()
            if data in seen:
                continue
            seen[data] = True
            try:
                assessment_file.read(path)
            except StorageTrouble as trouble:
                report({"bad": f"{path.name}: {sentences_of(trouble)}"})

    told = in_child(read)
    findings = [(UNREADABLE, event["bad"]) for event in told.events if "bad" in event]
    return findings + [(MESSAGE, event["crash"]) for event in told.events if "crash" in event]


def lines(line: Any) -> list[Any]:
    """Return the lines of this kind."""
    sources = [
        Command("a document", lambda *_: None, a_document),
        *(one for one in commands() if one.name == "attach"),
    ]
    return [
        line(
            "damaged bytes",
            sources,
            lambda _bench, _command, seed: [
                (seed, first) for first in range(0, VARIANTS // len(sources), BATCH)
            ],
            _damaged,
            quick=6,
        )
    ]


def _damaged(bench: Bench, source: Command, batch: tuple[int, int]) -> Verdict:
    seed, first = batch
    bench.start(source)
    path = bench.place.document

    def read(report: Report) -> None:
        surroundings(bench.place)
        source.act(bench.place, lambda _event: None, lambda: None)
        whole = path.read_bytes()
        right = _said(path)
        for number in range(first, first + BATCH):
            chance = seeded(seed, source.name, number)
            how, data = _spoil(whole, chance)
            path.write_bytes(data)
            try:
                found = _said(path)
            except StorageTrouble as trouble:
                sentence = sentences_of(trouble)
                if path.name not in sentence:
                    report({"kind": MESSAGE, "detail": f"{how}: names no file: {sentence}"})
            else:
                if found != right:
                    report({"kind": WRONG, "detail": f"{how}: read as something else"})
            if path.read_bytes() != data:
                report({"kind": WRONG, "detail": f"{how}: the damaged file was changed"})

    told = in_child(read)
    findings = [(event["kind"], event["detail"]) for event in told.events if "kind" in event]
    findings += [(MESSAGE, event["crash"]) for event in told.events if "crash" in event]
    return Verdict(findings, fired=BATCH, points=BATCH)


def _said(path: Path) -> tuple[object, ...]:
    """Return everything that a document says, its files included."""
    found = assessment_file.read(path)
    contents = []
    for file in getattr(found, "attachments", ()):
        with assessment_file.open_attachment(path, file) as content:
            contents.append(content.read())
    return found.id, found.assessment, found.criteria, found.log, contents


def _spoil(whole: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Return a damaged form of bytes, never the same bytes, and what was done."""
    at = chance.randrange(len(whole))
    match chance.choice(("cut", "flip", "zero", "lose", "double")):
        case "cut":
            return f"cut at {at}", whole[:at]
        case "flip":
            bit = chance.randrange(8)
            turned = bytes([whole[at] ^ 1 << bit])
            return f"bit {bit} of byte {at} flipped", whole[:at] + turned + whole[at + 1 :]
        case "zero":
            end = min(len(whole), at + chance.choice((1, 16, 512, 4096)))
            data = whole[:at] + bytes(end - at) + whole[end:]
            return (f"zeros from {at} to {end}", data) if data != whole else ("cut", whole[:-1])
        case "lose":
            end = min(len(whole), at + chance.choice((1, 16, 512, 4096)))
            return f"bytes {at} to {end} lost", whole[:at] + whole[end:]
        case _:
            end = min(len(whole), at + chance.choice((1, 16, 512, 4096)))
            return f"bytes {at} to {end} twice", whole[:end] + whole[at:]
