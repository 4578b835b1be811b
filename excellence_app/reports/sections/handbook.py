"""A criteria set as a book: labels, interview, every indicator in full, glossary, sources."""

from collections.abc import Iterator, Sequence

from excellence_app.domain.criteria import SourceKind
from excellence_app.domain.levels import Label
from excellence_app.domain.messages import N_
from excellence_app.language import label_facts, sentences
from excellence_app.reports import terms_shown
from excellence_app.reports.blocks import (
    Block,
    Column,
    ColumnRole,
    Contents,
    Fact,
    Heading,
    KeyFacts,
    Labelled,
    Masthead,
    PageBreak,
    Paragraph,
    Role,
    Row,
    Span,
    StandingBox,
    Table,
    Tone,
    Weight,
    paragraphs,
    said,
)
from excellence_app.reports.context import ReportContext
from excellence_app.reports.indicator_pages import IndicatorPages
from excellence_app.reports.origins_shown import Origins

_KINDS = {
    SourceKind.OFFICIAL: N_("Official"),
    SourceKind.THIRD_PARTY: N_("Third-party"),
    SourceKind.OWN: N_("Illustrative"),
}


def build(context: ReportContext) -> list[Block]:
    """Return the whole book; it shows no answers and no scores."""
    origins = Origins(context.criteria, context.words)
    return [
        *_cover(context, origins),
        PageBreak(),
        Contents(context.words.text("Contents")),
        *_labels(context, origins),
        *_spoken(context, "opening", context.words.text("How the interview begins")),
        *_dimensions(context, origins),
        *_sections(context),
        *_spoken(context, "closing", context.words.text("How the interview ends")),
        *_proofs(context, origins),
        *_glossary(context, origins),
        *_sources(context, origins),
    ]


def _cover(context: ReportContext, origins: Origins) -> Iterator[Block]:
    words, criteria = context.words, context.criteria
    yield Masthead(
        kind=words.text("Handbook of the criteria"),
        day=words.text("Edition {edition}", edition=criteria.edition),
        title=criteria.title,
        result=words.text("What is asked, what good looks like, and how to get there"),
    )
    yield from paragraphs(criteria.text)
    counts = (
        (words.text("Indicators"), len(criteria.indicators)),
        (words.text("Labels"), len(criteria.labels)),
        (words.text("Actions"), len(criteria.actions)),
        (words.text("Documents"), len(criteria.evidence)),
        (words.text("Terms"), len(criteria.glossary)),
        (words.text("Sources"), len(origins.numbered)),
    )
    facts = tuple(Fact(name, words.number(count)) for name, count in counts if count)
    if facts:
        yield KeyFacts(facts)
    yield Labelled(words.text("How to read it"), tuple(said(t, Role.CELL) for t in _how(context)))
    standing = [said(sentences.preparatory_blank(words, criteria), Role.CELL, Tone.QUIET)]
    if criteria.scored:
        standing.append(said(sentences.standing(words, criteria), Role.CELL, Tone.QUIET))
    standing += paragraphs(criteria.standing, Role.CELL, Tone.QUIET)
    yield StandingBox(words.text("Standing of this book"), tuple(standing))


def _how(context: ReportContext) -> Iterator[str]:
    words, criteria = context.words, context.criteria
    if criteria.sources:
        yield words.text(
            "A number in brackets, such as [1], names a source; all of them stand at the end. "
            "What is called illustrative was worded, chosen or estimated by the authors of this "
            "set: no source says it."
        )
    if any(one.levels for one in criteria.indicators):
        yield words.text(
            "Levels count from 0. A level holds if its statement and those of all levels below it "
            "hold today and can be shown."
        )
    if criteria.actions:
        yield words.text(
            "Each action stands with the indicator that it lifts first. Person-days and weeks are "
            "estimates."
        )


# labels


