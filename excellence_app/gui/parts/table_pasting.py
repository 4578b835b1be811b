"""A block copied from a spreadsheet, on its way into the cells of a table."""

from collections.abc import Callable

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
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
