"""A4 pages as PDF, with reportlab's canvas; the same report gives the same bytes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportlab import rl_config

from excellence_app.reports import blocks, charts
from excellence_app.reports.blocks import ColumnRole, Role, Tone, Weight
from excellence_app.reports.charts import Anchor, TextStyle, Token
from excellence_app.reports.count_bars import count_bar
from excellence_app.reports.keeping import row_stays, with_stays
from excellence_app.reports.paper import columns, theme
from excellence_app.reports.paper.book import pages_of, running_heads
from excellence_app.reports.paper.boxes import (
    Bookmarked,
    Box,
    Cell,
    DrawingBox,
    LineBox,
    Panel,
    PictureBox,
    RowBox,
    RuleBox,
    SpaceBox,
    Stack,
    TextBox,
    stacked,
)
from excellence_app.reports.paper.columns import MARK_COLUMN
from excellence_app.reports.paper.fonts import Face, Fonts
from excellence_app.reports.paper.pages import Flow, Page, paginate
from excellence_app.reports.paper.pen import Pen
from excellence_app.reports.paper.text import (
    Ink,
    Inked,
    break_lines,
    line_width,
)
from excellence_app.reports.paper.theme import Size

# Nothing here reads markup or addresses; this holds should that ever change.
rl_config.trustedSchemes = ["data"]
rl_config.trustedHosts = None

_MM = theme.MILLIMETRE
_STAIRCASE_HEIGHT = 150.0
_MOST_EXTRA_GAP = 7.0  # of what is left over on a page that stands alone
_LONG = 140.0  # higher than this a labelled text may go on over the page


def render(report: blocks.Report) -> bytes:
    """Return the report as a PDF of A4 pages."""
    fonts = Fonts()
    pen = Pen(fonts, report.language, colour=report.colour)
    pen.describe(report.title, report.author, report.subject)
    setter = _Typesetter(fonts, pen)
    setter.headings = report.headings
    pages = paginate(setter.flows(report.blocks, theme.WIDTH), theme.HEIGHT)
    if any(isinstance(block, blocks.Contents) for block in report.blocks):
        # The numbers take no more room than what stood in their place, so no page moves.
        setter.on_pages = pages_of(report.headings, pages)
        pages = paginate(setter.flows(report.blocks, theme.WIDTH), theme.HEIGHT)
    running = running_heads(report, pages)
    for number, page in enumerate(pages, start=1):
        _draw_page(pen, page)
        setter.draw_head(*running[number - 1])
        setter.draw_footer(report, number, len(pages))
        pen.end_page()
    return pen.finish()


def _draw_page(pen: Pen, page: Page) -> None:
    for placed in page:
        placed.box.draw(pen, theme.LEFT, theme.TOP + placed.top)


class _Typesetter:
    """Turns blocks into boxes of a given width."""

    def __init__(self, fonts: Fonts, pen: Pen, density: theme.Density = theme.USUAL) -> None:
        self._fonts = fonts
        self._pen = pen
        self._density = density
        self._sizes = density.sizes
        self.headings: tuple[blocks.Heading, ...] = ()
        self.on_pages: tuple[int, ...] = ()  # where the headings are, once that is known

    def flows(self, content: Iterable[blocks.Block], width: float) -> Iterator[Flow]:
        """Yield what goes onto pages, in order."""
        new_page = False
        for block, stays in with_stays(content):
            if isinstance(block, blocks.PageBreak):
                new_page = True
                continue
            flows = list(self._flows_of(block, width))
            if stays and flows:
                flows[-1] = replace(flows[-1], keep_with_next=True)
            for flow in flows:
                before = flow.before * self._density.gaps
                yield replace(flow, before=before, new_page=new_page or flow.new_page)
                new_page = False

    def _flows_of(self, block: blocks.Block, width: float) -> Iterator[Flow]:  # noqa: PLR0912 - one branch for each kind of block
        match block:
            case blocks.Masthead():
                yield from self._masthead(block, width)
            case blocks.Heading():
                yield from self._heading(block, width)
            case blocks.Table():
                yield from self._table(block, width)
            case blocks.Labelled():
                yield from self._labelled(block, width)
            case blocks.Contents():
                yield from self._contents(block, width)
            case blocks.StandingBox():
                yield Flow(self._standing(block, width), before=14, at_foot=True)
            case blocks.OnePage():
                yield from self._one_page(block, width)
            case blocks.Together(breaks=True):
                before = 12.0
                for number, one in enumerate(block.content):
                    for box in self._boxes([one], width):
                        yield Flow(box, before, keep_with_next=block.kept_with_next(number))
                        before = 4.0
            case blocks.Together():
                yield Flow(Stack(tuple(self._boxes(block.content, width)), 4), before=12)
            case blocks.Skyline():
                for number, box in enumerate(self._skyline(block, width)):
                    yield Flow(box, before=8 if number else 6)
            case blocks.KeyFacts():
                yield Flow(self._key_facts(block, width), before=8)
            case blocks.Paragraph():
                box = self.paragraph(block, width)
                yield Flow(box, before=4 if block.lead or block.mark else 6, divisible=True)
            case _:
                yield Flow(stacked(self._boxes([block], width)), before=8)

    def _one_page(self, block: blocks.OnePage, width: float) -> list[Flow]:
        """Return the flows in the first density that one page can hold."""
        for density in theme.DENSITIES:
            setter = _Typesetter(self._fonts, self._pen, density)
            flows = list(setter.flows(block.content, width))
            spare = theme.HEIGHT - sum(flow.before + flow.box.height for flow in flows)
            if spare >= 0:
                more = min(_MOST_EXTRA_GAP, spare / len(flows))
                return [
                    flow if flow.at_foot else replace(flow, before=flow.before + more)
                    for flow in flows
                ]
        return list(self.flows(block.content, width))  # it needs several pages: at ease, then

    def _boxes(self, content: Iterable[blocks.Block], width: float) -> list[Box]:
        """Return the boxes of blocks that stand together."""
        found: list[Box] = []
        for block in content:
            match block:
                case blocks.Paragraph():
                    found.append(self.paragraph(block, width))
                case blocks.LabelLadder():
                    found.append(self._ladder(block, width))
                case blocks.Bullet():
                    wide = min(width, theme.CHART_WIDTH)
                    found.append(DrawingBox(charts.bullet(block, wide, self._density.unit)))
                case blocks.Dumbbell():
                    wide = min(width, theme.CHART_WIDTH)
                    found.append(DrawingBox(charts.dumbbell(block, wide, self._density.unit)))
                case blocks.DimensionBars():
                    found.append(self._dimension_bars(block, width))
                case blocks.Staircase():
                    drawing = charts.staircase(
                        block, width, _STAIRCASE_HEIGHT, theme.UNIT, self._pen.width_of
                    )
                    found.append(DrawingBox(drawing))
                case blocks.Field():
                    found.append(self._field(block, width))
                case blocks.WritingLines():
                    found.append(self._writing_lines(block, width))
                case blocks.PageBreak():
                    continue
                case _:
                    found += [flow.box for flow in self._flows_of(block, width)]
        return found

    # -- text

    def paragraph(self, block: blocks.Paragraph, width: float) -> TextBox:
        """Set one paragraph."""
        size = self._sizes[block.role]
        lead: charts.Drawing | tuple[()] | None = None
        indent = 0.0
        text_lead = None
        if block.mark is not None:
            lead = charts.mark(block.mark, 0.82 * size.letters)
            indent = columns.mark_room(size)
        elif block.lead:
            ink = Ink(Face.REGULAR, size.letters, theme.TONES[block.tone])
            text_lead = break_lines([Inked(block.lead, ink)], width, self._fonts)[0]
            indent = columns.lead_room(line_width(text_lead, self._fonts))
        lines = break_lines(columns.inked(block, size), max(width - indent, 10.0), self._fonts)
        return TextBox(
            lines, size.leading, size.letters, indent, lead if lead is not None else text_lead
        )

    def _line(
        self,
        text: str,
        size: Size,
        width: float,
        face: Face = Face.REGULAR,
        colour: Token = Token.TEXT,
        anchor: Anchor = Anchor.START,
    ) -> TextBox:
        ink = Ink(face, size.letters, colour)
        lines = break_lines([Inked(text, ink)], width, self._fonts)
        widths = tuple(line_width(line, self._fonts) for line in lines)
        return TextBox(lines, size.leading, size.letters, anchor=anchor, widths=widths, room=width)

    # -- heads

    def _masthead(self, block: blocks.Masthead, width: float) -> Iterator[Flow]:
        kind = Size(9.6, 13)
        half = width * 0.7
        day = self._line(block.day, kind, width - half, Face.MEDIUM, Token.TEXT2, Anchor.END)
        over = RowBox(
            (
                Cell(0, self._line(block.kind, kind, half, Face.MEDIUM, Token.TEXT2)),
                Cell(half, day),
            )
        )
        room = width - (block.logo.width + theme.GUTTER if block.logo is not None else 0)
        title = self._fitting_title(block.title, room)
        size = self._sizes[Role.LEAD]
        result = self._line(block.result, size, width, Face.REGULAR, Token.TEXT2)
        top: Box = title
        if block.logo is not None:
            logo = Cell(width - block.logo.width, PictureBox(block.logo))
            top = RowBox((Cell(0, title), logo))
        texts: list[Box] = [top, SpaceBox(4), result]
        if block.note:
            note = self._line(block.note, self._sizes[Role.CELL], width, Face.STRONG, Token.GOLD)
            texts += [SpaceBox(4), note]
        parts: list[Box] = [over, SpaceBox(8), *texts]
        parts.append(RuleBox(width, 15, theme.CHAPTER_RULE))
        yield Flow(Bookmarked(Stack(tuple(parts)), block.title, 0))

    def _fitting_title(self, text: str, width: float) -> TextBox:
        """Set the title; a long one in smaller letters, so that page 1 keeps its room."""
        for size in (theme.TITLE, Size(24, 29), Size(19, 24)):
            box = self._line(text, size, width, Face.DISPLAY)
            if len(box.lines) <= (1 if size is theme.TITLE else 2):
                return box
        return self._line(text, Size(15, 19), width, Face.DISPLAY)

    def _heading(self, block: blocks.Heading, width: float) -> Iterator[Flow]:
        level = block.level - 1
        size = {1: theme.CHAPTER, 2: theme.PART}.get(block.level, theme.SIDE)
        face = Face.DISPLAY if block.level == 1 else Face.STRONG
        cells: list[Cell] = []
        room = width
        if block.aside:
            room = width * 0.62
            aside = self._line(
                block.aside,
                Size(self._sizes[Role.CELL].letters, self._sizes[Role.CELL].leading),
                width - room,
                Face.REGULAR,
                Token.TEXT3,
                Anchor.END,
            )
            drop = max(0.0, (size.leading - aside.leading) / 2 + 0.3 * (size.letters - 9))
            cells.append(Cell(room, Stack((SpaceBox(drop), aside))))
        title = self._line(block.text, size, room, face)
        row: Box = RowBox((Cell(0, title), *cells))
        if block.level == 1:
            row = Stack((row, RuleBox(width, 12, theme.CHAPTER_RULE)))
        yield Flow(
            Bookmarked(row, block.text, level),
            before={1: 26, 2: 16}.get(block.level, 12),
            keep_with_next=True,
        )

    def _key_facts(self, block: blocks.KeyFacts, width: float) -> Box:
        cells = []
        count = max(1, len(block.facts))
        room = width / count
        for number, fact in enumerate(block.facts):
            name = self._line(
                fact.name, self._sizes[Role.CAPTION], room - 8, Face.REGULAR, Token.TEXT3
            )
            value = self._line(fact.value, Size(8.4, 11.4), room - 8, Face.MEDIUM)
            cells.append(Cell(number * room, Stack((name, value))))
        return RowBox(tuple(cells))

    def _contents(self, block: blocks.Contents, width: float) -> Iterator[Flow]:
        yield from self._heading(blocks.Heading(block.title), width)
        pages = self.on_pages or tuple(0 for _ in self.headings)
        room = 12 * _MM
        following = [*(one.level for one in self.headings[1:]), 1]
        for heading, page, after in zip(self.headings, pages, following, strict=True):
            chapter = heading.level == 1
            size = self._sizes[Role.BODY if chapter else Role.CELL]
            face = Face.STRONG if chapter else Face.REGULAR
            start = 0.0 if chapter else 5 * _MM
            title = self._line(heading.text, size, width - start - room, face)
            shown = self._line(str(page), size, room, face, Token.TEXT, Anchor.END)
            row = RowBox((Cell(start, title), Cell(width - room, shown)), 0.3, 0.3)
            yield Flow(row, before=4 if chapter else 0, keep_with_next=chapter and after > 1)

    # -- label column

    def _labelled(self, block: blocks.Labelled, width: float) -> Iterator[Flow]:
        column = min(theme.LABEL_COLUMN, width * 0.3)
        label: list[Box] = [
            self._line(block.label, theme.SIDE, column - theme.GUTTER, Face.STRONG)
        ]
        if block.caption:
            label.append(
                self._line(
                    block.caption,
                    self._sizes[Role.CAPTION],
                    column - 1.6 * theme.GUTTER,
                    Face.REGULAR,
                    Token.TEXT3,
                )
            )
        gap = 4 * self._density.gaps
        content = Stack(tuple(self._boxes(block.content, width - column)), gap)
        row = RowBox((Cell(0, Stack(tuple(label), 1)), Cell(column, content)))
        long = row.height > _LONG and not block.below
        yield Flow(row, before=14, keep_with_next=bool(block.below), divisible=long)
        for below in block.below:
            yield from self._flows_of(below, width)

    def _standing(self, block: blocks.StandingBox, width: float) -> Box:
        padding = 9.0
        column = theme.LABEL_COLUMN - padding
        label = self._line(block.label, Size(8.9, 11.8), column - theme.GUTTER, Face.STRONG)
        inner = width - theme.LABEL_COLUMN - padding
        content = Stack(tuple(self._boxes(block.content, inner)), 2)
        row = RowBox((Cell(0, label), Cell(column, content)))
        return Panel(row, width, padding)

    # -- page 1

    def _ladder(self, block: blocks.LabelLadder, width: float) -> Box:
        size = self._sizes[Role.CELL]
        names = [step.label for step in block.steps]
        values = [rule.value for step in block.steps for rule in step.rules]
        name_room = min(self._natural(names, size, Face.STRONG) + 12, width * 0.3)
        value_room = min(self._natural(values, size, Face.STRONG) + 2, width * 0.34)
        text_room = width - name_room - MARK_COLUMN - value_room - 10
        rows: list[Box] = []
        for step in block.steps:
            for number, rule in enumerate(step.rules):
                name = self._line(
                    step.label if not number else "", size, name_room - 8, Face.STRONG
                )
                sign = charts.mark(rule.mark, 0.82 * size.letters)
                words = rule.short if self._density.short and rule.short else rule.text
                text = self._line(words, size, text_room)
                marked = replace(text, indent=MARK_COLUMN, lead=sign)
                value = self._line(rule.value, size, value_room, Face.STRONG, anchor=Anchor.END)
                last = number == len(step.rules) - 1
                rows.append(
                    RowBox(
                        (
                            Cell(0, name),
                            Cell(name_room, marked),
                            Cell(width - value_room, value),
                        ),
                        above=1.6 * self._density.gaps,
                        below=1.8 * self._density.gaps,
                        rule=width if last else width - name_room,
                        rule_start=0 if last else name_room,
                    )
                )
        return Stack(tuple(rows))

    def _skyline(self, block: blocks.Skyline, width: float) -> list[Box]:
        drawings = charts.skyline(
            block, width, self._density.unit, self._pen.width_of, theme.SMALLEST
        )
        return [DrawingBox(drawing) for drawing in drawings]

    def _dimension_bars(self, block: blocks.DimensionBars, width: float) -> Box:
        size = self._sizes[Role.CELL]
        chart = 52 * _MM
        values = [bar.value for bar in block.bars]
        value_room = max(14 * _MM, self._natural(values, size, Face.STRONG) + 2)
        chart = min(chart, (width - value_room) * 0.5)
        name_room = width - chart - value_room - 10
        rows: list[Box] = []
        for bar in block.bars:
            face = Face.STRONG if bar.total else Face.REGULAR
            drawing = charts.bullet(bar.bar, chart, self._density.unit)
            drop = (size.leading - drawing.height) / 2
            rows.append(
                RowBox(
                    (
                        Cell(0, self._line(bar.name, size, name_room, face)),
                        Cell(name_room + 6, Stack((SpaceBox(drop), DrawingBox(drawing)))),
                        Cell(
                            width - value_room,
                            self._line(
                                bar.value, size, value_room, Face.STRONG, anchor=Anchor.END
                            ),
                        ),
                    ),
                    below=4.2 * self._density.gaps,
                )
            )
        return Stack(tuple(rows))

    # -- fields to fill in

    def _field(self, block: blocks.Field, width: float) -> Box:
        size = self._sizes[Role.BODY]
        cells = []
        start, height = 0.0, size.leading
        if block.name:
            room = min(self._natural([block.name], size, Face.REGULAR) + 6, width * 0.6)
            name = self._line(block.name, size, room)
            cells.append(Cell(0, name))
            start, height = room, name.height
        wanted = 44 * _MM if block.name or block.unit else 100 * _MM
        line = min(width - start, wanted)
        cells.append(Cell(start, LineBox(line, height - 2)))
        if block.unit:
            place = start + line + 5
            cells.append(
                Cell(
                    place,
                    Stack(
                        (
                            SpaceBox(height - size.leading),
                            self._line(
                                block.unit, size, max(width - place, 20.0), colour=Token.TEXT2
                            ),
                        )
                    ),
                )
            )
        return RowBox(tuple(cells), above=4, below=2)

    def _writing_lines(self, block: blocks.WritingLines, width: float) -> Box:
        size = theme.CAPTION
        lines: list[Box] = []
        if block.name:
            name = self._line(block.name, size, width, colour=Token.TEXT3)
            lines.append(RowBox((Cell(0, name),), above=3))
        lines += [LineBox(width, 17) for _ in range(block.count)]
        return Stack(tuple(lines))

    # -- tables

    def _table(self, block: blocks.Table, width: float) -> Iterator[Flow]:
        places = columns.columns(block, width, self._fonts, self._sizes)
        airy = any(
            len(cell) > 1 and isinstance(cell[0], blocks.Bullet)
            for row in block.rows
            if isinstance(row, blocks.Row)
            for cell in row.cells
        )
        head = self._table_head(block, places)
        if head is not None:
            yield Flow(head, before=7, keep_with_next=True)
        for number, row in enumerate(block.rows):
            first = number == 0 and head is None
            if isinstance(row, blocks.Band):
                yield Flow(
                    self._band(row, width, number == 0),
                    before=6 if first else 0,
                    keep_with_next=row_stays(block, number),
                    head=head,
                )
                continue
            cells = tuple(
                Cell(place, self._cell(cell, column, room))
                for cell, column, (place, room) in zip(
                    row.cells, block.columns, places, strict=True
                )
            )
            above, below = (5.0, 9.0) if airy else (3.2, 3.8)
            box = RowBox(cells, above, below, rule=width)
            kept = row_stays(block, number)
            yield Flow(box, before=6 if first else 0, keep_with_next=kept, head=head)

    def _cell(self, cell: blocks.Cell, column: blocks.Column, room: float) -> Box:
        boxes: list[Box] = []
        for block in cell:
            if isinstance(block, blocks.Bullet):
                boxes.append(DrawingBox(charts.bullet(block, room, theme.UNIT)))
            elif isinstance(block, blocks.Dumbbell):
                boxes.append(DrawingBox(charts.dumbbell(block, room, theme.UNIT)))
            elif isinstance(block, blocks.CountBar):
                boxes.append(DrawingBox(count_bar(block, room, theme.UNIT)))
            elif column.role is ColumnRole.FIGURE:
                text = self.paragraph(block, room)
                widths = tuple(line_width(line, self._fonts) for line in text.lines)
                boxes.append(replace(text, anchor=Anchor.END, widths=widths, room=room))
            else:
                boxes.append(self.paragraph(block, room))
        return Stack(tuple(boxes), 1.5)

    def _band(self, band: blocks.Band, width: float, first: bool) -> Box:  # noqa: FBT001 - a value of the field, not a switch of ours
        size = self._sizes[Role.CELL]
        tone = Tone.LABEL if band.cut else Tone.NORMAL
        spans = [blocks.Span(band.text, Weight.STRONG)]
        if band.detail:
            spans.append(blocks.Span(f"   {band.detail}", Weight.REGULAR, Tone.FAINT))
        text = self.paragraph(blocks.Paragraph(tuple(spans), Role.CELL, tone, band.mark), width)
        if band.cut:
            row = RowBox((Cell(0, text),), above=3, below=3)
            return Stack((RuleBox(width, 0, theme.CHAPTER_RULE, Token.GOLD), row))
        return RowBox((Cell(0, text),), above=2 if first else 0.9 * size.letters, below=2)

    def _table_head(
        self, block: blocks.Table, places: Sequence[tuple[float, float]]
    ) -> Box | None:
        if not any(column.title or column.axis for column in block.columns):
            return None
        cells = []
        deepest = 0.0
        for index, column in enumerate(block.columns):
            place, room = places[index][0], self._title_room(block, places, index)
            anchor = Anchor.END if column.role is ColumnRole.FIGURE else Anchor.START
            title: Box = self._line(
                column.title, self._sizes[Role.CAPTION], room, Face.MEDIUM, Token.TEXT3, anchor
            )
            if column.axis is not None:
                style = TextStyle(theme.SMALLEST)
                axis = DrawingBox(charts.bullet_axis(column.axis, places[index][1], style))
                title = Stack((title, axis), 1.5)
            deepest = max(deepest, title.height)
            cells.append(Cell(place, title))
        return RowBox(tuple(cells), below=1)

    @staticmethod
    def _title_room(
        block: blocks.Table, places: Sequence[tuple[float, float]], index: int
    ) -> float:
        """Return the room of a column's title: it may reach over columns without one."""
        place, room = places[index]
        following = index + 1
        while following < len(places) and not block.columns[following].title:
            room = sum(places[following]) - place
            following += 1
        if following < len(places) and block.columns[index].role is ColumnRole.CHART:
            room = max(room, places[following][0] - place - 4)
        return room

    def _natural(self, texts: Iterable[str], size: Size, face: Face) -> float:
        return max(
            (
                line_width(line, self._fonts)
                for text in texts
                for line in break_lines(
                    [Inked(text, Ink(face, size.letters, Token.TEXT))], 10_000, self._fonts
                )
            ),
            default=0.0,
        )

    # -- head and foot

    def draw_head(self, chapter: str, part: str) -> None:
        """Draw what a page belongs to at its head; nothing where a chapter begins."""
        if not chapter:
            return
        size, half = Size(7.2, 9.6), theme.WIDTH / 2
        top = theme.TOP - 8.2 * _MM
        left = self._one_line(chapter, size, half - theme.GUTTER, Anchor.START)
        left.draw(self._pen, theme.LEFT, top)
        right = self._one_line(part, size, half - theme.GUTTER, Anchor.END)
        right.draw(self._pen, theme.LEFT + half + theme.GUTTER, top)

    def _one_line(self, text: str, size: Size, width: float, anchor: Anchor) -> TextBox:
        """Set the first line of a text, with dots if there is more."""
        box = self._line(text, size, width, colour=Token.TEXT3, anchor=anchor)
        while len(box.lines) > 1 and " " in text:
            text = text.rstrip("…").rpartition(" ")[0] + "…"
            box = self._line(text, size, width, colour=Token.TEXT3, anchor=anchor)
        return box

    def draw_footer(self, report: blocks.Report, number: int, count: int) -> None:
        """Draw the foot of one page; a long name takes two lines, never more."""
        top = theme.PAGE_HEIGHT - 14.6 * _MM
        size = Size(7.2, 9.6)
        self._pen.rule(theme.LEFT, top, theme.WIDTH, theme.HAIRLINE)
        words = report.page.format(number=number, count=count)
        page = self._line(words, size, 30 * _MM, Face.MEDIUM, Token.TEXT2, Anchor.END)
        page.draw(self._pen, theme.LEFT + theme.WIDTH - 30 * _MM, top + 5)
        foot = self._line(report.footer, size, theme.WIDTH - 34 * _MM, colour=Token.TEXT3)
        foot.draw(self._pen, theme.LEFT, top + 5)
