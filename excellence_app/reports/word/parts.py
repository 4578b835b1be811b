"""What becomes of blocks in a Word file, and where on a page they stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from excellence_app.reports import blocks
from excellence_app.reports.charts import Drawing
from excellence_app.reports.paper.fonts import Fonts
from excellence_app.reports.paper.picture import picture
from excellence_app.reports.word import markup
from excellence_app.reports.word.markup import TableCell, TableRow
from excellence_app.reports.word.package import (
    WIDTH,
    picture_relation,
)

CHART_MARGINS = (3.0, 0.5)  # for strokes that reach over the edges of a chart


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs or a table; the height is an estimate, for other fonts than the reader's."""

    markup: str
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: how far from the left margin, in how much room, and on page 1 or not."""

    indent: float = 0
    width: float = WIDTH
    front: bool = False
    in_table: bool = False
    beside: bool = False  # a label
    names: bool = False  # what is set in medium weight is a name, and bold


PAGE = Place()
IN_CELL = Place(in_table=True)


class Gallery:
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
            made = picture(drawing, self._fonts, CHART_MARGINS, colour=self._colour)
            self._hung[key] = (picture_relation(len(self.pictures)), made.width, made.height)
            self.pictures.append(made.data)
        return self._hung[key]

    def hang_picture(self, data: bytes) -> str:
        """Return the relation of a picture that is a PNG already."""
        self.pictures.append(data)
        return picture_relation(len(self.pictures) - 1)


def texts_of(cells: Iterable[blocks.Cell]) -> list[str]:
    """Return the texts of cells, without their charts."""
    return [one.text for cell in cells for one in cell if isinstance(one, blocks.Paragraph)]


def height_of(parts: Iterable[Part]) -> float:
    """Return how high parts are together, about."""
    return sum(part.height for part in parts)


SPACE = markup.paragraph("Spacer", "")  # or the next table would join this one
KEPT_SPACE = markup.kept(SPACE)  # or a heading would stay behind when the table moves on


def cell_of(parts: Sequence[Part]) -> TableCell:
    """Return a cell with these parts; an empty one needs a paragraph too."""
    return TableCell("".join(part.markup for part in parts) or markup.paragraph("TableText", ""))


def kept_if(keep: bool, row: TableRow) -> TableRow:  # noqa: FBT001 - a value of the field, not a switch of ours
    """Return a row that stays on the page of what follows it, if it is to."""
    if not keep:
        return row
    cells = tuple(replace(cell, content=markup.kept(cell.content)) for cell in row.cells)
    return replace(row, cells=cells)
