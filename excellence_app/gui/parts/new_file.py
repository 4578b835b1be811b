"""Where a new document will be kept: its file, and a way to choose another place."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.field_parts import FieldHead, FieldMessage
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.tooltip import set_tooltip
from excellence_app.gui.theme import TextStyle, Theme
from excellence_app.language.catalogues import Words


class NewFile(Column):
    """Name and folder of the file, in a card; what is wrong with it stands below.

    Signals:
        place_asked: A person wants to choose another place.
    """

    place_asked = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=5, parent=parent)
        self._words = words
        row = Row(theme, spacing=12)
        texts = Column(theme, spacing=1)
        self._name = PlainLabel(theme, "", TextStyle.BODY).as_name()
        self._folder = PlainLabel(theme, "", TextStyle.CAPTION, colour="text2").as_name()
        texts.put(self._name, self._folder)
        self.button = Button(theme, words.text("Change the place…"))
        self.button.clicked.connect(self.place_asked)
        row.put(texts, stretch=1)
        row.put(self.button)
        self.message = FieldMessage(theme)
        card = Card(theme, words.text("File"), padding=14, spacing=6)
        card.body.addWidget(row)
        self.put(FieldHead(theme, words.text("File")), card, self.message)

    def show_path(self, path: Path) -> None:
        """Show where the document will be."""
        self._name.setText(path.name)
        self._folder.setText(
            self._words.text("In {folder}, on this computer only", folder=str(path.parent))
        )
        for label in (self._name, self._folder):
            set_tooltip(label, str(path))
