"""Undo and redo over immutable assessments, in named steps."""

from dataclasses import replace
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.messages import Message
from excellence_app.session.edit import Edit


class Step(NamedTuple):
    """One thing that can be undone: the edit last merged into it, and what was before."""

    edit: Edit
    before: Assessment
    after: Assessment


class History:
    """The assessments since the document was opened; one of them is the present one."""

    def __init__(self, start: Assessment) -> None:
        self._present = start
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._may_merge = False

    @property
    def present(self) -> Assessment:
        """Return the assessment as it is now."""
        return self._present

    @property
    def undo_name(self) -> Message | None:
        """Return the name of the step that `undo` takes back, none if there is none."""
        return self._done[-1].edit.name if self._done else None

    @property
    def redo_name(self) -> Message | None:
        """Return the name of the step that `redo` makes again, none if there is none."""
        return self._undone[-1].edit.name if self._undone else None

    def push(self, edit: Edit, after: Assessment) -> None:
        """Make `after` the present assessment; what was undone can no longer be made again."""
        step = Step(edit, self._present, after)
        if self._merges(edit):
            merged = self._done.pop()
            step = Step(replace(edit, old=merged.edit.old), merged.before, after)
        self._done.append(step)
        self._undone.clear()
        self._present = after
        self._may_merge = True

    def stop_merging(self) -> None:
        """Let the next edit be a step of its own, whatever its merge key."""
        self._may_merge = False

    def undo(self) -> Step | None:
        """Go back one step and return it; none if there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        self._present = step.before
        self._may_merge = False
        return step

    def redo(self) -> Step | None:
        """Make the step that was undone last again and return it; none if there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        self._present = step.after
        self._may_merge = False
        return step

    def _merges(self, edit: Edit) -> bool:
        return bool(
            self._may_merge
            and self._done
            and edit.merge_key
            and self._done[-1].edit.merge_key == edit.merge_key
        )
