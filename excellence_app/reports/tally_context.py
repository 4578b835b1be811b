"""What the paper on several answered questionnaires is made from: a tally, and a language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import Message
from excellence_app.domain.tallies import Tally
from excellence_app.language.catalogues import Words


@dataclass(frozen=True)
class TallyContext:
    """Everything a section may use; sections count nothing.

    `left_out` are names of files that were not counted, each with the reason.
    """

    criteria: CriteriaSet
    tally: Tally
    words: Words
    left_out: tuple[tuple[str, Message], ...] = ()

    @property
    def two(self) -> bool:
        """Return whether there are two surveys."""
        return bool(self.tally.earlier)

    @property
    def day(self) -> str:
        """Return the date of the documents, or the first and the last of their dates."""
        return self.span(one.dated for one in self.tally.documents)

    @property
    def earlier_day(self) -> str:
        """Return the date of the first survey, or the first and the last of its dates."""
        others = self.tally.earlier_documents
        if others:
            return self.span(one.dated for one in others)
        return self.span(one.earlier for one in self.tally.documents)

    def span(self, days: Iterable[date | None]) -> str:
        """Return a date, or the first and the last of several, or words where there is none."""
        known = sorted({day for day in days if day is not None})
        if not known:
            return self.words.text("no date yet")
        if len(known) == 1:
            return self.words.day(known[0])
        return self.words.text(
            "{first} to {last}",
            first=self.words.short_day(known[0]),
            last=self.words.short_day(known[-1]),
        )
