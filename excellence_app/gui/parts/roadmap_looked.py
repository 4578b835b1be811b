"""What the page of the roadmap looks at: set by the page, read by its parts."""

from collections.abc import Sequence

from excellence_app.gui.document import AssessmentDocument
from excellence_app.session.roadmap_rows import RoadmapView
from excellence_app.session.showing import Shown


class Looked:
    """The roadmap to `target` as it is shown, in an `order` of actions or in one that is tried."""

    def __init__(self, document: AssessmentDocument) -> None:
        self.document = document
        self.target = ""
        self.shown: Shown | None = None
        self.view: RoadmapView | None = None
        self.order: list[str] = []
        self.tried: Sequence[str] | None = None  # while a row is held

    @property
    def is_own(self) -> bool:
        """Whether these are actions that the cluster has planned, not a proposal."""
        return self.view is not None and self.view.roadmap.own

    def number(self, key: str) -> int:
        """Return the number of an action in its own order, 0 if it is not to be done."""
        active = [one.id for one in self.document.assessment.roadmap if one.active]
        return active.index(key) + 1 if key in active else 0

    def name_of(self, indicator: str) -> str:
        """Return an indicator with its number and title."""
        known = self.document.criteria.indicator_by_id.get(indicator)
        return f"{known.id} {known.title}" if known is not None else indicator
