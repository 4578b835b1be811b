"""What stands on a page: boxes that know their height, draw themselves and may be divided."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from excellence_app.reports.blocks import Picture
from excellence_app.reports.charts import Anchor, Drawing, Rect, Token
from excellence_app.reports.paper import theme
from excellence_app.reports.paper.pen import Pen
from excellence_app.reports.paper.text import Line

_FEWEST_LINES = 2  # a paragraph leaves no single line behind, and takes none along


class Box(ABC):
    """A part of a page."""

    @property
    @abstractmethod
    def height(self) -> float:
        """Return the height in points."""

    @abstractmethod
    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the box with its upper left corner there."""

    def split(self, room: float) -> tuple["Box", "Box"] | None:  # noqa: ARG002 - one signature for all boxes
        """Return a first part at most `room` high and the rest; none if that cannot be."""
        return None


@dataclass(frozen=True, slots=True)
class TextBox(Box):
    """Lines of text; `lead` is a sign or a few letters before the first of them."""

    lines: tuple[Line, ...]
    leading: float
    size: float
    indent: float = 0
    lead: "Drawing | Line | None" = None
    anchor: Anchor = Anchor.START
    widths: tuple[float, ...] = ()
    room: float = 0

    @property
    def height(self) -> float:
        """Return the height in points."""
        return len(self.lines) * self.leading

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Write the lines."""
        # The letters' height above the baseline is about 0.73 of their size.
        baseline = top + (self.leading + 0.73 * self.size) / 2
        if isinstance(self.lead, Drawing):
            middle = baseline - 0.36 * self.size
            pen.drawing(self.lead, x, middle - self.lead.height / 2)
        elif self.lead is not None:
            pen.text([(x, baseline, self.lead)])
        starts = [x + self.indent] * len(self.lines)
        if self.anchor is Anchor.END:
            starts = [
                start + self.room - width for start, width in zip(starts, self.widths, strict=True)
            ]
        pen.text(
            (start, baseline + number * self.leading, line)
            for number, (start, line) in enumerate(zip(starts, self.lines, strict=True))
        )

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Return the lines that have room and the others."""
        count = int((room + 0.01) / self.leading)
        count = min(count, len(self.lines) - _FEWEST_LINES)
        if count < _FEWEST_LINES:
            return None
        return (
            replace(self, lines=self.lines[:count], widths=self.widths[:count]),
            replace(self, lines=self.lines[count:], widths=self.widths[count:], lead=None),
        )


@dataclass(frozen=True, slots=True)
class DrawingBox(Box):
    """A chart."""

    drawing: Drawing

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.drawing.height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the chart."""
        pen.drawing(self.drawing, x, top)


@dataclass(frozen=True, slots=True)
class PictureBox(Box):
    """A picture from outside, at its size in points."""

    picture: Picture

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.picture.height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the picture."""
        pen.picture(self.picture, x, top)


@dataclass(frozen=True, slots=True)
class SpaceBox(Box):
    """Nothing, of some height."""

    tall: float

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.tall

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class LineBox(Box):
    """An empty line to write on."""

    width: float
    tall: float
    start: float = 0

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.tall

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the line at the foot of its room."""
        y = top + self.height
        pen.rule(x + self.start, y, self.width - self.start, theme.HAIRLINE, Token.CONTROL)


@dataclass(frozen=True, slots=True)
class Stack(Box):
    """Boxes below each other, `gap` apart."""

    boxes: tuple[Box, ...]
    gap: float = 0

    @property
    def height(self) -> float:
        """Return the height in points."""
        inner = sum(box.height for box in self.boxes)
        return inner + self.gap * max(0, len(self.boxes) - 1)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the boxes from top to bottom."""
        for box in self.boxes:
            box.draw(pen, x, top)
            top += box.height + self.gap

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Return the boxes that have room and the others; one of them may be divided."""
        used = 0.0
        for number, box in enumerate(self.boxes):
            if used + box.height > room + 0.01:
                halves = box.split(room - used)
                before, after = self.boxes[:number], self.boxes[number + 1 :]
                if halves is not None:
                    return (
                        Stack((*before, halves[0]), self.gap),
                        Stack((halves[1], *after), self.gap),
                    )
                if number == 0:
                    return None
                return Stack(before, self.gap), Stack((box, *after), self.gap)
            used += box.height + self.gap
        return self, Stack(())


@dataclass(frozen=True, slots=True)
class Cell:
    """A box in a row, `x` from its left edge."""

    x: float
    box: Box


@dataclass(frozen=True, slots=True)
class RowBox(Box):
    """Boxes beside each other, with an optional rule below them."""

    cells: tuple[Cell, ...]
    above: float = 0
    below: float = 0
    rule: float = 0  # width of the rule, none at 0
    rule_start: float = 0
    colour: Token = Token.LINE2
    thickness: float = theme.HAIRLINE

    @property
    def height(self) -> float:
        """Return the height in points."""
        inner = max((cell.box.height for cell in self.cells), default=0)
        return self.above + inner + self.below

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the cells and the rule."""
        for cell in self.cells:
            cell.box.draw(pen, x + cell.x, top + self.above)
        if self.rule:
            start = x + self.rule_start
            pen.rule(start, top + self.height, self.rule, self.thickness, self.colour)

    def split(self, room: float) -> tuple[Box, Box] | None:
        """Return the parts of all cells that have room, and the others."""
        inner = room - self.above - self.below
        halves = [_split_or_move(cell.box, inner) for cell in self.cells]
        tallest = max(range(len(halves)), key=lambda index: self.cells[index].box.height)
        if halves[tallest][0].height == 0:  # or a label would stand alone
            return None
        firsts = tuple(Cell(c.x, h[0]) for c, h in zip(self.cells, halves, strict=True))
        rests = tuple(Cell(c.x, h[1]) for c, h in zip(self.cells, halves, strict=True))
        return replace(self, cells=firsts, rule=0), replace(self, cells=rests)


def _split_or_move(box: Box, room: float) -> tuple[Box, Box]:
    if box.height <= room + 0.01:
        return box, SpaceBox(0)
    return box.split(room) or (SpaceBox(0), box)


@dataclass(frozen=True, slots=True)
class RuleBox(Box):
    """A horizontal rule with the space that belongs to it."""

    width: float
    tall: float
    thickness: float
    colour: Token = Token.TEXT

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.tall

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the rule at the foot of its room."""
        pen.rule(x, top + self.height, self.width, self.thickness, self.colour)


@dataclass(frozen=True, slots=True)
class Panel(Box):
    """A box on a shaded ground."""

    inner: Box
    width: float
    padding: float

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.inner.height + 2 * self.padding

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Draw the ground and what stands on it."""
        ground = Rect(0, 0, self.width, self.height, Token.SUNKEN, radius=4)
        pen.drawing(Drawing(self.width, self.height, (ground,)), x, top)
        self.inner.draw(pen, x + self.padding, top + self.padding)


@dataclass(frozen=True, slots=True)
class Bookmarked(Box):
    """A box to which the outline of the file leads."""

    inner: Box
    title: str
    level: int

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.inner.height

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Set the bookmark and draw the box."""
        pen.bookmark(self.title, self.level, top - theme.GUTTER)
        self.inner.draw(pen, x, top)


def stacked(boxes: Sequence[Box], gap: float = 0) -> Box:
    """Return boxes as one."""
    return boxes[0] if len(boxes) == 1 else Stack(tuple(boxes), gap)
