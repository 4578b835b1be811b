"""What must be true after a fault, and what of it is not.

A child reports what it is about to change, and when the program has said "saved". From
that follow the states in which the document may be found; every other one is a loss.
"""

import errno
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from tests.faults.forking import Event, Told
from tests.faults.injection import Fault, Mode

State = Mapping[str, str]

LOST = "lost"
WRONG = "wrong value"
UNREADABLE = "unreadable"
MESSAGE = "wrong message"
DENIED = "denied"  # "nothing was written", and it was
LITTER = "litter"
HUNG = "hung"
FINDINGS = (LOST, WRONG, UNREADABLE, MESSAGE, DENIED, LITTER, HUNG)

MOST_LITTER = 1  # files

_CAUSES = {
    errno.ENOSPC: r"disk is full|did not confirm",
    errno.EDQUOT: r"disk is full|quota|did not confirm",
    errno.EIO: r"fault|Input/output error|did not confirm",
    errno.EROFS: r"only be read|Read-only|did not confirm",
    errno.EACCES: r"[Pp]ermission",
}
_UNTOUCHED = "Nothing was written"
_KEPT = "kept on this computer"  # a promise as good as "saved"


class Ledger:
    """The states in which a document may be, given what was tried and what was acknowledged."""

    def __init__(self, start: State) -> None:
        self._bases: list[dict[str, str]] = [dict(start)]
        self._queue: list[Mapping[str, str | None]] = []
        self._history: list[dict[str, str]] = [dict(start)]
        self._denied: list[dict[str, str]] = []  # what was said not to be written

    def trying(self, change: Mapping[str, str | None]) -> None:
        """Take note that these places are about to get these values, none for taken away."""
        self._queue.append(change)
        self._history += self.possible()

    def saved(self) -> None:
        """Take note that everything tried is acknowledged."""
        whole = len(self._queue)
        self._bases = [self._after(base, whole) for base in self._bases]
        self._queue = []

    def given_up(self, *, untouched: bool) -> None:
        """Take note that what was tried was refused; `untouched` if nothing of it was written."""
        if untouched:
            self._denied = self.possible()
        else:
            self._bases = self.possible()
        self._queue = []

    def settle(self) -> None:
        """Take note that the process has ended: what was tried is there or is not."""
        self._bases = self.possible()
        self._queue = []

    def possible(self) -> list[dict[str, str]]:
        """Return the states that are right now."""
        return [
            self._after(b, count) for b in self._bases for count in range(len(self._queue) + 1)
        ]

    def _after(self, base: dict[str, str], count: int) -> dict[str, str]:
        state = dict(base)
        for change in self._queue[:count]:
            for place, value in change.items():
                if value is None:
                    state.pop(place, None)
                else:
                    state[place] = value
        return state

    def judge(self, found: State) -> tuple[str, str] | None:
        """Return the kind of a finding and its details, none if the state is right."""
        possible = self.possible()
        self._bases, self._queue = [dict(found)], []  # from now on this and nothing else
        if found in possible:
            return None
        kind = LOST if found in self._history else WRONG
        if found in self._denied:
            kind = DENIED
        wanted = possible[0]
        places = sorted(
            place for place in {*found, *wanted} if found.get(place) != wanted.get(place)
        )
        differences = ", ".join(
            f"{place}: {found.get(place, 'nothing')!s} instead of {wanted.get(place, 'nothing')!s}"
            for place in places[:4]
        )
        return kind, differences


class Verdict(NamedTuple):
    """What one or several points have shown: the findings as kind and detail.

    `fired` is how often the fault came, `told` what the program said, `where` which call it was.
    """

    findings: list[tuple[str, str]]
    fired: int = 1
    told: Sequence[str] = ()
    where: str = ""
    points: int = 1

    def as_event(self) -> Event:
        """Return it as data for a pipe."""
        return self._asdict()


def judge(
    start: State,
    fault: Fault,
    fired: int,
    told: Told,
    *recoveries: Told,
    names: Iterable[str] = (),
    litter: bool = True,
) -> Verdict:
    """Return the verdict on a child that met a fault, and on those that came after it.

    The last of the `recoveries` met no fault. `names` are words of which each message must hold
    one: where it happened.
    """
    ledger = Ledger(start)
    hearings = []
    for number, one in enumerate((told, *recoveries)):
        check = _message_check(fault, names) if fired and number == 0 else None
        hearing = _Hearing(ledger, check, timed=fault.mode is Mode.SLOW_FSYNC)
        hearing.listen(one, litter=litter and number == len(recoveries))
        hearings.append(hearing)
    findings = [finding for hearing in hearings for finding in hearing.findings]
    sentences = [sentence for hearing in hearings for sentence in hearing.sentences]
    return Verdict(_once(findings), fired, sentences)


def _once(findings: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the first finding of each kind."""
    first: dict[str, tuple[str, str]] = {}
    for finding in findings:
        first.setdefault(finding[0], finding)
    return list(first.values())


class _Hearing:
    """What one child told, as findings. Each event is known by its first key."""

    def __init__(self, ledger: Ledger, check: Callable[[str], str] | None, *, timed: bool) -> None:
        self.findings: list[tuple[str, str]] = []
        self.sentences: list[str] = []
        self._ledger, self._check = ledger, check
        self._found = {
            "silent": (MESSAGE, "not saved, and not a word; exit code {silent}"),
            "crash": (MESSAGE, "came out as an error of the program: {crash}"),
            "stuck": (LOST, "not saved although the cause is gone: {stuck}"),
            "unreadable": (UNREADABLE, "{by}: {unreadable}"),
            "wrong": (WRONG, "{wrong}"),
        }
        if timed:
            self._found["held"] = (HUNG, "a change held up the window for {held} s")

    def listen(self, told: Told, *, litter: bool) -> None:
        """Go through all that a child told, to its end."""
        if told.hung:
            self.findings.append((HUNG, "no end after a long time"))
        for event in told.events:
            kind = next(iter(event))
            if kind in self._found:
                finding, detail = self._found[kind]
                self.findings.append((finding, detail.format_map(event)))
            elif kind == "litter" and litter and len(event["litter"]) > MOST_LITTER:
                self.findings.append((LITTER, ", ".join(event["litter"])))
            else:
                self._note(kind, event)
        self._ledger.settle()

    def _note(self, kind: str, event: Event) -> None:
        match kind:
            case "try":
                self._ledger.trying(event["try"])
            case "saved":
                self._ledger.saved()
            case "told":
                self._told(event["told"])
            case "gave_up":
                last = self.sentences[-1] if self.sentences else ""
                self._ledger.given_up(untouched=_UNTOUCHED in last)
            case "facts":
                wrong = self._ledger.judge(event["facts"])
                if wrong:
                    self.findings.append((wrong[0], f"{event['by']}: {wrong[1]}"))

    def _told(self, sentence: str) -> None:
        self.sentences.append(sentence)
        fault = self._check(sentence) if self._check else f"refused without a cause: {sentence}"
        if fault:
            self.findings.append((MESSAGE, fault))
        if _KEPT in sentence:
            self._ledger.saved()


def _message_check(fault: Fault, names: Iterable[str]) -> Callable[[str], str]:
    cause = _CAUSES.get(fault.error)

    def check(sentence: str) -> str:
        if cause is not None and not re.search(cause, sentence):
            return f"does not name the cause: {sentence}"
        if names and not any(name in sentence for name in names):
            return f"does not name the place: {sentence}"
        return ""

    return check
