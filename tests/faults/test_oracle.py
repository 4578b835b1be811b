"""What counts as a loss: the states that are right follow from what was tried and acknowledged."""

import errno

import pytest

from tests.faults import oracle
from tests.faults.forking import Told
from tests.faults.injection import Fault, Mode

START = {"a": "0", "b": "0"}
FULL = Fault(Mode.FAIL_ON, 1, errno.ENOSPC)


def findings(*events, found, after=(), fault=FULL, names=("x.excellence",)):
    """Return the kinds of findings for what a child told and what is there after it."""
    told = Told(list(events), 0, hung=False)
    recovered = Told([{"facts": found, "by": "test"}, *after], 0, hung=False)
    verdict = oracle.judge(START, fault, 1, told, recovered, names=names)
    return [kind for kind, _ in verdict.findings]


TRY_A, TRY_B, SAVED, GAVE_UP = (
    {"try": {"a": "1"}},
    {"try": {"b": "1"}},
    {"saved": True},
    {"gave_up": True},
)
NOTHING_WRITTEN = {"told": "The disk is full: x.excellence. Nothing was written; as it was."}
KEPT = {"told": "The disk is full: x.excellence. Your change is kept on this computer."}


@pytest.mark.parametrize(
    ("events", "right"),
    [
        ([TRY_A], [{"a": "0", "b": "0"}, {"a": "1", "b": "0"}]),
        ([TRY_A, SAVED], [{"a": "1", "b": "0"}]),
        ([TRY_A, TRY_B], [START, {"a": "1", "b": "0"}, {"a": "1", "b": "1"}]),
        ([TRY_A, SAVED, TRY_B], [{"a": "1", "b": "0"}, {"a": "1", "b": "1"}]),
        ([TRY_A, NOTHING_WRITTEN, GAVE_UP], [START]),
        ([TRY_A, KEPT, GAVE_UP], [{"a": "1", "b": "0"}]),
    ],
)
def test_exactly_the_right_states_pass(events, right):
    every = [{"a": a, "b": b} for a in "01" for b in "01"]
    assert [state for state in every if findings(*events, found=state) == []] == [
        state for state in every if state in right
    ]


@pytest.mark.parametrize(
    ("events", "found", "kind"),
    [
        ([TRY_A, SAVED], START, "lost"),
        ([TRY_A, SAVED], {}, "wrong value"),
        ([TRY_A, TRY_B], {"a": "0", "b": "1"}, "wrong value"),
        ([TRY_A, NOTHING_WRITTEN, GAVE_UP], {"a": "1", "b": "0"}, "denied"),
        ([TRY_A, {"stuck": "still full"}], START, "lost"),
        ([TRY_A, {"told": "It did not work: x.excellence"}, GAVE_UP], START, "wrong message"),
        ([TRY_A, {"told": "The disk is full."}, GAVE_UP], START, "wrong message"),
        ([TRY_A, {"silent": 1}, GAVE_UP], START, "wrong message"),
        ([TRY_A, {"crash": "OSError"}], START, "wrong message"),
    ],
)
def test_each_kind_of_finding(events, found, kind):
    assert findings(*events, found=found) == [kind]


def test_what_was_seen_after_a_crash_stays():
    found = [{"facts": {"a": "1", "b": "0"}, "by": "first"}, {"facts": START, "by": "second"}]
    assert findings(TRY_A, found=START, after=found) == ["lost"]


@pytest.mark.parametrize(("left", "kinds"), [(["a.tmp"], []), (["a.tmp", "b.tmp"], ["litter"])])
def test_one_file_may_be_left(left, kinds):
    assert findings(found=START, after=[{"litter": left}]) == kinds


def test_a_refusal_without_any_fault_is_a_finding():
    told = Told([TRY_A, {"told": "x.excellence is in use."}], 0, hung=False)
    verdict = oracle.judge(START, Fault(), 0, told, names=["x.excellence"])
    assert [kind for kind, _ in verdict.findings] == ["wrong message"]


def test_a_child_that_hangs_is_a_finding():
    verdict = oracle.judge(START, Fault(), 0, Told([], -9, hung=True))
    assert [kind for kind, _ in verdict.findings] == ["hung"]
