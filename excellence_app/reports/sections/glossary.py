"""The terms that a paper uses: what each one means, and who says so."""

from collections.abc import Iterator, Sequence

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
    Table,
    Tone,
    Weight,
    paragraphs,
    said,
)
from excellence_app.reports.context import ReportContext
from excellence_app.reports.printed_texts import texts_in

_KINDS = {
    SourceKind.OFFICIAL: N_("Official"),
    SourceKind.THIRD_PARTY: N_("Third-party"),
    SourceKind.OWN: N_("Illustrative"),
}


def build(context: ReportContext, printed: Sequence[Block]) -> list[Block]:
    """Return the chapter on those terms of the set that `printed` uses; nothing without any."""
    words, criteria = context.words, context.criteria
    terms = mentioned_with_their_own(criteria.glossary, "\n".join(texts_in(tuple(printed))))
    if not terms:
        return []
    sources = {source.id: source for source in criteria.sources}
    columns = (
        Column(ColumnRole.NAME, words.text("Term"), share=3),
        Column(ColumnRole.TEXT, words.text("What it means here"), share=7),
        Column(ColumnRole.TEXT, words.text("Source"), share=4),
    )
    rows = tuple(
        Row(
            (
                (said(term.title, Role.CELL, weight=Weight.MEDIUM),),
                paragraphs(term.text, Role.CELL),
                tuple(_source(context, sources.get(term.source or criteria.default_provenance))),
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
        Table(columns, rows),
    ]


def _by_title(term: Term) -> str:
    return term.title.casefold()


def _source(context: ReportContext, source: Source | None) -> Iterator[Paragraph]:
    """Yield whose words they are; without a named source they are those of the authors."""
    kind = source.kind if source is not None else SourceKind.OWN
    yield said(context.words.text(_KINDS[kind]), Role.CAPTION, weight=Weight.MEDIUM)
    if source is not None:
        yield said(source.title, Role.CAPTION, Tone.QUIET)
