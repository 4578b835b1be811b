"""Skylines: all indicators side by side, one cell for each level."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from excellence_app.domain.values import dataclass
from excellence_app.reports.blocks import Skyline, SkylineColumn, SkylineGroup, Weight
from excellence_app.reports.charts.shapes import (
    HATCH,
    HATCH_STROKE,
    Anchor,
    Canvas,
    Drawing,
    Hatch,
    Label,
    Line,
    Measure,
    Rect,
    TextStyle,
    Token,
    Zone,
)
from excellence_app.reports.charts.titles import Head, cut, fitting

MOST_COLUMNS = 45  # more than this many indicators wrap by dimension

_PITCH = 30.0
_CELL = 24.0
CELL_HEIGHT = 17.0
_CELL_GAP = 3.0
_LOWER = 13.0  # every second number, where they have no room side by side
_BETWEEN_NUMBERS = 1.5
_GAP_IN_COLUMNS = 1.25
_MOST_LEVELS = 6  # with more, cells become flatter instead of columns taller
_COLUMN_LABEL = 12.0
_GROUP_LABEL = 11.4


def skyline(
    data: Skyline,
    width: float,
    unit: float,
    width_of: Measure,
    smallest: float,
    most: int = MOST_COLUMNS,
    cell_height: float = CELL_HEIGHT,
) -> tuple[Drawing, ...]:
    """Lay out all indicators as columns of cells: one drawing per line, a zone per column.

    Groups stay whole as long as one line, of at most `most` columns, can hold them. No
    letters are smaller than `smallest`. A cell is `cell_height` units high at most.
    """
    lines = tuple(_lines_of(data.groups, max(1, most)))
    pitch = min((width / _columns_wide(line) for line in lines), default=width)
    shape = _SkylineShape(
        pitch=min(pitch, _PITCH * unit),
        levels=_tallest(data),
        unit=unit,
        width=width,
        smallest=smallest,
        cell=cell_height,
    )
    drawings = [shape.draw(line, width_of) for line in lines]
    if drawings:
        drawings[0] = replace(drawings[0], alternative=data.alternative)
    return tuple(drawings)


def columns_that_fit(data: Skyline, width: float, pitch: float) -> int:
    """Return how many columns a line may have so that two of them are `pitch` apart."""
    most = MOST_COLUMNS
    while most > 1 and any(
        width / _columns_wide(line) < pitch for line in _lines_of(data.groups, most)
    ):
        most -= 1
    return most


def small_skyline(data: Skyline, width: float, unit: float) -> Drawing:
    """Lay out all indicators in one line without any words, as a sign of an assessment."""
    pitch = width / max(1.0, _columns_wide(data.groups))
    shape = _SkylineShape(
        pitch=min(pitch, _PITCH * unit),
        levels=_tallest(data),
        unit=unit,
        width=width,
        smallest=0,
        cell=CELL_HEIGHT,
    )
    return replace(shape.draw_bare(data.groups), alternative=data.alternative)


def _tallest(data: Skyline) -> int:
    return max((column.levels for group in data.groups for column in group.columns), default=1)


def _is_bold(column: SkylineColumn) -> bool:
    """Tell whether something is to be done there."""
    return column.applies and (column.below or column.open)


def _columns_wide(line: Sequence[SkylineGroup]) -> float:
    """Return the width of a line of groups and the gaps between them, in columns."""
    return sum(len(group.columns) for group in line) + _GAP_IN_COLUMNS * (len(line) - 1)


def _lines_of(groups: Sequence[SkylineGroup], most: int) -> Iterator[tuple[SkylineGroup, ...]]:
    line: list[SkylineGroup] = []
    used = 0
    for group in groups:
        for part in _parts_of(group, most):
            if line and used + len(part.columns) > most:
                yield tuple(line)
                line, used = [], 0
            line.append(part)
            used += len(part.columns)
    if line:
        yield tuple(line)


def _parts_of(group: SkylineGroup, most: int) -> Iterator[SkylineGroup]:
    if not group.columns:
        return
    parts = -(-len(group.columns) // most)
    size = -(-len(group.columns) // parts)
    for start in range(0, len(group.columns), size):
        yield replace(group, columns=group.columns[start : start + size])


@dataclass(frozen=True, slots=True)
class _SkylineShape:
    pitch: float
    levels: int
    unit: float
    width: float
    smallest: float
    cell: float

    @property
    def gap(self) -> float:
        return _GAP_IN_COLUMNS * self.pitch

    @property
    def cell_height(self) -> float:
        tall = self.cell * self.unit
        return tall if self.levels <= _MOST_LEVELS else tall * _MOST_LEVELS / self.levels

    @property
    def step(self) -> float:
        return self.cell_height + _CELL_GAP * self.unit

    def draw(self, line: Sequence[SkylineGroup], width_of: Measure) -> Drawing:
        canvas = Canvas()
        title = TextStyle(max(_GROUP_LABEL * self.unit, self.smallest), Weight.MEDIUM)
        starts = self._starts(line)
        heads = self._heads(line, starts, title, width_of)
        if not all(found.complete for found in heads):  # smaller letters may have room
            title = TextStyle(max(0.9 * title.size, self.smallest), Weight.MEDIUM)
            heads = self._heads(line, starts, title, width_of)
        if not all(found.complete for found in heads):
            heads = self._closer_heads(line, starts, heads, (title, width_of))
        head = max(len(found.lines) for found in heads) * title.size * 1.35 + 9 * self.unit
        bottom = head + self.levels * self.step
        for found in heads:
            self._title(canvas, found, head, title)
        for group, start in zip(line, starts, strict=True):
            self._value(canvas, group, start, (head, title), width_of)
            self._columns(canvas, group, start, bottom)
            self._numbers(canvas, group, start, bottom, width_of)
        height = bottom + (16.0 + _LOWER * self._staggered(line, width_of)) * self.unit
        zones = (replace(z, height=height - z.y) for z in canvas.zones)
        return Drawing(self.width, height, tuple(canvas.shapes), zones=tuple(zones))

    def draw_bare(self, line: Sequence[SkylineGroup]) -> Drawing:
        canvas = Canvas()
        bottom = self.levels * self.step
        for group, start in zip(line, self._starts(line), strict=True):
            self._columns(canvas, group, start, bottom)
        return Drawing(self.width, bottom, tuple(canvas.shapes), zones=tuple(canvas.zones))

    def _starts(self, line: Sequence[SkylineGroup]) -> list[float]:
        starts, x = [], 0.0
        for group in line:
            starts.append(x)
            x += len(group.columns) * self.pitch + self.gap
        return starts

    def _heads(
        self,
        line: Sequence[SkylineGroup],
        starts: Sequence[float],
        style: TextStyle,
        width_of: Measure,
    ) -> list[Head]:
        """Return the titles of the groups; the last may reach to the left instead."""
        heads: list[Head] = []
        for group, start, following in zip(line, starts, (*starts[1:], None), strict=True):
            end = self.width if following is None else following - 0.15 * self.pitch
            x = start + self._inset
            lines = fitting(group.title, end - x, style, width_of)
            anchor = Anchor.START
            if lines is None and following is None:
                right = min(start + len(group.columns) * self.pitch - self._inset, self.width)
                free = heads[-1].end(style, width_of) + 0.5 * self.pitch if heads else 0.0
                if len(line) > 1 and self._shows_value(line[-2], style, width_of):
                    free = max(free, start - self.gap + 0.25 * self.pitch)
                lines = fitting(group.title, right - free, style, width_of)
                if lines is not None:
                    x, anchor = right, Anchor.END
            complete = lines is not None
            heads.append(Head(x, tuple(lines or [group.short]), anchor, complete))
        return heads

    def _closer_heads(
        self,
        line: Sequence[SkylineGroup],
        starts: Sequence[float],
        heads: Sequence[Head],
        how: tuple[TextStyle, Measure],
    ) -> list[Head]:
        """Return the titles with those that have no room begun in the gap before, or cut.

        A number alone would not tell which dimension it is.
        """
        style, width_of = how
        found: list[Head] = []
        for place, (group, start, head) in enumerate(zip(line, starts, heads, strict=True)):
            if head.complete:
                found.append(head)
                continue
            x = start + self._inset
            end = self.width if place + 1 == len(line) else starts[place + 1] - 0.15 * self.pitch
            free = x
            if place and not self._shows_value(line[place - 1], style, width_of):
                before = found[-1].end(style, width_of) + 0.4 * self.pitch
                free = min(x, max(before, start - 0.8 * self.gap))
            lines = fitting(group.title, end - free, style, width_of)
            if lines is not None:
                wide = max(width_of(text, style) for text in lines)
                x = min(x, max(free, end - wide - 0.3 * self.pitch))
            else:
                lines = [cut(group, end - x, style, width_of)]
            found.append(Head(x, tuple(lines), Anchor.START, complete=True))
        return found

    def _title(self, canvas: Canvas, found: Head, head: float, style: TextStyle) -> None:
        baseline = head - 9 * self.unit - (len(found.lines) - 1) * style.size * 1.35
        for number, text in enumerate(found.lines):
            y = baseline + number * style.size * 1.35 - 0.2 * style.size
            canvas.add(Label(found.x, y, text, style, Token.TEXT2, found.anchor))

    @property
    def _inset(self) -> float:
        return (self.pitch - self._cell_width) / 2

    @property
    def _cell_width(self) -> float:
        return self.pitch * _CELL / _PITCH

    def _value(
        self,
        canvas: Canvas,
        group: SkylineGroup,
        start: float,
        place: tuple[float, TextStyle],
        width_of: Measure,
    ) -> None:
        """Add the value of a group where its title leaves room for it."""
        head, style = place
        strong = replace(style, weight=Weight.STRONG)
        right = start + len(group.columns) * self.pitch - self._inset
        if self._shows_value(group, style, width_of):
            y = head - 9 * self.unit - 0.2 * style.size
            canvas.add(Label(right, y, group.value, strong, Token.TEXT, Anchor.END))

    def _shows_value(self, group: SkylineGroup, style: TextStyle, width_of: Measure) -> bool:
        strong = replace(style, weight=Weight.STRONG)
        taken = width_of(group.title, style) + 0.4 * self.pitch + width_of(group.value, strong)
        room = len(group.columns) * self.pitch - 2 * self._inset
        return bool(group.value) and taken <= room

    def _columns(self, canvas: Canvas, group: SkylineGroup, start: float, bottom: float) -> None:
        top = bottom - self.levels * self.step
        for index, column in enumerate(group.columns):
            x = start + index * self.pitch
            self._column(canvas, column, x, bottom)
            canvas.zones.append(
                Zone(x, top, self.pitch, bottom - top, column.indicator, column.sentence)
            )

    def _numbers(
        self,
        canvas: Canvas,
        group: SkylineGroup,
        start: float,
        bottom: float,
        width_of: Measure,
    ) -> None:
        texts, lower = self._labels(group, width_of)
        size = self._least_label if any(lower) else self._label_size(texts, width_of)
        for index, column in enumerate(group.columns):
            bold = _is_bold(column)
            canvas.add(
                Label(
                    start + (index + 0.5) * self.pitch,
                    bottom + (12.5 + _LOWER * lower[index]) * self.unit,
                    texts[index],
                    TextStyle(size, Weight.STRONG if bold else Weight.REGULAR),
                    Token.TEXT if bold else Token.TEXT3,
                    Anchor.MIDDLE,
                )
            )

    def _labels(self, group: SkylineGroup, width_of: Measure) -> tuple[list[str], list[bool]]:
        """Return what stands below the columns, and which stand lower lest they collide."""
        texts = [column.label for column in group.columns]
        least = TextStyle(self._least_label, Weight.STRONG)
        widest = max((width_of(text, least) for text in texts), default=0.0)
        if widest > 2 * self.pitch * 0.96:
            return [str(number) for number in range(1, len(texts) + 1)], [False] * len(texts)
        lower: list[bool] = []
        taken = 0.0
        for index, column in enumerate(group.columns):
            weight = Weight.STRONG if _is_bold(column) else Weight.REGULAR
            wide = width_of(texts[index], replace(least, weight=weight))
            middle = (index + 0.5) * self.pitch
            lower.append(
                index > 0
                and not lower[-1]
                and middle - wide / 2 < taken + _BETWEEN_NUMBERS * self.unit
            )
            taken = middle + wide / 2
        return texts, lower

    def _staggered(self, line: Sequence[SkylineGroup], width_of: Measure) -> bool:
        return any(any(self._labels(group, width_of)[1]) for group in line)

    def _label_size(self, texts: Sequence[str], width_of: Measure) -> float:
        full = TextStyle(max(_COLUMN_LABEL * self.unit, self.smallest), Weight.STRONG)
        wide = max(width_of(text, full) for text in texts)
        wanted = full.size * min(1.0, self.pitch * 0.96 / wide) if wide else full.size
        return max(wanted, self._least_label)

    @property
    def _least_label(self) -> float:
        return max(_COLUMN_LABEL * self.unit * 0.85, self.smallest)

    def _column(self, canvas: Canvas, column: SkylineColumn, x: float, bottom: float) -> None:
        left, width = x + self._inset, self._cell_width
        for level in range(column.levels):
            top = bottom - (level + 1) * self.step + _CELL_GAP * self.unit
            self._cell(canvas, column, level, (left, top, width, self.cell_height))
        if not column.applies:
            self._cross(canvas, left, bottom - self.step + _CELL_GAP * self.unit, width)
        elif column.threshold is not None:
            y = bottom - float(column.threshold) * self.step + _CELL_GAP * self.unit / 2
            reach = 1.0 * self.unit
            canvas.add(Line(left - reach, y, left + width + reach, y, Token.TEXT, 2.2 * self.unit))

    def _cell(
        self,
        canvas: Canvas,
        column: SkylineColumn,
        level: int,
        box: tuple[float, float, float, float],
    ) -> None:
        x, y, width, height = box
        unit, radius = self.unit, 3.0 * self.unit
        filled = min(max(float(column.value) - level, 0.0), 1.0) if column.applies else 0.0
        colour = Token.GAP_FILL if column.below and not column.open else Token.MET_FILL
        if column.below and column.value > 0 and column.open:
            colour = Token.GAP_FILL
        if filled == 1.0:
            canvas.add(Rect(x, y, width, height, fill=colour, radius=radius))
            return
        if column.open and level < column.possible:
            inset = 0.5 * unit
            canvas.add(
                Rect(
                    x + inset,
                    y + inset,
                    width - 2 * inset,
                    height - 2 * inset,
                    stroke=Token.CONTROL,
                    stroke_width=unit,
                    radius=radius,
                    dash=(2.4 * unit, 2.0 * unit),
                )
            )
        elif column.below and column.threshold is not None and level < column.threshold:
            canvas.add(
                Hatch(
                    x,
                    y,
                    width,
                    height,
                    Token.GAP_FILL,
                    HATCH * unit,
                    HATCH_STROKE * unit,
                    radius,
                    Token.SURFACE,
                )
            )
        else:
            canvas.add(Rect(x, y, width, height, fill=Token.TRACK_HI, radius=radius))
        if filled:
            part = height * filled
            canvas.add(Rect(x, y + height - part, width, part, fill=colour))

    def _cross(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        size = min(width, self.cell_height) * 0.5
        left, top = x + (width - size) / 2, y + (self.cell_height - size) / 2
        for start, end in ((top, top + size), (top + size, top)):
            canvas.add(Line(left, start, left + size, end, Token.TEXT3, 1.4 * self.unit))