def _labels(context: ReportContext, origins: Origins) -> Iterator[Block]:
    words, criteria = context.words, context.criteria
    if not criteria.labels:
        return
    yield PageBreak()
    yield Heading(words.text("The labels"))
    told: dict[tuple[str, ...], str] = {}
    for label in criteria.labels:
        yield Heading(label.title, level=2, aside=origins.of(label.provenance, "text"))
        yield from paragraphs(label.text)
        rules = tuple(_rules(context, label, origins, told))
        if rules:
            yield Labelled(words.text("What it asks for"), (), below=(_numbered(rules),))
        valid = tuple(
            said(text, Role.CELL) for text in label_facts.validity_sentences(label, words)
        )
        if valid:
            marks = origins.of(label.provenance, "valid")
            yield Labelled(words.text("Validity"), valid, caption=marks)
        if label.steps:
            steps = tuple(_steps(label, origins))
            yield Labelled(words.text("Steps"), (), below=(_numbered(steps),))
        if label.prices:
            yield Labelled(words.text("Prices"), tuple(_prices(context, label, origins)))


def _numbered(rows: tuple[Row, ...]) -> Table:
    """Return rows of a number, a text and the mark of its source."""
    columns = (Column(ColumnRole.NUMBER), Column(ColumnRole.TEXT), Column(ColumnRole.SHORT))
    return Table(columns, rows, in_pairs=True)


def _row(number: int, lines: Sequence[Paragraph], mark: str) -> Row:
    lead = said(str(number), Role.CELL, weight=Weight.STRONG)
    return Row(((lead,), tuple(lines), (said(mark, Role.CAPTION, Tone.FAINT),)))


def _rules(
    context: ReportContext, label: Label, origins: Origins, told: dict[tuple[str, ...], str]
) -> Iterator[Row]:
    """Yield the rules of a label; questions that an earlier one asks as well are not repeated.

    `told` holds the label at which questions stand, and is added to.
    """
    words, criteria = context.words, context.criteria
    for number, rule in enumerate(label.requires, start=1):
        text = sentences.requirement(words, criteria, rule)
        lines = [said(text, Role.CELL, weight=Weight.MEDIUM)]
        if rule.reason:
            lines.append(said(rule.reason, Role.CELL, Tone.QUIET))
        if rule.asks and rule.asks in told:
            same = words.text("The questions are those for {label}.", label=told[rule.asks])
            lines.append(said(same, Role.CELL, Tone.QUIET))
        else:
            lines += [Paragraph((Span(ask),), Role.CELL, lead="•") for ask in rule.asks]
            told[rule.asks] = label.title
        yield _row(number, lines, origins.of_rule(rule, label.provenance))


def _steps(label: Label, origins: Origins) -> Iterator[Row]:
    for number, step in enumerate(label.steps, start=1):
        title = said(step.title, Role.CELL, weight=Weight.MEDIUM)
        text = paragraphs(step.text, Role.CELL, Tone.QUIET)
        yield _row(number, (title, *text), origins.mark(step.source))


def _prices(context: ReportContext, label: Label, origins: Origins) -> Iterator[Paragraph]:
    words = context.words
    for price in label.prices:
        text = words.text(
            "{title}: {amount}, seen in {month}",
            title=price.title,
            amount=label_facts.price_words(price, words),
            month=label_facts.month(price.seen, words),
        )
        mark = Span(f"  {origins.mark(price.source)}", tone=Tone.FAINT)
        yield Paragraph((Span(text), mark), Role.CELL)


# what is asked


def _spoken(context: ReportContext, name: str, title: str) -> Iterator[Block]:
    """Yield what an interviewer says first or last, as a chapter."""
    criteria = context.criteria
    text = criteria.opening if name == "opening" else criteria.closing
    if not text:
        return
    origins = Origins(criteria, context.words)
    yield PageBreak()
    yield Heading(title, aside=origins.of(criteria.provenance, name))
    yield from paragraphs(text)


def _dimensions(context: ReportContext, origins: Origins) -> Iterator[Block]:
    pages = IndicatorPages(context, origins)
    for dimension in context.criteria.dimensions:
        indicators = context.indicators_of(dimension.id)
        if not indicators:
            continue
        marks = origins.of(dimension.provenance, "title")
        yield PageBreak()
        yield Heading(f"{dimension.id} {dimension.title}", aside=marks)
        yield from paragraphs(dimension.text, Role.BODY, Tone.QUIET)
        for indicator in indicators:
            yield from pages.of(indicator)


