"""Undo and redo in named steps, each known by the records that it changes.

A step keeps what it changed and not whole assessments, so that one can be taken back
after other people's changes were merged in, and so that a log gives the steps again.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.session.change_names import REDO, UNDO, kind_and_direction
from excellence_app.storage.assessment_json import Damage
from excellence_app.storage.log import LogEntry, LogLine
from excellence_app.storage.records import CONFLICTS, changed, difference

MERGE = "merge"  # the kind of the step that brings in what others have changed

Records = Mapping[str, object]


class Step(NamedTuple):
    """One thing that can be undone: its edit, what that is about, and the records it changes."""

    kind: str
    item: str
    old: Records
    new: Records
    merge_key: str = ""


class History:
    """The steps since the document was opened, and the assessment as it is now."""

    def __init__(
        self, start: Assessment, done: Sequence[Step] = (), undone: Sequence[Step] = ()
    ) -> None:
        self._present = start
        self._done = list(done)
        self._undone = list(undone)
        self._may_merge = False

    @property
    def present(self) -> Assessment:
        """Return the assessment as it is now."""
        return self._present

    @property
    def next_undo(self) -> Step | None:
        """Return the step that `undo` takes back, none if there is none."""
        self._forget_what_is_gone()
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Step | None:
        """Return the step that `redo` makes again, none if there is none."""
        return self._undone[-1] if self._undone else None

    def push(self, step: Step, after: Assessment) -> bool:
        """Make `after` the present assessment and return whether the step went on with the last.

        What was undone can no longer be made again. Typing that ends where it began is no
        step any more.
        """
        merges = self._merges(step)
        if merges:
            step = _joined(self._done.pop(), step)
        self._may_merge = not _is_nothing(step)
        if self._may_merge:
            self._done.append(step)
        self._undone.clear()
        self._present = after
        return merges

    def stop_merging(self) -> None:
        """Let the next edit be a step of its own, whatever its merge key."""
        self._may_merge = False

    def undo(self) -> Step | None:
        """Go back one step and return it; none if there is none."""
        self._forget_what_is_gone()
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self._present = changed(self._present, step.old)
        self._may_merge = False
        return step

    def redo(self) -> Step | None:
        """Make the step that was undone last again and return it; none if there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._present = changed(self._present, step.new)
        self._may_merge = False
        return step

    def _forget_what_is_gone(self) -> None:
        """Leave out the last steps as long as their records are not as they left them.

        In a log that was merged, somebody else may have changed them since, or a merge that was
        taken back has taken them with it.
        """
        while self._done and not _stands(self._done[-1], self._present):
            self._done.pop()

    def _merges(self, step: Step) -> bool:
        return bool(
            self._may_merge
            and self._done
            and step.merge_key
            and self._done[-1].merge_key == step.merge_key
        )


def _stands(step: Step, present: Assessment) -> bool:
    """Return whether an assessment holds what a step has left, and going back changes it."""
    try:
        going_back = difference(present, changed(present, step.old))[1]
        was, then = difference(present, changed(present, step.new))
    except Damage:  # a stranger's log
        return False
    same = all(place.startswith(CONFLICTS) or was[place] == then[place] for place in then)
    return bool(going_back) and same


def _is_nothing(step: Step) -> bool:
    return all(step.old.get(place) == value for place, value in step.new.items())


def _joined(first: Step, second: Step) -> Step:
    return first._replace(old={**second.old, **first.old}, new={**first.new, **second.new})


def steps_of(lines: Iterable[LogLine | LogEntry]) -> tuple[list[Step], list[Step]]:
    """Return the steps that a log holds: those that can be taken back, and made again.

    The making of the document, and what an older format wrote, cannot be taken back.
    """
    done: list[Step] = []
    undone: list[Step] = []
    for line in lines:
        kind, direction = kind_and_direction(line.edit)
        if kind in _BEGINNINGS:
            done.clear()
            undone.clear()
            continue
        step = Step(kind, line.item, line.old or {}, line.new or {})
        if direction == UNDO:
            _move(done, undone, step._replace(old=step.new, new=step.old))
        elif direction == REDO:
            _move(undone, done, step)
        else:
            if line.more and done:
                step = _joined(done.pop(), step)
            if kind == MERGE or not _is_nothing(step):
                done.append(step)
            undone.clear()
    return done, undone


_BEGINNINGS = frozenset({"new", "upgrade"})


def _move(source: list[Step], target: list[Step], meant: Step) -> None:
    """Move the step that was taken back or made again; after a merge it need not be the last.

    What it changed then is what counts: a merge itself does not say what came in.
    """
    for place in range(len(source) - 1, -1, -1):
        if source[place][:2] == meant[:2]:
            del source[place]
            target.append(meant)
            return
    if source:
        source.pop()
        target.append(meant)
