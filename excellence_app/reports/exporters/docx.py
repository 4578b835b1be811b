"""An editable Word file; the same report gives the same bytes.

Headings, lists, tables and boxes to tick are those of the word processor; charts are pictures
with their sentences as alternative texts. Marks are signs that can be typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from excellence_app.reports import blocks, charts
from excellence_app.reports.blocks import Role, Tone
from excellence_app.reports.charts import Token
from excellence_app.reports.keeping import with_stays
from excellence_app.reports.paper import columns, theme
from excellence_app.reports.paper.fonts import Face, Fonts
from excellence_app.reports.paper.text import Ink, Inked
from excellence_app.reports.paper.theme import Density, Size
from excellence_app.reports.word import markup
from excellence_app.reports.word.markup import Setting, TableForm, TableRow
from excellence_app.reports.word.package import (
    GAP,
    HEIGHT,
    TOP,
    WIDTH,
    package,
)
from excellence_app.reports.word.parts import (
    PAGE,
    SPACE,
    Gallery,
    Part,
    Place,
    cell_of,
    height_of,
)
from excellence_app.reports.word.table_writer import TableWriter

_STAIRCASE_HEIGHT = 150.0
_BOX_PADDING = 8.0
_SAFETY = 10.0  # points of page 1 that the estimate of its height leaves free
_LABEL_COLUMN = theme.LABEL_COLUMN
_LONG = 140.0  # higher than this a labelled text may go on over the page


def render(report: blocks.Report) -> bytes:
    """Return the report as a Word file of A4 pages."""
    fonts = Fonts()
    front = _front_density(report, fonts)
    gallery = Gallery(fonts, colour=report.colour)
    writer = _Writer(fonts, report.language, front, gallery)
    if any(isinstance(block, blocks.Contents) for block in report.blocks):
        writer.listed = report.headings
    body = "".join(part.markup for part in writer.parts(report.blocks, PAGE))
    return package(report, front.sizes, body, writer.lists, gallery.pictures)


def _front_density(report: blocks.Report, fonts: Fonts) -> Density:
    """Return the first density in which what stands alone fits on a page."""
    alone = next((one for one in report.blocks if isinstance(one, blocks.OnePage)), None)
    if alone is None:
        return theme.USUAL
    for density in theme.DENSITIES:
        writer = _Writer(fonts, report.language, density)
        if sum(part.height for part in writer.parts([alone], PAGE)) <= HEIGHT - _SAFETY:
            return density
    return theme.USUAL  # it needs several pages: at ease, then


class _Writer(TableWriter):
    """Turns blocks into markup, from the first to the last.

    `listed` are the headings that a table of contents leads to, in their order.
    """

    listed: tuple[blocks.Heading, ...] = ()
    _reached = 0  # so many of them are written

    def parts(self, content: Iterable[blocks.Block], place: Place) -> Iterator[Part]:
        """Yield what blocks become, in their order."""
        for block, stays in with_stays(content):
            if isinstance(block, blocks.PageBreak):
                self._new_page = True
                continue
            if self._new_page and not isinstance(block, blocks.Heading | blocks.Masthead):
                yield self._paragraph("Spacer", "", Setting(new_page=True), 4)
                self._new_page = False
            if isinstance(block, blocks.Table):
                yield from self._table(block, place, stays=stays)
                continue
            for part in self._parts_of(block, place):
                yield replace(part, markup=markup.kept(part.markup)) if stays else part

    def _parts_of(self, block: blocks.Block, place: Place) -> Iterator[Part]:  # noqa: PLR0912 - one branch for each kind of block
        match block:
            case blocks.Paragraph():
                yield self._text(block, place)
            case blocks.Masthead():
                yield from self._masthead(block)
            case blocks.Heading():
                yield from self._heading(block.text, block.level, place)
                if block.aside:
                    yield self._line("Aside", block.aside, 16.4)
            case blocks.KeyFacts():
                yield from self._key_facts(block, place)
            case blocks.LabelLadder():
                yield from self._ladder(block, place)
            case blocks.Bullet() | blocks.Dumbbell():
                yield self._mark_on_scale(block, place, theme.CHART_WIDTH)
            case blocks.Skyline():
                yield from self._skyline(block, place)
            case blocks.DimensionBars():
                yield from self._dimension_bars(block, place)
            case blocks.Staircase():
                drawing = charts.staircase(
                    block, place.width, _STAIRCASE_HEIGHT, theme.UNIT, self._width_of
                )
                yield self._chart(drawing, place, block.alternative)
            case blocks.Table():
                yield from self._table(block, place, stays=False)
            case blocks.Labelled():
                yield from self._labelled(block, place)
            case blocks.StandingBox():
                yield from self._standing(block, place)
            case blocks.Field():
                yield self._field(block, place)
            case blocks.WritingLines():
                yield from self._writing_lines(block, place)
            case blocks.Together(breaks=True):
                yield self._paragraph("Spacer", "", Setting(leading=10, keep_with_next=True), 10)
                for number, one in enumerate(block.content):
                    for part in self.parts((one,), place):
                        kept = block.kept_with_next(number)
                        yield replace(part, markup=markup.kept(part.markup)) if kept else part
            case blocks.Together():
                *first, last = [*self.parts(block.content, place), Part("", 0)]
                if not last.markup and first:
                    last = first.pop()
                yield self._paragraph("Spacer", "", Setting(leading=10, keep_with_next=True), 10)
                yield from (replace(part, markup=markup.kept(part.markup)) for part in first)
                yield last
            case blocks.Contents():
                yield from self._contents(block, place)
            case blocks.OnePage():
                yield from self.parts(block.content, replace(place, front=True))
            case blocks.PageBreak():
                return
            case _:
                assert_never(block)

    def _masthead(self, block: blocks.Masthead) -> Iterator[Part]:
        self._title = block.title
        kind = markup.plain_run(block.kind) + markup.TAB + markup.plain_run(block.day)
        tab = Setting(tab=("right", "none", WIDTH), new_page=self._new_page)
        self._new_page = False
        if block.logo is not None:
            kind = self._logo(block.logo) + kind
        yield self._paragraph("Kind", kind, tab, 13)
        size, lines = self._title_size(block.title)
        smaller = Setting(leading=size.leading) if size is not theme.TITLE else None
        letters = f'<w:sz w:val="{round(size.letters * 2)}"/>' if smaller is not None else ""
        title = markup.plain_run(block.title, letters)
        yield self._paragraph("Title", title, smaller, lines * size.leading + 9)
        lead = theme.SIZES[Role.LEAD]
        ink = Ink(Face.REGULAR, lead.letters, Token.TEXT2)
        lines = self._lines([Inked(block.result, ink)], WIDTH)
        yield self._line("Subtitle", block.result, lines * lead.leading + 3)
        if block.note:
            yield self._line("Note", block.note, theme.SIZES[Role.CELL].leading)
        yield self._paragraph("Rule", "", height=10)

    def _logo(self, logo: blocks.Picture) -> str:
        relation = "" if self._gallery is None else self._gallery.hang_picture(logo.data)
        self._pictures += 1
        size = (logo.width, logo.height)
        above = (TOP - logo.height) / 2
        return markup.picture_in_margin(self._pictures, relation, size, logo.alternative, above)

    def _title_size(self, text: str) -> tuple[Size, int]:
        """Return the size of the title, and its lines: a long one gets smaller letters."""
        size, lines = theme.TITLE, 1
        for size in (theme.TITLE, Size(24, 29), Size(19, 24), Size(15, 19)):
            lines = self._lines([Inked(text, Ink(Face.DISPLAY, size.letters, Token.TEXT))], WIDTH)
            if lines <= (1 if size is theme.TITLE else 2):
                break
        return size, lines

    def _heading(self, text: str, level: int, place: Place) -> Iterator[Part]:
        self._title, self._level, self._last_item = text, level, 0
        before = (14.0 if level > 1 else 24.0) * (self._front.gaps if place.front else 1)
        setting = Setting(before=before) if place.front else Setting(new_page=self._new_page)
        if setting.new_page:
            setting = replace(setting, before=0)
        self._new_page = False
        content = markup.plain_run(text)
        if self._reached < len(self.listed) and self.listed[self._reached].text == text:
            content = markup.bookmarked(self._reached, content)
            self._reached += 1
        yield self._paragraph(f"Heading{level}", content, setting, before + 4 + theme.PART.leading)

    def _contents(self, block: blocks.Contents, place: Place) -> Iterator[Part]:
        """Yield the headings, each with a field for its page, worked out on opening."""
        yield from self._heading(block.title, 1, place)
        for number, heading in enumerate(self.listed):
            chapter = heading.level == 1
            size = theme.SIZES[Role.BODY if chapter else Role.CELL]
            setting = Setting(
                indent=0 if chapter else 14,
                before=3 if chapter else 0,
                after=0,
                keep_with_next=chapter,
                tab=("right", "dot", place.width),
            )
            weight = blocks.Weight.STRONG if chapter else blocks.Weight.REGULAR
            line = markup.run(heading.text, weight) + markup.TAB + markup.page_of(number)
            style = "Normal" if chapter else "TableText"
            yield self._paragraph(style, line, setting, size.leading + 1)

    def _labelled(self, block: blocks.Labelled, place: Place) -> Iterator[Part]:
        """Yield a label with its content beside it."""
        level, title = self._level, self._title
        self._title = block.label
        size = theme.SIDE if not place.front else self._size(Role.BODY, place)
        label = [
            self._paragraph(
                f"Heading{min(max(level, 1) + 1, 3)}",
                markup.plain_run(block.label),
                Setting(before=0, after=1, leading=size.leading),
                size.leading + 1,
            )
        ]
        if block.caption:
            caption = blocks.said(block.caption, Role.CAPTION, Tone.FAINT)
            narrow = replace(place, width=_LABEL_COLUMN - 2 * GAP, in_table=True)
            label.append(self._text(caption, narrow))
        gap = 10.0 * (self._front.gaps if place.front else 1.0)
        yield self._paragraph("Spacer", "", Setting(leading=gap, keep_with_next=True), gap)
        if not block.content:  # a title above what runs over both columns: no table of its own
            yield from (replace(part, markup=markup.kept(part.markup)) for part in label)
            yield from self.parts(block.below, place)
            self._level, self._title = level, title
            return
        row = self._beside(label, block.content, place)
        yield replace(row, markup=markup.kept(row.markup)) if block.below else row
        yield from self.parts(block.below, place)
        self._level, self._title = level, title

    def _beside(self, label: list[Part], content: Sequence[blocks.Block], place: Place) -> Part:
        """Return a row with content beside its label; what is long may go on over the page."""
        inner = replace(
            place, indent=0, width=place.width - _LABEL_COLUMN, in_table=True, beside=True
        )
        parts = list(self.parts(content, inner))
        deepest = max(height_of(label), height_of(parts))
        form = TableForm(
            "PlainTable",
            (_LABEL_COLUMN, place.width - _LABEL_COLUMN),
            self._title,
            from_right=self._from_right,
        )
        row = TableRow((cell_of(label), cell_of(parts)), divisible=deepest > _LONG)
        return Part(markup.table(form, [row]) + SPACE, deepest + 4)

    def _standing(self, block: blocks.StandingBox, place: Place) -> Iterator[Part]:
        size = self._size(Role.CELL, place)
        inside = Setting(_BOX_PADDING, right=_BOX_PADDING)
        first = replace(inside, before=16)
        title = markup.plain_run(block.label)
        yield self._paragraph("BoxTitle", title, first, size.leading + 30)
        for text in block.content:
            content = "".join(
                markup.run(span.text, span.weight, span.tone or Tone.NORMAL) for span in text.spans
            )
            room = place.width - 2 * _BOX_PADDING
            lines = self._lines(columns.inked(text, size), room)
            yield self._paragraph("Box", content, inside, lines * size.leading)
