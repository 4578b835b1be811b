"""What stands beside a tally: its chapters, what the bars mean, what is to be known about it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Column, Gap
from excellence_app.gui.components.card import Hairline
from excellence_app.gui.components.label import Heading, PlainLabel
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.contents_list import ContentsList
from excellence_app.gui.parts.filling_page import show_part
from excellence_app.gui.theme import TextStyle
from excellence_app.session.tally_shown import ShownTally


class TallySide(Column):
    """The right column; before anything is counted it says what a tally is."""

    def __init__(self, desk: Desk) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, spacing=10)
        self._words = words
        self._about_head = Heading(theme, words.text("What a tally shows"), TextStyle.H3)
        self._about = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._about.setText(
            words.text(
                "How often each answer was given, with its share of those who answered and how "
                "many stand behind it. Numbers with their sums, what was written under each "
                "answer, and who names whom."
            )
        )
        self._files = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self._files.setText(
            words.text(
                "An earlier round in the documents counts as the first survey. You can also "
                "compare with a folder of its own."
            )
        )
        self.contents = ContentsList(theme, words.text("Contents"))
        self._contents_head = Heading(theme, words.text("Contents"), TextStyle.H3)
        self._remarks_head = Heading(theme, words.text("About the documents"), TextStyle.H3)
        self._remarks = Column(theme, spacing=8)
        self._line = Hairline(theme)
        self._before: list[QWidget] = [self._about_head, self._about, self._files]
        self._counted: list[QWidget] = [self._contents_head, self.contents]
        self._with_remarks: list[QWidget] = [self._line, self._remarks_head, self._remarks]
        self.put(*self._before, *self._counted, Gap(theme, 2), *self._with_remarks)
        self.stretch()
        for part in (*self._counted, *self._with_remarks):
            part.hide()
        self._told: tuple[str, ...] = ()

    def show_tally(self, shown: ShownTally | None) -> None:
        """Show the chapters and remarks of a tally, or what one is."""
        some = shown is not None
        for part in self._before:
            show_part(part, wanted=not some)
        for part in self._counted:
            show_part(part, wanted=some)
        for part in self._with_remarks:
            show_part(part, wanted=shown is not None and bool(shown.remarks))
        if shown is None:
            return
        self.contents.show_entries(
            [
                (one.title, str(len(one.blocks)), self._spoken(one.blocks), False)
                for one in shown.chapters
            ]
        )
        if shown.remarks != self._told:
            self._told = shown.remarks
            for label in self._remarks.findChildren(PlainLabel):
                self._remarks.box.removeWidget(label)
                label.hide()
                label.deleteLater()
            for text in shown.remarks:
                self._remarks.put(PlainLabel(self.theme, text, TextStyle.LABEL, colour="text2"))

    def _spoken(self, blocks: Sequence[object]) -> str:
        return self._words.plural("{count} table", "{count} tables", len(blocks))
