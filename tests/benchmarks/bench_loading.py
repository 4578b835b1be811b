"""Loading criteria sets, held against consuming libyaml's events of the same files.

Run as a program it prints a table in Markdown. All figures come from one run on one machine;
the three ways take turns, and the best of each counts, so that other work on the machine
disturbs all alike.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

import yaml

from excellence_app.catalog import library

SIZES = (310, 3_100)
ROUNDS = {310: 25, 3_100: 9}
MOST_IN_FULL = 3.0
MOST_REMEMBERED = 0.3

_HEAD = """\
format: 1
set: {{id: generated, edition: "1", language: en, title: A generated set, points: {points}}}
default_provenance: illustrative
sources: {{STUDY: {{title: A study, address: "https://example.org/study", seen: "2026-11"}}}}
evidence:
  figures: {{title: Sheet of figures with targets, counts_for_months: 24}}
  minutes: {{title: Minutes of the board, counts_for_months: 18}}
dimensions:
"""
_INDICATOR = """\
  - id: "{dimension}.{number}"
    dimension: "{dimension}"
    title: Performance monitoring, aspect {number}
    guidance: Look at what was decided because of the figures, not at how many there are.
    points: 5
    thresholds: {{gold: {{level: 3, reason: Targets need fixed dates}}}}
    in_scope_of: [silver]
    question:
      type: levels
      text: How does the organisation check whether it reaches its own target {number}?
      levels:
        - title: Not checked
          text: No targets exist, and nobody has asked for any in the last two years.
          to_next: {{finding: No targets exist., recommendation: Set three and say who watches.}}
        - title: When a funder asks
          text: Figures are gathered for the reports to funders and then put away.
          to_next: {{finding: Figures serve funders only., recommendation: Show the board.}}
        - title: Once a year
          text: A review compares the results with the targets of aspect {number}.
          evidence: [figures]
          to_next: {{finding: One look a year is late., recommendation: Fix two dates a year.}}
        - title: At fixed dates
          text: The board sees the figures twice a year and says what follows from them.
          evidence: [figures, minutes]
          to_next: {{finding: Figures change little., recommendation: Tie the budget to them.}}
        - title: Steered
          text: Plan and budget were changed because of the figures, and the minutes say so.
          evidence: [figures, minutes]
"""
_LABELS = """\
labels:
  - {id: silver, title: Silver, requires: [{kind: complete}]}
  - id: gold
    title: Gold
    requires: [{kind: every_threshold}, {kind: total, least: "80 %"}]
"""
_ACTION = """\
  - id: monitor-{number}
    title: Report the figures of aspect {number} twice a year
    lifts: [{{indicator: "{dimension}.{number}", to: 3}}]
    effort: {{person_days: 6, weeks: 26, cost: low}}
    yields: [figures]
"""
_METHOD = """\
A generated, valid set: five levels with title, text and evidence, findings and recommendations,
a threshold and an action for each indicator. The yardstick is `for _ in yaml.parse(text,
CSafeLoader)` over the same text. "In full" is reading, checking and building; "kept" writes the
finished set down for the next time as well; "remembered" loads what was kept."""


def generated_set(count: int) -> str:
    """Return the text of a valid set with `count` indicators and as many actions."""
    places = [{"dimension": number % 20 + 1, "number": number} for number in range(count)]
    parts = [_HEAD.format(points=5 * count)]
    parts += [f'  - {{id: "{number}", title: Dimension {number}}}\n' for number in range(1, 21)]
    parts += ["indicators:\n", *(_INDICATOR.format(**place) for place in places)]
    parts += [_LABELS, "actions:\n", *(_ACTION.format(**place) for place in places)]
    return "".join(parts)


class Memory(dict[str, bytes]):
    """A cache without a disk, so that the disk is not measured."""

    def put(self, key: str, value: bytes) -> None:
        """Keep a value."""
        self[key] = value


def seconds(work) -> float:
    """Return how long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(count: int, folder: Path) -> dict[str, list[float]]:
    """Return the times of all ways to go through a set with `count` indicators."""
    path = folder / "generated.yaml"
    text = generated_set(count)
    path.write_text(text, "utf-8")
    memory = Memory()

    def events() -> None:
        for _ in yaml.parse(text, yaml.CSafeLoader):
            pass

    def in_full() -> None:
        loaded = library.load(path)
        assert loaded.criteria is not None, loaded.problems[:3]

    def in_full_and_kept() -> None:
        loaded = library.load(path, cache=Memory())
        assert loaded.criteria is not None

    def remembered() -> None:
        loaded = library.load(path, cache=memory)
        assert loaded.criteria is not None

    ways = {
        "libyaml's events": events,
        "in full": in_full,
        "in full, then kept": in_full_and_kept,
        "remembered": remembered,
    }
    for work in ways.values():
        work()  # imports, schemas and the cache are made ready
    assert len(memory) == 1
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS[count]):
        for name, work in ways.items():
            times[name].append(seconds(work))
    return times


def main() -> None:
    """Print the figures as a table."""
    print("## Loading a criteria set\n")
    print("| indicators | way | best, ms | median, ms | against events | at most |")
    print("| ---: | --- | ---: | ---: | ---: | ---: |")
    limits = {"in full": MOST_IN_FULL, "remembered": MOST_REMEMBERED}
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            times = measure(count, Path(folder))
            yardstick = min(times["libyaml's events"])
            for name, found in times.items():
                best, middle = f"{min(found) * 1000:.1f}", f"{median(found) * 1000:.1f}"
                cells = (count, name, best, middle, f"{min(found) / yardstick:.2f}")
                print("|", *(f"{cell} |" for cell in cells), f"{limits.get(name, '')} |")
    print(f"\n{_METHOD}")


if __name__ == "__main__":
    main()
