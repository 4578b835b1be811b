"""Odd surroundings: clocks that are wrong, names nobody expects, locales of all kinds."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from excellence_app.storage import assessment_file, backups
from tests.faults.bench import Bench, judged, seeded
from tests.faults.forking import Child
from tests.faults.injection import MARK, Fault
from tests.faults.oracle import LOST, MESSAGE, WRONG, Verdict
from tests.faults.places import Place
from tests.faults.scenarios import (
    ANSWERS,
    SET,
    Command,
    Report,
    by_command,
    commands,
    must,
    next_version,
    nothing_yet,
    recover,
    state_of,
    surroundings,
    with_a_copy,
)

ROOT = Path(__file__).parents[2]
YEAR = 365 * 86400
CLOCKS = 60  # for each command


def lines(line: Any) -> list[Any]:
    """Return the lines of this kind."""
    return [
        line("wrong clock", [*commands(), APART], _clocks, _with_clock, quick=30),
        line(
            "odd names and locales",
            [Command("names", recover, nothing_yet)],
            lambda _bench, _command, _seed: ODD,
            _odd,
            quick=8,
        ),
    ]


# --- clocks -----------------------------------------------------------------------------


def _clocks(_bench: Bench, command: Command, seed: int) -> list[Fault]:
    """Return clocks three years late, after 2038, and jumping to and fro at each look."""
    until_2038 = int(datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC).timestamp())
    ahead = until_2038 - int(datetime.now(tz=UTC).timestamp())
    return [
        Fault(
            shift=(-3 * YEAR, ahead, ahead + YEAR, 0)[number % 4],
            spread=(0, 7200, 40 * 86400, YEAR)[number // 4 % 4],
            random=seeded(seed, "clock", command.name, number).getrandbits(64),
        )
        for number in range(CLOCKS)
    ]


def _apart(place: Place, report: Report, _relief: object) -> None:
    """Let two people answer in two copies, in turns, and merge them."""
    copy = next_version(place)
    elsewhere = place._replace(state=place.outside / "state")
    for key, value in ANSWERS:
        surroundings(elsewhere)
        must("answer", copy, key, value)
        surroundings(place)
        must("answer", place.document, f"4.1.{value}", value)
    both = dict(ANSWERS) | {f"4.1.{value}": value for _, value in ANSWERS}
    by_command(
        report,
        {f"answer {key}": value for key, value in both.items()},
        "merge",
        *(place.document, copy),
    )


APART = Command("work apart and merge", _apart, with_a_copy)


def _with_clock(bench: Bench, command: Command, fault: Fault) -> Verdict:
    start = bench.start(command)
    met = bench.disturb(command.act, fault)
    findings = _backups(bench)
    verdict = judged(bench, start, fault, met)
    if not any("saved" in event for event in met.told.events):
        findings.append((LOST, "not acknowledged"))
    return verdict._replace(findings=[*verdict.findings, *findings], fired=1, where=str(fault))


def _backups(bench: Bench) -> list[tuple[str, str]]:
    """Return a finding unless the version before is the newest of those that are kept."""

    def look(report: Report) -> None:
        surroundings(bench.place)
        document = assessment_file.read(bench.place.document)
        kept = backups.versions(document.id)
        revisions = [version.revision for version in kept]
        if document.revision > 1 and revisions[:1] != [document.revision - 1]:
            report({"bad": f"version {document.revision}, but before it {revisions}"})
        if revisions != sorted(revisions, reverse=True):
            report({"bad": f"not in their order: {revisions}"})

    told = Child(look).wait()
    return [(LOST, str(event)) for event in told.events]


# --- names and locales ------------------------------------------------------------------


class Odd(NamedTuple):
    """A folder, a name and a locale that somebody has."""

    what: str
    name: bytes = b"cluster"
    folder: bytes = b"folder"
    locale: str = "C.UTF-8"
    relative: bool = False
    link: bool = False  # the document is reached through a link
    linked_folder: bool = False


ODD = (
    Odd("plain"),
    Odd("spaces", b" my  cluster ", b"my folder "),
    Odd("quotes", b'O\'Neill "and" `sons`'),
    Odd("umlauts", "Übergröße".encode(), "Straße".encode()),
    Odd("decomposed umlauts", "U\u0308ber".encode(), "A\u0308mter".encode()),
    Odd("emoji", "cluster 🚀👩‍👩‍👧".encode(), "📁".encode()),
    Odd("right to left", "مجموعة".encode(), "אשכול".encode()),
    Odd("direction marks", "a\u202egnp".encode()),
    Odd("Chinese", "集群评估".encode(), "文件夹".encode()),
    Odd("leading dash", b"-rf", b"--help", relative=True),
    Odd("leading dot", b".hidden", b".config"),
    Odd("trailing dot", b"name.", b"folder."),
    Odd("two suffixes", b"a.excellence"),
    Odd("200 characters", b"x" * 200),
    Odd("244 bytes", "ü".encode() * 122),
    Odd("deep folder", b"cluster", b"/".join([b"d" * 100] * 20)),
    Odd("percent and braces", b"100% {file} %s {0}"),
    Odd("dollar and star", b"$HOME * ? [a]"),
    Odd("backslash", b"a\\b", b"c\\d"),
    Odd("semicolon", b"a;b&c|d<e>f"),
    Odd("newline", b"two\nlines", b"new\nline"),
    Odd("tab and bell", b"a\tb\x07c"),
    Odd("escape sequence", b"\x1b[31mred\x1b[0m"),
    Odd("not UTF-8", b"caf\xe9", b"fold\xffer"),
    Odd("not UTF-8 in C", b"caf\xe9", locale="C"),
    Odd("not UTF-8 in POSIX", b"\xff\xfe", locale="POSIX"),
    Odd("umlauts in C", "Übergröße".encode(), locale="C"),
    Odd("Latin-1 locale", "Übergröße".encode(), locale="de_DE.ISO-8859-1"),
    Odd("German", "Übergröße".encode(), locale="de_DE.UTF-8"),
    Odd("Turkish", "\u0131\u015f\u0131k \u0130stanbul I".encode(), locale="tr_TR.UTF-8"),
    Odd("unknown locale", b"cluster", locale="xx_YY.UTF-8"),
    Odd("Arabic locale", "مجموعة".encode(), locale="ar_EG.UTF-8"),
    Odd("relative", b"cluster", b"folder", relative=True),
    Odd("through a link", b"cluster", link=True),
    Odd("in a linked folder", b"cluster", linked_folder=True),
    Odd("just a suffix", b"a", b"b.excellence"),
)


def _odd(bench: Bench, command: Command, odd: Odd) -> Verdict:
    """Make a document under an odd name, change it twice, and read what it says."""
    bench.start(command)
    root = os.fsencode(bench.place.documents)
    folder = os.path.join(root, odd.folder)  # noqa: PTH118 - bytes that are no text
    os.makedirs(folder)  # noqa: PTH103 - the same
    if odd.linked_folder:
        os.symlink(folder, root + b"/link")  # noqa: PTH211 - the same
        folder = root + b"/link"
    document = os.path.join(folder, odd.name + b".excellence")  # noqa: PTH118 - the same
    given = document
    if odd.relative:
        given = b"./" + odd.name + b".excellence" if odd.name[:1] == b"-" else b""
        given = given or odd.name + b".excellence"
    findings: list[tuple[str, str]] = []
    steps = (
        [b"new", SET.encode(), b"-o", given, b"--name", b"Coast"],
        [b"answer", given, b"4.1.6", b"2"],
        [b"show", given],
        [b"answer", given, b"4.1.5", b"1", b"--note", "Größe".encode()],
        [b"score", given],
    )
    for step in steps:
        if odd.link and step[0] == b"answer" and given == document:
            given = root + b"/link.excellence"
            os.symlink(document, given)  # noqa: PTH211 - the same
        arguments = [given if argument == document else argument for argument in step]
        code, complaint = _started(bench, arguments, odd.locale, folder)
        if code:
            findings.append((MESSAGE, f"{odd.what}: {step[0].decode()}: {complaint}"))
    found = _told(bench, document)
    expected = {"answer 4.1.6": "2", "answer 4.1.5": "1", "name": "Coast"}
    wrong = {place: found.get(place) for place in expected if found.get(place) != expected[place]}
    if wrong or found.get("note 4.1.5", "") not in {"Größe", "Gr??e"}:
        kind = LOST if wrong else WRONG
        findings.append((kind, f"{odd.what}: {wrong or found.get('note 4.1.5')}"))
    if odd.link and not os.path.islink(given):  # noqa: PTH114 - the same
        findings.append((WRONG, f"{odd.what}: the link was replaced by a file"))
    return Verdict(findings, where=odd.what)


def _started(bench: Bench, arguments: list[bytes], locale: str, folder: bytes) -> tuple[int, str]:
    """Run the program as a process of its own, in a locale, and return how it ended."""
    away = {"LD_PRELOAD", MARK, "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "PYTHONUTF8"}
    kept = {name: value for name, value in os.environ.items() if name not in away}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "excellence_app", *arguments],
        cwd=folder,
        env={
            **kept,
            "LC_ALL": locale,
            "EXCELLENCE_STATE": str(bench.place.state),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        check=False,
    )
    complaint = done.stderr.decode("utf-8", "replace").strip()
    if b"Traceback" in done.stderr or done.stdout.count(b"\x1b"):
        return done.returncode or 1, complaint or "a raw control character is printed"
    return done.returncode, complaint


def _told(bench: Bench, document: bytes) -> dict[str, str]:
    def look(report: Report) -> None:
        surroundings(bench.place)
        report({"facts": state_of(Path(os.fsdecode(document)))})

    events = Child(look).wait().events
    return dict(events[-1].get("facts", {})) if events else {}
