"""Short facts with their names, one below the other, the names in a column of their own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from excellence_app.gui.accessibility import Role
from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.theme import TextStyle, Theme

_LEAST = 180  # pixels of the design


class FactList(Column):
    """Names and values side by side, below each other where there is little room."""

    accessible_role: QAccessible.Role = Role.List

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=7, parent=parent)
        self._rows: list[tuple[Tiles, PlainLabel, PlainLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts; rows that are there already are filled anew."""
        for number, (name, value) in enumerate(facts):
            if number == len(self._rows):
                self._add_row()
            row, named, said = self._rows[number]
            named.setText(name)
            said.setText(value)
            said.setAccessibleName(f"{name}: {value}")
            row.show()
        for row, _, _ in self._rows[len(facts) :]:
            row.hide()

    def _add_row(self) -> None:
        row = Tiles(self.theme, least=_LEAST, gap=4, shares=(1, 2))
        name = PlainLabel(self.theme, "", TextStyle.LABEL, colour="text2")
        value = PlainLabel(self.theme, "", TextStyle.LABEL)
        value.most_characters = None
        for label in (name, value):
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.put(name, value)
        self.put(row)
        self._rows.append((row, name, value))
