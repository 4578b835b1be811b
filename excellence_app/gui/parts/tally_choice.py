"""Where a tally begins: which answers are to be counted."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from excellence_app.gui.components.boxes import Column, Flow
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.label import Heading
from excellence_app.gui.desk import Desk
from excellence_app.gui.parts.offer_card import OfferCard
from excellence_app.gui.parts.section import Section
from excellence_app.gui.parts.tally_places import item_of
from excellence_app.gui.parts.tiles import Tiles
from excellence_app.gui.theme import TextStyle

if TYPE_CHECKING:  # what reads documents is loaded when the page stands
    from excellence_app.session.practice import PracticeFolder


class TallyChoice(Column):
    """A folder or files, the folder of the window's document, and folders to practise with.

    Signals:
        folder_asked: A folder is to be chosen.
        files_asked: Files are to be chosen.
        chosen(str): A folder is to be counted, as a place's item names it.
    """

    folder_asked = Signal()
    files_asked = Signal()
    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        theme, words = desk.theme, desk.words
        super().__init__(theme, spacing=16, margins=(0, 0, 0, 16))
        self._desk = desk
        own = desk.document.session.path.parent if desk.has_document else None
        section = Section(
            theme,
            words.text("Which answers?"),
            words.text(
                "A folder with documents that answer one questionnaire, or single documents. "
                "They are only read. Both can also be dropped here."
            ),
        )
        self.folder = Button(
            theme,
            words.text("Choose a folder…"),
            Kind.PRIMARY if own is None else Kind.SECONDARY,
            icon="folder",
        )
        self.folder.clicked.connect(self.folder_asked)
        self.files = Button(theme, words.text("Choose files…"), icon="file")
        self.files.clicked.connect(self.files_asked)
        buttons = Flow(theme)
        if own is not None:
            self.own = Button(
                theme, words.text("Count the folder of this document"), Kind.PRIMARY, icon="table"
            )
            self.own.setAccessibleDescription(str(own))
            self.own.clicked.connect(partial(self.chosen.emit, item_of([own])))
            buttons.put(self.own)
            section.show_text(
                words.text(
                    "Documents that answer one questionnaire: those in the folder of this "
                    "document, {folder}, or others. They are only read.",
                    folder=own.name or str(own),
                )
            )
        buttons.put(self.folder, self.files)
        section.put(buttons)
        self._heading = Heading(theme, words.text("Trying it out?"), TextStyle.H2)
        self._tiles = Tiles(theme, least=300, gap=11)
        self.cards: dict[str, OfferCard] = {}
        self.put(section, self._heading, self._tiles)
        self._heading.hide()
        self._tiles.hide()

    def show_folders(self, folders: "Sequence[PracticeFolder]") -> None:
        """Offer folders of practice answers."""
        for one in folders:
            if one.key not in self.cards:
                card = OfferCard(self.theme, one.title, one.facts, "layers")
                card.clicked.connect(partial(self.chosen.emit, f"practice/{one.key}"))
                self.cards[one.key] = card
                self._tiles.put(card)
        self._heading.setVisible(bool(self.cards))
        self._tiles.setVisible(bool(self.cards))

    def take_focus(self) -> None:
        """Put the focus on what is proposed."""
        first = self.own if self._desk.has_document else self.folder
        first.setFocus(Qt.FocusReason.OtherFocusReason)
