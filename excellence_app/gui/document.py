"""The open document for the window: changes it, tells who shows it what has changed."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from PySide6.QtCore import QObject, Qt, Signal, Slot

from excellence_app.domain.messages import Message, Refused
from excellence_app.language.catalogues import Words
from excellence_app.storage.trouble import StorageTrouble

if TYPE_CHECKING:  # whoever opens a document has loaded these; the start page needs none of them
    from excellence_app.domain.assessment import Assessment, ChangeSet
    from excellence_app.domain.criteria import CriteriaSet
    from excellence_app.domain.results import Roadmap, ScoreCard
    from excellence_app.session.edit import Edit
    from excellence_app.session.progress import Progress
    from excellence_app.session.saving import SaveState
    from excellence_app.session.session import AssessmentSession
    from excellence_app.session.showing import Shown

P = ParamSpec("P")


class _Bell(QObject):
    """Carries the news of the saving threads into the thread of the window."""

    rung = Signal()


class AssessmentDocument(QObject):
    """One open document. What is worked out of it is kept until the next change.

    Signals:
        changed(ChangeSet): Answers or other fields are no longer what they were.
        save_changed: Where the changes are has changed: `save_state`.
        refused(Message): An edit was refused, and whoever asked for it did not say so himself.
    """

    changed = Signal(object)
    save_changed = Signal()
    refused = Signal(object)

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self._session: AssessmentSession | None = None
        self._last_shown: Shown | None = None
        self._bell = _Bell(self)
        self._bell.rung.connect(self._on_news, Qt.ConnectionType.QueuedConnection)
        self._forget()

    def ring(self) -> None:
        """Say, from whatever thread, that the save state may have changed."""
        self._bell.rung.emit()

    def show(self, session: "AssessmentSession") -> None:
        """Take the session whose document this is; `ring` is its `on_change`."""
        self._session = session
        self._forget()

    def speak(self, words: Words) -> None:
        """Say everything in another language from now on; what was changed can still be undone."""
        self.session.speak(words.language)
        self.words = words
        self._last_shown = None
        self._forget()

    def _forget(self) -> None:
        self._shown: Shown | None = None
        self._card: ScoreCard | None = None
        self._earlier: ScoreCard | None = None
        self._roadmap: Roadmap | None = None
        self._proposal: Roadmap | None = None

    @property
    def session(self) -> "AssessmentSession":
        """The session; raises ValueError after `close`."""
        if self._session is None:
            raise ValueError("the document is closed")
        return self._session

    @property
    def criteria(self) -> "CriteriaSet":
        """The criteria set in the document."""
        return self.session.criteria

    @property
    def assessment(self) -> "Assessment":
        """The assessment as it is now."""
        return self.session.assessment

    @property
    def may_change(self) -> bool:
        """Whether the document was opened to be changed."""
        return self.session.may_change

    @property
    def target(self) -> str:
        """The id of the label that is worked towards; empty for a survey."""
        return self.session.target

    @property
    def card(self) -> "ScoreCard":
        """The results as they are now."""
        if self._card is None:
            self._card = self.session.score()
        return self._card

    @property
    def progress(self) -> "Mapping[str, Progress]":
        """How far each dimension is."""
        from excellence_app.session.progress import progress  # noqa: PLC0415 - not needed at start-up

        return progress(self.criteria, self.card)

    @property
    def gaps_to_close(self) -> int:
        """How many gaps to the target are not closed by an answer alone."""
        from excellence_app.session.progress import gaps_to_close  # noqa: PLC0415 - as above

        return gaps_to_close(self.card, self.target)

    @property
    def shown(self) -> "Shown":
        """What the functions of `session.showing` and its kin take; made once for each change."""
        if self._shown is None:
            from excellence_app.session.showing import shown  # noqa: PLC0415 - not needed at start-up

            self._shown = self._last_shown = shown(
                self.session, self.words, card=self.card, last=self._last_shown
            )
        return self._shown

    @property
    def earlier_card(self) -> "ScoreCard | None":
        """The results of the last earlier assessment of this cluster, none if there is none."""
        if self._earlier is None:
            self._earlier = self.session.earlier_score()
        return self._earlier

    @property
    def roadmap(self) -> "Roadmap | None":
        """The way to the target in the person's own order; none for a survey."""
        if self._roadmap is None and self.target:
            self._roadmap = self.session.roadmap()
        return self._roadmap

    @property
    def proposal(self) -> "Roadmap | None":
        """The way to the target as the planner proposes it; none for a survey."""
        if self._proposal is None and self.target:
            self._proposal = self.session.plan()
        return self._proposal

    @property
    def save_state(self) -> "SaveState | None":
        """How far the changes have come, none for a document that is only read."""
        return self.session.save_state

    @property
    def undo_name(self) -> str:
        """The name of the change that can be taken back, empty if there is none."""
        name = self.session.undo_name
        return "" if name is None else self.words.say(name)

    @property
    def redo_name(self) -> str:
        """The name of the change that can be made again, empty if there is none."""
        name = self.session.redo_name
        return "" if name is None else self.words.say(name)

    def change(
        self,
        make: "Callable[Concatenate[CriteriaSet, Assessment, P], Edit]",
        *arguments: P.args,
        **named: P.kwargs,
    ) -> Message | None:
        """Make an edit, such as `edits.answer`, and return why it was refused, none if it was not.

        An edit that changes nothing leaves no trace.
        """
        try:
            touched = self.session.change(make, *arguments, **named)
        except Refused as refusal:
            return refusal.message
        self._tell(touched)
        return None

    def apply(self, edit: "Edit") -> Message | None:
        """Apply an edit that is made already, as `change` does."""
        try:
            touched = self.session.apply(edit)
        except Refused as refusal:
            return refusal.message
        self._tell(touched)
        return None

    def try_change(
        self,
        make: "Callable[Concatenate[CriteriaSet, Assessment, P], Edit]",
        *arguments: P.args,
        **named: P.kwargs,
    ) -> bool:
        """Do as `change` does and return whether it was done; the window shows a refusal."""
        message = self.change(make, *arguments, **named)
        if message is not None:
            self.refused.emit(message)
        return message is None

    def stop_merging(self) -> None:
        """Let the next edit be undone on its own, as after leaving a field."""
        if self._session is not None:  # a field may be left because its window goes
            self._session.stop_merging()

    def undo(self) -> "ChangeSet | None":
        """Take back the last change and return what that touched, none if there was none."""
        return self._went(self.session.undo)

    def redo(self) -> "ChangeSet | None":
        """Make again what was taken back last and return what that touched, none if nothing."""
        return self._went(self.session.redo)

    def _went(self, go: "Callable[[], ChangeSet | None]") -> "ChangeSet | None":
        try:
            touched = go()
        except Refused as refusal:
            self.refused.emit(refusal.message)
            return None
        if touched is not None:
            self._tell(touched)
        return touched

    def changed_outside(self, touched: "ChangeSet") -> None:
        """Tell of what somebody other than this document's own `change` has touched."""
        self._tell(touched)

    def _tell(self, touched: "ChangeSet") -> None:
        if not (touched.answers or touched.fields):
            return
        self._forget()
        self.changed.emit(touched)
        self.save_changed.emit()

    @Slot()
    def _on_news(self) -> None:
        if self._session is None:
            return
        self._tell(self._session.take_in())
        self.save_changed.emit()

    def close(self) -> StorageTrouble | None:
        """Write everything and let others have the document; return what stood in the way.

        What could not be written is in the journal then, and is there at the next start.
        """
        session, self._session = self._session, None
        if session is None:
            return None
        try:
            session.close()
        except StorageTrouble as trouble:
            return trouble
        return None
