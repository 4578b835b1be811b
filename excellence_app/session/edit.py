"""One change that a person makes, as data: what it does, and what the log calls it."""

from collections.abc import Callable

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.values import dataclass

Change = Callable[[Assessment], Assessment]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change that a person makes.

    `kind` is the edit's own word in the log and `item` what it is about; `change_names`
    makes a name for people of them. Edits with the same `merge_key` that follow one another
    are undone together; an empty one never merges.
    """

    kind: str
    item: str
    change: Change
    merge_key: str = ""

    def apply(self, assessment: Assessment) -> Assessment:
        """Return the assessment as it is after this change."""
        return self.change(assessment)
