"""Rows in groups, for tables that may be long: what Qt's views and screen readers ask for."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from excellence_app.gui.components.tooltip import as_markup
from excellence_app.gui.painting import Mark

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Head(NamedTuple):
    """The title of a group of rows; `colour` is that of its sign."""

    key: str
    title: str
    amount: str = ""
    mark: Mark | None = None
    colour: str = "text2"


class Line(NamedTuple):
    """One row. `calm` ones need no attention; `spoken` is the whole row as one sentence."""

    key: str
    number: str
    title: str
    spoken: str = ""
    calm: bool = False


class RowsModel(QAbstractTableModel):
    """Heads and rows one below the other.

    `titles` are those of the columns. `cell` returns the text of a column after the first for
    the key of a row; the first holds number and title.
    """

    def __init__(
        self,
        titles: Sequence[str],
        cell: Callable[[str, int], str],
        spoken: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._titles = list(titles)
        self._cell = cell
        self._spoken = spoken
        self._entries: list[Head | Line] = []
        self._places: dict[str, int] = {}

    @property
    def entries(self) -> Sequence[Head | Line]:
        """All heads and rows in their order."""
        return self._entries

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the rows in their order."""
        return list(self._places)

    def show_entries(self, entries: Sequence[Head | Line]) -> bool:
        """Show other heads and rows; return whether it is another order than before."""
        entries = list(entries)
        same = [_identity(one) for one in entries] == [_identity(one) for one in self._entries]
        if same:
            self._entries = entries
            self.tell_changed()
            return False
        self.beginResetModel()
        self._entries = entries
        self._places = {
            one.key: place for place, one in enumerate(entries) if isinstance(one, Line)
        }
        self.endResetModel()
        return True

    def show_titles(self, titles: Sequence[str]) -> None:
        """Give the columns other titles."""
        if self._titles != list(titles):
            self._titles = list(titles)
            last = len(self._titles) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def tell_changed(self) -> None:
        """Tell views that rows may look different."""
        if self._entries:
            last = self.index(len(self._entries) - 1, len(self._titles) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def place_of(self, key: str) -> int:
        """Return the place of a row, -1 for an unknown key."""
        return self._places.get(key, -1)

    def line_at(self, place: int) -> Line | None:
        """Return the row at a place, none for a head."""
        entry = self._entries[place] if 0 <= place < len(self._entries) else None
        return entry if isinstance(entry, Line) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of heads and rows."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let arrows skip the heads."""
        if self.line_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, and for screen readers the sentence of its row."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._to_speak(entry, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_markup(self._to_speak(entry, 0) or "")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if isinstance(entry, Head):
            return f"{entry.title} {entry.amount}".strip() if index.column() == 0 else ""
        if index.column() == 0:
            return f"{entry.number} {entry.title}"
        return self._cell(entry.key, index.column())

    def _to_speak(self, entry: Head | Line, column: int) -> str | None:
        if column or isinstance(entry, Head):
            return None
        if entry.spoken or self._spoken is None:
            return entry.spoken or None
        return self._spoken(entry.key)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the title of a column."""
        told = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}
        if orientation is Qt.Orientation.Horizontal and role in told:
            return self._titles[section]
        return None

    def table(self) -> list[list[str]]:
        """Return what is shown as rows of texts, the titles of the columns first."""
        rows = [["", *self._titles]]
        for place, entry in enumerate(self._entries):
            if isinstance(entry, Line):
                cells = [
                    str(self.index(place, n).data() or "") for n in range(1, len(self._titles))
                ]
                rows.append([entry.number, entry.title, *cells])
        return rows


def _identity(entry: Head | Line) -> tuple[bool, str]:
    return isinstance(entry, Head), entry.key
