"""What is decided about the actions of a roadmap, and how new ones come into it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import ActionState
from excellence_app.domain.messages import Refused
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.action_panel import ActionPanel
from excellence_app.gui.parts.pick_panel import Option, PickPanel
from excellence_app.gui.parts.roadmap_entries import Part
from excellence_app.gui.parts.roadmap_list import RoadmapList
from excellence_app.gui.parts.roadmap_looked import Looked
from excellence_app.gui.parts.roadmap_panel import RoadmapPanel
from excellence_app.session import roadmap_edits
from excellence_app.session.evidence import with_person
from excellence_app.session.gap_planning import level_needed
from excellence_app.session.roadmap_rows import offers


class RoadmapDeciding(QObject):
    """Opens the panels of a row, and stores what is decided.

    `opener` returns what the panel to add an action opens at.

    Signals:
        added(str): An action was added; its id.
        removed: An action was taken out.
        planned: All that was proposed has been planned.
    """

    added = Signal(str)
    removed = Signal()
    planned = Signal()

    def __init__(
        self,
        desk: Desk,
        actions: RoadmapList,
        looked: Looked,
        opener: Callable[[], QWidget],
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._desk, self._list, self._looked = desk, actions, looked
        self._opener, self._page = opener, page
        self._words = desk.words
        self.panel: RoadmapPanel | None = None
        actions.edit_asked.connect(self.edit)
        actions.add_asked.connect(self.add)
        actions.remove_asked.connect(self.remove)

    # panels

    def edit(self, key: str, field: str) -> None:
        """Open what was decided about an action, or one field of that; take over a proposal."""
        document = self._desk.document
        if not self._looked.is_own:
            if field in {"", Part.EFFORT.value} and document.may_change:
                self.take_over(key)
            return
        if document.assessment.planned(key) is None:
            return
        if not document.may_change:
            self.open_question(key)
            return
        if field == Part.OWNER.value:
            self._pick_owner(key)
            return
        self.close_panel()
        self._list.show_current(key)
        panel = ActionPanel(self._desk, key, self._page, field)
        part = Part(field) if field in {one.value for one in Part} else None
        self._open_panel(panel, self._list.anchor(key, part))
        panel.focus(field)

    def _open_panel(self, panel: RoadmapPanel, opener: QWidget) -> None:
        self.panel = panel
        panel.closed.connect(self._on_panel_closed)
        panel.open_at(opener)

    def _on_panel_closed(self) -> None:
        if self.sender() is self.panel:
            self.panel = None

    def close_panel(self) -> None:
        """Close the panel that is open."""
        panel, self.panel = self.panel, None
        if panel is not None:
            panel.close()

    def show_anew(self) -> None:
        """Show in the panel what the document has now."""
        panel = self.panel
        if not isinstance(panel, ActionPanel):
            return
        if self._desk.document.assessment.planned(panel.key) is None:
            self.close_panel()
        else:
            panel.show_action()

    def store(self) -> None:
        """Store what is still being typed."""
        if isinstance(self.panel, ActionPanel):
            self.panel.store()

    # one action

    def _pick_owner(self, key: str) -> None:
        document, words = self._desk.document, self._words
        planned = document.assessment.planned(key)
        if planned is None:
            return
        options = [
            Option(one.id, one.name, one.role, "user") for one in document.assessment.people
        ]
        if planned.owner:
            options.append(Option("", words.text("Nobody yet"), "", "x"))
        self.close_panel()
        panel = PickPanel(
            self._desk,
            words.text("Owner"),
            words.text("Name of a person"),
            self._page,
            options,
            lambda typed: Option("+new", words.text("New person: {name}", name=typed), "", "plus"),
        )
        panel.chosen.connect(partial(self._set_owner, key))
        panel.typed_in.connect(partial(self._set_new_owner, key))
        self._open_panel(panel, self._list.anchor(key, Part.OWNER))

    def _set_owner(self, key: str, person: str) -> None:
        self._desk.document.try_change(roadmap_edits.change_action, key, owner=person)

    def _set_new_owner(self, key: str, name: str) -> None:
        document = self._desk.document
        try:
            edit = with_person(
                document.criteria,
                document.assessment,
                name,
                lambda a, person: roadmap_edits.change_action(
                    document.criteria, a, key, owner=person
                ),
            )
        except Refused as refusal:
            self._desk.refuse(refusal.message)
            return
        self._desk.refuse(document.apply(edit))

    def set_state(self, key: str, state: ActionState) -> None:
        """Say how far an action is."""
        number = self._looked.number(key)
        words = self._words
        if not self._desk.document.try_change(roadmap_edits.change_action, key, state=state):
            return
        said = {
            ActionState.OPEN: words.text(
                "Action {number} is open again", number=self._looked.number(key)
            ),
            ActionState.STARTED: words.text("Action {number} is started", number=number or ""),
            ActionState.DONE: words.text("Action {number} is done", number=number or ""),
            ActionState.DROPPED: words.text("Action {number} is dropped", number=number or ""),
        }
        self._desk.say(" ".join(said[state].split()))

    def remove(self, key: str) -> None:
        """Take an action out of the roadmap."""
        document, words = self._desk.document, self._words
        if not document.may_change or document.assessment.planned(key) is None:
            return
        number = self._looked.number(key)
        if document.try_change(roadmap_edits.remove_action, key):
            said = words.text("Action removed")
            if number:
                said = words.text("Action {number} removed", number=number)
            self._desk.say(said)
            self.removed.emit()

    def open_question(self, key: str) -> None:
        """Go to the question that an action is about."""
        row = self._list.row_of(key)
        criteria = self._desk.document.criteria
        known = criteria.indicator_by_id.get(row.indicator) if row else None
        if known is not None:
            self._desk.go("questions", criteria.asked_for(known)[0].id)

    # adding

    def plan(self) -> None:
        """Plan everything that is proposed."""
        document, words = self._desk.document, self._words
        if self._looked.shown is None:
            return
        before = len(document.assessment.roadmap)
        if document.try_change(roadmap_edits.plan_gaps, self._looked.target):
            count = len(document.assessment.roadmap) - before
            said = words.plural("{count} action planned", "{count} actions planned", count)
            self._desk.say(said)
            self.planned.emit()

    def take_over(self, key: str) -> None:
        """Plan one action of a proposal."""
        if self._desk.document.try_change(roadmap_edits.add_action, key):
            self._say_added(self._desk.document.assessment.roadmap[-1].id)

    def _say_added(self, key: str) -> None:
        number = self._looked.number(key)
        self._desk.say(self._words.text("Action {number} added", number=number))
        self.added.emit(key)

    def add(self) -> None:
        """Let a person choose or type an action."""
        self.ask_for("")

    def ask_for(self, indicator: str) -> None:
        """Let a person choose a proposal, or type an action of the cluster's own."""
        shown, words = self._looked.shown, self._words
        if shown is None or not self._desk.document.may_change:
            return
        options = [
            Option(one.action, one.title, one.about, "route" if one.closes else "")
            for one in offers(shown, indicator)
        ]
        title = words.text("Add action")
        if indicator:
            name = self._looked.name_of(indicator)
            title = words.text("Add an action for {name}", name=name)
        self.close_panel()
        panel = PickPanel(
            self._desk,
            title,
            words.text("Type your own, or search"),
            self._page,
            options,
            lambda typed: Option(
                "+own", words.text("Own action: {title}", title=typed), "", "plus"
            ),
        )
        panel.chosen.connect(self._add_offered)
        panel.typed_in.connect(partial(self._add_own, indicator))
        self._open_panel(panel, self._opener())

    def _add_offered(self, action: str) -> None:
        before = self._active()
        if self._desk.document.try_change(roadmap_edits.add_action, action):
            self._after_adding(before)

    def _add_own(self, indicator: str, title: str) -> None:
        document, shown = self._desk.document, self._looked.shown
        before = self._active()
        to = level_needed(shown, indicator) if indicator and shown is not None else None
        if document.try_change(roadmap_edits.add_own_action, title, indicator=indicator, to=to):
            key = self._after_adding(before)
            if key and not indicator:
                self.edit(key, "")
                if isinstance(self.panel, ActionPanel):
                    self.panel.focus("level")

    def _active(self) -> list[str]:
        return [one.id for one in self._desk.document.assessment.roadmap if one.active]

    def _after_adding(self, before: list[str]) -> str:
        new = next((one for one in self._active() if one not in before), "")
        if new:
            self._say_added(new)
        return new
