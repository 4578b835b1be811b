"""What is chosen over the figures of a tally: chapter, split, what to compare with, a search."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from excellence_app.gui.components.boxes import Flow
from excellence_app.gui.components.button import Button
from excellence_app.gui.components.drop_down import DropDown
from excellence_app.gui.components.icon_button import IconButton
from excellence_app.gui.components.state_pill import State, StatePill
from excellence_app.gui.components.text_field import LineEdit
from excellence_app.gui.parts.filling_page import show_part
from excellence_app.gui.parts.key_field import key_words
from excellence_app.gui.theme import Theme
from excellence_app.language.catalogues import Words
from excellence_app.session.tally_shown import ShownTally


class TallyControls(Flow):
    """The controls in a row that wraps.

    Signals:
        split_chosen(str): A person wants the answers split by a question; empty: by none.
        typed: A person types into the search.
        compare_asked: A person wants to choose the folder of the first survey.
        alone_asked: A person wants to compare with no other folder.
    """

    split_chosen = Signal(str)
    typed = Signal()
    compare_asked = Signal()
    alone_asked = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, across=10, down=8, parent=parent)
        self._words = words
        self._beside = False
        self.chapters = DropDown(theme, words.text("Chapter"), quiet=True)
        self.split = DropDown(theme, words.text("Split by"), quiet=True)
        self.split.chosen.connect(self.split_chosen)
        self.compare = Button(theme, words.text("Compare with…"), icon="compare")
        self.compare.clicked.connect(self.compare_asked)
        self.alone = IconButton(theme, words.text("Compare with no other folder"), "x")
        self.alone.clicked.connect(self.alone_asked)
        self.practice = StatePill(theme, State.PLAIN, words.text("Fictional"))
        self.search = LineEdit(
            theme,
            words.text("Find in what was written"),
            placeholder=words.text("Find in texts"),
            icon="search",
            key=key_words("Ctrl+F"),
        )
        self.search.most_characters = 16
        self.search.textEdited.connect(self._on_typed)
        self.put(self.practice, self.chapters, self.split, self.compare, self.alone, self.search)

    @property
    def searched(self) -> str:
        """What is sought."""
        return self.search.text().strip()

    def show_beside(self, *, beside: bool) -> None:
        """Offer the chapters in a list that opens where they do not stand beside the page."""
        self._beside = beside
        show_part(self.chapters, wanted=not beside)

    def show_tally(self, shown: ShownTally, chapter: str, against: Sequence[Path]) -> None:
        """Offer what can be chosen in this tally."""
        words = self._words
        entries = [("", words.text("Not split"))]
        entries += [
            (key, words.text("Split by {question}", question=f"{key} {text}"))
            for key, text in shown.may_split
        ]
        self.split.set_entries(entries, shown.split)
        show_part(self.split, wanted=len(entries) > 1)
        self.chapters.set_entries([(one.key, one.title) for one in shown.chapters], chapter)
        show_part(self.chapters, wanted=not self._beside)
        show_part(self.practice, wanted=shown.practice)
        show_part(self.alone, wanted=bool(against))
        caption = words.text("Compare with…")
        if against:
            caption = words.text("Compared with {folder}", folder=against[0].name)
        self.compare.set_caption(caption)
        self.compare.on_theme_changed()

    def focus_search(self) -> None:
        """Go to the field that finds texts."""
        if self.search.isVisible():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self.typed.emit()
