"""Moving actions of the roadmap: by a key, while they are held, or by dragging."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from excellence_app.gui.accessibility import announce
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.roadmap_list import RoadmapList
from excellence_app.gui.parts.roadmap_looked import Looked
from excellence_app.session import roadmap_edits


class RoadmapMoving(QObject):
    """Does what the list asks for, and tells screen readers where an action has gone.

    Signals:
        tried: Another order is to be looked at: `Looked.tried`.
        settled: The order as it is stored is to be looked at again.
    """

    tried = Signal()
    settled = Signal()

    def __init__(self, desk: Desk, actions: RoadmapList, looked: Looked) -> None:
        super().__init__(actions)
        self._desk, self._list, self._looked = desk, actions, looked
        self._words = desk.words
        actions.moved.connect(self.move_by)
        actions.lifted.connect(self._on_lifted)
        actions.tried.connect(self._on_tried)
        actions.dropped.connect(self._on_dropped)
        actions.put_back.connect(self._on_put_back)
        actions.refused.connect(self._on_refused)

    def _order_with(self, key: str, place: int) -> list[str]:
        """Return the order of all actions when one goes to a place among those shown."""
        looked = self._looked
        visible = [row.key for row in self._list.rows if row.key != key]
        order = [one for one in (looked.tried or looked.order) if one != key]
        if place < len(visible):
            at = order.index(visible[place])
        else:
            at = order.index(visible[-1]) + 1 if visible else len(order)
        return [*order[:at], key, *order[at:]]

    def move_by(self, key: str, step: int) -> None:
        """Move an action up or down by one among those shown."""
        keys = [row.key for row in self._list.rows]
        there = keys.index(key) + step
        if 0 <= there < len(keys):
            self._store_order(key, self._order_with(key, there))

    def move_to_end(self, key: str, *, first: bool) -> None:
        """Move an action before, or after, all others shown."""
        count = len(self._list.rows)
        self._store_order(key, self._order_with(key, 0 if first else count - 1))

    def _store_order(self, key: str, order: Sequence[str]) -> None:
        number, place = self._looked.number(key), list(order).index(key)
        if number == place + 1:
            self.settled.emit()
            return
        after = order[place - 1] if place else ""
        before = order[place + 1] if not place and len(order) > 1 else ""
        document = self._desk.document
        if document.try_change(roadmap_edits.move_action, key, before=before, after=after):
            self._tell_place(number, place + 1, len(order))

    def _tell_place(self, number: int, place: int, count: int) -> None:
        sentence = self._words.text(
            "Action {number}, now {place} of {count}", number=number, place=place, count=count
        )
        announce(self._list, sentence)

    def _on_lifted(self, key: str) -> None:
        sentence = self._words.text(
            "Action {number} picked up. Arrows move it, Space puts it down, Esc puts it back.",
            number=self._looked.number(key),
        )
        announce(self._list, sentence)

    def _on_tried(self, key: str, place: int) -> None:
        order = self._looked.tried = self._order_with(key, place)
        self.tried.emit()
        self._tell_place(self._looked.number(key), order.index(key) + 1, len(order))

    def _on_dropped(self, key: str) -> None:
        order, self._looked.tried = self._looked.tried, None
        if order is not None:
            self._store_order(key, order)

    def _on_put_back(self, key: str) -> None:
        if self._looked.tried is not None:
            self.settled.emit()
        number = self._looked.number(key)
        announce(
            self._list, self._words.text("Action {number} is back in its place", number=number)
        )

    def _on_refused(self) -> None:
        text = self._words.text("Rows are moved in My order. You can keep this order as yours.")
        self._desk.say(text, can_undo=False)
