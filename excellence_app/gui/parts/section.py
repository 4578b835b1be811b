"""A part of a page: a panel with its title, a sentence on it, and what belongs there."""

from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.components.section_header import SectionHeader
from excellence_app.gui.theme import TextStyle, Theme


class Section(Card):
    """A panel with a title; `put` adds to it, with a thin line between rows if asked for."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str = "",
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, padding=22, spacing=12, parent=parent)
        self.header = SectionHeader(theme, title, hint=hint, style=TextStyle.H2)
        self.text = PlainLabel(theme, text, TextStyle.LABEL, colour="text2")
        if not text:  # showing it here would open a window of its own
            self.text.hide()
        self.body.addWidget(self.header)
        self.body.addWidget(self.text)
        self._some = False

    def show_text(self, text: str) -> None:
        """Show another sentence below the title."""
        self.text.setText(text)
        self.text.setVisible(bool(text))

    def put(self, *widgets: QWidget, lines: bool = False) -> None:
        """Add widgets below what is there."""
        for widget in widgets:
            if lines and self._some:
                self.body.addWidget(Hairline(self.theme))
            self.body.addWidget(widget)
            self._some = True
