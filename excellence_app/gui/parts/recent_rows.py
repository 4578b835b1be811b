"""What the list of documents that were open shows, as Qt and screen readers ask for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.state_pill import State
from excellence_app.gui.components.tooltip import as_markup

if TYPE_CHECKING:  # reading a document makes them, after the page stands
    from excellence_app.reports.blocks import Skyline

Index = QModelIndex | QPersistentModelIndex


class Entry(NamedTuple):
    """One row. `state` is none while the document has not been looked at yet."""

    path: Path
    name: str
    detail: str
    day: str = ""
    state: State | None = None
    standing: str = ""
    skyline: "Skyline | None" = None
    tip: str = ""
    may_rename: bool = True


class RecentRows(QAbstractListModel):
    """The entries, as Qt and screen readers ask for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, what is told of a row, and its tooltip."""
        if not 0 <= index.row() < len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return entry.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = (entry.name, entry.detail, entry.standing, entry.day)
            return ", ".join(part for part in told if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_markup(entry.tip) if entry.tip else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be chosen, and renamed if its document can be read."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.entries[index.row()].may_rename:
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other rows; those of the same documents are filled anew where they are."""
        if [one.path for one in entries] == [one.path for one in self.entries]:
            for row, entry in enumerate(entries):
                if entry != self.entries[row]:
                    self.entries[row] = entry
                    changed = self.index(row)
                    self.dataChanged.emit(changed, changed)
            return
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()
