"""The documents to have ready, with boxes to tick."""

from collections.abc import Iterator

from excellence_app.domain.assessment import Evidence, EvidenceState
from excellence_app.domain.criteria import EvidenceKind
from excellence_app.language import sentences
from excellence_app.reports import figures
from excellence_app.reports.blocks import (
    Band,
    Block,
    Cell,
    Column,
    ColumnRole,
    Mark,
    Masthead,
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


def build(context: ReportContext) -> list[Block]:
    """Return the list of documents with what they serve and what is at hand."""
    words, criteria = context.words, context.criteria
    kinds = criteria.evidence
    held = _held(context)
    at_hand = sum(1 for kind in kinds if _is_at_hand(held.get(kind.id, [])))
    found: list[Block] = [
        Masthead(
            kind=words.text("Documents to have ready, preparatory"),
            day=context.day,
            title=context.name,
            result=words.text(
                "{have} of {need} kinds of documents at hand", have=at_hand, need=len(kinds)
            ),
            note=words.text("Fictional practice cluster") if context.assessment.practice else "",
        ),
        said(
            words.text(
                "Each kind of document is named once, with the indicators that it serves and the "
                "lowest level that asks for it."
            ),
            Role.CELL,
        ),
        said(
            " ".join((sentences.preparatory(words), sentences.standing(words, criteria))),
            Role.CELL,
            Tone.QUIET,
        ),
    ]
    if kinds:
        found.append(_table(context, held))
    else:
        found.append(said(words.text("This criteria set names no documents.")))
    return found


def _held(context: ReportContext) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for item in context.assessment.evidence.values():
        found.setdefault(item.kind, []).append(item)
    return found


def _is_at_hand(items: list[Evidence]) -> bool:
    return any(item.state is not EvidenceState.PROMISED for item in items)


def _table(context: ReportContext, held: dict[str, list[Evidence]]) -> Table:
    words, criteria = context.words, context.criteria
    columns = (
        Column(ColumnRole.MARK),
        Column(ColumnRole.NAME, words.text("Document"), share=4),
        Column(ColumnRole.TEXT, words.text("Serves, from level"), share=4),
        Column(ColumnRole.TEXT, words.text("State"), share=3),
    )
    serves = _serves(context)
    rows: list[Row | Band] = [
        Row(_cells(context, kind, serves.get(kind.id, []), held.get(kind.id, [])))
        for kind in criteria.evidence
    ]
    known = {kind.id for kind in criteria.evidence}
    others = [item for kind, items in held.items() if kind not in known for item in items]
    if others:
        rows.append(Band(words.text("Other documents"), str(len(others))))
        for item in others:
            mark = Mark.TICKED if _is_at_hand([item]) else Mark.BOX
            rows.append(
                Row(
                    (
                        (Paragraph((), Role.CELL, mark=mark),),
                        (said(item.title or item.id, Role.CELL, weight=Weight.MEDIUM),),
                        (),
                        (said(_item(context, item), Role.CELL, Tone.QUIET),),
                    )
                )
            )
    return Table(columns, tuple(rows))


def _serves(context: ReportContext) -> dict[str, list[str]]:
    words = context.words
    found: dict[str, list[str]] = {}
    for indicator in context.criteria.indicators:
        seen: set[str] = set()
        for level in indicator.levels:
            for kind in level.evidence:
                if kind not in seen:
                    seen.add(kind)
                    text = words.text(
                        "{indicator} ({level})",
                        indicator=figures.name_of(indicator),
                        level=level.number,
                    )
                    # the number of the level stays with the word before it
                    found.setdefault(kind, []).append("\u00a0(".join(text.rsplit(" (", 1)))
    return found


def _cells(
    context: ReportContext, kind: EvidenceKind, serves: list[str], items: list[Evidence]
) -> tuple[Cell, ...]:
    mark = Mark.TICKED if _is_at_hand(items) else Mark.BOX
    return (
        (Paragraph((), Role.CELL, mark=mark),),
        tuple(_name(context, kind)),
        tuple(said(text, Role.CAPTION, Tone.QUIET) for text in serves),
        tuple(_state(context, items)),
    )


def _name(context: ReportContext, kind: EvidenceKind) -> Iterator[Paragraph]:
    words = context.words
    yield said(kind.title, Role.CELL, weight=Weight.MEDIUM)
    yield from paragraphs(kind.text, Role.CAPTION, Tone.QUIET)
    if kind.counts_for_months is not None:
        text = words.plural(
            "Counts for {count} month after its date",
            "Counts for {count} months after its date",
            kind.counts_for_months,
        )
        yield said(text, Role.CAPTION, Tone.FAINT)


def _state(context: ReportContext, items: list[Evidence]) -> Iterator[Paragraph]:
    if not items:
        yield said(context.words.text("Not listed"), Role.CELL, Tone.FAINT)
    for item in items:
        yield said(_item(context, item), Role.CELL, Tone.QUIET)


def _item(context: ReportContext, item: Evidence) -> str:
    """Return one item in words: its title, its date, and its state where that matters."""
    words = context.words
    parts = [item.title or item.id]
    if item.dated is not None:
        parts.append(words.text("dated {day}", day=words.short_day(item.dated)))
    if item.state is EvidenceState.SEEN:
        parts.append(words.text("seen on site"))
    elif item.state is EvidenceState.PROMISED:
        day = words.short_day(item.due) if item.due is not None else ""
        parts.append(words.text("promised for {day}", day=day) if day else words.text("promised"))
    return ", ".join(parts)
