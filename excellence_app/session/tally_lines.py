"""A tally as lines for a spreadsheet: one for each figure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from excellence_app.domain.tallies import (
    Link,
    Links,
    Part,
    Subtotal,
    Table,
    Tally,
    TotalRow,
    Totals,
)
from excellence_app.language import tallies
from excellence_app.language.catalogues import Words
from excellence_app.language.tallies import Survey


@dataclass(frozen=True)
class _Line:
    """One line, cell by cell in the order of the columns."""

    question: str = ""
    title: str = ""
    option: str = ""
    line: str = ""
    survey: str = ""
    by: str = ""
    group: str = ""
    number: str = ""
    document: str = ""
    says: str = ""
    figure: str = ""
    unit: str = ""
    share: str = ""
    answered: str = ""
    asked: str = ""
    not_asked: str = ""
    documents: str = ""
    small: str = ""

    @property
    def cells(self) -> list[str]:
        """Return the cells."""
        return [getattr(self, name) for name in self.__dataclass_fields__]


def rows(words: Words, tally: Tally) -> list[list[str]]:
    """Return a heading and one row per figure."""
    head = _Line(
        question=words.text("Question id"),
        # with its id, since a spreadsheet takes 4.1.6 alone for a date and 2.10 for 2.1
        title=words.text("Question"),
        option=words.text("Option id"),
        line=words.text("Line"),
        survey=words.text("Survey"),
        by=words.text("Grouped by"),
        group=words.text("Group"),
        number=words.text("Document no."),
        document=words.text("Document name"),
        says=words.text("Who says so"),
        figure=words.text("Figure"),
        unit=words.text("Unit"),
        share=words.text("Share of those who answered, %"),
        answered=words.text("Answered"),
        asked=words.text("Were asked"),
        not_asked=words.text("Not asked"),
        documents=words.text("Documents"),
        small=words.text("Small group"),
    )
    found = [head]
    for one in tally.tables:
        found += _table_lines(words, tally, one)
    for totals in tally.totals:
        if not totals.rows and not totals.others:
            continue
        found += _totals_lines(words, tally, totals)
    for links in tally.links:
        found += (_link_line(words, tally, links, link) for link in links.links)
    return [one.cells for one in found]


def _table_lines(words: Words, tally: Tally, one: Table) -> Iterator[_Line]:
    start = _Line(question=one.id, title=tallies.table_title(one))
    for survey, part in tallies.whole_parts(one):
        here = replace(start, survey=tallies.survey_title(words, survey))
        yield from _part_lines(words, one, part, here)
    for group in tallies.group_parts(tally, one):
        here = replace(
            start,
            survey=tallies.survey_title(words, group.survey),
            by=_by(group.grouping.question, group.grouping.title),
            group=tallies.group_title(words, group.grouping, group.group),
        )
        yield from _part_lines(words, one, group.part, here)
    for inner in one.inside:
        yield from _table_lines(words, tally, inner)


def _by(question: str, title: str) -> str:
    return f"{question} {title}"


def _part_lines(words: Words, one: Table, part: Part, start: _Line) -> Iterator[_Line]:
    start = replace(
        start,
        answered=str(part.answered),
        asked=str(part.asked),
        not_asked=str(part.not_asked),
        documents=str(part.documents),
        small=words.text("yes") if part.small else "",
    )
    if not one.options:
        yield replace(start, line=words.text("Answered"), figure=str(part.answered))
    for place, option in enumerate(one.options):
        found = part.share(place) if tallies.counts_as_answer(option) else None
        yield replace(
            start,
            option=option.key,
            line=tallies.option_title(words, one.type, option),
            figure=str(part.counts[place]),
            share="" if found is None else tallies.plain_percent(found),
        )
    if part.numbers is not None:
        numbers = part.numbers
        figures = [numbers.total, numbers.mean, numbers.median, numbers.least, numbers.most]
        names = tallies.figures(words, one)
        for name, figure in zip(names, figures[-len(names) :], strict=True):
            text = tallies.plain_percent(figure) if one.share else tallies.plain_number(figure)
            yield replace(start, line=name, figure=text, unit="%" if one.share else one.unit)
    if part.days is not None:
        first, last = tallies.day_names(words)
        yield replace(start, line=first, figure=part.days.first.isoformat())
        yield replace(start, line=last, figure=part.days.last.isoformat())


def _totals_lines(words: Words, tally: Tally, totals: Totals) -> Iterator[_Line]:
    """Yield the numbers of each document, and how much they have grown; sums stand before."""
    title = f"{totals.question} {totals.title}"
    start = _Line(question=totals.question, title=title, unit=totals.unit)
    by = "; ".join(_by(one.question, one.title) for one in tally.groupings)
    for first, documents, rows_of in (
        (0, tally.documents, totals.rows),
        (len(tally.documents), tally.earlier_documents, totals.others),
    ):
        for row in rows_of:
            here = replace(
                start,
                line=words.text("Figure"),
                by=by,
                group="; ".join(tallies.group_names(words, tally.groupings, row)),
                number=str(first + row.document + 1),
                document=documents[row.document].name,
            )
            yield from _growth_lines(words, totals, row, here)
    for grouping, sums in zip(tally.groupings, totals.subtotals, strict=True):
        for group, one in zip(grouping.groups, sums, strict=True):
            if not one.now and not one.earlier:
                continue
            here = replace(
                start,
                line=words.text("Sum"),
                by=_by(grouping.question, grouping.title),
                group=tallies.group_title(words, grouping, group),
            )
            yield from _new_line(words, one, here)
    yield from _new_line(words, totals, replace(start, line=words.text("Sum")))


def _growth_lines(words: Words, totals: Totals, row: TotalRow, start: _Line) -> Iterator[_Line]:
    two = totals.earlier is not None
    figures: list[tuple[Survey, Fraction | None]] = [(Survey.ONLY, row.now)]
    if two:
        figures = [(Survey.FIRST, row.earlier), (Survey.SECOND, row.now)]
    for survey, figure in figures:
        if figure is not None:
            yield replace(
                start,
                survey=tallies.survey_title(words, survey),
                figure=tallies.plain_number(figure),
            )
    yield from _new_line(words, row, start)


def _new_line(words: Words, one: TotalRow | Subtotal | Totals, start: _Line) -> Iterator[_Line]:
    if one.new is not None:
        figure = tallies.plain_number(one.new)
        yield replace(start, survey=words.text("New"), figure=figure)


def _link_line(words: Words, tally: Tally, links: Links, link: Link) -> _Line:
    return _Line(
        question=links.question,
        title=f"{links.question} {links.title}",
        option=link.partner,
        line=link.partner_title,
        number=str(link.document + 1),
        document=tally.documents[link.document].name,
        says=tallies.link_kind(words, link.kind),
        figure="1",
    )
