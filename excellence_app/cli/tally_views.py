"""A tally as lines of text for a terminal or a pipe."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from excellence_app.cli.tables import (
    Column,
    Row,
    bold,
    paragraph,
    table,
    terminal_width,
)
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.tallies import (
    Links,
    Option,
    Part,
    Subtotal,
    Table,
    Tally,
    TotalRow,
    Totals,
)
from excellence_app.language import tallies, tally_remarks
from excellence_app.language.catalogues import Words
from excellence_app.language.tallies import Survey
from excellence_app.session.tallying import Gathered, LeftOut
from excellence_app.storage.trouble import shown

_INDENT = 2
_NAMES = 22  # columns that the names of the lines need at least
_FIGURE = 14  # columns of one figure with the space before it
_LONGEST_HEAD = 16


def lines(words: Words, found: Gathered, tally: Tally) -> list[str]:
    """Return everything that was counted, question by question."""
    shown_lines = [*_head(words, found.criteria, tally)]
    chapter = ""
    for one in filter(tallies.worth_showing, tally.tables):
        if one.chapter != chapter:
            chapter = one.chapter
            shown_lines += ["", bold(chapter)]
        shown_lines += _table(words, tally, one)
    for totals in tally.totals:
        shown_lines += _totals(words, tally, totals)
    for links in tally.links:
        shown_lines += _links(words, tally, links)
    return [*shown_lines, *_left_out(words, found.left_out)]


def _head(words: Words, criteria: CriteriaSet, tally: Tally) -> Iterator[str]:
    title = words.text(
        "{title}, edition {edition}", title=criteria.title, edition=criteria.edition
    )
    yield from paragraph(bold(title))
    yield from paragraph(tallies.standing(words, tally))
    for remark in tally_remarks.remarks(words, tally):
        yield from paragraph(remark)


def _table(words: Words, tally: Tally, one: Table, *, entries: bool = False) -> Iterator[str]:
    yield ""
    yield from paragraph(bold(tallies.table_title(one)))
    yield from paragraph(tallies.base(words, one, entries=entries), _INDENT)
    parts = [] if tallies.nobody_answered(one) else _parts(words, tally, one)
    counts = _in_pieces(words, list(_option_rows(words, one, parts)), parts)
    figures = _in_pieces(words, list(_figure_rows(words, one, parts)), parts)
    yield from counts
    hidden = tallies.lines_hidden(words, one)
    if hidden and parts:
        yield from paragraph(hidden, _INDENT)
    yield from figures
    if (counts or figures) and any(each.part.small for each in parts):
        text = words.text("{mark} fewer than 5 answers: a small group", mark=tallies.STAR)
        yield from paragraph(text, _INDENT)
    if one.said:
        count = words.plural(
            "{count} text; it stands in the report and with --json.",
            "{count} texts; they stand in the report and with --json.",
            len(one.said),
        )
        yield from paragraph(count, _INDENT)
    for note in one.notes:
        yield from paragraph(" ".join(note.text.split()), _INDENT)
    for inner in tallies.inside_shown(one):
        yield from _table(words, tally, inner, entries=True)


class _Figures(NamedTuple):
    """One column of figures: whose they are, and of which survey."""

    head: str
    survey: Survey
    part: Part


Parts = Sequence[_Figures]


def _parts(words: Words, tally: Tally, one: Table) -> Parts:
    """Return what the columns of a table show, each with its heading."""
    names = {} if tally.groupings else _surveys(words)
    found = [
        _Figures(names.get(survey, words.text("All")), survey, part)
        for survey, part in tallies.whole_parts(one)
    ]
    for each in tallies.group_parts(tally, one):
        name = _shortened(tallies.group_title(words, each.grouping, each.group))
        found.append(_Figures(name, each.survey, each.part))
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_HEAD else f"{text[: _LONGEST_HEAD - 1].rstrip()}…"


def _option_rows(words: Words, one: Table, parts: Parts) -> Iterator[list[str]]:
    for place in tallies.lines_shown(one):
        option = one.options[place]
        yield [_name(words, one, option), *_counts(words, parts, place, option)]


def _name(words: Words, one: Table, option: Option) -> str:
    return tallies.option_title(words, one.type, option)


def _counts(words: Words, parts: Parts, place: int, option: Option) -> Iterator[str]:
    for one in parts:
        yield tallies.counted(words, one.part, place, option)


def _figure_rows(words: Words, one: Table, parts: Parts) -> Iterator[list[str]]:
    if any(each.part.numbers for each in parts):
        columns = [
            tallies.figure_values(words, each.part.numbers, share=one.share) for each in parts
        ]
        for place, name in enumerate(tallies.figures(words, one)):
            unit = f" ({one.unit})" if one.unit and not one.share else ""
            yield [f"{name}{unit}", *(column[place] for column in columns)]
    if any(each.part.days for each in parts):
        spans = [tallies.day_values(words, each.part.days) for each in parts]
        for place, name in enumerate(tallies.day_names(words)):
            yield [name, *(span[place] for span in spans)]


def _in_pieces(words: Words, rows: list[list[str]], parts: Parts) -> list[str]:
    """Return a table, in several pieces below one another where the terminal is narrow.

    The two surveys of one group are never parted.
    """
    if not rows or not parts:
        return []
    content = [*_below_heads(words, parts), *rows]
    room = max(1, (terminal_width() - _INDENT - _NAMES) // _FIGURE)
    starts = list(range(0, len(parts), room))
    if parts[0].survey is not Survey.ONLY and len(parts) > room:
        room -= room % 2
        starts = [0, *range(2, len(parts), room)]
    found: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(parts)], strict=True):
        columns = [Column("", wraps=True)]
        columns += [Column(one.head, right=True) for one in parts[start:end]]
        piece: list[Row] = [[row[0], *row[1 + start : 1 + end]] for row in content]
        found += [*([""] if found else []), *table(columns, piece, _INDENT)]
    return found


def _surveys(words: Words) -> dict[Survey, str]:
    return {Survey.FIRST: words.text("First"), Survey.SECOND: words.text("Second")}


def _below_heads(words: Words, parts: Parts) -> Iterator[list[str]]:
    """Yield below the names of groups those of the surveys, and how many answers there are."""
    names = _surveys(words)
    if parts[0].survey in names and parts[0].head != names[parts[0].survey]:
        yield ["", *(names[one.survey] for one in parts)]
    counts = [
        f"{one.part.answered} {tallies.STAR}" if one.part.small else str(one.part.answered)
        for one in parts
    ]
    yield [words.text("Answered"), *counts]


def _totals(words: Words, tally: Tally, totals: Totals) -> Iterator[str]:
    if not totals.rows and not totals.others:
        return
    yield ""
    title = words.text(
        "By document: {question} {title}", question=totals.question, title=totals.title
    )
    yield from paragraph(bold(title))
    two = totals.earlier is not None
    columns = [
        Column(words.text("Document of"), wraps=True),
        *(Column(words.text("Group"), wraps=True) for _ in tally.groupings),
        *([Column(words.text("First"), right=True)] if two else []),
        Column(words.text("Second") if two else words.text("Figure"), right=True),
        *([Column(words.text("New"), right=True)] if two else []),
    ]
    rows: list[Row] = [
        [
            documents[row.document].name,
            *tallies.group_names(words, tally.groupings, row),
            *_growth(words, row, two=two),
        ]
        for documents, rows_of in (
            (tally.documents, totals.rows),
            (tally.earlier_documents, totals.others),
        )
        for row in rows_of
    ]
    blank = [""] * len(tally.groupings)
    for name, one in tallies.subtotals(words, tally.groupings, totals):
        rows.append([name, *blank, *_growth(words, one, two=two)])
    sums = _growth(words, totals, two=two)
    rows.append([bold(words.text("Sum")), *blank, *(bold(one) for one in sums)])
    yield from table(columns, rows, _INDENT)
    for text in tallies.below_totals(words, totals):
        yield from paragraph(text, _INDENT)


def _growth(words: Words, one: TotalRow | Subtotal | Totals, *, two: bool) -> list[str]:
    now = tallies.amount(words, one.now)
    if not two:
        return [now]
    return [tallies.amount(words, one.earlier), now, tallies.change(words, one.new)]


def _links(words: Words, tally: Tally, links: Links) -> Iterator[str]:
    if not links.links:
        return
    yield ""
    yield from paragraph(bold(f"{links.question} {links.title}"))
    yield from paragraph(tallies.links_standing(words, links), _INDENT)
    columns = [
        Column(words.text("Document of"), wraps=True),
        Column(words.text("Names"), wraps=True),
        Column(words.text("Who says so"), wraps=True),
    ]
    rows = [
        [
            tally.documents[link.document].name,
            link.partner_title,
            tallies.link_kind(words, link.kind),
        ]
        for link in links.links
    ]
    yield from table(columns, rows, _INDENT)


def _left_out(words: Words, left_out: Sequence[LeftOut]) -> Iterator[str]:
    if not left_out:
        return
    yield ""
    yield bold(words.text("Left out"))
    for one in left_out:
        text = words.say(one.reason)
        if not one.named:
            text = words.text("{file}: {reason}", file=shown(one.file), reason=text)
        yield from paragraph(text, _INDENT)
