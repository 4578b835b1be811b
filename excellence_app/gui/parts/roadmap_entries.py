"""The lines of a roadmap's list, the parts of a row, and the letters that act on it."""

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from excellence_app.gui.components.tooltip import as_markup
from excellence_app.language.catalogues import Words
from excellence_app.session.roadmap_rows import RoadmapRow

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

_LETTER = re.compile(r": (\w)\b")


class Kind(Enum):
    """What stands in a line of the list."""

    ACTION = "action"
    CUT = "cut"
    THRESHOLDS = "thresholds"
    ADD = "add"
    FOLD = "fold"
    PAST = "past"


LINES = frozenset({Kind.CUT, Kind.THRESHOLDS})  # between rows; nobody chooses them


class Entry(NamedTuple):
    """One line; `words` are those of a line that is no action."""

    kind: Kind
    key: str
    words: str = ""
    row: RoadmapRow | None = None
    detail: str = ""
    is_open: bool = False


class Part(Enum):
    """A part of a row that can be pressed."""

    HANDLE = "handle"
    OWNER = "owner"
    DUE = "due"
    EFFORT = "effort"
    MENU = "menu"


class Letters(NamedTuple):
    """The letters that act in the list, in the language of the window."""

    due: str
    owner: str
    effort: str
    new: str


def letters(words: Words) -> Letters:
    """Return the letters; a translation gives other ones."""
    return Letters(
        _letter(words.text("Due date: D"), "D"),
        _letter(words.text("Owner: O"), "O"),
        _letter(words.text("Effort: E"), "E"),
        _letter(words.text("New action: N"), "N"),
    )


def _letter(text: str, otherwise: str) -> str:
    found = _LETTER.search(text)
    return found[1].upper() if found is not None else otherwise


class RoadmapModel(QAbstractListModel):
    """The lines of the list, and what screen readers are told of each."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    @property
    def entries(self) -> Sequence[Entry]:
        """All lines in their order."""
        return self._entries

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other lines; if only their words are others, the view keeps its place."""
        entries = list(entries)
        same = [(e.kind, e.key) for e in entries] == [(e.kind, e.key) for e in self._entries]
        if same:
            self._entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def place_of(self, key: str) -> int:
        """Return the place of a line, -1 if there is none."""
        return next((n for n, entry in enumerate(self._entries) if entry.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let nobody choose the lines where thresholds and label are met."""
        if not index.isValid() or self._entries[index.row()].kind in LINES:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the line as one sentence."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        spoken = entry.row.spoken if entry.row is not None else entry.words
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return spoken
        if role == Qt.ItemDataRole.ToolTipRole and entry.row is not None:
            return as_markup(spoken)
        return None
