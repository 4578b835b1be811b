"""The terms that a paper uses: what each one means, and who says so."""

from collections.abc import Iterator, Sequence
from unicodedata import combining, normalize

from excellence_app.domain.criteria import Source, SourceKind, Term
from excellence_app.domain.messages import N_
from excellence_app.domain.terms import mentioned_with_their_own
from excellence_app.reports.blocks import (
    Block,
    Column,
    ColumnRole,
    Heading,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    Tone,
    Weight,
    paragraphs,
    said,
)
from excellence_app.reports.context import ReportContext
from excellence_app.reports.origins_shown import Origins
from excellence_app.reports.printed_texts import texts_in

_KINDS = {
    SourceKind.OFFICIAL: N_("Official"),
    SourceKind.THIRD_PARTY: N_("Third-party"),
    SourceKind.OWN: N_("Illustrative"),
}


def build(
    context: ReportContext, printed: Sequence[Block], origins: Origins | None = None
) -> list[Block]:
    """Return the chapter on those terms of the set that `printed` uses; nothing without any.

    With `origins` the paper lists its sources elsewhere, and the marks are those of that list.
    """
    words, criteria = context.words, context.criteria
    terms = mentioned_with_their_own(criteria.glossary, "\n".join(texts_in(tuple(printed))))
    if not terms:
        return []
    sources = _Sources(context)
    columns = (
        Column(ColumnRole.NAME, words.text("Term"), share=3),
        Column(ColumnRole.TEXT, words.text("What it means here"), share=8),
        Column(ColumnRole.SHORT, words.text("Source")),
    )
    rows = tuple(
        Row(
            (
                (said(term.title, Role.CELL, weight=Weight.MEDIUM),),
                paragraphs(term.text, Role.CELL),
                (
                    said(
                        origins.mark(term.source) if origins else sources.named(term),
                        Role.CAPTION,
                        Tone.QUIET,
                    ),
                ),
            )
        )
        for term in sorted(terms, key=_by_title)
    )
    text = words.text(
        "The terms that this paper uses. What is marked as illustrative was worded by the authors "
        "of this set."
    )
    return [
        Heading(words.text("Glossary")),
        said(text, Role.CELL, Tone.QUIET),
        Table(columns, rows, in_pairs=origins is not None),
        *sources.listed(),
    ]


def _by_title(term: Term) -> str:
    """Return what titles are sorted by: letters without their accents, as in a dictionary."""
    return "".join(c for c in normalize("NFKD", term.title.casefold()) if not combining(c))


class _Sources:
    """The sources of the terms, numbered as they come."""

    def __init__(self, context: ReportContext) -> None:
        self._words = context.words
        self._given = context.criteria.default_provenance
        self._known = {source.id: source for source in context.criteria.sources}
        self._used: dict[str, Source] = {}

    def named(self, term: Term) -> str:
        """Return whose words a term is in, with the number of the source if others wrote it."""
        source = self._known.get(term.source or self._given)
        if source is None or source.kind is SourceKind.OWN:
            return self._words.text(_KINDS[SourceKind.OWN])
        self._used.setdefault(source.id, source)
        number = list(self._used).index(source.id) + 1
        kind = self._words.text(_KINDS[source.kind])
        return self._words.text("{kind}, {number}", kind=kind, number=number)

    def listed(self) -> Iterator[Paragraph]:
        """Yield the sources that were numbered."""
        for number, source in enumerate(self._used.values(), 1):
            text = ", ".join(part for part in (source.title, source.address) if part)
            yield Paragraph((Span(text),), Role.CAPTION, Tone.QUIET, lead=f"{number}.")
