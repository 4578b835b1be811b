"""Blocks as text, so that a change of a report can be read as a change of a text file.

`python -m tests.reports.block_text` writes the golden files again; read the difference.
"""

from pathlib import Path

from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportKind, assemble
from tests.reports.example import context

GOLDEN = Path(__file__).parent / "golden"


def report_text(report):
    """Return a whole report as text."""
    head = [
        f"title: {report.title}",
        f"author: {report.author}",
        f"subject: {report.subject}",
        f"language: {report.language}",
        f"footer: {report.footer}",
        f"page: {report.page}",
        "",
    ]
    return "\n".join([*head, *lines_of(report.blocks)]).replace("\u00a0", "~") + "\n"


def lines_of(content, depth=0):
    """Return the lines of some blocks, indented by their depth."""
    return [f"{'  ' * depth}{line}".rstrip() for block in content for line in _lines(block)]


def _lines(block):  # noqa: PLR0912, PLR0915 - one branch for each kind of block
    match block:
        case blocks.Paragraph():
            yield _paragraph(block)
        case blocks.Masthead():
            yield f"[masthead] {block.kind} | {block.day}"
            yield f"  {block.title}"
            yield f"  {block.result}"
            yield f"  {block.note}"
        case blocks.Heading():
            yield f"{'#' * block.level} {block.text}" + (
                f" | {block.aside}" if block.aside else ""
            )
        case blocks.KeyFacts():
            yield from (f"[fact] {fact.name}: {fact.value}" for fact in block.facts)
        case blocks.LabelLadder():
            for step in block.steps:
                yield f"[label] {step.label}"
                for rule in step.rules:
                    yield f"  ({rule.mark.value}) {rule.text} = {rule.value} [{rule.short}]"
        case blocks.Bullet():
            yield f"[bullet] {_bullet(block)}"
            yield f"  {block.alternative}"
        case blocks.Dumbbell():
            figures = (block.before, block.now, block.threshold)
            before, now, threshold = (None if f is None else str(f) for f in figures)
            yield f"[dumbbell] {before} to {now} of {block.maximum}, threshold {threshold}"
            yield f"  {block.alternative}"
        case blocks.Skyline():
            for group in block.groups:
                yield f"[skyline] {group.title} ({group.short})"
                yield from (f"  {_column(column)}" for column in group.columns)
            yield from (f"  {line}" for line in block.alternative.split("\n"))
        case blocks.DimensionBars():
            for bar in block.bars:
                yield f"[bar] {bar.name}: {bar.value} {_bullet(bar.bar)}"
        case blocks.Staircase():
            yield f"[staircase] {block.start} {[str(share) for share in block.after]}"
            yield f"  needs {block.required} ({block.required_label}), {block.end_label}"
            yield f"  reached after {block.reached_after}; axis {[t for _, t in block.axis]}"
            yield f"  {block.alternative}"
        case blocks.Table():
            yield f"[table] {' | '.join(_head(column) for column in block.columns)}"
            for row in block.rows:
                yield from _row(row)
        case blocks.Labelled():
            yield f"[{block.label}]" + (f" ({block.caption})" if block.caption else "")
            yield from lines_of(block.content, 1)
            yield from lines_of(block.below, 1)
        case blocks.StandingBox():
            yield f"[box] {block.label}"
            yield from lines_of(block.content, 1)
        case blocks.Field():
            yield f"[field] {block.name} ____ {block.unit}"
        case blocks.WritingLines():
            yield f"[lines] {block.name} x{block.count}"
        case blocks.Together() | blocks.OnePage():
            yield f"[{type(block).__name__}]"
            yield from lines_of(block.content, 1)
        case blocks.Contents():
            yield f"[contents] {block.title}"
        case blocks.PageBreak():
            yield "[page break]"


def _paragraph(block):
    mark = f"({block.mark.value}) " if block.mark is not None else ""
    lead = f"{block.lead} " if block.lead else ""
    text = block.text.replace("\n", "\\n")
    return f"{mark}{lead}{text}"


def _bullet(bullet):
    figures = (bullet.value, bullet.possible, bullet.threshold, bullet.earlier)
    value, possible, threshold, earlier = (None if f is None else str(f) for f in figures)
    return (
        f"{bullet.kind.value}: {value} to {possible} of {bullet.maximum}, "
        f"threshold {threshold}, earlier {earlier}"
    )


def _column(column):
    state = "" if column.applies else ", left out"
    return (
        f"{column.label}: {column.value} to {column.possible} of {column.levels}, "
        f"threshold {column.threshold}{state}"
    )


def _head(column):
    axis = f" 0..{column.axis.maximum}" if column.axis is not None else ""
    return f"{column.role.value}: {column.title}{axis}"


def _row(row):
    if isinstance(row, blocks.Band):
        mark = f"({row.mark.value}) " if row.mark is not None else ""
        yield f"  == {mark}{row.text} {row.detail}" + (" (cut)" if row.cut else "")
        return
    for number, cell in enumerate(row.cells):
        for place, line in enumerate(lines_of(cell)):
            start = "-" if number == 0 and place == 0 else "|" if place == 0 else " "
            yield f"  {start} {line}"


def main():
    """Write the golden files."""
    for kind in ReportKind:
        text = report_text(assemble(context(kind)))
        (GOLDEN / f"{kind.value}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
