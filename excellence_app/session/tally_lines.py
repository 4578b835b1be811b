"""A tally as lines for a spreadsheet: one for each figure."""

from collections.abc import Iterator
from fractions import Fraction

from excellence_app.domain.tallies import Links, Part, Table, Tally, Totals
from excellence_app.language import tallies
from excellence_app.language.catalogues import Words, rounded


def rows(words: Words, tally: Tally) -> list[list[str]]:
    """Return a heading and one row per figure."""
    head = [
        words.text("Question"),
        words.text("Survey"),
        words.text("Grouped by"),
        words.text("Group"),
        words.text("Line"),
        words.text("Figure"),
        words.text("Share of those who answered, %"),
        words.text("Answered"),
        words.text("Asked"),
        words.text("Not asked"),
        words.text("Documents"),
        words.text("Small group"),
    ]
    found = [head]
    for one in tally.tables:
        found += _table_rows(words, tally, one)
    for totals in tally.totals:
        found += _totals_rows(words, tally, totals)
    for links in tally.links:
        found += _link_rows(words, tally, links)
    return found


def _table_rows(words: Words, tally: Tally, one: Table) -> Iterator[list[str]]:
    now, then = words.text("Second survey"), words.text("First survey")
    if one.earlier is None:
        now = words.text("All")
    else:
        yield from _part_rows(words, one, one.earlier, (then, "", ""), small=False)
    yield from _part_rows(words, one, one.now, (now, "", ""), small=False)
    for grouping, groups in zip(tally.groupings, one.groups, strict=True):
        for group, part in zip(grouping.groups, groups, strict=True):
            name = tallies.group_title(words, grouping, group)
            by = f"{grouping.question} {grouping.title}"
            yield from _part_rows(words, one, part, (now, by, name), small=group.small)
    for inner in one.inside:
        yield from _table_rows(words, tally, inner)


def _part_rows(
    words: Words, one: Table, part: Part, which: tuple[str, str, str], *, small: bool
) -> Iterator[list[str]]:
    # with its text, since a spreadsheet takes 4.1.6 alone for a date and 2.10 for 2.1
    start = [tallies.table_title(one), *which]
    base = [str(part.answered), str(part.asked), str(part.not_asked), str(part.documents)]
    end = [*base, words.text("yes") if small else ""]
    if not one.options:
        yield [*start, words.text("Answered"), str(part.answered), "", *end]
    for place, option in enumerate(one.options):
        found = part.share(place) if tallies.counts_as_answer(option) else None
        percent = "" if found is None else _figure(found * 100)
        title = tallies.option_title(words, one.type, option)
        yield [*start, title, str(part.counts[place]), percent, *end]
    if part.numbers is not None:
        numbers = part.numbers
        figures = [numbers.total, numbers.mean, numbers.median, numbers.least, numbers.most]
        names = tallies.figures(words, one)
        for name, figure in zip(names, figures[-len(names) :], strict=True):
            yield [*start, name, _figure(figure), "", *end]
    if part.days is not None:
        first, last = tallies.day_names(words)
        yield [*start, first, part.days.first.isoformat(), "", *end]
        yield [*start, last, part.days.last.isoformat(), "", *end]


def _figure(number: Fraction) -> str:
    return str(rounded(number, 4))


def _totals_rows(words: Words, tally: Tally, totals: Totals) -> Iterator[list[str]]:
    title = f"{totals.question} {totals.title}"
    surveys = (words.text("First survey"), words.text("Second survey"))
    for documents, rows_of in (
        (tally.documents, totals.rows),
        (tally.earlier_documents, totals.others),
    ):
        for row in rows_of:
            name = documents[row.document].name
            for survey, figure in zip(surveys, (row.earlier, row.now), strict=True):
                if figure is not None:
                    by = words.text("Document of")
                    yield [title, survey, by, name, "", _figure(figure), *[""] * 6]


def _link_rows(words: Words, tally: Tally, links: Links) -> Iterator[list[str]]:
    title = f"{links.question} {links.title}"
    for link in links.links:
        name = tally.documents[link.document].name
        kind = tallies.link_kind(words, link.kind)
        line = words.text("{name}: {text}", name=link.partner_title, text=kind)
        yield [title, "", words.text("Document of"), name, line, "1", *[""] * 6]
