"""A tally as lines of text for a terminal or a pipe."""

from collections.abc import Iterator, Sequence

from excellence_app.cli.tables import (
    Column,
    Row,
    bold,
    paragraph,
    table,
    terminal_width,
)
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.tallies import Links, Option, Part, Table, Tally, Totals
from excellence_app.language import tallies
from excellence_app.language.catalogues import Words
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
    for remark in tallies.remarks(words, tally):
        yield from paragraph(remark)


def _table(words: Words, tally: Tally, one: Table, *, entries: bool = False) -> Iterator[str]:
    yield ""
    yield from paragraph(bold(tallies.table_title(one)))
    yield from paragraph(tallies.base(words, one, entries=entries), _INDENT)
    parts = [] if tallies.nobody_answered(one) else _parts(words, tally, one)
    yield from _in_pieces(_option_rows(words, one, parts), parts)
    hidden = tallies.lines_hidden(words, one)
    if hidden and parts:
        yield from paragraph(hidden, _INDENT)
    yield from _in_pieces(_figure_rows(words, one, parts), parts)
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


Parts = Sequence[tuple[str, Part]]


def _parts(words: Words, tally: Tally, one: Table) -> Parts:
    """Return what the columns of a table show, each with its heading."""
    found: list[tuple[str, Part]] = [(words.text("All"), one.now)]
    if one.earlier is not None:
        found = [(words.text("First"), one.earlier), (words.text("Second"), one.now)]
    for grouping, groups in zip(tally.groupings, one.groups, strict=True):
        for group, part in zip(grouping.groups, groups, strict=True):
            name = _shortened(tallies.group_title(words, grouping, group))
            found.append((f"{name} *" if group.small else name, part))
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
    for _, part in parts:
        yield tallies.counted(words, part, place, option)


def _figure_rows(words: Words, one: Table, parts: Parts) -> Iterator[list[str]]:
    if any(part.numbers for _, part in parts):
        columns = [
            tallies.figure_values(words, part.numbers, share=one.share) for _, part in parts
        ]
        for place, name in enumerate(tallies.figures(words, one)):
            unit = f" ({one.unit})" if one.unit and not one.share else ""
            yield [f"{name}{unit}", *(column[place] for column in columns)]
    if any(part.days for _, part in parts):
        spans = [tallies.day_values(words, part.days) for _, part in parts]
        for place, name in enumerate(tallies.day_names(words)):
            yield [name, *(span[place] for span in spans)]


def _in_pieces(rows: Iterator[list[str]], parts: Parts) -> list[str]:
    """Return a table, in several pieces below one another where the terminal is narrow."""
    content = list(rows) if parts else []
    if not content:
        return []
    room = max(1, (terminal_width() - _INDENT - _NAMES) // _FIGURE)
    found: list[str] = []
    for start in range(0, len(parts), room):
        end = start + room
        columns = [Column("", wraps=True)]
        columns += [Column(head, right=True) for head, _ in parts[start:end]]
        piece: list[Row] = [[row[0], *row[1 + start : 1 + end]] for row in content]
        found += [*([""] if found else []), *table(columns, piece, _INDENT)]
    return found


def _totals(words: Words, tally: Tally, totals: Totals) -> Iterator[str]:
    if not totals.rows and not totals.others:
        return
    yield ""
    title = words.text(
        "{question} {title}: by document", question=totals.question, title=totals.title
    )
    yield from paragraph(bold(title))
    two = totals.earlier is not None
    columns = [
        Column(words.text("Document of"), wraps=True),
        *(Column(words.text("Group"), wraps=True) for _ in tally.groupings),
        *([Column(words.text("First"), right=True)] if two else []),
        Column(words.text("Second") if two else words.text("Number"), right=True),
        *([Column(words.text("New"), right=True)] if two else []),
    ]
    rows: list[Row] = []
    for row in totals.rows:
        figures = [tallies.amount(words, row.now)]
        if two:
            figures.insert(0, tallies.amount(words, row.earlier))
            figures.append(tallies.change(words, row.new))
        groups = [
            ", ".join(
                tallies.group_title(words, grouping, grouping.groups[place]) for place in places
            )
            for grouping, places in zip(tally.groupings, row.groups, strict=True)
        ]
        rows.append([tally.documents[row.document].name, *groups, *figures])
    for row in totals.others:
        name = tally.earlier_documents[row.document].name
        blank = [""] * len(tally.groupings)
        rows.append([name, *blank, tallies.amount(words, row.earlier), tallies.DASH, tallies.DASH])
    figures = [tallies.amount(words, totals.now)]
    if two:
        figures.insert(0, tallies.amount(words, totals.earlier))
        figures.append(tallies.change(words, totals.new))
    blank = [""] * len(tally.groupings)
    rows.append([bold(words.text("Sum")), *blank, *(bold(one) for one in figures)])
    yield from table(columns, rows, _INDENT)
    if totals.left_out:
        text = words.plural(
            "{count} document with nothing to count is not listed.",
            "{count} documents with nothing to count are not listed.",
            totals.left_out,
        )
        yield from paragraph(text, _INDENT)


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
        text = words.text("{file}: {reason}", file=shown(one.file), reason=words.say(one.reason))
        yield from paragraph(text, _INDENT)
