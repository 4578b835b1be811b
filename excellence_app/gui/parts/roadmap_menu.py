"""The menu of a row of the roadmap, and its rows as a table."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from excellence_app.domain.assessment import ActionState
from excellence_app.gui.charts.copying import as_table
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.parts.roadmap_deciding import RoadmapDeciding
from excellence_app.gui.parts.roadmap_list import RoadmapList
from excellence_app.gui.parts.roadmap_looked import Looked
from excellence_app.gui.parts.roadmap_moving import RoadmapMoving
from excellence_app.session.roadmap_rows import STATES, RoadmapRow


class _Entry(NamedTuple):
    """One line of the menu; without words it is a line between others."""

    text: str = ""
    keys: str = ""
    what: Callable[[], None] | None = None


_LINE = _Entry()


class RoadmapMenu(QObject):
    """Opens the menu of an action, and copies all that is shown."""

    def __init__(
        self,
        desk: Desk,
        actions: RoadmapList,
        looked: Looked,
        deciding: RoadmapDeciding,
        moving: RoadmapMoving,
    ) -> None:
        super().__init__(actions)
        self._desk, self._list, self._looked = desk, actions, looked
        self._deciding, self._moving, self._words = deciding, moving, desk.words
        actions.menu_asked.connect(self.open)
        actions.copied.connect(self.copy)

    def open(self, key: str, at: QPoint) -> None:
        """Open the menu of an action at a place of the screen."""
        row = self._list.row_of(key)
        if row is None:
            return
        menu = QMenu(self._list)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(row.title)
        for entry in self._entries(key, row):
            if entry.what is None:
                menu.addSeparator()
                continue
            shown = f"{entry.text}\t{entry.keys}" if entry.keys else entry.text
            menu.addAction(shown.replace("&", "&&")).triggered.connect(
                lambda _checked=False, what=entry.what: what()
            )
        menu.popup(at)

    def _entries(self, key: str, row: RoadmapRow) -> list[_Entry]:
        words, document, deciding = self._words, self._desk.document, self._deciding
        found: list[_Entry] = []
        if document.may_change and not self._looked.is_own:
            take = partial(deciding.take_over, key)
            found.append(_Entry(words.text("Add this action"), key_words("Return"), take))
        elif document.may_change:
            found += self._changes(key, row)
            found += self._moves(key, row)
            remove = partial(deciding.remove, key)
            found += [_LINE, _Entry(words.text("Remove"), key_words("Del"), remove), _LINE]
        if row.indicator:
            text = words.text("Open question {question}", question=row.indicator)
            found.append(_Entry(text, "", partial(deciding.open_question, key)))
        found.append(_Entry(words.text("Copy as table"), key_words("Ctrl+C"), self.copy))
        return found

    def _changes(self, key: str, row: RoadmapRow) -> list[_Entry]:
        words, letters, deciding = self._words, self._list.letters, self._deciding
        found = [
            _Entry(words.text("Edit…"), key_words("Return"), partial(deciding.edit, key, "")),
            _Entry(words.text("Due date…"), letters.due, partial(deciding.edit, key, "due")),
            _Entry(words.text("Owner…"), letters.owner, partial(deciding.edit, key, "owner")),
            _Entry(words.text("Effort…"), letters.effort, partial(deciding.edit, key, "effort")),
            _LINE,
        ]
        states = (
            (ActionState.OPEN, words.text("Open again")),
            (ActionState.STARTED, words.text("Mark as started")),
            (ActionState.DONE, words.text("Mark as done")),
            (ActionState.DROPPED, words.text("Drop")),
        )
        return found + [
            _Entry(text, "", partial(deciding.set_state, key, state))
            for state, text in states
            if row.state is not state
        ]

    def _moves(self, key: str, row: RoadmapRow) -> list[_Entry]:
        words, moving = self._words, self._moving
        keys = [one.key for one in self._list.rows]
        if not row.number or not self._list.may_move or key not in keys or len(keys) < 2:  # noqa: PLR2004 - one cannot be moved
            return []
        found = [_LINE]
        if keys[0] != key:
            up, top = (
                partial(moving.move_by, key, -1),
                partial(moving.move_to_end, key, first=True),
            )
            found += [
                _Entry(words.text("Move up"), key_words("Alt+Up"), up),
                _Entry(words.text("Move to the top"), "", top),
            ]
        if keys[-1] != key:
            down = partial(moving.move_by, key, 1)
            end = partial(moving.move_to_end, key, first=False)
            found += [
                _Entry(words.text("Move down"), key_words("Alt+Down"), down),
                _Entry(words.text("Move to the end"), "", end),
            ]
        return found

    def copy(self) -> None:
        """Put all rows that are shown into the clipboard."""
        words = self._words
        table = [
            [
                "",
                words.text("Action"),
                words.text("Indicator"),
                words.text("Change"),
                words.text("Owner"),
                words.text("Due"),
                words.text("Effort"),
                words.text("Gain"),
                words.text("State"),
            ]
        ]
        table += [
            [
                str(row.number) if row.number else "",
                row.title,
                row.about,
                row.change_words,
                row.owner_name,
                row.due_words,
                str(row.effort) if row.effort else "",
                row.gain,
                words.text(STATES[row.state]),
            ]
            for entry in self._list.entries
            if (row := entry.row) is not None
        ]
        QApplication.clipboard().setMimeData(as_table(table))
        count = len(table) - 1
        said = words.plural("{count} row copied", "{count} rows copied", count)
        self._desk.say(said, can_undo=False)
