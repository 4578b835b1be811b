"""A tally as the window shows it: chapters of tables, bars and sentences, ready to be put up."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.tallies import (
    CountedDocument,
    Links,
    Option,
    Part,
    Said,
    Subtotal,
    Table,
    Tally,
    TotalRow,
    Totals,
)
from excellence_app.language import tallies, tally_remarks
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import BarLook, CountBar
from excellence_app.session.spreadsheet import written
from excellence_app.session.tally_lines import rows
from excellence_app.session.tallying import Gathered, LeftOut, write

DOCUMENTS, TOTALS, LINKS = "documents", "totals", "links"
LEFT_OUT = "left out"  # the block that lists the files that are not counted

_BESIDE = 2  # groups that have room beside the figures of all
_IN_A_ROW = 4  # groups side by side in a table of their own
_NONE = Fraction(0)


class CountColumn(NamedTuple):
    """One column of figures; `size` says how many stand behind them."""

    title: str
    size: str = ""
    figures: bool = True


class CountRow(NamedTuple):
    """One row: its title, a text for each column, and `spoken`, the row as one sentence."""

    title: str
    cells: tuple[str, ...]
    spoken: str
    bar: CountBar | None = None
    calm: bool = False
    strong: bool = False


class CountGrid(NamedTuple):
    """A table of figures, with bars where `chart` has a title; `caption` stands above it."""

    name: str
    first: str
    columns: tuple[CountColumn, ...]
    rows: tuple[CountRow, ...]
    chart: str = ""
    caption: str = ""


class TextGrid(NamedTuple):
    """A table of texts: titles with their shares of the width, and rows below heads."""

    name: str
    columns: tuple[tuple[str, float], ...]
    groups: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]

    @property
    def amount(self) -> int:
        """Return how many rows there are."""
        return sum(len(rows) for _, rows in self.groups)


class Block(NamedTuple):
    """One question, or what else has a title: sentences, tables of figures and of texts.

    `folded` texts stand behind a line that opens them.
    """

    key: str
    title: str
    base: str = ""
    grids: tuple[CountGrid, ...] = ()
    texts: TextGrid | None = None
    notes: tuple[str, ...] = ()
    folded: bool = False
    inner: bool = False


class TallyChapter(NamedTuple):
    """What stands on one page of the window."""

    key: str
    title: str
    blocks: tuple[Block, ...]


class ShownTally:
    """A tally in one language, with the questions by which it may be split."""

    def __init__(self, gathered: Gathered, tally: Tally, words: Words) -> None:
        self.gathered, self.tally = gathered, tally
        self._words, self._criteria = words, gathered.criteria
        self.two = bool(tally.earlier)
        criteria = gathered.criteria
        self.title = words.plural(
            "{count} document counted", "{count} documents counted", len(tally.documents)
        )
        values = {"set": criteria.title, "edition": criteria.edition}
        self.standing = words.text("{set}, edition {edition}.", **values)
        if self.two:
            self.standing = words.text(
                "{set}, edition {edition}. First survey: {earlier}, second survey: {now}.",
                earlier=tallies.sized(words, tally.earlier),
                now=tallies.sized(words, len(tally.documents)),
                **values,
            )
        self.remarks = tally_remarks.remarks(words, tally)
        self.practice = tally.practice
        self.split = tally.groupings[0].question if len(tally.groupings) == 1 else ""
        self.may_split = gathered.may_split()
        self.chapters = tuple(self._chapters())

    def found(self, wanted: str) -> TallyChapter:
        """Return all that was written which has these words in it."""
        words = self._words
        blocks = []
        for chapter in self.chapters:
            if chapter.key == DOCUMENTS:
                continue
            for block in chapter.blocks:
                texts = None if block.texts is None else _with(block.texts, wanted.casefold())
                if texts is not None and texts.amount:
                    blocks.append(
                        block._replace(
                            texts=texts, grids=(), notes=(), base="", folded=False, inner=False
                        )
                    )
        count = sum(one.texts.amount for one in blocks if one.texts is not None)
        title = words.plural("{count} text found", "{count} texts found", count)
        return TallyChapter("found", title, tuple(blocks))

    def _chapters(self) -> Iterator[TallyChapter]:
        words, tally = self._words, self.tally
        titles: dict[str, list[Block]] = {}
        for table in filter(tallies.worth_showing, tally.tables):
            titles.setdefault(table.chapter, []).extend(self._question(table))
        for number, (title, blocks) in enumerate(titles.items()):
            name = title or words.text("Questions")
            yield TallyChapter(f"chapter {number}", name, tuple(blocks))
        totals = [self._totals(one) for one in tally.totals if one.rows or one.others]
        if totals:
            yield TallyChapter(TOTALS, words.text("Document by document"), tuple(totals))
        links = [self._links(one) for one in tally.links if one.links]
        if links:
            yield TallyChapter(LINKS, words.text("Who works with whom"), tuple(links))
        documents = words.text("Documents counted")
        yield TallyChapter(DOCUMENTS, documents, tuple(self._documents()))

    # questions

    def _question(self, table: Table, *, inner: bool = False) -> Iterator[Block]:
        words = self._words
        base = [tallies.base(words, table, entries=inner)]
        hidden = tallies.lines_hidden(words, table)
        nobody = tallies.nobody_answered(table)
        if hidden and not nobody:
            base.append(hidden)
        yield Block(
            table.id,
            _title(table),
            " ".join(base),
            () if nobody else tuple(self._grids(table)),
            self._said(table) if table.said else None,
            tuple(self._notes(table)),
            folded=True,
            inner=inner,
        )
        for one in tallies.inside_shown(table):
            yield from self._question(one, inner=True)

    def _notes(self, table: Table | Totals | Links) -> Iterator[str]:
        for note in table.notes:
            text = " ".join(note.text.split())
            source = self._criteria.source_by_id.get(note.source)
            if source is not None:
                text = self._words.text("{text} Source: {source}", text=text, source=source.title)
            yield self._words.text("Note: {text}", text=text)

    def _all(self, table: Table) -> list[tuple[CountColumn, Part]]:
        words = self._words
        return [
            (self._column(tallies.survey_title(words, survey), part), part)
            for survey, part in tallies.whole_parts(table)
        ]

    def _column(self, name: str, part: Part) -> CountColumn:
        return CountColumn(name, tallies.answered(self._words, part))

    def _groups(self, table: Table) -> list[tuple[CountColumn, Part]]:
        return [
            (self._column(tallies.group_part_title(self._words, one), one.part), one.part)
            for one in tallies.group_parts(self.tally, table)
        ]

    def _grids(self, table: Table) -> Iterator[CountGrid]:
        """Yield all and few groups together, more groups in tables of their own.

        With two surveys the groups always have tables of their own, in which a group's columns
        stand side by side.
        """
        whole, groups = self._all(table), self._groups(table)
        first, more = [*whole, *groups], []
        if len(groups) > _BESIDE or self.two:
            first = whole
            more = [groups[n : n + _IN_A_ROW] for n in range(0, len(groups), _IN_A_ROW)]
        for number, parts in enumerate((first, *more)):
            caption = self._by if number else ""
            if tallies.lines_shown(table):
                grid = self._options(table, parts, bars=not number)
                yield grid._replace(caption=caption)
                caption = ""
            rows = tuple(self._figures(table, parts))
            if rows:
                columns = tuple(column for column, _ in parts)
                name = _title(table)
                head = self._words.text("Figure")
                yield CountGrid(name, head, columns, rows, caption=caption)

    @property
    def _by(self) -> str:
        questions = [f"{one.question} {one.title}" for one in self.tally.groupings]
        question = self._words.listing(questions)
        return self._words.text("Split by {question}", question=question)

    def _options(
        self, table: Table, parts: Sequence[tuple[CountColumn, Part]], *, bars: bool
    ) -> CountGrid:
        words = self._words
        rows = []
        for place in tallies.lines_shown(table):
            option = table.options[place]
            name = tallies.option_title(words, table.type, option)
            answers = tallies.counts_as_answer(option)
            cells = tuple(tallies.counted(words, part, place, option) for _, part in parts)
            bar = self._bar(table, place, name) if bars and answers else None
            spoken = self._spoken(name, parts, cells)
            rows.append(CountRow(name, cells, spoken, bar, calm=not answers))
        chart = words.text("Share") if bars else ""
        columns = tuple(column for column, _ in parts)
        return CountGrid(_title(table), words.text("Answer"), columns, tuple(rows), chart)

    def _spoken(
        self, name: str, parts: Sequence[tuple[CountColumn, Part]], cells: Sequence[str]
    ) -> str:
        figures = [
            self._words.text("{name}, {size}: {figure}", name=c.title, size=c.size, figure=text)
            for (c, _), text in zip(parts, cells, strict=True)
        ]
        return f"{name}. {'; '.join(figures)}"

    def _bar(self, table: Table, place: int, name: str) -> CountBar:
        words, option = self._words, table.options[place]
        shares = [(table.now.share(place) or _NONE, BarLook.SOLID)]
        sentence = self._of(table.now, place, option, name)
        if table.earlier is not None:
            shares.insert(0, (table.earlier.share(place) or _NONE, BarLook.HATCHED))
            earlier = tallies.counted(words, table.earlier, place, option)
            sentence = words.text(
                "{sentence}; in the first survey {earlier}.", sentence=sentence, earlier=earlier
            )
        return CountBar(tuple(shares), sentence)

    def _of(self, part: Part, place: int, option: Option, name: str) -> str:
        return self._words.text(
            "{answer}: {count} of {answered}",
            answer=name,
            count=tallies.counted(self._words, part, place, option),
            answered=part.answered,
        )

    def _figures(
        self, table: Table, parts: Sequence[tuple[CountColumn, Part]]
    ) -> Iterator[CountRow]:
        words = self._words
        found: list[tuple[str, tuple[str, ...]]] = []
        if any(part.numbers for _, part in parts):
            values = [
                tallies.figure_values(words, part.numbers, share=table.share) for _, part in parts
            ]
            for name, row in zip(
                tallies.figures(words, table), zip(*values, strict=True), strict=True
            ):
                unit = table.unit and not table.share
                title = words.text("{name}, {unit}", name=name, unit=table.unit) if unit else name
                found.append((title, row))
        if any(part.days for _, part in parts):
            spans = [tallies.day_values(words, part.days) for _, part in parts]
            found += list(zip(tallies.day_names(words), zip(*spans, strict=True), strict=True))
        for title, cells in found:
            yield CountRow(title, cells, self._spoken(title, parts, cells))

    # what was written

    def _said(self, table: Table) -> TextGrid:
        words = self._words
        entries = any(one.entry for one in table.said)
        columns = [(words.text("Document of"), 3.0)]
        columns += [(words.text("Entry"), 3.0)] if entries else []
        columns.append((words.text("Text"), 7.0))
        groups = []
        for key, title in self._titles(table):
            here = [one for one in table.said if one.option == key]
            if here:
                rows = tuple(self._said_row(one, entries=entries) for one in here)
                groups.append((title, rows))
        return TextGrid(_title(table), tuple(columns), tuple(groups))

    def _titles(self, table: Table) -> Iterator[tuple[str, str]]:
        yield "", ""
        for option in table.options:
            if option.key:
                yield option.key, tallies.option_title(self._words, table.type, option)

    def _said_row(self, one: Said, *, entries: bool) -> tuple[str, ...]:
        name = self.tally.name_of(one)
        return (name, one.entry, one.text) if entries else (name, one.text)

    # numbers document by document, and links

    def _totals(self, totals: Totals) -> Block:
        words, tally = self._words, self.tally
        columns = [CountColumn(one.title, figures=False) for one in tally.groupings]
        if self.two:
            columns.append(CountColumn(words.text("First survey")))
            columns.append(CountColumn(words.text("Second survey")))
            columns.append(CountColumn(words.text("New")))
        else:
            columns.append(CountColumn(totals.unit or words.text("Figure")))
        blank = [""] * len(tally.groupings)
        rows = [
            self._total(
                documents[row.document].name,
                tallies.group_names(words, tally.groupings, row),
                row,
                columns,
            )
            for documents, rows_of in (
                (tally.documents, totals.rows),
                (tally.earlier_documents, totals.others),
            )
            for row in rows_of
        ]
        rows += [
            self._total(name, blank, one, columns)
            for name, one in tallies.subtotals(words, tally.groupings, totals)
        ]
        sum_name = words.text("Sum")
        if totals.unit:
            sum_name = words.text("Sum, {unit}", unit=totals.unit)
        rows.append(self._total(sum_name, blank, totals, columns)._replace(strong=True))
        base = " ".join(tallies.below_totals(words, totals))
        title = f"{totals.question} {totals.title}"
        grid = CountGrid(title, words.text("Document of"), tuple(columns), tuple(rows))
        return Block(totals.question, title, base, (grid,), notes=tuple(self._notes(totals)))

    def _total(
        self,
        name: str,
        groups: Sequence[str],
        row: TotalRow | Subtotal | Totals,
        columns: Sequence[CountColumn],
    ) -> CountRow:
        words = self._words
        texts = [tallies.amount(words, row.now)]
        if self.two:
            earlier = tallies.amount(words, row.earlier)
            texts = [earlier, *texts, tallies.change(words, row.new)]
        cells = (*groups, *texts)
        told = [
            words.text("{name}: {value}", name=column.title, value=text)
            for column, text in zip(columns, cells, strict=True)
            if text
        ]
        return CountRow(name, cells, f"{name}. {'; '.join(told)}")

    def _links(self, links: Links) -> Block:
        words, tally = self._words, self.tally
        rows = tuple(
            (
                tally.documents[link.document].name,
                link.partner_title,
                tallies.link_kind(words, link.kind),
                link.text,
            )
            for link in links.links
        )
        columns = (
            (words.text("Document of"), 3.0),
            (words.text("Works with"), 3.0),
            (words.text("Who says so"), 3.0),
            (words.text("In their own words"), 5.0),
        )
        title = f"{links.question} {links.title}"
        base = tallies.links_standing(words, links)
        texts = TextGrid(title, columns, (("", rows),))
        return Block(links.question, title, base, texts=texts, notes=tuple(self._notes(links)))

    # the documents

    def _documents(self) -> Iterator[Block]:
        words, tally = self._words, self.tally
        if tally.earlier_documents:
            yield self._list(words.text("Second survey"), tally.documents)
            yield self._list(words.text("First survey"), tally.earlier_documents)
        else:
            yield self._list(words.text("Counted"), tally.documents)
        if self.gathered.left_out:
            yield left_out_block(words, self.gathered.left_out)

    def _list(self, title: str, documents: Sequence[CountedDocument]) -> Block:
        words = self._words
        copies = self.two and not self.tally.earlier_documents
        earlier = documents is self.tally.earlier_documents
        columns = [(words.text("Document of"), 4.0), (words.text("Date"), 2.0)]
        columns += [(words.text("First survey"), 2.0)] if copies else []
        columns.append((words.text("Remarks"), 4.0))
        rows = []
        for place, one in enumerate(documents):
            cells = [one.name, words.short_day(one.dated) if one.dated else self._undated]
            if copies:
                then = words.short_day(one.earlier) if one.earlier else self._undated
                cells.append(then if one.has_earlier else words.text("none"))
            remarks = tally_remarks.document_remarks(
                words, self.tally, one, place if earlier else None
            )
            rows.append((*cells, "; ".join(remarks)))
        texts = TextGrid(title, tuple(columns), (("", tuple(rows)),))
        return Block(title, title, tallies.sized(words, len(documents)), texts=texts)

    @property
    def _undated(self) -> str:
        return self._words.text("no date yet")


def _title(table: Table) -> str:
    """Return number and text of a question; one inside entries has the number of these."""
    return f"{table.id.partition('/')[0]} {table.title}"


def left_out_block(words: Words, left_out: Iterable[LeftOut]) -> Block:
    """Return the list of the files that are not counted, each with the reason."""
    rows = tuple((one.file.name, words.say(one.short_reason)) for one in left_out)
    title = words.text("Left out")
    columns = ((words.text("File"), 2.0), (words.text("Reason"), 4.0))
    return Block(LEFT_OUT, title, texts=TextGrid(title, columns, (("", rows),)))


def suggested_name(words: Words, criteria: CriteriaSet) -> str:
    """Return a name for a file with what was counted, without an ending."""
    return words.text("{set}, tally", set=criteria.title)


def save(shown: ShownTally, words: Words, target: Path) -> Path:
    """Write what was counted to a file, in the form that its name asks for.

    That is a report, or with `.csv` one line for each figure. Raises `StorageTrouble`.
    """
    if target.suffix.lower() == ".csv":
        # the mark lets spreadsheets read it as what it is
        data = written(rows(words, shown.tally)).encode("utf-8-sig")
    else:
        data = shown.gathered.report(words, shown.tally, target)
    write(target, data, shown.gathered)
    return target


def _with(texts: TextGrid, wanted: str) -> TextGrid:
    """Return the rows that have some words in them, in whatever column."""
    groups = tuple(
        (title, kept)
        for title, rows in texts.groups
        if (kept := tuple(row for row in rows if wanted in " ".join(row).casefold()))
    )
    return texts._replace(groups=groups)
