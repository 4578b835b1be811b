"""A block copied from a spreadsheet, on its way into the cells of a table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.gui.components.boxes import Column, Flow
from excellence_app.gui.components.button import Button, Kind
from excellence_app.gui.components.label import PlainLabel
from excellence_app.gui.theme import TextStyle, Theme
from excellence_app.language.catalogues import Words
from excellence_app.session import pasting
from excellence_app.session.edit import Edit

_MOST_TOLD = 3  # sentences about what was left out


class PastedBlock:
    """The text of the clipboard for the table of a question; `said` tells what became of it."""

    def __init__(self, words: Words, question: str, text: str) -> None:
        self._words, self._question, self._text = words, question, text
        self._taken: pasting.Pasted | None = None
        filled = [line for line in text.splitlines() if line.strip()]
        self.lines = len(filled)
        self.columns = max((line.count("\t") + 1 for line in filled), default=1)

    @property
    def is_one(self) -> bool:
        """Whether the text is more than what belongs into one cell."""
        return "\t" in self._text or "\n" in self._text.strip()

    def into(self, row: str, column: str) -> Callable[[CriteriaSet, Assessment], Edit]:
        """Return what makes the edit that fills the cells from one on; no row means a new one."""

        def make(criteria: CriteriaSet, assessment: Assessment) -> Edit:
            found = pasting.paste(
                criteria, assessment, self._question, self._text, row=row, column=column
            )
            self._taken = found
            return found.edit

        return make

    @property
    def left_out(self) -> tuple[str, ...]:
        """A sentence for each cell that was left out."""
        if self._taken is None:
            return ()
        return tuple(pasting.sentences_of(self._words, self._taken))[1:]

    def said(self) -> str:
        """Return in sentences what was put in and what was left out, the first few of these."""
        if self._taken is None:
            return ""
        told = list(pasting.sentences_of(self._words, self._taken))
        more = len(told) - 1 - _MOST_TOLD
        if more > 0:
            told = [
                *told[: _MOST_TOLD + 1],
                self._words.plural(
                    "{count} more was left out.", "{count} more were left out.", more
                ),
            ]
        return " ".join(told)


class LeftOutCells(Column):
    """The cells of the last block that were left out: the first few, and all where wanted."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(theme, spacing=6, parent=parent)
        self._words = words
        self._told: Sequence[str] = ()
        self.label = PlainLabel(theme, "", TextStyle.LABEL, colour="text2")
        self.all = Button(theme, "", Kind.QUIET)
        self.all.clicked.connect(self._on_all)
        self.close_list = Button(theme, words.text("Hide this list"), Kind.QUIET)
        self.close_list.clicked.connect(self._on_close)
        foot = Flow(theme, across=12, down=4)
        foot.put(self.all, self.close_list)
        self.put(self.label, foot)
        self.hide()

    def tell(self, told: Sequence[str]) -> None:
        """Show sentences about cells, nothing if there are none."""
        self._told = told
        self.label.setText("\n".join(told[:_MOST_TOLD]))
        self.all.set_caption(self._words.text("Show all {count} cells", count=len(told)))
        self.all.setVisible(len(told) > _MOST_TOLD)
        self.setVisible(bool(told))

    @Slot()
    def _on_all(self) -> None:
        self.label.setText("\n".join(self._told))
        self.close_list.setFocus()
        self.all.hide()

    @Slot()
    def _on_close(self) -> None:
        self.tell(())
