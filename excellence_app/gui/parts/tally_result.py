"""One chapter of a tally: its questions in cards, one below the other, and the way on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Column, Row
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.card import Card, Hairline
from excellence_app.gui.components.label import Heading
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.filling_page import show_part
from excellence_app.gui.parts.table_page import TablePage
from excellence_app.gui.parts.tally_block import TallyBlock
from excellence_app.gui.theme import TextStyle
from excellence_app.session.tally_shown import Block, TallyChapter


class TallyResult(Column):
    """Shows a chapter; `view` is the page that scrolls and keeps the rows of its tables in view.

    Signals:
        next_asked: A person wants the next chapter.
    """

    next_asked = Signal()

    def __init__(self, desk: Desk, view: TablePage, parent: QWidget | None = None) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, spacing=12, parent=parent)
        self._desk, self._view = desk, view
        self.blocks: list[TallyBlock] = []
        self._cards: list[Card] = []
        self.heading = Heading(theme, "", TextStyle.TITLE)
        self._holder = Column(theme, spacing=14)
        self.next = Button(theme, words.text("Next"), Kind.QUIET, icon_after="chevron-right")
        self.next.clicked.connect(self.next_asked)
        foot = Row(theme)
        foot.stretch()
        foot.put(self.next)
        self.put(self.heading, self._holder, foot)

    @property
    def has_charts(self) -> bool:
        """Whether there are bars."""
        return any(grid.chart for one in self.blocks for grid in one.block.grids)

    def show_chapter(self, chapter: TallyChapter, following: TallyChapter | None) -> None:
        """Show a chapter and the way to the one that follows, if there is one."""
        self.heading.setText(chapter.title)
        show_part(self.heading, wanted=True)
        show_part(self.next, wanted=following is not None)
        if following is not None:
            words = self._desk.words
            self.next.set_caption(words.text("Next: {chapter}", chapter=following.title))
            self.next.on_theme_changed()
        self._show_blocks(chapter.blocks)

    def show_alone(self, block: Block) -> None:
        """Show a block without a chapter around it."""
        self.heading.hide()
        self.next.hide()
        self._show_blocks((block,))

    def focus_heading(self) -> None:
        """Put the focus on the title of the chapter."""
        _focus(self.heading)

    def focus_block(self, key: str) -> None:
        """Put the focus on the title of a block, in view."""
        for block in self.blocks:
            if block.block.key == key:
                _focus(block.header.heading)
                self._view.show_whole(block)

    def _show_blocks(self, blocks: Sequence[Block]) -> None:
        self._view.follow_no_rows()
        for old in self._cards:
            self._holder.box.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._cards, self.blocks = [], []
        for block in blocks:
            made = TallyBlock(self._desk, block, self._view.follow_rows)
            self.blocks.append(made)
            if block.inner and self._cards:  # what is asked in entries stands with these
                self._cards[-1].body.addWidget(Hairline(self.theme))
            else:
                self._cards.append(Card(self.theme, block.title, padding=8, spacing=8))
            self._cards[-1].body.addWidget(made)
        for card in self._cards:
            self._holder.put(card)


def _focus(heading: Heading) -> None:
    heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    heading.setFocus(Qt.FocusReason.OtherFocusReason)
