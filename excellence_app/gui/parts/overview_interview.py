"""What an interviewer says first and last, on the overview while it is due."""

from excellence_app.gui.components.boxes import Column
from excellence_app.gui.components.card import Card
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.desk import Desk
from excellence_app.gui.theme import TextStyle
from excellence_app.session.interview import Due, due_now
from excellence_app.session.showing import Shown

_WIDEST_LINE = 760  # longer lines are hard to read


class InterviewCard(Card):
    """The opening before the first answer, the closing once everything is answered."""

    def __init__(self, desk: Desk) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, words.text("Interview"), padding=20, spacing=8)
        self._desk = desk
        self._heading = Heading(theme, "", TextStyle.H2)
        self._lines = Column(theme, spacing=8)
        self.paragraphs: list[PlainLabel] = []
        self.body.addWidget(self._heading)
        self.body.addWidget(self._lines)
        self._shown: Due | None = None

    def show_due(self, shown: Shown) -> bool:
        """Show what is to be said now; return whether there is anything."""
        due = due_now(shown)
        if due is None:
            return False
        if due == self._shown:
            return True
        self._shown = due
        self._heading.setText(due.title)
        while len(self.paragraphs) < len(due.paragraphs):
            label = PlainLabel(self.theme, "", TextStyle.BODY, colour="text2")
            label.setMaximumWidth(self.theme.px(_WIDEST_LINE))
            self.paragraphs.append(label)
            self._lines.put(label)
        for number, label in enumerate(self.paragraphs):
            text = due.paragraphs[number] if number < len(due.paragraphs) else ""
            label.setText(text)
            label.setVisible(bool(text))
        return True

    def on_theme_changed(self) -> None:
        """Take the theme's lengths."""
        super().on_theme_changed()
        for label in getattr(self, "paragraphs", ()):
            label.setMaximumWidth(self.theme.px(_WIDEST_LINE))
