"""The whole process of `excellence score` against a Python that imports what it cannot do without.

Both run in turn, so that a machine that slows down slows both; the state folder
is warm, as it is after the first run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

from excellence_app.locations import resources_folder

RUNS = 25
LIMIT = 2.5


def main() -> None:
    """Print the figures as a table."""
    document = next((resources_folder() / "practice").glob("*.excellence"))
    score = (sys.executable, "-m", "excellence_app", "score", str(document))
    yardstick = (sys.executable, "-c", "import click, yaml")
    with tempfile.TemporaryDirectory() as state:
        environment = {**os.environ, "EXCELLENCE_STATE": state, "EXCELLENCE_LANGUAGE": "en"}
        # an installed program has its byte code beside it; so has this one after the first run
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for command in (score, yardstick):
            _seconds(command, environment)
        pairs = [
            (_seconds(score, environment), _seconds(yardstick, environment)) for _ in range(RUNS)
        ]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    ours, theirs = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    print("## Start\n")
    print("| whole process | ms | yardstick: `import click, yaml`, ms | ratio | wanted |")
    print("| --- | --- | --- | --- | --- |")
    name = "`excellence score`, practice cluster"
    print(f"| {name} | {ours:.0f} | {theirs:.0f} | {ratio:.2f} | ≤ {LIMIT} |")


def _seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
