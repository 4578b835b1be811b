"""Above the roadmap: in which order it is looked at, whose actions, and in which state."""

from PySide6.QtCore import Signal

from excellence_app.domain.assessment import ActionState, Assessment
from excellence_app.gui.components.boxes import Flow
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.segmented import SegmentedControl
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import ACTION_STATES
from excellence_app.session.roadmap_rows import RoadmapRow, View

_EVERYONE, _NOBODY = "+everyone", "+nobody"  # no ids of people: those have no plus
_TO_DO = "to do"
_OWNER_WIDE = 158


class RoadmapFilters(Flow):
    """Orders and filters.

    Signals:
        viewed(str): A person chose an order.
        filtered: A person chose whose actions, or which state.
    """

    viewed = Signal(str)
    filtered = Signal()

    def __init__(self, theme: Theme, words: Words, view: View) -> None:
        super().__init__(theme, across=12, down=8, at_end=2)
        self._words = words
        self._owner, self._state = _EVERYONE, _TO_DO
        self._people: frozenset[str] = frozenset()
        self.views = SegmentedControl(
            theme,
            words.text("Order"),
            (
                (View.OWN.value, words.text("My order")),
                (View.GAIN.value, words.text("Most gain for least effort")),
                (View.START.value, words.text("Start")),
                (View.DUE.value, words.text("Due date")),
            ),
            view.value,
        )
        self.views.chosen.connect(self.viewed)
        self.owner = DropDown(theme, words.text("Owner"), quiet=True)
        self.owner.chosen.connect(self._on_owner)
        states = [
            (_TO_DO, words.text("State: to do")),
            *(
                (state.value, words.text("State: {state}", state=words.text(ACTION_STATES[state])))
                for state in ActionState
            ),
        ]
        self.state = DropDown(theme, words.text("State"), states, quiet=True)
        self.state.chosen.connect(self._on_state)
        self.put(self.views, self.owner, self.state)
        self.on_theme_changed()

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        if hasattr(self, "owner"):
            self.owner.setMaximumWidth(self.theme.px(_OWNER_WIDE))
        super().on_theme_changed()

    @property
    def past_only(self) -> bool:
        """Whether only actions are wanted that are done, or dropped."""
        return self._state in {ActionState.DONE.value, ActionState.DROPPED.value}

    @property
    def what_is_to_do(self) -> bool:
        """Whether everything is wanted that is still to be done."""
        return self._state == _TO_DO

    def fits(self, row: RoadmapRow, *, own: bool) -> bool:
        """Return whether a row is one of those wanted; a proposal has no states."""
        owner = row.owner if row.owner in self._people else ""
        if self._owner == _NOBODY and owner:
            return False
        if self._owner not in {_EVERYONE, _NOBODY, owner}:
            return False
        return self.what_is_to_do or not own or row.state.value == self._state

    def show_people(self, assessment: Assessment) -> None:
        """Offer the owners that there are."""
        words = self._words
        self._people = frozenset(one.id for one in assessment.people)
        used = {one.owner for one in assessment.roadmap}
        people = [one for one in assessment.people if one.id in used]
        entries = [(_EVERYONE, words.text("Owner: everyone"))]
        entries += [(one.id, words.text("Owner: {name}", name=one.name)) for one in people]
        entries.append((_NOBODY, words.text("Owner: nobody yet")))
        if self._owner not in [key for key, _ in entries]:
            self._owner = _EVERYONE
        shown = [
            (self.owner.itemData(n), self.owner.itemText(n)) for n in range(self.owner.count())
        ]
        if shown != entries:
            self.owner.set_entries(entries, self._owner)
        self._show()

    def want_all(self) -> None:
        """Want everybody's actions that are to be done."""
        self._owner, self._state = _EVERYONE, _TO_DO
        self._show()

    def want_nobodys(self) -> None:
        """Want the actions that nobody has."""
        self._owner = _NOBODY
        self._show()

    def _show(self) -> None:
        self.owner.show_entry(self._owner)
        self.state.show_entry(self._state)

    def _on_owner(self, owner: str) -> None:
        self._owner = owner
        self.filtered.emit()

    def _on_state(self, state: str) -> None:
        self._state = state
        self.filtered.emit()
