"""The report of the practice cluster against reportlab's own way of setting the same words.

The yardstick puts every text of the report, in the same fonts and sizes, into one `Paragraph`
below the other; the gap between them is chosen so that they fill as many pages. It has no
tables, columns, charts, marks or outline. Ours starts from the results, as the yardstick starts
from its texts. Both run in turn in one process, in which the fonts have been read.
"""

import dataclasses
import statistics
import time
from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from excellence_app.language.catalogues import Words
from excellence_app.locations import resources_folder
from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportContext, assemble
from excellence_app.reports.exporters import pdf
from excellence_app.reports.paper import theme
from excellence_app.session.session import AssessmentSession

RUNS = 15
LIMIT = 2.0


def main() -> None:
    """Print the figures as a table."""
    document = next((resources_folder() / "practice").glob("*.excellence"))
    with AssessmentSession.open(document) as session:
        context = ReportContext(
            session.criteria,
            session.assessment,
            session.score(),
            Words("en"),
            roadmap=session.plan(),
            earlier=session.compare().card_before,
        )
        texts = list(_texts(assemble(context).blocks))
        ours = pdf.render(assemble(context))
        pages = ours.count(b"/Type /Page\n")
        gap = _gap_for(texts, pages)
        pairs = []
        for _ in range(RUNS):
            start = time.perf_counter()
            pdf.render(assemble(context))
            middle = time.perf_counter()
            _yardstick(texts, gap)
            pairs.append((middle - start, time.perf_counter() - middle))
    ratio = statistics.median(one / other for one, other in pairs)
    here, there = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
    words = sum(len(text.split()) for text, _, _ in texts)
    print("## Report\n")
    print("| report as PDF | pages | words | ms | yardstick: `Paragraph`s, ms | ratio | wanted |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print(
        f"| practice cluster | {pages} | {words:,} | {here:.0f} | {there:.0f} "
        f"| {ratio:.2f} | ≤ {LIMIT:g} |"
    )


Text = tuple[str, blocks.Role, blocks.Weight]


def _texts(value: object) -> Iterator[Text]:
    """Yield every text of some blocks with its role and weight; charts have none."""
    match value:
        case blocks.Paragraph():
            for span in value.spans:
                yield span.text, value.role, span.weight
        case str() if value:
            yield value, blocks.Role.CELL, blocks.Weight.MEDIUM
        case blocks.Bullet() | blocks.Skyline() | blocks.Staircase():
            return
        case tuple():
            for part in value:
                yield from _texts(part)
        case _ if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                if field.name != "short":  # the other wording of a rule, not printed as well
                    yield from _texts(getattr(value, field.name))


def _styles(gap: float) -> dict[tuple[blocks.Role, blocks.Weight], ParagraphStyle]:
    return {
        (role, weight): ParagraphStyle(
            f"{role.value} {weight.value}",
            fontName=theme.FACES[weight].value[0],
            fontSize=size.letters,
            leading=size.leading,
            spaceAfter=gap,
        )
        for role, size in theme.SIZES.items()
        for weight in theme.FACES
    }


def _yardstick(texts: list[Text], gap: float) -> int:
    """Set the texts with reportlab and return the number of pages."""
    styles = _styles(gap)
    story = [Paragraph(escape(text), styles[role, weight]) for text, role, weight in texts]
    template = SimpleDocTemplate(
        BytesIO(),
        pagesize=(theme.PAGE_WIDTH, theme.PAGE_HEIGHT),
        leftMargin=theme.LEFT,
        rightMargin=theme.RIGHT,
        topMargin=theme.TOP,
        bottomMargin=theme.BOTTOM,
        pageCompression=1,
        invariant=1,
    )
    template.build(story)
    return int(template.page)


def _gap_for(texts: list[Text], pages: int) -> float:
    """Return the gap between paragraphs that fills `pages`, or nearly."""
    low, high = 0.0, 40.0
    for _ in range(10):
        middle = (low + high) / 2
        if _yardstick(texts, middle) > pages:
            high = middle
        else:
            low = middle
    return low


if __name__ == "__main__":
    main()
