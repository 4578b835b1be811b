"""The paper on several answered questionnaires: a tally -> Report."""

from excellence_app.reports.blocks import Report
from excellence_app.reports.sections import TALLY_SECTIONS
from excellence_app.reports.tally_context import TallyContext


def assemble_tally(context: TallyContext) -> Report:
    """Return the paper; its sections follow one another as blocks."""
    words, criteria = context.words, context.criteria
    kind = words.text("Summary of several questionnaires")
    title = words.text(
        "{title}, edition {edition}", title=criteria.title, edition=criteria.edition
    )
    foot = {"name": criteria.title, "kind": kind, "day": context.day}
    if context.tally.practice:
        footer = words.text("{name}. {kind}, preparatory, with fictional clusters, {day}", **foot)
    else:
        footer = words.text("{name}. {kind}, preparatory, {day}", **foot)
    return Report(
        title=words.text("{name}: {kind}", name=criteria.title, kind=kind),
        author="",
        subject=title,
        language=words.language,
        footer=footer,
        page=words.text("Page {number} of {count}", number="{number}", count="{count}"),
        blocks=tuple(block for build in TALLY_SECTIONS for block in build(context)),
    )