def _sections(context: ReportContext) -> Iterator[Block]:
    """Yield the questions of a set that earn nothing."""
    for section in context.criteria.sections:
        yield PageBreak()
        yield Heading(f"{section.id} {section.title}")
        yield from paragraphs(section.text, Role.BODY, Tone.QUIET)
        for question in section.questions:
            about = (said(question.instruction, Role.CELL, Tone.QUIET),)
            content = (
                said(question.text, Role.CELL, weight=Weight.MEDIUM),
                *(about if question.instruction else ()),
            )
            yield Labelled(question.id, content)


# at the end


def _proofs(context: ReportContext, origins: Origins) -> Iterator[Block]:
    words, criteria = context.words, context.criteria
    if not criteria.evidence:
        return
    serves: dict[str, list[str]] = {}
    for indicator in criteria.indicators:
        for kind in dict.fromkeys(kind for level in indicator.levels for kind in level.evidence):
            serves.setdefault(kind, []).append(indicator.id)
    columns = (
        Column(ColumnRole.NAME, words.text("Document"), share=5),
        Column(ColumnRole.TEXT, words.text("What it shows"), share=6),
        Column(ColumnRole.TEXT, words.text("Serves"), share=2),
        Column(ColumnRole.SHORT, words.text("Counts for")),
    )
    rows = tuple(
        Row(
            (
                (said(kind.title, Role.CELL, weight=Weight.MEDIUM),),
                paragraphs(kind.text, Role.CELL, Tone.QUIET),
                (said(", ".join(serves.get(kind.id, ())), Role.CELL, Tone.QUIET),),
                (said(_counts_for(context, kind.counts_for_months), Role.CELL, Tone.QUIET),),
            )
        )
        for kind in criteria.evidence
    )
    yield PageBreak()
    yield Heading(words.text("Documents that prove it"), aside=origins.mark(""))
    yield said(
        words.text("Each kind of document with the indicators that it serves."),
        Role.CELL,
        Tone.QUIET,
    )
    yield Table(columns, rows, in_pairs=True)


def _counts_for(context: ReportContext, months: int | None) -> str:
    words = context.words
    if months is None:
        return words.text("without end")
    return words.plural("{count} month", "{count} months", months)


def _glossary(context: ReportContext, origins: Origins) -> Iterator[Block]:
    """Yield all terms of the set, for a book uses each of them."""
    everything = said("\n".join(term.title for term in context.criteria.glossary))
    found: Sequence[Block] = terms_shown.build(context, (everything,), origins)
    if found:
        yield PageBreak()
        yield from found


def _sources(context: ReportContext, origins: Origins) -> Iterator[Block]:
    words = context.words
    if not origins.numbered:
        return
    columns = (
        Column(ColumnRole.NUMBER),
        Column(ColumnRole.TEXT, words.text("Source"), share=5),
        Column(ColumnRole.TEXT, words.text("Address"), share=5),
        Column(ColumnRole.SHORT, words.text("Seen")),
        Column(ColumnRole.SHORT, words.text("Whose")),
    )
    rows = tuple(
        Row(
            (
                (said(f"[{number}]", Role.CAPTION, weight=Weight.MEDIUM),),
                (said(source.title, Role.CAPTION),),
                (said(source.address, Role.CAPTION, Tone.QUIET),) if source.address else (),
                (said(label_facts.month(source.seen, words), Role.CAPTION, Tone.QUIET),)
                if source.seen
                else (),
                (said(words.text(_KINDS[source.kind]), Role.CAPTION, Tone.QUIET),),
            )
        )
        for number, source in origins.numbered.items()
    )
    yield PageBreak()
    yield Heading(words.text("Sources"))
    yield said(
        words.text(
            "Official is what the owner of the scheme, its assessors or a public authority "
            "published. All that is called illustrative in this book has none of these sources."
        ),
        Role.CELL,
        Tone.QUIET,
    )
    yield Table(columns, rows, in_pairs=True)
