"""Where the rows of choices stand: first, below the list, or, those of their own kind, at the end.

Whatever is chosen while the page is there moves nothing: its row comes below the list.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Column
from excellence_app.gui.parts.option_row import OptionRow
from excellence_app.gui.theme import Theme


class OptionPlaces:
    """Two columns of rows. With a `long` list that is between them they are hidden while empty."""

    def __init__(self, theme: Theme, spacing: float, parent: QWidget, *, long: bool) -> None:
        below, above = (0, 0, 0, 10 if long else 0), (0, 10, 0, 0)
        self.first = Column(theme, spacing=spacing, margins=below, parent=parent)
        self.now = Column(theme, spacing=spacing, margins=above, parent=parent)
        self.first.setVisible(not long)
        self.now.hide()
        self._ids: frozenset[str] | None = None

    @property
    def settled(self) -> bool:
        """Whether it is decided what stands first."""
        return self._ids is not None

    @property
    def ids_first(self) -> Collection[str]:
        """The ids of the choices that stand first."""
        return self._ids or frozenset()

    def settle(self, ids: Collection[str]) -> None:
        """Let these choices stand first from now on."""
        self._ids = frozenset(ids)

    def unsettle(self) -> None:
        """Decide anew what stands first when it is shown next."""
        self._ids = None

    def put(self, choice: str, row: OptionRow) -> None:
        """Put the row of a choice at the end of its column."""
        (self.first if choice in self.ids_first else self.now).put(row)
        row.show()

    def show_columns(self, choices: Collection[str]) -> None:
        """Show the columns in which rows of these choices are."""
        first = self.ids_first
        self.first.setVisible(bool(first))
        self.now.setVisible(any(one not in first for one in choices))

    def boxes(self, special: Sequence[OptionRow]) -> list[QWidget]:
        """Return the boxes of all rows from top to bottom, those of the `special` ones last."""
        rows = (*_rows_of(self.first), *_rows_of(self.now), *special)
        return [row.box for row in rows]

    def set_tab_order(self, field: QWidget, special: Sequence[OptionRow]) -> None:
        """Let Tab go down the page, whatever was made first; `field` is that of the list."""
        order: list[QWidget] = []
        for row in _rows_of(self.first):
            order += _stops(row)
        order.append(field)
        for row in (*_rows_of(self.now), *special):
            order += _stops(row)
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)


def _stops(row: OptionRow) -> list[QWidget]:
    return [row.box] if row.field is None else [row.box, row.field.edit]


def _rows_of(column: Column) -> Iterator[OptionRow]:
    items = (column.box.itemAt(place) for place in range(column.box.count()))
    for item in items:
        widget = item.widget() if item is not None else None
        if isinstance(widget, OptionRow):
            yield widget
