"""The line before a choice that excludes those above it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.theme import TextStyle, Theme
from excellence_app.language.catalogues import Words


class Or(Column):
    """The line with the word "or" before what excludes the rest."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=0, margins=(13, 2, 11, 2), parent=parent)
        row = QHBoxLayout()
        lead = Hairline(theme, self)
        lead.setFixedWidth(theme.px(32))
        row.addWidget(lead)
        row.addWidget(PlainLabel(theme, words.text("or"), TextStyle.CAPTION, colour="text2"))
        row.addWidget(Hairline(theme, self), 1)
        row.setSpacing(theme.px(8))
        self.box.addLayout(row)
