"""What a table shows: its rows, and the model that Qt's views and screen readers ask for them."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from excellence_app.gui.components.state_pill import State
from excellence_app.gui.components.tooltip import as_markup
from excellence_app.gui.painting import Mark

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Head(NamedTuple):
    """The title of the rows that follow it; `colour` is that of its sign."""

    key: str
    title: str
    amount: str = ""
    mark: Mark | None = None
    colour: str = "text2"


class Line(NamedTuple):
    """A row that begins with number and name; what stands in the other columns is painted.

    `calm` ones need no attention; `spoken` is the whole row as one sentence.
    """

    key: str
    number: str
    title: str
    spoken: str = ""
    calm: bool = False


class Cell(NamedTuple):
    """What one cell shows: text with more below it, pills, a state, or what can be done.

    `action` is a key; its words are `text`, or it is an `icon` alone and `text` its name.
    """

    text: str = ""
    below: str = ""
    icon: str = ""
    ink: str = "text"
    strong: bool = False
    small: bool = False
    pills: tuple[str, ...] = ()
    state: State | None = None
    action: str = ""

    def said(self) -> str:
        """Return all its words."""
        parts = (self.text, self.below, ", ".join(self.pills))
        return ". ".join(part for part in parts if part)


class TextRow(NamedTuple):
    """A row of cells; `spoken` says it as one sentence."""

    key: str
    cells: tuple[Cell, ...]
    spoken: str = ""


Entry = Head | Line | TextRow


class RowsModel(QAbstractTableModel):
    """Heads and rows one below the other, each made when it is first looked at.

    `titles` are those of the columns. `cell` returns the text of a column after the first for
    the key of a `Line`, `spoken` its sentence if it has none of its own.
    """

    def __init__(
        self,
        titles: Sequence[str],
        cell: Callable[[str, int], str] | None = None,
        spoken: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._titles = list(titles)
        self._cell = cell
        self._spoken = spoken
        self._keys: list[str] = []
        self._heads: frozenset[int] = frozenset()
        self._places: dict[str, int] = {}
        self._make: Callable[[int], Entry] = _nothing
        self._made: dict[int, Entry] = {}

    def show_rows(
        self, keys: Sequence[str], make: Callable[[int], Entry], heads: Collection[int] = ()
    ) -> bool:
        """Show rows with these keys, made by their places; `heads` are the places of heads.

        Return whether there are other keys than before.
        """
        keys, places = list(keys), frozenset(heads)
        self._make = make
        self._made = {}
        if keys == self._keys and places == self._heads:
            self.tell_changed()
            return False
        self.beginResetModel()
        self._keys, self._heads = keys, places
        self._places = {key: place for place, key in enumerate(keys) if place not in places}
        self.endResetModel()
        return True

    def show_entries(self, entries: Sequence[Entry]) -> bool:
        """Show rows that are made already; return whether there are other keys than before."""
        made = list(entries)
        heads = [place for place, one in enumerate(made) if isinstance(one, Head)]
        return self.show_rows([one.key for one in made], made.__getitem__, heads)

    def show_titles(self, titles: Sequence[str]) -> None:
        """Give the columns other titles."""
        if self._titles != list(titles):
            self._titles = list(titles)
            last = len(self._titles) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def tell_changed(self) -> None:
        """Tell views that rows may look different."""
        if self._keys:
            last = self.index(len(self._keys) - 1, len(self._titles) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def keys(self) -> Sequence[str]:
        """The keys of the rows in their order, without the heads."""
        return list(self._places)

    @property
    def heads(self) -> Collection[int]:
        """The places of the heads."""
        return self._heads

    @property
    def entries(self) -> Sequence[Entry]:
        """All heads and rows in their order; this makes them all."""
        return [self.entry(place) for place in range(len(self._keys))]

    @property
    def made(self) -> int:
        """How many heads and rows have been made so far."""
        return len(self._made)

    def entry(self, place: int) -> Entry:
        """Return the head or the row at a place."""
        found = self._made.get(place)
        if found is None:
            found = self._made[place] = self._make(place)
        return found

    def key_at(self, place: int) -> str:
        """Return the key of the row at a place, empty for a head and where nothing is."""
        return self._keys[place] if self.is_row(place) else ""

    def is_row(self, place: int) -> bool:
        """Return whether there is a row at a place, and no head."""
        return 0 <= place < len(self._keys) and place not in self._heads

    def line_at(self, place: int) -> Line | None:
        """Return the line at a place, none where something else is."""
        entry = self.entry(place) if 0 <= place < len(self._keys) else None
        return entry if isinstance(entry, Line) else None

    def place_of(self, key: str) -> int:
        """Return the place of a row, -1 for an unknown key."""
        return self._places.get(key, -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of heads and rows."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let arrows skip the heads."""
        if not self.is_row(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, and for screen readers the sentence of its row."""
        if not index.isValid() or role not in _TOLD:
            return None
        entry, column = self.entry(index.row()), index.column()
        if isinstance(entry, TextRow):
            return _told(entry, column, role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._to_speak(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_markup(self._to_speak(entry, 0) or "")
        if isinstance(entry, Head):
            return f"{entry.title} {entry.amount}".strip() if column == 0 else ""
        if column == 0:
            return f"{entry.number} {entry.title}"
        return "" if self._cell is None else self._cell(entry.key, column)

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

    def title(self, column: int) -> str:
        """Return the title of a column."""
        return self._titles[column]

    def table(self) -> list[list[str]]:
        """Return the lines as rows of texts, the titles of the columns first."""
        rows = [["", *self._titles]]
        for place, entry in enumerate(self.entries):
            if isinstance(entry, Line):
                cells = [
                    str(self.index(place, n).data() or "") for n in range(1, len(self._titles))
                ]
                rows.append([entry.number, entry.title, *cells])
        return rows


_TOLD = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
    }
)


def _told(row: TextRow, column: int, role: int) -> str | None:
    if role == Qt.ItemDataRole.ToolTipRole:
        return None
    if column >= len(row.cells):
        return ""
    if role == Qt.ItemDataRole.AccessibleTextRole and not column and row.spoken:
        return row.spoken
    return row.cells[column].said()


def _nothing(_place: int) -> Entry:
    return TextRow("", ())
