"""All evidence that is listed, with its state and what it serves."""

from collections.abc import Iterator

from excellence_app.domain.assessment import Evidence, EvidenceState
from excellence_app.reports.blocks import (
    Block,
    Cell,
    Column,
    ColumnRole,
    Heading,
    Mark,
    Paragraph,
    Role,
    Row,
    Table,
    Tone,
    Weight,
    said,
)
from excellence_app.reports.context import ReportContext

_MARKS = {
    EvidenceState.LISTED: Mark.BOX,
    EvidenceState.PROMISED: Mark.OPEN,
    EvidenceState.SEEN: Mark.TICKED,
}


def build(context: ReportContext) -> list[Block]:
    """Return the chapter on evidence, or nothing where none is listed."""
    items = context.assessment.evidence
    if not items:
        return []
    words = context.words
    aside = words.plural("{count} item", "{count} items", len(items))
    columns = [
        Column(ColumnRole.NAME, words.text("Evidence"), share=5),
        Column(ColumnRole.TEXT, words.text("Place"), share=4),
        Column(ColumnRole.SHORT, words.text("Dated")),
        Column(ColumnRole.SHORT, words.text("State")),
        Column(ColumnRole.SHORT, words.text("Serves")),
    ]
    serves = _serves(context)
    cells = [_cells(context, item, serves.get(key, [])) for key, item in _in_order(context)]
    used = [index for index in range(len(columns)) if any(row[index] for row in cells)]
    rows = tuple(Row(tuple(row[index] for index in used)) for row in cells)
    columns = [columns[index] for index in used]
    return [Heading(words.text("Evidence"), aside=aside), Table(tuple(columns), rows)]


def _in_order(context: ReportContext) -> list[tuple[str, Evidence]]:
    """Return the items in the order of the set's kinds of evidence, the newest first."""
    places = {kind.id: place for place, kind in enumerate(context.criteria.evidence)}

    def place(entry: tuple[str, Evidence]) -> tuple[int, int, str, str]:
        key, item = entry
        age = -item.dated.toordinal() if item.dated is not None else 0
        return places.get(item.kind, len(places)), age, item.title, key

    return sorted(context.assessment.evidence.items(), key=place)


def _serves(context: ReportContext) -> dict[str, list[str]]:
    """Return the ids of the questions that each item is named at."""
    found: dict[str, list[str]] = {}
    for question in context.criteria.questions:
        for key in dict.fromkeys((*question.keys, question.id)):
            answer = context.assessment.answers.get(key)
            for item in answer.evidence if answer is not None else ():
                if question.id not in found.setdefault(item, []):
                    found[item].append(question.id)
    return found


def _cells(context: ReportContext, item: Evidence, serves: list[str]) -> tuple[Cell, ...]:
    words = context.words
    kind = context.criteria.evidence_by_id.get(item.kind)
    name = [said(item.title or item.id, Role.CELL, weight=Weight.MEDIUM)]
    if kind is not None:
        name.append(said(kind.title, Role.CAPTION, Tone.QUIET))
    elif item.kind:
        name.append(said(item.kind, Role.CAPTION, Tone.QUIET))
    dated = said(words.short_day(item.dated), Role.CELL) if item.dated is not None else None
    return (
        tuple(name),
        (said(item.place, Role.CELL, Tone.QUIET),) if item.place else (),
        (dated,) if dated is not None else (),
        tuple(_state(context, item)),
        (said(", ".join(serves), Role.CELL),) if serves else (),
    )


def _state(context: ReportContext, item: Evidence) -> Iterator[Paragraph]:
    words = context.words
    names = {
        EvidenceState.LISTED: words.text("Listed"),
        EvidenceState.PROMISED: words.text("Promised"),
        EvidenceState.SEEN: words.text("Seen on site"),
    }
    yield said(names[item.state], Role.CELL, mark=_MARKS[item.state])
    if item.due is not None:
        yield said(words.text("by {day}", day=words.short_day(item.due)), Role.CAPTION, Tone.QUIET)
    if item.person:
        yield said(item.person, Role.CAPTION, Tone.QUIET)
