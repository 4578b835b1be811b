"""An editable Word file; the same report gives the same bytes.

Headings, lists, tables and boxes to tick are those of the word processor; charts are pictures
with their sentences as alternative texts. Marks are signs that can be typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from re import fullmatch
from typing import assert_never

from excellence_app.domain.levels import Verdict
from excellence_app.domain.messages import N_
from excellence_app.language import sentences
from excellence_app.language.catalogues import SOURCE_LANGUAGE, Words, available_languages
from excellence_app.reports import blocks, charts
from excellence_app.reports.blocks import ColumnRole, Mark, Role, Tone, Weight
from excellence_app.reports.charts import Drawing, TextStyle, Token
from excellence_app.reports.count_bars import count_bar
from excellence_app.reports.directions import runs_from_right
from excellence_app.reports.paper import columns, theme
from excellence_app.reports.paper.escaping import escape
from excellence_app.reports.paper.fonts import Face, Fonts
from excellence_app.reports.paper.picture import picture
from excellence_app.reports.paper.text import Ink, Inked, break_lines, line_width
from excellence_app.reports.paper.theme import Density, Size
from excellence_app.reports.word import markup
from excellence_app.reports.word.markup import Setting, TableCell, TableForm, TableRow
from excellence_app.reports.word.package import (
    AFTER,
    BULLETS,
    FRONT_STYLES,
    GAP,
    HEIGHT,
    STYLES,
    TOP,
    WIDTH,
    package,
    picture_relation,
)

_MM = theme.MILLIMETRE
_CHART_MARGINS = (3.0, 0.5)  # for strokes that reach over the edges of a chart
_STAIRCASE_HEIGHT = 150.0
_BOX_PADDING = 8.0
_NARROWER = 0.96  # the font of the file against ours, with which lines are counted
_SAFETY = 10.0  # points of page 1 that the estimate of its height leaves free
_LABEL_COLUMN = theme.LABEL_COLUMN
_LONG = 140.0  # higher than this a labelled text may go on over the page

_SIGNS = {
    Mark.MET: ("✓", Token.MET_FILL),
    Mark.MISSED: ("▲", Token.GAP_FILL),
    Mark.OPEN: ("○", Token.TEXT2),
    Mark.NOT_APPLICABLE: ("✕", Token.TEXT3),
}


def render(report: blocks.Report) -> bytes:
    """Return the report as a Word file of A4 pages."""
    fonts = Fonts()
    front = _front_density(report, fonts)
    gallery = _Gallery(fonts, colour=report.colour)
    writer = _Writer(fonts, report.language, front, gallery)
    body = "".join(part.markup for part in writer.parts(report.blocks, _PAGE))
    return package(report, front.sizes, body, writer.lists, gallery.pictures)


def _front_density(report: blocks.Report, fonts: Fonts) -> Density:
    """Return the first density in which what stands alone fits on a page."""
    alone = next((one for one in report.blocks if isinstance(one, blocks.OnePage)), None)
    if alone is None:
        return theme.USUAL
    for density in theme.DENSITIES:
        writer = _Writer(fonts, report.language, density)
        if sum(part.height for part in writer.parts([alone], _PAGE)) <= HEIGHT - _SAFETY:
            return density
    return theme.USUAL  # it needs several pages: at ease, then


@dataclass(frozen=True, slots=True)
class _Part:
    """Paragraphs or a table; the height is an estimate, for other fonts than the reader's."""

    markup: str
    height: float


@dataclass(frozen=True, slots=True)
class _Place:
    """Where blocks stand: how far from the left margin, in how much room, and on page 1 or not."""

    indent: float = 0
    width: float = WIDTH
    front: bool = False
    in_table: bool = False
    beside: bool = False  # a label
    names: bool = False  # what is set in medium weight is a name, and bold


_PAGE = _Place()
_IN_CELL = _Place(in_table=True)


