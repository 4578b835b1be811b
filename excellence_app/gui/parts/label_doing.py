"""What is decided about labels: targets, declarations and improvements, each stored at once."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.messages import Message
from excellence_app.domain.results import ScoreCard
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.typed import TypedFields
from excellence_app.session import label_rules

YES, NO, UNSAID = "yes", "no", "unsaid"


class LabelDoing(QObject):
    """Stores what a person says on the page of the labels.

    `drafts` are the indicators of improvements that have no text yet.

    Signals:
        targeted: Another label is worked towards from now on.
    """

    targeted = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self.theme, self.words = desk, desk.theme, desk.words
        self.typed = TypedFields(page, desk.document.stop_merging)
        self.drafts: dict[str, None] = {}
        self._scored: tuple[Assessment, ScoreCard] | None = None

    def scores_at(self, label: str) -> ScoreCard | None:
        """Return the results at the time when a label was awarded, none if they are unknown."""
        document = self.desk.document
        copy = label_rules.copy_of_award(document.assessment, label)
        if copy is None:
            return None
        if copy is document.assessment.earlier[-1]:
            return document.earlier_card
        if self._scored is None or self._scored[0] is not copy:
            self._scored = copy, label_rules.scores_of(document.criteria, copy)
        return self._scored[1]

    def set_target(self, label: str, *_: object) -> None:
        """Work towards a label from now on."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        if self.desk.document.try_change(edits.set_target, label):
            title = self.desk.document.criteria.label_by_id[label].title
            self.desk.say(self.words.text("Target: {label}", label=title))
            self.targeted.emit()

    def declare(self, statement: str, choice: str) -> None:
        """Record whether a statement is true."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        meant = {YES: True, NO: False}
        self.desk.document.try_change(edits.declare, statement, meant.get(choice))

    def store_improvement(self, indicator: str, part: str, text: str) -> str:
        """Store one of the two texts and return what is wrong with it."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        change = self.desk.document.change
        known = {one.indicator for one in self.desk.document.assessment.improvements}
        if not text.strip() and indicator not in known:
            return ""  # nothing is written yet
        message: Message | None
        if part == "description":
            message = change(edits.improve, indicator, description=text)
        else:
            message = change(edits.improve, indicator, effect=text)
        if message is None:
            self.drafts.pop(indicator, None)
        return "" if message is None else self.words.say(message)

    def remove_improvement(self, indicator: str) -> bool:
        """Remove an improvement, or its draft, and return whether that was done."""
        from excellence_app.session import edits  # noqa: PLC0415 - when something is changed

        self.typed.store()
        self.drafts.pop(indicator, None)
        document = self.desk.document
        if any(one.indicator == indicator for one in document.assessment.improvements):
            if not document.try_change(edits.remove_improvement, indicator):
                return False
            self.desk.say(self.words.text("Improvement of {item} removed", item=indicator))
        return True
