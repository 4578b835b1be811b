"""Let the machine of a sitting go on for long: `python -m tests.session.machine_soak`.

    python -m tests.session.machine_soak --steps 100000 --seed 1

After each step the session is held against the model. Prints what was done; the first
difference ends it, with the steps that lead there.
"""

import argparse
import sys
import time

import hypothesis
from hypothesis import settings
from hypothesis.database import InMemoryExampleDatabase
from hypothesis.stateful import invariant, run_state_machine_as_test

from tests.session.test_machine import Sitting, TestSitting

RUNS, LENGTH = 200, 50  # sittings at a time, steps in each at most


class Counted(Sitting):
    """The machine, with a count of its steps."""

    steps = 0

    @invariant()
    def it_was_a_step(self):
        """Count the state that was just held against the model."""
        type(self).steps += 1


def main():
    """Go on until the steps are done, and say how many they were."""
    parser = argparse.ArgumentParser(prog="python -m tests.session.machine_soak")
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began, seed, sittings = time.monotonic(), given.seed, 0
    how = settings(
        TestSitting.settings,
        max_examples=RUNS,
        stateful_step_count=LENGTH,
        database=InMemoryExampleDatabase(),
    )
    while Counted.steps < given.steps:
        run_state_machine_as_test(hypothesis.seed(seed)(Counted), settings=how)
        seed, sittings = seed + 1, sittings + RUNS
    took = time.monotonic() - began
    sys.stdout.write(
        f"{Counted.steps:,} steps in {sittings:,} sittings, 0 differences, "
        f"seeds {given.seed} to {seed - 1}, {took:.0f} s\n"
    )


if __name__ == "__main__":
    main()