class _Gallery:
    """The pictures of a file; the same chart is drawn once."""

    def __init__(self, fonts: Fonts, *, colour: bool) -> None:
        self._fonts = fonts
        self._colour = colour
        self._hung: dict[tuple[object, ...], tuple[str, float, float]] = {}
        self.pictures: list[bytes] = []

    def hang(self, drawing: Drawing) -> tuple[str, float, float]:
        """Return the relation of the picture of a chart, its width and its height."""
        key = (drawing.width, drawing.height, drawing.shapes)
        if key not in self._hung:
            made = picture(drawing, self._fonts, _CHART_MARGINS, colour=self._colour)
            self._hung[key] = (picture_relation(len(self.pictures)), made.width, made.height)
            self.pictures.append(made.data)
        return self._hung[key]

    def hang_picture(self, data: bytes) -> str:
        """Return the relation of a picture that is a PNG already."""
        self.pictures.append(data)
        return picture_relation(len(self.pictures) - 1)


class _Writer:
    """Turns blocks into markup, from the first to the last; `lists` is where lists start."""

    def __init__(
        self,
        fonts: Fonts,
        language: str,
        front: Density,
        gallery: "_Gallery | None" = None,
    ) -> None:
        self._fonts = fonts
        self._words = Words(language if language in available_languages() else SOURCE_LANGUAGE)
        self._from_right = runs_from_right(language)
        self._front = front
        self._gallery = gallery
        self._pictures = 0
        self._tick_boxes = 0
        self._level = 0
        self._title = ""
        self._new_page = False
        self._last_item = 0
        self.lists: list[int] = []

    def parts(self, content: Iterable[blocks.Block], place: _Place) -> Iterator[_Part]:
        """Yield what blocks become, in their order."""
        for block in content:
            if isinstance(block, blocks.PageBreak):
                self._new_page = True
                continue
            if self._new_page and not isinstance(block, blocks.Heading | blocks.Masthead):
                yield self._paragraph("Spacer", "", Setting(new_page=True), 4)
                self._new_page = False
            yield from self._parts_of(block, place)

    def _parts_of(self, block: blocks.Block, place: _Place) -> Iterator[_Part]:  # noqa: PLR0912 - one branch for each kind of block
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
                yield from self._table(block, place)
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
                *first, last = [*self.parts(block.content, place), _Part("", 0)]
                if not last.markup and first:
                    last = first.pop()
                yield self._paragraph("Spacer", "", Setting(leading=10, keep_with_next=True), 10)
                yield from (replace(part, markup=markup.kept(part.markup)) for part in first)
                yield last
            case blocks.OnePage():
                yield from self.parts(block.content, replace(place, front=True))
            case blocks.PageBreak():
                return
            case _:
                assert_never(block)

    # -- text

    def _paragraph(
        self, style: str, content: str, setting: Setting | None = None, height: float = 0
    ) -> _Part:
        return _Part(markup.paragraph(style, content, setting), height)

    def _line(self, style: str, text: str, height: float) -> _Part:
        return self._paragraph(style, markup.plain_run(text), height=height)

    def _size(self, role: Role, place: _Place) -> Size:
        return (self._front if place.front else theme.USUAL).sizes[role]

    def _style(self, role: Role, place: _Place) -> str:
        return FRONT_STYLES.get(role, STYLES[role]) if place.front else STYLES[role]

    def _text(self, block: blocks.Paragraph, place: _Place, named: str = "") -> _Part:
        """Return one paragraph; `named` says what a box to tick stands for."""
        size, style = self._size(block.role, place), self._style(block.role, place)
        after = AFTER[block.role]
        if (place.beside or not place.in_table) and block.role in {Role.CELL, Role.CAPTION}:
            after = 3.0
        if place.front:
            after *= self._front.gaps
        setting = Setting(place.indent, after=after)
        content = "".join(
            markup.run(
                span.text,
                self._weight(span, place),
                span.tone if span.tone is not None else block.tone,
            )
            for span in block.spans
        )
        if block.mark is not None:
            room = columns.mark_room(size)
            setting = replace(setting, hanging=room)
            content = self._mark(block, named) + (markup.TAB + content if block.spans else "")
        elif block.lead:
            setting = replace(setting, hanging=self._lead_room(block.lead, size))
            number = self._item(block.lead)
            if number is None:
                content = markup.run(block.lead, tone=block.tone) + markup.TAB + content
            setting = replace(setting, number=number)
            if number is not None and block.role is Role.BODY and not place.front:
                style = "ListBullet" if number == BULLETS else "ListNumber"
        if not block.lead:
            self._last_item = 0
        lines = self._lines(columns.inked(block, size), place.width - setting.hanging)
        return self._paragraph(style, content, setting, lines * size.leading + after)

    @staticmethod
    def _weight(span: blocks.Span, place: _Place) -> Weight:
        """Return regular or strong: the fonts of the file have nothing between the two."""
        if span.weight is Weight.MEDIUM:
            return Weight.STRONG if place.names else Weight.REGULAR
        return span.weight

    def _lines(self, text: Sequence[Inked], width: float) -> int:
        return len(break_lines(text, max(width / _NARROWER, 10.0), self._fonts))

    def _mark(self, block: blocks.Paragraph, named: str) -> str:
        match block.mark:
            case Mark.BOX | Mark.TICKED:
                self._tick_boxes += 1
                return markup.tick_box(
                    self._tick_boxes, block.text or named, ticked=block.mark is Mark.TICKED
                )
            case None:
                return ""
            case _:
                return markup.sign(*_SIGNS[block.mark])

    def _item(self, lead: str) -> int | None:
        """Return the list that an item with this lead belongs to, none if it is no list."""
        if lead == "•":
            return BULLETS
        found = fullmatch(r"([0-9]{1,4})\.", lead)
        if found is None:
            return None
        number = int(found[1])
        if number != self._last_item + 1 or number == 1:
            self.lists.append(number)
        self._last_item = number
        return BULLETS + len(self.lists)

    def _lead_room(self, lead: str, size: Size) -> float:
        ink = Ink(Face.REGULAR, size.letters, Token.TEXT)
        return columns.lead_room(self._natural([lead], ink))

    def _natural(self, texts: Iterable[str], ink: Ink) -> float:
        return max(
            (
                line_width(line, self._fonts)
                for text in texts
                for line in break_lines([Inked(text, ink)], 10_000, self._fonts)
            ),
            default=0.0,
        )

    # -- heads

    def _masthead(self, block: blocks.Masthead) -> Iterator[_Part]:
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

    def _heading(self, text: str, level: int, place: _Place) -> Iterator[_Part]:
        self._title, self._level, self._last_item = text, level, 0
        before = (14.0 if level > 1 else 24.0) * (self._front.gaps if place.front else 1)
        setting = Setting(before=before) if place.front else Setting(new_page=self._new_page)
        if setting.new_page:
            setting = replace(setting, before=0)
        self._new_page = False
        yield self._paragraph(
            f"Heading{level}", markup.plain_run(text), setting, before + 4 + theme.PART.leading
        )

    def _labelled(self, block: blocks.Labelled, place: _Place) -> Iterator[_Part]:
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
        yield self._paragraph("Spacer", "", Setting(leading=gap), gap)
        row = self._beside(label, block.content, place)
        yield replace(row, markup=markup.kept(row.markup)) if block.below else row
        yield from self.parts(block.below, place)
        self._level, self._title = level, title

    def _beside(self, label: list[_Part], content: Sequence[blocks.Block], place: _Place) -> _Part:
        """Return a row with content beside its label; what is long may go on over the page."""
        inner = replace(
            place, indent=0, width=place.width - _LABEL_COLUMN, in_table=True, beside=True
        )
        parts = list(self.parts(content, inner))
        deepest = max(_height(label), _height(parts))
        form = TableForm(
            "PlainTable",
            (_LABEL_COLUMN, place.width - _LABEL_COLUMN),
            self._title,
            from_right=self._from_right,
        )
        row = TableRow((_cell(label), _cell(parts)), divisible=deepest > _LONG)
        return _Part(markup.table(form, [row]) + _SPACE, deepest + 4)

    def _standing(self, block: blocks.StandingBox, place: _Place) -> Iterator[_Part]:
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

    # -- page 1

    def _key_facts(self, block: blocks.KeyFacts, place: _Place) -> Iterator[_Part]:
        if not block.facts:
            return
        room = WIDTH / len(block.facts)
        names = [(blocks.said(f.name, Role.CAPTION, Tone.FAINT),) for f in block.facts]
        values = [(blocks.said(f.value, Role.CAPTION, weight=Weight.STRONG),) for f in block.facts]
        form = TableForm("PlainTable", [room] * len(block.facts), self._title)
        yield from self._plain_table(form, [names, values], place)

    def _plain_table(
        self,
        form: TableForm,
        rows: Sequence[Sequence[blocks.Cell]],
        place: _Place,
        figures: frozenset[int] = frozenset(),
        *,
        head: bool = True,
    ) -> Iterator[_Part]:
        """Yield a table, its first row as its head; `figures` are columns set to the right."""
        made, height = [], 0.0
        for number, cells in enumerate(rows):
            made_cells, deepest = [], 0.0
            for index, cell in enumerate(cells):
                last = index + 1 == len(cells)
                room = form.widths[index] - (0 if last else GAP)
                inner = replace(place, indent=0, width=room, in_table=True, beside=False)
                parts = [self._in_cell(one, inner, figure=index in figures) for one in cell]
                made_cells.append(_cell(parts))
                deepest = max(deepest, sum(part.height for part in parts))
            made.append(TableRow(tuple(made_cells), head=head and number == 0))
            height += deepest + form.above + form.below
        placed = replace(form, indent=place.indent, from_right=self._from_right)
        yield _Part(markup.table(placed, made) + _SPACE, height + 4)

    def _in_cell(
        self,
        block: "blocks.Paragraph | blocks.Bullet | blocks.Dumbbell | blocks.CountBar",
        place: _Place,
        *,
        figure: bool,
        named: str = "",
    ) -> _Part:
        if not isinstance(block, blocks.Paragraph):
            return self._mark_on_scale(block, place, place.width)
        part = self._text(block, place, named)
        return replace(part, markup=markup.set_to_end(part.markup)) if figure else part

    def _ladder(self, block: blocks.LabelLadder, place: _Place) -> Iterator[_Part]:
        words = self._words
        cell, strong = Role.CELL, Weight.STRONG
        states = {
            Mark.MET: sentences.verdict(words, Verdict.MET),
            Mark.MISSED: sentences.verdict(words, Verdict.MISSED),
            Mark.OPEN: sentences.verdict(words, Verdict.OPEN),
        }
        heads = (N_("Label"), N_("Rule"), N_("State"), N_("Figure"))
        rows: list[list[blocks.Cell]] = [
            [(blocks.said(words.text(head), Role.CAPTION, Tone.FAINT),) for head in heads]
        ]
        for step in block.steps:
            for number, rule in enumerate(step.rules):
                text = rule.short if self._front.short and rule.short else rule.text
                rows.append(
                    [
                        (blocks.said(step.label if not number else "", cell, weight=strong),),
                        (blocks.said(text, cell, mark=rule.mark),),
                        (blocks.said(states.get(rule.mark, ""), cell, Tone.QUIET),),
                        (blocks.said(rule.value, cell, weight=strong),),
                    ]
                )
        ink = Ink(Face.STRONG, self._size(cell, place).letters, Token.TEXT)
        most = {0: place.width * 0.3, 2: place.width * 0.3, 3: place.width * 0.34}
        widths = [
            min(self._natural(_texts(row[index] for row in rows), ink) + GAP + 2, room)
            for index, room in most.items()
        ]
        widths.insert(1, place.width - sum(widths))
        gaps = self._front.gaps if place.front else 1.0
        form = TableForm("ReportTable", widths, self._title, above=1.6 * gaps, below=0.8 * gaps)
        yield from self._plain_table(form, rows, place, frozenset((3,)))

    def _dimension_bars(self, block: blocks.DimensionBars, place: _Place) -> Iterator[_Part]:
        rows: list[list[blocks.Cell]] = []
        for bar in block.bars:
            weight = Weight.STRONG if bar.total else Weight.REGULAR
            rows.append(
                [
                    (blocks.said(bar.name, Role.CELL, weight=weight),),
                    (bar.bar,),
                    (blocks.said(bar.value, Role.CELL, weight=Weight.STRONG),),
                ]
            )
        ink = Ink(Face.STRONG, self._size(Role.CELL, place).letters, Token.TEXT)
        value = max(14 * _MM, self._natural([bar.value for bar in block.bars], ink) + 4)
        chart = min(52 * _MM, (place.width - value) * 0.5) + GAP
        form = TableForm("PlainTable", (place.width - chart - value, chart, value), self._title)
        form = replace(form, below=2 * (self._front.gaps if place.front else 1))
        yield from self._plain_table(form, rows, place, frozenset((2,)), head=False)

    # -- charts

    def _skyline(self, block: blocks.Skyline, place: _Place) -> Iterator[_Part]:
        unit = self._front.unit if place.front else theme.UNIT
        drawings = charts.skyline(block, place.width, unit, self._width_of, theme.SMALLEST)
        for drawing in drawings:
            yield self._chart(drawing, place, drawing.alternative)
        yield _Part(_SPACE, 4)

    def _mark_on_scale(
        self,
        block: "blocks.Bullet | blocks.Dumbbell | blocks.CountBar",
        place: _Place,
        width: float,
    ) -> _Part:
        unit = self._front.unit if place.front else theme.UNIT
        if isinstance(block, blocks.Bullet):
            drawing = charts.bullet(block, min(width, place.width), unit)
        elif isinstance(block, blocks.CountBar):
            drawing = count_bar(block, min(width, place.width), unit)
        else:
            drawing = charts.dumbbell(block, min(width, place.width), unit)
        return self._chart(drawing, place, block.alternative)

    def _chart(self, drawing: Drawing, place: _Place, alternative: str) -> _Part:
        side, above = _CHART_MARGINS
        relation, width, height = "", drawing.width + 2 * side, drawing.height + 2 * above
        if self._gallery is not None:
            relation, width, height = self._gallery.hang(drawing)
        self._pictures += 1
        content = markup.picture(self._pictures, relation, (width, height), alternative)
        # A word processor may cut off what reaches out of a cell, so charts begin inside.
        start = 0 if place.in_table else place.indent - side
        return self._paragraph("Chart", content, Setting(start), height + 1)

    def _width_of(self, text: str, style: TextStyle) -> float:
        return self._fonts.width(escape(text), theme.FACES[style.weight], style.size)

    # -- fields to fill in

    def _field(self, block: blocks.Field, place: _Place) -> _Part:
        size = self._size(Role.BODY, place)
        name, content, start = block.name, "", 0.0
        if name:
            ink = Ink(Face.REGULAR, size.letters, Token.TEXT)
            start = min(self._natural([name], ink) + 6, place.width * 0.6)
            content = markup.plain_run(f"{name} ")
        wanted = 44 * _MM if name or block.unit else 100 * _MM
        end = place.indent + min(start + wanted, place.width)
        content += markup.TAB
        if block.unit:
            content += markup.run(f" {block.unit}", tone=Tone.QUIET)
        setting = Setting(place.indent, tab=("left", "underscore", end))
        return self._paragraph("Field", content, setting, size.leading + 8)

    def _writing_lines(self, block: blocks.WritingLines, place: _Place) -> Iterator[_Part]:
        if block.name:
            caption = blocks.said(block.name, Role.CAPTION, Tone.FAINT)
            part = self._text(caption, place)
            yield replace(part, markup=markup.kept(part.markup))
        for _ in range(block.count):
            yield self._paragraph("WritingLines", "", Setting(place.indent), 17)

    # -- tables

    def _table(self, block: blocks.Table, place: _Place) -> Iterator[_Part]:
        places = columns.columns(block, place.width, self._fonts, theme.SIZES)
        starts = [start for start, _ in places]
        ends = [*starts[1:], places[-1][0] + places[-1][1]] if places else []
        widths = [end - start for start, end in zip(starts, ends, strict=True)]
        rows: list[TableRow] = []
        if any(column.title or column.axis for column in block.columns):
            rows.append(self._table_head(block, places))
        for number, row in enumerate(block.rows):
            following = block.rows[number + 1] if number + 1 < len(block.rows) else None
            if isinstance(row, blocks.Band):
                keep = not row.cut and following is not None
                rows.append(_kept_if(keep, self._band(row, len(widths), place)))
            else:
                keep = isinstance(following, blocks.Band) and following.cut
                rows.append(_kept_if(keep, self._row(block, row, places, place)))
        airy = any(
            len(cell) > 1 and not isinstance(cell[0], blocks.Paragraph)
            for row in block.rows
            if isinstance(row, blocks.Row)
            for cell in row.cells
        )
        above, below = (4.0, 6.0) if airy else (3.2, 2.3)
        form = TableForm(
            "ReportTable",
            widths,
            self._title,
            indent=place.indent,
            above=above,
            below=below,
            from_right=self._from_right,
        )
        yield _Part(_SPACE + markup.table(form, rows) + _SPACE, 0)

    def _table_head(self, block: blocks.Table, places: Sequence[tuple[float, float]]) -> TableRow:
        titles = [column.title for column in block.columns]
        for index, column in enumerate(block.columns):
            if column.role is ColumnRole.NUMBER and columns.title_goes_on(block, index):
                titles[index], titles[index + 1] = "", titles[index]
        cells = []
        for index, column in enumerate(block.columns):
            setting = Setting(
                _CHART_MARGINS[0] if column.role is ColumnRole.CHART else 0,
                align_end=column.role is ColumnRole.FIGURE,
            )
            parts = [self._paragraph("TableHead", markup.plain_run(titles[index]), setting)]
            if column.axis is not None:
                style = TextStyle(theme.SMALLEST)
                drawing = charts.bullet_axis(column.axis, places[index][1], style)
                numbers = ", ".join(str(level) for level in range(column.axis.maximum + 1))
                parts.append(self._chart(drawing, _IN_CELL, numbers))
            cells.append(_cell(parts))
        return TableRow(tuple(cells), head=True)

    def _row(
        self,
        block: blocks.Table,
        row: blocks.Row,
        places: Sequence[tuple[float, float]],
        place: _Place,
    ) -> TableRow:
        named = next((text for text in _texts(row.cells) if text), "")
        cells = []
        for cell, column, (_, room) in zip(row.cells, block.columns, places, strict=True):
            inner = replace(
                place,
                indent=_CHART_MARGINS[0] if column.role is ColumnRole.CHART else 0,
                width=room,
                in_table=True,
                names=column.role is ColumnRole.NAME,
            )
            figure = column.role is ColumnRole.FIGURE
            cells.append(
                _cell([self._in_cell(one, inner, figure=figure, named=named) for one in cell])
            )
            self._last_item = 0
        return TableRow(tuple(cells))

    def _band(self, band: blocks.Band, reach: int, place: _Place) -> TableRow:
        spans = [blocks.Span(band.text, Weight.STRONG)]
        if band.detail:
            spans.append(blocks.Span(f"   {band.detail}", Weight.REGULAR, Tone.FAINT))
        tone = Tone.LABEL if band.cut else Tone.NORMAL
        text = blocks.Paragraph(tuple(spans), Role.CELL, tone, band.mark)
        inner = replace(place, indent=0, in_table=True)
        cell = TableCell(self._text(text, inner).markup, reach, Token.GOLD if band.cut else None)
        return TableRow((cell,))


def _texts(cells: Iterable[blocks.Cell]) -> list[str]:
    return [one.text for cell in cells for one in cell if isinstance(one, blocks.Paragraph)]


def _height(parts: Iterable[_Part]) -> float:
    return sum(part.height for part in parts)


_SPACE = markup.paragraph("Spacer", "")  # or the next table would join this one


def _cell(parts: Sequence[_Part]) -> TableCell:
    return TableCell("".join(part.markup for part in parts) or markup.paragraph("TableText", ""))


def _kept_if(keep: bool, row: TableRow) -> TableRow:  # noqa: FBT001 - a value of the field, not a switch of ours
    if not keep:
        return row
    cells = tuple(replace(cell, content=markup.kept(cell.content)) for cell in row.cells)
    return replace(row, cells=cells)
