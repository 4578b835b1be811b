"""Merge many copies of small documents and hold each result against the slow model.

    python -m tests.storage.merge_soak --merges 100000 --seed 1

Each merge is made both ways round; at the end of each world all copies are merged in several
orders. Prints what was done, and each difference with the seed that repeats it.
"""

import argparse
import random
import sys
import time
from functools import reduce

from excellence_app.storage.log import first_break
from excellence_app.storage.merging import merge
from excellence_app.storage.record_places import records_of
from tests.storage.assessments import exactly
from tests.storage.slow_fold import SlowLog, text_of
from tests.storage.worlds import World, random_world

SOME = 3  # one in so many merges is made again, for time


def same(one, other):
    """Return whether two documents hold the same: the bytes of the log, and the assessment."""
    return one.log == other.log and exactly(one.assessment) == exactly(other.assessment)


def faults_of(document):
    """Return what is wrong with a document, held against the slow model."""
    slow = SlowLog(document.log.lines)
    if text_of(slow.records()) != text_of(records_of(document.assessment)):
        yield "the assessment is not what its log leads to"
    if (slow.heads(), len(slow.lines)) != (document.log.head, document.log.entries):
        yield "the log says wrongly what it holds"
    if first_break(document.log) is not None:
        yield "the log is broken"


def faults_of_merge(one, other, merged):
    """Return what is wrong with the merge of two documents."""
    yield from faults_of(merged)
    lines = {*one.log.lines.splitlines(), *other.log.lines.splitlines()}
    if lines != {*merged.log.lines.splitlines()}:
        yield "a line was lost or added"
    if not same(merged, merge(other, one)):
        yield "the other way round something else comes out"
    if merged.log.entries % SOME == 0 and not same(merge(merged, one), merged):
        yield "merged again something else comes out"


def faults_of_world(world, chance):
    """Return what is wrong with the copies of a document, and with all of them merged."""
    for copy in world.copies:
        yield from faults_of(copy)
    orders = [chance.sample(world.copies, len(world.copies)) for _ in range(3)]
    first, *others = [reduce(merge, order) for order in orders]
    yield from faults_of(first)
    if not all(same(first, other) for other in others):
        yield "in another order something else comes out"


class Watched(World):
    """A world of which every merge is looked at."""

    def __init__(self, people):
        super().__init__(people)
        self.faults = []

    def _merge(self, who, number, other):
        pair = self.copies[who], self.copies[number % len(self.copies)]
        super()._merge(who, number, other)
        self.faults += faults_of_merge(*pair, self.copies[who])


def watched_world(seed, steps=30, people=5):
    """Return a random world, and what is wrong with it."""
    chance = random.Random(seed)  # noqa: S311 - the same world each time
    world = Watched(chance.randrange(1, people + 1))
    random_world(chance, chance.randrange(2, steps), world)
    return world, [*world.faults, *faults_of_world(world, chance)]


def main():
    """Run worlds until so many merges were made; return how many faults were found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--merges", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    start = time.monotonic()
    worlds = merges = lines = conflicts = differences = 0
    while merges < wanted.merges:
        seed = wanted.seed * 1_000_000 + worlds
        world, faults = watched_world(seed)
        for fault in faults:
            sys.stdout.write(f"world {seed}: {fault}\n")
        worlds += 1
        merges += world.merges
        differences += len(faults)
        lines += sum(copy.log.entries for copy in world.copies)
        conflicts += sum(len(copy.assessment.conflicts) for copy in world.copies)
    seconds = time.monotonic() - start
    sys.stdout.write(
        f"seed {wanted.seed}: {merges} merges in {worlds} worlds, {lines} lines and "
        f"{conflicts} conflicts in their copies, {seconds:.0f} s, differences {differences}\n"
    )
    return differences


if __name__ == "__main__":
    sys.exit(min(main(), 1))
