"""One run: which lines, how many points of each, and what came out."""

import argparse
import gc
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.faults.bench import Bench, seeded
from tests.faults.disks import Ext4Volume, no_volumes, own_mounts
from tests.faults.forking import Broken, spread
from tests.faults.lines import Line, Point, lines
from tests.faults.oracle import FINDINGS
from tests.faults.places import Place
from tests.faults.scenarios import warm_up

FINE, FOUND, BROKEN = 0, 1, 4
QUICK_SECONDS = 75  # of a short run in all; what does not fit is left out, and the line says so
SHOWN = 6  # kinds of findings of a line
_SPECIAL = re.compile(r"/worker-\d|faults-\w+|[0-9a-f]{8,}|\d+")  # differs from point to point


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Harness:
    """Tries the lines that are wanted, with one bench for each worker."""

    def __init__(self, wanted: argparse.Namespace, folder: Path) -> None:
        self._wanted = wanted
        self._began = time.monotonic()
        self._no_mounts = own_mounts(folder / "mounted")
        self._no_volumes = self._no_mounts or no_volumes(folder / "volume")
        self._warming = Place.within(folder / "warming")
        self._benches = [Bench(folder / f"worker-{n}") for n in range(wanted.workers)]

    def run(self) -> int:
        """Try all lines that are wanted and return the exit code."""
        chosen = self._chosen()
        if self._wanted.list:
            for line in chosen:
                say(f"{line.name}: {', '.join(command.name for command in line.commands)}")
            return FINE
        if not chosen:
            say("No line has this name; --list shows them.")
            return BROKEN
        different = {(one.prepare, one.act): one for line in chosen for one in line.commands}
        warm_up(different.values(), self._warming)
        gc.collect()
        gc.freeze()  # children do not touch what they do not need
        say(_HEAD)
        results = []
        for place, line in enumerate(chosen):
            try:
                result = self._line(line, len(chosen) - place)
            except (Broken, AssertionError) as broken:
                say(f"{line.name:<{_NAME}} could not be tried: {broken}")
                result = {**self._nothing(line), "broken": str(broken)}
            results.append(result)
        self._sum_up(results)
        if self._wanted.json:
            told = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
            self._wanted.json.write_text(told, encoding="utf-8")
        if any("broken" in result for result in results):
            return BROKEN
        return FOUND if any(result["found"] for result in results) else FINE

    def _chosen(self) -> list[Line]:
        """Return the lines that are wanted, with the commands that are wanted."""
        only, named = tuple(self._wanted.only), self._wanted.command
        found = [
            line._replace(
                commands=[one for one in line.commands if not named or one.name in named]
            )
            for line in lines(bad_examples=self._wanted.bad_examples)
            if not only or line.name.startswith(only)
        ]
        return [line for line in found if line.commands]

    def _nothing(self, line: Line) -> dict[str, Any]:
        """Return the figures of a line of which nothing was tried."""
        return {
            "name": line.name,
            "seed": self._wanted.seed,
            "points": 0,
            "of": 0,
            "fired": 0,
            "commands": {},
            "found": {},
            "findings": [],
            "seconds": 0.0,
        }

    def _line(self, line: Line, lines_left: int) -> dict[str, Any]:
        result = self._nothing(line)
        missing = self._no_mounts if line.mounts else ""
        missing = missing or (self._no_volumes if line.power else "")
        if missing:
            say(f"{line.name:<{_NAME}} skipped: {missing}")
            return {**result, "skipped": missing}
        began = time.monotonic()
        points = self._points(line, result)
        kinds: Counter[str] = Counter()
        commands: Counter[str] = Counter()
        examples: dict[str, dict[str, Any]] = {}
        for number, point, event in self._tried(line, points, self._seconds(lines_left)):
            result["points"] += event["points"]
            result["fired"] += event["fired"]
            commands[point.command.name] += event["points"]
            kinds.update({kind for kind, _ in event["findings"]})
            for kind, detail in event["findings"]:
                example = examples.setdefault(
                    f"{kind} {_SPECIAL.sub('#', detail)}",
                    {"kind": kind, "detail": detail, "times": 0, "commands": []}
                    | {"where": event["where"] or "no call", "again": self._again(line, number)},
                )
                example["times"] += 1
                if point.command.name not in example["commands"]:
                    example["commands"].append(point.command.name)
            if self._wanted.point is not None:
                say(f"{point.command.name}: {point.what}")
                say(json.dumps(event, indent=1, ensure_ascii=False))
        result.update(
            found=dict(kinds),
            commands=dict(sorted(commands.items())),
            findings=sorted(examples.values(), key=lambda one: -one["times"]),
            seconds=round(time.monotonic() - began, 1),
        )
        say(_row(result))
        _show_findings(result)
        return result

    def _again(self, line: Line, number: int) -> str:
        """Return the arguments that try a point once more."""
        named = "".join(f" --command '{name}'" for name in self._wanted.command)
        example = " --bad-examples" if self._wanted.bad_examples else ""
        return f"--only '{line.name}'{named}{example} --seed {self._wanted.seed} --point {number}"

    def _points(self, line: Line, result: dict[str, Any]) -> list[tuple[int, Point]]:
        """Return the points to try with their numbers; sets how many there are in all."""
        self._benches[0].take_over(None)
        points = list(enumerate(line.points(self._benches[0], self._wanted.seed)))
        result["of"] = len(points)
        if self._wanted.point is not None:
            return points[self._wanted.point : self._wanted.point + 1]
        most = len(points) if self._wanted.most is None else self._wanted.most
        if self._wanted.share == "ci":
            most = min(most, line.quick)
        # drawn, so that both workers have as much to do, and that a short time shows some of each
        return seeded(self._wanted.seed, line.name).sample(points, min(most, len(points)))

    def _seconds(self, lines_left: int) -> float:
        """Return how long a line may take."""
        if self._wanted.share == "full":
            return float("inf")
        left = QUICK_SECONDS - (time.monotonic() - self._began)
        return max(3 * left / lines_left, 0.5)

    def _tried(
        self, line: Line, points: list[tuple[int, Point]], seconds: float
    ) -> Iterator[tuple[int, Point, dict[str, Any]]]:
        """Yield the verdicts that come about in this time, with the points and their numbers."""
        commands = {point.command.prepare: point.command for _, point in points}
        for bench in self._benches:
            for command in commands.values():
                bench.make_ready(command)
        give_up = time.monotonic() + seconds

        def start(number: int) -> Callable[[tuple[int, Point]], dict[str, Any]]:
            bench = self._benches[number]
            own_mounts(bench.folder / "mounted")  # they go when the worker goes
            bench.take_over(Ext4Volume(bench.folder) if line.power else None)

            def attempt(numbered: tuple[int, Point]) -> dict[str, Any]:
                if time.monotonic() > give_up:
                    return {"left_out": True}
                _, point = numbered
                return dict(line.attempt(bench, *point).as_event())

            return attempt

        done = [
            (*points[event["job"]], event)
            for event in spread(start, points, len(self._benches))
            if "left_out" not in event
        ]
        yield from sorted(done, key=lambda one: one[0])

    def _sum_up(self, results: list[dict[str, Any]]) -> None:
        found: Counter[str] = Counter()
        for result in results:
            found.update(result["found"])
        total = {"name": "in all", "found": found, "seed": self._wanted.seed}
        for name in ("points", "of"):
            total[name] = sum(result[name] for result in results)
        say(_row({**total, "seconds": round(time.monotonic() - self._began, 1)}))
        skipped = [result["name"] for result in results if "skipped" in result]
        if skipped:
            say(f"Skipped: {', '.join(skipped)}.")


def _show_findings(result: dict[str, Any]) -> None:
    for one in result["findings"][:SHOWN]:
        detail = " / ".join(part.strip() for part in one["detail"].splitlines())
        say(f"  {one['kind']}, {one['times']} times ({', '.join(one['commands'])})")
        say(f"    {one['where']}: {detail}")
        say(f"    {one['again']}")
    if len(result["findings"]) > SHOWN:
        say(f"  and {len(result['findings']) - SHOWN} kinds more")


_NAME = 28
_WIDTH = 12
_HEAD = (
    f"{'':<{_NAME}}{'points':>8}{'of':>8}"
    + "".join(f"{name.replace('wrong ', ''):>{_WIDTH}}" for name in FINDINGS)
    + f"{'seed':>6}{'seconds':>9}"
)


def _row(result: dict[str, Any]) -> str:
    found = "".join(f"{result['found'].get(name, 0):>{_WIDTH}}" for name in FINDINGS)
    return (
        f"{result['name']:<{_NAME}}{result['points']:>8}{result['of']:>8}{found}"
        f"{result['seed']:>6}{result['seconds']:>9}"
    )
